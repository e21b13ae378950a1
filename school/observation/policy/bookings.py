"""Who books for whom, and who knows that somebody comes."""

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from school.observation.models import LessonBooking, LessonSession
from school.observation.policy.lessons import LessonSessionPolicy
from school.people.access import Policy, may
from school.people.models import Post, StaffMember, User
from school.people.roles import GRANTS, Permission
from school.shared.errors import InputRefused

OBSERVERS = [kind for kind, granted in GRANTS.items() if Permission.LESSON_OBSERVE in granted]
"""The posts whose holders come to lessons."""


class LessonBookingPolicy(Policy[LessonBooking]):
    needs = {
        "list": Permission.LESSON_READ,
        "export": Permission.LESSON_READ,
        "create": Permission.LESSON_OBSERVE,
        "withdraw": Permission.LESSON_OBSERVE,
        "answer": Permission.LESSON_HOST,
    }

    def visible(self, user: User, rows: QuerySet[LessonBooking]) -> QuerySet[LessonBooking]:
        """The own ones, those for the own lessons, those made for others; the office sees all."""
        if may(user, Permission.LESSON_KEEP):
            return rows
        own = Q(guest=user.staff_id) | Q(session__host=user.staff_id) | Q(created_by=user)
        return rows.filter(own) if user.staff_id else rows.none()

    def fits(self, user: User, verb: str, row: LessonBooking) -> bool:
        """Answered by the host, withdrawn by the guest or the office."""
        if verb == "answer":
            return row.session.host_id == user.staff_id
        if verb == "withdraw":
            return row.guest_id == user.staff_id or may(user, Permission.LESSON_KEEP)
        return True


def check_guest(user: User, guest: StaffMember) -> None:
    if guest.pk != user.staff_id and not may(user, Permission.LESSON_KEEP):
        raise InputRefused("guest", "not_yours", _("Only the office books for others."))


def announced(user: User, rows: QuerySet[LessonSession]) -> QuerySet[LessonSession]:
    """The lessons that this person may know of; whether one is booked, the rules say."""
    return LessonSessionPolicy().visible(user, rows)


def guests(user: User, rows: QuerySet[StaffMember]) -> QuerySet[StaffMember]:
    """Whoever holds a post today that comes to lessons."""
    posts = Post.objects.believed().on(timezone.localdate()).filter(kind__in=OBSERVERS)
    return rows.filter(pk__in=posts.values("staff"))
