"""Forming the leading group, naming its members, and dividing its work."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from school.assurance.actions import parts
from school.assurance.models import (
    LeadingGroup,
    LeadingMember,
    LeadingTask,
    LeadingTaskEvidence,
)
from school.assurance.rules import days
from school.assurance.rules import leading as rules
from school.evidence.actions import replace_evidence
from school.people.models import StaffMember, User
from school.shared import audit


@transaction.atomic
def form_group(
    *, by: User, name: str, starts_on: datetime.date, ends_on: datetime.date | None = None
) -> LeadingGroup:
    days.check_near("starts_on", starts_on, today=timezone.localdate())
    if ends_on is not None:
        days.check_order("ends_on", starts_on, ends_on)
    row = LeadingGroup.objects.create(
        school_id=by.school_id, created_by=by, name=name, starts_on=starts_on, ends_on=ends_on
    )
    audit.note(
        "form",
        row,
        by=by,
        changes={"name": [None, name], "starts_on": [None, starts_on.isoformat()]},
    )
    return row


@transaction.atomic
def change_group(
    *, by: User, group_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> None:
    """Also its last day; members and tasks keep theirs."""
    row = parts.locked(LeadingGroup, group_id)
    parts.check_version(row, expected)
    told = parts.changed(row, changes)
    if row.ends_on is not None:
        days.check_order("ends_on", row.starts_on, row.ends_on)
    parts.save_change(row, told, by=by)


@transaction.atomic
def add_member(
    *,
    by: User,
    group_id: uuid.UUID,
    part: str,
    starts_on: datetime.date,
    staff: StaffMember | None = None,
    name: str = "",
    duty: str = "",
) -> LeadingMember:
    group = parts.locked(LeadingGroup, group_id)
    rules.check_one_of_two(has_staff=staff is not None, has_name=bool(name))
    rules.check_inside("starts_on", starts_on, group.starts_on, group.ends_on)
    made: LeadingMember = LeadingMember.objects.create(
        school_id=by.school_id,
        created_by=by,
        group=group,
        staff=staff,
        name=name,
        part=part,
        duty=duty,
        starts_on=starts_on,
    )
    audit.note(
        "add_member",
        group,
        by=by,
        changes={
            "member": [None, str(staff.pk) if staff else name],
            "part": [None, part],
            "starts_on": [None, starts_on.isoformat()],
        },
    )
    return made


@transaction.atomic
def end_member(
    *, by: User, group_id: uuid.UUID, member_id: uuid.UUID, ends_on: datetime.date
) -> None:
    """The fact is retired and written anew with its last day."""
    group = parts.locked(LeadingGroup, group_id)
    held = LeadingMember.objects.believed().filter(group=group, pk=member_id).first()
    rules.check_is_there(is_there=held is not None)
    assert held is not None
    days.check_order("ends_on", held.starts_on, ends_on)
    rules.check_inside("ends_on", ends_on, group.starts_on, group.ends_on)
    now = timezone.now()
    LeadingMember.objects.filter(pk=held.pk).update(retired_at=now, retired_by=by)
    LeadingMember.objects.create(
        school_id=by.school_id,
        created_by=by,
        created_at=now,
        group=group,
        staff_id=held.staff_id,
        name=held.name,
        part=held.part,
        duty=held.duty,
        starts_on=held.starts_on,
        ends_on=ends_on,
    )
    audit.note(
        "end_member",
        group,
        by=by,
        changes={
            "member": [str(held.staff_id) if held.staff_id else held.name, None],
            "ends_on": [None, ends_on.isoformat()],
        },
    )


# ---- tasks ---------------------------------------------------------------------------------


@transaction.atomic
def set_task(
    *,
    by: User,
    group: LeadingGroup,
    what: str,
    owner: StaffMember,
    due_on: datetime.date,
    indicator: str = "",
    department: str = "",
) -> LeadingTask:
    today = timezone.localdate()
    rules.check_group_open(group.ends_on, today=today)
    days.check_planned("due_on", due_on, today=today)
    row = LeadingTask.objects.create(
        school_id=by.school_id,
        created_by=by,
        group=group,
        what=what,
        owner=owner,
        due_on=due_on,
        indicator=indicator,
        department=department,
    )
    audit.note(
        "set",
        row,
        by=by,
        changes={"owner": [None, str(owner.pk)], "due_on": [None, due_on.isoformat()]},
    )
    return row


@transaction.atomic
def change_task(*, by: User, task_id: uuid.UUID, expected: int, changes: Mapping[str, Any]) -> None:
    row = parts.locked(LeadingTask, task_id)
    parts.check_version(row, expected)
    days.check_stands(row.voided_at)
    rules.check_not_done(is_done=row.done_at is not None)
    if "due_on" in changes and changes["due_on"] != row.due_on:
        days.check_planned("due_on", changes["due_on"], today=timezone.localdate())
    parts.save_change(row, parts.changed(row, changes), by=by)


@transaction.atomic
def finish_task(
    *,
    by: User,
    task_id: uuid.UUID,
    done_on: datetime.date,
    outcome: str,
    evidence: Iterable[Any] = (),
) -> None:
    row = parts.locked(LeadingTask, task_id)
    days.check_stands(row.voided_at)
    rules.check_not_done(is_done=row.done_at is not None)
    days.check_happened("done_on", done_on, today=timezone.localdate())
    row.done_on, row.outcome, row.done_at, row.done_by = done_on, outcome, timezone.now(), by
    row.version += 1
    row.save(update_fields=["done_on", "outcome", "done_at", "done_by", "version"])
    told = replace_evidence(LeadingTaskEvidence, evidence, by=by, task=row)
    audit.note("finish", row, by=by, changes={"done_on": [None, done_on.isoformat()], **told})


@transaction.atomic
def reopen_task(*, by: User, task_id: uuid.UUID, reason: str) -> None:
    """It was not done after all; what was attached stays."""
    row = parts.locked(LeadingTask, task_id)
    days.check_stands(row.voided_at)
    rules.check_is_done(is_done=row.done_at is not None)
    before = row.done_on
    row.done_on = row.done_at = row.done_by = None
    row.version += 1
    row.save(update_fields=["done_on", "done_at", "done_by", "version"])
    audit.note("reopen", row, by=by, reason=reason, changes={"done_on": [before.isoformat(), None]})


@transaction.atomic
def void_task(*, by: User, task_id: uuid.UUID, reason: str) -> None:
    row = parts.locked(LeadingTask, task_id)
    days.check_stands(row.voided_at)
    parts.void(row, by=by, reason=reason)
