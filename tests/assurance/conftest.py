"""What the tests of assurance begin with: the cast, a secretary, and a clock that can be moved."""

import pytest
import time_machine
from django.utils import translation

from school.people.roles import PostKind
from tests.assurance.acts import DAY, person
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def chinese():
    """A request leaves its language behind; each test begins in the school's own."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def secretary(school):
    return person(school, "secretary", "曲书记", PostKind.SECRETARY)


@pytest.fixture
def doctor(school):
    return person(school, "doctor", "林校医", PostKind.SCHOOL_DOCTOR)


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
