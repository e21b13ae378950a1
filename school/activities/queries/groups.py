"""Groups with who belongs to them and what they work on."""

import datetime
import uuid
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from school.activities.models import Activity, Group, GroupMember
from school.people.models import StaffMember


def groups() -> QuerySet[Any]:
    """By kind and name; in `told` the memberships that are believed, the oldest first."""
    members = (
        GroupMember.objects.believed()
        .select_related("staff")
        .order_by("starts_on", "staff__staff_number")
    )
    return (
        Group.objects.select_related("leader", "created_by__staff")
        .prefetch_related("topics", Prefetch("members", members, to_attr="told"))
        .order_by("kind", "name", "id")
    )


def of_person(staff_id: uuid.UUID | None) -> Q:
    """Those that somebody leads or belongs to, ever."""
    member = GroupMember.objects.believed().filter(staff=staff_id)
    return Q(leader=staff_id) & Q(leader__isnull=False) | Q(pk__in=member.values("group"))


def overlapping(rows: QuerySet[Any], first: datetime.date, last: datetime.date) -> QuerySet[Any]:
    """Those with a day between these two."""
    return rows.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last)


def membership(group: Group, staff: StaffMember) -> GroupMember | None:
    """The open one."""
    rows = GroupMember.objects.believed().filter(group=group, staff=staff, ends_on=None)
    found: GroupMember | None = rows.first()
    return found


def open_memberships(group: Group) -> list[GroupMember]:
    return list(GroupMember.objects.believed().filter(group=group, ends_on=None))


def held_by(group: Group) -> int:
    return Activity.objects.filter(group=group, voided_at=None).count()


def after(group: Group, day: datetime.date) -> int:
    rows = Activity.objects.filter(group=group, voided_at=None, happened_on__gt=day)
    return rows.count()
