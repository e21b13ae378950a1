"""General visits: every child once in the academic year, whatever for. The rules without a db."""

import datetime
import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.shared.figures import one_reading
from school.summaries import catalogue
from school.visits import models
from school.visits.models import Channel
from school.visits.queries.general import general_board, year_fact
from school.visits.rules.general import YearFact, YearFacts, judge_year
from school.visits.rules.obligations import (
    ChildFacts,
    GeneralFact,
    PlacementFact,
    PolicyFact,
    PostFact,
    State,
    VisitFact,
)
from tests.factories import people, visits

DAY = datetime.timedelta(days=1)
ANCIENT = datetime.date(2020, 9, 1)
OPENS, CLOSES = datetime.date(2026, 7, 11), datetime.date(2027, 7, 10)
FIRST_ENDS = datetime.date(2027, 1, 31)
NOVEMBER = datetime.date(2026, 11, 23)
YEAR = YearFact(
    id=uuid.UUID(int=1),
    opens_on=OPENS,
    closes_on=CLOSES,
    term_ends={1: FIRST_ENDS, 2: CLOSES},
    stages={
        "primary": [
            (datetime.date(2026, 9, 1), datetime.date(2027, 1, 29)),
            (datetime.date(2027, 3, 1), datetime.date(2027, 7, 9)),
        ]
    },
)
MAPLE, CEDAR, LIN, YU = (uuid.UUID(int=n) for n in (21, 22, 31, 41))


def placed(first=ANCIENT, last=None, school_class=MAPLE):
    return PlacementFact(
        first, last, school_class_id=school_class, stage="primary", cohort_year=2024
    )


def visit(on, *, channel="on_site", outcome="done", purposes=()):
    return VisitFact(uuid.uuid4(), on, channel, outcome, frozenset(purposes))


def judged(*, as_of=NOVEMBER, placements=None, visits=(), posts=(), effective=ANCIENT, **asked):
    general = GeneralFact(
        **{
            "visits_required": 1,
            "accepted_channels": frozenset({"on_site", "at_school"}),
            "due_term": 2,
            "grace_days": 30,
            **asked,
        }
    )
    policy = PolicyFact(1, effective, {}, general)
    child = ChildFacts(LIN, [placed()] if placements is None else placements, (), visits)
    return judge_year(
        YearFacts(year=YEAR, as_of=as_of, policies=[policy], children=[child], posts=posts)
    )


def state(**facts):
    (one,) = judged(**facts)
    return one.state


def test_every_child_is_asked_for_whatever_its_category():
    assert state() == State.DUE


def test_any_visit_settles_whatever_it_was_for():
    assert state(visits=[visit(NOVEMBER)]) == State.SETTLED
    assert state(visits=[visit(NOVEMBER, purposes=[uuid.uuid4()])]) == State.SETTLED


@pytest.mark.parametrize("outcome", ["absent", "declined", "rescheduled"])
def test_a_family_that_was_not_met_is_not_visited(outcome):
    assert state(visits=[visit(NOVEMBER, outcome=outcome)]) == State.DUE


def test_a_channel_that_is_not_accepted_does_not_count_and_is_told():
    (one,) = judged(visits=[visit(NOVEMBER, channel="phone")])

    assert one.state == State.DUE
    assert len(one.not_accepted) == 1


def test_the_year_before_does_not_count():
    assert state(visits=[visit(OPENS - DAY)]) == State.DUE
    assert state(visits=[visit(OPENS)]) == State.SETTLED


def test_a_visit_while_the_child_was_elsewhere_does_not_count():
    placements = [placed(ANCIENT, datetime.date(2026, 10, 1)), placed(datetime.date(2026, 11, 1))]
    assert state(placements=placements, visits=[visit(datetime.date(2026, 10, 9))]) == State.DUE


def test_half_of_two_is_not_visited():
    assert state(visits_required=2, visits=[visit(NOVEMBER)]) == State.DUE
    two = [visit(NOVEMBER), visit(NOVEMBER - 30 * DAY)]
    assert state(visits_required=2, visits=two) == State.SETTLED


def test_the_due_term_decides_when_it_is_overdue():
    after = FIRST_ENDS + DAY
    assert state(due_term=1, as_of=after) == State.OVERDUE
    assert state(due_term=2, as_of=after) == State.DUE
    assert state(due_term=1, as_of=FIRST_ENDS) == State.DUE_SOON


def test_who_comes_late_gets_the_grace_within_the_year():
    came = FIRST_ENDS - 5 * DAY
    (one,) = judged(due_term=1, placements=[placed(came)])
    assert one.due_on == came + 30 * DAY
    late = CLOSES - 20 * DAY
    (one,) = judged(placements=[placed(late)])
    assert one.due_on == CLOSES


def test_fewer_than_fourteen_days_at_school_stand_apart():
    last = datetime.date(2027, 7, 9)
    assert state(as_of=CLOSES, placements=[placed(last - 12 * DAY)]) == State.SHORT_STAY
    assert state(as_of=CLOSES, placements=[placed(last - 13 * DAY)]) != State.SHORT_STAY


def test_who_left_unvisited_stands_apart_and_who_was_visited_before_is_settled():
    gone = [placed(ANCIENT, datetime.date(2026, 11, 1))]
    assert state(placements=gone) == State.LEFT
    assert state(placements=gone, visits=[visit(datetime.date(2026, 9, 9))]) == State.SETTLED


def test_who_comes_back_has_left_until_then_and_is_a_late_comer_from_it_on():
    back = datetime.date(2027, 2, 2)
    away = [placed(ANCIENT, datetime.date(2026, 11, 1)), placed(back)]
    assert state(placements=away) == State.LEFT
    (one,) = judged(due_term=1, as_of=back + 10 * DAY, placements=away)
    assert (one.state, one.due_on, one.left_on) == (State.DUE, back + 30 * DAY, None)


def test_a_move_between_classes_is_no_coming_back():
    moved = datetime.date(2026, 11, 1)
    (one,) = judged(
        due_term=1, placements=[placed(ANCIENT, moved), placed(moved + DAY, None, CEDAR)]
    )
    assert (one.due_on, one.left_on) == (FIRST_ENDS, None)


def test_a_child_not_at_school_on_any_teaching_day_is_asked_nothing():
    assert judged(placements=[placed(ANCIENT, OPENS)]) == []


def test_a_version_from_within_the_year_asks_from_the_next_one():
    assert judged(effective=OPENS + DAY) == []
    assert len(judged(effective=OPENS)) == 1


def test_the_homeroom_teacher_of_the_childs_class_is_named():
    def post(school_class, staff):
        return PostFact(
            ANCIENT,
            staff_id=staff,
            name="于老师",
            kind="homeroom_teacher",
            school_class_id=school_class,
            cohort_year=None,
        )

    posts = [post(CEDAR, uuid.UUID(int=42)), post(MAPLE, YU)]
    (one,) = judged(posts=posts)
    assert [each.staff_id for each in one.responsible] == [YU]


@settings(max_examples=150)
@given(
    st.dates(OPENS, CLOSES),
    st.lists(
        st.tuples(
            st.dates(OPENS - 30 * DAY, CLOSES + 30 * DAY),
            st.sampled_from(Channel.values),
            st.sampled_from(models.Outcome.values),
        ),
        max_size=5,
    ),
    st.frozensets(st.sampled_from(Channel.values), min_size=1),
    st.integers(1, 3),
)
def test_it_agrees_with_counting_by_hand(as_of, drawn, accepted, required):
    made = [visit(on, channel=channel, outcome=outcome) for on, channel, outcome in drawn]
    (one,) = judged(as_of=as_of, visits=made, accepted_channels=accepted, visits_required=required)
    counted = sum(
        OPENS <= on <= as_of and channel in accepted and outcome in ("done", "elsewhere")
        for on, channel, outcome in drawn
    )
    assert len(one.visits) == counted
    assert one.is_settled == (counted >= required)


# ---- the school ----------------------------------------------------------------------------


@pytest.fixture
def asked(school, principal):
    """Once a year for every child, at home or at school."""
    version = visits.VisitPolicyVersion(
        school=school, general_visits=1, general_channels=["on_site", "at_school"]
    )
    models.VisitPolicyVersion.objects.filter(pk=version.pk).update(
        published_at=people.RECORDED, published_by=principal
    )
    return version


def test_a_term_not_yet_in_the_calendar_lends_its_days_from_the_school_year(term):
    year = year_fact(term)

    assert (year.opens_on, year.closes_on) == (term.window_opens_on, datetime.date(2027, 7, 31))
    assert year.term_ends == {1: term.window_closes_on}


def test_without_a_requirement_nobody_is_asked_for(term, lin):
    assert general_board(term, as_of=NOVEMBER).children == []


def test_children_stand_in_class_order_and_categories_nowhere(
    asked, now, term, lin, song, homeroom, moral_director, five, as_user, django_assert_num_queries
):
    visits.HomeVisit(student=lin, purposes=[five["single_parent"]])
    client = as_user(moral_director)
    client.get("/api/v1/general-visits/")

    with django_assert_num_queries(16):
        answer = client.get("/api/v1/general-visits/")

    rows = answer.json()["results"]
    assert [row["student"]["name"] for row in rows] == [lin.name, song.name]
    assert [row["state"] for row in rows] == ["settled", "due"]
    assert rows[0]["last_visited_on"] == "2026-10-14"
    assert "单亲" not in answer.content.decode()
    assert "category" not in rows[0]


def test_a_teacher_sees_the_classes_met_and_nobody_else(
    asked, now, term, lin, song, homeroom, other_homeroom, teacher, as_user
):
    def names(user, **query):
        rows = as_user(user).get("/api/v1/general-visits/", query).json()["results"]
        return [row["student"]["name"] for row in rows]

    assert names(homeroom) == [lin.name]
    assert names(other_homeroom) == [song.name]
    assert names(teacher) == [lin.name]
    assert names(teacher, mine="1") == []
    assert names(homeroom, open="1", mine="1") == [lin.name]
    assert names(homeroom, state="settled") == []


def test_the_share_and_its_parts_add_up(asked, now, term, lin, song, school):
    left = people.Student(school=school)
    people.Placement(student=left, school_class=people.SchoolClass(school=school), ends_on=OPENS)
    visits.HomeVisit(student=lin, channel="at_school")

    with one_reading():
        read = catalogue.read(catalogue.FIGURES, catalogue.scope(term, as_of=NOVEMBER))

        def value(code):
            return read[code].value(catalogue.BY_CODE[code].kind)

        assert value("visits.general_coverage") == {"part": 1, "whole": 2}
        assert value("visits.general_on_site") == {"part": 0, "whole": 2}
        by_class = value("visits.general_outstanding_by_class")
        assert [cell["value"] for cell in by_class] == [0, 1]
        grades = value("visits.general_owed_by_grade")
        assert sum(cell["value"] for cell in grades) == 2


def test_a_school_that_does_not_ask_has_no_share(now, term, lin):
    read = catalogue.read(catalogue.FIGURES, catalogue.scope(term, as_of=NOVEMBER))

    assert read["visits.general_coverage"].value(catalogue.Kind.SHARE) is None


# ---- the requirement -----------------------------------------------------------------------

GENERAL = {
    "visits_required": 1,
    "accepted_channels": ["on_site", "at_school"],
    "on_site_percent": 60,
    "due_term": 2,
    "grace_days": 30,
}


def written(five, **more):
    rule = {
        "category": "economic_hardship",
        "visits_required": 1,
        "accepted_channels": ["on_site"],
        "due_week": None,
        "grace_days": 30,
        "responsible_post": "homeroom_teacher",
    }
    return {"title": "修订", "effective_from": "2027-02-01", "rules": [rule], **more}


def test_what_is_asked_of_general_visits_stands_in_the_version(
    school, five, now, moral_director, as_user
):
    client = as_user(moral_director)
    made = client.post("/api/v1/visit-policies/", written(five, general=GENERAL), format="json")
    url = f"/api/v1/visit-policies/{made.json()['id']}/"

    assert made.json()["general"] == GENERAL
    kept = client.patch(url, {"title": "再修订"}, format="json")
    assert kept.json()["general"] == GENERAL
    dropped = client.patch(url, {"general": None}, format="json")
    assert dropped.json()["general"] is None
    half = client.patch(url, {"general": {"visits_required": 1}}, format="json")
    assert half.status_code == 400


def test_a_published_version_keeps_what_it_asks_of_general_visits(asked):
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        models.VisitPolicyVersion.objects.filter(pk=asked.pk).update(general_visits=3)


def test_the_form_is_told_which_channels_count(asked, now, term, lin, teacher, as_user):
    row = as_user(teacher).get("/api/v1/visitable-students/").json()["results"][0]

    assert row["general_channels"] == ["on_site", "at_school"]
