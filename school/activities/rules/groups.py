"""The days of a group and of who belongs to it."""

import datetime

from django.utils.translation import gettext as _

from school.activities.models import Group
from school.shared.errors import InputRefused, RuleBroken


def check_span(starts_on: datetime.date, *, today: datetime.date) -> None:
    if starts_on > today + datetime.timedelta(days=366):
        raise InputRefused("starts_on", "too_far_ahead", _("This day lies more than a year ahead."))


def check_open(group: Group) -> None:
    if group.voided_at is not None:
        raise RuleBroken("voided", _("This was taken back as a mistake."))
    if group.ends_on is not None:
        raise RuleBroken("group_closed", _("This group has ended."))


def check_ends_on(group: Group, ends_on: datetime.date, *, today: datetime.date) -> None:
    if ends_on < group.starts_on:
        raise InputRefused("ends_on", "before_start", _("It ends after it starts."))
    if ends_on > today:
        raise InputRefused("ends_on", "in_future", _("Enter the end once the day has come."))


def check_joins_on(group: Group, starts_on: datetime.date) -> None:
    if starts_on < group.starts_on:
        raise InputRefused("starts_on", "before_group", _("Nobody joins before the group begins."))


def check_last_day(starts_on: datetime.date, last_day: datetime.date) -> None:
    if last_day < starts_on:
        raise InputRefused("last_day", "before_start", _("It ends after it starts."))


def member_already() -> InputRefused:
    return InputRefused("staff", "member", _("This colleague belongs to the group on these days."))
