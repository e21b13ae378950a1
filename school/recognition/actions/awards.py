"""Declaring an award, mending it, and what a second person finds."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from school.evidence.actions import replace_evidence
from school.evidence.models import Evidence
from school.people.models import SchoolClass, StaffMember, Student, User
from school.recognition.models import (
    Award,
    AwardEvidence,
    AwardState,
    AwardWinner,
    Grade,
    Recipient,
)
from school.recognition.policy.awards import check_declares
from school.recognition.queries import awards as found
from school.recognition.rules import awards as rules
from school.shared import audit

PLAIN = (
    "title",
    "nature",
    "level",
    "grade",
    "issuer",
    "awarded_on",
    "valid_until",
    "certificate_number",
    "progression_of",
)
"""What a change may name, beside winners and evidence. Whose award it is stays."""
WINNERS = ("staff", "students", "classes")
TELLS_APART = {"title", "level", "grade", "awarded_on", *WINNERS}
"""What two awards of one winner differ in."""


@transaction.atomic
def declare_award(
    *,
    by: User,
    recipient: str,
    title: str,
    nature: str,
    level: str,
    issuer: str,
    awarded_on: datetime.date,
    grade: str = Grade.NONE,
    valid_until: datetime.date | None = None,
    certificate_number: str = "",
    progression_of: Award | None = None,
    staff: Sequence[StaffMember] = (),
    students: Sequence[Student] = (),
    classes: Sequence[SchoolClass] = (),
    evidence: Sequence[Evidence] = (),
    is_meant: bool = False,
) -> Award:
    """It counts once somebody else has found it proven."""
    rules.check_days(awarded_on, valid_until, today=timezone.localdate())
    winners = rules.check_winners(
        recipient, {"staff": staff, "students": students, "classes": classes}
    )
    check_declares(by, recipient, staff)
    _hold_still(by)
    row = Award(
        school_id=by.school_id,
        created_by=by,
        recipient=recipient,
        title=title,
        nature=nature,
        level=level,
        grade=grade,
        issuer=issuer,
        awarded_on=awarded_on,
        valid_until=valid_until,
        certificate_number=certificate_number,
        progression_of=progression_of,
    )
    named = frozenset(one.pk for one in winners)
    rules.check_no_double(is_double=found.has_double(row, named), is_meant=is_meant)
    rules.check_progression(
        rules.Step(level, recipient, named),
        found.step(progression_of) if progression_of else None,
        (),
    )
    row.save()
    _write_winners(row, winners, by=by)
    replace_evidence(AwardEvidence, evidence, by=by, award=row)
    audit.note(
        "declare", row, by=by, changes={key: [None, told] for key, told in _told(row).items()}
    )
    return row


@transaction.atomic
def amend_award(
    *, by: User, award_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> Award:
    """`changes` names only what is to be changed. One that was rejected is declared anew."""
    _hold_still(by)
    row = _lock(award_id)
    rules.check_version(row, expected)
    rules.check_open(row)
    before = _told(row)
    for name in PLAIN:
        if name in changes:
            setattr(row, name, changes[name])
    rules.check_days(row.awarded_on, row.valid_until, today=timezone.localdate())
    if set(WINNERS) & changes.keys():
        winners = rules.check_winners(
            row.recipient, {name: changes.get(name, ()) for name in WINNERS}
        )
        check_declares(by, row.recipient, changes.get("staff", ()))
        row.winners.all().delete()
        _write_winners(row, winners, by=by)
    elif "awarded_on" in changes and row.recipient == Recipient.STUDENT:
        _place_children(row)
    if "evidence" in changes:
        replace_evidence(AwardEvidence, changes["evidence"], by=by, award=row)
    if TELLS_APART & changes.keys():
        rules.check_no_double(
            is_double=found.has_double(row, found.winner_ids(row)),
            is_meant=changes.get("is_meant", False),
        )
    below = row.progression_of
    rules.check_progression(
        found.step(row), found.step(below) if below else None, found.steps_above(row)
    )
    after = _told(row)
    differing = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    if not differing and row.state == AwardState.DECLARED:
        return row
    if row.state == AwardState.REJECTED:
        differing["state"] = [row.state, AwardState.DECLARED.value]
        row.state, row.decided_at, row.decided_by = AwardState.DECLARED, None, None
    row.version += 1
    row.save(update_fields=[*PLAIN, "state", "decided_at", "decided_by", "version"])
    audit.note("amend", row, by=by, changes=differing)
    return row


@transaction.atomic
def verify_award(*, by: User, award_id: uuid.UUID, expected: int) -> Award:
    """A second person has seen the certificate of the version that was read: now it counts."""
    row = _lock(award_id)
    rules.check_version(row, expected)
    rules.check_waits(row)
    _check_second_person(row, by)
    rules.check_proven(has_proof=row.proofs.exists())
    return _decide(row, AwardState.VERIFIED, by=by, verb="verify")


@transaction.atomic
def reject_award(*, by: User, award_id: uuid.UUID, reason: str) -> Award:
    """Who declared it reads why, and may mend it and declare it anew."""
    row = _lock(award_id)
    rules.check_waits(row)
    _check_second_person(row, by)
    return _decide(row, AwardState.REJECTED, by=by, verb="reject", reason=reason)


@transaction.atomic
def send_back_award(*, by: User, award_id: uuid.UUID, reason: str) -> Award:
    """A verified one counts no more until it is verified again."""
    row = _lock(award_id)
    rules.check_verified(row)
    _check_second_person(row, by)
    before = row.state
    row.state, row.decided_at, row.decided_by = AwardState.DECLARED, None, None
    row.decision = reason
    row.version += 1
    row.save(update_fields=["state", "decided_at", "decided_by", "decision", "version"])
    audit.note("send_back", row, by=by, reason=reason, changes={"state": [before, row.state.value]})
    return row


@transaction.atomic
def void_award(*, by: User, award_id: uuid.UUID, reason: str) -> Award:
    """Entered by mistake. What followed it stands by itself from now on."""
    row = _lock(award_id)
    rules.check_open(row)
    row.voided_at, row.voided_by, row.void_reason = timezone.now(), by, reason
    row.version += 1
    row.save(update_fields=["voided_at", "voided_by", "void_reason", "version"])
    audit.note("void", row, by=by, reason=reason, changes={"voided": [False, True]})
    return row


# ---- parts ---------------------------------------------------------------------------------


def _hold_still(by: User) -> None:
    """Two awards that would be the same are entered one after the other, and seen."""
    type(by.school).objects.select_for_update(no_key=True).get(pk=by.school_id)


def _lock(award_id: uuid.UUID) -> Award:
    return Award.objects.select_for_update(no_key=True, of=("self",)).get(pk=award_id)


def _check_second_person(row: Award, by: User) -> None:
    winners = set(row.winners.values_list("staff_id", flat=True)) - {None}
    rules.check_second_person(row, by.pk, by_staff=by.staff_id, winners=winners)


def _decide(row: Award, state: AwardState, *, by: User, verb: str, reason: str = "") -> Award:
    before = row.state
    row.state, row.decided_at, row.decided_by = state, timezone.now(), by
    row.decision = reason
    row.version += 1
    row.save(update_fields=["state", "decided_at", "decided_by", "decision", "version"])
    audit.note(verb, row, by=by, reason=reason, changes={"state": [before, state.value]})
    return row


def _write_winners(row: Award, winners: Sequence[Any], *, by: User) -> None:
    column = {
        Recipient.TEACHER: "staff",
        Recipient.STUDENT: "student",
        Recipient.CLASS: "school_class",
    }.get(Recipient(row.recipient))
    if column is None:
        return
    AwardWinner.objects.bulk_create(
        AwardWinner(
            school_id=row.school_id,
            created_by=by,
            award=row,
            position=position,
            **{column: winner},
        )
        for position, winner in enumerate(winners, 1)
    )
    if row.recipient == Recipient.STUDENT:
        _place_children(row)


def _place_children(row: Award) -> None:
    """Beside each child the class of the day of the award."""
    winners = list(row.winners.all())
    children = [one.student_id for one in winners if one.student_id is not None]
    classes = found.classes_of(row.school_id, children, row.awarded_on)
    for winner in winners:
        assert winner.student_id is not None
        winner.school_class_id = classes.get(winner.student_id)
    AwardWinner.objects.bulk_update(winners, ["school_class"])


def _told(row: Award) -> dict[str, Any]:
    """Winners by their keys: a name is no part of the log."""
    rows = list(row.winners.order_by("position"))
    return {
        "recipient": row.recipient,
        "title": row.title,
        "nature": row.nature,
        "level": row.level,
        "grade": row.grade,
        "issuer": row.issuer,
        "awarded_on": row.awarded_on.isoformat(),
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "certificate_number": row.certificate_number,
        "progression_of": str(row.progression_of_id) if row.progression_of_id else None,
        "winners": [str(one.staff_id or one.student_id or one.school_class_id) for one in rows],
        "evidence": sorted(str(key) for key in row.proofs.values_list("evidence_id", flat=True)),
    }
