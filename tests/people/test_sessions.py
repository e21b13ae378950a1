"""Where somebody is signed in, until when, and how it ends."""

import datetime
import json

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from school.people.models import Session
from school.people.rules.accounts import device_of
from school.shared.models import AuditEntry
from tests.conftest import NOW
from tests.people.links import PASSWORD

LOGIN = "/_allauth/browser/v1/auth/login"
NEW = "换了一把-green-ladder-在屋后"
WECHAT = (
    "Mozilla/5.0 (Linux; Android 14; PLK110) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/126.0 Mobile Safari/537.36 MicroMessenger/8.0.50"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)
pytestmark = pytest.mark.usefixtures("now", "term")


@pytest.fixture
def account(homeroom):
    homeroom.set_password(PASSWORD)
    homeroom.save()
    cache.clear()
    return homeroom


def post(client, path, body=None):
    return client.post(path, json.dumps(body or {}), content_type="application/json")


def signed_in(user, agent=IPHONE):
    client = Client(HTTP_USER_AGENT=agent)
    answer = post(client, LOGIN, {"username": user.username, "password": PASSWORD})
    assert answer.status_code == 200, answer.content
    return client


def at(moment):
    return time_machine.travel(moment, tick=False)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (WECHAT, "android wechat"),
        (IPHONE, "iphone safari"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "windows edge"),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb/4.1 HuaweiBrowser/5", "harmony huawei"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "linux firefox"),
        ("", "other other"),
        ("x" * 100_000, "other other"),
    ],
)
def test_a_browser_is_told_in_two_words(agent, words):
    assert device_of(agent) == words


def test_each_person_sees_their_own_devices_and_nobody_elses(account, teacher):
    teacher.set_password(PASSWORD)
    teacher.save()
    phone, wechat = signed_in(account), signed_in(account, WECHAT)
    signed_in(teacher)

    rows = phone.get("/api/v1/me/sessions/").json()

    assert {(r["system"], r["browser"], r["is_this"]) for r in rows} == {
        ("iphone", "safari", True),
        ("android", "wechat", False),
    }
    assert set(rows[0]) == {"id", "system", "browser", "signed_in_at", "seen_at", "is_this"}
    foreign = Session.objects.get(user=teacher).pk
    assert wechat.post(f"/api/v1/me/sessions/{foreign}/end/").status_code == 404


def test_one_device_is_ended(account):
    phone, wechat = signed_in(account), signed_in(account, WECHAT)
    lost = next(r["id"] for r in phone.get("/api/v1/me/sessions/").json() if not r["is_this"])

    assert phone.post(f"/api/v1/me/sessions/{lost}/end/").status_code == 204

    assert wechat.get("/api/v1/me/").status_code == 401
    assert phone.get("/api/v1/me/").status_code == 200


def test_all_others_are_ended(account):
    phone, *others = signed_in(account), signed_in(account, WECHAT), signed_in(account)

    assert phone.post("/api/v1/me/sessions/end-others/").status_code == 204

    assert [other.get("/api/v1/me/").status_code for other in others] == [401, 401]
    assert phone.get("/api/v1/me/").status_code == 200
    assert AuditEntry.objects.get(verb="end_sessions").changes == {"sessions": [3, 1]}


def test_the_administrator_ends_them_all(account, admin, as_user):
    phone = signed_in(account)

    answer = as_user(admin).post(f"/api/v1/accounts/{account.pk}/end-sessions/")

    assert answer.json()["sessions"] == 0
    assert phone.get("/api/v1/me/").status_code == 401


def test_a_new_password_takes_the_present_one_and_ends_the_others(account):
    phone, other = signed_in(account), signed_in(account, WECHAT)

    wrong = post(phone, "/api/v1/me/password/", {"present": "not-the-one", "new": NEW})
    weak = post(phone, "/api/v1/me/password/", {"present": PASSWORD, "new": "homeroom-2026-deyu"})
    done = post(phone, "/api/v1/me/password/", {"present": PASSWORD, "new": NEW})

    assert wrong.json()["errors"][0] | {"detail": ""} == {
        "field": "present",
        "code": "password_mismatch",
        "detail": "",
    }
    assert weak.json()["errors"][0]["field"] == "new"
    assert done.status_code == 204
    assert phone.get("/api/v1/me/").status_code == 200
    assert other.get("/api/v1/me/").status_code == 401


def test_guessing_the_present_password_in_an_open_session_is_slowed(account):
    phone = signed_in(account)
    for _ in range(5):
        post(phone, "/api/v1/me/password/", {"present": "not-the-one", "new": NEW})

    assert post(phone, "/api/v1/me/password/", {"present": PASSWORD, "new": NEW}).status_code == 400
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_signing_out_leaves_no_row(account):
    phone = signed_in(account)
    assert Session.objects.filter(user=account).count() == 1

    phone.delete("/_allauth/browser/v1/auth/session")

    assert not Session.objects.filter(user=account).exists()


def test_signing_in_changes_the_sessions_key(account):
    """H-60: a key that was planted beforehand opens nothing."""
    client = Client()
    client.get("/_allauth/browser/v1/auth/session")
    planted = "a" * 32
    client.cookies["session"] = planted
    post(client, LOGIN, {"username": account.username, "password": PASSWORD})

    assert client.cookies["session"].value != planted
    other = Client()
    other.cookies["session"] = planted
    assert other.get("/api/v1/me/").status_code == 401


def test_a_session_unused_for_two_hours_is_over(account):
    phone = signed_in(account)
    with at(NOW + datetime.timedelta(minutes=119)):
        assert phone.get("/api/v1/me/").status_code == 200
    with at(NOW + datetime.timedelta(minutes=238)):
        assert phone.get("/api/v1/me/").status_code == 200
    with at(NOW + datetime.timedelta(minutes=359)):
        assert phone.get("/api/v1/me/").status_code == 401


def test_after_twelve_hours_it_is_over_however_busy(account):
    phone = signed_in(account)
    for hours in range(1, 12):
        with at(NOW + datetime.timedelta(hours=hours)):
            assert phone.get("/api/v1/me/").status_code == 200
    with at(NOW + datetime.timedelta(hours=12, seconds=1)):
        assert phone.get("/api/v1/me/").status_code == 401


def test_a_parent_on_the_committee_stays_signed_in_for_longer(committee):
    committee.set_password(PASSWORD)
    committee.save()
    cache.clear()
    phone = signed_in(committee)
    for days in (13, 26, 39):
        with at(NOW + datetime.timedelta(days=days)):
            assert phone.get("/api/v1/me/").status_code == 200
    with at(NOW + datetime.timedelta(days=54)):
        assert phone.get("/api/v1/me/").status_code == 401


def test_reading_writes_nothing_but_when_one_was_last_seen(account, django_assert_num_queries):
    phone = signed_in(account)
    first = Session.objects.get(user=account)
    phone.get("/api/v1/me/sessions/")
    assert Session.objects.get(user=account).seen_at == first.seen_at
    with django_assert_num_queries(3):  # session, person, devices
        phone.get("/api/v1/me/sessions/")
    with at(NOW + datetime.timedelta(minutes=6)):
        phone.get("/api/v1/me/sessions/")
        assert Session.objects.get(user=account).seen_at > first.seen_at


def test_a_session_does_not_tell_its_key(account):
    phone = signed_in(account)

    assert phone.cookies["session"].value not in phone.get("/api/v1/me/sessions/").content.decode()
