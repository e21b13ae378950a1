"""Bookings with their place in the line."""

from typing import Any

from django.db.models import OuterRef, QuerySet

from school.observation.models import BookingState, LessonBooking
from school.shared.columns import how_many


def bookings() -> QuerySet[Any]:
    """The next lesson first, in the order of arrival; `ahead` is how many wait before it."""
    before = LessonBooking.objects.filter(
        session=OuterRef("session"), state=BookingState.WAITING, number__lt=OuterRef("number")
    )
    return (
        LessonBooking.objects.select_related(
            "guest", "session__host", "session__kind", "created_by__staff", "answered_by__staff"
        )
        .annotate(ahead=how_many(before, "session"))
        .order_by("session__taught_on", "session__period", "session_id", "number")
    )
