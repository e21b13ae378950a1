"""A class as its teachers and its screen see it."""

import datetime
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from school.civility.models import (
    ClassGoal,
    Domain,
    ItemKind,
    PointBatch,
    PointEntry,
    PointItemVersion,
    Seat,
    ThemeMonth,
)
from school.civility.queries import catalogue, ledger
from school.civility.rules.ledger import week_of
from school.people import queries as people
from school.people.models import SchoolClass, Student, Term
from school.people.rules import Week

RECENTLY = datetime.timedelta(days=14)
"""An item used within so many days stands among the first."""


def children(school_class: SchoolClass, day: datetime.date) -> list[Student]:
    """In the order of the register."""
    placed = people.placements_on(school_class.school_id, day).filter(school_class=school_class)
    return [one.student for one in placed.select_related("student").order_by("student")]


def seats(school_class: SchoolClass) -> dict[uuid.UUID, Seat]:
    return {one.student_id: one for one in Seat.objects.filter(school_class=school_class)}


def theme_items(theme: ThemeMonth | None) -> set[uuid.UUID]:
    return set(theme.items.values_list("item_id", flat=True)) if theme else set()


def recently_used(user_id: uuid.UUID, day: datetime.date) -> list[uuid.UUID]:
    """The items this person recorded lately, the last one first."""
    return list(
        PointBatch.objects.filter(created_by=user_id, occurred_on__gt=day - RECENTLY)
        .order_by()
        .values_list("item_version__item_id", flat=True)
        .annotate(last=Max("created_at"))
        .order_by("-last")
    )


def open_items(school_id: uuid.UUID, day: datetime.date) -> list[PointItemVersion]:
    """What may be recorded of this day, by code; deductions while the school allows them."""
    rows = catalogue.versions_on(school_id, day).filter(is_open=True)
    if not catalogue.limits_on(school_id, day).allows_deductions:
        rows = rows.exclude(kind=ItemKind.DEDUCTION)
    return list(rows)


@dataclass(frozen=True)
class Progress:
    goal: ClassGoal
    reached: int


def progress(school_class: SchoolClass, term: Term | None) -> Progress | None:
    """What the children's recognitions add up to beside what the class wants to reach."""
    goal = ClassGoal.objects.filter(school_class=school_class, term=term).first()
    if goal is None:
        return None
    return Progress(goal, of_class(school_class, goal.term_id)["points"])


def of_class(school_class: SchoolClass, term_id: uuid.UUID) -> dict[str, int]:
    return PointEntry.objects.filter(
        school_class=school_class, term_id=term_id, kind=ItemKind.RECOGNITION
    ).aggregate(points=Coalesce(Sum("points"), 0))


def recognitions(school_class: SchoolClass) -> QuerySet[Any]:
    """Those of the class that stand."""
    return ledger.standing().filter(school_class=school_class, kind=ItemKind.RECOGNITION)


def praise(school_class: SchoolClass, day: datetime.date) -> list[dict[str, Any]]:
    """What was noticed in this week, by item; whose it was stays out of it."""
    rows = (
        recognitions(school_class)
        .filter(occurred_on__range=week_of(day))
        .values("item_version__item__code", "item_version__name")
        .order_by("item_version__item__code", "item_version__name")
        .annotate(count=Count("pk"))
    )
    return [{"name": row["item_version__name"], "count": row["count"]} for row in rows]


@dataclass(frozen=True)
class Cell:
    """`week` is none for days that lie in no teaching week."""

    week: int | None
    domain: str
    points: int
    recognitions: int


def by_week(school_class: SchoolClass, term: Term) -> tuple[list[Week], list[Cell]]:
    """What was recognised in the class, by teaching week and domain."""
    weeks = people.weeks(term)
    sums: dict[tuple[int | None, str], list[int]] = defaultdict(lambda: [0, 0])
    days = (
        PointEntry.objects.filter(school_class=school_class, term=term, kind=ItemKind.RECOGNITION)
        .order_by()
        .values("occurred_on", "domain")
        .annotate(
            points=Sum("points"),
            given=Count("pk", filter=Q(reverses=None)),
            back=Count("pk", filter=Q(reverses__isnull=False)),
        )
    )
    for row in days:
        week = next((w.number for w in weeks if w.first <= row["occurred_on"] <= w.last), None)
        cell = sums[week, row["domain"]]
        cell[0] += row["points"]
        cell[1] += row["given"] - row["back"]
    order: list[int | None] = [None, *(week.number for week in weeks)]
    return weeks, [
        Cell(week, domain, *sums[week, domain])
        for week in order
        for domain in Domain.values
        if (week, domain) in sums
    ]


@dataclass
class Recognised:
    """One item as a family reads of it."""

    name: str
    count: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass
class Slip:
    student: Student
    recognitions: list[Recognised]


def slips(school_class: SchoolClass, term: Term, day: datetime.date) -> list[Slip]:
    """For each child of the class what was recognised in the term, in words, by the catalogue.

    Also what was recognised in a class before this one.
    """
    pupils = children(school_class, day)
    found: dict[uuid.UUID, dict[str, Recognised]] = defaultdict(dict)
    rows = (
        ledger.standing()
        .filter(student__in=pupils, term=term, kind=ItemKind.RECOGNITION)
        .order_by("item_version__item__code", "occurred_on", "pk")
        .values_list("student_id", "item_version__name", "batch__note")
    )
    for student_id, name, note in rows:
        one = found[student_id].setdefault(name, Recognised(name))
        one.count += 1
        if note and note not in one.notes:
            one.notes.append(note)
    return [Slip(one, list(found[one.pk].values())) for one in pupils]
