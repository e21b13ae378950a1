"""The months of pairs: what each asks for, and the records that prove it. Nothing is typed twice.

An observation proves a month by the day of its lesson, a talk by its own day.
"""

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from school.mentoring.models import DutyKind, DutyPeriod, MentorTalk, MonthExcuse
from school.mentoring.queries import pairs as found
from school.mentoring.queries import talks
from school.mentoring.rules import months as rules
from school.mentoring.rules.months import Judged, Month, Span, Teaching
from school.mentoring.rules.talks import is_late
from school.observation.queries import observations
from school.people import queries as people
from school.people.models import Term

OBSERVATION, TALK = "observation", "talk"
Two = tuple[uuid.UUID, uuid.UUID]


@dataclass(frozen=True)
class Proof:
    """A record of a month, as everybody who sees the pair may know it: its kind and its day."""

    type: str
    id: uuid.UUID
    on: datetime.date
    is_late: bool
    kinds: tuple[DutyKind, ...]
    """What it proves; nothing, as long as it does not count."""


@dataclass(frozen=True)
class PairMonth:
    """A month of a pair. `pair`: as queries.pairs gives it."""

    pair: Any
    term: Term
    month: Month
    judged: Judged
    proofs: tuple[Proof, ...]
    excuse: MonthExcuse | None
    version: int

    @property
    def key(self) -> str:
        """A month may lie in two terms."""
        return f"{self.pair.pk}:{self.term.pk}:{self.month.first:%Y-%m}"

    def is_over(self, today: datetime.date) -> bool:
        return self.month.days[1] < today

    def proving(self, kind: DutyKind) -> list[Proof]:
        return [one for one in self.proofs if kind in one.kinds]

    @property
    def waiting(self) -> list[Proof]:
        """Shared, and not confirmed by both yet."""
        return [one for one in self.proofs if not one.kinds]


@dataclass(frozen=True)
class TermDuty:
    """What is agreed for a whole term, and how much of it there is."""

    term: Term
    kind: DutyKind
    required: int
    done: int


def teaching(term: Term) -> Teaching | None:
    """`term` as people.terms gives it; none without a stage."""
    stages = list(term.stages.all())
    if not stages:
        return None
    return Teaching(
        (min(one.starts_on for one in stages), max(one.ends_on for one in stages)),
        tuple(people.weeks(term)),
        tuple((one.starts_on, one.ends_on) for one in term.holidays.all()),
    )


def pair_months(
    rows: Iterable[Any], terms: Sequence[Term], *, until: datetime.date
) -> list[PairMonth]:
    """Every month that has begun by `until` of every pair whose agreement is signed.

    Pair by pair in the order given, and by month. Records of later days are left out.
    """
    running = [pair for pair in rows if pair.signed and found.days_of(pair) is not None]
    taught = [(term, calendar) for term in terms if (calendar := teaching(term)) is not None]
    spans = [calendar.days for _term, calendar in taught]
    if not running or not spans:
        return []
    days = min(first for first, _last in spans), min(until, max(last for _first, last in spans))
    proofs = _proofs(running, days)
    judged = []
    for pair in running:
        for term, calendar in taught:
            judged += _months_of(pair, term, calendar, proofs.get(pair.pk, []), until)
    return judged


def _months_of(
    pair: Any, term: Term, calendar: Teaching, proofs: Sequence[Proof], until: datetime.date
) -> list[PairMonth]:
    days = found.days_of(pair)
    assert days is not None
    versions = {one.number: one for one in pair.told_agreements}
    excuses = {one.month: one for one in pair.standing_excuses}
    shown = []
    for month in rules.months(days, calendar, found.suspended(pair)):
        if month.days[0] > until:
            break
        force = rules.in_force(found.agreed(pair), month.first)
        assert force is not None
        duties = {
            DutyKind(one.kind): one.at_least
            for one in versions[force.number].duties.all()
            if one.period == DutyPeriod.MONTH
        }
        own = tuple(one for one in proofs if rules.within(one.on, [month.days]))
        shown.append(
            PairMonth(
                pair,
                term,
                month,
                rules.judge(month, duties, _counted(own), is_excused=month.first in excuses),
                own,
                excuses.get(month.first),
                force.number,
            )
        )
    return shown


def _counted(proofs: Iterable[Proof]) -> Mapping[DutyKind, int]:
    counts: dict[DutyKind, int] = {}
    for one in proofs:
        for kind in one.kinds:
            counts[kind] = counts.get(kind, 0) + 1
    return counts


def _proofs(pairs: Sequence[Any], days: Span) -> dict[uuid.UUID, list[Proof]]:
    """Pair -> its records, in the order of days. Two queries, however many pairs."""
    by_two: dict[Two, list[Any]] = {}
    for pair in pairs:
        by_two.setdefault((pair.mentor_id, pair.mentee_id), []).append(pair)
    asked = [*by_two, *((mentee, mentor) for mentor, mentee in by_two)]
    proofs: dict[uuid.UUID, list[Proof]] = {}
    seen = observations.between(
        school_id=pairs[0].school_id, pairs=asked, first=days[0], last=days[1]
    )
    for one in seen:
        two = one.observer_id, one.host_id
        for pair in by_two.get(two, ()):
            _add(proofs, pair, _observed(one, DutyKind.MENTOR_OBSERVES))
        for pair in by_two.get(two[::-1], ()):
            _add(proofs, pair, _observed(one, DutyKind.MENTEE_OBSERVES))
    by_key = {pair.pk: pair for pair in pairs}
    for talk in talks.standing(by_key).filter(talked_on__range=days):
        _add(proofs, by_key[talk.pair_id], _talked(talk))
    for rows in proofs.values():
        rows.sort(key=lambda one: (one.on, one.id))
    return proofs


def _add(proofs: dict[uuid.UUID, list[Proof]], pair: Any, proof: Proof) -> None:
    proofs.setdefault(pair.pk, []).append(proof)


def _observed(one: Any, kind: DutyKind) -> Proof:
    """It is an evaluation as well once a suggestion was given and the host has answered."""
    kinds = (kind, DutyKind.EVALUATION) if one.is_evaluated else (kind,)
    return Proof(OBSERVATION, one.id, one.taught_on, one.is_late, kinds if one.counts else ())


def _talked(talk: MentorTalk) -> Proof:
    late = is_late(talk.talked_on, timezone.localdate(talk.created_at))
    return Proof(TALK, talk.pk, talk.talked_on, late, (DutyKind.TALK,))


# ---- duties of a term ------------------------------------------------------------------------


def term_duties(months: Sequence[PairMonth]) -> list[TermDuty]:
    """Of one pair, as `pair_months` gives its months: by the newest version in force."""
    by_term: dict[uuid.UUID, list[PairMonth]] = {}
    for one in months:
        by_term.setdefault(one.term.pk, []).append(one)
    told = []
    for of_term in by_term.values():
        last = of_term[-1]
        calendar = teaching(last.term)
        days = found.days_of(last.pair)
        assert calendar is not None
        assert days is not None
        shared = rules.months(days, calendar, found.suspended(last.pair))
        excused = {one.month for one in last.pair.standing_excuses}
        weeks = sum(one.weeks for one in shared if one.first not in excused)
        (version,) = (one for one in last.pair.told_agreements if one.number == last.version)
        counts = _counted(proof for one in of_term for proof in one.proofs)
        told += [
            TermDuty(
                last.term,
                DutyKind(one.kind),
                rules.required_of_term(one.at_least, weeks, len(calendar.weeks)),
                counts.get(DutyKind(one.kind), 0),
            )
            for one in version.duties.all()
            if one.period == DutyPeriod.TERM
        ]
    return told
