"""What a round of visits refuses, and how each family of it stands."""

import datetime
import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.shared.errors import InputRefused, RuleBroken
from school.visits.models import HomeVisit, RoundStop, VisitRound
from school.visits.rules.obligations import SETTLING

REMEMBERED = datetime.timedelta(days=14)
"""So long after its day those who went may record its visits: a phone may be without a network."""


class RoundState(TextChoices):
    PLANNED = "planned", gettext_lazy("Planned")
    UNDER_WAY = "under_way", gettext_lazy("Under way")
    CLOSED = "closed", gettext_lazy("Over")


class StopState(TextChoices):
    OPEN = "open", gettext_lazy("Still to be met")
    MET = "met", gettext_lazy("Met")
    TRIED = "tried", gettext_lazy("Called on, not met")
    MISSED = "missed", gettext_lazy("Not reached")


def state_of_round(row: VisitRound) -> RoundState:
    if row.closed_at is not None:
        return RoundState.CLOSED
    return RoundState.PLANNED if row.started_at is None else RoundState.UNDER_WAY


def state_of_stop(stop: RoundStop, visits: Iterable[HomeVisit]) -> StopState:
    """A visit says more than what was written at the end: it may have come in later."""
    outcomes = {visit.outcome for visit in visits}
    if outcomes & SETTLING:
        return StopState.MET
    if outcomes:
        return StopState.TRIED
    return StopState.MISSED if stop.missed_because else StopState.OPEN


def check_plan(
    planned_on: datetime.date, members: Collection[Any], stops: Collection[Any], *, in_term: bool
) -> None:
    if not in_term:
        raise InputRefused(
            "planned_on", "out_of_term", _("This day lies in no term's visit window.")
        )
    if not members:
        raise InputRefused("members", "nobody_goes", _("Say who goes."))
    if not stops:
        raise InputRefused("students", "no_family", _("A round goes to at least one family."))


def check_planned(row: VisitRound) -> None:
    if row.started_at is not None:
        raise RuleBroken("round_started", _("This round is under way; its plan stands."))


def check_day(row: VisitRound, *, today: datetime.date) -> None:
    if row.planned_on > today:
        raise RuleBroken("round_not_yet", _("This round is planned for a later day."))


def check_not_closed(row: VisitRound) -> None:
    if row.closed_at is not None:
        raise RuleBroken("round_closed", _("This round is closed."))


def check_reasons(unvisited: Collection[uuid.UUID], reasons: Mapping[uuid.UUID, str]) -> None:
    """Each family without a visit gets its reason, and no other does."""
    if set(reasons) - set(unvisited):
        raise InputRefused(
            "missed", "was_visited", _("A family with a visit, or not of this round, stands here.")
        )
    if set(unvisited) - set(reasons):
        raise InputRefused(
            "missed", "reason_missing", _("Say of each family not reached why it was not.")
        )


def check_belongs(row: VisitRound, visited_on: datetime.date, *, is_on_list: bool) -> None:
    """What a visit of a round must fit."""
    if not is_on_list:
        raise InputRefused("round", "not_on_round", _("This child is not on the round's list."))
    if visited_on != row.planned_on:
        raise InputRefused(
            "visited_on", "not_round_day", _("The visits of a round are made on its day.")
        )
