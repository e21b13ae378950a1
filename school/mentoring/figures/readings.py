"""One reading per figure: the number and the records behind it, from the same question."""

import datetime
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from school.mentoring.figures import scope as asked
from school.mentoring.queries.months import PairMonth
from school.mentoring.rules.months import State
from school.shared.figures import Cell, JudgedRows, QueryRows, Reading, Scope


def active(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.active(scope)))


def exits(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.exits(scope)))


def _rows(months: Iterable[PairMonth]) -> JudgedRows[PairMonth]:
    return JudgedRows(list(months), lambda one: one.key)


def _is_met(one: PairMonth) -> bool:
    return one.judged.state == State.MET


def months_met(scope: Scope) -> Reading:
    due = asked.months_due(scope)
    return Reading(part=_rows(filter(_is_met, due)), whole=_rows(due))


def by_month(scope: Scope) -> Reading:
    """A month in which nothing was met has its cell: it was asked for."""
    found: dict[datetime.date, list[PairMonth]] = {}
    for one in asked.months_due(scope):
        found.setdefault(one.month.first, []).append(one)
    return Reading(
        cells=[
            Cell(
                f"{month:%Y-%m}",
                date_format(month, _("F Y")),
                _rows(filter(_is_met, months)),
            )
            for month, months in sorted(found.items())
        ]
    )
