"""Who awards in which class, and who keeps its seats and its goal."""

from django.db.models import QuerySet

from school.people.access import Policy, standing
from school.people.models import SchoolClass, User
from school.people.policy import met
from school.people.roles import Permission


class PointClassPolicy(Policy[SchoolClass]):
    """The classes met. Its weeks and slips are the homeroom teacher's and the directors'."""

    needs = {
        "list": Permission.CLASS_SCREEN,
        "retrieve": Permission.POINT_AWARD,
        "screen": Permission.CLASS_SCREEN,
        "weeks": Permission.POINT_READ,
        "slips": Permission.POINT_READ,
        "seats": Permission.CLASS_KEEP,
        "goal": Permission.CLASS_KEEP,
    }

    def visible(self, user: User, rows: QuerySet[SchoolClass]) -> QuerySet[SchoolClass]:
        return met(user, rows)

    def fits(self, user: User, verb: str, row: SchoolClass) -> bool:
        who = standing(user)
        if verb in ("seats", "goal"):
            return row.pk in who.own_classes
        if verb in ("weeks", "slips"):
            return row.pk in who.own_classes or who.may_know_all
        return True
