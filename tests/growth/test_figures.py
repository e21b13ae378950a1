"""The figures of portfolios, each with its records, and the lines of the digest."""

import datetime

import pytest

from school.growth.actions import plans, reflections
from school.growth.digest import LINES
from school.growth.figures import FIGURES
from school.growth.models import GrowthPlan
from school.shared.digests import Asked
from school.shared.figures import one_reading
from school.summaries import catalogue
from tests.conftest import TODAY
from tests.figures import check
from tests.growth.acts import (
    answer,
    approved,
    hand_in,
    make_plan,
    milestone,
    reflect,
    set_goal,
)
from tests.mentoring.acts import DAY, colleague, observed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
BY_CODE = {one.code: one for one in FIGURES}
COUNT = {line.code.partition(".")[2]: line.count for line in LINES}


@pytest.fixture
def read(term, principal):
    """A figure's value, once it is checked against the records behind it."""

    def ask(code, as_of=TODAY, viewer=None, **cut):
        scope = catalogue.scope(term, as_of=as_of, **cut)
        figure = BY_CODE[f"portfolios.{code}"]
        with one_reading():
            reading = figure.read(scope)
            value = reading.value(figure.kind)
        check(figure, value, figure.read(scope), viewer or principal)
        return value

    return ask


# ---- kept ------------------------------------------------------------------------------------


def test_a_teacher_keeps_a_portfolio_once_the_terms_plan_was_approved(
    read, teacher, third, teaching_director, plan
):
    assert read("kept") == {"part": 0, "whole": 2}
    copy = hand_in(teacher, plan)
    assert read("kept") == {"part": 0, "whole": 2}
    answer(teaching_director, copy, "returned")
    assert read("kept") == {"part": 0, "whole": 2}
    plans.write_plan(
        by=teacher,
        plan_id=plan.pk,
        expected=GrowthPlan.objects.get(pk=plan.pk).version,
        changes={"answers": {"now": "改过"}},
    )
    answer(teaching_director, plans.submit_plan(by=teacher, plan_id=plan.pk))

    assert read("kept") == {"part": 1, "whole": 2}
    assert read("kept", as_of=TODAY - DAY) == {"part": 0, "whole": 2}
    assert read("kept", staff_id=teacher.staff_id) == {"part": 1, "whole": 1}
    assert read("kept", staff_id=third.staff_id) == {"part": 0, "whole": 1}
    assert read("kept", grade=3) is None

    plans.write_plan(
        by=teacher,
        plan_id=plan.pk,
        expected=GrowthPlan.objects.get(pk=plan.pk).version,
        changes={"answers": {"now": "又改过"}},
    )
    plans.submit_plan(by=teacher, plan_id=plan.pk)
    assert read("kept") == {"part": 1, "whole": 2}, "an approval holds while the next copy waits"


def test_a_plan_of_years_or_of_another_person_does_not_count(
    read, teacher, teaching_director, principal, years_template
):
    years = make_plan(
        teacher,
        years_template,
        starts_on=datetime.date(2026, 9, 1),
        ends_on=datetime.date(2029, 8, 31),
    )
    approved(teacher, years, teaching_director)

    assert read("kept") == {"part": 0, "whole": 1}, "offices are not counted among the teachers"


def test_who_keeps_a_plan_is_named_to_the_office_alone(
    read, term, teacher, third, teaching_director, plan
):
    approved(teacher, plan, teaching_director)
    figure = BY_CODE["portfolios.kept"]
    rows = figure.read(catalogue.scope(term, as_of=TODAY)).records(side="whole").page(0, 9)

    def labels(viewer):
        return [one["label"] for one in figure.show(rows, viewer)]

    assert labels(teaching_director) == ["张老师", "曲同事"]
    assert labels(third)[1] == "曲同事", "one's own name is no secret"
    assert "张老师" not in labels(third)


# ---- goals -----------------------------------------------------------------------------------


def test_goals_reached_are_counted_out_of_the_records(
    read, teacher, third, teaching_director, plan
):
    counted = set_goal(teacher, plan, target=2)
    reached = milestone(teacher, plan)
    milestone(teacher, plan, words="写一本书", measure="text")
    given_up = milestone(teacher, plan, words="出国")
    assert read("goals_reached") is None, "of a draft nothing is counted"
    approved(teacher, plan, teaching_director)
    plans.drop_goal(by=teacher, goal_id=given_up.pk, reason="没有名额")
    assert read("goals_reached") == {"part": 0, "whole": 2}

    observed(teacher, third)
    plans.declare_goal(by=teacher, goal_id=reached.pk, reached_on=TODAY)
    assert read("goals_reached") == {"part": 1, "whole": 2}
    observed(teacher, third, TODAY, period=2)
    assert read("goals_reached") == {"part": 2, "whole": 2}
    assert read("goals_reached", staff_id=third.staff_id) is None
    assert read("goals_reached", grade=3) is None

    figure = BY_CODE["portfolios.goals_reached"]
    scope = catalogue.scope(plan.term, as_of=TODAY)
    rows = figure.read(scope).records().page(0, 9)
    told = {one["id"]: one for one in figure.show(rows, teacher)}
    own = told[f"{counted.pk}:{plan.pk}"]
    assert (own["type"], own["detail"][-3:]) == ("goal", "2/2")
    for one in figure.show(rows, third):
        assert one["type"] == "hidden_goal", "its plan opens to none who may not read it"
        assert "张老师" not in one["label"]
        assert one["detail"] == ""


def test_goals_of_many_teachers_are_gathered_at_once(
    school, term, term_template, teaching_director, django_assert_num_queries
):
    figure = BY_CODE["portfolios.goals_reached"]
    scope = catalogue.scope(term, as_of=TODAY)

    def some(count, start):
        for n in range(start, start + count):
            user = colleague(school, f"u{n}", f"老师{n}")
            approved(user, make_plan(user, term_template, term), teaching_director)

    def ask():
        with one_reading():
            return figure.read(scope).value(figure.kind)

    some(2, 0)
    with django_assert_num_queries(QUERIES):
        assert ask() == {"part": 0, "whole": 2}
    some(3, 2)
    with django_assert_num_queries(QUERIES):
        assert ask() == {"part": 0, "whole": 5}


QUERIES = 15


# ---- reflections -----------------------------------------------------------------------------


def test_reflections_are_counted_and_shown_to_whom_they_are_shown(read, term, teacher, third):
    private = reflect(teacher)
    shown = reflect(teacher, title="给大家看")
    reflections.show_reflection(by=teacher, reflection_id=shown.pk, visibility="school")
    gone = reflect(teacher)
    reflections.void_reflection(by=teacher, reflection_id=gone.pk, reason="重复")
    reflect(teacher, reflected_on=datetime.date(2026, 6, 1))

    assert read("reflections") == 2
    assert read("reflections", staff_id=third.staff_id) == 0
    assert read("reflections", as_of=TODAY - DAY) == 0
    figure = BY_CODE["portfolios.reflections"]
    rows = figure.read(catalogue.scope(term, as_of=TODAY)).records().page(0, 9)
    told = {one["id"]: one["label"] for one in figure.show(rows, third)}
    assert told[str(shown.pk)] == "给大家看"
    assert told[str(private.pk)] != private.title
    assert figure.is_inside


# ---- the digest ------------------------------------------------------------------------------


@pytest.fixture
def asked(teacher, third, teaching_director, research_director):
    def ask(day=TODAY):
        users = (teacher, third, teaching_director, research_director)
        return Asked(
            school_id=teacher.school_id,
            day=day,
            last=day + 6 * DAY,
            readers={user.pk: user.staff_id for user in users},
        )

    return ask


def test_copies_wait_for_whoever_reviews_but_for_nobodys_own(
    asked, teacher, teaching_director, research_director, plan, term, term_template
):
    assert not any(COUNT["to_review"](asked()).values())
    copy = hand_in(teacher, plan)
    own = make_plan(research_director, term_template, term)
    hand_in(research_director, own)
    assert COUNT["to_review"](asked()) == {teaching_director.pk: 2, research_director.pk: 1}

    answer(research_director, copy, "returned")
    assert COUNT["to_review"](asked()) == {teaching_director.pk: 1, research_director.pk: 0}


def test_a_goal_that_lags_is_told_to_its_owner_alone(asked, teacher, third, plan):
    set_goal(teacher, plan, target=2)
    milestone(teacher, plan)
    assert COUNT["late_goals"](asked()) == {teacher.pk: 1}
    assert COUNT["late_goals"](asked(datetime.date(2026, 9, 10))) == {}
    observed(teacher, third)
    observed(teacher, third, period=2)
    assert COUNT["late_goals"](asked()) == {}


def test_a_line_says_its_number():
    for line in LINES:
        assert "3" in line.says(3)
