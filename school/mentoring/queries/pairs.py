"""Pairs with what a page shows of them, and what their actions ask of the books."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from school.mentoring.models import (
    AgreementDuty,
    AgreementVersion,
    Ending,
    ExitRequest,
    MentorPair,
    MentorTalk,
    MonthExcuse,
    PairEvaluation,
    PairPeriod,
    PairSuspension,
    RevealNotice,
)
from school.mentoring.queries.talks import SEALED
from school.mentoring.rules.months import Agreed, Span
from school.mentoring.rules.pairs import PairState, state_of
from school.mentoring.rules.timeline import Happening
from school.observation.queries.quotas import Paired
from school.people import queries as people
from school.people.models import StaffMember
from school.shared.models import AuditEntry


def pairs() -> QuerySet[Any]:
    """With all that a list shows of a pair: days in `told_days`, the newest first."""
    return (
        MentorPair.objects.select_related("mentor", "mentee", "follows", "closed_by__staff")
        .prefetch_related(
            Prefetch(
                "periods",
                PairPeriod.objects.order_by("-created_at", "-id"),
                to_attr="told_periods",
            ),
            Prefetch(
                "suspensions",
                PairSuspension.objects.believed().order_by("starts_on"),
                to_attr="standing_suspensions",
            ),
            Prefetch(
                "agreements",
                AgreementVersion.objects.order_by("number")
                .select_related(
                    "created_by__staff",
                    "mentor_accepted_by__staff",
                    "mentee_accepted_by__staff",
                    "school_signed_by__staff",
                )
                .prefetch_related(Prefetch("duties", AgreementDuty.objects.order_by("id"))),
                to_attr="told_agreements",
            ),
            Prefetch(
                "exits",
                ExitRequest.objects.select_related(
                    "created_by__staff", "decided_by__staff"
                ).order_by("-created_at", "-id"),
                to_attr="told_exits",
            ),
            Prefetch(
                "excuses",
                MonthExcuse.objects.filter(withdrawn_at=None).select_related("created_by__staff"),
                to_attr="standing_excuses",
            ),
        )
        .annotate(signed=Exists(_signed(OuterRef("pk"))))
        .order_by("-created_at", "-id")
    )


def _signed(pair: Any) -> QuerySet[AgreementVersion]:
    return AgreementVersion.objects.filter(pair=pair, school_signed_at__isnull=False)


def _is_signed() -> Any:
    """Of a period: whether its pair has an agreement that the school signed."""
    return Exists(_signed(OuterRef("pair")))


# ---- of a pair as `pairs` gives it -----------------------------------------------------------


def days_of(pair: Any) -> Span | None:
    """The days that stand. None for a pair that was withdrawn."""
    for period in pair.told_periods:
        if period.retired_at is None:
            return period.starts_on, period.ends_on
    return None


def days_told(pair: Any) -> Span:
    """The same; of a withdrawn pair those that it would have had."""
    newest = pair.told_periods[0]
    return days_of(pair) or (newest.starts_on, newest.ends_on)


def suspended(pair: Any) -> list[Span]:
    return [(one.starts_on, one.ends_on or datetime.date.max) for one in pair.standing_suspensions]


def state(pair: Any, today: datetime.date) -> PairState:
    return state_of(pair.ended, days_of(pair), suspended(pair), is_signed=pair.signed, today=today)


def agreed(pair: Any) -> list[Agreed]:
    """The signed versions, as the months ask for them."""
    return [
        Agreed(one.number, one.effective_from, timezone.localdate(one.school_signed_at))
        for one in pair.told_agreements
        if one.school_signed_at is not None
    ]


def in_state(rows: QuerySet[Any], wanted: str, today: datetime.date) -> QuerySet[Any]:
    """What `state_of` says, as a condition."""
    stands = PairPeriod.objects.believed().filter(pair=OuterRef("pk"))
    is_over = Exists(stands.filter(ends_on__lt=today))
    interrupted = PairSuspension.objects.believed().on(today).filter(pair=OuterRef("pk"))
    early = Q(ended__in=[Ending.TERMINATED, Ending.CHANGED])
    rows = rows.alias(has_days=Exists(stands), is_over=is_over, interrupted=Exists(interrupted))
    stays = (Q(ended="") | (early & Q(is_over=False))) & Q(has_days=True)
    conditions = {
        PairState.WITHDRAWN: Q(ended=Ending.WITHDRAWN),
        PairState.COMPLETED: Q(ended=Ending.COMPLETED),
        PairState.TERMINATED: early & Q(is_over=True),
        PairState.DRAFT: stays & Q(signed=False),
        PairState.SUSPENDED: stays & Q(signed=True, interrupted=True),
        PairState.ACTIVE: stays & Q(signed=True, interrupted=False),
    }
    return rows.filter(conditions[PairState(wanted)])


def on_days(rows: QuerySet[Any], first: datetime.date, last: datetime.date) -> QuerySet[Any]:
    """Those with a day between these that stands."""
    stands = PairPeriod.objects.believed().overlapping(first, last)
    return rows.filter(pk__in=stands.values("pair_id"))


def in_term(rows: QuerySet[Any], school_id: uuid.UUID, term_id: uuid.UUID) -> QuerySet[Any]:
    """Those with a day in the term's window."""
    term = people.terms(school_id).filter(pk=term_id).first()
    if term is None:
        return rows.none()
    return on_days(rows, term.window_opens_on, term.window_closes_on)


def of_staff(rows: QuerySet[Any], staff_ids: Iterable[uuid.UUID | None]) -> QuerySet[Any]:
    """Those in which one of these stands on either side."""
    wanted = [one for one in staff_ids if one is not None]
    return rows.filter(Q(mentor_id__in=wanted) | Q(mentee_id__in=wanted))


# ---- what actions ask ------------------------------------------------------------------------


def _standing(school_id: uuid.UUID, days: Span) -> QuerySet[PairPeriod]:
    rows: QuerySet[PairPeriod] = (
        PairPeriod.objects.believed().overlapping(*days).filter(school_id=school_id)
    )
    return rows


def parties(school_id: uuid.UUID, field: str, days: Span) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """(mentor, mentee) of every pair of this field on one of these days."""
    rows = _standing(school_id, days).filter(field=field)
    return list(rows.values_list("pair__mentor_id", "mentee_id"))


def paired(school_id: uuid.UUID, first: datetime.date, last: datetime.date) -> list[Paired]:
    """Who is a pair on some of these days, as the count of observed lessons asks."""
    rows = _standing(school_id, (first, last)).order_by().filter(_is_signed())
    columns = ("pair__mentor_id", "mentee_id", "starts_on", "ends_on")
    return [Paired(*row) for row in rows.values_list(*columns)]


def mentees_of(mentor: StaffMember, days: Span) -> set[uuid.UUID]:
    rows = _standing(mentor.school_id, days).filter(pair__mentor=mentor)
    return set(rows.values_list("mentee_id", flat=True))


def newest(pair: MentorPair) -> AgreementVersion | None:
    return AgreementVersion.objects.filter(pair=pair).order_by("-number").first()


def newest_number(pair: MentorPair) -> int:
    found = AgreementVersion.objects.filter(pair=pair).aggregate(number=Max("number"))
    return found["number"] or 0


def newest_signed(pair: MentorPair) -> AgreementVersion | None:
    return _signed(pair).order_by("-number").first()


def evaluated_sides(pair: MentorPair) -> list[str]:
    rows = PairEvaluation.objects.filter(pair=pair, retired_at=None)
    return list(rows.values_list("side", flat=True))


# ---- one pair --------------------------------------------------------------------------------


def evaluations(pair: MentorPair) -> QuerySet[Any]:
    """Those that stand and those that were replaced, with the days of the talks they name."""
    return (
        PairEvaluation.objects.filter(pair=pair)
        .select_related("created_by__staff")
        .prefetch_related(Prefetch("talks__talk", MentorTalk.objects.defer(*SEALED)))
        .order_by("created_at", "id")
    )


def notices(pair: MentorPair, staff_id: uuid.UUID | None) -> QuerySet[RevealNotice]:
    """Who opened talks of this pair, told to this one of the two; the newest first."""
    return (
        RevealNotice.objects.filter(reveal__talk__pair=pair, staff_id=staff_id)
        .select_related("reveal__created_by__staff", "reveal__talk")
        .defer(*(f"reveal__talk__{name}" for name in SEALED))
        .order_by("-created_at", "-id")
    )


def timeline(pair: MentorPair) -> QuerySet[AuditEntry]:
    """Everything that happened to the pair, as the log has it; the newest first."""
    rows: QuerySet[AuditEntry] = AuditEntry.objects.filter(
        school_id=pair.school_id, record_id=pair.pk, verb__in=Happening.values
    )
    return rows
