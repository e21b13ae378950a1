"""As what the acts of a portfolio count."""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from school.growth.models import Counter
from school.shared.acts import Act


class ActKind(TextChoices):
    """What the contexts below say of a record; the first of its kinds is what it is shown as."""

    LESSON_GIVEN = "lesson_given", _("Lesson given")
    LESSON_REFLECTION = "lesson_reflection", _("Reflection on a lesson")
    LESSON_OBSERVED = "lesson_observed", _("Lesson observed")
    MENTOR_MONTH = "mentor_month", _("Month as a mentor")
    MENTEE_MONTH = "mentee_month", _("Month as a mentee")
    VISITS = "visits", _("Home visits")
    LED = "led", _("Activity led")
    TALK = "talk", _("Talk given")
    TRAINING = "training", _("Training")
    RESEARCH = "research", _("Teaching research")
    STUDY = "study", _("Study")
    ACTIVITY = "activity", _("Activity")
    ACTIVITY_REFLECTION = "activity_reflection", _("Reflection on an activity")
    AWARD = "award", _("Award")


KINDS: Mapping[Counter, frozenset[ActKind]] = {
    Counter.LESSONS: frozenset({ActKind.LESSON_GIVEN}),
    Counter.OBSERVATIONS: frozenset({ActKind.LESSON_OBSERVED}),
    Counter.MENTOR_MONTHS: frozenset({ActKind.MENTOR_MONTH, ActKind.MENTEE_MONTH}),
    Counter.TRAINING_HOURS: frozenset({ActKind.TRAINING}),
    Counter.RESEARCH: frozenset({ActKind.RESEARCH}),
    Counter.TALKS: frozenset({ActKind.TALK}),
    Counter.LED: frozenset({ActKind.LED}),
    Counter.AWARDS: frozenset({ActKind.AWARD}),
    Counter.REFLECTIONS: frozenset({ActKind.LESSON_REFLECTION, ActKind.ACTIVITY_REFLECTION}),
}
ADDED_UP = frozenset({Counter.TRAINING_HOURS})
"""What is measured by its amount; the others by the number of records."""
Span = tuple[datetime.date, datetime.date]


def counts_as(act: Act, counter: str) -> bool:
    """What does not stand yet counts as nothing."""
    return act.stands and bool(KINDS[Counter(counter)] & set(act.kinds))


def total(
    counter: str, acts: Iterable[Act], own_reflections: Iterable[datetime.date], days: Span
) -> Decimal:
    """How far it is on these days. Own reflections count beside those that stand
    in other records."""
    first, last = days
    counted = [act for act in acts if first <= act.on <= last and counts_as(act, counter)]
    if counter in ADDED_UP:
        return sum((act.amount for act in counted), Decimal(0))
    found = len(counted)
    if counter == Counter.REFLECTIONS:
        found += sum(first <= day <= last for day in own_reflections)
    return Decimal(found)
