"""What a roll-over and a division of classes read of the books."""

import datetime
import uuid

from django.db.models import Q

from school.people import queries, rules
from school.people.models import AcademicYear, Placement, Post, SchoolClass, Term
from school.people.roles import PostKind
from school.people.rules import resplit, roll_over


def years(school_id: uuid.UUID) -> list[int]:
    return list(
        AcademicYear.objects.filter(school_id=school_id)
        .order_by("first_year")
        .values_list("first_year", flat=True)
    )


def roll_over_books(
    school_id: uuid.UUID, *, year: int, today: datetime.date, wanted_classes: int | None = None
) -> roll_over.Books:
    turns_on = datetime.date(year, rules.YEAR_TURNS_IN, 1)
    classes = [
        roll_over.ClassFact(one.pk, one.stage, one.cohort_year, one.number)
        for one in SchoolClass.objects.filter(school_id=school_id)
    ]
    gone = [
        one.id for one in classes if not rules.is_at_school(one.stage, one.cohort_year, turns_on)
    ]
    cohorts = {one.cohort_year for one in classes if one.id in set(gone)}
    return roll_over.Books(
        year=year,
        today=today,
        terms=[_term(term) for term in queries.terms(school_id)],
        classes=classes,
        stays=[
            roll_over.Held(
                one.pk, one.student.name, one.starts_on, one.ends_on, one.school_class_id
            )
            for one in Placement.objects.believed()
            .filter(school_id=school_id, school_class_id__in=gone)
            .select_related("student")
            .order_by("student__student_number", "starts_on")
        ],
        posts=[
            roll_over.Held(
                one.pk,
                one.staff.name,
                one.starts_on,
                one.ends_on,
                one.school_class_id,
                one.cohort_year,
                str(PostKind(one.kind).label),
            )
            for one in Post.objects.believed()
            .filter(school_id=school_id)
            .filter(
                Q(school_class_id__in=gone) | Q(kind=PostKind.GRADE_LEADER, cohort_year__in=cohorts)
            )
            .select_related("staff")
            .order_by("staff__staff_number", "starts_on")
        ],
        wanted_classes=wanted_classes,
    )


def _term(term: Term) -> roll_over.TermFact:
    return roll_over.TermFact(
        first_year=term.academic_year.first_year,
        ordinal=term.ordinal,
        opens_on=term.window_opens_on,
        closes_on=term.window_closes_on,
        stages=tuple((one.stage, one.starts_on, one.ends_on) for one in term.stages.all()),
    )


def cohort_children(
    school_id: uuid.UUID, *, stage: str, cohort_year: int, on: datetime.date
) -> list[resplit.ChildFact]:
    """The children of one cohort as they stand in their classes on the day."""
    placed = (
        queries.placements_on(school_id, on)
        .filter(school_class__stage=stage, school_class__cohort_year=cohort_year)
        .select_related("student")
        .order_by("school_class__number", "student__student_number")
    )
    return [
        resplit.ChildFact(
            one.student_id, one.student.student_number, one.student.name, one.school_class.number
        )
        for one in placed
    ]
