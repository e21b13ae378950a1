"""What a school has set for all observations."""

import datetime
import uuid

from school.observation.models import ObservationLimits
from school.observation.rules import limits as rules


def history(school_id: uuid.UUID) -> list[ObservationLimits]:
    """All that were ever set: few, and read together."""
    return list(ObservationLimits.objects.filter(school_id=school_id))


def limits_on(school_id: uuid.UUID, day: datetime.date) -> rules.Limits:
    return rules.in_force(history(school_id), day)
