"""What the simulator says of a draft is what then applies: for many drawn, for some published."""

import datetime
import random
from collections import Counter
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from school.people.rules import teaching_weeks
from school.shared.errors import RuleBroken
from school.visits import models
from school.visits.actions import care
from school.visits.queries import simulation as trial
from school.visits.queries.general import general_board
from school.visits.queries.obligations import board
from school.visits.rules import simulation
from school.visits.rules.general import YearFact, YearFacts, judge_year
from school.visits.rules.obligations import (
    ChildFacts,
    CircumstanceFact,
    Facts,
    GeneralFact,
    PlacementFact,
    PolicyFact,
    PostFact,
    RuleFact,
    TermFact,
    VisitFact,
    judge,
)
from tests.factories import people, visits

DAY = datetime.timedelta(days=1)
OPENS, STARTS = datetime.date(2026, 7, 11), datetime.date(2026, 9, 1)
ENDS, CLOSES = datetime.date(2027, 1, 29), datetime.date(2027, 1, 31)
TODAY = datetime.date(2026, 11, 23)


def uid(kind, number):
    import uuid

    return uuid.UUID(int=kind * 1000 + number)


CATEGORIES = [uid(1, n) for n in range(3)]
CLASSES = [uid(2, n) for n in range(2)]
STAFF = [uid(3, n) for n in range(3)]
TERM = TermFact(
    id=uid(4, 1),
    opens_on=OPENS,
    closes_on=CLOSES,
    stages={"primary": (STARTS, ENDS)},
    weeks={"primary": teaching_weeks(STARTS, ENDS)},
)
YEAR = YearFact(
    id=uid(4, 2),
    opens_on=OPENS,
    closes_on=datetime.date(2027, 7, 10),
    term_ends={1: CLOSES},
    stages={"primary": [(STARTS, ENDS)]},
)
DAYS = st.dates(OPENS - 60 * DAY, CLOSES + 20 * DAY)
CHANNELS = st.frozensets(st.sampled_from(models.Channel.values), min_size=1)


@st.composite
def spans(draw):
    first = draw(DAYS)
    return first, draw(st.none() | st.dates(first, first + 200 * DAY))


rules = st.builds(
    RuleFact,
    visits_required=st.integers(1, 3),
    accepted_channels=CHANNELS,
    due_week=st.none() | st.integers(1, 25),
    grace_days=st.integers(0, 60),
    responsible_post=st.sampled_from(["homeroom_teacher", "grade_leader", "moral_director"]),
)
generals = st.none() | st.builds(
    GeneralFact,
    visits_required=st.integers(1, 2),
    accepted_channels=CHANNELS,
    due_term=st.integers(1, 2),
    grace_days=st.integers(0, 60),
)


def policies(numbers):
    return st.builds(
        PolicyFact,
        number=numbers,
        effective_from=st.dates(OPENS - 30 * DAY, OPENS + 30 * DAY),
        rules=st.dictionaries(st.sampled_from(CATEGORIES), rules, max_size=3),
        general=generals,
    )


@st.composite
def children(draw, number):
    return ChildFacts(
        student_id=uid(5, number),
        placements=[
            PlacementFact(*span, school_class_id=where, stage="primary", cohort_year=2024)
            for span, where in draw(
                st.lists(st.tuples(spans(), st.sampled_from(CLASSES)), max_size=2)
            )
        ],
        circumstances=[
            CircumstanceFact(*span, category_id=category, source="家长告知")
            for span, category in draw(
                st.lists(st.tuples(spans(), st.sampled_from(CATEGORIES)), max_size=3)
            )
        ],
        visits=[
            VisitFact(uid(6, number * 10 + n), on, channel, outcome, purposes)
            for n, (on, channel, outcome, purposes) in enumerate(
                draw(
                    st.lists(
                        st.tuples(
                            DAYS,
                            st.sampled_from(models.Channel.values),
                            st.sampled_from(models.Outcome.values),
                            st.frozensets(st.sampled_from(CATEGORIES)),
                        ),
                        max_size=3,
                    )
                )
            )
        ],
        exemptions=draw(st.dictionaries(st.sampled_from(CATEGORIES), st.just(uid(7, 1)))),
    )


@st.composite
def posts(draw):
    return [
        PostFact(
            *span,
            staff_id=STAFF[who],
            name=f"老师{who}",
            kind=kind,
            school_class_id=CLASSES[where],
            cohort_year=2024,
        )
        for who, kind, where, span in draw(
            st.lists(
                st.tuples(
                    st.integers(0, 2),
                    st.sampled_from(["homeroom_teacher", "grade_leader", "moral_director"]),
                    st.integers(0, 1),
                    spans(),
                ),
                max_size=4,
            )
        )
    ]


@st.composite
def situations(draw):
    """Facts with up to two versions in force, and a draft with a number of its own."""
    published = [draw(policies(st.just(number))) for number in range(1, draw(st.integers(1, 3)))]
    draft = draw(policies(st.just(9)))
    shared = {
        "as_of": draw(DAYS),
        "policies": published,
        "children": [draw(children(n)) for n in range(draw(st.integers(0, 4)))],
        "posts": draw(posts()),
    }
    return Facts(term=TERM, **shared), YearFacts(year=YEAR, **shared), draft


def counted_by_hand(obligations, general):
    """The load again, one visit at a time, without the rules of the simulator."""
    asked, left, done_later = Counter(), Counter(), Counter()
    for one in obligations:
        if one.state in ("short_stay", "left", "exempt"):
            continue
        who = one.responsible[0].staff_id if one.responsible else None
        asked[who] += one.required
        if one.state in ("settled", "ended"):
            continue
        for _ in range(len(one.visits), one.required):
            week = 0
            for each in TERM.weeks["primary"]:
                if one.due_on >= each.first:
                    week = each.number
                if one.due_on > each.last:
                    week = each.number + 1
            left[who, week] += 1
    for one in general:
        if one.state in ("not_yet_due", "due", "due_soon", "overdue"):
            who = one.responsible[0].staff_id if one.responsible else None
            done_later[who] += one.required - len(one.visits)
    return asked, left, done_later


@settings(max_examples=200)
@given(situations())
def test_the_simulated_load_is_the_load_of_the_draft_once_published(situation):
    facts, year_facts, draft = situation

    simulated = simulation.load_of(
        judge(replace(facts, policies=simulation.as_if_published(facts.policies, draft))),
        judge_year(replace(year_facts, policies=simulation.as_if_published(facts.policies, draft))),
        TERM,
    )

    published = [*facts.policies, draft]
    obligations = judge(replace(facts, policies=published))
    general = judge_year(replace(year_facts, policies=published))
    asked, left, general_left = counted_by_hand(obligations, general)
    assert dict(simulated.asked) == dict(asked)
    assert dict(simulated.left) == dict(left)
    assert dict(simulated.general_left) == dict(general_left)
    assert sum(simulated.left_by_category.values()) == sum(left.values())
    assert sum(simulated.by_week().values()) == sum(left.values())


@settings(max_examples=100)
@given(situations())
def test_a_draft_that_does_not_reach_the_term_changes_nothing(situation):
    facts, _, draft = situation
    reaches = simulation.takes_effect(facts.policies, draft, TERM.opens_on)
    then = judge(replace(facts, policies=simulation.as_if_published(facts.policies, draft)))

    if not reaches:
        assert then == judge(facts)
    assert all(one.policy_number == 9 for one in then) or not reaches


@settings(max_examples=100)
@given(st.dates(OPENS, CLOSES + 30 * DAY))
def test_a_visit_lies_in_the_first_week_whose_end_is_not_before_its_last_day(day):
    weeks = TERM.weeks["primary"]
    number = simulation.week_of(day, weeks)

    if day < weeks[0].first:
        assert number == simulation.BEFORE_TERM
    elif number > len(weeks):
        assert day > weeks[-1].last
    else:
        assert day <= weeks[number - 1].last
        assert all(week.last < day for week in weeks[: number - 1])


# ---- on the database -----------------------------------------------------------------------


@pytest.fixture
def ground(school, term, five, principal):
    """Two classes with their teachers; a policy in force since long ago."""
    classes = [people.SchoolClass(school=school, number=n) for n in (1, 2)]
    teachers = [people.StaffMember(school=school, name=f"于老师{n}") for n in (1, 2)]
    for teacher, school_class in zip(teachers, classes, strict=True):
        people.Post(staff=teacher, kind="homeroom_teacher", school_class=school_class)
    visits.policy(school, principal, categories=list(five.values())[:2], due_week=8)
    return {"school": school, "term": term, "classes": classes, "five": list(five.values())}


def populate(ground, rng, by):
    """A handful of children with what became of them; drawn, so that each seed is a new school."""
    for _ in range(6):
        child = people.Student(school=ground["school"])
        people.Placement(student=child, school_class=rng.choice(ground["classes"]))
        for category in rng.sample(ground["five"], rng.randint(0, 3)):
            visits.Circumstance(
                student=child,
                category=category,
                approved_by=by,
                starts_on=rng.choice([OPENS - 90 * DAY, STARTS + rng.randrange(60) * DAY]),
            )
        for _ in range(rng.randint(0, 3)):
            visits.HomeVisit(
                student=child,
                visited_on=OPENS + rng.randrange(130) * DAY,
                channel=rng.choice(models.Channel.values),
                purposes=rng.sample(ground["five"], rng.randint(0, 3)),
            )


def drafted(ground, rng, by):
    general = {
        "visits_required": rng.randint(1, 2),
        "accepted_channels": rng.choice([["on_site"], ["on_site", "phone", "at_school"]]),
        "on_site_percent": None,
        "due_term": rng.choice([1, 2]),
        "grace_days": 30,
    }
    return care.draft_policy(
        by=by,
        title="修订",
        effective_from=OPENS - rng.choice([0, 30]) * DAY,
        general=rng.choice([general, general, None]),
        rules=[
            {
                "category": category,
                "visits_required": rng.randint(1, 3),
                "accepted_channels": rng.choice([["on_site"], ["on_site", "video", "phone"]]),
                "due_week": rng.choice([None, 4, 9, 16]),
                "grace_days": 30,
                "responsible_post": rng.choice(["homeroom_teacher", "moral_director"]),
            }
            for category in rng.sample(ground["five"], rng.randint(1, 5))
        ],
    )


@pytest.mark.parametrize("seed", range(12))
def test_publishing_the_draft_asks_exactly_what_the_simulation_said(
    seed, ground, now, moral_director
):
    rng = random.Random(seed)
    with transaction.atomic():
        populate(ground, rng, moral_director)
        draft = drafted(ground, rng, moral_director)
        told = trial.simulate(draft, as_of=TODAY)
        care.publish_policy(by=moral_director, version_id=draft.pk)

        after = board(ground["term"], as_of=TODAY)
        general = general_board(ground["term"], as_of=TODAY)

    assert told.takes_effect
    assert told.then.obligations == after.obligations
    assert told.general_then.children == general.children
    assert told.load_then == simulation.load_of(after.obligations, general.children, after.term)
    rows, weeks = trial.teacher_rows(told), trial.week_rows(told)
    totals = trial.totals(told)
    assert sum(row.left.then for row in rows) == totals["left"].then
    assert sum(row.left.then for row in weeks) == totals["left"].then
    assert (weeks[-1].in_all if weeks else None) == totals["left"]
    assert sum(row.general_left.then for row in rows) == totals["general_left"].then


def test_simulating_writes_nothing_and_leaves_the_draft_a_draft(ground, now, moral_director):
    populate(ground, random.Random(1), moral_director)
    draft = drafted(ground, random.Random(1), moral_director)
    before = board(ground["term"], as_of=TODAY).obligations

    trial.simulate(draft, as_of=TODAY)

    draft.refresh_from_db()
    assert draft.published_at is None
    assert board(ground["term"], as_of=TODAY).obligations == before


def test_a_draft_for_a_term_not_yet_in_the_calendar_is_tried_in_the_running_one(
    ground, now, moral_director
):
    populate(ground, random.Random(2), moral_director)
    draft = drafted(ground, random.Random(2), moral_director)
    care.amend_policy(
        by=moral_director, version_id=draft.pk, effective_from=datetime.date(2027, 2, 1)
    )
    draft.refresh_from_db()

    told = trial.simulate(draft, as_of=TODAY)

    assert not told.takes_effect
    assert told.terms == []
    assert told.term == ground["term"]
    assert {one.policy_number for one in told.then.obligations} <= {draft.number}


def test_teachers_stand_in_the_order_of_their_classes_whatever_they_would_have_to_do(
    ground, now, moral_director
):
    populate(ground, random.Random(3), moral_director)
    draft = drafted(ground, random.Random(3), moral_director)

    rows = trial.teacher_rows(trial.simulate(draft, as_of=TODAY))

    firsts = [row.classes[0][1] for row in rows]
    assert firsts == sorted(firsts)


def test_a_published_version_is_not_simulated(ground, now, moral_director, as_user):
    version = models.VisitPolicyVersion.objects.get(published_at__isnull=False)
    answer = as_user(moral_director).get(f"/api/v1/visit-policies/{version.pk}/simulation/")

    assert answer.status_code == 409
    assert answer.json()["code"] == "policy_published"
    with pytest.raises(RuleBroken):
        care.publish_policy(by=moral_director, version_id=version.pk)


def test_the_simulation_over_http_adds_up(
    ground, now, moral_director, as_user, django_assert_num_queries
):
    populate(ground, random.Random(4), moral_director)
    draft = drafted(ground, random.Random(4), moral_director)
    client = as_user(moral_director)

    with django_assert_num_queries(34):
        answer = client.get(f"/api/v1/visit-policies/{draft.pk}/simulation/")

    told = answer.json()
    assert answer.status_code == 200
    assert told["takes_effect"] is True
    for side in ("now", "then", "extra"):
        assert sum(row["left"][side] for row in told["teachers"]) == told["totals"]["left"][side]
        assert sum(row["left"][side] for row in told["weeks"]) == told["totals"]["left"][side]
        by_category = sum(row["left"][side] for row in told["categories"])
        assert by_category == told["totals"]["left"][side]
