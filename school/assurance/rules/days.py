"""Days that every record of this context judges alike."""

import datetime

from django.utils.translation import gettext as _

from school.shared.errors import InputRefused, RuleBroken

DAY = datetime.timedelta(days=1)
BACK = 366 * DAY
"""For so long a record may be written after its day."""
AHEAD = 2 * 366 * DAY
"""Nothing is planned further ahead."""


def check_happened(field: str, day: datetime.date, *, today: datetime.date) -> None:
    if day > today:
        raise InputRefused(field, "in_future", _("It is recorded after it happened."))
    if day < today - BACK:
        raise InputRefused(field, "too_long_ago", _("It is recorded within a year of its day."))


def check_planned(field: str, day: datetime.date, *, today: datetime.date) -> None:
    if day < today:
        raise InputRefused(field, "in_past", _("This day is over; choose today or a later one."))
    if day > today + AHEAD:
        raise InputRefused(field, "too_far", _("This day lies more than two years ahead."))


def check_near(field: str, day: datetime.date, *, today: datetime.date) -> None:
    """Past or to come, but of the years that are spoken of."""
    if day < today - BACK:
        raise InputRefused(field, "too_long_ago", _("It is recorded within a year of its day."))
    if day > today + AHEAD:
        raise InputRefused(field, "too_far", _("This day lies more than two years ahead."))


def check_order(field: str, first: datetime.date, last: datetime.date) -> None:
    if last < first:
        raise InputRefused(field, "before_start", _("The last day lies before the first."))


def check_stands(voided_at: datetime.datetime | None) -> None:
    if voided_at is not None:
        raise RuleBroken("voided", _("This record was taken back already."))
