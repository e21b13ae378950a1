"""Pairs of a teacher and a child over HTTP: days in lists, words one at a time."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.activities.actions import pupils as actions
from school.activities.models import ContactWay, PairEnded, PupilContact, PupilPair
from school.activities.policy.pupils import (
    PupilContactPolicy,
    PupilPairPolicy,
    own,
    pairable,
)
from school.activities.queries import pupils
from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.models import StaffMember, Student, User
from school.people.refs import (
    StaffRef,
    StudentRef,
    present_person,
    present_staff,
    present_student,
)
from school.shared.api import (
    IDEMPOTENCY_KEY,
    Day,
    Flag,
    Number,
    QueryShape,
    Shape,
    Text,
    body,
    made_once,
    once,
    query,
)

# ---- pairs ---------------------------------------------------------------------------------


@extend_schema_serializer(component_name="NewPupilPair")
class PairIn(Shape):
    """Why this child is asked of nobody, and there is no field for it."""

    student = OfferedRow(pairable, queryset=Student.objects.all())
    teacher = OfferedRow(
        any_row,
        queryset=StaffMember.objects.all(),
        required=False,
        help_text="Left out: I. Somebody else: by the homeroom teacher or the office.",
    )
    starts_on = Day()


@extend_schema_serializer(component_name="PupilPairEnd")
class EndIn(Shape):
    ends_on = Day()
    ended = serializers.ChoiceField(PairEnded.choices)


class PairQuery(QueryShape):
    mine = Flag(required=False, help_text="Those in which I am the teacher.")
    open = Flag(required=False, help_text="Whether it goes on.")
    student = serializers.UUIDField(required=False)


@extend_schema_serializer(component_name="PupilPair")
class PairOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    teacher = StaffRef()
    student = StudentRef()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    ended = serializers.ChoiceField(PairEnded.choices, allow_blank=True)
    ended_label = serializers.CharField(allow_blank=True)
    met = serializers.IntegerField(help_text="How often the two have met.")
    met_last = serializers.DateField(allow_null=True)
    is_mine = serializers.BooleanField()
    recorded_by = StaffRef(allow_null=True)
    abilities = serializers.ListField(child=serializers.CharField())


def present_pair(row: Any, user: User) -> dict[str, Any]:
    """`row` as `pupils.pairs` gives it."""
    possible = {"retrieve"} if row.closed_at is not None else {"retrieve", "end"}
    if row.met == 0:
        possible.add("void")
    return {
        "id": row.pk,
        "teacher": present_staff(row.teacher),
        "student": present_student(row.student),
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "ended": row.ended,
        "ended_label": row.get_ended_display() if row.ended else "",
        "met": row.met,
        "met_last": row.met_last,
        "is_mine": row.teacher_id == user.staff_id,
        "recorded_by": present_person(row.created_by),
        "abilities": [verb for verb in PupilPairPolicy().abilities(user, row) if verb in possible],
    }


class PupilPairViewSet(RecordViewSet):
    """The newest first. Never exported: a list of such children is nobody's."""

    policy = PupilPairPolicy()
    queryset = PupilPair.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = pupils.pairs()
        return super().get_queryset().filter(voided_at=None)

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        return self._show(pupils.pairs().get(pk=pk), code)

    def _show(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        return Response(PairOut(present_pair(row, self.user)).data, code)

    @extend_schema(parameters=[PairQuery], responses=PairOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, PairQuery)
        rows = self.get_queryset()
        if "mine" in asked:
            mine = {"teacher_id": self.user.staff_id}
            rows = rows.filter(**mine) if asked["mine"] else rows.exclude(**mine)
        if "open" in asked:
            rows = rows.filter(closed_at__isnull=asked["open"])
        if "student" in asked:
            rows = rows.filter(student_id=asked["student"])
        page = self.paginate_queryset(rows) or []
        shown = [present_pair(row, self.user) for row in page]
        return self.get_paginated_response(PairOut(shown, many=True).data)

    @extend_schema(responses=PairOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._show(self.get_object())

    @extend_schema(request=PairIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(PairOut))
    def create(self, request: Request) -> Response:
        def act() -> PupilPair:
            return actions.pair_up(by=self.user, **body(request, PairIn))

        return self._answer(*once(request, act))

    @extend_schema(request=EndIn, responses=PairOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.end_pair(by=self.user, pair_id=row.pk, **body(request, EndIn))
        return self._answer(row.pk)

    @extend_schema(request=None, responses=PairOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        """Entered by mistake, and the two have not met in it."""
        row = self.get_object()
        actions.void_pair(by=self.user, pair_id=row.pk)
        return self._answer(row.pk)


# ---- meetings ------------------------------------------------------------------------------


@extend_schema_serializer(component_name="NewPupilContact")
class ContactIn(Shape):
    pair = OfferedRow(own, queryset=PupilPair.objects.all())
    contacted_on = Day()
    way = serializers.ChoiceField(ContactWay.choices)
    minutes = Number(min_value=1, max_value=600, required=False, allow_null=True)
    words = Text(
        max_length=2000,
        required=False,
        allow_blank=True,
        help_text="Sealed: the teacher and the child's homeroom teachers alone read it.",
    )


class ContactQuery(QueryShape):
    pair = serializers.UUIDField(required=False)
    mine = Flag(required=False)


@extend_schema_serializer(component_name="PupilContact")
class ContactOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    pair = serializers.UUIDField()
    teacher = StaffRef()
    student = StudentRef()
    contacted_on = serializers.DateField()
    way = serializers.ChoiceField(ContactWay.choices)
    way_label = serializers.CharField()
    minutes = serializers.IntegerField(allow_null=True)
    has_words = serializers.BooleanField()
    is_voided = serializers.BooleanField()
    recorded_at = serializers.DateTimeField()
    abilities = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="PupilContactWords")
class WordsOut(serializers.Serializer[Any]):
    words = serializers.CharField(allow_blank=True)


def present_contact(row: PupilContact, user: User) -> dict[str, Any]:
    stands = row.voided_at is None
    possible = {"read"} if row.has_words else set()
    return {
        "id": row.pk,
        "pair": row.pair_id,
        "teacher": present_staff(row.pair.teacher),
        "student": present_student(row.pair.student),
        "contacted_on": row.contacted_on,
        "way": row.way,
        "way_label": row.get_way_display(),
        "minutes": row.minutes,
        "has_words": row.has_words,
        "is_voided": not stands,
        "recorded_at": row.created_at,
        "abilities": [
            verb
            for verb in PupilContactPolicy().abilities(user, row)
            if verb in possible or (verb == "void" and stands)
        ],
    }


class PupilContactViewSet(RecordViewSet):
    """The newest first, without a word of them."""

    policy = PupilContactPolicy()
    queryset = PupilContact.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = pupils.contacts()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = pupils.contacts().get(pk=pk)
        return Response(ContactOut(present_contact(row, self.user)).data, code)

    @extend_schema(parameters=[ContactQuery], responses=ContactOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, ContactQuery)
        rows = self.get_queryset()
        if "pair" in asked:
            rows = rows.filter(pair_id=asked["pair"])
        if "mine" in asked:
            mine = {"pair__teacher": self.user.staff_id}
            rows = rows.filter(**mine) if asked["mine"] else rows.exclude(**mine)
        page = self.paginate_queryset(rows) or []
        shown = [present_contact(row, self.user) for row in page]
        return self.get_paginated_response(ContactOut(shown, many=True).data)

    @extend_schema(request=ContactIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(ContactOut))
    def create(self, request: Request) -> Response:
        def act() -> PupilContact:
            return actions.record_contact(by=self.user, **body(request, ContactIn))

        return self._answer(*once(request, act))

    @extend_schema(request=None, responses=WordsOut)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: str) -> Response:
        """The teacher, or a homeroom teacher of the child, reads the words; it is logged."""
        row = self.get_object()
        return Response(WordsOut(actions.read_words(by=self.user, contact_id=row.pk)).data)

    @extend_schema(request=None, responses=ContactOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.void_contact(by=self.user, contact_id=row.pk)
        return self._answer(row.pk)
