"""集体家访: a round of last month, closed, and one planned for the coming week."""

import datetime
import random

from config.demo.books import Books
from config.demo.calendar import DAY
from config.demo.general import met_this_year
from config.demo.people import HOMEROOM_GRADE, HOMEROOM_NUMBER, ClassTeam, DemoSchool, moment
from config.demo.planning import Call
from school.people.models import StaffMember
from school.visits.actions import rounds
from school.visits.models import (
    CareCategory,
    Channel,
    HomeVisit,
    Missed,
    Outcome,
    RoundMember,
    RoundStop,
    VisitRound,
)

LAST, NEXT = "河东片", "铁路北片"
FAMILIES = 6
SATURDAY = 5


def make_rounds(demo: DemoSchool, draw: random.Random) -> None:
    team = next(
        one
        for one in demo.classes
        if (one.grade, one.row.number) == (HOMEROOM_GRADE + 1, HOMEROOM_NUMBER)
    )
    _closed(demo, team, draw)
    own = next(
        one
        for one in demo.classes
        if (one.grade, one.row.number) == (HOMEROOM_GRADE, HOMEROOM_NUMBER)
    )
    _planned(demo, own, draw)


def _saturday(day: datetime.date) -> datetime.date:
    """The first one from this day on."""
    return day + (SATURDAY - day.weekday()) % 7 * DAY


def _closed(demo: DemoSchool, team: ClassTeam, draw: random.Random) -> None:
    """Held some four weeks ago: all families met but the last, who had put it off."""
    day = _saturday(demo.calendar.today - 31 * DAY)
    met = met_this_year(demo)
    free = [p for p in team.pupils if p.row.pk not in met and p.is_here(day)]
    if day <= demo.calendar.running.opens_on or len(free) < FAMILIES:
        return
    chosen = draw.sample(free, FAMILIES)
    by = demo.accounts[team.homeroom.staff_number]
    planned, began, ended = moment(day - 3 * DAY, 16, 12), moment(day, 8, 40), moment(day, 17, 5)
    row = VisitRound.objects.create(
        school=demo.school,
        created_by=by,
        created_at=planned,
        planned_on=day,
        area=LAST,
        version=3,
        started_at=began,
        started_by=by,
        closed_at=ended,
        closed_by=by,
    )
    categories = {one.code: one for one in CareCategory.objects.filter(school=demo.school)}
    writer = Books(demo, categories, draw)
    told = HomeVisit.objects.filter(school=demo.school).values_list("narrative", flat=True)
    writer.told = set(told)
    writer.write([Call(p, day, Channel.ON_SITE, Outcome.DONE) for p in chosen[:-1]])
    for visit in writer.visits:
        visit.visit_round = row
    for revision in writer.revisions:
        revision.snapshot["round"] = str(row.pk)
    going: dict[object, StaffMember] = {team.homeroom.pk: team.homeroom}
    for visit in writer.visits:
        if visit.created_by is not None and visit.created_by.staff is not None:
            going[visit.created_by.staff.pk] = visit.created_by.staff
    for companion in writer.companions:
        going[companion.staff.pk] = companion.staff
    stamp = {"school": demo.school, "created_by": by, "created_at": planned}
    RoundMember.objects.bulk_create(
        RoundMember(visit_round=row, staff=member, **stamp) for member in going.values()
    )
    RoundStop.objects.bulk_create(
        RoundStop(
            visit_round=row,
            student=pupil.row,
            position=place,
            missed_because=Missed.PUT_OFF if pupil is chosen[-1] else "",
            **stamp,
        )
        for place, pupil in enumerate(chosen, 1)
    )
    writer.save(doubles=False)


def _planned(demo: DemoSchool, team: ClassTeam, draw: random.Random) -> None:
    """The demo's homeroom teacher goes with two colleagues on the next Saturday."""
    today = demo.calendar.today
    day = min(_saturday(today + DAY), demo.calendar.running.closes_on)
    met = met_this_year(demo)
    free = [p.row for p in team.pupils if p.row.pk not in met and p.is_here(today)]
    if day <= today or not free:
        return
    rounds.plan_round(
        by=demo.users["homeroom"],
        planned_on=day,
        area=NEXT,
        members=[team.homeroom, team.deputy, *team.others[:1]],
        students=draw.sample(free, min(5, len(free))),
    )
