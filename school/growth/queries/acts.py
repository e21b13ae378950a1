"""What teachers did, gathered from the records of every context. Nothing of it is stored here."""

import datetime
import uuid
from collections.abc import Callable, Collection, Mapping

from school.activities.queries.acts import portfolio_acts as took_part
from school.mentoring.queries.acts import portfolio_acts as mentored
from school.observation.queries.acts import portfolio_acts as observed
from school.recognition.queries.acts import portfolio_acts as won
from school.shared.acts import Act
from school.visits.queries.acts import portfolio_acts as visited

Tells = Callable[
    [uuid.UUID, Collection[uuid.UUID], datetime.date, datetime.date],
    Mapping[uuid.UUID, list[Act]],
]
SOURCES: tuple[Tells, ...] = (observed, mentored, visited, took_part, won)


def gathered(
    school_id: uuid.UUID,
    staff_ids: Collection[uuid.UUID],
    first: datetime.date,
    last: datetime.date,
) -> dict[uuid.UUID, list[Act]]:
    """Person -> the acts of these days, in their order; everybody asked about is in it."""
    wanted = set(staff_ids)
    found: dict[uuid.UUID, list[Act]] = {one: [] for one in wanted}
    if wanted and first <= last:
        for tells in SOURCES:
            for person, acts in tells(school_id, wanted, first, last).items():
                found[person] += acts
    return {
        person: sorted(acts, key=lambda act: (act.on, act.type, act.name))
        for person, acts in found.items()
    }


def of_person(
    school_id: uuid.UUID, staff_id: uuid.UUID, first: datetime.date, last: datetime.date
) -> list[Act]:
    return gathered(school_id, [staff_id], first, last)[staff_id]
