"""Bookings with their place in the line."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from school.observation.models import BookingState, LessonBooking


def bookings() -> QuerySet[Any]:
    """The next lesson first, in the order of arrival; `ahead` is how many wait before it."""
    before = (
        LessonBooking.objects.filter(
            session=OuterRef("session"),
            state=BookingState.WAITING,
            number__lt=OuterRef("number"),
        )
        .order_by()
        .values("session")
        .annotate(many=Count("pk"))
        .values("many")
    )
    return (
        LessonBooking.objects.select_related(
            "guest", "session__host", "session__kind", "created_by__staff", "answered_by__staff"
        )
        .annotate(ahead=Coalesce(Subquery(before, output_field=IntegerField()), 0))
        .order_by("session__taught_on", "session__period", "session_id", "number")
    )
