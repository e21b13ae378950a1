"""A school with a class of 45 and 150 teachers, on a database that a real server works on.

Run as a module it is the driver of tests/civility/test_at_once.py: one command per line.
"""

import datetime

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db.models import Count, Sum  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from school.civility.models import PointBatch, PointEntry, PointTotal  # noqa: E402
from school.civility.queries.ledger import findings  # noqa: E402
from school.people.roles import PostKind  # noqa: E402
from tests.driver import one_look, serve  # noqa: E402
from tests.factories import civility, people  # noqa: E402

CHILDREN = 45
CAP_DAY, TEACHER_DAY, STUDENT_DAY = 3, 20, 400
founded = []


def session_of(user):
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _person(school, username, kind, **post):
    staff = people.StaffMember(school=school)
    people.Post(staff=staff, kind=kind, **post)
    return people.User(school=school, username=username, staff=staff)


def found_small():
    return _found(10)


def found_big():
    return _found(150)


def _found(teachers):
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
    cohort = today.year - 2
    maple, cedar = (people.SchoolClass(school=school, cohort_year=cohort) for _ in range(2))
    children = [people.Student(school=school) for _ in range(CHILDREN)]
    for child in children:
        people.Placement(student=child, school_class=maple)
    civility.PointLimits(school=school, student_day=STUDENT_DAY, teacher_day=TEACHER_DAY)
    capped = civility.item(school, "SCH-01", cap_day=CAP_DAY)
    free = civility.item(school, "SCH-02", name="帮助同学")
    staff = [
        _person(
            school,
            f"{len(founded)}-{n}",
            PostKind.SUBJECT_TEACHER,
            school_class=maple,
            subject="语文",
        )
        for n in range(teachers)
    ]
    offices = {
        name: _person(school, f"{len(founded)}-{name}", kind)
        for name, kind in (
            ("moral_director", PostKind.MORAL_DIRECTOR),
            ("principal", PostKind.PRINCIPAL),
            ("teaching_director", PostKind.TEACHING_DIRECTOR),
        )
    }
    return {
        "today": str(today),
        "capped": str(capped.pk),
        "free": str(free.pk),
        "cedar": str(cedar.pk),
        "children": [str(one.pk) for one in children],
        "teachers": [session_of(one) for one in staff],
        "offices": {name: session_of(one) for name, one in offices.items()},
    }


@one_look
def tell():
    """What the books say of every child and teacher, and what does not add up."""
    school = founded[-1]
    entries = PointEntry.objects.filter(school=school).order_by()

    def sums(*by):
        return [
            [*(str(row[name]) for name in by), row["points"], row["entries"]]
            for row in entries.values(*by).annotate(points=Sum("points"), entries=Count("pk"))
        ]

    return {
        "batches": PointBatch.objects.filter(school=school).count(),
        "entries": entries.count(),
        "counter_entries": entries.filter(reverses__isnull=False).count(),
        "by_child_and_item": sums("student_id", "item_version__item_id"),
        "by_teacher": sums("recorder_id"),
        "totals": {
            str(one.student_id): one.points for one in PointTotal.objects.filter(school=school)
        },
        "findings": [f"{one.kind} {one.row}" for one in findings(school.pk)],
    }


if __name__ == "__main__":
    serve(found_small, found_big, tell)
