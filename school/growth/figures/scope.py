"""What the figures of portfolios count: cut to the scope asked about."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from school.growth.models import Goal, Horizon, Measure, Reflection
from school.growth.queries import plans as found
from school.growth.rules.goals import GoalState, state_of
from school.observation.queries.quotas import TEACHING
from school.people.models import Post, StaffMember
from school.people.queries.scopes import is_whole_school
from school.shared.figures import Scope, load_once


def teachers(scope: Scope) -> QuerySet[StaffMember]:
    """Who holds a teaching post on the last day that counts. A portfolio belongs to no class."""
    rows = StaffMember.objects.filter(school_id=scope.school_id)
    if not is_whole_school(scope):
        return rows.none()
    if scope.staff_id is not None:
        rows = rows.filter(pk=scope.staff_id)
    posts = (
        Post.objects.believed().on(scope.until).filter(school_id=scope.school_id, kind__in=TEACHING)
    )
    return rows.filter(pk__in=posts.values("staff_id")).order_by("staff_number", "pk")


def approved_plans(scope: Scope) -> QuerySet[Any]:
    """The term's plans of which a copy was approved by the end of the last day that counts."""
    rows = found.plans().filter(
        school_id=scope.school_id,
        horizon=Horizon.TERM,
        term=scope.term_id,
        voided_at=None,
        submissions__reviews__outcome="approved",
        submissions__reviews__created_at__date__lte=scope.until,
    )
    if scope.staff_id is not None:
        rows = rows.filter(portfolio__staff=scope.staff_id)
    return rows.distinct() if is_whole_school(scope) else rows.none()


def keepers(scope: Scope) -> QuerySet[StaffMember]:
    """The teachers who have such a plan."""
    return teachers(scope).filter(pk__in=approved_plans(scope).values("portfolio__staff"))


@dataclass(frozen=True)
class Aim:
    """A goal that one can see the end of, and whether it was reached by the day asked about."""

    goal: Goal
    done: Decimal | None
    is_reached: bool


def aims(scope: Scope) -> list[Aim]:
    """The goals of the approved plans that were not given up. One gathering for all of them."""

    def load() -> list[Aim]:
        rows = list(found.with_goals(approved_plans(scope)))
        progress = found.progress(rows, scope.until)
        return [
            Aim(
                goal,
                progress.get(goal.pk),
                state_of(goal, progress.get(goal.pk), scope.until) == GoalState.REACHED,
            )
            for plan in rows
            for goal in plan.told_goals
            if goal.dropped_at is None and goal.measure != Measure.TEXT
        ]

    return load_once(("growth.aims", scope), load)


def reflections(scope: Scope) -> QuerySet[Any]:
    rows = (
        Reflection.objects.select_related("portfolio__staff")
        .defer("text")
        .filter(school_id=scope.school_id, voided_at=None, reflected_on__range=scope.days)
        .order_by("-reflected_on", "-pk")
    )
    if scope.staff_id is not None:
        rows = rows.filter(portfolio__staff=scope.staff_id)
    return rows if is_whole_school(scope) else rows.none()
