"""Inspections and their findings, with what a page shows of them."""

import datetime
import uuid
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from school.assurance.models import (
    Finding,
    Inspection,
    InspectionInspector,
    Recheck,
    Rectification,
)
from school.assurance.rules.inspections import FindingState, Tried, finding_state
from school.people.models import User


def _inspectors(path: str = "") -> Any:
    return Prefetch(
        f"{path}inspectors", InspectionInspector.objects.select_related("staff").order_by("id")
    )


def _rectifications(path: str = "") -> Any:
    return Prefetch(
        f"{path}rectifications",
        Rectification.objects.select_related("created_by__staff", "rechecked_by__staff")
        .prefetch_related("evidence")
        .order_by("created_at", "id"),
        to_attr="told_rectifications",
    )


def findings() -> QuerySet[Any]:
    """With all that was tried; what is due first stands first."""
    return (
        Finding.objects.select_related("inspection__kind", "owner", "created_by__staff")
        .prefetch_related("evidence", _inspectors("inspection__"), _rectifications())
        .order_by("deadline", "id")
    )


def standing() -> QuerySet[Any]:
    """Findings that count: neither they nor their inspections were taken back."""
    return findings().filter(voided_at=None, inspection__voided_at=None)


def inspections() -> QuerySet[Any]:
    """The newest first, each with its findings that stand."""
    shown = Finding.objects.filter(voided_at=None).order_by("deadline", "id")
    return (
        Inspection.objects.select_related("kind", "created_by__staff")
        .prefetch_related(
            _inspectors(),
            Prefetch(
                "findings",
                shown.prefetch_related(_rectifications()),
                to_attr="told_findings",
            ),
        )
        .order_by("-inspected_on", "-id")
    )


def tried(finding: Any) -> list[Tried]:
    """Of a finding as `findings` gives it."""
    return [
        Tried(one.rectified_on, one.rechecked_on, one.recheck)
        for one in finding.told_rectifications
    ]


def state(finding: Any, on: datetime.date) -> FindingState:
    return finding_state(finding.deadline, tried(finding), on=on)


def in_state(rows: QuerySet[Any], wanted: str, today: datetime.date) -> QuerySet[Any]:
    """What `finding_state` says of today, as a condition."""
    newest = Rectification.objects.filter(finding=OuterRef("pk")).order_by("-created_at", "-id")
    rows = rows.alias(
        tried=Exists(Rectification.objects.filter(finding=OuterRef("pk"))),
        said=Subquery(newest.values("recheck")[:1]),
    )
    to_do = Q(tried=False) | Q(said=Recheck.NOT_YET)
    conditions = {
        FindingState.OPEN: to_do & Q(deadline__gte=today),
        FindingState.OVERDUE: to_do & Q(deadline__lt=today),
        FindingState.RECTIFIED: Q(tried=True, said=""),
        FindingState.CLOSED: Q(said=Recheck.OK),
    }
    return rows.filter(conditions[FindingState(wanted)])


def put_right(rows: QuerySet[Any], until: datetime.date) -> QuerySet[Any]:
    """Those of which a second look said so by the day."""
    said = Rectification.objects.filter(
        finding=OuterRef("pk"), recheck=Recheck.OK, rechecked_on__lte=until
    )
    return rows.filter(Exists(said))


def of_inspector(staff_id: uuid.UUID | None) -> QuerySet[Any]:
    """The inspections at which this person went round."""
    return InspectionInspector.objects.filter(staff_id=staff_id).values("inspection_id")


def to_look_at(rows: QuerySet[Any], user: User, *, everywhere: bool) -> QuerySet[Any]:
    """Findings that wait for a second look which this person may take: of inspections at which
    they went round, or of all; never at what is or was theirs to put right.
    """
    waiting = Rectification.objects.filter(finding=OuterRef("pk"), recheck="")
    rows = rows.filter(Exists(waiting.exclude(created_by=user))).exclude(owner_id=user.staff_id)
    return rows if everywhere else rows.filter(inspection_id__in=of_inspector(user.staff_id))


def newest(finding: Finding) -> Rectification | None:
    rows = Rectification.objects.filter(finding=finding)
    return rows.order_by("-created_at", "-id").first()


def is_worked_on(finding: Finding) -> bool:
    return Rectification.objects.filter(finding=finding).exists()


def is_inspection_worked_on(inspection: Inspection) -> bool:
    return Rectification.objects.filter(finding__inspection=inspection).exists()
