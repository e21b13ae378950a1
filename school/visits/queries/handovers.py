"""Who was given whose visits, and who answers for a child on a day."""

import datetime
import uuid
from collections.abc import Collection

from django.db.models import Prefetch
from django.utils import timezone

from school.people import queries as people
from school.people.models import Placement, Term
from school.shared.models import DatedFactQuerySet
from school.visits.models import VisitHandOver
from school.visits.queries import obligations as boards


def hand_overs() -> DatedFactQuerySet:
    """With all that a page shows of a hand-over; retired ones too."""
    placements = (
        Placement.objects.believed().on(timezone.localdate()).select_related("school_class")
    )
    rows: DatedFactQuerySet = VisitHandOver.objects.select_related(
        "student", "from_staff", "to_staff", "created_by__staff", "retired_by__staff"
    ).prefetch_related(Prefetch("student__placements", placements, to_attr="placed"))
    return rows


def placed_on(
    school_id: uuid.UUID, students: Collection[uuid.UUID], day: datetime.date
) -> dict[uuid.UUID, uuid.UUID]:
    """Child -> its class on the day."""
    placed = people.placements_on(school_id, day).filter(student_id__in=students)
    return dict(placed.values_list("student_id", "school_class_id"))


def answering(
    term: Term | None, students: Collection[uuid.UUID], day: datetime.date
) -> dict[uuid.UUID, uuid.UUID]:
    """Child -> who answers for its visits on the day.

    Where nothing is owed it is the receiver of a hand-over, else the homeroom teacher.
    """
    if term is None:
        return {}
    classes = placed_on(term.school_id, students, day)
    teachers = people.homeroom_teachers(term.school_id, day)
    found = {
        student: teachers[school_class].pk
        for student, school_class in classes.items()
        if school_class in teachers
    }
    received = VisitHandOver.objects.believed().on(day).filter(student_id__in=students)
    found |= dict(received.values_list("student_id", "to_staff_id"))
    for one in boards.board(term, as_of=day, students=students).obligations:
        if one.responsible:
            found[one.student_id] = one.responsible[0].staff_id
    return found
