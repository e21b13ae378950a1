"""One reading per figure: the number and the records behind it, from the same question."""

from collections.abc import Iterable

from school.growth.figures import scope as asked
from school.growth.figures.scope import Aim
from school.shared.figures import JudgedRows, QueryRows, Reading, Scope, part_id


def kept(scope: Scope) -> Reading:
    return Reading(part=QueryRows(asked.keepers(scope)), whole=QueryRows(asked.teachers(scope)))


def _rows(aims: Iterable[Aim]) -> JudgedRows[Aim]:
    return JudgedRows(list(aims), lambda one: part_id(one.goal.pk, one.goal.plan_id))


def goals_reached(scope: Scope) -> Reading:
    aims = asked.aims(scope)
    return Reading(part=_rows(one for one in aims if one.is_reached), whole=_rows(aims))


def reflections(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.reflections(scope)))
