"""How a page of records reads in a list. The words of supervision stand in none."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from school.assurance.queries import inspections as looked
from school.assurance.queries.pledges import Line
from school.assurance.rules.leading import task_state
from school.shared.figures import part_id

Shown = list[Mapping[str, Any]]


def _row(kind: str, key: Any, label: str, detail: Sequence[str], on: Any, amount: int = 1) -> Any:
    return {
        "type": kind,
        "id": str(key),
        "amount": amount,
        "label": label,
        "detail": " · ".join(part for part in detail if part),
        "on": on,
        "student": None,
    }


def show_pledges(rows: Sequence[Line], viewer: Any) -> Shown:
    return [
        _row(
            "pledge",
            line.key,
            line.staff.name,
            [line.round.version.form.title, str(line.signer.state.label)],
            timezone.localdate(line.signature.created_at)
            if line.signature
            else line.signer.bound_on,
        )
        for line in rows
    ]


def show_inspections(rows: Sequence[Any], viewer: Any) -> Shown:
    return [
        _row(
            "inspection",
            row.pk,
            row.kind.name,
            [row.area, _("Findings: %(n)d") % {"n": len(row.told_findings)}],
            row.inspected_on,
        )
        for row in rows
    ]


def show_findings(rows: Sequence[Any], viewer: Any) -> Shown:
    today = timezone.localdate()
    return [
        _row(
            "finding",
            row.pk,
            row.item,
            [
                row.inspection.kind.name,
                row.inspection.area,
                str(looked.state(row, today).label),
                row.owner.name,
            ],
            row.inspection.inspected_on,
        )
        for row in rows
    ]


def show_items(rows: Sequence[Any], viewer: Any) -> Shown:
    return [
        _row(
            "supervision_item",
            row.pk,
            row.get_nature_display(),
            [
                row.get_side_display(),
                row.get_way_display(),
                _("Answered") if row.replied_on else _("Waits for an answer"),
            ],
            row.received_on,
        )
        for row in rows
    ]


def show_surveys(rows: Sequence[Any], viewer: Any) -> Shown:
    return [_survey(row, 1) for row in rows]


def show_returned(rows: Sequence[Any], viewer: Any) -> Shown:
    """Each survey with how much it adds: what came back, or what went out."""
    return [_survey(row, row.amount) for row in rows]


def _survey(row: Any, amount: int) -> Any:
    numbers = _("issued %(issued)d, returned %(returned)d, valid %(valid)d") % {
        "issued": row.issued,
        "returned": row.returned,
        "valid": row.valid,
    }
    return _row(
        "survey", row.pk, row.title, [row.get_whom_display(), numbers], row.closed_on, amount
    )


def show_counts(rows: Sequence[Any], viewer: Any) -> Shown:
    return [
        _row(
            "survey_count",
            part_id(row.pk, row.question.survey_id),
            row.question.survey.title,
            [row.question.text, _("%(option)d of 5") % {"option": row.option}],
            row.question.survey.closed_on,
            row.amount,
        )
        for row in rows
    ]


def show_members(rows: Sequence[Any], viewer: Any) -> Shown:
    return [
        _row(
            "leading_member",
            row.pk,
            row.staff.name if row.staff else row.name,
            [row.get_part_display(), row.group.name, row.duty],
            row.starts_on,
        )
        for row in rows
    ]


def show_tasks(rows: Sequence[Any], viewer: Any) -> Shown:
    today = timezone.localdate()
    return [
        _row(
            "leading_task",
            row.pk,
            row.what,
            [
                row.owner.name,
                row.department,
                str(task_state(row.due_on, row.done_on, is_voided=False, today=today).label),
            ],
            row.due_on,
        )
        for row in rows
    ]


def show_declarations(rows: Sequence[Any], viewer: Any) -> Shown:
    return [
        _row(
            "declaration",
            row.pk,
            row.get_kind_display(),
            [row.text, row.created_by.display_name if row.created_by else ""],
            timezone.localdate(row.created_at),
            row.amount,
        )
        for row in rows
    ]
