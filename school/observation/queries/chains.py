"""Relay chains: what each teacher handed on to the next."""

from typing import Any

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet

from school.observation.models import (
    LIVE,
    Attendance,
    LessonBooking,
    LessonSession,
    ObservationState,
    ObservedStrategy,
    RelayChain,
)
from school.people.models import User


def chains() -> QuerySet[Any]:
    """The newest first, with how many lessons stand in each, and the first and last day."""
    standing = Q(lessons__cancelled_at=None)
    return (
        RelayChain.objects.select_related("created_by__staff", "closed_by__staff")
        .annotate(
            lesson_count=Count("lessons", filter=standing),
            first_on=Min("lessons__taught_on", filter=standing),
            last_on=Max("lessons__taught_on", filter=standing),
        )
        .order_by("-created_at", "-id")
    )


def of_person(user: User) -> Q:
    """The chains that somebody started, or gives a lesson of."""
    given = LessonSession.objects.filter(
        host=user.staff_id, host__isnull=False, chain__isnull=False, cancelled_at=None
    )
    return Q(created_by=user) | Q(pk__in=given.values("chain"))


def lessons_of(chain: RelayChain) -> list[Any]:
    """In their order, each with `seen`: the strategies that observers have shared of it."""
    rows = (
        LessonSession.objects.filter(chain=chain, cancelled_at=None)
        .select_related("host", "school_class")
        .order_by("chain_position")
    )
    found: list[Any] = list(rows)
    seen: dict[Any, list[ObservedStrategy]] = {}
    strategies = (
        ObservedStrategy.objects.filter(observation__session__in=found)
        .exclude(observation__state=ObservationState.DRAFT)
        .select_related("observation")
        .prefetch_related(Prefetch("taggings__tag"))
        .order_by("observation__shared_at", "position")
    )
    for one in strategies:
        seen.setdefault(one.observation.session_id, []).append(one)
    for row in found:
        row.seen = seen.get(row.pk, [])
    return found


def has_part(user: User, chain: RelayChain) -> bool:
    """Whether this person gives, visits or has visited a lesson of the chain."""
    mine = {"session__chain": chain}
    return (
        LessonSession.objects.filter(
            chain=chain, host=user.staff_id, host__isnull=False, cancelled_at=None
        ).exists()
        or LessonBooking.objects.filter(guest=user.staff_id, state__in=LIVE, **mine).exists()
        or Attendance.objects.filter(
            observer=user.staff_id, observer_said_at__isnull=False, **mine
        ).exists()
    )
