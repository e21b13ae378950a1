"""What handing children over to a colleague refuses."""

import datetime
import uuid
from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import gettext as _

from school.shared.errors import InputRefused, RuleBroken
from school.visits.models import VisitHandOver

MOST = 200
"""So many children at once: more than any teacher answers for."""


def check_each_child_once(students: Collection[uuid.UUID]) -> None:
    if len(set(students)) != len(students):
        raise InputRefused("students", "repeated", _("A child stands there twice."))


def check_days(
    starts_on: datetime.date,
    ends_on: datetime.date | None,
    *,
    window: tuple[datetime.date, datetime.date] | None,
) -> None:
    if window is None:
        raise RuleBroken("no_term", _("Today lies in no term's visit window."))
    if not window[0] <= starts_on <= window[1]:
        raise InputRefused(
            "starts_on", "out_of_term", _("The first day lies outside this term's visit window.")
        )
    if ends_on is not None and ends_on < starts_on:
        raise InputRefused(
            "ends_on", "before_start", _("The last day cannot lie before the first.")
        )


def check_placed(students: Iterable[uuid.UUID], placed: Collection[uuid.UUID]) -> None:
    if any(student not in placed for student in students):
        raise InputRefused(
            "students", "not_at_school", _("The child was not at this school on that day.")
        )


def check_to_another(
    students: Iterable[uuid.UUID], to: uuid.UUID, answering: Mapping[uuid.UUID, uuid.UUID]
) -> None:
    if any(answering.get(student) == to for student in students):
        raise InputRefused(
            "to", "already_theirs", _("This colleague already answers for one of these children.")
        )


def check_holds(row: VisitHandOver, from_on: datetime.date) -> None:
    if row.retired_at is not None:
        raise RuleBroken("hand_over_changed", _("This hand-over was changed meanwhile."))
    if from_on < row.starts_on:
        raise InputRefused(
            "from_on", "before_start", _("The day cannot lie before the hand-over began.")
        )
    if row.ends_on is not None and from_on > row.ends_on:
        raise RuleBroken("hand_over_ended", _("This hand-over has already ended."))
