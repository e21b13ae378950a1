"""Who must sign, from posts and days alone. No database."""

import datetime
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.assurance.rules import pledges as rules
from school.assurance.rules.pledges import Held, Layer, SignerState
from school.shared.errors import InputRefused, RuleBroken

DAY = datetime.timedelta(days=1)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
OPENS = datetime.date(2026, 9, 7)
DUE = datetime.date(2026, 9, 30)
CLOSES = datetime.date(2027, 1, 31)
HEADS = Layer(1, frozenset({"moral_director", "teaching_director"}), frozenset({"principal"}))
TEACHERS = Layer(
    2, frozenset({"homeroom_teacher", "subject_teacher"}), frozenset({"moral_director"})
)
LAYERS = (HEADS, TEACHERS)
WHO = [uuid.UUID(int=n) for n in range(4)]
KINDS = ("moral_director", "teaching_director", "homeroom_teacher", "subject_teacher", "principal")


def judge(held, signed=(), until=DUE, **more):
    days = {"opens_on": OPENS, "due_on": DUE, "closes_on": CLOSES, "until": until, **more}
    return {one.staff: one for one in rules.signers(held, LAYERS, signed, **days)}


def post(kind="subject_teacher", first=OPENS - DAY, last=None, staff=WHO[0]):
    return Held(staff, kind, first, last)


def test_whoever_holds_a_binding_post_on_the_first_day_must_sign():
    found = judge([post(), post("principal", staff=WHO[1])])

    assert list(found) == [WHO[0]]
    assert (found[WHO[0]].layer, found[WHO[0]].bound_on) == (2, OPENS)


@pytest.mark.parametrize(
    ("last", "bound"), [(OPENS - DAY, False), (OPENS, True), (OPENS + DAY, True)]
)
def test_a_post_that_ended_before_binds_nobody(last, bound):
    assert (WHO[0] in judge([post(last=last)], until=OPENS)) is bound


def test_whoever_comes_later_is_bound_from_then_on():
    came = OPENS + 10 * DAY

    assert judge([post(first=came)], until=came - DAY) == {}
    assert judge([post(first=came)], until=came)[WHO[0]].bound_on == came
    assert judge([post(first=CLOSES + DAY)], until=CLOSES + DAY) == {}


def test_of_several_layers_the_first_counts_and_a_later_post_changes_nothing():
    both = [post(), post("moral_director")]
    later = [post(), post("moral_director", first=OPENS + 5 * DAY)]

    assert judge(both)[WHO[0]].layer == 1
    assert judge(later)[WHO[0]].layer == 2


def test_before_it_opens_those_are_named_whom_its_first_day_will_find():
    held = [post(first=OPENS - 9 * DAY), post("moral_director"), post(first=OPENS, staff=WHO[1])]
    found = judge(held, until=OPENS - 2 * DAY)

    assert {staff: (one.layer, one.bound_on) for staff, one in found.items()} == {
        WHO[0]: (1, OPENS),
        WHO[1]: (2, OPENS),
    }
    assert judge([post(first=OPENS + DAY)], until=OPENS - DAY) == {}


@pytest.mark.parametrize(
    ("until", "state"),
    [(DUE, SignerState.WAITING), (DUE + DAY, SignerState.OVERDUE)],
)
def test_it_is_overdue_after_the_day(until, state):
    assert judge([post()], until=until)[WHO[0]].state == state
    assert judge([post()], {WHO[0]}, until=until)[WHO[0]].state == SignerState.SIGNED


def test_who_leaves_unsigned_is_not_among_those_who_must():
    gone = post(last=OPENS + 3 * DAY)

    assert judge([gone])[WHO[0]].state == SignerState.LEFT
    assert not judge([gone])[WHO[0]].is_owed
    assert judge([gone], {WHO[0]})[WHO[0]].is_owed
    back = post(first=OPENS + 9 * DAY)
    assert judge([gone, back])[WHO[0]].state == SignerState.WAITING


DAYS = [OPENS + n * DAY for n in range(-40, 181)]
days = st.sampled_from(DAYS)


@st.composite
def posts(draw):
    first = draw(days)
    length = draw(st.none() | st.integers(0, 120))
    last = None if length is None else first + length * DAY
    return Held(draw(st.sampled_from(WHO)), draw(st.sampled_from(KINDS)), first, last)


@patient
@given(st.lists(posts(), max_size=5), st.sets(st.sampled_from(WHO)), days)
def test_everybody_stands_once_in_one_layer_and_the_signed_are_part_of_the_whole(
    held, signed, until
):
    found = rules.signers(
        held, LAYERS, signed, opens_on=OPENS, due_on=DUE, closes_on=CLOSES, until=until
    )

    keys = [one.staff for one in found]
    assert len(keys) == len(set(keys))
    assert all(OPENS <= one.bound_on <= max(CLOSES, OPENS) for one in found)
    owed = {one.staff for one in found if one.is_owed}
    done = {one.staff for one in found if one.state == SignerState.SIGNED}
    assert done <= owed
    assert done == signed & set(keys)
    for one in found:
        kinds = {post.kind for post in held if post.staff == one.staff}
        assert kinds & LAYERS[one.layer - 1].posts


@patient
@given(st.lists(posts(), max_size=5), days, st.integers(1, 60))
def test_nobody_who_was_bound_is_forgotten_and_the_layer_stays(held, until, more):
    """As days pass, people are added and change their state, and never their layer."""
    before = judge(held, until=until)
    after = judge(held, until=until + more * DAY)

    assert before.keys() <= after.keys()
    for staff, one in before.items():
        assert (after[staff].layer, after[staff].bound_on) == (one.layer, one.bound_on)


@patient
@given(st.lists(posts(), max_size=5), st.randoms())
def test_the_order_of_the_posts_does_not_matter(held, random):
    mixed = list(held)
    random.shuffle(mixed)

    assert judge(held) == judge(mixed)


# ---- what is refused -----------------------------------------------------------------------


def refused(act, *args, **kwargs):
    with pytest.raises((InputRefused, RuleBroken)) as caught:
        act(*args, **kwargs)
    return caught.value.field, caught.value.code


def test_a_version_says_whom_it_binds():
    assert refused(rules.check_layers, []) == ("layers", "required")
    assert refused(rules.check_layers, [Layer(1, frozenset())]) == ("layers.0.posts", "required")
    assert refused(rules.check_layers, [TEACHERS, TEACHERS]) == ("layers.1.posts", "twice")
    rules.check_layers(LAYERS)


@pytest.mark.parametrize(
    ("opens", "due", "answer"),
    [
        (datetime.date(2026, 7, 1), DUE, ("opens_on", "outside_term")),
        (OPENS, OPENS - DAY, ("due_on", "outside_term")),
        (OPENS, CLOSES + DAY, ("due_on", "outside_term")),
        (datetime.date(2026, 8, 1), DUE, ("opens_on", "not_in_force")),
    ],
)
def test_a_round_lies_in_its_term_and_under_its_version(opens, due, answer):
    days = {"window": (datetime.date(2026, 7, 11), CLOSES), "effective_from": OPENS - DAY}

    assert refused(rules.check_round, opens, due, **days) == answer
    rules.check_round(OPENS, OPENS, **days)


def test_beside_whom_somebody_signs_follows_from_the_posts():
    assert rules.countersigns(LAYERS, {"principal"}) == {1}
    assert rules.countersigns(LAYERS, {"moral_director", "principal"}) == {1, 2}
    assert rules.countersigns(LAYERS, {"subject_teacher"}) == frozenset()


def test_a_signature_beside_is_refused_to_whom_it_does_not_belong():
    found = judge([post(), post("moral_director", staff=WHO[1])], set(WHO[:2]))
    given_ = {"own": WHO[2], "layers": {2}, "done": ()}

    rules.check_countersigned([WHO[0]], found, **given_)
    for wanted, more, answer in (
        ([WHO[3]], {}, "not_signed"),
        ([WHO[0]], {"own": WHO[0]}, "own"),
        ([WHO[1]], {}, "other_layer"),
        ([WHO[0]], {"done": {WHO[0]}}, "done_already"),
        ([WHO[0], WHO[0]], {}, "done_already"),
    ):
        assert refused(rules.check_countersigned, wanted, found, **{**given_, **more})[1] == answer


def test_the_text_that_was_read_is_the_text_that_is_signed():
    assert rules.digest("一") != rules.digest("二")
    assert refused(rules.check_read, rules.digest("一"), rules.digest("二"))[1] == "text_changed"
    rules.check_read(rules.digest("一"), rules.digest("一"))
