"""What the ledger adds up to: for caps, for a child, and for the proof of all totals."""

import datetime
import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from school.civility.models import (
    Domain,
    ItemKind,
    PointAppeal,
    PointBatch,
    PointEntry,
    PointItem,
    PointTotal,
)
from school.civility.rules.checks import SAME_GESTURE
from school.civility.rules.ledger import Counted, fingerprint, month_of, week_of
from school.people import queries as people
from school.people.models import Student, Term, User


def entries() -> QuerySet[Any]:
    """With what a page shows of an entry; `raised` holds the appeal that was not withdrawn."""
    return PointEntry.objects.select_related(
        "school_class",
        "item_version__item",
        "batch",
        "recorder__staff",
        "reversal__created_by__staff",
    ).prefetch_related(
        Prefetch("student", people.students(timezone.localdate())),
        Prefetch("appeals", PointAppeal.objects.filter(withdrawn_at=None), to_attr="raised"),
    )


def batches() -> QuerySet[Any]:
    """With what a page shows of a gesture; `given` are its entries, counter-entries left out."""
    given = (
        PointEntry.objects.filter(reverses=None)
        .select_related("reversal")
        .prefetch_related(Prefetch("student", people.students(timezone.localdate())))
        .order_by("pk")
    )
    return PointBatch.objects.select_related("item_version__item").prefetch_related(
        Prefetch("entries", given, to_attr="given")
    )


def standing() -> QuerySet[Any]:
    """The entries that stand: neither taken back nor counter-entries themselves."""
    taken_back = PointEntry.objects.filter(reverses=OuterRef("pk"))
    return PointEntry.objects.filter(~Exists(taken_back), reverses=None)


def _points(condition: Q) -> Coalesce:
    return Coalesce(Sum("points", filter=condition), 0)


def counted(
    item: PointItem,
    students: Collection[uuid.UUID],
    recorder_id: uuid.UUID,
    day: datetime.date,
) -> dict[uuid.UUID, Counted]:
    """Child -> what counts already, totals left out. To be asked under the locks of an award."""
    week, month = week_of(day), month_of(day)
    of_item = Q(item_version__item=item)
    recognised = Q(kind=ItemKind.RECOGNITION)
    teacher_day = PointEntry.objects.filter(
        recognised, recorder_id=recorder_id, occurred_on=day
    ).aggregate(points=Coalesce(Sum("points"), 0))["points"]
    rows = (
        PointEntry.objects.filter(
            student_id__in=students,
            occurred_on__range=(min(week[0], month[0]), max(week[1], month[1])),
        )
        .order_by()
        .values("student_id")
        .annotate(
            item_day=_points(of_item & Q(occurred_on=day)),
            item_week=_points(of_item & Q(occurred_on__range=week)),
            item_month=_points(of_item & Q(occurred_on__range=month)),
            student_day=_points(recognised & Q(occurred_on=day)),
        )
    )
    found = {row.pop("student_id"): Counted(teacher_day=teacher_day, **row) for row in rows}
    return {one: found.get(one, Counted(teacher_day=teacher_day)) for one in students}


def just_recorded(
    item: PointItem,
    students: Sequence[Student],
    by: User,
    day: datetime.date,
    noticed_at: datetime.datetime,
) -> list[str]:
    """The names of those to whom this person gave the same within a minute of this moment."""
    around = (noticed_at - SAME_GESTURE, noticed_at + SAME_GESTURE)
    given = standing().filter(
        student__in=students,
        recorder=by,
        occurred_on=day,
        item_version__item=item,
        batch__noticed_at__range=around,
    )
    keys = set(given.values_list("student_id", flat=True))
    return [one.name for one in students if one.pk in keys]


@dataclass(frozen=True)
class Account:
    """What a child's entries of a term add up to, and the entries: the first is their sum."""

    points: int
    recognitions: int
    by_domain: dict[str, tuple[int, int]]
    entries: list[PointEntry]


def account(rows: QuerySet[Any], student: Student, term: Term) -> Account:
    """Of the rows that somebody may know. Reminders count for nothing, known or not."""
    found = list(rows.filter(student=student, term=term))
    sums = {domain: [0, 0] for domain in Domain.values}
    for one in found:
        sums[one.domain][0] += one.points
        if one.kind == ItemKind.RECOGNITION:
            sums[one.domain][1] += 1 if one.reverses_id is None else -1
    by_domain = {domain: (points, given) for domain, (points, given) in sums.items()}
    return Account(
        points=sum(points for points, _given in by_domain.values()),
        recognitions=sum(given for _points, given in by_domain.values()),
        by_domain=by_domain,
        entries=found,
    )


@dataclass(frozen=True)
class Finding:
    """One thing that does not add up: which row, and what it says beside what it should say."""

    kind: str
    row: uuid.UUID
    says: str
    should: str


def findings(school_id: uuid.UUID) -> Iterator[Finding]:
    """What is wrong with the ledger and its totals; nothing, in a house in order."""
    yield from _changed_rows(school_id)
    yield from _broken_pairs(school_id)
    yield from _short_batches(school_id)
    yield from _wrong_totals(school_id)


def _changed_rows(school_id: uuid.UUID) -> Iterator[Finding]:
    for row in PointEntry.objects.filter(school_id=school_id).order_by("pk").iterator(2_000):
        expected = fingerprint(row)
        if row.fingerprint != expected:
            yield Finding("entry_changed", row.pk, row.fingerprint[:12], expected[:12])


def _broken_pairs(school_id: uuid.UUID) -> Iterator[Finding]:
    """A counter-entry that does not cancel its original in every sum."""
    same = ("student", "school_class", "term", "item_version", "recorder", "occurred_on", "kind")
    off = Q(points=-F("reverses__points"), worth=-F("reverses__worth"))
    for name in same:
        off &= Q(**{name: F(f"reverses__{name}")})
    rows = PointEntry.objects.filter(school_id=school_id, reverses__isnull=False).exclude(off)
    for row in rows.select_related("reverses"):
        yield Finding("pair_broken", row.pk, f"{row.points:+d}", f"{-row.reverses.points:+d}")


def _short_batches(school_id: uuid.UUID) -> Iterator[Finding]:
    """A batch that has lost or gained a child."""
    rows = (
        PointBatch.objects.filter(school_id=school_id)
        .annotate(stored=Count("entries", filter=Q(entries__reverses=None)))
        .exclude(stored=F("count"))
        .order_by("pk")
    )
    for row in rows:
        yield Finding("batch_incomplete", row.pk, str(row.stored), str(row.count))


def _wrong_totals(school_id: uuid.UUID) -> Iterator[Finding]:
    recognised = Q(kind=ItemKind.RECOGNITION)
    sums = {
        (row["student_id"], row["term_id"]): (row["points"], row["first"] - row["back"])
        for row in PointEntry.objects.filter(school_id=school_id)
        .order_by()
        .values("student_id", "term_id")
        .annotate(
            points=Coalesce(Sum("points"), 0),
            first=Count("pk", filter=recognised & Q(reverses=None)),
            back=Count("pk", filter=recognised & Q(reverses__isnull=False)),
        )
    }
    for total in PointTotal.objects.filter(school_id=school_id).order_by("pk").iterator(2_000):
        expected = sums.pop((total.student_id, total.term_id), (0, 0))
        if (total.points, total.recognitions) != expected:
            says = f"{total.points} / {total.recognitions}"
            yield Finding("total_wrong", total.pk, says, f"{expected[0]} / {expected[1]}")
    for (student_id, _term), expected in sums.items():
        if expected != (0, 0):
            yield Finding("total_missing", student_id, "-", f"{expected[0]} / {expected[1]}")
