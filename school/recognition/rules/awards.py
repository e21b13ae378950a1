"""Awards: who may have won, what leads to which level, and what is needed to count."""

import datetime
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from school.recognition.models import Award, AwardState, Level, Recipient
from school.shared.errors import InputRefused, RuleBroken, Stale

RANK = {level: place for place, level in enumerate(Level)}
"""0 is the highest."""
FIELDS = {
    Recipient.TEACHER: "staff",
    Recipient.STUDENT: "students",
    Recipient.CLASS: "classes",
}
"""Whose award it is -> the field that names the winners; the school names none."""


@dataclass(frozen=True)
class Step:
    """What an award is to the award of the level above or below it."""

    level: str
    recipient: str
    winners: frozenset[uuid.UUID]


def check_days(
    awarded_on: datetime.date, valid_until: datetime.date | None, *, today: datetime.date
) -> None:
    if awarded_on > today:
        raise InputRefused("awarded_on", "in_future", _("That day has not come yet."))
    if valid_until is not None and valid_until < awarded_on:
        raise InputRefused(
            "valid_until", "before_it_began", _("It ends on the day it was given, or later.")
        )


def check_winners(recipient: str, given: dict[str, Sequence[Any]]) -> Sequence[Any]:
    """`given`: field -> the rows named. Those of the recipient's field, each once, in order."""
    wanted = FIELDS.get(Recipient(recipient))
    for field, rows in given.items():
        if rows and field != wanted:
            raise InputRefused(
                field, "other_recipient", _("This does not fit to whose award it is.")
            )
    if wanted is None:
        return ()
    winners = given[wanted]
    if not winners:
        raise InputRefused(wanted, "required", _("Say who won it."))
    seen: set[Any] = set()
    for place, row in enumerate(winners):
        if row.pk in seen:
            raise InputRefused(f"{wanted}.{place}", "twice", _("This winner stands there twice."))
        seen.add(row.pk)
    return winners


def leads_to(lower: Step, higher: Step) -> bool:
    """Whether one may be the same contest at the level above: another level, the same winner."""
    return (
        RANK[Level(higher.level)] < RANK[Level(lower.level)]
        and lower.recipient == higher.recipient
        and (lower.winners == higher.winners or bool(lower.winners & higher.winners))
    )


def check_progression(own: Step, below: Step | None, above: Collection[Step]) -> None:
    """`below`: what it follows; `above`: what follows it. A level only ever rises along a chain,
    so that no chain can come back to where it began.
    """
    if below is not None and not leads_to(below, own):
        raise InputRefused(
            "progression_of",
            "no_progression",
            _("That is no award of the same winner at a lower level."),
        )
    if not all(leads_to(own, one) for one in above):
        raise InputRefused(
            "level",
            "breaks_progression",
            _("An award at a higher level follows this one; change that one first."),
        )


def check_no_double(*, is_double: bool, is_meant: bool) -> None:
    """Two winners of one award each declare it: then it would count twice."""
    if is_double and not is_meant:
        raise RuleBroken(
            "possible_duplicate",
            _("An award of this name, level, grade and day with one of these winners is entered."),
        )


def check_stands(row: Award) -> None:
    if row.voided_at is not None:
        raise RuleBroken("award_voided", _("This award was voided."))


def check_open(row: Award) -> None:
    """A verified one is first sent back."""
    check_stands(row)
    if row.state == AwardState.VERIFIED:
        raise RuleBroken("award_verified", _("This award is verified. It must be sent back first."))


def check_waits(row: Award) -> None:
    check_stands(row)
    if row.state != AwardState.DECLARED:
        raise RuleBroken("award_decided", _("This award was decided already."))


def check_verified(row: Award) -> None:
    check_stands(row)
    if row.state != AwardState.VERIFIED:
        raise RuleBroken("award_not_verified", _("Only a verified award is sent back."))


def check_second_person(
    row: Award, by_id: uuid.UUID, *, by_staff: uuid.UUID | None, winners: Collection[Any]
) -> None:
    """`winners`: the members of staff who won it."""
    if row.created_by_id == by_id or (by_staff is not None and by_staff in winners):
        raise RuleBroken("own_award", _("Somebody else decides on an award of your own."))


def check_proven(*, has_proof: bool) -> None:
    if not has_proof:
        raise RuleBroken("no_proof", _("An award is verified by its certificate: add a scan."))


def check_version(row: Award, expected: int) -> None:
    if row.version != expected:
        raise Stale(_("Somebody changed this award meanwhile."), current=None)
