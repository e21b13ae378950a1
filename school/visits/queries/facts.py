"""The facts of one term, loaded as they were known at a moment, in a fixed number of queries."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Q, QuerySet

from school.people.models import Placement, Post, SchoolClass, Student, Term
from school.people.rules import teaching_weeks
from school.visits.models import (
    CareCategory,
    Circumstance,
    Exemption,
    HomeVisit,
    VisitHandOver,
    VisitPolicyVersion,
    VisitRevision,
)
from school.visits.rules import obligations as rules


class Judged(Protocol):
    @property
    def student_id(self) -> uuid.UUID: ...

    @property
    def placement(self) -> rules.PlacementFact: ...


@dataclass(frozen=True)
class Named:
    """The children and classes that a page names beside what is judged of them."""

    students: dict[uuid.UUID, Student]
    classes: dict[uuid.UUID, SchoolClass]

    def class_of(self, one: Judged) -> SchoolClass:
        return self.classes[one.placement.school_class_id]

    def class_order(self, one: Judged) -> tuple[int, int, str]:
        """A sort key: by class, then by the children's numbers."""
        school_class = self.class_of(one)
        number = self.students[one.student_id].student_number
        return -school_class.cohort_year, school_class.number, number


@dataclass(frozen=True)
class Loaded(Named):
    facts: rules.Facts
    categories: dict[uuid.UUID, CareCategory]


@dataclass(frozen=True)
class PlacedChildren(Named):
    placements: dict[uuid.UUID, list[rules.PlacementFact]]


def term_fact(term: Term) -> rules.TermFact:
    holidays = [(one.starts_on, one.ends_on) for one in term.holidays.all()]
    stages = {one.stage: (one.starts_on, one.ends_on) for one in term.stages.all()}
    return rules.TermFact(
        id=term.pk,
        opens_on=term.window_opens_on,
        closes_on=term.window_closes_on,
        stages=stages,
        weeks={stage: teaching_weeks(*days, holidays) for stage, days in stages.items()},
    )


def load(
    term: Term,
    *,
    as_of: datetime.date,
    known_at: datetime.datetime | None = None,
    students: Collection[uuid.UUID] | None = None,
) -> Loaded:
    """What was known at a moment (now, without one) of those who are in a category in this term."""
    school_id, fact = term.school_id, term_fact(term)
    window = (fact.opens_on, fact.closes_on)
    categories = {one.pk: one for one in CareCategory.objects.filter(school_id=school_id)}
    in_need = (
        Circumstance.objects.believed(known_at)
        .overlapping(*window)
        .filter(school_id=school_id)
        .defer("note")
    )
    if students is not None:
        in_need = in_need.filter(student_id__in=students)
    circumstances: defaultdict[uuid.UUID, list[rules.CircumstanceFact]] = defaultdict(list)
    for row in in_need.order_by("starts_on"):
        circumstances[row.student_id].append(
            rules.CircumstanceFact(
                row.starts_on, row.ends_on, category_id=row.category_id, source=row.source
            )
        )
    owed = in_need.order_by().values("student_id")
    here = Placement.objects.believed(known_at).overlapping(*window).filter(school_id=school_id)
    placed = placed_children(here.filter(student_id__in=owed))
    visits = visits_known(school_id, owed, window, known_at)
    exempt = _exemptions_known(term, known_at)
    handed = hand_overs_known(school_id, owed, window, known_at)
    facts = rules.Facts(
        term=fact,
        as_of=as_of,
        policies=policies_known(school_id, known_at),
        posts=posts_known(school_id, min(as_of, fact.closes_on), known_at),
        children=[
            rules.ChildFacts(
                student_id=student_id,
                placements=placed.placements[student_id],
                circumstances=periods,
                visits=visits.get(student_id, ()),
                exemptions=exempt.get(student_id, {}),
                hand_overs=handed.get(student_id, ()),
            )
            for student_id, periods in circumstances.items()
            if student_id in placed.placements
        ],
    )
    return Loaded(placed.students, placed.classes, facts, categories)


def placed_children(here: QuerySet[Placement]) -> PlacedChildren:
    placements: defaultdict[uuid.UUID, list[rules.PlacementFact]] = defaultdict(list)
    students: dict[uuid.UUID, Student] = {}
    classes: dict[uuid.UUID, SchoolClass] = {}
    for one in here.select_related("student", "school_class"):
        students[one.student_id] = one.student
        classes[one.school_class_id] = one.school_class
        placements[one.student_id].append(
            rules.PlacementFact(
                one.starts_on,
                one.ends_on,
                school_class_id=one.school_class_id,
                stage=one.school_class.stage,
                cohort_year=one.school_class.cohort_year,
            )
        )
    return PlacedChildren(students, classes, placements)


def policies_known(
    school_id: uuid.UUID, known_at: datetime.datetime | None
) -> list[rules.PolicyFact]:
    published = VisitPolicyVersion.objects.filter(school_id=school_id, published_at__isnull=False)
    if known_at is not None:
        published = published.filter(published_at__lte=known_at)
    return [policy_fact(version) for version in published.prefetch_related("rules")]


def policy_fact(version: VisitPolicyVersion) -> rules.PolicyFact:
    general = version.general_visits and rules.GeneralFact(
        visits_required=version.general_visits,
        accepted_channels=frozenset(version.general_channels),
        due_term=version.general_due_term,
        grace_days=version.general_grace_days,
        on_site_percent=version.general_on_site_percent,
    )
    return rules.PolicyFact(
        number=version.number,
        effective_from=version.effective_from,
        rules={
            rule.category_id: rules.RuleFact(
                visits_required=rule.visits_required,
                accepted_channels=frozenset(rule.accepted_channels),
                due_week=rule.due_week,
                grace_days=rule.grace_days,
                responsible_post=rule.responsible_post,
            )
            for rule in version.rules.all()
        },
        general=general or None,
    )


def posts_known(
    school_id: uuid.UUID, day: datetime.date, known_at: datetime.datetime | None
) -> list[rules.PostFact]:
    posts = Post.objects.believed(known_at).on(day).filter(school_id=school_id)
    return [
        rules.PostFact(
            post.starts_on,
            post.ends_on,
            staff_id=post.staff_id,
            name=post.staff.name,
            kind=post.kind,
            school_class_id=post.school_class_id,
            cohort_year=post.cohort_year,
        )
        for post in posts.select_related("staff")
    ]


def _exemptions_known(
    term: Term, known_at: datetime.datetime | None
) -> dict[uuid.UUID, dict[uuid.UUID, uuid.UUID]]:
    approved = Exemption.objects.filter(term=term, approved_at__isnull=False)
    if known_at is None:
        approved = approved.filter(withdrawn_at=None)
    else:
        approved = approved.filter(approved_at__lte=known_at).filter(
            Q(withdrawn_at=None) | Q(withdrawn_at__gt=known_at)
        )
    found: defaultdict[uuid.UUID, dict[uuid.UUID, uuid.UUID]] = defaultdict(dict)
    for one in approved:
        found[one.student_id][one.category_id] = one.pk
    return found


def hand_overs_known(
    school_id: uuid.UUID,
    owed: QuerySet[Any, Any],
    window: tuple[datetime.date, datetime.date],
    known_at: datetime.datetime | None,
) -> dict[uuid.UUID, list[rules.HandOverFact]]:
    found: defaultdict[uuid.UUID, list[rules.HandOverFact]] = defaultdict(list)
    for row in (
        VisitHandOver.objects.believed(known_at)
        .overlapping(*window)
        .filter(school_id=school_id, student_id__in=owed)
        .select_related("to_staff")
        .order_by("starts_on")
    ):
        found[row.student_id].append(
            rules.HandOverFact(
                row.starts_on,
                row.ends_on,
                id=row.pk,
                staff_id=row.to_staff_id,
                name=row.to_staff.name,
            )
        )
    return found


def visits_known(
    school_id: uuid.UUID,
    owed: QuerySet[Any, Any],
    window: tuple[datetime.date, datetime.date],
    known_at: datetime.datetime | None,
) -> dict[uuid.UUID, list[rules.VisitFact]]:
    if known_at is not None:
        return _visits_as_revised(school_id, owed, known_at)
    found: defaultdict[uuid.UUID, list[rules.VisitFact]] = defaultdict(list)
    for visit in (
        HomeVisit.objects.filter(
            school_id=school_id,
            student_id__in=owed,
            visited_on__range=window,
        )
        .defer("narrative")
        .prefetch_related("purposes")
    ):
        found[visit.student_id].append(
            rules.VisitFact(
                id=visit.pk,
                visited_on=visit.visited_on,
                channel=visit.channel,
                outcome=visit.outcome,
                purposes=frozenset(purpose.category_id for purpose in visit.purposes.all()),
                is_voided=visit.voided_at is not None,
            )
        )
    return found


def _visits_as_revised(
    school_id: uuid.UUID, owed: QuerySet[Any, Any], known_at: datetime.datetime
) -> dict[uuid.UUID, list[rules.VisitFact]]:
    """Each visit as its last revision before the moment has it. Its day may have been amended."""
    latest: dict[uuid.UUID, tuple[uuid.UUID, dict[str, Any]]] = {}
    for visit_id, student_id, snapshot in (
        VisitRevision.objects.filter(
            school_id=school_id, created_at__lte=known_at, visit__student_id__in=owed
        )
        .order_by("version")
        .values_list("visit_id", "visit__student_id", "snapshot")
    ):
        latest[visit_id] = (student_id, snapshot)
    found: defaultdict[uuid.UUID, list[rules.VisitFact]] = defaultdict(list)
    for visit_id, (student_id, snapshot) in latest.items():
        found[student_id].append(
            rules.VisitFact(
                id=visit_id,
                visited_on=datetime.date.fromisoformat(snapshot["visited_on"]),
                channel=snapshot["channel"],
                outcome=snapshot["outcome"],
                purposes=frozenset(uuid.UUID(one) for one in snapshot["purposes"]),
                is_voided=snapshot["voided"],
            )
        )
    return found
