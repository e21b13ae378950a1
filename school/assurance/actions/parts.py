"""What several actions do alike."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from school.people.models import School, User
from school.shared import audit
from school.shared.errors import Stale


def hold_still(by: User) -> None:
    """One at a time, where all rows of the school are judged together."""
    School.objects.select_for_update(no_key=True).get(pk=by.school_id)


def locked(model: Any, pk: Any) -> Any:
    return model.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def check_version(row: Any, expected: int) -> None:
    if row.version != expected:
        raise Stale(_("Somebody changed this since you read it."), current=None)


def changed(row: models.Model, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Field -> [before, after] as the log keeps it, of what is another value; and sets it."""
    told = {}
    for name, after in changes.items():
        before = getattr(row, name)
        if before != after:
            told[name] = [_said(before), _said(after)]
            setattr(row, name, after)
    return told


def save_change(
    row: Any, told: Mapping[str, Any], *, by: User, beside: Mapping[str, Any] | None = None
) -> None:
    """`told` of its own columns, `beside` of what other tables hold of it. A change that changes
    nothing makes no version.
    """
    changes = {**told, **(beside or {})}
    if not changes:
        return
    row.version += 1
    row.save(update_fields=[*told, "version"])
    audit.note("change", row, by=by, changes=changes)


def void(row: Any, *, by: User, reason: str) -> None:
    """It stays, and counts no more."""
    row.voided_at, row.voided_by, row.void_reason = timezone.now(), by, reason
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    audit.note("void", row, by=by, reason=reason)


def _said(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(value.pk)
    return value if value is None or isinstance(value, bool | int) else str(value)
