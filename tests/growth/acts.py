"""What happens in the tests of portfolios: everything by the actions of the school."""

from school.growth.actions import plans, portfolios, reflections
from school.growth.models import GrowthPlan, GrowthPortfolio, PlanSubmission
from tests.conftest import TODAY

BLOCKS = (
    {"key": "now", "title": "从哪里起步", "hint": "", "kind": "text", "is_required": True},
    {"key": "goals", "title": "目标与措施", "hint": "", "kind": "goals", "is_required": True},
    {"key": "books", "title": "打算读的书", "hint": "", "kind": "list", "is_required": False},
)
ANSWERS = {"now": "从听课起步", "books": "给教师的建议"}


def template(by, **more):
    return portfolios.publish_template(
        **{
            "by": by,
            "stage": "novice",
            "horizon": "term",
            "title": "新手教师学期计划",
            "blocks": BLOCKS,
            **more,
        }
    )


def make_plan(by, of, term=None, **more):
    return plans.make_plan(by=by, template=of, horizon=of.horizon, term=term, **more)


def write(by, plan, **changes):
    now = GrowthPlan.objects.get(pk=plan.pk)
    return plans.write_plan(
        by=by, plan_id=plan.pk, expected=now.version, changes=changes or {"answers": ANSWERS}
    )


def set_goal(by, plan, **more):
    return plans.set_goal(
        **{
            "by": by,
            "plan": plan,
            "dimension": "teaching",
            "words": "听十节课",
            "measure": "count",
            "counter": "observations",
            "target": 10,
            **more,
        }
    )


def milestone(by, plan, **more):
    return set_goal(
        by,
        plan,
        **{"words": "上一节汇报课", "measure": "milestone", "counter": "", "target": None, **more},
    )


def hand_in(by, plan):
    """Filled in and handed in."""
    write(by, plan)
    if not plan.goals.exists():
        set_goal(by, plan)
    return plans.submit_plan(by=by, plan_id=plan.pk)


def answer(by, copy, outcome="approved", **more):
    return plans.review_plan(
        **{
            "by": by,
            "submission_id": copy.pk,
            "outcome": outcome,
            "words": "目标具体",
            "ratings": {},
            **more,
        }
    )


def approved(by, plan, office):
    copy = hand_in(by, plan)
    answer(office, copy)
    return PlanSubmission.objects.get(pk=copy.pk)


def reflect(by, **more):
    return reflections.write_reflection(
        **{
            "by": by,
            "reflected_on": TODAY,
            "title": "一节没上完的课",
            "text": "提问太碎，时间都花在对答案上。",
            **more,
        }
    )


def portfolio(by):
    return portfolios.open_portfolio(by=by, staff=by.staff) and GrowthPortfolio.objects.get(
        staff=by.staff
    )
