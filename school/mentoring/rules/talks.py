"""What a talk and a step refuse."""

import datetime

from django.utils.translation import gettext as _

from school.mentoring.models import ActionStep, MentorTalk
from school.mentoring.rules.months import DAY, Span
from school.shared.errors import InputRefused, RuleBroken

BACK = 30 * DAY
"""For so long a talk may be written down after its day."""
GRACE = 7 * DAY
"""Written down later than so it counts and is shown as a late entry."""


def check_talked_on(day: datetime.date, days: Span, *, today: datetime.date) -> None:
    if day > today:
        raise InputRefused("talked_on", "in_future", _("A talk is recorded after it was held."))
    if day < today - BACK:
        raise InputRefused(
            "talked_on", "too_long_ago", _("It is recorded within 30 days of the day.")
        )
    if not days[0] <= day <= days[1]:
        raise InputRefused("talked_on", "outside_pair", _("This day lies outside of the pair."))


def is_late(talked_on: datetime.date, recorded_on: datetime.date) -> bool:
    return recorded_on > talked_on + GRACE


def check_stands(talk: MentorTalk) -> None:
    if talk.voided_at is not None:
        raise RuleBroken("talk_voided", _("This talk was taken back already."))


def is_released(talk: MentorTalk) -> bool:
    """Whether an evaluation may name it: only when each of the two has said so."""
    return (
        talk.voided_at is None
        and talk.mentor_released_at is not None
        and talk.mentee_released_at is not None
    )


def check_release(talk: MentorTalk, side: str, *, is_released: bool, is_named: bool) -> None:
    """`is_named`: in an evaluation that stands."""
    if (getattr(talk, f"{side}_released_at") is not None) == is_released:
        raise RuleBroken("said_already", _("You have said so already."))
    if is_named and not is_released:
        raise RuleBroken(
            "named_in_evaluation", _("An evaluation names this talk; it stays released.")
        )


def check_not_named(*, is_named: bool) -> None:
    if is_named:
        raise RuleBroken("named_in_evaluation", _("An evaluation names this talk; it stays."))


# ---- steps ---------------------------------------------------------------------------------


def check_check_on(day: datetime.date, *, today: datetime.date) -> None:
    if day < today:
        raise InputRefused("check_on", "in_past", _("You look again today or on a later day."))
    if day > today + 366 * DAY:
        raise InputRefused("check_on", "too_far", _("Look again within a year."))


def check_step_open(step: ActionStep) -> None:
    if step.closed_at is not None:
        raise RuleBroken("step_closed", _("This step is closed already."))


def check_of_the_two(*, is_theirs: bool) -> None:
    if not is_theirs:
        raise InputRefused(
            "observation", "does_not_exist", _("This is no shared observation between you two.")
        )
