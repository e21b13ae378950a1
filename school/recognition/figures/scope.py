"""What the figures of awards and selections count: cut to the scope asked about."""

from typing import Any

from django.db.models import Q, QuerySet

from school.people.models import StaffMember
from school.people.queries.scopes import class_ids, is_whole_school
from school.recognition.models import (
    Award,
    AwardState,
    AwardWinner,
    Nature,
    Nomination,
    NominationState,
    Recipient,
    Whom,
)
from school.recognition.policy.awards import COUNTS
from school.shared.figures import Scope


def titles(scope: Scope) -> QuerySet[Award]:
    """The school's titles that hold on the last day, whenever they were given."""
    rows = Award.objects.filter(
        COUNTS,
        Q(valid_until=None) | Q(valid_until__gte=scope.until),
        school_id=scope.school_id,
        recipient=Recipient.SCHOOL,
        nature=Nature.TITLE,
        awarded_on__lte=scope.until,
    ).order_by("awarded_on", "pk")
    is_of_school = is_whole_school(scope) and scope.staff_id is None
    return rows if is_of_school else rows.none()


def teachers(scope: Scope) -> QuerySet[Award]:
    """Of the term's days; of one member of staff, those won by this one; of no class."""
    rows = Award.objects.filter(
        COUNTS,
        school_id=scope.school_id,
        recipient=Recipient.TEACHER,
        awarded_on__range=scope.days,
    ).order_by("awarded_on", "pk")
    if scope.staff_id is not None:
        own = AwardWinner.objects.filter(staff=scope.staff_id)
        rows = rows.filter(pk__in=own.values("award"))
    return rows if is_whole_school(scope) else rows.none()


def places(scope: Scope) -> QuerySet[Any]:
    """Each winner in each of these awards; of one member of staff, the own."""
    rows = AwardWinner.objects.filter(award__in=teachers(scope).values("pk"))
    if scope.staff_id is not None:
        rows = rows.filter(staff=scope.staff_id)
    return rows.select_related("award", "staff").order_by("award__awarded_on", "award", "position")


def winners(scope: Scope) -> QuerySet[StaffMember]:
    """Each of them once, by name."""
    keys = places(scope).order_by().values("staff_id")
    return StaffMember.objects.filter(pk__in=keys).order_by("name", "staff_number")


def pupils(scope: Scope) -> QuerySet[Award]:
    """Won by pupils and classes; of a class or grade, by it or by a child that was in it then."""
    rows = Award.objects.filter(
        COUNTS,
        school_id=scope.school_id,
        recipient__in=(Recipient.STUDENT, Recipient.CLASS),
        awarded_on__range=scope.days,
    ).order_by("awarded_on", "pk")
    if scope.staff_id is not None:
        return rows.none()
    if is_whole_school(scope):
        return rows
    of_classes = AwardWinner.objects.filter(school_class_id__in=class_ids(scope))
    return rows.filter(pk__in=of_classes.values("award"))


def unverified(scope: Scope) -> QuerySet[Award]:
    """Declared, given in the term's days, and not decided."""
    rows = Award.objects.filter(
        school_id=scope.school_id,
        state=AwardState.DECLARED,
        voided_at=None,
        awarded_on__range=scope.days,
    ).order_by("awarded_on", "pk")
    if scope.staff_id is not None:
        own = AwardWinner.objects.filter(staff=scope.staff_id)
        rows = rows.filter(pk__in=own.values("award"))
    return rows if is_whole_school(scope) else rows.none()


def selected(scope: Scope) -> QuerySet[Any]:
    """Selected by a decision of the term's days; of one member of staff, the own; of no class."""
    rows = Nomination.objects.filter(
        school_id=scope.school_id,
        state=NominationState.SELECTED,
        voided_at=None,
        selection__voided_at=None,
        selection__decided_on__range=scope.days,
    ).select_related("selection__kind", "staff")
    if scope.staff_id is not None:
        rows = rows.filter(staff=scope.staff_id)
    rows = rows.order_by("selection__decided_on", "selection", "created_at", "pk")
    return rows if is_whole_school(scope) else rows.none()


def people(scope: Scope) -> QuerySet[Any]:
    return selected(scope).exclude(selection__kind__whom=Whom.DEED)


def deeds(scope: Scope) -> QuerySet[Any]:
    return selected(scope).filter(selection__kind__whom=Whom.DEED)


def published(scope: Scope) -> QuerySet[Any]:
    return selected(scope).filter(published_at__isnull=False)
