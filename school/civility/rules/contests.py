"""文明班级评比: what a check refuses, and what a week of checks gives each class.

Everything is counted in fractions; what people read has two places, and by that the flags go.
"""

import datetime
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from school.civility.models import ContestCheck, ContestWeek
from school.civility.rules.checks import BACK
from school.shared.errors import InputRefused, RuleBroken

DAY = datetime.timedelta(days=1)
CLASS_OF = 40
"""A fault of a child weighs as in a class of so many."""
ALONE = Decimal(90)
"""What a class without a rival in its grade needs for the flag."""
FRIDAY = 4


@dataclass(frozen=True)
class Item:
    """What a check looks at. `is_per_head`: faults are children's."""

    key: uuid.UUID
    full_marks: int
    is_per_head: bool


@dataclass(frozen=True)
class Seen:
    """One check: an item and the faults seen."""

    item: uuid.UUID
    faults: int


@dataclass(frozen=True)
class Watched:
    """A class in a week: its grade, how many children it has, and what was seen of it."""

    key: uuid.UUID
    grade: int
    size: int
    seen: tuple[Seen, ...]


@dataclass(frozen=True)
class Mark:
    """What the checks of one item give a class."""

    checks: int
    faults: int
    marks: Fraction


@dataclass(frozen=True)
class Outcome:
    """What a week gives a class."""

    key: uuid.UUID
    grade: int
    size: int
    checks: int
    score: Decimal
    has_flag: bool


def marks(item: Item, faults: Sequence[int], size: int) -> Fraction:
    """Full marks less the mean of the faults, never below zero."""
    mean = Fraction(sum(faults), len(faults))
    if item.is_per_head:
        mean *= Fraction(CLASS_OF, size)
    return max(Fraction(0), item.full_marks - mean)


def marks_of(watched: Watched, items: Mapping[uuid.UUID, Item]) -> dict[uuid.UUID, Mark]:
    """Item -> what its checks give; an item without a check is left out."""
    faults: dict[uuid.UUID, list[int]] = {}
    for one in watched.seen:
        faults.setdefault(one.item, []).append(one.faults)
    return {
        key: Mark(len(seen), sum(seen), marks(items[key], seen, watched.size))
        for key, seen in faults.items()
    }


def score(found: Mapping[uuid.UUID, Mark], items: Mapping[uuid.UUID, Item]) -> Decimal | None:
    """Of 100, over the items that were checked; none without a check."""
    if not found:
        return None
    full = sum(items[key].full_marks for key in found)
    return rounded(100 * sum((one.marks for one in found.values()), Fraction(0)) / full)


def rounded(value: Fraction, places: int = 2) -> Decimal:
    """The half goes up."""
    shift = 10**places
    return Decimal((value * shift + Fraction(1, 2)).__floor__()).scaleb(-places)


def outcomes(classes: Iterable[Watched], items: Mapping[uuid.UUID, Item]) -> list[Outcome]:
    """What the week gives every class that was checked. Grades are apart; equals share a flag."""
    scored = []
    for one in classes:
        reached = score(marks_of(one, items), items)
        if reached is not None:
            scored.append((one, reached))
    by_grade: dict[int, list[Decimal]] = {}
    for one, reached in scored:
        by_grade.setdefault(one.grade, []).append(reached)
    return [
        Outcome(
            one.key,
            one.grade,
            one.size,
            len(one.seen),
            reached,
            reached == max(by_grade[one.grade])
            and (len(by_grade[one.grade]) > 1 or reached >= ALONE),
        )
        for one, reached in scored
    ]


# ---- days ----------------------------------------------------------------------------------


def monday_of(day: datetime.date) -> datetime.date:
    return day - day.weekday() * DAY


def counted_on(monday: datetime.date, *, today: datetime.date) -> datetime.date:
    """The day by which a class's size and grade are taken: Friday, or today before it."""
    return min(monday + FRIDAY * DAY, max(monday, today))


def handed_over_on(
    monday: datetime.date, holidays: Collection[tuple[datetime.date, datetime.date]]
) -> datetime.date:
    """The Monday after the week on which there is school."""
    day = monday + 7 * DAY
    while any(first <= day <= last for first, last in holidays):
        day += 7 * DAY
    return day


# ---- refusals ------------------------------------------------------------------------------


def check_day(day: datetime.date, *, today: datetime.date, in_term: bool) -> None:
    if day > today:
        raise InputRefused("checked_on", "in_future", _("A check is recorded after it was made."))
    if day < today - BACK:
        raise InputRefused(
            "checked_on", "too_long_ago", _("It is recorded within 30 days of the day.")
        )
    if not in_term:
        raise InputRefused("checked_on", "out_of_term", _("This day lies in no term."))


def check_has_children(size: int) -> None:
    if size < 1:
        raise InputRefused("school_class", "no_children", _("The class had no child on that day."))


def check_names_nobody(note: str, names: Iterable[str]) -> None:
    """A check is of the class."""
    if any(name in note for name in names):
        raise InputRefused(
            "note", "names_a_child", _("A check is of the class: leave out the child's name.")
        )


def check_first_look(*, is_checked: bool) -> None:
    if is_checked:
        raise RuleBroken(
            "checked_already", _("The class was checked for this item on that day already.")
        )


def check_week_open(week: ContestWeek) -> None:
    if week.closed_at is not None:
        raise RuleBroken("week_closed", _("This week is closed."))


def check_week_closed(week: ContestWeek) -> None:
    if week.closed_at is None:
        raise RuleBroken("week_open", _("This week is not closed."))


def check_week_ends(week: ContestWeek, *, today: datetime.date) -> None:
    if today < week.monday + FRIDAY * DAY:
        raise RuleBroken("week_runs", _("A week is closed on its Friday or later."))


def check_something_seen(found: Collection[Outcome]) -> None:
    if not found:
        raise RuleBroken("nothing_checked", _("No check of this week stands."))


def check_stands(check: ContestCheck) -> None:
    if check.voided_at is not None:
        raise RuleBroken("check_voided", _("This check was taken back already."))
