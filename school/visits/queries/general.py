"""The general visits of an academic year: its facts, and its children by class."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from school.people import queries as people
from school.people.models import Placement, SchoolClass, Student, Term
from school.people.rules import YEAR_TURNS_IN, class_name
from school.visits.queries.facts import hand_overs_known, policies_known, posts_known, visits_known
from school.visits.rules import general as rules
from school.visits.rules.obligations import ChildFacts, PlacementFact, PolicyFact

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class LoadedYear:
    """The facts, and the rows that a page names beside what is judged of them."""

    facts: rules.YearFacts
    students: dict[uuid.UUID, Student]
    classes: dict[uuid.UUID, SchoolClass]


@dataclass(frozen=True)
class GeneralBoard:
    """Every child of an academic year as of one day; empty when no general visits are asked."""

    year: rules.YearFact
    as_of: datetime.date
    children: list[rules.GeneralVisits]
    students: dict[uuid.UUID, Student]
    classes: dict[uuid.UUID, SchoolClass]

    def class_of(self, one: rules.GeneralVisits) -> SchoolClass:
        return self.classes[one.placement.school_class_id]

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
    named: dict[uuid.UUID, Student] = {}
    classes: dict[uuid.UUID, SchoolClass] = {}
    if rules.asked_in(policies, year) is None:
        return LoadedYear(rules.YearFacts(year, as_of, policies, []), named, classes)
    window = (year.opens_on, year.closes_on)
    here = Placement.objects.believed(known_at).overlapping(*window).filter(school_id=school_id)
    if students is not None:
        here = here.filter(student_id__in=students)
    placements: defaultdict[uuid.UUID, list[PlacementFact]] = defaultdict(list)
    for placed in here.select_related("student", "school_class"):
        named[placed.student_id] = placed.student
        classes[placed.school_class_id] = placed.school_class
        placements[placed.student_id].append(
            PlacementFact(
                placed.starts_on,
                placed.ends_on,
                school_class_id=placed.school_class_id,
                stage=placed.school_class.stage,
                cohort_year=placed.school_class.cohort_year,
            )
        )
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
            for student_id, where in placements.items()
        ],
    )
    return LoadedYear(facts, named, classes)


def judged_year(loaded: LoadedYear) -> GeneralBoard:
    """In the order of classes and children's numbers."""
    named, classes = loaded.students, loaded.classes

    def order(one: rules.GeneralVisits) -> tuple[Any, ...]:
        school_class = classes[one.placement.school_class_id]
        return (
            -school_class.cohort_year,
            school_class.number,
            named[one.student_id].student_number,
        )

    facts = loaded.facts
    rows = sorted(rules.judge_year(facts), key=order)
    return GeneralBoard(facts.year, facts.as_of, rows, named, classes)


def general_board(
    term: Term,
    *,
    as_of: datetime.date,
    known_at: datetime.datetime | None = None,
    students: Collection[uuid.UUID] | None = None,
) -> GeneralBoard:
    loaded = load_year(term, as_of=as_of, known_at=known_at, students=students)
    return judged_year(loaded)
