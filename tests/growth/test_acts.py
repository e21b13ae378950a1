"""What a portfolio tells stands in the records of others, and nowhere else."""

import datetime
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import models

from school.growth.models import GrowthPortfolio
from school.growth.queries import acts, plans
from school.growth.rules import acts as rules
from school.growth.rules.acts import ActKind
from school.mentoring.actions import talks
from school.observation.models import LessonSession
from school.shared.models import DatedFact, Record
from school.visits.models import CareCategory, HomeVisit, VisitCompanion
from tests.conftest import TODAY
from tests.factories import activities as rows
from tests.factories import recognition
from tests.growth.acts import portfolio, reflect, set_goal
from tests.mentoring.acts import MONTHLY, colleague, make_pair, observed

pytestmark = pytest.mark.usefixtures("now", "term")
DAY = datetime.timedelta(days=1)
FIRST, LAST = datetime.date(2026, 9, 1), TODAY
OTHERS = (
    *("people", "visits", "civility", "observation", "mentoring", "evidence"),
    *("activities", "recognition"),
)


def told(user, first=FIRST, last=LAST):
    return acts.of_person(user.school_id, user.staff_id, first, last)


def visit(by, child, day, **more):
    return HomeVisit.objects.create(
        **{
            "school": by.school,
            "created_by": by,
            "student": child,
            "visited_on": day,
            "channel": "on_site",
            "outcome": "done",
            "integrity": True,
            **more,
        }
    )


# ---- a record appears by itself --------------------------------------------------------------


def test_a_lesson_and_an_observation_appear_once_they_are_recorded(teacher, third):
    assert told(teacher) == told(third) == []

    record = observed(teacher, third)

    (seen,) = told(teacher)
    assert (seen.type, seen.opens, seen.kinds) == ("observations", record.pk, ("lesson_observed",))
    assert (seen.on, seen.label) == (record.session.taught_on, "观潮")
    (given,) = told(third)
    assert (given.type, given.opens) == ("lessons", record.session_id)
    assert given.kinds == ("lesson_given",)

    LessonSession.objects.update(reflected_at=record.created_at, reflection="再慢一点")
    assert told(third)[0].kinds == ("lesson_given", "lesson_reflection")


def test_what_does_not_count_does_not_appear(teacher, third):
    """A draft, a visit to the lesson that the host did not confirm, a lesson that fell away."""
    observed(teacher, third, state="draft")
    observed(teacher, third, period=2, host_said=False)
    cancelled = observed(teacher, third, period=3).session
    LessonSession.objects.filter(pk=cancelled.pk).update(
        cancelled_at=cancelled.created_at, cancelled_by=third, cancel_reason="停课"
    )

    assert told(teacher) == []
    assert len(told(third)) == 2
    assert told(third, last=TODAY - 4 * DAY) == []


def test_a_month_of_a_pair_appears_when_it_is_met(teacher, third, teaching_director, principal):
    pair = make_pair(
        teaching_director, principal, third, teacher, duties=MONTHLY[2:], starts_on=FIRST
    )
    assert told(teacher) == []

    talks.record_talk(by=third, pair=pair, talked_on=TODAY - 2 * DAY, minutes=30, topic="导入")

    (mentee,) = told(teacher)
    assert (mentee.kinds, mentee.on) == (("mentee_month",), TODAY - 2 * DAY)
    assert (mentee.type, mentee.opens) == ("mentor-pairs", pair.pk)
    assert mentee.label == "曲同事 · 语文"
    (mentor,) = told(third)
    assert mentor.kinds == ("mentor_month",)
    assert "导入" not in mentor.label


def test_home_visits_are_told_as_a_number_a_month(teacher, third, lin, song):
    """No child, no day, no reason; a family that was not met is none."""
    visit(teacher, lin, datetime.date(2026, 10, 9))
    joint = visit(third, song, datetime.date(2026, 10, 20))
    visit(teacher, lin, datetime.date(2026, 10, 21), outcome="absent")
    visit(teacher, lin, datetime.date(2026, 11, 2))
    VisitCompanion.objects.create(
        school=teacher.school,
        created_by=third,
        visit=joint,
        staff=teacher.staff,
        confirmed_at=joint.created_at,
        confirmed_by=teacher,
    )

    october, november = told(teacher)

    assert (october.name, october.amount, october.kinds) == ("2026-10", Decimal(2), ("visits",))
    assert (november.name, november.amount) == ("2026-11", Decimal(1))
    for act in (october, november):
        assert act.opens is None
        assert act.label == ""
        assert act.on.day == 1
    assert CareCategory.objects.count() == 0


def test_trainings_bring_their_hours_and_talks_count_as_talks(teacher, third):
    """Whoever was there gets it; the organiser has led it."""
    school = teacher.school
    training = rows.Activity(
        organiser=third.staff, kind=rows.training(school), hours=3, topic="班级管理"
    )
    rows.ActivityStaff(activity=training, staff=teacher.staff, role="participant")
    meeting = rows.Activity(organiser=third.staff, kind=rows.research(school), topic="提问")
    rows.ActivityStaff(activity=meeting, staff=teacher.staff, role="speaker")
    missed = rows.Activity(organiser=third.staff, topic="没去的")
    rows.ActivityStaff(activity=missed, staff=teacher.staff, role="participant", attended=False)

    mine = {act.label: act for act in told(teacher)}

    assert set(mine) == {"班级管理", "提问"}
    assert (mine["班级管理"].kinds, mine["班级管理"].amount) == (("training",), Decimal(3))
    assert mine["提问"].kinds == ("talk", "research")
    assert {act.kinds[0] for act in told(third)} == {"led"}
    days = (FIRST, LAST)
    far = {
        counter: rules.total(counter, told(teacher), (), days)
        for counter in ("training_hours", "research", "talks", "led")
    }
    assert far == {"training_hours": 3, "research": 1, "talks": 1, "led": 0}


def test_an_award_that_nobody_verified_is_shown_and_counts_nowhere(teacher, principal):
    recognition.award(teacher, teacher.staff)
    proven = recognition.award(
        teacher, teacher.staff, verified_by=principal, title="市级优质课", level="municipal"
    )
    recognition.award(
        teacher,
        teacher.staff,
        voided_at=proven.created_at,
        voided_by=principal,
        void_reason="记重了",
    )

    acts_of = told(teacher)

    assert [act.stands for act in acts_of] == [False, True]
    assert acts_of[1].opens == proven.pk
    assert len(acts_of[1].evidence) == 1
    assert rules.total("awards", acts_of, (), (FIRST, LAST)) == 1


def test_every_kind_that_is_told_is_known(teacher, third, teaching_director, principal, lin):
    observed(teacher, third)
    pair = make_pair(teaching_director, principal, third, teacher, duties=MONTHLY[2:])
    talks.record_talk(by=third, pair=pair, talked_on=TODAY, minutes=30, topic="导入")
    visit(teacher, lin, TODAY)

    kinds = {kind for user in (teacher, third) for act in told(user) for kind in act.kinds}

    assert kinds == {*("lesson_given", "lesson_observed", "mentor_month", "mentee_month", "visits")}
    assert kinds <= set(ActKind.values)


def test_everybody_is_gathered_in_one_go(
    school, teacher, third, teaching_director, principal, django_assert_num_queries
):
    """As many queries for two as for one."""
    pair = make_pair(teaching_director, principal, third, teacher, duties=MONTHLY[2:])
    talks.record_talk(by=third, pair=pair, talked_on=TODAY, minutes=30, topic="导入")
    observed(teacher, third)
    others = [colleague(school, f"c{n}", f"老师{n}") for n in range(3)]
    for one in (teacher, third):
        given = rows.Activity(organiser=one.staff)
        rows.ActivityStaff(activity=given, staff=one.staff, role="participant")
        rows.ActivityReflection(activity=given, staff=one.staff)
        recognition.award(one, one.staff)
    for place, one in enumerate(others):
        observed(one, third, period=place + 3)

    with django_assert_num_queries(QUERIES):
        acts.gathered(school.pk, [teacher.staff_id], FIRST, LAST)
    everybody = [one.staff_id for one in (teacher, third, *others)]
    with django_assert_num_queries(QUERIES):
        found = acts.gathered(school.pk, everybody, FIRST, LAST)

    assert {key: len(rows) for key, rows in found.items()} == {
        teacher.staff_id: 5,
        third.staff_id: 8,
        **{one.staff_id: 1 for one in others},
    }


QUERIES = 23


# ---- counted goals ---------------------------------------------------------------------------


def test_a_counted_goal_goes_on_by_itself(teacher, third, plan):
    goal = set_goal(teacher, plan, target=2)
    words = set_goal(teacher, plan, counter="reflections", target=1)

    def far(today=TODAY):
        (row,) = plans.with_goals(plans.plans().filter(pk=plan.pk))
        return plans.progress([row], today)

    assert far() == {goal.pk: 0, words.pk: 0}
    observed(teacher, third)
    observed(teacher, third, TODAY, period=2)
    reflect(teacher)
    assert far() == {goal.pk: 2, words.pk: 1}
    assert far(TODAY - DAY) == {goal.pk: 1, words.pk: 0}
    observed(teacher, third, datetime.date(2026, 6, 1), period=3)
    assert far()[goal.pk] == 2, "a lesson of last term counts for last term"


# ---- nothing is stored twice -----------------------------------------------------------------

OWN = {
    # Every record has these.
    *("id", "school", "created_at", "created_by", "version"),
    *("voided_at", "voided_by", "void_reason", "revoked_at", "revoked_by"),
    *("starts_on", "ends_on", "staff", "term", "number", "title", "text", "content", "sha256"),
    # Words of plans and reflections that other records use for something else.
    *("goal", "target", "outcome", "words", "plan", "reached_on", "due_on", "done_on"),
    *("stage", "reflection"),  # of a career; the key to the reflection that is shared
}
"""Columns of growth whose name stands elsewhere too, and which repeat nothing."""


def test_no_column_of_a_portfolio_repeats_one_of_a_record():
    """What somebody did has its day, its topic, its hours where it was recorded."""
    theirs = set()
    for label in OTHERS:
        for model in apps.get_app_config(label).get_models():
            if issubclass(model, Record | DatedFact):
                theirs |= {field.name for field in model._meta.get_fields() if field.concrete}

    repeated = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("growth").get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.name in theirs - OWN
    }
    assert repeated == set()


def test_a_portfolio_points_to_no_record_of_another_context():
    """Only to people and terms: an act is named in words and asked for where it stands."""
    targets = {
        field.related_model._meta.label
        for model in apps.get_app_config("growth").get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
    }
    assert {one for one in targets if not one.startswith("growth.")} == {
        *("people.School", "people.User", "people.StaffMember", "people.Term")
    }


def test_the_portfolio_itself_holds_nothing_that_was_done(teacher, third):
    observed(teacher, third)
    row = portfolio(teacher)

    held = {field.name for field in GrowthPortfolio._meta.get_fields() if field.concrete}
    assert held == {"id", "school", "created_at", "created_by", "staff", "motto", "version"}
    assert len(told(teacher)) == 1
    assert row.motto == ""
