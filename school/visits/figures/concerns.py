"""Serious concerns, counted: numbers without a name, for those who may know of every one."""

from django.db.models import QuerySet

from school.people.queries.scopes import class_ids
from school.shared.figures import QueryRows, Reading, Scope
from school.visits.models import Concern
from school.visits.queries import concerns, lists


def _within(scope: Scope) -> QuerySet[Concern]:
    """By the child's class of the day on which it was noticed, and by who reported it."""
    found = concerns.concerns().filter(school_id=scope.school_id)
    if scope.staff_id is not None:
        found = found.filter(created_by__staff_id=scope.staff_id)
    if scope.school_class_id is not None or scope.grade is not None:
        found = lists.placed_on("noticed_on", found, school_class_id__in=class_ids(scope))
    return found


def opened(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(_within(scope).filter(created_at__date__range=scope.days)))


def closed(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(_within(scope).filter(closed_at__date__range=scope.days)))
