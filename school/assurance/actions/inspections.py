"""Recording inspections, putting findings right, and looking again."""

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.assurance.actions import parts
from school.assurance.models import (
    Finding,
    FindingEvidence,
    Inspection,
    InspectionInspector,
    InspectionKind,
    Rectification,
    RectificationEvidence,
)
from school.assurance.queries import inspections as found
from school.assurance.rules import days
from school.assurance.rules import inspections as rules
from school.evidence.actions import attach, replace_evidence
from school.people.models import StaffMember, User
from school.shared import audit
from school.shared.constraints import refused_as
from school.shared.errors import InputRefused


@transaction.atomic
def add_kind(*, by: User, code: str, name: str) -> InspectionKind:
    parts.hold_still(by)
    refusal = InputRefused("code", "taken", _("A kind has this code already."))
    with refused_as(refusal):
        kind = InspectionKind.objects.create(
            school_id=by.school_id,
            created_by=by,
            code=code,
            name=name,
            position=InspectionKind.objects.filter(school_id=by.school_id).count() + 1,
        )
    audit.note("add", kind, by=by, changes={"code": [None, code], "name": [None, name]})
    return kind


@transaction.atomic
def change_kind(
    *, by: User, kind_id: uuid.UUID, name: str | None = None, is_active: bool | None = None
) -> None:
    kind = parts.locked(InspectionKind, kind_id)
    wanted = {"name": name, "is_active": is_active}
    told = parts.changed(kind, {name: one for name, one in wanted.items() if one is not None})
    if told:
        kind.save(update_fields=list(told))
        audit.note("change", kind, by=by, changes=told)


@transaction.atomic
def record_inspection(
    *,
    by: User,
    kind: InspectionKind,
    inspected_on: datetime.date,
    area: str,
    inspectors: Sequence[StaffMember],
    outcome: str = "",
    findings: Iterable[Mapping[str, Any]] = (),
) -> Inspection:
    """With what was found, in one gesture."""
    rules.check_kind_in_use(is_active=kind.is_active)
    days.check_happened("inspected_on", inspected_on, today=timezone.localdate())
    rules.check_inspectors([one.pk for one in inspectors])
    row = Inspection.objects.create(
        school_id=by.school_id,
        created_by=by,
        kind=kind,
        inspected_on=inspected_on,
        area=area,
        outcome=outcome,
    )
    _name_inspectors(row, inspectors, by=by)
    audit.note(
        "record",
        row,
        by=by,
        changes={"inspected_on": [None, inspected_on.isoformat()], "kind": [None, kind.code]},
    )
    for place, one in enumerate(findings):
        _add(row, by=by, field=f"findings.{place}.deadline", **one)
    return row


@transaction.atomic
def change_inspection(
    *, by: User, inspection_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> None:
    row = parts.locked(Inspection, inspection_id)
    parts.check_version(row, expected)
    days.check_stands(row.voided_at)
    given = dict(changes)
    inspectors = given.pop("inspectors", None)
    if "inspected_on" in given:
        days.check_happened("inspected_on", given["inspected_on"], today=timezone.localdate())
        for one in row.findings.filter(voided_at=None):
            rules.check_deadline("inspected_on", one.deadline, given["inspected_on"])
    told = parts.changed(row, given)
    beside = None
    if inspectors is not None:
        rules.check_inspectors([one.pk for one in inspectors])
        beside = _change_inspectors(row, inspectors, by=by)
    parts.save_change(row, told, by=by, beside=beside)


@transaction.atomic
def void_inspection(*, by: User, inspection_id: uuid.UUID, reason: str) -> None:
    row = parts.locked(Inspection, inspection_id)
    days.check_stands(row.voided_at)
    rules.check_no_work(is_worked_on=found.is_inspection_worked_on(row))
    parts.void(row, by=by, reason=reason)


# ---- findings ------------------------------------------------------------------------------


@transaction.atomic
def add_finding(*, by: User, inspection_id: uuid.UUID, **finding: Any) -> Finding:
    row = parts.locked(Inspection, inspection_id)
    days.check_stands(row.voided_at)
    return _add(row, by=by, field="deadline", **finding)


@transaction.atomic
def change_finding(
    *, by: User, finding_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> None:
    """Also who puts it right, and by when."""
    row = _held(finding_id)
    parts.check_version(row, expected)
    rules.check_not_closed(found.newest(row))
    given = dict(changes)
    evidence = given.pop("evidence", None)
    if "deadline" in given:
        rules.check_deadline("deadline", given["deadline"], row.inspection.inspected_on)
    told = parts.changed(row, given)
    beside = None
    if evidence is not None:
        beside = replace_evidence(FindingEvidence, evidence, by=by, finding=row)
    parts.save_change(row, told, by=by, beside=beside)


@transaction.atomic
def rectify(
    *,
    by: User,
    finding_id: uuid.UUID,
    rectified_on: datetime.date,
    done: str,
    evidence: Iterable[Any] = (),
) -> Rectification:
    row = _held(finding_id)
    newest = found.newest(row)
    rules.check_to_rectify(newest)
    days.check_happened("rectified_on", rectified_on, today=timezone.localdate())
    earliest = newest.rechecked_on if newest and newest.rechecked_on else None
    rules.check_rectified_on(rectified_on, earliest or row.inspection.inspected_on)
    made = Rectification.objects.create(
        school_id=by.school_id,
        created_by=by,
        finding=row,
        rectified_on=rectified_on,
        done=done,
    )
    files = attach(RectificationEvidence, evidence, by=by, rectification=made)
    audit.note(
        "rectify",
        row,
        by=by,
        changes={"rectified_on": [None, rectified_on.isoformat()], "evidence": [None, files]},
    )
    return made


@transaction.atomic
def recheck(
    *,
    by: User,
    finding_id: uuid.UUID,
    rechecked_on: datetime.date,
    recheck: str,
    remark: str = "",
    deadline: datetime.date | None = None,
) -> None:
    """By somebody who did not put it right. Not yet right, another deadline is set."""
    row = _held(finding_id)
    tried = rules.check_to_recheck(found.newest(row))
    rules.check_other_person(tried.created_by_id, by.pk)
    days.check_happened("rechecked_on", rechecked_on, today=timezone.localdate())
    rules.check_rechecked_on(rechecked_on, tried.rectified_on)
    rules.check_new_deadline(recheck, deadline, rechecked_on)
    tried.rechecked_on, tried.recheck, tried.remark = rechecked_on, recheck, remark
    tried.rechecked_at, tried.rechecked_by = timezone.now(), by
    tried.save(update_fields=["rechecked_on", "recheck", "remark", "rechecked_at", "rechecked_by"])
    told: dict[str, Any] = {"recheck": [None, recheck]}
    if deadline is not None:
        told |= parts.changed(row, {"deadline": deadline})
        row.version += 1
        row.save(update_fields=["deadline", "version"])
    audit.note("recheck", row, by=by, reason=remark, changes=told)


@transaction.atomic
def void_finding(*, by: User, finding_id: uuid.UUID, reason: str) -> None:
    row = _held(finding_id)
    rules.check_no_work(is_worked_on=found.is_worked_on(row))
    parts.void(row, by=by, reason=reason)


# ---- parts ---------------------------------------------------------------------------------


def _held(finding_id: uuid.UUID) -> Finding:
    rows = Finding.objects.select_for_update(of=("self",), no_key=True)
    row: Finding = rows.select_related("inspection").get(pk=finding_id)
    days.check_stands(row.voided_at or row.inspection.voided_at)
    return row


def _add(
    inspection: Inspection,
    *,
    by: User,
    field: str,
    item: str,
    what: str,
    severity: str,
    owner: StaffMember,
    deadline: datetime.date,
    evidence: Iterable[Any] = (),
) -> Finding:
    rules.check_deadline(field, deadline, inspection.inspected_on)
    row = Finding.objects.create(
        school_id=by.school_id,
        created_by=by,
        inspection=inspection,
        item=item,
        what=what,
        severity=severity,
        owner=owner,
        deadline=deadline,
    )
    attach(FindingEvidence, evidence, by=by, finding=row)
    audit.note(
        "find",
        row,
        by=by,
        changes={
            "owner": [None, str(owner.pk)],
            "deadline": [None, deadline.isoformat()],
            "severity": [None, severity],
        },
    )
    return row


def _name_inspectors(row: Inspection, inspectors: Iterable[StaffMember], *, by: User) -> None:
    InspectionInspector.objects.bulk_create(
        InspectionInspector(school_id=by.school_id, created_by=by, inspection=row, staff=one)
        for one in {one.pk: one for one in inspectors}.values()
    )


def _change_inspectors(
    row: Inspection, inspectors: Iterable[StaffMember], *, by: User
) -> dict[str, Any]:
    wanted = {one.pk: one for one in inspectors}
    rows = InspectionInspector.objects.filter(inspection=row)
    held = set(rows.values_list("staff_id", flat=True))
    if held == wanted.keys():
        return {}
    rows.exclude(staff_id__in=wanted).delete()
    _name_inspectors(row, (one for key, one in wanted.items() if key not in held), by=by)
    return {"inspectors": [sorted(map(str, held)), sorted(map(str, wanted))]}
