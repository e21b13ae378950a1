"""Awarding, undoing and reversing: the three ways into the ledger."""

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from school.civility.models import (
    ItemKind,
    PointBatch,
    PointEntry,
    PointItem,
    PointTotal,
    Source,
)
from school.civility.policy.ledger import check_may_record
from school.civility.queries import catalogue, ledger
from school.civility.rules import checks
from school.civility.rules.ledger import fingerprint, left_out_by
from school.people import queries as people
from school.people.models import Student, Term, User
from school.shared import audit


@transaction.atomic
def award(
    *,
    by: User,
    item: PointItem,
    students: Sequence[Student],
    occurred_on: datetime.date,
    noticed_at: datetime.datetime | None = None,
    source: str = Source.SEEN,
    note: str = "",
    worth: int | None = None,
    is_repeat_meant: bool = False,
) -> PointBatch:
    """One entry for each child, in the order given. What a cap leaves out counts 0 points."""
    now = timezone.now()
    noticed_at = noticed_at or now
    term = people.current_term(by.school_id, occurred_on)
    checks.check_occurred_on(occurred_on, today=timezone.localdate(), in_term=term is not None)
    assert term is not None
    checks.check_noticed_at(noticed_at, now=now)
    checks.check_children([one.pk for one in students])
    version = checks.check_open(catalogue.version_of(item, occurred_on))
    limits = catalogue.limits_on(by.school_id, occurred_on)
    checks.check_deductions(version, limits)
    worth = checks.worth_of(version, worth)
    checks.check_source(version, source)
    checks.check_note(version, note)

    totals = _lock(by.pk, term, [one.pk for one in students], by=by)
    placed = {
        row.student_id: row.school_class_id
        for row in people.placements_on(by.school_id, occurred_on).filter(student__in=students)
    }
    for place, one in enumerate(students):
        checks.check_placed(place, is_placed=one.pk in placed)
    check_may_record(by, version, placed.values())
    just_now = ledger.just_recorded(item, students, by, occurred_on, noticed_at)
    checks.check_not_repeated(just_now, is_meant=is_repeat_meant)

    batch = PointBatch.objects.create(
        school_id=by.school_id,
        created_at=now,
        created_by=by,
        item_version=version,
        occurred_on=occurred_on,
        noticed_at=noticed_at,
        source=source,
        note=note,
        count=len(students),
    )
    so_far = ledger.counted(item, [one.pk for one in students], by.pk, occurred_on)
    given_now = 0
    entries = []
    for one in students:
        counted = so_far[one.pk].after(given_now, total=totals[one.pk].points)
        cap = left_out_by(worth, version, limits, counted)
        points = 0 if cap else worth
        given_now += points if version.kind == ItemKind.RECOGNITION else 0
        entries.append(
            PointEntry(
                school_id=by.school_id,
                created_at=now,
                created_by=by,
                batch=batch,
                student=one,
                school_class_id=placed[one.pk],
                term=term,
                item_version=version,
                recorder=by,
                domain=version.domain,
                kind=version.kind,
                occurred_on=occurred_on,
                worth=worth,
                points=points,
                cap=cap or "",
            )
        )
    _write(entries, totals)
    audit.note(
        "award",
        batch,
        by=by,
        changes={"item": [None, item.code], "children": [None, len(students)]},
    )
    return batch


@transaction.atomic
def undo(
    *, by: User, batch_id: uuid.UUID, students: Sequence[uuid.UUID] | None = None
) -> PointBatch:
    """The giver's own, within the window; of all children or of some. Done twice, done once."""
    batch = PointBatch.objects.get(pk=batch_id)
    checks.check_own(batch, by.pk)
    limits = catalogue.limits_on(batch.school_id, batch.occurred_on)
    checks.check_undo_window(batch, limits.undo_minutes, now=timezone.now())
    entries = batch.entries.filter(reverses=None)
    if students is not None:
        entries = entries.filter(student_id__in=students)
    _take_back(by, list(entries), "")
    return batch


@transaction.atomic
def reverse(*, by: User, entry_id: uuid.UUID, reason: str) -> PointEntry:
    """A second person takes back an entry, whenever that turns out to be right."""
    entry = PointEntry.objects.get(pk=entry_id)
    checks.check_second_person(entry, by.pk)
    taken = _take_back(by, [entry], reason)
    checks.check_reversible(entry, is_reversed=not taken)
    return taken[0]


def _take_back(by: User, entries: Sequence[PointEntry], reason: str) -> list[PointEntry]:
    """Counter-entries of those that stand; those taken back before stay as they are."""
    if not entries:
        return []
    first = entries[0]
    totals = _lock(first.recorder_id, first.term, [one.student_id for one in entries], by=by)
    already = set(
        PointEntry.objects.filter(reverses__in=entries).values_list("reverses_id", flat=True)
    )
    now = timezone.now()
    written = [
        PointEntry(
            school_id=one.school_id,
            created_at=now,
            created_by=by,
            batch_id=one.batch_id,
            student_id=one.student_id,
            school_class_id=one.school_class_id,
            term_id=one.term_id,
            item_version_id=one.item_version_id,
            recorder_id=one.recorder_id,
            domain=one.domain,
            kind=one.kind,
            occurred_on=one.occurred_on,
            worth=-one.worth,
            points=-one.points,
            cap=one.cap,
            reverses=one,
            reason=reason,
        )
        for one in entries
        if one.reverses_id is None and one.pk not in already
    ]
    _write(written, totals)
    for one in written:
        audit.note("reverse", one, by=by, reason=reason, changes={"points": [-one.points, 0]})
    return written


def _lock(
    recorder_id: uuid.UUID, term: Term, students: Iterable[uuid.UUID], *, by: User
) -> dict[uuid.UUID, PointTotal]:
    """The recorder, then the children's totals in the order of their keys: nobody waits in a ring.

    Whoever holds them sees every award that counts for the same teacher or child.
    """
    keys = sorted(set(students))
    User.objects.select_for_update(no_key=True).get(pk=recorder_id)
    PointTotal.objects.bulk_create(
        [
            PointTotal(school_id=term.school_id, created_by=by, student_id=key, term=term)
            for key in keys
        ],
        ignore_conflicts=True,
    )
    rows = (
        PointTotal.objects.select_for_update(no_key=True)
        .filter(term=term, student_id__in=keys)
        .order_by("student_id")
    )
    return {row.student_id: row for row in rows}


def _write(entries: Sequence[PointEntry], totals: Mapping[uuid.UUID, PointTotal]) -> None:
    """Into the ledger and into the totals that are locked."""
    for one in entries:
        one.fingerprint = fingerprint(one)
        total = totals[one.student_id]
        total.points += one.points
        if one.kind == ItemKind.RECOGNITION:
            total.recognitions += 1 if one.reverses_id is None else -1
    PointEntry.objects.bulk_create(entries)
    PointTotal.objects.bulk_update(totals.values(), ["points", "recognitions"])
