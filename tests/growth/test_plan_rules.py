"""What templates, plans and goals refuse, and how far a goal is. No database."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.growth.models import Counter, Goal, GoalStep
from school.growth.rules import acts, goals, plans
from school.growth.rules.acts import ActKind
from school.growth.rules.goals import GoalState
from school.growth.rules.plans import PlanState
from school.shared.acts import Act
from school.shared.errors import InputRefused, RuleBroken
from tests.growth.acts import BLOCKS

DAY = datetime.timedelta(days=1)
FIRST, LAST = datetime.date(2026, 9, 1), datetime.date(2027, 1, 31)
TODAY = datetime.date(2026, 11, 23)
days = st.dates(FIRST, LAST)


def block(key, **more):
    return {"key": key, "title": key, "hint": "", "kind": "text", "is_required": False, **more}


# ---- templates -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        ([block("now")], "one_for_goals"),
        ([block("a", kind="goals"), block("b", kind="goals")], "one_for_goals"),
        ([block("a", kind="goals"), block("a")], "twice"),
        ([block("A", kind="goals")], "invalid"),
        ([block("1a", kind="goals")], "invalid"),
        ([block("")], "invalid"),
    ],
)
def test_blocks_of_a_template(blocks, code):
    with pytest.raises(InputRefused) as refused:
        plans.check_blocks(blocks, [])
    assert refused.value.code == code


def test_a_required_block_is_not_dropped_from_a_template():
    with pytest.raises(InputRefused) as refused:
        plans.check_blocks([block("goals", kind="goals")], BLOCKS)
    assert refused.value.code == "required_lost"
    assert "从哪里起步" in refused.value.message

    optional = [{**one, "is_required": False} for one in BLOCKS]
    plans.check_blocks([block("goals", kind="goals")], optional)


# ---- plans ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("horizon", "given_days", "code"),
    [
        ("term", {"has_term": False}, "required"),
        ("term", {"starts_on": FIRST}, "of_the_term"),
        ("term", {"ends_on": LAST}, "of_the_term"),
        ("years", {"has_term": True, "starts_on": FIRST, "ends_on": LAST}, "not_of_a_term"),
        ("years", {"has_term": False, "ends_on": LAST}, "required"),
        ("years", {"has_term": False, "starts_on": FIRST}, "required"),
        ("years", {"has_term": False, "starts_on": LAST, "ends_on": FIRST}, "length"),
        (
            "years",
            {"has_term": False, "starts_on": FIRST, "ends_on": datetime.date(2030, 1, 1)},
            "length",
        ),
        (
            "years",
            {"has_term": False, "starts_on": FIRST, "ends_on": LAST, "others": [(LAST, LAST)]},
            "overlaps",
        ),
    ],
)
def test_days_of_a_plan(horizon, given_days, code):
    asked = {"has_term": True, "starts_on": None, "ends_on": None, **given_days}
    with pytest.raises(InputRefused) as refused:
        plans.check_days(horizon, **asked)
    assert refused.value.code == code


def test_a_plan_of_three_years_is_taken():
    plans.check_days(
        "years",
        has_term=False,
        starts_on=FIRST,
        ends_on=datetime.date(2029, 8, 31),
        others=[(datetime.date(2023, 9, 1), datetime.date(2026, 8, 31))],
    )


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"goals": "x"}, "no_such_block"),
        ({"other": "x"}, "no_such_block"),
        ({"books": "\n".join("x" * 21)}, "too_many_entries"),
        ({"books": "x" * 301}, "too_many_entries"),
    ],
)
def test_answers_belong_to_a_block_and_lists_end(answers, code):
    with pytest.raises(InputRefused) as refused:
        plans.answered(BLOCKS, answers)
    assert refused.value.code == code


def test_a_list_keeps_the_lines_that_hold_something():
    given = {"now": "一\n\n二", "books": " 教育漫话 \n\n爱弥儿\n"}
    assert plans.answered(BLOCKS, given) == {"now": "一\n\n二", "books": ["教育漫话", "爱弥儿"]}


@given(
    answers=st.dictionaries(st.sampled_from(["now", "books"]), st.sampled_from(["", "写了"])),
    goals=st.integers(0, 3),
)
def test_a_plan_is_complete_when_every_required_block_holds_something(answers, goals):
    answers = {key: [value] if key == "books" else value for key, value in answers.items()}
    lacking = plans.missing(BLOCKS, answers, goals=goals)

    assert ("从哪里起步" in lacking) == (not answers.get("now"))
    assert ("目标与措施" in lacking) == (goals == 0)
    assert "打算读的书" not in lacking
    if lacking:
        with pytest.raises(RuleBroken):
            plans.check_complete(BLOCKS, answers, goals=goals)
    else:
        plans.check_complete(BLOCKS, answers, goals=goals)


@pytest.mark.parametrize("ratings", [{"money": 1}, {"ethics": 0}, {"ethics": 5}])
def test_ratings_go_from_one_to_four(ratings):
    with pytest.raises(InputRefused):
        plans.check_ratings(ratings, "ratings")


def test_the_state_is_what_the_newest_copy_says():
    told = {
        (False, 0, None): PlanState.DRAFT,
        (False, 1, None): PlanState.SUBMITTED,
        (False, 2, "returned"): PlanState.RETURNED,
        (False, 2, "approved"): PlanState.APPROVED,
        (True, 1, "returned"): PlanState.VOIDED,
    }
    for (is_voided, copies, outcome), state in told.items():
        assert plans.state_of(is_voided=is_voided, copies=copies, outcome=outcome) == state


# ---- goals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "counter", "target", "field"),
    [
        ("count", "", 3, "counter"),
        ("count", "talks", None, "target"),
        ("milestone", "talks", None, "counter"),
        ("text", "", 3, "target"),
    ],
)
def test_only_a_count_counts(measure, counter, target, field):
    with pytest.raises(InputRefused) as refused:
        goals.check_measure(measure, counter=counter, target=target)
    assert refused.value.field == field


def test_a_counted_goal_is_not_declared():
    with pytest.raises(RuleBroken):
        goals.check_declared(Goal(measure="count"))


def test_a_goal_in_words_says_what_was_reached():
    ask = {"starts_on": FIRST, "today": TODAY}
    with pytest.raises(InputRefused) as refused:
        goals.check_reached_on(TODAY, "", Goal(measure="text"), **ask)
    assert refused.value.field == "outcome"
    goals.check_reached_on(TODAY, "能独立带班", Goal(measure="text"), **ask)
    goals.check_reached_on(None, "", Goal(measure="text"), **ask)
    for day in (FIRST - DAY, TODAY + DAY):
        with pytest.raises(InputRefused):
            goals.check_reached_on(day, "", Goal(measure="milestone"), **ask)


def test_the_state_of_a_goal():
    now = datetime.datetime.now(datetime.UTC)
    counted = Goal(measure="count", target=3)
    assert goals.state_of(counted, Decimal(2), TODAY) == GoalState.OPEN
    assert goals.state_of(counted, Decimal(3), TODAY) == GoalState.REACHED
    assert goals.state_of(counted, None, TODAY) == GoalState.OPEN
    reached = Goal(measure="milestone", reached_on=TODAY)
    assert goals.state_of(reached, None, TODAY) == GoalState.REACHED
    assert goals.state_of(reached, None, TODAY - DAY) == GoalState.OPEN
    assert goals.state_of(Goal(measure="text", dropped_at=now), None, TODAY) == GoalState.DROPPED


@given(done=st.integers(0, 30), target=st.integers(1, 20), today=days)
def test_a_goal_is_late_only_from_the_middle_on_and_never_when_reached(done, target, today):
    is_late = goals.is_late(Decimal(done), target, (FIRST, LAST), today)

    half = FIRST + (LAST - FIRST) / 2
    if today < half or done >= target:
        assert not is_late
    if done == 0 and today > half:
        assert is_late
    if is_late:
        assert goals.is_late(Decimal(max(0, done - 1)), target, (FIRST, LAST), today)
        assert goals.is_late(Decimal(done), target, (FIRST, LAST), LAST)


def test_what_is_done_is_not_struck_out():
    with pytest.raises(RuleBroken):
        goals.check_not_done(GoalStep(done_on=TODAY))
    with pytest.raises(InputRefused):
        goals.check_done_on(TODAY + DAY, today=TODAY)


# ---- counting acts ---------------------------------------------------------------------------

some_acts = st.lists(
    st.builds(
        Act,
        type=st.just("activities"),
        name=st.uuids().map(str),
        on=st.dates(FIRST - 40 * DAY, LAST + 40 * DAY),
        kinds=st.lists(st.sampled_from(ActKind.values), min_size=1, max_size=3).map(tuple),
        label=st.just(""),
        amount=st.integers(0, 8).map(Decimal),
        stands=st.booleans(),
    ),
    max_size=25,
)


@given(told=some_acts, counter=st.sampled_from(Counter.values), written=st.lists(days, max_size=5))
def test_a_counter_goes_up_with_what_stands_in_its_days_and_with_nothing_else(
    told, counter, written
):
    span = (FIRST, LAST)
    found = acts.total(counter, told, written, span)

    counting = [
        act
        for act in told
        if act.stands and FIRST <= act.on <= LAST and acts.counts_as(act, counter)
    ]
    if counter == Counter.TRAINING_HOURS:
        assert found == sum(act.amount for act in counting)
    elif counter == Counter.REFLECTIONS:
        assert found == len(counting) + len(written)
    else:
        assert found == len(counting)
    # In any order, and cut at any day: the two parts add up.
    assert acts.total(counter, list(reversed(told)), written, span) == found
    cut = TODAY
    assert (
        acts.total(counter, told, written, (FIRST, cut))
        + acts.total(counter, told, written, (cut + DAY, LAST))
        == found
    )


def test_every_kind_but_visits_and_other_activities_is_counted_by_something():
    counted = set().union(*acts.KINDS.values())
    assert set(acts.KINDS) == set(Counter)
    assert set(ActKind) - counted == {ActKind.VISITS, ActKind.STUDY, ActKind.ACTIVITY}
