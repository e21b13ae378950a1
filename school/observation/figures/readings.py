"""One reading per figure: the number and the records behind it, from the same question."""

from collections.abc import Sequence

from django.db.models import Count
from django.utils.translation import gettext as _

from school.observation.figures import scope as asked
from school.observation.figures.scope import Made, Teacher
from school.observation.models import LessonKind, StrategyTag
from school.shared.figures import (
    Cell,
    JudgedRows,
    QueryRows,
    Reading,
    Scope,
    by_kind,
    by_month,
    counted,
    months,
)

NO_TAG = "none"


def lessons_given(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.lessons(scope)))


def lessons_by_kind(scope: Scope) -> Reading:
    return Reading(cells=by_kind(asked.lessons(scope), _kinds(scope)))


def lessons_by_subject(scope: Scope) -> Reading:
    found = asked.lessons(scope)
    numbers = found.order_by().values_list("subject").annotate(number=Count("pk"))
    return Reading(
        cells=[
            Cell(subject, subject, QueryRows(found.filter(subject=subject)), number)
            for subject, number in numbers.order_by("subject")
        ]
    )


def lessons_by_month(scope: Scope) -> Reading:
    return Reading(cells=by_month(scope, asked.lessons(scope), "taught_on"))


def made_rows(rows: Sequence[Made]) -> JudgedRows[Made]:
    return JudgedRows(rows, lambda one: str(one.row.pk))


def observations_made(scope: Scope) -> Reading:
    return Reading(rows=made_rows(asked.in_time(scope)))


def observations_late(scope: Scope) -> Reading:
    return Reading(rows=made_rows(asked.late(scope)))


def observations_by_leaders(scope: Scope) -> Reading:
    return Reading(rows=made_rows(asked.by_leaders(scope)))


def observations_out_of_school(scope: Scope) -> Reading:
    return Reading(
        rows=made_rows([one for one in asked.in_time(scope) if one.session.is_out_of_school])
    )


def observations_by_kind(scope: Scope) -> Reading:
    found = asked.in_time(scope)
    present = {one.session.kind_id for one in found}
    return Reading(
        cells=[
            Cell(
                kind.code,
                kind.name,
                made_rows([one for one in found if one.session.kind_id == kind.pk]),
            )
            for kind in _kinds(scope)
            if kind.is_active or kind.pk in present
        ]
    )


def observations_by_month(scope: Scope) -> Reading:
    found = asked.in_time(scope)
    return Reading(
        cells=[
            Cell(
                f"{first:%Y-%m}",
                label,
                made_rows([one for one in found if first <= one.session.taught_on <= last]),
            )
            for first, last, label in months(scope)
        ]
    )


def strategy_cards(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.cards(scope)))


def cards_by_tag(scope: Scope) -> Reading:
    """A card with several tags stands under each of them."""
    found = asked.cards(scope)
    tags = StrategyTag.objects.filter(school_id=scope.school_id).order_by("position", "name")
    numbers = counted(found, "strategy__taggings__tag_id")
    cells = [
        Cell(
            str(tag.pk),
            tag.name,
            QueryRows(found.filter(strategy__taggings__tag=tag)),
            numbers.get(tag.pk, 0),
        )
        for tag in tags
        if tag.is_active or tag.pk in numbers
    ]
    rest = QueryRows(found.filter(strategy__taggings=None))
    return Reading(cells=[*cells, Cell(NO_TAG, _("Without a tag"), rest, numbers.get(None, 0))])


def teacher_rows(rows: Sequence[Teacher]) -> JudgedRows[Teacher]:
    return JudgedRows(rows, lambda one: str(one.id))


def coverage(scope: Scope) -> Reading:
    whole = asked.teachers(scope)
    seen = [one for one in whole if one.seen_on is not None]
    return Reading(part=teacher_rows(seen), whole=teacher_rows(whole))


def unseen(scope: Scope) -> Reading:
    return Reading(rows=JudgedRows(asked.unseen(scope), lambda one: str(one.pk)))


def _kinds(scope: Scope) -> list[LessonKind]:
    return list(LessonKind.objects.filter(school_id=scope.school_id))
