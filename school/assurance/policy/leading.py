"""The leading group and its division of work are known to all staff."""

from school.assurance.models import LeadingGroup, LeadingTask
from school.people.access import SchoolWide, may
from school.people.models import User
from school.people.roles import Permission


class LeadingGroupPolicy(SchoolWide[LeadingGroup]):
    needs = {
        "list": Permission.LEADING_READ,
        "retrieve": Permission.LEADING_READ,
        "create": Permission.LEADING_KEEP,
        "partial_update": Permission.LEADING_KEEP,
        "add_member": Permission.LEADING_KEEP,
        "end_member": Permission.LEADING_KEEP,
    }


class LeadingTaskPolicy(SchoolWide[LeadingTask]):
    of = LeadingTask
    needs = {
        "list": Permission.LEADING_READ,
        "export": Permission.LEADING_READ,
        "retrieve": Permission.LEADING_READ,
        "create": Permission.LEADING_KEEP,
        "partial_update": Permission.LEADING_KEEP,
        "finish": Permission.LEADING_READ,
        "reopen": Permission.LEADING_KEEP,
        "void": Permission.LEADING_KEEP,
    }

    def fits(self, user: User, verb: str, row: LeadingTask) -> bool:
        return (
            verb != "finish" or row.owner_id == user.staff_id or may(user, Permission.LEADING_KEEP)
        )
