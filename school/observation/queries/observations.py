"""Records of lessons as lists show them, as figures count them, and as other contexts know them."""

import datetime
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Exists, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from school.observation.models import (
    Attendance,
    CriterionKind,
    LessonSession,
    Observation,
    ObservationNote,
    ObservationRevision,
    ObservationState,
    ObservedStrategy,
    RubricScore,
    ScoreTick,
    StrategyTagging,
)
from school.observation.queries import limits
from school.observation.queries.rubrics import contents
from school.observation.rules import limits as limit_rules
from school.observation.rules.observations import is_evaluated, is_late

SHARED = Q(shared_at__isnull=False)
"""Once shared a record stays so, also opened again."""


def observations() -> QuerySet[Any]:
    """With `is_confirmed` (both sides say the observer was there, or the lesson was held
    elsewhere), `is_denied` and `was_reopened`.
    """
    own = Attendance.objects.filter(session=OuterRef("session"), observer=OuterRef("observer"))
    both = own.filter(observer_said_at__isnull=False, host_said_at__isnull=False)
    return Observation.objects.annotate(
        is_confirmed=Coalesce(
            Exists(both) | Q(session__is_out_of_school=True),
            Value(False),
            output_field=BooleanField(),
        ),
        is_denied=Exists(own.filter(host_denied_at__isnull=False)),
        was_reopened=Exists(ObservationRevision.objects.filter(observation=OuterRef("pk"))),
    )


def counted(school_id: uuid.UUID) -> QuerySet[Any]:
    """What counts: shared, of a lesson that was held, and confirmed; in time or late."""
    return observations().filter(
        SHARED, school_id=school_id, session__cancelled_at=None, is_confirmed=True
    )


def strategies() -> QuerySet[Any]:
    taggings = StrategyTagging.objects.select_related("tag").order_by("tag__position")
    return (
        ObservedStrategy.objects.select_related("card")
        .prefetch_related(Prefetch("taggings", taggings))
        .order_by("position")
    )


def records() -> QuerySet[Any]:
    """What a list shows of a record."""
    return (
        observations()
        .select_related(
            "session__host",
            "session__kind",
            "session__school_class",
            "session__campaign",
            "observer",
            "rubric_version__rubric",
        )
        .prefetch_related(Prefetch("strategies", strategies()))
    )


def whole_records() -> QuerySet[Any]:
    """What the page of one record shows: also scores and, for the writer, notes."""
    scores = (
        RubricScore.objects.select_related("criterion")
        .prefetch_related(Prefetch("ticks", ScoreTick.objects.order_by("option__position")))
        .order_by("criterion__position")
    )
    return records().prefetch_related(
        Prefetch("scores", scores),
        Prefetch("notes", ObservationNote.objects.order_by("position")),
        *contents("rubric_version__"),
    )


def waits_for(staff_id: uuid.UUID | None) -> Q:
    """Records of which it is this person's turn, as the rule `acts_next` says."""
    if staff_id is None:
        return Q(pk=None)
    observes, hosts = Q(observer=staff_id), Q(session__host=staff_id)
    state = ObservationState
    both = Q(state__in=(state.REFLECTED, state.ACKNOWLEDGED))
    return (
        (observes & Q(state=state.DRAFT))
        | (hosts & Q(state=state.SHARED))
        | (both & observes & Q(observer_acknowledged_at=None))
        | (both & hosts & Q(host_acknowledged_at=None))
    )


def revisions(observation: Observation) -> QuerySet[Any]:
    """Earlier versions, the newest first."""
    return observation.revisions.select_related("created_by__staff").order_by("-number")


def observes_elsewhere(observer_id: uuid.UUID, session: LessonSession) -> bool:
    """Whether this person has a record of another lesson in the same period of that day."""
    return (
        Observation.objects.filter(
            school_id=session.school_id,
            observer_id=observer_id,
            session__taught_on=session.taught_on,
            session__period=session.period,
            session__cancelled_at=None,
        )
        .exclude(session=session)
        .exists()
    )


def teaches(staff_id: uuid.UUID, session: LessonSession) -> bool:
    """Whether this person gives a lesson in that period."""
    return LessonSession.objects.filter(
        school_id=session.school_id,
        host_id=staff_id,
        taught_on=session.taught_on,
        period=session.period,
        cancelled_at=None,
    ).exists()


def is_late_by(
    history: Collection[Any], shared_at: datetime.datetime | None, taught_on: datetime.date
) -> bool:
    """By the days of grace of the lesson's day. `history`: all limits of the school."""
    if shared_at is None:
        return False
    grace = limit_rules.in_force(list(history), taught_on).grace_days
    return is_late(timezone.localdate(shared_at), taught_on, grace_days=grace)


# ---- for other contexts --------------------------------------------------------------------


@dataclass(frozen=True)
class Between:
    """An observation of one colleague by another, as another context may know it. Drafts are never
    given. `counts`: shared, and both say that the observer was there.
    """

    id: uuid.UUID
    observer_id: uuid.UUID
    host_id: uuid.UUID
    taught_on: datetime.date
    state: str
    counts: bool
    is_late: bool
    is_evaluated: bool


def between(
    *,
    school_id: uuid.UUID,
    pairs: Collection[tuple[uuid.UUID, uuid.UUID]],
    first: datetime.date,
    last: datetime.date,
) -> list[Between]:
    """All shared records of these pairs (observer, host) on these days, in the order of the days;
    also those that do not count yet. One query for all pairs, and one for the limits.
    """
    wanted = set(pairs)
    if not wanted:
        return []
    history = limits.history(school_id)
    rows = (
        observations()
        .filter(
            SHARED,
            school_id=school_id,
            observer_id__in={observer for observer, _host in wanted},
            session__host_id__in={host for _observer, host in wanted},
            session__taught_on__range=(first, last),
            session__cancelled_at=None,
        )
        .select_related("session")
        .order_by("session__taught_on", "pk")
    )
    return [
        Between(
            id=row.pk,
            observer_id=row.observer_id,
            host_id=row.session.host_id,
            taught_on=row.session.taught_on,
            state=row.state,
            counts=row.is_confirmed,
            is_late=is_late_by(history, row.shared_at, row.session.taught_on),
            is_evaluated=is_evaluated(row.state, row.suggestion),
        )
        for row in rows
        if (row.observer_id, row.session.host_id) in wanted
    ]


@dataclass(frozen=True)
class Scored:
    """One scale criterion that was given a level, in a record that counts."""

    observation_id: uuid.UUID
    taught_on: datetime.date
    rubric: str
    version: int
    code: str
    section: str
    text: str
    kind: str
    levels: int
    weight: Decimal
    level: int


def scored(
    *,
    school_id: uuid.UUID,
    host_id: uuid.UUID,
    observer_id: uuid.UUID,
    first: datetime.date | None = None,
    last: datetime.date | None = None,
) -> list[Scored]:
    """What this observer gave this host, criterion by criterion, in the order of the days."""
    counting = counted(school_id).filter(session__host_id=host_id, observer_id=observer_id)
    if first is not None:
        counting = counting.filter(session__taught_on__gte=first)
    if last is not None:
        counting = counting.filter(session__taught_on__lte=last)
    rows = (
        RubricScore.objects.filter(
            observation__in=counting.values("pk"),
            criterion__kind=CriterionKind.SCALE,
            level__isnull=False,
        )
        .select_related("observation__session", "criterion__version__rubric")
        .order_by("observation__session__taught_on", "observation_id", "criterion__position")
    )
    return [
        Scored(
            observation_id=row.observation_id,
            taught_on=row.observation.session.taught_on,
            rubric=row.criterion.version.rubric.code,
            version=row.criterion.version.number,
            code=row.criterion.code,
            section=row.criterion.section,
            text=row.criterion.text,
            kind=row.criterion.kind,
            levels=row.criterion.levels or 0,
            weight=row.criterion.weight,
            level=row.level or 0,
        )
        for row in rows
    ]
