"""Who may know of circumstances, requirements, obligations and exemptions."""

from typing import Any

from django.db.models import QuerySet

from school.people.access import Policy, SchoolWide, standing
from school.people.models import User
from school.people.roles import Permission
from school.visits.models import (
    CareCategory,
    Circumstance,
    Exemption,
    VisitPolicyVersion,
)
from school.visits.policy.knowledge import Knowledge, knowledge, known_of


class CareCategoryPolicy(SchoolWide[CareCategory]):
    needs = {"list": Permission.CIRCUMSTANCE_READ}


class CircumstancePolicy(Policy[Circumstance]):
    needs = {
        "list": Permission.CIRCUMSTANCE_READ,
        "export": Permission.CIRCUMSTANCE_READ,
        "create": Permission.CIRCUMSTANCE_REGISTER,
        "end": Permission.CIRCUMSTANCE_REGISTER,
        "reveal": Permission.CIRCUMSTANCE_REVEAL,
    }

    def visible(self, user: User, rows: QuerySet[Circumstance]) -> QuerySet[Circumstance]:
        return known_of(user, rows)


class VisitPolicyPolicy(Policy[VisitPolicyVersion]):
    """A draft is shown to those who write it."""

    needs = {
        "list": Permission.POLICY_READ,
        "retrieve": Permission.POLICY_READ,
        "create": Permission.POLICY_PUBLISH,
        "partial_update": Permission.POLICY_PUBLISH,
        "publish": Permission.POLICY_PUBLISH,
        "simulation": Permission.POLICY_PUBLISH,
    }

    def visible(
        self, user: User, rows: QuerySet[VisitPolicyVersion]
    ) -> QuerySet[VisitPolicyVersion]:
        if Permission.POLICY_PUBLISH in standing(user).permissions:
            return rows
        return rows.exclude(published_at=None)


class ObligationPolicy(Policy[Any]):
    """Obligations are computed: `reach` takes the place of rows in a table."""

    needs = {
        "retrieve": Permission.OBLIGATION_READ,
        "list": Permission.OBLIGATION_READ,
        "export": Permission.OBLIGATION_READ,
    }

    def reach(self, user: User) -> Knowledge:
        return knowledge(user)


class ExemptionPolicy(Policy[Exemption]):
    needs = {
        "list": Permission.CIRCUMSTANCE_READ,
        "export": Permission.CIRCUMSTANCE_READ,
        "create": Permission.EXEMPTION_REQUEST,
        "approve": Permission.EXEMPTION_APPROVE,
        "refuse": Permission.EXEMPTION_APPROVE,
        "withdraw": Permission.EXEMPTION_REQUEST,
    }

    def visible(self, user: User, rows: QuerySet[Exemption]) -> QuerySet[Exemption]:
        return known_of(user, rows)

    def fits(self, user: User, verb: str, row: Exemption) -> bool:
        """Nobody answers what they asked for."""
        return verb not in ("approve", "refuse") or row.created_by_id != user.pk
