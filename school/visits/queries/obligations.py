"""The board that the rules make of the facts of one term."""

import datetime
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from school.people import queries as people
from school.people.models import StaffMember, Term
from school.people.rules import class_name
from school.visits.models import CareCategory, FollowUp
from school.visits.queries.facts import Loaded, Named, load
from school.visits.rules import obligations as rules
from school.visits.rules.reasons import why


@dataclass(frozen=True)
class Board(Named):
    """The obligations of one term as of one day."""

    term: rules.TermFact
    as_of: datetime.date
    obligations: list[rules.Obligation]
    categories: dict[uuid.UUID, CareCategory]

    def class_name(self, one: rules.Obligation) -> str:
        """As the class is called in this term."""
        return class_name(self.class_of(one), self.term.closes_on)

    def why(self, one: rules.Obligation) -> str:
        return why(one, category=self.categories[one.category_id].name, term=self.term)


def find_term(school_id: uuid.UUID, term_id: uuid.UUID | None, as_of: datetime.date) -> Term | None:
    """The term with this id; without one, the term whose window holds the day."""
    if term_id is None:
        return people.current_term(school_id, as_of)
    return people.terms(school_id).filter(pk=term_id).first()


def board(
    term: Term,
    *,
    as_of: datetime.date,
    known_at: datetime.datetime | None = None,
    students: Collection[uuid.UUID] | None = None,
) -> Board:
    """What is owed in this term as of a day, as it was known at a moment (now, without one)."""
    return judged(load(term, as_of=as_of, known_at=known_at, students=students))


def judged(loaded: Loaded) -> Board:
    """In the order of classes, children and categories."""
    facts, categories = loaded.facts, loaded.categories

    def order(one: rules.Obligation) -> tuple[Any, ...]:
        return *loaded.class_order(one), categories[one.category_id].position

    rows = sorted(rules.judge(facts), key=order)
    return Board(loaded.students, loaded.classes, facts.term, facts.as_of, rows, categories)


def obligations(
    school_id: uuid.UUID,
    *,
    as_of: datetime.date,
    term_id: uuid.UUID | None = None,
    known_at: datetime.datetime | None = None,
    students: Collection[uuid.UUID] | None = None,
) -> Board | None:
    """The board of a term, or None when no term's window holds the day."""
    term = find_term(school_id, term_id, as_of)
    if term is None:
        return None
    return board(term, as_of=as_of, known_at=known_at, students=students)


def open_work(staff: StaffMember, today: datetime.date) -> dict[str, int]:
    """How much this person answers for today, and has not done."""
    found = obligations(staff.school_id, as_of=today)
    open_now = [
        one
        for one in (found.obligations if found else [])
        if one.is_open and any(post.staff_id == staff.pk for post in one.responsible)
    ]
    return {
        "visits_owed": len(open_now),
        "visits_overdue": sum(one.state == rules.State.OVERDUE for one in open_now),
        "children_owed": len({one.student_id for one in open_now}),
        "follow_ups_open": FollowUp.objects.filter(
            school_id=staff.school_id, owner=staff, closed_at=None, visit__voided_at=None
        ).count(),
    }
