"""What the catalogue refuses: versions of items, limits, and themes."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from school.civility.models import ItemKind
from school.shared.errors import InputRefused, RuleBroken

WORTH = {
    ItemKind.RECOGNITION: (1, 100),
    ItemKind.REMINDER: (0, 0),
    ItemKind.DEDUCTION: (-100, -1),
}
"""Kind -> what an item of it may be worth."""


def check_first_day(day: datetime.date, *, earliest: datetime.date) -> None:
    """`earliest`: when the running term's days begin, or today."""
    if day < earliest:
        raise InputRefused(
            "effective_from",
            "too_early",
            _("It holds from %(day)s at the earliest.") % {"day": earliest.isoformat()},
        )


def check_later_day(day: datetime.date, *, today: datetime.date) -> None:
    """What was recorded under a version stays recorded under it."""
    if day < today:
        raise InputRefused(
            "effective_from", "in_past", _("A new version begins today or on a later day.")
        )


def check_worth(given: Mapping[str, Any]) -> None:
    """`given`: the columns of a version."""
    least, most = given["least"], given["most"]
    if least > most:
        raise InputRefused("most", "below_least", _("The most is not below the least."))
    lowest, highest = WORTH[ItemKind(given["kind"])]
    if least < lowest or most > highest:
        raise InputRefused(
            "least" if least < lowest else "most",
            "not_of_kind",
            _("Items of this kind are worth from %(lowest)d to %(highest)d points.")
            % {"lowest": lowest, "highest": highest},
        )
    if least != most and not given["needs_note"]:
        raise InputRefused(
            "needs_note", "required", _("A choice of points asks for a few words each time.")
        )
    size = max(abs(least), abs(most))
    for name in ("cap_day", "cap_week", "cap_month"):
        cap = given[name]
        if cap is not None and cap < max(size, 1):
            raise InputRefused(
                name, "too_small", _("Under this cap the item would never count in full.")
            )


def code_taken() -> InputRefused:
    return InputRefused("code", "taken", _("There is an item of this code already."))


def check_theme_days(starts_on: datetime.date, ends_on: datetime.date) -> None:
    if ends_on < starts_on:
        raise InputRefused("ends_on", "before_start", _("It ends after it begins."))


def check_each_once(keys: Sequence[Any]) -> None:
    seen = set()
    for place, key in enumerate(keys):
        if key in seen:
            raise InputRefused(f"items.{place}", "twice", _("This item stands there twice."))
        seen.add(key)


def theme_overlaps() -> RuleBroken:
    return RuleBroken("theme_overlaps", _("Another theme has some of these days."))


def check_not_withdrawn(retired_at: datetime.datetime | None) -> None:
    if retired_at is not None:
        raise RuleBroken("theme_withdrawn", _("This theme was withdrawn already."))
