"""One reading per figure: the number and the records behind it, from the same question."""

from typing import Any

from django.db.models import Count, QuerySet

from school.recognition.figures import scope as asked
from school.recognition.models import Award, Grade, Level, SelectionKind, Whom
from school.recognition.queries.acts import words
from school.shared.figures import Cell, QueryRows, Reading, Scope, by_choice, counted


def titles(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.titles(scope)))


def titles_by_level(scope: Scope) -> Reading:
    return Reading(cells=by_choice(asked.titles(scope), "level", Level.choices))


def teachers(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.teachers(scope)))


def teachers_by_grade(scope: Scope) -> Reading:
    """A cell for each level and grade in which there is an award, from the highest on."""
    rows = asked.teachers(scope)
    numbers: dict[Any, int] = {
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
                numbers[level, grade],
            )
            for level in Level
            for grade in Grade
            if (level, grade) in numbers
        ]
    )


def teacher_winners(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.winners(scope)))


def teacher_places(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.places(scope), part_of="award"))


def pupils_by_level(scope: Scope) -> Reading:
    return Reading(cells=by_choice(asked.pupils(scope), "level", Level.choices))


def unverified(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.unverified(scope)))


def people(scope: Scope) -> Reading:
    return Reading(rows=_nominations(asked.people(scope)))


def people_by_kind(scope: Scope) -> Reading:
    rows = asked.people(scope)
    numbers = counted(rows, "selection__kind")
    kinds = SelectionKind.objects.filter(school_id=scope.school_id).exclude(whom=Whom.DEED)
    return Reading(
        cells=[
            Cell(
                kind.code,
                kind.name,
                _nominations(rows.filter(selection__kind=kind)),
                numbers.get(kind.pk, 0),
            )
            for kind in kinds
            if kind.is_active or kind.pk in numbers
        ]
    )


def deeds(scope: Scope) -> Reading:
    return Reading(rows=_nominations(asked.deeds(scope)))


def published(scope: Scope) -> Reading:
    return Reading(rows=_nominations(asked.published(scope)))


def _nominations(rows: QuerySet[Any]) -> QueryRows:
    return QueryRows(rows, part_of="selection")
