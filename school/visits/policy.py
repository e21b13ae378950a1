"""Who may know of which visit, and who may know why a family is visited."""

import uuid
from collections.abc import Container
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from school.people.access import Policy, standing
from school.people.models import Placement, StaffMember, Student, User
from school.people.roles import Permission, PostKind
from school.visits.models import (
    CareCategory,
    Circumstance,
    Exemption,
    FollowUp,
    HomeVisit,
    VisitCompanion,
    VisitPolicyVersion,
)

# ---- the need to know ----------------------------------------------------------------------


@dataclass(frozen=True)
class Knowledge:
    """The children of whom a person may know why they are visited."""

    everybody: bool
    students: frozenset[uuid.UUID]

    def covers(self, student_id: uuid.UUID) -> bool:
        return self.everybody or student_id in self.students


def placed_in(user: User, classes: Container[uuid.UUID]) -> QuerySet[Placement]:
    """Today's placements in these classes."""
    return (
        Placement.objects.believed()
        .on(timezone.localdate())
        .filter(school_id=user.school_id, school_class_id__in=classes)
    )


def knowledge(user: User) -> Knowledge:
    """Asked once per request: the user object is loaded anew for each."""
    known = getattr(user, "_knowledge", None)
    if known is not None:
        return cast(Knowledge, known)
    who = standing(user)
    students: frozenset[uuid.UUID] = frozenset()
    if who.own_classes and not who.may_know_all:
        placed = placed_in(user, who.own_classes)
        students = frozenset(placed.values_list("student_id", flat=True))
    found = Knowledge(who.may_know_all, students)
    user._knowledge = found  # type: ignore[attr-defined]
    return found


def may_know(user: User, student_id: uuid.UUID) -> bool:
    return knowledge(user).covers(student_id)


def known_of(user: User, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows about children of whom this user may know."""
    found = knowledge(user)
    return rows if found.everybody else rows.filter(student_id__in=found.students)


# ---- on offer in forms ---------------------------------------------------------------------


def visitable(user: User, students: QuerySet[Student]) -> QuerySet[Student]:
    """The children this user may record a visit to."""
    who = standing(user)
    if who.holds(PostKind.MORAL_DIRECTOR):
        return students
    return students.filter(pk__in=placed_in(user, who.met_classes).values("student_id"))


def knowable(user: User, students: QuerySet[Student]) -> QuerySet[Student]:
    """The children whose circumstances this user may speak of."""
    found = knowledge(user)
    return students if found.everybody else students.filter(pk__in=found.students)


def colleagues(user: User, staff: QuerySet[StaffMember]) -> QuerySet[StaffMember]:
    return staff


def categories(user: User, rows: QuerySet[CareCategory]) -> QuerySet[CareCategory]:
    return rows.filter(is_active=True)


# ---- one policy per record -----------------------------------------------------------------


class VisitableStudentPolicy(Policy[Student]):
    needs = {"list": Permission.VISIT_RECORD}

    def visible(self, user: User, rows: QuerySet[Student]) -> QuerySet[Student]:
        return visitable(user, rows)


class CareCategoryPolicy(Policy[CareCategory]):
    needs = {"list": Permission.CIRCUMSTANCE_READ}

    def visible(self, user: User, rows: QuerySet[CareCategory]) -> QuerySet[CareCategory]:
        return rows


class CircumstancePolicy(Policy[Circumstance]):
    needs = {
        "list": Permission.CIRCUMSTANCE_READ,
        "create": Permission.CIRCUMSTANCE_REGISTER,
        "end": Permission.CIRCUMSTANCE_REGISTER,
        "reveal": Permission.CIRCUMSTANCE_REVEAL,
    }

    def visible(self, user: User, rows: QuerySet[Circumstance]) -> QuerySet[Circumstance]:
        return known_of(user, rows)


class VisitPolicyPolicy(Policy[VisitPolicyVersion]):
    """A draft is shown to those who write it."""

    needs = {
        "list": Permission.POLICY_READ,
        "retrieve": Permission.POLICY_READ,
        "create": Permission.POLICY_PUBLISH,
        "partial_update": Permission.POLICY_PUBLISH,
        "publish": Permission.POLICY_PUBLISH,
    }

    def visible(
        self, user: User, rows: QuerySet[VisitPolicyVersion]
    ) -> QuerySet[VisitPolicyVersion]:
        if Permission.POLICY_PUBLISH in standing(user).permissions:
            return rows
        return rows.exclude(published_at=None)


class ObligationPolicy(Policy[Any]):
    """Obligations are computed: `reach` takes the place of rows in a table."""

    needs = {"list": Permission.OBLIGATION_READ}

    def reach(self, user: User) -> Knowledge:
        return knowledge(user)


class HomeVisitPolicy(Policy[HomeVisit]):
    needs = {
        "list": Permission.VISIT_READ,
        "retrieve": Permission.VISIT_READ,
        "history": Permission.VISIT_READ,
        "create": Permission.VISIT_RECORD,
        "partial_update": Permission.VISIT_AMEND,
        "void": Permission.VISIT_AMEND,
        "reveal": Permission.VISIT_REVEAL,
    }

    def visible(self, user: User, rows: QuerySet[HomeVisit]) -> QuerySet[HomeVisit]:
        who = standing(user)
        if who.may_know_all:
            return rows
        own = placed_in(user, who.own_classes).values("student_id")
        came_along = VisitCompanion.objects.filter(visit_id=OuterRef("pk"), staff_id=user.staff_id)
        return rows.filter(Q(student_id__in=own) | Q(created_by=user) | Exists(came_along))

    def fits(self, user: User, verb: str, row: HomeVisit) -> bool:
        is_recorder = row.created_by_id == user.pk
        if verb == "partial_update":
            return is_recorder
        if verb == "void":
            return is_recorder or standing(user).holds(PostKind.MORAL_DIRECTOR)
        if verb in ("reveal", "history"):
            return is_recorder or may_know(user, row.student_id)
        return True


class FollowUpPolicy(Policy[FollowUp]):
    """Seen by those who see the visit, and by who has to do it."""

    needs = {"list": Permission.VISIT_READ, "close": Permission.FOLLOW_UP_CLOSE}

    def visible(self, user: User, rows: QuerySet[FollowUp]) -> QuerySet[FollowUp]:
        visits = HomeVisit.objects.filter(school_id=user.school_id)
        seen = HomeVisitPolicy().visible(user, visits).values("pk")
        return rows.filter(Q(visit_id__in=seen) | Q(owner_id=user.staff_id))

    def fits(self, user: User, verb: str, row: FollowUp) -> bool:
        if verb != "close":
            return True
        is_theirs = user.staff_id is not None and row.owner_id == user.staff_id
        return is_theirs or standing(user).holds(PostKind.MORAL_DIRECTOR)


class ExemptionPolicy(Policy[Exemption]):
    needs = {
        "list": Permission.CIRCUMSTANCE_READ,
        "create": Permission.EXEMPTION_REQUEST,
        "approve": Permission.EXEMPTION_APPROVE,
        "refuse": Permission.EXEMPTION_APPROVE,
    }

    def visible(self, user: User, rows: QuerySet[Exemption]) -> QuerySet[Exemption]:
        return known_of(user, rows)

    def fits(self, user: User, verb: str, row: Exemption) -> bool:
        """Nobody answers what they asked for."""
        return verb not in ("approve", "refuse") or row.created_by_id != user.pk
