"""Companions over HTTP: what each is asked, and what they said."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.people.access import RecordViewSet
from school.people.models import User
from school.people.refs import StaffRef, StudentRef, present_person, present_staff, present_student
from school.shared.api import Flag, QueryShape, body, query
from school.visits.actions import companions
from school.visits.api.shapes import ReasonIn
from school.visits.models import VisitCompanion
from school.visits.policy.companions import VisitCompanionPolicy
from school.visits.queries import companions as lists
from school.visits.rules.confirmations import Answer, answer_of, is_overdue


class CompanionRef(StaffRef):
    """A companion as the visit shows them."""

    answer = serializers.ChoiceField(Answer.choices)
    denial_reason = serializers.CharField(
        required=False, help_text="For the recorder and those who may know."
    )


def present_companion(row: VisitCompanion, *, with_reason: bool) -> dict[str, Any]:
    shown = {**present_staff(row.staff), "answer": answer_of(row)}
    if with_reason and row.denied_at is not None:
        shown["denial_reason"] = row.denial_reason
    return shown


@extend_schema_serializer(component_name="VisitCompanion")
class VisitCompanionOut(serializers.Serializer[Any]):
    """What a companion is asked. It tells whom, when and how, and never why."""

    id = serializers.UUIDField()
    visit = serializers.UUIDField()
    student = StudentRef()
    visited_on = serializers.DateField()
    channel = serializers.CharField()
    recorded_by = StaffRef(allow_null=True)
    companion = StaffRef()
    asked_at = serializers.DateTimeField()
    answer = serializers.ChoiceField(Answer.choices)
    answered_at = serializers.DateTimeField(allow_null=True)
    denial_reason = serializers.CharField()
    is_overdue = serializers.BooleanField(help_text="Asked more than fourteen days ago.")
    abilities = serializers.ListField(child=serializers.CharField())


def present(row: VisitCompanion, user: User) -> dict[str, Any]:
    return {
        "id": row.pk,
        "visit": row.visit_id,
        "student": present_student(row.visit.student),
        "visited_on": row.visit.visited_on,
        "channel": row.visit.channel,
        "recorded_by": present_person(row.visit.created_by),
        "companion": present_staff(row.staff),
        "asked_at": row.created_at,
        "answer": answer_of(row),
        "answered_at": row.confirmed_at or row.denied_at,
        "denial_reason": row.denial_reason,
        "is_overdue": is_overdue(row, now=timezone.now()),
        "abilities": VisitCompanionPolicy().abilities(user, row),
    }


class CompanionQuery(QueryShape):
    mine = Flag(required=False, help_text="Only what I am asked.")
    answer = serializers.ChoiceField(Answer.choices, required=False)
    attention = Flag(
        required=False, help_text="Only what was denied, or has waited more than fourteen days."
    )


class VisitCompanionViewSet(RecordViewSet):
    policy = VisitCompanionPolicy()
    queryset = VisitCompanion.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = lists.companions()
        return super().get_queryset()

    def _answer(self, pk: Any) -> Response:
        row = lists.companions().get(pk=pk)
        return Response(VisitCompanionOut(present(row, self.user)).data)

    @extend_schema(parameters=[CompanionQuery], responses=VisitCompanionOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, CompanionQuery)
        rows = self.get_queryset()
        if asked.get("mine"):
            rows = rows.filter(staff_id=self.user.staff_id)
        if "answer" in asked:
            rows = lists.answered(rows, asked["answer"])
        if asked.get("attention"):
            rows = lists.for_attention(rows, now=timezone.now())
        page = self.paginate_queryset(rows)
        shown = [present(row, self.user) for row in page or []]
        return self.get_paginated_response(VisitCompanionOut(shown, many=True).data)

    @extend_schema(request=None, responses=VisitCompanionOut)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        companions.confirm_companion(by=self.user, companion_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(request=ReasonIn, responses=VisitCompanionOut)
    @action(detail=True, methods=["post"])
    def deny(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        companions.deny_companion(by=self.user, companion_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)
