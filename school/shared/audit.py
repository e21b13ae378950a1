"""Writing to the audit log. Always inside the transaction of what it tells about."""

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
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit entry belongs into the transaction of the act it tells of.")
    return AuditEntry.objects.create(
        school_id=row.school_id,  # type: ignore[attr-defined]
        actor=by.pk if by else None,
        actor_name=by.display_name if by else "",
        verb=verb,
        record_type=row._meta.label_lower,
        record_id=row.pk,
        reason=reason,
        request_id=request_id.get(),
        changes=changes or {},
    )
