"""A school whose roster is imported by real workers, driven from outside: one command per line.

Run as a module it is the driver; as a Celery app it is a worker that takes its time, so that a kill
finds it in the middle of something.
"""

import datetime
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from celery import signals  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from config.celery import app  # noqa: E402, F401
from school.people import importing  # noqa: E402
from school.people.models import Placement, RosterImport, SchoolClass, Student, User  # noqa: E402
from school.people.roles import PostKind  # noqa: E402
from tests.driver import leisurely, one_look, serve  # noqa: E402
from tests.factories import people  # noqa: E402
from tests.people.files import csv_text  # noqa: E402

ROWS = 400
PAUSE = 0.4


@signals.worker_init.connect
def take_time(**_):
    importing.sheets.read = leisurely(importing.sheets.read, PAUSE)
    # Inside the transaction: before the children, and between children and placements.
    importing._enter = leisurely(importing._enter, PAUSE)
    importing._retire = leisurely(importing._retire, PAUSE)


def build():
    school = people.School(name="滨河路小学")
    today = timezone.localdate()
    people.Term(
        school=school,
        window_opens_on=today - datetime.timedelta(days=60),
        window_closes_on=today + datetime.timedelta(days=60),
        stage__starts_on=today - datetime.timedelta(days=50),
        stage__ends_on=today + datetime.timedelta(days=50),
    )
    staff = people.StaffMember(school=school)
    people.Post(staff=staff, kind=PostKind.TEACHING_DIRECTOR)
    people.User(school=school, username="jiaowu", staff=staff)
    return "built"


def request():
    """A file of four hundred new children, checked and confirmed: how long confirming took."""
    year = timezone.localdate().year - 1
    rows = [[f"{n:08d}", f"学生{n}", str(year), str(1 + n % 9)] for n in range(ROWS)]
    content = csv_text(*rows).encode()
    by = User.objects.get(username="jiaowu")
    digest = importing.check_roster(by=by, file_name="名册.csv", content=content).plan.digest
    began = time.monotonic()
    importing.import_roster(
        by=by, key=uuid.uuid4(), file_name="名册.csv", content=content, digest=digest
    )
    return time.monotonic() - began


def carry_out_at_once():
    """The same message to four threads in one moment: how many of them did something."""
    key = RosterImport.objects.values_list("pk", flat=True).get()

    def work(_):
        try:
            return importing.carry_out(key)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        return sum(pool.map(work, range(4)))


def forget():
    for model in (RosterImport, Placement, Student, SchoolClass):
        model._base_manager.all()._raw_delete("default")
    return "forgotten"


@one_look
def tell():
    made = RosterImport.objects.get()
    return {
        "work": made.work,
        "problem": made.problem,
        "written": made.rows_written,
        "keeps_file": bool(made.content),
        "students": Student.objects.count(),
        "placements": Placement.objects.count(),
    }


if __name__ == "__main__":
    serve(build, request, carry_out_at_once, forget, tell)
