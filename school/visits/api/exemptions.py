"""Exemptions over HTTP: asked for, answered by a second person, withdrawn."""

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
from school.shared.api import QueryShape, Shape, Text, body
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column
from school.visits.actions import care
from school.visits.api.shapes import (
    CareCategoryRef,
    CategoryCode,
    ReasonIn,
)
from school.visits.models import Exemption, HomeVisit
from school.visits.policy.care import ExemptionPolicy
from school.visits.policy.knowledge import knowable
from school.visits.policy.visits import seen
from school.visits.queries import lists
from school.visits.queries import obligations as boards


@extend_schema_serializer(component_name="Exemption")
class ExemptionIn(Shape):
    student = OfferedRow(knowable, queryset=Student.objects.all())
    category = CategoryCode()
    reason = Text(max_length=200)
    visit = OfferedRow(
        seen,
        queryset=HomeVisit.objects.all(),
        required=False,
        help_text="The visit that the family declined.",
    )


@extend_schema_serializer(component_name="Exemption")
class ExemptionOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    student = StudentRef()
    category = CareCategoryRef()
    term = serializers.UUIDField(source="term_id")
    reason = serializers.CharField()
    visit = serializers.UUIDField(allow_null=True, help_text="The declined visit that shows why.")
    requested_at = serializers.DateTimeField(source="created_at")
    requested_by = StaffRef(allow_null=True)
    approved_at = serializers.DateTimeField(allow_null=True)
    approved_by = StaffRef(allow_null=True)
    refused_at = serializers.DateTimeField(allow_null=True)
    refused_by = StaffRef(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    withdrawn_by = StaffRef(allow_null=True)
    withdraw_reason = serializers.CharField()
    abilities = serializers.ListField(child=serializers.CharField())


def present_exemption(row: Exemption, user: User) -> dict[str, Any]:
    return {
        "id": row.pk,
        "student": present_student(row.student),
        "category": row.category,
        "term_id": row.term_id,
        "reason": row.reason,
        "visit": row.visit_id,
        "created_at": row.created_at,
        "requested_by": present_person(row.created_by),
        "approved_at": row.approved_at,
        "approved_by": present_person(row.approved_by),
        "refused_at": row.refused_at,
        "refused_by": present_person(row.refused_by),
        "withdrawn_at": row.withdrawn_at,
        "withdrawn_by": present_person(row.withdrawn_by),
        "withdraw_reason": row.withdraw_reason,
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
        Column(_("Withdrawn by"), "withdrawn_by.name"),
        Column(_("Withdrawn at"), "withdrawn_at", is_moment=True),
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
        given = body(request, ExemptionIn)
        term = boards.find_term(self.user.school_id, None, timezone.localdate())
        made = care.request_exemption(by=self.user, term=term, **given)
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

    @extend_schema(request=ReasonIn, responses=ExemptionOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        care.withdraw_exemption(by=self.user, exemption_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)
