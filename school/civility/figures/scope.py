"""What the figures of civility count: cut to the scope asked about."""

from typing import Any

from django.db.models import QuerySet

from school.civility.models import (
    ContestResult,
    ContestWeek,
    CourtesyAmbassador,
    ItemKind,
    PointAppeal,
    PointEntry,
    ThemeMonth,
)
from school.civility.queries.children import Child
from school.civility.queries.children import children as children_of
from school.civility.queries.ledger import standing
from school.people.models import Post
from school.people.queries.scopes import (
    class_ids,
    grade_in,
    is_whole_school,
    term_of,
)
from school.shared.figures import Scope, load_once


def recognitions(scope: Scope, **more: Any) -> QuerySet[PointEntry]:
    """Those that stand, by the day of the act, the class of that day and the recorder."""
    found = (
        standing()
        .filter(
            school_id=scope.school_id,
            kind=ItemKind.RECOGNITION,
            occurred_on__range=scope.days,
            **more,
        )
        .select_related("student", "school_class", "item_version", "recorder__staff")
    )
    if scope.staff_id is not None:
        found = found.filter(recorder__staff_id=scope.staff_id)
    if not is_whole_school(scope):
        found = found.filter(school_class_id__in=class_ids(scope))
    return found


def children(scope: Scope) -> list[Child]:
    """Of a member of staff: the children of the classes in which a post was held."""

    def load() -> list[Child]:
        term = term_of(scope)
        if term is None:
            return []
        return children_of(term, scope.until, recorder_id=scope.staff_id)

    found = load_once(("civility.children", scope.term_id, scope.as_of, scope.staff_id), load)
    met: set[Any] | None = None
    if scope.staff_id is not None:
        posts = Post.objects.believed().overlapping(*scope.days)
        met = set(
            posts.filter(school_id=scope.school_id, staff_id=scope.staff_id).values_list(
                "school_class_id", flat=True
            )
        )
    return [
        one
        for one in found
        if scope.school_class_id in (None, one.school_class.pk)
        and scope.grade in (None, grade_in(one.school_class, scope))
        and (met is None or one.school_class.pk in met)
    ]


def themes(scope: Scope) -> list[ThemeMonth]:
    found = ThemeMonth.objects.believed().overlapping(*scope.days)
    return list(found.filter(school_id=scope.school_id).order_by("starts_on"))


def closed_weeks(scope: Scope) -> QuerySet[ContestWeek]:
    """Weeks of the contest with results; of a class or grade, those in which it had one."""
    found = ContestWeek.objects.filter(
        school_id=scope.school_id, monday__range=scope.days, closed_at__isnull=False
    ).select_related("closed_by__staff")
    if scope.staff_id is not None:
        found = found.filter(closed_by__staff_id=scope.staff_id)
    if not is_whole_school(scope):
        judged = ContestResult.objects.filter(retired_at=None, school_class_id__in=class_ids(scope))
        found = found.filter(pk__in=judged.values("week_id"))
    return found


def results(scope: Scope) -> QuerySet[ContestResult]:
    found = ContestResult.objects.filter(
        school_id=scope.school_id, retired_at=None, week_id__in=closed_weeks(scope).values("pk")
    ).select_related("week", "school_class")
    if not is_whole_school(scope):
        found = found.filter(school_class_id__in=class_ids(scope))
    return found.order_by("-week__monday", "grade", "school_class__number", "pk")


def ambassadors(scope: Scope) -> list[CourtesyAmbassador]:
    """Chosen in the term's votes, each child once."""
    found = CourtesyAmbassador.objects.filter(
        school_id=scope.school_id, vote__held_on__range=scope.days
    ).select_related("student", "school_class", "vote")
    if scope.staff_id is not None:
        found = found.filter(created_by__staff_id=scope.staff_id)
    if not is_whole_school(scope):
        found = found.filter(school_class_id__in=class_ids(scope))
    by_child = {one.student_id: one for one in found.order_by("vote__held_on", "pk")}
    return sorted(by_child.values(), key=lambda one: one.student.student_number)


def appeals(scope: Scope) -> QuerySet[PointAppeal]:
    """About entries of the term, withdrawn ones left out; of a member of staff, about the own."""
    found = PointAppeal.objects.filter(
        school_id=scope.school_id, withdrawn_at=None, entry__occurred_on__range=scope.days
    ).select_related("entry__student", "entry__school_class", "entry__item_version")
    if scope.staff_id is not None:
        found = found.filter(entry__recorder__staff_id=scope.staff_id)
    if not is_whole_school(scope):
        found = found.filter(entry__school_class_id__in=class_ids(scope))
    return found
