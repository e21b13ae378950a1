"""What a goal and a step refuse, and how far a goal is."""

import datetime
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.growth.models import Goal, GoalStep, Measure
from school.shared.errors import InputRefused, RuleBroken

MOST_GOALS, MOST_STEPS = 30, 20
Span = tuple[datetime.date, datetime.date]


class GoalState(TextChoices):
    OPEN = "open", gettext_lazy("On the way")
    REACHED = "reached", gettext_lazy("Reached")
    DROPPED = "dropped", gettext_lazy("Given up")


def state_of(goal: Goal, done: Decimal | None, today: datetime.date) -> GoalState:
    """`done`: of a counted goal. A day that is declared reached counts from that day on."""
    if goal.dropped_at is not None:
        return GoalState.DROPPED
    if goal.measure == Measure.COUNT:
        assert goal.target is not None
        return GoalState.REACHED if done is not None and done >= goal.target else GoalState.OPEN
    reached = goal.reached_on is not None and goal.reached_on <= today
    return GoalState.REACHED if reached else GoalState.OPEN


def is_late(done: Decimal, target: int, days: Span, today: datetime.date) -> bool:
    """From the middle of the days on: less of it is done than of the days is over."""
    first, last = days
    length, over = (last - first).days + 1, (min(today, last) - first).days + 1
    return 2 * over >= length and done < target and done * length < Decimal(target) * over


def check_measure(measure: str, *, counter: str, target: int | None) -> None:
    if measure == Measure.COUNT:
        if not counter:
            raise InputRefused("counter", "required", _("Say what is counted."))
        if target is None:
            raise InputRefused("target", "required", _("Say how many."))
        return
    if counter:
        raise InputRefused("counter", "not_counted", _("Only a counted goal has this."))
    if target is not None:
        raise InputRefused("target", "not_counted", _("Only a counted goal has this."))


def check_due_on(day: datetime.date | None, days: Span) -> None:
    if day is not None and not days[0] <= day <= days[1]:
        raise InputRefused("due_on", "outside_plan", _("This day lies outside of the plan."))


def check_room(count: int) -> None:
    if count >= MOST_GOALS:
        raise RuleBroken("too_many_goals", _("A plan has 30 goals at most."))


def check_room_for_step(count: int) -> None:
    if count >= MOST_STEPS:
        raise RuleBroken("too_many_steps", _("A goal has 20 steps at most."))


def check_open(goal: Goal) -> None:
    if goal.dropped_at is not None:
        raise RuleBroken("goal_dropped", _("This goal was given up."))


def check_declared(goal: Goal) -> None:
    if goal.measure == Measure.COUNT:
        raise RuleBroken(
            "counts_itself", _("A counted goal goes on by itself; nobody declares it reached.")
        )


def check_reached_on(
    day: datetime.date | None,
    outcome: str,
    goal: Goal,
    *,
    starts_on: datetime.date,
    today: datetime.date,
) -> None:
    if day is None:
        return
    if not starts_on <= day <= today:
        raise InputRefused(
            "reached_on", "outside_plan", _("It was reached after the plan began, by today.")
        )
    if goal.measure == Measure.TEXT and not outcome:
        raise InputRefused("outcome", "required", _("Say in words what was reached."))


def check_step_open(step: GoalStep) -> None:
    if step.dropped_at is not None:
        raise RuleBroken("step_dropped", _("This step was struck out."))


def check_not_done(step: GoalStep) -> None:
    if step.done_on is not None:
        raise RuleBroken("step_done", _("What is done is not struck out."))


def check_done_on(day: datetime.date | None, *, today: datetime.date) -> None:
    if day is not None and day > today:
        raise InputRefused("done_on", "in_future", _("It is done today or was done before."))
