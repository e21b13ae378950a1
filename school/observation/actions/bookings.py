"""Booking a seat, waiting for one, answering who asks, and giving a seat back.

Every way to a seat goes through the lesson's lock, the office's bookings too: so nobody is seated
beyond the seats, numbers have no gap, and who waited longest moves up.
"""

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from school.observation.models import LIVE, BookingState, LessonBooking, LessonSession
from school.observation.policy.bookings import check_guest
from school.observation.queries import lessons
from school.observation.rules import bookings as rules
from school.people.models import StaffMember, User
from school.people.rules.accounts import colleague
from school.shared import audit
from school.shared.constraints import refused_as


@transaction.atomic
def book(
    *, by: User, lesson: LessonSession, guest: StaffMember | None = None, note: str = ""
) -> LessonBooking:
    """Without `guest` for oneself. Seated, on the waiting list, or asked of the host."""
    guest = guest or colleague(by)
    check_guest(by, guest)
    locked = _lock(lesson.pk)
    rules.check_bookable(locked, today=timezone.localdate())
    rules.check_not_host(locked, guest.pk)
    lock_people([guest.pk])
    rows = LessonBooking.objects.filter(session=locked)
    rules.check_not_booked(is_booked=rows.filter(guest=guest, state__in=LIVE).exists())
    doing = lessons.taken([guest.pk], locked.taught_on, locked.period, apart_from=locked.pk)
    rules.check_guest_free(doing.get(guest.pk, ""))
    state = rules.state_of_new(locked.seats, *_counts(locked))
    last = rows.aggregate(last=Max("number"))["last"] or 0
    with refused_as(rules.booked_already()):
        booking = LessonBooking.objects.create(
            school_id=by.school_id,
            created_by=by,
            session=locked,
            guest=guest,
            state=state,
            number=last + 1,
            note=note,
            seated_at=timezone.now() if state == BookingState.SEATED else None,
        )
    audit.note(
        "book",
        booking,
        by=by,
        changes={
            "lesson": [None, str(locked.pk)],
            "guest": [None, str(guest.pk)],
            "state": [None, state.value],
            "number": [None, booking.number],
        },
    )
    return booking


@transaction.atomic
def answer(*, by: User, booking_id: uuid.UUID, accepts: bool, answer: str = "") -> LessonBooking:
    """The host grants what was asked, or declines; a seat that was given can be declined too."""
    lesson, booking = _lock_both(booking_id)
    rules.check_live(booking)
    rules.check_bookable(lesson, today=timezone.localdate())
    if accepts:
        rules.check_asks(booking)
        state = rules.state_of_taken(lesson.seats, *_counts(lesson))
    else:
        state = BookingState.DECLINED
    before = booking.state
    booking.state, booking.answer = state, answer
    booking.answered_at, booking.answered_by = timezone.now(), by
    if state == BookingState.SEATED:
        booking.seated_at = booking.answered_at
    booking.save(update_fields=["state", "answer", "answered_at", "answered_by", "seated_at"])
    audit.note("answer", booking, by=by, changes={"state": [before, state.value]})
    move_up(lesson, by=by)
    return booking


@transaction.atomic
def withdraw(*, by: User, booking_id: uuid.UUID) -> LessonBooking:
    """A seat that is given back goes to who waited longest."""
    lesson, booking = _lock_both(booking_id)
    rules.check_live(booking)
    rules.check_not_over(lesson, today=timezone.localdate())
    before = booking.state
    booking.state = BookingState.WITHDRAWN
    booking.withdrawn_at, booking.withdrawn_by = timezone.now(), by
    booking.save(update_fields=["state", "withdrawn_at", "withdrawn_by"])
    audit.note("withdraw", booking, by=by, changes={"state": [before, booking.state]})
    move_up(lesson, by=by)
    return booking


def move_up(lesson: LessonSession, *, by: User) -> list[LessonBooking]:
    """Seats that are free go to those who wait, in their order. Under the lesson's lock."""
    seated, _waiting = _counts(lesson)
    queue = LessonBooking.objects.filter(session=lesson, state=BookingState.WAITING)
    moved = list(rules.moving_up(lesson.seats, seated, list(queue.order_by("number"))))
    for one in moved:
        one.state, one.seated_at = BookingState.SEATED, timezone.now()
        one.save(update_fields=["state", "seated_at"])
        audit.note("move_up", one, by=by, changes={"state": ["waiting", "seated"]})
    return moved


def lock_people(staff: Iterable[uuid.UUID]) -> None:
    """What somebody does in a period is judged for one act at a time."""
    rows = StaffMember.objects.select_for_update(no_key=True).filter(pk__in=sorted(set(staff)))
    list(rows.order_by("pk").values_list("pk", flat=True))


# ---- parts ---------------------------------------------------------------------------------


def _lock(lesson_id: uuid.UUID) -> LessonSession:
    return (
        LessonSession.objects.select_for_update(no_key=True, of=("self",))
        .select_related("kind")
        .get(pk=lesson_id)
    )


def _lock_both(booking_id: uuid.UUID) -> tuple[LessonSession, LessonBooking]:
    session_id = LessonBooking.objects.values_list("session_id", flat=True).get(pk=booking_id)
    lesson = _lock(session_id)
    return lesson, LessonBooking.objects.select_for_update(no_key=True).get(pk=booking_id)


def _counts(lesson: LessonSession) -> tuple[int, int]:
    """How many have a seat, and how many wait."""
    states = list(
        LessonBooking.objects.filter(
            session=lesson, state__in=[BookingState.SEATED, BookingState.WAITING]
        ).values_list("state", flat=True)
    )
    return states.count(BookingState.SEATED), states.count(BookingState.WAITING)
