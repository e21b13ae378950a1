"""What colleagues did in activities, as the portfolio of each shows it."""

import datetime
import uuid
from collections.abc import Collection
from decimal import Decimal

from django.db.models import Prefetch, Q

from school.activities.models import (
    Activity,
    ActivityEvidence,
    ActivityReflection,
    ActivityStaff,
    Area,
    PartRole,
)
from school.activities.queries.activities import standing
from school.activities.rules.kinds import is_research, is_training
from school.shared.acts import Act

TYPE = "activities"


def portfolio_acts(
    school_id: uuid.UUID,
    staff_ids: Collection[uuid.UUID],
    first: datetime.date,
    last: datetime.date,
) -> dict[uuid.UUID, list[Act]]:
    """Colleague -> the activities that were held with this colleague or organised by, and what the
    colleague wrote of them; the oldest first.
    """
    wanted = set(staff_ids)
    days = standing().filter(school_id=school_id, happened_on__range=(first, last))
    parts = ActivityStaff.objects.filter(staff__in=wanted, attended=True)
    held = (
        days.filter(Q(organiser__in=wanted) | Q(pk__in=parts.values("activity")))
        .select_related("kind")
        .prefetch_related(
            Prefetch("staff", parts, to_attr="there"),
            Prefetch("proofs", ActivityEvidence.objects.order_by("id"), to_attr="files"),
        )
    )
    found: dict[uuid.UUID, list[Act]] = {}
    for activity in held:
        roles = {one.staff_id: one.role for one in activity.there}  # type: ignore[attr-defined]
        for key in wanted & {activity.organiser_id, *roles}:
            found.setdefault(key, []).append(_act(activity, key, roles.get(key)))
    written = ActivityReflection.objects.filter(staff__in=wanted, activity__in=days)
    for one in written.select_related("activity"):
        found.setdefault(one.staff_id, []).append(
            Act(
                type=TYPE,
                name=f"reflection:{one.pk}",
                on=one.activity.happened_on,
                kinds=("activity_reflection",),
                label=one.activity.topic,
                opens=one.activity_id,
            )
        )
    return {key: sorted(acts, key=lambda act: (act.on, act.name)) for key, acts in found.items()}


def _act(activity: Activity, staff_id: uuid.UUID, role: str | None) -> Act:
    """`role`: none for who organised it and was not in the list."""
    files: list[ActivityEvidence] = activity.files  # type: ignore[attr-defined]
    kind, was_there = activity.kind, role is not None
    kinds = [
        name
        for name, fits in (
            ("led", activity.organiser_id == staff_id),
            ("talk", role == PartRole.SPEAKER),
            ("training", was_there and is_training(kind)),
            ("research", was_there and is_research(kind)),
            ("study", was_there and kind.area == Area.STUDY),
        )
        if fits
    ]
    hours = activity.hours or 0 if "training" in kinds else 1
    return Act(
        type=TYPE,
        name=str(activity.pk),
        on=activity.happened_on,
        kinds=tuple(kinds) or ("activity",),
        label=activity.topic,
        amount=Decimal(hours),
        opens=activity.pk,
        evidence=tuple(one.evidence_id for one in files),
    )
