"""The second factor: who must have one, how it is set up, used, lost and replaced."""

import json
import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from config import settings as product  # noqa: TID251 - the product's own, not the tests'
from school.people.roles import PostKind
from school.shared.models import AuditEntry
from tests.conftest import NOW
from tests.factories import people
from tests.people.links import PASSWORD

pytestmark = pytest.mark.usefixtures("now", "term")
AUTH = "/_allauth/browser/v1/auth/"
FACTOR = "/api/v1/me/second-factor/"


@pytest.fixture(autouse=True)
def switched_on(db, settings):
    settings.SECOND_FACTOR = True
    cache.clear()


@pytest.fixture
def account(principal):
    principal.set_password(PASSWORD)
    principal.save()
    return principal


def post(client, path, body=None):
    return client.post(path, json.dumps(body or {}), content_type="application/json")


def code_of(secret, later=0):
    return format_hotp_value(hotp_value(secret, int(time.time() + later) // 30))


def sign_in(client, username="principal", password=PASSWORD):
    return post(client, f"{AUTH}login", {"username": username, "password": password})


def set_up(client):
    """The secret, and the recovery codes."""
    secret = post(client, f"{FACTOR}prepare/").json()["secret"]
    codes = post(client, f"{FACTOR}confirm/", {"code": code_of(secret)}).json()["codes"]
    return secret, codes


def test_production_demands_it():
    assert product.SECOND_FACTOR is True


def test_a_director_gets_as_far_as_setting_it_up_and_then_everywhere(client, account):
    assert sign_in(client).status_code == 200
    assert client.get("/api/v1/me/").json()["second_factor"] == "missing"
    refused = client.get("/api/v1/students/")
    assert (refused.status_code, refused.json()["code"]) == (403, "second_factor_required")

    _secret, codes = set_up(client)

    assert len(set(codes)) == 10
    assert client.get("/api/v1/students/").status_code == 200
    assert client.get("/api/v1/me/").json()["second_factor"] == "on"
    assert client.get(FACTOR).json() | {"since": None} == {
        "state": "on",
        "demanded": True,
        "since": None,
        "codes_left": 10,
    }


def test_the_next_sign_in_asks_for_a_code(account):
    first, second = Client(), Client()
    sign_in(first)
    secret, _codes = set_up(first)

    halfway = sign_in(second)
    assert halfway.status_code == 401
    pending = [flow["id"] for flow in halfway.json()["data"]["flows"] if flow.get("is_pending")]
    assert pending == ["mfa_authenticate"]
    assert second.get("/api/v1/me/").status_code == 401
    with time_machine.travel(NOW.timestamp() + 60, tick=False):
        whole = post(second, f"{AUTH}2fa/authenticate", {"code": code_of(secret)})
        assert whole.status_code == 200
        assert second.get("/api/v1/students/").status_code == 200


def test_a_code_works_once(account):
    """A-19: also the one that set the factor up."""
    first, second, third = Client(), Client(), Client()
    sign_in(first)
    secret, _codes = set_up(first)
    sign_in(second)
    assert post(second, f"{AUTH}2fa/authenticate", {"code": code_of(secret)}).status_code == 400

    with time_machine.travel(NOW.timestamp() + 60, tick=False):
        code = code_of(secret)
        assert post(second, f"{AUTH}2fa/authenticate", {"code": code}).status_code == 200
        sign_in(third)
        assert post(third, f"{AUTH}2fa/authenticate", {"code": code}).status_code == 400


def test_a_recovery_code_stands_in_once_and_is_counted(account):
    first, second, third = Client(), Client(), Client()
    sign_in(first)
    _secret, codes = set_up(first)

    sign_in(second)
    assert post(second, f"{AUTH}2fa/authenticate", {"code": codes[3]}).status_code == 200
    assert second.get(FACTOR).json()["codes_left"] == 9
    assert second.get("/api/v1/students/").status_code == 200
    sign_in(third)
    assert post(third, f"{AUTH}2fa/authenticate", {"code": codes[3]}).status_code == 400


def test_guessing_codes_is_slowed(account):
    first, second = Client(), Client()
    sign_in(first)
    secret, _codes = set_up(first)
    sign_in(second)
    for _ in range(5):
        post(second, f"{AUTH}2fa/authenticate", {"code": "000000"})

    with time_machine.travel(NOW.timestamp() + 60, tick=False):
        answer = post(second, f"{AUTH}2fa/authenticate", {"code": code_of(secret)})

    assert answer.json()["errors"][0]["code"] == "too_many_login_attempts"


def test_a_wrong_code_sets_nothing_up(client, account):
    sign_in(client)
    post(client, f"{FACTOR}prepare/")

    answer = post(client, f"{FACTOR}confirm/", {"code": "000000"})

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "incorrect_code")
    assert not Authenticator.objects.exists()


def test_secrets_lie_sealed(client, account):
    sign_in(client)
    secret, codes = set_up(client)

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not any(code in stored for code in codes)
    assert stored.count("sealed1:") == 2


def test_the_picture_and_the_address_name_school_and_account(client, account):
    sign_in(client)
    prepared = post(client, f"{FACTOR}prepare/").json()

    assert prepared["qr"].startswith("data:image/svg+xml;base64,")
    assert prepared["url"].startswith("otpauth://totp/principal?secret=")


def test_new_recovery_codes_void_the_old(client, account):
    sign_in(client)
    _secret, old = set_up(client)

    new = post(client, f"{FACTOR}recovery-codes/").json()["codes"]

    assert set(new).isdisjoint(old)
    other = Client()
    sign_in(other)
    assert post(other, f"{AUTH}2fa/authenticate", {"code": old[0]}).status_code == 400
    assert post(other, f"{AUTH}2fa/authenticate", {"code": new[0]}).status_code == 200


def test_whoever_takes_it_off_for_a_new_phone_sets_up_the_next_at_once(client, account):
    sign_in(client)
    set_up(client)

    assert post(client, f"{FACTOR}take-off/").status_code == 204

    assert client.get("/api/v1/students/").json()["code"] == "second_factor_required"
    set_up(client)
    assert client.get("/api/v1/students/").status_code == 200


def test_after_ten_minutes_the_password_is_asked_for(client, account):
    sign_in(client)
    set_up(client)

    with time_machine.travel(NOW.timestamp() + 601, tick=False):
        asked = post(client, f"{FACTOR}take-off/")
        wrong = post(client, f"{FACTOR}take-off/", {"password": "not-the-password"})
        given = post(client, f"{FACTOR}take-off/", {"password": PASSWORD})

    assert asked.json()["errors"][0]["code"] == "required"
    assert wrong.json()["errors"][0]["code"] == "password_mismatch"
    assert given.status_code == 204


def test_the_administrator_takes_off_a_lost_one_but_not_their_own(account, admin, as_user):
    phone = Client()
    sign_in(phone)
    set_up(phone)
    office = as_user(admin)
    session = office.session
    session["account_authentication_methods_user"] = str(admin.pk)
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session.save()

    answer = office.post(f"/api/v1/accounts/{account.pk}/take-off-second-factor/")
    own = office.post(f"/api/v1/accounts/{admin.pk}/take-off-second-factor/")

    assert (answer.status_code, answer.json()["second_factor"]) == (200, False)
    assert own.status_code == 403
    assert phone.get("/api/v1/me/").status_code == 401
    assert AuditEntry.objects.filter(
        verb="take_off_second_factor", record_id=account.pk, actor=admin.pk
    ).exists()


def test_a_teacher_may_have_one_and_is_asked_for_it_then(homeroom):
    homeroom.set_password(PASSWORD)
    homeroom.save()
    phone, desk = Client(), Client()
    sign_in(phone, "homeroom")
    assert phone.get("/api/v1/me/").json()["second_factor"] == "off"
    set_up(phone)

    assert sign_in(desk, "homeroom").status_code == 401
    assert phone.get("/api/v1/me/").json()["second_factor"] == "on"


def test_a_post_that_begins_today_demands_it_from_the_next_request_on(client, homeroom):
    homeroom.set_password(PASSWORD)
    homeroom.save()
    sign_in(client, "homeroom")
    assert client.get("/api/v1/terms/").status_code == 200

    people.Post(staff=homeroom.staff, kind=PostKind.MORAL_DIRECTOR)

    assert client.get("/api/v1/terms/").json()["code"] == "second_factor_required"
    set_up(client)
    assert client.get("/api/v1/terms/").status_code == 200


def test_switched_off_nothing_is_demanded_and_the_page_says_so(client, account, settings):
    settings.SECOND_FACTOR = False
    sign_in(client)

    assert client.get("/api/v1/me/").json()["second_factor"] == "switched_off"
    assert client.get("/api/v1/students/").status_code == 200
    assert client.get("/api/v1/sign-in/").json() == {"second_factor": False}


def test_whoever_has_set_one_up_is_asked_for_it_even_where_none_is_demanded(account, settings):
    first, second = Client(), Client()
    sign_in(first)
    set_up(first)
    settings.SECOND_FACTOR = False

    assert sign_in(second).status_code == 401


def test_a_password_and_a_code_both_count_as_signing_in_again(client, account, rf):
    """What a step-up asks: django-allauth's own records in the session."""
    from school.people.sign_in import is_fresh

    sign_in(client)
    secret, _codes = set_up(client)

    def fresh():
        request = rf.get("/")
        request.session, request.user = client.session, account
        return is_fresh(request, account)

    with time_machine.travel(NOW.timestamp() + 660, tick=False):
        assert not fresh()
        post(client, f"{AUTH}reauthenticate", {"password": PASSWORD})
        assert fresh()
    with time_machine.travel(NOW.timestamp() + 1320, tick=False):
        assert not fresh()
        post(client, f"{AUTH}2fa/reauthenticate", {"code": code_of(secret)})
        assert fresh()
