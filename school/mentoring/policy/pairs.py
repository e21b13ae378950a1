"""A pair is known to its two and to the offices; each act has its side."""

from typing import Any

from django.db.models import Q, QuerySet

from school.mentoring.models import MentorPair
from school.mentoring.rules.evaluations import sides_of
from school.people.access import Policy, may
from school.people.models import User
from school.people.roles import Permission

TWO = frozenset({"accept", "see_notices"})
"""What the two do, and nobody for them."""
OFFICE = frozenset(
    {
        *("propose", "change_mentor", "suspend", "resume", "withdraw", "complete"),
        *("excuse", "withdraw_excuse"),
    }
)
"""What the school does. Nobody does it to a pair of their own."""
SCHOOL = frozenset({"sign", "decide_exit"})
"""What the principal's office decides. Nobody decides about a pair of their own."""


def is_of(user: User, pair: MentorPair) -> bool:
    """Whether this is one of the two."""
    return user.staff_id is not None and user.staff_id in (pair.mentor_id, pair.mentee_id)


def side_of(user: User, pair: MentorPair) -> str | None:
    if user.staff_id is None:
        return None
    return {pair.mentor_id: "mentor", pair.mentee_id: "mentee"}.get(user.staff_id)


def keeps(user: User) -> bool:
    """Whether this person acts for the school."""
    return may(user, Permission.PAIR_KEEP) or may(user, Permission.PAIR_APPROVE)


def sees_all(user: User) -> bool:
    return keeps(user) or may(user, Permission.FIGURE_READ_SCHOOL)


def own(user: User, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Pairs of which this person is one of the two."""
    if user.staff_id is None:
        return rows.none()
    return rows.filter(Q(mentor=user.staff_id) | Q(mentee=user.staff_id))


def known(user: User, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows if sees_all(user) else own(user, rows)


def reads_papers(user: User, pair: MentorPair) -> bool:
    """Whether reasons, evaluations and the timeline are shown: to the two, and to who acts."""
    return is_of(user, pair) or keeps(user)


def sides(user: User, pair: MentorPair) -> frozenset[str]:
    """From which sides this person may evaluate."""
    side = side_of(user, pair)
    return sides_of(
        is_mentor=side == "mentor", is_mentee=side == "mentee", speaks_for_school=keeps(user)
    )


class MentorPairPolicy(Policy[MentorPair]):
    needs = {
        "list": Permission.PAIR_READ,
        "export": Permission.PAIR_READ,
        "retrieve": Permission.PAIR_READ,
        "timeline": Permission.PAIR_READ,
        "growth": Permission.PAIR_READ,
        "create": Permission.PAIR_KEEP,
        "propose": Permission.PAIR_READ,
        "accept": Permission.PAIR_READ,
        "sign": Permission.PAIR_APPROVE,
        "change_mentor": Permission.PAIR_READ,
        "suspend": Permission.PAIR_READ,
        "resume": Permission.PAIR_READ,
        "withdraw": Permission.PAIR_READ,
        "request_exit": Permission.PAIR_READ,
        "withdraw_exit": Permission.PAIR_READ,
        "decide_exit": Permission.PAIR_APPROVE,
        "complete": Permission.PAIR_READ,
        "evaluate": Permission.PAIR_READ,
        "excuse": Permission.PAIR_READ,
        "withdraw_excuse": Permission.PAIR_READ,
        "see_notices": Permission.PAIR_READ,
    }

    def visible(self, user: User, rows: QuerySet[MentorPair]) -> QuerySet[MentorPair]:
        return known(user, rows)

    def fits(self, user: User, verb: str, row: MentorPair) -> bool:
        its_own = is_of(user, row)
        if verb in TWO:
            return its_own
        if verb in OFFICE:
            return keeps(user) and not its_own
        if verb in SCHOOL:
            return not its_own
        if verb in ("request_exit", "withdraw_exit", "timeline"):
            return its_own or keeps(user)
        if verb == "evaluate":
            return bool(sides(user, row))
        if verb == "growth":
            return its_own or may(user, Permission.PAIR_KEEP)
        return True


class PairMonthPolicy(Policy[MentorPair]):
    """Months show days and numbers of records, to whoever knows of the pair."""

    needs = {"list": Permission.PAIR_READ, "export": Permission.PAIR_READ}

    def visible(self, user: User, rows: QuerySet[MentorPair]) -> QuerySet[MentorPair]:
        return known(user, rows)
