"""Rubrics with their versions, and versions as the rules see them."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from school.observation.models import Criterion, CriterionOption, Rubric, RubricGrade, RubricVersion
from school.observation.rules import rubrics as rules


def rubrics() -> QuerySet[Any]:
    """With the keys of the newest published version and of the draft."""
    versions = RubricVersion.objects.filter(rubric=OuterRef("pk"))
    published = versions.filter(published_at__isnull=False).order_by("-number")
    return Rubric.objects.annotate(
        published_id=Subquery(published.values("pk")[:1]),
        published_number=Subquery(published.values("number")[:1]),
        draft_id=Subquery(versions.filter(published_at=None).values("pk")[:1]),
    )


def versions() -> QuerySet[Any]:
    """With all that a page shows of a version."""
    return RubricVersion.objects.select_related(
        "rubric", "published_by__staff", "created_by__staff"
    ).prefetch_related(*contents())


def contents(path: str = "") -> Sequence[Any]:
    """The criteria and grades of a version at the end of the path, in their order."""
    options = CriterionOption.objects.order_by("position")
    return (
        Prefetch(
            f"{path}criteria",
            Criterion.objects.order_by("position").prefetch_related(Prefetch("options", options)),
        ),
        Prefetch(f"{path}grades", RubricGrade.objects.order_by("-at_least")),
    )


def newest_published(rubric_id: uuid.UUID | None) -> RubricVersion | None:
    """What a record that begins now is written by."""
    if rubric_id is None:
        return None
    found: RubricVersion | None = (
        RubricVersion.objects.filter(rubric_id=rubric_id, published_at__isnull=False)
        .order_by("-number")
        .first()
    )
    return found


def as_criterion(row: Criterion) -> rules.Criterion:
    """`row` with its options."""
    return rules.Criterion(
        code=row.code,
        kind=row.kind,
        text=row.text,
        section=row.section,
        levels=row.levels or 0,
        weight=row.weight,
        is_bonus=row.is_bonus,
        options=tuple(str(one.pk) for one in row.options.all()),
    )


def as_bands(rows: Iterable[RubricGrade]) -> list[rules.Band]:
    return [rules.Band(one.name, one.at_least) for one in rows]


def as_answers(scores: Iterable[Any]) -> dict[str, rules.Answer]:
    """By the criterion's code; the rows with criterion and ticks."""
    return {
        one.criterion.code: rules.Answer(
            level=one.level,
            is_na=one.is_na,
            ticked=tuple(str(tick.option_id) for tick in one.ticks.all())
            if one.criterion.kind == "checklist" and not one.is_na
            else None,
            count=one.count,
            text=one.text,
        )
        for one in scores
    }


def result_of(version: Any, scores: Iterable[Any]) -> rules.Result:
    """`version` and `scores` with all that hangs on them."""
    return rules.result(
        [as_criterion(one) for one in version.criteria.all()],
        as_answers(scores),
        as_bands(version.grades.all()),
        bonus_most=version.bonus_most,
    )
