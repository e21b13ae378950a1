"""A serious concern: known to very few, opened only after a step up, each opening logged."""

import datetime
import json
import logging
import time
import uuid

import pytest
import time_machine
from django.db import connection

from school.shared.errors import InputRefused, RuleBroken
from school.shared.models import AuditEntry
from school.summaries import catalogue
from school.visits import models
from school.visits.queries.concerns import concerns_open_count
from school.visits.rules import concerns as rules
from tests.conftest import NOW, just_signed_in
from tests.factories import people
from tests.visits.test_api import VISITS, body, codes, post

pytestmark = pytest.mark.usefixtures("now", "term")

CONCERNS = "/api/v1/concerns/"
CANARY = "孩子连着三天一个人在家没有吃的"


def concern(student, **more):
    return {
        "student": str(student.pk),
        "noticed_on": "2026-11-20",
        "kind": "care",
        "account": CANARY,
        "step_taken": f"{CANARY}，已联系姑姑",
        "told": f"{CANARY}：姜主任",
        **more,
    }


def report(client, given, key=None):
    key = str(key or uuid.uuid4())
    return client.post(CONCERNS, given, format="json", HTTP_IDEMPOTENCY_KEY=key)


@pytest.fixture
def recorder(as_user, homeroom):
    return just_signed_in(as_user, homeroom)


@pytest.fixture
def director(as_user, moral_director):
    return just_signed_in(as_user, moral_director)


@pytest.fixture
def reported(as_user, homeroom, lin):
    return report(as_user(homeroom), concern(lin)).json()


def test_reporting_cannot_wait_for_a_step_up_and_is_one_row_however_often_sent(
    as_user, homeroom, lin
):
    client, key = as_user(homeroom), uuid.uuid4()

    made, again = report(client, concern(lin), key), report(client, concern(lin), key)
    assert (made.status_code, again.status_code) == (201, 200)
    assert made.json()["id"] == again.json()["id"]
    assert (made.json()["state"], made.json()["kind_label"]) == ("open", "无人照料")
    assert client.post(CONCERNS, concern(lin), format="json").status_code == 400


def test_reading_takes_a_step_up(as_user, moral_director, homeroom, reported):
    address = f"{CONCERNS}{reported['id']}/"
    for user in (moral_director, homeroom):
        client = as_user(user)
        for refused in (
            client.get(CONCERNS),
            client.get(address),
            client.post(f"{address}reveal/", {"purpose": "处置"}, format="json"),
        ):
            assert (refused.status_code, refused.json()["code"]) == (403, "step_up_required")
    assert not AuditEntry.objects.filter(verb="reveal").exists()


def test_a_step_up_holds_for_ten_minutes(as_user, moral_director, reported):
    client = just_signed_in(as_user, moral_director)
    with time_machine.travel(NOW + datetime.timedelta(minutes=9, seconds=59), tick=False):
        assert client.get(CONCERNS).json()["count"] == 1
    with time_machine.travel(NOW + datetime.timedelta(minutes=10), tick=False):
        assert client.get(CONCERNS).json()["code"] == "step_up_required"


def test_giving_the_password_again_is_a_step_up(client, moral_director, reported):
    moral_director.set_password("climbs-six-floors")
    moral_director.save()
    client.force_login(moral_director)
    assert client.get(CONCERNS).status_code == 403

    def confirm(password):
        return client.post(
            "/_allauth/browser/v1/auth/reauthenticate",
            json.dumps({"password": password}),
            content_type="application/json",
        )

    assert confirm("not-the-password").status_code == 400
    assert client.get(CONCERNS).status_code == 403
    assert confirm("climbs-six-floors").status_code == 200
    assert client.get(CONCERNS).json()["count"] == 1


def test_somebody_elses_step_up_is_not_mine(as_user, moral_director, principal, reported):
    client = just_signed_in(as_user, principal)
    session = client.session
    records = session["account_authentication_methods"]
    client.force_login(moral_director)
    session = client.session
    session["account_authentication_methods"] = records
    session.save()

    assert client.get(CONCERNS).json()["code"] == "step_up_required"


def test_only_who_noticed_it_and_the_three_know(
    as_user, reported, homeroom, teacher, principal, moral_director, other_homeroom, stranger
):
    address = f"{CONCERNS}{reported['id']}/"
    for user in (homeroom, principal, moral_director):
        client = just_signed_in(as_user, user)
        assert [one["id"] for one in client.get(CONCERNS).json()["results"]] == [reported["id"]]
    for user in (teacher, other_homeroom, stranger):
        client = just_signed_in(as_user, user)
        assert client.get(CONCERNS).json()["count"] == 0
        assert client.get(address).status_code == 404
        assert client.post(f"{address}reveal/", {"purpose": "x"}, format="json").status_code == 404


def test_a_visit_shows_it_only_to_who_may_know(as_user, homeroom, teacher, principal, lin):
    made = post(as_user(homeroom), body(lin, companions=[str(teacher.staff_id)])).json()
    report(as_user(homeroom), concern(lin, visit=made["id"]))

    for user, knows in ((homeroom, True), (principal, True), (teacher, False)):
        client = as_user(user)
        seen = client.get(f"{VISITS}{made['id']}/").json()
        assert ("has_concern" in seen) is knows
        listed = client.get(VISITS).json()["results"]
        assert all("has_concern" not in one for one in listed)


def test_a_concern_finds_the_visit_that_was_sent_just_before(as_user, homeroom, recorder, lin):
    key = uuid.uuid4()
    made = post(as_user(homeroom), body(lin), key).json()

    assert report(recorder, concern(lin, visit_key=str(key))).json()["visit"] == made["id"]
    # One that was refused is waited for by nobody.
    alone = report(recorder, concern(lin, visit_key=str(uuid.uuid4())))
    assert (alone.status_code, alone.json()["visit"]) == (201, None)


def test_another_persons_gesture_leads_to_no_visit(as_user, teacher, homeroom, lin):
    key = uuid.uuid4()
    post(as_user(homeroom), body(lin), key)

    assert report(as_user(teacher), concern(lin, visit_key=str(key))).json()["visit"] is None


def test_it_is_handled_step_by_step_and_closed_with_a_result(director, recorder, reported):
    address = f"{CONCERNS}{reported['id']}/"
    early = director.post(f"{address}close/", {"result": "已落实"}, format="json")
    assert (early.status_code, early.json()["code"]) == (409, "nothing_done")
    step = {"taken_on": "2026-11-21", "what": f"{CANARY}，社区已上门"}
    handled = director.post(f"{address}steps/", step, format="json")
    assert (handled.status_code, handled.json()["state"]) == (201, "handled")
    closed = director.post(f"{address}close/", {"result": f"{CANARY}已解决"}, format="json")
    assert (closed.json()["state"], closed.json()["closed_by"]["name"]) == ("closed", "姜主任")
    for verb, given in (("steps", step), ("close", {"result": "又"})):
        again = director.post(f"{address}{verb}/", given, format="json")
        assert (again.status_code, again.json()["code"]) == (409, "concern_closed")
    assert recorder.post(f"{address}steps/", step, format="json").status_code == 403

    told = recorder.post(f"{address}reveal/", {"purpose": "看后续"}, format="json").json()
    assert told["result"] == f"{CANARY}已解决"
    assert [(one["taken_on"], one["by"]["name"]) for one in told["steps"]] == [
        ("2026-11-21", "姜主任")
    ]
    entry = AuditEntry.objects.get(verb="reveal")
    assert (entry.reason, str(entry.record_id)) == ("看后续", reported["id"])


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"noticed_on": "2026-11-24"}, ("noticed_on", "in_future")),
        ({"account": ""}, ("account", "blank")),
        ({"kind": "points"}, ("kind", "invalid_choice")),
        ({"visit": str(uuid.UUID(int=7))}, ("visit", "does_not_exist")),
        ({"state": "closed"}, ("state", "unknown_field")),
    ],
)
def test_what_cannot_be_taken(recorder, lin, given, expected):
    assert expected in codes(report(recorder, concern(lin, **given)))
    assert not models.Concern.objects.exists()


def test_a_child_out_of_reach_does_not_exist(as_user, homeroom, principal, song):
    assert codes(report(as_user(homeroom), concern(song))) == [("student", "does_not_exist")]
    assert report(as_user(principal), concern(song)).status_code == 201


def test_a_concern_is_not_hung_on_another_childs_visit(recorder, school, maple, lin):
    other = people.Student(school=school, name="曲可欣")
    people.Placement(student=other, school_class=maple)
    visit = post(recorder, body(other)).json()["id"]

    assert codes(report(recorder, concern(lin, visit=visit))) == [("visit", "another_child")]


def test_the_number_alone_needs_no_step_up(as_user, moral_director, homeroom, reported, director):
    answer = as_user(moral_director).get(f"{CONCERNS}open/")

    assert answer.json() == {"open": 1}
    assert as_user(homeroom).get(f"{CONCERNS}open/").status_code == 403
    assert (concerns_open_count(moral_director), concerns_open_count(homeroom)) == (1, None)
    address = f"{CONCERNS}{reported['id']}/"
    director.post(f"{address}steps/", {"taken_on": "2026-11-21", "what": "上门"}, format="json")
    director.post(f"{address}close/", {"result": "好"}, format="json")
    assert as_user(moral_director).get(f"{CONCERNS}open/").json() == {"open": 0}


def test_a_list_takes_the_same_queries_however_long(
    as_user, moral_director, homeroom, lin, django_assert_num_queries
):
    report(as_user(homeroom), concern(lin))
    client = just_signed_in(as_user, moral_director)
    with django_assert_num_queries(6):
        assert client.get(CONCERNS).json()["count"] == 1
    for _ in range(4):
        report(as_user(homeroom), concern(lin))
    with django_assert_num_queries(6):
        assert client.get(CONCERNS).json()["count"] == 5


def test_the_sealed_text_is_found_nowhere(
    as_user, homeroom, teacher, principal, moral_director, director, lin, in_need, policy, caplog
):
    """The canary: in no list, log, audit entry, error page or column."""
    caplog.set_level(logging.DEBUG)
    visit = post(as_user(homeroom), body(lin, companions=[str(teacher.staff_id)])).json()
    made = report(as_user(homeroom), concern(lin, visit=visit["id"])).json()
    address = f"{CONCERNS}{made['id']}/"
    director.post(f"{address}steps/", {"taken_on": "2026-11-21", "what": CANARY}, format="json")
    director.post(f"{address}close/", {"result": CANARY}, format="json")
    refused = director.post(f"{address}close/", {"result": CANARY}, format="json")
    wrong = report(as_user(homeroom), concern(lin, noticed_on="2026-11-24"))
    said = [refused.content.decode(), wrong.content.decode(), json.dumps(made)]
    for user in (homeroom, teacher, principal, moral_director):
        client = just_signed_in(as_user, user)
        for place in (
            "concerns/",
            f"concerns/{made['id']}/",
            "home-visits/",
            f"home-visits/{visit['id']}/",
            f"home-visits/{visit['id']}/history/",
            "students/",
            f"students/?search={CANARY[:6]}",
            "visitable-students/",
            "obligations/",
            "follow-ups/",
            "circumstances/",
            "figures/?term=current",
        ):
            said.append(client.get(f"/api/v1/{place}").content.decode())
    said += [f"{one.changes}{one.reason}" for one in AuditEntry.objects.all()]
    said.append(caplog.text)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
            said += [str(row) for row in cursor.fetchall()]

    assert [one[:200] for one in said if CANARY[:6] in one or CANARY[2:8] in one] == []
    opened = director.post(f"{address}reveal/", {"purpose": "核对"}, format="json")
    assert CANARY in opened.content.decode()


def test_where_it_stands_follows_from_the_steps_and_the_end():
    assert rules.state(steps=0, closed=False) == "open"
    assert rules.state(steps=2, closed=False) == "handled"
    assert rules.state(steps=2, closed=True) == "closed"
    day = datetime.date(2026, 11, 20)
    with pytest.raises(InputRefused):
        rules.check_step_day(day - datetime.timedelta(days=1), day, today=day)
    with pytest.raises(RuleBroken):
        rules.check_handled(0)
    assert time.time() == NOW.timestamp()


# ---- figures -------------------------------------------------------------------------------

FIGURES = "/api/v1/figures/"
OPENED = f"{FIGURES}visits.concerns_opened/records/"


def numbers(client, **asked):
    shown = client.get(FIGURES, asked).json()["results"]
    return {one["code"]: one["value"] for one in shown if "concerns" in one["code"]}


def test_what_was_reported_and_closed_in_the_term_is_counted(as_user, director, homeroom, lin):
    first, _second = (report(as_user(homeroom), concern(lin)).json() for _ in range(2))
    director.post(f"{CONCERNS}{first['id']}/steps/", {"taken_on": "2026-11-23", "what": CANARY})
    closed = director.post(f"{CONCERNS}{first['id']}/close/", {"result": CANARY})
    assert closed.status_code == 200
    models.Concern.objects.exclude(pk=first["id"]).update(
        created_at=NOW - datetime.timedelta(days=200)
    )

    assert numbers(director) == {"visits.concerns_opened": 1, "visits.concerns_closed": 1}
    assert numbers(director, as_of="2026-11-22") == {
        "visits.concerns_opened": 0,
        "visits.concerns_closed": 0,
    }


def test_concerns_are_counted_for_the_whole_school_and_for_who_follows_them_up_alone(
    as_user, reported, maple, moral_director, teaching_director, homeroom
):
    assert numbers(as_user(moral_director)) == {
        "visits.concerns_opened": 1,
        "visits.concerns_closed": 0,
    }
    for narrower in ({"school_class": maple.pk}, {"grade": 3}, {"staff": homeroom.staff_id}):
        assert numbers(as_user(moral_director), **narrower) == {}
    for user in (teaching_director, homeroom):
        assert numbers(as_user(user)) == {}
        assert just_signed_in(as_user, user).get(OPENED).status_code == 403


def test_the_concerns_behind_a_number_open_after_a_step_up_and_the_log_says_so(
    as_user, moral_director, lin, maple, reported
):
    refused = as_user(moral_director).get(OPENED)
    assert (refused.status_code, refused.json()["code"]) == (403, "step_up_required")
    assert not AuditEntry.objects.filter(verb="open_figure").exists()

    director = just_signed_in(as_user, moral_director)
    shown = {one["code"]: one for one in director.get(FIGURES).json()["results"]}
    told = shown["visits.concerns_opened"]
    assert (told["can_open"], told["can_export"]) == (True, False)
    answer = director.get(OPENED)
    (row,) = answer.json()["results"]
    assert (row["id"], row["type"], row["student"]["name"]) == (
        reported["id"],
        "concern",
        lin.name,
    )
    assert CANARY not in answer.content.decode()
    assert AuditEntry.objects.filter(verb="open_figure", actor=moral_director.pk).count() == 1
    assert director.get(OPENED, {"school_class": maple.pk}).status_code == 403


def test_no_file_holds_the_concerns_behind_a_number(director, reported):
    answer = director.post(f"{OPENED}export/", {"as": "csv"}, format="json")

    assert answer.status_code == 403


def test_no_paper_can_show_how_many_concerns_there_are():
    assert [code for code in catalogue.paper() if "concern" in code] == []
