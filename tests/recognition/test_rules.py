"""What leads to which level, who may have won, who is selected. No database."""

import datetime
import uuid
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.recognition.models import Award, Level, Nomination, Recipient
from school.recognition.rules import awards as rules
from school.recognition.rules import selections
from school.recognition.rules.awards import Step
from school.shared.errors import InputRefused, RuleBroken
from tests.conftest import TODAY

DAY = datetime.timedelta(days=1)
KEYS = [uuid.UUID(int=n) for n in range(1, 5)]
STEPS = st.builds(
    Step,
    level=st.sampled_from([level.value for level in Level]),
    recipient=st.sampled_from(["teacher", "student"]),
    winners=st.frozensets(st.sampled_from(KEYS), min_size=1),
)
SCHOOL = Step("district", "school", frozenset())


@given(st.lists(STEPS, min_size=2, max_size=8))
def test_no_chain_of_levels_comes_back_to_where_it_began(steps):
    """However awards are put one after the other: where each link was allowed, the levels rise."""
    links = [
        (one, other) for one in steps for other in steps if rules.leads_to(lower=one, higher=other)
    ]
    for one, other in links:
        assert rules.RANK[Level(other.level)] < rules.RANK[Level(one.level)]
        assert not rules.leads_to(lower=other, higher=one)
        for third, fourth in links:
            if third == other:
                assert not rules.leads_to(lower=fourth, higher=one)


@given(STEPS, STEPS)
def test_one_leads_to_another_of_the_same_winner_at_a_higher_level(one, other):
    found = rules.leads_to(lower=one, higher=other)

    assert found == (
        list(Level).index(other.level) < list(Level).index(one.level)
        and one.recipient == other.recipient
        and not one.winners.isdisjoint(other.winners)
    )


def test_the_school_is_one_winner():
    assert rules.leads_to(lower=SCHOOL, higher=Step("municipal", "school", frozenset()))
    assert not rules.leads_to(lower=SCHOOL, higher=Step("school", "school", frozenset()))


def test_a_step_that_is_none_is_refused_by_its_field():
    own = Step("municipal", "teacher", frozenset(KEYS[:1]))
    other = Step("district", "teacher", frozenset(KEYS[1:2]))
    with pytest.raises(InputRefused) as below:
        rules.check_progression(own, other, ())
    with pytest.raises(InputRefused) as above:
        rules.check_progression(own, None, [Step("district", "teacher", own.winners)])
    rules.check_progression(own, Step("district", "teacher", own.winners), ())

    assert (below.value.field, above.value.field) == ("progression_of", "level")


def rows(*keys):
    return [SimpleNamespace(pk=key) for key in keys]


@pytest.mark.parametrize(
    ("recipient", "given_rows", "field"),
    [
        ("teacher", {"students": rows(1)}, "students"),
        ("teacher", {}, "staff"),
        ("student", {"students": rows(1, 2, 1)}, "students.2"),
        ("class", {"staff": rows(1)}, "staff"),
        ("school", {"classes": rows(1)}, "classes"),
    ],
)
def test_winners_that_do_not_fit_are_refused_by_their_field(recipient, given_rows, field):
    named = {"staff": [], "students": [], "classes": []} | given_rows
    with pytest.raises(InputRefused) as refused:
        rules.check_winners(recipient, named)

    assert refused.value.field == field


@given(st.sampled_from(list(Recipient)), st.lists(st.integers(1, 99), unique=True, min_size=1))
def test_winners_stay_in_the_order_in_which_they_were_given(recipient, keys):
    field = rules.FIELDS.get(recipient)
    named = {"staff": [], "students": [], "classes": []}
    if field:
        named[field] = rows(*keys)

    found = rules.check_winners(recipient, named)

    assert [row.pk for row in found] == (keys if field else [])


def test_nobody_decides_on_an_award_of_their_own():
    by, staff = uuid.uuid4(), uuid.uuid4()
    row = Award(created_by_id=by)
    for by_id, by_staff, winners in (
        (by, None, ()),
        (uuid.uuid4(), staff, {staff}),
    ):
        with pytest.raises(RuleBroken):
            rules.check_second_person(row, by_id, by_staff=by_staff, winners=winners)
    rules.check_second_person(row, uuid.uuid4(), by_staff=uuid.uuid4(), winners={staff})


@pytest.mark.parametrize(
    ("whom", "named", "field"),
    [
        ("staff", {"name": "姜师傅"}, "name"),
        ("staff", {}, "staff"),
        ("parent", {"staff": 1}, "staff"),
        ("pupil", {"name": "林一诺"}, "name"),
        ("deed", {"name": "一把伞", "staff": 1}, "name"),
    ],
)
def test_whom_a_nomination_names_follows_from_the_kind(whom, named, field):
    given_fields = {"staff": None, "student": None, "name": ""} | named
    with pytest.raises(InputRefused) as refused:
        selections.check_whom(whom, given_fields)

    assert refused.value.field == field


@given(
    st.lists(st.sampled_from(KEYS), max_size=6),
    st.frozensets(st.sampled_from(KEYS)),
    st.integers(1, 4),
)
def test_only_confirmed_nominations_each_once_and_no_more_than_places(chosen, confirmed, places):
    fits = len(chosen) <= places and len(set(chosen)) == len(chosen) and set(chosen) <= confirmed
    if fits:
        selections.check_selected(chosen, confirmed, places=places)
        return
    with pytest.raises(InputRefused) as refused:
        selections.check_selected(chosen, confirmed, places=places)
    assert refused.value.field.startswith("selected")


def test_a_childs_name_in_the_words_is_found_however_it_is_spaced():
    names = {"林一诺", "宋沐宸", "Lin"}

    assert selections.names_in("她把伞给了林 一诺", names) == {"林一诺"}
    assert selections.names_in("她把伞给了一个孩子", names) == set()
    assert selections.names_in("给了宋沐宸和Lin", names) == {"宋沐宸", "Lin"}


def test_only_who_was_selected_and_agrees_is_published():
    row = Nomination(state="selected", consent="given")
    selections.check_may_publish(row, set())
    for change, names in (
        ({"state": "confirmed"}, ()),
        ({"consent": "not_asked"}, ()),
        ({"consent": "refused"}, ()),
        ({"published_at": TODAY}, ()),
        ({}, {"林一诺"}),
    ):
        with pytest.raises(RuleBroken):
            selections.check_may_publish(
                Nomination(**{"state": "selected", "consent": "given"} | change), names
            )
