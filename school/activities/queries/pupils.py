"""Pairs of teacher and child as those who know of them see them; words are read one at a time."""

import datetime
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.utils import timezone

from school.activities.models import PupilContact, PupilPair
from school.people.models import Placement

SEALED = ("words",)


def _placed(path: str) -> Any:
    """The child's placement of today, as `present_student` reads it."""
    rows = Placement.objects.believed().on(timezone.localdate()).select_related("school_class")
    return Prefetch(f"{path}__placements", rows, to_attr="placed")


def pairs() -> QuerySet[Any]:
    """The newest first, with how often the two have met and when last."""
    stands = Q(contacts__voided_at=None)
    return (
        PupilPair.objects.select_related("teacher", "student", "created_by__staff")
        .prefetch_related(_placed("student"))
        .annotate(
            met=Count("contacts", filter=stands),
            met_last=Max("contacts__contacted_on", filter=stands),
        )
        .order_by("-starts_on", "-id")
    )


def contacts() -> QuerySet[Any]:
    return (
        PupilContact.objects.select_related("pair__teacher", "pair__student", "created_by__staff")
        .prefetch_related(_placed("pair__student"))
        .defer(*SEALED)
        .order_by("-contacted_on", "-id")
    )


def standing_contacts() -> QuerySet[PupilContact]:
    """Those that count, without their words."""
    return PupilContact.objects.filter(voided_at=None, pair__voided_at=None).defer(*SEALED)


def contacts_of(pair: PupilPair) -> int:
    return PupilContact.objects.filter(pair=pair, voided_at=None).count()


def last_contact(pair: PupilPair) -> datetime.date | None:
    found = PupilContact.objects.filter(pair=pair, voided_at=None)
    last: datetime.date | None = found.aggregate(last=Max("contacted_on"))["last"]
    return last


def overlapping(rows: QuerySet[Any], first: datetime.date, last: datetime.date) -> QuerySet[Any]:
    """Pairs with a day between these two."""
    return rows.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last)
