"""What the tests of lessons and observations begin with."""

import uuid

import pytest
from django.utils import translation

from tests.factories import observation


@pytest.fixture(autouse=True)
def chinese():
    """A request leaves its language behind; each test begins in the school's own."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def lesson(homeroom, maple):
    """草船借箭: the homeroom teacher's open lesson of last Wednesday."""
    return observation.LessonSession(host=homeroom.staff, school_class=maple, period=2)


@pytest.fixture
def tag(school):
    return observation.StrategyTag(school=school)


@pytest.fixture
def open_kind(school):
    """公开课: announced, two seats."""
    return observation.LessonKind(school=school, default_seats=2)


@pytest.fixture
def drop_in(school):
    """推门课: nobody announces it."""
    return observation.LessonKind(
        school=school, code="drop_in", name="推门课", is_announced=False, position=2
    )


@pytest.fixture
def post():
    """Posts as the client does, with a key of its own for each gesture."""

    def send(client, url, body=None, key=None):
        headers = {"Idempotency-Key": str(key or uuid.uuid4())}
        return client.post(url, body or {}, format="json", headers=headers)

    return send


@pytest.fixture
def refused():
    """The field and code of the first error, or the code of the broken rule."""

    def read(answer):
        found = answer.json()["errors"]
        return (found[0]["field"], found[0]["code"]) if found else answer.json()["code"]

    return read
