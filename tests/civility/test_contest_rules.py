"""What a week of checks gives each class: pure arithmetic, in fractions."""

import datetime
import uuid
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.civility.rules import contests as rules

ITEMS = {
    key: rules.Item(key, full, is_per_head)
    for key, full, is_per_head in (
        (uuid.UUID(int=1), 10, False),
        (uuid.UUID(int=2), 10, True),
        (uuid.UUID(int=3), 25, True),
    )
}
TIDY, QUIET, MARCH = ITEMS
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MONDAY = datetime.date(2026, 11, 16)


def a_class(*seen, size=40, grade=3, key=None):
    return rules.Watched(
        key or uuid.uuid4(), grade, size, tuple(rules.Seen(item, faults) for item, faults in seen)
    )


def score(watched):
    return rules.score(rules.marks_of(watched, ITEMS), ITEMS)


seen = st.builds(rules.Seen, st.sampled_from(list(ITEMS)), st.integers(0, 100))
classes = st.lists(
    st.builds(
        rules.Watched,
        st.uuids(),
        st.integers(1, 3),
        st.integers(1, 60),
        st.lists(seen, max_size=8).map(tuple),
    ),
    max_size=12,
    unique_by=lambda one: one.key,
)


def test_the_mean_of_the_faults_leaves_the_marks():
    assert rules.marks(ITEMS[TIDY], [1, 2], 40) == Fraction(17, 2)
    assert rules.marks(ITEMS[QUIET], [3], 30) == 6
    assert rules.marks(ITEMS[TIDY], [99], 40) == 0


def test_a_score_is_of_what_was_checked():
    assert score(a_class((TIDY, 1))) == Decimal("90.00")
    assert score(a_class((TIDY, 1), (MARCH, 5))) == Decimal("82.86")
    assert score(a_class()) is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(1, 200), "0.01"),
        (Fraction(1, 201), "0.00"),
        (Fraction(200, 3), "66.67"),
        (Fraction(100), "100.00"),
    ],
)
def test_the_half_goes_up(value, shown):
    assert str(rules.rounded(value)) == shown


def flags(*found):
    return [one.has_flag for one in rules.outcomes(found, ITEMS)]


def test_the_best_of_each_grade_carry_the_flag_and_equals_share_it():
    assert flags(
        a_class((TIDY, 1)),
        a_class((TIDY, 1)),
        a_class((TIDY, 2)),
        a_class((TIDY, 9), grade=4),
        a_class((TIDY, 10), grade=4),
    ) == [True, True, False, True, False]


def test_a_class_alone_in_its_grade_needs_ninety():
    assert flags(a_class((TIDY, 1)), a_class((TIDY, 2), grade=4)) == [True, False]


def test_who_was_not_checked_has_no_result_and_is_no_rival():
    assert flags(a_class((TIDY, 5)), a_class()) == [False]


@patient
@given(st.lists(seen, min_size=1, max_size=8), st.integers(1, 60), st.integers(0, 7))
def test_another_fault_never_raises_a_score(found, size, place):
    place %= len(found)
    worse = [*found]
    worse[place] = rules.Seen(found[place].item, found[place].faults + 1)

    before, after = (rules.Watched(uuid.UUID(int=9), 3, size, tuple(x)) for x in (found, worse))
    assert score(after) <= score(before)


@patient
@given(
    st.lists(st.tuples(st.sampled_from([QUIET, MARCH]), st.integers(0, 20)), min_size=1),
    st.integers(1, 30),
    st.integers(2, 5),
)
def test_twice_the_children_with_twice_the_faults_are_as_good(found, size, times):
    small = a_class(*found, size=size)
    large = a_class(*((item, faults * times) for item, faults in found), size=size * times)

    assert score(small) == score(large)


@patient
@given(st.lists(seen, min_size=1, max_size=8), st.randoms())
def test_the_order_of_the_checks_does_not_matter(found, random):
    shuffled = [*found]
    random.shuffle(shuffled)

    one, other = (rules.Watched(uuid.UUID(int=9), 3, 37, tuple(x)) for x in (found, shuffled))
    assert score(one) == score(other)


@patient
@given(classes)
def test_whoever_carries_a_flag_is_the_best_of_the_grade(found):
    given_out = rules.outcomes(found, ITEMS)

    assert {one.key for one in given_out} == {one.key for one in found if one.seen}
    for grade in {one.grade for one in given_out}:
        peers = [one for one in given_out if one.grade == grade]
        best = max(one.score for one in peers)
        carriers = [one for one in peers if one.has_flag]
        assert all(one.score == best for one in carriers)
        assert 0 <= best <= 100
        if len(peers) > 1:
            assert carriers == [one for one in peers if one.score == best]
        else:
            assert bool(carriers) == (best >= 90)


def test_a_class_is_counted_on_friday_or_today_before_it():
    days = [rules.counted_on(MONDAY, today=MONDAY + n * rules.DAY) for n in (-3, 0, 2, 4, 9)]
    assert [(day - MONDAY).days for day in days] == [0, 0, 2, 4, 4]


def test_the_flag_is_handed_over_on_the_next_monday_of_school():
    golden_week = [(datetime.date(2026, 11, 20), datetime.date(2026, 11, 23))]

    assert rules.handed_over_on(MONDAY, []) == datetime.date(2026, 11, 23)
    assert rules.handed_over_on(MONDAY, golden_week) == datetime.date(2026, 11, 30)
