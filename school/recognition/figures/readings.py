"""One reading per figure: the number and the records behind it, from the same question."""

from typing import Any

from django.db.models import Count, QuerySet

from school.recognition.figures import scope as asked
from school.recognition.models import Award, Grade, Level, SelectionKind, Whom
from school.recognition.queries.acts import words
from school.shared.figures import Cell, QueryRows, Reading, Scope


def titles(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.titles(scope)))


def titles_by_level(scope: Scope) -> Reading:
    return _by_level(asked.titles(scope))


def teachers(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.teachers(scope)))


def teachers_by_grade(scope: Scope) -> Reading:
    """A cell for each level and grade in which there is an award, from the highest on."""
    rows = asked.teachers(scope)
    counted: dict[Any, int] = {
        (level, grade): number
        for level, grade, number in rows.order_by()
        .values_list("level", "grade")
        .annotate(number=Count("pk"))
    }
    return Reading(
        cells=[
            Cell(
                f"{level.value}-{grade.value}",
                words(Award(level=level, grade=grade)),
                QueryRows(rows.filter(level=level, grade=grade)),
                counted[level, grade],
            )
            for level in Level
            for grade in Grade
            if (level, grade) in counted
        ]
    )


def teacher_winners(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.winners(scope)))


def teacher_places(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.places(scope), part_of="award"))


def pupils_by_level(scope: Scope) -> Reading:
    return _by_level(asked.pupils(scope))


def unverified(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.unverified(scope)))


def people(scope: Scope) -> Reading:
    return Reading(rows=_nominations(asked.people(scope)))


def people_by_kind(scope: Scope) -> Reading:
    rows = asked.people(scope)
    counted: dict[Any, int] = dict(
        rows.order_by().values_list("selection__kind").annotate(number=Count("pk"))
    )
    kinds = SelectionKind.objects.filter(school_id=scope.school_id).exclude(whom=Whom.DEED)
    return Reading(
        cells=[
            Cell(
                kind.code,
                kind.name,
                _nominations(rows.filter(selection__kind=kind)),
                counted.get(kind.pk, 0),
            )
            for kind in kinds
            if kind.is_active or kind.pk in counted
        ]
    )


def deeds(scope: Scope) -> Reading:
    return Reading(rows=_nominations(asked.deeds(scope)))


def published(scope: Scope) -> Reading:
    return Reading(rows=_nominations(asked.published(scope)))


def _nominations(rows: QuerySet[Any]) -> QueryRows:
    return QueryRows(rows, part_of="selection")


def _by_level(rows: QuerySet[Award]) -> Reading:
    """Every level, from the highest on."""
    counted: dict[Any, int] = dict(
        rows.order_by().values_list("level").annotate(number=Count("pk"))
    )
    return Reading(
        cells=[
            Cell(
                level.value,
                str(level.label),
                QueryRows(rows.filter(level=level)),
                counted.get(level.value, 0),
            )
            for level in Level
        ]
    )
