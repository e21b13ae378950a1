"""What a year of points brings besides: goals and seats, appeals, and two rounds of ambassadors."""

import datetime
import random
from typing import Any

from django.utils import timezone

from config.demo import praise
from config.demo.calendar import DAY
from config.demo.people import HOMEROOM_GRADE, HOMEROOM_NUMBER, ClassTeam, DemoSchool, moment
from config.demo.points import school_days
from school.civility.actions import classes, ledger
from school.civility.models import (
    AmbassadorNomination,
    AmbassadorRound,
    AppealOutcome,
    ClassVote,
    Consent,
    CourtesyAmbassador,
    ItemKind,
    PointAppeal,
    PointEntry,
)
from school.civility.queries.appeals import holidays
from school.civility.queries.ledger import standing
from school.civility.rules import appeals as rules
from school.people.models import Term

COLUMNS = 8
REVERSALS = 3
A_WEEK = 30
"""Points of a whole class that a goal asks for in a week of the term."""


def make_honours(demo: DemoSchool, draw: random.Random) -> None:
    own = next(
        team
        for team in demo.classes
        if (team.grade, team.row.number) == (HOMEROOM_GRADE, HOMEROOM_NUMBER)
    )
    _seats(demo, own)
    _goals(demo, own)
    _reversals(demo)
    _appeals(demo, own)
    _finished_round(demo, draw)
    _open_round(demo, draw)


def _seats(demo: DemoSchool, own: ClassTeam) -> None:
    here = [p.row for p in own.pupils if p.class_on(demo.calendar.today) == own.row]
    classes.set_seats(
        by=demo.users["homeroom"],
        school_class=own.row,
        places=[
            (child.pk, place // COLUMNS + 1, place % COLUMNS + 1)
            for place, child in enumerate(here)
        ],
    )


def _goals(demo: DemoSchool, own: ClassTeam) -> None:
    """Of four classes; the own one has come most of the way."""
    others = [team for team in demo.classes if team is not own][: len(praise.GOALS) - 1]
    for team, title in zip([own, *others], praise.GOALS, strict=True):
        weeks = max(len(school_days(demo.calendar.running, demo.calendar.running.ends_on)) // 5, 1)
        classes.set_goal(
            by=demo.accounts[team.homeroom.staff_number],
            school_class=team.row,
            term=demo.running,
            title=title,
            target=weeks * A_WEEK,
        )


def _reversals(demo: DemoSchool) -> None:
    """Taken back by the office, days later: given to the namesake in the other class."""
    by = demo.users["moral_director"]
    newest = standing().filter(school=demo.school, kind=ItemKind.RECOGNITION)
    for entry in list(newest.exclude(recorder=by).order_by("-occurred_on", "pk")[:REVERSALS]):
        ledger.reverse(by=by, entry_id=entry.pk, reason=praise.TAKEN_BACK)


def _appeals(demo: DemoSchool, own: ClassTeam) -> None:
    """One about a reminder, decided; one about an act without points, waiting for its answer."""
    homeroom, office = demo.users["homeroom"], demo.users["moral_director"]
    of_class = standing().filter(school_class=own.row).order_by("-occurred_on", "pk")
    reminder = of_class.filter(kind=ItemKind.REMINDER).exclude(recorder=homeroom).first()
    if reminder is not None:
        raised = reminder.created_at + 2 * DAY
        row = _appeal(demo, reminder, praise.APPEALED_DECIDED, min(raised, timezone.now() - DAY))
        row.answered_at, row.answered_by = row.created_at + DAY, homeroom
        row.answer = praise.ANSWERED
        ledger.reverse(by=office, entry_id=reminder.pk, reason=praise.DECIDED)
        row.decided_at, row.decided_by = timezone.now(), office
        row.outcome, row.decision = AppealOutcome.REVERSED, praise.DECIDED
        row.save()
    capped = of_class.exclude(cap="").first()
    if capped is not None:
        _appeal(demo, capped, praise.APPEALED_WAITING, timezone.now() - DAY)


def _appeal(demo: DemoSchool, entry: PointEntry, reason: str, at: datetime.datetime) -> PointAppeal:
    raised, off = timezone.localdate(at), holidays(demo.school.pk)
    return PointAppeal.objects.create(
        school=demo.school,
        created_by=demo.users["homeroom"],
        created_at=at,
        entry=entry,
        reason=reason,
        answer_due_on=rules.after_working_days(raised, rules.ANSWER_WITHIN, off),
        decision_due_on=rules.after_working_days(raised, rules.DECIDE_WITHIN, off),
    )


# ---- ambassadors -----------------------------------------------------------------------------


def _round(demo: DemoSchool, term: Term, published: datetime.date, **more: Any) -> AmbassadorRound:
    by = demo.users["moral_director"]
    return AmbassadorRound.objects.create(
        school=demo.school,
        created_by=by,
        created_at=moment(published - 3 * DAY, 16),
        term=term,
        title=praise.AMBASSADORS,
        criteria=praise.CRITERIA,
        nominations_until=published + 14 * DAY,
        published_at=moment(published, 9, 30),
        published_by=by,
        **more,
    )


def _finished_round(demo: DemoSchool, draw: random.Random) -> None:
    """Of the finished term: every class has voted, most families agreed. No nomination is left."""
    dates, by = demo.calendar.finished, demo.users["moral_director"]
    voted = dates.ends_on - 14 * DAY
    selection = _round(
        demo,
        demo.finished,
        voted - 21 * DAY,
        closed_at=moment(voted + 7 * DAY, 15),
        closed_by=by,
    )
    answers = [Consent.GIVEN] * 7 + [Consent.REFUSED] + [Consent.WAITING]
    for team in demo.classes:
        here = [p.row for p in team.pupils if p.class_on(voted) == team.row]
        if not here:
            continue
        homeroom = demo.accounts[team.homeroom.staff_number]
        stamp = {"school": demo.school, "created_by": homeroom, "created_at": moment(voted, 14, 40)}
        vote = ClassVote.objects.create(
            selection=selection,
            school_class=team.row,
            held_on=voted,
            voters=len(here) - draw.randrange(3),
            **stamp,
        )
        consent = draw.choice(answers)
        asked = consent != Consent.WAITING
        CourtesyAmbassador.objects.create(
            selection=selection,
            vote=vote,
            student=draw.choice(here),
            school_class=team.row,
            deed=draw.choice(praise.DEEDS),
            consent=consent,
            asked_at=moment(voted + 3 * DAY, 17, 20) if asked else None,
            asked_by=homeroom if asked else None,
            **stamp,
        )


def _open_round(demo: DemoSchool, draw: random.Random) -> None:
    """Of the running term, once it has begun: nominations come in, some are reviewed."""
    dates, today = demo.calendar.running, demo.calendar.today
    published = max(dates.starts_on, today - 6 * DAY)
    if published >= today:
        return
    selection = _round(demo, demo.running, published)
    for place, team in enumerate(demo.classes[:8]):
        here = [p.row for p in team.pupils if p.class_on(today) == team.row]
        homeroom = demo.accounts[team.homeroom.staff_number]
        for child in draw.sample(here, 2):
            is_reviewed = place < 3
            AmbassadorNomination.objects.create(
                school=demo.school,
                created_by=homeroom,
                created_at=moment(today - DAY, 16, 10),
                selection=selection,
                student=child,
                school_class=team.row,
                deed=draw.choice(praise.DEEDS),
                reviewed_at=moment(today - DAY, 20, 5) if is_reviewed else None,
                reviewed_by=demo.users["moral_director"] if is_reviewed else None,
            )
