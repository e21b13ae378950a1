"""Why one obligation stands as it does: each step from the circumstance to the verdict.

Made of the same facts and the same question (`miss`) as the judgement itself.
"""

import dataclasses
import datetime
import uuid
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.visits.rules.obligations import (
    DAY,
    CircumstanceFact,
    Facts,
    HandOverFact,
    Miss,
    Obligation,
    PlacementFact,
    PolicyFact,
    RuleFact,
    State,
    TermFact,
    VisitFact,
    arrived_on,
    judge,
    miss,
    policy_for,
)


class DueBy(TextChoices):
    """What the last day follows from."""

    WEEK = "week", gettext_lazy("the last day of the requirement's teaching week")
    WINDOW = "window", gettext_lazy("the end of the term's visit window")
    GRACE = "grace", gettext_lazy("the grace for who came, or was registered, later")


@dataclass(frozen=True)
class Due:
    on: datetime.date
    by: DueBy
    begins_on: datetime.date
    """From when it is owed: the window, the circumstance and the child are all there."""


@dataclass(frozen=True)
class Attempt:
    """A visit of the window, and the first reason why it does not count; None when it does."""

    visit: VisitFact
    miss: Miss | None


@dataclass(frozen=True)
class Explanation:
    obligation: Obligation
    periods: tuple[CircumstanceFact, ...]
    policy: PolicyFact
    rule: RuleFact
    due: Due
    attempts: tuple[Attempt, ...]
    hand_overs: tuple[HandOverFact, ...]


def explain(facts: Facts, student_id: uuid.UUID, category_id: uuid.UUID) -> Explanation | None:
    """None when nothing is owed to this child in this category, as it was known."""
    term = facts.term
    policy = policy_for(facts.policies, term.opens_on)
    child = next((one for one in facts.children if one.student_id == student_id), None)
    if policy is None or child is None or category_id not in policy.rules:
        return None
    judged = judge(dataclasses.replace(facts, children=[child]))
    obligation = next((one for one in judged if one.category_id == category_id), None)
    if obligation is None:
        return None
    rule = policy.rules[category_id]
    periods = tuple(
        sorted(
            (p for p in child.circumstances if p.category_id == category_id and _within(p, term)),
            key=lambda p: p.starts_on,
        )
    )
    placements = sorted(
        (p for p in child.placements if _within(p, term)), key=lambda p: p.starts_on
    )
    last_day = min(facts.as_of, term.closes_on)
    attempts = [
        Attempt(one, miss(one, rule, category_id, periods, placements, term, last_day))
        for one in sorted(child.visits, key=lambda one: (one.visited_on, one.id))
        if term.opens_on <= one.visited_on <= term.closes_on
    ]
    return Explanation(
        obligation=obligation,
        periods=periods,
        policy=policy,
        rule=rule,
        due=_due(obligation, rule, term, arrived_on(placements, facts.as_of), periods[0]),
        attempts=tuple(attempts),
        hand_overs=tuple(sorted(child.hand_overs, key=lambda one: one.starts_on)),
    )


def _within(span: CircumstanceFact | PlacementFact, term: TermFact) -> bool:
    begins, ends = span.cut(term.opens_on, term.closes_on)
    return begins <= ends


def _due(
    one: Obligation,
    rule: RuleFact,
    term: TermFact,
    arrived: datetime.date,
    period: CircumstanceFact,
) -> Due:
    begins_on = max(arrived, period.starts_on, term.opens_on)
    weeks = term.weeks.get(one.placement.stage, ())
    week_ends = next((week.last for week in weeks if week.number == rule.due_week), None)
    by = DueBy.WINDOW if week_ends is None else DueBy.WEEK
    if one.due_on != (week_ends or term.closes_on):
        by = DueBy.WINDOW if one.due_on == term.closes_on else DueBy.GRACE
    return Due(one.due_on, by, begins_on)


def overdue_from(due: Due) -> datetime.date:
    return due.on + DAY


def conclusion(found: Explanation) -> str:
    """Why it is open, or why it is not, in one sentence. Names no category."""
    one = found.obligation
    latest = found.attempts[-1] if found.attempts else None
    words = {
        "made": len(one.visits),
        "required": one.required,
        "attempts": len(found.attempts),
        "due": _day(one.due_on),
        "begins": _day(found.due.begins_on),
        "last": _day(one.visits[-1].visited_on) if one.visits else "",
        "latest": _day(latest.visit.visited_on) if latest else "",
        "miss": str(latest.miss.label) if latest and latest.miss else "",
        "ended": _day(one.circumstance.ends_on) if one.circumstance.ends_on else "",
        "left": _day(one.left_on) if one.left_on else "",
    }
    return _sentence(found) % words


def _day(day: datetime.date) -> str:
    return date_format(day, "DATE_FORMAT")


def _sentence(found: Explanation) -> str:
    one = found.obligation
    settled = {
        State.SETTLED: _("Settled: %(made)s of %(required)s count, the last on %(last)s."),
        State.EXEMPT: _("Not open: a second person approved the exemption."),
        State.SHORT_STAY: _("Shown apart: too few days at school or in the category to count."),
        State.LEFT: _("Shown apart: the child left on %(left)s before being visited."),
        State.ENDED: _("Not open any more: the category ended on %(ended)s without the visit."),
        State.NOT_YET_DUE: _("Not open yet: it is owed from %(begins)s on."),
    }
    if one.state in settled:
        return settled[one.state]
    if not found.attempts:
        return _("Still open: no visit was recorded in this window; the last day is %(due)s.")
    if one.visits:
        return _("Still open: %(made)s of %(required)s count; the last day is %(due)s.")
    return _(
        "Still open: of %(attempts)s recorded visits none counts; the last day is %(due)s. The "
        "latest, on %(latest)s: %(miss)s"
    )
