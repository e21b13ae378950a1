"""The cast: the same small school in every test, and a client for each of its people.

Today is Monday 23 November 2026, in teaching week 13 of the first term, wherever a test uses `now`.
"""

import datetime
import time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.account.internal.userkit import user_id_to_str
from rest_framework.test import APIClient

from school.people.roles import PostKind
from tests.background import databases
from tests.factories import people

TODAY = datetime.date(2026, 11, 23)
NOW = datetime.datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="session")
def database(tmp_path_factory):
    """Called with a folder: a database of its own for processes that are not the tests'."""
    with databases(tmp_path_factory.mktemp("databases")) as own:
        yield own


@pytest.fixture
def now():
    """Stands the clock still at NOW."""
    with time_machine.travel(NOW, tick=False):
        yield NOW


@pytest.fixture
def school(db):
    """滨河路小学: the school of the cast."""
    return people.School(name="滨河路小学", short_name="滨河")


@pytest.fixture
def term(school):
    """The running term."""
    return people.Term(school=school)


@pytest.fixture
def maple(school):
    """三年级(2)班, the homeroom teacher's class."""
    return people.SchoolClass(school=school, number=2)


@pytest.fixture
def cedar(school):
    """四年级(1)班, somebody else's class."""
    return people.SchoolClass(school=school, cohort_year=2023, number=1)


@pytest.fixture
def lin(school, maple):
    """A child of the maple class."""
    child = people.Student(school=school, name="林一诺")
    people.Placement(student=child, school_class=maple)
    return child


@pytest.fixture
def song(school, cedar):
    """A child of the cedar class."""
    child = people.Student(school=school, name="宋沐宸")
    people.Placement(student=child, school_class=cedar)
    return child


def _person(school, username, kind, name, **post):
    staff = people.StaffMember(school=school, name=name)
    people.Post(staff=staff, kind=kind, **post)
    return people.User(school=school, username=username, staff=staff)


@pytest.fixture
def principal(school):
    return _person(school, "principal", PostKind.PRINCIPAL, "曲校长")


@pytest.fixture
def moral_director(school):
    return _person(school, "moral_director", PostKind.MORAL_DIRECTOR, "姜主任")


@pytest.fixture
def teaching_director(school):
    return _person(school, "teaching_director", PostKind.TEACHING_DIRECTOR, "矫主任")


@pytest.fixture
def homeroom(school, maple):
    """Homeroom teacher of the maple class."""
    return _person(school, "homeroom", PostKind.HOMEROOM_TEACHER, "于老师", school_class=maple)


@pytest.fixture
def other_homeroom(school, cedar):
    """Homeroom teacher of the cedar class."""
    return _person(
        school, "other_homeroom", PostKind.HOMEROOM_TEACHER, "王老师", school_class=cedar
    )


@pytest.fixture
def teacher(school, maple):
    """Teaches the maple class and is nobody's homeroom teacher."""
    return _person(
        school, "teacher", PostKind.SUBJECT_TEACHER, "张老师", school_class=maple, subject="语文"
    )


@pytest.fixture
def two_hats(school, maple, cedar):
    """Homeroom teacher of the cedar class who also teaches the maple class."""
    user = _person(
        school, "two_hats", PostKind.SUBJECT_TEACHER, "李老师", school_class=maple, subject="数学"
    )
    people.Post(staff=user.staff, kind=PostKind.HOMEROOM_TEACHER, school_class=cedar)
    return user


@pytest.fixture
def former(school, maple):
    """Was homeroom teacher of the maple class until last term."""
    return _person(
        school,
        "former",
        PostKind.HOMEROOM_TEACHER,
        "刘老师",
        school_class=maple,
        ends_on=datetime.date(2026, 7, 10),
    )


@pytest.fixture
def committee(school):
    """A parent on the parents' committee."""
    user = people.User(school=school, username="committee", full_name="家长代表")
    people.CommitteeMembership(user=user)
    return user


@pytest.fixture
def admin(school):
    return _person(school, "admin", PostKind.ADMINISTRATOR, "管理员")


@pytest.fixture
def stranger(db):
    """Moral director of another school."""
    return _person(people.School(), "stranger", PostKind.MORAL_DIRECTOR, "外校主任")


@pytest.fixture
def as_user():
    """A client signed in as the given user; the user is loaded anew, as a request would."""

    def sign_in(user=None):
        client = APIClient()
        if user is not None:
            client.force_login(user)
        return client

    return sign_in


def just_signed_in(as_user, user=None):
    """A client whose password was given this minute: what takes a step up is open to it."""
    client = as_user(user)
    if user is not None:
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session["account_authentication_methods_user"] = user_id_to_str(user)
        session.save()
    return client
