"""The need to know why a family is visited, and what forms offer to whom."""

import uuid
from collections.abc import Container
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Q, QuerySet
from django.utils import timezone

from school.people.access import standing
from school.people.models import Placement, Student, User
from school.people.policy import every_child
from school.people.roles import Permission, PostKind
from school.visits.models import (
    CareCategory,
    VisitHandOver,
)
from school.visits.policy.rounds import on_my_rounds


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


def received_by(user: User) -> QuerySet[VisitHandOver]:
    """What is handed over to this person today. Without a visiting post nothing is."""
    rows = VisitHandOver.objects.believed().on(timezone.localdate())
    if user.staff_id is None or Permission.VISIT_RECORD not in standing(user).permissions:
        return rows.none()
    return rows.filter(school_id=user.school_id, to_staff_id=user.staff_id)


def placed_near(user: User, classes: Container[uuid.UUID]) -> QuerySet[Placement]:
    """Today's placements in these classes, and those of the children handed over to this person."""
    everywhere = Placement.objects.believed().on(timezone.localdate())
    received = everywhere.filter(
        school_id=user.school_id, student_id__in=received_by(user).values("student_id")
    )
    return placed_in(user, classes) | received


def knowledge(user: User) -> Knowledge:
    """Asked once per request: the user object is loaded anew for each."""
    known = getattr(user, "_knowledge", None)
    if known is not None:
        return cast(Knowledge, known)
    who = standing(user)
    students: frozenset[uuid.UUID] = frozenset()
    if Permission.VISIT_RECORD in who.permissions and not who.may_know_all:
        placed = placed_near(user, who.own_classes)
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


def visitable(user: User, students: QuerySet[Student]) -> QuerySet[Student]:
    """The children this user may record a visit to: of the classes met, of the rounds gone on."""
    who = standing(user)
    if who.holds(PostKind.MORAL_DIRECTOR):
        return every_child(students)
    met = placed_near(user, who.met_classes).values("student_id")
    return students.filter(Q(pk__in=met) | Q(pk__in=on_my_rounds(user)))


def knowable(user: User, students: QuerySet[Student]) -> QuerySet[Student]:
    """The children whose circumstances this user may speak of."""
    found = knowledge(user)
    if found.everybody:
        return every_child(students)
    return students.filter(pk__in=found.students)


def categories(user: User, rows: QuerySet[CareCategory]) -> QuerySet[CareCategory]:
    return rows.filter(is_active=True)
