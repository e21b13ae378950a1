"""What a year brings beside visits: a child that pauses, a teacher on leave, a class that changes hands.

By the same actions that a school uses, after everything else was drawn: nothing here moves a draw.
"""

import datetime

from config.demo.calendar import DAY
from config.demo.people import HOMEROOM_GRADE, HOMEROOM_NUMBER, ClassTeam, DemoSchool
from school.civility.models import PointEntry
from school.people.actions import leaves, placements, posts
from school.people.models import Post
from school.people.roles import PostKind
from school.visits.models import Circumstance, HomeVisit

CHANGED_AFTER = 40 * DAY
"""How long after the term's first day one class gets another homeroom teacher."""
CHANGING = (2, 2)
"""That class: grade and number."""
AWAY = (3, 11)
"""A homeroom teacher is on leave since so many days, and for so many more."""
PAUSED = 20 * DAY


def make_year(demo: DemoSchool) -> None:
    today, begins = demo.calendar.today, demo.calendar.running.starts_on
    if today - begins > CHANGED_AFTER:
        _change_hands(_team(demo, *CHANGING), demo, begins + CHANGED_AFTER)
    if today - begins > AWAY[0] * DAY:
        _stand_in(_team(demo, 6, 1), demo, today)
    if today - begins > PAUSED:
        _pause(demo, today - PAUSED)


def _team(demo: DemoSchool, grade: int, number: int) -> ClassTeam:
    return next(t for t in demo.classes if (t.grade, t.row.number) == (grade, number))


def _change_hands(team: ClassTeam, demo: DemoSchool, day: datetime.date) -> None:
    posts.change_homeroom(
        by=demo.users["teaching_director"],
        school_class=team.row,
        staff=team.deputy,
        starts_on=day,
        reason="原班主任赴区教研中心跟岗",
    )


def _stand_in(team: ClassTeam, demo: DemoSchool, today: datetime.date) -> None:
    held = Post.objects.believed().get(
        staff=team.homeroom, kind=PostKind.HOMEROOM_TEACHER, school_class=team.row
    )
    leaves.grant_leave(
        by=demo.users["teaching_director"],
        staff=team.homeroom,
        starts_on=today - AWAY[0] * DAY,
        ends_on=today + AWAY[1] * DAY,
        reason="参加市级骨干教师培训",
        substitutes={held.pk: team.deputy},
    )


def _pause(demo: DemoSchool, last_day: datetime.date) -> None:
    """A child of a large class that nobody is owed a visit for, that nobody visited, and in whom
    nothing was noticed since: what was drawn before stays true.
    """
    known = set(Circumstance.objects.values_list("student_id", flat=True))
    known |= set(HomeVisit.objects.values_list("student_id", flat=True))
    noticed = PointEntry.objects.filter(occurred_on__gt=last_day)
    known |= set(noticed.values_list("student_id", flat=True))
    own = (HOMEROOM_GRADE, HOMEROOM_NUMBER)
    teams = [t for t in demo.classes if (t.grade, t.row.number) != own]
    teams.sort(key=lambda t: -sum(pupil.is_here(demo.calendar.today) for pupil in t.pupils))
    child = next(
        pupil.row
        for team in teams
        for pupil in team.pupils
        if pupil.row.pk not in known and pupil.is_here(last_day) and len(pupil.placements) == 1
    )
    placements.suspend(
        by=demo.users["teaching_director"],
        student=child,
        last_day=last_day,
        reason="家长书面申请，学校已备案",
    )
