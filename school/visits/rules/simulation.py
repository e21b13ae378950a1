"""What a draft would ask: the same facts, judged as they stand and as if it were published.

A visit lies in the teaching week of its last day: it must be made by the end of that week.
"""

import datetime
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from school.people.rules import Week
from school.visits.rules.general import GeneralVisits
from school.visits.rules.obligations import Obligation, PolicyFact, State, TermFact, policy_for

BEFORE_TERM = 0
"""The place of a visit due before the first teaching week."""
STILL_TO_MAKE = frozenset({State.NOT_YET_DUE, State.DUE, State.DUE_SOON, State.OVERDUE})

Teacher = uuid.UUID | None
"""Who answers, by the staff id; None when nobody holds the post."""


@dataclass(frozen=True)
class Load:
    """What a set of judgements asks of people, in visits; exempt and apart left out."""

    asked: Mapping[Teacher, int]
    left: Mapping[tuple[Teacher, int], int]
    """Teacher and week -> the visits still to be made by the end of that week."""
    left_by_category: Mapping[uuid.UUID, int]
    general_asked: Mapping[Teacher, int]
    general_left: Mapping[Teacher, int]

    def left_of(self, teacher: Teacher) -> int:
        return sum(count for (who, _), count in self.left.items() if who == teacher)

    def by_week(self) -> Counter[int]:
        found: Counter[int] = Counter()
        for (_, week), count in self.left.items():
            found[week] += count
        return found


def as_if_published(policies: Iterable[PolicyFact], draft: PolicyFact) -> list[PolicyFact]:
    """The draft's number is its own already; publishing adds it to those in force."""
    return [*(one for one in policies if one.number != draft.number), draft]


def takes_effect(
    policies: Iterable[PolicyFact], draft: PolicyFact, opens_on: datetime.date
) -> bool:
    """Whether the draft, once published, holds for the window that opens on this day."""
    return policy_for(as_if_published(policies, draft), opens_on) == draft


def from_day(draft: PolicyFact, day: datetime.date) -> PolicyFact:
    """The draft as if it were in force on a day that it does not reach."""
    return replace(draft, effective_from=day)


def week_of(day: datetime.date, weeks: Sequence[Week]) -> int:
    """The number of the week; one more than the last for the days after it.

    A day between two weeks belongs to the one that comes.
    """
    if not weeks or day < weeks[0].first:
        return BEFORE_TERM
    return next((week.number for week in weeks if day <= week.last), weeks[-1].number + 1)


def load_of(
    obligations: Iterable[Obligation], general: Iterable[GeneralVisits], term: TermFact
) -> Load:
    asked: Counter[Teacher] = Counter()
    left: Counter[tuple[Teacher, int]] = Counter()
    by_category: Counter[uuid.UUID] = Counter()
    for one in obligations:
        if not one.in_whole:
            continue
        who = answering(one)
        asked[who] += one.required
        open_visits = _left(one)
        if open_visits:
            week = week_of(one.due_on, term.weeks.get(one.placement.stage, ()))
            left[who, week] += open_visits
            by_category[one.category_id] += open_visits
    general_asked: Counter[Teacher] = Counter()
    general_left: Counter[Teacher] = Counter()
    for child in general:
        if not child.in_whole:
            continue
        general_asked[answering(child)] += child.required
        if _left(child):
            general_left[answering(child)] += _left(child)
    return Load(asked, left, by_category, general_asked, general_left)


def answering(one: Obligation | GeneralVisits) -> Teacher:
    """Who is named beside it in every list: the longest in the post."""
    return one.responsible[0].staff_id if one.responsible else None


def _left(one: Obligation | GeneralVisits) -> int:
    return max(one.required - len(one.visits), 0) if one.state in STILL_TO_MAKE else 0
