"""When a lesson may be opened, moved and cancelled, and when it is written of."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from school.observation.models import LessonCampaign, LessonKind, LessonSession
from school.shared.errors import InputRefused, RuleBroken

BACK = datetime.timedelta(days=60)
"""For so long a lesson may be entered after it was given."""
AHEAD = datetime.timedelta(days=200)
"""So far ahead a lesson may be planned."""
Slot = tuple[datetime.date, int]
"""A day and a period."""


def slot(lesson: LessonSession) -> Slot:
    return lesson.taught_on, lesson.period


def check_day(day: datetime.date, *, today: datetime.date, in_term: bool) -> None:
    if day > today + AHEAD:
        raise InputRefused("taught_on", "too_far_ahead", _("This day lies too far ahead."))
    if day < today - BACK:
        raise InputRefused(
            "taught_on", "too_long_ago", _("A lesson is entered within 60 days of its day.")
        )
    if not in_term:
        raise InputRefused("taught_on", "out_of_term", _("This day lies in no term."))


def check_seats(kind: LessonKind, seats: int, *, is_out_of_school: bool) -> None:
    if seats and is_out_of_school:
        raise InputRefused(
            "seats", "out_of_school", _("Seats of a lesson out of school are not given here.")
        )
    if seats and not kind.is_announced:
        raise InputRefused(
            "seats", "not_announced", _("A lesson of this kind is not announced and has no seats.")
        )


def check_campaign(
    campaign: LessonCampaign, kinds: Collection[Any], kind: LessonKind, day: datetime.date
) -> None:
    """`kinds`: the keys of those that the campaign is made of."""
    if not campaign.starts_on <= day <= campaign.ends_on:
        raise InputRefused(
            "campaign", "other_days", _("The lesson lies outside the days of this campaign.")
        )
    if kind.pk not in kinds:
        raise InputRefused(
            "campaign", "other_kinds", _("This campaign is not made of lessons of this kind.")
        )


def check_host_free(taken: str) -> None:
    """`taken`: what the host does in that period, as `queries.lessons.taken` tells it."""
    if taken == "teaches":
        raise RuleBroken(
            "period_taken", _("This teacher gives another lesson in this period already.")
        )
    if taken == "booked":
        raise RuleBroken(
            "host_is_guest",
            _("This teacher is booked for a colleague's lesson in this period. Withdraw it first."),
        )


def check_guests_free(names: Collection[str]) -> None:
    """`names`: who has booked and has something else in the new period."""
    if names:
        raise RuleBroken(
            "guests_clash",
            _("In the new period these guests have something else: %(names)s.")
            % {"names": "、".join(names)},
        )


def check_stands(lesson: LessonSession) -> None:
    if lesson.cancelled_at is not None:
        raise RuleBroken("lesson_cancelled", _("This lesson was cancelled."))


def check_unattended(*, is_attended: bool) -> None:
    """What was seen is neither moved nor cancelled."""
    if is_attended:
        raise RuleBroken("attended", _("Colleagues have been in this lesson: it stays as it is."))


def check_given(lesson: LessonSession, *, today: datetime.date) -> None:
    if lesson.taught_on > today:
        raise RuleBroken("not_yet", _("This lesson has not been given yet."))


def check_changed(lesson: LessonSession, changed: str) -> None:
    """Only who follows somebody in a chain can have changed something."""
    if changed and (lesson.chain_id is None or lesson.chain_position == 1):
        raise InputRefused(
            "changed", "no_lesson_before", _("There is no lesson before this one in a chain.")
        )


# ---- chains --------------------------------------------------------------------------------


def next_position(positions: Iterable[int]) -> int:
    return max(positions, default=0) + 1


def check_in_turn(at: Slot, position: int, others: Mapping[int, Slot]) -> None:
    """Each lesson of a chain is given after the one before it. `others`: position -> when."""
    if position in others:
        raise InputRefused(
            "chain_position", "taken", _("This place in the chain is taken already.")
        )
    earlier = [when for place, when in others.items() if place < position]
    later = [when for place, when in others.items() if place > position]
    if any(when >= at for when in earlier) or any(when <= at for when in later):
        raise InputRefused(
            "taught_on",
            "out_of_turn",
            _("In a chain each lesson is given after the one before it."),
        )


def check_chain_open(*, is_closed: bool) -> None:
    if is_closed:
        raise RuleBroken("chain_closed", _("This chain is closed."))


def check_chain_closed(*, is_closed: bool) -> None:
    if not is_closed:
        raise RuleBroken("chain_open", _("This chain is not closed."))


# ---- kinds and campaigns -------------------------------------------------------------------


def code_taken() -> InputRefused:
    return InputRefused("code", "taken", _("This code stands for something else already."))


def name_taken() -> InputRefused:
    return InputRefused("name", "taken", _("There is something of this name already."))


def place_taken() -> RuleBroken:
    return RuleBroken(
        "period_taken", _("This teacher gives another lesson in this period already.")
    )


def check_days(starts_on: datetime.date, ends_on: datetime.date) -> None:
    if ends_on < starts_on:
        raise InputRefused("ends_on", "before_start", _("It ends after it starts."))


def check_lessons_within(outside: int) -> None:
    """`outside`: how many lessons of the campaign its new days or kinds would leave out."""
    if outside:
        raise RuleBroken(
            "lessons_outside",
            _("%(count)d lessons of this campaign would lie outside of it.") % {"count": outside},
        )


def check_kind_seats(*, is_announced: bool, default_seats: int) -> None:
    if default_seats and not is_announced:
        raise InputRefused(
            "default_seats",
            "not_announced",
            _("A lesson of this kind is not announced and has no seats."),
        )
