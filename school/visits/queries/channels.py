"""Which ways of meeting a family count today, for what: for the hint beside the choice."""

import datetime
import uuid
from dataclasses import dataclass

from school.people import queries as people
from school.visits.models import Channel
from school.visits.queries.facts import policies_known
from school.visits.queries.general import year_fact
from school.visits.rules.general import asked_in
from school.visits.rules.obligations import policy_for


@dataclass(frozen=True)
class Accepted:
    """Category -> channels that count for it; `general` is None when none are asked for."""

    by_category: dict[uuid.UUID, list[str]]
    general: list[str] | None


def accepted_channels(school_id: uuid.UUID, on: datetime.date) -> Accepted:
    """By the versions that hold for the term and the academic year of the day."""
    term = people.current_term(school_id, on)
    if term is None:
        return Accepted({}, None)
    policies = policies_known(school_id, None)
    policy = policy_for(policies, term.window_opens_on)
    general = asked_in(policies, year_fact(term))
    return Accepted(
        {
            category_id: in_order(rule.accepted_channels)
            for category_id, rule in (policy.rules if policy else {}).items()
        },
        in_order(general.accepted_channels) if general else None,
    )


def in_order(channels: frozenset[str]) -> list[str]:
    return [channel for channel in Channel.values if channel in channels]
