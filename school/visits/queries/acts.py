"""Home visits as the portfolio of a visitor tells them: how many in a month, and nothing else."""

import datetime
import uuid
from collections import Counter
from collections.abc import Collection
from decimal import Decimal

from school.shared.acts import Act
from school.visits.models import HomeVisit, VisitCompanion
from school.visits.rules.obligations import SETTLING


def portfolio_acts(
    school_id: uuid.UUID,
    staff_ids: Collection[uuid.UUID],
    first: datetime.date,
    last: datetime.date,
) -> dict[uuid.UUID, list[Act]]:
    """Person -> one act a month with the number of families met, by who recorded the visit and by
    who confirmed having come along. No child, no day, no reason. Two queries.
    """
    visits = HomeVisit.objects.filter(
        school_id=school_id, voided_at=None, outcome__in=SETTLING, visited_on__range=(first, last)
    )
    recorded = visits.filter(created_by__staff__in=staff_ids)
    joined = VisitCompanion.objects.filter(
        visit__in=visits, staff__in=staff_ids, confirmed_at__isnull=False
    )
    counts: Counter[tuple[uuid.UUID, datetime.date]] = Counter()
    for person, day in [
        *recorded.order_by().values_list("created_by__staff_id", "visited_on"),
        *joined.order_by().values_list("staff_id", "visit__visited_on"),
    ]:
        counts[person, day.replace(day=1)] += 1
    told: dict[uuid.UUID, list[Act]] = {}
    for (person, month), number in sorted(counts.items(), key=lambda one: one[0][1]):
        told.setdefault(person, []).append(
            Act(
                "home-visits",
                f"{month:%Y-%m}",
                max(month, first),
                ("visits",),
                "",
                amount=Decimal(number),
            )
        )
    return told
