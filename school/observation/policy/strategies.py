"""Who finds a strategy: everybody once the teacher agreed; before, the two whom it concerns."""

import uuid
from typing import Any

from django.db.models import Q, QuerySet

from school.observation.models import (
    CardAnswer,
    ObservationState,
    ObservedStrategy,
    StrategyCard,
    StrategyTag,
)
from school.people.access import Policy, SchoolWide
from school.people.models import User
from school.people.roles import Permission

PUBLIC = Q(answer=CardAnswer.CONSENTED, withdrawn_at=None)


def concerning(staff_id: uuid.UUID | None) -> Q:
    """Seen by this person, or of this person."""
    if staff_id is None:
        return Q(pk=None)
    return Q(strategy__observation__observer=staff_id) | Q(
        strategy__observation__session__host=staff_id
    )


class StrategyTagPolicy(SchoolWide[StrategyTag]):
    needs = {
        "list": Permission.STRATEGY_READ,
        "create": Permission.LESSON_KEEP,
        "change": Permission.LESSON_KEEP,
    }


class StrategyCardPolicy(Policy[StrategyCard]):
    needs = {
        "list": Permission.STRATEGY_READ,
        "export": Permission.STRATEGY_READ,
        "create": Permission.LESSON_OBSERVE,
        "answer": Permission.STRATEGY_READ,
        "withdraw": Permission.STRATEGY_READ,
    }

    def visible(self, user: User, rows: QuerySet[StrategyCard]) -> QuerySet[StrategyCard]:
        return rows.filter(PUBLIC | concerning(user.staff_id))

    def fits(self, user: User, verb: str, row: Any) -> bool:
        """`row` with its strategy's observation and session."""
        observation = row.strategy.observation
        is_host: bool = observation.session.host_id == user.staff_id
        is_observer: bool = observation.observer_id == user.staff_id
        if verb == "answer":
            return is_host
        return verb != "withdraw" or is_host or is_observer


def askable(user: User, rows: QuerySet[ObservedStrategy]) -> QuerySet[ObservedStrategy]:
    """What this person saw and has shared."""
    if user.staff_id is None:
        return rows.none()
    return rows.filter(observation__observer=user.staff_id).exclude(
        observation__state=ObservationState.DRAFT
    )


def open_tags(user: User, rows: QuerySet[StrategyTag]) -> QuerySet[StrategyTag]:
    return rows.filter(is_active=True)
