"""How a page of records reads in a list. Who observed is told to those whom it concerns."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from school.observation.figures.scope import Made, Teacher
from school.observation.models import LessonSession
from school.observation.policy.observations import names_observers
from school.people.access import may
from school.people.models import User
from school.people.roles import Permission
from school.people.rules import class_name

Shown = list[Mapping[str, Any]]


def _lesson_words(lesson: LessonSession) -> list[str]:
    parts = [lesson.kind.name, lesson.subject]
    if lesson.school_class is not None:
        parts.append(class_name(lesson.school_class, lesson.taught_on))
    return parts


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


def show_lessons(rows: Sequence[LessonSession], viewer: User) -> Shown:
    """A drop-in, which nobody announced, without its teacher for those who were not there."""
    shown: Shown = []
    oversees = may(viewer, Permission.COVERAGE_READ)
    for row in rows:
        is_known = row.kind.is_announced or oversees or row.host_id == viewer.staff_id
        host = row.host.name if row.host is not None and is_known else ""
        shown.append(_row("lesson", row.pk, row.topic, [*_lesson_words(row), host], row.taught_on))
    return shown


def show_observations(rows: Sequence[Made], viewer: User) -> Shown:
    shown: Shown = []
    for one in rows:
        lesson = one.session
        parts = _lesson_words(lesson)
        if names_observers(viewer, one.row):
            host = lesson.host.name if lesson.host is not None else lesson.host_name
            parts += [host, _("Observed by %(name)s") % {"name": one.row.observer.name}]
        shown.append(_row("observation", one.row.pk, lesson.topic, parts, lesson.taught_on))
    return shown


def show_cards(rows: Sequence[Any], viewer: User) -> Shown:
    shown: Shown = []
    for row in rows:
        lesson = row.strategy.observation.session
        parts = [lesson.subject, lesson.topic, lesson.host.name if lesson.host else ""]
        shown.append(_row("strategy_card", row.pk, row.strategy.text, parts, lesson.taught_on))
    return shown


def show_teachers(rows: Sequence[Teacher], viewer: User) -> Shown:
    return [
        _row(
            "staff",
            row.id,
            row.name,
            [_("Last seen on") if row.seen_on else _("Not seen yet")],
            row.seen_on,
        )
        for row in rows
    ]


def show_unseen(rows: Sequence[Any], viewer: User) -> Shown:
    return [
        _row(
            "staff",
            row.pk,
            row.staff.name,
            [
                str(row.coverage.reasons[0].label),
                _("Teaching weeks since: %(weeks)d") % {"weeks": row.coverage.weeks},
            ],
            row.coverage.last_seen_on,
        )
        for row in rows
    ]
