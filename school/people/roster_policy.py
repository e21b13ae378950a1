"""Who imports rosters: the teaching director, and nobody else."""

from django.db.models import QuerySet

from school.people.access import Policy
from school.people.models import RosterImport, User
from school.people.roles import Permission


class RosterImportPolicy(Policy[RosterImport]):
    needs = {
        "list": Permission.ROSTER_IMPORT,
        "export": Permission.ROSTER_IMPORT,
        "create": Permission.ROSTER_IMPORT,
        "check": Permission.ROSTER_IMPORT,
        "undo": Permission.ROSTER_IMPORT,
        "template": Permission.ROSTER_IMPORT,
    }

    def visible(self, user: User, rows: QuerySet[RosterImport]) -> QuerySet[RosterImport]:
        return rows
