"""Records of observed lessons over HTTP: the writer's draft, and what both sides make of it."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from school.observation.actions import observations as actions
from school.observation.api.rubrics import SheetOut, present_sheet
from school.observation.api.shapes import (
    LessonRef,
    ReasonIn,
    Unfiltered,
    present_lesson_ref,
)
from school.observation.models import (
    LessonSession,
    NoteStage,
    Observation,
    ObservationState,
    StrategyTag,
)
from school.observation.policy.observations import (
    ObservationPolicy,
    observable,
    side_of,
)
from school.observation.queries import limits, observations
from school.observation.queries.rubrics import result_of
from school.observation.queries.similarity import Alike, alike
from school.observation.rules import observations as rules
from school.observation.rules.observations import Side, Step
from school.observation.rules.strategies import CardState, state_of
from school.people import queries as people
from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.models import User
from school.people.refs import StaffRef, present_person, present_staff
from school.shared.api import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
    OPTIONAL_IDEMPOTENCY_KEY,
    Flag,
    Number,
    QueryShape,
    Shape,
    Text,
    body,
    made_once,
    once,
    once_if_keyed,
    query,
    version_given,
)
from school.shared.errors import InputRefused, Stale
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column

# ---- in ------------------------------------------------------------------------------------


@extend_schema_serializer(component_name="NewObservation")
class ObservationIn(Shape):
    session = OfferedRow(observable, queryset=LessonSession.objects.all())


@extend_schema_serializer(component_name="ObservationNote")
class NoteIn(Shape):
    client_id = serializers.UUIDField(help_text="Made by the client: the note stays the same one.")
    seconds = Number(
        min_value=0, max_value=36_000, allow_null=True, default=None, help_text="Since the bell."
    )
    clock = serializers.TimeField(
        input_formats=["%H:%M", "%H:%M:%S"],
        allow_null=True,
        default=None,
        help_text="On the wall; a note has one of the two, or neither.",
    )
    stage = serializers.ChoiceField(NoteStage.choices, allow_blank=True, default="")
    text = Text(max_length=1000)

    def validate(self, attrs: Any) -> Any:
        if attrs["seconds"] is not None and attrs["clock"] is not None:
            refused = serializers.ErrorDetail(str(_("A note is timed in one way.")), "one_of_two")
            raise serializers.ValidationError({"clock": [refused]})
        return attrs


@extend_schema_serializer(component_name="ObservedStrategy")
class StrategyIn(Shape):
    id = serializers.UUIDField(required=False, help_text="Of one that is there already.")
    text = Text(lines=False, max_length=300)
    tags = serializers.ListField(
        child=OfferedRow(any_row, queryset=StrategyTag.objects.all()), max_length=10, default=list
    )


@extend_schema_serializer(component_name="ObservationScore")
class ScoreIn(Shape):
    criterion = Text(lines=False, max_length=30, help_text="Its code.")
    level = Number(min_value=1, max_value=10, allow_null=True, default=None)
    is_na = Flag(default=False, help_text="It did not apply: it leaves the total.")
    options = serializers.ListField(
        child=serializers.UUIDField(),
        max_length=20,
        required=False,
        help_text="Of a checklist: what was ticked.",
    )
    count = Number(min_value=0, max_value=1000, allow_null=True, default=None)
    text = Text(lines=False, max_length=500, allow_blank=True, default="")


@extend_schema_serializer(component_name="ObservationChange")
class ObservationChangeIn(Shape):
    """What is not named stays; of a list the whole is given."""

    suggestion = Text(max_length=1000, allow_blank=True, required=False)
    highlights = Text(max_length=1000, allow_blank=True, required=False)
    board = Text(max_length=1000, allow_blank=True, required=False)
    participation = Text(max_length=1000, allow_blank=True, required=False)
    notes = serializers.ListField(child=NoteIn(), required=False, max_length=300)
    strategies = serializers.ListField(child=StrategyIn(), required=False, max_length=20)
    scores = serializers.ListField(child=ScoreIn(), required=False, max_length=100)


@extend_schema_serializer(component_name="ObservationReflection")
class ReflectionIn(Shape):
    reflection = Text(max_length=2000)


# ---- out -----------------------------------------------------------------------------------


@extend_schema_serializer(component_name="ObservationTurn")
class TurnOut(serializers.Serializer[Any]):
    side = serializers.ChoiceField(Side.choices)
    step = serializers.ChoiceField(Step.choices)
    step_label = serializers.CharField()
    who = StaffRef()
    is_me = serializers.BooleanField()


@extend_schema_serializer(component_name="StrategyTagRef")
class TagRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


@extend_schema_serializer(component_name="ObservedStrategyCard")
class CardRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(CardState.choices)


@extend_schema_serializer(component_name="ObservedStrategy")
class StrategyOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    text = serializers.CharField()
    tags = TagRef(many=True)
    card = CardRef(allow_null=True)


@extend_schema_serializer(component_name="Observation")
class ObservationOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    session = LessonRef()
    observer = StaffRef()
    side = serializers.ChoiceField(
        Side.choices, allow_null=True, help_text="Mine; null: I read it for the office."
    )
    state = serializers.ChoiceField(ObservationState.choices)
    state_label = serializers.CharField()
    acts_next = TurnOut(many=True, help_text="Whose turn it is; nobody's once it is closed.")
    is_confirmed = serializers.BooleanField(
        help_text="Both sides say that the observer was there: only then it counts."
    )
    is_denied = serializers.BooleanField(help_text="The host says that the observer was not there.")
    is_late = serializers.BooleanField(help_text="Shared after the days of grace.")
    is_open_again = serializers.BooleanField(help_text="Reopened, and not yet answered anew.")
    shared_at = serializers.DateTimeField(allow_null=True)
    strategies = StrategyOut(many=True)
    suggestion = serializers.CharField()
    version = serializers.IntegerField()
    abilities = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="ObservationNote")
class NoteOut(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    seconds = serializers.IntegerField(allow_null=True)
    clock = serializers.TimeField(allow_null=True, format="%H:%M:%S")
    stage = serializers.ChoiceField(NoteStage.choices, allow_blank=True)
    text = serializers.CharField()


@extend_schema_serializer(component_name="ObservationScore")
class ScoreOut(serializers.Serializer[Any]):
    criterion = serializers.CharField()
    level = serializers.IntegerField(allow_null=True)
    is_na = serializers.BooleanField()
    options = serializers.ListField(child=serializers.UUIDField())
    count = serializers.IntegerField(allow_null=True)
    text = serializers.CharField()


@extend_schema_serializer(component_name="ObservationResult")
class ResultOut(serializers.Serializer[Any]):
    total = serializers.DecimalField(
        max_digits=4, decimal_places=1, allow_null=True, help_text="Null: nothing was scored."
    )
    grade = serializers.CharField()
    bonus = serializers.DecimalField(max_digits=3, decimal_places=1, allow_null=True)
    formula = serializers.CharField(help_text="How the total came, in words.")
    left_out = serializers.IntegerField(help_text="Criteria that did not apply.")


@extend_schema_serializer(component_name="ObservationPage")
class ObservationPageOut(ObservationOut):
    highlights = serializers.CharField()
    board = serializers.CharField()
    participation = serializers.CharField()
    reflection = serializers.CharField(help_text="The answer of the teacher of the lesson.")
    reflected_at = serializers.DateTimeField(allow_null=True)
    host_acknowledged_at = serializers.DateTimeField(
        allow_null=True, help_text="To acknowledge is not to agree."
    )
    observer_acknowledged_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    rubric = SheetOut(allow_null=True, help_text="The version it was begun by; null: not scored.")
    scores = ScoreOut(many=True)
    result = ResultOut(allow_null=True)
    notes = NoteOut(many=True, required=False, help_text="Only for the writer.")


TAKES = {
    "partial_update": (ObservationState.DRAFT,),
    "similarity": (ObservationState.DRAFT,),
    "share": (ObservationState.DRAFT,),
    "reflect": (ObservationState.SHARED,),
    "acknowledge": (ObservationState.REFLECTED, ObservationState.ACKNOWLEDGED),
    "reopen": (
        *(ObservationState.SHARED, ObservationState.REFLECTED),
        *(ObservationState.ACKNOWLEDGED, ObservationState.CLOSED),
    ),
    "history": tuple(ObservationState),
    "retrieve": tuple(ObservationState),
}
"""Verb -> the states in which it does something."""
WHEN_OPEN_AGAIN = {"partial_update": True, "similarity": True, "reopen": False}
"""Verb -> whether it does something while the record is open again."""


def present_observation(row: Any, user: User, history: Sequence[Any]) -> dict[str, Any]:
    """`row` as `observations.records` gives it; `history`: the school's limits."""
    lesson, side = row.session, side_of(user, row)
    open_again = rules.is_open_again(row, was_reopened=row.was_reopened)
    turns = rules.acts_next(row, is_out_of_school=lesson.is_out_of_school)
    who = {Side.OBSERVER: row.observer, Side.HOST: lesson.host}
    due = {one.step for one in turns if one.side == side}
    verbs = []
    for verb in ObservationPolicy().abilities(user, row):
        fits = row.state in TAKES[verb]
        if open_again:
            fits = WHEN_OPEN_AGAIN.get(verb, fits)
        if verb in ("reflect", "acknowledge"):
            fits = fits and verb in due
        if fits:
            verbs.append(verb)
    return {
        "id": row.pk,
        "session": present_lesson_ref(lesson),
        "observer": present_staff(row.observer),
        "side": side,
        "state": row.state,
        "state_label": row.get_state_display(),
        "acts_next": [
            {
                "side": one.side,
                "step": one.step,
                "step_label": one.step.label,
                "who": present_staff(who[one.side]),
                "is_me": one.side == side,
            }
            for one in turns
        ],
        "is_confirmed": row.is_confirmed,
        "is_denied": row.is_denied,
        "is_late": observations.is_late_by(history, row.shared_at, lesson.taught_on),
        "is_open_again": open_again,
        "shared_at": row.shared_at,
        "strategies": [present_strategy(one) for one in row.strategies.all()],
        "suggestion": row.suggestion,
        "version": row.version,
        "abilities": verbs,
    }


def present_strategy(row: Any) -> dict[str, Any]:
    card = getattr(row, "card", None)
    return {
        "id": row.pk,
        "text": row.text,
        "tags": [tagging.tag for tagging in row.taggings.all()],
        "card": {"id": card.pk, "state": state_of(card)} if card else None,
    }


def present_score(row: Any) -> dict[str, Any]:
    return {
        "criterion": row.criterion.code,
        "level": row.level,
        "is_na": row.is_na,
        "options": [tick.option_id for tick in row.ticks.all()],
        "count": row.count,
        "text": row.text,
    }


def present_page(row: Any, user: User, history: Sequence[Any]) -> dict[str, Any]:
    """`row` as `observations.whole_records` gives it."""
    names = (
        *("highlights", "board", "participation", "reflection", "reflected_at"),
        *("host_acknowledged_at", "observer_acknowledged_at", "closed_at"),
    )
    version, scores = row.rubric_version, list(row.scores.all())
    shown = {
        **present_observation(row, user, history),
        **{name: getattr(row, name) for name in names},
        "rubric": present_sheet(version) if version else None,
        "scores": [present_score(one) for one in scores],
        "result": result_of(version, scores) if version else None,
    }
    if shown["side"] is Side.OBSERVER:
        shown["notes"] = row.notes.all()
    return shown


@extend_schema_serializer(component_name="ObservationRevision")
class RevisionOut(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    reopened_at = serializers.DateTimeField()
    reopened_by = StaffRef(allow_null=True)
    reason = serializers.CharField()
    body = serializers.JSONField(help_text="How the record read before it was opened again.")


@extend_schema_serializer(component_name="ObservationLikeness")
class LikenessOut(serializers.Serializer[Any]):
    field = serializers.CharField(help_text="Which of my texts: `suggestion`, `strategies.0`.")
    percent = serializers.IntegerField(help_text="Of the text, found again elsewhere.")
    own = serializers.UUIDField(
        allow_null=True, help_text="My own other record; null: a colleague's, which is not named."
    )


def present_likeness(one: Alike) -> dict[str, Any]:
    return {"field": one.field, "percent": int(one.share * 100), "own": one.own_id}


# ---- endpoints -----------------------------------------------------------------------------


class ObservationQuery(QueryShape):
    side = serializers.ChoiceField(Side.choices, required=False, help_text="Mine on this side.")
    state = serializers.ChoiceField(ObservationState.choices, required=False)
    my_turn = Flag(required=False, help_text="Only those that wait for me.")
    session = serializers.UUIDField(required=False)
    observer = serializers.UUIDField(required=False)
    host = serializers.UUIDField(required=False)
    kind = serializers.UUIDField(required=False)
    term = serializers.UUIDField(required=False)
    subject = Text(lines=False, required=False, max_length=30)


class ObservationViewSet(ExportedList, RecordViewSet):
    """The newest lesson first."""

    policy = ObservationPolicy()
    queryset = Observation.objects.all()
    filters = ObservationQuery
    list_title = _("List of observed lessons")
    columns = (
        Column(_("Day"), "session.taught_on"),
        Column(_("Period"), "session.period"),
        Column(_("Teacher"), "session.host_name"),
        Column(_("Subject"), "session.subject"),
        Column(_("Class"), "session.school_class.name"),
        Column(_("Topic"), "session.topic"),
        Column(_("Kind"), "session.kind.name"),
        Column(_("Out of school"), "session.is_out_of_school"),
        Column(_("Observer"), "observer.name"),
        Column(_("State"), "state", words=dict(ObservationState.choices)),
        Column(_("Attendance confirmed"), "is_confirmed"),
        Column(_("Shared at"), "shared_at", is_moment=True),
        Column(_("Late"), "is_late"),
        Column(_("Strategies seen"), "strategies.text"),
        Column(_("Suggestion"), "suggestion"),
    )

    def get_queryset(self) -> Any:
        self.queryset = observations.records()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = observations.whole_records().get(pk=pk)
        history = limits.history(self.user.school_id)
        shown = ObservationPageOut(present_page(row, self.user, history)).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    @extend_schema(parameters=[ObservationQuery], responses=ObservationOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        own = {Side.OBSERVER: "observer", Side.HOST: "session__host"}
        if "side" in asked:
            rows = rows.filter(**{own[asked["side"]]: self.user.staff_id})
        if "my_turn" in asked:
            waiting = rows.filter(observations.waits_for(self.user.staff_id)).values("pk")
            rows = rows.filter(pk__in=waiting) if asked["my_turn"] else rows.exclude(pk__in=waiting)
        columns = {
            **{name: name for name in ("state", "session", "observer")},
            **{name: f"session__{name}" for name in ("host", "kind", "subject")},
        }
        for name, column in columns.items():
            if name in asked:
                rows = rows.filter(**{column: asked[name]})
        if "term" in asked:
            term = people.terms(self.user.school_id).filter(pk=asked["term"]).first()
            if term is None:
                raise InputRefused("term", "does_not_exist", str(_("There is no such term.")))
            days = (term.window_opens_on, term.window_closes_on)
            rows = rows.filter(session__taught_on__range=days)
        return rows

    def shown(self, rows: Sequence[Any]) -> Any:
        history = limits.history(self.user.school_id)
        found = [present_observation(row, self.user, history) for row in rows]
        return ObservationOut(found, many=True).data

    @extend_schema(responses=ObservationPageOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._answer(self.get_object().pk)

    @extend_schema(
        request=ObservationIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=made_once(ObservationPageOut),
    )
    def create(self, request: Request) -> Response:
        """A draft of a lesson that has begun, for its observer alone."""

        def act() -> Observation:
            return actions.begin_observation(by=self.user, **body(request, ObservationIn))

        return self._answer(*once(request, act))

    @extend_schema(
        request=ObservationChangeIn,
        parameters=[IF_MATCH, OPTIONAL_IDEMPOTENCY_KEY],
        responses=ObservationPageOut,
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        """Saves the draft, every few seconds if need be; or a record that was opened again."""
        row = self.get_object()
        expected = version_given(request)

        def act() -> Observation:
            changes = body(request, ObservationChangeIn)
            return actions.write_observation(
                by=self.user, observation_id=row.pk, expected=expected, changes=changes
            )

        try:
            once_if_keyed(request, act)
        except Stale as stale:
            raise Stale(stale.message, current=self._answer(row.pk).data) from None
        return self._answer(row.pk)

    @extend_schema(parameters=[Unfiltered], responses=LikenessOut(many=True))
    @action(detail=True, pagination_class=None)
    def similarity(self, request: Request, pk: str) -> Response:
        """What of the text stands in other records too. Told to the writer alone, kept nowhere."""
        query(request, Unfiltered)
        found = alike(self.get_object(), today=timezone.localdate())
        return Response(LikenessOut([present_likeness(one) for one in found], many=True).data)

    @extend_schema(request=None, responses=ObservationPageOut)
    @action(detail=True, methods=["post"])
    def share(self, request: Request, pk: str) -> Response:
        """With at least one strategy. Says, too, that the observer was there."""
        row = self.get_object()
        actions.share_observation(by=self.user, observation_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(request=ReflectionIn, responses=ObservationPageOut)
    @action(detail=True, methods=["post"])
    def reflect(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.reflect(by=self.user, observation_id=row.pk, **body(request, ReflectionIn))
        return self._answer(row.pk)

    @extend_schema(request=None, responses=ObservationPageOut)
    @action(detail=True, methods=["post"])
    def acknowledge(self, request: Request, pk: str) -> Response:
        """To have read it; that is not to agree. The second of both closes it."""
        row = self.get_object()
        side = side_of(self.user, row)
        if side is None:
            raise PermissionDenied
        actions.acknowledge(by=self.user, observation_id=row.pk, side=side)
        return self._answer(row.pk)

    @extend_schema(request=ReasonIn, responses=ObservationPageOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Back to where the teacher answers; the earlier version is kept."""
        row = self.get_object()
        actions.reopen(by=self.user, observation_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)

    @extend_schema(parameters=[Unfiltered], responses=RevisionOut(many=True))
    @action(detail=True)
    def history(self, request: Request, pk: str) -> Response:
        """Every earlier version, the newest first."""
        query(request, Unfiltered)
        page = self.paginate_queryset(observations.revisions(self.get_object())) or []
        shown = [
            {
                "number": one.number,
                "reopened_at": one.created_at,
                "reopened_by": present_person(one.created_by),
                "reason": one.reason,
                "body": one.body,
            }
            for one in page
        ]
        return self.get_paginated_response(RevisionOut(shown, many=True).data)
