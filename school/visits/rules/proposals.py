"""认定: which step a proposal waits for, and whose hand may do it. Nobody has two hands in one."""

import datetime
import uuid
from collections.abc import Collection, Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.people.rules import YEAR_TURNS_IN, academic_year_of
from school.shared.errors import InputRefused, RuleBroken
from school.visits.models import CareProposal, Circumstance


class ProposalState(TextChoices):
    PROPOSED = "proposed", gettext_lazy("Proposed")
    CHECKED = "checked", gettext_lazy("Checked")
    CONFIRMED = "confirmed", gettext_lazy("Confirmed")
    SENT_BACK = "sent_back", gettext_lazy("Sent back")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")


class Step(TextChoices):
    """What an open proposal waits for."""

    CHECK = "check", gettext_lazy("To be checked by the grade leader")
    CONFIRM = "confirm", gettext_lazy("To be confirmed by the leading group")


def state_of(proposal: CareProposal) -> ProposalState:
    if proposal.confirmed_at is not None:
        return ProposalState.CONFIRMED
    if proposal.sent_back_at is not None:
        return ProposalState.SENT_BACK
    if proposal.withdrawn_at is not None:
        return ProposalState.WITHDRAWN
    return ProposalState.PROPOSED if proposal.checked_at is None else ProposalState.CHECKED


def is_open(proposal: CareProposal) -> bool:
    return state_of(proposal) in (ProposalState.PROPOSED, ProposalState.CHECKED)


def waits_for(proposal: CareProposal, leaders: Collection[uuid.UUID]) -> Step | None:
    """`leaders`: the accounts of today's grade leaders of the child's cohort.

    Without one who is not the proposer there is nobody to check, and the step is passed over.
    """
    if not is_open(proposal):
        return None
    others = set(leaders) - {proposal.created_by_id}
    return Step.CHECK if proposal.checked_at is None and others else Step.CONFIRM


def is_passed_over(proposal: CareProposal, leaders: Collection[uuid.UUID]) -> bool:
    """Whether nobody could check what waits to be confirmed."""
    return proposal.checked_at is None and waits_for(proposal, leaders) == Step.CONFIRM


def has_a_hand_in(proposal: CareProposal, by: uuid.UUID) -> bool:
    return by in (proposal.created_by_id, proposal.checked_by_id)


def check_open(proposal: CareProposal) -> None:
    if not is_open(proposal):
        raise RuleBroken("proposal_closed", _("This proposal was already decided or withdrawn."))


def check_another_hand(proposal: CareProposal, by: uuid.UUID) -> None:
    if has_a_hand_in(proposal, by):
        raise RuleBroken(
            "second_person",
            _("Who proposed or checked it leaves the next step to somebody else."),
        )


def check_to_be_checked(proposal: CareProposal) -> None:
    check_open(proposal)
    if proposal.checked_at is not None:
        raise RuleBroken("proposal_checked", _("This proposal was already checked."))


def check_to_be_confirmed(proposal: CareProposal, leaders: Collection[uuid.UUID]) -> None:
    check_open(proposal)
    if waits_for(proposal, leaders) != Step.CONFIRM:
        raise RuleBroken("proposal_unchecked", _("The grade leader has not checked it yet."))


def check_proposer(proposal: CareProposal, by: uuid.UUID) -> None:
    if proposal.created_by_id != by:
        raise RuleBroken("not_proposer", _("Only who proposed it withdraws it."))


def check_not_registered(is_registered: bool) -> None:
    if is_registered:
        raise RuleBroken(
            "circumstance_overlaps", _("This child is already in this category on these days.")
        )


def check_starts_by(starts_on: datetime.date, *, today: datetime.date) -> None:
    if starts_on > today:
        raise InputRefused("starts_on", "in_future", _("The first day cannot lie in the future."))


def check_running(circumstance: Circumstance, *, today: datetime.date) -> None:
    if circumstance.ends_on is not None and circumstance.ends_on < today:
        raise RuleBroken("circumstance_ended", _("This entry already has its last day."))


def check_no_other_answer(has_other: bool) -> None:
    if has_other:
        raise RuleBroken(
            "proposal_open", _("There is already a proposal about this entry; withdraw it first.")
        )


def is_review_due(
    ends_on: datetime.date | None, looked_at: Iterable[datetime.date], *, today: datetime.date
) -> bool:
    """Whether nobody has looked at a running entry since this school year began."""
    year_began = datetime.date(academic_year_of(today), YEAR_TURNS_IN, 1)
    return ends_on is None and max(looked_at) < year_began
