"""What counts of an award, by the caps and whatever counted before it; and a row's fingerprint.

Caps are judged when an award is written, in the order in which awards are written. What is taken
back later frees room for later awards alone.
"""

import datetime
import hashlib
from dataclasses import dataclass, replace
from typing import Any, Protocol

from school.civility.models import Cap, ItemKind

DAY = datetime.timedelta(days=1)


class Capped(Protocol):
    """What an item's version says of caps."""

    kind: str
    cap_day: int | None
    cap_week: int | None
    cap_month: int | None


@dataclass(frozen=True)
class Limits:
    """What holds for all items. These hold while a school has set none of its own."""

    student_day: int = 10
    teacher_day: int = 300
    undo_minutes: int = 10
    allows_deductions: bool = False


@dataclass(frozen=True)
class Counted:
    """Points that count already: of this item for the child, of all recognitions for the child
    and of the teacher on the day, and the child's total of the term.
    """

    item_day: int = 0
    item_week: int = 0
    item_month: int = 0
    student_day: int = 0
    teacher_day: int = 0
    total: int = 0

    def after(self, given: int, *, total: int) -> "Counted":
        """With what the same gesture gave other children, and the child's total."""
        return replace(self, teacher_day=self.teacher_day + given, total=total)


def left_out_by(worth: int, version: Capped, limits: Limits, counted: Counted) -> Cap | None:
    """The first cap that leaves no room for the whole of it. An award counts wholly or not at all.

    Of deductions an item's caps count the size; a total does not go below zero by one.
    """
    size = abs(worth)
    for cap, most, so_far in (
        (Cap.ITEM_DAY, version.cap_day, counted.item_day),
        (Cap.ITEM_WEEK, version.cap_week, counted.item_week),
        (Cap.ITEM_MONTH, version.cap_month, counted.item_month),
    ):
        if most is not None and size and abs(so_far) + size > most:
            return cap
    if version.kind == ItemKind.RECOGNITION:
        if counted.student_day + worth > limits.student_day:
            return Cap.STUDENT_DAY
        if counted.teacher_day + worth > limits.teacher_day:
            return Cap.TEACHER_DAY
    if version.kind == ItemKind.DEDUCTION and counted.total + worth < 0:
        return Cap.FLOOR
    return None


def week_of(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """Monday to Sunday."""
    monday = day - day.weekday() * DAY
    return monday, monday + 6 * DAY


def month_of(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    first = day.replace(day=1)
    return first, (first + 31 * DAY).replace(day=1) - DAY


def fingerprint(entry: Any) -> str:
    """SHA-256 of what the row says. A row changed behind the application's back no longer fits."""
    values = (
        entry.pk,
        entry.school_id,
        entry.batch_id,
        entry.student_id,
        entry.school_class_id,
        entry.term_id,
        entry.item_version_id,
        entry.recorder_id,
        entry.domain,
        entry.kind,
        entry.occurred_on.isoformat(),
        entry.worth,
        entry.points,
        entry.cap,
        entry.reverses_id,
        entry.reason,
    )
    return hashlib.sha256("\x1f".join(map(str, values)).encode()).hexdigest()
