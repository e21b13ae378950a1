"""What the weekly digest counts of visits. No child, no category and no colleague stands in it."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from school.people import queries as people
from school.people.roles import Permission
from school.shared.digests import Asked, DigestLine, Mine, of_readers
from school.visits.models import Exemption, FollowUp, RoundMember, VisitCompanion
from school.visits.models.care import UNANSWERED
from school.visits.queries import obligations as boards
from school.visits.queries import proposals
from school.visits.queries.concerns import open_count
from school.visits.rules.obligations import Obligation, State
from school.visits.rules.proposals import Step, has_a_hand_in, waits_for


def _families(fits: Callable[[Obligation, Asked], bool]) -> Callable[[Asked], Mine]:
    """Children whom the reader is to visit, each once however many visits they are owed."""

    def count(asked: Asked) -> Mine:
        term = people.current_term(asked.school_id, asked.day)
        if term is None:
            return {}
        children: defaultdict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
        for one in boards.board(term, as_of=asked.day).obligations:
            if one.is_open and fits(one, asked):
                for post in one.responsible:
                    children[post.staff_id].add(one.student_id)
        return of_readers(asked, {staff: len(theirs) for staff, theirs in children.items()})

    return count


def _of_staff(asked: Asked, rows: QuerySet[Any], column: str) -> Mine:
    """The rows of each reader, by the column that names the member of staff."""
    theirs = rows.filter(school_id=asked.school_id, **{f"{column}__in": asked.readers.values()})
    return of_readers(asked, Counter(theirs.values_list(column, flat=True)))


def _follow_ups(asked: Asked) -> Mine:
    """What the reader agreed to do, due by the end of the week."""
    due = FollowUp.objects.filter(visit__voided_at=None, closed_at=None, due_on__lte=asked.last)
    return _of_staff(asked, due, "owner_id")


def _companions(asked: Asked) -> Mine:
    """Visits to which the reader is said to have come along, and has not said so yet."""
    waiting = VisitCompanion.objects.filter(
        visit__voided_at=None, confirmed_at=None, denied_at=None
    )
    return _of_staff(asked, waiting, "staff_id")


def _rounds(asked: Asked) -> Mine:
    """Rounds of this week that the reader goes on and that are not over."""
    going = RoundMember.objects.filter(
        visit_round__planned_on__range=(asked.day, asked.last), visit_round__closed_at=None
    )
    return _of_staff(asked, going, "staff_id")


def _proposals(asked: Asked) -> Mine:
    """Proposals whose next step is the reader's: nobody takes two steps of one."""
    leaders = proposals.grade_leaders(asked.school_id, asked.day)
    confirming = people.permitted(asked.school_id, Permission.PROPOSAL_CONFIRM, asked.day)
    counted: Counter[uuid.UUID] = Counter()
    for one in proposals.undecided(asked.school_id, asked.day):
        checking = proposals.checkers(one, leaders)
        able = checking if waits_for(one, checking) == Step.CHECK else confirming
        counted.update(account for account in able if not has_a_hand_in(one, account))
    return counted


def _concerns(asked: Asked) -> Mine:
    """How many are open, for whoever follows them up: a number without a name."""
    following = people.permitted(asked.school_id, Permission.CONCERN_HANDLE, asked.day)
    return dict.fromkeys(following, open_count(asked.school_id))


def _exemptions(asked: Asked) -> Mine:
    """Requests that wait for a second person; nobody's own."""
    approvers = people.permitted(asked.school_id, Permission.EXEMPTION_APPROVE, asked.day)
    waiting = Counter(
        Exemption.objects.filter(UNANSWERED, school_id=asked.school_id).values_list(
            "created_by_id", flat=True
        )
    )
    total = sum(waiting.values())
    return {account: total - waiting[account] for account in approvers}


LINES: tuple[DigestLine, ...] = (
    DigestLine(
        code="visits.owed",
        link="/obligations",
        count=_families(lambda one, asked: True),
        says=lambda n: _("Families to visit: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="visits.due_this_week",
        link="/obligations",
        count=_families(lambda one, asked: asked.day <= one.due_on <= asked.last),
        says=lambda n: _("Of these due this week: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="visits.overdue",
        link="/obligations",
        count=_families(lambda one, asked: one.state == State.OVERDUE),
        says=lambda n: _("Of these overdue: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="visits.follow_ups",
        link="/follow-ups",
        count=_follow_ups,
        says=lambda n: _("Follow-ups due this week: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="visits.rounds",
        link="/rounds",
        count=_rounds,
        says=lambda n: _("Visit rounds this week: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="visits.companions",
        link="/",
        count=_companions,
        says=lambda n: _("Visits to confirm as a companion: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="visits.exemptions",
        link="/obligations",
        count=_exemptions,
        says=lambda n: _("Requests for exemption to decide: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="visits.proposals",
        link="/proposals",
        count=_proposals,
        says=lambda n: _("Proposals for the register to check or confirm: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="visits.concerns",
        link="/concerns",
        count=_concerns,
        says=lambda n: _("Serious concerns not closed yet: %(n)d") % {"n": n},
    ),
)
