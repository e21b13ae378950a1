"""What the tests of activities begin with: a counsellor beside the people of the cast."""

import uuid

import pytest
from django.utils import translation

from school.people.roles import PostKind
from tests.factories import people


@pytest.fixture(autouse=True)
def chinese():
    """A request leaves its language behind; each test begins in the school's own."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def union(school):
    """The union chair: takes part in activities and keeps none of them."""
    staff = people.StaffMember(school=school, name="曲主席")
    people.Post(staff=staff, kind=PostKind.UNION_CHAIR)
    return people.User(school=school, username="union", staff=staff)


@pytest.fixture
def send():
    """A POST with a key of its own, or a PATCH with a version."""

    def act(client, url, body=None, *, key=None, version=None):
        headers = {"Idempotency-Key": str(key or uuid.uuid4())}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
            return client.patch(url, body or {}, format="json", headers=headers)
        return client.post(url, body or {}, format="json", headers=headers)

    return act


@pytest.fixture
def code():
    """What a refusal is about: field and code, or the code of a broken rule."""

    def told(answer):
        found = answer.json()
        lines = found["errors"]
        return (lines[0]["field"], lines[0]["code"]) if lines else found["code"]

    return told
