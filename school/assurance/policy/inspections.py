"""Inspections are known to who keeps them, who went round, and who puts a finding right."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from school.assurance.models import (
    Finding,
    Inspection,
    InspectionInspector,
    InspectionKind,
    Rectification,
)
from school.people.access import Policy, SchoolWide, may
from school.people.models import User
from school.people.roles import Permission


def keeps(user: User) -> bool:
    return may(user, Permission.INSPECTION_KEEP)


def _went_round(user: User, inspection: str) -> Exists:
    return Exists(
        InspectionInspector.objects.filter(inspection=OuterRef(inspection), staff=user.staff_id)
    )


def is_inspector(user: User, inspection: Inspection) -> bool:
    return user.staff_id in {one.staff_id for one in inspection.inspectors.all()}


class InspectionKindPolicy(SchoolWide[InspectionKind]):
    needs = {
        "list": Permission.INSPECTION_READ,
        "create": Permission.INSPECTION_KEEP,
        "change": Permission.INSPECTION_KEEP,
    }


class InspectionPolicy(Policy[Inspection]):
    needs = {
        "list": Permission.INSPECTION_READ,
        "export": Permission.INSPECTION_READ,
        "retrieve": Permission.INSPECTION_READ,
        "create": Permission.INSPECTION_KEEP,
        "partial_update": Permission.INSPECTION_READ,
        "add_finding": Permission.INSPECTION_READ,
        "void": Permission.INSPECTION_READ,
    }

    def visible(self, user: User, rows: QuerySet[Inspection]) -> QuerySet[Inspection]:
        if keeps(user):
            return rows
        if user.staff_id is None:
            return rows.none()
        own = Finding.objects.filter(inspection=OuterRef("pk"), owner=user.staff_id, voided_at=None)
        return rows.filter(_went_round(user, "pk") | Exists(own))

    def fits(self, user: User, verb: str, row: Inspection) -> bool:
        """Who only puts something right reads."""
        if verb in ("partial_update", "add_finding", "void"):
            return keeps(user) or is_inspector(user, row)
        return True


class FindingPolicy(Policy[Finding]):
    """Nobody looks again at what is theirs to put right."""

    of = Finding
    needs = {
        "list": Permission.INSPECTION_READ,
        "export": Permission.INSPECTION_READ,
        "retrieve": Permission.INSPECTION_READ,
        "partial_update": Permission.INSPECTION_READ,
        "rectify": Permission.INSPECTION_READ,
        "recheck": Permission.INSPECTION_READ,
        "void": Permission.INSPECTION_READ,
    }

    def visible(self, user: User, rows: QuerySet[Finding]) -> QuerySet[Finding]:
        if keeps(user):
            return rows
        if user.staff_id is None:
            return rows.none()
        return rows.filter(Q(owner=user.staff_id) | _went_round(user, "inspection_id"))

    def fits(self, user: User, verb: str, row: Finding) -> bool:
        looks = keeps(user) or is_inspector(user, row.inspection)
        if verb == "rectify":
            return row.owner_id == user.staff_id or keeps(user)
        if verb == "recheck":
            return looks and row.owner_id != user.staff_id
        return looks if verb in ("partial_update", "void") else True


class RectificationPolicy(Policy[Rectification]):
    """What was done is read with the finding."""

    of = Rectification
    needs = {"list": Permission.INSPECTION_READ}

    def visible(self, user: User, rows: QuerySet[Rectification]) -> QuerySet[Rectification]:
        found = FindingPolicy().visible(user, Finding.objects.filter(school_id=user.school_id))
        return rows.filter(finding__in=found.values("pk"))
