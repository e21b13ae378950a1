"""Proposals for the register, and who is there to check them."""

import datetime
import uuid
from collections import defaultdict

from django.db.models import Q, QuerySet
from django.utils import timezone

from school.people.models import Placement, Post
from school.people.roles import PostKind
from school.visits.models import CareProposal
from school.visits.models.proposals import UNDECIDED
from school.visits.queries import lists
from school.visits.rules.proposals import ProposalState

Leaders = dict[int, frozenset[uuid.UUID]]
"""Cohort -> the accounts of its grade leaders."""


def proposals() -> QuerySet[CareProposal]:
    """With all that a page shows, without the notes."""
    return (
        CareProposal.objects.select_related(
            "student",
            "category",
            "circumstance",
            "created_by__staff",
            "checked_by__staff",
            "confirmed_by__staff",
            "sent_back_by__staff",
        )
        .prefetch_related(lists.placed("student__", timezone.localdate()))
        .annotate(has_note=lists.has("note"))
        .defer("note", "circumstance__note")
    )


STATES = {
    "open": UNDECIDED,
    "closed": ~UNDECIDED,
    ProposalState.PROPOSED: UNDECIDED & Q(checked_at=None),
    ProposalState.CHECKED: UNDECIDED & Q(checked_at__isnull=False),
    ProposalState.CONFIRMED: Q(confirmed_at__isnull=False),
    ProposalState.SENT_BACK: Q(sent_back_at__isnull=False),
    ProposalState.WITHDRAWN: Q(withdrawn_at__isnull=False),
}


def in_state(rows: QuerySet[CareProposal], state: str) -> QuerySet[CareProposal]:
    return rows.filter(STATES[state])


def grade_leaders(school_id: uuid.UUID, on: datetime.date) -> Leaders:
    """Those who can act: with the post on the day, and an account that is open."""
    found: defaultdict[int, set[uuid.UUID]] = defaultdict(set)
    posts = (
        Post.objects.believed()
        .on(on)
        .filter(school_id=school_id, kind=PostKind.GRADE_LEADER, staff__user__is_active=True)
        .values_list("cohort_year", "staff__user")
    )
    for cohort_year, account in posts:
        if cohort_year is not None:
            found[cohort_year].add(account)
    return {cohort: frozenset(accounts) for cohort, accounts in found.items()}


def checkers(proposal: CareProposal, leaders: Leaders) -> frozenset[uuid.UUID]:
    """The grade leaders of the child's cohort. `student.placed`: the placement of the day."""
    placed = proposal.student.placed  # type: ignore[attr-defined]
    return leaders.get(placed[0].school_class.cohort_year, frozenset()) if placed else frozenset()


def undecided(school_id: uuid.UUID, on: datetime.date) -> QuerySet[CareProposal]:
    """What waits for a step, each with where the child is on the day."""
    return (
        CareProposal.objects.filter(UNDECIDED, school_id=school_id)
        .select_related("student")
        .prefetch_related(lists.placed("student__", on))
        .defer("note")
    )


def leaders_of(
    student_id: uuid.UUID, school_id: uuid.UUID, on: datetime.date
) -> frozenset[uuid.UUID]:
    """The grade leaders of the cohort that the child is in on the day."""
    placement = (
        Placement.objects.believed()
        .on(on)
        .filter(student_id=student_id)
        .select_related("school_class")
        .first()
    )
    if placement is None:
        return frozenset()
    return grade_leaders(school_id, on).get(placement.school_class.cohort_year, frozenset())
