"""What the texts of a record are like: those that others shared, and the writer's own."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Q

from school.observation.models import Observation, ObservedStrategy
from school.observation.queries import limits
from school.observation.queries.observations import SHARED
from school.observation.rules import similarity as rules
from school.people import queries as people

TEXTS = ("suggestion", "highlights", "board", "participation")
TERMS = 2


@dataclass(frozen=True)
class Alike:
    """A text of the record, and how much of it stands in another. `own_id`: the writer's own other
    record; of a colleague's nothing is told but that it is so.
    """

    field: str
    share: Fraction
    own_id: uuid.UUID | None


def alike(row: Observation, *, today: datetime.date) -> list[Alike]:
    """For each text the closest of the writer's own and the closest of the others."""
    least = Fraction(limits.limits_on(row.school_id, today).similarity_from)
    others = (
        Observation.objects.filter(
            SHARED | Q(observer_id=row.observer_id),
            school_id=row.school_id,
            session__taught_on__gte=_since(row.school_id, today),
        )
        .exclude(pk=row.pk)
        .order_by("pk")
    )
    own = set(others.filter(observer_id=row.observer_id).values_list("pk", flat=True))
    texts = [
        (key, text) for key, *found in others.values_list("pk", *TEXTS) for text in found if text
    ]
    seen = ObservedStrategy.objects.filter(observation__in=others.order_by().values("pk"))
    texts += seen.order_by("pk").values_list("observation_id", "text")
    mine = [rules.Other(str(key), text) for key, text in texts if key in own]
    theirs = [rules.Other("", text) for key, text in texts if key not in own]
    found = []
    for field, text in own_texts(row):
        for group in (mine, theirs):
            for one in rules.most_alike(text, group, at_least=least)[:1]:
                key = uuid.UUID(one.key) if one.key else None
                found.append(Alike(field, one.share, key))
    return found


def own_texts(row: Any) -> Sequence[tuple[str, str]]:
    """Field -> what is written there; strategies by their place."""
    written = [(name, getattr(row, name)) for name in TEXTS if getattr(row, name)]
    strategies = row.strategies.order_by("position").values_list("text", flat=True)
    return [*((f"strategies.{n}", text) for n, text in enumerate(strategies)), *written]


def _since(school_id: uuid.UUID, today: datetime.date) -> datetime.date:
    """The first day of the term before this one."""
    begun = [one.window_opens_on for one in people.terms(school_id) if one.window_opens_on <= today]
    return begun[-TERMS:][0] if begun else datetime.date(today.year - 1, today.month, 1)
