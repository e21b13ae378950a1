"""How a page of records reads in a list. Categories only for those who may know."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from school.people.rules import class_name
from school.visits.figures.scope import Child, Met, Owed
from school.visits.models import CareProposal, Concern, FollowUp, HomeVisit, VisitRound
from school.visits.policy.knowledge import may_know
from school.visits.queries import lists
from school.visits.rules.proposals import state_of


def _shown(
    kind: str,
    record_id: Any,
    *,
    label: str,
    detail: str,
    on: datetime.date | None,
    student: Any,
    school_class: str,
) -> dict[str, Any]:
    return {
        "type": kind,
        "id": str(record_id),
        "amount": 1,
        "label": label,
        "detail": detail,
        "on": on,
        "student": {"id": str(student.pk), "name": student.name, "class_name": school_class},
    }


def show_obligations(rows: Sequence[Owed], viewer: Any) -> list[Mapping[str, Any]]:
    shown: list[Mapping[str, Any]] = []
    for row in rows:
        one, board = row.obligation, row.board
        category = board.categories[one.category_id]
        knows = may_know(viewer, one.student_id)
        shown.append(
            _shown(
                "obligation",
                one.id,
                label=f"{category.name} · {category.purpose}" if knows else _("A visit owed"),
                detail=str(one.state.label),
                on=one.due_on,
                student=board.students[one.student_id],
                school_class=board.class_name(one),
            )
        )
    return shown


def show_children(rows: Sequence[Child], viewer: Any) -> list[Mapping[str, Any]]:
    shown: list[Mapping[str, Any]] = []
    for row in rows:
        one, board = row.owed[0].obligation, row.owed[0].board
        student = board.students[row.student_id]
        told = _("%(settled)s of %(owed)s settled") % {
            "settled": sum(each.obligation.is_settled for each in row.owed),
            "owed": len(row.owed),
        }
        is_done = _("Settled") if row.is_settled else _("Not settled yet")
        shown.append(
            _shown(
                "student",
                row.student_id,
                label=student.name,
                detail=told if may_know(viewer, row.student_id) else is_done,
                on=None if row.is_settled else min(each.obligation.due_on for each in row.owed),
                student=student,
                school_class=board.class_name(one),
            )
        )
    return shown


def show_general(rows: Sequence[Met], viewer: Any) -> list[Mapping[str, Any]]:
    """Whether the child was visited this year; never what for."""
    shown: list[Mapping[str, Any]] = []
    for row in rows:
        one, student = row.general, row.board.students[row.general.student_id]
        last = one.visits[-1].visited_on if one.visits else None
        told = _("%(made)s of %(required)s visits this year") % {
            "made": len(one.visits),
            "required": one.required,
        }
        shown.append(
            _shown(
                "student",
                one.student_id,
                label=student.name,
                detail=told,
                on=last or one.due_on,
                student=student,
                school_class=row.board.class_name(one),
            )
        )
    return shown


def show_visits(rows: Sequence[HomeVisit], viewer: Any) -> list[Mapping[str, Any]]:
    named = lists.class_names_on(rows)
    shown: list[Mapping[str, Any]] = []
    for row in rows:
        parts = [row.get_outcome_display()]
        if may_know(viewer, row.student_id):
            parts += [purpose.category.purpose for purpose in row.purposes.all()]
        if row.created_by is not None:
            parts.append(row.created_by.display_name)
        shown.append(
            _shown(
                "home_visit",
                row.pk,
                label=row.get_channel_display(),
                detail=" · ".join(str(part) for part in parts),
                on=row.visited_on,
                student=row.student,
                school_class=named.get(row.pk, ""),
            )
        )
    return shown


def _class_today(student: Any) -> str:
    """By the placement in `placed`; nothing for a child who has left."""
    today = timezone.localdate()
    return class_name(student.placed[0].school_class, today) if student.placed else ""


def show_proposals(rows: Sequence[CareProposal], viewer: Any) -> list[Mapping[str, Any]]:
    shown: list[Mapping[str, Any]] = []
    for row in rows:
        knows = may_know(viewer, row.student_id)
        shown.append(
            _shown(
                "care_proposal",
                row.pk,
                label=f"{row.category.name} · {row.get_kind_display()}"
                if knows
                else _("A proposal for the register"),
                detail=str(state_of(row).label),
                on=timezone.localdate(row.created_at),
                student=row.student,
                school_class=_class_today(row.student),
            )
        )
    return shown


def show_concerns(rows: Sequence[Concern], viewer: Any) -> list[Mapping[str, Any]]:
    """Child, kind and day; what is sealed stands on the concern's own page."""
    shown: list[Mapping[str, Any]] = []
    for row in rows:
        shown.append(
            _shown(
                "concern",
                row.pk,
                label=row.get_kind_display(),
                detail=_("Closed") if row.closed_at else _("Open"),
                on=row.noticed_on,
                student=row.student,
                school_class=_class_today(row.student),
            )
        )
    return shown


def show_rounds(rows: Sequence[VisitRound], viewer: Any) -> list[Mapping[str, Any]]:
    """A day and an area; the families stand on the round's own page."""
    return [
        {
            "type": "visit_round",
            "id": str(row.pk),
            "amount": 1,
            "label": row.area,
            "detail": row.created_by.display_name if row.created_by else "",
            "on": row.planned_on,
            "student": None,
        }
        for row in rows
    ]


def show_follow_ups(rows: Sequence[FollowUp], viewer: Any) -> list[Mapping[str, Any]]:
    named = lists.class_names_on([row.visit for row in rows])
    shown: list[Mapping[str, Any]] = []
    for row in rows:
        knows = may_know(viewer, row.visit.student_id) or row.owner_id == viewer.staff_id
        state = _("Closed") if row.closed_at else _("Open")
        shown.append(
            _shown(
                "follow_up",
                row.pk,
                label=row.what if knows else _("Agreed with the family"),
                detail=f"{state} · {row.owner.name}",
                on=row.due_on,
                student=row.visit.student,
                school_class=named.get(row.visit_id, ""),
            )
        )
    return shown
