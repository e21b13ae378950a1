"""Selections and nominations as lists show them."""

import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from school.people import queries as people
from school.recognition.models import Nomination, NominationState, Selection

STANDING = Q(nominations__voided_at=None)


def selections() -> QuerySet[Any]:
    """The latest first, with how many were selected."""
    return (
        Selection.objects.select_related("kind", "closed_by__staff")
        .annotate(
            selected=Count(
                "nominations", filter=STANDING & Q(nominations__state=NominationState.SELECTED)
            )
        )
        .order_by("-starts_on", "-pk")
    )


def nominations(on: datetime.date) -> QuerySet[Any]:
    """In the order in which they came, the latest selection first."""
    return (
        Nomination.objects.select_related(
            "selection__kind",
            "staff",
            "created_by__staff",
            "confirmed_by__staff",
            "consent_by__staff",
        )
        .prefetch_related(Prefetch("student", people.students(on)))
        .order_by("-selection__starts_on", "-selection_id", "created_at", "pk")
    )


def has_nominations(row: Selection) -> bool:
    return row.nominations.filter(voided_at=None).exists()


def confirmed(row: Selection) -> QuerySet[Nomination]:
    return row.nominations.filter(state=NominationState.CONFIRMED, voided_at=None)
