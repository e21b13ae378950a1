"""Files as lists show them, what each of them proves, and their bytes."""

import datetime
import hashlib
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from school.evidence import rules
from school.evidence.models import Evidence, EvidenceContent
from school.evidence.policy import links
from school.people.models import User

MINUTE = datetime.timedelta(minutes=1)


@dataclass(frozen=True)
class Use:
    """A record that rests on a file. `stands`: nobody has voided it; `is_read`: by who asks."""

    model: type[Model]
    record_id: uuid.UUID
    stands: bool
    is_read: bool


def evidence() -> QuerySet[Any]:
    """What a list shows of a file, the newest first."""
    return Evidence.objects.select_related("created_by__staff").order_by("-created_at", "-pk")


def uses(ids: Collection[uuid.UUID], reader: User) -> dict[uuid.UUID, list[Use]]:
    """Evidence -> what it proves, and what of that this person reads."""
    found: dict[uuid.UUID, list[Use]] = {}
    for link in links():
        told = {"stands": link.stands(), "is_read": link.read_by(reader)}
        rows = link.rows().filter(**{f"{link.evidence}__in": list(ids)}).annotate(**told)
        columns = (f"{link.evidence}_id", f"{link.record}_id", *told)
        for proof, *use in rows.order_by("pk").values_list(*columns):
            found.setdefault(proof, []).append(Use(link.model, *use))
    return found


def used() -> Q:
    """Files on which a record rests that nobody has voided."""
    found = Q(pk=None)
    for link in links():
        found |= Q(pk__in=link.rows().filter(link.stands()).values(link.evidence))
    return found


def is_used(row: Evidence) -> bool:
    return Evidence.objects.filter(used(), pk=row.pk).exists()


def hold(files: Collection[Evidence]) -> None:
    """Until the caller's transaction ends nobody withdraws these; raises when somebody just did."""
    keys = [one.pk for one in files]
    for row in Evidence.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"):
        rules.check_stands(row)


def expiring(today: datetime.date) -> Q:
    return Q(expires_on__gte=today, expires_on__lte=today + rules.SOON)


def expired(today: datetime.date) -> Q:
    return Q(expires_on__lt=today)


def lately(by: User) -> int:
    """How much this person brought in the last minute."""
    return Evidence.objects.filter(
        school_id=by.school_id, created_by=by, created_at__gt=timezone.now() - MINUTE
    ).count()


def content(row: Evidence) -> bytes:
    """The bytes, once they are seen to be those that were stored."""
    held = EvidenceContent.objects.get(evidence=row)
    found = bytes(held.content)
    is_whole = hashlib.sha256(found).hexdigest() == row.sha256
    rules.check_whole(is_whole=is_whole, evidence_id=row.pk)
    return found


@dataclass(frozen=True)
class File:
    """A file with its bytes, to be taken along."""

    id: uuid.UUID
    title: str
    original_name: str
    content_type: str
    sha256: str
    content: bytes


def contents(ids: Collection[uuid.UUID], school_id: uuid.UUID) -> list[File]:
    """In the order of their keys, withdrawn ones left out. Who may read them, the caller asks."""
    rows = Evidence.objects.filter(
        school_id=school_id, pk__in=list(ids), withdrawn_at=None
    ).order_by("pk")
    return [
        File(row.pk, row.title, row.original_name, row.content_type, row.sha256, content(row))
        for row in rows
    ]
