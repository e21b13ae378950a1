"""Categories, circumstances and exemptions over HTTP."""

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
from school.shared.api import Day, QueryShape, Shape, Text, query
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column
from school.visits.actions import care
from school.visits.api.shapes import (
    CareCategoryRef,
    CategoryCode,
    RevealIn,
    StaffRef,
    StudentRef,
    present_person,
    present_student,
)
from school.visits.models import (
    CareCategory,
    Circumstance,
    Exemption,
)
from school.visits.policy.care import (
    CareCategoryPolicy,
    CircumstancePolicy,
    ExemptionPolicy,
)
from school.visits.policy.knowledge import knowable
from school.visits.queries import lists
from school.visits.queries import obligations as boards

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
    abilities = serializers.ListField(child=serializers.CharField())


class RevealedNote(serializers.Serializer[Any]):
    note = serializers.CharField()


def present_circumstance(row: Any, user: User) -> dict[str, Any]:
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
        shape = CircumstanceIn(data=request.data, context=self.get_serializer_context())
        shape.is_valid(raise_exception=True)
        made = care.register_circumstance(by=self.user, **shape.validated_data)
        return self._answer(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=EndIn, responses=CircumstanceOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        shape = EndIn(data=request.data)
        shape.is_valid(raise_exception=True)
        made = care.end_circumstance(by=self.user, circumstance_id=row.pk, **shape.validated_data)
        return self._answer(made.pk)

    @extend_schema(request=RevealIn, responses=RevealedNote)
    @action(detail=True, methods=["post"])
    def reveal(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        shape = RevealIn(data=request.data)
        shape.is_valid(raise_exception=True)
        note = care.reveal_circumstance(
            by=self.user, circumstance_id=row.pk, **shape.validated_data
        )
        return Response({"note": note})


# ---- exemptions ----------------------------------------------------------------------------


@extend_schema_serializer(component_name="Exemption")
class ExemptionIn(Shape):
    student = OfferedRow(knowable, queryset=Student.objects.all())
    category = CategoryCode()
    reason = Text(max_length=200)


@extend_schema_serializer(component_name="Exemption")
class ExemptionOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    student = StudentRef()
    category = CareCategoryRef()
    term = serializers.UUIDField(source="term_id")
    reason = serializers.CharField()
    requested_at = serializers.DateTimeField(source="created_at")
    requested_by = StaffRef(allow_null=True)
    approved_at = serializers.DateTimeField(allow_null=True)
    approved_by = StaffRef(allow_null=True)
    refused_at = serializers.DateTimeField(allow_null=True)
    refused_by = StaffRef(allow_null=True)
    abilities = serializers.ListField(child=serializers.CharField())


def present_exemption(row: Exemption, user: User) -> dict[str, Any]:
    return {
        "id": row.pk,
        "student": present_student(row.student),
        "category": row.category,
        "term_id": row.term_id,
        "reason": row.reason,
        "created_at": row.created_at,
        "requested_by": present_person(row.created_by),
        "approved_at": row.approved_at,
        "approved_by": present_person(row.approved_by),
        "refused_at": row.refused_at,
        "refused_by": present_person(row.refused_by),
        "abilities": ExemptionPolicy().abilities(user, row),
    }


class ExemptionQuery(QueryShape):
    student = serializers.UUIDField(required=False)
    term = serializers.UUIDField(required=False)


class ExemptionViewSet(ExportedList, RecordViewSet):
    policy = ExemptionPolicy()
    queryset = Exemption.objects.all()
    filters = ExemptionQuery
    list_title = _("List of exemptions")
    columns = (
        Column(_("Name"), "student.name"),
        Column(_("Class"), "student.school_class.name"),
        Column(_("Category"), "category.name"),
        Column(_("Reason"), "reason"),
        Column(_("Asked for by"), "requested_by.name"),
        Column(_("Asked for at"), "requested_at", is_moment=True),
        Column(_("Approved by"), "approved_by.name"),
        Column(_("Approved at"), "approved_at", is_moment=True),
        Column(_("Refused by"), "refused_by.name"),
        Column(_("Refused at"), "refused_at", is_moment=True),
    )

    def get_queryset(self) -> Any:
        self.queryset = lists.exemptions()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = lists.exemptions().get(pk=pk)
        return Response(ExemptionOut(present_exemption(row, self.user)).data, code)

    @extend_schema(parameters=[ExemptionQuery], responses=ExemptionOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        if "student" in asked:
            rows = rows.filter(student_id=asked["student"])
        if "term" in asked:
            rows = rows.filter(term_id=asked["term"])
        return rows

    def shown(self, rows: Sequence[Exemption]) -> Any:
        found = [present_exemption(row, self.user) for row in rows]
        return ExemptionOut(found, many=True).data

    @extend_schema(request=ExemptionIn, responses={201: ExemptionOut})
    def create(self, request: Request) -> Response:
        shape = ExemptionIn(data=request.data, context=self.get_serializer_context())
        shape.is_valid(raise_exception=True)
        term = boards.find_term(self.user.school_id, None, timezone.localdate())
        made = care.request_exemption(by=self.user, term=term, **shape.validated_data)
        return self._answer(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=ExemptionOut)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        care.approve_exemption(by=self.user, exemption_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(request=None, responses=ExemptionOut)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        care.refuse_exemption(by=self.user, exemption_id=row.pk)
        return self._answer(row.pk)
