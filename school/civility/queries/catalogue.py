"""The catalogue as it reads on a day."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from school.civility.models import PointItem, PointItemVersion, PointLimits, ThemeMonth
from school.civility.rules.ledger import Limits


def in_force(day: datetime.date) -> Any:
    """The key of an item's version on the day: the latest begun, of equals the highest number."""
    return (
        PointItemVersion.objects.filter(item=OuterRef("pk"), effective_from__lte=day)
        .order_by("-effective_from", "-number")
        .values("pk")[:1]
    )


def versions_on(school_id: uuid.UUID, day: datetime.date) -> QuerySet[Any]:
    """Every item's version of the day, by code; closed ones among them."""
    items = PointItem.objects.filter(school_id=school_id)
    keys = items.annotate(version=Subquery(in_force(day))).values("version")
    return (
        PointItemVersion.objects.filter(pk__in=keys).select_related("item").order_by("item__code")
    )


def version_of(item: PointItem, day: datetime.date) -> PointItemVersion | None:
    found: PointItemVersion | None = (
        PointItemVersion.objects.filter(item=item, effective_from__lte=day)
        .select_related("item")
        .order_by("-effective_from", "-number")
        .first()
    )
    return found


def limits_on(school_id: uuid.UUID, day: datetime.date) -> Limits:
    return limits_on_days(school_id, [day])[day]


def limits_on_days(
    school_id: uuid.UUID, days: Iterable[datetime.date]
) -> dict[datetime.date, Limits]:
    """Day -> what holds for all items on it."""
    versions = list(
        PointLimits.objects.filter(school_id=school_id).order_by("-effective_from", "-number")
    )
    found = {}
    for day in days:
        row = next((one for one in versions if one.effective_from <= day), None)
        found[day] = (
            Limits(row.student_day, row.teacher_day, row.undo_minutes, row.allows_deductions)
            if row
            else Limits()
        )
    return found


def theme_on(school_id: uuid.UUID, day: datetime.date) -> ThemeMonth | None:
    found: ThemeMonth | None = (
        ThemeMonth.objects.believed().on(day).filter(school_id=school_id).first()
    )
    return found
