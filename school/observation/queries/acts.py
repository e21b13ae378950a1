"""Lessons and observations as the portfolios of those who gave and made them tell them."""

import datetime
import uuid
from collections.abc import Collection

from school.observation.models import LessonSession
from school.observation.queries.observations import counted
from school.shared.acts import Act


def portfolio_acts(
    school_id: uuid.UUID,
    staff_ids: Collection[uuid.UUID],
    first: datetime.date,
    last: datetime.date,
) -> dict[uuid.UUID, list[Act]]:
    """Person -> what was given and observed on these days. Two queries, however many people."""
    told: dict[uuid.UUID, list[Act]] = {}
    given = LessonSession.objects.filter(
        school_id=school_id,
        host__in=staff_ids,
        is_out_of_school=False,
        cancelled_at=None,
        taught_on__range=(first, last),
    )
    for lesson in given.order_by("taught_on", "period", "pk"):
        kinds = ("lesson_given", "lesson_reflection") if lesson.reflected_at else ("lesson_given",)
        assert lesson.host_id is not None
        told.setdefault(lesson.host_id, []).append(
            Act("lessons", str(lesson.pk), lesson.taught_on, kinds, lesson.topic, opens=lesson.pk)
        )
    seen = counted(school_id).filter(
        observer__in=staff_ids, session__taught_on__range=(first, last)
    )
    for row in seen.select_related("session").order_by("session__taught_on", "pk"):
        told.setdefault(row.observer_id, []).append(
            Act(
                "observations",
                str(row.pk),
                row.session.taught_on,
                ("lesson_observed",),
                row.session.topic,
                opens=row.pk,
            )
        )
    return told
