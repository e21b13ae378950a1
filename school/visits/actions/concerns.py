"""Reporting a serious concern, doing something about it, closing it, and opening its text."""

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from school.people.models import Student, User
from school.shared import audit
from school.visits.models import Concern, ConcernStep, HomeVisit
from school.visits.queries import concerns as found
from school.visits.rules import concerns as rules


@transaction.atomic
def report_concern(
    *,
    by: User,
    student: Student,
    noticed_on: datetime.date,
    kind: str,
    account: str,
    step_taken: str = "",
    told: str = "",
    visit: HomeVisit | None = None,
    visit_key: uuid.UUID | None = None,
) -> Concern:
    """`visit_key` is the gesture that recorded the visit, if that has arrived."""
    if visit is None and visit_key is not None:
        visit = found.visit_of_gesture(by, visit_key)
    rules.check_day(noticed_on, "noticed_on", today=timezone.localdate())
    rules.check_same_child(visit is None or visit.student_id == student.pk)
    concern = Concern.objects.create(
        school_id=by.school_id,
        created_by=by,
        student=student,
        visit=visit,
        noticed_on=noticed_on,
        kind=kind,
        account=account,
        step_taken=step_taken,
        told=told,
    )
    audit.note("report", concern, by=by)
    return concern


@transaction.atomic
def add_step(*, by: User, concern_id: uuid.UUID, taken_on: datetime.date, what: str) -> ConcernStep:
    concern = Concern.objects.select_for_update().defer(*found.SEALED).get(pk=concern_id)
    rules.check_open(concern.closed_at is not None)
    rules.check_step_day(taken_on, concern.noticed_on, today=timezone.localdate())
    step = ConcernStep.objects.create(
        school_id=concern.school_id, created_by=by, concern=concern, taken_on=taken_on, what=what
    )
    audit.note("add_step", concern, by=by, changes={"taken_on": [None, taken_on.isoformat()]})
    return step


@transaction.atomic
def close_concern(*, by: User, concern_id: uuid.UUID, result: str) -> Concern:
    concern = Concern.objects.select_for_update().get(pk=concern_id)
    rules.check_open(concern.closed_at is not None)
    rules.check_handled(len(found.steps(concern)))
    concern.closed_at, concern.closed_by, concern.result = timezone.now(), by, result
    concern.save(update_fields=["closed_at", "closed_by", "result"])
    audit.note("close", concern, by=by, changes={"closed": [False, True]})
    return concern


@transaction.atomic
def reveal_concern(*, by: User, concern_id: uuid.UUID, purpose: str) -> dict[str, Any]:
    """Everything sealed about it, once: no entry in the log, no text."""
    concern = Concern.objects.get(pk=concern_id)
    audit.note("reveal", concern, by=by, reason=purpose)
    return {
        **{field: getattr(concern, field) for field in found.SEALED},
        "steps": found.steps(concern),
    }
