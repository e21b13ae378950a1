"""Columns that every record carries, and the two tables that every write touches."""

import datetime
import os
import threading
import time
import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

_newest: tuple[int, int] = (0, 0)
_one_at_a_time = threading.Lock()


def uuid7() -> uuid.UUID:
    """A time-ordered key (RFC 9562, version 7): rows made together lie together.

    Below the millisecond stand its 4096ths and a count, so that the keys of one process are in
    the order in which they were made.
    """
    global _newest
    stamp = time.time_ns() * 4096 // 1_000_000
    with _one_at_a_time:
        count = _newest[1] + 1 if stamp == _newest[0] else 0
        _newest = (stamp, count)
    value = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0x2 << 62
    value |= (count & 0x3FFF) << 48 | int.from_bytes(os.urandom(6), "big")
    return uuid.UUID(int=value)


class Record(models.Model):
    """A row of one school that remembers who wrote it and when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    school = models.ForeignKey("people.School", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["school", "id"], name="%(app_label)s_%(class)s_school_id"
            ),
        ]


class DatedFactQuerySet(models.QuerySet[Any]):
    """Two times: the days a fact holds for, and the moments at which it was believed."""

    def believed(self, known_at: datetime.datetime | None = None) -> Self:
        """What stood in the books at that moment; now, when none is given."""
        if known_at is None:
            return self.filter(retired_at=None)
        return self.filter(
            Q(retired_at=None) | Q(retired_at__gt=known_at), created_at__lte=known_at
        )

    def on(self, day: datetime.date) -> Self:
        return self.overlapping(day, day)

    def overlapping(self, first: datetime.date, last: datetime.date) -> Self:
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last)


class DatedFact(Record):
    """True from `starts_on` to `ends_on`, both included. Never edited: retired and written anew.

    `created_at` is the moment it was recorded.
    """

    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )

    objects = DatedFactQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def holds_on(self, day: datetime.date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class AppendOnly(models.QuerySet[Any]):
    """A table that only grows. A database trigger says the same (triggers.py)."""

    def update(self, **kwargs: Any) -> int:
        raise TypeError("This table is never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("Nothing is deleted from this table.")


class AuditEntry(models.Model):
    """Who did what to which record, and why. Sealed text never stands here.

    Text and ids only, no keys to other tables: it can never hold a row back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    school_id = models.UUIDField()
    at = models.DateTimeField(default=timezone.now)
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=150)
    verb = models.CharField(max_length=40)
    record_type = models.CharField(max_length=60)
    record_id = models.UUIDField()
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    changes = models.JSONField(default=dict)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["school_id", "record_id", "at"], name="audit_of_a_record"),
            models.Index(fields=["school_id", "actor", "at"], name="audit_of_an_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.record_type}"


class IdempotencyKey(models.Model):
    """One gesture of one person, and the row it made. A second arrival finds it here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    school = models.ForeignKey("people.School", on_delete=models.PROTECT, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    body_sha256 = models.CharField(max_length=64)
    record_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "key"], name="one_row_per_gesture"),
        ]

    def __str__(self) -> str:
        return str(self.key)
