"""Serious concerns over HTTP: a list without their text, and the text for a purpose."""

from typing import Any

from drf_spectacular.utils import (
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.people.access import OfferedRow, RecordViewSet
from school.people.models import Student, User
from school.people.refs import StaffRef, StudentRef, present_person, present_student
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
from school.visits.actions import concerns
from school.visits.api.shapes import RevealIn
from school.visits.models import Concern, ConcernKind, HomeVisit
from school.visits.policy.concerns import ConcernPolicy, reportable, visits_seen
from school.visits.queries import concerns as found
from school.visits.rules.concerns import State, state

# ---- in ------------------------------------------------------------------------------------


@extend_schema_serializer(component_name="Concern")
class ConcernIn(Shape):
    """`visit`, or `visit_key`: the key of the gesture that recorded it, sent just before."""

    student = OfferedRow(reportable, queryset=Student.objects.all())
    visit = OfferedRow(visits_seen, queryset=HomeVisit.objects.defer("narrative"), required=False)
    visit_key = serializers.UUIDField(required=False)
    noticed_on = Day()
    kind = serializers.ChoiceField(ConcernKind.choices)
    account = Text(max_length=5000, help_text="Stored sealed.")
    step_taken = Text(required=False, allow_blank=True, max_length=2000, help_text="Sealed.")
    told = Text(required=False, allow_blank=True, max_length=500, help_text="Stored sealed.")


@extend_schema_serializer(component_name="ConcernStep")
class StepIn(Shape):
    taken_on = Day()
    what = Text(max_length=2000, help_text="Stored sealed.")


@extend_schema_serializer(component_name="ConcernClose")
class CloseConcernIn(Shape):
    result = Text(max_length=2000, help_text="Stored sealed.")


class ConcernQuery(QueryShape):
    open = Flag(required=False, help_text="Only those not closed, or only the closed.")
    visit = serializers.UUIDField(required=False)


# ---- out -----------------------------------------------------------------------------------


@extend_schema_serializer(component_name="Concern")
class ConcernOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    student = StudentRef()
    visit = serializers.UUIDField(allow_null=True)
    noticed_on = serializers.DateField()
    kind = serializers.CharField()
    kind_label = serializers.CharField()
    state = serializers.ChoiceField([one.value for one in State])
    steps = serializers.IntegerField(help_text="How many steps were taken.")
    reported_by = StaffRef(allow_null=True)
    reported_at = serializers.DateTimeField()
    closed_by = StaffRef(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    abilities = serializers.ListField(child=serializers.CharField())


def present_concern(row: Any, user: User) -> dict[str, Any]:
    return {
        "id": row.pk,
        "student": present_student(row.student),
        "visit": row.visit_id,
        "noticed_on": row.noticed_on,
        "kind": row.kind,
        "kind_label": str(ConcernKind(row.kind).label),
        "state": state(steps=row.step_count, closed=row.closed_at is not None),
        "steps": row.step_count,
        "reported_by": present_person(row.created_by),
        "reported_at": row.created_at,
        "closed_by": present_person(row.closed_by),
        "closed_at": row.closed_at,
        "abilities": ConcernPolicy().abilities(user, row),
    }


class StepOut(serializers.Serializer[Any]):
    taken_on = serializers.DateField()
    by = serializers.SerializerMethodField()
    what = serializers.CharField()

    @extend_schema_field(StaffRef(allow_null=True))
    def get_by(self, row: Any) -> Any:
        return present_person(row.created_by)


class RevealedConcern(serializers.Serializer[Any]):
    account = serializers.CharField()
    step_taken = serializers.CharField()
    told = serializers.CharField()
    result = serializers.CharField()
    steps = StepOut(many=True)


class OpenConcerns(serializers.Serializer[Any]):
    """A number, without a name."""

    open = serializers.IntegerField()


class ConcernViewSet(RecordViewSet):
    policy = ConcernPolicy()
    queryset = Concern.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = found.concerns()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = found.concerns().get(pk=pk)
        return Response(ConcernOut(present_concern(row, self.user)).data, code)

    @extend_schema(parameters=[ConcernQuery], responses=ConcernOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, ConcernQuery)
        rows = self.get_queryset()
        if "open" in asked:
            rows = rows.filter(closed_at__isnull=asked["open"])
        if "visit" in asked:
            rows = rows.filter(visit_id=asked["visit"])
        page = self.paginate_queryset(rows)
        shown = [present_concern(row, self.user) for row in page or []]
        return self.get_paginated_response(ConcernOut(shown, many=True).data)

    @extend_schema(responses=ConcernOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._answer(self.get_object().pk)

    @extend_schema(
        request=ConcernIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=made_once(ConcernOut),
    )
    def create(self, request: Request) -> Response:
        def act() -> Concern:
            return concerns.report_concern(by=self.user, **body(request, ConcernIn))

        return self._answer(*once(request, act))

    @extend_schema(request=RevealIn, responses=RevealedConcern)
    @action(detail=True, methods=["post"])
    def reveal(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        told = concerns.reveal_concern(by=self.user, concern_id=row.pk, **body(request, RevealIn))
        return Response(RevealedConcern(told).data)

    @extend_schema(request=StepIn, responses={201: ConcernOut})
    @action(detail=True, methods=["post"], url_path="steps")
    def add_step(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        concerns.add_step(by=self.user, concern_id=row.pk, **body(request, StepIn))
        return self._answer(row.pk, status.HTTP_201_CREATED)

    @extend_schema(request=CloseConcernIn, responses=ConcernOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        concerns.close_concern(by=self.user, concern_id=row.pk, **body(request, CloseConcernIn))
        return self._answer(row.pk)

    @extend_schema(responses=OpenConcerns)
    @action(detail=False, url_path="open")
    def count_open(self, request: Request) -> Response:
        return Response({"open": found.concerns_open_count(self.user)})
