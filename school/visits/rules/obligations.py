"""Whom the school owes a visit, by when, and what settled it: dated facts in, judgements out.

The queries hand over only what was believed at the moment asked about. Every day is inclusive.
"""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from school.people.roles import PostKind
from school.people.rules import Week
from school.visits.models import Outcome

LEAST_DAYS = 14
"""A child, or a circumstance, of fewer days in the term is shown apart (新增未到期)."""
SOON = datetime.timedelta(days=14)
SETTLING = frozenset({Outcome.DONE, Outcome.ELSEWHERE})
"""The outcomes of a family that was met."""
CLASS_POSTS = frozenset({PostKind.HOMEROOM_TEACHER, PostKind.DEPUTY_HOMEROOM})


class State(TextChoices):
    NOT_YET_DUE = "not_yet_due", _("Not yet due")
    DUE = "due", _("Owed")
    DUE_SOON = "due_soon", _("Due soon")
    OVERDUE = "overdue", _("Overdue")
    SETTLED = "settled", _("Settled")
    EXEMPT = "exempt", _("Exempt")
    ENDED = "ended", _("Ended without a visit")
    SHORT_STAY = "short_stay", _("New, not counted yet")
    LEFT = "left", _("Left before being visited")


OPEN = frozenset({State.DUE, State.DUE_SOON, State.OVERDUE})
"""What somebody still has to do."""
APART = frozenset({State.SHORT_STAY, State.LEFT})
"""Shown beside the figures, never in them."""

# ---- facts ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Span:
    starts_on: datetime.date
    ends_on: datetime.date | None = None

    def holds_on(self, day: datetime.date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def cut(self, first: datetime.date, last: datetime.date) -> tuple[datetime.date, datetime.date]:
        """The days of the span between two others; the first after the last when there are none."""
        return max(self.starts_on, first), min(self.ends_on or last, last)


@dataclass(frozen=True)
class PlacementFact(Span):
    school_class_id: uuid.UUID = field(kw_only=True)
    stage: str = field(kw_only=True)
    cohort_year: int = field(kw_only=True)


@dataclass(frozen=True)
class CircumstanceFact(Span):
    category_id: uuid.UUID = field(kw_only=True)
    source: str = field(kw_only=True)


@dataclass(frozen=True)
class VisitFact:
    id: uuid.UUID
    visited_on: datetime.date
    channel: str
    outcome: str
    purposes: frozenset[uuid.UUID]


@dataclass(frozen=True)
class PostFact(Span):
    staff_id: uuid.UUID = field(kw_only=True)
    name: str = field(kw_only=True)
    kind: str = field(kw_only=True)
    school_class_id: uuid.UUID | None = field(kw_only=True)
    cohort_year: int | None = field(kw_only=True)


@dataclass(frozen=True)
class RuleFact:
    visits_required: int
    accepted_channels: frozenset[str]
    due_week: int | None
    grace_days: int
    responsible_post: str


@dataclass(frozen=True)
class GeneralFact:
    """What a version asks of the general visits to every child of an academic year."""

    visits_required: int
    accepted_channels: frozenset[str]
    due_term: int
    grace_days: int
    on_site_percent: int | None = None


@dataclass(frozen=True)
class PolicyFact:
    """One published version: what it asks for each category, and of general visits if it does."""

    number: int
    effective_from: datetime.date
    rules: Mapping[uuid.UUID, RuleFact]
    general: GeneralFact | None = None


@dataclass(frozen=True)
class TermFact:
    id: uuid.UUID
    opens_on: datetime.date
    closes_on: datetime.date
    stages: Mapping[str, tuple[datetime.date, datetime.date]]
    weeks: Mapping[str, Sequence[Week]]


@dataclass(frozen=True)
class ChildFacts:
    """What is believed of one child in one term. `exemptions`: category -> approved exemption."""

    student_id: uuid.UUID
    placements: Sequence[PlacementFact]
    circumstances: Sequence[CircumstanceFact]
    visits: Sequence[VisitFact] = ()
    exemptions: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    term: TermFact
    as_of: datetime.date
    policies: Sequence[PolicyFact]
    children: Sequence[ChildFacts]
    posts: Sequence[PostFact] = ()


# ---- the judgement -------------------------------------------------------------------------


@dataclass(frozen=True)
class Obligation:
    """One child x one category x one term. `placement` is where the child is, or was last."""

    id: str
    student_id: uuid.UUID
    category_id: uuid.UUID
    state: State
    due_on: datetime.date
    required: int
    visits: tuple[VisitFact, ...]
    placement: PlacementFact
    responsible: tuple[PostFact, ...]
    circumstance: Span
    source: str
    days_in_term: int
    days_in_category: int
    policy_number: int
    exemption_id: uuid.UUID | None
    left_on: datetime.date | None
    not_accepted: tuple[VisitFact, ...] = ()
    """Visits that would count if their channel were accepted."""
    declined: tuple[VisitFact, ...] = ()
    """The visits of the window that the family declined, whatever their purpose."""

    @property
    def is_owed(self) -> bool:
        """Whether the school owes it, exempt or not."""
        return self.state not in APART

    @property
    def in_whole(self) -> bool:
        """Whether a share counts it below the line: owed and not exempt."""
        return self.is_owed and self.state != State.EXEMPT

    @property
    def is_settled(self) -> bool:
        return self.state == State.SETTLED

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def obligation_id(term_id: uuid.UUID, student_id: uuid.UUID, category_id: uuid.UUID) -> str:
    """The same for the same three, and telling none of them."""
    return str(uuid.uuid5(term_id, f"{student_id} {category_id}"))


def policy_for(policies: Iterable[PolicyFact], opens_on: datetime.date) -> PolicyFact | None:
    """The version that holds for a whole window: the latest in force when it opens."""
    fitting = [policy for policy in policies if policy.effective_from <= opens_on]
    return max(fitting, key=lambda policy: (policy.effective_from, policy.number), default=None)


def judge(facts: Facts) -> list[Obligation]:
    policy = policy_for(facts.policies, facts.term.opens_on)
    if policy is None:
        return []
    judged: list[Obligation] = []
    for child in facts.children:
        by_category: defaultdict[uuid.UUID, list[CircumstanceFact]] = defaultdict(list)
        for one in child.circumstances:
            by_category[one.category_id].append(one)
        for category_id, periods in by_category.items():
            rule = policy.rules.get(category_id)
            if rule is None:
                continue
            one_judged = _judge(facts, policy, rule, child, category_id, periods)
            if one_judged is not None:
                judged.append(one_judged)
    return judged


def _judge(
    facts: Facts,
    policy: PolicyFact,
    rule: RuleFact,
    child: ChildFacts,
    category_id: uuid.UUID,
    periods: Sequence[CircumstanceFact],
) -> Obligation | None:
    term, as_of = facts.term, facts.as_of
    periods = sorted(
        (p for p in periods if overlaps(p, term.opens_on, term.closes_on)),
        key=lambda p: p.starts_on,
    )
    placements = sorted(
        (p for p in child.placements if overlaps(p, term.opens_on, term.closes_on)),
        key=lambda p: p.starts_on,
    )
    in_term = days_in(p.cut(*term.stages[p.stage]) for p in placements if p.stage in term.stages)
    if not periods or not in_term:
        return None
    in_category = days_in(p.cut(term.opens_on, term.closes_on) for p in periods)
    last_day = min(as_of, term.closes_on)
    fitting = _fitting(child.visits, category_id, periods, placements, term, last_day)
    visits = tuple(one for one in fitting if one.channel in rule.accepted_channels)
    placement = placement_on(placements, last_day)
    due_on = _due_on(rule, term, placement.stage, placements, periods, as_of)
    left_on = _left_on(placements, term, as_of)
    state = state_of(
        is_counted=in_term >= LEAST_DAYS and in_category >= LEAST_DAYS,
        is_settled=len(visits) >= rule.visits_required,
        is_exempt=category_id in child.exemptions,
        has_left=left_on is not None,
        has_ended=periods[-1].ends_on is not None and periods[-1].ends_on < last_day,
        starts_on=max(periods[0].starts_on, placements[0].starts_on, term.opens_on),
        due_on=due_on,
        as_of=as_of,
    )
    return Obligation(
        id=obligation_id(term.id, child.student_id, category_id),
        student_id=child.student_id,
        category_id=category_id,
        state=state,
        due_on=due_on,
        required=rule.visits_required,
        visits=visits,
        placement=placement,
        responsible=responsible_for(facts.posts, rule.responsible_post, placement, last_day),
        circumstance=Span(periods[0].starts_on, periods[-1].ends_on),
        source=periods[-1].source,
        days_in_term=in_term,
        days_in_category=in_category,
        policy_number=policy.number,
        exemption_id=child.exemptions.get(category_id),
        left_on=left_on,
        not_accepted=tuple(one for one in fitting if one not in visits),
        declined=_declined(child.visits, term, last_day),
    )


def state_of(
    *,
    is_counted: bool,
    is_settled: bool,
    is_exempt: bool,
    has_left: bool,
    has_ended: bool,
    starts_on: datetime.date,
    due_on: datetime.date,
    as_of: datetime.date,
) -> State:
    """What was done comes before what cannot be done any more, and that before what is due."""
    if not is_counted:
        return State.SHORT_STAY
    if is_settled:
        return State.SETTLED
    if is_exempt:
        return State.EXEMPT
    if has_left:
        return State.LEFT
    if has_ended:
        return State.ENDED
    if as_of < starts_on:
        return State.NOT_YET_DUE
    if as_of > due_on:
        return State.OVERDUE
    return State.DUE_SOON if due_on - as_of <= SOON else State.DUE


def overlaps(span: Span, first: datetime.date, last: datetime.date) -> bool:
    begins, ends = span.cut(first, last)
    return begins <= ends


def days_in(spans: Iterable[tuple[datetime.date, datetime.date]]) -> int:
    """How many days lie in at least one of the spans."""
    total, reached = 0, datetime.date.min
    for first, last in sorted(spans):
        first = max(first, reached)
        if first <= last:
            total += (last - first).days + 1
            reached = last + datetime.timedelta(days=1)
    return total


def _fitting(
    visits: Iterable[VisitFact],
    category_id: uuid.UUID,
    periods: Sequence[Span],
    placements: Sequence[Span],
    term: TermFact,
    last_day: datetime.date,
) -> tuple[VisitFact, ...]:
    """The families met for this purpose, inside the period, through whatever channel."""
    fitting = [
        visit
        for visit in visits
        if category_id in visit.purposes
        and visit.outcome in SETTLING
        and term.opens_on <= visit.visited_on <= last_day
        and any(period.holds_on(visit.visited_on) for period in periods)
        and any(placement.holds_on(visit.visited_on) for placement in placements)
    ]
    return tuple(sorted(fitting, key=lambda visit: (visit.visited_on, visit.id)))


def _declined(
    visits: Iterable[VisitFact], term: TermFact, last_day: datetime.date
) -> tuple[VisitFact, ...]:
    declined = [
        visit
        for visit in visits
        if visit.outcome == Outcome.DECLINED and term.opens_on <= visit.visited_on <= last_day
    ]
    return tuple(sorted(declined, key=lambda visit: (visit.visited_on, visit.id)))


def placement_on(placements: Sequence[PlacementFact], day: datetime.date) -> PlacementFact:
    """Where the child is on the day; else where it was last; else where it will come."""
    begun = [p for p in placements if p.starts_on <= day]
    return begun[-1] if begun else placements[0]


def _arrived_on(placements: Sequence[PlacementFact], as_of: datetime.date) -> datetime.date:
    """Since when the child has been here without a day's gap, as of the day; classes may change."""
    begun = [p for p in placements if p.starts_on <= as_of] or placements[:1]
    arrived_on = begun[-1].starts_on
    for earlier in reversed(begun[:-1]):
        if earlier.ends_on is None or earlier.ends_on + datetime.timedelta(days=1) < arrived_on:
            break
        arrived_on = earlier.starts_on
    return arrived_on


def _left_on(
    placements: Sequence[PlacementFact], term: TermFact, as_of: datetime.date
) -> datetime.date | None:
    """The last day of a child that left before the term's end; None for one still there.

    A child that comes back later in the term has left until then.
    """
    last = placement_on(placements, as_of)
    until = min(term.stages.get(last.stage, (term.opens_on, term.closes_on))[1], term.closes_on)
    if last.ends_on is not None and last.ends_on < min(until, as_of):
        return last.ends_on
    return None


def _due_on(
    rule: RuleFact,
    term: TermFact,
    stage: str,
    placements: Sequence[PlacementFact],
    periods: Sequence[Span],
    as_of: datetime.date,
) -> datetime.date:
    """The rule's week, or the window's end; who came late gets the grace, within the window."""
    due_on = next(
        (week.last for week in term.weeks.get(stage, ()) if week.number == rule.due_week),
        term.closes_on,
    )
    starts_on = max(_arrived_on(placements, as_of), periods[0].starts_on)
    if starts_on > term.opens_on:
        due_on = max(due_on, starts_on + datetime.timedelta(days=rule.grace_days))
    return min(due_on, term.closes_on)


def responsible_for(
    posts: Iterable[PostFact], kind: str, placement: PlacementFact, day: datetime.date
) -> tuple[PostFact, ...]:
    """Who holds the rule's post for the child's class on the day, the longest there first."""
    holders = [
        post
        for post in posts
        if post.kind == kind
        and post.holds_on(day)
        and (kind not in CLASS_POSTS or post.school_class_id == placement.school_class_id)
        and (kind != PostKind.GRADE_LEADER or post.cohort_year == placement.cohort_year)
    ]
    return tuple(sorted(holders, key=lambda post: (post.starts_on, post.staff_id)))
