"""A draft of the visit policy, judged on today's facts as if it were published."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from school.people import queries as people
from school.people.models import SchoolClass, Term
from school.people.rules import class_name
from school.visits.models import CareCategory, VisitPolicyVersion
from school.visits.queries.facts import load, policies_known, policy_fact
from school.visits.queries.general import GeneralBoard, judged_year, load_year, year_fact
from school.visits.queries.obligations import Board, judged
from school.visits.rules import simulation as rules

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Pair:
    """A number as it stands, and as it would stand."""

    now: int
    then: int

    @property
    def extra(self) -> int:
        return self.then - self.now


@dataclass(frozen=True)
class TeacherRow:
    """What one person would have to do. Without a person: nobody holds the post."""

    staff_id: rules.Teacher
    name: str
    classes: list[tuple[uuid.UUID, str]]
    asked: Pair
    left: Pair
    general_left: Pair
    weeks: dict[int, Pair]


@dataclass(frozen=True)
class WeekRow:
    """The visits to be made by the end of a teaching week, and by then in all."""

    number: int
    ends_on: datetime.date
    left: Pair
    in_all: Pair


@dataclass(frozen=True)
class Simulation:
    """One term with and without the draft. `terms`: those in which it would take effect."""

    term: Term
    terms: list[Term]
    as_of: datetime.date
    now: Board
    then: Board
    general_now: GeneralBoard
    general_then: GeneralBoard

    @property
    def takes_effect(self) -> bool:
        """False for a trial in a term that the draft does not reach."""
        return any(one.pk == self.term.pk for one in self.terms)

    @cached_property
    def load_now(self) -> rules.Load:
        return rules.load_of(self.now.obligations, self.general_now.children, self.now.term)

    @cached_property
    def load_then(self) -> rules.Load:
        return rules.load_of(self.then.obligations, self.general_then.children, self.then.term)


def simulate(
    version: VisitPolicyVersion, *, as_of: datetime.date, term_id: uuid.UUID | None = None
) -> Simulation | None:
    """For the term asked about; without one, the first to come in which the draft takes effect,
    else the running term, as a trial. None in a school without a term.
    """
    published, draft = policies_known(version.school_id, None), policy_fact(version)
    terms = list(people.terms(version.school_id))
    reached = [one for one in terms if rules.takes_effect(published, draft, one.window_opens_on)]
    term = _term(terms, reached, as_of, term_id)
    if term is None:
        return None
    year, is_trial = year_fact(term), term not in reached
    of_term = rules.from_day(draft, term.window_opens_on) if is_trial else draft
    of_year = rules.from_day(draft, year.opens_on) if is_trial else draft
    loaded = load(term, as_of=as_of)
    then = replace(loaded.facts, policies=rules.as_if_published(published, of_term))
    return Simulation(
        term=term,
        terms=reached,
        as_of=as_of,
        now=judged(loaded),
        then=judged(replace(loaded, facts=then)),
        general_now=judged_year(load_year(term, as_of=as_of, policies=published)),
        general_then=judged_year(
            load_year(term, as_of=as_of, policies=rules.as_if_published(published, of_year))
        ),
    )


def _term(
    terms: list[Term], reached: list[Term], as_of: datetime.date, term_id: uuid.UUID | None
) -> Term | None:
    if term_id is not None:
        return next((one for one in terms if one.pk == term_id), None)
    coming = [one for one in reached if one.window_closes_on >= as_of]
    running = [one for one in terms if one.window_opens_on <= as_of]
    return next(iter([*coming, *running[-1:], *terms]), None)


# ---- as a page shows it --------------------------------------------------------------------


def totals(one: Simulation) -> dict[str, Pair]:
    now, then = one.load_now, one.load_then
    return {
        "asked": Pair(sum(now.asked.values()), sum(then.asked.values())),
        "left": Pair(sum(now.left.values()), sum(then.left.values())),
        "general_asked": Pair(sum(now.general_asked.values()), sum(then.general_asked.values())),
        "general_left": Pair(sum(now.general_left.values()), sum(then.general_left.values())),
    }


def taught_weeks(one: Simulation) -> int:
    """How many teaching weeks the term has."""
    return len(people.weeks(one.term))


def week_rows(one: Simulation) -> list[WeekRow]:
    """Every teaching week; the days before and after them only when something is due there."""
    weeks = people.weeks(one.term)
    ends = {week.number: week.last for week in weeks}
    if weeks:
        ends = {rules.BEFORE_TERM: weeks[0].first - DAY, **ends}
    ends[len(weeks) + 1] = one.term.window_closes_on
    now, then = one.load_now.by_week(), one.load_then.by_week()
    rows: list[WeekRow] = []
    so_far = Pair(0, 0)
    for number, ends_on in sorted(ends.items()):
        left = Pair(now[number], then[number])
        so_far = Pair(so_far.now + left.now, so_far.then + left.then)
        if 1 <= number <= len(weeks) or left != Pair(0, 0):
            rows.append(WeekRow(number, ends_on, left, so_far))
    return rows


def teacher_rows(one: Simulation) -> list[TeacherRow]:
    """In the order of the classes that each answers for; never by number."""
    classes: defaultdict[rules.Teacher, dict[uuid.UUID, SchoolClass]] = defaultdict(dict)
    names: dict[rules.Teacher, str] = {None: ""}
    for who, name, school_class in _answering(one):
        names[who] = name
        classes[who][school_class.pk] = school_class
    now, then = one.load_now, one.load_then

    def order(who: rules.Teacher) -> tuple[object, ...]:
        first = min((-c.cohort_year, c.number) for c in classes[who].values())
        return (*first, names[who], str(who))

    day = one.term.window_closes_on
    weeks = {week for load in (now, then) for _, week in load.left}
    return [
        TeacherRow(
            staff_id=who,
            name=names[who],
            classes=[
                (c.pk, class_name(c, day))
                for c in sorted(classes[who].values(), key=lambda c: (-c.cohort_year, c.number))
            ],
            asked=Pair(now.asked.get(who, 0), then.asked.get(who, 0)),
            left=Pair(now.left_of(who), then.left_of(who)),
            general_left=Pair(now.general_left.get(who, 0), then.general_left.get(who, 0)),
            weeks={
                week: pair
                for week in sorted(weeks)
                if (pair := Pair(now.left.get((who, week), 0), then.left.get((who, week), 0)))
                != Pair(0, 0)
            },
        )
        for who in sorted(classes, key=order)
    ]


def category_rows(one: Simulation) -> list[tuple[CareCategory, Pair]]:
    """Only for those who may know of every child."""
    now, then = one.load_now.left_by_category, one.load_then.left_by_category
    named = {**one.now.categories, **one.then.categories}
    return [
        (category, Pair(now.get(category.pk, 0), then.get(category.pk, 0)))
        for category in sorted(named.values(), key=lambda c: (c.position, c.code))
        if category.is_active or category.pk in now or category.pk in then
    ]


def _answering(one: Simulation) -> Iterator[tuple[rules.Teacher, str, SchoolClass]]:
    for board in (one.now, one.then):
        for owed in board.obligations:
            if owed.in_whole:
                name = owed.responsible[0].name if owed.responsible else ""
                yield rules.answering(owed), name, board.class_of(owed)
    for general in (one.general_now, one.general_then):
        for child in general.children:
            if child.in_whole:
                name = child.responsible[0].name if child.responsible else ""
                yield rules.answering(child), name, general.class_of(child)
