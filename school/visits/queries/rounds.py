"""Rounds with their lists, and whom a plan might name."""

import datetime
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from school.people.models import Student, Term
from school.visits.models import HomeVisit, RoundMember, RoundStop, VisitRound
from school.visits.queries.general import general_board
from school.visits.queries.lists import placed
from school.visits.queries.obligations import board


def visit_rounds() -> QuerySet[VisitRound]:
    """With who goes, the families in order, and the visits that stand."""
    return VisitRound.objects.select_related("created_by__staff").prefetch_related(
        Prefetch("members", RoundMember.objects.select_related("staff").order_by("pk")),
        Prefetch("stops", RoundStop.objects.select_related("student").order_by("position")),
        placed("stops__student__", timezone.localdate()),
        Prefetch(
            "visits",
            HomeVisit.objects.filter(voided_at=None).defer("narrative").order_by("created_at"),
        ),
    )


def visited_students(row: VisitRound) -> set[uuid.UUID]:
    """The children of whom a visit in this round stands."""
    rows = HomeVisit.objects.filter(visit_round=row, voided_at=None)
    return set(rows.values_list("student_id", flat=True))


@dataclass(frozen=True)
class Suggestion:
    """A child that a plan might name. `purposes` only where the planner may know."""

    student: Student
    class_id: uuid.UUID
    class_name: str
    general: bool
    purposes: list[str]


def suggestions(
    term: Term,
    *,
    as_of: datetime.date,
    students: Collection[uuid.UUID] | None,
    known: Collection[uuid.UUID] | None,
) -> list[Suggestion]:
    """Whom something is owed, in class order. For those of whom the planner may not know, only
    the general visit counts, so that the list gives no category away.

    `students`: whom the planner may name; `known`: of whom the planner may know; None is everybody.
    """
    owed = board(term, as_of=as_of, students=known)
    purposes: dict[uuid.UUID, list[str]] = {}
    for one in owed.obligations:
        if one.is_open and (students is None or one.student_id in students):
            named = owed.categories[one.category_id].purpose
            purposes.setdefault(one.student_id, []).append(named)
    year = general_board(term, as_of=as_of, students=students)
    open_general = {child.student_id for child in year.children if child.is_open}
    found: dict[uuid.UUID, tuple[tuple[int, int, str], Suggestion]] = {}
    for obligation in owed.obligations:
        if obligation.student_id in purposes:
            found[obligation.student_id] = (
                owed.class_order(obligation),
                Suggestion(
                    owed.students[obligation.student_id],
                    owed.class_of(obligation).pk,
                    owed.class_name(obligation),
                    obligation.student_id in open_general,
                    purposes[obligation.student_id],
                ),
            )
    for child in year.children:
        if child.is_open and child.student_id not in found:
            found[child.student_id] = (
                year.class_order(child),
                Suggestion(
                    year.students[child.student_id],
                    year.class_of(child).pk,
                    year.class_name(child),
                    True,
                    [],
                ),
            )
    return [suggestion for _, suggestion in sorted(found.values(), key=lambda row: row[0])]
