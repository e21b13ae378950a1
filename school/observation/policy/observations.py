"""Who knows of a record: its writer, once it is shared the teacher of the lesson, and the directors
of teaching and research. Drafts and notes are the writer's alone.
"""

from typing import Any

from django.db.models import Q, QuerySet

from school.observation.models import LessonSession, Observation, ObservationState
from school.observation.policy.lessons import LessonSessionPolicy
from school.observation.rules.observations import Side
from school.people.access import Policy, may, standing
from school.people.models import User
from school.people.roles import Permission, PostKind

OVERSEE = (PostKind.TEACHING_DIRECTOR, PostKind.RESEARCH_DIRECTOR)
"""The posts that read every shared record, scores and all. Leaders read what is added up."""
OF_THE_WRITER = ("partial_update", "share", "similarity")


def oversees(user: User) -> bool:
    return standing(user).holds(*OVERSEE)


def side_of(user: User, row: Observation) -> Side | None:
    """`row` with its session."""
    if user.staff_id is None:
        return None
    if row.observer_id == user.staff_id:
        return Side.OBSERVER
    return Side.HOST if row.session.host_id == user.staff_id else None


def known(user: User, rows: QuerySet[Any]) -> QuerySet[Any]:
    own = Q(observer=user.staff_id) if user.staff_id else Q(pk=None)
    shared = ~Q(state=ObservationState.DRAFT)
    if oversees(user):
        return rows.filter(own | shared)
    received = Q(session__host=user.staff_id) if user.staff_id else Q(pk=None)
    return rows.filter(own | (shared & received))


def names_observers(user: User, row: Observation) -> bool:
    """Whether this person may read in a list who observed."""
    return side_of(user, row) is not None or oversees(user) or may(user, Permission.COVERAGE_READ)


class ObservationPolicy(Policy[Observation]):
    needs = {
        "list": Permission.OBSERVATION_READ,
        "export": Permission.OBSERVATION_READ,
        "retrieve": Permission.OBSERVATION_READ,
        "history": Permission.OBSERVATION_READ,
        "create": Permission.LESSON_OBSERVE,
        "partial_update": Permission.LESSON_OBSERVE,
        "similarity": Permission.LESSON_OBSERVE,
        "share": Permission.LESSON_OBSERVE,
        "reflect": Permission.OBSERVATION_READ,
        "acknowledge": Permission.OBSERVATION_READ,
        "reopen": Permission.OBSERVATION_READ,
    }

    def visible(self, user: User, rows: QuerySet[Observation]) -> QuerySet[Observation]:
        return known(user, rows)

    def fits(self, user: User, verb: str, row: Observation) -> bool:
        side = side_of(user, row)
        if verb in OF_THE_WRITER:
            return side is Side.OBSERVER
        if verb == "reflect":
            return side is Side.HOST
        return verb not in ("acknowledge", "reopen") or side is not None


def observable(user: User, rows: QuerySet[LessonSession]) -> QuerySet[LessonSession]:
    """The lessons that this person may know of."""
    return LessonSessionPolicy().visible(user, rows)
