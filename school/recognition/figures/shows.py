"""How a page of records reads in a list. A child is named in none."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from school.people.models import StaffMember
from school.recognition.models import Award, AwardWinner, Nomination
from school.recognition.queries.acts import words
from school.shared.figures import part_id

Shown = list[Mapping[str, Any]]


def _row(
    kind: str, key: Any, label: str, parts: Sequence[str], on: Any = None
) -> Mapping[str, Any]:
    return {
        "type": kind,
        "id": str(key),
        "amount": 1,
        "label": label,
        "detail": " · ".join(part for part in parts if part),
        "on": on,
        "student": None,
    }


def show_awards(rows: Sequence[Award], viewer: Any) -> Shown:
    shown: Shown = []
    for row in rows:
        until = (
            _("valid until %(day)s") % {"day": date_format(row.valid_until, "Y-m-d")}
            if row.valid_until
            else ""
        )
        shown.append(
            _row("award", row.pk, row.title, [words(row), row.issuer, until], row.awarded_on)
        )
    return shown


def show_places(rows: Sequence[AwardWinner], viewer: Any) -> Shown:
    shown: Shown = []
    for row in rows:
        award, staff = row.award, row.staff
        assert staff is not None  # only awards of teachers are asked for
        parts = [award.title, words(award), award.issuer]
        shown.append(
            _row("award_winner", part_id(row.pk, award.pk), staff.name, parts, award.awarded_on)
        )
    return shown


def show_winners(rows: Sequence[StaffMember], viewer: Any) -> Shown:
    """Names alone: how many each has won is nobody's comparison."""
    return [_row("staff", row.pk, row.name, []) for row in rows]


def show_nominations(rows: Sequence[Nomination], viewer: Any) -> Shown:
    """A child as one: who may know which, reads it beside the selection."""
    shown: Shown = []
    for row in rows:
        selection = row.selection
        if row.student_id is not None:
            name = _("A pupil")
        else:
            name = row.staff.name if row.staff else row.name
        parts = [selection.kind.name, selection.title]
        shown.append(
            _row("nomination", part_id(row.pk, selection.pk), name, parts, selection.decided_on)
        )
    return shown
