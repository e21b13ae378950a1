"""From a template to an approved plan, over HTTP: plan, goal, progress by itself, copy, review."""

import uuid

import pytest
import time_machine
from django.db import IntegrityError, transaction

from school.growth.actions import plans
from school.growth.models import Goal, GrowthPlan, PlanReview, PlanSubmission, PlanTemplate
from school.shared.models import AuditEntry
from tests.conftest import NOW, TODAY
from tests.growth.acts import (
    ANSWERS,
    BLOCKS,
    answer,
    approved,
    hand_in,
    make_plan,
    milestone,
    set_goal,
    template,
    write,
)
from tests.mentoring.acts import DAY, colleague, observed

pytestmark = pytest.mark.usefixtures("now")
PLANS, GOALS, STEPS = "/api/v1/growth-plans/", "/api/v1/growth-goals/", "/api/v1/growth-steps/"
COPIES, TEMPLATES = "/api/v1/plan-submissions/", "/api/v1/plan-templates/"


def key():
    return {"HTTP_IDEMPOTENCY_KEY": str(uuid.uuid4())}


def post(client, path, body=None, **extra):
    return client.post(path, body or {}, format="json", **extra)


def patch(client, path, body, version):
    return client.patch(path, body, format="json", HTTP_IF_MATCH=f'"{version}"')


# ---- templates -------------------------------------------------------------------------------


def test_a_template_is_followed_by_the_next_number(as_user, teaching_director, teacher):
    body = {"stage": "novice", "horizon": "term", "title": "学期计划", "blocks": list(BLOCKS)}
    made = post(as_user(teaching_director), TEMPLATES, body, **key())
    assert made.status_code == 201
    assert (made.json()["number"], made.json()["is_in_force"]) == (1, True)

    fewer = {**body, "blocks": [BLOCKS[1]]}
    refused = post(as_user(teaching_director), TEMPLATES, fewer, **key())
    assert refused.json()["code"] == "required_lost"

    post(as_user(teaching_director), TEMPLATES, {**body, "title": "新表"}, **key())
    rows = as_user(teacher).get(TEMPLATES).json()["results"]
    assert [(row["number"], row["is_in_force"]) for row in rows] == [(2, True), (1, False)]
    rows = as_user(teacher).get(f"{TEMPLATES}?in_force=true&stage=novice").json()["results"]
    assert [row["title"] for row in rows] == ["新表"]
    assert post(as_user(teacher), TEMPLATES, body, **key()).status_code == 403


def test_the_database_keeps_what_was_published(term_template):
    with pytest.raises(TypeError):
        PlanTemplate.objects.update(title="改")
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanTemplate._base_manager.filter(pk=term_template.pk).update(title="改")


# ---- a plan from beginning to end ------------------------------------------------------------


def test_a_plan_goes_from_draft_to_approved(
    as_user, teacher, third, teaching_director, term, term_template
):
    mine, office = as_user(teacher), as_user(teaching_director)
    body = {"horizon": "term", "template": str(term_template.pk), "term": str(term.pk)}
    gesture = key()
    made = post(mine, PLANS, body, **gesture)
    assert made.status_code == 201
    assert post(mine, PLANS, body, **gesture).json()["id"] == made.json()["id"]
    page = made.json()
    assert page["state"] == "draft"
    assert page["missing"] == ["从哪里起步", "目标与措施"]
    assert page["abilities"] == ["partial_update", "submit", "void"]
    here = f"{PLANS}{page['id']}/"

    refused = post(mine, f"{here}submit/")
    assert (refused.status_code, refused.json()["code"]) == (409, "incomplete")

    answers = [
        {"key": "now", "text": "从听课起步"},
        {"key": "books", "text": "给教师的建议\n教育漫话"},
    ]
    ratings = [{"dimension": "teaching", "rating": 2}]
    written = patch(mine, here, {"answers": answers, "self_ratings": ratings}, page["version"])
    assert written.status_code == 200
    assert written["ETag"] == '"2"'
    assert written.json()["blocks"][2]["text"] == "给教师的建议\n教育漫话"
    assert written.json()["self_ratings"][0]["rating"] == 2

    goal = post(
        mine,
        GOALS,
        {
            "plan": page["id"],
            "dimension": "teaching",
            "words": "听两节课",
            "measure": "count",
            "counter": "observations",
            "target": 2,
        },
        **key(),
    )
    assert goal.status_code == 201
    assert (goal.json()["done"], goal.json()["state"]) == ("0", "open")
    step = post(mine, STEPS, {"goal": goal.json()["id"], "words": "约一节"}, **key())
    step_id = step.json()["steps"][0]["id"]
    done = post(mine, f"{STEPS}{step_id}/done/", {"done_on": str(TODAY)})
    assert done.json()["steps"][0]["done_on"] == str(TODAY)

    assert office.get(here).status_code == 404, "a draft is its owner's alone"
    handed = post(mine, f"{here}submit/")
    assert (handed.json()["state"], handed.json()["copies"]) == ("submitted", 1)
    assert post(mine, f"{here}submit/").json()["code"] == "waits_already"

    (waiting,) = office.get(f"{COPIES}?waiting=true").json()["results"]
    assert waiting["abilities"] == ["review"]
    there = f"{COPIES}{waiting['id']}/"
    copy = office.get(there).json()
    assert copy["is_intact"] is True
    assert copy["content"]["plan"]["blocks"][0]["answer"] == "从听课起步"
    assert copy["content"]["plan"]["goals"][0]["words"] == "听两节课"
    review = {"outcome": "returned", "words": "写清楚听谁的课"}
    assert post(office, f"{there}review/", review).json()["review"]["outcome"] == "returned"
    assert mine.get(here).json()["state"] == "returned"
    assert post(office, f"{there}review/", review).json()["code"] == "reviewed_already"

    # Records, not typed numbers, move the goal; the copy that was handed in stays as it was.
    observed(teacher, third)
    observed(teacher, third, period=2)
    (goal,) = mine.get(here).json()["goals"]
    assert (goal["done"], goal["state"]) == ("2", "reached")
    assert office.get(there).json()["content"]["plan"]["goals"][0]["done"] == "0"

    assert post(mine, f"{here}submit/").json()["copies"] == 2
    (waiting,) = office.get(f"{COPIES}?waiting=true").json()["results"]
    assert waiting["number"] == 2
    answered = post(
        office,
        f"{COPIES}{waiting['id']}/review/",
        {
            "outcome": "approved",
            "words": "可以",
            "ratings": [{"dimension": "teaching", "rating": 3}],
        },
    )
    assert answered.json()["review"]["ratings"][0]["rating"] == 3
    page = mine.get(here).json()
    assert (page["state"], page["is_approved"]) == ("approved", True)
    assert page["abilities"] == ["partial_update", "submit"]


def test_the_same_copy_is_not_handed_in_twice(as_user, teacher, teaching_director, plan):
    approved(teacher, plan, teaching_director)

    refused = post(as_user(teacher), f"{PLANS}{plan.pk}/submit/")
    assert refused.json()["code"] == "unchanged"

    write(teacher, plan, answers={**ANSWERS, "now": "改过"})
    assert post(as_user(teacher), f"{PLANS}{plan.pk}/submit/").json()["state"] == "submitted"
    assert GrowthPlan.objects.get(pk=plan.pk).submissions.count() == 2


def test_a_copy_and_its_answer_never_change(teacher, teaching_director, plan):
    copy = approved(teacher, plan, teaching_director)

    for rows in (
        PlanSubmission._base_manager.filter(pk=copy.pk),
        PlanReview._base_manager.filter(submission=copy),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(created_at=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows._raw_delete(rows.db)


def test_only_the_newest_copy_is_answered(as_user, teacher, teaching_director, plan):
    first = hand_in(teacher, plan)
    answer(teaching_director, first, "returned")
    write(teacher, plan, answers={**ANSWERS, "now": "改过"})
    second = plans.submit_plan(by=teacher, plan_id=plan.pk)

    office = as_user(teaching_director)
    rows = office.get(f"{COPIES}?plan={plan.pk}").json()["results"]
    assert [(row["number"], row["abilities"]) for row in rows] == [(2, ["review"]), (1, [])]
    body = {"outcome": "approved", "words": "可以"}
    assert post(office, f"{COPIES}{first.pk}/review/", body).json()["code"] == "newer_copy"
    assert post(office, f"{COPIES}{second.pk}/review/", body).status_code == 200


def test_nobody_answers_the_own_plan(as_user, research_director, term, term_template):
    own = make_plan(research_director, term_template, term)
    copy = hand_in(research_director, own)

    row = as_user(research_director).get(f"{COPIES}{copy.pk}/").json()
    assert row["abilities"] == []
    body = {"outcome": "approved", "words": "可以"}
    client = as_user(research_director)
    assert post(client, f"{COPIES}{copy.pk}/review/", body).status_code == 403


# ---- writing ---------------------------------------------------------------------------------


def test_a_change_from_an_older_version_is_told_what_stands(as_user, teacher, plan):
    mine, here = as_user(teacher), f"{PLANS}{plan.pk}/"
    answers = [{"key": "now", "text": "一"}]
    assert patch(mine, here, {"answers": answers}, 1).status_code == 200

    stale = patch(mine, here, {"answers": [{"key": "now", "text": "二"}]}, 1)
    assert stale.status_code == 412
    assert stale.json()["current"]["blocks"][0]["text"] == "一"
    assert mine.patch(here, {"answers": []}, format="json").status_code == 428
    same = patch(mine, here, {"answers": answers}, 2)
    assert same["ETag"] == '"2"', "what changes nothing makes no version"


def test_one_plan_a_term_and_no_two_of_years_on_one_day(
    as_user, teacher, term, term_template, years_template, plan
):
    mine = as_user(teacher)
    body = {"horizon": "term", "template": str(term_template.pk), "term": str(term.pk)}
    assert post(mine, PLANS, body, **key()).json()["code"] == "planned_already"
    wrong = {**body, "template": str(years_template.pk)}
    assert post(mine, PLANS, wrong, **key()).json()["errors"][0]["code"] == "other_horizon"
    years = {
        "horizon": "years",
        "template": str(years_template.pk),
        "starts_on": "2026-09-01",
        "ends_on": "2029-08-31",
    }
    made = post(mine, PLANS, years, **key())
    assert (made.status_code, made.json()["term"]) == (201, None)
    later = {**years, "starts_on": "2029-08-31", "ends_on": "2030-08-31"}
    assert post(mine, PLANS, later, **key()).json()["errors"][0]["code"] == "overlaps"

    void = post(mine, f"{PLANS}{plan.pk}/void/", {"reason": "选错了模板"})
    assert (void.json()["state"], void.json()["abilities"]) == ("voided", [])
    assert post(mine, PLANS, body, **key()).status_code == 201


def test_what_waits_or_was_approved_is_not_taken_back(as_user, teacher, teaching_director, plan):
    copy = hand_in(teacher, plan)
    mine, there = as_user(teacher), f"{PLANS}{plan.pk}/void/"
    assert post(mine, there, {"reason": "想重写"}).json()["code"] == "plan_in_use"
    answer(teaching_director, copy)
    assert post(mine, there, {"reason": "想重写"}).json()["code"] == "plan_in_use"


# ---- goals -----------------------------------------------------------------------------------


def test_a_goal_is_changed_declared_and_given_up(as_user, teacher, plan):
    mine = as_user(teacher)
    counted, reached = set_goal(teacher, plan), milestone(teacher, plan)

    changed = patch(mine, f"{GOALS}{counted.pk}/", {"target": 12, "due_on": "2026-12-31"}, 1)
    assert (changed.json()["target"], changed.json()["version"]) == (12, 2)
    assert patch(mine, f"{GOALS}{counted.pk}/", {"target": 3}, 1).status_code == 412
    outside = patch(mine, f"{GOALS}{counted.pk}/", {"due_on": "2027-12-31"}, 2)
    assert outside.json()["errors"][0]["code"] == "outside_plan"
    declared = post(mine, f"{GOALS}{counted.pk}/declare/", {"reached_on": str(TODAY)})
    assert declared.json()["code"] == "counts_itself"

    there = f"{GOALS}{reached.pk}/"
    assert post(mine, f"{there}declare/", {"reached_on": str(TODAY)}).json()["state"] == "reached"
    assert post(mine, f"{there}declare/", {"reached_on": None}).json()["state"] == "open"
    future = post(mine, f"{there}declare/", {"reached_on": str(TODAY + DAY)})
    assert future.status_code == 400

    dropped = post(mine, f"{there}drop/", {"reason": "改去支教"})
    assert (dropped.json()["state"], dropped.json()["abilities"]) == ("dropped", [])
    assert post(mine, f"{there}drop/", {"reason": "再来"}).json()["code"] == "goal_dropped"
    verbs = AuditEntry.objects.filter(record_id=reached.pk).values_list("verb", flat=True)
    assert set(verbs) == {"set_goal", "declare_goal", "drop_goal"}


def test_from_the_middle_of_the_term_on_a_goal_says_that_it_lags(as_user, teacher, plan):
    set_goal(teacher, plan)
    mine, here = as_user(teacher), f"{PLANS}{plan.pk}/"

    assert mine.get(here).json()["goals"][0]["is_late"] is True
    with time_machine.travel(NOW - 60 * DAY, tick=False):
        assert mine.get(here).json()["goals"][0]["is_late"] is False


def test_steps_are_done_undone_and_struck_out(as_user, teacher, plan):
    mine, goal = as_user(teacher), set_goal(teacher, plan)
    made = post(mine, STEPS, {"goal": str(goal.pk), "words": "约一节课"}, **key()).json()
    step = made["steps"][0]
    assert step["abilities"] == ["done", "drop"]
    there = f"{STEPS}{step['id']}/"
    post(mine, f"{there}done/", {"done_on": str(TODAY)})
    assert post(mine, f"{there}drop/").json()["code"] == "step_done"
    post(mine, f"{there}done/", {"done_on": None})
    assert post(mine, f"{there}drop/").json()["steps"] == []
    refused = post(mine, f"{there}done/", {"done_on": str(TODAY)})
    assert refused.json()["code"] == "step_dropped"


def test_a_goal_belongs_to_a_plan_of_ones_own(as_user, third, teacher, plan, term):
    body = {
        "plan": str(plan.pk),
        "dimension": "research",
        "words": "写一篇案例",
        "measure": "milestone",
    }
    other = as_user(third)
    assert post(other, GOALS, body, **key()).json()["errors"][0]["code"] == "does_not_exist"
    goal = set_goal(teacher, plan)
    assert other.get(f"{GOALS}{goal.pk}/").status_code == 404
    step = {"goal": str(goal.pk), "words": "x"}
    assert post(other, STEPS, step, **key()).json()["errors"][0]["code"] == "does_not_exist"
    assert Goal.objects.count() == 1


# ---- who reads it ----------------------------------------------------------------------------


def test_who_reads_a_plan_and_its_copies(
    as_user, teacher, third, principal, teaching_director, research_director, plan
):
    copy = hand_in(teacher, plan)
    codes = {
        user.username: (
            as_user(user).get(f"{PLANS}{plan.pk}/").status_code,
            as_user(user).get(f"{COPIES}{copy.pk}/").status_code,
        )
        for user in (teacher, third, principal, teaching_director, research_director)
    }
    assert codes == {
        "teacher": (200, 200),
        "third": (404, 404),
        "principal": (404, 200),
        "teaching_director": (200, 200),
        "research": (200, 200),
    }


def test_the_list_asks_no_more_for_many_plans(
    as_user, school, teaching_director, term_template, term, django_assert_num_queries
):
    def some(count, start):
        for n in range(start, start + count):
            user = colleague(school, f"u{n}", f"老师{n}")
            hand_in(user, make_plan(user, term_template, term))

    some(2, 0)
    client = as_user(teaching_director)
    client.get(PLANS)
    with django_assert_num_queries(5) as few:
        client.get(PLANS)
    some(4, 2)
    with django_assert_num_queries(len(few)):
        rows = client.get(PLANS).json()["results"]
    assert len(rows) == 6
    assert [row["state"] for row in rows] == ["submitted"] * 6
    with django_assert_num_queries(6):
        copies = client.get(f"{COPIES}?waiting=true").json()["results"]
    assert len(copies) == 6
    assert client.get(f"{PLANS}?state=draft").json()["count"] == 0
    assert client.get(f"{PLANS}?state=submitted&horizon=term").json()["count"] == 6


def test_a_template_of_another_stage_does_not_move_the_plan(teacher, teaching_director, plan):
    template(teaching_director, title="第二版")

    row = GrowthPlan.objects.select_related("template").get(pk=plan.pk)
    assert (row.template.number, row.template.title) == (1, "新手教师学期计划")
