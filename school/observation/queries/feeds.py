"""What stands in a person's calendar, and whose calendar a secret address is."""

import datetime
from collections.abc import Iterator

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from school.observation.models import (
    LIVE,
    BookingState,
    CalendarFeed,
    LessonBooking,
    LessonSession,
)
from school.observation.rules.feeds import Event
from school.people.access import may
from school.people.models import StaffMember, User
from school.people.roles import Permission
from school.people.rules import class_name

BACK = datetime.timedelta(days=60)


def live(digest: str) -> CalendarFeed | None:
    return (
        CalendarFeed.objects.select_related("staff", "school")
        .filter(token_digest=digest, revoked_at=None)
        .first()
    )


def is_read(feed: CalendarFeed) -> bool:
    """Whether its owner may still read the plan: an account in use, a post that is held."""
    account = User.objects.filter(staff=feed.staff, is_active=True).first()
    return account is not None and may(account, Permission.LESSON_READ)


def name_of(feed: CalendarFeed) -> str:
    return _("Lessons of %(name)s") % {"name": feed.staff.name}


def events_of(staff: StaffMember, today: datetime.date) -> Iterator[Event]:
    """Given or booked; the cancelled ones too, so that they vanish from the calendar."""
    booked = LessonBooking.objects.filter(guest=staff, state__in=LIVE)
    rows = (
        LessonSession.objects.filter(
            Q(host=staff) | Q(pk__in=booked.values("session")),
            school_id=staff.school_id,
            taught_on__gte=today - BACK,
        )
        .select_related("host", "school_class", "kind")
        .prefetch_related(Prefetch("bookings", booked, to_attr="booked"))
        .order_by("taught_on", "period", "pk")
    )
    for row in rows:
        yield _event(row, row.booked[0] if row.booked else None)


def _event(lesson: LessonSession, booking: LessonBooking | None) -> Event:
    """`booking` is none where it is the own lesson."""
    host = lesson.host.name if lesson.host else lesson.host_name
    told = {
        "period": lesson.period,
        "subject": lesson.subject,
        "topic": lesson.topic,
        "host": host,
    }
    summary = _("Period %(period)d: %(subject)s, %(topic)s (%(host)s)") % told
    lines = [lesson.kind.name]
    if lesson.school_class is not None:
        lines.append(class_name(lesson.school_class, lesson.taught_on))
    status = "CONFIRMED"
    if booking is not None:
        lines.append(str(BookingState(booking.state).label))
        status = "CONFIRMED" if booking.state == BookingState.SEATED else "TENTATIVE"
    if lesson.cancelled_at is not None:
        status = "CANCELLED"
        lines.append(lesson.cancel_reason)
    return Event(
        uid=f"{lesson.pk}@lessons.wotu",
        day=lesson.taught_on,
        summary=summary,
        place=lesson.place,
        description="\n".join(lines),
        status=status,
        sequence=lesson.version,
    )
