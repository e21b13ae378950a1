"""普访 of the running academic year, and the next version of the policy, still a draft."""

import datetime
import random

from config.demo.books import Books
from config.demo.calendar import DAY
from config.demo.care import ANY_MEETING, CARES, GRACE_DAYS
from config.demo.people import DemoSchool, Pupil
from config.demo.planning import GENERAL_CHANNELS, MONTHS, WEEKDAYS, Call
from school.people.models import AcademicYear
from school.visits.actions import care
from school.visits.models import CareCategory, HomeVisit, Outcome
from school.visits.rules.obligations import SETTLING

DRAFT_TITLE = "五必访家访要求（下学期修订稿）"
NEW_DUE_WEEKS = {"economic_hardship": 6, "single_parent": 10}
TWICE = ("economic_hardship", "inclusive_education")


def make_general(demo: DemoSchool, draw: random.Random) -> None:
    """So many children of each class as a school has met by the day of the year."""
    met = met_this_year(demo)
    categories = {one.code: one for one in CareCategory.objects.filter(school=demo.school)}
    writer = Books(demo, categories, draw)
    writer.told = set(
        HomeVisit.objects.filter(school=demo.school).values_list("narrative", flat=True)
    )
    calls: list[Call] = []
    for team in demo.classes:
        pupils = [p for p in team.pupils if p.is_here(demo.calendar.today)]
        wanted = round(len(pupils) * _share(demo, draw))
        free = [p for p in pupils if p.row.pk not in met]
        missing = wanted - (len(pupils) - len(free))
        for pupil in draw.sample(free, max(0, min(missing, len(free)))):
            calls += _call(demo, pupil, draw)
    writer.write(sorted(calls, key=lambda call: (call.day, call.pupil.row.student_number)))
    writer.save()


def _share(demo: DemoSchool, draw: random.Random) -> float:
    """By late November some two thirds of a class; never all of it."""
    running = demo.calendar.running
    opened = datetime.date(running.first_year, 7, 11)
    gone = (demo.calendar.today - opened) / datetime.timedelta(days=365)
    return min(max(0.15 + 1.4 * gone, 0.1), 0.9) * draw.uniform(0.85, 1.12)


def met_this_year(demo: DemoSchool) -> set[object]:
    """The children with a visit of this academic year that counts."""
    year = AcademicYear.objects.get(school=demo.school, first_year=demo.calendar.running.first_year)
    opened = datetime.date(year.first_year, 7, 11)
    return set(
        HomeVisit.objects.filter(
            school=demo.school,
            visited_on__gte=opened,
            voided_at=None,
            outcome__in=SETTLING,
            channel__in=ANY_MEETING,
        ).values_list("student_id", flat=True)
    )


def _call(demo: DemoSchool, pupil: Pupil, draw: random.Random) -> list[Call]:
    dates, last = demo.calendar.running, demo.calendar.today - DAY
    days = [
        day
        for n in range((last - dates.opens_on).days + 1)
        if pupil.is_here(day := dates.opens_on + n * DAY) and day >= pupil.arrived_on
    ]
    if not days:
        return []
    weights = [MONTHS[day.month - 1] * WEEKDAYS[day.weekday()] for day in days]
    day = draw.choices(days, weights)[0]
    channel = draw.choices(list(GENERAL_CHANNELS), list(GENERAL_CHANNELS.values()))[0]
    return [Call(pupil, day, channel, Outcome.DONE)]


def draft_next_policy(demo: DemoSchool) -> None:
    """What the director of moral education thinks of asking from next term on."""
    categories = {one.code: one for one in CareCategory.objects.filter(school=demo.school)}
    care.draft_policy(
        by=demo.users["moral_director"],
        title=DRAFT_TITLE,
        effective_from=demo.calendar.running.closes_on + DAY,
        general={
            "visits_required": 1,
            "accepted_channels": [channel.value for channel in ANY_MEETING],
            "on_site_percent": 60,
            "due_term": 2,
            "grace_days": GRACE_DAYS,
        },
        rules=[
            {
                "category": categories[one.code],
                "visits_required": 2 if one.code in TWICE else 1,
                "accepted_channels": [channel.value for channel in one.channels],
                "due_week": NEW_DUE_WEEKS.get(one.code, one.due_week),
                "grace_days": GRACE_DAYS,
                "responsible_post": "homeroom_teacher",
            }
            for one in CARES
        ],
    )
