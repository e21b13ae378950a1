"""Categories and circumstances over HTTP."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.people.access import OfferedRow, RecordViewSet
from school.people.models import Student, User
from school.people.refs import StaffRef, StudentRef, present_person, present_student
from school.shared.api import Day, QueryShape, Shape, Text, body, query
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column
from school.visits.actions import care
from school.visits.api.shapes import (
    CareCategoryRef,
    CategoryCode,
    RevealIn,
)
from school.visits.models import (
    CareCategory,
    Circumstance,
)
from school.visits.policy.care import (
    CareCategoryPolicy,
    CircumstancePolicy,
)
from school.visits.policy.knowledge import knowable
from school.visits.queries import lists
from school.visits.rules.proposals import is_review_due

# ---- categories ----------------------------------------------------------------------------


@extend_schema_serializer(component_name="CareCategory")
class CareCategoryOut(serializers.ModelSerializer[CareCategory]):
    position = serializers.IntegerField()  # a model field would name the engine's own limit

    class Meta:
        model = CareCategory
        fields = ["id", "code", "name", "purpose", "position"]


class EveryCategory(QueryShape):
    """The list has no filters of its own."""


class CareCategoryViewSet(RecordViewSet):
    policy = CareCategoryPolicy()
    queryset = CareCategory.objects.filter(is_active=True)

    @extend_schema(parameters=[EveryCategory], responses=CareCategoryOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, EveryCategory)
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(CareCategoryOut(page, many=True).data)


# ---- circumstances -------------------------------------------------------------------------


@extend_schema_serializer(component_name="Circumstance")
class CircumstanceIn(Shape):
    student = OfferedRow(knowable, queryset=Student.objects.all())
    category = CategoryCode()
    starts_on = Day()
    source = Text(  # type: ignore[assignment]
        lines=False, max_length=200, help_text="Who said so, and on what ground."
    )
    note = Text(required=False, allow_blank=True, max_length=2000, help_text="Stored sealed.")


@extend_schema_serializer(component_name="CircumstanceEnd")
class EndIn(Shape):
    ends_on = Day(help_text="The last day, included.")
    reason = Text(max_length=200)


@extend_schema_serializer(component_name="Circumstance")
class CircumstanceOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    student = StudentRef()
    category = CareCategoryRef()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]
    approved_by = StaffRef(allow_null=True)
    has_note = serializers.BooleanField()
    recorded_at = serializers.DateTimeField()
    reviewed_at = serializers.DateTimeField(
        allow_null=True, help_text="When it was last confirmed to be still so."
    )
    is_review_due = serializers.BooleanField(
        help_text="Nobody has looked at it since this school year began."
    )
    abilities = serializers.ListField(child=serializers.CharField())


class RevealedNote(serializers.Serializer[Any]):
    note = serializers.CharField()


def present_circumstance(row: Any, user: User) -> dict[str, Any]:
    looked_at = [timezone.localdate(at) for at in (row.approved_at, row.reviewed_at) if at]
    return {
        "id": row.pk,
        "student": present_student(row.student),
        "category": row.category,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "source": row.source,
        "approved_by": present_person(row.approved_by),
        "has_note": row.has_note,
        "recorded_at": row.created_at,
        "reviewed_at": row.reviewed_at,
        "is_review_due": is_review_due(row.ends_on, looked_at, today=timezone.localdate()),
        "abilities": CircumstancePolicy().abilities(user, row),
    }


class CircumstanceQuery(QueryShape):
    student = serializers.UUIDField(required=False)
    category = Text(lines=False, max_length=40, required=False, help_text="A category's code.")
    on = Day(required=False, help_text="Only what holds on this day.")


class CircumstanceViewSet(ExportedList, RecordViewSet):
    policy = CircumstancePolicy()
    queryset: Any = Circumstance.objects.all()
    filters = CircumstanceQuery
    list_title = _("Register of circumstances")
    columns = (
        Column(_("Name"), "student.name"),
        Column(_("Class"), "student.school_class.name"),
        Column(_("Category"), "category.name"),
        Column(_("First day"), "starts_on"),
        Column(_("Last day"), "ends_on"),
        Column(_("Source"), "source"),
        Column(_("Approved by"), "approved_by.name"),
        Column(_("Recorded at"), "recorded_at", is_moment=True),
    )

    def get_queryset(self) -> Any:
        self.queryset = lists.circumstances()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = lists.circumstances().get(pk=pk)
        return Response(CircumstanceOut(present_circumstance(row, self.user)).data, code)

    @extend_schema(parameters=[CircumstanceQuery], responses=CircumstanceOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        if "student" in asked:
            rows = rows.filter(student_id=asked["student"])
        if "category" in asked:
            rows = rows.filter(category__code=asked["category"])
        if "on" in asked:
            rows = rows.on(asked["on"])
        return rows

    def shown(self, rows: Sequence[Circumstance]) -> Any:
        found = [present_circumstance(row, self.user) for row in rows]
        return CircumstanceOut(found, many=True).data

    @extend_schema(request=CircumstanceIn, responses={201: CircumstanceOut})
    def create(self, request: Request) -> Response:
        made = care.register_circumstance(by=self.user, **body(request, CircumstanceIn))
        return self._answer(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=EndIn, responses=CircumstanceOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        made = care.end_circumstance(by=self.user, circumstance_id=row.pk, **body(request, EndIn))
        return self._answer(made.pk)

    @extend_schema(request=RevealIn, responses=RevealedNote)
    @action(detail=True, methods=["post"])
    def reveal(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        note = care.reveal_circumstance(
            by=self.user, circumstance_id=row.pk, **body(request, RevealIn)
        )
        return Response({"note": note})
