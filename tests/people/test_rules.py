"""What classes are called and how weeks are counted. No db fixture: rules ask nobody."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.people import rules
from school.people.models import SchoolClass, Stage

DAYS = st.dates(datetime.date(2015, 1, 1), datetime.date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (datetime.date(2026, 7, 31), "二年级(2)班"),
        (datetime.date(2026, 8, 1), "三年级(2)班"),
        (datetime.date(2027, 1, 31), "三年级(2)班"),
        (datetime.date(2024, 8, 1), "一年级(2)班"),
        (datetime.date(2024, 7, 31), "2024级(2)班"),
    ],
)
def test_a_class_is_called_by_its_grade_of_the_day(day, name):
    assert rules.class_name(SchoolClass(cohort_year=2024, number=2), day) == name


@pytest.mark.parametrize(
    ("stage", "cohort", "name"),
    [
        (Stage.JUNIOR, 2026, "七年级(11)班"),
        (Stage.SENIOR, 2026, "高一(11)班"),
        (Stage.SENIOR, 2024, "高三(11)班"),
    ],
)
def test_every_stage_has_its_own_names(stage, cohort, name):
    school_class = SchoolClass(stage=stage, cohort_year=cohort, number=11)

    assert rules.class_name(school_class, datetime.date(2026, 9, 1)) == name


@pytest.mark.parametrize(
    ("number", "word"), [(1, "一"), (10, "十"), (13, "十三"), (20, "二十"), (21, "二十一")]
)
def test_numbers_are_said_as_people_say_them(number, word):
    assert rules.numeral(number) == word


@given(DAYS, st.sampled_from(Stage.values), st.integers(1, 12))
def test_grade_and_cohort_are_each_others_inverse(day, stage, grade):
    assert rules.grade_of(stage, rules.cohort_of(stage, grade, day), day) == grade


def test_the_first_teaching_week_holds_the_first_teaching_day():
    weeks = rules.teaching_weeks(datetime.date(2026, 9, 1), datetime.date(2027, 1, 29))

    assert (weeks[0].number, weeks[0].first, weeks[0].last) == (
        1,
        datetime.date(2026, 9, 1),
        datetime.date(2026, 9, 6),
    )
    assert weeks[-1].last == datetime.date(2027, 1, 29)


def test_a_week_wholly_on_holiday_is_not_counted():
    start, end = datetime.date(2026, 9, 1), datetime.date(2026, 10, 16)
    golden_week = (datetime.date(2026, 10, 1), datetime.date(2026, 10, 9))

    weeks = rules.teaching_weeks(start, end, [golden_week])

    assert len(weeks) == len(rules.teaching_weeks(start, end)) - 1
    assert all(week.first != datetime.date(2026, 10, 5) for week in weeks)


@given(DAYS, st.integers(1, 200))
def test_weeks_are_numbered_without_gaps_and_cover_every_school_day(start, length):
    end = start + datetime.timedelta(days=length)

    weeks = rules.teaching_weeks(start, end)

    assert [week.number for week in weeks] == list(range(1, len(weeks) + 1))
    covered = {
        week.first + datetime.timedelta(days=n)
        for week in weeks
        for n in range((week.last - week.first).days + 1)
    }
    school_days = {
        day
        for day in (start + datetime.timedelta(days=n) for n in range(length + 1))
        if day.weekday() < 5
    }
    assert school_days <= covered
