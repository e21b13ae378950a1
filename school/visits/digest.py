"""What the weekly digest counts of visits. No child, no category and no colleague stands in it."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from school.people import queries as people
from school.people.roles import Permission
from school.shared.digests import Asked, DigestLine
from school.visits.models import Exemption, FollowUp, VisitCompanion
from school.visits.queries import obligations as boards
from school.visits.rules.obligations import Obligation, State

Mine = Mapping[uuid.UUID, int]


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
        return {
            account: len(children[staff])
            for account, staff in asked.readers.items()
            if staff in children
        }

    return count


def _follow_ups(asked: Asked) -> Mine:
    """What the reader agreed to do, due by the end of the week."""
    owners = FollowUp.objects.filter(
        school_id=asked.school_id,
        visit__voided_at=None,
        closed_at=None,
        due_on__lte=asked.last,
        owner_id__in=asked.readers.values(),
    ).values_list("owner_id", flat=True)
    counted = Counter(owners)
    return {account: counted[staff] for account, staff in asked.readers.items() if counted[staff]}


def _companions(asked: Asked) -> Mine:
    """Visits to which the reader is said to have come along, and has not said so yet."""
    staff = VisitCompanion.objects.filter(
        school_id=asked.school_id,
        visit__voided_at=None,
        confirmed_at=None,
        denied_at=None,
        staff_id__in=asked.readers.values(),
    ).values_list("staff_id", flat=True)
    counted = Counter(staff)
    return {account: counted[one] for account, one in asked.readers.items() if counted[one]}


def _exemptions(asked: Asked) -> Mine:
    """Requests that wait for a second person; nobody's own."""
    approvers = people.permitted(asked.school_id, Permission.EXEMPTION_APPROVE, asked.day)
    waiting = Counter(
        Exemption.objects.filter(
            school_id=asked.school_id, approved_at=None, refused_at=None
        ).values_list("created_by_id", flat=True)
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
)
