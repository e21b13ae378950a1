"""What several of these endpoints take in and give out."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from school.growth.models import (
    BlockKind,
    CareerStage,
    Counter,
    Dimension,
    GoalStep,
    Horizon,
    Measure,
)
from school.growth.policy.portfolios import (
    GoalPolicy,
    GoalStepPolicy,
    GrowthPlanPolicy,
    owns,
)
from school.growth.queries import documents, plans
from school.growth.rules import goals as goal_rules
from school.growth.rules import plans as rules
from school.growth.rules.goals import GoalState
from school.growth.rules.plans import PlanState
from school.people.models import User
from school.people.refs import StaffRef, present_staff
from school.shared.api import Number, Shape, Text


class Abilities(serializers.ListField):
    child = serializers.CharField()


@extend_schema_serializer(component_name="GrowthReason")
class ReasonIn(Shape):
    reason = Text(max_length=200)


@extend_schema_serializer(component_name="GrowthRating")
class RatingIn(Shape):
    dimension = serializers.ChoiceField(Dimension.choices)
    rating = Number(min_value=rules.RATINGS[0], max_value=rules.RATINGS[1])


class Ratings(serializers.ListField):
    """Comes in as a list of {dimension, rating}, goes on as dimension -> rating."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=RatingIn(), max_length=len(Dimension), **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        return {one["dimension"]: one["rating"] for one in super().to_internal_value(data)}


@extend_schema_serializer(component_name="GrowthRatingRow")
class RatingOut(serializers.Serializer[Any]):
    dimension = serializers.ChoiceField(Dimension.choices)
    dimension_label = serializers.CharField()
    rating = serializers.IntegerField()


def present_ratings(ratings: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "dimension": one.value,
            "dimension_label": str(one.label),
            "rating": ratings[one.value],
        }
        for one in Dimension
        if one.value in ratings
    ]


# ---- goals -----------------------------------------------------------------------------------


@extend_schema_serializer(component_name="GoalStep")
class StepOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    words = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    done_on = serializers.DateField(allow_null=True)
    abilities = Abilities()


@extend_schema_serializer(component_name="GrowthGoal")
class GoalOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    plan = serializers.UUIDField()
    dimension = serializers.ChoiceField(Dimension.choices)
    dimension_label = serializers.CharField()
    words = serializers.CharField()
    measure = serializers.ChoiceField(Measure.choices)
    measure_label = serializers.CharField()
    counter = serializers.ChoiceField(Counter.choices, allow_blank=True)
    counter_label = serializers.CharField(allow_blank=True)
    target = serializers.IntegerField(allow_null=True)
    done = serializers.CharField(
        allow_null=True, help_text="Of a counted goal: how much there is, out of the records."
    )
    state = serializers.ChoiceField(GoalState.choices)
    state_label = serializers.CharField()
    is_late = serializers.BooleanField(
        help_text="From the middle of the plan on: less is done than time is over."
    )
    due_on = serializers.DateField(allow_null=True)
    reached_on = serializers.DateField(allow_null=True)
    outcome = serializers.CharField(allow_blank=True)
    drop_reason = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()
    steps = StepOut(many=True)
    abilities = Abilities()


def present_step(step: GoalStep, user: User, *, is_open: bool) -> dict[str, Any]:
    verbs = GoalStepPolicy().abilities(user, step) if is_open else []
    return {
        "id": step.pk,
        "words": step.words,
        "due_on": step.due_on,
        "done_on": step.done_on,
        "abilities": [verb for verb in verbs if verb != "drop" or step.done_on is None],
    }


def present_goal(
    goal: Any, user: User, done: Decimal | None, today: datetime.date
) -> dict[str, Any]:
    """`goal` as `plans.goals` gives it."""
    state = goal_rules.state_of(goal, done, today)
    is_counted = goal.measure == Measure.COUNT
    is_open = (
        goal.dropped_at is None and goal.plan.voided_at is None and owns(user, goal.plan.portfolio)
    )
    verbs = GoalPolicy().abilities(user, goal) if is_open else []
    return {
        "id": goal.pk,
        "plan": goal.plan_id,
        "dimension": goal.dimension,
        "dimension_label": goal.get_dimension_display(),
        "words": goal.words,
        "measure": goal.measure,
        "measure_label": goal.get_measure_display(),
        "counter": goal.counter,
        "counter_label": goal.get_counter_display() if goal.counter else "",
        "target": goal.target,
        "done": documents.said(done or Decimal(0)) if is_counted else None,
        "state": state.value,
        "state_label": str(state.label),
        "is_late": is_counted
        and state == GoalState.OPEN
        and goal_rules.is_late(done or Decimal(0), goal.target, plans.days_of(goal.plan), today),
        "due_on": goal.due_on,
        "reached_on": goal.reached_on,
        "outcome": goal.outcome,
        "drop_reason": goal.drop_reason,
        "version": goal.version,
        "steps": [
            present_step(step, user, is_open=is_open)
            for step in goal.told_steps
            if step.dropped_at is None
        ],
        "abilities": [
            verb for verb in verbs if verb != "retrieve" and (verb != "declare" or not is_counted)
        ],
    }


# ---- plans -----------------------------------------------------------------------------------


@extend_schema_serializer(component_name="GrowthTermRef")
class TermRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


@extend_schema_serializer(component_name="PlanTemplateRef")
class TemplateRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    title = serializers.CharField()


@extend_schema_serializer(component_name="GrowthPlanRef")
class PlanRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    portfolio = serializers.UUIDField()
    staff = StaffRef()
    horizon = serializers.ChoiceField(Horizon.choices)
    horizon_label = serializers.CharField()
    term = TermRef(allow_null=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    stage = serializers.ChoiceField(CareerStage.choices)
    stage_label = serializers.CharField()
    template = TemplateRef()


@extend_schema_serializer(component_name="GrowthPlan")
class PlanOut(PlanRef):
    state = serializers.ChoiceField(PlanState.choices)
    state_label = serializers.CharField()
    copies = serializers.IntegerField(help_text="How many copies were handed in.")
    is_approved = serializers.BooleanField(help_text="A copy of it was approved, now or before.")
    is_mine = serializers.BooleanField()
    version = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    void_reason = serializers.CharField(allow_blank=True)
    abilities = Abilities()


@extend_schema_serializer(component_name="PlanBlock")
class BlockOut(serializers.Serializer[Any]):
    """A block of the template with its owner's answer; of a list, an entry a line. Goals stand
    apart.
    """

    key = serializers.CharField()
    title = serializers.CharField()
    hint = serializers.CharField(allow_blank=True)
    kind = serializers.ChoiceField(BlockKind.choices)
    is_required = serializers.BooleanField()
    text = serializers.CharField(allow_blank=True)


@extend_schema_serializer(component_name="GrowthPlanPage")
class PlanPage(PlanOut):
    blocks = BlockOut(many=True)
    self_ratings = RatingOut(many=True)
    goals = GoalOut(many=True)
    missing = serializers.ListField(
        child=serializers.CharField(), help_text="Required blocks that hold nothing yet."
    )


def present_plan_ref(plan: Any) -> dict[str, Any]:
    """`plan` with portfolio, staff, term and template loaded."""
    first, last = plans.days_of(plan)
    return {
        "id": plan.pk,
        "portfolio": plan.portfolio_id,
        "staff": present_staff(plan.portfolio.staff),
        "horizon": plan.horizon,
        "horizon_label": plan.get_horizon_display(),
        "term": {"id": plan.term_id, "name": plans.name_of_term(plan)} if plan.term_id else None,
        "starts_on": first,
        "ends_on": last,
        "stage": plan.template.stage,
        "stage_label": plan.template.get_stage_display(),
        "template": {
            "id": plan.template_id,
            "number": plan.template.number,
            "title": plan.template.title,
        },
    }


def present_plan(plan: Any, user: User) -> dict[str, Any]:
    """`plan` as `plans.plans` gives it."""
    state = plans.state(plan)
    is_out = state == PlanState.VOIDED
    takes = {
        "partial_update": not is_out,
        "submit": not is_out and state != PlanState.SUBMITTED,
        "void": state in (PlanState.DRAFT, PlanState.RETURNED),
    }
    return {
        **present_plan_ref(plan),
        "state": state.value,
        "state_label": str(state.label),
        "copies": plan.copies,
        "is_approved": plan.is_approved,
        "is_mine": owns(user, plan.portfolio),
        "version": plan.version,
        "created_at": plan.created_at,
        "void_reason": plan.void_reason,
        "abilities": [
            verb for verb in GrowthPlanPolicy().abilities(user, plan) if takes.get(verb, False)
        ],
    }


def present_page(plan: Any, user: User, today: datetime.date) -> dict[str, Any]:
    """`plan` as `plans.with_goals` gives it."""
    progress = plans.progress([plan], today)
    standing = [goal for goal in plan.told_goals if goal.dropped_at is None]
    return {
        **present_plan(plan, user),
        "blocks": [_block(one, plan.answers.get(one["key"])) for one in plan.template.blocks],
        "self_ratings": present_ratings(plan.self_ratings),
        "goals": [
            present_goal(goal, user, progress.get(goal.pk), today) for goal in plan.told_goals
        ],
        "missing": rules.missing(plan.template.blocks, plan.answers, goals=len(standing)),
    }


def _block(one: Mapping[str, Any], answer: Any) -> dict[str, Any]:
    return {
        **{name: one[name] for name in ("key", "title", "hint", "kind", "is_required")},
        "text": "\n".join(answer) if isinstance(answer, list) else answer or "",
    }
