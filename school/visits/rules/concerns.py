"""What a serious concern refuses, and where it stands."""

import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from school.shared.errors import InputRefused, RuleBroken

EARLIEST = datetime.date(2000, 1, 1)


class State(StrEnum):
    """Not stored: it follows from the steps and the end."""

    OPEN = "open"
    HANDLED = "handled"
    CLOSED = "closed"


def state(*, steps: int, closed: bool) -> State:
    if closed:
        return State.CLOSED
    return State.HANDLED if steps else State.OPEN


def check_day(day: datetime.date, field: str, *, today: datetime.date) -> None:
    if day > today:
        raise InputRefused(field, "in_future", _("That day has not come yet."))
    if day < EARLIEST:
        raise InputRefused(field, "too_early", _("This day lies too far back."))


def check_step_day(
    taken_on: datetime.date, noticed_on: datetime.date, *, today: datetime.date
) -> None:
    check_day(taken_on, "taken_on", today=today)
    if taken_on < noticed_on:
        raise InputRefused(
            "taken_on", "before_noticed", _("A step is taken after the concern was noticed.")
        )


def check_open(closed: bool) -> None:
    if closed:
        raise RuleBroken("concern_closed", _("This concern is already closed."))


def check_handled(steps: int) -> None:
    """Nothing is closed about which nothing was done."""
    if not steps:
        raise RuleBroken(
            "nothing_done", _("Write down what was done before the concern is closed.")
        )


def check_same_child(is_same: bool) -> None:
    if not is_same:
        raise InputRefused("visit", "another_child", _("This visit was to another child."))
