"""One obligation with all that its explanation names, as of a day and as known at a moment."""

import datetime
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from school.people import queries as people
from school.people.models import Student, Term
from school.visits.models import (
    CareCategory,
    Circumstance,
    Exemption,
    HomeVisit,
    VisitHandOver,
    VisitPolicyVersion,
)
from school.visits.queries import handovers
from school.visits.queries import obligations as boards
from school.visits.queries.facts import load
from school.visits.rules.explaining import Explanation, explain
from school.visits.rules.obligations import obligation_id


@dataclass(frozen=True)
class Case:
    """What an obligation's id stands for, whether or not anything is owed just then."""

    term: Term
    student: Student
    category: CareCategory

    @property
    def starts_on(self) -> datetime.date:
        """The first teaching day of the term."""
        days = [stage.starts_on for stage in self.term.stages.all()]
        return min(days, default=self.term.window_opens_on)


@dataclass(frozen=True)
class Told:
    """The explanation, None when nothing was owed then; and the rows behind its steps."""

    explanation: Explanation | None
    board: boards.Board
    circumstances: list[Circumstance]
    version: VisitPolicyVersion | None
    visits: dict[uuid.UUID, HomeVisit]
    exemptions: list[Exemption]
    hand_overs: list[VisitHandOver]


def find(school_id: uuid.UUID, wanted: str, students: Collection[uuid.UUID] | None) -> Case | None:
    """The term, child and category of this id, among these children (all, without them).

    Ids are computed and stand in no table. Whoever was ever in a category is asked, so that an
    id keeps its meaning when the register changes.
    """
    rows = Circumstance.objects.filter(school_id=school_id)
    if students is not None:
        rows = rows.filter(student_id__in=students)
    pairs = list(rows.order_by().values_list("student_id", "category_id").distinct())
    for term in people.terms(school_id):
        for student_id, category_id in pairs:
            if obligation_id(term.pk, student_id, category_id) == wanted:
                return Case(
                    term,
                    Student.objects.get(pk=student_id),
                    CareCategory.objects.get(pk=category_id),
                )
    return None


def tell(case: Case, *, as_of: datetime.date, known_at: datetime.datetime | None) -> Told:
    term, student, category = case.term, case.student, case.category
    loaded = load(term, as_of=as_of, known_at=known_at, students=[student.pk])
    found = explain(loaded.facts, student.pk, category.pk)
    window = (term.window_opens_on, term.window_closes_on)
    circumstances = (
        Circumstance.objects.believed(known_at)
        .overlapping(*window)
        .filter(student=student, category=category)
        .select_related("approved_by__staff")
        .defer("note")
        .order_by("starts_on")
    )
    version = None
    if found is not None:
        version = VisitPolicyVersion.objects.get(
            school_id=term.school_id, number=found.policy.number
        )
    attempts = [one.visit.id for one in found.attempts] if found else []
    visits = (
        HomeVisit.objects.filter(pk__in=attempts)
        .select_related("created_by__staff")
        .defer("narrative")
    )
    exemptions = Exemption.objects.filter(
        student=student, category=category, term=term
    ).select_related("created_by__staff", "approved_by__staff", "refused_by__staff")
    if known_at is not None:
        exemptions = exemptions.filter(created_at__lte=known_at)
    given = (
        handovers.hand_overs()
        .believed(known_at)
        .overlapping(*window)
        .filter(student=student)
        .order_by("starts_on")
    )
    return Told(
        explanation=found,
        board=boards.judged(loaded),
        circumstances=list(circumstances),
        version=version,
        visits={one.pk: one for one in visits},
        exemptions=list(exemptions.order_by("created_at")),
        hand_overs=list(given),
    )
