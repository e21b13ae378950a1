"""What a new school begins with: the five must-visits, a first policy, what may be noticed and
checked, which lessons are opened, what else the school does, what is pledged and inspected, what
people are selected for, what plans are made of, the form, the chain.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from config import activities, assurance, growth, lessons, points
from config import selections as selected
from school.activities.actions import kinds as activity_kinds
from school.assurance.actions import inspections, pledges
from school.civility.actions import catalogue, contests
from school.growth.actions.portfolios import publish_template
from school.observation.actions import campaigns, quotas, rubrics, strategies
from school.observation.models import Rubric
from school.people import queries as people
from school.people.models import Term, User
from school.recognition.actions import selections
from school.summaries.actions import setup
from school.visits.actions import care
from school.visits.models import CareCategory, Channel

FIVE = (
    ("economic_hardship", "特困生", "送温暖"),
    ("learning_difficulty", "学困生", "送信心"),
    ("single_parent", "单亲生", "送指导"),
    ("migrant_family", "新市民", "送亲情"),
    ("inclusive_education", "随班生", "送关爱"),
)
TITLE = "五必访家访要求"
WITHOUT: Mapping[str, Any] = {
    "section": "",
    "levels": None,
    "weight": 0,
    "is_bonus": False,
    "options": (),
}
"""What a criterion has that says nothing of it."""


@transaction.atomic
def furnish_school(*, by: User, term: Term) -> None:
    """Once for each school; the school changes all of it later as its own data.

    The first version asks for one visit a term, at home, in every category.
    """
    school = by.school
    categories = [
        care.name_category(
            by=by, school=school, code=code, name=name, purpose=purpose, position=position
        )
        for position, (code, name, purpose) in enumerate(FIVE, 1)
    ]
    first = care.draft_policy(
        by=by,
        title=TITLE,
        effective_from=term.window_opens_on,
        rules=[
            {"category": category, "accepted_channels": [Channel.ON_SITE]}
            for category in categories
        ],
    )
    care.publish_policy(by=by, version_id=first.pk)
    for item in points.ITEMS:
        catalogue.add_item(by=by, effective_from=first_day(term), **item)
    catalogue.set_limits(by=by, effective_from=first_day(term), **points.LIMITS)
    for look in points.CONTEST_ITEMS:
        contests.add_item(by=by, **look)
    furnish_lessons(by=by, starts_on=first_day(term))
    furnish_selections(by=by)
    furnish_activities(by=by)
    furnish_assurance(by=by, starts_on=first_day(term))
    furnish_growth(by=by)
    setup.adopt_template(school, by=by)
    setup.set_default_chain(school, by=by)


@transaction.atomic
def furnish_lessons(*, by: User, starts_on: datetime.date) -> None:
    """Rubrics that are published, the kinds of lessons that go by them, tags and quotas."""
    found = {one["code"]: _published(one, by=by) for one in lessons.RUBRICS}
    for kind in lessons.KINDS:
        chosen = found.get(kind.get("rubric", ""))
        campaigns.add_kind(by=by, **{**kind, "rubric": chosen})
    for name in lessons.TAGS:
        strategies.add_tag(by=by, name=name)
    for quota in lessons.QUOTAS:
        quotas.set_quota(by=by, starts_on=starts_on, **quota)
    rubrics.set_limits(by=by, effective_from=max(starts_on, timezone.localdate()), **lessons.LIMITS)


@transaction.atomic
def furnish_selections(*, by: User) -> None:
    for kind in selected.KINDS:
        selections.add_kind(by=by, **kind)


@transaction.atomic
def furnish_activities(*, by: User) -> None:
    for kind in activities.KINDS:
        activity_kinds.add_kind(by=by, **kind)


def furnish_assurance(*, by: User, starts_on: datetime.date) -> None:
    """The two pledges with whom they bind, and what is inspected. Nobody is asked to sign yet."""
    for one in assurance.PLEDGES:
        words = {name: one[name] for name in ("code", "kind", "title")}
        pledges.publish_version(
            by=by,
            form=pledges.add_form(by=by, **words),
            text=one["text"],
            effective_from=starts_on,
            layers=assurance.LAYERS,
        )
    for code, name in assurance.INSPECTION_KINDS:
        inspections.add_kind(by=by, code=code, name=name)


@transaction.atomic
def furnish_growth(*, by: User) -> None:
    """What plans are made of, for the four career stages."""
    for one in growth.TEMPLATES:
        publish_template(by=by, **one)


def _published(one: Mapping[str, Any], *, by: User) -> Rubric:
    rubric = rubrics.add_rubric(by=by, code=one["code"], name=one["name"])
    draft = rubric.versions.get()
    rubrics.write_draft(
        by=by,
        version_id=draft.pk,
        expected=draft.edition,
        changes={
            "criteria": [{**WITHOUT, **criterion} for criterion in one["criteria"]],
            "grades": one["grades"],
            "bonus_most": one["bonus_most"],
        },
    )
    rubrics.publish_version(by=by, version_id=draft.pk, expected=draft.edition + 1)
    return rubric


def first_day(term: Term) -> datetime.date:
    """From when points may be given: the running term's first day, or today before any term."""
    today = timezone.localdate()
    return term.window_opens_on if term.window_opens_on <= today <= term.window_closes_on else today


def is_furnished(by: User) -> bool:
    return CareCategory.objects.filter(school_id=by.school_id).exists()


def first_term(by: User) -> Term | None:
    return people.terms(by.school_id).first()
