"""No db fixture: a query here is an error, so rules stay pure."""

import datetime
import uuid

import pytest

from school.people.rules import teaching_weeks
from school.shared.errors import InputRefused, RuleBroken
from school.visits.models import FollowUp, HomeVisit, VisitPolicyVersion
from school.visits.rules import checks
from school.visits.rules.obligations import (
    ChildFacts,
    CircumstanceFact,
    Facts,
    PlacementFact,
    PolicyFact,
    PostFact,
    RuleFact,
    State,
    TermFact,
    VisitFact,
    judge,
    obligation_id,
)
from school.visits.rules.reasons import why


def day(text):
    return datetime.date.fromisoformat(f"2026-{text}" if len(text) == 5 else text)


ANCIENT = datetime.date(2020, 9, 1)
OPENS, STARTS = day("07-11"), day("09-01")
ENDS, CLOSES = day("2027-01-29"), day("2027-01-31")
TERM = TermFact(
    id=uuid.UUID(int=1),
    opens_on=OPENS,
    closes_on=CLOSES,
    stages={"primary": (STARTS, ENDS)},
    weeks={"primary": teaching_weeks(STARTS, ENDS)},
)
HARDSHIP, SINGLE = uuid.UUID(int=11), uuid.UUID(int=12)
MAPLE, CEDAR = uuid.UUID(int=21), uuid.UUID(int=22)
LIN = uuid.UUID(int=31)
NOVEMBER = day("11-23")


def placed(first=ANCIENT, last=None, school_class=MAPLE):
    return PlacementFact(
        first, last, school_class_id=school_class, stage="primary", cohort_year=2024
    )


def needing(first=ANCIENT, last=None, category=HARDSHIP):
    return CircumstanceFact(first, last, category_id=category, source="民政部门证明")


def visit(on, *, purposes=(HARDSHIP,), channel="on_site", outcome="done"):
    return VisitFact(uuid.uuid4(), on, channel, outcome, frozenset(purposes))


def rule(**changes):
    asked = {
        "visits_required": 1,
        "accepted_channels": frozenset({"on_site"}),
        "due_week": None,
        "grace_days": 30,
        "responsible_post": "homeroom_teacher",
    }
    return RuleFact(**{**asked, **changes})


def judged(
    *,
    as_of=NOVEMBER,
    placements=None,
    circumstances=None,
    visits=(),
    exempt=False,
    policies=None,
    posts=(),
    **changes,
):
    child = ChildFacts(
        student_id=LIN,
        placements=[placed()] if placements is None else placements,
        circumstances=[needing()] if circumstances is None else circumstances,
        visits=visits,
        exemptions={HARDSHIP: uuid.UUID(int=41)} if exempt else {},
    )
    if policies is None:
        both = {HARDSHIP: rule(**changes), SINGLE: rule(**changes)}
        policies = [PolicyFact(number=1, effective_from=ANCIENT, rules=both)]
    return judge(Facts(term=TERM, as_of=as_of, policies=policies, children=[child], posts=posts))


def state(**facts):
    (one,) = judged(**facts)
    return one.state


# ---- the states ----------------------------------------------------------------------------


def test_a_child_in_need_is_owed_a_visit():
    assert state() == State.DUE


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (OPENS - datetime.timedelta(days=1), State.NOT_YET_DUE),
        (OPENS, State.DUE),
        (CLOSES - datetime.timedelta(days=15), State.DUE),
        (CLOSES - datetime.timedelta(days=14), State.DUE_SOON),
        (CLOSES, State.DUE_SOON),
        (CLOSES + datetime.timedelta(days=1), State.OVERDUE),
    ],
)
def test_time_passes_from_not_yet_due_to_overdue(as_of, expected):
    assert state(as_of=as_of) == expected


def test_a_visit_settles_it():
    (one,) = judged(visits=[visit(day("10-14"))])

    assert one.state == State.SETTLED
    assert [v.visited_on for v in one.visits] == [day("10-14")]


@pytest.mark.parametrize("outcome", ["absent", "declined", "rescheduled"])
def test_a_family_that_was_not_met_settles_nothing(outcome):
    assert state(visits=[visit(day("10-14"), outcome=outcome)]) == State.DUE


def test_a_family_met_elsewhere_settles():
    assert state(visits=[visit(day("10-14"), outcome="elsewhere")]) == State.SETTLED


def test_a_visit_settles_only_the_purposes_it_records():
    both = [needing(), needing(category=SINGLE)]
    states = {
        one.category_id: one.state
        for one in judged(circumstances=both, visits=[visit(day("10-14"), purposes=[SINGLE])])
    }

    assert states == {HARDSHIP: State.DUE, SINGLE: State.SETTLED}


def test_one_visit_may_settle_two():
    both = [needing(), needing(category=SINGLE)]
    served = [visit(day("10-14"), purposes=[HARDSHIP, SINGLE])]

    assert {one.state for one in judged(circumstances=both, visits=served)} == {State.SETTLED}


@pytest.mark.parametrize("channel", ["at_school", "phone", "video", "letter"])
def test_only_accepted_channels_settle(channel):
    assert state(visits=[visit(day("10-14"), channel=channel)]) == State.DUE
    accepted = frozenset({"on_site", channel})
    assert (
        state(visits=[visit(day("10-14"), channel=channel)], accepted_channels=accepted)
        == State.SETTLED
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (OPENS - datetime.timedelta(days=1), State.OVERDUE),
        (OPENS, State.SETTLED),
        (CLOSES, State.SETTLED),
        (CLOSES + datetime.timedelta(days=1), State.OVERDUE),
    ],
)
def test_a_visit_settles_inside_the_window_only(on, expected):
    assert state(as_of=day("2027-03-01"), visits=[visit(on)]) == expected


def test_a_visit_after_the_day_asked_about_is_not_seen():
    assert state(as_of=day("10-13"), visits=[visit(day("10-14"))]) == State.DUE


def test_a_visit_before_the_circumstance_began_does_not_settle_it():
    started = [needing(day("10-01"))]

    assert state(circumstances=started, visits=[visit(day("09-30"))]) == State.DUE
    assert state(circumstances=started, visits=[visit(day("10-01"))]) == State.SETTLED


def test_a_visit_on_a_day_the_child_was_elsewhere_does_not_settle():
    away = [placed(last=day("09-30")), placed(first=day("11-01"))]

    assert state(placements=away, visits=[visit(day("10-14"))]) == State.DUE


def test_two_visits_when_two_are_asked_for():
    once = [visit(day("09-14"))]

    assert state(visits=once, visits_required=2) == State.DUE
    assert state(visits=[*once, visit(day("10-14"))], visits_required=2) == State.SETTLED


# ---- counted, apart, ended -----------------------------------------------------------------


@pytest.mark.parametrize(("last", "expected"), [("09-13", State.SHORT_STAY), ("09-14", State.LEFT)])
def test_fourteen_days_of_the_term_make_a_counted_child(last, expected):
    assert state(placements=[placed(last=day(last))]) == expected


@pytest.mark.parametrize(
    ("first", "expected"),
    [("2027-01-16", State.DUE_SOON), ("2027-01-17", State.SHORT_STAY)],
)
def test_a_child_that_stays_counts_until_the_term_ends(first, expected):
    assert state(placements=[placed(first=day(first))], as_of=day("2027-01-20")) == expected


def test_days_in_two_classes_count_together():
    moved = [placed(last=day("09-07")), placed(day("09-08"), day("09-14"), CEDAR)]

    assert state(placements=moved) == State.LEFT


def test_a_child_of_no_day_of_the_term_is_owed_nothing():
    assert judged(placements=[placed(last=day("08-31"))]) == []


@pytest.mark.parametrize(
    ("last", "expected"),
    [("07-10", None), ("07-23", State.SHORT_STAY), ("07-24", State.ENDED)],
)
def test_fourteen_days_in_the_window_make_a_circumstance_count(last, expected):
    states = [one.state for one in judged(circumstances=[needing(last=day(last))])]

    assert states == ([] if expected is None else [expected])


def test_a_circumstance_that_ended_stays_in_the_whole_and_is_not_overdue():
    (one,) = judged(circumstances=[needing(last=day("10-31"))], as_of=day("2027-03-01"))

    assert one.state == State.ENDED
    assert one.in_whole


def test_one_that_ends_on_the_day_asked_about_still_holds():
    assert state(circumstances=[needing(last=NOVEMBER)]) == State.DUE


def test_one_that_was_settled_before_it_ended_stays_settled():
    ended = [needing(last=day("10-31"))]

    assert state(circumstances=ended, visits=[visit(day("10-31"))]) == State.SETTLED
    assert state(circumstances=ended, visits=[visit(day("11-01"))]) == State.ENDED


def test_a_circumstance_taken_up_again_is_one_obligation():
    twice = [needing(last=day("09-30")), needing(first=day("11-01"))]

    assert state(circumstances=twice, visits=[visit(day("09-14"))]) == State.SETTLED
    assert state(circumstances=twice) == State.DUE


def test_who_left_unvisited_stands_apart():
    (one,) = judged(placements=[placed(last=day("10-31"))])

    assert (one.state, one.is_owed, one.in_whole) == (State.LEFT, False, False)
    assert state(placements=[placed(last=day("10-31"))], as_of=day("10-31")) == State.DUE


def test_who_was_settled_before_leaving_counts():
    left = [placed(last=day("10-31"))]

    assert state(placements=left, visits=[visit(day("10-14"))]) == State.SETTLED


def test_who_graduates_with_the_term_has_not_left_it():
    assert state(placements=[placed(last=ENDS)], as_of=day("2027-03-01")) == State.OVERDUE


def test_the_exempt_are_owed_but_not_in_the_whole():
    (one,) = judged(exempt=True)

    assert (one.state, one.is_owed, one.in_whole) == (State.EXEMPT, True, False)


def test_a_visit_made_in_spite_of_an_exemption_counts():
    assert state(exempt=True, visits=[visit(day("10-14"))]) == State.SETTLED


# ---- by when, and by whom ------------------------------------------------------------------


def test_the_last_day_is_the_windows_end_or_that_of_a_teaching_week():
    (by_default,), (by_week,) = judged(), judged(due_week=10)

    assert by_default.due_on == CLOSES
    assert by_week.due_on == day("11-08")  # the Sunday of week 10
    assert by_week.state == State.OVERDUE


@pytest.mark.parametrize(
    ("first", "expected"),
    [("10-05", "11-08"), ("10-20", "11-19"), ("2027-01-10", "2027-01-31")],
)
def test_who_comes_late_gets_the_grace_within_the_window(first, expected):
    (one,) = judged(circumstances=[needing(day(first))], due_week=10)

    assert one.due_on == day(expected)


def test_a_circumstance_to_come_is_not_yet_due():
    assert state(circumstances=[needing(day("12-01"))]) == State.NOT_YET_DUE


def post(staff, school_class=MAPLE, first=ANCIENT, last=None, kind="homeroom_teacher"):
    return PostFact(
        first,
        last,
        staff_id=uuid.UUID(int=staff),
        name=f"T{staff}",
        kind=kind,
        school_class_id=school_class,
        cohort_year=None,
    )


def test_whose_class_the_child_is_in_today_is_responsible():
    moved = [placed(last=day("10-31")), placed(first=day("11-01"), school_class=CEDAR)]
    posts = [post(1), post(2, CEDAR), post(3, CEDAR, kind="subject_teacher")]

    (before,) = judged(placements=moved, posts=posts, as_of=day("10-31"))
    (after,) = judged(placements=moved, posts=posts, as_of=day("11-01"))
    assert [p.name for p in before.responsible] == ["T1"]
    assert [p.name for p in after.responsible] == ["T2"]


def test_the_responsible_post_follows_the_requirement():
    posts = [post(1), post(2, None, kind="moral_director")]

    (one,) = judged(posts=posts, responsible_post="moral_director")
    assert [p.name for p in one.responsible] == ["T2"]


# ---- requirements --------------------------------------------------------------------------


def version(number, effective_from, **changes):
    return PolicyFact(
        number=number, effective_from=effective_from, rules={HARDSHIP: rule(**changes)}
    )


def test_the_requirement_in_force_when_the_window_opens_holds_for_all_of_it():
    policies = [
        version(1, ANCIENT),
        version(2, OPENS, visits_required=2),
        version(3, OPENS + datetime.timedelta(days=1), visits_required=3),
    ]

    (one,) = judged(policies=policies)
    assert (one.policy_number, one.required) == (2, 2)


def test_without_a_requirement_nothing_is_owed():
    assert judged(policies=[]) == []
    assert judged(circumstances=[needing(category=uuid.UUID(int=99))]) == []


def test_the_id_of_an_obligation_is_the_same_every_time_and_tells_nothing():
    ids = {obligation_id(TERM.id, LIN, HARDSHIP) for _ in range(2)}

    assert len(ids) == 1
    assert str(LIN) not in ids.pop()


# ---- why -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"visits": [visit(day("10-14"))]},
        {"exempt": True},
        {"placements": [placed(last=day("10-31"))]},
        {"placements": [placed(last=day("09-02"))]},
        {"circumstances": [needing(last=day("10-31"))]},
        {"circumstances": [needing(last=day("07-12"))]},
        {"circumstances": [needing(first=day("12-01"))]},
        {"as_of": day("2027-03-01")},
    ],
)
def test_every_judgement_has_its_sentence(facts):
    (one,) = judged(**facts)
    sentence = why(one, category="特困生", term=TERM)

    assert "特困生" in sentence
    assert "民政部门证明" in sentence
    assert "%" not in sentence


def test_an_ended_one_says_both_days():
    ended = needing(first=day("09-05"), last=day("10-31"))
    (one,) = judged(circumstances=[ended])

    sentence = why(one, category="特困生", term=TERM)
    assert "9月5日" in sentence
    assert "10月31日" in sentence


# ---- what is refused -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "in_term", "code"),
    [
        (NOVEMBER + datetime.timedelta(days=1), True, "visit_in_future"),
        (NOVEMBER, False, "out_of_term"),
        (datetime.date(1999, 12, 31), True, "out_of_term"),
    ],
)
def test_a_day_that_no_visit_can_have(on, in_term, code):
    with pytest.raises(InputRefused) as refused:
        checks.check_visited_on(on, today=NOVEMBER, in_term=in_term)
    assert refused.value.code == code


@pytest.mark.parametrize(("days", "late"), [(0, False), (7, False), (8, True)])
def test_an_entry_is_late_after_seven_days(days, late):
    assert checks.is_late(NOVEMBER - datetime.timedelta(days=days), today=NOVEMBER) == late


def test_what_is_done_is_not_done_again():
    moment = datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC)
    with pytest.raises(RuleBroken):
        checks.check_not_voided(HomeVisit(voided_at=moment))
    with pytest.raises(RuleBroken):
        checks.check_follow_up_open(FollowUp(closed_at=moment))
    with pytest.raises(RuleBroken):
        checks.check_draft(VisitPolicyVersion(published_at=moment))
