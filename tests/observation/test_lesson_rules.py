"""When a lesson may be, and in which order a chain goes. No db fixture: the rules stay pure."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.observation.models import LessonCampaign, LessonKind, LessonSession
from school.observation.rules import lessons as rules
from school.shared.errors import Refused
from school.shared.models import uuid7

TODAY = datetime.date(2026, 11, 23)
DAY = datetime.timedelta(days=1)


def code_of(act, *args, **kwargs):
    with pytest.raises(Refused) as broken:
        act(*args, **kwargs)
    return broken.value.code


@pytest.mark.parametrize(
    ("offset", "in_term", "code"),
    [
        (0, True, None),
        (-60, True, None),
        (-61, True, "too_long_ago"),
        (200, True, None),
        (201, True, "too_far_ahead"),
        (10, False, "out_of_term"),
    ],
)
def test_the_days_of_a_lesson(offset, in_term, code):
    given = {"today": TODAY, "in_term": in_term}
    if code is None:
        rules.check_day(TODAY + offset * DAY, **given)
    else:
        assert code_of(rules.check_day, TODAY + offset * DAY, **given) == code


def test_a_campaign_holds_its_days_and_kinds():
    kind = LessonKind(pk=uuid7())
    month = LessonCampaign(starts_on=TODAY, ends_on=TODAY + 7 * DAY)

    rules.check_campaign(month, {kind.pk}, kind, TODAY + 7 * DAY)
    assert code_of(rules.check_campaign, month, {kind.pk}, kind, TODAY - DAY) == "other_days"
    assert code_of(rules.check_campaign, month, set(), kind, TODAY) == "other_kinds"


def test_who_opens_a_chain_has_changed_nothing():
    alone = LessonSession()
    first = LessonSession(chain_id=uuid7(), chain_position=1)
    second = LessonSession(chain_id=uuid7(), chain_position=2)

    rules.check_changed(second, "导入换成了猜谜")
    rules.check_changed(alone, "")
    for one in (alone, first):
        assert code_of(rules.check_changed, one, "导入换成了猜谜") == "no_lesson_before"


def test_a_place_in_a_chain_is_held_once():
    assert code_of(rules.check_in_turn, (TODAY, 3), 1, {1: (TODAY, 1)}) == "taken"


SLOTS = st.tuples(st.dates(TODAY, TODAY + 20 * DAY), st.integers(1, 10))


@given(st.lists(SLOTS, unique=True, max_size=8), st.data())
def test_a_chain_that_lets_a_lesson_in_goes_forward_in_time(slots, data):
    """Wherever a lesson is taken in, the chain by its places is the chain by its days."""
    others = dict(enumerate(sorted(slots), 1))
    place = data.draw(st.integers(1, len(slots) + 2))
    others.pop(place, None)
    at = data.draw(SLOTS)
    try:
        rules.check_in_turn(at, place, others)
        is_taken = True
    except Refused:
        is_taken = False

    whole = others | {place: at}
    in_order = [whole[one] for one in sorted(whole)]
    assert is_taken == all(a < b for a, b in pairwise(in_order))


def test_the_next_place_is_after_the_last():
    assert rules.next_position([]) == 1
    assert rules.next_position([1, 4]) == 5
