"""Who may know of which proposal for the register, and whose step it is."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from school.people.access import Policy, may, standing
from school.people.models import Placement, User
from school.people.roles import Permission
from school.visits.models import CareProposal
from school.visits.models.proposals import UNDECIDED
from school.visits.policy.knowledge import knowledge, may_know
from school.visits.rules.proposals import has_a_hand_in


def leads(user: User, proposal: CareProposal) -> bool:
    """Whether the user leads the cohort of the child. `student.placed`: the placement of today."""
    placed = proposal.student.placed  # type: ignore[attr-defined]
    return any(one.school_class.cohort_year in standing(user).led_cohorts for one in placed)


class CareProposalPolicy(Policy[CareProposal]):
    """A grade leader learns of a proposal for the one act of checking it, and not afterwards."""

    needs = {
        "list": Permission.PROPOSAL_READ,
        "create": Permission.PROPOSAL_MAKE,
        "check": Permission.PROPOSAL_CHECK,
        "confirm": Permission.PROPOSAL_CONFIRM,
        "send_back": Permission.PROPOSAL_READ,
        "withdraw": Permission.PROPOSAL_MAKE,
        "reveal": Permission.CIRCUMSTANCE_REVEAL,
    }

    def visible(self, user: User, rows: QuerySet[CareProposal]) -> QuerySet[CareProposal]:
        known, led = knowledge(user), standing(user).led_cohorts
        if known.everybody:
            return rows
        reach = Q(student_id__in=known.students)
        if led:
            placed = (
                Placement.objects.believed()
                .on(timezone.localdate())
                .filter(school_id=user.school_id, school_class__cohort_year__in=led)
            )
            reach |= UNDECIDED & Q(checked_at=None, student_id__in=placed.values("student_id"))
        return rows.filter(reach)

    def fits(self, user: User, verb: str, row: CareProposal) -> bool:
        """Nobody takes two steps of one proposal."""
        if verb == "withdraw":
            return row.created_by_id == user.pk
        if verb == "reveal":
            return may_know(user, row.student_id)
        if has_a_hand_in(row, user.pk):
            return False
        if verb == "check":
            return leads(user, row)
        if verb == "send_back":
            return may(user, Permission.PROPOSAL_CONFIRM) or (
                may(user, Permission.PROPOSAL_CHECK) and row.checked_at is None and leads(user, row)
            )
        return True
