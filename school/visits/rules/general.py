"""General visits (普访): whether every child was visited in an academic year, whatever for.

Facts in, judgements out, as in obligations.py; no category plays a part here.
"""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from school.people.roles import PostKind
from school.visits.models import Channel
from school.visits.rules.obligations import (
    APART,
    LEAST_DAYS,
    OPEN,
    ChildFacts,
    GeneralFact,
    HandOverFact,
    PlacementFact,
    PolicyFact,
    PostFact,
    State,
    VisitFact,
    Window,
    arrived_on,
    days_in,
    left_before,
    placement_on,
    policy_for,
    responsible_for,
    state_of,
    with_grace,
    within,
)


@dataclass(frozen=True)
class YearFact(Window):
    """An academic year: the visit windows of its terms, and what lies between them.

    `term_ends`: ordinal of a term -> the last day of its window. `stages`: stage -> its teaching
    days, term by term.
    """

    term_ends: Mapping[int, datetime.date]
    stages: Mapping[str, Sequence[tuple[datetime.date, datetime.date]]]


@dataclass(frozen=True)
class YearFacts:
    year: YearFact
    as_of: datetime.date
    policies: Sequence[PolicyFact]
    children: Sequence[ChildFacts]
    posts: Sequence[PostFact] = ()


@dataclass(frozen=True)
class GeneralVisits:
    """One child x one academic year. `placement` is where the child is, or was last."""

    id: str
    student_id: uuid.UUID
    state: State
    due_on: datetime.date
    required: int
    visits: tuple[VisitFact, ...]
    not_accepted: tuple[VisitFact, ...]
    placement: PlacementFact
    responsible: tuple[PostFact | HandOverFact, ...]
    days_at_school: int
    policy_number: int
    left_on: datetime.date | None

    @property
    def in_whole(self) -> bool:
        return self.state not in APART

    @property
    def is_settled(self) -> bool:
        return self.state == State.SETTLED

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def was_on_site(self) -> bool:
        return any(visit.channel == Channel.ON_SITE for visit in self.visits)


def asked_in(policies: Sequence[PolicyFact], year: YearFact) -> GeneralFact | None:
    """What holds for the whole year: the version in force when it opens, if it asks at all."""
    policy = policy_for(policies, year.opens_on)
    return policy.general if policy else None


def judge_year(facts: YearFacts) -> list[GeneralVisits]:
    policy = policy_for(facts.policies, facts.year.opens_on)
    if policy is None or policy.general is None:
        return []
    found = (_judge(facts, policy.number, policy.general, child) for child in facts.children)
    return [one for one in found if one is not None]


def _judge(
    facts: YearFacts, number: int, asked: GeneralFact, child: ChildFacts
) -> GeneralVisits | None:
    year, as_of = facts.year, facts.as_of
    placements = within(child.placements, year)
    days = days_in(p.cut(*span) for p in placements for span in year.stages.get(p.stage, ()))
    if not days:
        return None
    last_day = min(as_of, year.closes_on)
    met = [
        visit
        for visit in child.visits
        if visit.was_met
        and year.opens_on <= visit.visited_on <= last_day
        and any(placement.holds_on(visit.visited_on) for placement in placements)
    ]
    met.sort(key=lambda visit: (visit.visited_on, visit.id))
    visits = tuple(visit for visit in met if visit.channel in asked.accepted_channels)
    placement = placement_on(placements, last_day)
    due_on = with_grace(
        year.term_ends.get(asked.due_term, year.closes_on),
        came_on=arrived_on(placements, as_of),
        grace_days=asked.grace_days,
        window=year,
    )
    ends = [last for _first, last in year.stages.get(placement.stage, ())]
    left_on = left_before(max(ends, default=year.closes_on), placement, year, as_of)
    return GeneralVisits(
        id=str(uuid.uuid5(year.id, str(child.student_id))),
        student_id=child.student_id,
        state=state_of(
            is_counted=days >= LEAST_DAYS,
            is_settled=len(visits) >= asked.visits_required,
            is_exempt=False,
            has_left=left_on is not None,
            has_ended=False,
            starts_on=max(placements[0].starts_on, year.opens_on),
            due_on=due_on,
            as_of=as_of,
        ),
        due_on=due_on,
        required=asked.visits_required,
        visits=visits,
        not_accepted=tuple(visit for visit in met if visit not in visits),
        placement=placement,
        responsible=responsible_for(
            facts.posts, PostKind.HOMEROOM_TEACHER, placement, last_day, child.hand_overs
        ),
        days_at_school=days,
        policy_number=number,
        left_on=left_on,
    )
