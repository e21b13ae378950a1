"""What the figures of one reading share: loaded once, then cut to the scope asked about."""

import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from school.people.queries.scopes import class_ids, grade_in, term_of
from school.shared.figures import Scope, load_once
from school.visits.models import FollowUp, HomeVisit, RoundMember, RoundStop, VisitRound
from school.visits.queries import lists
from school.visits.queries import obligations as boards
from school.visits.queries.general import GeneralBoard, general_board
from school.visits.queries.obligations import Board
from school.visits.rules.general import GeneralVisits
from school.visits.rules.obligations import SETTLING, Obligation


@dataclass(frozen=True)
class Owed:
    """An obligation with the board that names its people."""

    obligation: Obligation
    board: Board


@dataclass(frozen=True)
class Child:
    """A child and what is owed to it, exempt and apart left out."""

    owed: tuple[Owed, ...]

    @property
    def student_id(self) -> uuid.UUID:
        return self.owed[0].obligation.student_id

    @property
    def is_settled(self) -> bool:
        return all(one.obligation.is_settled for one in self.owed)

    @property
    def is_visited(self) -> bool:
        return any(one.obligation.visits for one in self.owed)


def everything_owed(scope: Scope) -> list[Owed]:
    """The whole school's, whatever the filters: one load serves every figure of a page."""

    def load() -> list[Owed]:
        term = term_of(scope)
        if term is None:
            return []
        board = boards.board(term, as_of=scope.as_of)
        return [Owed(one, board) for one in board.obligations]

    return load_once(("visits.board", scope.term_id, scope.as_of), load)


@dataclass(frozen=True)
class Met:
    """A child's general visits of the year with the board that names it."""

    general: GeneralVisits
    board: GeneralBoard


def whole_year(scope: Scope) -> list[Met]:
    """Every child of the academic year that the term belongs to, whatever the filters."""

    def load() -> list[Met]:
        term = term_of(scope)
        if term is None:
            return []
        board = general_board(term, as_of=scope.as_of)
        return [Met(one, board) for one in board.children]

    return load_once(("visits.year", scope.term_id, scope.as_of), load)


def general(scope: Scope) -> list[Met]:
    """Those whom a share counts, within the scope."""

    def is_asked(one: Met) -> bool:
        school_class = one.board.class_of(one.general)
        return (
            one.general.in_whole
            and scope.school_class_id in (None, school_class.pk)
            and scope.grade in (None, grade_in(school_class, scope))
            and (
                scope.staff_id is None
                or any(post.staff_id == scope.staff_id for post in one.general.responsible)
            )
        )

    return [one for one in whole_year(scope) if is_asked(one)]


def _in_scope(one: Owed, scope: Scope) -> bool:
    school_class = one.board.class_of(one.obligation)
    return (
        scope.school_class_id in (None, school_class.pk)
        and scope.grade in (None, grade_in(school_class, scope))
        and (
            scope.staff_id is None
            or any(post.staff_id == scope.staff_id for post in one.obligation.responsible)
        )
    )


def owed(scope: Scope, keep: Callable[[Obligation], bool]) -> list[Owed]:
    return [one for one in everything_owed(scope) if keep(one.obligation) and _in_scope(one, scope)]


def in_whole(scope: Scope) -> list[Owed]:
    return owed(scope, lambda one: one.in_whole)


def children(scope: Scope) -> list[Child]:
    by_child: defaultdict[uuid.UUID, list[Owed]] = defaultdict(list)
    for one in in_whole(scope):
        by_child[one.obligation.student_id].append(one)
    return [Child(tuple(owed)) for owed in by_child.values()]


def visits(scope: Scope, **more: Any) -> QuerySet[HomeVisit]:
    """The visits of the term that stand, by the child's class of that day and the recorder."""
    visits = (
        HomeVisit.objects.filter(
            school_id=scope.school_id,
            visited_on__range=scope.days,
            voided_at=None,
            **more,
        )
        .select_related("student", "created_by__staff")
        .prefetch_related("purposes__category")
        .defer("narrative")
    )
    if scope.staff_id is not None:
        visits = visits.filter(created_by__staff_id=scope.staff_id)
    if scope.school_class_id is not None or scope.grade is not None:
        visits = lists.placed_on("visited_on", visits, school_class_id__in=class_ids(scope))
    return visits


def made(scope: Scope) -> QuerySet[HomeVisit]:
    return visits(scope, outcome__in=SETTLING)


def rounds(scope: Scope) -> QuerySet[VisitRound]:
    """The rounds of the term that somebody set out on."""
    found = VisitRound.objects.filter(
        school_id=scope.school_id,
        planned_on__range=scope.days,
        started_at__isnull=False,
    )
    if scope.staff_id is not None:
        going = RoundMember.objects.filter(staff_id=scope.staff_id).values("visit_round_id")
        found = found.filter(pk__in=going)
    if scope.school_class_id is not None or scope.grade is not None:
        stops = lists.placed_on(
            "visit_round__planned_on",
            RoundStop.objects.filter(school_id=scope.school_id),
            school_class_id__in=class_ids(scope),
        )
        found = found.filter(pk__in=stops.values("visit_round_id"))
    return found.select_related("created_by__staff")


def follow_ups(scope: Scope) -> QuerySet[FollowUp]:
    """What was agreed at the term's visits and is due by the day asked about."""
    visits = HomeVisit.objects.filter(
        school_id=scope.school_id,
        visited_on__range=scope.days,
        voided_at=None,
    )
    if scope.school_class_id is not None or scope.grade is not None:
        visits = lists.placed_on("visited_on", visits, school_class_id__in=class_ids(scope))
    found = FollowUp.objects.filter(
        school_id=scope.school_id, due_on__lte=scope.as_of, visit_id__in=visits.values("pk")
    )
    if scope.staff_id is not None:
        found = found.filter(owner_id=scope.staff_id)
    return found.select_related("owner", "visit__student").defer("visit__narrative")
