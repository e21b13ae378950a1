"""Who reads the catalogue, and who keeps it. Its history is public within the school and to the
parents' committee.
"""

from django.db.models import QuerySet

from school.civility.models import PointItem, PointLimits, ThemeMonth
from school.people.access import Policy, SchoolWide
from school.people.models import User
from school.people.roles import Permission


class PointItemPolicy(SchoolWide[PointItem]):
    needs = {
        "list": Permission.CATALOGUE_READ,
        "export": Permission.CATALOGUE_READ,
        "create": Permission.CATALOGUE_KEEP,
        "revise": Permission.CATALOGUE_KEEP,
        "history": Permission.CATALOGUE_READ,
    }


class PointLimitsPolicy(SchoolWide[PointLimits]):
    needs = {"list": Permission.CATALOGUE_READ, "create": Permission.CATALOGUE_KEEP}


class ThemeMonthPolicy(Policy[ThemeMonth]):
    """A theme that was withdrawn stands in no list."""

    needs = {
        "list": Permission.CATALOGUE_READ,
        "create": Permission.CATALOGUE_KEEP,
        "withdraw": Permission.CATALOGUE_KEEP,
    }

    def visible(self, user: User, rows: QuerySet[ThemeMonth]) -> QuerySet[ThemeMonth]:
        return rows.filter(retired_at=None)
