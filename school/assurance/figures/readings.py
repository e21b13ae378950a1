"""One reading per figure: the number and the records behind it, from the same question."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet

from school.assurance.figures import scope as asked
from school.assurance.models import DeclarationKind, InspectionKind, Nature, PledgeForm
from school.assurance.queries import inspections as looked
from school.assurance.queries import surveys as surveyed
from school.assurance.queries.pledges import Line
from school.assurance.rules.inspections import FindingState
from school.shared.figures import Cell, JudgedRows, QueryRows, Reading, Scope, by_choice, by_kind

# ---- pledges -------------------------------------------------------------------------------


def _lines(lines: Iterable[Line]) -> JudgedRows[Line]:
    return JudgedRows(list(lines), lambda one: one.key)


def _signed(lines: Iterable[Line]) -> list[Line]:
    return [one for one in lines if one.signature is not None]


def pledges_signed(scope: Scope) -> Reading:
    owed = asked.pledges(scope)
    return Reading(part=_lines(_signed(owed)), whole=_lines(owed))


def pledges_by_form(scope: Scope) -> Reading:
    """A form of which nobody signed has its cell, when it has a round: it was asked for."""
    found: dict[Any, list[Line]] = {}
    for one in asked.pledges(scope):
        found.setdefault(one.round.version.form_id, []).append(one)
    forms = PledgeForm.objects.filter(school_id=scope.school_id, pk__in=found)
    return Reading(
        cells=[Cell(form.code, form.title, _lines(_signed(found[form.pk]))) for form in forms]
    )


# ---- inspections ---------------------------------------------------------------------------


def inspections_held(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.inspections(scope)))


def inspections_by_kind(scope: Scope) -> Reading:
    kinds = InspectionKind.objects.filter(school_id=scope.school_id)
    return Reading(cells=by_kind(asked.inspections(scope), kinds))


def findings(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.findings(scope)))


def rectified(scope: Scope) -> Reading:
    rows = asked.findings(scope)
    return Reading(part=QueryRows(looked.put_right(rows, scope.until)), whole=QueryRows(rows))


def overdue(scope: Scope) -> Reading:
    late = [
        one
        for one in asked.findings(scope)
        if looked.state(one, scope.until) == FindingState.OVERDUE
    ]
    return Reading(rows=JudgedRows(late, lambda one: str(one.pk)))


# ---- supervision ---------------------------------------------------------------------------


def items(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.items(scope)))


def items_by_nature(scope: Scope) -> Reading:
    return Reading(cells=by_choice(asked.items(scope), "nature", Nature.choices))


def answered(scope: Scope) -> Reading:
    rows = asked.items(scope)
    return Reading(part=QueryRows(rows.filter(replied_on__lte=scope.until)), whole=QueryRows(rows))


# ---- surveys -------------------------------------------------------------------------------


def surveys_held(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.surveys(scope)))


def returned(scope: Scope) -> Reading:
    rows = asked.surveys(scope)
    return Reading(part=_amounts(rows, "returned"), whole=_amounts(rows, "issued"))


def satisfaction(scope: Scope) -> Reading:
    counts = surveyed.satisfaction_counts(asked.surveys(scope))
    return Reading(
        part=_answers(surveyed.of_the_satisfied(counts)),
        whole=_answers(counts),
    )


def _answers(counts: QuerySet[Any]) -> QueryRows:
    return _amounts(counts, "count", "question__survey")


def _amounts(rows: QuerySet[Any], column: str, part_of: str | None = None) -> QueryRows:
    """What the column adds up to; each record says how much it adds (shows.py)."""
    return QueryRows(rows.annotate(amount=F(column)), "amount", part_of)


# ---- the leading group ---------------------------------------------------------------------


def members(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.members(scope)))


def tasks_done(scope: Scope) -> Reading:
    rows = asked.tasks(scope)
    return Reading(part=QueryRows(rows.filter(done_on__lte=scope.until)), whole=QueryRows(rows))


# ---- declarations --------------------------------------------------------------------------


def accidents(scope: Scope) -> Reading:
    return _declared(scope, DeclarationKind.ACCIDENTS)


def cases(scope: Scope) -> Reading:
    return _declared(scope, DeclarationKind.CASES)


def _declared(scope: Scope, kind: DeclarationKind) -> Reading:
    return Reading(rows=_amounts(asked.declaration(scope, kind), "number"))
