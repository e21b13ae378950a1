"""Portfolios in the promises about everything: rows of the world, of the table, good bodies.

In the world the child's subject teacher has handed in the plan of the term, and lets who reviews
it read a reflection.
"""

import datetime

from school.growth.actions import plans, portfolios, reflections
from school.growth.models import GrowthPortfolio
from tests.whole.given import given

FOLDER = "/api/v1/portfolios/{portfolio}/"
PLAN = "/api/v1/growth-plans/{growth_plan}/"
GOAL = "/api/v1/growth-goals/{growth_goal}/"
STEP = "/api/v1/growth-steps/{growth_step}/"
COPY = "/api/v1/plan-submissions/{plan_copy}/"
THOUGHT = "/api/v1/reflections/{reflection}/"
# fmt: off
ROWS = {
    # route, method                        address  nobody stranger former admin committee principal moral teaching homeroom other teacher two_hats
    ("portfolios-list", "get"): ("/api/v1/portfolios/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("portfolios-list", "post"): ("/api/v1/portfolios/", (401, 201, 403, 403, 403, 201, 201, 201, 201, 201, 200, 201)),
    ("portfolios-detail", "get"): (FOLDER, (401, 404, 403, 403, 403, 404, 404, 200, 404, 404, 200, 404)),
    ("portfolios-detail", "patch"): (FOLDER, (401, 404, 403, 403, 403, 404, 404, 403, 404, 404, 428, 404)),
    ("portfolios-acts", "get"): (FOLDER + "acts/", (401, 404, 403, 403, 403, 404, 404, 200, 404, 404, 200, 404)),
    ("portfolios-booklet", "post"): (FOLDER + "booklet/", (401, 404, 403, 403, 403, 404, 404, 403, 404, 404, 400, 404)),
    ("portfolios-take-along", "post"): (FOLDER + "take-along/", (401, 404, 403, 403, 403, 404, 404, 403, 404, 404, 200, 404)),
    ("portfolios-bring", "post"): (FOLDER + "bring/", (401, 404, 403, 403, 403, 404, 404, 403, 404, 404, 415, 404)),
    ("plan-templates-list", "get"): ("/api/v1/plan-templates/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("plan-templates-list", "post"): ("/api/v1/plan-templates/", (401, 403, 403, 403, 403, 403, 403, 400, 403, 403, 403, 403)),
    ("growth-plans-list", "get"): ("/api/v1/growth-plans/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("growth-plans-list", "post"): ("/api/v1/growth-plans/", (401, 400, 403, 403, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("growth-plans-export", "post"): ("/api/v1/growth-plans/export/", (401, 400, 403, 403, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("growth-plans-detail", "get"): (PLAN, (401, 404, 403, 403, 403, 404, 404, 200, 404, 404, 200, 404)),
    ("growth-plans-detail", "patch"): (PLAN, (401, 404, 403, 403, 403, 404, 404, 403, 404, 404, 428, 404)),
    ("growth-plans-submit", "post"): (PLAN + "submit/", (401, 404, 403, 403, 403, 404, 404, 403, 404, 404, 409, 404)),
    ("growth-plans-void", "post"): (PLAN + "void/", (401, 404, 403, 403, 403, 404, 404, 403, 404, 404, 400, 404)),
    ("growth-goals-list", "post"): ("/api/v1/growth-goals/", (401, 400, 403, 403, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("growth-goals-detail", "get"): (GOAL, (401, 404, 403, 403, 403, 404, 404, 200, 404, 404, 200, 404)),
    ("growth-goals-detail", "patch"): (GOAL, (401, 404, 403, 403, 403, 404, 404, 403, 404, 404, 428, 404)),
    ("growth-goals-declare", "post"): (GOAL + "declare/", (401, 404, 403, 403, 403, 404, 404, 403, 404, 404, 400, 404)),
    ("growth-goals-drop", "post"): (GOAL + "drop/", (401, 404, 403, 403, 403, 404, 404, 403, 404, 404, 400, 404)),
    ("growth-steps-list", "post"): ("/api/v1/growth-steps/", (401, 400, 403, 403, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("growth-steps-done", "post"): (STEP + "done/", (401, 404, 403, 403, 403, 404, 404, 404, 404, 404, 400, 404)),
    ("growth-steps-drop", "post"): (STEP + "drop/", (401, 404, 403, 403, 403, 404, 404, 404, 404, 404, 200, 404)),
    ("plan-submissions-list", "get"): ("/api/v1/plan-submissions/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("plan-submissions-detail", "get"): (COPY, (401, 404, 403, 403, 403, 200, 404, 200, 404, 404, 200, 404)),
    ("plan-submissions-review", "post"): (COPY + "review/", (401, 403, 403, 403, 403, 403, 403, 400, 403, 403, 403, 403)),
    ("reflections-list", "get"): ("/api/v1/reflections/", (401, 200, 403, 403, 403, 200, 200, 200, 200, 200, 200, 200)),
    ("reflections-list", "post"): ("/api/v1/reflections/", (401, 400, 403, 403, 403, 400, 400, 400, 400, 400, 400, 400)),
    ("reflections-detail", "get"): (THOUGHT, (401, 404, 403, 403, 403, 404, 404, 200, 404, 404, 200, 404)),
    ("reflections-detail", "patch"): (THOUGHT, (401, 404, 403, 403, 403, 404, 404, 403, 404, 404, 428, 404)),
    ("reflections-read", "post"): (THOUGHT + "read/", (401, 404, 403, 403, 403, 404, 404, 200, 404, 404, 200, 404)),
    ("reflections-show", "post"): (THOUGHT + "show/", (401, 404, 403, 403, 403, 404, 404, 403, 404, 404, 400, 404)),
    ("reflections-shares", "get"): (THOUGHT + "shares/", (401, 404, 403, 403, 403, 404, 404, 403, 404, 404, 200, 404)),
    ("reflections-void", "post"): (THOUGHT + "void/", (401, 404, 403, 403, 403, 404, 404, 403, 404, 404, 400, 404)),
}
# fmt: on
NOT_TAKEN_ALONG = {
    "/api/v1/portfolios/": "names of colleagues; each takes along the own portfolio, whole",
    "/api/v1/portfolios/{id}/acts/": "the own records once more; they leave with the portfolio",
    "/api/v1/plan-templates/": "a handful of forms, read as wholes",
    "/api/v1/plan-submissions/": "frozen papers, read one at a time; the plans are exported",
    "/api/v1/reflections/": "what one thinks leaves with the own portfolio and nowhere else",
    "/api/v1/reflections/{id}/shares/": "whom one named, beside the reflection",
}
"""Lists without a file, and why."""

DEAREST = [
    "GrowthPortfolioPolicy",
    "GrowthPlanPolicy",
    "GoalPolicy",
    "GoalStepPolicy",
    "PlanSubmissionPolicy",
    "ReflectionPolicy",
]
CODES = {"key", "act"}
"""Texts that name something there is: a block of the template, an act of the portfolio."""
WHY = "选错了模板"
BLOCKS = [
    {"key": "now", "title": "起步", "hint": "写实", "kind": "text", "is_required": False},
    {"key": "goals", "title": "目标", "hint": "", "kind": "goals", "is_required": True},
]
DAY = datetime.date(2026, 11, 20)
GIVEN = dict(
    [
        given("teacher", "/api/v1/portfolios/{id}/", "{portfolio}", {"motto": "慢就是快"}, "patch"),
        given(
            "teaching_director",
            "/api/v1/plan-templates/",
            "",
            {"stage": "expert", "horizon": "term", "title": "学期计划", "blocks": BLOCKS},
        ),
        given(
            "teacher",
            "/api/v1/growth-plans/{id}/",
            "{growth_plan}",
            {"answers": [{"key": "now", "text": "从听课起步"}]},
            "patch",
        ),
        given("teacher", "/api/v1/growth-plans/{id}/void/", "{growth_plan}", {"reason": WHY}),
        given(
            "teacher",
            "/api/v1/growth-goals/",
            "",
            {
                "plan": "{growth_plan}",
                "dimension": "research",
                "words": "写一篇案例",
                "measure": "milestone",
            },
        ),
        given("teacher", "/api/v1/growth-goals/{id}/", "{growth_goal}", {"words": "改过"}, "patch"),
        given(
            "teacher",
            "/api/v1/growth-goals/{id}/declare/",
            "{growth_goal}",
            {"reached_on": "2026-11-20", "outcome": "全校听课"},
        ),
        given("teacher", "/api/v1/growth-goals/{id}/drop/", "{growth_goal}", {"reason": WHY}),
        given(
            "teacher",
            "/api/v1/growth-steps/",
            "",
            {"goal": "{growth_goal}", "words": "约一节课"},
        ),
        given(
            "teaching_director",
            "/api/v1/plan-submissions/{id}/review/",
            "{plan_copy}",
            {"outcome": "approved", "words": "目标具体"},
        ),
        given(
            "teacher",
            "/api/v1/reflections/",
            "",
            {
                "reflected_on": "2026-11-20",
                "title": "一节没上完的课",
                "text": "提问太碎",
                "act": {"type": "observations", "name": "{record}"},
            },
        ),
        given(
            "teacher",
            "/api/v1/reflections/{id}/",
            "{reflection}",
            {
                "title": "改题",
                "text": "改过",
                "act": {"type": "observations", "name": "{record}"},
            },
            "patch",
        ),
        given("teacher", "/api/v1/reflections/{id}/void/", "{reflection}", {"reason": WHY}),
    ]
)


def rows(term, teacher, teaching_director):
    """A template, a plan that waits for review, a goal with a step, a reflection."""
    template = portfolios.publish_template(
        by=teaching_director, stage="novice", horizon="term", title="学期计划", blocks=BLOCKS
    )
    plan = plans.make_plan(by=teacher, template=template, horizon="term", term=term)
    goal = plans.set_goal(
        by=teacher, plan=plan, dimension="teaching", words="上一节汇报课", measure="milestone"
    )
    step = plans.add_step(by=teacher, goal=goal, words="先试教")
    copy = plans.submit_plan(by=teacher, plan_id=plan.pk)
    reflection = reflections.write_reflection(
        by=teacher, reflected_on=DAY, title="一节没上完的课", text="提问太碎"
    )
    reflections.show_reflection(by=teacher, reflection_id=reflection.pk, visibility="reviewer")
    return {
        "portfolio": GrowthPortfolio.objects.get(staff=teacher.staff),
        "plan_template": template,
        "growth_plan": plan,
        "growth_goal": goal,
        "growth_step": step,
        "plan_copy": copy,
        "reflection": reflection,
    }
