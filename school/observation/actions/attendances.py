"""Who was in a lesson, said by both sides."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from school.observation.models import Attendance, LessonSession
from school.observation.rules import bookings as seats
from school.observation.rules import lessons as rules
from school.people.models import User
from school.people.rules.accounts import colleague
from school.shared import audit


@transaction.atomic
def attend(*, by: User, lesson_id: uuid.UUID) -> Attendance:
    """「我到场了」: said by the observer, booked or not. Said twice it is said once."""
    observer = colleague(by)
    lesson = _lock(lesson_id)
    rules.check_stands(lesson)
    rules.check_given(lesson, today=timezone.localdate())
    seats.check_not_host(lesson, observer.pk, "lesson")
    row = Attendance.objects.filter(session=lesson, observer=observer).first()
    if row is None:
        row = Attendance(school_id=by.school_id, created_by=by, session=lesson, observer=observer)
    elif row.observer_said_at is not None:
        return row
    row.observer_said_at, row.observer_said_by = timezone.now(), by
    row.save()
    audit.note("attend", row, by=by, changes={"lesson": [None, str(lesson.pk)]})
    return row


@transaction.atomic
def confirm(
    *, by: User, lesson_id: uuid.UUID, answers: Sequence[Mapping[str, Any]]
) -> list[Attendance]:
    """Said by the host, of each `observer` whether they were there. The latest word stands."""
    lesson = _lock(lesson_id)
    rules.check_stands(lesson)
    rules.check_given(lesson, today=timezone.localdate())
    found = {row.observer_id: row for row in Attendance.objects.filter(session=lesson)}
    told = []
    for place, one in enumerate(answers):
        observer, was_there = one["observer"], one["was_there"]
        seats.check_not_host(lesson, observer.pk, f"answers.{place}.observer")
        row = found.get(observer.pk)
        if row is None:
            row = Attendance(
                school_id=by.school_id, created_by=by, session=lesson, observer=observer
            )
            found[observer.pk] = row
        elif (row.host_said_at if was_there else row.host_denied_at) is not None:
            continue
        now = timezone.now()
        row.host_said_at, row.host_said_by = (now, by) if was_there else (None, None)
        row.host_denied_at, row.host_denied_by = (None, None) if was_there else (now, by)
        row.save()
        audit.note(
            "confirm" if was_there else "deny",
            row,
            by=by,
            changes={"observer": [None, str(observer.pk)]},
        )
        told.append(row)
    return told


def _lock(lesson_id: uuid.UUID) -> LessonSession:
    return LessonSession.objects.select_for_update(no_key=True).get(pk=lesson_id)
