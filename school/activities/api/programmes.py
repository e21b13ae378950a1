"""Programmes with their phases and topics over HTTP."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.activities.actions import programmes as actions
from school.activities.api.shapes import ProgrammeRef, ReasonIn, present_programme_ref
from school.activities.models import Colour, Programme, ProgrammeKind
from school.activities.policy.activities import ProgrammePolicy
from school.activities.queries import programmes
from school.people.access import RecordViewSet
from school.people.models import User
from school.people.refs import StaffRef, present_person
from school.shared.api import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
    Day,
    Flag,
    Number,
    QueryShape,
    Shape,
    Text,
    WholeShape,
    body,
    made_once,
    once,
    query,
    version_given,
)
from school.shared.errors import Stale


@extend_schema_serializer(component_name="ProgrammePhaseGiven")
class PhaseIn(WholeShape):
    """With `id` a phase that is there, else a new one."""

    id = serializers.UUIDField(required=False)
    name = Text(lines=False, max_length=40)
    starts_on = Day()
    ends_on = Day()


@extend_schema_serializer(component_name="ProgrammeTopicGiven")
class TopicIn(WholeShape):
    """With `id` a topic that is there, else a new one."""

    id = serializers.UUIDField(required=False)
    title = Text(lines=False, max_length=100)


class PlannedIn(Shape):
    name = Text(lines=False, max_length=40)
    slogan = Text(lines=False, max_length=100, required=False, allow_blank=True)
    colour = serializers.ChoiceField(
        Colour.choices, required=False, help_text="Of colour months, and only of those."
    )
    edition = Number(
        min_value=1,
        max_value=999,
        required=False,
        allow_null=True,
        help_text="Which festival of its name it is.",
    )
    starts_on = Day()
    ends_on = Day()
    phases = PhaseIn(many=True, required=False, max_length=20)  # type: ignore[call-arg]
    topics = TopicIn(many=True, required=False, max_length=30)  # type: ignore[call-arg]


@extend_schema_serializer(component_name="NewProgramme")
class ProgrammeIn(PlannedIn):
    kind = serializers.ChoiceField(ProgrammeKind.choices)


@extend_schema_serializer(component_name="ProgrammeChange")
class ProgrammeChangeIn(PlannedIn):
    """What is left out stays. `phases` and `topics` are whole lists: what they leave out goes."""


class ProgrammeQuery(QueryShape):
    kind = serializers.ChoiceField(ProgrammeKind.choices, required=False)
    running = Flag(required=False, help_text="Whether today lies in its days.")
    first = Day(required=False, help_text="With a day on or after this one.")
    last = Day(required=False, help_text="With a day on or before this one.")
    voided = Flag(required=False, help_text="Those taken back; without it, the others.")


@extend_schema_serializer(component_name="ProgrammePhase")
class PhaseOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


@extend_schema_serializer(component_name="ProgrammeTopic")
class TopicOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()


@extend_schema_serializer(component_name="Programme")
class ProgrammeOut(ProgrammeRef):
    kind = serializers.ChoiceField(ProgrammeKind.choices)
    kind_label = serializers.CharField()
    slogan = serializers.CharField()
    colour = serializers.ChoiceField(Colour.choices, allow_blank=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    is_running = serializers.BooleanField()
    phases = PhaseOut(many=True)
    topics = TopicOut(many=True)
    held = serializers.IntegerField(help_text="Activities that were held in it.")
    is_voided = serializers.BooleanField()
    void_reason = serializers.CharField()
    recorded_by = StaffRef(allow_null=True)
    version = serializers.IntegerField()
    abilities = serializers.ListField(child=serializers.CharField())


def present_programme(row: Any, user: User) -> dict[str, Any]:
    """`row` as `programmes.programmes` gives it."""
    stands = row.voided_at is None
    return {
        **(present_programme_ref(row) or {}),
        "kind": row.kind,
        "kind_label": row.get_kind_display(),
        "slogan": row.slogan,
        "colour": row.colour,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "is_running": stands and row.starts_on <= timezone.localdate() <= row.ends_on,
        "phases": list(row.phases.all()),
        "topics": list(row.topics.all()),
        "held": row.held,
        "is_voided": not stands,
        "void_reason": row.void_reason,
        "recorded_by": present_person(row.created_by),
        "version": row.version,
        "abilities": [
            verb for verb in ProgrammePolicy().abilities(user, row) if stands or verb == "retrieve"
        ],
    }


class ProgrammeViewSet(RecordViewSet):
    """The newest first."""

    policy = ProgrammePolicy()
    queryset = Programme.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = programmes.programmes()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        return self._show(programmes.programmes().get(pk=pk), code)

    def _show(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        shown = ProgrammeOut(present_programme(row, self.user)).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    @extend_schema(parameters=[ProgrammeQuery], responses=ProgrammeOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, ProgrammeQuery)
        rows, today = self.get_queryset(), timezone.localdate()
        rows = rows.filter(voided_at__isnull=not asked.get("voided", False))
        if "kind" in asked:
            rows = rows.filter(kind=asked["kind"])
        if "first" in asked:
            rows = rows.filter(ends_on__gte=asked["first"])
        if "last" in asked:
            rows = rows.filter(starts_on__lte=asked["last"])
        running = {"starts_on__lte": today, "ends_on__gte": today}
        if "running" in asked:
            rows = rows.filter(**running) if asked["running"] else rows.exclude(**running)
        page = self.paginate_queryset(rows) or []
        shown = [present_programme(row, self.user) for row in page]
        return self.get_paginated_response(ProgrammeOut(shown, many=True).data)

    @extend_schema(responses=ProgrammeOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._show(self.get_object())

    @extend_schema(
        request=ProgrammeIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(ProgrammeOut)
    )
    def create(self, request: Request) -> Response:
        def act() -> Programme:
            return actions.plan_programme(by=self.user, **body(request, ProgrammeIn))

        return self._answer(*once(request, act))

    @extend_schema(request=ProgrammeChangeIn, parameters=[IF_MATCH], responses=ProgrammeOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, ProgrammeChangeIn, partial=True)
        try:
            actions.change_programme(
                by=self.user, programme_id=row.pk, expected=expected, changes=changes
            )
        except Stale as stale:
            now = programmes.programmes().get(pk=row.pk)
            current = ProgrammeOut(present_programme(now, self.user)).data
            raise Stale(stale.message, current=current) from None
        return self._answer(row.pk)

    @extend_schema(request=ReasonIn, responses=ProgrammeOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.void_programme(by=self.user, programme_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)
