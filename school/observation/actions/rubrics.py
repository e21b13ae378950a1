"""Keeping rubrics: a draft is written as a whole, published once, and never changed after that."""

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from school.observation.models import (
    Criterion,
    CriterionOption,
    ObservationLimits,
    Rubric,
    RubricGrade,
    RubricVersion,
)
from school.observation.queries import rubrics
from school.observation.rules import limits as limit_rules
from school.observation.rules import rubrics as rules
from school.people.models import School, User
from school.shared import audit
from school.shared.constraints import refused_as
from school.shared.errors import Stale


@transaction.atomic
def add_rubric(*, by: User, code: str, name: str) -> Rubric:
    """With an empty draft."""
    with refused_as(rules.code_taken()):
        rubric = Rubric.objects.create(school_id=by.school_id, created_by=by, code=code, name=name)
    RubricVersion.objects.create(school_id=by.school_id, created_by=by, rubric=rubric, number=1)
    audit.note("add", rubric, by=by, changes={"code": [None, code], "name": [None, name]})
    return rubric


@transaction.atomic
def change_rubric(*, by: User, rubric_id: uuid.UUID, **changes: Any) -> Rubric:
    """Its name, and whether it is in use."""
    rubric = Rubric.objects.select_for_update(no_key=True).get(pk=rubric_id)
    told = {
        key: [getattr(rubric, key), value]
        for key, value in changes.items()
        if getattr(rubric, key) != value
    }
    for key, value in changes.items():
        setattr(rubric, key, value)
    rubric.save(update_fields=list(changes))
    audit.note("change", rubric, by=by, changes=told)
    return rubric


@transaction.atomic
def begin_draft(*, by: User, rubric_id: uuid.UUID) -> RubricVersion:
    """The next version, as the newest reads: what is published stays as it is."""
    rubric = Rubric.objects.select_for_update(no_key=True).get(pk=rubric_id)
    rules.check_no_draft(
        has_draft=RubricVersion.objects.filter(rubric=rubric, published_at=None).exists()
    )
    newest = rubrics.versions().filter(rubric=rubric).order_by("-number").first()
    draft = RubricVersion.objects.create(
        school_id=rubric.school_id,
        created_by=by,
        rubric=rubric,
        number=(newest.number if newest else 0) + 1,
        bonus_most=newest.bonus_most if newest else 5,
    )
    if newest is not None:
        _write(draft, [_columns(one) for one in newest.criteria.all()], by)
        _grade(draft, [_band(one) for one in newest.grades.all()], by)
    audit.note("draft", rubric, by=by, changes={"number": [None, draft.number]})
    return draft


@transaction.atomic
def write_draft(
    *, by: User, version_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> RubricVersion:
    """`changes`: whole lists of criteria or grades, `bonus_most`, `why`; the rest stays."""
    draft = RubricVersion.objects.select_for_update(no_key=True).get(pk=version_id)
    _check_edition(draft, expected)
    rules.check_draft(draft)
    if "criteria" in changes:
        rules.check_criteria([_as_rule(one) for one in changes["criteria"]])
        CriterionOption.objects.filter(criterion__version=draft).delete()
        Criterion.objects.filter(version=draft).delete()
        _write(draft, changes["criteria"], by)
    if "grades" in changes:
        rules.check_bands([rules.Band(**one) for one in changes["grades"]])
        RubricGrade.objects.filter(version=draft).delete()
        _grade(draft, changes["grades"], by)
    draft.bonus_most = changes.get("bonus_most", draft.bonus_most)
    draft.why = changes.get("why", draft.why)
    draft.edition += 1
    draft.save(update_fields=["bonus_most", "why", "edition"])
    audit.note("write", draft, by=by, changes={"fields": [None, sorted(changes)]})
    return draft


@transaction.atomic
def publish_version(*, by: User, version_id: uuid.UUID, expected: int) -> RubricVersion:
    """From now on records are begun by it; those begun before keep theirs."""
    draft = RubricVersion.objects.select_for_update(no_key=True).get(pk=version_id)
    _check_edition(draft, expected)
    rules.check_draft(draft)
    shown = rubrics.versions().get(pk=draft.pk)
    rules.check_publishable(
        [rubrics.as_criterion(one) for one in shown.criteria.all()],
        rubrics.as_bands(shown.grades.all()),
    )
    draft.published_at, draft.published_by = timezone.now(), by
    draft.save(update_fields=["published_at", "published_by"])
    audit.note("publish", draft, by=by, reason=draft.why, changes={"published": [False, True]})
    return draft


@transaction.atomic
def set_limits(*, by: User, effective_from: datetime.date, **limits: Any) -> ObservationLimits:
    School.objects.select_for_update(no_key=True).get(pk=by.school_id)
    limit_rules.check_later_day(effective_from, today=timezone.localdate())
    earlier = ObservationLimits.objects.filter(school_id=by.school_id)
    newest = earlier.aggregate(newest=Max("number"))["newest"] or 0
    made = ObservationLimits.objects.create(
        school_id=by.school_id,
        created_by=by,
        number=newest + 1,
        effective_from=effective_from,
        **limits,
    )
    told = {"effective_from": effective_from.isoformat(), **limits}
    changes = {
        name: [None, value if isinstance(value, int | str) else str(value)]
        for name, value in told.items()
        if name != "why"
    }
    audit.note("limit", made, by=by, reason=made.why, changes=changes)
    return made


# ---- parts ---------------------------------------------------------------------------------


def _check_edition(draft: RubricVersion, expected: int) -> None:
    if draft.edition != expected:
        raise Stale(_("Somebody changed this rubric since you read it."), current=None)


def _write(draft: RubricVersion, criteria: Iterable[Mapping[str, Any]], by: User) -> None:
    """One by one with its options: a rubric has some twenty lines."""
    for position, one in enumerate(criteria, 1):
        columns = {name: value for name, value in one.items() if name != "options"}
        row = Criterion.objects.create(
            school_id=draft.school_id,
            created_by=by,
            version=draft,
            position=position,
            **columns,
        )
        CriterionOption.objects.bulk_create(
            CriterionOption(
                school_id=draft.school_id, created_by=by, criterion=row, text=text, position=place
            )
            for place, text in enumerate(one.get("options", ()), 1)
        )


def _grade(draft: RubricVersion, grades: Sequence[Mapping[str, Any]], by: User) -> None:
    RubricGrade.objects.bulk_create(
        RubricGrade(school_id=draft.school_id, created_by=by, version=draft, **one)
        for one in grades
    )


def _columns(row: Criterion) -> dict[str, Any]:
    names = ("code", "section", "text", "kind", "levels", "weight", "is_bonus")
    options = [one.text for one in row.options.all()]
    return {**{name: getattr(row, name) for name in names}, "options": options}


def _band(row: RubricGrade) -> dict[str, Any]:
    return {"name": row.name, "at_least": row.at_least}


def _as_rule(columns: Mapping[str, Any]) -> rules.Criterion:
    return rules.Criterion(
        code=columns["code"],
        kind=columns["kind"],
        levels=columns.get("levels") or 0,
        weight=columns["weight"],
        is_bonus=columns["is_bonus"],
        options=tuple(columns.get("options", ())),
    )
