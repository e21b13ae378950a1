"""What stands in a person's calendar, and whose calendar a secret address is."""

import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from school.observation.models import LIVE, CalendarFeed, LessonBooking, LessonSession
from school.people.models import StaffMember

BACK = datetime.timedelta(days=60)


def live(digest: str) -> CalendarFeed | None:
    return (
        CalendarFeed.objects.select_related("staff__user", "school")
        .filter(token_digest=digest, revoked_at=None)
        .first()
    )


def lessons_of(staff: StaffMember, today: datetime.date) -> QuerySet[Any]:
    """Given or booked, cancelled ones too, so that they vanish from the calendar; in `booked` the
    own booking.
    """
    booked = LessonBooking.objects.filter(guest=staff, state__in=LIVE)
    return (
        LessonSession.objects.filter(
            Q(host=staff) | Q(pk__in=booked.values("session")),
            school_id=staff.school_id,
            taught_on__gte=today - BACK,
        )
        .select_related("host", "school_class", "kind")
        .prefetch_related(Prefetch("bookings", booked, to_attr="booked"))
        .order_by("taught_on", "period", "pk")
    )
