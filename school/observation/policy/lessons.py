"""Who opens lessons, who comes to them, and who knows of those that nobody announced."""

import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from school.observation.models import (
    Attendance,
    LessonCampaign,
    LessonKind,
    LessonSession,
    Observation,
    Rubric,
)
from school.people.access import Policy, SchoolWide, may
from school.people.models import StaffMember, User
from school.people.roles import Permission
from school.shared.errors import InputRefused


class LessonKindPolicy(SchoolWide[LessonKind]):
    needs = {
        "list": Permission.LESSON_READ,
        "create": Permission.LESSON_KEEP,
        "change": Permission.LESSON_KEEP,
    }


class LessonCampaignPolicy(SchoolWide[LessonCampaign]):
    needs = {
        "list": Permission.LESSON_READ,
        "retrieve": Permission.LESSON_READ,
        "create": Permission.LESSON_KEEP,
        "change": Permission.LESSON_KEEP,
    }


class LessonSessionPolicy(Policy[LessonSession]):
    needs = {
        "list": Permission.LESSON_READ,
        "export": Permission.LESSON_READ,
        "retrieve": Permission.LESSON_READ,
        "create": Permission.LESSON_HOST,
        "partial_update": Permission.LESSON_HOST,
        "cancel": Permission.LESSON_HOST,
        "reflect": Permission.LESSON_HOST,
        "confirm_attendance": Permission.LESSON_HOST,
        "attend": Permission.LESSON_OBSERVE,
    }

    def visible(self, user: User, rows: QuerySet[LessonSession]) -> QuerySet[LessonSession]:
        """A drop-in is known to who gave it, who came, and the offices that look after lessons."""
        if sees_all(user):
            return rows
        attended = Attendance.objects.filter(observer=user.staff_id)
        observed = Observation.objects.filter(observer=user.staff_id)
        return rows.filter(
            Q(kind__is_announced=True)
            | Q(is_out_of_school=True)
            | Q(host=user.staff_id)
            | Q(created_by=user)
            | Q(pk__in=attended.values("session"))
            | Q(pk__in=observed.values("session"))
        )

    def fits(self, user: User, verb: str, row: LessonSession) -> bool:
        """The host's own, or the office's; what nobody announced also of who entered it."""
        is_host = row.host_id is not None and row.host_id == user.staff_id
        if verb in ("reflect", "confirm_attendance"):
            return is_host
        if verb == "attend":
            return not is_host
        if verb in ("partial_update", "cancel"):
            return is_host or row.created_by_id == user.pk or may(user, Permission.LESSON_KEEP)
        return True


class LessonSubjectPolicy(LessonSessionPolicy):
    """What the filter of the plan offers: the subjects of the lessons one may know of."""

    needs = {"list": Permission.LESSON_READ}


def sees_all(user: User) -> bool:
    return may(user, Permission.LESSON_KEEP) or may(user, Permission.COVERAGE_READ)


def reads_bookings(user: User, row: LessonSession) -> bool:
    """Who comes to a lesson: its host's affair and the office's."""
    is_host = row.host_id is not None and row.host_id == user.staff_id
    return is_host or may(user, Permission.LESSON_KEEP)


def check_host(
    user: User,
    host: StaffMember | None,
    kind: LessonKind,
    taught_on: datetime.date,
    *,
    today: datetime.date,
) -> None:
    """One opens the own lessons; the office those of all; a drop-in is entered by who came."""
    if host is None or host.pk == user.staff_id or may(user, Permission.LESSON_KEEP):
        return
    if kind.is_announced:
        raise InputRefused(
            "host", "not_yours", _("An announced lesson is entered by who gives it.")
        )
    if taught_on > today:
        raise InputRefused(
            "taught_on", "in_future", _("A drop-in is entered once it has taken place.")
        )


def open_kinds(user: User, rows: QuerySet[LessonKind]) -> QuerySet[LessonKind]:
    return rows.filter(is_active=True)


def active_rubrics(user: User, rows: QuerySet[Rubric]) -> QuerySet[Rubric]:
    return rows.filter(is_active=True)
