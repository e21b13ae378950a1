"""Whose turn it is, and what is refused: by example, and by walks of any acts in any order."""

import datetime
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.observation.models import Observation, ObservationState
from school.observation.rules import observations as rules
from school.observation.rules.observations import Side, Step
from school.shared.errors import Refused

DAY = datetime.timedelta(days=1)
MONDAY = datetime.date(2026, 11, 23)
MOMENT = datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC)
DRAFT, SHARED, REFLECTED, ACKNOWLEDGED, CLOSED = ObservationState


def record(state, **more):
    return Observation(state=state, **more)


def turns(row, **more):
    more.setdefault("is_out_of_school", False)
    return [(one.side.value, one.step.value) for one in rules.acts_next(row, **more)]


def refused(call, *args, **kwargs):
    with pytest.raises(Refused) as told:
        call(*args, **kwargs)
    return told.value.code


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (record(DRAFT), [("observer", "share")]),
        (record(SHARED), [("host", "reflect")]),
        (record(REFLECTED), [("host", "acknowledge"), ("observer", "acknowledge")]),
        (record(ACKNOWLEDGED, host_acknowledged_at=MOMENT), [("observer", "acknowledge")]),
        (record(ACKNOWLEDGED, observer_acknowledged_at=MOMENT), [("host", "acknowledge")]),
        (
            record(CLOSED, host_acknowledged_at=MOMENT, observer_acknowledged_at=MOMENT),
            [],
        ),
    ],
)
def test_a_record_names_who_acts_next(row, expected):
    assert turns(row) == expected


def test_nobody_acts_on_a_lesson_of_another_school_once_it_is_shared():
    assert turns(record(DRAFT), is_out_of_school=True) == [("observer", "share")]
    assert turns(record(SHARED), is_out_of_school=True) == []
    assert (
        refused(rules.check_awaits_reflection, record(SHARED), is_out_of_school=True)
        == "host_elsewhere"
    )


@pytest.mark.parametrize(
    ("days", "grace", "expected"),
    [(0, 7, False), (7, 7, False), (8, 7, True), (1, 0, True), (0, 0, False)],
)
def test_the_last_day_of_grace_is_in_time(days, grace, expected):
    assert rules.is_late(MONDAY + days * DAY, MONDAY, grace_days=grace) == expected


def test_an_evaluation_is_a_suggestion_that_was_answered():
    assert [rules.is_evaluated(state, "少讲一点") for state in ObservationState] == [
        False,
        False,
        True,
        True,
        True,
    ]
    assert not rules.is_evaluated(CLOSED, "")


def test_a_lesson_is_recorded_on_its_day_or_afterwards():
    rules.check_lesson(taught_on=MONDAY, is_cancelled=False, today=MONDAY)
    for day, is_cancelled, code in (
        (MONDAY + DAY, False, "lesson_to_come"),
        (MONDAY, True, "lesson_cancelled"),
    ):
        told = refused(rules.check_lesson, taught_on=day, is_cancelled=is_cancelled, today=MONDAY)
        assert told == code


def test_nobody_observes_an_own_lesson_or_two_at_once():
    me = uuid.uuid4()
    rules.check_not_host(None, me)
    rules.check_not_host(uuid.uuid4(), me)
    assert refused(rules.check_not_host, me, me) == "own_lesson"
    rules.check_elsewhere(observes=False, teaches=False)
    assert refused(rules.check_elsewhere, observes=True, teaches=True) == "observing_elsewhere"
    assert refused(rules.check_elsewhere, observes=False, teaches=True) == "teaching_elsewhere"
    assert refused(rules.check_is_staff, None) == "not_staff"


def test_a_strategy_is_needed_to_share():
    rules.check_shareable(strategies=1)
    assert refused(rules.check_shareable, strategies=0) == "required"


def test_without_a_rubric_nothing_is_scored():
    rules.check_scored(None, is_scored=False)
    rules.check_scored(uuid.uuid4(), is_scored=True)
    assert refused(rules.check_scored, None, is_scored=True) == "no_rubric"


def test_a_whole_list_holds_each_once():
    rules.check_each_once("notes", [1, 2], "client_id")
    assert refused(rules.check_each_once, "notes", [1, 2, 1], "client_id") == "twice"


# ---- walks ---------------------------------------------------------------------------------

ACTS = ("amend", "share", "reflect", "host", "observer", "reopen")


class Walk:
    """The record as the actions would keep it, and beside it a naive list of what happened."""

    def __init__(self):
        self.row = record(DRAFT)
        self.reopened = 0
        self.shared = self.reflected = False
        self.agreed = set()

    def may(self, act):
        """By the list of what happened alone."""
        closed = len(self.agreed) == 2
        return {
            "amend": not self.shared or (self.reopened and not self.reflected),
            "share": not self.shared,
            "reflect": self.shared and not self.reflected,
            "host": self.reflected and not closed and "host" not in self.agreed,
            "observer": self.reflected and not closed and "observer" not in self.agreed,
            "reopen": self.shared and not (self.reopened and not self.reflected),
        }[act]

    def do(self, act):
        row, was = self.row, {"was_reopened": bool(self.reopened)}
        if act == "amend":
            rules.check_amendable(row, **was)
        elif act == "share":
            rules.check_draft(row)
            row.state, self.shared = SHARED, True
        elif act == "reflect":
            rules.check_awaits_reflection(row, is_out_of_school=False)
            row.state, self.reflected = REFLECTED, True
        elif act == "reopen":
            rules.check_reopenable(row, **was)
            row.state, row.host_acknowledged_at, row.observer_acknowledged_at = SHARED, None, None
            self.reopened, self.reflected, self.agreed = self.reopened + 1, False, set()
        else:
            rules.check_acknowledgeable(row, Side(act))
            setattr(row, f"{act}_acknowledged_at", MOMENT)
            row.state = rules.after_acknowledging(row)
            self.agreed.add(act)


@given(st.lists(st.sampled_from(ACTS), max_size=30))
def test_in_any_order_only_what_is_due_is_let_in_and_the_page_names_it(acts):
    walk = Walk()
    for act in acts:
        due = {
            (Side.OBSERVER, Step.SHARE): "share",
            (Side.HOST, Step.REFLECT): "reflect",
            (Side.HOST, Step.ACKNOWLEDGE): "host",
            (Side.OBSERVER, Step.ACKNOWLEDGE): "observer",
        }
        named = {
            due[one.side, one.step] for one in rules.acts_next(walk.row, is_out_of_school=False)
        }
        assert named == {one for one in due.values() if walk.may(one)}
        if walk.may(act):
            walk.do(act)
        else:
            refused(walk.do, act)
        assert (walk.row.state == CLOSED) == (len(walk.agreed) == 2)
