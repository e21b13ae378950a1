"""Who was not seen for long: in teaching weeks, by example and against a day-by-day model."""

import datetime
import uuid

from hypothesis import given
from hypothesis import strategies as st

from school.observation.rules import coverage as rules
from school.observation.rules.coverage import Reason, Seen
from school.people.rules import teaching_weeks

DAY = datetime.timedelta(days=1)
FIRST, LAST = datetime.date(2026, 9, 1), datetime.date(2027, 1, 22)
WEEKS = teaching_weeks(FIRST, LAST, [(datetime.date(2026, 10, 1), datetime.date(2026, 10, 7))])
TODAY = datetime.date(2026, 11, 23)
LONG_HERE = datetime.date(2020, 9, 1)
ME, YOU = uuid.UUID(int=1), uuid.UUID(int=2)
days = st.integers(0, 200).map(lambda n: datetime.date(2026, 8, 1) + n * DAY)


def judged(*seen, here_since=LONG_HERE, unseen_weeks=8):
    return rules.coverage(seen, here_since, WEEKS, TODAY, unseen_weeks=unseen_weeks)


def test_weeks_unseen_are_teaching_weeks():
    seen_on = datetime.date(2026, 9, 24)

    assert rules.weeks_unseen(seen_on, WEEKS, seen_on) == 0
    assert rules.weeks_unseen(seen_on, WEEKS, datetime.date(2026, 9, 28)) == 1
    # The week of the holiday still has days of school.
    assert rules.weeks_unseen(seen_on, WEEKS, datetime.date(2026, 10, 12)) == 3
    assert rules.weeks_unseen(seen_on, WEEKS, LAST + 30 * DAY) == rules.weeks_unseen(
        seen_on, WEEKS, LAST
    )


@given(days, days)
def test_weeks_unseen_count_one_for_each_later_week_with_school(seen_on, day):
    expected = set()
    at = seen_on
    while at <= day:
        for week in WEEKS:
            monday, seen_in = (one - one.weekday() * DAY for one in (week.first, seen_on))
            if monday > seen_in and week.first <= at <= day:
                expected.add(week.number)
        at += DAY
    assert rules.weeks_unseen(seen_on, WEEKS, day) == len(expected)


def test_the_eighth_week_is_the_first_too_long():
    """23 November is in week 13; week 5 is that of 29 September."""
    week_5, week_6 = datetime.date(2026, 10, 2), datetime.date(2026, 10, 5)

    assert judged(Seen(week_5, ME)).reasons == (Reason.LONG_AGO,)
    assert judged(Seen(week_6, ME)).reasons == ()
    assert judged(Seen(week_6, ME), unseen_weeks=7).reasons == (Reason.LONG_AGO,)


def test_who_was_never_seen_is_missed_after_as_many_weeks():
    assert judged().reasons == (Reason.NEVER,)
    assert judged(here_since=datetime.date(2026, 11, 2)).reasons == ()
    assert judged().last_seen_on is None


def test_one_observer_alone_is_told_from_the_third_time_on():
    seen = [Seen(TODAY - n * DAY, ME) for n in (20, 10, 1)]

    assert judged(*seen).reasons == (Reason.ONE_OBSERVER,)
    assert judged(*seen[:2]).reasons == ()
    assert judged(*seen, Seen(TODAY, YOU)).reasons == ()


def test_the_first_three_years_are_new():
    assert rules.is_new(datetime.date(2023, 11, 24), TODAY)
    assert not rules.is_new(datetime.date(2023, 11, 23), TODAY)
    assert not rules.is_new(None, TODAY)


def test_names_stand_in_the_order_of_their_sounds():
    assert sorted(["于老师", "姜老师", "矫老师", "曲老师"], key=rules.by_name) == [
        "姜老师",
        "矫老师",
        "曲老师",
        "于老师",
    ]
