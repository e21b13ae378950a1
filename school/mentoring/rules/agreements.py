"""What an agreement refuses, and when each says yes to it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.mentoring.models import AgreementVersion, DutyPeriod, MonthExcuse
from school.mentoring.rules.months import Span, last_of, month_of, shared
from school.shared.errors import InputRefused, RuleBroken


class Party(TextChoices):
    """Whose yes an agreement takes; the school's comes last."""

    MENTOR = "mentor", gettext_lazy("Mentor")
    MENTEE = "mentee", gettext_lazy("Mentee")
    SCHOOL = "school", gettext_lazy("The school")


@dataclass(frozen=True)
class Duty:
    kind: str
    period: str
    at_least: int


def check_duties(duties: Sequence[Duty]) -> None:
    """Each kind once a period, and something by the month: months are what is looked at."""
    seen = set()
    for place, one in enumerate(duties):
        if (one.kind, one.period) in seen:
            raise InputRefused(f"duties.{place}", "twice", _("This duty stands there twice."))
        seen.add((one.kind, one.period))
    if not any(one.period == DutyPeriod.MONTH for one in duties):
        raise InputRefused(
            "duties", "nothing_by_month", _("Agree at least one thing for each month.")
        )


def check_given(effective_from: datetime.date | None) -> datetime.date:
    if effective_from is None:
        raise InputRefused("effective_from", "required", _("Say from which month it holds."))
    return effective_from


def check_effective_from(
    day: datetime.date, earlier: datetime.date, days: Span, *, today: datetime.date
) -> None:
    """A later version holds from the first of a month that is not over."""
    if day.day != 1:
        raise InputRefused(
            "effective_from", "not_a_first", _("A new agreement holds from the first of a month.")
        )
    if day < month_of(today):
        raise InputRefused(
            "effective_from", "in_past", _("A month that is over keeps its agreement.")
        )
    if not earlier < day <= days[1]:
        raise InputRefused(
            "effective_from",
            "outside_pair",
            _("It holds from after the agreement before it, and before the pair ends."),
        )


def is_signed(version: AgreementVersion) -> bool:
    return version.school_signed_at is not None


def check_awaits(version: AgreementVersion | None) -> AgreementVersion:
    """The newest one, when it is not signed yet."""
    if version is None or is_signed(version):
        raise RuleBroken("nothing_to_accept", _("No agreement is waiting to be accepted."))
    return version


def waits_for(version: AgreementVersion) -> list[str]:
    """Who acts next: the two in any order, then the school."""
    if is_signed(version):
        return []
    waits = [
        side.value
        for side in (Party.MENTOR, Party.MENTEE)
        if getattr(version, f"{side}_accepted_at") is None
    ]
    return waits or [Party.SCHOOL.value]


def check_read(version: AgreementVersion, number: int) -> None:
    """Whoever says yes says it to what was on the page."""
    if version.number != number:
        raise RuleBroken(
            "agreement_changed", _("There is a newer version of the agreement. Read it first.")
        )


def check_not_accepted(version: AgreementVersion, side: str) -> None:
    if getattr(version, f"{side}_accepted_at") is not None:
        raise RuleBroken("accepted_already", _("You have accepted this agreement already."))


def check_accepted_by_both(version: AgreementVersion) -> None:
    if version.mentor_accepted_at is None or version.mentee_accepted_at is None:
        raise RuleBroken(
            "not_accepted_yet", _("The school signs when mentor and mentee have accepted.")
        )


# ---- excused months ------------------------------------------------------------------------


def check_month(month: datetime.date, days: Span) -> None:
    if month.day != 1:
        raise InputRefused("month", "not_a_first", _("Give the month by its first day."))
    if shared((month, last_of(month)), days) is None:
        raise InputRefused("month", "outside_pair", _("This month lies outside of the pair."))


def excused_already() -> RuleBroken:
    return RuleBroken("excused_already", _("This month is excused already."))


def check_excused(excuse: MonthExcuse | None) -> MonthExcuse:
    if excuse is None:
        raise InputRefused("month", "not_excused", _("This month is not excused."))
    return excuse
