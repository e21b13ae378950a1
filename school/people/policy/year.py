"""Who divides classes anew, and who lets the year turn."""

from django.db.models import QuerySet

from school.people.access import Policy
from school.people.models import Resplit, RollOver, User
from school.people.roles import Permission


class ResplitPolicy(Policy[Resplit]):
    needs = {
        "list": Permission.PLACEMENT_KEEP,
        "create": Permission.PLACEMENT_KEEP,
        "check": Permission.PLACEMENT_KEEP,
        "read": Permission.PLACEMENT_KEEP,
    }

    def visible(self, user: User, rows: QuerySet[Resplit]) -> QuerySet[Resplit]:
        return rows


class RollOverPolicy(Policy[RollOver]):
    needs = {
        "list": Permission.YEAR_ROLL,
        "create": Permission.YEAR_ROLL,
        "plan": Permission.YEAR_ROLL,
    }

    def visible(self, user: User, rows: QuerySet[RollOver]) -> QuerySet[RollOver]:
        return rows
