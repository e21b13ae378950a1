"""听课要求: which of several a person is held to, and how far the person is.

Of several that hold for one person the highest applies, not the sum; what counts in school and what
counts outside are asked for apart.
"""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from school.observation.models import QuotaCounts, QuotaPeriod
from school.people.rules import YEAR_TURNS_IN, Week, academic_year_of
from school.shared.errors import InputRefused, RuleBroken

DAY = datetime.timedelta(days=1)
A_MONTH_HAS = 2
"""Teaching weeks from which on a month is asked for; a week is of the month of its Monday."""


@dataclass(frozen=True)
class Quota:
    """At least so many lessons a period, asked of a post or of the first years in teaching."""

    key: str
    period: str
    at_least: int
    counts: str
    post_kind: str = ""
    years_up_to: int = 0


@dataclass(frozen=True)
class Held:
    """What a quota is asked of: the posts a person holds, and since when the person teaches."""

    posts: frozenset[str]
    teaching_since: datetime.date | None = None


@dataclass(frozen=True)
class Heard:
    """One observation that counts."""

    taught_on: datetime.date
    is_out_of_school: bool


@dataclass(frozen=True)
class Span:
    first: datetime.date
    last: datetime.date


@dataclass(frozen=True)
class PeriodStanding:
    """One period: asked for, and done."""

    span: Span
    required: int
    done: int

    @property
    def missing(self) -> int:
        return max(0, self.required - self.done)


@dataclass(frozen=True)
class Standing:
    """How a person stands to the quota that applies: every period so far, the newest last."""

    quota: Quota
    periods: tuple[PeriodStanding, ...]

    @property
    def current(self) -> PeriodStanding | None:
        return self.periods[-1] if self.periods else None


@dataclass(frozen=True)
class Calendar:
    """A term as quotas see it: its window, and the teaching weeks of it and of its whole year."""

    window: Span
    weeks: Sequence[Week]
    year_weeks: int


def year_of(day: datetime.date) -> Span:
    """The academic year that the day lies in."""
    first = academic_year_of(day)
    return Span(
        datetime.date(first, YEAR_TURNS_IN, 1), datetime.date(first + 1, YEAR_TURNS_IN, 1) - DAY
    )


def applies(quota: Quota, held: Held, day: datetime.date) -> bool:
    if quota.years_up_to:
        since = held.teaching_since
        return since is not None and day < years_after(since, quota.years_up_to)
    return quota.post_kind in held.posts


def years_after(day: datetime.date, years: int) -> datetime.date:
    """The same day so many years later; of a leap day, the first of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return datetime.date(day.year + years, 3, 1)


def months(weeks: Iterable[Week]) -> list[Span]:
    """The months that enough teaching weeks fall into."""
    counted: dict[tuple[int, int], int] = {}
    for week in weeks:
        monday = week.first - week.first.weekday() * DAY
        counted[monday.year, monday.month] = counted.get((monday.year, monday.month), 0) + 1
    found = []
    for (year, month), number in sorted(counted.items()):
        if number >= A_MONTH_HAS:
            following = datetime.date(year + month // 12, month % 12 + 1, 1)
            found.append(Span(datetime.date(year, month, 1), following - DAY))
    return found


def weekly(quota: Quota, calendar: Calendar) -> Fraction:
    """What a quota asks of one teaching week: by this the periods are compared."""
    asked = Fraction(quota.at_least)
    weeks = len(calendar.weeks)
    if quota.period == QuotaPeriod.WEEK:
        return asked
    if quota.period == QuotaPeriod.MONTH:
        return asked * len(months(calendar.weeks)) / weeks if weeks else Fraction(0)
    if quota.period == QuotaPeriod.TERM:
        return asked / weeks if weeks else asked
    return asked / max(calendar.year_weeks, weeks, 1)


def highest(
    quotas: Iterable[Quota], held: Held, calendar: Calendar, day: datetime.date
) -> dict[str, Quota]:
    """What is counted -> the quota that asks most of this person. Of equals the shorter period."""
    order = [QuotaPeriod.WEEK, QuotaPeriod.MONTH, QuotaPeriod.TERM, QuotaPeriod.YEAR]

    def rank(one: Quota) -> tuple[Fraction, int, str]:
        return weekly(one, calendar), -order.index(QuotaPeriod(one.period)), one.key

    found: dict[str, Quota] = {}
    for one in quotas:
        if applies(one, held, day):
            other = found.get(one.counts)
            if other is None or rank(one) > rank(other):
                found[one.counts] = one
    return {kind: found[kind] for kind in QuotaCounts.values if kind in found}


def spans(quota: Quota, calendar: Calendar, day: datetime.date) -> list[Span]:
    """The quota's periods that have begun by the day."""
    if quota.period == QuotaPeriod.WEEK:
        found = [
            Span(monday, monday + 6 * DAY)
            for monday in (one.first - one.first.weekday() * DAY for one in calendar.weeks)
        ]
    elif quota.period == QuotaPeriod.MONTH:
        found = months(calendar.weeks)
    elif quota.period == QuotaPeriod.TERM:
        found = [calendar.window]
    else:
        found = [year_of(calendar.window.last)]
    return [one for one in found if one.first <= day]


def counts_for(quota: Quota, heard: Heard) -> bool:
    if quota.counts == QuotaCounts.ANY:
        return True
    return heard.is_out_of_school == (quota.counts == QuotaCounts.OUT_OF_SCHOOL)


def standings(
    quotas: Iterable[Quota],
    held: Held,
    heard: Collection[Heard],
    calendar: Calendar,
    day: datetime.date,
) -> list[Standing]:
    """`heard`: every observation of the person that counts, of the year at least."""
    return [
        Standing(
            quota,
            tuple(
                PeriodStanding(
                    span,
                    quota.at_least,
                    _done(quota, heard, span, day),
                )
                for span in spans(quota, calendar, day)
            ),
        )
        for quota in highest(quotas, held, calendar, day).values()
    ]


def _done(quota: Quota, heard: Iterable[Heard], span: Span, day: datetime.date) -> int:
    last = min(span.last, day)
    return sum(span.first <= one.taught_on <= last and counts_for(quota, one) for one in heard)


# ---- refusals ------------------------------------------------------------------------------


def check_quota(*, post_kind: str, years_up_to: int) -> None:
    if bool(post_kind) == bool(years_up_to):
        raise InputRefused(
            "post_kind",
            "one_of_two",
            _("A quota is asked of a post, or of the first years in teaching."),
        )


def check_days(starts_on: datetime.date, ends_on: datetime.date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise InputRefused("ends_on", "before_start", _("It ends after it begins."))


def quota_overlaps() -> RuleBroken:
    return RuleBroken(
        "quota_overlaps", _("Another quota of this kind has some of these days: withdraw it first.")
    )


def check_not_withdrawn(retired_at: datetime.datetime | None) -> None:
    if retired_at is not None:
        raise RuleBroken("quota_withdrawn", _("This quota was withdrawn already."))
