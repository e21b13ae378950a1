"""Who imports rosters: the teaching director, and nobody else."""

from school.people.access import SchoolWide
from school.people.models import RosterImport
from school.people.roles import Permission


class RosterImportPolicy(SchoolWide[RosterImport]):
    needs = {
        "list": Permission.ROSTER_IMPORT,
        "export": Permission.ROSTER_IMPORT,
        "create": Permission.ROSTER_IMPORT,
        "check": Permission.ROSTER_IMPORT,
        "undo": Permission.ROSTER_IMPORT,
        "template": Permission.ROSTER_IMPORT,
    }
