"""What the tests of lessons and observations begin with."""

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
