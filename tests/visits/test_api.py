"""Shapes, refusals, versions, gestures, and that nothing tells those who may not know."""

import json
import uuid

import pytest

from school.shared.models import AuditEntry
from school.visits import models
from tests.factories import people, visits

pytestmark = pytest.mark.usefixtures("now", "term")

VISITS = "/api/v1/home-visits/"
ROW = {
    "id",
    "student",
    "visited_on",
    "channel",
    "outcome",
    "purposes",
    "companions",
    "confirmation",
    "exemptions",
    "received_by",
    "round",
    "agreed",
    "suggestion",
    "integrity",
    "has_narrative",
    "recorded_by",
    "recorded_at",
    "is_late",
    "version",
    "voided_at",
    "void_reason",
    "abilities",
}


def body(student, **more):
    given = {
        "student": str(student.pk),
        "visited_on": "2026-11-20",
        "channel": "on_site",
        "outcome": "done",
        "integrity": True,
    }
    return {**given, **more}


def post(client, given, key=None):
    return client.post(VISITS, given, format="json", HTTP_IDEMPOTENCY_KEY=str(key or uuid.uuid4()))


def patch(client, visit_id, given, version=1):
    return client.patch(f"{VISITS}{visit_id}/", given, format="json", HTTP_IF_MATCH=f'"{version}"')


def codes(response):
    return [(line["field"], line["code"]) for line in response.json()["errors"]]


# ---- recording -----------------------------------------------------------------------------


def test_a_visit_is_recorded_and_comes_back_as_it_stands(as_user, homeroom, teacher, lin, hardship):
    response = post(
        as_user(homeroom),
        body(
            lin,
            purposes=["economic_hardship"],
            companions=[str(teacher.staff_id)],
            received_by="mother",
            narrative="傍晚一个人写作业，字比上月工整。",
            agreed={
                "what": "每周五放学后辅导",
                "owner": str(homeroom.staff_id),
                "due_on": "2026-12-04",
            },
            suggestion="希望晚托延到六点",
        ),
    )

    assert response.status_code == 201
    row = response.json()
    assert set(row) == ROW
    assert row["student"]["school_class"]["name"] == "三年级(2)班"
    assert row["purposes"] == ["economic_hardship"]
    assert row["companions"] == [
        {"id": str(teacher.staff_id), "name": "张老师", "answer": "waiting"}
    ]
    assert row["agreed"][0]["owner"]["name"] == "于老师"
    assert (row["has_narrative"], row["version"], row["is_late"]) == (True, 1, False)
    assert set(row["abilities"]) == {"retrieve", "history", "partial_update", "void", "reveal"}
    assert response["ETag"] == '"1"'
    assert "傍晚" not in response.content.decode()


def test_the_same_gesture_makes_one_row(as_user, homeroom, lin):
    client, key = as_user(homeroom), uuid.uuid4()

    first, second = post(client, body(lin), key), post(client, body(lin), key)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert models.HomeVisit.objects.count() == 1


def test_a_key_is_not_used_for_something_else(as_user, homeroom, lin):
    client, key = as_user(homeroom), uuid.uuid4()
    post(client, body(lin), key)

    response = post(client, body(lin, channel="phone"), key)

    assert (response.status_code, response.json()["code"]) == (409, "key_reused")


def test_a_refused_visit_leaves_its_key_free(as_user, homeroom, lin):
    client, key = as_user(homeroom), uuid.uuid4()

    assert post(client, body(lin, visited_on="2026-11-24"), key).status_code == 400
    assert post(client, body(lin), key).status_code == 201


def test_a_retry_finds_its_row_although_the_child_moved_on(as_user, homeroom, lin, cedar):
    client, key = as_user(homeroom), uuid.uuid4()
    made = post(client, body(lin), key).json()
    lin.placements.update(school_class=cedar)

    again = post(client, body(lin), key)

    assert (again.status_code, again.json()["id"]) == (200, made["id"])
    assert codes(post(client, body(lin))) == [("student", "does_not_exist")]


def test_half_a_character_is_refused_and_not_stored(as_user, homeroom, lin):
    given = json.dumps(body(lin, suggestion="?")).replace("?", "\\ud800")
    response = as_user(homeroom).post(
        VISITS,
        given,
        content_type="application/json",
        HTTP_IDEMPOTENCY_KEY=str(uuid.uuid4()),
    )

    assert codes(response) == [("suggestion", "surrogate")]


def test_what_is_agreed_is_taken_whole_in_an_amendment_too(as_user, homeroom, lin):
    visit_id = post(as_user(homeroom), body(lin)).json()["id"]

    refused = patch(as_user(homeroom), visit_id, {"agreed": {"what": "辅导"}})
    assert set(codes(refused)) == {("agreed.owner", "required"), ("agreed.due_on", "required")}


def test_without_a_key_nothing_is_recorded(as_user, homeroom, lin):
    response = as_user(homeroom).post(VISITS, body(lin), format="json")

    assert response.status_code == 400
    assert codes(response) == [("Idempotency-Key", "required")]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"visited_on": "2026-11-24"}, ("visited_on", "visit_in_future")),
        ({"visited_on": "2026-07-01"}, ("visited_on", "out_of_term")),
        ({"visited_on": "1999-01-01"}, ("visited_on", "invalid")),
        ({"channel": "pigeon"}, ("channel", "invalid_choice")),
        ({"integrity": False}, ("integrity", "not_confirmed")),
        ({"integrity": 1}, ("integrity", "invalid")),
        ({"address": "沃土路1号"}, ("address", "unknown_field")),
        ({"is_late": False}, ("is_late", "unknown_field")),
        ({"purposes": ["nobility"]}, ("purposes.0", "does_not_exist")),
        ({"purposes": [7]}, ("purposes.0", "does_not_exist")),
        ({"companions": [str(uuid.uuid4())]}, ("companions.0", "does_not_exist")),
        ({"narrative": "a\x00b"}, ("narrative", "control_char")),
        ({"outcome": "absent", "received_by": "father"}, ("received_by", "nobody_met")),
        ({"agreed": {"what": "辅导"}}, ("agreed.owner", "required")),
    ],
)
def test_what_cannot_be_taken(as_user, homeroom, lin, hardship, given, expected):
    response = post(as_user(homeroom), body(lin, **given))

    assert response.status_code == 400
    assert expected in codes(response)
    assert not models.HomeVisit.objects.exists()


def test_who_records_is_not_their_own_companion(as_user, homeroom, lin):
    response = post(as_user(homeroom), body(lin, companions=[str(homeroom.staff_id)]))

    assert codes(response) == [("companions", "is_recorder")]


def test_children_of_other_classes_and_schools_do_not_exist(as_user, homeroom, song, stranger):
    theirs = people.Student(school=stranger.school)

    for child in (song, theirs):
        assert codes(post(as_user(homeroom), body(child))) == [("student", "does_not_exist")]


def test_a_teacher_of_the_class_may_record_and_the_principal_may_not(
    as_user, teacher, principal, lin
):
    assert post(as_user(teacher), body(lin)).status_code == 201
    assert post(as_user(principal), body(lin)).status_code == 403


# ---- nothing tells -------------------------------------------------------------------------

TELLING = ("economic_hardship", "特困", "送温暖", "purposes", "民政", "category")


def tells(response):
    return [word for word in TELLING if word in response.content.decode()]


def test_who_may_not_know_finds_no_trace(
    as_user, homeroom, teacher, two_hats, lin, hardship, in_need, policy
):
    own = post(as_user(teacher), body(lin)).json()["id"]
    row = post(
        as_user(homeroom),
        body(lin, purposes=["economic_hardship"], companions=[str(teacher.staff_id)]),
    ).json()
    patch(as_user(homeroom), row["id"], {"purposes": []})
    patch(as_user(homeroom), row["id"], {"purposes": ["economic_hardship"]}, 2)

    client = as_user(teacher)
    listed = client.get(VISITS)
    assert {one["id"] for one in listed.json()["results"]} == {own, row["id"]}
    assert tells(listed) == []
    for visit_id in (own, row["id"]):
        assert tells(client.get(f"{VISITS}{visit_id}/")) == []
    assert tells(client.get(f"{VISITS}{own}/history/")) == []
    assert client.get(f"{VISITS}{row['id']}/history/").status_code == 403
    assert client.post(f"{VISITS}{row['id']}/reveal/", {"purpose": "x"}).status_code == 403
    for closed in ("care-categories", "circumstances", "exemptions"):
        assert client.get(f"/api/v1/{closed}/").status_code == 403
    assert client.get("/api/v1/obligations/").json()["count"] == 0
    other = as_user(two_hats)
    for empty in ("circumstances", "obligations", "exemptions"):
        assert other.get(f"/api/v1/{empty}/").json()["count"] == 0
    assert other.get("/api/v1/obligations/", {"student": str(lin.pk)}).json()["count"] == 0


def test_purposes_are_an_unknown_field_for_who_may_not_know(
    as_user, teacher, two_hats, lin, hardship
):
    for user in (teacher, two_hats):
        refused = post(as_user(user), body(lin, purposes=["economic_hardship"]))
        assert refused.status_code == 400
        assert codes(refused) == [("purposes", "unknown_field")]
    made = post(as_user(teacher), body(lin)).json()
    assert "purposes" not in made
    refused = patch(as_user(teacher), made["id"], {"purposes": []})
    assert codes(refused) == [("purposes", "unknown_field")]


def test_a_homeroom_teacher_knows_of_the_own_class_only(
    as_user, two_hats, homeroom, lin, song, hardship
):
    seen = post(as_user(two_hats), body(song, purposes=["economic_hardship"]))
    assert seen.json()["purposes"] == ["economic_hardship"]
    assert "purposes" not in post(as_user(two_hats), body(lin)).json()


def test_a_visit_out_of_reach_does_not_exist(as_user, homeroom, other_homeroom, stranger, lin):
    visit_id = post(as_user(homeroom), body(lin)).json()["id"]

    for user in (other_homeroom, stranger):
        client = as_user(user)
        assert client.get(f"{VISITS}{visit_id}/").status_code == 404
        assert patch(client, visit_id, {"channel": "phone"}).status_code == 404
        assert client.post(f"{VISITS}{visit_id}/void/", {"reason": "x"}).status_code == 404
        assert client.get(VISITS).json()["count"] == 0


# ---- versions ------------------------------------------------------------------------------


def test_a_change_says_which_version_it_was_made_from(as_user, homeroom, lin):
    client = as_user(homeroom)
    visit_id = post(client, body(lin)).json()["id"]
    url = f"{VISITS}{visit_id}/"

    assert client.patch(url, {"channel": "phone"}, format="json").status_code == 428
    changed = patch(client, visit_id, {"channel": "phone"})
    assert (changed.status_code, changed["ETag"]) == (200, '"2"')
    stale = patch(client, visit_id, {"channel": "video"})
    assert stale.status_code == 412
    assert stale.json()["current"]["channel"] == "phone"
    assert set(stale.json()["current"]) == ROW
    assert client.get(url)["ETag"] == '"2"'


def test_the_history_shows_each_version(as_user, homeroom, lin, hardship):
    client = as_user(homeroom)
    visit_id = post(client, body(lin, narrative="第一稿")).json()["id"]
    patch(client, visit_id, {"purposes": ["economic_hardship"], "narrative": "第二稿"})
    client.post(f"{VISITS}{visit_id}/void/", {"reason": "记错了孩子"}, format="json")

    first, second, third = client.get(f"{VISITS}{visit_id}/history/").json()["results"]

    assert first["changes"] == []
    assert second["changes"] == [
        {"field": "narrative", "before": None, "after": None},
        {"field": "purposes", "before": [], "after": ["economic_hardship"]},
    ]
    assert (third["reason"], third["by"]["name"]) == ("记错了孩子", "于老师")


def test_a_visit_stays_with_its_child(as_user, two_hats, lin, song):
    client = as_user(two_hats)
    visit_id = post(client, body(lin)).json()["id"]

    assert codes(patch(client, visit_id, {"student": str(song.pk)})) == [
        ("student", "not_amendable")
    ]


def test_only_who_recorded_amends_and_the_director_may_void(
    as_user, homeroom, moral_director, teacher, lin
):
    visit_id = post(as_user(teacher), body(lin)).json()["id"]

    for user in (homeroom, moral_director):
        assert patch(as_user(user), visit_id, {"channel": "phone"}).status_code == 403
    url = f"{VISITS}{visit_id}/void/"
    assert as_user(homeroom).post(url, {"reason": "x"}, format="json").status_code == 403
    voided = as_user(moral_director).post(url, {"reason": "重复"}, format="json")
    assert voided.status_code == 200
    assert voided.json()["void_reason"] == "重复"


def test_a_narrative_opens_with_a_purpose_and_is_logged(as_user, homeroom, principal, lin):
    visit_id = post(as_user(homeroom), body(lin, narrative="母亲腰伤")).json()["id"]
    client, url = as_user(principal), f"{VISITS}{visit_id}/reveal/"

    assert client.post(url, {}, format="json").status_code == 400
    assert not AuditEntry.objects.filter(verb="reveal").exists()
    opened = client.post(url, {"purpose": "安排资助"}, format="json")
    assert opened.json() == {"narrative": "母亲腰伤"}
    assert AuditEntry.objects.get(verb="reveal").reason == "安排资助"


# ---- lists ---------------------------------------------------------------------------------


def test_lists_are_filtered(as_user, principal, homeroom, two_hats, lin, song, maple, term):
    post(as_user(homeroom), body(lin))
    post(as_user(two_hats), body(song))
    client = as_user(principal)

    def count(**filters):
        return client.get(VISITS, filters).json()["count"]

    assert count() == 2
    assert count(student=str(lin.pk)) == 1
    assert count(school_class=str(maple.pk)) == 1
    assert count(term=str(term.pk)) == 2
    assert count(term=str(uuid.uuid4())) == 0
    assert count(mine=1) == 0
    assert as_user(homeroom).get(VISITS, {"mine": 1}).json()["count"] == 1
    assert client.get(VISITS, {"colour": "red"}).status_code == 400


def test_a_page_of_visits_takes_the_same_queries_however_long(
    as_user, homeroom, lin, maple, school, hardship, django_assert_num_queries
):
    client = as_user(homeroom)
    for n in range(2):
        child = people.Student(school=school, name=f"于{n}")
        people.Placement(student=child, school_class=maple)
        visit = visits.HomeVisit(student=child, created_by=homeroom, purposes=[hardship])
        visits.FollowUp(visit=visit, owner=homeroom.staff)
        models.VisitCompanion.objects.create(
            school=school, visit=visit, staff=people.StaffMember(school=school)
        )
    with django_assert_num_queries(11):
        assert client.get(VISITS).json()["count"] == 2
    for _ in range(5):
        visit = visits.HomeVisit(student=lin, created_by=homeroom, purposes=[hardship])
        visits.FollowUp(visit=visit, owner=homeroom.staff)
    with django_assert_num_queries(11):
        assert client.get(VISITS).json()["count"] == 7


# ---- obligations ---------------------------------------------------------------------------


def test_an_obligation_is_shown_with_its_reason(as_user, homeroom, lin, in_need, policy):
    (row,) = as_user(homeroom).get("/api/v1/obligations/").json()["results"]

    assert row["student"]["name"] == "林一诺"
    assert row["student"]["school_class"]["name"] == "三年级(2)班"
    assert row["category"] == {
        "code": "economic_hardship",
        "name": "特困生",
        "purpose": "送温暖",
    }
    assert (row["state"], row["due_on"]) == ("due", "2027-01-31")
    assert "特困生" in row["why"]
    assert "民政部门证明" in row["why"]
    assert row["responsible"] == {"id": str(homeroom.staff_id), "name": "于老师"}
    assert (row["settled_by"], row["required"], row["made"]) == ([], 1, 0)


def test_a_visit_settles_what_it_was_made_for(as_user, homeroom, lin, in_need, policy):
    client = as_user(homeroom)
    visit_id = post(client, body(lin, purposes=["economic_hardship"])).json()["id"]

    (row,) = client.get("/api/v1/obligations/").json()["results"]
    assert (row["state"], row["settled_by"]) == ("settled", [visit_id])
    (earlier,) = client.get("/api/v1/obligations/", {"as_of": "2026-11-19"}).json()["results"]
    assert earlier["state"] == "due"
    (unknown,) = client.get(
        "/api/v1/obligations/", {"known_at": "2026-11-23T09:00:00+08:00"}
    ).json()["results"]
    assert unknown["state"] == "due"


def test_obligations_are_filtered(
    as_user, principal, homeroom, lin, maple, cedar, in_need, policy, term
):
    client = as_user(principal)

    def count(**filters):
        return client.get("/api/v1/obligations/", filters).json()["count"]

    assert count() == count(state="due") == count(school_class=str(maple.pk)) == 1
    assert count(student=str(lin.pk)) == count(term=str(term.pk)) == 1
    assert count(category="economic_hardship") == 1
    assert count(state="overdue") == count(school_class=str(cedar.pk)) == count(mine=1) == 0
    assert as_user(homeroom).get("/api/v1/obligations/", {"mine": "1"}).json()["count"] == 1
    assert count(as_of="2026-07-10") == 0
    assert client.get("/api/v1/obligations/", {"as_of": "yesterday"}).status_code == 400
    assert client.get("/api/v1/obligations/", {"known_at": "0001-01-01"}).status_code == 400


def test_obligations_take_the_same_queries_however_many(
    as_user, principal, lin, maple, school, in_need, policy, five, django_assert_num_queries
):
    def ask(count):
        client = as_user(principal)
        with django_assert_num_queries(16) as asked:
            found = client.get("/api/v1/obligations/").json()["count"]
        assert found == count
        return len(asked)

    visits.HomeVisit(student=lin)
    few = ask(1)
    for category in list(five.values())[1:]:
        visits.Circumstance(student=lin, category=category, approved_by=principal)
    for _ in range(4):
        child = people.Student(school=school)
        people.Placement(student=child, school_class=maple)
        visits.Circumstance(student=child, category=five["single_parent"], approved_by=principal)
        visits.HomeVisit(student=child, purposes=[five["single_parent"]])
    assert ask(9) == few


# ---- circumstances, requirements, follow-ups, exemptions -----------------------------------


def test_the_register_shows_that_there_is_a_note_and_not_the_note(
    as_user, moral_director, lin, hardship
):
    client = as_user(moral_director)
    given = {
        "student": str(lin.pk),
        "category": "economic_hardship",
        "starts_on": "2026-09-01",
        "source": "民政部门证明",
        "note": "低保户，2026年核定",
    }
    made = client.post("/api/v1/circumstances/", given, format="json")
    again = client.post("/api/v1/circumstances/", given, format="json")

    assert made.status_code == 201
    assert (made.json()["has_note"], made.json()["approved_by"]["name"]) == (True, "姜主任")
    assert "低保户" not in client.get("/api/v1/circumstances/").content.decode()
    assert (again.status_code, again.json()["code"]) == (409, "circumstance_overlaps")
    url = f"/api/v1/circumstances/{made.json()['id']}/"
    opened = client.post(f"{url}reveal/", {"purpose": "核对"}, format="json")
    assert opened.json() == {"note": "低保户，2026年核定"}
    ended = client.post(f"{url}end/", {"ends_on": "2026-11-01", "reason": "已脱困"}, format="json")
    assert ended.json()["ends_on"] == "2026-11-01"
    assert client.get("/api/v1/circumstances/", {"on": "2026-11-02"}).json()["count"] == 0
    assert client.get("/api/v1/circumstances/", {"on": "2026-11-01"}).json()["count"] == 1


def test_a_homeroom_teacher_reads_the_own_register_and_writes_none(
    as_user, homeroom, other_homeroom, lin, in_need
):
    assert as_user(homeroom).get("/api/v1/circumstances/").json()["count"] == 1
    assert as_user(other_homeroom).get("/api/v1/circumstances/").json()["count"] == 0
    assert as_user(homeroom).post("/api/v1/circumstances/", {}, format="json").status_code == 403


def test_a_requirement_is_written_and_published(as_user, moral_director, homeroom, five):
    client = as_user(moral_director)
    asked = {
        "category": "economic_hardship",
        "visits_required": 1,
        "accepted_channels": ["phone", "on_site"],
        "due_week": None,
        "grace_days": 30,
        "responsible_post": "homeroom_teacher",
    }
    given = {"title": "五必访", "effective_from": "2026-07-01", "rules": [asked]}

    draft = client.post("/api/v1/visit-policies/", given, format="json")
    assert draft.status_code == 201
    assert draft.json()["rules"][0]["accepted_channels"] == ["on_site", "phone"]
    url = f"/api/v1/visit-policies/{draft.json()['id']}/"
    assert as_user(homeroom).get("/api/v1/visit-policies/").json()["count"] == 0
    amended = client.patch(url, {"rules": [{**asked, "visits_required": 2}]}, format="json")
    assert amended.json()["rules"][0]["visits_required"] == 2
    half = client.patch(url, {"rules": [{"category": "economic_hardship"}]}, format="json")
    assert (half.status_code, ("rules.0.grace_days", "required") in codes(half)) == (400, True)
    assert client.post(f"{url}publish/").json()["published_at"] is not None
    assert client.patch(url, {"title": "改"}, format="json").status_code == 409
    assert as_user(homeroom).get("/api/v1/visit-policies/").json()["count"] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"visits_required": 0},
        {"accepted_channels": []},
        {"accepted_channels": "on_site"},
        {"due_week": 0},
        {"grace_days": -1},
        {"responsible_post": "principal"},
        {"category": "nobility"},
        {"colour": "red"},
    ],
)
def test_a_requirement_that_cannot_be_met_is_refused(as_user, moral_director, five, wrong):
    asked = {
        "category": "economic_hardship",
        "visits_required": 1,
        "accepted_channels": ["on_site"],
        "due_week": None,
        "grace_days": 30,
        "responsible_post": "homeroom_teacher",
        **wrong,
    }
    response = as_user(moral_director).post(
        "/api/v1/visit-policies/",
        {"title": "五必访", "effective_from": "2026-07-01", "rules": [asked]},
        format="json",
    )

    assert response.status_code == 400
    assert codes(response)[0][0].startswith(f"rules.0.{next(iter(wrong))}")


def test_a_follow_up_is_closed_by_its_owner(as_user, homeroom, teacher, lin):
    agreed = {"what": "课后辅导", "owner": str(teacher.staff_id), "due_on": "2026-12-04"}
    post(as_user(homeroom), body(lin, agreed=agreed))
    client = as_user(teacher)

    (row,) = client.get("/api/v1/follow-ups/", {"mine": 1, "open": 1}).json()["results"]
    url = f"/api/v1/follow-ups/{row['id']}/close/"
    assert as_user(homeroom).post(url, {"result": "x"}, format="json").status_code == 403
    closed = client.post(url, {"result": "已辅导三次"}, format="json")
    assert closed.json()["result"] == "已辅导三次"
    assert client.post(url, {"result": "又来"}, format="json").status_code == 409
    assert client.get("/api/v1/follow-ups/", {"open": 1}).json()["count"] == 0


def test_an_exemption_is_asked_for_and_answered_by_another(
    as_user, homeroom, moral_director, principal, lin, in_need, policy
):
    given = {"student": str(lin.pk), "category": "economic_hardship", "reason": "家长婉拒"}

    asked = as_user(homeroom).post("/api/v1/exemptions/", given, format="json")
    assert asked.status_code == 201
    url = f"/api/v1/exemptions/{asked.json()['id']}/approve/"
    assert as_user(homeroom).post(url).status_code == 403
    assert as_user(moral_director).post(url).json()["approved_by"]["name"] == "姜主任"
    (row,) = as_user(principal).get("/api/v1/obligations/").json()["results"]
    assert (row["state"], row["exemption"]) == ("exempt", asked.json()["id"])


def test_who_asked_does_not_answer(as_user, moral_director, lin, in_need):
    client = as_user(moral_director)
    given = {"student": str(lin.pk), "category": "economic_hardship", "reason": "家长婉拒"}
    asked = client.post("/api/v1/exemptions/", given, format="json").json()

    assert "approve" not in asked["abilities"]
    for verb in ("approve", "refuse"):
        assert client.post(f"/api/v1/exemptions/{asked['id']}/{verb}/").status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "home-visits",
        "obligations",
        "circumstances",
        "care-categories",
        "visit-policies",
        "follow-ups",
        "exemptions",
    ],
)
def test_the_committee_and_the_administrator_reach_none_of_it(as_user, committee, admin, address):
    for user in (committee, admin):
        assert as_user(user).get(f"/api/v1/{address}/").status_code == 403
    assert as_user().get(f"/api/v1/{address}/").status_code == 401


def test_the_answer_speaks_the_readers_language(as_user, homeroom, in_need, policy):
    client = as_user(homeroom)
    (row,) = client.get("/api/v1/obligations/", HTTP_ACCEPT_LANGUAGE="en").json()["results"]

    assert row["state_label"] == "Owed"
    assert "requirement no. 1" in row["why"]
    assert json.dumps(row, ensure_ascii=False).isprintable()
