"""Columns that records of several kinds share."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q


def person(**kwargs: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **kwargs
    )


def together(at: str, by: str) -> Q:
    """A moment and its person stand together or not at all."""
    both = Q(**{f"{at}__isnull": False, f"{by}__isnull": False})
    return Q(**{at: None, by: None}) | both
