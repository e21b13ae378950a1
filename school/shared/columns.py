"""Columns that records of several kinds share, in tables and in what is asked of them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, IntegerField, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce


def person(**kwargs: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **kwargs
    )


def together(at: str, by: str) -> Q:
    """A moment and its person stand together or not at all."""
    both = Q(**{f"{at}__isnull": False, f"{by}__isnull": False})
    return Q(**{at: None, by: None}) | both


def how_many(rows: QuerySet[Any], of: str) -> Coalesce:
    """A column beside the row outside: how many of `rows` are of it, by their column `of`."""
    counted = rows.order_by().values(of).annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
