"""Weeks of the contest, their checks, and the board of one week."""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from school.civility.models import ContestCheck, ContestItem, ContestResult, ContestWeek
from school.civility.rules import contests as rules
from school.people import queries as people
from school.people.models import SchoolClass
from school.people.rules import grade_of


def weeks() -> QuerySet[Any]:
    """The newest first, with the number of checks that stand, and in `given` the results that do.

    The order is said here: a query that counts drops the model's own.
    """
    results = ContestResult.objects.filter(retired_at=None).select_related("school_class")
    return (
        ContestWeek.objects.select_related("term__academic_year", "closed_by__staff")
        .prefetch_related(
            "term__stages",
            "term__holidays",
            Prefetch("results", results, to_attr="given"),
        )
        .annotate(checks_made=Count("checks", filter=Q(checks__voided_at=None)))
        .order_by("-monday")
    )


def checks() -> QuerySet[Any]:
    """With what a page shows of a check."""
    return ContestCheck.objects.select_related(
        "school_class", "item", "week", "created_by__staff", "voided_by__staff"
    )


@dataclass(frozen=True)
class Row:
    """A class of the board: what was seen of it, and what that gives. `score`: none unchecked;
    `has_flag`: none before the week is closed.
    """

    school_class: SchoolClass
    watched: rules.Watched
    marks: Mapping[uuid.UUID, rules.Mark]
    score: Any
    has_flag: bool | None


@dataclass(frozen=True)
class Board:
    """Every class of the week, grade by grade in the order of the classes."""

    week: ContestWeek
    items: list[ContestItem]
    rows: list[Row]

    @property
    def grades(self) -> dict[int, list[Row]]:
        found: dict[int, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.watched.grade, []).append(row)
        return dict(sorted(found.items()))


def watched(
    week: ContestWeek, *, today: datetime.date, kept: Mapping[uuid.UUID, int] | None = None
) -> tuple[dict[uuid.UUID, SchoolClass], list[rules.Watched], list[ContestItem]]:
    """The classes of the week with what was seen of each, and the items: those in use and those
    that were looked at. A class without a child on the day it is counted by is left out.

    `kept`: the sizes by which a week was closed.
    """
    day = rules.counted_on(week.monday, today=today)
    sizes = people.class_sizes(week.school_id, day) | dict(kept or {})
    classes = {one.pk: one for one in people.classes(week.school_id, day) if sizes.get(one.pk)}
    seen: dict[uuid.UUID, list[rules.Seen]] = {}
    standing = ContestCheck.objects.filter(week=week, voided_at=None).order_by("checked_on", "pk")
    for check in standing:
        one = rules.Seen(check.item_id, check.faults)
        seen.setdefault(check.school_class_id, []).append(one)
    looked_at = {one.item for found in seen.values() for one in found}
    items = ContestItem.objects.filter(school_id=week.school_id)
    found = [
        rules.Watched(
            key,
            grade_of(one.stage, one.cohort_year, day),
            sizes[key],
            tuple(seen.get(key, ())),
        )
        for key, one in classes.items()
    ]
    return classes, found, [one for one in items if one.is_active or one.pk in looked_at]


def as_rules(items: list[ContestItem]) -> dict[uuid.UUID, rules.Item]:
    return {one.pk: rules.Item(one.pk, one.full_marks, one.is_per_head) for one in items}


def board(week: Any, *, today: datetime.date) -> Board:
    """`week` as `weeks` gives it. A closed week shows the sizes and scores it was closed by."""
    given = {one.school_class_id: one for one in week.given}
    kept = {key: one.size for key, one in given.items()}
    classes, found, items = watched(week, today=today, kept=kept)
    by_key = as_rules(items)
    rows = []
    for one in found:
        result = given.get(one.key)
        marks = rules.marks_of(one, by_key)
        rows.append(
            Row(
                classes[one.key],
                one,
                marks,
                result.score if result is not None else rules.score(marks, by_key),
                None if week.closed_at is None else result is not None and result.has_flag,
            )
        )
    return Board(week, items, rows)
