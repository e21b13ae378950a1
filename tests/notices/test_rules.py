"""When a week is served, and when a mail may arrive."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.notices import rules
from school.notices.rules import Quiet

HERE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime.date(2026, 11, 23)
WEEK = [MONDAY + datetime.timedelta(days=n) for n in range(5)]
AT = datetime.time(7, 30)
USUAL = Quiet(datetime.time(21), datetime.time(7), weekends=True)

moments = st.datetimes(
    datetime.datetime(2026, 1, 1), datetime.datetime(2027, 1, 1), timezones=st.just(HERE)
)
quiets = st.builds(Quiet, st.times(), st.times(), st.booleans())


def at(day, hour, minute=0):
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=HERE)


@pytest.mark.parametrize(
    ("now", "due"),
    [(at(23, 7, 29), False), (at(23, 7, 30), True), (at(26, 0), True), (at(29, 23), True)],
)
def test_a_week_is_served_from_its_first_morning_on(now, due):
    assert rules.is_due(now, WEEK, AT) is due


def test_a_week_that_begins_with_a_holiday_is_served_on_its_first_school_day():
    days = WEEK[2:]

    assert not rules.is_due(at(24, 12), days, AT)
    assert not rules.is_due(at(25, 7), days, AT)
    assert rules.is_due(at(25, 8), days, AT)


def test_a_week_on_holiday_is_not_served():
    assert not rules.is_due(at(27, 12), [], AT)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (at(23, 7, 30), at(23, 7, 30)),
        (at(23, 6), at(23, 7)),
        (at(23, 21), at(24, 7)),
        (at(27, 22), at(30, 7)),
        (at(28, 12), at(30, 7)),
    ],
)
def test_mail_waits_until_the_quiet_hours_end(asked, answer):
    assert rules.first_open(asked, USUAL) == answer


def test_the_same_hour_twice_is_no_quiet_time():
    quiet = Quiet(datetime.time(9), datetime.time(9), weekends=False)

    assert rules.first_open(at(28, 9), quiet) == at(28, 9)


@given(moments, quiets)
def test_mail_never_arrives_in_quiet_hours_and_never_later_than_it_has_to(moment, quiet):
    opened = rules.first_open(moment, quiet)

    assert opened >= moment
    assert not quiet.holds(opened)
    assert opened - moment < datetime.timedelta(days=4)
    probe = moment
    while probe < opened:
        assert quiet.holds(probe)
        probe += datetime.timedelta(minutes=17)
