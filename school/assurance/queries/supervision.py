"""Items of supervision without their words; those are revealed one item at a time."""

import datetime
import uuid
from typing import Any

from django.db.models import Q, QuerySet

from school.assurance.models import SupervisionItem
from school.assurance.rules.supervision import ANSWERED_IN, ItemState

SEALED = ("about", "handling", "reply", "void_reason")


def items() -> QuerySet[Any]:
    """The newest first."""
    return (
        SupervisionItem.objects.select_related(
            "concerned", "handler", "created_by__staff", "assigned_by__staff", "replied_by__staff"
        )
        .defer(*SEALED)
        .order_by("-received_on", "-id")
    )


def standing(school_id: uuid.UUID) -> QuerySet[Any]:
    return items().filter(school_id=school_id, voided_at=None)


def in_state(rows: QuerySet[Any], wanted: str) -> QuerySet[Any]:
    """What `item_state` says, as a condition."""
    stands, is_open = Q(voided_at=None), Q(voided_at=None, replied_at=None)
    conditions = {
        ItemState.VOIDED: ~stands,
        ItemState.ANSWERED: stands & Q(replied_at__isnull=False),
        ItemState.HANDLED: is_open & Q(handler__isnull=False),
        ItemState.RECEIVED: is_open & Q(handler=None),
    }
    return rows.filter(conditions[ItemState(wanted)])


def handled_by(staff_id: uuid.UUID | None) -> Q:
    """By nobody at all it is not handled by who has no staff record."""
    return Q(handler_id=staff_id, handler__isnull=False)


def waiting(school_id: uuid.UUID) -> QuerySet[Any]:
    return standing(school_id).filter(replied_at=None)


def overdue(rows: QuerySet[Any], today: datetime.date) -> QuerySet[Any]:
    return rows.filter(replied_at=None, received_on__lt=today - ANSWERED_IN)
