"""A pair of a teacher and a child is known to the two's side of it: the teacher, the child's
homeroom teachers, the director of moral education. Everybody else sees numbers.
"""

import uuid
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from school.activities.models import PupilContact, PupilPair
from school.people.access import Policy, may, standing
from school.people.models import Placement, StaffMember, Student, User
from school.people.policy import within_reach
from school.people.roles import Permission
from school.shared.errors import InputRefused


def _of_own_classes(user: User) -> QuerySet[Any]:
    """The placements of today in classes of which this person is a homeroom teacher."""
    placements: QuerySet[Any] = Placement.objects.believed().on(timezone.localdate())
    return placements.filter(school_id=user.school_id, school_class__in=standing(user).own_classes)


def known(user: User, rows: QuerySet[PupilPair]) -> QuerySet[PupilPair]:
    """A child that only an undone import ever named is in no pair."""
    rows = rows.filter(student__taken_back_at=None)
    if may(user, Permission.PUPIL_PAIR_KEEP):
        return rows
    own = Q(student__in=_of_own_classes(user).values("student_id"))
    return rows.filter(own | Q(teacher=user.staff_id)) if user.staff_id else rows.filter(own)


def own(user: User, rows: QuerySet[PupilPair]) -> QuerySet[PupilPair]:
    """Those in which this person is the teacher."""
    rows = rows.filter(student__taken_back_at=None, voided_at=None)
    return rows.filter(teacher=user.staff_id) if user.staff_id else rows.none()


def is_homeroom_of(user: User, student_id: uuid.UUID) -> bool:
    """Asked once a reader, for a list in which many stand."""
    if not hasattr(user, "_own_children"):
        found = set(_of_own_classes(user).values_list("student_id", flat=True))
        user._own_children = found  # type: ignore[attr-defined]
    return student_id in user._own_children  # type: ignore[attr-defined]


def knows(user: User, pair: PupilPair) -> bool:
    """One row's `known`, for a list in which others stand beside it."""
    if may(user, Permission.PUPIL_PAIR_KEEP) or pair.teacher_id == user.staff_id:
        return True
    return is_homeroom_of(user, pair.student_id)


def reads_words(user: User, pair: PupilPair) -> bool:
    """The teacher of the pair and the child's homeroom teachers, and no office."""
    if user.staff_id is not None and pair.teacher_id == user.staff_id:
        return True
    return is_homeroom_of(user, pair.student_id)


def check_pairs(user: User, teacher: StaffMember, student: Student) -> None:
    """One pairs oneself, a homeroom teacher the own children, the office everybody."""
    if teacher.pk == user.staff_id or may(user, Permission.PUPIL_PAIR_KEEP):
        return
    if not is_homeroom_of(user, student.pk):
        raise InputRefused(
            "teacher", "not_yours", _("Colleagues are paired with children of your own class only.")
        )


class PupilPairPolicy(Policy[PupilPair]):
    needs = {
        "list": Permission.PUPIL_PAIR_READ,
        "retrieve": Permission.PUPIL_PAIR_READ,
        "create": Permission.PUPIL_PAIR_READ,
        "end": Permission.PUPIL_PAIR_READ,
        "void": Permission.PUPIL_PAIR_READ,
    }

    def visible(self, user: User, rows: QuerySet[PupilPair]) -> QuerySet[PupilPair]:
        return known(user, rows)


class PupilContactPolicy(Policy[PupilContact]):
    """Days and minutes to who knows of the pair; `read` opens the words, logged, for two sides."""

    needs = {
        "list": Permission.PUPIL_PAIR_READ,
        "create": Permission.PUPIL_PAIR_READ,
        "read": Permission.PUPIL_PAIR_READ,
        "void": Permission.PUPIL_PAIR_READ,
    }

    def visible(self, user: User, rows: QuerySet[PupilContact]) -> QuerySet[PupilContact]:
        pairs = PupilPair.objects.filter(school_id=user.school_id)
        return rows.filter(pair__in=known(user, pairs).values("pk"))

    def fits(self, user: User, verb: str, row: PupilContact) -> bool:
        if verb == "void":
            return row.created_by_id == user.pk
        return verb != "read" or reads_words(user, row.pair)


def pairable(user: User, rows: QuerySet[Student]) -> QuerySet[Student]:
    """The children one meets."""
    return within_reach(user, rows)
