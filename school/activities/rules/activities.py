"""When an activity may be entered, held, cancelled and taken back, and who was there."""

import datetime
import uuid
from collections.abc import Collection

from django.utils.translation import gettext as _

from school.activities.models import Activity, ActivityState, Programme, ProgrammePhase
from school.shared.errors import InputRefused, RuleBroken

AHEAD = datetime.timedelta(days=366)
"""So far ahead an activity may be planned."""
LONGEST = datetime.timedelta(days=200)


def check_days(
    happened_on: datetime.date,
    ends_on: datetime.date | None,
    *,
    today: datetime.date,
    in_term: bool,
) -> None:
    """`in_term`: the school's books know that day. Of the past every day does."""
    if happened_on > today + AHEAD:
        raise InputRefused(
            "happened_on", "too_far_ahead", _("This day lies more than a year ahead.")
        )
    if not in_term:
        raise InputRefused("happened_on", "out_of_term", _("This day lies in no term."))
    if ends_on is not None and ends_on < happened_on:
        raise InputRefused("ends_on", "before_start", _("It ends after it starts."))
    if ends_on is not None and ends_on > happened_on + LONGEST:
        raise InputRefused(
            "ends_on", "too_long", _("What lasts longer than that is a programme, not an activity.")
        )


def state_on(happened_on: datetime.date, *, today: datetime.date) -> ActivityState:
    """What is entered of a past day or of today was held; the rest is a plan."""
    return ActivityState.PLANNED if happened_on > today else ActivityState.HELD


def check_within(
    programme: Programme | None, phase: ProgrammePhase | None, happened_on: datetime.date
) -> None:
    """The day lies in the days of the programme and of the phase, and the phase is of it."""
    if phase is not None and (programme is None or phase.programme_id != programme.pk):
        raise InputRefused("phase", "other_programme", _("This phase is of another programme."))
    if phase is not None and not phase.starts_on <= happened_on <= phase.ends_on:
        raise InputRefused("phase", "other_days", _("The day lies outside of this phase."))
    if programme is not None and not programme.starts_on <= happened_on <= programme.ends_on:
        raise InputRefused("programme", "other_days", _("The day lies outside of this programme."))


def check_programme_stands(*, is_voided: bool) -> None:
    if is_voided:
        raise InputRefused("programme", "voided", _("This programme was taken back."))


def check_not_voided(activity: Activity) -> None:
    if activity.voided_at is not None:
        raise RuleBroken("activity_voided", _("This activity was taken back as a mistake."))


def check_stands(activity: Activity) -> None:
    check_not_voided(activity)
    if activity.state == ActivityState.CANCELLED:
        raise RuleBroken("activity_cancelled", _("This activity was cancelled."))


def check_planned(activity: Activity) -> None:
    """Only what is planned is held or cancelled."""
    check_stands(activity)
    if activity.state != ActivityState.PLANNED:
        raise RuleBroken("already_held", _("This activity was held already."))


def check_held(activity: Activity) -> None:
    check_stands(activity)
    if activity.state != ActivityState.HELD:
        raise RuleBroken("not_held", _("This activity has not been held yet."))


def check_day_has_come(happened_on: datetime.date, *, today: datetime.date) -> None:
    if happened_on > today:
        raise RuleBroken("not_yet", _("The day of this activity has not come yet."))


def check_held_day(happened_on: datetime.date, *, today: datetime.date) -> None:
    if happened_on > today:
        raise InputRefused(
            "happened_on", "in_future", _("What was held lies today or on an earlier day.")
        )


def check_once_each(staff: Collection[uuid.UUID]) -> None:
    if len(set(staff)) != len(staff):
        raise InputRefused("participants", "twice", _("A colleague is named twice."))


# ---- who was there -------------------------------------------------------------------------


def attended_when_held(said: bool | None, *, is_absent: bool) -> bool | None:
    """What stands once the organiser says that the activity was held: who was named came, unless
    the organiser says otherwise.
    """
    if is_absent:
        return False
    return True if said is None else said


def check_listed(asked: Collection[uuid.UUID], listed: Collection[uuid.UUID], field: str) -> None:
    if not set(asked) <= set(listed):
        raise InputRefused(
            field, "does_not_exist", _("Somebody named here does not stand in the list.")
        )


def check_may_step_back(attended: bool | None, *, is_own_word: bool) -> None:
    """Who put the own name down takes it off again, as long as the organiser has not answered."""
    if attended is not None or not is_own_word:
        raise RuleBroken(
            "answered", _("The organiser has put you down; ask the organiser to change it.")
        )


def check_reflects(*, attended: bool | None, is_organiser: bool) -> None:
    if not is_organiser and attended is not True:
        raise RuleBroken("not_there", _("Who took part writes what they made of it."))
