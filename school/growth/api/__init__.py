"""Portfolios over HTTP."""

from school.growth.api.copies import PlanSubmissionViewSet
from school.growth.api.goals import GoalStepViewSet, GoalViewSet
from school.growth.api.plans import GrowthPlanViewSet, PlanTemplateViewSet
from school.growth.api.portfolios import GrowthPortfolioViewSet
from school.growth.api.reflections import ReflectionViewSet
from school.people.access import RecordViewSet

ROUTES: list[tuple[str, type[RecordViewSet]]] = [
    ("portfolios", GrowthPortfolioViewSet),
    ("plan-templates", PlanTemplateViewSet),
    ("growth-plans", GrowthPlanViewSet),
    ("growth-goals", GoalViewSet),
    ("growth-steps", GoalStepViewSet),
    ("plan-submissions", PlanSubmissionViewSet),
    ("reflections", ReflectionViewSet),
]
