"""Bad requests get a plain answer on every route: odd ids, odd pages, odd methods, odd bodies.

The routes are those of the access table; of its cast, whoever the table lets in asks.
"""

import json
import re
import uuid
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.conf import settings

from school.people.roles import PostKind
from tests.factories import people
from tests.whole.matrix import CAST, MATRIX
from tests.whole.tried import Clients, by_resource, undone

pytestmark = pytest.mark.usefixtures("now")


def asks(route, codes):
    """Whoever is let in; at a record that none of the cast has, whoever may ask for one."""
    if route == "care-proposals-check":
        return "grade_leader"
    codes = dict(zip(CAST[1:], codes[1:], strict=True))
    inside = [who for who, code in codes.items() if code not in (403, 404)]
    return (inside or [who for who, code in codes.items() if code == 404])[0]


WHO = {key: asks(key[0], codes) for key, (_, codes) in MATRIX.items()}
ADDRESSES = {key: path for key, (path, _) in MATRIX.items()}
GETS = [key for key in MATRIX if key[1] == "get"]
LISTS = [key for key in GETS if key[0].endswith(("-list", "-history", "-records"))]
DOCUMENT = yaml.safe_load((Path(settings.ROOT) / "docs/openapi.yaml").read_text(encoding="utf-8"))
TAKES_A_BODY = {
    (re.sub(r"{\w+}", "{}", path), method): set(operation["requestBody"]["content"])
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
    if "requestBody" in operation
}
"""Address and method -> the kinds of body it reads."""
POSTS = [key for key in MATRIX if key[1] in ("post", "patch")]


def takes(key):
    return TAKES_A_BODY.get((re.sub(r"{\w+}", "{}", ADDRESSES[key]), key[1]), set())


def grouped(keys):
    return by_resource(keys, ADDRESSES.__getitem__)


@pytest.fixture
def grade_leader(school):
    """The one who checks proposals; outside of them no route needs this person."""
    staff = people.StaffMember(school=school, name="级部主任")
    people.Post(staff=staff, kind=PostKind.GRADE_LEADER, cohort_year=2024)
    return people.User(school=school, username="grade_leader", staff=staff)


@pytest.fixture
def clients(request, as_user, world):
    return Clients(request, as_user)


@pytest.fixture
def ask(clients, world):
    """The request, as somebody whom the table lets in; what it did is taken back."""

    def ask(key, path=None, method=None, **extra):
        client = clients(WHO[key])
        where = world.address(ADDRESSES[key]) if path is None else path
        with undone():
            return client.generic((method or key[1]).upper(), where, **extra)

    return ask


def is_a_problem(answer, *codes):
    assert answer.status_code in codes, answer.content.decode()[:300]
    assert answer["Content-Type"] == "application/problem+json"
    body = json.loads(answer.content)
    assert body["status"] == answer.status_code
    assert body["request_id"]
    assert "Traceback" not in answer.content.decode()
    return body


WITH_ID = [key for key in MATRIX if "{" in ADDRESSES[key]]


@pytest.mark.parametrize("keys", **grouped(WITH_ID))
def test_an_id_that_is_none_leads_nowhere(ask, keys, subtests):
    """H-53."""
    for key in keys:
        path = ADDRESSES[key]
        names = re.findall(r"{(\w+)}", path)
        with subtests.test(key=key):
            for odd in ("99999999999999999999", "-1", "abc", "%00", "1%00", "..%2f1", "%ff", "１"):
                is_a_problem(ask(key, path.format(**dict.fromkeys(names, odd))), 404)


PAGES = (
    *("limit=0", "limit=-1", f"limit=1{'0' * 24}", "limit=1000000", "limit=%00", "limit=１"),
    *("offset=-1", f"offset=1{'0' * 24}", "offset=abc"),
)
UNKNOWN = ("ordering=student__name", "ordering=%00", "colour=green")
TWICE = ("limit=5&limit=6",)


@pytest.mark.parametrize("keys", **grouped(LISTS))
def test_a_page_or_filter_that_makes_no_sense_is_refused(ask, world, keys, subtests):
    """H-54, H-59: an order that was not offered would be an answer nobody asked for."""
    for key in keys:
        path = world.address(ADDRESSES[key])
        with subtests.test(key=key):
            for query in (*PAGES, *UNKNOWN, *TWICE):
                is_a_problem(ask(key, f"{path}{'&' if '?' in path else '?'}{query}"), 400)


@pytest.mark.parametrize("keys", **grouped(list(MATRIX)))
def test_a_method_that_a_route_does_not_have_is_refused(ask, keys, subtests):
    """H-55."""
    for key in {route: (route, method) for route, method in keys}.values():
        with subtests.test(key=key):
            for method in ("put", "delete", "trace"):
                if (key[0], method) not in MATRIX:
                    is_a_problem(ask(key, method=method), 405)


@pytest.mark.parametrize("keys", **grouped(GETS))
def test_a_header_does_not_change_the_method(ask, keys, subtests):
    """H-55: what overrides methods elsewhere overrides nothing here."""
    for key in keys:
        with subtests.test(key=key):
            plain = ask(key)
            overriding = ask(key, headers={"X-HTTP-Method-Override": "DELETE"})
            assert overriding.status_code == plain.status_code


@pytest.mark.parametrize("keys", **grouped(POSTS))
def test_a_body_of_another_kind_is_refused(ask, keys, subtests):
    """H-56. A verb that reads no body answers what it would have answered."""
    headers = {"Idempotency-Key": str(uuid.uuid4()), "If-Match": '"1"'}
    for key in keys:
        allowed = (415,) if takes(key) else (200, 201, 204, 400, 404, 409, 412, 415)
        with subtests.test(key=key):
            for kind in ("text/plain", "application/xml", "", "application/jsonp"):
                answer = ask(key, data=b'{"a": 1}', content_type=kind, headers=headers)
                assert answer.status_code in allowed, answer.content


def rows():
    """Every row of every table of ours, as the database has it."""
    return {
        model._meta.label: sorted(map(repr, model.objects.values_list()))
        for label in settings.CONTEXTS
        for model in apps.get_app_config(label.split(".")[1]).get_models()
        if model._meta.label != "shared.AuditEntry"
    }


@pytest.mark.parametrize("who", [who for who in CAST if who != "nobody"])
def test_looking_changes_nothing(request, as_user, world, who):
    """Z-18: only the log of restricted openings may grow by a GET."""
    client = as_user(request.getfixturevalue(who))
    before = rows()

    for key in GETS:
        for method in ("GET", "HEAD", "OPTIONS"):
            client.generic(method, world.address(ADDRESSES[key]))

    assert rows() == before


@pytest.mark.parametrize("keys", **grouped(POSTS))
def test_a_page_elsewhere_cannot_act_in_our_name(world, clients, keys, subtests):
    """H-58: without the token, and from another origin, even with a session."""
    token = "a" * 32
    for key in keys:
        where, method = world.address(ADDRESSES[key]), key[1].upper()
        uploads = takes(key) == {"multipart/form-data"}
        kind = "multipart/form-data; boundary=b" if uploads else "application/json"
        body = b"--b--\r\n" if uploads else b"{}"
        client = clients(WHO[key], checks_csrf=True)

        def send(client=client, method=method, where=where, body=body, kind=kind, **headers):
            with undone():
                return client.generic(method, where, body, content_type=kind, headers=headers)

        with subtests.test(key=key):
            is_a_problem(send(), 403)
            client.cookies["csrftoken"] = token
            for headers in (
                {"X-CSRFToken": "b" * 32},
                {"X-CSRFToken": token, "Origin": "https://elsewhere.example"},
                {"X-CSRFToken": token, "Sec-Fetch-Site": "cross-site"},
            ):
                is_a_problem(send(**headers), 403)


@pytest.mark.parametrize(
    ("path", "headers", "code"),
    [
        ("/api/v1/me/", {"Host": "elsewhere.example"}, 400),
        ("/api/v1/me/", {"Host": "127.0.0.1:8000@x"}, 400),
        ("/api/v1/%ff%fe/", {}, 404),
        ("/api/v1/no-such-thing/", {}, 404),
        ("/api/v1/../../etc/passwd", {}, 404),
    ],
)
def test_what_cannot_be_read_is_a_problem(client, db, path, headers, code):
    """H-57."""
    is_a_problem(client.get(path, headers=headers), code)


def test_a_body_on_a_reading_is_not_read(as_user, principal):
    """H-57: it neither breaks the answer nor changes it."""
    client = as_user(principal)

    answer = client.generic("GET", "/api/v1/terms/", b"\xff{{", content_type="application/json")

    assert answer.status_code == 200
