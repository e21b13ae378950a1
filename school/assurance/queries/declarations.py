"""Declarations, and which of them stand."""

import datetime
import uuid
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from school.assurance.models import Declaration


def declarations() -> QuerySet[Any]:
    """The newest first; `is_replaced` when a later one of the same was signed."""
    later = Declaration.objects.filter(
        Q(created_at__gt=OuterRef("created_at"))
        | Q(created_at=OuterRef("created_at"), pk__gt=OuterRef("pk")),
        term=OuterRef("term"),
        kind=OuterRef("kind"),
        item=OuterRef("item"),
    )
    rows: QuerySet[Any] = (
        Declaration.objects.select_related("term__academic_year", "created_by__staff")
        .annotate(is_replaced=Exists(later))
        .order_by("-created_at", "-id")
    )
    return rows


def declared(
    school_id: uuid.UUID, term_id: uuid.UUID, kind: str, *, signed_by: datetime.date | None
) -> QuerySet[Any]:
    """The one that stood on the day, or that stands; at most one row. It is not looked for among
    those of the negative list, of which many stand.
    """
    rows = Declaration.objects.filter(school_id=school_id, term_id=term_id, kind=kind)
    if signed_by is not None:
        rows = rows.filter(created_at__date__lte=signed_by)
    newest = rows.order_by("-created_at", "-id").values_list("pk", flat=True).first()
    return declarations().filter(pk=newest)
