"""What an award, an undoing and a reversal refuse."""

import datetime
import uuid
from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from school.civility.models import (
    Domain,
    ItemKind,
    PointBatch,
    PointEntry,
    PointItemVersion,
    Source,
)
from school.civility.rules.ledger import Limits
from school.shared.errors import InputRefused, RuleBroken

BACK = datetime.timedelta(days=30)
"""For so long an act may be entered after its day."""
AHEAD = datetime.timedelta(minutes=5)
"""By so much a telephone's clock may be fast."""
SAME_GESTURE = datetime.timedelta(seconds=60)
"""Within so much the same award twice is most likely one."""
MOST_CHILDREN = 100
"""Of one gesture: a class, and some."""


def check_occurred_on(day: datetime.date, *, today: datetime.date, in_term: bool) -> None:
    if day > today:
        raise InputRefused("occurred_on", "in_future", _("It is recorded after it was noticed."))
    if day < today - BACK:
        raise InputRefused(
            "occurred_on", "too_long_ago", _("It is recorded within 30 days of the day.")
        )
    if not in_term:
        raise InputRefused("occurred_on", "out_of_term", _("This day lies in no term."))


def check_noticed_at(moment: datetime.datetime, *, now: datetime.datetime) -> None:
    if moment > now + AHEAD:
        raise InputRefused("noticed_at", "in_future", _("This moment lies in the future."))


def check_children(students: Sequence[uuid.UUID]) -> None:
    """The number of them, and each once; the field names the place in the list."""
    if not students:
        raise InputRefused("students", "empty", _("Choose at least one child."))
    if len(students) > MOST_CHILDREN:
        raise InputRefused("students", "too_many", _("These are too many children at once."))
    seen: set[uuid.UUID] = set()
    for place, one in enumerate(students):
        if one in seen:
            raise InputRefused(f"students.{place}", "twice", _("This child stands there twice."))
        seen.add(one)


def check_placed(place: int, *, is_placed: bool) -> None:
    if not is_placed:
        raise InputRefused(
            f"students.{place}",
            "not_at_school",
            _("The child was not at this school on that day."),
        )


def check_open(version: PointItemVersion | None) -> PointItemVersion:
    """The version of the day, when there is one and it is open."""
    if version is None or not version.is_open:
        raise InputRefused("item", "not_open", _("This item was not in the catalogue on that day."))
    return version


def check_deductions(version: PointItemVersion, limits: Limits) -> None:
    if version.kind == ItemKind.DEDUCTION and not limits.allows_deductions:
        raise InputRefused("item", "deductions_off", _("This school takes no points away."))


def worth_of(version: PointItemVersion, given: int | None) -> int:
    """What the award is worth: the item's value, or the one chosen from its range."""
    if given is None:
        if not version.is_fixed:
            raise InputRefused("worth", "required", _("Choose how many points it is worth."))
        return version.least
    if not version.least <= given <= version.most:
        raise InputRefused(
            "worth",
            "out_of_range",
            _("This item is worth from %(least)d to %(most)d points.")
            % {"least": version.least, "most": version.most},
        )
    return given


def check_source(version: PointItemVersion, source: str) -> None:
    """At school a teacher saw it; at home nobody of the school did."""
    if version.domain == Domain.HOME and source == Source.SEEN:
        raise InputRefused("source", "not_seen", _("Say who told the school of it."))


def check_note(version: PointItemVersion, note: str) -> None:
    if version.needs_note and not note:
        raise InputRefused("note", "required", _("Say in a few words what it was."))


def check_not_repeated(names: Collection[str], *, is_meant: bool) -> None:
    """`names`: the children who were given the same within the last minute."""
    if names and not is_meant:
        raise RuleBroken(
            "possible_duplicate",
            _("You have just recorded the same for %(names)s. Record it once more?")
            % {"names": _(", ").join(names)},
        )


def check_own(batch: PointBatch, by_id: uuid.UUID) -> None:
    if batch.created_by_id != by_id:
        raise RuleBroken("not_yours", _("Only the giver undoes an award."))


def undo_until(batch: PointBatch, minutes: int) -> datetime.datetime:
    return batch.created_at + datetime.timedelta(minutes=minutes)


def check_undo_window(batch: PointBatch, minutes: int, *, now: datetime.datetime) -> None:
    if now > undo_until(batch, minutes):
        raise RuleBroken(
            "undo_is_over",
            _("An award is undone within %(minutes)d minutes. Ask the office to take it back.")
            % {"minutes": minutes},
        )


def check_reversible(entry: PointEntry, *, is_reversed: bool) -> None:
    if entry.reverses_id is not None or is_reversed:
        raise RuleBroken("already_reversed", _("This was taken back already."))


def check_second_person(entry: PointEntry, by_id: uuid.UUID) -> None:
    if entry.recorder_id == by_id:
        raise RuleBroken(
            "own_entry", _("Somebody else takes back what you recorded, once the time is over.")
        )
