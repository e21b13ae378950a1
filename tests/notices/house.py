"""A school whose digests are due now, driven from outside; as a Celery app, its worker and beat."""

import datetime
import os

import django

django.setup()

from django.db.models import Count  # noqa: E402
from django.utils import timezone  # noqa: E402

from config.celery import app  # noqa: E402, F401
from school.notices.models import Digest, Letter, Mailbox  # noqa: E402
from school.people.models import User  # noqa: E402
from school.people.roles import PostKind  # noqa: E402
from school.visits.models import CareCategory, Exemption  # noqa: E402
from tests.driver import one_look, serve  # noqa: E402
from tests.factories import people  # noqa: E402

READERS = int(os.environ.get("READERS", "12"))


def build():
    """Directors, each with a mailbox that knows no quiet hour, and a request for them to decide."""
    school = people.School(name="滨河路小学")
    today = timezone.localdate()
    year = today.year if today.month >= 8 else today.year - 1
    span = datetime.timedelta(days=60)
    term = people.Term(
        school=school,
        academic_year__first_year=year,
        window_opens_on=today - span,
        window_closes_on=today + span,
        stage__starts_on=today - span,
        stage__ends_on=today + span,
    )
    for number in range(READERS):
        staff = people.StaffMember(school=school)
        people.Post(staff=staff, kind=PostKind.MORAL_DIRECTOR)
        user = people.User(school=school, username=f"reader{number}", staff=staff)
        Mailbox.objects.create(
            school=school,
            person=user,
            address=f"reader{number}@mail.test",
            confirmed_at=timezone.now(),
            quiet_from=datetime.time(0),
            quiet_until=datetime.time(0),
            quiet_weekends=False,
        )
    teacher = people.User(school=school, username="teacher")
    Exemption.objects.create(
        school=school,
        created_by=teacher,
        student=people.Student(school=school),
        category=CareCategory.objects.create(
            school=school, code="economic_hardship", name="特困生", purpose="送温暖", position=1
        ),
        term=term,
        reason="随父母外出",
    )
    return "built"


@one_look
def tell():
    works = Letter.objects.order_by().values_list("work").annotate(n=Count("pk"))
    return {
        "readers": User.objects.exclude(staff=None).count(),
        "digests": Digest.objects.count(),
        "letters": dict(works),
    }


if __name__ == "__main__":
    serve(build, tell)
