"""Who may see how much of a colleague's work is open: who would end their posts."""

from school.people.access import SchoolWide
from school.people.models import StaffMember
from school.people.roles import Permission


class StaffWorkPolicy(SchoolWide[StaffMember]):
    needs = {"retrieve": Permission.POST_KEEP}
