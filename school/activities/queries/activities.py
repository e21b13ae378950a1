"""Activities as pages show them, and who was there."""

import uuid
from typing import Any

from django.db.models import (
    BooleanField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)

from school.activities.models import (
    Activity,
    ActivityClass,
    ActivityEvidence,
    ActivityKind,
    ActivityReflection,
    ActivityStaff,
    ActivityState,
)
from school.people.models import StaffMember
from school.shared.columns import how_many


def kinds() -> QuerySet[ActivityKind]:
    return ActivityKind.objects.all()


def standing() -> QuerySet[Activity]:
    """Those that were held and not taken back: what counts."""
    return Activity.objects.filter(state=ActivityState.HELD, voided_at=None)


def activities(staff_id: uuid.UUID | None) -> QuerySet[Any]:
    """The newest first, with what a page shows of an activity: the person's own part in it."""
    mine = ActivityStaff.objects.filter(activity=OuterRef("pk"), staff=staff_id)
    return (
        Activity.objects.select_related(
            "kind", "programme", "phase", "group", "organiser", "created_by__staff"
        )
        .annotate(
            attended=_colleagues(attended=True),
            said=_colleagues(attended=None),
            files=how_many(ActivityEvidence.objects.filter(activity=OuterRef("pk")), "activity"),
            my_role=Subquery(mine.values("role")[:1]),
            my_attended=Subquery(mine.values("attended")[:1], output_field=BooleanField()),
        )
        .prefetch_related(Prefetch("classes", ActivityClass.objects.select_related("school_class")))
        .order_by("-happened_on", "-id")
    )


def _colleagues(attended: bool | None) -> Any:
    rows = ActivityStaff.objects.filter(activity=OuterRef("pk"), attended=attended)
    return how_many(rows, "activity")


def participants(activity: Activity) -> QuerySet[Any]:
    return (
        ActivityStaff.objects.filter(activity=activity)
        .select_related("staff", "created_by")
        .order_by("staff__staff_number")
    )


def proofs(activity: Activity) -> QuerySet[Any]:
    return ActivityEvidence.objects.filter(activity=activity).select_related("evidence")


def of_person(staff_id: uuid.UUID | None) -> Q:
    """What somebody organises or stands in the list of."""
    part = ActivityStaff.objects.filter(staff=staff_id).exclude(attended=False)
    return Q(organiser=staff_id) & Q(organiser__isnull=False) | Q(pk__in=part.values("activity"))


def of_class(class_id: uuid.UUID) -> Q:
    return Q(pk__in=ActivityClass.objects.filter(school_class=class_id).values("activity"))


def attended(activity: Activity, staff: StaffMember) -> bool | None:
    """What the list says of a colleague; nothing when it does not name one."""
    rows = ActivityStaff.objects.filter(activity=activity, staff=staff)
    return rows.values_list("attended", flat=True).first()


# ---- reflections ---------------------------------------------------------------------------


def reflections() -> QuerySet[ActivityReflection]:
    return ActivityReflection.objects.select_related(
        "staff", "activity__kind", "activity__organiser"
    ).order_by("-created_at", "-id")


def own_reflection(activity: Activity, staff_id: uuid.UUID | None) -> ActivityReflection | None:
    if staff_id is None:
        return None
    return ActivityReflection.objects.filter(activity=activity, staff=staff_id).first()
