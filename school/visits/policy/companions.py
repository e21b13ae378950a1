"""Who is asked whether they came along on a visit, and who sees what they said."""

from django.db.models import QuerySet

from school.people.access import Policy, standing
from school.people.models import Student, User
from school.people.roles import Permission
from school.visits.models import VisitCompanion
from school.visits.policy.knowledge import knowable


class VisitCompanionPolicy(Policy[VisitCompanion]):
    """The own row for the companion; all rows for those who may know of every child."""

    needs = {
        "list": Permission.VISIT_JOIN,
        "confirm": Permission.VISIT_JOIN,
        "deny": Permission.VISIT_JOIN,
    }

    def visible(self, user: User, rows: QuerySet[VisitCompanion]) -> QuerySet[VisitCompanion]:
        if standing(user).may_know_all:
            return rows
        return rows.filter(staff_id=user.staff_id)

    def fits(self, user: User, verb: str, row: VisitCompanion) -> bool:
        """Each for themselves, and nobody for a visit that they recorded."""
        return row.staff_id == user.staff_id and row.visit.created_by_id != user.pk


class ChildFilePolicy(Policy[Student]):
    """One child's file: for those who may know why the family is visited."""

    needs = {"retrieve": Permission.CIRCUMSTANCE_READ}

    def visible(self, user: User, rows: QuerySet[Student]) -> QuerySet[Student]:
        return knowable(user, rows)
