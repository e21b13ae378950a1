"""Bringing a file, saying something else of it, withdrawing it, and laying it to a record."""

import datetime
import hashlib
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from school.evidence import queries, rules
from school.evidence.files import Taken
from school.evidence.models import Evidence, EvidenceContent
from school.people.models import User
from school.shared import audit

PLAIN = ("title", "kind", "happened_on", "expires_on")
"""What a change may name. The bytes never change: another file is another piece of evidence."""


@transaction.atomic
def add_evidence(
    *,
    by: User,
    file: Taken,
    title: str,
    kind: str,
    happened_on: datetime.date,
    expires_on: datetime.date | None = None,
) -> Evidence:
    """The row and its bytes, both or neither."""
    # One file of a person at a time, so that two at once are counted one after the other.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    rules.check_rate(queries.lately(by))
    rules.check_days(happened_on, expires_on, today=timezone.localdate())
    row = Evidence.objects.create(
        school_id=by.school_id,
        created_by=by,
        title=title,
        kind=kind,
        happened_on=happened_on,
        expires_on=expires_on,
        content_type=file.content_type,
        size=len(file.content),
        sha256=hashlib.sha256(file.content).hexdigest(),
        original_name=file.name,
    )
    EvidenceContent.objects.create(
        school_id=by.school_id, created_by=by, evidence=row, content=file.content
    )
    told = {**_told(row), "sha256": row.sha256, "size": row.size}
    audit.note("add", row, by=by, changes={key: [None, value] for key, value in told.items()})
    return row


@transaction.atomic
def amend_evidence(
    *, by: User, evidence_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> Evidence:
    """`changes` names only what is to be changed; `expected` is the version it was made from."""
    row = _lock(evidence_id)
    rules.check_version(row, expected)
    rules.check_stands(row)
    before = _told(row)
    for name, value in changes.items():
        setattr(row, name, value)
    rules.check_days(row.happened_on, row.expires_on, today=timezone.localdate())
    after = _told(row)
    differing = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    if not differing:
        return row
    row.version += 1
    row.save(update_fields=[*PLAIN, "version"])
    audit.note("amend", row, by=by, changes=differing)
    return row


@transaction.atomic
def withdraw_evidence(*, by: User, evidence_id: uuid.UUID, reason: str) -> Evidence:
    """Nobody opens it any more, and no record can rest on it. The row stays."""
    row = _lock(evidence_id)
    rules.check_stands(row)
    rules.check_unused(is_used=queries.is_used(row))
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = timezone.now(), by, reason
    row.version += 1
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why", "version"])
    audit.note("withdraw", row, by=by, reason=reason, changes={"withdrawn": [False, True]})
    return row


def attach(through: Any, evidence: Iterable[Evidence], *, by: User, **row: Any) -> list[str]:
    """Each file once; the keys, for the log. Inside the transaction of who calls."""
    found = {one.pk: one for one in evidence}
    queries.hold(list(found.values()))
    through.objects.bulk_create(
        through(school_id=by.school_id, created_by=by, evidence=one, **row)
        for one in found.values()
    )
    return [str(key) for key in found]


def replace_evidence(
    through: Any, evidence: Iterable[Evidence], *, by: User, **row: Any
) -> dict[str, Any]:
    """Exactly these files from now on; what the log is told. Those that stay are not held again:
    the record rests on them.
    """
    wanted = {one.pk: one for one in evidence}
    rows = through.objects.filter(**row)
    held = set(rows.values_list("evidence_id", flat=True))
    if held == wanted.keys():
        return {}
    rows.exclude(evidence_id__in=wanted).delete()
    attach(through, (one for key, one in wanted.items() if key not in held), by=by, **row)
    return {"evidence": [sorted(map(str, held)), sorted(map(str, wanted))]}


def _lock(evidence_id: uuid.UUID) -> Evidence:
    return Evidence.objects.select_for_update(no_key=True).get(pk=evidence_id)


def _told(row: Evidence) -> dict[str, Any]:
    return {
        "title": row.title,
        "kind": row.kind,
        "happened_on": row.happened_on.isoformat(),
        "expires_on": row.expires_on.isoformat() if row.expires_on else None,
    }
