"""认定: proposing for the register, checking, confirming, sending back, withdrawing."""

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.people.models import Student, User
from school.shared import audit
from school.shared.constraints import refused_as
from school.shared.errors import RuleBroken
from school.visits.actions import care
from school.visits.models import CareCategory, CareProposal, Circumstance, ProposalKind
from school.visits.models.proposals import UNDECIDED
from school.visits.queries.proposals import leaders_of
from school.visits.rules import checks
from school.visits.rules import proposals as rules


@transaction.atomic
def propose_start(
    *,
    by: User,
    student: Student,
    category: CareCategory,
    starts_on: datetime.date,
    basis: str,
    note: str = "",
) -> CareProposal:
    """A child is to be taken into the register."""
    rules.check_starts_by(starts_on, today=timezone.localdate())
    rules.check_not_registered(
        Circumstance.objects.believed()
        .overlapping(starts_on, datetime.date.max)
        .filter(student=student, category=category)
        .exists()
    )
    return _propose(
        by,
        kind=ProposalKind.START,
        student_id=student.pk,
        category=category,
        starts_on=starts_on,
        basis=basis,
        note=note,
    )


@transaction.atomic
def propose_stay(*, by: User, circumstance: Circumstance, basis: str = "") -> CareProposal:
    """The entry was looked at again, and is still so."""
    _check_entry(circumstance, ProposalKind.END)
    return _propose(by, kind=ProposalKind.STAY, circumstance=circumstance, basis=basis)


@transaction.atomic
def propose_end(
    *, by: User, circumstance: Circumstance, ends_on: datetime.date, basis: str
) -> CareProposal:
    """The entry is to get its last day."""
    _check_entry(circumstance, ProposalKind.STAY)
    checks.check_ends_on(circumstance, ends_on)
    return _propose(
        by, kind=ProposalKind.END, circumstance=circumstance, ends_on=ends_on, basis=basis
    )


@transaction.atomic
def check_proposal(*, by: User, proposal_id: uuid.UUID) -> CareProposal:
    proposal = _locked(proposal_id)
    rules.check_to_be_checked(proposal)
    rules.check_another_hand(proposal, by.pk)
    proposal.checked_at, proposal.checked_by = timezone.now(), by
    proposal.save(update_fields=["checked_at", "checked_by"])
    audit.note("check", proposal, by=by, changes={"checked": [False, True]})
    return proposal


@transaction.atomic
def confirm_proposal(*, by: User, proposal_id: uuid.UUID) -> CareProposal:
    """Writes the register in the same transaction. Nobody there to check: passed over, and said."""
    proposal = _locked(proposal_id)
    leaders = leaders_of(proposal.student_id, proposal.school_id, timezone.localdate())
    rules.check_to_be_confirmed(proposal, leaders)
    rules.check_another_hand(proposal, by.pk)
    proposal.was_passed_over = rules.is_passed_over(proposal, leaders)
    proposal.circumstance = _register(by, proposal)
    proposal.confirmed_at, proposal.confirmed_by = timezone.now(), by
    proposal.save(update_fields=["was_passed_over", "circumstance", "confirmed_at", "confirmed_by"])
    audit.note(
        "confirm",
        proposal,
        by=by,
        changes={
            "confirmed": [False, True],
            "passed_over": [None, proposal.was_passed_over],
            "circumstance": [None, str(proposal.circumstance_id)],
        },
    )
    return proposal


@transaction.atomic
def send_back_proposal(*, by: User, proposal_id: uuid.UUID, reason: str) -> CareProposal:
    """Decided for now: who proposed it reads why, and may propose anew."""
    proposal = _locked(proposal_id)
    rules.check_open(proposal)
    rules.check_another_hand(proposal, by.pk)
    proposal.sent_back_at, proposal.sent_back_by = timezone.now(), by
    proposal.send_back_reason = reason
    proposal.save(update_fields=["sent_back_at", "sent_back_by", "send_back_reason"])
    audit.note("send_back", proposal, by=by, reason=reason, changes={"sent_back": [False, True]})
    return proposal


@transaction.atomic
def withdraw_proposal(*, by: User, proposal_id: uuid.UUID) -> CareProposal:
    proposal = _locked(proposal_id)
    rules.check_open(proposal)
    rules.check_proposer(proposal, by.pk)
    proposal.withdrawn_at, proposal.withdrawn_by = timezone.now(), by
    proposal.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.note("withdraw", proposal, by=by, changes={"withdrawn": [False, True]})
    return proposal


@transaction.atomic
def reveal_proposal(*, by: User, proposal_id: uuid.UUID, purpose: str) -> str:
    proposal = CareProposal.objects.get(pk=proposal_id)
    audit.note("reveal", proposal, by=by, reason=purpose)
    return str(proposal.note)


# ---- parts ---------------------------------------------------------------------------------


def _locked(proposal_id: uuid.UUID) -> CareProposal:
    return CareProposal.objects.select_for_update().get(pk=proposal_id)


def _check_entry(circumstance: Circumstance, other: ProposalKind) -> None:
    """An entry cannot be still so and ended at once."""
    checks.check_believed(circumstance)
    rules.check_running(circumstance, today=timezone.localdate())
    rules.check_no_other_answer(
        CareProposal.objects.filter(UNDECIDED, circumstance=circumstance, kind=other).exists()
    )


def _propose(by: User, **columns: Any) -> CareProposal:
    circumstance = columns.get("circumstance")
    if circumstance is not None:
        columns |= {
            "student_id": circumstance.student_id,
            "category_id": circumstance.category_id,
        }
    with refused_as(
        RuleBroken(
            "proposal_open", _("There is already a proposal about this entry; withdraw it first.")
        )
    ):
        proposal = CareProposal.objects.create(school_id=by.school_id, created_by=by, **columns)
    told = {
        "kind": proposal.kind,
        "student": str(proposal.student_id),
        "category": proposal.category.code,
        "starts_on": proposal.starts_on.isoformat() if proposal.starts_on else None,
        "ends_on": proposal.ends_on.isoformat() if proposal.ends_on else None,
        "basis": proposal.basis,
    }
    audit.note("propose", proposal, by=by, changes={k: [None, v] for k, v in told.items()})
    return proposal


def _register(by: User, proposal: CareProposal) -> Circumstance:
    """What stands in the register when the proposal is confirmed."""
    if proposal.starts_on is not None:
        return care.register_circumstance(
            by=by,
            student=proposal.student,
            category=proposal.category,
            starts_on=proposal.starts_on,
            source=proposal.basis,
            note=proposal.note,
        )
    entry: Circumstance = Circumstance.objects.select_for_update().get(pk=proposal.circumstance_id)
    if proposal.ends_on is not None:
        return care.end_circumstance(
            by=by, circumstance_id=entry.pk, ends_on=proposal.ends_on, reason=proposal.basis
        )
    checks.check_believed(entry)
    rules.check_running(entry, today=timezone.localdate())
    return entry
