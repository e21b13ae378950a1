"""A school in which everybody wants the same mentee, on a database that a real server works on.

Run as a module it is the driver of tests/mentoring/test_at_once.py: one command per line.
"""

import datetime

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from school.mentoring.actions import agreements, pairs  # noqa: E402
from school.mentoring.models import (  # noqa: E402
    AgreementVersion,
    ExitRequest,
    MentorPair,
    MonthExcuse,
    PairPeriod,
)
from school.mentoring.rules.agreements import Duty  # noqa: E402
from school.people.roles import PostKind  # noqa: E402
from school.shared.models import AuditEntry  # noqa: E402
from tests.driver import one_look, serve  # noqa: E402
from tests.factories import people  # noqa: E402

TEACHERS = 20
DAY = datetime.timedelta(days=1)
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
    """A school of its own for each test, with one pair in force; `tell` tells of the last one."""
    school = people.School()
    founded.append(school)
    today = timezone.localdate()
    people.Term(
        school=school,
        window_opens_on=today - 60 * DAY,
        window_closes_on=today + 60 * DAY,
        stage__starts_on=today - 50 * DAY,
        stage__ends_on=today + 50 * DAY,
    )
    office = _person(school, "office", PostKind.TEACHING_DIRECTOR)
    principal = _person(school, "principal", PostKind.PRINCIPAL)
    teachers = [_person(school, n) for n in range(TEACHERS)]
    mentor, mentee = teachers[:2]
    pair = pairs.draft_pair(
        by=office,
        mentor=mentor.staff,
        mentee=mentee.staff,
        field="subject",
        subject="语文",
        form="entry",
        starts_on=today - 30 * DAY,
        ends_on=today + 70 * DAY,
        goals="站稳课堂",
        duties=[Duty("talk", "month", 1)],
    )
    for one in (mentor, mentee):
        agreements.accept_agreement(by=one, pair_id=pair.pk, number=1)
    agreements.sign_agreement(by=principal, pair_id=pair.pk, number=1)
    return {
        "today": str(today),
        "pair": str(pair.pk),
        "office": _session(office),
        "principal": _session(principal),
        "teachers": [_session(one) for one in teachers],
        "staff": [str(one.staff_id) for one in teachers],
    }


@one_look
def tell():
    """What the books say, and whatever must never be so."""
    school = founded[-1]
    periods = list(PairPeriod.objects.believed().filter(school=school).order_by("starts_on"))
    together = [
        f"{one.pair_id} {other.pair_id}"
        for n, one in enumerate(periods)
        for other in periods[n + 1 :]
        if (one.mentee_id, one.field) == (other.mentee_id, other.field)
        and other.starts_on <= one.ends_on
    ]
    edges = {(one.pair.mentor_id, one.mentee_id) for one in periods if one.field == "subject"}
    return {
        "pairs": MentorPair.objects.filter(school=school).count(),
        "open": MentorPair.objects.filter(school=school, closed_at=None).count(),
        "periods": [
            [str(one.pair.mentor_id), str(one.mentee_id), str(one.starts_on), str(one.ends_on)]
            for one in periods
        ],
        "together": together,
        "circles": sum((other, one) in edges for one, other in edges),
        "without_period": MentorPair.objects.filter(school=school)
        .exclude(pk__in=[one.pair_id for one in periods])
        .exclude(ended="withdrawn")
        .count(),
        "exits": ExitRequest.objects.filter(school=school).count(),
        "excuses": MonthExcuse.objects.filter(school=school, withdrawn_at=None).count(),
        "versions": sorted(
            AgreementVersion.objects.filter(school=school).values_list("number", flat=True)
        ),
        "verbs": sorted(
            AuditEntry.objects.filter(school_id=school.pk).values_list("verb", flat=True)
        ),
    }


if __name__ == "__main__":
    serve(found, tell)
