"""The months of pairs as the portfolios of the two tell them."""

import datetime
import uuid
from collections.abc import Collection

from school.mentoring.queries import months
from school.mentoring.queries import pairs as found
from school.mentoring.rules.months import State
from school.people import queries as people
from school.shared.acts import Act

SIDES = (("mentor_id", "mentee", "mentor_month"), ("mentee_id", "mentor", "mentee_month"))
"""Whose act it is, who stands on the other side, and as what it counts."""


def portfolio_acts(
    school_id: uuid.UUID,
    staff_ids: Collection[uuid.UUID],
    first: datetime.date,
    last: datetime.date,
) -> dict[uuid.UUID, list[Act]]:
    """Person -> the months that are met, on the day of the last record that they asked for. A
    fixed number of queries, however many people.
    """
    wanted = set(staff_ids)
    rows = found.of_staff(found.pairs().filter(school_id=school_id), wanted)
    terms = [
        term
        for term in people.terms(school_id)
        if term.window_opens_on <= last and first <= term.window_closes_on
    ]
    told: dict[uuid.UUID, list[Act]] = {}
    for one in months.pair_months(rows, terms, until=last):
        if one.judged.state != State.MET:
            continue
        on = max(proof.on for proof in one.proofs if proof.kinds)
        for side, other, kind in SIDES:
            person = getattr(one.pair, side)
            if person in wanted and first <= on <= last:
                label = " · ".join(
                    part for part in (getattr(one.pair, other).name, one.pair.subject) if part
                )
                told.setdefault(person, []).append(
                    Act("mentor-pairs", one.key, on, (kind,), label, opens=one.pair.pk)
                )
    for acts in told.values():
        acts.sort(key=lambda act: (act.on, act.name))
    return told
