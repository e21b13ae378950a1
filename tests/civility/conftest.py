"""What the tests of civility begin with."""

import pytest
from django.utils import translation

from tests.factories import civility


@pytest.fixture(autouse=True)
def chinese():
    """A request leaves its language behind; each test begins in the school's own."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def greeting(school):
    """主动问好: one point, once a day."""
    return civility.item(school, "SCH-01", cap_day=1)


@pytest.fixture
def helping(school):
    """帮助同学: two points, four a week."""
    return civility.item(school, "SCH-04", name="帮助同学", least=2, cap_week=4)
