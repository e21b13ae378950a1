"""The children of a term, and which of them somebody recognised: for the figure and the report."""

import datetime
import uuid
from dataclasses import dataclass

from school.civility.models import ItemKind
from school.civility.queries.ledger import standing
from school.people.models import Placement, SchoolClass, Student, Term


@dataclass(frozen=True)
class Child:
    """A child of the term in the class it was in last."""

    student: Student
    school_class: SchoolClass
    joined_on: datetime.date
    """The first day at this school."""
    is_recognised: bool


def lessons_begin(term: Term) -> datetime.date:
    """The term's first day of lessons; that of its window while no stage is entered."""
    return min((stage.starts_on for stage in term.stages.all()), default=term.window_opens_on)


def children(
    term: Term, last: datetime.date, *, recorder_id: uuid.UUID | None = None
) -> list[Child]:
    """Every child at school between the first day of lessons and `last`, in register order.

    Recognised by anybody, or by one member of staff, within the term's window.
    """
    first = lessons_begin(term)
    if last < first:
        return []
    recognised = standing().filter(
        school_id=term.school_id,
        kind=ItemKind.RECOGNITION,
        occurred_on__range=(term.window_opens_on, last),
    )
    if recorder_id is not None:
        recognised = recognised.filter(recorder__staff_id=recorder_id)
    noticed = set(recognised.order_by().values_list("student_id", flat=True))
    stays = (
        Placement.objects.believed()
        .filter(school_id=term.school_id, student__taken_back_at=None, starts_on__lte=last)
        .select_related("student", "school_class")
        .order_by("student__student_number", "student_id", "starts_on")
    )
    joined: dict[uuid.UUID, datetime.date] = {}
    latest: dict[uuid.UUID, Placement] = {}
    for stay in stays:
        joined.setdefault(stay.student_id, stay.starts_on)
        if stay.ends_on is None or stay.ends_on >= first:
            latest[stay.student_id] = stay
    return [
        Child(stay.student, stay.school_class, joined[key], key in noticed)
        for key, stay in latest.items()
    ]
