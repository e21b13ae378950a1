"""A school in which two people do the same thing, on a database that a real server works on.

Run as a module it is the driver of tests/whole/test_two_at_once.py.
"""

import datetime

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from school.assurance.models import Finding, PledgeSignature, Rectification  # noqa: E402
from school.growth.models import PlanReview  # noqa: E402
from school.people.roles import PostKind  # noqa: E402
from school.recognition.models import Award  # noqa: E402
from school.shared.models import AuditEntry  # noqa: E402
from tests.assurance import acts as assured  # noqa: E402
from tests.driver import one_look, serve  # noqa: E402
from tests.factories import people, recognition  # noqa: E402
from tests.growth import acts as growing  # noqa: E402

EACH = 6
"""So many of every kind: a race is tried as often."""
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
    """A school of its own for each test; what `tell` tells is of the last one."""
    school = people.School()
    founded.append(school)
    today = timezone.localdate()
    term = people.Term(
        school=school,
        window_opens_on=today - 60 * DAY,
        window_closes_on=today + 60 * DAY,
        stage__starts_on=today - 50 * DAY,
        stage__ends_on=today + 50 * DAY,
    )
    teachers = [_person(school, n) for n in range(EACH)]
    principal = _person(school, "principal", PostKind.PRINCIPAL)
    moral = _person(school, "moral", PostKind.MORAL_DIRECTOR)
    teaching = _person(school, "teaching", PostKind.TEACHING_DIRECTOR)
    research = _person(school, "research", PostKind.RESEARCH_DIRECTOR)

    awards = [recognition.award(one, one.staff, awarded_on=today - DAY) for one in teachers]
    pledge = assured.open_round(
        moral,
        term,
        version=assured.version(moral, effective_from=today - 20 * DAY),
        opens_on=today - 5 * DAY,
        due_on=today + 5 * DAY,
    )
    found_today = [assured.finding(one, deadline=today + DAY) for one in teachers]
    seen = assured.inspect(moral, *found_today, inspected_on=today)
    for one in Finding.objects.filter(inspection=seen).select_related("owner"):
        owner = next(user for user in teachers if user.staff_id == one.owner_id)
        assured.rectify(owner, one, rectified_on=today)
    of = growing.template(teaching)
    copies = [growing.hand_in(one, growing.make_plan(one, of, term)) for one in teachers]
    return {
        "today": today.isoformat(),
        "teachers": [_session(one) for one in teachers],
        "leaders": [_session(principal), _session(moral)],
        "reviewers": [_session(teaching), _session(research)],
        "awards": [str(one.pk) for one in awards],
        "pledge": str(pledge.pk),
        "sha256": pledge.version.sha256,
        "findings": [str(one.pk) for one in seen.findings.all()],
        "copies": [str(one.pk) for one in copies],
    }


@one_look
def tell():
    """What came of it, and how often the log tells of it."""
    mine = {"school": founded[-1]}
    logged = AuditEntry.objects.filter(school_id=founded[-1].pk)
    return {
        "awards": [[one.state, one.version] for one in Award.objects.filter(**mine)],
        "signatures": sorted(
            str(one)
            for one in PledgeSignature.objects.filter(**mine).values_list("staff", flat=True)
        ),
        "rechecks": [one.recheck for one in Rectification.objects.filter(**mine)],
        "reviews": sorted(
            str(one)
            for one in PlanReview.objects.filter(**mine).values_list("submission", flat=True)
        ),
        "logged": {
            verb: logged.filter(verb=verb).count()
            for verb in ("verify", "sign", "recheck", "review")
        },
    }


if __name__ == "__main__":
    serve(found, tell)
