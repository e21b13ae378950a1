"""Colleagues know of every activity; its organiser and the offices change it."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from school.activities.models import (
    Activity,
    ActivityKind,
    ActivityReflection,
    Group,
    Programme,
)
from school.people.access import Policy, SchoolWide, may
from school.people.models import StaffMember, User
from school.people.roles import Permission
from school.shared.errors import InputRefused

ORGANISES = frozenset({"partial_update", "hold", "cancel", "void", "confirm_attendance"})
"""What the organiser does, who entered it, and the offices."""


class ActivityKindPolicy(SchoolWide[ActivityKind]):
    needs = {
        "list": Permission.ACTIVITY_READ,
        "create": Permission.ACTIVITY_KEEP,
        "change": Permission.ACTIVITY_KEEP,
    }


class ProgrammePolicy(SchoolWide[Programme]):
    needs = {
        "list": Permission.ACTIVITY_READ,
        "retrieve": Permission.ACTIVITY_READ,
        "create": Permission.ACTIVITY_KEEP,
        "partial_update": Permission.ACTIVITY_KEEP,
        "void": Permission.ACTIVITY_KEEP,
    }


class ActivityPolicy(SchoolWide[Activity]):
    of = Activity
    needs = {
        "list": Permission.ACTIVITY_READ,
        "export": Permission.ACTIVITY_READ,
        "retrieve": Permission.ACTIVITY_READ,
        "create": Permission.ACTIVITY_RECORD,
        "partial_update": Permission.ACTIVITY_RECORD,
        "hold": Permission.ACTIVITY_RECORD,
        "cancel": Permission.ACTIVITY_RECORD,
        "void": Permission.ACTIVITY_RECORD,
        "confirm_attendance": Permission.ACTIVITY_RECORD,
        "take_part": Permission.ACTIVITY_RECORD,
        "step_back": Permission.ACTIVITY_RECORD,
    }

    def fits(self, user: User, verb: str, row: Activity) -> bool:
        return verb not in ORGANISES or organises(user, row)


class ActivityReflectionPolicy(Policy[ActivityReflection]):
    """The writer's own. The organiser of that activity reads it unless it is kept private."""

    needs = {
        "list": Permission.ACTIVITY_READ,
        "retrieve": Permission.ACTIVITY_READ,
        "create": Permission.ACTIVITY_RECORD,
        "partial_update": Permission.ACTIVITY_RECORD,
    }

    def visible(
        self, user: User, rows: QuerySet[ActivityReflection]
    ) -> QuerySet[ActivityReflection]:
        if user.staff_id is None:
            return rows.none()
        return rows.filter(
            Q(staff=user.staff_id) | Q(is_private=False, activity__organiser=user.staff_id)
        )

    def fits(self, user: User, verb: str, row: ActivityReflection) -> bool:
        return verb != "partial_update" or row.staff_id == user.staff_id


class GroupPolicy(SchoolWide[Group]):
    """Its leader keeps it, and the offices."""

    needs = {
        "list": Permission.ACTIVITY_READ,
        "retrieve": Permission.ACTIVITY_READ,
        "create": Permission.ACTIVITY_KEEP,
        "partial_update": Permission.ACTIVITY_RECORD,
        "add_member": Permission.ACTIVITY_RECORD,
        "end_membership": Permission.ACTIVITY_RECORD,
        "close": Permission.ACTIVITY_KEEP,
        "void": Permission.ACTIVITY_KEEP,
    }

    def fits(self, user: User, verb: str, row: Group) -> bool:
        if verb in ("list", "retrieve"):
            return True
        return row.leader_id == user.staff_id or may(user, Permission.ACTIVITY_KEEP)


def organises(user: User, row: Activity) -> bool:
    return (
        (user.staff_id is not None and row.organiser_id == user.staff_id)
        or row.created_by_id == user.pk
        or may(user, Permission.ACTIVITY_KEEP)
    )


def check_organiser(user: User, organiser: StaffMember) -> None:
    """One enters the own activities; the offices those of all."""
    if organiser.pk != user.staff_id and not may(user, Permission.ACTIVITY_KEEP):
        raise InputRefused(
            "organiser", "not_yours", _("An activity is entered by who organises it.")
        )


def open_kinds(user: User, rows: QuerySet[ActivityKind]) -> QuerySet[ActivityKind]:
    return rows.filter(is_active=True)


def standing_programmes(user: User, rows: QuerySet[Programme]) -> QuerySet[Programme]:
    return rows.filter(voided_at=None)


def standing_groups(user: User, rows: QuerySet[Group]) -> QuerySet[Group]:
    return rows.filter(voided_at=None)


def standing_activities(user: User, rows: QuerySet[Activity]) -> QuerySet[Activity]:
    return rows.filter(voided_at=None)
