"""Lessons as pages and other contexts need them, and what people do in which period."""

import datetime
import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet

from school.observation.models import (
    LIVE,
    Attendance,
    BookingState,
    CampaignKind,
    LessonBooking,
    LessonCampaign,
    LessonKind,
    LessonSession,
    Observation,
)
from school.people.models import StaffMember
from school.shared.columns import how_many

CONFIRMED = Q(observer_said_at__isnull=False) & (
    Q(host_said_at__isnull=False) | Q(session__is_out_of_school=True)
)
"""An attendance that both sides tell of; out of school there is one side."""


def _booked(state: str) -> Any:
    rows = LessonBooking.objects.filter(session=OuterRef("pk"), state=state)
    return how_many(rows, "session")


def lessons(staff_id: uuid.UUID | None) -> QuerySet[Any]:
    """In the order of the plan, with what a page shows of a lesson: in `booked` this person's own
    live booking, in `attended` the own attendance.
    """
    bookings = LessonBooking.objects.filter(guest=staff_id, state__in=LIVE)
    return (
        LessonSession.objects.select_related(
            "host", "school_class", "kind", "campaign", "chain", "created_by__staff"
        )
        .annotate(
            seated=_booked(BookingState.SEATED),
            waiting=_booked(BookingState.WAITING),
            asked=_booked(BookingState.ASKED),
        )
        .prefetch_related(
            Prefetch("bookings", bookings, to_attr="booked"),
            Prefetch(
                "attendances",
                Attendance.objects.filter(observer=staff_id).select_related("observer"),
                to_attr="attended",
            ),
        )
    )


def of_person(staff_id: uuid.UUID | None) -> Q:
    """The lessons that somebody gives, is booked for, or was in."""
    booked = LessonBooking.objects.filter(guest=staff_id, state__in=LIVE)
    attended = Attendance.objects.filter(observer=staff_id, observer_said_at__isnull=False)
    return (
        Q(host=staff_id) & Q(host__isnull=False)
        | Q(pk__in=booked.values("session"))
        | Q(pk__in=attended.values("session"))
    )


def open_to(staff_id: uuid.UUID | None, today: datetime.date) -> Q:
    """The lessons that somebody could still book, seats left or not."""
    booked = LessonBooking.objects.filter(guest=staff_id, state__in=LIVE)
    return (
        Q(
            cancelled_at=None,
            is_out_of_school=False,
            kind__is_announced=True,
            taught_on__gte=today,
        )
        & ~Q(host=staff_id)
        & ~Q(pk__in=booked.values("session"))
    )


def taken(
    staff: Collection[uuid.UUID],
    day: datetime.date,
    period: int,
    *,
    apart_from: uuid.UUID | None = None,
) -> dict[uuid.UUID, str]:
    """Who of these does what in that period: `teaches` or `booked`."""
    at = {"taught_on": day, "period": period, "cancelled_at": None}
    taught = LessonSession.objects.filter(host__in=staff, **at)
    booked = LessonBooking.objects.filter(
        guest__in=staff, state__in=LIVE, **{f"session__{name}": one for name, one in at.items()}
    )
    if apart_from is not None:
        taught, booked = taught.exclude(pk=apart_from), booked.exclude(session=apart_from)
    found = dict.fromkeys(booked.values_list("guest_id", flat=True), "booked")
    hosts = taught.filter(host__isnull=False).values_list("host_id", flat=True)
    return found | {host: "teaches" for host in hosts if host is not None}


def slots_of(
    staff_id: uuid.UUID | None, days: Iterable[datetime.date]
) -> dict[tuple[datetime.date, int], uuid.UUID]:
    """When on these days somebody gives a lesson or is booked for one -> that lesson."""
    found = sorted(set(days))
    if staff_id is None or not found:
        return {}
    booked = LessonBooking.objects.filter(guest=staff_id, state__in=LIVE).values("session")
    rows = LessonSession.objects.filter(
        Q(host=staff_id) | Q(pk__in=booked), taught_on__in=found, cancelled_at=None
    )
    return {(row.taught_on, row.period): row.pk for row in rows.only("taught_on", "period")}


def drop_in(host: StaffMember | None, day: datetime.date, period: int) -> LessonSession | None:
    """The unannounced lesson that somebody entered of this host and period."""
    return LessonSession.objects.filter(
        host=host,
        host__isnull=False,
        taught_on=day,
        period=period,
        cancelled_at=None,
        kind__is_announced=False,
    ).first()


def is_attended(lesson: LessonSession) -> bool:
    return (
        Attendance.objects.filter(session=lesson, observer_said_at__isnull=False).exists()
        or Observation.objects.filter(session=lesson).exists()
    )


def subjects(rows: QuerySet[LessonSession]) -> QuerySet[Any]:
    """Those of the lessons, each with how many there are."""
    standing = rows.filter(cancelled_at=None).order_by("subject")
    return standing.values("subject").annotate(lessons=Count("pk"))


# ---- attendances ---------------------------------------------------------------------------


def attendances() -> QuerySet[Any]:
    return Attendance.objects.select_related("observer", "session").order_by(
        "observer__staff_number"
    )


def confirmed() -> QuerySet[Any]:
    """Those that count."""
    return Attendance.objects.filter(CONFIRMED)


# ---- kinds and campaigns -------------------------------------------------------------------


def kinds() -> QuerySet[LessonKind]:
    return LessonKind.objects.select_related("rubric")


def campaigns() -> QuerySet[Any]:
    """With its kinds, each with `lessons`: how many stand in the plan."""
    planned = LessonSession.objects.filter(
        campaign=OuterRef("campaign"), kind=OuterRef("kind"), cancelled_at=None
    )
    rows = (
        CampaignKind.objects.select_related("kind")
        .annotate(lessons=how_many(planned, "kind"))
        .order_by("kind__position")
    )
    return LessonCampaign.objects.prefetch_related(Prefetch("kinds", rows))


def outside(campaign: LessonCampaign, kinds: Collection[LessonKind]) -> int:
    """How many of the campaign's lessons lie outside its days, or are of none of the kinds."""
    rows = LessonSession.objects.filter(campaign=campaign, cancelled_at=None)
    return rows.filter(
        Q(taught_on__lt=campaign.starts_on) | Q(taught_on__gt=campaign.ends_on) | ~Q(kind__in=kinds)
    ).count()


def names_of(staff: Iterable[uuid.UUID]) -> list[str]:
    return list(
        StaffMember.objects.filter(pk__in=staff)
        .order_by(F("staff_number"))
        .values_list("name", flat=True)
    )
