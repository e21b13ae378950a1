"""Writing items of supervision down, looking into them and answering. The log holds no words."""

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from school.assurance.models import SupervisionItem
from school.assurance.policy.supervision import looks_into
from school.assurance.queries import supervision as found
from school.assurance.rules import days
from school.assurance.rules import supervision as rules
from school.people.models import StaffMember, User
from school.shared import audit


@transaction.atomic
def enter_item(
    *,
    by: User,
    received_on: datetime.date,
    way: str,
    side: str,
    nature: str,
    about: str,
    concerned: StaffMember | None = None,
) -> SupervisionItem:
    days.check_happened("received_on", received_on, today=timezone.localdate())
    row = SupervisionItem.objects.create(
        school_id=by.school_id,
        created_by=by,
        received_on=received_on,
        way=way,
        side=side,
        nature=nature,
        about=about,
        concerned=concerned,
        is_from_committee=by.staff_id is None,
    )
    audit.note(
        "enter",
        row,
        by=by,
        changes={"received_on": [None, received_on.isoformat()], "nature": [None, nature]},
    )
    return row


@transaction.atomic
def assign_item(
    *,
    by: User,
    item_id: uuid.UUID,
    handler: StaffMember,
    concerned: StaffMember | None = None,
) -> None:
    """Who looks into it, and whom it concerns, when that is said now. Nobody handles an item about
    themselves.
    """
    row = _locked(item_id)
    days.check_stands(row.voided_at)
    rules.check_not_answered(is_answered=row.replied_at is not None)
    whom = concerned.pk if concerned is not None else row.concerned_id
    rules.check_handler(handler.pk, whom)
    before = row.handler_id
    row.handler, row.concerned_id = handler, whom
    row.assigned_at, row.assigned_by = timezone.now(), by
    row.save(update_fields=["handler", "concerned", "assigned_at", "assigned_by"])
    audit.note(
        "assign",
        row,
        by=by,
        changes={"handler": [str(before) if before else None, str(handler.pk)]},
    )


@transaction.atomic
def answer_item(
    *,
    by: User,
    item_id: uuid.UUID,
    handling: str,
    replied_on: datetime.date,
    reply: str = "",
) -> None:
    """What was done, and what was said to whoever spoke; nothing, when nobody knows who it was."""
    row = _locked(item_id)
    days.check_stands(row.voided_at)
    rules.check_not_answered(is_answered=row.replied_at is not None)
    rules.check_assigned(row.handler_id)
    days.check_happened("replied_on", replied_on, today=timezone.localdate())
    rules.check_replied_on(replied_on, row.received_on)
    row.handling, row.reply, row.replied_on = handling, reply, replied_on
    row.replied_at, row.replied_by = timezone.now(), by
    row.save(update_fields=["handling", "reply", "replied_on", "replied_at", "replied_by"])
    audit.note("answer", row, by=by, changes={"replied_on": [None, replied_on.isoformat()]})


@transaction.atomic
def reveal_item(*, by: User, item_id: uuid.UUID, purpose: str) -> dict[str, Any]:
    """No entry in the log, no words. Who only wrote the item down reads it and the reply."""
    row: SupervisionItem = SupervisionItem.objects.get(pk=item_id)
    audit.note("reveal", row, by=by, reason=purpose)
    told = {"about": row.about, "reply": row.reply, "void_reason": row.void_reason}
    return told | {"handling": row.handling} if looks_into(by, row) else told


@transaction.atomic
def void_item(*, by: User, item_id: uuid.UUID, reason: str) -> None:
    """It stays, and counts no more. The log does not repeat the reason."""
    row = _locked(item_id)
    days.check_stands(row.voided_at)
    row.voided_at, row.voided_by, row.void_reason = timezone.now(), by, reason
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    audit.note("void", row, by=by)


def _locked(item_id: uuid.UUID) -> SupervisionItem:
    rows = SupervisionItem.objects.select_for_update(of=("self",), no_key=True)
    row: SupervisionItem = rows.defer(*found.SEALED).get(pk=item_id)
    return row
