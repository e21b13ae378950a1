"""The general visits of an academic year: its facts, and its children by class."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from school.people import queries as people
from school.people.models import Placement, Term
from school.people.rules import YEAR_TURNS_IN, class_name
from school.visits.queries.facts import (
    Named,
    hand_overs_known,
    placed_children,
    policies_known,
    posts_known,
    visits_known,
)
from school.visits.rules import general as rules
from school.visits.rules.obligations import ChildFacts, PolicyFact

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class LoadedYear(Named):
    facts: rules.YearFacts


@dataclass(frozen=True)
class GeneralBoard(Named):
    """Every child of an academic year as of one day; empty when no general visits are asked."""

    year: rules.YearFact
    as_of: datetime.date
    children: list[rules.GeneralVisits]

    def class_name(self, one: rules.GeneralVisits) -> str:
        """As the class is called in this academic year."""
        return class_name(self.class_of(one), self.year.closes_on)


def year_fact(term: Term) -> rules.YearFact:
    """The academic year that the term belongs to. A term not yet in the calendar lends its days
    from the school year, which turns on the first of August.
    """
    first_year = term.academic_year.first_year
    terms = [
        one for one in people.terms(term.school_id) if one.academic_year_id == term.academic_year_id
    ]
    opens = {one.ordinal: one.window_opens_on for one in terms}
    ends = {one.ordinal: one.window_closes_on for one in terms}
    turn = datetime.date(first_year, YEAR_TURNS_IN, 1)
    stages: defaultdict[str, list[tuple[datetime.date, datetime.date]]] = defaultdict(list)
    for one in terms:
        for stage in one.stages.all():
            stages[stage.stage].append((stage.starts_on, stage.ends_on))
    return rules.YearFact(
        id=term.academic_year_id,
        opens_on=opens.get(1, turn),
        closes_on=ends.get(2, turn.replace(year=first_year + 1) - DAY),
        term_ends=ends,
        stages=dict(stages),
    )


def load_year(
    term: Term,
    *,
    as_of: datetime.date,
    known_at: datetime.datetime | None = None,
    students: Collection[uuid.UUID] | None = None,
    policies: list[PolicyFact] | None = None,
) -> LoadedYear:
    """The facts of the term's academic year. Without a policy that asks, no child is loaded."""
    school_id, year = term.school_id, year_fact(term)
    if policies is None:
        policies = policies_known(school_id, known_at)
    if rules.asked_in(policies, year) is None:
        return LoadedYear({}, {}, rules.YearFacts(year, as_of, policies, []))
    window = (year.opens_on, year.closes_on)
    here = Placement.objects.believed(known_at).overlapping(*window).filter(school_id=school_id)
    if students is not None:
        here = here.filter(student_id__in=students)
    placed = placed_children(here)
    these = here.order_by().values("student_id")
    visits = visits_known(school_id, these, window, known_at)
    handed = hand_overs_known(school_id, these, window, known_at)
    facts = rules.YearFacts(
        year=year,
        as_of=as_of,
        policies=policies,
        posts=posts_known(school_id, min(as_of, year.closes_on), known_at),
        children=[
            ChildFacts(
                student_id=student_id,
                placements=where,
                circumstances=(),
                visits=visits.get(student_id, ()),
                hand_overs=handed.get(student_id, ()),
            )
            for student_id, where in placed.placements.items()
        ],
    )
    return LoadedYear(placed.students, placed.classes, facts)


def judged_year(loaded: LoadedYear) -> GeneralBoard:
    """In the order of classes and children's numbers."""
    facts = loaded.facts
    rows = sorted(rules.judge_year(facts), key=loaded.class_order)
    return GeneralBoard(loaded.students, loaded.classes, facts.year, facts.as_of, rows)


def general_board(
    term: Term,
    *,
    as_of: datetime.date,
    known_at: datetime.datetime | None = None,
    students: Collection[uuid.UUID] | None = None,
) -> GeneralBoard:
    loaded = load_year(term, as_of=as_of, known_at=known_at, students=students)
    return judged_year(loaded)
