"""Selections, and those who were chosen."""

import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from school.civility.models import (
    AmbassadorNomination,
    AmbassadorRound,
    ClassVote,
    CourtesyAmbassador,
)
from school.people import queries as people


def selections() -> QuerySet[Any]:
    """With the votes held, in the order of the classes."""
    votes = ClassVote.objects.select_related("school_class").order_by(
        "-school_class__cohort_year", "school_class__number"
    )
    return AmbassadorRound.objects.select_related(
        "term__academic_year", "published_by__staff", "closed_by__staff"
    ).prefetch_related(Prefetch("votes", votes))


def nominations(on: datetime.date) -> QuerySet[Any]:
    """In the order of the classes and of the register."""
    return (
        AmbassadorNomination.objects.select_related(
            "selection", "school_class", "created_by__staff", "reviewed_by__staff"
        )
        .prefetch_related(Prefetch("student", people.students(on)))
        .order_by(
            "-selection__created_at",
            "-school_class__cohort_year",
            "school_class__number",
            "student__student_number",
        )
    )


def ambassadors(on: datetime.date) -> QuerySet[Any]:
    """In the order of the classes and of the register."""
    return (
        CourtesyAmbassador.objects.select_related("selection", "vote", "school_class")
        .prefetch_related(Prefetch("student", people.students(on)))
        .order_by(
            "-selection__created_at",
            "-school_class__cohort_year",
            "school_class__number",
            "student__student_number",
        )
    )
