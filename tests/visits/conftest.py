"""The five categories, the requirement, and what the cast needs of them."""

import pytest
from django.utils import translation

from tests.factories import visits


@pytest.fixture(autouse=True)
def chinese():
    """A request leaves its language behind; each test begins in the school's own."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def five(school):
    """Code -> category, the five of the seed."""
    return {one.code: one for one in visits.the_five(school)}


@pytest.fixture
def hardship(five):
    """特困生, visited with 送温暖."""
    return five["economic_hardship"]


@pytest.fixture
def single_parent(five):
    """单亲生, visited with 送指导."""
    return five["single_parent"]


@pytest.fixture
def policy(school, five, principal):
    """One visit at home each, published long ago."""
    return visits.policy(school, principal, categories=five.values())


@pytest.fixture
def in_need(lin, hardship, principal):
    """Lin's family is in hardship since March."""
    return visits.Circumstance(student=lin, category=hardship, approved_by=principal)
