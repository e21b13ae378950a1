"""The year turns: planned from the books, written in one transaction, and once."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.people.actions import facts
from school.people.models import (
    AcademicYear,
    Ending,
    Placement,
    Post,
    PostEnding,
    RollOver,
    School,
    SchoolClass,
    Term,
    TermStage,
    User,
)
from school.people.queries import year as books
from school.people.rules import roll_over as rules
from school.shared import audit
from school.shared.errors import RuleBroken


def plan_roll_over(
    *, school_id: uuid.UUID, year: int, today: datetime.date, classes: int | None = None
) -> rules.Plan:
    """What the roll-over would write. Writes nothing."""
    rules.check_year(year, today, books.years(school_id))
    return rules.plan(
        books.roll_over_books(school_id, year=year, today=today, wanted_classes=classes)
    )


@transaction.atomic
def roll_over(
    *,
    school_id: uuid.UUID,
    by: User | None,
    year: int,
    digest: str,
    classes: int | None = None,
) -> RollOver:
    """Writes the plan that was looked at. Raises RuleBroken `plan_changed` when it is another one
    by now, `has_conflicts` when something is in doubt, `nothing_to_do` when all is written.
    """
    # One of these of a school at a time; other rows may still point to the school meanwhile.
    School.objects.select_for_update(no_key=True).get(pk=school_id)
    plan = plan_roll_over(
        school_id=school_id, year=year, today=timezone.localdate(), classes=classes
    )
    if plan.is_empty:
        raise RuleBroken("nothing_to_do", _("This year is rolled over already. Nothing is left."))
    if plan.digest != digest:
        raise RuleBroken(
            "plan_changed", _("The school's data changed after the check. Look at the plan again.")
        )
    if plan.conflicts:
        raise RuleBroken("has_conflicts", plan.conflicts[0])
    now = timezone.now()
    for term in plan.terms:
        _open_term(term, school_id=school_id, by=by, now=now)
    SchoolClass.objects.bulk_create(
        SchoolClass(
            school_id=school_id,
            stage=stage,
            cohort_year=cohort_year,
            number=number,
            created_by=by,
            created_at=now,
        )
        for stage, cohort_year, number in plan.new_classes
    )
    for stay in Placement.objects.filter(pk__in=[one.id for one in plan.stays]):
        facts.rewrite(stay, by=by, now=now, ends_on=plan.last_day, ended=Ending.GRADUATED)
    for post in Post.objects.filter(pk__in=[one.id for one in plan.posts]):
        if post.starts_on > plan.last_day:
            facts.retire(post, by=by, now=now)
        else:
            facts.rewrite(post, by=by, now=now, ends_on=plan.last_day, ended=PostEnding.YEAR_ENDED)
    made = RollOver.objects.create(
        school_id=school_id,
        created_by=by,
        created_at=now,
        first_year=year,
        last_day=plan.last_day,
        graduated=len(plan.stays),
        posts_ended=len(plan.posts),
        classes_made=len(plan.new_classes),
        terms_opened=len(plan.terms),
    )
    audit.note(
        "roll_over",
        made,
        by=by,
        changes={
            "first_year": [None, year],
            "last_day": [None, plan.last_day.isoformat()],
            "graduated": [None, made.graduated],
            "posts_ended": [None, made.posts_ended],
            "classes_made": [None, made.classes_made],
            "terms_opened": [None, made.terms_opened],
        },
    )
    return made


def _open_term(
    fact: rules.TermFact, *, school_id: uuid.UUID, by: User | None, now: datetime.datetime
) -> None:
    of_all = {"school_id": school_id, "created_by": by, "created_at": now}
    year = AcademicYear.objects.filter(school_id=school_id, first_year=fact.first_year).first()
    term = Term.objects.create(
        academic_year=year or AcademicYear.objects.create(first_year=fact.first_year, **of_all),
        ordinal=fact.ordinal,
        window_opens_on=fact.opens_on,
        window_closes_on=fact.closes_on,
        **of_all,
    )
    TermStage.objects.bulk_create(
        TermStage(term=term, stage=stage, starts_on=first, ends_on=last, **of_all)
        for stage, first, last in fact.stages
    )
