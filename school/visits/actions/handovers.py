"""Handing the visits to children over to a colleague, and taking them back."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.people import queries as people
from school.people.models import StaffMember, Student, Term, User
from school.shared import audit
from school.shared.constraints import refused_as
from school.shared.errors import RuleBroken
from school.visits.models import VisitHandOver
from school.visits.queries import handovers
from school.visits.rules import handing
from school.visits.rules.obligations import DAY


@transaction.atomic
def hand_over(
    *,
    by: User,
    students: Sequence[Student],
    to: StaffMember,
    starts_on: datetime.date,
    reason: str,
    ends_on: datetime.date | None = None,
) -> list[VisitHandOver]:
    """One row for each child. A hand-over that holds on these days gives way to the new one."""
    handing.check_each_child_once([student.pk for student in students])
    term = people.current_term(by.school_id, timezone.localdate())
    handing.check_days(starts_on, ends_on, window=_window(term))
    ids = [student.pk for student in students]
    handing.check_placed(ids, handovers.placed_on(by.school_id, ids, starts_on))
    answering = handovers.answering(term, ids, starts_on)
    handing.check_to_another(ids, to.pk, answering)
    now = timezone.now()
    made = [
        _write(
            by,
            now,
            student_id=student_id,
            from_staff_id=answering.get(student_id),
            to_staff_id=to.pk,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason,
        )
        for student_id in ids
    ]
    return list(handovers.hand_overs().filter(pk__in=[row.pk for row in made]))


def _window(term: Term | None) -> tuple[datetime.date, datetime.date] | None:
    return (term.window_opens_on, term.window_closes_on) if term else None


def _write(by: User, now: datetime.datetime, **fact: Any) -> VisitHandOver:
    _make_room(by, now, fact["student_id"], fact["starts_on"], fact["ends_on"], fact["reason"])
    row = _insert(by, now, **fact)
    audit.note(
        "hand_over",
        row,
        by=by,
        reason=row.reason,
        changes={
            "student": [None, str(row.student_id)],
            "responsible": [
                str(row.from_staff_id) if row.from_staff_id else None,
                str(row.to_staff_id),
            ],
            "starts_on": [None, row.starts_on.isoformat()],
            "ends_on": [None, row.ends_on.isoformat() if row.ends_on else None],
        },
    )
    return row


def _insert(by: User, now: datetime.datetime, **fact: Any) -> VisitHandOver:
    with refused_as(
        RuleBroken(
            "hand_over_overlaps",
            _("The visits to one of these children are handed over otherwise on these days."),
        )
    ):
        return VisitHandOver.objects.create(
            school_id=by.school_id, created_at=now, created_by=by, **fact
        )


def _make_room(
    by: User,
    now: datetime.datetime,
    student_id: uuid.UUID,
    starts_on: datetime.date,
    ends_on: datetime.date | None,
    reason: str,
) -> None:
    """What holds on the first day is kept for the days before, and for those after the last."""
    old = (
        VisitHandOver.objects.believed()
        .on(starts_on)
        .select_for_update()
        .filter(student_id=student_id)
        .first()
    )
    if old is None:
        return
    _retire(by, now, old, reason)
    if old.starts_on < starts_on:
        _again(by, now, old, old.starts_on, starts_on - DAY)
    if ends_on is not None and (old.ends_on is None or old.ends_on > ends_on):
        _again(by, now, old, ends_on + DAY, old.ends_on)


def _retire(by: User, now: datetime.datetime, row: VisitHandOver, reason: str) -> None:
    VisitHandOver.objects.filter(pk=row.pk).update(
        retired_at=now, retired_by=by, retired_reason=reason
    )


def _again(
    by: User,
    now: datetime.datetime,
    old: VisitHandOver,
    starts_on: datetime.date,
    ends_on: datetime.date | None,
) -> VisitHandOver:
    """The same hand-over, for fewer days."""
    row = _insert(
        by,
        now,
        student_id=old.student_id,
        from_staff_id=old.from_staff_id,
        to_staff_id=old.to_staff_id,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=old.reason,
    )
    audit.note(
        "shorten", row, by=by, changes={"takes_place_of": [str(old.pk), None]}, reason=old.reason
    )
    return row


@transaction.atomic
def take_back(
    *, by: User, hand_over_id: uuid.UUID, from_on: datetime.date, reason: str
) -> VisitHandOver:
    """From this day on the holder of the post answers again. The days before stay as they were."""
    old = VisitHandOver.objects.select_for_update().get(pk=hand_over_id)
    handing.check_holds(old, from_on)
    now = timezone.now()
    _retire(by, now, old, reason)
    row = old
    if old.starts_on < from_on:
        row = _again(by, now, old, old.starts_on, from_on - DAY)
    audit.note(
        "take_back",
        row,
        by=by,
        reason=reason,
        changes={
            "student": [str(old.student_id), str(old.student_id)],
            "from_on": [None, from_on.isoformat()],
        },
    )
    found: VisitHandOver = handovers.hand_overs().get(pk=row.pk)
    return found
