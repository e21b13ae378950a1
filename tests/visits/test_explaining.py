"""The explanation of a gap agrees with the judgement, and leaves no visit out."""

import datetime
import uuid

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from school.visits.actions import care
from school.visits.actions import handovers as acts
from school.visits.actions.visits import void_visit
from school.visits.models import Channel, Outcome
from school.visits.rules.explaining import DueBy, conclusion, explain
from school.visits.rules.obligations import (
    LEAST_DAYS,
    SOON,
    ChildFacts,
    CircumstanceFact,
    Facts,
    HandOverFact,
    Miss,
    PlacementFact,
    PolicyFact,
    RuleFact,
    State,
    VisitFact,
    judge,
    obligation_id,
)
from tests.conftest import TODAY
from tests.factories import visits
from tests.visits.test_rules import (
    ANCIENT,
    CLOSES,
    HARDSHIP,
    LIN,
    MAPLE,
    NOVEMBER,
    OPENS,
    SINGLE,
    TERM,
    day,
    needing,
    placed,
    rule,
    visit,
)

DAY = datetime.timedelta(days=1)

# ---- by property ---------------------------------------------------------------------------

days = st.dates(OPENS - 60 * DAY, CLOSES + 60 * DAY)


@st.composite
def spans(draw):
    first = draw(st.sampled_from([ANCIENT, OPENS, day("09-01")]) | days)
    length = draw(st.none() | st.sampled_from([5, 13, 14]) | st.integers(0, 220))
    return first, None if length is None else first + length * DAY


@st.composite
def all_facts(draw):
    rules = st.builds(
        RuleFact,
        visits_required=st.integers(1, 3),
        accepted_channels=st.sets(st.sampled_from(Channel.values), min_size=1).map(frozenset),
        due_week=st.none() | st.integers(1, 25),
        grace_days=st.sampled_from([0, 7, 30]),
        responsible_post=st.just("homeroom_teacher"),
    )
    made = st.builds(
        VisitFact,
        id=st.uuids(),
        visited_on=days,
        channel=st.sampled_from(["on_site", "on_site", *Channel.values]),
        outcome=st.sampled_from(["done", "done", *Outcome.values]),
        purposes=st.sets(st.sampled_from([HARDSHIP, SINGLE])).map(frozenset),
        is_voided=st.sampled_from([False, False, False, False, True]),
    )
    child = ChildFacts(
        student_id=LIN,
        placements=[
            PlacementFact(*span, school_class_id=MAPLE, stage="primary", cohort_year=2024)
            for span in draw(st.lists(spans(), min_size=1, max_size=2))
        ],
        circumstances=[
            CircumstanceFact(*span, category_id=HARDSHIP, source="民政部门证明")
            for span in draw(st.lists(spans(), max_size=2))
        ],
        visits=draw(st.lists(made, max_size=6, unique_by=lambda one: one.id)),
        exemptions={HARDSHIP: uuid.UUID(int=41)} if draw(st.integers(0, 4)) == 0 else {},
    )
    policy = PolicyFact(number=1, effective_from=ANCIENT, rules={HARDSHIP: draw(rules)})
    return Facts(term=TERM, as_of=draw(days), policies=[policy], children=[child])


def verdict(found, facts):
    """The state, read off the explanation's own steps and nothing else."""
    one, as_of = found.obligation, facts.as_of
    counting = sum(attempt.miss is None for attempt in found.attempts)
    last = found.periods[-1].ends_on
    if one.days_in_term < LEAST_DAYS or one.days_in_category < LEAST_DAYS:
        return State.SHORT_STAY
    if counting >= found.rule.visits_required:
        return State.SETTLED
    if facts.children[0].exemptions:
        return State.EXEMPT
    if one.left_on is not None:
        return State.LEFT
    if last is not None and last < min(as_of, CLOSES):
        return State.ENDED
    if as_of < found.due.begins_on:
        return State.NOT_YET_DUE
    if as_of > found.due.on:
        return State.OVERDUE
    return State.DUE_SOON if found.due.on - as_of <= SOON else State.DUE


@settings(max_examples=600, deadline=None)
@given(all_facts())
def test_the_explanation_says_what_the_judgement_says(facts):
    judged = judge(facts)
    found = explain(facts, LIN, HARDSHIP)
    assert (found is None) == (judged == [])
    if found is None:
        return

    assert found.obligation == judged[0]
    assert verdict(found, facts) == judged[0].state
    in_window = [v.id for v in facts.children[0].visits if OPENS <= v.visited_on <= CLOSES]
    assert sorted(attempt.visit.id for attempt in found.attempts) == sorted(in_window)
    counting = {attempt.visit.id for attempt in found.attempts if attempt.miss is None}
    assert counting == {one.id for one in judged[0].visits}
    assert found.due.on == judged[0].due_on
    assert conclusion(found)


@settings(max_examples=300, deadline=None)
@given(all_facts())
def test_the_last_day_is_what_it_is_said_to_follow_from(facts):
    found = explain(facts, LIN, HARDSHIP)
    if found is None:
        return
    asked, due = found.rule, found.due
    ends = {week.number: week.last for week in TERM.weeks["primary"]}
    expected = {
        DueBy.WEEK: ends.get(asked.due_week),
        DueBy.WINDOW: CLOSES,
        DueBy.GRACE: due.begins_on + asked.grace_days * DAY,
    }
    assert due.on == expected[due.by]


# ---- by example ----------------------------------------------------------------------------


def explained(*, made=(), as_of=NOVEMBER, periods=None, exempt=False, hand_overs=(), **asked):
    child = ChildFacts(
        student_id=LIN,
        placements=[placed()],
        circumstances=periods or [needing()],
        visits=made,
        exemptions={HARDSHIP: uuid.UUID(int=41)} if exempt else {},
        hand_overs=hand_overs,
    )
    policies = [PolicyFact(number=1, effective_from=ANCIENT, rules={HARDSHIP: rule(**asked)})]
    return explain(Facts(TERM, as_of, policies, [child]), LIN, HARDSHIP)


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (visit(day("10-14")), None),
        (visit(day("10-14"), purposes=[SINGLE]), Miss.OTHER_PURPOSE),
        (visit(day("10-14"), channel="phone"), Miss.CHANNEL),
        (visit(day("10-14"), outcome="declined"), Miss.NOT_MET),
        (visit(day("12-14")), Miss.LATER),
    ],
)
def test_each_visit_says_why_it_does_not_count(one, reason):
    (attempt,) = explained(made=[one]).attempts

    assert attempt.miss == reason


def test_a_visit_before_the_circumstance_says_so():
    found = explained(made=[visit(day("09-10"))], periods=[needing(day("10-01"))])

    assert [attempt.miss for attempt in found.attempts] == [Miss.OUTSIDE_PERIOD]


def test_the_last_day_says_what_it_follows_from():
    late = [needing(day("12-20"))]

    assert explained().due.by == DueBy.WINDOW
    assert explained(due_week=10).due.by == DueBy.WEEK
    assert explained(due_week=10, periods=late).due.by == DueBy.GRACE
    assert explained(due_week=10, periods=late, grace_days=90).due.by == DueBy.WINDOW


def test_what_is_explained_knows_every_hand_over():
    given_to = HandOverFact(
        day("10-01"), None, id=uuid.UUID(int=51), staff_id=uuid.UUID(int=61), name="张老师"
    )

    assert explained(hand_overs=[given_to]).hand_overs == (given_to,)


def test_nothing_owed_has_no_explanation():
    facts = Facts(TERM, NOVEMBER, [], [])

    assert explain(facts, LIN, HARDSHIP) is None


# ---- over HTTP -----------------------------------------------------------------------------


@pytest.fixture
def gap(now, term, policy, in_need, homeroom):
    """The id of what is owed to Lin, known since March."""
    return obligation_id(term.pk, in_need.student_id, in_need.category_id)


def ask(client, gap, **asked):
    return client.get(f"/api/v1/obligations/{gap}/", asked)


def test_a_gap_is_told_from_its_cause_to_its_end(
    as_user, moral_director, homeroom, teacher, lin, hardship, single_parent, gap
):
    made = [
        visits.HomeVisit(student=lin, created_by=homeroom, purposes=[single_parent]),
        visits.HomeVisit(student=lin, created_by=homeroom, purposes=[hardship], channel="phone"),
        visits.HomeVisit(student=lin, created_by=homeroom, purposes=[hardship]),
    ]
    void_visit(by=homeroom, visit_id=made[2].pk, reason="录错了学生")
    exemption = visits.Exemption(
        student=lin, category=hardship, term=people_term(lin), created_by=homeroom
    )
    care.refuse_exemption(by=moral_director, exemption_id=exemption.pk)
    acts.hand_over(
        by=moral_director, students=[lin], to=teacher.staff, starts_on=TODAY, reason="休产假"
    )
    told = ask(as_user(moral_director), gap).json()

    assert told["obligation"]["id"] == gap
    assert [one["source"] for one in told["periods"]] == ["民政部门证明"]
    assert told["requirement"]["visits_required"] == 1
    assert told["requirement"]["accepted_channels"] == ["上门"]
    assert (told["due"]["by"], told["due"]["on"]) == ("window", told["closes_on"])
    misses = {one["visit"]: one["miss"] for one in told["attempts"]}
    assert misses == {
        str(made[0].pk): "other_purpose",
        str(made[1].pk): "channel",
        str(made[2].pk): "voided",
    }
    assert [one["answered"] for one in told["exemptions"]] == ["refused"]
    assert [one["to_staff"]["name"] for one in told["hand_overs"]] == ["张老师"]
    assert told["conclusion"].startswith("仍未落实")


def people_term(child):
    from school.people.models import Term

    return Term.objects.get(school=child.school)


def test_an_earlier_day_and_an_earlier_moment_show_the_earlier_state(
    as_user, moral_director, homeroom, lin, hardship, gap, now
):
    visits.HomeVisit(
        student=lin,
        created_by=homeroom,
        purposes=[hardship],
        visited_on=TODAY - 3 * DAY,
        created_at=timezone.now(),
    )
    client = as_user(moral_director)

    def state(**asked):
        return ask(client, gap, **asked).json()["obligation"]["state"]

    assert state() == "settled"
    assert state(as_of=(TODAY - 4 * DAY).isoformat()) == "due"
    assert state(known_at=(now - DAY).isoformat()) == "due"
    before = ask(client, gap, known_at="2020-01-01T00:00:00+08:00").json()
    assert before["obligation"] is None
    assert before["student"]["name"] == lin.name


def test_beyond_reach_an_obligation_does_not_exist(
    as_user, other_homeroom, teacher, stranger, homeroom, gap
):
    for user in (other_homeroom, teacher, stranger):
        assert ask(as_user(user), gap).status_code == 404
    assert ask(as_user(homeroom), gap).status_code == 200
    assert ask(as_user(homeroom), uuid.uuid4()).status_code == 404


def test_the_shape_of_the_question_is_strict(as_user, homeroom, gap):
    assert ask(as_user(homeroom), gap, as_of="gestern").status_code == 400
    assert ask(as_user(homeroom), gap, colour="red").status_code == 400


def test_an_explanation_costs_the_same_however_much_it_tells(
    as_user, moral_director, homeroom, lin, hardship, gap, django_assert_num_queries
):
    client = as_user(moral_director)

    def cost():
        with django_assert_num_queries(24) as asked:
            assert ask(client, gap).status_code == 200
        return len(asked)

    visits.HomeVisit(student=lin, created_by=homeroom, purposes=[hardship])
    few = cost()
    for _ in range(4):
        visits.HomeVisit(student=lin, created_by=homeroom, purposes=[hardship])
    assert cost() == few
