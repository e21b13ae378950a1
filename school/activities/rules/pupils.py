"""Pairs of a teacher and a child, and how they meet."""

import datetime

from django.utils.translation import gettext as _

from school.activities.models import PupilContact, PupilPair
from school.shared.errors import InputRefused, RuleBroken

BACK = datetime.timedelta(days=60)
"""For so long a meeting may be written down after its day."""


def check_starts_on(day: datetime.date, *, today: datetime.date, at_school: bool) -> None:
    """`at_school`: whether the child is placed in a class on that day."""
    if day > today:
        raise InputRefused("starts_on", "in_future", _("Enter the pair once it has begun."))
    if not at_school:
        raise InputRefused("starts_on", "not_at_school", _("The child is in no class on this day."))


def pair_taken() -> RuleBroken:
    return RuleBroken("paired", _("The two are a pair already."))


def check_stands(pair: PupilPair) -> None:
    if pair.voided_at is not None:
        raise RuleBroken("voided", _("This was taken back as a mistake."))


def check_open(pair: PupilPair) -> None:
    check_stands(pair)
    if pair.closed_at is not None:
        raise RuleBroken("pair_ended", _("This pair has ended."))


def check_ends_on(pair: PupilPair, ends_on: datetime.date, *, today: datetime.date) -> None:
    if ends_on < pair.starts_on:
        raise InputRefused("ends_on", "before_start", _("It ends after it starts."))
    if ends_on > today:
        raise InputRefused("ends_on", "in_future", _("Enter the end once the day has come."))


def check_no_contact_after(last: datetime.date | None, ends_on: datetime.date) -> None:
    """`last`: the last day on which the two met."""
    if last is not None and last > ends_on:
        raise InputRefused("ends_on", "before_contact", _("The two met after this day."))


def check_contacted_on(pair: PupilPair, day: datetime.date, *, today: datetime.date) -> None:
    if day > today:
        raise InputRefused("contacted_on", "in_future", _("It is recorded after the two met."))
    if day < today - BACK:
        raise InputRefused(
            "contacted_on", "too_long_ago", _("It is recorded within 60 days of the day.")
        )
    if day < pair.starts_on or (pair.ends_on is not None and day > pair.ends_on):
        raise InputRefused("contacted_on", "outside_pair", _("This day lies outside of the pair."))


def check_contact_stands(contact: PupilContact) -> None:
    if contact.voided_at is not None:
        raise RuleBroken("voided", _("This was taken back as a mistake."))


def check_uncontacted(contacts: int) -> None:
    """A pair whose two have met was no mistake: it is ended."""
    if contacts:
        raise RuleBroken("pair_in_use", _("The two have met: end the pair instead."))
