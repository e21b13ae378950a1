"""A school in which everybody wants the same seat, on a database that a real server works on.

Run as a module it is the driver of tests/observation/test_bookings_at_once.py.
"""

import datetime

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from school.observation.models import LessonBooking  # noqa: E402
from school.people.roles import PostKind  # noqa: E402
from school.shared.models import AuditEntry  # noqa: E402
from tests.driver import one_look, serve  # noqa: E402
from tests.factories import observation, people  # noqa: E402

GUESTS = 100
founded = []


def _person(school, name, kind=PostKind.SUBJECT_TEACHER):
    staff = people.StaffMember(school=school)
    people.Post(staff=staff, kind=kind)
    return people.User(school=school, username=f"{len(founded)}-{name}", staff=staff)


def _session(user):
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def found():
    """A school of its own for each test; what `tell` tells is of the last one."""
    school = people.School()
    founded.append(school)
    today = timezone.localdate()
    people.Term(
        school=school,
        window_opens_on=today - datetime.timedelta(days=60),
        window_closes_on=today + datetime.timedelta(days=60),
        stage__starts_on=today - datetime.timedelta(days=50),
        stage__ends_on=today + datetime.timedelta(days=50),
    )
    hosts = [_person(school, f"host{n}") for n in range(2)]
    office = _person(school, "office", PostKind.TEACHING_DIRECTOR)
    guests = [_person(school, n) for n in range(GUESTS)]
    lessons = [
        observation.LessonSession(
            host=host.staff,
            created_by=host,
            taught_on=today + datetime.timedelta(days=2),
            period=3,
            seats=1,
        )
        for host in hosts
    ]
    return {
        "lessons": [str(one.pk) for one in lessons],
        "hosts": [_session(one) for one in hosts],
        "office": _session(office),
        "guests": [_session(one) for one in guests],
        "staff": [str(one.staff_id) for one in guests],
    }


@one_look
def tell():
    """Lesson -> its bookings in the order of arrival, each with guest and state."""
    school = founded[-1]
    rows = LessonBooking.objects.filter(school=school).order_by("session", "number")
    told = {}
    for row in rows:
        line = told.setdefault(str(row.session_id), [])
        line.append([row.number, str(row.guest_id), row.state])
    moved = AuditEntry.objects.filter(school_id=school.pk, verb="move_up").count()
    return {"lines": told, "moved_up": moved}


if __name__ == "__main__":
    serve(found, tell)
