"""One reading per figure: the number and the records behind it, from the same question."""

import datetime
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from school.people import queries as people
from school.people.models import SchoolClass, StaffMember
from school.people.queries.scopes import WEEK, grade_in, monday_of, weeks_in
from school.people.rules import class_name, grade_name
from school.shared.figures import (
    Cell,
    JudgedRows,
    QueryRows,
    Reading,
    Scope,
    by_choice,
    counted,
    load_once,
)
from school.visits.figures.scope import (
    Child,
    Owed,
    children,
    everything_owed,
    follow_ups,
    in_whole,
    made,
    owed,
    rounds,
    visits,
)
from school.visits.models import Channel
from school.visits.queries import caseload
from school.visits.rules.obligations import Obligation, State

DAY = datetime.timedelta(days=1)


def obligation_rows(rows: Sequence[Owed]) -> JudgedRows[Owed]:
    return JudgedRows(rows, lambda one: one.obligation.id)


def child_rows(rows: Sequence[Child]) -> JudgedRows[Child]:
    return JudgedRows(rows, lambda one: str(one.student_id))


def coverage(scope: Scope) -> Reading:
    owed_to = children(scope)
    settled = [one for one in owed_to if one.is_settled]
    return Reading(part=child_rows(settled), whole=child_rows(owed_to))


def children_visited(scope: Scope) -> Reading:
    owed_to = children(scope)
    visited = [one for one in owed_to if one.is_visited]
    return Reading(part=child_rows(visited), whole=child_rows(owed_to))


def obligations_settled(scope: Scope) -> Reading:
    whole = in_whole(scope)
    settled = [one for one in whole if one.obligation.is_settled]
    return Reading(part=obligation_rows(settled), whole=obligation_rows(whole))


def by_category(keep: Callable[[Obligation], bool]) -> Callable[[Scope], Reading]:
    """A child is owed once in a category: its obligations there are its children."""

    def read(scope: Scope) -> Reading:
        board = next((one.board for one in everything_owed(scope)), None)
        grouped: defaultdict[uuid.UUID, list[Owed]] = defaultdict(list)
        for one in in_whole(scope):
            if keep(one.obligation):
                grouped[one.obligation.category_id].append(one)
        named = sorted(board.categories.values(), key=lambda c: c.position) if board else []
        return Reading(
            cells=[
                Cell(category.code, category.name, obligation_rows(grouped[category.pk]))
                for category in named
                if category.is_active or category.pk in grouped
            ]
        )

    return read


def by_grade(keep: Callable[[Child], bool]) -> Callable[[Scope], Reading]:
    def read(scope: Scope) -> Reading:
        grouped: defaultdict[int, list[Child]] = defaultdict(list)
        for child in children(scope):
            first = child.owed[0]
            kept = grouped[grade_in(first.board.class_of(first.obligation), scope)]
            if keep(child):
                kept.append(child)
        return Reading(
            cells=[
                Cell(str(grade), grade_name(grade), child_rows(grouped[grade]))
                for grade in sorted(grouped)
            ]
        )

    return read


def in_state(*states: State) -> Callable[[Scope], Reading]:
    def read(scope: Scope) -> Reading:
        return Reading(rows=obligation_rows(owed(scope, lambda one: one.state in states)))

    return read


def by_state(scope: Scope) -> Reading:
    grouped: defaultdict[State, list[Owed]] = defaultdict(list)
    for one in owed(scope, lambda one: True):
        grouped[one.obligation.state].append(one)
    return Reading(
        cells=[
            Cell(state.value, str(state.label), obligation_rows(grouped[state])) for state in State
        ]
    )


def outstanding_by_class(scope: Scope) -> Reading:
    by_class: defaultdict[uuid.UUID, list[Owed]] = defaultdict(list)
    for one in owed(scope, lambda one: one.is_open):
        by_class[one.obligation.placement.school_class_id].append(one)
    day = scope.until

    def load() -> dict[uuid.UUID, StaffMember]:
        return people.homeroom_teachers(scope.school_id, day)

    teachers = load_once(("visits.homeroom", scope.school_id, day), load)
    classes = [rows[0].board.class_of(rows[0].obligation) for rows in by_class.values()]

    def label(school_class: SchoolClass) -> str:
        teacher = teachers.get(school_class.pk)
        name = class_name(school_class, scope.last)
        return f"{name} · {teacher.name}" if teacher else name

    return Reading(
        cells=[
            Cell(str(one.pk), label(one), obligation_rows(by_class[one.pk]))
            for one in sorted(classes, key=lambda c: (grade_in(c, scope), c.number))
        ]
    )


def owed_by_teacher(scope: Scope) -> Reading:
    rows = owed(scope, lambda one: one.is_owed)
    if not rows:
        return Reading(cells=[])
    by_id = {one.obligation.id: one for one in rows}
    return Reading(
        cells=[
            Cell(
                load.key,
                load.name or _("Nobody answers for it"),
                obligation_rows([by_id[one.id] for one in load.obligations]),
            )
            for load in caseload.loads((one.obligation for one in rows), rows[0].board)
        ]
    )


def rounds_held(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(rounds(scope)))


def count(**more: Any) -> Callable[[Scope], Reading]:
    def read(scope: Scope) -> Reading:
        return Reading(rows=QueryRows(visits(scope, **more)))

    return read


def by_channel(scope: Scope) -> Reading:
    return Reading(cells=by_choice(made(scope), "channel", Channel.choices))


def by_week(scope: Scope) -> Reading:
    found = made(scope)
    numbers: Counter[datetime.date] = Counter()
    for day, number in counted(found, "visited_on").items():
        numbers[monday_of(day)] += number
    return Reading(
        cells=[
            Cell(
                monday.isoformat(),
                label,
                QueryRows(found.filter(visited_on__range=(monday, monday + WEEK - DAY))),
                numbers[monday],
            )
            for monday, label in weeks_in(scope)
        ]
    )


def follow_ups_on_time(scope: Scope) -> Reading:
    due = follow_ups(scope)
    on_time = due.filter(Q(closed_at__date__lte=F("due_on")))
    return Reading(part=QueryRows(on_time), whole=QueryRows(due))
