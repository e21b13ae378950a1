"""Which quota a person is held to and how far it is met, against a model that asks day by day."""

import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from school.observation.rules import quotas as rules
from school.observation.rules.quotas import Calendar, Heard, Held, Quota, Span
from school.people.rules import teaching_weeks
from school.shared.errors import InputRefused

DAY = datetime.timedelta(days=1)
FIRST, LAST = datetime.date(2026, 9, 1), datetime.date(2027, 1, 22)
GOLDEN_WEEK = (datetime.date(2026, 10, 1), datetime.date(2026, 10, 7))
WINDOW = Span(datetime.date(2026, 8, 15), datetime.date(2027, 2, 10))
WEEKS = teaching_weeks(FIRST, LAST, [GOLDEN_WEEK])
TERM = Calendar(WINDOW, WEEKS, 40)
TODAY = datetime.date(2026, 11, 23)
TEACHER, LEADER, PRINCIPAL = "subject_teacher", "subject_leader", "principal"


def quota(key, at_least, period="term", counts="any", post=TEACHER, years=0):
    return Quota(key, period, at_least, counts, "" if years else post, years)


def held(*posts, since=None):
    return Held(frozenset(posts), since)


def chosen(quotas, who, day=TODAY):
    return {kind: one.key for kind, one in rules.highest(quotas, who, TERM, day).items()}


# ---- which applies -------------------------------------------------------------------------


def test_of_two_posts_the_highest_applies_and_not_the_sum():
    quotas = [quota("t", 15), quota("l", 20, post=LEADER), quota("p", 30, post=PRINCIPAL)]

    assert chosen(quotas, held(TEACHER, LEADER)) == {"any": "l"}
    found = rules.standings(quotas, held(TEACHER, LEADER), [], TERM, TODAY)
    assert [one.current.required for one in found] == [20]
    assert chosen(quotas, held("school_doctor")) == {}


def test_periods_are_compared_by_what_they_ask_of_a_week():
    """4 a month is 16 to 20 a term, and so less than 24 a term, and more than 12."""
    for most, expected in ((24, "term"), (12, "month")):
        quotas = [quota("month", 4, "month"), quota("term", most)]
        assert chosen(quotas, held(TEACHER)) == {"any": expected}
    assert chosen([quota("w", 1, "week"), quota("y", 36, "year")], held(TEACHER)) == {"any": "w"}
    assert chosen([quota("w", 1, "week"), quota("y", 41, "year")], held(TEACHER)) == {"any": "y"}


def test_what_counts_outside_is_asked_for_apart():
    quotas = [quota("in", 15), quota("out", 2, counts="out_of_school")]

    heard = [Heard(TODAY, is_out_of_school=True), Heard(TODAY, is_out_of_school=False)]
    found = rules.standings(quotas, held(TEACHER), heard, TERM, TODAY)
    assert [(one.quota.key, one.current.done) for one in found] == [("in", 2), ("out", 1)]


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (datetime.date(2026, 9, 1), True),
        (datetime.date(2023, 11, 24), True),
        (datetime.date(2023, 11, 23), False),
        (None, False),
    ],
)
def test_the_first_years_end_on_their_day(since, expected):
    found = chosen([quota("new", 40, years=3)], held(TEACHER, since=since))
    assert bool(found) == expected


def test_a_leap_day_has_its_years_too():
    assert rules.years_after(datetime.date(2024, 2, 29), 1) == datetime.date(2025, 3, 1)


# ---- how far -------------------------------------------------------------------------------


def test_a_month_is_asked_for_from_two_teaching_weeks_on():
    """Golden week's Monday is in September; January's third week ends the term."""
    found = [(one.first.year, one.first.month) for one in rules.months(WEEKS)]

    assert found == [(2026, 9), (2026, 10), (2026, 11), (2026, 12), (2027, 1)]
    assert rules.months(WEEKS[:1]) == []


def test_every_week_so_far_is_told():
    heard = [Heard(datetime.date(2026, 11, 18), is_out_of_school=False)]
    found = rules.standings([quota("w", 1, "week")], held(TEACHER), heard, TERM, TODAY)

    met = [one.span.first for one in found[0].periods if not one.missing]
    assert met == [datetime.date(2026, 11, 16)]
    assert found[0].current.span == Span(TODAY, TODAY + 6 * DAY)
    assert len(found[0].periods) == len([one for one in WEEKS if one.first <= TODAY])


def test_a_year_runs_from_august():
    assert rules.year_of(datetime.date(2027, 7, 31)) == rules.year_of(TODAY)
    assert rules.year_of(TODAY) == Span(datetime.date(2026, 8, 1), datetime.date(2027, 7, 31))


posts = st.sampled_from([TEACHER, LEADER, PRINCIPAL])
quotas = st.lists(
    st.builds(
        lambda key, at_least, period, counts, post, years: quota(
            str(key), at_least, period, counts, post, years
        ),
        st.integers(0, 10**6),
        st.integers(1, 40),
        st.sampled_from(["week", "month", "term", "year"]),
        st.sampled_from(["any", "in_school", "out_of_school"]),
        posts,
        st.sampled_from([0, 0, 1, 5]),
    ),
    max_size=8,
    unique_by=lambda one: one.key,
)
days = st.integers(0, 200).map(lambda n: datetime.date(2026, 8, 1) + n * DAY)
people = st.builds(
    Held,
    st.frozensets(posts),
    st.none() | st.integers(0, 3000).map(lambda n: TODAY - n * DAY),
)
lessons = st.lists(st.builds(Heard, days, st.booleans()), max_size=20)


def naive_weekly(one):
    """Lessons a quota asks for over the term or year, divided among its teaching weeks."""
    if one.period == "week":
        return Fraction(one.at_least)
    if one.period == "month":
        mondays = [week.first - week.first.weekday() * DAY for week in WEEKS]
        months = {(day.year, day.month) for day in mondays}
        asked = [m for m in months if sum((d.year, d.month) == m for d in mondays) >= 2]
        return Fraction(one.at_least * len(asked), len(WEEKS))
    return Fraction(one.at_least, len(WEEKS) if one.period == "term" else 40)


def naive_applies(one, who, day):
    if one.years_up_to:
        if who.teaching_since is None:
            return False
        years = day.year - who.teaching_since.year
        if (day.month, day.day) < (who.teaching_since.month, who.teaching_since.day):
            years -= 1
        return years < one.years_up_to
    return one.post_kind in who.posts


@given(quotas, people, days)
def test_the_highest_is_that_of_the_naive_model(given_quotas, who, day):
    found = rules.highest(given_quotas, who, TERM, day)

    for kind in ("any", "in_school", "out_of_school"):
        asked = [one for one in given_quotas if one.counts == kind and naive_applies(one, who, day)]
        assert (kind in found) == bool(asked)
        if asked:
            assert found[kind] in asked
            assert naive_weekly(found[kind]) == max(map(naive_weekly, asked))


@given(quotas, people, st.randoms())
def test_the_order_of_the_quotas_does_not_matter(given_quotas, who, random):
    shuffled = [*given_quotas]
    random.shuffle(shuffled)

    one, other = (rules.highest(x, who, TERM, TODAY) for x in (given_quotas, shuffled))
    assert one == other


@given(quotas, people, lessons, days)
def test_what_was_done_is_counted_day_by_day(given_quotas, who, heard, day):
    for one in rules.standings(given_quotas, who, heard, TERM, day):
        for period in one.periods:
            done, at = 0, period.span.first
            while at <= min(day, period.span.last):
                for lesson in heard:
                    fits = {
                        "any": True,
                        "in_school": not lesson.is_out_of_school,
                        "out_of_school": lesson.is_out_of_school,
                    }[one.quota.counts]
                    done += fits and lesson.taught_on == at
                at += DAY
            assert (period.done, period.required) == (done, one.quota.at_least)
            assert period.missing == max(0, one.quota.at_least - done)
            assert period.span.first <= day


# ---- refusals --------------------------------------------------------------------------------


def test_a_quota_is_of_a_post_or_of_years():
    rules.check_quota(post_kind=TEACHER, years_up_to=0)
    rules.check_quota(post_kind="", years_up_to=3)
    for post, years in (("", 0), (TEACHER, 3)):
        with pytest.raises(InputRefused):
            rules.check_quota(post_kind=post, years_up_to=years)
    with pytest.raises(InputRefused):
        rules.check_days(TODAY, TODAY - DAY)
    rules.check_days(TODAY, None)
