"""Lists with all that a page shows of each row, in a constant number of queries."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, TypeVar

from django.db.models import Case, Exists, Model, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.utils import timezone

from school.people import queries as people
from school.people.models import Placement, Student, User
from school.people.rules import class_name
from school.shared.models import IdempotencyKey
from school.visits.models import (
    CareCategory,
    CareProposal,
    Circumstance,
    Exemption,
    FollowUp,
    HomeVisit,
    ProposalKind,
    VisitCompanion,
    VisitPolicyRule,
    VisitPolicyVersion,
    VisitPurpose,
    VisitRevision,
    VisitSetAside,
)

M = TypeVar("M", bound=Model)


def placed(through: str, day: datetime.date) -> Prefetch:  # type: ignore[type-arg]
    """The children's placement of the day, in `placed`."""
    placements = Placement.objects.believed().on(day).select_related("school_class")
    return Prefetch(f"{through}placements", placements, to_attr="placed")


def has(field: str) -> Case:
    """Whether a sealed field holds anything, without opening it."""
    return Case(When(Q(**{field: ""}), then=False), default=True)


def circumstances() -> QuerySet[Circumstance]:
    """What is believed now, without the notes. `reviewed_at`: last confirmed to be still so."""
    rows: QuerySet[Circumstance] = Circumstance.objects.believed()
    reviews = CareProposal.objects.filter(
        kind=ProposalKind.STAY,
        student=OuterRef("student"),
        category=OuterRef("category"),
        circumstance__starts_on=OuterRef("starts_on"),
        confirmed_at__isnull=False,
    ).order_by("-confirmed_at")
    return (
        rows.select_related("student", "category", "approved_by__staff")
        .prefetch_related(placed("student__", timezone.localdate()))
        .annotate(has_note=has("note"), reviewed_at=Subquery(reviews.values("confirmed_at")[:1]))
        .defer("note")
    )


def policy_versions() -> QuerySet[VisitPolicyVersion]:
    return VisitPolicyVersion.objects.prefetch_related(
        Prefetch("rules", VisitPolicyRule.objects.select_related("category"))
    )


def home_visits() -> QuerySet[HomeVisit]:
    """With all that a page shows of a visit, without the narratives."""
    return (
        HomeVisit.objects.select_related("student", "created_by__staff", "visit_round")
        .prefetch_related(
            placed("student__", timezone.localdate()),
            Prefetch("purposes", VisitPurpose.objects.select_related("category")),
            Prefetch("companions", VisitCompanion.objects.select_related("staff")),
            Prefetch(
                "follow_ups",
                FollowUp.objects.select_related("owner", "created_by__staff", "closed_by__staff"),
            ),
            Prefetch("exemptions", Exemption.objects.select_related("category")),
        )
        .annotate(has_narrative=has("narrative"))
        .defer("narrative")
    )


def revisions(visit: HomeVisit) -> list[VisitRevision]:
    return list(
        VisitRevision.objects.filter(visit=visit)
        .select_related("created_by__staff")
        .defer("narrative")
        .order_by("version")
    )


def set_asides(visit: HomeVisit) -> list[Any]:
    """What authors gave up for a version that stood, without the narratives."""
    return list(
        VisitSetAside.objects.filter(visit=visit)
        .select_related("created_by__staff")
        .annotate(has_narrative=has("narrative"))
        .defer("narrative")
    )


def changed_since(visit_id: uuid.UUID, version: int, *, until: int, by: User) -> list[Any]:
    """The revisions after this version, each with the key of the reader's own gesture, if any."""
    own = IdempotencyKey.objects.filter(actor=by, record_id=OuterRef("pk")).values("key")[:1]
    return list(
        VisitRevision.objects.filter(visit_id=visit_id, version__gt=version, version__lte=until)
        .annotate(gesture=Subquery(own))
        .defer("narrative")
        .order_by("version")
    )


def follow_ups() -> QuerySet[FollowUp]:
    """What was agreed at visits that stand."""
    return (
        FollowUp.objects.filter(visit__voided_at=None)
        .select_related("owner", "visit__student")
        .prefetch_related(placed("visit__student__", timezone.localdate()))
        .defer("visit__narrative")
    )


def exemptions() -> QuerySet[Exemption]:
    return Exemption.objects.select_related(
        "student",
        "category",
        "approved_by__staff",
        "refused_by__staff",
        "withdrawn_by__staff",
        "created_by__staff",
    ).prefetch_related(placed("student__", timezone.localdate()))


def placed_on(day: str, rows: QuerySet[M], **placement: Any) -> QuerySet[M]:
    """The rows whose child stood in such a placement on the day in that column."""
    placed = Placement.objects.believed().filter(
        Q(ends_on=None) | Q(ends_on__gte=OuterRef(day)),
        student_id=OuterRef("student_id"),
        starts_on__lte=OuterRef(day),
        **placement,
    )
    return rows.filter(Exists(placed))


def in_window(
    visits: QuerySet[HomeVisit], school_id: uuid.UUID, term_id: uuid.UUID
) -> QuerySet[HomeVisit]:
    """The visits of a term: those whose day lies in its window."""
    term = people.terms(school_id).filter(pk=term_id).first()
    if term is None:
        return visits.none()
    return visits.filter(visited_on__range=(term.window_opens_on, term.window_closes_on))


def came_along(school_id: uuid.UUID, staff_id: uuid.UUID | None) -> QuerySet[Any, Any]:
    """The visits to which this colleague came along."""
    companions = VisitCompanion.objects.filter(school_id=school_id, staff_id=staff_id)
    return companions.values("visit_id")


def category_codes(school_id: uuid.UUID) -> QuerySet[CareCategory]:
    return CareCategory.objects.filter(school_id=school_id)


def is_placed(student: Student, day: datetime.date) -> bool:
    return Placement.objects.believed().on(day).filter(student=student).exists()


def class_names_on(
    visits: Iterable[HomeVisit],
) -> dict[uuid.UUID, str]:
    """Visit -> what the child's class was called on the day of the visit."""
    listed = list(visits)
    placements: defaultdict[uuid.UUID, list[Placement]] = defaultdict(list)
    for placed in (
        Placement.objects.believed()
        .filter(student_id__in={visit.student_id for visit in listed})
        .select_related("school_class")
    ):
        placements[placed.student_id].append(placed)
    return {
        visit.pk: class_name(placed.school_class, visit.visited_on)
        for visit in listed
        for placed in placements[visit.student_id]
        if placed.holds_on(visit.visited_on)
    }


def categories_of(
    school_id: uuid.UUID, students: Collection[uuid.UUID], on: datetime.date
) -> dict[uuid.UUID, list[CareCategory]]:
    """Child -> the categories of the day, in the school's order. Only for those who may know."""
    found: defaultdict[uuid.UUID, list[CareCategory]] = defaultdict(list)
    rows = (
        Circumstance.objects.believed()
        .on(on)
        .filter(school_id=school_id, student_id__in=students)
        .select_related("category")
        .defer("note")
        .order_by("category__position")
    )
    for row in rows:
        found[row.student_id].append(row.category)
    return dict(found)
