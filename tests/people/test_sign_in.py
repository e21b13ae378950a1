"""Signing in by django-allauth's headless API: session cookie, CSRF, throttled per account."""

import json

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client

from config import settings as product  # noqa: TID251 - the product's own, not the tests'
from school.people.models import User

LOGIN = "/_allauth/browser/v1/auth/login"
PASSWORD = "climbs-six-floors"


@pytest.fixture
def account(homeroom):
    homeroom.set_password(PASSWORD)
    homeroom.save()
    cache.clear()
    return homeroom


def sign_in(client: Client, username: str, password: str):
    return client.post(
        LOGIN,
        json.dumps({"username": username, "password": password}),
        content_type="application/json",
    )


def test_signing_in_opens_a_session(client, account, term):
    answer = sign_in(client, account.username, PASSWORD)

    assert answer.status_code == 200
    assert answer.json()["meta"]["is_authenticated"] is True
    assert client.cookies[product.SESSION_COOKIE_NAME]["httponly"]
    assert client.get("/api/v1/me/").json()["username"] == account.username


def test_signing_out_ends_it(client, account):
    sign_in(client, account.username, PASSWORD)

    client.delete("/_allauth/browser/v1/auth/session")

    assert client.get("/api/v1/me/").status_code == 401


def test_the_name_of_an_account_is_read_without_its_case(client, account):
    assert sign_in(client, account.username.upper(), PASSWORD).status_code == 200


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client, account):
    wrong = sign_in(client, account.username, "not-the-password")
    unknown = sign_in(client, "nobody-here", "not-the-password")

    assert wrong.status_code == unknown.status_code == 400
    assert wrong.json()["errors"][0]["code"] == unknown.json()["errors"][0]["code"]


def test_five_wrong_passwords_delay_the_account_and_no_other(client, account, teacher):
    teacher.set_password(PASSWORD)
    teacher.save()
    for _ in range(5):
        sign_in(client, account.username, "not-the-password")

    refused = sign_in(client, account.username, PASSWORD)
    other = sign_in(Client(), teacher.username, PASSWORD)

    assert (refused.status_code, other.status_code) == (400, 200)
    assert refused.json()["errors"][0]["code"] == "too_many_login_attempts"


def test_nobody_signs_up(client, db):
    answer = client.post(
        "/_allauth/browser/v1/auth/signup",
        json.dumps({"username": "me", "password": PASSWORD}),
        content_type="application/json",
    )

    assert answer.status_code == 404
    assert not User.objects.filter(username="me").exists()


def test_an_unsafe_request_without_its_token_is_refused(account):
    client = Client(enforce_csrf_checks=True)

    answer = sign_in(client, account.username, PASSWORD)

    assert answer.status_code == 403


def test_a_deactivated_account_does_not_sign_in(client, account):
    account.is_active = False
    account.save()

    assert sign_in(client, account.username, PASSWORD).status_code != 200
    assert client.get("/api/v1/me/").status_code == 401


def test_passwords_are_hashed_by_argon2id_at_owasps_minimum(settings):
    settings.PASSWORD_HASHERS = product.PASSWORD_HASHERS

    assert make_password("x").startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
