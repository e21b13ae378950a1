"""Who may see how much of a colleague's work is open: who would end their posts."""

from django.db.models import QuerySet

from school.people.access import Policy
from school.people.models import StaffMember, User
from school.people.roles import Permission


class StaffWorkPolicy(Policy[StaffMember]):
    needs = {"retrieve": Permission.POST_KEEP}

    def visible(self, user: User, rows: QuerySet[StaffMember]) -> QuerySet[StaffMember]:
        return rows
