"""Dividing a cohort into classes anew: planned from a list, then written whole or not at all."""

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.people.actions import placements
from school.people.models import Beginning, Resplit, School, SchoolClass, Student, User
from school.people.queries import year as books
from school.people.rules import is_at_school
from school.people.rules import placements as stays
from school.people.rules import resplit as rules
from school.shared import audit
from school.shared.errors import InputRefused, RuleBroken

DAY = datetime.timedelta(days=1)


def plan_resplit(
    *,
    by: User,
    stage: str,
    cohort_year: int,
    starts_on: datetime.date,
    classes: int,
    wanted: Sequence[tuple[str, int]],
) -> rules.Plan:
    """What the division would change. Writes nothing."""
    stays.check_near("starts_on", starts_on, timezone.localdate())
    if not is_at_school(stage, cohort_year, starts_on):
        raise InputRefused("cohort_year", "not_here", _("This cohort is not at school on the day."))
    there = SchoolClass.objects.filter(
        school_id=by.school_id, stage=stage, cohort_year=cohort_year
    ).values_list("number", flat=True)
    return rules.plan(
        stage=stage,
        cohort_year=cohort_year,
        starts_on=starts_on,
        classes=classes,
        children=books.cohort_children(
            by.school_id, stage=stage, cohort_year=cohort_year, on=starts_on
        ),
        wanted=wanted,
        there=list(there),
    )


@transaction.atomic
def resplit(
    *,
    by: User,
    stage: str,
    cohort_year: int,
    starts_on: datetime.date,
    classes: int,
    wanted: Sequence[tuple[str, int]],
    digest: str,
    reason: str,
) -> Resplit:
    """Every child of the cohort is in its class from the day on; the days before stay."""
    School.objects.select_for_update(no_key=True).get(pk=by.school_id)
    plan = plan_resplit(
        by=by,
        stage=stage,
        cohort_year=cohort_year,
        starts_on=starts_on,
        classes=classes,
        wanted=wanted,
    )
    if plan.digest != digest:
        raise RuleBroken(
            "plan_changed", _("The school's data changed after the check. Look at the plan again.")
        )
    if plan.problems:
        raise RuleBroken("has_conflicts", plan.problems[0])
    for number in plan.new_numbers:
        placements.open_class(by=by, stage=stage, cohort_year=cohort_year, number=number)
    rows = {
        one.number: one
        for one in SchoolClass.objects.filter(
            school_id=by.school_id, stage=stage, cohort_year=cohort_year
        )
    }
    moving = [one for one in plan.changes if one.moves]
    students = Student.objects.in_bulk([one.child.id for one in moving])
    for one in moving:
        placements.move(
            by=by,
            student=students[one.child.id],
            school_class=rows[one.number],
            starts_on=starts_on,
            reason=reason,
            kind=Beginning.RESPLIT,
        )
    made = Resplit.objects.create(
        school_id=by.school_id,
        created_by=by,
        stage=stage,
        cohort_year=cohort_year,
        starts_on=starts_on,
        classes=classes,
        moved=plan.moved,
        stayed=len(plan.changes) - plan.moved,
    )
    audit.note(
        "resplit",
        made,
        by=by,
        reason=reason,
        changes={"classes": [None, classes], "moved": [None, plan.moved]},
    )
    return made
