"""What holds for all observations of a school on a day, unless the school has set it otherwise."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from school.observation.models import ObservationLimits
from school.shared.errors import InputRefused


@dataclass(frozen=True)
class Limits:
    """See ObservationLimits."""

    grace_days: int = 7
    unseen_weeks: int = 8
    mentor_lessons_count: bool = True
    similarity_from: Decimal = Decimal("0.60")


def row_in_force(
    history: Sequence[ObservationLimits], day: datetime.date
) -> ObservationLimits | None:
    """Of those begun by the day the latest; of two of one day the higher number."""
    begun = [one for one in history if one.effective_from <= day]
    return max(begun, key=lambda one: (one.effective_from, one.number), default=None)


def in_force(history: Sequence[ObservationLimits], day: datetime.date) -> Limits:
    row = row_in_force(history, day)
    if row is None:
        return Limits()
    return Limits(row.grace_days, row.unseen_weeks, row.mentor_lessons_count, row.similarity_from)


def check_later_day(day: datetime.date, *, today: datetime.date) -> None:
    """What was shared under earlier limits stays in time or late as it was."""
    if day < today:
        raise InputRefused("effective_from", "in_past", _("It holds from today or a later day on."))
