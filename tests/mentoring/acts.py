"""What happens in the tests of mentoring: pairs are made by the actions of the school."""

import datetime

from django.utils import timezone

from school.mentoring.actions import agreements, pairs
from school.mentoring.models import MentorPair
from school.mentoring.rules.agreements import Duty
from school.observation import models as observation
from tests.conftest import TODAY
from tests.factories import people

DAY = datetime.timedelta(days=1)
SEPTEMBER = datetime.date(2026, 9, 1)
JULY = datetime.date(2027, 7, 10)
MONTHLY = (
    Duty("mentor_observes", "month", 2),
    Duty("evaluation", "month", 1),
    Duty("talk", "month", 1),
)


def draft(by, mentor, mentee, **more):
    return pairs.draft_pair(
        **{
            "by": by,
            "mentor": mentor.staff,
            "mentee": mentee.staff,
            "field": "subject",
            "subject": "语文",
            "form": "entry",
            "starts_on": SEPTEMBER,
            "ends_on": JULY,
            "goals": "一学期站稳课堂",
            "duties": MONTHLY,
            **more,
        }
    )


def agree(pair, mentor, mentee, principal, number=1):
    for one in (mentor, mentee):
        agreements.accept_agreement(by=one, pair_id=pair.pk, number=number)
    agreements.sign_agreement(by=principal, pair_id=pair.pk, number=number)


def make_pair(director, principal, mentor, mentee, **more):
    """Drafted, accepted by both and signed."""
    pair = draft(director, mentor, mentee, **more)
    agree(pair, mentor, mentee, principal)
    return MentorPair.objects.get(pk=pair.pk)


def observed(observer, host, taught_on=TODAY - 3 * DAY, *, state="shared", period=1, **said):
    """An observation record of a lesson; attended as both say, unless `said` says otherwise."""
    now = timezone.now()
    school = observer.school
    kind, _ = observation.LessonKind.objects.get_or_create(
        school=school, code="open", defaults={"name": "公开课", "position": 1}
    )
    lesson = observation.LessonSession.objects.create(
        school=school,
        created_by=host,
        host=host.staff,
        subject="语文",
        topic="观潮",
        kind=kind,
        taught_on=taught_on,
        period=period,
    )
    said = {"observer_said": True, "host_said": True, **said}
    observation.Attendance.objects.create(
        school=school,
        session=lesson,
        observer=observer.staff,
        **{
            f"{side}_{part}": value
            for side, is_said in said.items()
            if is_said
            for part, value in (("at", now), ("by", observer if side.startswith("o") else host))
        },
    )
    answered = state in ("reflected", "acknowledged", "closed")
    return observation.Observation.objects.create(
        school=school,
        created_by=observer,
        session=lesson,
        observer=observer.staff,
        state=state,
        suggestion="" if state == "draft" else "提问后多等三秒",
        shared_at=None if state == "draft" else now,
        reflection="下节课试" if answered else "",
        reflected_at=now if answered else None,
        host_acknowledged_at=now if state in ("acknowledged", "closed") else None,
        observer_acknowledged_at=now if state == "closed" else None,
        closed_at=now if state == "closed" else None,
    )


def colleague(school, username, name, **post):
    staff = people.StaffMember(school=school, name=name)
    people.Post(staff=staff, **{"subject": "语文", **post})
    return people.User(school=school, username=username, staff=staff)
