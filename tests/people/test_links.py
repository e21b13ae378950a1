"""The link that is handed out: once, for one person, for three days."""

import datetime
import json

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from school.people.actions import invitations
from school.people.models import CommitteeMembership, Invitation, Post, Session, User
from school.people.roles import COMMITTEE, PostKind
from school.shared.models import AuditEntry
from tests.factories import people
from tests.people.links import PASSWORD

pytestmark = pytest.mark.usefixtures("now", "term")
OPEN, ACCEPT = "/api/v1/links/open/", "/api/v1/links/accept/"
LOGIN = "/_allauth/browser/v1/auth/login"


@pytest.fixture
def newcomer(school, maple):
    """于文静, appointed homeroom teacher, who has no account yet."""
    staff = people.StaffMember(school=school, name="于文静", staff_number="T0099")
    people.Post(staff=staff, kind=PostKind.HOMEROOM_TEACHER, school_class=maple)
    return staff


@pytest.fixture
def office(as_user, admin):
    return as_user(admin)


def invite(office, newcomer):
    answer = office.post("/api/v1/accounts/", {"staff": str(newcomer.pk), "username": "yuwenjing"})
    assert answer.status_code == 201, answer.json()
    return answer.json()


def token_of(handed):
    return handed["link"].split("#")[1]


def post(client, path, body):
    return client.post(path, json.dumps(body), content_type="application/json")


def test_the_name_of_an_account_is_proposed_from_how_the_person_is_called(office, newcomer, school):
    people.User(school=school, username="yuwenjing")

    rows = office.get("/api/v1/accounts/uninvited/").json()["results"]

    assert [(row["name"], row["username"], row["posts"]) for row in rows] == [
        ("于文静", "yuwenjing2", ["班主任"])
    ]


def test_of_two_who_take_one_name_at_once_the_second_is_told(office, newcomer, school, monkeypatch):
    """Both found the name free; the database has the last word."""
    people.User(school=school, username="yuwenjing")
    monkeypatch.setattr(invitations, "account_name", lambda field, given: given)

    refused = office.post("/api/v1/accounts/", {"staff": str(newcomer.pk), "username": "yuwenjing"})

    assert (refused.status_code, refused.json()["code"]) == (409, "account_exists")
    assert not User.objects.filter(staff=newcomer).exists()


def test_the_invited_person_reads_their_name_sets_a_password_and_signs_in(office, newcomer, client):
    handed = invite(office, newcomer)
    assert handed["link"].startswith("http://testserver/join#")
    assert handed["account"]["state"] == "invited"
    token = token_of(handed)

    opened = post(client, OPEN, {"token": token}).json()
    assert (opened["school"]["name"], opened["name"], opened["username"]) == (
        "滨河路小学",
        "于文静",
        "yuwenjing",
    )
    assert (opened["least"], opened["needs_second_factor"]) == (15, False)
    assert post(client, ACCEPT, {"token": token, "password": PASSWORD}).status_code == 204

    signed_in = post(client, LOGIN, {"username": "yuwenjing", "password": PASSWORD})
    assert signed_in.status_code == 200
    assert client.get("/api/v1/me/").json()["name"] == "于文静"
    row = office.get("/api/v1/accounts/?q=yuwenjing").json()["results"][0]
    assert (row["state"], row["sessions"], row["invited_until"]) == ("active", 1, None)


def test_a_committee_member_is_invited_without_a_staff_record(office, client):
    handed = office.post("/api/v1/accounts/", {"full_name": "姜家长", "username": "jiangjz"}).json()
    post(client, ACCEPT, {"token": token_of(handed), "password": PASSWORD})
    post(client, LOGIN, {"username": "jiangjz", "password": PASSWORD})

    me = client.get("/api/v1/me/").json()
    assert me["is_committee"]
    assert set(me["permissions"]) == COMMITTEE
    assert CommitteeMembership.objects.get(user__username="jiangjz").starts_on == (
        timezone.localdate()
    )


def _used(office, newcomer, client):
    token = token_of(invite(office, newcomer))
    post(client, ACCEPT, {"token": token, "password": PASSWORD})
    return token


def _sent_again(office, newcomer, client):
    handed = invite(office, newcomer)
    office.post(f"/api/v1/accounts/{handed['account']['id']}/link/")
    return token_of(handed)


def _withdrawn(office, newcomer, client):
    handed = invite(office, newcomer)
    done = office.post(f"/api/v1/accounts/{handed['account']['id']}/withdraw-link/")
    assert done.json()["state"] == "not_invited"
    return token_of(handed)


def _expired(office, newcomer, client):
    handed = invite(office, newcomer)
    Invitation.objects.update(expires_at=timezone.now())
    return token_of(handed)


def _shut(office, newcomer, client):
    handed = invite(office, newcomer)
    office.post(f"/api/v1/accounts/{handed['account']['id']}/deactivate/")
    return token_of(handed)


def _unknown(office, newcomer, client):
    return "x" * 43


@pytest.mark.parametrize("path", [OPEN, ACCEPT])
@pytest.mark.parametrize("over", [_used, _sent_again, _withdrawn, _expired, _shut, _unknown])
def test_a_link_that_is_over_says_one_sentence_whatever_ended_it(
    office, newcomer, client, path, over
):
    """H-62: the same bytes for every reason, and for a link that never was."""
    token = over(office, newcomer, client)
    body = {"token": token, "password": "short"} if path == ACCEPT else {"token": token}
    never = body | {"token": "y" * 43}

    answers = [post(client, path, sent) for sent in (body, never)]

    shown = [answer.json() | {"request_id": ""} for answer in answers]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert shown[0] == shown[1]
    assert shown[0]["code"] == "link_over"


def test_a_password_that_is_refused_uses_nothing_up(office, newcomer, client):
    token = token_of(invite(office, newcomer))

    refused = post(client, ACCEPT, {"token": token, "password": "yuwenjing-2026-deyu"})

    assert refused.status_code == 400
    assert refused.json()["errors"][0]["code"] == "password_guessable"
    assert post(client, ACCEPT, {"token": token, "password": PASSWORD}).status_code == 204


def test_a_link_waits_three_days_and_no_longer(office, newcomer):
    invite(office, newcomer)

    row = Invitation.objects.get()
    assert row.expires_at - row.created_at == datetime.timedelta(hours=72)


def test_of_a_link_only_a_hash_is_kept(office, newcomer):
    token = token_of(invite(office, newcomer))

    stored = str(list(Invitation.objects.values())) + str(list(AuditEntry.objects.values()))
    assert token not in stored
    assert len(token) == 43


def test_a_reset_ends_the_password_and_every_session_at_once(office, homeroom, client):
    homeroom.set_password(PASSWORD)
    homeroom.save()
    cache.clear()
    post(client, LOGIN, {"username": "homeroom", "password": PASSWORD})
    assert client.get("/api/v1/me/").status_code == 200

    handed = office.post(f"/api/v1/accounts/{homeroom.pk}/link/").json()

    assert client.get("/api/v1/me/").status_code == 401
    old = post(client, LOGIN, {"username": "homeroom", "password": PASSWORD})
    assert old.status_code == 400
    new = "换了一把-green-ladder-在屋后"
    post(client, ACCEPT, {"token": token_of(handed), "password": new})
    assert post(client, LOGIN, {"username": "homeroom", "password": new}).status_code == 200
    verbs = set(AuditEntry.objects.filter(record_id=homeroom.pk).values_list("verb", flat=True))
    assert {"reset_password", "set_password"} <= verbs


def test_failures_before_a_reset_do_not_delay_the_new_password(office, homeroom, client):
    homeroom.set_password(PASSWORD)
    homeroom.save()
    cache.clear()
    for _ in range(6):
        post(client, LOGIN, {"username": "homeroom", "password": "forgotten"})
    handed = office.post(f"/api/v1/accounts/{homeroom.pk}/link/").json()
    new = "换了一把-green-ladder-在屋后"
    post(client, ACCEPT, {"token": token_of(handed), "password": new})

    assert post(client, LOGIN, {"username": "homeroom", "password": new}).status_code == 200


def test_a_shut_account_gets_no_link(office, homeroom):
    office.post(f"/api/v1/accounts/{homeroom.pk}/deactivate/")

    assert office.post(f"/api/v1/accounts/{homeroom.pk}/link/").json()["code"] == "deactivated"


def test_nobody_is_invited_twice(office, newcomer):
    invite(office, newcomer)

    again = office.post("/api/v1/accounts/", {"staff": str(newcomer.pk), "username": "other"})

    assert (again.status_code, again.json()["code"]) == (409, "has_account")


@pytest.mark.parametrize(
    "body",
    [
        {"username": "somebody"},
        {"username": "a b", "full_name": "家长"},
        {"username": "1st", "full_name": "家长"},
        {"username": "homeroom2", "full_name": "\u200b"},
    ],
)
def test_an_invitation_says_whom_and_under_which_name(office, body):
    assert office.post("/api/v1/accounts/", body).status_code == 400
    assert not Invitation.objects.exists()


def test_staff_of_another_school_cannot_be_invited(office, stranger):
    foreign = people.StaffMember(school=stranger.school)

    answer = office.post("/api/v1/accounts/", {"staff": str(foreign.pk), "username": "foreign"})

    assert answer.status_code == 400
    assert not User.objects.filter(username="foreign").exists()


def test_links_are_opened_only_from_our_own_page(db):
    outside = Client(enforce_csrf_checks=True)

    assert post(outside, ACCEPT, {"token": "x" * 43, "password": PASSWORD}).status_code == 403


def test_a_flood_of_links_is_slowed(client, db, monkeypatch):
    from school.people.api import joining

    cache.clear()
    monkeypatch.setattr(joining, "LIMIT", {"join": "3/m/ip"})

    answers = [post(client, OPEN, {"token": "x" * 43}).status_code for _ in range(4)]

    assert answers == [404, 404, 404, 429]


def test_accounts_whose_posts_all_ended_are_flagged(office, former, homeroom, school):
    waiting = people.User(school=school, staff=people.StaffMember(school=school))
    people.Post(
        staff=waiting.staff,
        kind=PostKind.UNION_CHAIR,
        starts_on=timezone.localdate() + datetime.timedelta(days=7),
    )

    rows = office.get("/api/v1/accounts/").json()["results"]

    assert [row["username"] for row in rows if row["posts_ended"]] == ["former"]
    assert Post.objects.believed().filter(staff=former.staff).count() == 1


def test_an_account_unused_for_sixty_days_is_idle(office, homeroom, teacher):
    now = timezone.now()
    for user, days in ((homeroom, 61), (teacher, 59)):
        user.set_password(PASSWORD)
        user.last_login = now - datetime.timedelta(days=days)
        user.save()

    states = {
        row["username"]: row["state"] for row in office.get("/api/v1/accounts/").json()["results"]
    }

    assert (states["homeroom"], states["teacher"]) == ("idle", "active")


def test_the_list_of_accounts_costs_the_same_for_one_and_for_many(
    office, school, django_assert_num_queries
):
    def ask():
        with django_assert_num_queries(7):
            return office.get("/api/v1/accounts/").json()["results"]

    ask()
    for number in range(5):
        user = people.User(school=school, staff=people.StaffMember(school=school))
        people.Post(staff=user.staff, kind=PostKind.PREP_LEADER)
        office.post(f"/api/v1/accounts/{user.pk}/link/")
        Session.objects.create(
            id=Session.id_of(str(number)),
            session_key=f"key-{number}",
            session_data="",
            expire_date=timezone.now() + datetime.timedelta(days=1),
            user=user,
            idle_seconds=60,
        )

    rows = ask()
    assert sorted(row["sessions"] for row in rows) == [1, 1, 1, 1, 1, 1]
