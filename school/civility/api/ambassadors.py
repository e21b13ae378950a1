"""文明礼仪使者 over HTTP: selections, nominations, those chosen, and the honours."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.civility.actions import ambassadors as actions
from school.civility.api.shapes import OfTerm, Unfiltered
from school.civility.models import (
    AmbassadorNomination,
    AmbassadorRound,
    Consent,
    CourtesyAmbassador,
)
from school.civility.policy.ambassadors import (
    AmbassadorNominationPolicy,
    AmbassadorRoundPolicy,
    CourtesyAmbassadorPolicy,
    HonourPolicy,
    own_classes,
    published,
)
from school.civility.queries import ambassadors as queries
from school.civility.rules.ambassadors import SelectionState, state_of
from school.people.access import OfferedRow, RecordViewSet
from school.people.models import SchoolClass, Student, User
from school.people.policy import within_reach
from school.people.refs import (
    ClassRef,
    StaffRef,
    StudentRef,
    present_person,
    present_student,
)
from school.people.rules import class_name
from school.shared.api import (
    IDEMPOTENCY_KEY,
    Day,
    Number,
    QueryShape,
    Shape,
    Text,
    body,
    made_once,
    once,
    query,
)
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column

TAKES = {
    "change": (SelectionState.DRAFT,),
    "publish": (SelectionState.DRAFT,),
    "close": (SelectionState.OPEN,),
    "vote": (SelectionState.OPEN,),
}
"""Verb -> the states in which it does something."""
ANSWERS = [(one.value, one.label) for one in Consent if one != Consent.WAITING]


# ---- selections ----------------------------------------------------------------------------


@extend_schema_serializer(component_name="AmbassadorRound")
class RoundIn(Shape):
    title = Text(lines=False, max_length=40)
    criteria = Text(max_length=2000)
    places_a_class = Number(min_value=1, max_value=10)
    nominations_until = Day()


@extend_schema_serializer(component_name="AmbassadorRoundChange")
class RoundChangeIn(Shape):
    """What is left out stays."""

    title = Text(lines=False, max_length=40, required=False)
    criteria = Text(max_length=2000, required=False)
    places_a_class = Number(min_value=1, max_value=10, required=False)
    nominations_until = Day(required=False)


@extend_schema_serializer(component_name="ClassVote")
class VoteIn(Shape):
    school_class = OfferedRow(own_classes, queryset=SchoolClass.objects.all())
    held_on = Day()
    voters = Number(min_value=1, max_value=200, help_text="How many took part.")
    chosen = serializers.ListField(
        child=serializers.UUIDField(),
        max_length=10,
        help_text="Accepted nominations. The others of the class are deleted.",
    )


@extend_schema_serializer(component_name="ClassVote")
class VoteOut(serializers.Serializer[Any]):
    school_class = ClassRef()
    held_on = serializers.DateField()
    voters = serializers.IntegerField()


@extend_schema_serializer(component_name="AmbassadorRound")
class RoundOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    criteria = serializers.CharField()
    places_a_class = serializers.IntegerField()
    nominations_until = serializers.DateField()
    state = serializers.ChoiceField(SelectionState.choices)
    state_label = serializers.CharField()
    published_at = serializers.DateTimeField(allow_null=True)
    published_by = StaffRef(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    votes = VoteOut(many=True, help_text="The classes that have voted.")
    takes_nominations = serializers.BooleanField()
    abilities = serializers.ListField(child=serializers.CharField())


def present_class(row: SchoolClass, day: datetime.date) -> dict[str, Any]:
    return {"id": row.pk, "name": class_name(row, day)}


def present_round(row: AmbassadorRound, user: User) -> dict[str, Any]:
    state = state_of(row)
    return {
        "id": row.pk,
        "title": row.title,
        "criteria": row.criteria,
        "places_a_class": row.places_a_class,
        "nominations_until": row.nominations_until,
        "state": state.value,
        "state_label": str(state.label),
        "published_at": row.published_at,
        "published_by": present_person(row.published_by),
        "closed_at": row.closed_at,
        "votes": [
            {
                "school_class": present_class(one.school_class, one.held_on),
                "held_on": one.held_on,
                "voters": one.voters,
            }
            for one in row.votes.all()
        ],
        "takes_nominations": state == SelectionState.OPEN
        and timezone.localdate() <= row.nominations_until,
        "abilities": [
            verb
            for verb in AmbassadorRoundPolicy().abilities(user, row)
            if state in TAKES.get(verb, (state,))
        ],
    }


class AmbassadorRoundViewSet(RecordViewSet):
    """The newest first."""

    policy = AmbassadorRoundPolicy()
    queryset = AmbassadorRound.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = queries.selections()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = queries.selections().get(pk=pk)
        return Response(RoundOut(present_round(row, self.user)).data, code)

    @extend_schema(parameters=[OfTerm], responses=RoundOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, OfTerm)
        rows = self.get_queryset()
        if "term" in asked:
            rows = rows.filter(term_id=asked["term"])
        shown = [present_round(row, self.user) for row in self.paginate_queryset(rows) or []]
        return self.get_paginated_response(RoundOut(shown, many=True).data)

    @extend_schema(responses=RoundOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._answer(self.get_object().pk)

    @extend_schema(request=RoundIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(RoundOut))
    def create(self, request: Request) -> Response:
        def act() -> AmbassadorRound:
            return actions.draft_selection(by=self.user, **body(request, RoundIn))

        return self._answer(*once(request, act))

    @extend_schema(request=RoundChangeIn, responses=RoundOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.change_selection(by=self.user, round_id=row.pk, **body(request, RoundChangeIn))
        return self._answer(row.pk)

    @extend_schema(request=None, responses=RoundOut)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.publish_selection(by=self.user, round_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(request=None, responses=RoundOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """Nominations that are left are deleted."""
        row = self.get_object()
        actions.close_selection(by=self.user, round_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(request=VoteIn, responses=RoundOut)
    @action(detail=True, methods=["post"])
    def vote(self, request: Request, pk: str) -> Response:
        """The own class has voted. No child's count is taken, and no list of the others kept."""
        row = self.get_object()
        actions.record_vote(by=self.user, round_id=row.pk, **body(request, VoteIn))
        return self._answer(row.pk)


# ---- nominations ---------------------------------------------------------------------------


@extend_schema_serializer(component_name="AmbassadorNomination")
class NominationIn(Shape):
    selection = OfferedRow(published, queryset=AmbassadorRound.objects.all())
    student = OfferedRow(within_reach, queryset=Student.objects.all())
    deed = Text(lines=False, max_length=200, help_text="What the child did.")


@extend_schema_serializer(component_name="AmbassadorNomination")
class NominationOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    selection = serializers.UUIDField()
    student = StudentRef()
    deed = serializers.CharField()
    nominated_by = StaffRef(allow_null=True)
    is_accepted = serializers.BooleanField()
    accepted_by = StaffRef(allow_null=True)
    abilities = serializers.ListField(child=serializers.CharField())


def present_nomination(row: AmbassadorNomination, user: User) -> dict[str, Any]:
    is_accepted = row.reviewed_at is not None
    return {
        "id": row.pk,
        "selection": row.selection_id,
        "student": present_student(row.student),
        "deed": row.deed,
        "nominated_by": present_person(row.created_by),
        "is_accepted": is_accepted,
        "accepted_by": present_person(row.reviewed_by),
        "abilities": [
            verb
            for verb in AmbassadorNominationPolicy().abilities(user, row)
            if verb != "accept" or not is_accepted
        ],
    }


class SelectionQuery(QueryShape):
    selection = serializers.UUIDField(required=False)


class AmbassadorNominationViewSet(RecordViewSet):
    """In the order of the classes and of the register. Gone once the class has voted."""

    policy = AmbassadorNominationPolicy()
    queryset = AmbassadorNomination.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = queries.nominations(timezone.localdate())
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = queries.nominations(timezone.localdate()).get(pk=pk)
        return Response(NominationOut(present_nomination(row, self.user)).data, code)

    @extend_schema(parameters=[SelectionQuery], responses=NominationOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, SelectionQuery)
        rows = self.get_queryset()
        if "selection" in asked:
            rows = rows.filter(selection_id=asked["selection"])
        shown = [present_nomination(row, self.user) for row in self.paginate_queryset(rows) or []]
        return self.get_paginated_response(NominationOut(shown, many=True).data)

    @extend_schema(request=NominationIn, responses={201: NominationOut})
    def create(self, request: Request) -> Response:
        """A child is nominated once: a retry is told so. No key of the gesture is kept, because
        it would outlive the nomination.
        """
        made = actions.nominate(by=self.user, **body(request, NominationIn))
        return self._answer(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=NominationOut)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.accept_nomination(by=self.user, selection_id=row.selection_id, nomination_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.remove_nomination(by=self.user, selection_id=row.selection_id, nomination_id=row.pk)
        return Response(status=status.HTTP_204_NO_CONTENT)


# ---- those chosen --------------------------------------------------------------------------


@extend_schema_serializer(component_name="FamilyAnswer")
class ConsentIn(Shape):
    consent = serializers.ChoiceField(ANSWERS)


@extend_schema_serializer(component_name="CourtesyAmbassador")
class AmbassadorOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    selection = serializers.UUIDField()
    title = serializers.CharField()
    student = StudentRef()
    deed = serializers.CharField()
    chosen_on = serializers.DateField()
    consent = serializers.ChoiceField(Consent.choices)
    consent_label = serializers.CharField()
    asked_at = serializers.DateTimeField(allow_null=True)
    abilities = serializers.ListField(child=serializers.CharField())


def present_ambassador(row: CourtesyAmbassador, user: User) -> dict[str, Any]:
    return {
        "id": row.pk,
        "selection": row.selection_id,
        "title": row.selection.title,
        "student": present_student(row.student),
        "deed": row.deed,
        "chosen_on": row.vote.held_on,
        "consent": row.consent,
        "consent_label": row.get_consent_display(),
        "asked_at": row.asked_at,
        "abilities": CourtesyAmbassadorPolicy().abilities(user, row),
    }


class CourtesyAmbassadorViewSet(RecordViewSet):
    """In the order of the classes and of the register."""

    policy = CourtesyAmbassadorPolicy()
    queryset = CourtesyAmbassador.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = queries.ambassadors(timezone.localdate())
        return super().get_queryset()

    @extend_schema(parameters=[SelectionQuery], responses=AmbassadorOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, SelectionQuery)
        rows = self.get_queryset()
        if "selection" in asked:
            rows = rows.filter(selection_id=asked["selection"])
        shown = [present_ambassador(row, self.user) for row in self.paginate_queryset(rows) or []]
        return self.get_paginated_response(AmbassadorOut(shown, many=True).data)

    @extend_schema(request=ConsentIn, responses=AmbassadorOut)
    @action(detail=True, methods=["post"])
    def consent(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.record_consent(by=self.user, ambassador_id=row.pk, **body(request, ConsentIn))
        row = self.get_queryset().get(pk=row.pk)
        return Response(AmbassadorOut(present_ambassador(row, self.user)).data)


@extend_schema_serializer(component_name="Honour")
class HonourOut(serializers.Serializer[Any]):
    """A name to whose publication the family agreed. Nothing else about the child."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    school_class = ClassRef()
    title = serializers.CharField()
    deed = serializers.CharField()
    chosen_on = serializers.DateField()


def present_honour(row: CourtesyAmbassador) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.student.name,
        "school_class": present_class(row.school_class, row.vote.held_on),
        "title": row.selection.title,
        "deed": row.deed,
        "chosen_on": row.vote.held_on,
    }


class HonourViewSet(ExportedList, RecordViewSet):
    """The newest selection first; in it the order of the classes and of the register."""

    policy = HonourPolicy()
    queryset = CourtesyAmbassador.objects.all()
    filters = Unfiltered
    list_title = _("List of honours")
    columns = (
        Column(_("Name"), "name"),
        Column(_("Class"), "school_class.name"),
        Column(_("Honour"), "title"),
        Column(_("For"), "deed"),
        Column(_("Chosen on"), "chosen_on"),
    )

    def get_queryset(self) -> Any:
        self.queryset = queries.ambassadors(timezone.localdate())
        return super().get_queryset()

    @extend_schema(parameters=[Unfiltered], responses=HonourOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        return self.get_queryset()

    def shown(self, rows: Sequence[CourtesyAmbassador]) -> Any:
        return HonourOut([present_honour(row) for row in rows], many=True).data
