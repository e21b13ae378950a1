"""Who reads an award: everybody a verified one, before only who is of it and the offices."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from school.people.access import Policy, may
from school.people.models import SchoolClass, StaffMember, Student, User
from school.people.policy import met, within_reach
from school.people.roles import Permission
from school.recognition.models import Award, AwardState, AwardWinner, Recipient
from school.shared.errors import InputRefused

COUNTS = Q(state=AwardState.VERIFIED, voided_at=None)
"""Unverified never counts."""
DECIDES = frozenset({"verify", "reject", "send_back"})


def sees_all(user: User) -> bool:
    return may(user, Permission.AWARD_VERIFY)


def of_person(user: User) -> Q:
    """Won or declared by this person."""
    mine = Q(created_by=user)
    if user.staff_id is not None:
        mine |= Q(pk__in=AwardWinner.objects.filter(staff=user.staff_id).values("award"))
    return mine


def is_of(user: User, row: Any) -> bool:
    """`row` with its winners."""
    if row.created_by_id == user.pk:
        return True
    return user.staff_id is not None and any(
        winner.staff_id == user.staff_id for winner in row.winners.all()
    )


class AwardPolicy(Policy[Award]):
    of = Award
    needs = {
        "list": Permission.AWARD_READ,
        "export": Permission.AWARD_READ,
        "retrieve": Permission.AWARD_READ,
        "create": Permission.AWARD_DECLARE,
        "partial_update": Permission.AWARD_DECLARE,
        "void": Permission.AWARD_DECLARE,
        "verify": Permission.AWARD_VERIFY,
        "reject": Permission.AWARD_VERIFY,
        "send_back": Permission.AWARD_VERIFY,
    }

    def visible(self, user: User, rows: QuerySet[Award]) -> QuerySet[Award]:
        """What pupils won is known to who meets one of them."""
        if sees_all(user):
            return rows
        children = within_reach(user, Student.objects.filter(school_id=user.school_id))
        met_winners = AwardWinner.objects.filter(student__in=children.values("pk"))
        public = COUNTS & (~Q(recipient=Recipient.STUDENT) | Q(pk__in=met_winners.values("award")))
        return rows.filter(of_person(user) | public)

    def fits(self, user: User, verb: str, row: Any) -> bool:
        """Whoever declared it mends it; somebody else decides."""
        if verb in DECIDES:
            return not is_of(user, row)
        if verb == "partial_update":
            return bool(row.created_by_id == user.pk)
        return verb != "void" or row.created_by_id == user.pk or sees_all(user)


def check_declares(user: User, recipient: str, staff: Collection[StaffMember]) -> None:
    """Everybody the own awards and those of children and classes met; the offices any."""
    if sees_all(user):
        return
    if recipient == Recipient.SCHOOL:
        raise InputRefused(
            "recipient", "not_yours", _("Awards of the school are entered by its offices.")
        )
    if recipient == Recipient.TEACHER and user.staff_id not in {one.pk for one in staff}:
        raise InputRefused("staff", "not_yours", _("You declare awards that you won yourself."))


def classes_met(user: User, rows: QuerySet[SchoolClass]) -> QuerySet[SchoolClass]:
    """The offer of classes: those met, to the offices every one."""
    return rows if sees_all(user) else met(user, rows)


def children_met(user: User, rows: QuerySet[Student]) -> QuerySet[Student]:
    """The offer of children."""
    return within_reach(user, rows)


def standing_awards(user: User, rows: QuerySet[Award]) -> QuerySet[Award]:
    """The offer of what an award may be a progression of."""
    return AwardPolicy().visible(user, rows).filter(voided_at=None)
