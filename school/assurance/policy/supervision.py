"""Supervision is known to principal and secretary and to who looks into it; never to whom it
concerns. Who wrote an item down sees how it stands.
"""

from typing import ClassVar

from django.db.models import Q, QuerySet
from django.utils import timezone

from school.assurance.models import SupervisionItem
from school.people.access import Policy, any_row, may
from school.people.models import Post, StaffMember, User
from school.people.roles import GRANTS, Permission


def keeps(user: User) -> bool:
    return may(user, Permission.SUPERVISION_KEEP)


def looks_into(user: User, row: SupervisionItem) -> bool:
    """Whether handling, and whom it concerns, are this person's to know."""
    if user.staff_id is None or row.concerned_id == user.staff_id:
        return False
    return keeps(user) or row.handler_id == user.staff_id


def staff_offered(user: User, rows: QuerySet[StaffMember]) -> QuerySet[StaffMember]:
    """Whom an item may concern; the parents' committee says it in words alone."""
    return rows.none() if user.staff_id is None else any_row(user, rows)


def handlers_offered(user: User, rows: QuerySet[StaffMember]) -> QuerySet[StaffMember]:
    """Who may look into an item: whose post of today enters such items."""
    kinds = [kind for kind, granted in GRANTS.items() if Permission.SUPERVISION_ENTER in granted]
    posts = Post.objects.believed().on(timezone.localdate()).filter(kind__in=kinds)
    return rows.filter(pk__in=posts.values("staff_id"))


class SupervisionItemPolicy(Policy[SupervisionItem]):
    needs = {
        "list": Permission.SUPERVISION_ENTER,
        "retrieve": Permission.SUPERVISION_ENTER,
        "create": Permission.SUPERVISION_ENTER,
        "assign": Permission.SUPERVISION_KEEP,
        "answer": Permission.SUPERVISION_ENTER,
        "reveal": Permission.SUPERVISION_ENTER,
        "void": Permission.SUPERVISION_KEEP,
    }
    steps_up: ClassVar[frozenset[str]] = frozenset({"reveal"})

    def visible(self, user: User, rows: QuerySet[SupervisionItem]) -> QuerySet[SupervisionItem]:
        if user.staff_id is None:
            return rows.filter(created_by=user)
        rows = rows.filter(Q(concerned=None) | ~Q(concerned=user.staff_id))
        if keeps(user):
            return rows
        return rows.filter(Q(handler=user.staff_id) | Q(created_by=user))

    def fits(self, user: User, verb: str, row: SupervisionItem) -> bool:
        if verb == "answer":
            return looks_into(user, row)
        return verb != "reveal" or looks_into(user, row) or row.created_by_id == user.pk
