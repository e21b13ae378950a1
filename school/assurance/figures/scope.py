"""What the figures of assurance count: cut to the scope asked about."""

from typing import Any

from django.db.models import Q, QuerySet

from school.assurance.queries import declarations as declared
from school.assurance.queries import inspections as looked
from school.assurance.queries import leading
from school.assurance.queries import pledges as pledged
from school.assurance.queries import supervision as said
from school.assurance.queries import surveys as surveyed
from school.assurance.queries.pledges import Line
from school.people.queries.scopes import is_whole_school
from school.shared.figures import Scope, load_once


def _is_school(scope: Scope) -> bool:
    """Asked of the school itself: what concerns no class and nobody alone is counted there only."""
    return is_whole_school(scope) and scope.staff_id is None


def _cut(scope: Scope, rows: QuerySet[Any], own: Q) -> QuerySet[Any]:
    """Of the whole school, or of one member of staff; of no class."""
    rows = rows.filter(school_id=scope.school_id)
    if not is_whole_school(scope):
        return rows.none()
    return rows if scope.staff_id is None else rows.filter(own)


def pledges(scope: Scope) -> list[Line]:
    """Who must sign the rounds of the term that have opened, by what is known on the day."""

    def load() -> list[Line]:
        if not is_whole_school(scope):
            return []
        rounds = pledged.rounds().filter(
            school_id=scope.school_id,
            term_id=scope.term_id,
            voided_at=None,
            opens_on__lte=scope.until,
        )
        by_round = pledged.lines(list(rounds), scope.as_of)
        return [
            line
            for lines in by_round.values()
            for line in lines
            if line.signer.is_owed and scope.staff_id in (None, line.staff.pk)
        ]

    return load_once(("assurance.pledges", scope), load)


def inspections(scope: Scope) -> QuerySet[Any]:
    rows = looked.inspections().filter(voided_at=None, inspected_on__range=scope.days)
    return _cut(scope, rows, Q(pk__in=looked.of_inspector(scope.staff_id)))


def findings(scope: Scope) -> QuerySet[Any]:
    """Of inspections of the term; of one person, those that are theirs to put right."""
    rows = looked.standing().filter(inspection__inspected_on__range=scope.days)
    return _cut(scope, rows, Q(owner_id=scope.staff_id))


def items(scope: Scope) -> QuerySet[Any]:
    rows = said.standing(scope.school_id).filter(received_on__range=scope.days)
    return rows if _is_school(scope) else rows.none()


def surveys(scope: Scope) -> QuerySet[Any]:
    """With results, closed in the term."""
    rows = surveyed.entered().filter(school_id=scope.school_id, closed_on__range=scope.days)
    return rows if _is_school(scope) else rows.none()


def members(scope: Scope) -> QuerySet[Any]:
    """Of the groups of the day, each membership once."""
    rows = leading.members().on(scope.until)
    running = Q(group__starts_on__lte=scope.until) & (
        Q(group__ends_on=None) | Q(group__ends_on__gte=scope.until)
    )
    return _cut(scope, rows.filter(running), Q(staff_id=scope.staff_id))


def tasks(scope: Scope) -> QuerySet[Any]:
    """Due on a day of the term, up to the day asked about."""
    rows = leading.tasks().filter(voided_at=None, due_on__range=scope.days)
    return _cut(scope, rows, Q(owner_id=scope.staff_id))


def declaration(scope: Scope, kind: str) -> QuerySet[Any]:
    """The one that stands for the term. What is signed after its window stands for it as well."""
    day = scope.as_of if scope.as_of <= scope.last else None
    rows = declared.declared(scope.school_id, scope.term_id, kind, signed_by=day)
    return rows if _is_school(scope) else rows.none()
