"""How findings, items, surveys, tasks and declarations stand. No database."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.assurance.rules import days, declarations, inspections, leading, supervision, surveys
from school.assurance.rules.inspections import FindingState, Tried, finding_state
from school.assurance.rules.surveys import Question
from school.shared.errors import InputRefused, RuleBroken

DAY = datetime.timedelta(days=1)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TODAY = datetime.date(2026, 11, 23)


def refused(act, *args, **kwargs):
    with pytest.raises((InputRefused, RuleBroken)) as caught:
        act(*args, **kwargs)
    return caught.value.field, caught.value.code


# ---- days ----------------------------------------------------------------------------------


def test_what_happened_lies_behind_and_what_is_planned_ahead():
    assert refused(days.check_happened, "on", TODAY + DAY, today=TODAY) == ("on", "in_future")
    assert refused(days.check_happened, "on", TODAY - 367 * DAY, today=TODAY)[1] == "too_long_ago"
    assert refused(days.check_planned, "on", TODAY - DAY, today=TODAY)[1] == "in_past"
    assert refused(days.check_planned, "on", TODAY + 733 * DAY, today=TODAY)[1] == "too_far"
    assert refused(days.check_near, "on", TODAY - 367 * DAY, today=TODAY)[1] == "too_long_ago"
    assert refused(days.check_near, "on", TODAY + 733 * DAY, today=TODAY)[1] == "too_far"
    days.check_happened("on", TODAY, today=TODAY)
    days.check_planned("on", TODAY, today=TODAY)


# ---- findings ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tried", "on", "state"),
    [
        ([], TODAY, FindingState.OPEN),
        ([], TODAY + DAY, FindingState.OVERDUE),
        ([Tried(TODAY)], TODAY + 9 * DAY, FindingState.RECTIFIED),
        ([Tried(TODAY, TODAY, "ok")], TODAY + 9 * DAY, FindingState.CLOSED),
        ([Tried(TODAY, TODAY, "not_yet")], TODAY, FindingState.OPEN),
        ([Tried(TODAY, TODAY, "not_yet")], TODAY + DAY, FindingState.OVERDUE),
        ([Tried(TODAY - DAY, TODAY, "ok")], TODAY - DAY, FindingState.RECTIFIED),
        ([Tried(TODAY - DAY, TODAY, "ok")], TODAY - 2 * DAY, FindingState.OPEN),
        (
            [Tried(TODAY - 2 * DAY, TODAY - DAY, "not_yet"), Tried(TODAY)],
            TODAY,
            FindingState.RECTIFIED,
        ),
    ],
)
def test_a_finding_stands_by_what_was_tried_last(tried, on, state):
    assert finding_state(TODAY, tried, on=on) == state


tries = st.lists(
    st.tuples(st.integers(0, 20), st.integers(0, 20), st.sampled_from(["", "ok", "not_yet"])),
    max_size=4,
)


@patient
@given(tries, st.integers(-5, 60))
def test_what_was_put_right_stays_so(found, after):
    tried, day = [], TODAY
    for wait, look, said in found:
        rectified = day + wait * DAY
        rechecked = rectified + look * DAY if said else None
        tried.append(Tried(rectified, rechecked, said))
        day = rechecked or rectified
        if said != "not_yet":
            break
    on = day + max(after, 0) * DAY

    state = finding_state(TODAY, tried, on=on)

    is_closed = bool(tried) and tried[-1].recheck == "ok"
    assert (state == FindingState.CLOSED) is is_closed
    if state == FindingState.OVERDUE:
        assert on > TODAY


def test_a_deadline_lies_after_the_inspection_and_within_a_year():
    check = inspections.check_deadline
    assert refused(check, "deadline", TODAY - DAY, TODAY)[1] == "before_inspection"
    assert refused(check, "deadline", TODAY + 367 * DAY, TODAY)[1] == "too_far"
    check("deadline", TODAY, TODAY)


def test_not_yet_takes_another_deadline_and_put_right_none():
    check = inspections.check_new_deadline
    assert refused(check, "not_yet", None, TODAY) == ("deadline", "required")
    assert refused(check, "ok", TODAY, TODAY) == ("deadline", "not_asked")
    assert refused(check, "not_yet", TODAY - DAY, TODAY) == ("deadline", "in_past")
    check("ok", None, TODAY)
    check("not_yet", TODAY, TODAY)


# ---- supervision ---------------------------------------------------------------------------


@pytest.mark.parametrize(("days_on", "late"), [(15, False), (16, True)])
def test_an_answer_is_due_in_fifteen_days(days_on, late):
    day = TODAY + days_on * DAY
    assert supervision.is_overdue(TODAY, is_answered=False, today=day) is late
    assert not supervision.is_overdue(TODAY, is_answered=True, today=day)
    assert supervision.due_on(TODAY) == TODAY + 15 * DAY


# ---- surveys -------------------------------------------------------------------------------

SCALE = Question("scale", (), is_satisfaction=True)
CHOICE = Question("choice", ("电话", "家访"))


@pytest.mark.parametrize(
    ("questions", "answer"),
    [
        ([], ("questions", "required")),
        ([Question("choice", ("电话",))], ("questions.0.options", "too_few")),
        ([Question("scale", ("好",))], ("questions.0.options", "not_asked")),
        ([Question("choice", ("好", "好"))], ("questions.0.options", "twice")),
        ([Question("text", (), True)], ("questions.0.is_satisfaction", "no_scale")),
        ([SCALE, SCALE], ("questions.1.is_satisfaction", "twice")),
    ],
)
def test_questions_are_asked_so_that_they_can_be_counted(questions, answer):
    assert refused(surveys.check_questions, questions) == answer


def test_less_comes_back_than_went_out():
    assert refused(surveys.check_numbers, 10, 11, 1) == ("returned", "too_many")
    assert refused(surveys.check_numbers, 10, 10, 11) == ("valid", "too_many")
    surveys.check_numbers(10, 10, 10)


@pytest.mark.parametrize(
    ("counts", "answer"),
    [
        ({2: [1, 1]}, ("counts.1", "required")),
        ({1: [1, 1, 1, 1], 2: [1, 1]}, ("counts.1", "other_options")),
        ({1: [0, 0, 0, 0, 9], 2: [5, 6]}, ("counts.2", "too_many")),
        ({1: [0, 0, 0, 0, 9], 2: [1, 1], 9: [1]}, ("counts.9", "does_not_exist")),
        ({1: [0, 0, 0, 0, 9], 2: [1, 1], 3: [1]}, ("counts.3", "other_options")),
    ],
)
def test_counts_fit_their_questions_and_the_valid_ones(counts, answer):
    questions = {1: SCALE, 2: CHOICE, 3: Question("text")}
    assert refused(surveys.check_counts, questions, counts, 10) == answer


@patient
@given(st.lists(st.integers(0, 200), min_size=5, max_size=5), st.integers(0, 30))
def test_satisfaction_is_a_part_of_those_who_answered_and_hidden_of_few(counts, more):
    valid = sum(counts) + more
    found = surveys.satisfaction(counts, valid)

    if valid < 5 or not sum(counts):
        assert found is None
    else:
        assert 0 <= found.part <= found.whole == sum(counts)
        assert found.part == counts[3] + counts[4]


# ---- the leading group, declarations -------------------------------------------------------


def test_a_member_is_a_colleague_or_a_name():
    for both in (True, False):
        assert refused(leading.check_one_of_two, has_staff=both, has_name=both)[1] == "one_of_two"
    leading.check_one_of_two(has_staff=True, has_name=False)


@pytest.mark.parametrize(
    ("kind", "given_", "answer"),
    [
        ("accidents", {}, ("number", "required")),
        ("public_security_cases", {"number": 0, "item": "甲"}, ("item", "not_asked")),
        ("negative_list", {"item": "甲"}, ("answer", "required")),
        ("negative_list", {"item": "甲", "answer": "none", "number": 0}, ("number", "not_asked")),
        ("guiding_line", {"number": 1}, ("number", "not_asked")),
    ],
)
def test_a_declaration_says_what_its_kind_says(kind, given_, answer):
    words = {"number": None, "item": "", "answer": "", **given_}
    assert refused(declarations.check_declares, kind, **words) == answer


def test_zero_is_a_number_that_was_given():
    declarations.check_declares("accidents", number=0, item="", answer="")
