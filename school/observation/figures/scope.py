"""What the figures of lessons and observations count: cut to the scope asked about."""

import datetime
import uuid
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from school.observation.models import LessonSession, Observation
from school.observation.policy.strategies import PUBLIC
from school.observation.queries import limits, quotas
from school.observation.queries import observations as records
from school.observation.queries import strategies as cards_of
from school.people.models import Post
from school.people.queries.scopes import class_ids, is_whole_school
from school.people.roles import PostKind
from school.shared.figures import Scope, load_once

LEADERS = (
    PostKind.SECRETARY,
    PostKind.PRINCIPAL,
    PostKind.VICE_PRINCIPAL,
    PostKind.MORAL_DIRECTOR,
    PostKind.TEACHING_DIRECTOR,
    PostKind.RESEARCH_DIRECTOR,
)


def lessons(scope: Scope) -> QuerySet[LessonSession]:
    """Given at this school in the term's days; of a member of staff, the own; of a class, in it."""
    found = LessonSession.objects.filter(
        school_id=scope.school_id,
        is_out_of_school=False,
        cancelled_at=None,
        taught_on__range=scope.days,
    ).select_related("host", "kind", "school_class")
    if scope.staff_id is not None:
        found = found.filter(host_id=scope.staff_id)
    if not is_whole_school(scope):
        found = found.filter(school_class_id__in=class_ids(scope))
    return found.order_by("taught_on", "period", "pk")


@dataclass(frozen=True)
class Made:
    """A record that counts, and whether it was shared after the days of grace."""

    row: Observation
    is_late: bool

    @property
    def session(self) -> LessonSession:
        return self.row.session


def observations(scope: Scope) -> list[Made]:
    """Those that count, by the day of the lesson; of a member of staff, made by that one."""

    def load() -> list[Made]:
        history = limits.history(scope.school_id)
        rows = (
            records.counted(scope.school_id)
            .filter(session__taught_on__range=scope.days)
            .select_related("observer", "session__host", "session__kind", "session__school_class")
            .order_by("session__taught_on", "session__period", "pk")
        )
        return [
            Made(row, records.is_late_by(history, row.shared_at, row.session.taught_on))
            for row in rows
        ]

    found = load_once(("observation.made", scope.school_id, scope.days), load)
    classes = None if is_whole_school(scope) else set(class_ids(scope))
    return [
        one
        for one in found
        if scope.staff_id in (None, one.row.observer_id)
        and (classes is None or one.session.school_class_id in classes)
    ]


def in_time(scope: Scope) -> list[Made]:
    return [one for one in observations(scope) if not one.is_late]


def late(scope: Scope) -> list[Made]:
    return [one for one in observations(scope) if one.is_late]


def led_on(scope: Scope) -> dict[uuid.UUID, list[Post]]:
    """Who led the school on some of these days -> the posts, to be asked for the very day."""

    def load() -> dict[uuid.UUID, list[Post]]:
        posts: Any = Post.objects.believed().overlapping(*scope.days)
        found: dict[uuid.UUID, list[Post]] = {}
        for post in posts.filter(school_id=scope.school_id, kind__in=LEADERS):
            found.setdefault(post.staff_id, []).append(post)
        return found

    return load_once(("observation.led", scope.school_id, scope.days), load)


def by_leaders(scope: Scope) -> list[Made]:
    """Made by whoever led the school on the day of the lesson."""
    led = led_on(scope)
    return [
        one
        for one in in_time(scope)
        if any(post.holds_on(one.session.taught_on) for post in led.get(one.row.observer_id, ()))
    ]


def cards(scope: Scope) -> QuerySet[Any]:
    """Agreed to and not taken back, by the day of the lesson; of a member of staff, seen by it."""
    lesson = "strategy__observation__session"
    found = cards_of.cards().filter(
        PUBLIC,
        school_id=scope.school_id,
        **{f"{lesson}__taught_on__range": scope.days, f"{lesson}__cancelled_at": None},
    )
    if scope.staff_id is not None:
        found = found.filter(strategy__observation__observer_id=scope.staff_id)
    if not is_whole_school(scope):
        found = found.filter(**{f"{lesson}__school_class_id__in": class_ids(scope)})
    return found


@dataclass(frozen=True)
class Teacher:
    """A teacher of the term, and whether a lesson of this one was observed in it."""

    id: uuid.UUID
    name: str
    seen_on: datetime.date | None


def teachers(scope: Scope) -> list[Teacher]:
    """Who taught classes on some day of the term, by name; of a class, who taught that one."""

    def load() -> list[Teacher]:
        seen: dict[uuid.UUID, datetime.date] = {}
        for one in observations(_of_school(scope)):
            if one.session.host_id is not None:
                seen[one.session.host_id] = one.session.taught_on
        return [
            Teacher(staff.pk, staff.name, seen.get(staff.pk))
            for staff in quotas.teaching_staff(scope.school_id, *scope.days)
        ]

    found = load_once(("observation.teachers", scope.school_id, scope.days), load)
    met = taught_by(scope)
    return [
        one for one in found if scope.staff_id in (None, one.id) and (met is None or one.id in met)
    ]


def unseen(scope: Scope) -> list[Any]:
    """Teachers of the last day whom nobody has seen for the school's number of weeks."""

    def load() -> list[Any]:
        return [
            one for one in quotas.covered(scope.school_id, scope.until) if one.coverage.is_unseen
        ]

    found = load_once(("observation.unseen", scope.school_id, scope.until), load)
    met = taught_by(scope)
    return [
        one for one in found if scope.staff_id in (None, one.pk) and (met is None or one.pk in met)
    ]


def taught_by(scope: Scope) -> set[uuid.UUID] | None:
    """Who held a post in the scope's classes; None for the whole school."""
    if is_whole_school(scope):
        return None
    posts: Any = Post.objects.believed().overlapping(*scope.days)
    wanted = posts.filter(school_id=scope.school_id, school_class_id__in=class_ids(scope))
    return set(wanted.values_list("staff_id", flat=True))


def _of_school(scope: Scope) -> Scope:
    return replace(scope, grade=None, school_class_id=None, staff_id=None)
