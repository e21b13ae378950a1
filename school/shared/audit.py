"""Writing to the audit log. Always inside the transaction of what it tells about."""

import uuid
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction

from school.shared.models import AuditEntry

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The request being served; set by the middleware, shown in every problem answer."""


def note(
    verb: str,
    row: models.Model,
    *,
    by: Any,
    reason: str = "",
    changes: dict[str, Any] | None = None,
) -> AuditEntry:
    """`changes` maps a field to [before, after], values as JSON; never sealed text."""
    return _write(
        verb,
        row._meta.label_lower,
        row.pk,
        school_id=row.school_id,  # type: ignore[attr-defined]
        by=by,
        reason=reason,
        changes=changes,
    )


def note_list(
    verb: str, name: str, key: uuid.UUID, *, by: Any, changes: dict[str, Any]
) -> AuditEntry:
    """An act on a whole list, which is no row: `key` is the act's own number."""
    return _write(verb, f"list.{name}", key, school_id=by.school_id, by=by, changes=changes)


def _write(
    verb: str,
    record_type: str,
    record_id: uuid.UUID,
    *,
    school_id: uuid.UUID,
    by: Any,
    reason: str = "",
    changes: dict[str, Any] | None = None,
) -> AuditEntry:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit entry belongs into the transaction of the act it tells of.")
    return AuditEntry.objects.create(
        school_id=school_id,
        actor=by.pk if by else None,
        actor_name=by.display_name if by else "",
        verb=verb,
        record_type=record_type,
        record_id=record_id,
        reason=reason,
        request_id=request_id.get(),
        changes=changes or {},
    )
