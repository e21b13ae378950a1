"""A pair's month against a naive model on drawn calendars. No db fixture: rules stay pure."""

import datetime
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from school.mentoring.models import DutyKind as Kind
from school.mentoring.rules import months as rules
from school.mentoring.rules.months import Month, State, Teaching
from school.people.rules import Week, teaching_weeks

DAY = datetime.timedelta(days=1)
D = datetime.date
AUTUMN = (D(2026, 9, 1), D(2027, 1, 29))
NATIONAL = (D(2026, 10, 1), D(2026, 10, 7))
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def taught(days, *holidays):
    return Teaching(days, tuple(teaching_weeks(*days, holidays)), holidays)


def every_day(span):
    return [span[0] + n * DAY for n in range((span[1] - span[0]).days + 1)]


# ---- the naive model -------------------------------------------------------------------------


def school_days(days, holidays):
    """Every weekday of the term on which there is school, one by one."""
    return [
        day
        for day in every_day(days)
        if day.weekday() < 5 and not any(first <= day <= last for first, last in holidays)
    ]


def naive_months(pair, term_days, holidays, suspended):
    """From the days of school alone: weeks are groups of days with one Monday."""
    shared = [day for day in every_day(pair) if term_days[0] <= day <= term_days[1]]
    first_of_week = {}
    for day in school_days(term_days, holidays):
        first_of_week.setdefault(day - day.weekday() * DAY, day)
    found = []
    for year, month in sorted({(day.year, day.month) for day in shared}):
        here = [day for day in shared if (day.year, day.month) == (year, month)]
        weeks = [
            begins
            for monday, begins in first_of_week.items()
            if (monday.year, monday.month) == (year, month)
            and begins in shared
            and not any(first <= begins <= last for first, last in suspended)
        ]
        found.append((D(year, month, 1), here[0], here[-1], len(weeks)))
    return found


def naive_required(at_least, weeks):
    if weeks < 2:
        return 0
    share = min(Fraction(weeks, 4), Fraction(1)) * at_least
    whole, rest = divmod(share, 1)
    return max(1, int(whole) + (1 if rest >= Fraction(1, 2) else 0))


# ---- drawn calendars -------------------------------------------------------------------------


@st.composite
def calendars(draw):
    """A term that begins late or early, with holidays; a pair that begins and ends anywhere."""
    starts = draw(st.dates(D(2026, 1, 1), D(2027, 12, 31)))
    term = (starts, starts + draw(st.integers(0, 160)) * DAY)
    holidays = tuple(
        (first, first + draw(st.integers(0, 12)) * DAY)
        for first in draw(
            st.lists(st.dates(term[0] - 5 * DAY, term[1] + 5 * DAY), max_size=4, unique=True)
        )
    )
    begins = draw(st.dates(term[0] - 60 * DAY, term[1] + 20 * DAY))
    pair = (begins, begins + draw(st.integers(0, 400)) * DAY)
    suspended = tuple(
        (first, first + draw(st.integers(0, 40)) * DAY)
        for first in draw(st.lists(st.dates(term[0], term[1]), max_size=2))
    )
    return pair, term, holidays, suspended


@patient
@given(calendars())
@example(((D(2026, 9, 1), D(2027, 8, 31)), AUTUMN, (NATIONAL,), ()))
@example(((D(2026, 10, 14), D(2026, 11, 17)), AUTUMN, (NATIONAL,), ()))
@example(((D(2026, 2, 1), D(2026, 8, 31)), (D(2026, 3, 2), D(2026, 7, 10)), (), ()))
def test_the_months_are_those_of_the_naive_model(drawn):
    pair, term, holidays, suspended = drawn

    found = rules.months(pair, taught(term, *holidays), suspended)

    assert [(one.first, *one.days, one.weeks) for one in found] == naive_months(
        pair, term, holidays, suspended
    )


@patient
@given(st.integers(1, 40), st.integers(0, 6))
def test_what_is_required_is_what_the_naive_model_requires(at_least, weeks):
    assert rules.required(at_least, weeks) == naive_required(at_least, weeks)


@patient
@given(
    calendars(),
    st.dictionaries(st.sampled_from(list(Kind)), st.integers(1, 8), max_size=4),
    st.dictionaries(st.sampled_from(list(Kind)), st.integers(0, 9), max_size=4),
    st.booleans(),
)
def test_a_month_is_judged_as_the_naive_model_judges_it(drawn, duties, done, is_excused):
    pair, term, holidays, suspended = drawn
    naive = naive_months(pair, term, holidays, suspended)
    for month, (_, _, _, weeks) in zip(
        rules.months(pair, taught(term, *holidays), suspended), naive, strict=True
    ):
        judged = rules.judge(month, duties, done, is_excused=is_excused)
        lacking = sum(
            max(0, naive_required(least, weeks) - done.get(kind, 0))
            for kind, least in duties.items()
        )
        if is_excused or weeks < 2 or not duties:
            assert (judged.state, judged.short, judged.is_due) == (State.EXEMPT, 0, False)
        else:
            state = State.SHORT if lacking else State.MET
            assert (judged.state, judged.short, judged.is_due) == (state, lacking, True)


@patient
@given(calendars(), st.data())
def test_a_week_is_asked_of_one_pair_when_the_mentor_changes(drawn, data):
    """Cut anywhere, the two halves never ask for more than the whole."""
    pair, term, holidays, suspended = drawn
    cut = data.draw(st.dates(pair[0], pair[1]))
    term = taught(term, *holidays)

    def weeks(first, last):
        if first > last:
            return 0
        return sum(one.weeks for one in rules.months((first, last), term, suspended))

    parts = weeks(pair[0], cut) + weeks(cut + DAY, pair[1])

    # At most the week in which the mentor changed is asked of neither: when its Monday was a
    # holiday of the month before.
    assert weeks(*pair) - 1 <= parts <= weeks(*pair)


@patient
@given(calendars())
def test_months_lie_apart_and_hold_every_shared_day(drawn):
    pair, term, holidays, suspended = drawn
    found = rules.months(pair, taught(term, *holidays), suspended)
    both = rules.shared(pair, term)

    days = [day for one in found for day in every_day(one.days)]
    assert days == ([] if both is None else every_day(both))
    assert all(one.first == one.days[0].replace(day=1) for one in found)


# ---- months as a school knows them -----------------------------------------------------------


def weeks_by_month(pair, term):
    return {one.first.month: one.weeks for one in rules.months(pair, term)}


def test_a_first_term_and_a_pair_of_the_whole_year():
    """The first week's Monday is 31 August; in the National holiday's week two days are taught."""
    year = (D(2026, 9, 1), D(2027, 8, 31))

    assert weeks_by_month(year, taught(AUTUMN, NATIONAL)) == {9: 4, 10: 4, 11: 5, 12: 4, 1: 4}


def test_a_week_belongs_to_the_month_of_its_monday():
    """Monday 30 November to Friday 4 December is the fifth week of November."""
    assert weeks_by_month((D(2026, 11, 30), D(2026, 12, 6)), taught(AUTUMN)) == {11: 1, 12: 0}


def test_a_week_wholly_on_holiday_asks_for_nothing():
    holiday = (D(2026, 10, 5), D(2026, 10, 11))
    october = (D(2026, 10, 1), D(2026, 10, 31))

    assert weeks_by_month(october, taught(AUTUMN)) == {10: 4}
    assert weeks_by_month(october, taught(AUTUMN, holiday)) == {10: 3}


def test_july_and_a_short_january_are_never_failed():
    spring = taught((D(2026, 3, 2), D(2026, 7, 10)))
    (july,) = (
        one for one in rules.months((D(2026, 3, 2), D(2026, 8, 31)), spring) if one.first.month == 7
    )
    assert (july.days, july.weeks) == ((D(2026, 7, 1), D(2026, 7, 10)), 1)
    assert rules.judge(july, {Kind.TALK: 2}, {}).exempt == rules.Exempt.FEW_WEEKS

    short = taught((D(2026, 9, 1), D(2027, 1, 13)))
    january = rules.months((D(2026, 9, 1), D(2027, 8, 31)), short)[-1]
    assert (january.first, january.weeks) == (D(2027, 1, 1), 2)
    assert rules.required(1, 2) == 1


@pytest.mark.parametrize(
    ("at_least", "weeks", "expected"),
    [
        (1, 0, 0),
        (4, 1, 0),
        (1, 2, 1),
        (2, 2, 1),
        (3, 2, 2),
        (5, 2, 3),
        (2, 3, 2),
        (3, 3, 2),
        (2, 4, 2),
        (2, 5, 2),
    ],
)
def test_the_half_goes_up(at_least, weeks, expected):
    assert rules.required(at_least, weeks) == expected


@pytest.mark.parametrize(
    ("at_least", "weeks", "term_weeks", "expected"),
    [
        (15, 20, 20, 15),
        (15, 10, 20, 8),
        (1, 2, 20, 1),
        (15, 1, 20, 0),
        (3, 25, 20, 3),
        (3, 9, 0, 0),
    ],
)
def test_what_a_term_asks_of_a_pair_of_part_of_it(at_least, weeks, term_weeks, expected):
    assert rules.required_of_term(at_least, weeks, term_weeks) == expected


def test_a_month_says_what_is_lacking():
    november = Month(D(2026, 11, 1), (D(2026, 11, 1), D(2026, 11, 30)), 4)
    duties = {Kind.MENTOR_OBSERVES: 2, Kind.TALK: 1}

    judged = rules.judge(november, duties, {Kind.MENTOR_OBSERVES: 1})
    assert (judged.state, judged.short) == (State.SHORT, 2)
    assert [(one.kind, one.required, one.done, one.lacking) for one in judged.asked] == [
        (Kind.MENTOR_OBSERVES, 2, 1, 1),
        (Kind.TALK, 1, 0, 1),
    ]

    more_than_asked = rules.judge(november, duties, {Kind.MENTOR_OBSERVES: 5, Kind.TALK: 1})
    assert (more_than_asked.state, more_than_asked.short) == (State.MET, 0)
    assert rules.judge(november, {}, {}).exempt == rules.Exempt.NOTHING_AGREED


def test_too_many_of_one_kind_do_not_stand_for_another():
    month = Month(D(2026, 11, 1), (D(2026, 11, 1), D(2026, 11, 30)), 4)

    assert rules.judge(month, {Kind.EVALUATION: 1, Kind.TALK: 1}, {Kind.TALK: 9}).short == 1


def test_a_suspended_week_asks_for_nothing():
    (november,) = rules.months(
        (D(2026, 11, 1), D(2026, 11, 30)), taught(AUTUMN), [(D(2026, 11, 9), D(2026, 11, 22))]
    )
    assert november.weeks == 3


def test_a_week_begins_with_its_first_day_of_school():
    week = Week(5, D(2026, 10, 5), D(2026, 10, 11))

    assert rules.begins_on(week, [NATIONAL]) == D(2026, 10, 8)
    assert rules.begins_on(week, []) == D(2026, 10, 5)


# ---- which version a month is judged by ------------------------------------------------------


def test_the_first_version_holds_from_the_beginning_however_late_it_was_signed():
    first = rules.Agreed(1, D(2026, 9, 1), D(2026, 10, 20))

    assert rules.in_force([first], D(2026, 9, 1)) == first
    assert rules.in_force([], D(2026, 9, 1)) is None


def test_a_later_version_never_reaches_back():
    first = rules.Agreed(1, D(2026, 9, 1), D(2026, 9, 1))
    second = rules.Agreed(2, D(2026, 10, 1), D(2026, 11, 5))
    both = [second, first]

    assert rules.in_force(both, D(2026, 10, 1)) == first
    assert rules.in_force(both, D(2026, 11, 1)) == second
    assert rules.in_force(both, D(2026, 12, 1)) == second
