"""Programmes with phases and topics, and the groups that work over months."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from school.activities import models
from school.shared.models import AuditEntry
from tests.conftest import TODAY
from tests.factories import activities as rows
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
URL, GROUPS = "/api/v1/programmes/", "/api/v1/activity-groups/"
DAY = datetime.timedelta(days=1)


def study(**more):
    return {
        "kind": "study",
        "name": "全教会大学习",
        "starts_on": "2026-10-01",
        "ends_on": "2026-12-31",
        "phases": [
            {"name": "学习", "starts_on": "2026-10-01", "ends_on": "2026-10-31"},
            {"name": "讨论", "starts_on": "2026-11-01", "ends_on": "2026-11-30"},
            {"name": "汇报", "starts_on": "2026-12-01", "ends_on": "2026-12-31"},
        ],
        "topics": [{"title": one} for one in ("教育公平", "减负", "师德")],
        **more,
    }


def test_a_campaign_has_its_phases_and_topics(as_user, teaching_director, send):
    made = send(as_user(teaching_director), URL, study()).json()

    assert [one["name"] for one in made["phases"]] == ["学习", "讨论", "汇报"]
    assert [one["title"] for one in made["topics"]] == ["教育公平", "减负", "师德"]
    assert (made["is_running"], made["held"], made["edition"]) == (True, 0, None)
    assert AuditEntry.objects.get(verb="plan").changes["topics"] == [
        None,
        ["教育公平", "减负", "师德"],
    ]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"ends_on": "2026-09-01"}, ("ends_on", "before_start")),
        ({"colour": "red"}, ("colour", "not_asked")),
        ({"kind": "colour_month"}, ("colour", "required")),
        ({"edition": 3}, ("edition", "not_asked")),
        ({"starts_on": "2026-10-02"}, ("phases", "outside")),
        ({"topics": [{"title": "减负"}, {"title": "减负"}]}, ("topics", "twice")),
        (
            {"phases": [{"name": "学习", "starts_on": "2026-10-05", "ends_on": "2026-10-01"}]},
            ("phases", "before_start"),
        ),
        (
            {"topics": [{"id": "0199c7a0-0000-7000-8000-000000000001", "title": "减负"}]},
            ("topics", "does_not_exist"),
        ),
    ],
)
def test_what_makes_no_sense_is_refused(as_user, teaching_director, send, code, change, error):
    assert code(send(as_user(teaching_director), URL, study(**change))) == error
    assert not models.Programme.objects.exists()


def test_a_festival_is_numbered_and_a_month_has_its_colour(as_user, moral_director, send):
    client = as_user(moral_director)
    span = {"starts_on": "2026-11-01", "ends_on": "2026-11-30"}
    made = send(client, URL, {"kind": "festival", "name": "家庭文化节", "edition": 3, **span})
    assert made.json()["edition"] == 3
    made = send(client, URL, {"kind": "colour_month", "name": "红色理想", "colour": "red", **span})
    assert made.json()["colour"] == "red"
    assert client.get(URL, {"kind": "festival"}).json()["count"] == 1
    assert client.get(URL, {"running": 1}).json()["count"] == 2
    assert client.get(URL, {"first": "2026-12-01"}).json()["count"] == 0
    assert client.get(URL, {"last": "2026-10-31"}).json()["count"] == 0


def test_a_list_that_is_given_is_the_whole_one_and_parts_keep_their_keys(
    as_user, teaching_director, send, code
):
    client = as_user(teaching_director)
    made = send(client, URL, study()).json()
    url = f"{URL}{made['id']}/"
    phases, topics = made["phases"], made["topics"]
    phases[0]["name"] = "自学"
    kept = [{**topics[1], "title": "双减"}, {"title": "家访"}]
    changed = send(client, url, {"phases": phases[:2], "topics": kept}, version=1).json()

    assert [one["id"] for one in changed["phases"]] == [one["id"] for one in phases[:2]]
    assert [one["name"] for one in changed["phases"]] == ["自学", "讨论"]
    assert [one["title"] for one in changed["topics"]] == ["双减", "家访"]
    assert changed["topics"][0]["id"] == topics[1]["id"]
    assert changed["version"] == 2
    assert send(client, url, {"name": "x"}, version=1).status_code == 412


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"phases": [{"name": "学习"}]}, ("phases.0.starts_on", "required")),
        ({"topics": [{}]}, ("topics.0.title", "required")),
    ],
)
def test_a_part_is_whole_in_a_change_too(as_user, teaching_director, send, code, change, error):
    client = as_user(teaching_director)
    made = send(client, URL, study()).json()
    assert code(send(client, f"{URL}{made['id']}/", change, version=1)) == error


def test_no_activity_falls_out_of_it(as_user, teaching_director, homeroom, send, code):
    client = as_user(teaching_director)
    made = send(client, URL, study()).json()
    url = f"{URL}{made['id']}/"
    activity = rows.Activity(
        organiser=homeroom.staff,
        programme_id=made["id"],
        phase_id=made["phases"][1]["id"],
    )
    assert client.get(url).json()["held"] == 1
    later = {"starts_on": "2026-11-20", "phases": []}
    assert code(send(client, url, later, version=1)) == "activities_outside"
    assert code(send(client, url, {"phases": made["phases"][:1]}, version=1)) == "phase_in_use"
    moved = [dict(one) for one in made["phases"]]
    moved[1] |= {"starts_on": "2026-11-20"}
    assert code(send(client, url, {"phases": moved}, version=1)) == "activities_outside"
    assert code(send(client, f"{url}void/", {"reason": "错"})) == "in_use"
    models.Activity.objects.filter(pk=activity.pk).update(
        voided_at=timezone.now(), voided_by=homeroom
    )
    assert send(client, f"{url}void/", {"reason": "重复"}).json()["is_voided"] is True
    assert client.get(URL).json()["count"] == 0


def test_offices_plan_and_colleagues_read(as_user, homeroom, teaching_director, send):
    made = send(as_user(teaching_director), URL, study()).json()
    client = as_user(homeroom)
    assert send(client, URL, study(name="另一个")).status_code == 403
    assert client.get(f"{URL}{made['id']}/").json()["abilities"] == ["retrieve"]


def test_a_list_takes_the_same_queries_however_long(
    as_user, homeroom, school, django_assert_num_queries
):
    client = as_user(homeroom)
    rows.ProgrammePhase(programme=rows.Programme(school=school))
    client.get(URL)
    with django_assert_num_queries(7):
        assert client.get(URL).json()["count"] == 1
    for _ in range(4):
        rows.ProgrammeTopic(programme=rows.Programme(school=school))
    with django_assert_num_queries(7):
        assert client.get(URL).json()["count"] == 5


# ---- groups --------------------------------------------------------------------------------


def studio(leader, **more):
    return {
        "kind": "studio",
        "name": "语文名师工作室",
        "leader": str(leader.staff_id),
        "starts_on": "2026-09-01",
        **more,
    }


def test_a_group_has_a_leader_members_and_topics(
    as_user, teaching_director, homeroom, teacher, send, code
):
    client = as_user(teaching_director)
    body = studio(homeroom, members=[str(teacher.staff_id)], topics=["整本书阅读"], headcount=0)
    made = send(client, GROUPS, body).json()

    assert [one["staff"]["name"] for one in made["members"]] == ["张老师"]
    assert (made["topics"], made["headcount"]) == (["整本书阅读"], 0)
    assert code(send(client, GROUPS, studio(homeroom))) == ("name", "taken")
    assert send(as_user(teacher), GROUPS, studio(teacher, name="x")).status_code == 403
    assert as_user(teacher).get(GROUPS, {"mine": 1}).json()["count"] == 1
    assert client.get(GROUPS, {"mine": 1}).json()["count"] == 0
    assert client.get(GROUPS, {"kind": "camp"}).json()["count"] == 0


def test_the_leader_keeps_it_and_members_come_and_go(
    as_user, homeroom, teacher, other_homeroom, send, code
):
    group = rows.Group(leader=homeroom.staff)
    client, url = as_user(homeroom), f"{GROUPS}{group.pk}/"
    joined = {"staff": str(teacher.staff_id), "starts_on": "2026-10-01"}
    assert send(as_user(teacher), f"{url}members/", joined).status_code == 403
    assert send(client, f"{url}members/", joined).status_code == 200
    assert code(send(client, f"{url}members/", joined)) == ("staff", "member")
    early = {"staff": str(other_homeroom.staff_id), "starts_on": "2026-08-01"}
    assert code(send(client, f"{url}members/", early)) == ("starts_on", "before_group")

    left = {"staff": str(teacher.staff_id), "last_day": "2026-11-01"}
    told = send(client, f"{url}end-membership/", left).json()["members"]
    assert [(one["starts_on"], one["ends_on"]) for one in told] == [("2026-10-01", "2026-11-01")]
    assert code(send(client, f"{url}end-membership/", left)) == ("staff", "does_not_exist")
    again = send(client, f"{url}members/", {**joined, "starts_on": "2026-11-02"}).json()
    assert len(again["members"]) == 2
    shown = send(client, url, {"topics": ["写作"], "purpose": "带新人"}, version=1).json()
    assert (shown["topics"], shown["purpose"], shown["version"]) == (["写作"], "带新人", 2)
    assert "close" not in client.get(url).json()["abilities"]


def test_the_database_refuses_to_be_in_a_group_twice(homeroom, teacher):
    group = rows.Group(leader=homeroom.staff)
    rows.GroupMember(group=group, staff=teacher.staff)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.GroupMember(group=group, staff=teacher.staff, starts_on=TODAY)


def test_a_group_ends_with_its_members_and_not_before_its_activities(
    as_user, teaching_director, homeroom, teacher, send, code
):
    group = rows.Group(leader=homeroom.staff)
    rows.GroupMember(group=group, staff=teacher.staff)
    rows.Activity(organiser=homeroom.staff, group=group)
    client, url = as_user(teaching_director), f"{GROUPS}{group.pk}/"
    assert code(send(client, f"{url}void/", {"reason": "错"})) == "in_use"
    assert code(send(client, f"{url}close/", {"ends_on": "2026-11-17"})) == "activities_outside"
    assert code(send(client, f"{url}close/", {"ends_on": "2026-11-24"})) == ("ends_on", "in_future")
    shown = send(client, f"{url}close/", {"ends_on": "2026-11-20"}).json()
    assert (shown["ends_on"], shown["members"][0]["ends_on"]) == ("2026-11-20", "2026-11-20")
    assert code(send(client, url, {"purpose": "x"}, version=2)) == "group_closed"
    assert client.get(GROUPS, {"running": 1}).json()["count"] == 0
    assert client.get(GROUPS, {"running": 0}).json()["count"] == 1
    assert send(client, GROUPS, studio(homeroom, name=group.name)).status_code == 201


def test_a_group_entered_by_mistake_is_taken_back(as_user, teaching_director, school, send):
    group = rows.Group(leader=people.StaffMember(school=school))
    client, url = as_user(teaching_director), f"{GROUPS}{group.pk}/"
    assert send(client, f"{url}void/", {"reason": "重复"}).json()["is_voided"] is True
    assert client.get(GROUPS).json()["count"] == 0
