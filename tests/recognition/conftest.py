"""What the tests of awards and selections begin with."""

import uuid

import pytest
from django.utils import translation

from school.people.roles import PostKind
from tests.factories import evidence, people, recognition

AWARDS = "/api/v1/awards/"
CONTEST = {
    "recipient": "teacher",
    "title": "“耕耘杯”优质课评选",
    "nature": "contest",
    "level": "district",
    "grade": "first",
    "issuer": "市南区教育体育局",
    "awarded_on": "2026-10-12",
}


@pytest.fixture(autouse=True)
def chinese():
    """A request leaves its language behind; each test begins in the school's own."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def vice(school):
    staff = people.StaffMember(school=school, name="矫副校长")
    people.Post(staff=staff, kind=PostKind.VICE_PRINCIPAL)
    return people.User(school=school, username="vice", staff=staff)


@pytest.fixture
def scan(school, teacher):
    """A certificate that the teacher brought."""
    return evidence.Evidence(school=school, created_by=teacher)


@pytest.fixture
def parents(school):
    """优秀家长 of November: a selection that is open."""
    return recognition.Selection(school=school)


@pytest.fixture
def deeds(school):
    """感动人物 of November."""
    kind = recognition.SelectionKind(
        school=school, code="moving", name="感动人物", whom="deed", position=2
    )
    return recognition.Selection(school=school, kind=kind, title="感动人物", edition=None)


@pytest.fixture
def post():
    """Posts as the client does, with a key of its own for each gesture."""

    def send(client, url, body=None, key=None, version=None):
        headers = {"Idempotency-Key": str(key or uuid.uuid4())}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return client.post(url, body or {}, format="json", headers=headers)

    return send


@pytest.fixture
def patch():
    def send(client, url, body, version):
        return client.patch(url, body, format="json", headers={"If-Match": f'"{version}"'})

    return send


@pytest.fixture
def refused():
    """The field and code of the first error, or the code of the broken rule."""

    def read(answer):
        found = answer.json()["errors"]
        return (found[0]["field"], found[0]["code"]) if found else answer.json()["code"]

    return read
