"""积分复核: by when it is asked, answered and decided, and by whom."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.civility.models import AppealOutcome, PointAppeal
from school.shared.errors import RuleBroken

OPEN_FOR = 15
"""Working days after an entry was recorded in which it may be appealed."""
ANSWER_WITHIN = 5
DECIDE_WITHIN = 15
"""Working days after the appeal was entered."""
DAY = datetime.timedelta(days=1)
Span = tuple[datetime.date, datetime.date]


class State(TextChoices):
    OPEN = "open", gettext_lazy("Waits for an answer")
    ANSWERED = "answered", gettext_lazy("Waits for a decision")
    DECIDED = "decided", gettext_lazy("Decided")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")


def state_of(appeal: PointAppeal) -> State:
    if appeal.withdrawn_at is not None:
        return State.WITHDRAWN
    if appeal.decided_at is not None:
        return State.DECIDED
    return State.OPEN if appeal.answered_at is None else State.ANSWERED


def is_working_day(day: datetime.date, holidays: Iterable[Span]) -> bool:
    """Monday to Friday, outside the holidays of the school's terms."""
    return day.weekday() < 5 and not any(first <= day <= last for first, last in holidays)


def after_working_days(day: datetime.date, count: int, holidays: Iterable[Span]) -> datetime.date:
    """The last of so many working days; the day itself is not one of them."""
    off = list(holidays)
    while count:
        day += DAY
        count -= is_working_day(day, off)
    return day


def open_until(recorded_on: datetime.date, holidays: Iterable[Span]) -> datetime.date:
    return after_working_days(recorded_on, OPEN_FOR, holidays)


def check_in_time(until: datetime.date, *, today: datetime.date) -> None:
    if today > until:
        raise RuleBroken(
            "appeal_is_late",
            _("An entry is looked at again within %(days)d working days; these ended on %(day)s.")
            % {"days": OPEN_FOR, "day": until},
        )


def check_stands(*, is_reversed: bool) -> None:
    if is_reversed:
        raise RuleBroken("already_reversed", _("This was taken back already."))


def check_not_appealed(*, is_appealed: bool) -> None:
    if is_appealed:
        raise RuleBroken("already_appealed", _("This entry is or was looked at again already."))


def check_open(appeal: PointAppeal) -> None:
    if state_of(appeal) in (State.DECIDED, State.WITHDRAWN):
        raise RuleBroken("appeal_closed", _("This appeal is closed."))


def check_unanswered(appeal: PointAppeal) -> None:
    check_open(appeal)
    if appeal.answered_at is not None:
        raise RuleBroken("already_answered", _("This appeal was answered already."))


def check_ripe(appeal: PointAppeal, *, today: datetime.date) -> None:
    """The homeroom teacher is heard first, but does not hold it up by silence."""
    check_open(appeal)
    if appeal.answered_at is None and today <= appeal.answer_due_on:
        raise RuleBroken(
            "not_answered",
            _("The homeroom teacher answers first, until %(day)s.") % {"day": appeal.answer_due_on},
        )


def may_decide(appeal: Any, by_id: uuid.UUID) -> bool:
    """Neither who recorded the entry, nor who entered the appeal, nor who answered it."""
    return by_id not in (appeal.entry.recorder_id, appeal.created_by_id, appeal.answered_by_id)


def check_may_decide(appeal: Any, by_id: uuid.UUID) -> None:
    if not may_decide(appeal, by_id):
        raise RuleBroken(
            "own_appeal",
            _("Somebody decides who neither recorded the entry nor entered or answered this."),
        )


def check_outcome(outcome: str, *, is_reversed: bool) -> None:
    if outcome == AppealOutcome.UPHELD:
        check_stands(is_reversed=is_reversed)
