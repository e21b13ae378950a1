"""What a final evaluation refuses."""

import datetime
import uuid
from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from school.mentoring.models import MentorTalk, Side
from school.mentoring.rules.months import DAY, Span
from school.mentoring.rules.talks import is_released
from school.shared.errors import InputRefused, RuleBroken

BEFORE_END = 60 * DAY
"""So long before the last day the final evaluations begin."""


def check_final(days: Span, *, is_closed: bool, today: datetime.date) -> None:
    if not is_closed and today < days[1] - BEFORE_END:
        raise RuleBroken("too_early", _("Final evaluations begin two months before the pair ends."))


def check_may_say(side: str, sides: Collection[str]) -> None:
    """`sides`: those on which this person stands."""
    if side not in sides:
        raise InputRefused("side", "not_yours", _("You do not evaluate from this side."))


def sides_of(*, is_mentor: bool, is_mentee: bool, speaks_for_school: bool) -> frozenset[str]:
    """Nobody speaks for the school about a pair of their own."""
    if is_mentor:
        return frozenset({Side.MENTOR})
    if is_mentee:
        return frozenset({Side.SELF, Side.MENTEE})
    return frozenset({Side.SCHOOL}) if speaks_for_school else frozenset()


def check_talks(chosen: Sequence[uuid.UUID], talks: Mapping[uuid.UUID, MentorTalk]) -> None:
    """`talks`: the pair's. Only what both have released is named."""
    seen: set[uuid.UUID] = set()
    for place, key in enumerate(chosen):
        talk = talks.get(key)
        if key in seen:
            raise InputRefused(f"talks.{place}", "twice", _("This talk stands there twice."))
        seen.add(key)
        if talk is None or not is_released(talk):
            raise InputRefused(
                f"talks.{place}",
                "not_released",
                _("An evaluation names a talk only when both of the two have agreed."),
            )


def missing(sides: Collection[str]) -> list[str]:
    return [one.value for one in Side if one.value not in sides]
