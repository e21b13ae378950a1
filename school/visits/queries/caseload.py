"""The board by teacher and by class: the same obligations, put to those who answer for them."""

import datetime
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from school.people import queries as people
from school.people.models import SchoolClass, StaffMember, Term
from school.people.rules import class_name, grade_of
from school.visits.queries.obligations import Board
from school.visits.rules.obligations import OPEN, HandOverFact, Obligation, State

NOBODY = "nobody"
"""The key of what nobody answers for, because the post is empty."""


@dataclass(frozen=True)
class Load:
    """What one teacher answers for; `staff_id` is None where nobody does."""

    staff_id: uuid.UUID | None
    name: str
    classes: tuple[SchoolClass, ...]
    obligations: tuple[Obligation, ...]

    @property
    def key(self) -> str:
        return str(self.staff_id) if self.staff_id else NOBODY

    @property
    def by_state(self) -> Counter[State]:
        return Counter(one.state for one in self.obligations)

    @property
    def owed(self) -> int:
        return sum(one.is_owed for one in self.obligations)

    @property
    def children(self) -> int:
        return len({one.student_id for one in self.obligations if one.is_owed})

    @property
    def received(self) -> int:
        """Of these children, those handed over."""
        return len(
            {
                one.student_id
                for one in self.obligations
                if any(isinstance(post, HandOverFact) for post in one.responsible)
            }
        )


def answers_for(one: Obligation, key: str) -> bool:
    """Whether this teacher, or nobody, answers for it."""
    if key == NOBODY:
        return not one.responsible
    return any(str(post.staff_id) == key for post in one.responsible)


def loads(obligations: Iterable[Obligation], board: Board) -> list[Load]:
    """By teacher, in the order of the classes; what was handed over moves nobody up or down.

    What two answer for together stands with both.
    """
    rows: defaultdict[uuid.UUID | None, list[Obligation]] = defaultdict(list)
    names: dict[uuid.UUID | None, str] = {None: ""}
    for one in obligations:
        for post in one.responsible:
            names[post.staff_id] = post.name
            rows[post.staff_id].append(one)
        if not one.responsible:
            rows[None].append(one)

    def place(school_class: SchoolClass) -> tuple[int, int]:
        return -school_class.cohort_year, school_class.number

    def own(staff_id: uuid.UUID | None) -> tuple[SchoolClass, ...]:
        placed = {
            board.class_of(one).pk: board.class_of(one)
            for one in rows[staff_id]
            if not any(isinstance(post, HandOverFact) for post in one.responsible)
        }
        return tuple(sorted(placed.values(), key=place))

    def order(load: Load) -> tuple[Any, ...]:
        first = place(load.classes[0]) if load.classes else (0, 0)
        return load.staff_id is None, not load.classes, first, load.key

    return sorted(
        (Load(staff, names[staff], own(staff), tuple(found)) for staff, found in rows.items()),
        key=order,
    )


def grade_in(board: Board, one: Obligation) -> int:
    """The grade of the child's class, as it is counted in the term."""
    school_class = board.class_of(one)
    return grade_of(school_class.stage, school_class.cohort_year, board.term.closes_on)


def in_grade(board: Board, grade: int | None) -> list[Obligation]:
    """The obligations of the children of this grade, as it is counted in the term."""

    return [one for one in board.obligations if grade in (None, grade_in(board, one))]


@dataclass(frozen=True)
class ClassStanding:
    """Where one class stands: numbers, and nothing of any child."""

    school_class: SchoolClass
    name: str
    homeroom: StaffMember | None
    obligations: tuple[Obligation, ...]

    def count(self, *states: State) -> int:
        return sum(one.state in states for one in self.obligations)

    @property
    def owed(self) -> int:
        return sum(one.is_owed for one in self.obligations)

    @property
    def open(self) -> int:
        return self.count(*OPEN)

    @property
    def next_due_on(self) -> datetime.date | None:
        """The next last day of what is open and not overdue."""
        days = [o.due_on for o in self.obligations if o.is_open and o.state != State.OVERDUE]
        return min(days, default=None)

    @property
    def due_by_then(self) -> int:
        day = self.next_due_on
        return sum(
            one.is_open and one.state != State.OVERDUE and one.due_on == day
            for one in self.obligations
        )


def standings(term: Term, board: Board) -> list[ClassStanding]:
    """Every class of the school on the board's day, those owed nothing too, in their order."""
    by_class: defaultdict[uuid.UUID, list[Obligation]] = defaultdict(list)
    for one in board.obligations:
        by_class[one.placement.school_class_id].append(one)
    day = min(board.as_of, board.term.closes_on)
    named = {one.pk: one for one in people.classes(term.school_id, board.term.closes_on)}
    named |= {pk: board.classes[pk] for pk in by_class}
    teachers = people.homeroom_teachers(term.school_id, day)
    ordered: Sequence[SchoolClass] = sorted(
        named.values(), key=lambda one: (-one.cohort_year, one.number)
    )
    return [
        ClassStanding(
            school_class=one,
            name=class_name(one, board.term.closes_on),
            homeroom=teachers.get(one.pk),
            obligations=tuple(by_class[one.pk]),
        )
        for one in ordered
    ]
