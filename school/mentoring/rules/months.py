"""Whether a pair's month is proven: which weeks ask for how much, and what the records give.

A teaching week belongs to the month of its Monday, and to the pair that it begins in: the one whose
days hold the week's first day of school. So a week that two pairs share, because the mentor changed
in the middle of it, is asked of one of them.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from school.mentoring.models import DutyKind
from school.people.rules import Week

DAY = datetime.timedelta(days=1)
FULL_MONTH = 4
"""So many teaching weeks ask for the whole of what was agreed."""
LEAST_WEEKS = 2
"""With fewer the month asks for nothing (本月免计)."""
SATURDAY = 5

Span = tuple[datetime.date, datetime.date]
"""A first and a last day, both included."""


class State(TextChoices):
    MET = "met", _("Month met")
    SHORT = "short", _("Not met")
    EXEMPT = "exempt", _("Excused month")


class Exempt(TextChoices):
    """Why a month asks for nothing."""

    FEW_WEEKS = "few_weeks", _("Fewer than two teaching weeks")
    EXCUSED = "excused", _("Excused by the school")
    NOTHING_AGREED = "nothing_agreed", _("The agreement asks for nothing by the month")


@dataclass(frozen=True)
class Teaching:
    """A term as it was taught: its days of lessons, its weeks and its holidays."""

    days: Span
    weeks: tuple[Week, ...]
    holidays: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Month:
    """A month that a pair and a term share: its first day, the days shared, the weeks that ask."""

    first: datetime.date
    days: Span
    weeks: int


@dataclass(frozen=True)
class Asked:
    """One duty of a month: how much it asks for and how much there is."""

    kind: DutyKind
    required: int
    done: int

    @property
    def lacking(self) -> int:
        return max(0, self.required - self.done)


@dataclass(frozen=True)
class Judged:
    """`short`: how much is lacking, over all duties. `exempt`: why nothing is asked."""

    state: State
    asked: tuple[Asked, ...]
    exempt: Exempt | None = None

    @property
    def short(self) -> int:
        return sum(one.lacking for one in self.asked) if self.state == State.SHORT else 0

    @property
    def is_due(self) -> bool:
        return self.state != State.EXEMPT


def month_of(day: datetime.date) -> datetime.date:
    return day.replace(day=1)


def last_of(month: datetime.date) -> datetime.date:
    return month_of(month + 31 * DAY) - DAY


def within(day: datetime.date, spans: Iterable[Span]) -> bool:
    return any(first <= day <= last for first, last in spans)


def shared(one: Span, other: Span) -> Span | None:
    """The days of both."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


def begins_on(week: Week, holidays: Collection[Span]) -> datetime.date:
    """The week's first day of school. A teaching week has one."""
    day = week.first
    while day < week.last and (day.weekday() >= SATURDAY or within(day, holidays)):
        day += DAY
    return day


def months(pair: Span, term: Teaching, suspended: Collection[Span] = ()) -> list[Month]:
    """Every month that has a day of both, the earliest first."""
    days = shared(pair, term.days)
    if days is None:
        return []
    asking: dict[datetime.date, int] = {}
    for week in term.weeks:
        begins = begins_on(week, term.holidays)
        if within(begins, [days]) and not within(begins, suspended):
            key = month_of(week.first - week.first.weekday() * DAY)
            asking[key] = asking.get(key, 0) + 1
    found = []
    first = month_of(days[0])
    while first <= days[1]:
        part = shared((first, last_of(first)), days)
        assert part is not None
        found.append(Month(first, part, asking.get(first, 0)))
        first = last_of(first) + DAY
    return found


def required(at_least: int, weeks: int) -> int:
    """`at_least` in a month of four weeks; the half goes up, and never to nothing."""
    if weeks < LEAST_WEEKS:
        return 0
    counted = min(weeks, FULL_MONTH)
    return max(1, (2 * at_least * counted + FULL_MONTH) // (2 * FULL_MONTH))


def required_of_term(at_least: int, weeks: int, term_weeks: int) -> int:
    """What is agreed for a whole term, of a pair that shares so many of its weeks."""
    if weeks < LEAST_WEEKS or not term_weeks:
        return 0
    counted = min(weeks, term_weeks)
    return max(1, (2 * at_least * counted + term_weeks) // (2 * term_weeks))


def judge(
    month: Month,
    duties: Mapping[DutyKind, int],
    done: Mapping[DutyKind, int],
    *,
    is_excused: bool = False,
) -> Judged:
    """`duties`: what a full month asks for. What is done is told also where nothing is asked."""
    asked = tuple(
        Asked(kind, 0 if is_excused else required(least, month.weeks), done.get(kind, 0))
        for kind, least in duties.items()
    )
    if is_excused:
        return Judged(State.EXEMPT, asked, Exempt.EXCUSED)
    if month.weeks < LEAST_WEEKS:
        return Judged(State.EXEMPT, asked, Exempt.FEW_WEEKS)
    if not asked:
        return Judged(State.EXEMPT, asked, Exempt.NOTHING_AGREED)
    is_met = all(not one.lacking for one in asked)
    return Judged(State.MET if is_met else State.SHORT, asked)


@dataclass(frozen=True)
class Agreed:
    """A signed version: from which day it holds, and when the school signed it."""

    number: int
    effective_from: datetime.date
    signed_on: datetime.date


def in_force(versions: Sequence[Agreed], month: datetime.date) -> Agreed | None:
    """The version by which a month is judged.

    The first holds from the beginning, however late it was signed. A later one never reaches back
    behind the month in which it was signed.
    """
    signed = sorted(versions, key=lambda one: one.number)
    if not signed:
        return None
    found = signed[0]
    for one in signed[1:]:
        if max(month_of(one.effective_from), month_of(one.signed_on)) <= month:
            found = one
    return found
