"""What the weekly digest counts of lessons, and for whom."""

import datetime

import pytest

from school.observation import models
from school.observation.actions import observations as actions
from school.observation.digest import LINES
from school.observation.rules.observations import Side
from school.shared.digests import Asked
from tests.conftest import NOW, TODAY
from tests.factories import observation as rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
COUNT = {line.code.partition(".")[2]: line.count for line in LINES}
DAY = datetime.timedelta(days=1)


@pytest.fixture
def asked(teacher, homeroom, principal):
    return Asked(
        school_id=teacher.school_id,
        day=TODAY,
        last=TODAY + 6 * DAY,
        readers={user.pk: user.staff_id for user in (teacher, homeroom, principal)},
    )


def test_a_record_waits_for_each_in_turn(asked, lesson, teacher, homeroom):
    row = rows.Observation(session=lesson, observer=teacher.staff)
    rows.ObservedStrategy(observation=row)
    assert COUNT["drafts"](asked) == {teacher.pk: 1}
    assert COUNT["to_reflect"](asked) == {}

    actions.share_observation(by=teacher, observation_id=row.pk)
    assert COUNT["drafts"](asked) == {}
    assert COUNT["to_reflect"](asked) == COUNT["attendances"](asked) == {homeroom.pk: 1}
    models.Attendance.objects.update(host_denied_at=NOW, host_denied_by=homeroom)
    assert COUNT["attendances"](asked) == {}

    actions.reflect(by=homeroom, observation_id=row.pk, reflection="好")
    assert COUNT["to_reflect"](asked) == {}
    assert COUNT["to_acknowledge"](asked) == {teacher.pk: 1, homeroom.pk: 1}
    actions.acknowledge(by=homeroom, observation_id=row.pk, side=Side.HOST)
    assert COUNT["to_acknowledge"](asked) == {teacher.pk: 1}
    actions.acknowledge(by=teacher, observation_id=row.pk, side=Side.OBSERVER)
    assert COUNT["to_acknowledge"](asked) == {}


@pytest.mark.parametrize(("days", "counted"), [(-1, 0), (0, 1), (1, 1), (6, 1), (7, 0)])
def test_seats_of_this_week_are_counted(asked, homeroom, teacher, days, counted):
    lesson = rows.LessonSession(host=homeroom.staff, taught_on=TODAY + days * DAY, period=1)
    rows.LessonBooking(session=lesson, guest=teacher.staff)
    rows.LessonBooking(
        session=rows.LessonSession(host=homeroom.staff, taught_on=TODAY + DAY, period=9),
        guest=teacher.staff,
        state="waiting",
        seated_at=None,
    )

    assert COUNT["seats"](asked) == ({teacher.pk: 1} if counted else {})


def test_a_card_waits_for_the_teacher_it_was_seen_of(asked, lesson, teacher, homeroom):
    strategy = rows.observed(lesson, teacher.staff).strategies.get()
    models.StrategyCard.objects.create(school=lesson.school, strategy=strategy)
    assert COUNT["cards"](asked) == {homeroom.pk: 1}

    models.StrategyCard.objects.update(answer="consented", answered_at=NOW, answered_by=homeroom)
    assert COUNT["cards"](asked) == {}


def test_nothing_waits_on_a_lesson_of_another_school(asked, school, teacher):
    rows.observed(rows.lesson_elsewhere(school), teacher.staff)

    assert [name for name, count in COUNT.items() if count(asked)] == []
