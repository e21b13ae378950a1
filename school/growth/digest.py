"""What the weekly digest counts of portfolios: the reader's own, and what waits for the reader."""

import uuid
from collections import Counter

from django.utils.translation import gettext as _

from school.growth.models import Horizon, Measure
from school.growth.queries import plans as found
from school.growth.rules.goals import is_late
from school.people import queries as people
from school.people.roles import Permission
from school.shared.digests import Asked, DigestLine, Mine, of_readers


def _to_review(asked: Asked) -> Mine:
    """Copies that nobody has answered; nobody answers the own."""
    rows = found.waiting(found.submissions().filter(school_id=asked.school_id))
    owners = list(rows.values_list("plan__portfolio__staff", flat=True))
    reviewers = people.permitted(asked.school_id, Permission.PORTFOLIO_REVIEW, asked.day)
    return {
        account: sum(owner != staff for owner in owners) for account, staff in reviewers.items()
    }


def _late_goals(asked: Asked) -> Mine:
    """Counted goals of the running term's plan, from its middle on."""
    term = people.current_term(asked.school_id, asked.day)
    if term is None:
        return {}
    rows = list(
        found.with_goals(
            found.plans().filter(
                school_id=asked.school_id,
                horizon=Horizon.TERM,
                term=term,
                voided_at=None,
                portfolio__staff__in=set(asked.readers.values()),
            )
        )
    )
    progress = found.progress(rows, asked.day)
    late: Counter[uuid.UUID] = Counter()
    for plan in rows:
        for goal in plan.told_goals:
            if goal.dropped_at is None and goal.measure == Measure.COUNT:
                late[plan.portfolio.staff_id] += is_late(
                    progress[goal.pk], goal.target, found.days_of(plan), asked.day
                )
    return of_readers(asked, late)


LINES: tuple[DigestLine, ...] = (
    DigestLine(
        code="growth.to_review",
        link="/portfolios",
        count=_to_review,
        says=lambda n: _("Plans of colleagues that wait for your review: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="growth.late_goals",
        link="/portfolio",
        count=_late_goals,
        says=lambda n: _("Your goals that lag behind the term: %(n)d") % {"n": n},
    ),
)
