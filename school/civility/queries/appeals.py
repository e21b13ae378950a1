"""Appeals as their lists need them, and the days on which nobody works."""

import uuid
from typing import Any

from django.db.models import Prefetch, QuerySet

from school.civility.models import PointAppeal
from school.civility.queries import ledger
from school.civility.rules.appeals import Span, State
from school.people.models import Holiday

CONDITIONS: dict[str, dict[str, Any]] = {
    State.OPEN: {"answered_at": None, "decided_at": None, "withdrawn_at": None},
    State.ANSWERED: {"answered_at__isnull": False, "decided_at": None, "withdrawn_at": None},
    State.DECIDED: {"decided_at__isnull": False},
    State.WITHDRAWN: {"withdrawn_at__isnull": False},
}


def appeals() -> QuerySet[Any]:
    """With what a page shows of an appeal and of its entry."""
    return PointAppeal.objects.select_related(
        "created_by__staff", "answered_by__staff", "decided_by__staff"
    ).prefetch_related(Prefetch("entry", ledger.entries()))


def in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    return rows.filter(**CONDITIONS[state])


def holidays(school_id: uuid.UUID) -> list[Span]:
    """Of all terms."""
    rows = Holiday.objects.filter(school_id=school_id).order_by("starts_on")
    return list(rows.values_list("starts_on", "ends_on"))
