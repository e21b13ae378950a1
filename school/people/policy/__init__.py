"""Who may know of which child, class, colleague and account."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from school.people.access import Policy, SchoolWide, standing
from school.people.models import Placement, SchoolClass, StaffMember, Student, Term, User
from school.people.roles import Permission


def met(user: User, classes: QuerySet[SchoolClass]) -> QuerySet[SchoolClass]:
    """The classes this user stands in some relation to."""
    who = standing(user)
    if who.sees_whole_school:
        return classes
    return classes.filter(Q(pk__in=who.met_classes) | Q(cohort_year__in=who.led_cohorts))


def every_child(students: QuerySet[Student]) -> QuerySet[Student]:
    """Past and present; not one that only an undone import ever named."""
    return students.filter(taken_back_at=None)


def within_reach(user: User, students: QuerySet[Student]) -> QuerySet[Student]:
    """The children of the classes met today. A child who left is known to the directors alone."""
    if standing(user).sees_whole_school:
        return every_child(students)
    today = timezone.localdate()
    placed = (
        Placement.objects.believed()
        .on(today)
        .filter(
            school_id=user.school_id,
            school_class__in=met(user, SchoolClass.objects.filter(school_id=user.school_id)),
        )
    )
    return students.filter(pk__in=placed.values("student_id"))


class TermPolicy(SchoolWide[Term]):
    needs = {
        "list": Permission.TERM_READ,
        "create": Permission.CALENDAR_KEEP,
        "partial_update": Permission.CALENDAR_KEEP,
    }


class SchoolClassPolicy(SchoolWide[SchoolClass]):
    needs = {
        "list": Permission.CLASS_READ,
        "export": Permission.CLASS_READ,
        "create": Permission.PLACEMENT_KEEP,
        "homeroom": Permission.POST_KEEP,
    }


class StudentPolicy(Policy[Student]):
    needs = {
        "list": Permission.STUDENT_READ,
        "export": Permission.STUDENT_READ,
        "retrieve": Permission.STUDENT_READ,
        "placements": Permission.STUDENT_READ,
        "create": Permission.PLACEMENT_KEEP,
        "move": Permission.PLACEMENT_KEEP,
        "transfer_out": Permission.PLACEMENT_KEEP,
        "suspend": Permission.PLACEMENT_KEEP,
        "readmit": Permission.PLACEMENT_KEEP,
        "graduate": Permission.PLACEMENT_KEEP,
        "take_back_leaving": Permission.PLACEMENT_KEEP,
    }

    def visible(self, user: User, rows: QuerySet[Student]) -> QuerySet[Student]:
        return within_reach(user, rows)


class StaffPolicy(SchoolWide[StaffMember]):
    needs = {
        "list": Permission.STAFF_READ,
        "export": Permission.STAFF_READ,
        "retrieve": Permission.POST_KEEP,
        "create": Permission.POST_KEEP,
        "appoint": Permission.POST_KEEP,
        "end_post": Permission.POST_KEEP,
        "grant_leave": Permission.POST_KEEP,
        "return_from_leave": Permission.POST_KEEP,
        "leave_school": Permission.POST_KEEP,
        "teaching_since": Permission.POST_KEEP,
    }

    def fits(self, user: User, verb: str, row: StaffMember) -> bool:
        """Nobody keeps their own posts."""
        return verb in ("list", "export", "retrieve") or row.pk != user.staff_id


class AccountPolicy(SchoolWide[User]):
    needs = {
        "list": Permission.ACCOUNT_MANAGE,
        "export": Permission.ACCOUNT_MANAGE,
        "create": Permission.ACCOUNT_MANAGE,
        "uninvited": Permission.ACCOUNT_MANAGE,
        "link": Permission.ACCOUNT_MANAGE,
        "withdraw_link": Permission.ACCOUNT_MANAGE,
        "activate": Permission.ACCOUNT_MANAGE,
        "deactivate": Permission.ACCOUNT_MANAGE,
        "end_sessions": Permission.ACCOUNT_MANAGE,
        "take_off_second_factor": Permission.ACCOUNT_MANAGE,
    }

    def fits(self, user: User, verb: str, row: User) -> bool:
        return row.pk != user.pk  # nobody locks themselves out
