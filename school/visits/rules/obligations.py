"""Whom the school owes a visit, by when, and what settled it: dated facts in, judgements out.

The queries hand over only what was believed at the moment asked about. Every day is inclusive.
"""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from school.people.roles import VISITING_POSTS, PostKind
from school.people.rules import Week
from school.visits.models import Outcome

LEAST_DAYS = 14
"""A child, or a circumstance, of fewer days in the term is shown apart (新增未到期)."""
DAY = datetime.timedelta(days=1)
SOON = 14 * DAY
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


class Miss(TextChoices):
    """Why a visit does not settle an obligation, in the order in which it is asked."""

    VOIDED = "voided", _("It was voided.")
    OTHER_WINDOW = "other_window", _("Its day lies outside the term's visit window.")
    LATER = "later", _("It was made after the day asked about.")
    NOT_MET = "not_met", _("The family was not met.")
    OTHER_PURPOSE = "other_purpose", _("It was not recorded for this purpose.")
    CHANNEL = "channel", _("The requirement does not accept this channel.")
    OUTSIDE_PERIOD = "outside_period", _("On its day the child was not in this category.")
    NOT_AT_SCHOOL = "not_at_school", _("On its day the child was not at this school.")


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


S = TypeVar("S", bound=Span)


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
    is_voided: bool = False

    @property
    def was_met(self) -> bool:
        """Whether it stands, and the family was met."""
        return not self.is_voided and self.outcome in SETTLING


@dataclass(frozen=True)
class PostFact(Span):
    staff_id: uuid.UUID = field(kw_only=True)
    name: str = field(kw_only=True)
    kind: str = field(kw_only=True)
    school_class_id: uuid.UUID | None = field(kw_only=True)
    cohort_year: int | None = field(kw_only=True)


@dataclass(frozen=True)
class HandOverFact(Span):
    """Who answers for the visits to a child in the place of the post's holder."""

    id: uuid.UUID = field(kw_only=True)
    staff_id: uuid.UUID = field(kw_only=True)
    name: str = field(kw_only=True)


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
class Window:
    """The days within which visits are asked for and count."""

    id: uuid.UUID
    opens_on: datetime.date
    closes_on: datetime.date


@dataclass(frozen=True)
class TermFact(Window):
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
    hand_overs: Sequence[HandOverFact] = ()


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
    responsible: tuple[PostFact | HandOverFact, ...]
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
    periods, placements = within(periods, term), within(child.placements, term)
    in_term = days_in(p.cut(*term.stages[p.stage]) for p in placements if p.stage in term.stages)
    if not periods or not in_term:
        return None
    in_category = days_in(p.cut(term.opens_on, term.closes_on) for p in periods)
    last_day = min(as_of, term.closes_on)
    missed = {
        one: miss(one, rule, category_id, periods, placements, term, last_day)
        for one in sorted(child.visits, key=lambda visit: (visit.visited_on, visit.id))
    }
    visits = tuple(one for one, why in missed.items() if why is None)
    placement = placement_on(placements, last_day)
    due_on = with_grace(
        next(
            (w.last for w in term.weeks.get(placement.stage, ()) if w.number == rule.due_week),
            term.closes_on,
        ),
        came_on=max(arrived_on(placements, as_of), periods[0].starts_on),
        grace_days=rule.grace_days,
        window=term,
    )
    _begins, teaching_ends_on = term.stages.get(placement.stage, (term.opens_on, term.closes_on))
    left_on = left_before(teaching_ends_on, placement, term, as_of)
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
        responsible=responsible_for(
            facts.posts, rule.responsible_post, placement, last_day, child.hand_overs
        ),
        circumstance=Span(periods[0].starts_on, periods[-1].ends_on),
        source=periods[-1].source,
        days_in_term=in_term,
        days_in_category=in_category,
        policy_number=policy.number,
        exemption_id=child.exemptions.get(category_id),
        left_on=left_on,
        declined=_declined(child.visits, term, last_day),
        not_accepted=tuple(one for one, why in missed.items() if why == Miss.CHANNEL),
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


def within(spans: Iterable[S], window: Window) -> list[S]:
    """Those that share a day with the window, the earliest first."""
    shared = (span for span in spans if overlaps(span, window.opens_on, window.closes_on))
    return sorted(shared, key=lambda span: span.starts_on)


def days_in(spans: Iterable[tuple[datetime.date, datetime.date]]) -> int:
    """How many days lie in at least one of the spans."""
    total, reached = 0, datetime.date.min
    for first, last in sorted(spans):
        first = max(first, reached)
        if first <= last:
            total += (last - first).days + 1
            reached = last + DAY
    return total


def miss(
    visit: VisitFact,
    rule: RuleFact,
    category_id: uuid.UUID,
    periods: Iterable[Span],
    placements: Iterable[Span],
    term: TermFact,
    last_day: datetime.date,
) -> Miss | None:
    """The first reason why this visit does not count for the category; None for one that does.

    The channel is asked last: what only it keeps from counting is told apart.
    """
    if visit.is_voided:
        return Miss.VOIDED
    if not term.opens_on <= visit.visited_on <= term.closes_on:
        return Miss.OTHER_WINDOW
    if visit.visited_on > last_day:
        return Miss.LATER
    if not visit.was_met:
        return Miss.NOT_MET
    if category_id not in visit.purposes:
        return Miss.OTHER_PURPOSE
    if not any(period.holds_on(visit.visited_on) for period in periods):
        return Miss.OUTSIDE_PERIOD
    if not any(placement.holds_on(visit.visited_on) for placement in placements):
        return Miss.NOT_AT_SCHOOL
    if visit.channel not in rule.accepted_channels:
        return Miss.CHANNEL
    return None


def _declined(
    visits: Iterable[VisitFact], term: TermFact, last_day: datetime.date
) -> tuple[VisitFact, ...]:
    declined = [
        visit
        for visit in visits
        if visit.outcome == Outcome.DECLINED
        and not visit.is_voided
        and term.opens_on <= visit.visited_on <= last_day
    ]
    return tuple(sorted(declined, key=lambda visit: (visit.visited_on, visit.id)))


def placement_on(placements: Sequence[PlacementFact], day: datetime.date) -> PlacementFact:
    """Where the child is on the day; else where it was last; else where it will come."""
    begun = [p for p in placements if p.starts_on <= day]
    return begun[-1] if begun else placements[0]


def arrived_on(placements: Sequence[PlacementFact], as_of: datetime.date) -> datetime.date:
    """Since when the child has been here without a day's gap, as of the day; classes may change."""
    begun = [p for p in placements if p.starts_on <= as_of] or placements[:1]
    since = begun[-1].starts_on
    for earlier in reversed(begun[:-1]):
        if earlier.ends_on is None or earlier.ends_on + datetime.timedelta(days=1) < since:
            break
        since = earlier.starts_on
    return since


def left_before(
    teaching_ends_on: datetime.date, placement: PlacementFact, window: Window, as_of: datetime.date
) -> datetime.date | None:
    """The last day of a child that left before the window's teaching ended; None for one there.

    `placement` is where it is or was last: a child that comes back later has left until then.
    """
    until = min(teaching_ends_on, window.closes_on, as_of)
    if placement.ends_on is not None and placement.ends_on < until:
        return placement.ends_on
    return None


def with_grace(
    due_on: datetime.date, *, came_on: datetime.date, grace_days: int, window: Window
) -> datetime.date:
    """The last day; who came after the window opened gets the grace, within the window."""
    if came_on > window.opens_on:
        due_on = max(due_on, came_on + datetime.timedelta(days=grace_days))
    return min(due_on, window.closes_on)


def responsible_for(
    posts: Sequence[PostFact],
    kind: str,
    placement: PlacementFact,
    day: datetime.date,
    hand_overs: Iterable[HandOverFact] = (),
) -> tuple[PostFact | HandOverFact, ...]:
    """To whom the child was handed over; else who holds the rule's post, the longest there first.

    A receiver who holds no visiting post on the day answers for nothing: the child falls back.
    """
    visiting = {post.staff_id for post in posts if post.kind in VISITING_POSTS}
    received = [one for one in hand_overs if one.holds_on(day) and one.staff_id in visiting]
    if received:
        return tuple(received)
    holders = [
        post
        for post in posts
        if post.kind == kind
        and post.holds_on(day)
        and (kind not in CLASS_POSTS or post.school_class_id == placement.school_class_id)
        and (kind != PostKind.GRADE_LEADER or post.cohort_year == placement.cohort_year)
    ]
    return tuple(sorted(holders, key=lambda post: (post.starts_on, post.staff_id)))
