"""What the tests of mentoring begin with: 姜老师 is the mentor of 于老师 in Chinese."""

import pytest
import time_machine
from django.utils import translation

from school.people.roles import PostKind
from tests.conftest import NOW
from tests.factories import people
from tests.mentoring.acts import DAY, colleague, make_pair


@pytest.fixture(autouse=True)
def chinese():
    """A request leaves its language behind; each test begins in the school's own."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def mentor(school, maple):
    return colleague(school, "mentor", "姜师傅", school_class=maple)


@pytest.fixture
def mentee(school, maple):
    return colleague(school, "mentee", "于徒弟", school_class=maple)


@pytest.fixture
def third(school, maple):
    """A colleague who is not of the pair."""
    return colleague(school, "third", "曲同事", school_class=maple)


@pytest.fixture
def vice(school):
    staff = people.StaffMember(school=school, name="矫副校长")
    people.Post(staff=staff, kind=PostKind.VICE_PRINCIPAL)
    return people.User(school=school, username="vice", staff=staff)


@pytest.fixture
def pair(teaching_director, principal, mentor, mentee):
    """Since September, in force."""
    return make_pair(teaching_director, principal, mentor, mentee)


@pytest.fixture
def move_on():
    """Lets days pass."""
    travels = []

    def pass_days(number):
        travels.append(time_machine.travel(NOW + number * DAY, tick=False))
        travels[-1].start()

    yield pass_days
    for travel in reversed(travels):
        travel.stop()
