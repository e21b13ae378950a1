"""听课要求: what is asked, how each stands to it, and who was not seen. Never a ranking."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from school.observation import models
from tests.conftest import NOW, TODAY
from tests.factories import observation as rows
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
QUOTAS = "/api/v1/observation-quotas/"
STANDINGS = "/api/v1/observation-standings/"
COVERAGE = "/api/v1/observation-coverage/"
DAY = datetime.timedelta(days=1)


def post(client, url, body=None):
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    return client.post(url, body or {}, format="json", headers=headers)


def refused(answer):
    found = answer.json()["errors"]
    return (found[0]["field"], found[0]["code"]) if found else answer.json()["code"]


@pytest.fixture
def office(as_user, teaching_director):
    return as_user(teaching_director)


ASKED = {
    "post_kind": "subject_teacher",
    "period": "month",
    "at_least": 3,
    "starts_on": "2026-09-01",
}


# ---- what is asked -------------------------------------------------------------------------


def test_a_quota_is_set_ended_and_withdrawn(office, as_user, teacher):
    made = post(office, QUOTAS, ASKED)
    assert (made.status_code, made.json()["asked_of"]) == (201, "任课教师")
    assert refused(post(office, QUOTAS, {**ASKED, "at_least": 4})) == "quota_overlaps"

    ended = post(office, f"{QUOTAS}{made.json()['id']}/end/", {"ends_on": "2026-11-30"}).json()
    assert (ended["ends_on"], ended["at_least"]) == ("2026-11-30", 3)
    assert ended["id"] != made.json()["id"]
    later = post(office, QUOTAS, {**ASKED, "at_least": 4, "starts_on": "2026-12-01"})
    assert (later.status_code, later.json()["in_force"]) == (201, False)
    shown = as_user(teacher).get(QUOTAS).json()["results"]
    assert [one["at_least"] for one in shown] == [3, 4]
    assert [one["at_least"] for one in office.get(f"{QUOTAS}?on=2026-12-05").json()["results"]] == [
        4
    ]
    assert post(as_user(teacher), QUOTAS, ASKED).status_code == 403
    assert post(office, f"{QUOTAS}{later.json()['id']}/withdraw/").status_code == 200
    assert post(office, f"{QUOTAS}{later.json()['id']}/withdraw/").status_code == 404


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"years_up_to": 3}, ("post_kind", "one_of_two")),
        ({"post_kind": ""}, ("post_kind", "one_of_two")),
        ({"at_least": 0}, ("at_least", "min_value")),
        ({"ends_on": "2026-08-31"}, ("ends_on", "before_start")),
        ({"period": "day"}, ("period", "invalid_choice")),
    ],
)
def test_what_a_quota_is_not(office, change, error):
    assert refused(post(office, QUOTAS, {**ASKED, **change})) == error


# ---- how each stands -----------------------------------------------------------------------


def see(host, observer, day, **more):
    return rows.observed(rows.LessonSession(host=host.staff, taught_on=day), observer.staff, **more)


def test_ones_own_standing_counts_what_both_sides_confirmed_in_time(
    as_user, school, teacher, homeroom
):
    rows.ObservationQuota(school=school, period="month", at_least=3)
    see(homeroom, teacher, TODAY - 3 * DAY)
    see(homeroom, teacher, TODAY - 5 * DAY, confirmed=False)
    see(homeroom, teacher, TODAY - 20 * DAY)
    rows.observed(rows.lesson_elsewhere(school), teacher.staff)
    see(homeroom, teacher, datetime.date(2026, 10, 20), shared_at=NOW - 30 * DAY)

    (own,) = as_user(teacher).get(f"{STANDINGS}mine/").json()
    (line,) = own["lines"]
    assert (line["at_least"], line["done"], line["missing"], own["late"]) == (3, 2, 1, 1)
    assert [(one["first"], one["done"]) for one in line["periods"]] == [
        ("2026-09-01", 0),
        ("2026-10-01", 1),
        ("2026-11-01", 2),
    ]
    assert (line["periods_met"], line["periods_begun"]) == (0, 3)
    assert as_user(homeroom).get(f"{STANDINGS}mine/").json() == []


def test_of_several_posts_the_highest_applies(as_user, school, teacher):
    rows.ObservationQuota(school=school, at_least=15)
    rows.ObservationQuota(school=school, post_kind="subject_leader", at_least=20)
    rows.ObservationQuota(school=school, post_kind="", years_up_to=3, at_least=30)
    people.Post(staff=teacher.staff, kind="subject_leader")

    def lines():
        (own,) = as_user(teacher).get(f"{STANDINGS}mine/").json()
        return [(one["asked_of"], one["at_least"]) for one in own["lines"]]

    assert lines() == [("教研组长", 20)]
    teacher.staff.teaching_since = TODAY - 700 * DAY
    teacher.staff.save()
    assert lines() == [("教龄未满3年的教师", 30)]


def test_the_office_sees_everybody_in_the_order_of_the_register(
    office, as_user, school, maple, teacher, two_hats, homeroom
):
    rows.ObservationQuota(school=school, at_least=1)
    see(homeroom, two_hats, TODAY - 3 * DAY)

    shown = office.get(STANDINGS).json()["results"]
    numbers = {str(one.staff_id): one.staff.staff_number for one in (teacher, two_hats)}
    assert [numbers[one["staff"]["id"]] for one in shown] == sorted(numbers.values())
    short = office.get(f"{STANDINGS}?short=1").json()["results"]
    assert [one["staff"]["name"] for one in short] == ["张老师"]
    people.Post(staff=teacher.staff, kind="subject_teacher", school_class=maple)
    again = office.get(f"{STANDINGS}?short=1").json()["results"]
    assert [one["posts"] for one in again] == [["任课教师"]]
    assert as_user(teacher).get(STANDINGS).status_code == 403


def test_the_office_list_costs_a_constant_number_of_queries(office, school, homeroom, teacher):
    rows.ObservationQuota(school=school, at_least=1)
    counts = []
    for n in range(2):
        with CaptureQueriesContext(connection) as asked:
            office.get(STANDINGS)
        counts.append(len(asked))
        more = people.User(school=school, staff=people.StaffMember(school=school))
        people.Post(staff=more.staff)
        see(homeroom, more, TODAY - (3 + n) * DAY)
    assert counts == [14, 14]


# ---- who was not seen ----------------------------------------------------------------------


def names(client, query=""):
    return [one["staff"]["name"] for one in client.get(f"{COVERAGE}?{query}").json()["results"]]


def test_who_was_not_seen_for_eight_teaching_weeks_the_new_first(
    office, school, teacher, homeroom, other_homeroom, two_hats, principal
):
    """于 and 李 were never seen, 王 in the week of 29 September, 张 last week; 李 is new."""
    see(teacher, homeroom, TODAY - 5 * DAY)
    see(other_homeroom, homeroom, datetime.date(2026, 9, 30))
    two_hats.staff.teaching_since = datetime.date(2025, 9, 1)
    two_hats.staff.save()

    shown = office.get(COVERAGE).json()["results"]
    assert [(one["staff"]["name"], one["is_new"], one["reasons"]) for one in shown] == [
        ("李老师", True, ["never"]),
        ("王老师", False, ["long_ago"]),
        ("于老师", False, ["never"]),
    ]
    assert (shown[1]["last_seen_on"], shown[1]["weeks_unseen"]) == ("2026-09-30", 8)
    assert names(office, "weeks=9") == ["李老师", "于老师"]
    assert names(office, "reason=long_ago") == ["王老师"]
    assert names(office, "everybody=1") == ["李老师", "王老师", "于老师", "张老师"]


def test_a_lesson_that_does_not_count_is_not_being_seen(office, teacher, homeroom):
    see(teacher, homeroom, TODAY - 5 * DAY, confirmed=False)
    assert "张老师" in names(office)


def test_the_schools_own_number_of_weeks_holds(office, school, teacher, homeroom):
    see(teacher, homeroom, datetime.date(2026, 11, 4))
    assert "张老师" not in names(office)
    rows.ObservationLimits(school=school, unseen_weeks=3)
    assert "张老师" in names(office)


def test_one_observer_alone_is_told(office, teacher, homeroom):
    for n in (12, 8, 5):
        see(teacher, homeroom, TODAY - n * DAY)
    assert names(office, "reason=one_observer") == ["张老师"]


def test_who_left_teaching_is_not_missed(office, former):
    assert "刘老师" not in names(office, "everybody=1")


def test_coverage_costs_a_constant_number_of_queries(office, school, teacher, homeroom):
    counts = []
    for _n in range(2):
        with CaptureQueriesContext(connection) as asked:
            office.get(f"{COVERAGE}?everybody=1")
        counts.append(len(asked))
        more = people.StaffMember(school=school)
        people.Post(staff=more)
        rows.observed(rows.LessonSession(host=homeroom.staff), teacher.staff)
    assert counts == [11, 11]
    assert models.Observation.objects.count() == 2
