"""Who may know of a portfolio and of what stands in it, and who acts on it."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from school.growth.models import (
    Goal,
    GoalStep,
    GrowthPlan,
    GrowthPortfolio,
    PlanSubmission,
    PlanTemplate,
)
from school.people.access import Policy, SchoolWide, may
from school.people.models import User
from school.people.roles import Permission


def owns(user: User, portfolio: GrowthPortfolio) -> bool:
    return user.staff_id is not None and portfolio.staff_id == user.staff_id


def reviews(user: User) -> bool:
    """Whether this person reads the plans of others and answers them."""
    return may(user, Permission.PORTFOLIO_REVIEW)


def own(user: User, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The portfolio of this person."""
    return rows.filter(staff=user.staff_id) if user.staff_id else rows.none()


def openable(user: User, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The colleagues whose portfolio this person may open."""
    return rows if reviews(user) else rows.filter(pk=user.staff_id)


def own_plans(user: User, rows: QuerySet[Any]) -> QuerySet[Any]:
    """On offer for a goal."""
    if user.staff_id is None:
        return rows.none()
    return rows.filter(portfolio__staff=user.staff_id, voided_at=None)


def own_goals(user: User, rows: QuerySet[Any]) -> QuerySet[Any]:
    """On offer for a step and for a reflection."""
    if user.staff_id is None:
        return rows.none()
    return rows.filter(plan__portfolio__staff=user.staff_id, plan__voided_at=None)


def _seen(user: User, rows: QuerySet[Any], *, plan: str, to_plan: str) -> QuerySet[Any]:
    """The own ones; to who reviews, those of plans of which a copy was handed in. `plan`: the path
    to the plan's key, `to_plan`: the path that leads on from it.
    """
    if user.staff_id is None:
        return rows.none()
    mine = Q(**{f"{to_plan}portfolio__staff": user.staff_id})
    if reviews(user):
        mine |= Q(Exists(PlanSubmission.objects.filter(plan=OuterRef(plan))))
    return rows.filter(mine)


class GrowthPortfolioPolicy(Policy[GrowthPortfolio]):
    """Who reviews reads what somebody did. Papers and files are the owner's to make."""

    needs = {
        "list": Permission.PORTFOLIO_READ,
        "retrieve": Permission.PORTFOLIO_READ,
        "create": Permission.PORTFOLIO_READ,
        "partial_update": Permission.PORTFOLIO_READ,
        "acts": Permission.PORTFOLIO_READ,
        "booklet": Permission.PORTFOLIO_READ,
        "take_along": Permission.PORTFOLIO_READ,
        "bring": Permission.PORTFOLIO_READ,
    }

    def visible(self, user: User, rows: QuerySet[GrowthPortfolio]) -> QuerySet[GrowthPortfolio]:
        return rows if reviews(user) else own(user, rows)

    def fits(self, user: User, verb: str, row: GrowthPortfolio) -> bool:
        return verb in ("list", "retrieve", "acts") or owns(user, row)


class PlanTemplatePolicy(SchoolWide[PlanTemplate]):
    needs = {
        "list": Permission.PORTFOLIO_READ,
        "create": Permission.PORTFOLIO_REVIEW,
    }


class GrowthPlanPolicy(Policy[GrowthPlan]):
    """A draft is its owner's alone."""

    needs = {
        "list": Permission.PORTFOLIO_READ,
        "export": Permission.PORTFOLIO_READ,
        "retrieve": Permission.PORTFOLIO_READ,
        "create": Permission.PORTFOLIO_READ,
        "partial_update": Permission.PORTFOLIO_READ,
        "submit": Permission.PORTFOLIO_READ,
        "void": Permission.PORTFOLIO_READ,
    }

    def visible(self, user: User, rows: QuerySet[GrowthPlan]) -> QuerySet[GrowthPlan]:
        return _seen(user, rows, plan="pk", to_plan="")

    def fits(self, user: User, verb: str, row: GrowthPlan) -> bool:
        return verb in ("list", "retrieve") or owns(user, row.portfolio)


class GoalPolicy(Policy[Goal]):
    needs = {
        "create": Permission.PORTFOLIO_READ,
        "retrieve": Permission.PORTFOLIO_READ,
        "partial_update": Permission.PORTFOLIO_READ,
        "declare": Permission.PORTFOLIO_READ,
        "drop": Permission.PORTFOLIO_READ,
    }

    def visible(self, user: User, rows: QuerySet[Goal]) -> QuerySet[Goal]:
        return _seen(user, rows, plan="plan", to_plan="plan__")

    def fits(self, user: User, verb: str, row: Goal) -> bool:
        return verb == "retrieve" or owns(user, row.plan.portfolio)


class GoalStepPolicy(Policy[GoalStep]):
    """Steps are read with their goal."""

    needs = {
        "create": Permission.PORTFOLIO_READ,
        "done": Permission.PORTFOLIO_READ,
        "drop": Permission.PORTFOLIO_READ,
    }

    def visible(self, user: User, rows: QuerySet[GoalStep]) -> QuerySet[GoalStep]:
        if user.staff_id is None:
            return rows.none()
        return rows.filter(goal__plan__portfolio__staff=user.staff_id)


class PlanSubmissionPolicy(Policy[PlanSubmission]):
    """Frozen copies are read by the office and the principal; nobody answers the own."""

    needs = {
        "list": Permission.PORTFOLIO_READ,
        "retrieve": Permission.PORTFOLIO_READ,
        "review": Permission.PORTFOLIO_REVIEW,
    }

    def visible(self, user: User, rows: QuerySet[PlanSubmission]) -> QuerySet[PlanSubmission]:
        if may(user, Permission.SUBMISSION_READ):
            return rows
        if user.staff_id is None:
            return rows.none()
        return rows.filter(plan__portfolio__staff=user.staff_id)

    def fits(self, user: User, verb: str, row: PlanSubmission) -> bool:
        return verb != "review" or not owns(user, row.plan.portfolio)
