"""Who asks, answers and decides whether an entry stands."""

from typing import Any

from django.db.models import Q, QuerySet

from school.civility.models import PointAppeal, PointEntry
from school.civility.policy.ledger import known, own_pupils
from school.civility.rules.appeals import may_decide
from school.people.access import Policy, may, standing
from school.people.models import User
from school.people.roles import Permission


def is_own_pupil(user: User, student: Any) -> bool:
    """`student.placed` is prefetched: the placement of today."""
    return any(one.school_class_id in standing(user).own_classes for one in student.placed)


def appealable(user: User, rows: QuerySet[PointEntry]) -> QuerySet[PointEntry]:
    """What was recorded of the children whose homeroom teacher this user is today."""
    pupils = own_pupils(user).values("student_id")
    return known(user, rows).filter(reverses=None, student__in=pupils)


def may_raise(user: User, entry: Any) -> bool:
    return may(user, Permission.APPEAL_RAISE) and is_own_pupil(user, entry.student)


class PointAppealPolicy(Policy[PointAppeal]):
    """Raised and answered by the child's homeroom teacher, decided in the office."""

    needs = {
        "list": Permission.APPEAL_READ,
        "export": Permission.APPEAL_READ,
        "retrieve": Permission.APPEAL_READ,
        "create": Permission.APPEAL_RAISE,
        "answer": Permission.APPEAL_RAISE,
        "withdraw": Permission.APPEAL_RAISE,
        "decide": Permission.APPEAL_DECIDE,
    }

    def visible(self, user: User, rows: QuerySet[PointAppeal]) -> QuerySet[PointAppeal]:
        if standing(user).may_know_all:
            return rows
        pupils = own_pupils(user).values("student_id")
        return rows.filter(Q(created_by=user) | Q(entry__student__in=pupils))

    def fits(self, user: User, verb: str, row: PointAppeal) -> bool:
        if verb == "decide":
            return may_decide(row, user.pk)
        if verb in ("answer", "withdraw"):
            return is_own_pupil(user, row.entry.student)
        return True
