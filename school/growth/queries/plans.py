"""Portfolios, plans and goals with what a page shows of them, and how far the goals are."""

import datetime
import uuid
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    Value,
    When,
)

from school.growth.models import (
    BroughtVolume,
    Goal,
    GoalStep,
    GrowthPlan,
    GrowthPortfolio,
    Horizon,
    Measure,
    PlanReview,
    PlanSubmission,
    PlanTemplate,
    Reflection,
    ReviewOutcome,
)
from school.growth.queries import acts as found
from school.growth.rules import acts as rules
from school.growth.rules.plans import PlanState, Span, state_of
from school.people.rules import term_name


def portfolios() -> QuerySet[Any]:
    """In the order of the staff, without what was brought along."""
    return GrowthPortfolio.objects.select_related("staff").order_by("staff__staff_number", "id")


def volumes(portfolio: GrowthPortfolio) -> QuerySet[Any]:
    return BroughtVolume.objects.filter(portfolio=portfolio).order_by("number")


def templates() -> QuerySet[Any]:
    """With `newest`: the number that holds for the stage."""
    same = PlanTemplate.objects.filter(
        school=OuterRef("school"), stage=OuterRef("stage"), horizon=OuterRef("horizon")
    ).order_by("-number")
    return PlanTemplate.objects.annotate(newest=Subquery(same.values("number")[:1])).order_by(
        "horizon", "stage", "-number"
    )


def in_force(rows: QuerySet[Any], *, is_in_force: bool) -> QuerySet[Any]:
    """Those whose number is the newest of their stage, or the others."""
    newest = {"number": F("newest")}
    return rows.filter(**newest) if is_in_force else rows.exclude(**newest)


# ---- plans ---------------------------------------------------------------------------------


def _copies(plan: Any) -> QuerySet[Any]:
    return PlanSubmission.objects.filter(plan=plan)


def plans() -> QuerySet[Any]:
    """With `copies` (how many), and of the newest copy `newest` (its hash) and `outcome`; in
    `is_approved` whether the school ever said yes. The newest plan first.
    """
    newest = _copies(OuterRef("pk")).order_by("-number")
    counted = _copies(OuterRef("pk")).order_by().values("plan").annotate(many=Count("pk"))
    approved = PlanReview.objects.filter(
        submission__plan=OuterRef("pk"), outcome=ReviewOutcome.APPROVED
    )
    return (
        GrowthPlan.objects.select_related(
            "portfolio__staff", "term__academic_year", "template", "voided_by__staff"
        )
        .annotate(
            copies=Case(
                When(Exists(_copies(OuterRef("pk"))), then=Subquery(counted.values("many"))),
                default=Value(0),
            ),
            newest=Subquery(newest.values("sha256")[:1]),
            outcome=Subquery(newest.values("reviews__outcome")[:1], output_field=CharField()),
            is_approved=Exists(approved),
        )
        .order_by("-created_at", "-id")
    )


def state(plan: Any) -> PlanState:
    """`plan` as `plans` gives it."""
    return state_of(is_voided=plan.voided_at is not None, copies=plan.copies, outcome=plan.outcome)


def in_state(rows: QuerySet[Any], wanted: str) -> QuerySet[Any]:
    """What `state_of` says, as a condition."""
    if wanted == PlanState.VOIDED:
        return rows.filter(voided_at__isnull=False)
    rows = rows.filter(voided_at=None)
    if wanted == PlanState.DRAFT:
        return rows.filter(copies=0)
    if wanted == PlanState.SUBMITTED:
        return rows.filter(copies__gt=0, outcome=None)
    return rows.filter(outcome=wanted)


def with_goals(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With the goals in `told_goals`, each with its steps in `told_steps`."""
    return rows.prefetch_related(Prefetch("goals", goals(), to_attr="told_goals"))


def goals() -> QuerySet[Any]:
    steps = GoalStep.objects.order_by("created_at", "id")
    return (
        Goal.objects.select_related("plan__portfolio__staff", "plan__term", "plan__template")
        .prefetch_related(Prefetch("steps", steps, to_attr="told_steps"))
        .order_by("created_at", "id")
    )


def days_of(plan: GrowthPlan) -> Span:
    """Of a term plan the days of its term's window."""
    if plan.term is not None:
        return plan.term.window_opens_on, plan.term.window_closes_on
    assert plan.starts_on is not None
    assert plan.ends_on is not None
    return plan.starts_on, plan.ends_on


def name_of_term(plan: GrowthPlan) -> str:
    return term_name(plan.term) if plan.term is not None else ""


def days_taken(portfolio: GrowthPortfolio) -> list[Span]:
    """The days of the three-year plans that stand."""
    rows = GrowthPlan.objects.filter(portfolio=portfolio, horizon=Horizon.YEARS, voided_at=None)
    return [days_of(row) for row in rows.select_related("term")]


def earlier_blocks(school_id: uuid.UUID, stage: str, horizon: str) -> tuple[int, list[Any]]:
    """The number and the blocks of the newest template, 0 and none without one."""
    row = (
        PlanTemplate.objects.filter(school_id=school_id, stage=stage, horizon=horizon)
        .order_by("-number")
        .first()
    )
    return (row.number, row.blocks) if row else (0, [])


# ---- how far ---------------------------------------------------------------------------------


def progress(rows: Iterable[GrowthPlan], today: datetime.date) -> dict[uuid.UUID, Decimal]:
    """Goal -> how far it is by today, for the counted goals of plans with `told_goals`. The acts
    of everybody are gathered once.
    """
    counted = [
        (plan, [goal for goal in plan.told_goals if goal.measure == Measure.COUNT])  # type: ignore[attr-defined]
        for plan in rows
    ]
    asked = [(plan, goals) for plan, goals in counted if goals]
    if not asked:
        return {}
    spans = [days_of(plan) for plan, _goals in asked]
    first, last = min(span[0] for span in spans), min(today, max(span[1] for span in spans))
    owners = {plan.portfolio.staff_id for plan, _goals in asked}
    told = found.gathered(asked[0][0].school_id, owners, first, last)
    written = reflection_days({plan.portfolio_id for plan, _goals in asked})
    return {
        goal.pk: rules.total(
            goal.counter,
            told[plan.portfolio.staff_id],
            written.get(plan.portfolio_id, ()),
            (span[0], min(today, span[1])),
        )
        for (plan, goals), span in zip(asked, spans, strict=True)
        for goal in goals
    }


def reflection_days(
    portfolio_ids: Collection[uuid.UUID],
) -> Mapping[uuid.UUID, list[datetime.date]]:
    """Portfolio -> the days of the reflections that stand, whoever may read them."""
    days: dict[uuid.UUID, list[datetime.date]] = {}
    rows = Reflection.objects.filter(portfolio__in=portfolio_ids, voided_at=None)
    for portfolio, day in rows.order_by().values_list("portfolio_id", "reflected_on"):
        days.setdefault(portfolio, []).append(day)
    return days


# ---- copies ----------------------------------------------------------------------------------


def submissions() -> QuerySet[Any]:
    """The newest first, without their content; `last_number` is that of the plan's newest copy."""
    newest = _copies(OuterRef("plan")).order_by("-number")
    reviews = PlanReview.objects.select_related("created_by__staff")
    rows: QuerySet[Any] = (
        PlanSubmission.objects.select_related(
            "plan__portfolio__staff", "plan__term__academic_year", "plan__template"
        )
        .prefetch_related(Prefetch("reviews", reviews, to_attr="told_reviews"))
        .annotate(last_number=Subquery(newest.values("number")[:1]))
        .defer("content")
        .order_by("-created_at", "-id")
    )
    return rows


def waiting(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The newest copies of plans that stand, which nobody has answered yet."""
    return rows.filter(plan__voided_at=None, reviews__isnull=True, number=F("last_number"))
