"""Who gets a seat, who waits, and who moves up. Judged under the lesson's lock."""

import datetime
from collections.abc import Sequence
from typing import TypeVar

from django.utils.translation import gettext as _

from school.observation.models import LIVE, BookingState, LessonBooking, LessonKind, LessonSession
from school.shared.errors import InputRefused, RuleBroken

T = TypeVar("T")


def state_of_new(seats: int, seated: int, waiting: int) -> BookingState:
    """What a booking becomes that comes now. Nobody passes those who wait."""
    if seats == 0:
        return BookingState.ASKED
    return state_of_taken(seats, seated, waiting)


def state_of_taken(seats: int, seated: int, waiting: int) -> BookingState:
    """What an asking becomes that the host grants. Without seats, the host's word is the seat."""
    if seats == 0 or (seated < seats and waiting == 0):
        return BookingState.SEATED
    return BookingState.WAITING


def moving_up(seats: int, seated: int, waiting: Sequence[T]) -> Sequence[T]:
    """Of those who wait, in their order, who gets a seat now."""
    return waiting[: max(0, seats - seated)]


def is_live(booking: LessonBooking) -> bool:
    return booking.state in LIVE


def is_bookable(lesson: LessonSession, *, today: datetime.date) -> bool:
    return (
        lesson.cancelled_at is None
        and not lesson.is_out_of_school
        and lesson.kind.is_announced
        and lesson.taught_on >= today
    )


# ---- refusals ------------------------------------------------------------------------------


def check_bookable(lesson: LessonSession, *, today: datetime.date) -> None:
    if lesson.cancelled_at is not None:
        raise RuleBroken("lesson_cancelled", _("This lesson was cancelled."))
    if lesson.is_out_of_school or not lesson.kind.is_announced:
        raise RuleBroken("not_bookable", _("This lesson is not booked."))
    check_not_over(lesson, today=today)


def check_not_over(lesson: LessonSession, *, today: datetime.date) -> None:
    if lesson.taught_on < today:
        raise RuleBroken("lesson_over", _("This lesson is over."))


def check_not_host(lesson: LessonSession, guest_id: object, field: str = "guest") -> None:
    if lesson.host_id == guest_id:
        raise InputRefused(field, "own_lesson", _("Nobody is a guest of the own lesson."))


def booked_already() -> RuleBroken:
    return RuleBroken("booked_already", _("This lesson is booked for this colleague already."))


def check_not_booked(*, is_booked: bool) -> None:
    if is_booked:
        raise booked_already()


def check_guest_free(taken: str) -> None:
    """`taken`: what the guest does in that period, as `queries.lessons.taken` tells it."""
    if taken == "teaches":
        raise RuleBroken("guest_teaches", _("This colleague gives a lesson in this period."))
    if taken == "booked":
        raise RuleBroken(
            "guest_is_booked",
            _("This colleague is booked for another lesson in this period. Withdraw there first."),
        )


def check_live(booking: LessonBooking) -> None:
    if not is_live(booking):
        raise RuleBroken("booking_over", _("This booking was withdrawn or declined."))


def check_asks(booking: LessonBooking) -> None:
    if booking.state != BookingState.ASKED:
        raise RuleBroken("nothing_asked", _("This booking does not wait for an answer."))


def check_seats_suffice(seats: int, *, seated: int, waiting: int) -> None:
    if seats < seated or (seats == 0 and waiting):
        raise InputRefused("seats", "seats_taken", _("More seats than that are given already."))


def check_announced(kind: LessonKind, *, live: int) -> None:
    if live and not kind.is_announced:
        raise InputRefused(
            "kind", "has_guests", _("Colleagues have booked: the lesson stays an announced one.")
        )
