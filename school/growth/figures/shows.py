"""How a page of records reads in a list: no name and no words but to who may read them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from school.growth.figures.scope import Aim
from school.growth.models import Measure, Reflection
from school.growth.policy.portfolios import owns, reviews
from school.growth.policy.reflections import readable
from school.growth.queries import documents, plans
from school.people.models import StaffMember
from school.shared.figures import part_id

Shown = list[Mapping[str, Any]]


def show_teachers(rows: Sequence[StaffMember], viewer: Any) -> Shown:
    """Who keeps a plan is the office's business and one's own."""
    return [
        {
            "type": "staff",
            "id": str(row.pk),
            "amount": 1,
            "label": row.name if reviews(viewer) or row.pk == viewer.staff_id else _("A teacher"),
            "detail": "",
            "on": None,
            "student": None,
        }
        for row in rows
    ]


def show_goals(rows: Sequence[Aim], viewer: Any) -> Shown:
    shown: Shown = []
    for one in rows:
        goal = one.goal
        is_read = reviews(viewer) or owns(viewer, goal.plan.portfolio)
        words = f"{goal.plan.portfolio.staff.name}：{goal.words}" if is_read else _("A goal")
        far = (
            f"{documents.said(one.done or Decimal(0))}/{goal.target}"
            if goal.measure == Measure.COUNT
            else ""
        )
        parts = [goal.get_dimension_display(), far]
        shown.append(
            {
                "type": "goal" if is_read else "hidden_goal",
                "id": part_id(goal.pk, goal.plan_id),
                "amount": 1,
                "label": words,
                "detail": " · ".join(part for part in parts if part) if is_read else "",
                "on": goal.reached_on or plans.days_of(goal.plan)[0],
                "student": None,
            }
        )
    return shown


def show_reflections(rows: Sequence[Reflection], viewer: Any) -> Shown:
    keys = [row.pk for row in rows]
    read = set(
        readable(viewer, Reflection.objects.filter(pk__in=keys)).values_list("pk", flat=True)
    )
    return [
        {
            "type": "reflection",
            "id": str(row.pk),
            "amount": 1,
            "label": row.title if row.pk in read else _("A reflection"),
            "detail": row.portfolio.staff.name if row.pk in read else "",
            "on": row.reflected_on,
            "student": None,
        }
        for row in rows
    ]
