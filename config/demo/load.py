"""Loading the demo school: everything in one transaction, the same for the same day and seed."""

import datetime
import hashlib
import random
from dataclasses import dataclass

from django.db import connection, transaction

from config.demo import names
from config.demo.accounts import use_accounts
from config.demo.activities import make_activities
from config.demo.assurance import make_assurance
from config.demo.awards import make_awards
from config.demo.calendar import calendar_for
from config.demo.committee import make_committee, make_digests
from config.demo.concerns import make_concerns
from config.demo.contests import make_contests
from config.demo.general import draft_next_policy, make_general
from config.demo.handovers import make_hand_overs
from config.demo.honours import make_honours
from config.demo.lessons import make_lessons
from config.demo.pairs import make_pairs
from config.demo.people import DemoSchool, make_people
from config.demo.points import make_points
from config.demo.portfolios import make_portfolios
from config.demo.rounds import make_rounds
from config.demo.second_persons import make_second_persons
from config.demo.summaries import make_summaries
from config.demo.visits import make_visits
from config.demo.year import make_year
from school.people.models import School
from school.visits.models import HomeVisit

DEFAULT_SEED = 2026


class AlreadyLoadedError(Exception):
    """This database has a school; the demo would mix invented children into it."""


@dataclass(frozen=True)
class Loaded:
    demo: DemoSchool
    visits: int

    @property
    def digest(self) -> str:
        """What two loadings with the same seed and day have in common."""
        told = hashlib.sha256()
        for number, name in sorted(
            (pupil.row.student_number, pupil.row.name) for pupil in self.demo.pupils
        ):
            told.update(f"{number} {name}\n".encode())
        for visit in sorted(
            f"{v.student.student_number} {v.visited_on} {v.channel} {v.outcome}"
            f" {v.created_at.isoformat()} {v.suggestion} {v.narrative}\n"
            for v in HomeVisit.objects.filter(school=self.demo.school).select_related("student")
        ):
            told.update(visit.encode())
        return told.hexdigest()


@transaction.atomic
def load(today: datetime.date, seed: int = DEFAULT_SEED) -> Loaded:
    """Refuses a database that has a school: nothing here is ever mixed with real records."""
    if School.objects.exists():
        raise AlreadyLoadedError(names.SCHOOL_NAME)
    draw = random.Random(seed)
    demo = make_people(calendar_for(today), draw)
    make_visits(demo, draw)
    make_general(demo, random.Random(f"{seed}-policies"))
    make_rounds(demo, random.Random(f"{seed}-rounds"))
    draft_next_policy(demo)
    make_second_persons(demo, random.Random(f"{seed}-second-persons"))
    make_concerns(demo)
    make_hand_overs(demo, random.Random(f"{seed}-caseload"))
    make_points(demo, random.Random(f"{seed}-points"))
    make_contests(demo, random.Random(f"{seed}-contests"))
    make_honours(demo, random.Random(f"{seed}-honours"))
    make_lessons(demo, random.Random(f"{seed}-lessons"))
    make_pairs(demo, random.Random(f"{seed}-pairs"))
    make_awards(demo)
    make_activities(demo, random.Random(f"{seed}-activities"))
    make_assurance(demo, random.Random(f"{seed}-assurance"))
    make_portfolios(demo, random.Random(f"{seed}-portfolios"))
    make_summaries(demo)
    make_year(demo)
    use_accounts(demo)
    make_committee(demo, random.Random(f"{seed}-committee"))
    make_digests(demo)
    _count_rows()
    return Loaded(demo, HomeVisit.objects.filter(school=demo.school).count())


def _count_rows() -> None:
    """PostgreSQL plans by what it has counted. It counts by itself within a minute, and never inside
    a transaction; without, a figure of the school takes a hundred times as long.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
