"""What the tests of portfolios begin with: 张老师 plans the term by the novice's templates."""

import pytest
from django.utils import translation

from school.people.roles import PostKind
from tests.factories import people
from tests.growth.acts import make_plan, template
from tests.mentoring.acts import colleague


@pytest.fixture(autouse=True)
def chinese():
    """A request leaves its language behind; each test begins in the school's own."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def research_director(school):
    staff = people.StaffMember(school=school, name="曲主任")
    people.Post(staff=staff, kind=PostKind.RESEARCH_DIRECTOR)
    return people.User(school=school, username="research", staff=staff)


@pytest.fixture
def third(school, maple):
    return colleague(school, "third", "曲同事", school_class=maple)


@pytest.fixture
def term_template(teaching_director):
    return template(teaching_director)


@pytest.fixture
def years_template(teaching_director):
    return template(teaching_director, horizon="years", title="新手教师三年发展规划")


@pytest.fixture
def plan(teacher, term, term_template):
    """A draft for the running term."""
    return make_plan(teacher, term_template, term)
