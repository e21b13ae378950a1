"""A homeroom teacher on leave: a colleague who teaches the class sees two of the families meanwhile."""

import random

from config.demo.calendar import DAY
from config.demo.people import HOMEROOM_GRADE, HOMEROOM_NUMBER, DemoSchool, moment
from school.shared import audit
from school.visits.models import VisitHandOver
from school.visits.queries import obligations as boards

REASON = "班主任休假，休假期间由任课教师联系这两家"
HANDED_OVER = 2


def make_hand_overs(demo: DemoSchool, draw: random.Random) -> None:
    """To the teacher with an account, who then finds them on the first page."""
    today, by = demo.calendar.today, demo.users["moral_director"]
    receiver = demo.users["teacher"].staff
    assert receiver is not None
    teams = [
        team
        for team in demo.classes
        if receiver in team.others
        and (team.grade, team.row.number) != (HOMEROOM_GRADE, HOMEROOM_NUMBER)
    ]
    team = draw.choice(teams)
    here = {pupil.row.pk for pupil in team.pupils if pupil.is_here(today)}
    judged = boards.board(demo.running, as_of=today, students=here).obligations
    # Families that are still to be visited come first; a term may have none of them left.
    waiting = sorted(judged, key=lambda one: (not one.is_open, one.due_on, str(one.student_id)))
    children = list(dict.fromkeys(one.student_id for one in waiting))[:HANDED_OVER]
    starts_on = max(demo.calendar.running.opens_on, today - 9 * DAY)
    for child in children:
        row = VisitHandOver.objects.create(
            school=demo.school,
            created_by=by,
            created_at=moment(starts_on, 9, 15),
            student_id=child,
            from_staff=team.homeroom,
            to_staff=receiver,
            starts_on=starts_on,
            reason=REASON,
        )
        audit.note(
            "hand_over",
            row,
            by=by,
            reason=REASON,
            changes={
                "student": [None, str(child)],
                "responsible": [str(team.homeroom.pk), str(receiver.pk)],
                "starts_on": [None, starts_on.isoformat()],
                "ends_on": [None, None],
            },
        )
