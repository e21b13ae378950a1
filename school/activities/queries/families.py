"""Questions of parents and texts of parents."""

from typing import Any

from django.db.models import QuerySet

from school.activities.models import Consultation, ParentingPiece


def consultations() -> QuerySet[Any]:
    """The newest first."""
    return Consultation.objects.select_related("created_by__staff", "answered_by__staff").order_by(
        "-asked_on", "-id"
    )


def pieces() -> QuerySet[Any]:
    return ParentingPiece.objects.select_related("created_by__staff").order_by("-sent_on", "-id")
