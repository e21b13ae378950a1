"""When a week is served, when a mail may arrive, and how an address is proven."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from school.shared.errors import InputRefused, RuleBroken, TooOften

DAY = datetime.timedelta(days=1)
SATURDAY = 5
CODE_MINUTES = 30
MOST_TRIES = 5
"""Guesses at one code."""
MOST_CODES_A_DAY = 5
"""Codes mailed to one person's order in one day: nobody floods somebody else's mailbox."""


@dataclass(frozen=True)
class Quiet:
    """The hours in which no mail arrives, on the school's clock."""

    starts: datetime.time
    ends: datetime.time
    weekends: bool

    def holds(self, moment: datetime.datetime) -> bool:
        if self.weekends and moment.weekday() >= SATURDAY:
            return True
        hour = moment.time()
        if self.starts <= self.ends:
            return self.starts <= hour < self.ends
        return hour >= self.starts or hour < self.ends


def monday_of(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())


def sunday_of(monday: datetime.date) -> datetime.date:
    return monday + 6 * DAY


def is_due(
    now: datetime.datetime, school_days: Collection[datetime.date], at: datetime.time
) -> bool:
    """Whether the week of this moment is to be served: from its first school day's morning on.

    `school_days` are those of that week. A week without any is not served, and one that went by
    unserved is gone: nobody gets last week's digest.
    """
    if not school_days:
        return False
    first = min(school_days)
    return now.date() > first or (now.date() == first and now.time() >= at)


def first_open(moment: datetime.datetime, quiet: Quiet) -> datetime.datetime:
    """The first moment from this one on at which mail may arrive."""
    while quiet.holds(moment):
        if quiet.weekends and moment.weekday() >= SATURDAY:
            moment = _at(moment + DAY, datetime.time())
        elif moment.time() < quiet.ends:
            moment = _at(moment, quiet.ends)
        else:
            moment = _at(moment + DAY, datetime.time())
    return moment


def _at(moment: datetime.datetime, hour: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(moment.date(), hour, moment.tzinfo)


def check_mail_is_set_up(is_set_up: bool) -> None:
    if not is_set_up:
        raise RuleBroken("mail_not_set_up", _("This school has not set up mail."))


def check_not_too_many(mailed_today: int) -> None:
    if mailed_today >= MOST_CODES_A_DAY:
        raise TooOften("too_many", _("That is enough for today. Please go on tomorrow."))


def check_proposal(ends_at: datetime.datetime | None, tries: int, now: datetime.datetime) -> None:
    if ends_at is None or ends_at < now or tries >= MOST_TRIES:
        raise RuleBroken("code_ended", _("The code has run out. Ask for a new one."))


def check_code(is_right: bool) -> None:
    if not is_right:
        raise InputRefused("code", "wrong_code", _("That is not the code."))
