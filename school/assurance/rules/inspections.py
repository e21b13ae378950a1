"""How a finding stands, and what inspections refuse."""

import datetime
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.assurance.models import Recheck, Rectification
from school.shared.errors import InputRefused, RuleBroken


class FindingState(TextChoices):
    OPEN = "open", gettext_lazy("To be put right")
    OVERDUE = "overdue", gettext_lazy("Past its day")
    RECTIFIED = "rectified", gettext_lazy("To be looked at again")
    CLOSED = "closed", gettext_lazy("Put right")


@dataclass(frozen=True)
class Tried:
    """One time that it was put right: on which day, and what the second look said, if it came."""

    on: datetime.date
    rechecked_on: datetime.date | None = None
    recheck: str = ""


def finding_state(
    deadline: datetime.date, tried: Sequence[Tried], *, on: datetime.date
) -> FindingState:
    """As it stood on the day. `tried` in their order."""
    newest = None
    for one in tried:
        if one.on <= on:
            newest = one
    if newest is not None:
        said = newest.recheck if newest.rechecked_on and newest.rechecked_on <= on else ""
        if said == Recheck.OK:
            return FindingState.CLOSED
        if not said:
            return FindingState.RECTIFIED
    return FindingState.OVERDUE if on > deadline else FindingState.OPEN


def check_inspectors(inspectors: Collection[uuid.UUID]) -> None:
    if not inspectors:
        raise InputRefused("inspectors", "required", _("Say who went round."))


def check_deadline(field: str, deadline: datetime.date, inspected_on: datetime.date) -> None:
    if deadline < inspected_on:
        raise InputRefused(
            field, "before_inspection", _("The deadline lies before the inspection.")
        )
    if deadline > inspected_on + datetime.timedelta(days=366):
        raise InputRefused(field, "too_far", _("Put it right within a year."))


def check_kind_in_use(*, is_active: bool) -> None:
    if not is_active:
        raise InputRefused("kind", "not_in_use", _("This kind is no longer in use."))


def check_no_work(*, is_worked_on: bool) -> None:
    """What somebody has put right stays."""
    if is_worked_on:
        raise RuleBroken("rectified_already", _("Something was put right already; it stays."))


def check_not_closed(newest: Rectification | None) -> None:
    if newest is not None and newest.recheck == Recheck.OK:
        raise RuleBroken("closed", _("This finding was put right and looked at again."))


def check_to_rectify(newest: Rectification | None) -> None:
    if newest is None or newest.recheck == Recheck.NOT_YET:
        return
    check_not_closed(newest)
    raise RuleBroken("waits_for_recheck", _("It is put right and waits for the second look."))


def check_to_recheck(newest: Rectification | None) -> Rectification:
    if newest is None or newest.recheck:
        raise RuleBroken("nothing_to_recheck", _("Nothing waits for a second look here."))
    return newest


def check_other_person(worked: uuid.UUID | None, looks: uuid.UUID) -> None:
    if worked == looks:
        raise RuleBroken("own_work", _("Somebody else looks again at what you put right."))


def check_rectified_on(day: datetime.date, earliest: datetime.date) -> None:
    if day < earliest:
        raise InputRefused("rectified_on", "too_early", _("It was put right after it was found."))


def check_rechecked_on(day: datetime.date, rectified_on: datetime.date) -> None:
    if day < rectified_on:
        raise InputRefused(
            "rechecked_on", "too_early", _("The second look comes after it was put right.")
        )


def check_new_deadline(
    recheck: str, deadline: datetime.date | None, rechecked_on: datetime.date
) -> None:
    """Not yet right takes another day by which it is."""
    if recheck == Recheck.NOT_YET and deadline is None:
        raise InputRefused("deadline", "required", _("Say by when it is put right now."))
    if recheck == Recheck.OK and deadline is not None:
        raise InputRefused("deadline", "not_asked", _("What is put right needs no deadline."))
    if deadline is not None and deadline < rechecked_on:
        raise InputRefused("deadline", "in_past", _("The deadline lies before the second look."))
