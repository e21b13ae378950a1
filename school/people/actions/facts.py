"""How a dated fact is closed: the row that stood is retired and a shorter one takes its place."""

import datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from school.people.models import Placement, Post, StaffLeave, User
from school.shared.errors import RuleBroken

Fact = TypeVar("Fact", Placement, Post, StaffLeave)


def retire(row: Fact, *, by: User | None, now: datetime.datetime) -> None:
    """Only what still stands is retired: two who act at once do not both succeed."""
    found = type(row)._default_manager.filter(pk=row.pk, retired_at=None)
    if not found.update(retired_at=now, retired_by=by):
        raise RuleBroken("changed_meanwhile", _("Somebody changed this meanwhile. Look again."))


def rewrite(row: Fact, *, by: User | None, now: datetime.datetime, **changes: object) -> Fact:
    """The same fact with something changed; the row that stood is retired."""
    retire(row, by=by, now=now)
    return write_anew(row, by=by, now=now, **changes)


def write_anew(row: Fact, *, by: User | None, now: datetime.datetime, **changes: object) -> Fact:
    kept = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in ("id", "created_at", "created_by", "retired_at", "retired_by")
    }
    return type(row)._default_manager.create(
        **{**kept, "created_at": now, "created_by": by, **changes}
    )
