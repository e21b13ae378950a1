"""The plan of lessons over HTTP: opened, moved, cancelled, attended, thought over."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.observation.actions import attendances
from school.observation.actions import lessons as actions
from school.observation.api.shapes import LessonRef, ReasonIn, Unfiltered, present_lesson_ref
from school.observation.models import (
    MOST_SEATS,
    PERIODS,
    Attendance,
    BookingState,
    LessonCampaign,
    LessonKind,
    LessonSession,
    LessonType,
    RelayChain,
)
from school.observation.policy.bookings import guests
from school.observation.policy.lessons import (
    LessonSessionPolicy,
    LessonSubjectPolicy,
    open_kinds,
    reads_bookings,
)
from school.observation.queries import chains, lessons
from school.observation.rules import bookings as seats_rules
from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.models import SchoolClass, StaffMember, User
from school.people.refs import StaffRef, present_person, present_staff
from school.shared.api import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
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
    version_given,
)
from school.shared.errors import Stale
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column

# ---- what comes in -------------------------------------------------------------------------


@extend_schema_serializer(component_name="LessonOutOfSchool")
class OutOfSchoolIn(Shape):
    host_name = Text(lines=False, max_length=50)
    organiser = Text(lines=False, max_length=100)


class PlannedIn(Shape):
    kind = OfferedRow(open_kinds, queryset=LessonKind.objects.all())
    taught_on = Day()
    period = Number(min_value=PERIODS[0], max_value=PERIODS[1])
    subject = Text(lines=False, max_length=30)
    topic = Text(lines=False, max_length=100)
    lesson_type = serializers.ChoiceField(LessonType.choices, required=False)
    school_class = OfferedRow(
        any_row, queryset=SchoolClass.objects.all(), required=False, allow_null=True
    )
    place = Text(lines=False, max_length=60, required=False, allow_blank=True)
    seats = Number(
        min_value=0,
        max_value=MOST_SEATS,
        required=False,
        help_text="0: nobody books a seat, a guest asks the host. Left out: as the kind has it.",
    )
    campaign = OfferedRow(
        any_row, queryset=LessonCampaign.objects.all(), required=False, allow_null=True
    )


@extend_schema_serializer(component_name="NewLesson")
class LessonIn(PlannedIn):
    """Without `host` the own lesson. Another's: by the office, or a drop-in by who came."""

    host = OfferedRow(guests, queryset=StaffMember.objects.all(), required=False, allow_null=True)
    out_of_school = OutOfSchoolIn(required=False)
    chain = OfferedRow(any_row, queryset=RelayChain.objects.all(), required=False, allow_null=True)
    chain_position = Number(
        min_value=1, max_value=100, required=False, help_text="The last place, when left out."
    )


@extend_schema_serializer(component_name="LessonChange")
class LessonChangeIn(PlannedIn):
    """What is left out stays."""


@extend_schema_serializer(component_name="LessonReflection")
class ReflectionIn(Shape):
    reflection = Text(max_length=2000)
    changed = Text(
        max_length=1000,
        required=False,
        allow_blank=True,
        help_text="In a chain: what was done otherwise than in the lesson before.",
    )


class AttendanceAnswerIn(Shape):
    observer = OfferedRow(any_row, queryset=StaffMember.objects.all())
    was_there = Flag()


@extend_schema_serializer(component_name="AttendanceAnswers")
class AttendanceAnswersIn(Shape):
    answers = AttendanceAnswerIn(
        many=True,
        allow_empty=False,
        max_length=MOST_SEATS,  # type: ignore[call-arg]
    )


# ---- what goes out -------------------------------------------------------------------------


@extend_schema_serializer(component_name="LessonCampaignRef")
class CampaignRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    theme = serializers.CharField()


@extend_schema_serializer(component_name="LessonChainRef")
class ChainRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    topic = serializers.CharField()
    position = serializers.IntegerField()


@extend_schema_serializer(component_name="OwnLessonBooking")
class OwnBookingOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(BookingState.choices)
    state_label = serializers.CharField()
    number = serializers.IntegerField(help_text="The order of arrival.")


@extend_schema_serializer(component_name="LessonAttendance")
class AttendanceOut(serializers.Serializer[Any]):
    observer = StaffRef()
    observer_said_at = serializers.DateTimeField(allow_null=True)
    host_said_at = serializers.DateTimeField(allow_null=True)
    host_denied_at = serializers.DateTimeField(allow_null=True)
    is_confirmed = serializers.BooleanField(help_text="It counts: both sides say so.")


@extend_schema_serializer(component_name="Lesson")
class LessonOut(LessonRef):
    lesson_type = serializers.ChoiceField(LessonType.choices)
    lesson_type_label = serializers.CharField()
    is_announced = serializers.BooleanField()
    campaign = CampaignRef(allow_null=True)
    chain = ChainRef(allow_null=True)
    seats = serializers.IntegerField()
    seated = serializers.IntegerField()
    waiting = serializers.IntegerField()
    asked = serializers.IntegerField(help_text="How many wait for the host's answer.")
    booking_gives = serializers.ChoiceField(
        ["seated", "waiting", "asked", ""],
        help_text="What a booking of mine would become now; empty where I cannot book.",
    )
    my_booking = OwnBookingOut(allow_null=True)
    my_attendance = AttendanceOut(allow_null=True)
    is_mine = serializers.BooleanField(help_text="I give it.")
    has_clash = serializers.BooleanField(
        help_text="In this period I give another lesson or am booked for another."
    )
    is_reflected = serializers.BooleanField()
    is_cancelled = serializers.BooleanField()
    cancel_reason = serializers.CharField()
    recorded_by = StaffRef(allow_null=True)
    version = serializers.IntegerField()
    abilities = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="LessonDetail")
class LessonDetailOut(LessonOut):
    reflection = serializers.CharField(
        allow_null=True, help_text="Null for who has no part in the lesson or its chain."
    )
    changed = serializers.CharField(allow_null=True)
    reflected_at = serializers.DateTimeField(allow_null=True)
    attendances = AttendanceOut(
        many=True, help_text="All of them for the host and the office, the own one for others."
    )


NEEDS_DAY = {"reflect", "confirm_attendance", "attend"}
"""Verbs that take a lesson whose day has come."""


def present_attendance(row: Attendance, *, is_out_of_school: bool) -> dict[str, Any]:
    by_host = row.host_said_at is not None or is_out_of_school
    return {
        "observer": present_staff(row.observer),
        "observer_said_at": row.observer_said_at,
        "host_said_at": row.host_said_at,
        "host_denied_at": row.host_denied_at,
        "is_confirmed": row.observer_said_at is not None and by_host,
    }


def present_lesson(row: Any, user: User, slots: dict[Any, Any]) -> dict[str, Any]:
    """`row` as `lessons.lessons` gives it; `slots` as `lessons.slots_of` does."""
    today = timezone.localdate()
    is_mine = row.host_id is not None and row.host_id == user.staff_id
    booking = row.booked[0] if row.booked else None
    attended = row.attended[0] if row.attended else None
    gives = ""
    if not is_mine and booking is None and seats_rules.is_bookable(row, today=today):
        gives = seats_rules.state_of_new(row.seats, row.seated, row.waiting).value
    return {
        **present_lesson_ref(row),
        "lesson_type": row.lesson_type,
        "lesson_type_label": row.get_lesson_type_display(),
        "is_announced": row.kind.is_announced,
        "campaign": row.campaign,
        "chain": {"id": row.chain_id, "topic": row.chain.topic, "position": row.chain_position}
        if row.chain
        else None,
        "seats": row.seats,
        "seated": row.seated,
        "waiting": row.waiting,
        "asked": row.asked,
        "booking_gives": gives,
        "my_booking": {
            "id": booking.pk,
            "state": booking.state,
            "state_label": booking.get_state_display(),
            "number": booking.number,
        }
        if booking
        else None,
        "my_attendance": present_attendance(attended, is_out_of_school=row.is_out_of_school)
        if attended
        else None,
        "is_mine": is_mine,
        "has_clash": slots.get((row.taught_on, row.period), row.pk) != row.pk,
        "is_reflected": row.reflected_at is not None,
        "is_cancelled": row.cancelled_at is not None,
        "cancel_reason": row.cancel_reason,
        "recorded_by": present_person(row.created_by),
        "version": row.version,
        "abilities": [
            verb
            for verb in LessonSessionPolicy().abilities(user, row)
            if verb == "retrieve"
            or (row.cancelled_at is None and (verb not in NEEDS_DAY or row.taught_on <= today))
        ],
    }


def present_detail(row: Any, user: User) -> dict[str, Any]:
    shown = present_lesson(row, user, lessons.slots_of(user.staff_id, [row.taught_on]))
    sees_all = reads_bookings(user, row)
    rows = list(lessons.attendances().filter(session=row))
    has_part = sees_all or bool(row.booked or row.attended)
    if not has_part and row.chain is not None:
        has_part = chains.has_part(user, row.chain)
    return {
        **shown,
        "reflection": row.reflection if has_part else None,
        "changed": row.changed if has_part else None,
        "reflected_at": row.reflected_at,
        "attendances": [
            present_attendance(one, is_out_of_school=row.is_out_of_school)
            for one in rows
            if sees_all or one.observer_id == user.staff_id
        ],
    }


# ---- endpoints -----------------------------------------------------------------------------


@extend_schema_serializer(component_name="LessonSubject")
class SubjectOut(serializers.Serializer[Any]):
    subject = serializers.CharField()
    lessons = serializers.IntegerField()


class LessonSubjectViewSet(RecordViewSet):
    """The subjects of the plan, for its filter."""

    policy = LessonSubjectPolicy()
    queryset = LessonSession.objects.all()

    @extend_schema(parameters=[Unfiltered], responses=SubjectOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, Unfiltered)
        page = self.paginate_queryset(lessons.subjects(self.get_queryset()))
        return self.get_paginated_response(SubjectOut(page, many=True).data)


class LessonQuery(QueryShape):
    first = Day(required=False, help_text="The first day.")
    last = Day(required=False, help_text="The last day.")
    subject = Text(lines=False, max_length=30, required=False)
    kind = serializers.UUIDField(required=False)
    campaign = serializers.UUIDField(required=False)
    chain = serializers.UUIDField(required=False)
    host = serializers.UUIDField(required=False)
    mine = Flag(required=False, help_text="Those that I give, am booked for, or was in.")
    bookable = Flag(required=False, help_text="Those that I could book, full ones too.")
    out_of_school = Flag(required=False)
    cancelled = Flag(required=False, help_text="The cancelled ones too; without it, the others.")
    newest = Flag(required=False, help_text="The latest first.")


EQUAL = {
    "first": "taught_on__gte",
    "last": "taught_on__lte",
    "subject": "subject",
    "kind": "kind_id",
    "campaign": "campaign_id",
    "chain": "chain_id",
    "host": "host_id",
    "out_of_school": "is_out_of_school",
}


class LessonViewSet(ExportedList, RecordViewSet):
    """In the order of the plan: the earliest first."""

    policy = LessonSessionPolicy()
    queryset = LessonSession.objects.all()
    filters = LessonQuery
    list_title = _("Plan of lessons")
    columns = (
        Column(_("Day"), "taught_on"),
        Column(_("Period"), "period"),
        Column(_("Teacher"), "host_name"),
        Column(_("Subject"), "subject"),
        Column(_("Topic"), "topic"),
        Column(_("Kind of lesson"), "kind.name"),
        Column(_("Lesson type"), "lesson_type", dict(LessonType.choices)),
        Column(_("Class"), "school_class.name"),
        Column(_("Place"), "place"),
        Column(_("Out of school"), "is_out_of_school"),
        Column(_("Organised by"), "organiser"),
        Column(_("Campaign"), "campaign.name"),
        Column(_("Relay chain"), "chain.topic"),
        Column(_("Seats"), "seats"),
        Column(_("Seats given"), "seated"),
        Column(_("On the waiting list"), "waiting"),
        Column(_("Reflection written"), "is_reflected"),
        Column(_("Cancelled"), "is_cancelled"),
        Column(_("Reason"), "cancel_reason"),
    )

    def get_queryset(self) -> Any:
        self.queryset = lessons.lessons(self.user.staff_id)
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        """As it stands after a write."""
        return self._show(lessons.lessons(self.user.staff_id).get(pk=pk), code)

    def _show(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        shown = LessonDetailOut(present_detail(row, self.user)).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    @extend_schema(parameters=[LessonQuery], responses=LessonOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        rows = rows.filter(**{EQUAL[name]: value for name, value in asked.items() if name in EQUAL})
        for name, which in (
            ("mine", lessons.of_person(self.user.staff_id)),
            ("bookable", lessons.open_to(self.user.staff_id, timezone.localdate())),
        ):
            if name in asked:
                rows = rows.filter(which) if asked[name] else rows.exclude(which)
        if not asked.get("cancelled"):
            rows = rows.filter(cancelled_at=None)
        if asked.get("newest"):
            rows = rows.order_by("-taught_on", "-period", "-id")
        return rows

    def shown(self, rows: Sequence[Any]) -> Any:
        slots = lessons.slots_of(self.user.staff_id, (row.taught_on for row in rows))
        return LessonOut([present_lesson(row, self.user, slots) for row in rows], many=True).data

    @extend_schema(responses=LessonDetailOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._show(self.get_object())

    @extend_schema(
        request=LessonIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(LessonDetailOut)
    )
    def create(self, request: Request) -> Response:
        def act() -> LessonSession:
            return actions.open_lesson(by=self.user, **body(request, LessonIn))

        return self._answer(*once(request, act))

    @extend_schema(request=LessonChangeIn, parameters=[IF_MATCH], responses=LessonDetailOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, LessonChangeIn, partial=True)
        try:
            actions.change_lesson(
                by=self.user, lesson_id=row.pk, expected=expected, changes=changes
            )
        except Stale as stale:
            now = lessons.lessons(self.user.staff_id).get(pk=row.pk)
            current = LessonDetailOut(present_detail(now, self.user)).data
            raise Stale(stale.message, current=current) from None
        return self._answer(row.pk)

    @extend_schema(request=ReasonIn, responses=LessonDetailOut)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.cancel_lesson(by=self.user, lesson_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)

    @extend_schema(request=ReflectionIn, responses=LessonDetailOut)
    @action(detail=True, methods=["post"])
    def reflect(self, request: Request, pk: str) -> Response:
        """课后反思 of the host; written again, it is mended."""
        row = self.get_object()
        actions.reflect(by=self.user, lesson_id=row.pk, **body(request, ReflectionIn))
        return self._answer(row.pk)

    @extend_schema(request=None, responses=LessonDetailOut)
    @action(detail=True, methods=["post"])
    def attend(self, request: Request, pk: str) -> Response:
        """「我到场了」, said by who came, booked or not."""
        row = self.get_object()
        attendances.attend(by=self.user, lesson_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(request=AttendanceAnswersIn, responses=LessonDetailOut)
    @action(detail=True, methods=["post"], url_path="confirm-attendance")
    def confirm_attendance(self, request: Request, pk: str) -> Response:
        """The host says who was there and who was not; also of those who said nothing yet."""
        row = self.get_object()
        attendances.confirm(by=self.user, lesson_id=row.pk, **body(request, AttendanceAnswersIn))
        return self._answer(row.pk)
