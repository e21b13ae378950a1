"""Visit rounds: a plan, several families in one trip, each with a record of its own."""

import datetime
import uuid

import pytest

from school.shared.errors import InputRefused, RuleBroken
from school.shared.models import AuditEntry
from school.summaries import catalogue
from school.visits import models
from school.visits.actions import rounds
from school.visits.actions.visits import amend_visit, record_visit
from tests.conftest import TODAY
from tests.factories import people, visits

pytestmark = pytest.mark.usefixtures("now", "term")
URL = "/api/v1/visit-rounds/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def sibling(school, maple):
    child = people.Student(school=school, name="林沐宸")
    people.Placement(student=child, school_class=maple)
    return child


@pytest.fixture
def trip(moral_director, homeroom, teacher, lin, sibling, song):
    """Two siblings and a child of another class, by two teachers of the maple class, today."""
    return rounds.plan_round(
        by=moral_director,
        planned_on=TODAY,
        area="河东片",
        members=[homeroom.staff, teacher.staff],
        students=[lin, sibling, song],
    )


def visit(by, student, trip, **more):
    return record_visit(
        by=by,
        student=student,
        visited_on=more.pop("visited_on", TODAY),
        channel="on_site",
        outcome=more.pop("outcome", "done"),
        integrity=True,
        visit_round=trip,
        **more,
    )


def planned(homeroom, *students, **more):
    return {
        "planned_on": "2026-11-28",
        "area": "河东片",
        "members": [str(homeroom.staff_id)],
        "students": [str(student.pk) for student in students],
        **more,
    }


def post(client, url, body, key=None):
    headers = {"Idempotency-Key": str(key or uuid.uuid4())}
    return client.post(url, body, format="json", headers=headers)


# ---- planning ------------------------------------------------------------------------------


def test_a_homeroom_teacher_plans_for_the_own_class_and_no_other(as_user, homeroom, lin, song):
    client = as_user(homeroom)

    made = post(client, URL, planned(homeroom, lin))
    refused = post(client, URL, planned(homeroom, song))

    assert made.status_code == 201
    assert made.json()["state"] == "planned"
    assert [stop["student"]["name"] for stop in made.json()["stops"]] == [lin.name]
    assert refused.status_code == 400
    assert AuditEntry.objects.filter(verb="plan", record_id=made.json()["id"]).exists()


def test_a_grade_leader_plans_for_the_cohort(as_user, school, cedar, song, lin):
    staff = people.StaffMember(school=school, name="矫组长")
    people.Post(staff=staff, kind="grade_leader", cohort_year=cedar.cohort_year)
    leader = people.User(school=school, staff=staff)
    client = as_user(leader)

    assert post(client, URL, planned(leader, song)).status_code == 201
    assert post(client, URL, planned(leader, lin)).status_code == 400


def test_the_same_gesture_plans_once(as_user, homeroom, lin):
    client, key = as_user(homeroom), uuid.uuid4()
    first = post(client, URL, planned(homeroom, lin), key)
    second = post(client, URL, planned(homeroom, lin), key)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]


@pytest.mark.parametrize("missing", ["members", "students"])
def test_a_plan_says_who_goes_and_to_whom(as_user, homeroom, lin, missing):
    answer = post(as_user(homeroom), URL, planned(homeroom, lin, **{missing: []}))

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == missing


def test_the_plan_changes_until_somebody_sets_out(as_user, moral_director, trip, song, lin):
    client = as_user(moral_director)
    body = {"students": [str(song.pk), str(lin.pk)]}
    changed = client.patch(f"{URL}{trip.pk}/", body, format="json", headers={"If-Match": '"1"'})
    stale = client.patch(f"{URL}{trip.pk}/", body, format="json", headers={"If-Match": '"1"'})
    client.post(f"{URL}{trip.pk}/start/")
    late = client.patch(f"{URL}{trip.pk}/", body, format="json", headers={"If-Match": '"3"'})

    assert [stop["student"]["name"] for stop in changed.json()["stops"]] == [song.name, lin.name]
    assert stale.status_code == 412
    assert late.json()["code"] == "round_started"


def test_only_who_goes_and_who_leads_sees_it(
    as_user, trip, teacher, other_homeroom, moral_director, principal
):
    def count(user):
        return as_user(user).get(URL).json()["count"]

    assert [count(user) for user in (teacher, moral_director, principal)] == [1, 1, 1]
    assert count(other_homeroom) == 0


# ---- suggestions ---------------------------------------------------------------------------


@pytest.fixture
def asked(school, five, principal):
    """Everybody once a year; hardship at home."""
    version = visits.VisitPolicyVersion(
        school=school, number=5, general_visits=1, general_channels=["on_site"]
    )
    visits.VisitPolicyRule(policy_version=version, category=five["economic_hardship"])
    models.VisitPolicyVersion.objects.filter(pk=version.pk).update(
        published_at=people.RECORDED, published_by=principal
    )


def test_who_is_owed_a_visit_is_suggested_with_the_purpose_to_those_who_may_know(
    as_user, asked, in_need, homeroom, lin, sibling
):
    visits.HomeVisit(student=sibling)
    rows = as_user(homeroom).get(f"{URL}suggestions/").json()["results"]

    assert [(row["student"]["name"], row["general"], row["purposes"]) for row in rows] == [
        (lin.name, True, ["送温暖"])
    ]


def test_a_grade_leader_finds_no_trace_of_a_category(
    as_user, school, asked, in_need, maple, lin, sibling
):
    """Lin was visited this year, but not for what is owed: to the leader nothing is open."""
    visits.HomeVisit(student=lin)
    staff = people.StaffMember(school=school, name="矫组长")
    people.Post(staff=staff, kind="grade_leader", cohort_year=maple.cohort_year)
    answer = as_user(people.User(school=school, staff=staff)).get(f"{URL}suggestions/")

    assert [row["student"]["name"] for row in answer.json()["results"]] == [sibling.name]
    assert "purposes" not in answer.json()["results"][0]


# ---- on the way ----------------------------------------------------------------------------


def test_each_family_has_its_own_record_and_the_first_one_sets_out(
    as_user, trip, homeroom, lin, sibling
):
    visit(homeroom, lin, trip)
    visit(homeroom, sibling, trip, outcome="declined")
    told = as_user(homeroom).get(f"{URL}{trip.pk}/").json()

    assert told["state"] == "under_way"
    assert [stop["state"] for stop in told["stops"]] == ["met", "tried", "open"]
    assert told["met"] == 1


def test_who_goes_along_may_record_for_every_family_of_the_list(as_user, trip, teacher, song):
    client = as_user(teacher)
    body = {
        "student": str(song.pk),
        "visited_on": TODAY.isoformat(),
        "channel": "on_site",
        "outcome": "done",
        "integrity": True,
        "round": str(trip.pk),
    }
    answer = post(client, "/api/v1/home-visits/", body)

    assert answer.status_code == 201
    assert answer.json()["round"]["area"] == "河东片"
    assert "purposes" not in answer.json()


def test_who_does_not_go_may_not_name_the_round(as_user, trip, other_homeroom, song):
    body = {
        "student": str(song.pk),
        "visited_on": TODAY.isoformat(),
        "channel": "on_site",
        "outcome": "done",
        "integrity": True,
        "round": str(trip.pk),
    }
    answer = post(as_user(other_homeroom), "/api/v1/home-visits/", body)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "round"


def test_a_child_that_is_not_on_the_list_was_not_visited_in_the_round(
    trip, homeroom, school, maple
):
    other = people.Student(school=school)
    people.Placement(student=other, school_class=maple)

    with pytest.raises(InputRefused) as refused:
        visit(homeroom, other, trip)

    assert refused.value.code == "not_on_round"


def test_another_day_is_not_the_day_of_the_round(trip, homeroom, lin):
    with pytest.raises(InputRefused):
        visit(homeroom, lin, trip, visited_on=TODAY - DAY)


def test_a_visit_moved_to_another_day_leaves_the_round(trip, homeroom, lin):
    made = visit(homeroom, lin, trip)
    amend_visit(by=homeroom, visit_id=made.pk, expected=1, changes={"visited_on": TODAY - DAY})

    made.refresh_from_db()
    assert made.visit_round_id is None


# ---- closing -------------------------------------------------------------------------------


def test_each_family_not_reached_gets_its_reason(trip, homeroom, lin, sibling, song):
    visit(homeroom, lin, trip)
    missed = [{"student": sibling.pk, "reason": "no_time"}]
    with pytest.raises(InputRefused):
        rounds.close_round(by=homeroom, round_id=trip.pk, missed=missed)

    missed.append({"student": song.pk, "reason": "put_off"})
    rounds.close_round(by=homeroom, round_id=trip.pk, missed=missed)

    stops = models.RoundStop.objects.filter(visit_round=trip)
    assert [stop.missed_because for stop in stops] == ["", "no_time", "put_off"]
    with pytest.raises(RuleBroken):
        rounds.close_round(by=homeroom, round_id=trip.pk)


def test_a_visited_family_needs_no_reason(trip, homeroom, lin, sibling, song):
    visit(homeroom, lin, trip)
    missed = [{"student": one.pk, "reason": "other"} for one in (lin, sibling, song)]

    with pytest.raises(InputRefused):
        rounds.close_round(by=homeroom, round_id=trip.pk, missed=missed)


def test_a_record_that_comes_after_the_closing_still_counts(
    as_user, trip, homeroom, lin, sibling, song
):
    missed = [{"student": one.pk, "reason": "other"} for one in (lin, sibling, song)]
    rounds.close_round(by=homeroom, round_id=trip.pk, missed=missed)
    visit(homeroom, lin, trip)

    stops = as_user(homeroom).get(f"{URL}{trip.pk}/").json()["stops"]
    assert [stop["state"] for stop in stops] == ["met", "missed", "missed"]


def test_a_round_of_a_later_day_has_not_begun(moral_director, homeroom, lin):
    later = rounds.plan_round(
        by=moral_director,
        planned_on=TODAY + DAY,
        area="河东片",
        members=[homeroom.staff],
        students=[lin],
    )
    with pytest.raises(RuleBroken):
        rounds.start_round(by=homeroom, round_id=later.pk)


# ---- figures and costs ---------------------------------------------------------------------


def test_rounds_held_and_families_met_in_them(trip, term, homeroom, lin, sibling, maple, cedar):
    visit(homeroom, lin, trip)
    visit(homeroom, sibling, trip, outcome="absent")
    visits.HomeVisit(student=lin)

    def value(code, **narrow):
        read = catalogue.read(
            [catalogue.BY_CODE[code]], catalogue.scope(term, as_of=TODAY, **narrow)
        )
        return read[code].value(catalogue.Kind.COUNT)

    assert value("visits.rounds_held") == 1
    assert value("visits.met_in_rounds") == 1
    assert value("visits.rounds_held", school_class_id=cedar.pk) == 1
    assert value("visits.met_in_rounds", school_class_id=cedar.pk) == 0
    assert value("visits.rounds_held", staff_id=homeroom.staff_id) == 1


def test_the_list_costs_the_same_for_every_size(
    as_user, trip, moral_director, homeroom, lin, song, django_assert_num_queries
):
    client = as_user(moral_director)
    client.get(URL)
    rounds.plan_round(
        by=moral_director,
        planned_on=TODAY,
        area="河西片",
        members=[homeroom.staff],
        students=[lin, song],
    )
    with django_assert_num_queries(9):
        client.get(URL)
