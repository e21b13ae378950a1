"""One reading per figure: the number and the records behind it, from the same question."""

import datetime
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from school.civility.figures import scope as asked
from school.civility.models import AppealOutcome, Domain
from school.civility.queries.children import Child
from school.people.models import SchoolClass
from school.people.queries.scopes import WEEK, classes_in, grade_in, monday_of, weeks_in
from school.people.rules import class_name, grade_name, is_at_school
from school.shared.figures import Cell, JudgedRows, QueryRows, Reading, Scope, counted

DAY = datetime.timedelta(days=1)
POINTS = "points"
NO_THEME = "none"
WAITING = "waiting"


def recognitions(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.recognitions(scope)))


def points(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.recognitions(scope), POINTS))


def capped(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.recognitions(scope).exclude(cap="")))


def _by(scope: Scope, column: str, amount: str | None = None) -> Mapping[Any, int]:
    """Value of the column -> how many, or how much, in one query."""
    rows = asked.recognitions(scope)
    if amount is None:
        return counted(rows, column)
    return dict(rows.order_by().values_list(column).annotate(number=Sum(amount)))


def by_domain(amount: str | None = None) -> Callable[[Scope], Reading]:
    def read(scope: Scope) -> Reading:
        numbers = _by(scope, "domain", amount)
        found = asked.recognitions(scope)
        return Reading(
            cells=[
                Cell(
                    one.value,
                    str(one.label),
                    QueryRows(found.filter(domain=one), amount),
                    numbers.get(one.value, 0),
                )
                for one in Domain
            ]
        )

    return read


def by_theme(scope: Scope) -> Reading:
    found, outside = asked.recognitions(scope), Q()
    cells = []
    for theme in asked.themes(scope):
        days = Q(occurred_on__range=(theme.starts_on, theme.ends_on))
        outside |= days
        cells.append(Cell(str(theme.pk), theme.title, QueryRows(found.filter(days))))
    rest = found.exclude(outside) if cells else found
    return Reading(cells=[*cells, Cell(NO_THEME, _("Outside the theme months"), QueryRows(rest))])


def _classes(scope: Scope, numbers: Mapping[Any, int]) -> list[SchoolClass]:
    """Those at school in the term, and any other with something to show."""
    return [
        one
        for one in classes_in(scope)
        if one.pk in numbers or is_at_school(one.stage, one.cohort_year, scope.last)
    ]


def by_class(scope: Scope) -> Reading:
    found, numbers = asked.recognitions(scope), _by(scope, "school_class_id")
    return Reading(
        cells=[
            Cell(
                str(one.pk),
                class_name(one, scope.last),
                QueryRows(found.filter(school_class=one)),
                numbers.get(one.pk, 0),
            )
            for one in _classes(scope, numbers)
        ]
    )


def by_grade(scope: Scope) -> Reading:
    found, numbers = asked.recognitions(scope), _by(scope, "school_class_id")
    grades: dict[int, list[SchoolClass]] = {}
    for one in _classes(scope, numbers):
        grades.setdefault(grade_in(one, scope), []).append(one)
    return Reading(
        cells=[
            Cell(
                str(grade),
                grade_name(grade),
                QueryRows(found.filter(school_class__in=classes)),
                sum(numbers.get(one.pk, 0) for one in classes),
            )
            for grade, classes in grades.items()
        ]
    )


def by_week(scope: Scope) -> Reading:
    found = asked.recognitions(scope)
    numbers: Counter[datetime.date] = Counter()
    for day, number in _by(scope, "occurred_on").items():
        numbers[monday_of(day)] += number
    return Reading(
        cells=[
            Cell(
                monday.isoformat(),
                label,
                QueryRows(found.filter(occurred_on__range=(monday, monday + WEEK - DAY))),
                numbers[monday],
            )
            for monday, label in weeks_in(scope)
        ]
    )


def child_rows(rows: list[Child]) -> JudgedRows[Child]:
    return JudgedRows(rows, lambda one: str(one.student.pk))


def children_recognised(scope: Scope) -> Reading:
    whole = asked.children(scope)
    return Reading(
        part=child_rows([one for one in whole if one.is_recognised]), whole=child_rows(whole)
    )


def contest_weeks(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.closed_weeks(scope)))


def flags_by_class(scope: Scope) -> Reading:
    """In the order of the classes; of those that took part."""
    found = asked.results(scope)
    numbers: dict[Any, int] = dict(
        found.order_by()
        .values_list("school_class_id")
        .annotate(number=Count("pk", filter=Q(has_flag=True)))
    )
    return Reading(
        cells=[
            Cell(
                str(one.pk),
                class_name(one, scope.last),
                QueryRows(found.filter(school_class=one, has_flag=True)),
                numbers[one.pk],
            )
            for one in classes_in(scope)
            if one.pk in numbers
        ]
    )


def ambassadors(scope: Scope) -> Reading:
    return Reading(rows=JudgedRows(asked.ambassadors(scope), lambda one: str(one.pk)))


def appeals_by_outcome(scope: Scope) -> Reading:
    found = asked.appeals(scope)
    numbers = counted(found, "outcome")
    cells = [("", WAITING, _("Not decided yet"))]
    cells += [(one.value, one.value, str(one.label)) for one in AppealOutcome]
    return Reading(
        cells=[
            Cell(key, label, QueryRows(found.filter(outcome=value)), numbers.get(value, 0))
            for value, key, label in cells
        ]
    )
