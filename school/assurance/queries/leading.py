"""The leading group, its members of a day, and its tasks."""

import datetime
from typing import Any

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from school.assurance.models import GroupPart, LeadingGroup, LeadingMember, LeadingTask
from school.assurance.rules.leading import TaskState
from school.shared.models import DatedFactQuerySet

_ORDER = Case(
    *(When(part=part, then=Value(place)) for place, part in enumerate(GroupPart.values)),
    output_field=IntegerField(),
)


def members() -> DatedFactQuerySet:
    """By what they are in the group, then as they came."""
    return (
        LeadingMember.objects.believed()
        .select_related("staff", "group")
        .order_by(_ORDER, "starts_on", "id")
    )


def groups() -> QuerySet[Any]:
    """The newest first, with every member that is believed, past ones too."""
    return LeadingGroup.objects.prefetch_related(
        Prefetch("members", members(), to_attr="told_members")
    ).order_by("-starts_on", "-id")


def tasks() -> QuerySet[Any]:
    """What is due first stands first."""
    return (
        LeadingTask.objects.select_related("group", "owner", "done_by__staff")
        .prefetch_related("evidence")
        .order_by("due_on", "id")
    )


def in_state(rows: QuerySet[Any], wanted: str, today: datetime.date) -> QuerySet[Any]:
    """What `task_state` says, as a condition."""
    stands = Q(voided_at=None)
    conditions = {
        TaskState.VOIDED: ~stands,
        TaskState.DONE: stands & Q(done_on__isnull=False),
        TaskState.OVERDUE: stands & Q(done_on=None, due_on__lt=today),
        TaskState.OPEN: stands & Q(done_on=None, due_on__gte=today),
    }
    return rows.filter(conditions[TaskState(wanted)])
