"""What a term's days must satisfy. Windows never share a day; teaching lies in the window."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from school.shared.errors import InputRefused, RuleBroken

LONGEST = 260
"""Days of a visit window: half a year and a long holiday before it."""


@dataclass(frozen=True)
class Span:
    name: str
    starts_on: datetime.date
    ends_on: datetime.date


@dataclass(frozen=True)
class TermDays:
    opens_on: datetime.date
    closes_on: datetime.date
    stages: Sequence[Span]
    holidays: Sequence[Span]


def check_days(days: TermDays, first_year: int) -> None:
    if not days.opens_on < days.closes_on:
        raise InputRefused(
            "window_closes_on", "before_start", _("The window closes before it opens.")
        )
    if (days.closes_on - days.opens_on).days > LONGEST:
        raise InputRefused(
            "window_closes_on", "too_long", _("The window is longer than a term and its holiday.")
        )
    if days.opens_on.year not in (first_year, first_year + 1):
        raise InputRefused(
            "window_opens_on", "other_year", _("These days are not of this academic year.")
        )
    if not days.stages:
        raise InputRefused("stages", "required", _("Say when teaching begins and ends."))
    names = [one.name for one in days.stages]
    if len(set(names)) != len(names):
        raise InputRefused("stages", "twice", _("A stage stands there twice."))
    _check_inside("stages", days.stages, days)
    _check_inside("holidays", days.holidays, days)


def _check_inside(field: str, spans: Iterable[Span], days: TermDays) -> None:
    for place, one in enumerate(spans):
        if one.ends_on < one.starts_on or (field == "stages" and one.ends_on == one.starts_on):
            raise InputRefused(
                f"{field}.{place}.ends_on", "before_start", _("The last day lies before the first.")
            )
        if one.starts_on < days.opens_on or one.ends_on > days.closes_on:
            raise InputRefused(
                f"{field}.{place}.starts_on",
                "outside_window",
                _("These days do not lie in the term's visit window."),
            )


def check_apart(days: TermDays, others: Iterable[tuple[datetime.date, datetime.date]]) -> None:
    for opens_on, closes_on in others:
        if days.opens_on <= closes_on and opens_on <= days.closes_on:
            raise RuleBroken(
                "windows_overlap",
                _("The window shares days with that of another term, %(first)s to %(last)s.")
                % {"first": opens_on, "last": closes_on},
            )
