"""Programmes with their phases and topics, and how many activities lie in them."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet

from school.activities.models import Activity, Programme
from school.activities.queries.activities import standing
from school.shared.columns import how_many


def programmes() -> QuerySet[Any]:
    """The newest first, each with `held`: how many activities were held in it."""
    return (
        Programme.objects.select_related("created_by__staff")
        .prefetch_related("phases", "topics")
        .annotate(held=how_many(standing().filter(programme=OuterRef("pk")), "programme"))
        .order_by("-starts_on", "name", "id")
    )


def _standing(programme: Programme) -> QuerySet[Activity]:
    return Activity.objects.filter(programme=programme, voided_at=None)


def held_in(programme: Programme) -> int:
    return _standing(programme).count()


def outside(programme: Programme) -> int:
    """How many activities its days leave out."""
    return (
        _standing(programme)
        .filter(Q(happened_on__lt=programme.starts_on) | Q(happened_on__gt=programme.ends_on))
        .count()
    )


def in_phases(phases: Collection[uuid.UUID]) -> int:
    """Activities that name one of these, those taken back too: their key holds it."""
    return Activity.objects.filter(phase__in=phases).count() if phases else 0


def outside_phases(programme: Programme) -> int:
    """How many activities the days of their phases leave out."""
    return (
        _standing(programme)
        .filter(phase__isnull=False)
        .filter(Q(happened_on__lt=F("phase__starts_on")) | Q(happened_on__gt=F("phase__ends_on")))
        .count()
    )
