"""Reflections without their words; those are read one at a time."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from school.growth.models import Reflection, ReflectionShare

SEALED = ("text",)


def reflections() -> QuerySet[Any]:
    """The newest first, with the colleagues who may read it in `live_shares`."""
    live = ReflectionShare.objects.filter(revoked_at=None).select_related("staff")
    return (
        Reflection.objects.select_related("portfolio__staff", "goal", "voided_by__staff")
        .prefetch_related(Prefetch("shares", live.order_by("created_at", "id"), "live_shares"))
        .defer(*SEALED)
        .order_by("-reflected_on", "-id")
    )


def shares(reflection: Reflection) -> QuerySet[ReflectionShare]:
    """Whom the owner ever named, the newest first."""
    return (
        ReflectionShare.objects.filter(reflection=reflection)
        .select_related("staff")
        .order_by("-created_at", "-id")
    )
