"""Talks and steps without their words; those are read one at a time."""

import datetime
import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, Min, OuterRef, QuerySet

from school.mentoring.models import ActionStep, EvaluationTalk, MentorPair, MentorTalk
from school.observation.queries import observations

SEALED = ("topic", "content", "void_reason")
SEALED_STEP = ("text", "result")


def talks() -> QuerySet[Any]:
    """The newest first."""
    return (
        MentorTalk.objects.select_related(
            "pair__mentor", "pair__mentee", "created_by__staff", "voided_by__staff"
        )
        .annotate(named=Exists(_naming(OuterRef("pk"))))
        .defer(*SEALED)
        .order_by("-talked_on", "-id")
    )


def steps() -> QuerySet[Any]:
    return (
        ActionStep.objects.select_related(
            "pair__mentor", "pair__mentee", "created_by__staff", "closed_by__staff"
        )
        .defer(*SEALED_STEP)
        .order_by("check_on", "id")
    )


def _naming(talk: Any) -> QuerySet[EvaluationTalk]:
    """In evaluations that stand."""
    rows: QuerySet[EvaluationTalk] = EvaluationTalk.objects.filter(
        talk=talk, evaluation__retired_at=None
    )
    return rows


def is_named(talk: MentorTalk) -> bool:
    return _naming(talk).exists()


def standing(pairs: Collection[uuid.UUID]) -> QuerySet[MentorTalk]:
    """Those that count, for their days alone."""
    return (
        MentorTalk.objects.filter(pair_id__in=pairs, voided_at=None)
        .only("id", "school_id", "pair_id", "talked_on", "created_at", "created_by_id")
        .order_by("talked_on", "id")
    )


def is_of_the_two(pair: MentorPair, observation: uuid.UUID) -> bool:
    """Whether it is a shared observation by one of the other."""
    two = pair.mentor_id, pair.mentee_id
    began = pair.periods.aggregate(first=Min("starts_on"))["first"]
    seen = observations.between(
        school_id=pair.school_id, pairs=[two, two[::-1]], first=began, last=datetime.date.max
    )
    return any(one.id == observation for one in seen)
