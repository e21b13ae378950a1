"""What the two say to each other is theirs. Days and numbers are the offices' as well."""

from typing import ClassVar

from django.db.models import Q, QuerySet

from school.mentoring.models import ActionStep, MentorTalk
from school.mentoring.policy.pairs import is_of, sees_all
from school.people.access import Policy
from school.people.models import User
from school.people.roles import Permission


def _of_two(user: User) -> Q:
    return Q(pair__mentor=user.staff_id) | Q(pair__mentee=user.staff_id)


class MentorTalkPolicy(Policy[MentorTalk]):
    """`read` is the two's own. `reveal` is the principal's, of a pair that is not the own: with a
    purpose, a recent sign-in, an entry in the log, and a line to each of the two.
    """

    needs = {
        "list": Permission.PAIR_READ,
        "retrieve": Permission.PAIR_READ,
        "create": Permission.PAIR_READ,
        "read": Permission.PAIR_READ,
        "release": Permission.PAIR_READ,
        "void": Permission.PAIR_READ,
        "reveal": Permission.TALK_REVEAL,
    }
    steps_up: ClassVar[frozenset[str]] = frozenset({"reveal"})

    def visible(self, user: User, rows: QuerySet[MentorTalk]) -> QuerySet[MentorTalk]:
        if sees_all(user):
            return rows
        return rows.filter(_of_two(user)) if user.staff_id else rows.none()

    def fits(self, user: User, verb: str, row: MentorTalk) -> bool:
        if verb == "reveal":
            return not is_of(user, row.pair)
        if verb in ("read", "release"):
            return is_of(user, row.pair)
        return verb != "void" or (row.created_by_id == user.pk and is_of(user, row.pair))


class ActionStepPolicy(Policy[ActionStep]):
    """No break-glass leads to a step."""

    needs = {
        "list": Permission.PAIR_READ,
        "retrieve": Permission.PAIR_READ,
        "create": Permission.PAIR_READ,
        "read": Permission.PAIR_READ,
        "move": Permission.PAIR_READ,
        "close": Permission.PAIR_READ,
    }

    def visible(self, user: User, rows: QuerySet[ActionStep]) -> QuerySet[ActionStep]:
        if sees_all(user):
            return rows
        return rows.filter(_of_two(user)) if user.staff_id else rows.none()

    def fits(self, user: User, verb: str, row: ActionStep) -> bool:
        return verb not in ("read", "move", "close") or is_of(user, row.pair)
