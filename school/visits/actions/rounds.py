"""Planning a round of visits, setting out, and closing it with what was not reached."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.people.models import StaffMember, Student, User
from school.shared import audit
from school.shared.errors import Stale
from school.visits.models import RoundMember, RoundStop, VisitRound
from school.visits.queries import obligations as boards
from school.visits.queries.rounds import visited_students
from school.visits.rules import rounds as rules


@transaction.atomic
def plan_round(
    *,
    by: User,
    planned_on: datetime.date,
    area: str,
    members: Sequence[StaffMember],
    students: Sequence[Student],
) -> VisitRound:
    """`students` in the order in which the families are to be met."""
    _check_plan(by, planned_on, members, students)
    row = VisitRound.objects.create(
        school_id=by.school_id, created_by=by, planned_on=planned_on, area=area
    )
    _set_members(row, by, members)
    _set_stops(row, by, students)
    audit.note("plan", row, by=by, changes={k: [None, v] for k, v in _told(row).items()})
    return row


@transaction.atomic
def amend_round(
    *, by: User, round_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> VisitRound:
    """As long as nobody has set out."""
    row = VisitRound.objects.select_for_update().get(pk=round_id)
    if row.version != expected:
        raise Stale(
            _("Somebody changed this round since you opened it."), current={"version": row.version}
        )
    rules.check_planned(row)
    before = _told(row)
    row.planned_on = changes.get("planned_on", row.planned_on)
    row.area = changes.get("area", row.area)
    members = changes.get("members", [m.staff for m in _members(row)])
    students = changes.get("students", [s.student for s in _stops(row)])
    _check_plan(by, row.planned_on, members, students)
    if "members" in changes:
        RoundMember.objects.filter(visit_round=row).delete()
        _set_members(row, by, members)
    if "students" in changes:
        RoundStop.objects.filter(visit_round=row).delete()
        _set_stops(row, by, students)
    row.version += 1
    row.save(update_fields=["planned_on", "area", "version"])
    after = _told(row)
    differing = {k: [before[k], after[k]] for k in after if before[k] != after[k]}
    audit.note("amend", row, by=by, changes=differing)
    return row


@transaction.atomic
def start_round(*, by: User, round_id: uuid.UUID) -> VisitRound:
    row = VisitRound.objects.select_for_update().get(pk=round_id)
    rules.check_planned(row)
    rules.check_day(row, today=timezone.localdate())
    set_out(row, by)
    return row


@transaction.atomic
def close_round(
    *, by: User, round_id: uuid.UUID, missed: Sequence[Mapping[str, Any]] = ()
) -> VisitRound:
    """`missed`: of each family without a visit, its `student` and the `reason`."""
    row = VisitRound.objects.select_for_update().get(pk=round_id)
    rules.check_not_closed(row)
    rules.check_day(row, today=timezone.localdate())
    if row.started_at is None:
        set_out(row, by)
    reasons = {one["student"]: one["reason"] for one in missed}
    visited = visited_students(row)
    unvisited = [stop.student_id for stop in _stops(row) if stop.student_id not in visited]
    rules.check_reasons(unvisited, reasons)
    for student_id, reason in reasons.items():
        RoundStop.objects.filter(visit_round=row, student_id=student_id).update(
            missed_because=reason
        )
    row.closed_at, row.closed_by = timezone.now(), by
    row.version += 1
    row.save(update_fields=["closed_at", "closed_by", "version"])
    told = {str(student_id): reason for student_id, reason in reasons.items()}
    audit.note("close", row, by=by, changes={"missed": [None, told]})
    return row


def set_out(row: VisitRound, by: User) -> None:
    """Somebody said so, or the first visit of it arrived."""
    row.started_at, row.started_by = timezone.now(), by
    row.version += 1
    row.save(update_fields=["started_at", "started_by", "version"])
    audit.note("start", row, by=by, changes={"started": [False, True]})


def join_round(row: VisitRound, by: User, student: Student, visited_on: datetime.date) -> None:
    """A visit says it was made in this round. It may arrive after the round was closed."""
    locked = VisitRound.objects.select_for_update().get(pk=row.pk)
    is_on_list = RoundStop.objects.filter(visit_round=locked, student=student).exists()
    rules.check_belongs(locked, visited_on, is_on_list=is_on_list)
    if locked.started_at is None:
        set_out(locked, by)


# ---- parts ---------------------------------------------------------------------------------


def _check_plan(
    by: User,
    planned_on: datetime.date,
    members: Sequence[StaffMember],
    students: Sequence[Student],
) -> None:
    term = boards.find_term(by.school_id, None, planned_on)
    rules.check_plan(planned_on, members, students, in_term=term is not None)


def _members(row: VisitRound) -> list[RoundMember]:
    return list(RoundMember.objects.filter(visit_round=row).select_related("staff"))


def _stops(row: VisitRound) -> list[RoundStop]:
    return list(RoundStop.objects.filter(visit_round=row).select_related("student"))


def _set_members(row: VisitRound, by: User, members: Sequence[StaffMember]) -> None:
    RoundMember.objects.bulk_create(
        RoundMember(school_id=row.school_id, created_by=by, visit_round=row, staff_id=staff_id)
        for staff_id in dict.fromkeys(one.pk for one in members)
    )


def _set_stops(row: VisitRound, by: User, students: Sequence[Student]) -> None:
    RoundStop.objects.bulk_create(
        RoundStop(
            school_id=row.school_id,
            created_by=by,
            visit_round=row,
            student_id=student_id,
            position=position,
        )
        for position, student_id in enumerate(dict.fromkeys(one.pk for one in students), 1)
    )


def _told(row: VisitRound) -> dict[str, Any]:
    return {
        "planned_on": row.planned_on.isoformat(),
        "area": row.area,
        "members": sorted(str(one.staff_id) for one in _members(row)),
        "students": [str(one.student_id) for one in _stops(row)],
    }
