"""What a kind of activity may ask for, and what an activity of it lacks or says too much."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from school.activities.models import ActivityKind, Area
from school.shared.errors import InputRefused

ASKED = {
    "research_level": "asks_research_level",
    "domain": "asks_domain",
    "hours": "asks_hours",
    "headcount": "asks_headcount",
    "issue": "asks_issue",
    "classes": "asks_classes",
    "outcome": "asks_outcome",
}
"""A value of an activity -> the column of its kind that asks for it."""
NEEDED = ("research_level", "domain", "hours", "issue")
"""Without these an activity that was held would count wrongly."""


def check_kind(*, asks_visitors: bool, asks_headcount: bool, is_for_somebody: bool) -> None:
    if asks_visitors and not asks_headcount:
        raise InputRefused(
            "asks_headcount", "visitors_are_counted", _("Visitors are counted: ask for how many.")
        )
    if not is_for_somebody:
        raise InputRefused(
            "is_for_staff", "for_nobody", _("Say whom it is for: colleagues, pupils or families.")
        )


def is_training(kind: ActivityKind) -> bool:
    """It asks for class hours and is for colleagues: who took part has them."""
    return kind.asks_hours and kind.is_for_staff


def is_research(kind: ActivityKind) -> bool:
    return kind.area == Area.RESEARCH


def is_given(value: Any) -> bool:
    """Whether something was said: nobody is said to have come by 0, too."""
    return value is not None and value not in ("", [], ())


def check_asked(kind: ActivityKind, given: Mapping[str, Any]) -> None:
    """Nothing is kept that the kind does not ask for: it would count nowhere."""
    for name, column in ASKED.items():
        if is_given(given.get(name)) and not getattr(kind, column):
            raise InputRefused(
                name, "not_asked", _("This is not asked of activities of this kind.")
            )


def lacking(kind: ActivityKind, given: Mapping[str, Any]) -> list[str]:
    """What an activity of this kind still needs before it counts as held."""
    wanted = [*NEEDED, *(["headcount"] if kind.asks_visitors else [])]
    return [name for name in wanted if getattr(kind, ASKED[name]) and not is_given(given.get(name))]


def check_complete(kind: ActivityKind, given: Mapping[str, Any]) -> None:
    for name in lacking(kind, given):
        raise InputRefused(
            name,
            "required",
            _("An activity of this kind counts only with this; please fill it in."),
        )


def code_taken() -> InputRefused:
    return InputRefused("code", "taken", _("This code stands for something else already."))
