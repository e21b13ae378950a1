"""What a visit, a circumstance, a requirement and an exemption refuse."""

import datetime
from collections.abc import Iterable
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from school.shared.errors import InputRefused, RuleBroken
from school.visits.models import (
    Circumstance,
    Exemption,
    FollowUp,
    HomeVisit,
    Outcome,
    VisitPolicyVersion,
)

T = TypeVar("T")
LATE_AFTER = datetime.timedelta(days=7)
"""A visit entered later than this is marked 补录."""
EARLIEST = datetime.date(2000, 1, 1)


def is_late(visited_on: datetime.date, *, today: datetime.date) -> bool:
    return today - visited_on > LATE_AFTER


def check_visited_on(visited_on: datetime.date, *, today: datetime.date, in_term: bool) -> None:
    if visited_on > today:
        raise InputRefused(
            "visited_on", "visit_in_future", _("A visit is recorded after it took place.")
        )
    if visited_on < EARLIEST or not in_term:
        raise InputRefused(
            "visited_on", "out_of_term", _("This day lies in no term's visit window.")
        )


def check_placed(is_placed: bool) -> None:
    if not is_placed:
        raise InputRefused(
            "visited_on", "not_at_school", _("The child was not at this school on that day.")
        )


def check_received(outcome: str, received_by: str) -> None:
    if received_by and outcome in (Outcome.ABSENT, Outcome.RESCHEDULED):
        raise InputRefused(
            "received_by", "nobody_met", _("Nobody was met, so nobody received the visitors.")
        )


def check_agreed(due_on: datetime.date, visited_on: datetime.date) -> None:
    if due_on < visited_on:
        raise InputRefused(
            "agreed.due_on", "before_visit", _("What was agreed cannot be due before the visit.")
        )


def check_companions(companions: Iterable[Any], recorder: Any) -> None:
    if any(one.pk == recorder for one in companions):
        raise InputRefused(
            "companions", "is_recorder", _("Who records the visit is not a companion.")
        )


def check_made_from(made_from: int, version: int) -> None:
    if made_from > version:
        raise InputRefused(
            "set_aside.made_from", "not_earlier", _("There is no such version of this visit.")
        )


def found_to_reveal(row: T | None, field: str) -> T:
    if row is None:
        raise InputRefused(field, "does_not_exist", _("There is no such version of this visit."))
    return row


def check_not_voided(visit: HomeVisit) -> None:
    if visit.voided_at is not None:
        raise RuleBroken("visit_voided", _("This visit was voided."))


def check_follow_up_open(follow_up: FollowUp) -> None:
    if follow_up.closed_at is not None:
        raise RuleBroken("follow_up_closed", _("This follow-up is already closed."))


def check_believed(circumstance: Circumstance) -> None:
    if circumstance.retired_at is not None:
        raise RuleBroken("circumstance_changed", _("This entry was changed meanwhile."))


def check_ends_on(circumstance: Circumstance, ends_on: datetime.date) -> None:
    if circumstance.ends_on is not None:
        raise RuleBroken("circumstance_ended", _("This entry already has its last day."))
    if ends_on < circumstance.starts_on:
        raise InputRefused(
            "ends_on", "before_start", _("The last day cannot lie before the first.")
        )


def check_draft(version: VisitPolicyVersion) -> None:
    if version.published_at is not None:
        raise RuleBroken(
            "policy_published", _("A published requirement is not changed; write a new one.")
        )


def check_rules_given(count: int) -> None:
    if not count:
        raise RuleBroken("policy_empty", _("A requirement asks for at least one category."))


def check_each_once(categories: Iterable[Any]) -> None:
    listed = list(categories)
    if len(set(listed)) != len(listed):
        raise InputRefused("rules", "repeated", _("A category stands there twice."))


def check_unanswered(exemption: Exemption) -> None:
    if exemption.withdrawn_at is not None:
        raise RuleBroken("exemption_withdrawn", _("This exemption was withdrawn."))
    if exemption.approved_at is not None or exemption.refused_at is not None:
        raise RuleBroken("exemption_answered", _("This exemption was already answered."))


def check_withdrawable(
    exemption: Exemption, *, closes_on: datetime.date, today: datetime.date
) -> None:
    """A family changes its mind while the term lasts; afterwards the books are closed."""
    if exemption.withdrawn_at is not None:
        raise RuleBroken("exemption_withdrawn", _("This exemption was withdrawn."))
    if exemption.refused_at is not None:
        raise RuleBroken("exemption_answered", _("This exemption was already answered."))
    if today > closes_on:
        raise RuleBroken("term_over", _("The visit window of this term has closed."))


def check_is_evidence(
    visit: HomeVisit, student_id: Any, window: tuple[datetime.date, datetime.date]
) -> None:
    """Only a visit that this child's family declined in this term shows why none is owed."""
    if (
        visit.student_id != student_id
        or visit.outcome != Outcome.DECLINED
        or visit.voided_at is not None
        or not window[0] <= visit.visited_on <= window[1]
    ):
        raise InputRefused(
            "visit", "not_declined", _("This is no visit that the family declined this term.")
        )


def check_wish(outcome: str) -> None:
    """A family that was met, or not found, has not said that it wishes no visit."""
    if outcome != Outcome.DECLINED:
        raise InputRefused(
            "exemption",
            "not_declined",
            _("An exemption is asked for together with a visit only when the family declined."),
        )


def check_term_lasts(closes_on: datetime.date | None, *, today: datetime.date) -> None:
    if closes_on is None or today > closes_on:
        raise RuleBroken("term_over", _("The visit window of this term has closed."))


def check_second_person(exemption: Exemption, by: Any) -> None:
    if exemption.created_by_id == by:
        raise RuleBroken(
            "second_person", _("Somebody else than who asked for it answers an exemption.")
        )
