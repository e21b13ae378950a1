"""Who divides classes anew, and who lets the year turn."""

from school.people.access import SchoolWide
from school.people.models import Resplit, RollOver
from school.people.roles import Permission


class ResplitPolicy(SchoolWide[Resplit]):
    needs = {
        "list": Permission.PLACEMENT_KEEP,
        "create": Permission.PLACEMENT_KEEP,
        "check": Permission.PLACEMENT_KEEP,
        "read": Permission.PLACEMENT_KEEP,
    }


class RollOverPolicy(SchoolWide[RollOver]):
    needs = {
        "list": Permission.YEAR_ROLL,
        "create": Permission.YEAR_ROLL,
        "plan": Permission.YEAR_ROLL,
    }
