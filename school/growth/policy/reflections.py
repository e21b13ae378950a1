"""A reflection is read by whom its owner lets read it, and by nobody else."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from school.growth.models import Reflection, ReflectionShare, Visibility
from school.growth.policy.portfolios import owns, reviews
from school.people.access import Policy
from school.people.models import User
from school.people.roles import Permission


class ReflectionPolicy(Policy[Reflection]):
    needs = {
        "list": Permission.PORTFOLIO_READ,
        "retrieve": Permission.PORTFOLIO_READ,
        "read": Permission.PORTFOLIO_READ,
        "create": Permission.PORTFOLIO_READ,
        "partial_update": Permission.PORTFOLIO_READ,
        "show": Permission.PORTFOLIO_READ,
        "shares": Permission.PORTFOLIO_READ,
        "void": Permission.PORTFOLIO_READ,
    }

    def visible(self, user: User, rows: QuerySet[Reflection]) -> QuerySet[Reflection]:
        """What was taken back is shown to its owner alone."""
        if user.staff_id is None:
            return rows.none()
        named = ReflectionShare.objects.filter(
            reflection=OuterRef("pk"), staff=user.staff_id, revoked_at=None
        )
        open_to: Any = Q(visibility=Visibility.SCHOOL) | (
            Q(visibility=Visibility.NAMED) & Exists(named)
        )
        if reviews(user):
            open_to |= Q(visibility=Visibility.REVIEWER)
        return rows.filter(Q(portfolio__staff=user.staff_id) | (Q(voided_at=None) & open_to))

    def fits(self, user: User, verb: str, row: Reflection) -> bool:
        return verb in ("list", "retrieve", "read") or owns(user, row.portfolio)


def readable(user: User, rows: QuerySet[Reflection]) -> QuerySet[Reflection]:
    """Those of which this person may know."""
    return ReflectionPolicy().visible(user, rows)
