"""Serious concerns: lists without their sealed text, and how many are open."""

import uuid
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from school.people.models import User
from school.shared.models import IdempotencyKey
from school.visits.models import Concern, ConcernStep, HomeVisit
from school.visits.policy.concerns import ConcernPolicy, handles
from school.visits.queries.lists import placed

SEALED = ("account", "step_taken", "told", "result")


def concerns() -> QuerySet[Concern]:
    """With all that a list shows; nothing sealed is opened."""
    return (
        Concern.objects.select_related("student", "created_by__staff", "closed_by__staff")
        .prefetch_related(placed("student__", timezone.localdate()))
        .annotate(step_count=Count("steps"))
        .defer(*SEALED)
    )


def steps(concern: Concern) -> list[ConcernStep]:
    return list(ConcernStep.objects.filter(concern=concern).select_related("created_by__staff"))


def concerns_open_count(user: User) -> int | None:
    """How many concerns nobody has closed: a number without a name. None for who may not know."""
    return open_count(user.school_id) if handles(user) else None


def open_count(school_id: uuid.UUID) -> int:
    return Concern.objects.filter(school_id=school_id, closed_at=None).count()


def visit_of_gesture(user: User, key: uuid.UUID) -> HomeVisit | None:
    """The visit that this person's gesture made, when it has arrived."""
    made = IdempotencyKey.objects.filter(actor=user, key=key).values("record_id")
    return HomeVisit.objects.filter(school_id=user.school_id, pk__in=made).first()


def with_concern(user: User, visits: QuerySet[Any]) -> QuerySet[Any]:
    """`has_concern`: whether one was split off, of which this reader may know."""
    known = ConcernPolicy().visible(user, Concern.objects.filter(school_id=user.school_id))
    marked: QuerySet[Any] = visits.annotate(
        has_concern=Exists(known.filter(visit_id=OuterRef("pk")))
    )
    return marked
