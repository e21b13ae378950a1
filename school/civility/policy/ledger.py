"""Who may record what, who sees it, and who takes it back."""

import datetime
import uuid
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from school.civility.models import (
    ItemKind,
    PointBatch,
    PointEntry,
    PointItemVersion,
    Recorder,
)
from school.people.access import Policy, may, standing
from school.people.models import Placement, SchoolClass, Student, User
from school.people.policy import met
from school.people.roles import Permission
from school.shared.errors import InputRefused


def may_record(user: User, version: PointItemVersion, classes: Iterable[uuid.UUID]) -> bool:
    """Whether this user may record the item for children of these classes."""
    if version.recorder == Recorder.OFFICE:
        return may(user, Permission.CATALOGUE_KEEP)
    if version.recorder == Recorder.HOMEROOM:
        return set(classes) <= standing(user).own_classes
    return True


def check_may_record(user: User, version: PointItemVersion, classes: Iterable[uuid.UUID]) -> None:
    if not may_record(user, version, classes):
        raise InputRefused(
            "item",
            "not_yours_to_record",
            _("This item is recorded by: %(recorder)s.")
            % {"recorder": version.get_recorder_display()},
        )


def awardable(user: User, students: QuerySet[Student], day: datetime.date) -> QuerySet[Student]:
    """The children whom this user meets, or met in the classes of today since that day."""
    if standing(user).sees_whole_school:
        return students.filter(taken_back_at=None)
    today = timezone.localdate()
    classes = met(user, SchoolClass.objects.filter(school_id=user.school_id))
    placed = (
        Placement.objects.believed()
        .overlapping(min(day, today), today)
        .filter(school_id=user.school_id, school_class__in=classes)
    )
    return students.filter(pk__in=placed.values("student_id"))


def known(user: User, rows: QuerySet[PointEntry]) -> QuerySet[PointEntry]:
    """A director knows every entry, a homeroom teacher those of the class and of its children, a
    teacher the own.

    A reminder is known to its recorder and to the class's homeroom teacher alone.
    """
    who = standing(user)
    own = Q(recorder=user) | Q(school_class__in=who.own_classes)
    if who.may_know_all:
        return rows.filter(own | ~Q(kind=ItemKind.REMINDER))
    pupils = own_pupils(user).values("student_id")
    return rows.filter(own | (Q(student__in=pupils) & ~Q(kind=ItemKind.REMINDER)))


def own_pupils(user: User) -> QuerySet[Placement]:
    """Today's places in the classes of which this user is homeroom teacher or deputy."""
    rows: QuerySet[Placement] = (
        Placement.objects.believed()
        .on(timezone.localdate())
        .filter(school_id=user.school_id, school_class__in=standing(user).own_classes)
    )
    return rows


def knows(user: User, row: PointEntry) -> bool:
    """Whether `known` holds this row."""
    if row.recorder_id == user.pk:
        return True
    if row.kind == ItemKind.REMINDER:
        return row.school_class_id in standing(user).own_classes
    return knows_class(user, row.school_class_id)


def knows_class(user: User, school_class_id: uuid.UUID) -> bool:
    """Whether every recognition of the class's children may be known."""
    who = standing(user)
    return who.may_know_all or school_class_id in who.own_classes


class PointBatchPolicy(Policy[PointBatch]):
    """The giver's own gestures."""

    needs = {
        "list": Permission.POINT_AWARD,
        "create": Permission.POINT_AWARD,
        "retrieve": Permission.POINT_AWARD,
        "undo": Permission.POINT_AWARD,
    }

    def visible(self, user: User, rows: QuerySet[PointBatch]) -> QuerySet[PointBatch]:
        return rows.filter(created_by=user)


class PointEntryPolicy(Policy[PointEntry]):
    needs = {
        "list": Permission.POINT_READ,
        "export": Permission.POINT_READ,
        "retrieve": Permission.POINT_READ,
        "reverse": Permission.POINT_REVERSE,
    }

    def visible(self, user: User, rows: QuerySet[PointEntry]) -> QuerySet[PointEntry]:
        return known(user, rows)

    def fits(self, user: User, verb: str, row: PointEntry) -> bool:
        """Nobody takes back an own entry as the second person."""
        return verb != "reverse" or row.recorder_id != user.pk


class PointAccountPolicy(Policy[Student]):
    """A child's whole account: for the homeroom teacher of today and the directors."""

    needs = {"retrieve": Permission.POINT_READ}

    def visible(self, user: User, rows: QuerySet[Student]) -> QuerySet[Student]:
        if standing(user).may_know_all:
            return rows.filter(taken_back_at=None)
        return rows.filter(pk__in=own_pupils(user).values("student_id"))
