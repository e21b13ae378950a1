"""A child's way through the school: what a page shows of it, and the acts that lengthen it."""

import datetime
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.people import queries, rules
from school.people.access import OfferedRow, RecordViewSet, any_row, may
from school.people.actions import placements
from school.people.api.shapes import Named, OwnNumber
from school.people.models import Beginning, Ending, Placement, SchoolClass, Student, User
from school.people.planning import NAME_LETTERS, NUMBER_LETTERS
from school.people.policy import StudentPolicy
from school.people.roles import Permission
from school.people.rules import placements as stays
from school.shared.api import IDEMPOTENCY_KEY, Day, Shape, Text, body, made_once, once

REASON = 200
COMES = [Beginning.TRANSFERRED_IN, Beginning.ENROLLED]


@extend_schema_serializer(component_name="Stay")
class StayOut(serializers.Serializer[Any]):
    """One stay in one class. Why it began and ended stands there only for who keeps placements."""

    id = serializers.UUIDField()
    school_class = Named()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    began = serializers.ChoiceField(Beginning.choices)
    began_label = serializers.CharField()
    ended = serializers.ChoiceField(Ending.choices, allow_null=True)
    ended_label = serializers.CharField()
    began_why = serializers.CharField(required=False)
    ended_why = serializers.CharField(required=False)


@extend_schema_serializer(component_name="StudentPath")
class StudentPathOut(serializers.Serializer[Any]):
    """A child with all its stays, the newest first."""

    id = serializers.UUIDField()
    student_number = serializers.CharField()
    name = serializers.CharField()
    standing = serializers.ChoiceField(stays.Standing.choices)
    standing_label = serializers.CharField()
    stays = StayOut(many=True)
    abilities = serializers.ListField(child=serializers.CharField())


def present_path(student: Student, user: User) -> dict[str, Any]:
    today = timezone.localdate()
    held = list(queries.stays_of(student))
    where = stays.standing(held, today)
    possible = stays.possible(held, today) | {"placements"}
    keeps = may(user, Permission.PLACEMENT_KEEP)
    return {
        "id": student.pk,
        "student_number": student.student_number,
        "name": student.name,
        "standing": where.value,
        "standing_label": str(where.label),
        "stays": [_present_stay(one, today, keeps) for one in reversed(held)],
        "abilities": [
            verb for verb in StudentPolicy().abilities(user, student) if verb in possible
        ],
    }


def _present_stay(one: Placement, today: datetime.date, keeps: bool) -> dict[str, Any]:
    day = min(max(today, one.starts_on), one.ends_on or today)
    shown = {
        "id": one.pk,
        "school_class": {
            "id": one.school_class_id,
            "name": rules.class_name(one.school_class, max(day, one.starts_on)),
        },
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "began": one.began,
        "began_label": str(Beginning(one.began).label),
        "ended": one.ended or None,
        "ended_label": str(Ending(one.ended).label) if one.ended else "",
    }
    if keeps:
        shown |= {"began_why": one.began_why, "ended_why": one.ended_why}
    return shown


@extend_schema_serializer(component_name="NewStudent")
class NewStudentIn(Shape):
    student_number = OwnNumber(
        max_length=NUMBER_LETTERS, help_text="The school's own number, no identity number."
    )
    name = Text(lines=False, max_length=NAME_LETTERS)
    school_class = OfferedRow(any_row, queryset=SchoolClass.objects.all())
    starts_on = Day(help_text="The first day in class.")
    began = serializers.ChoiceField(choices=COMES, default=Beginning.TRANSFERRED_IN)
    reason = Text(lines=False, max_length=REASON)

    def validate_student_number(self, value: str) -> str:
        return stays.own_number(value)


@extend_schema_serializer(component_name="Leaving")
class LeavingIn(Shape):
    last_day = Day(help_text="The last day in class.")
    reason = Text(lines=False, max_length=REASON)


@extend_schema_serializer(component_name="Coming")
class ComingIn(Shape):
    school_class = OfferedRow(any_row, queryset=SchoolClass.objects.all())
    starts_on = Day(help_text="The first day in the class.")
    reason = Text(lines=False, max_length=REASON)


@extend_schema_serializer(component_name="LeavingTakenBack")
class ReasonIn(Shape):
    reason = Text(lines=False, max_length=REASON)


class StudentVerbs(RecordViewSet):
    """What happens to a child's placements. Each answers with the whole path."""

    def _path(self, student: Student, code: int = status.HTTP_200_OK) -> Response:
        return Response(StudentPathOut(present_path(student, self.user)).data, code)

    @extend_schema(responses=StudentPathOut)
    @action(detail=True, methods=["get"])
    def placements(self, request: Request, pk: str) -> Response:
        return self._path(self.get_object())

    @extend_schema(
        request=NewStudentIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=made_once(StudentPathOut),
    )
    def create(self, request: Request) -> Response:
        def act() -> Student:
            return placements.transfer_in(by=self.user, **body(request, NewStudentIn))

        made, code = once(request, act)
        student = Student.objects.get(pk=made, school_id=self.user.school_id)
        return self._path(student, code)

    @extend_schema(request=ComingIn, responses=StudentPathOut)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: str) -> Response:
        student = self.get_object()
        placements.move(by=self.user, student=student, **body(request, ComingIn))
        return self._path(student)

    @extend_schema(request=ComingIn, responses=StudentPathOut)
    @action(detail=True, methods=["post"])
    def readmit(self, request: Request, pk: str) -> Response:
        student = self.get_object()
        placements.readmit(by=self.user, student=student, **body(request, ComingIn))
        return self._path(student)

    @extend_schema(request=LeavingIn, responses=StudentPathOut)
    @action(detail=True, methods=["post"], url_path="transfer-out")
    def transfer_out(self, request: Request, pk: str) -> Response:
        student = self.get_object()
        placements.transfer_out(by=self.user, student=student, **body(request, LeavingIn))
        return self._path(student)

    @extend_schema(request=LeavingIn, responses=StudentPathOut)
    @action(detail=True, methods=["post"])
    def suspend(self, request: Request, pk: str) -> Response:
        student = self.get_object()
        placements.suspend(by=self.user, student=student, **body(request, LeavingIn))
        return self._path(student)

    @extend_schema(request=LeavingIn, responses=StudentPathOut)
    @action(detail=True, methods=["post"])
    def graduate(self, request: Request, pk: str) -> Response:
        student = self.get_object()
        placements.graduate(by=self.user, student=student, **body(request, LeavingIn))
        return self._path(student)

    @extend_schema(request=ReasonIn, responses=StudentPathOut)
    @action(detail=True, methods=["post"], url_path="take-back-leaving")
    def take_back_leaving(self, request: Request, pk: str) -> Response:
        student = self.get_object()
        placements.take_back_leaving(by=self.user, student=student, **body(request, ReasonIn))
        return self._path(student)
