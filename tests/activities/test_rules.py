"""No db fixture: a query here is an error, so rules stay pure."""

import datetime
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.activities.models import (
    Activity,
    ActivityKind,
    Consultation,
    Group,
    ParentingPiece,
    Programme,
    ProgrammePhase,
    PupilPair,
)
from school.activities.rules import activities, families, groups, kinds, programmes, pupils
from school.shared.errors import InputRefused, Refused, RuleBroken

TODAY = datetime.date(2026, 11, 23)
DAY = datetime.timedelta(days=1)
DAYS = st.dates(datetime.date(2026, 7, 1), datetime.date(2027, 7, 1))
ASKS = sorted(set(kinds.ASKED.values()) | {"asks_visitors", "is_for_staff"})
VALUES = {
    "research_level": st.sampled_from(["", "routine", "themed"]),
    "domain": st.sampled_from(["", "school", "family"]),
    "hours": st.none() | st.integers(1, 120),
    "headcount": st.none() | st.integers(0, 500),
    "issue": st.none() | st.integers(1, 20),
    "classes": st.sampled_from([[], [1], [1, 2]]),
    "outcome": st.sampled_from(["", "共识三条"]),
}


def refusal(act, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return (refused.value.field, refused.value.code) if refused.value.field else refused.value.code


# ---- what a kind asks for ------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries(dict.fromkeys(ASKS, st.booleans())), st.fixed_dictionaries(VALUES))
def test_nothing_is_kept_that_is_not_asked_and_nothing_held_lacks_what_counts(asks, values):
    kind = ActivityKind(**asks)
    too_much = [
        name
        for name, column in kinds.ASKED.items()
        if values[name] not in (None, "", []) and not asks[column]
    ]
    if too_much:
        assert refusal(kinds.check_asked, kind, values) == (too_much[0], "not_asked")
    else:
        kinds.check_asked(kind, values)
    lacking = kinds.lacking(kind, values)
    assert all(asks[kinds.ASKED[name]] for name in lacking)
    assert all(values[name] in (None, "") for name in lacking)
    if asks["asks_hours"] and values["hours"] is None:
        assert "hours" in lacking
    if lacking:
        assert refusal(kinds.check_complete, kind, values) == (lacking[0], "required")
    else:
        kinds.check_complete(kind, values)
    assert kinds.is_training(kind) == (asks["asks_hours"] and asks["is_for_staff"])


def test_nobody_counted_is_something_said():
    assert kinds.is_given(0)
    reception = ActivityKind(asks_headcount=True, asks_visitors=True)
    assert kinds.lacking(reception, {"headcount": 0}) == []
    assert kinds.lacking(reception, {"headcount": None}) == ["headcount"]
    assert kinds.lacking(ActivityKind(asks_headcount=True), {"headcount": None}) == []


def test_a_kind_counts_its_visitors_and_is_for_somebody():
    given_ = {"asks_visitors": True, "asks_headcount": False, "is_for_somebody": True}
    assert refusal(kinds.check_kind, **given_) == ("asks_headcount", "visitors_are_counted")
    given_ = {"asks_visitors": False, "asks_headcount": False, "is_for_somebody": False}
    assert refusal(kinds.check_kind, **given_) == ("is_for_staff", "for_nobody")
    kinds.check_kind(asks_visitors=True, asks_headcount=True, is_for_somebody=True)
    assert kinds.code_taken().field == "code"


# ---- the days of an activity ---------------------------------------------------------------


@given(DAYS, st.none() | DAYS, st.booleans())
def test_an_activity_has_days_that_the_school_knows(happened_on, ends_on, in_term):
    is_good = (
        in_term
        and happened_on <= TODAY + activities.AHEAD
        and (ends_on is None or happened_on <= ends_on <= happened_on + activities.LONGEST)
    )
    said = {"today": TODAY, "in_term": in_term}
    if is_good:
        activities.check_days(happened_on, ends_on, **said)
    else:
        field, _code = refusal(activities.check_days, happened_on, ends_on, **said)
        assert field in ("happened_on", "ends_on")


@given(DAYS)
def test_a_day_to_come_is_a_plan_and_a_day_that_has_come_was_held(day):
    state = activities.state_on(day, today=TODAY)
    assert (state == "planned") == (day > TODAY)
    if state == "held":
        activities.check_held_day(day, today=TODAY)
        activities.check_day_has_come(day, today=TODAY)
    else:
        assert refusal(activities.check_held_day, day, today=TODAY)[1] == "in_future"
        assert refusal(activities.check_day_has_come, day, today=TODAY) == "not_yet"


def test_an_activity_lies_in_its_programme_and_phase():
    span = {"starts_on": TODAY - 9 * DAY, "ends_on": TODAY + 9 * DAY}
    festival, other = Programme(**span), Programme(**span)
    phase = ProgrammePhase(programme=festival, starts_on=TODAY, ends_on=TODAY + DAY)

    activities.check_within(None, None, TODAY)
    activities.check_within(festival, phase, TODAY)
    assert refusal(activities.check_within, other, phase, TODAY) == ("phase", "other_programme")
    assert refusal(activities.check_within, None, phase, TODAY) == ("phase", "other_programme")
    assert refusal(activities.check_within, festival, phase, TODAY - DAY) == ("phase", "other_days")
    beyond = TODAY + 10 * DAY
    assert refusal(activities.check_within, festival, None, beyond) == ("programme", "other_days")
    assert refusal(activities.check_programme_stands, is_voided=True)[1] == "voided"


@pytest.mark.parametrize(
    ("row", "planned", "held"),
    [
        ({"state": "planned"}, None, "not_held"),
        ({"state": "held"}, "already_held", None),
        ({"state": "cancelled"}, "activity_cancelled", "activity_cancelled"),
        ({"state": "held", "voided_at": 1}, "activity_voided", "activity_voided"),
    ],
)
def test_what_stands_may_be_held_once(row, planned, held):
    activity = Activity(**row)
    for check, expected in ((activities.check_planned, planned), (activities.check_held, held)):
        if expected is None:
            check(activity)
        else:
            assert refusal(check, activity) == expected


@given(st.sampled_from([None, True, False]), st.booleans())
def test_who_is_named_was_there_unless_somebody_says_otherwise(said, is_absent):
    stands = activities.attended_when_held(said, is_absent=is_absent)
    assert stands is (not is_absent and said is not False)


def test_who_may_take_the_own_name_off_and_who_writes():
    activities.check_may_step_back(None, is_own_word=True)
    for attended, own in ((True, True), (None, False), (False, True)):
        assert refusal(activities.check_may_step_back, attended, is_own_word=own) == "answered"
    activities.check_reflects(attended=True, is_organiser=False)
    activities.check_reflects(attended=None, is_organiser=True)
    assert refusal(activities.check_reflects, attended=None, is_organiser=False) == "not_there"
    one, two = uuid.uuid4(), uuid.uuid4()
    assert refusal(activities.check_once_each, [one, one]) == ("participants", "twice")
    activities.check_listed([one], [one, two], "absent")
    assert refusal(activities.check_listed, [one], [two], "absent") == ("absent", "does_not_exist")


# ---- programmes ----------------------------------------------------------------------------

SPANS = st.lists(st.tuples(DAYS, DAYS), max_size=5)


@given(SPANS, st.tuples(DAYS, DAYS).map(sorted))
def test_phases_that_are_taken_share_no_day_and_lie_within(phases, within):
    first, last = within
    try:
        programmes.check_phases(phases, (first, last))
    except InputRefused:
        bad = any(not first <= one <= two <= last for one, two in phases)
        clash = any(
            a <= d and c <= b for n, (a, b) in enumerate(phases) for c, d in phases[n + 1 :]
        )
        assert bad or clash
        return
    days = [one + n * DAY for one, two in phases for n in range((two - one).days + 1)]
    assert len(days) == len(set(days))
    assert all(first <= day <= last for day in days)


@given(
    st.sampled_from(["theme_month", "colour_month", "festival", "study", "project"]),
    st.sampled_from(["", "blue", "gold"]),
    st.none() | st.integers(1, 9),
)
def test_only_colour_months_have_a_colour_and_only_festivals_a_number(kind, colour, edition):
    is_good = (kind == "colour_month") == bool(colour) and (edition is None or kind == "festival")
    if is_good:
        programmes.check_kind(kind, colour=colour, edition=edition)
    else:
        assert refusal(programmes.check_kind, kind, colour=colour, edition=edition)[0] in (
            "colour",
            "edition",
        )


def test_a_programme_lasts_some_days_and_not_for_ever():
    programmes.check_span(TODAY, TODAY)
    assert refusal(programmes.check_span, TODAY, TODAY - DAY) == ("ends_on", "before_start")
    assert refusal(programmes.check_span, TODAY, TODAY + 2000 * DAY) == ("ends_on", "too_long")
    assert refusal(programmes.check_names, ["一", "一"], "topics") == ("topics", "twice")
    assert refusal(programmes.check_own, [1], [2], "phases") == ("phases", "does_not_exist")
    for check, expected in (
        (programmes.check_left_out, "phase_in_use"),
        (programmes.check_activities_within, "activities_outside"),
        (programmes.check_unused, "in_use"),
    ):
        check(0)
        assert refusal(check, 2) == expected
    assert refusal(programmes.check_stands, is_voided=True) == "voided"
    assert programmes.name_taken().field == "name"


# ---- groups --------------------------------------------------------------------------------


def test_the_days_of_a_group_and_its_members():
    group = Group(starts_on=TODAY - 9 * DAY)
    groups.check_open(group)
    groups.check_span(TODAY, today=TODAY)
    assert refusal(groups.check_span, TODAY + 400 * DAY, today=TODAY)[1] == "too_far_ahead"
    groups.check_ends_on(group, TODAY, today=TODAY)
    assert refusal(groups.check_ends_on, group, TODAY + DAY, today=TODAY)[1] == "in_future"
    assert refusal(groups.check_ends_on, group, TODAY - 10 * DAY, today=TODAY)[1] == "before_start"
    groups.check_joins_on(group, TODAY)
    assert refusal(groups.check_joins_on, group, TODAY - 10 * DAY)[1] == "before_group"
    assert refusal(groups.check_last_day, TODAY, TODAY - DAY) == ("last_day", "before_start")
    assert refusal(groups.check_open, Group(ends_on=TODAY)) == "group_closed"
    assert refusal(groups.check_open, Group(voided_at=1)) == "voided"
    assert groups.member_already().field == "staff"


# ---- pupils --------------------------------------------------------------------------------


@given(DAYS, st.none() | DAYS, DAYS)
def test_the_two_meet_on_a_day_of_the_pair_that_is_not_long_ago(starts_on, ends_on, day):
    pair = PupilPair(starts_on=starts_on, ends_on=ends_on)
    is_good = starts_on <= day <= (ends_on or TODAY) and TODAY - pupils.BACK <= day <= TODAY
    if is_good:
        pupils.check_contacted_on(pair, day, today=TODAY)
    else:
        assert refusal(pupils.check_contacted_on, pair, day, today=TODAY)[0] == "contacted_on"


def test_a_pair_begins_and_ends():
    pupils.check_starts_on(TODAY, today=TODAY, at_school=True)
    for day, at_school, expected in (
        (TODAY + DAY, True, "in_future"),
        (TODAY, False, "not_at_school"),
    ):
        found = refusal(pupils.check_starts_on, day, today=TODAY, at_school=at_school)
        assert found == ("starts_on", expected)
    pair = PupilPair(starts_on=TODAY - 9 * DAY)
    pupils.check_open(pair)
    assert refusal(pupils.check_open, PupilPair(closed_at=1)) == "pair_ended"
    assert refusal(pupils.check_open, PupilPair(voided_at=1)) == "voided"
    pupils.check_ends_on(pair, TODAY, today=TODAY)
    assert refusal(pupils.check_ends_on, pair, TODAY + DAY, today=TODAY)[1] == "in_future"
    assert refusal(pupils.check_ends_on, pair, TODAY - 10 * DAY, today=TODAY)[1] == "before_start"
    pupils.check_no_contact_after(None, TODAY)
    assert refusal(pupils.check_no_contact_after, TODAY, TODAY - DAY)[1] == "before_contact"
    assert refusal(pupils.check_uncontacted, 1) == "pair_in_use"
    assert pupils.pair_taken().code == "paired"


# ---- families ------------------------------------------------------------------------------

CHILDREN = {"20240201": "林一诺", "20240202": "Ann"}


@pytest.mark.parametrize(
    "text", ["林一诺写作业拖拉", "林 一 诺", "20240201 总忘带书", "Ann 不说话"]
)
def test_a_question_that_names_a_child_is_not_kept(text):
    found = refusal(families.check_nameless, {"topic": "", "question": text}, CHILDREN)
    assert found == ("question", "child_named")


def test_a_question_without_a_name_is_kept():
    families.check_nameless({"question": "孩子写作业总要催，Annie 也是"}, CHILDREN)


def test_answers_and_texts_have_their_days():
    families.check_not_ahead(TODAY, "asked_on", today=TODAY)
    assert refusal(families.check_not_ahead, TODAY + DAY, "asked_on", today=TODAY) == (
        "asked_on",
        "in_future",
    )
    families.check_answered_on(TODAY, TODAY)
    assert refusal(families.check_answered_on, TODAY, TODAY - DAY)[1] == "before_question"
    assert refusal(families.check_answered, Consultation()) == "unanswered"
    assert refusal(families.check_settled, "sent", TODAY, TODAY) == ("state", "not_settled")
    assert refusal(families.check_settled, "declined", TODAY, TODAY - DAY)[1] == "before_sent"
    families.check_settled("published", TODAY, TODAY)
    families.check_open(ParentingPiece(state="sent"))
    with pytest.raises(RuleBroken):
        families.check_open(ParentingPiece(state="published"))
    with pytest.raises(RuleBroken):
        families.check_stands(Consultation(voided_at=1))
