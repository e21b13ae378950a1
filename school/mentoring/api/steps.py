"""Steps over HTTP: what is tried next, and when the two look again."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.mentoring.actions import talks as actions
from school.mentoring.api.shapes import PairRef, present_ref
from school.mentoring.models import ActionStep, MentorPair, StepOutcome
from school.mentoring.policy.pairs import own
from school.mentoring.policy.talks import ActionStepPolicy
from school.mentoring.queries import talks
from school.people.access import OfferedRow, RecordViewSet
from school.people.models import User
from school.people.refs import StaffRef, present_person
from school.shared.api import (
    IDEMPOTENCY_KEY,
    Day,
    Flag,
    QueryShape,
    Shape,
    Text,
    body,
    made_once,
    once,
    query,
)


@extend_schema_serializer(component_name="NewActionStep")
class StepIn(Shape):
    pair = OfferedRow(own, queryset=MentorPair.objects.all())
    text = Text(max_length=1000, help_text="Stored sealed; the two alone read it.")
    check_on = Day()


@extend_schema_serializer(component_name="ActionStepMove")
class MoveIn(Shape):
    check_on = Day()


@extend_schema_serializer(component_name="ActionStepClose")
class CloseIn(Shape):
    outcome = serializers.ChoiceField(StepOutcome.choices)
    result = Text(
        max_length=1000, allow_blank=True, default="", help_text="Sealed; the two alone read it."
    )
    observation = serializers.UUIDField(
        required=False, help_text="A shared observation between the two that shows it."
    )


class StepQuery(QueryShape):
    pair = serializers.UUIDField(required=False)
    open = Flag(required=False, help_text="Only those not closed, or only the closed.")
    mine = Flag(required=False, help_text="Only of pairs of which I am one.")


@extend_schema_serializer(component_name="ActionStep")
class StepOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    pair = PairRef()
    agreed_at = serializers.DateTimeField()
    agreed_by = StaffRef(allow_null=True)
    check_on = serializers.DateField()
    outcome = serializers.ChoiceField(StepOutcome.choices, allow_blank=True)
    outcome_label = serializers.CharField(allow_blank=True)
    observation = serializers.UUIDField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    closed_by = StaffRef(allow_null=True)
    abilities = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="ActionStepWords")
class WordsOut(serializers.Serializer[Any]):
    text = serializers.CharField()
    result = serializers.CharField(allow_blank=True)


def present_step(row: ActionStep, user: User) -> dict[str, Any]:
    return {
        "id": row.pk,
        "pair": present_ref(row.pair),
        "agreed_at": row.created_at,
        "agreed_by": present_person(row.created_by),
        "check_on": row.check_on,
        "outcome": row.outcome,
        "outcome_label": row.get_outcome_display() if row.outcome else "",
        "observation": row.observation_id,
        "closed_at": row.closed_at,
        "closed_by": present_person(row.closed_by),
        "abilities": [
            verb
            for verb in ActionStepPolicy().abilities(user, row)
            if row.closed_at is None or verb not in ("move", "close")
        ],
    }


class ActionStepViewSet(RecordViewSet):
    """What is to be looked at first stands first."""

    policy = ActionStepPolicy()
    queryset = ActionStep.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = talks.steps()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        return Response(StepOut(present_step(talks.steps().get(pk=pk), self.user)).data, code)

    @extend_schema(parameters=[StepQuery], responses=StepOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, StepQuery)
        rows = self.get_queryset()
        if "pair" in asked:
            rows = rows.filter(pair_id=asked["pair"])
        if "open" in asked:
            rows = rows.filter(closed_at__isnull=asked["open"])
        if "mine" in asked:
            mine = own(self.user, MentorPair.objects.all()).values("pk")
            rows = rows.filter(pair__in=mine) if asked["mine"] else rows.exclude(pair__in=mine)
        page = self.paginate_queryset(rows) or []
        shown = [present_step(row, self.user) for row in page]
        return self.get_paginated_response(StepOut(shown, many=True).data)

    @extend_schema(responses=StepOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(StepOut(present_step(self.get_object(), self.user)).data)

    @extend_schema(request=StepIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(StepOut))
    def create(self, request: Request) -> Response:
        def act() -> ActionStep:
            return actions.agree_step(by=self.user, **body(request, StepIn))

        return self._answer(*once(request, act))

    @extend_schema(request=None, responses=WordsOut)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        return Response(WordsOut(actions.read_step(by=self.user, step_id=row.pk)).data)

    @extend_schema(request=MoveIn, responses=StepOut)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: str) -> Response:
        """Another day to look again."""
        row = self.get_object()
        actions.move_step(by=self.user, step_id=row.pk, **body(request, MoveIn))
        return self._answer(row.pk)

    @extend_schema(request=CloseIn, responses=StepOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.close_step(by=self.user, step_id=row.pk, **body(request, CloseIn))
        return self._answer(row.pk)
