"""Readings of an academic year: whether every child was visited, whatever for."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from school.people.queries.scopes import grade_in
from school.people.rules import grade_name
from school.shared.figures import Cell, JudgedRows, Reading, Scope
from school.visits.figures.scope import Met, general


def met_rows(rows: Sequence[Met]) -> JudgedRows[Met]:
    return JudgedRows(rows, lambda one: str(one.general.student_id))


def coverage(scope: Scope) -> Reading:
    whole = general(scope)
    return Reading(
        part=met_rows([one for one in whole if one.general.is_settled]), whole=met_rows(whole)
    )


def on_site(scope: Scope) -> Reading:
    whole = general(scope)
    return Reading(
        part=met_rows([one for one in whole if one.general.was_on_site]), whole=met_rows(whole)
    )


def by_grade(keep: Callable[[Met], bool]) -> Callable[[Scope], Reading]:
    def read(scope: Scope) -> Reading:
        grouped: defaultdict[int, list[Met]] = defaultdict(list)
        for one in general(scope):
            kept = grouped[grade_in(one.board.class_of(one.general), scope)]
            if keep(one):
                kept.append(one)
        return Reading(
            cells=[
                Cell(str(grade), grade_name(grade), met_rows(grouped[grade]))
                for grade in sorted(grouped)
            ]
        )

    return read


def by_class(keep: Callable[[Met], bool]) -> Callable[[Scope], Reading]:
    """In the order of the classes, whatever the numbers say."""

    def read(scope: Scope) -> Reading:
        grouped: defaultdict[str, list[Met]] = defaultdict(list)
        names: dict[str, str] = {}
        for one in general(scope):
            key = str(one.general.placement.school_class_id)
            names[key] = one.board.class_name(one.general)
            kept = grouped[key]
            if keep(one):
                kept.append(one)
        return Reading(cells=[Cell(key, names[key], met_rows(grouped[key])) for key in names])

    return read
