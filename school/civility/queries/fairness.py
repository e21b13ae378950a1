"""Whom recognitions reach: the share of a term's children, by grade, class and joining.

Classes stand in their order, never in that of the numbers.
"""

import datetime
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from school.civility.queries.children import Child, children, lessons_begin
from school.civility.rules.fairness import Share, hidden_in_two_tables, hidden_shares
from school.people.models import Term
from school.people.rules import class_name, grade_name, grade_of

HERE, JOINED = "here", "joined"


@dataclass(frozen=True)
class Told:
    """One line of the report: a share, or that it is not told."""

    share: Share
    is_suppressed: bool


@dataclass(frozen=True)
class FairnessReport:
    by_grade: Sequence[Told]
    by_class: Sequence[Told]
    by_joining: Sequence[Told]


def fairness(term: Term, today: datetime.date) -> FairnessReport:
    last = min(today, term.window_closes_on)
    begins = lessons_begin(term)
    found = children(term, last)

    def grade(child: Child) -> int:
        one = child.school_class
        return grade_of(one.stage, one.cohort_year, term.window_closes_on)

    found.sort(key=lambda child: (grade(child), child.school_class.number))
    grades = _shares(found, grade, lambda child: grade_name(grade(child)))
    classes = _shares(
        found,
        lambda child: child.school_class.pk,
        lambda child: class_name(child.school_class, last),
        within=grade,
    )
    labels = {HERE: _("Here from the term's first day"), JOINED: _("Joined during the term")}

    def joining(child: Child) -> str:
        return JOINED if child.joined_on > begins else HERE

    joined = _shares(sorted(found, key=joining), joining, lambda child: labels[joining(child)])
    hidden_grades, hidden_classes = hidden_in_two_tables(grades, classes)
    return FairnessReport(
        _told(grades, hidden_grades),
        _told(classes, hidden_classes),
        _told(joined, hidden_shares(joined, frozenset())),
    )


def _shares(
    found: Iterable[Child],
    key: Callable[[Child], Hashable],
    label: Callable[[Child], str],
    *,
    within: Callable[[Child], Hashable] = lambda child: None,
) -> list[Share]:
    grouped: dict[Hashable, list[Child]] = {}
    for child in found:
        grouped.setdefault(key(child), []).append(child)
    return [
        Share(
            name,
            label(group[0]),
            sum(one.is_recognised for one in group),
            len(group),
            within(group[0]),
        )
        for name, group in grouped.items()
    ]


def _told(shares: Iterable[Share], hidden: frozenset[Hashable]) -> list[Told]:
    return [Told(one, one.key in hidden) for one in shares]
