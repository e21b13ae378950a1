"""Who gets a seat: by example, and by days of any acts in any order against a plain model.

No db fixture: a query here is an error, so that the rules stay pure.
"""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.observation.models import BookingState, LessonKind, LessonSession
from school.observation.rules import bookings as rules
from school.shared.errors import Refused

TODAY = datetime.date(2026, 11, 23)
SEATED, WAITING, ASKED = BookingState.SEATED, BookingState.WAITING, BookingState.ASKED


@pytest.mark.parametrize(
    ("seats", "seated", "waiting", "state"),
    [
        (0, 0, 0, ASKED),
        (0, 5, 0, ASKED),
        (1, 0, 0, SEATED),
        (1, 1, 0, WAITING),
        (3, 2, 0, SEATED),
        (3, 2, 1, WAITING),
    ],
)
def test_what_a_booking_becomes(seats, seated, waiting, state):
    assert rules.state_of_new(seats, seated, waiting) == state


def test_without_seats_the_hosts_word_is_the_seat():
    assert rules.state_of_taken(0, 7, 0) == SEATED
    assert rules.state_of_taken(7, 7, 0) == WAITING


def test_who_moves_up():
    assert rules.moving_up(2, 1, ["a", "b"]) == ["a"]
    assert rules.moving_up(2, 2, ["a"]) == []
    assert rules.moving_up(1, 3, ["a"]) == []
    assert rules.moving_up(9, 0, ["a", "b"]) == ["a", "b"]


ACTS = st.one_of(
    st.tuples(st.just("book"), st.integers(0, 0)),
    st.tuples(st.just("leave"), st.integers(0, 30)),
    st.tuples(st.just("seats"), st.integers(1, 6)),
)


@given(st.integers(1, 4), st.lists(ACTS, max_size=40))
def test_seats_are_always_with_those_who_came_first(seats, acts):
    """The plain model: whoever is still there, in the order of arrival; the first hold the seats.

    Seats are never taken away from who has one, so fewer of them are refused.
    """
    states, number = {}, 0

    def counted(state):
        return [n for n, one in sorted(states.items()) if one == state]

    for act, value in acts:
        if act == "book":
            number += 1
            states[number] = rules.state_of_new(seats, len(counted(SEATED)), len(counted(WAITING)))
        elif act == "leave" and states:
            del states[sorted(states)[value % len(states)]]
        elif act == "seats":
            try:
                rules.check_seats_suffice(
                    value, seated=len(counted(SEATED)), waiting=len(counted(WAITING))
                )
            except Refused:
                continue
            seats = value
        for one in rules.moving_up(seats, len(counted(SEATED)), counted(WAITING)):
            states[one] = SEATED

        here = sorted(states)
        assert counted(SEATED) == here[:seats]
        assert counted(WAITING) == here[seats:]


def lesson(**more):
    kind = LessonKind(is_announced=more.pop("is_announced", True))
    return LessonSession(kind=kind, **{"taught_on": TODAY} | more)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, None),
        ({"taught_on": TODAY - datetime.timedelta(days=1)}, "lesson_over"),
        ({"is_announced": False}, "not_bookable"),
        ({"is_out_of_school": True}, "not_bookable"),
        (
            {"cancelled_at": datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC)},
            "lesson_cancelled",
        ),
    ],
)
def test_what_can_be_booked_is_what_is_not_refused(given, code):
    one = lesson(**given)
    assert rules.is_bookable(one, today=TODAY) is (code is None)
    if code is None:
        rules.check_bookable(one, today=TODAY)
        return
    with pytest.raises(Refused) as broken:
        rules.check_bookable(one, today=TODAY)
    assert broken.value.code == code


@pytest.mark.parametrize(
    ("seats", "seated", "waiting", "is_taken"),
    [(2, 2, 4, True), (3, 2, 0, True), (1, 2, 0, False), (0, 0, 0, True), (0, 1, 0, False)],
)
def test_nobody_loses_a_seat_by_a_number(seats, seated, waiting, is_taken):
    if is_taken:
        rules.check_seats_suffice(seats, seated=seated, waiting=waiting)
        return
    with pytest.raises(Refused):
        rules.check_seats_suffice(seats, seated=seated, waiting=waiting)
