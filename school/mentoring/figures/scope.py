"""What the figures of mentoring count: cut to the scope asked about."""

from typing import Any

from django.db.models import QuerySet

from school.mentoring.models import Ending, PairPeriod
from school.mentoring.queries import months
from school.mentoring.queries import pairs as found
from school.mentoring.queries.months import PairMonth
from school.people.queries.scopes import is_whole_school, term_of
from school.shared.figures import Scope, load_once


def _pairs(scope: Scope) -> QuerySet[Any]:
    """Of the whole school, or of one member of staff: a pair belongs to no class."""
    rows = found.pairs().filter(school_id=scope.school_id, signed=True)
    if scope.staff_id is not None:
        rows = found.of_staff(rows, [scope.staff_id])
    return rows if is_whole_school(scope) else rows.none()


def active(scope: Scope) -> QuerySet[Any]:
    """With a day in the term, up to the day asked about."""
    return found.on_days(_pairs(scope), *scope.days)


def exits(scope: Scope) -> QuerySet[Any]:
    last_days = PairPeriod.objects.believed().filter(ends_on__range=scope.days)
    return _pairs(scope).filter(ended=Ending.TERMINATED, pk__in=last_days.values("pair_id"))


def months_due(scope: Scope) -> list[PairMonth]:
    """Months that are over by the day asked about and asked for something."""

    def load() -> list[PairMonth]:
        term = term_of(scope)
        if term is None:
            return []
        return [
            one
            for one in months.pair_months(active(scope), [term], until=scope.until)
            if one.judged.is_due and one.month.days[1] <= scope.until
        ]

    return load_once(("mentoring.months", scope), load)
