"""Groups, who belongs to them and what they work on."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.activities.models import Group, GroupMember, GroupTopic
from school.activities.queries import groups
from school.activities.rules import groups as rules
from school.activities.rules import programmes as shared_rules
from school.people.models import StaffMember, User
from school.shared import audit
from school.shared.constraints import refused_as
from school.shared.errors import InputRefused, Stale


@transaction.atomic
def found_group(
    *,
    by: User,
    kind: str,
    name: str,
    leader: StaffMember,
    starts_on: datetime.date,
    purpose: str = "",
    headcount: int | None = None,
    members: Sequence[StaffMember] = (),
    topics: Sequence[str] = (),
) -> Group:
    """`members` belong to it from its first day on."""
    rules.check_span(starts_on, today=timezone.localdate())
    shared_rules.check_names(topics, "topics")
    with refused_as(shared_rules.name_taken()):
        group = Group.objects.create(
            school_id=by.school_id,
            created_by=by,
            kind=kind,
            name=name,
            leader=leader,
            starts_on=starts_on,
            purpose=purpose,
            headcount=headcount,
        )
    GroupMember.objects.bulk_create(
        GroupMember(
            school_id=by.school_id, created_by=by, group=group, staff_id=key, starts_on=starts_on
        )
        for key in dict.fromkeys(one.pk for one in members)
    )
    _set_topics(group, by, topics)
    told = _snapshot(group)
    audit.note("found", group, by=by, changes={key: [None, one] for key, one in told.items()})
    return group


@transaction.atomic
def change_group(
    *, by: User, group_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> Group:
    """`topics` is the whole list. Kind and first day stay."""
    group = _lock(group_id)
    if group.version != expected:
        raise Stale(
            _("Somebody changed this since you opened it."), current={"version": group.version}
        )
    rules.check_open(group)
    before = _snapshot(group)
    plain = {key: one for key, one in changes.items() if key != "topics"}
    for key, value in plain.items():
        setattr(group, key, value)
    if "topics" in changes:
        shared_rules.check_names(changes["topics"], "topics")
        _set_topics(group, by, changes["topics"])
    after = _snapshot(group)
    differing = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    if not differing:
        return group
    group.version += 1
    with refused_as(shared_rules.name_taken()):
        group.save(update_fields=[*plain, "version"])
    audit.note("change", group, by=by, changes=differing)
    return group


@transaction.atomic
def add_member(
    *, by: User, group_id: uuid.UUID, staff: StaffMember, starts_on: datetime.date
) -> GroupMember:
    group = _lock(group_id)
    rules.check_open(group)
    rules.check_joins_on(group, starts_on)
    with refused_as(rules.member_already()):
        member = GroupMember.objects.create(
            school_id=by.school_id, created_by=by, group=group, staff=staff, starts_on=starts_on
        )
    audit.note(
        "add_member",
        group,
        by=by,
        changes={"staff": [None, str(staff.pk)], "starts_on": [None, starts_on.isoformat()]},
    )
    return member


@transaction.atomic
def end_membership(
    *, by: User, group_id: uuid.UUID, staff: StaffMember, last_day: datetime.date
) -> None:
    """The fact is retired and written anew, with its end."""
    group = _lock(group_id)
    rules.check_open(group)
    member = groups.membership(group, staff)
    if member is None:
        raise InputRefused(
            "staff", "does_not_exist", _("This colleague does not belong to the group.")
        )
    rules.check_last_day(member.starts_on, last_day)
    _end(member, by, last_day)
    audit.note(
        "end_membership",
        group,
        by=by,
        changes={"staff": [str(staff.pk), None], "last_day": [None, last_day.isoformat()]},
    )


@transaction.atomic
def close_group(*, by: User, group_id: uuid.UUID, ends_on: datetime.date) -> Group:
    """With it end the memberships that are open."""
    group = _lock(group_id)
    rules.check_open(group)
    rules.check_ends_on(group, ends_on, today=timezone.localdate())
    shared_rules.check_activities_within(groups.after(group, ends_on))
    for member in groups.open_memberships(group):
        _end(member, by, max(ends_on, member.starts_on))
    group.ends_on = ends_on
    group.version += 1
    group.save(update_fields=["ends_on", "version"])
    audit.note("close", group, by=by, changes={"ends_on": [None, ends_on.isoformat()]})
    return group


@transaction.atomic
def void_group(*, by: User, group_id: uuid.UUID, reason: str) -> Group:
    group = _lock(group_id)
    shared_rules.check_stands(is_voided=group.voided_at is not None)
    shared_rules.check_unused(groups.held_by(group))
    group.voided_at, group.voided_by, group.void_reason = timezone.now(), by, reason
    group.version += 1
    group.save(update_fields=["voided_at", "voided_by", "void_reason", "version"])
    audit.note("void", group, by=by, reason=reason, changes={"voided": [False, True]})
    return group


# ---- parts ---------------------------------------------------------------------------------


def _lock(group_id: uuid.UUID) -> Group:
    return Group.objects.select_for_update(no_key=True).get(pk=group_id)


def _end(member: GroupMember, by: User, last_day: datetime.date) -> None:
    member.retired_at, member.retired_by = timezone.now(), by
    member.save(update_fields=["retired_at", "retired_by"])
    GroupMember.objects.create(
        school_id=member.school_id,
        created_by=by,
        group_id=member.group_id,
        staff_id=member.staff_id,
        starts_on=member.starts_on,
        ends_on=last_day,
    )


def _set_topics(group: Group, by: User, asked: Sequence[str]) -> None:
    """Nothing refers to a topic: those that are not named go, new ones come."""
    group.topics.exclude(title__in=asked).delete()
    there = set(group.topics.values_list("title", flat=True))
    for title in asked:
        if title not in there:
            GroupTopic.objects.create(
                school_id=group.school_id, created_by=by, group=group, title=title
            )


def _snapshot(group: Group) -> dict[str, Any]:
    topics = GroupTopic.objects.filter(group=group)
    return {
        "kind": group.kind,
        "name": group.name,
        "purpose": group.purpose,
        "leader": str(group.leader_id),
        "headcount": group.headcount,
        "starts_on": group.starts_on.isoformat(),
        "topics": [one.title for one in topics],
    }
