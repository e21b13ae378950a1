"""Portfolios, plans, goals, reflections and the copies that are kept of them.

Django looks for models here; so does everybody else.
"""

from school.growth.models.copies import PlanReview, PlanSubmission, ReviewOutcome
from school.growth.models.plans import (
    BlockKind,
    CareerStage,
    Counter,
    Dimension,
    Goal,
    GoalStep,
    GrowthPlan,
    Horizon,
    Measure,
    PlanTemplate,
)
from school.growth.models.portfolios import BroughtFile, BroughtVolume, GrowthPortfolio
from school.growth.models.reflections import Reflection, ReflectionShare, Visibility

__all__ = [
    "BlockKind",
    "BroughtFile",
    "BroughtVolume",
    "CareerStage",
    "Counter",
    "Dimension",
    "Goal",
    "GoalStep",
    "GrowthPlan",
    "GrowthPortfolio",
    "Horizon",
    "Measure",
    "PlanReview",
    "PlanSubmission",
    "PlanTemplate",
    "Reflection",
    "ReflectionShare",
    "ReviewOutcome",
    "Visibility",
]
