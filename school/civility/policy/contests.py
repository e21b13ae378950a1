"""Who checks classes, who closes a week, and who reads both. Classes are named, children never."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from school.civility.models import ContestCheck, ContestItem, ContestWeek
from school.people.access import SchoolWide, may, standing
from school.people.models import SchoolClass, User
from school.people.roles import Permission
from school.shared.errors import InputRefused


class ContestItemPolicy(SchoolWide[ContestItem]):
    needs = {
        "list": Permission.CONTEST_READ,
        "create": Permission.CATALOGUE_KEEP,
        "change": Permission.CATALOGUE_KEEP,
    }


class ContestCheckPolicy(SchoolWide[ContestCheck]):
    needs = {
        "list": Permission.CONTEST_READ,
        "export": Permission.CONTEST_READ,
        "create": Permission.CONTEST_CHECK,
        "void": Permission.CONTEST_CHECK,
    }

    def fits(self, user: User, verb: str, row: ContestCheck) -> bool:
        """Taken back by who made it or by who closes the week, and by nobody of the own class."""
        if verb != "void":
            return True
        if row.school_class_id in standing(user).own_classes:
            return False
        return row.created_by_id == user.pk or may(user, Permission.CONTEST_CLOSE)


class ContestWeekPolicy(SchoolWide[ContestWeek]):
    needs = {
        "list": Permission.CONTEST_READ,
        "export": Permission.CONTEST_READ,
        "retrieve": Permission.CONTEST_READ,
        "close": Permission.CONTEST_CLOSE,
        "reopen": Permission.CONTEST_CLOSE,
    }


def check_not_own(user: User, school_class: SchoolClass) -> None:
    if school_class.pk in standing(user).own_classes:
        raise InputRefused(
            "school_class", "own_class", _("Nobody checks the class that they lead themselves.")
        )


def open_items(user: User, rows: QuerySet[ContestItem]) -> QuerySet[ContestItem]:
    return rows.filter(is_active=True)
