"""What the weekly digest counts of pairs: the reader's own, and never one against another."""

import uuid
from collections import Counter
from collections.abc import Callable, Collection
from typing import Any

from django.utils.translation import gettext as _

from school.mentoring.models import ActionStep, DutyKind, ExitRequest, RevealNotice
from school.mentoring.queries import months
from school.mentoring.queries import pairs as found
from school.mentoring.queries.months import PairMonth
from school.people import queries as people
from school.people.roles import Permission
from school.shared.digests import Asked, DigestLine, Mine, of_readers

SIDES = {
    DutyKind.MENTOR_OBSERVES: ("mentor_id",),
    DutyKind.MENTEE_OBSERVES: ("mentee_id",),
    DutyKind.EVALUATION: ("mentor_id", "mentee_id"),
    DutyKind.TALK: ("mentor_id", "mentee_id"),
}
"""What is lacking -> who of the two is told of it."""


def _months(asked: Asked) -> list[PairMonth]:
    """The running month of the pairs of the readers."""
    term = people.current_term(asked.school_id, asked.day)
    if term is None:
        return []
    rows = found.of_staff(found.pairs().filter(school_id=asked.school_id), asked.readers.values())
    return [
        one
        for one in months.pair_months(rows, [term], until=asked.last)
        if one.month.days[0] <= asked.day <= one.month.days[1]
    ]


def _lacking(kinds: Collection[DutyKind]) -> Callable[[Asked], Mine]:
    """How much of these the months of the reader's pairs still ask for."""

    def count(asked: Asked) -> Mine:
        by_staff: Counter[uuid.UUID] = Counter()
        for one in _months(asked):
            for duty in one.judged.asked:
                if duty.kind in kinds:
                    for side in SIDES[duty.kind]:
                        by_staff[getattr(one.pair, side)] += duty.lacking
        return of_readers(asked, by_staff)

    return count


def _steps(asked: Asked) -> Mine:
    """Steps of the reader's pairs that the two look at again by the end of the week."""
    due = ActionStep.objects.filter(
        school_id=asked.school_id, closed_at=None, check_on__lte=asked.last
    )
    by_staff: Counter[uuid.UUID] = Counter()
    for two in due.values_list("pair__mentor_id", "pair__mentee_id"):
        by_staff.update(two)
    return of_readers(asked, by_staff)


def _opened(asked: Asked) -> Mine:
    """How often somebody opened a talk of the reader's, and the reader has not seen it yet."""
    unseen = RevealNotice.objects.filter(school_id=asked.school_id, seen_at=None)
    return of_readers(asked, Counter(unseen.values_list("staff_id", flat=True)))


def _drafts(asked: Asked) -> list[tuple[Any, Any]]:
    """Pairs with an agreement that is not signed, and that agreement."""
    rows = found.pairs().filter(school_id=asked.school_id, closed_at=None)
    return [
        (pair, pair.told_agreements[-1])
        for pair in rows
        if pair.told_agreements[-1].school_signed_at is None
    ]


def _to_accept(asked: Asked) -> Mine:
    by_staff: Counter[uuid.UUID] = Counter()
    for pair, version in _drafts(asked):
        if version.mentor_accepted_at is None:
            by_staff[pair.mentor_id] += 1
        if version.mentee_accepted_at is None:
            by_staff[pair.mentee_id] += 1
    return of_readers(asked, by_staff)


def _to_sign(asked: Asked) -> Mine:
    """Accepted by both; nobody signs for a pair of their own."""
    ready = [
        (pair.mentor_id, pair.mentee_id)
        for pair, version in _drafts(asked)
        if version.mentor_accepted_at is not None and version.mentee_accepted_at is not None
    ]
    signers = people.permitted(asked.school_id, Permission.PAIR_APPROVE, asked.day)
    return {account: sum(staff not in two for two in ready) for account, staff in signers.items()}


def _to_decide(asked: Asked) -> Mine:
    """Wishes to end a pair, of others and of pairs that are not the reader's."""
    waiting = ExitRequest.objects.filter(
        school_id=asked.school_id, decided_at=None, withdrawn_at=None
    ).values_list("created_by_id", "pair__mentor_id", "pair__mentee_id")
    deciders = people.permitted(asked.school_id, Permission.PAIR_APPROVE, asked.day)
    return {
        account: sum(account != one and staff not in two for one, *two in waiting)
        for account, staff in deciders.items()
    }


LINES: tuple[DigestLine, ...] = (
    DigestLine(
        code="mentoring.talks_opened",
        link="/pairs",
        count=_opened,
        says=lambda n: _("Talks of your pair that the school opened: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="mentoring.to_accept",
        link="/pairs",
        count=_to_accept,
        says=lambda n: _("Mentoring agreements to accept: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="mentoring.observations",
        link="/pairs",
        count=_lacking((DutyKind.MENTOR_OBSERVES, DutyKind.MENTEE_OBSERVES)),
        says=lambda n: _("Lessons to observe for your pair's month: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="mentoring.evaluations",
        link="/pairs",
        count=_lacking((DutyKind.EVALUATION,)),
        says=lambda n: _("Lessons to talk over for your pair's month: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="mentoring.talks",
        link="/pairs",
        count=_lacking((DutyKind.TALK,)),
        says=lambda n: _("Talks to have for your pair's month: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="mentoring.steps",
        link="/pairs",
        count=_steps,
        says=lambda n: _("Steps to look at again with your pair by Sunday: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="mentoring.to_sign",
        link="/pairs",
        count=_to_sign,
        says=lambda n: _("Mentoring agreements to sign: %(n)d") % {"n": n},
    ),
    DigestLine(
        code="mentoring.exits",
        link="/pairs",
        count=_to_decide,
        says=lambda n: _("Wishes to end a pair to decide on: %(n)d") % {"n": n},
    ),
)
