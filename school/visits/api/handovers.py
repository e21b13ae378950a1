"""Handing the visits to children over, over HTTP."""

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
from school.people.models import StaffMember, Student, User
from school.people.refs import StaffRef, StudentRef, present_person, present_staff, present_student
from school.shared.api import Day, Flag, QueryShape, Shape, Text, body
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column
from school.visits.actions import handovers as acts
from school.visits.models import VisitHandOver
from school.visits.policy.handovers import HandOverPolicy, receivers
from school.visits.policy.knowledge import knowable
from school.visits.queries import handovers
from school.visits.rules.handing import MOST


@extend_schema_serializer(component_name="HandOver")
class HandOverIn(Shape):
    students = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=MOST
    )
    to = OfferedRow(receivers, queryset=StaffMember.objects.all())
    starts_on = Day()
    ends_on = Day(required=False, allow_null=True)
    reason = Text(max_length=200)

    def validate_students(self, value: list[Any]) -> list[Student]:
        """All of them in one query."""
        user = self.context["request"].user
        rows = Student.objects.filter(school_id=user.school_id, pk__in=value)
        found = {row.pk: row for row in knowable(user, rows)}
        if any(one not in found for one in value):
            raise serializers.ValidationError(_("There is no such child."), "does_not_exist")
        return [found[one] for one in value]


@extend_schema_serializer(component_name="TakeBack")
class TakeBackIn(Shape):
    from_on = Day(help_text="The day from which the holder of the post answers again.")
    reason = Text(max_length=200)


@extend_schema_serializer(component_name="HandOver")
class HandOverOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    student = StudentRef()
    from_staff = StaffRef(allow_null=True, help_text="Who answered before.")
    to_staff = StaffRef()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField()
    recorded_at = serializers.DateTimeField()
    recorded_by = StaffRef(allow_null=True)
    retired_at = serializers.DateTimeField(allow_null=True)
    retired_by = StaffRef(allow_null=True)
    retired_reason = serializers.CharField(allow_blank=True)
    abilities = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="HandOversMade")
class HandOversMadeOut(serializers.Serializer[Any]):
    made = HandOverOut(many=True)


def present_hand_over(row: VisitHandOver, user: User) -> dict[str, Any]:
    return {
        "id": row.pk,
        "student": present_student(row.student),
        "from_staff": present_staff(row.from_staff) if row.from_staff else None,
        "to_staff": present_staff(row.to_staff),
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "reason": row.reason,
        "recorded_at": row.created_at,
        "recorded_by": present_person(row.created_by),
        "retired_at": row.retired_at,
        "retired_by": present_person(row.retired_by),
        "retired_reason": row.retired_reason,
        "abilities": HandOverPolicy().abilities(user, row) if row.retired_at is None else [],
    }


class HandOverQuery(QueryShape):
    student = serializers.UUIDField(required=False)
    mine = Flag(required=False, help_text="Only what is handed over to me.")
    on = Day(required=False, help_text="Only what holds on this day.")
    history = Flag(required=False, help_text="With the rows that gave way to others.")


class HandOverViewSet(ExportedList, RecordViewSet):
    """Who answers for the visits to a child in the place of the post's holder."""

    policy = HandOverPolicy()
    queryset = VisitHandOver.objects.all()
    filters = HandOverQuery
    list_title = _("List of hand-overs")
    columns = (
        Column(_("Name"), "student.name"),
        Column(_("Class"), "student.school_class.name"),
        Column(_("Answered before"), "from_staff.name"),
        Column(_("Handed over to"), "to_staff.name"),
        Column(_("From day"), "starts_on"),
        Column(_("Until day"), "ends_on"),
        Column(_("Reason"), "reason"),
        Column(_("Recorded by"), "recorded_by.name"),
        Column(_("Gave way because"), "retired_reason"),
    )

    def get_queryset(self) -> Any:
        self.queryset = handovers.hand_overs()
        return super().get_queryset()

    @extend_schema(parameters=[HandOverQuery], responses=HandOverOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        if not asked.get("history"):
            rows = rows.believed()
        if "student" in asked:
            rows = rows.filter(student_id=asked["student"])
        if "on" in asked:
            rows = rows.on(asked["on"])
        if asked.get("mine"):
            rows = rows.on(timezone.localdate()).filter(to_staff_id=self.user.staff_id)
        return rows

    def shown(self, rows: Sequence[Any]) -> Any:
        found = [present_hand_over(row, self.user) for row in rows]
        return HandOverOut(found, many=True).data

    @extend_schema(request=HandOverIn, responses={201: HandOversMadeOut})
    def create(self, request: Request) -> Response:
        made = acts.hand_over(by=self.user, **body(request, HandOverIn))
        return Response({"made": self.shown(made)}, status.HTTP_201_CREATED)

    @extend_schema(request=TakeBackIn, responses=HandOverOut)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        row = acts.take_back(by=self.user, hand_over_id=row.pk, **body(request, TakeBackIn))
        return Response(HandOverOut(present_hand_over(row, self.user)).data)
