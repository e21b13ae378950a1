"""The catalogue as it reads on a day."""

import datetime
import uuid
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from school.civility.models import (
    PointItem,
    PointItemVersion,
    PointLimits,
    ThemeItem,
    ThemeMonth,
)
from school.civility.rules.ledger import Limits


def in_force(day: datetime.date) -> Any:
    """The key of an item's version on the day: the latest begun, of equals the highest number."""
    return (
        PointItemVersion.objects.filter(item=OuterRef("pk"), effective_from__lte=day)
        .order_by("-effective_from", "-number")
        .values("pk")[:1]
    )


def to_come(day: datetime.date) -> Any:
    """The key of the version that an item gets next after the day."""
    return (
        PointItemVersion.objects.filter(item=OuterRef("pk"), effective_from__gt=day)
        .order_by("effective_from", "-number")
        .values("pk")[:1]
    )


def items_on(school_id: uuid.UUID, day: datetime.date) -> QuerySet[Any]:
    """Every item with the keys of its versions: `now_id` of the day, `next_id` after it, and
    `shown_id` of the day or, before its first, of the first.
    """
    return PointItem.objects.filter(school_id=school_id).annotate(
        now_id=Subquery(in_force(day)),
        next_id=Subquery(to_come(day)),
        shown_id=Coalesce("now_id", "next_id"),
    )


def versions_of(keys: Collection[uuid.UUID | None]) -> dict[uuid.UUID, PointItemVersion]:
    return dict(PointItemVersion.objects.in_bulk([key for key in keys if key is not None]))


def names_on(school_id: uuid.UUID, day: datetime.date) -> dict[uuid.UUID, str]:
    """Item -> what it is called on the day, or will be called at first."""
    shown = items_on(school_id, day).order_by().values("shown_id")
    return dict(PointItemVersion.objects.filter(pk__in=shown).values_list("item_id", "name"))


def history_of(item: PointItem) -> QuerySet[Any]:
    """Every version, the newest first."""
    return (
        PointItemVersion.objects.filter(item=item)
        .select_related("created_by__staff")
        .order_by("-number")
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


def limits_in_force(school_id: uuid.UUID, day: datetime.date) -> PointLimits | None:
    """The school's own, when it has set some."""
    row: PointLimits | None = (
        PointLimits.objects.filter(school_id=school_id, effective_from__lte=day)
        .order_by("-effective_from", "-number")
        .first()
    )
    return row


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


def themes() -> Any:
    """With their items, by code."""
    items = ThemeItem.objects.select_related("item").order_by("item__code")
    return ThemeMonth.objects.prefetch_related(Prefetch("items", items))
