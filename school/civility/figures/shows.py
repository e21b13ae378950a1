"""How a page of records reads in a list. A child is named only to those who may know the entry."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from school.civility.models import (
    ContestResult,
    ContestWeek,
    CourtesyAmbassador,
    PointAppeal,
    PointEntry,
)
from school.civility.policy.ledger import knows, knows_class
from school.civility.queries.children import Child
from school.people.rules import class_name

Shown = list[Mapping[str, Any]]


def _student(student: Any, named: str) -> dict[str, str]:
    return {"id": str(student.pk), "name": student.name, "class_name": named}


def _entries(amount: Callable[[PointEntry], int]) -> Callable[[Sequence[PointEntry], Any], Shown]:
    def show(rows: Sequence[PointEntry], viewer: Any) -> Shown:
        shown: Shown = []
        for row in rows:
            named = class_name(row.school_class, row.occurred_on)
            known = knows(viewer, row)
            parts = [row.get_domain_display(), f"{row.points:+d}"]
            if row.cap:
                parts.append(row.get_cap_display())
            if known:
                parts.append(row.recorder.display_name)
            shown.append(
                {
                    "type": "point_entry",
                    "id": str(row.pk),
                    "amount": amount(row),
                    "label": row.item_version.name,
                    "detail": " · ".join(str(part) for part in parts),
                    "on": row.occurred_on,
                    "student": _student(row.student, named) if known else None,
                }
            )
        return shown

    return show


show_recognitions = _entries(lambda row: 1)
show_points = _entries(lambda row: row.points)


def show_children(rows: Sequence[Child], viewer: Any) -> Shown:
    shown: Shown = []
    today = timezone.localdate()
    for row in rows:
        named = class_name(row.school_class, today)
        known = knows_class(viewer, row.school_class.pk)
        shown.append(
            {
                "type": "student",
                "id": str(row.student.pk),
                "amount": 1,
                "label": row.student.name if known else named,
                "detail": _("Recognised at least once")
                if row.is_recognised
                else _("Not recognised yet"),
                "on": None,
                "student": _student(row.student, named) if known else None,
            }
        )
    return shown


def show_weeks(rows: Sequence[ContestWeek], viewer: Any) -> Shown:
    return [
        {
            "type": "contest_week",
            "id": str(row.pk),
            "amount": 1,
            "label": row.monday.isoformat(),
            "detail": row.closed_by.display_name if row.closed_by else "",
            "on": row.monday,
            "student": None,
        }
        for row in rows
    ]


def show_results(rows: Sequence[ContestResult], viewer: Any) -> Shown:
    return [
        {
            "type": "contest_result",
            "id": str(row.pk),
            "amount": 1,
            "label": class_name(row.school_class, row.week.monday),
            "detail": _("%(score)s of 100") % {"score": row.score},
            "on": row.week.monday,
            "student": None,
        }
        for row in rows
    ]


def show_ambassadors(rows: Sequence[CourtesyAmbassador], viewer: Any) -> Shown:
    return [
        {
            "type": "ambassador",
            "id": str(row.pk),
            "amount": 1,
            "label": row.deed,
            "detail": row.get_consent_display(),
            "on": row.vote.held_on,
            "student": _student(row.student, class_name(row.school_class, row.vote.held_on)),
        }
        for row in rows
    ]


def show_appeals(rows: Sequence[PointAppeal], viewer: Any) -> Shown:
    shown: Shown = []
    for row in rows:
        entry = row.entry
        known = knows(viewer, entry)
        named = class_name(entry.school_class, entry.occurred_on)
        shown.append(
            {
                "type": "point_appeal",
                "id": str(row.pk),
                "amount": 1,
                "label": row.get_outcome_display() or _("Not decided yet"),
                "detail": entry.item_version.name if known else "",
                "on": timezone.localdate(row.created_at),
                "student": _student(entry.student, named) if known else None,
            }
        )
    return shown
