"""The figures of home visits. Value and records of each come from one reading."""

import datetime
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.people import queries as people
from school.people.models import SchoolClass, StaffMember, Term
from school.people.roles import Permission
from school.people.rules import class_name, grade_name, grade_of
from school.shared.figures import (
    Cell,
    Figure,
    JudgedRows,
    Kind,
    QueryRows,
    Reading,
    Scope,
    load_once,
)
from school.visits import queries
from school.visits.models import Channel, FollowUp, HomeVisit, Outcome
from school.visits.policy import may_know
from school.visits.queries import Board
from school.visits.rules.obligations import SETTLING, Obligation, State

PEOPLE, PERSON_TIMES, TIMES, ITEMS = "人", "人次", "次", "项"
DAY = datetime.timedelta(days=1)
WEEK = 7 * DAY

# ---- what several figures of one reading share ---------------------------------------------


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


def _term(scope: Scope) -> Term | None:
    return load_once(
        ("visits.term", scope.term_id),
        lambda: people.terms(scope.school_id).filter(pk=scope.term_id).first(),
    )


def _everything_owed(scope: Scope) -> list[Owed]:
    """The whole school's, whatever the filters: one load serves every figure of a page."""

    def load() -> list[Owed]:
        term = _term(scope)
        if term is None:
            return []
        board = queries.board(term, as_of=scope.as_of)
        return [Owed(one, board) for one in board.obligations]

    return load_once(("visits.board", scope.term_id, scope.as_of), load)


def _grade(school_class: SchoolClass, scope: Scope) -> int:
    """The grade of the term: in its window's first weeks the new year may not have turned yet."""
    return grade_of(school_class.stage, school_class.cohort_year, scope.last)


def _in_scope(one: Owed, scope: Scope) -> bool:
    school_class = one.board.class_of(one.obligation)
    return (
        scope.school_class_id in (None, school_class.pk)
        and scope.grade in (None, _grade(school_class, scope))
        and (
            scope.staff_id is None
            or any(post.staff_id == scope.staff_id for post in one.obligation.responsible)
        )
    )


def _owed(scope: Scope, keep: Callable[[Obligation], bool]) -> list[Owed]:
    return [
        one for one in _everything_owed(scope) if keep(one.obligation) and _in_scope(one, scope)
    ]


def _in_whole(scope: Scope) -> list[Owed]:
    return _owed(scope, lambda one: one.in_whole)


def _children(scope: Scope) -> list[Child]:
    by_child: defaultdict[uuid.UUID, list[Owed]] = defaultdict(list)
    for one in _in_whole(scope):
        by_child[one.obligation.student_id].append(one)
    return [Child(tuple(owed)) for owed in by_child.values()]


def _visits(scope: Scope, **more: Any) -> QuerySet[HomeVisit]:
    """The visits of the term that stand, by the child's class of that day and the recorder."""
    visits = (
        HomeVisit.objects.filter(
            school_id=scope.school_id,
            visited_on__range=(scope.first, min(scope.last, scope.as_of)),
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
        visits = queries.placed_on_visit_day(visits, school_class_id__in=_classes(scope))
    return visits


def _made(scope: Scope) -> QuerySet[HomeVisit]:
    return _visits(scope, outcome__in=SETTLING)


def _classes(scope: Scope) -> list[uuid.UUID]:
    """The classes that the scope's class and grade leave over."""

    def load() -> list[SchoolClass]:
        return list(SchoolClass.objects.filter(school_id=scope.school_id))

    return [
        one.pk
        for one in load_once(("visits.classes", scope.school_id), load)
        if scope.school_class_id in (None, one.pk) and scope.grade in (None, _grade(one, scope))
    ]


def _follow_ups(scope: Scope) -> QuerySet[FollowUp]:
    """What was agreed at the term's visits and is due by the day asked about."""
    visits = HomeVisit.objects.filter(
        school_id=scope.school_id,
        visited_on__range=(scope.first, min(scope.last, scope.as_of)),
        voided_at=None,
    )
    if scope.school_class_id is not None or scope.grade is not None:
        visits = queries.placed_on_visit_day(visits, school_class_id__in=_classes(scope))
    found = FollowUp.objects.filter(
        school_id=scope.school_id, due_on__lte=scope.as_of, visit_id__in=visits.values("pk")
    )
    if scope.staff_id is not None:
        found = found.filter(owner_id=scope.staff_id)
    return found.select_related("owner", "visit__student").defer("visit__narrative")


# ---- rows ----------------------------------------------------------------------------------


def _obligations(rows: Sequence[Owed]) -> JudgedRows[Owed]:
    return JudgedRows(rows, lambda one: one.obligation.id)


def _people(rows: Sequence[Child]) -> JudgedRows[Child]:
    return JudgedRows(rows, lambda one: str(one.student_id))


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


def show_visits(rows: Sequence[HomeVisit], viewer: Any) -> list[Mapping[str, Any]]:
    named = queries.class_names_on(rows)
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


def show_follow_ups(rows: Sequence[FollowUp], viewer: Any) -> list[Mapping[str, Any]]:
    named = queries.class_names_on([row.visit for row in rows])
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


# ---- readings ------------------------------------------------------------------------------


def _coverage(scope: Scope) -> Reading:
    children = _children(scope)
    settled = [one for one in children if one.is_settled]
    return Reading(part=_people(settled), whole=_people(children))


def _children_visited(scope: Scope) -> Reading:
    children = _children(scope)
    visited = [one for one in children if one.is_visited]
    return Reading(part=_people(visited), whole=_people(children))


def _obligations_settled(scope: Scope) -> Reading:
    whole = _in_whole(scope)
    settled = [one for one in whole if one.obligation.is_settled]
    return Reading(part=_obligations(settled), whole=_obligations(whole))


def _by_category(keep: Callable[[Obligation], bool]) -> Callable[[Scope], Reading]:
    """A child is owed once in a category: its obligations there are its children."""

    def read(scope: Scope) -> Reading:
        board = next((one.board for one in _everything_owed(scope)), None)
        by_category: defaultdict[uuid.UUID, list[Owed]] = defaultdict(list)
        for one in _in_whole(scope):
            if keep(one.obligation):
                by_category[one.obligation.category_id].append(one)
        named = sorted(board.categories.values(), key=lambda c: c.position) if board else []
        return Reading(
            cells=[
                Cell(category.code, category.name, _obligations(by_category[category.pk]))
                for category in named
                if category.is_active or category.pk in by_category
            ]
        )

    return read


def _by_grade(keep: Callable[[Child], bool]) -> Callable[[Scope], Reading]:
    def read(scope: Scope) -> Reading:
        by_grade: defaultdict[int, list[Child]] = defaultdict(list)
        for child in _children(scope):
            first = child.owed[0]
            kept = by_grade[_grade(first.board.class_of(first.obligation), scope)]
            if keep(child):
                kept.append(child)
        return Reading(
            cells=[
                Cell(str(grade), grade_name(grade), _people(by_grade[grade]))
                for grade in sorted(by_grade)
            ]
        )

    return read


def _in_state(*states: State) -> Callable[[Scope], Reading]:
    def read(scope: Scope) -> Reading:
        return Reading(rows=_obligations(_owed(scope, lambda one: one.state in states)))

    return read


def _by_state(scope: Scope) -> Reading:
    by_state: defaultdict[State, list[Owed]] = defaultdict(list)
    for one in _owed(scope, lambda one: True):
        by_state[one.obligation.state].append(one)
    return Reading(
        cells=[
            Cell(state.value, str(state.label), _obligations(by_state[state])) for state in State
        ]
    )


def _outstanding_by_class(scope: Scope) -> Reading:
    by_class: defaultdict[uuid.UUID, list[Owed]] = defaultdict(list)
    for one in _owed(scope, lambda one: one.is_open):
        by_class[one.obligation.placement.school_class_id].append(one)
    day = min(scope.as_of, scope.last)

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
            Cell(str(one.pk), label(one), _obligations(by_class[one.pk]))
            for one in sorted(classes, key=lambda c: (_grade(c, scope), c.number))
        ]
    )


def _count(**more: Any) -> Callable[[Scope], Reading]:
    def read(scope: Scope) -> Reading:
        return Reading(rows=QueryRows(_visits(scope, **more)))

    return read


def _by_channel(scope: Scope) -> Reading:
    made = _made(scope)
    counted = dict(made.order_by().values_list("channel").annotate(number=Count("pk")))
    return Reading(
        cells=[
            Cell(
                channel.value,
                str(channel.label),
                QueryRows(made.filter(channel=channel)),
                counted.get(channel.value, 0),
            )
            for channel in Channel
        ]
    )


def _monday(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())


def _by_week(scope: Scope) -> Reading:
    made = _made(scope)
    counted: Counter[datetime.date] = Counter()
    for day, number in made.order_by().values_list("visited_on").annotate(number=Count("pk")):
        counted[_monday(day)] += number
    return Reading(
        cells=[
            Cell(
                monday.isoformat(),
                label,
                QueryRows(made.filter(visited_on__range=(monday, monday + WEEK - DAY))),
                counted[monday],
            )
            for monday, label in _weeks(scope)
        ]
    )


def _weeks(scope: Scope) -> Iterable[tuple[datetime.date, str]]:
    """Every week of the window up to the day asked about, as teachers call it."""
    term = _term(scope)
    numbers = {_monday(week.first): week.number for week in people.weeks(term)} if term else {}
    monday, first_taught = _monday(scope.first), min(numbers, default=scope.last)
    while monday <= min(scope.last, scope.as_of):
        words = {"day": date_format(monday, "MONTH_DAY_FORMAT"), "number": numbers.get(monday)}
        if monday in numbers:
            label = _("Week %(number)s") % words
        elif monday < first_taught:
            label = _("Before term, %(day)s") % words
        else:
            label = _("Holidays, %(day)s") % words
        yield monday, label
        monday += WEEK


def _follow_ups_on_time(scope: Scope) -> Reading:
    due = _follow_ups(scope)
    on_time = due.filter(Q(closed_at__date__lte=F("due_on")))
    return Reading(part=QueryRows(on_time), whole=QueryRows(due))


# ---- the catalogue of this context ---------------------------------------------------------


def _figure(
    code: str,
    title: str | Promise,
    unit: str,
    kind: Kind,
    read: Callable[[Scope], Reading],
    show: Callable[[Sequence[Any], Any], list[Mapping[str, Any]]],
    definition: str | Promise,
    *,
    value_needs: str = Permission.FIGURE_READ,
) -> Figure:
    of_visits = show in (show_visits, show_follow_ups)
    return Figure(
        code=f"visits.{code}",
        version=1,
        title=title,
        definition=definition,
        unit=unit,
        kind=kind,
        value_needs=value_needs,
        records_need=Permission.VISIT_READ if of_visits else Permission.OBLIGATION_READ,
        read=read,
        show=show,
    )


FIGURES: tuple[Figure, ...] = (
    _figure(
        "coverage",
        gettext_lazy("Home-visit coverage"),
        PEOPLE,
        Kind.SHARE,
        _coverage,
        show_children,
        gettext_lazy(
            "Of the children to whom a visit is owed in this term's window, exemptions left out, "
            "those for whom every visit owed was made: for its purpose, through an accepted "
            "channel, while the circumstance held."
        ),
    ),
    _figure(
        "children_visited",
        gettext_lazy("Children visited at least once"),
        PEOPLE,
        Kind.SHARE,
        _children_visited,
        show_children,
        gettext_lazy(
            "Of the children to whom a visit is owed, exemptions left out, those with at least "
            "one visit that counts for a purpose owed."
        ),
    ),
    _figure(
        "obligations_settled",
        gettext_lazy("Obligations settled"),
        PERSON_TIMES,
        Kind.SHARE,
        _obligations_settled,
        show_obligations,
        gettext_lazy(
            "One child in one category in one term is one obligation. Of those owed and not "
            "exempt, the settled ones; a child in two categories counts twice."
        ),
    ),
    _figure(
        "owed_by_category",
        gettext_lazy("Children owed a visit, by category"),
        PEOPLE,
        Kind.BREAKDOWN,
        _by_category(lambda one: True),
        show_obligations,
        gettext_lazy(
            "Children of each category to whom a visit is owed, exemptions left out. A child in "
            "two categories stands in both, so the sum may exceed the number of children."
        ),
        value_needs=Permission.CIRCUMSTANCE_READ,
    ),
    _figure(
        "settled_by_category",
        gettext_lazy("Children settled, by category"),
        PEOPLE,
        Kind.BREAKDOWN,
        _by_category(lambda one: one.is_settled),
        show_obligations,
        gettext_lazy("Of the children owed a visit in each category, those settled in it."),
        value_needs=Permission.CIRCUMSTANCE_READ,
    ),
    _figure(
        "visited_by_category",
        gettext_lazy("Children visited, by category"),
        PEOPLE,
        Kind.BREAKDOWN,
        _by_category(lambda one: bool(one.visits)),
        show_obligations,
        gettext_lazy(
            "Of the children owed a visit in each category, those with at least one visit that "
            "counts for it."
        ),
        value_needs=Permission.CIRCUMSTANCE_READ,
    ),
    _figure(
        "children_owed_by_grade",
        gettext_lazy("Children owed a visit, by grade"),
        PEOPLE,
        Kind.BREAKDOWN,
        _by_grade(lambda child: True),
        show_children,
        gettext_lazy("Children of each grade to whom a visit is owed, exemptions left out."),
    ),
    _figure(
        "children_settled_by_grade",
        gettext_lazy("Children fully settled, by grade"),
        PEOPLE,
        Kind.BREAKDOWN,
        _by_grade(lambda child: child.is_settled),
        show_children,
        gettext_lazy("Of the children owed a visit in each grade, those fully settled."),
    ),
    _figure(
        "obligations_by_state",
        gettext_lazy("Obligations by state"),
        PERSON_TIMES,
        Kind.BREAKDOWN,
        _by_state,
        show_obligations,
        gettext_lazy(
            "Every obligation of the term by how it stands, with those shown apart: exempt, new "
            "and not counted yet, left before being visited."
        ),
    ),
    _figure(
        "outstanding_by_class",
        gettext_lazy("Visits still to be made, by class"),
        PERSON_TIMES,
        Kind.BREAKDOWN,
        _outstanding_by_class,
        show_obligations,
        gettext_lazy(
            "Obligations that are owed, due soon or overdue, by the class the child is in; in the "
            "order of the classes."
        ),
    ),
    _figure(
        "made",
        gettext_lazy("Home visits made"),
        TIMES,
        Kind.COUNT,
        _count(outcome__in=SETTLING),
        show_visits,
        gettext_lazy(
            "Visits of the term's window at which the family was met, at home or elsewhere; "
            "voided ones left out."
        ),
    ),
    _figure(
        "by_channel",
        gettext_lazy("Home visits by channel"),
        TIMES,
        Kind.BREAKDOWN,
        _by_channel,
        show_visits,
        gettext_lazy("Visits at which the family was met, by how it was met."),
    ),
    _figure(
        "by_week",
        gettext_lazy("Home visits by week"),
        TIMES,
        Kind.SERIES,
        _by_week,
        show_visits,
        gettext_lazy("Visits at which the family was met, by the week of the visit."),
    ),
    _figure(
        "declined",
        gettext_lazy("Declined by the family"),
        TIMES,
        Kind.COUNT,
        _count(outcome=Outcome.DECLINED),
        show_visits,
        gettext_lazy("Visits that the family declined; no failure of the teacher."),
    ),
    _figure(
        "absent",
        gettext_lazy("Nobody at home"),
        TIMES,
        Kind.COUNT,
        _count(outcome=Outcome.ABSENT),
        show_visits,
        gettext_lazy("Visits at which nobody was met."),
    ),
    _figure(
        "late_entries",
        gettext_lazy("Late entries"),
        TIMES,
        Kind.COUNT,
        _count(is_late=True),
        show_visits,
        gettext_lazy("Visits entered more than seven days after they were made."),
    ),
    _figure(
        "exempt",
        gettext_lazy("Exempt"),
        PERSON_TIMES,
        Kind.COUNT,
        _in_state(State.EXEMPT),
        show_obligations,
        gettext_lazy("Obligations not settled for which a second person approved an exemption."),
    ),
    _figure(
        "short_stay",
        gettext_lazy("New, not counted yet"),
        PERSON_TIMES,
        Kind.COUNT,
        _in_state(State.SHORT_STAY),
        show_obligations,
        gettext_lazy(
            "Obligations shown apart because the child was at school, or in the category, for "
            "fewer than 14 days of the term."
        ),
    ),
    _figure(
        "left_unvisited",
        gettext_lazy("Left before being visited"),
        PERSON_TIMES,
        Kind.COUNT,
        _in_state(State.LEFT),
        show_obligations,
        gettext_lazy("Obligations shown apart because the child left before being visited."),
    ),
    _figure(
        "ended_unsettled",
        gettext_lazy("Ended without a visit"),
        PERSON_TIMES,
        Kind.COUNT,
        _in_state(State.ENDED),
        show_obligations,
        gettext_lazy(
            "Obligations whose circumstance ended after 14 days or more without the visit owed; "
            "they stay in the whole, not settled and not overdue."
        ),
    ),
    _figure(
        "follow_ups_on_time",
        gettext_lazy("Follow-ups closed on time"),
        ITEMS,
        Kind.SHARE,
        _follow_ups_on_time,
        show_follow_ups,
        gettext_lazy(
            "Of what was agreed at the term's visits and is due by the day asked about, what was "
            "closed with a result by its day."
        ),
    ),
)
