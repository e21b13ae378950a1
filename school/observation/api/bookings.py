"""Bookings over HTTP: a seat, a place in the line, or a question to the host."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.observation.actions import bookings as actions
from school.observation.api.shapes import LessonRef, present_lesson_ref
from school.observation.models import LIVE, BookingState, LessonBooking, LessonSession
from school.observation.policy.bookings import LessonBookingPolicy, announced, guests
from school.observation.queries import bookings
from school.observation.rules import bookings as rules
from school.people.access import OfferedRow, RecordViewSet
from school.people.models import StaffMember, User
from school.people.refs import StaffRef, present_person, present_staff
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
)
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column


@extend_schema_serializer(component_name="NewLessonBooking")
class BookingIn(Shape):
    lesson = OfferedRow(announced, queryset=LessonSession.objects.all())
    guest = OfferedRow(
        guests,
        queryset=StaffMember.objects.all(),
        required=False,
        allow_null=True,
        help_text="For another, by the office; left out for oneself.",
    )
    note = Text(lines=False, max_length=200, required=False, allow_blank=True)


@extend_schema_serializer(component_name="LessonBookingAnswer")
class AnswerIn(Shape):
    accepts = Flag()
    answer = Text(lines=False, max_length=200, required=False, allow_blank=True)


@extend_schema_serializer(component_name="LessonBooking")
class BookingOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    lesson = LessonRef()
    guest = StaffRef()
    state = serializers.ChoiceField(BookingState.choices)
    state_label = serializers.CharField()
    number = serializers.IntegerField(help_text="The order of arrival, from 1 for each lesson.")
    place_in_line = serializers.IntegerField(
        allow_null=True, help_text="On the waiting list: 1 is the next."
    )
    note = serializers.CharField()
    booked_by = StaffRef(allow_null=True)
    booked_at = serializers.DateTimeField()
    seated_at = serializers.DateTimeField(allow_null=True)
    answer = serializers.CharField()
    answered_by = StaffRef(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    is_mine = serializers.BooleanField(help_text="I am the guest.")
    abilities = serializers.ListField(child=serializers.CharField())


def present_booking(row: Any, user: User) -> dict[str, Any]:
    """`row` as `bookings.bookings` gives it."""
    is_live = rules.is_live(row)
    is_open = is_live and rules.is_bookable(row.session, today=timezone.localdate())
    waits = row.state == BookingState.WAITING
    return {
        "id": row.pk,
        "lesson": present_lesson_ref(row.session),
        "guest": present_staff(row.guest),
        "state": row.state,
        "state_label": row.get_state_display(),
        "number": row.number,
        "place_in_line": row.ahead + 1 if waits else None,
        "note": row.note,
        "booked_by": present_person(row.created_by),
        "booked_at": row.created_at,
        "seated_at": row.seated_at,
        "answer": row.answer,
        "answered_by": present_person(row.answered_by),
        "answered_at": row.answered_at,
        "is_mine": row.guest_id == user.staff_id,
        "abilities": LessonBookingPolicy().abilities(user, row) if is_open else [],
    }


class BookingQuery(QueryShape):
    lesson = serializers.UUIDField(required=False)
    first = Day(required=False, help_text="The first day of the lessons.")
    last = Day(required=False, help_text="The last day of the lessons.")
    state = serializers.ChoiceField(BookingState.choices, required=False)
    mine = Flag(required=False, help_text="Only those in which I am the guest, or only others.")
    for_me = Flag(required=False, help_text="Only those for my own lessons, or only others.")
    live = Flag(required=False, help_text="Neither withdrawn nor declined, or only these.")


class LessonBookingViewSet(ExportedList, RecordViewSet):
    """The next lesson first, in the order of arrival."""

    policy = LessonBookingPolicy()
    queryset = LessonBooking.objects.all()
    filters = BookingQuery
    list_title = _("List of bookings")
    columns = (
        Column(_("Day"), "lesson.taught_on"),
        Column(_("Period"), "lesson.period"),
        Column(_("Teacher"), "lesson.host_name"),
        Column(_("Topic"), "lesson.topic"),
        Column(_("Order"), "number"),
        Column(_("Guest"), "guest.name"),
        Column(_("State"), "state", dict(BookingState.choices)),
        Column(_("Note"), "note"),
        Column(_("Booked by"), "booked_by.name"),
        Column(_("Booked at"), "booked_at", is_moment=True),
        Column(_("Answer"), "answer"),
    )

    def get_queryset(self) -> Any:
        self.queryset = bookings.bookings()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = bookings.bookings().get(pk=pk)
        return Response(BookingOut(present_booking(row, self.user)).data, code)

    @extend_schema(parameters=[BookingQuery], responses=BookingOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        for name, column in (
            ("lesson", "session_id"),
            ("first", "session__taught_on__gte"),
            ("last", "session__taught_on__lte"),
            ("state", "state"),
        ):
            if name in asked:
                rows = rows.filter(**{column: asked[name]})
        for name, which in (
            ("mine", {"guest": self.user.staff_id}),
            ("for_me", {"session__host": self.user.staff_id}),
            ("live", {"state__in": LIVE, "session__cancelled_at": None}),
        ):
            if name in asked:
                rows = rows.filter(**which) if asked[name] else rows.exclude(**which)
        return rows

    def shown(self, rows: Sequence[Any]) -> Any:
        return BookingOut([present_booking(row, self.user) for row in rows], many=True).data

    @extend_schema(request=BookingIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(BookingOut))
    def create(self, request: Request) -> Response:
        """Seated while there are seats, then on the waiting list; without seats, asked."""

        def act() -> LessonBooking:
            return actions.book(by=self.user, **body(request, BookingIn))

        return self._answer(*once(request, act))

    @extend_schema(request=AnswerIn, responses=BookingOut)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """The host grants what was asked, or declines, also a seat that was given."""
        row = self.get_object()
        actions.answer(by=self.user, booking_id=row.pk, **body(request, AnswerIn))
        return self._answer(row.pk)

    @extend_schema(request=None, responses=BookingOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """The seat goes to who waited longest."""
        row = self.get_object()
        actions.withdraw(by=self.user, booking_id=row.pk)
        return self._answer(row.pk)
