"""What a template and a plan refuse, and in which state a plan is."""

import datetime
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.growth.models import BlockKind, Dimension, GrowthPlan, Horizon, ReviewOutcome
from school.shared.errors import InputRefused, RuleBroken

MOST_BLOCKS = 20
MOST_TEXT = 3000
MOST_ENTRIES, MOST_ENTRY = 20, 300
LONGEST = datetime.timedelta(days=3 * 366)
RATINGS = (1, 4)
Block = Mapping[str, Any]
Span = tuple[datetime.date, datetime.date]


class PlanState(TextChoices):
    DRAFT = "draft", gettext_lazy("Draft")
    SUBMITTED = "submitted", gettext_lazy("Waits for review")
    RETURNED = "returned", gettext_lazy("Returned to its owner")
    APPROVED = "approved", gettext_lazy("Approved")
    VOIDED = "voided", gettext_lazy("Entered by mistake")


def state_of(*, is_voided: bool, copies: int, outcome: str | None) -> PlanState:
    """`outcome`: of the newest copy, none while it waits."""
    if is_voided:
        return PlanState.VOIDED
    if not copies:
        return PlanState.DRAFT
    if outcome is None:
        return PlanState.SUBMITTED
    return PlanState.APPROVED if outcome == ReviewOutcome.APPROVED else PlanState.RETURNED


# ---- templates -----------------------------------------------------------------------------


def check_blocks(blocks: Sequence[Block], earlier: Sequence[Block]) -> None:
    """`earlier`: of the number before this. What was required there is not dropped silently."""
    seen: set[str] = set()
    for place, one in enumerate(blocks):
        if not re.fullmatch(r"[a-z][a-z0-9_]{0,29}", one["key"]):
            raise InputRefused(
                f"blocks.{place}.key", "invalid", _("Use small letters, digits and _ for the key.")
            )
        if one["key"] in seen:
            raise InputRefused(f"blocks.{place}.key", "twice", _("Two blocks have the same key."))
        seen.add(one["key"])
    if sum(one["kind"] == BlockKind.GOALS for one in blocks) != 1:
        raise InputRefused("blocks", "one_for_goals", _("Exactly one block is for the goals."))
    lost = [one["title"] for one in earlier if one["is_required"] and one["key"] not in seen]
    if lost:
        raise InputRefused(
            "blocks",
            "required_lost",
            _("A required block stays in the template; make it optional first: %(titles)s")
            % {"titles": "、".join(lost)},
        )


# ---- a plan --------------------------------------------------------------------------------


def check_template(template_horizon: str, horizon: str) -> None:
    if template_horizon != horizon:
        raise InputRefused(
            "template", "other_horizon", _("This template is for another kind of plan.")
        )


def check_days(
    horizon: str,
    *,
    has_term: bool,
    starts_on: datetime.date | None,
    ends_on: datetime.date | None,
    others: Collection[Span] = (),
) -> None:
    """A term's plan has the days of its term; the other has its own, and none beside it."""
    if horizon == Horizon.TERM:
        if not has_term:
            raise InputRefused("term", "required", _("Say which term it is for."))
        for name, day in (("starts_on", starts_on), ("ends_on", ends_on)):
            if day is not None:
                raise InputRefused(name, "of_the_term", _("A term plan has the days of its term."))
        return
    if has_term:
        raise InputRefused("term", "not_of_a_term", _("A three-year plan is for no single term."))
    if starts_on is None:
        raise InputRefused("starts_on", "required", _("Say on which day the plan begins."))
    if ends_on is None:
        raise InputRefused("ends_on", "required", _("Say on which day the plan ends."))
    if not starts_on < ends_on <= starts_on + LONGEST:
        raise InputRefused("ends_on", "length", _("It ends after it begins, within three years."))
    if any(first <= ends_on and starts_on <= last for first, last in others):
        raise InputRefused(
            "starts_on", "overlaps", _("You have another three-year plan on some of these days.")
        )


def planned_already() -> RuleBroken:
    return RuleBroken("planned_already", _("You have a plan for this term already."))


def check_stands(plan: GrowthPlan) -> None:
    if plan.voided_at is not None:
        raise RuleBroken("plan_voided", _("This plan was taken back as entered by mistake."))


def check_may_void(state: PlanState) -> None:
    """What somebody else has an answer to is no mistake any more."""
    if state not in (PlanState.DRAFT, PlanState.RETURNED):
        raise RuleBroken(
            "plan_in_use", _("A plan that waits for review or was approved is not taken back.")
        )


def answered(blocks: Sequence[Block], answers: Mapping[str, str]) -> dict[str, Any]:
    """What a plan keeps: of a text the text, of a list its lines that hold something."""
    kinds = {one["key"]: one["kind"] for one in blocks}
    kept: dict[str, Any] = {}
    for key, answer in answers.items():
        field = f"answers.{key}"
        kind = kinds.get(key)
        if kind is None or kind == BlockKind.GOALS:
            raise InputRefused(field, "no_such_block", _("The template asks for no such answer."))
        kept[key] = _entries(answer, field) if kind == BlockKind.LIST else answer
    return kept


def _entries(answer: str, field: str) -> list[str]:
    lines = [line.strip() for line in answer.split("\n") if line.strip()]
    if len(lines) > MOST_ENTRIES or any(len(line) > MOST_ENTRY for line in lines):
        raise InputRefused(
            field, "too_many_entries", _("A list has 20 lines of 300 letters at most.")
        )
    return lines


def check_ratings(ratings: Mapping[str, int], field: str) -> None:
    for name, given in ratings.items():
        if name not in Dimension.values:
            raise InputRefused(f"{field}.{name}", "unknown", _("There is no such dimension."))
        if not RATINGS[0] <= given <= RATINGS[1]:
            raise InputRefused(f"{field}.{name}", "out_of_range", _("Rate from 1 to 4."))


def missing(blocks: Sequence[Block], answers: Mapping[str, Any], *, goals: int) -> list[str]:
    """The titles of the required blocks that hold nothing."""
    return [
        one["title"]
        for one in blocks
        if one["is_required"]
        and not (goals if one["kind"] == BlockKind.GOALS else answers.get(one["key"]))
    ]


def check_complete(blocks: Sequence[Block], answers: Mapping[str, Any], *, goals: int) -> None:
    found = missing(blocks, answers, goals=goals)
    if found:
        raise RuleBroken(
            "incomplete",
            _("Fill in these blocks before you hand it in: %(titles)s")
            % {"titles": "、".join(found)},
        )


# ---- copies --------------------------------------------------------------------------------


def check_may_submit(state: PlanState) -> None:
    if state == PlanState.SUBMITTED:
        raise RuleBroken("waits_already", _("A copy of this plan waits for review already."))


def check_changed(sha256: str, newest: str | None) -> None:
    if sha256 == newest:
        raise RuleBroken("unchanged", _("Nothing has changed since the last copy."))


def check_unreviewed(*, is_reviewed: bool) -> None:
    if is_reviewed:
        raise RuleBroken("reviewed_already", _("This copy has been reviewed already."))


def check_newest(*, is_newest: bool) -> None:
    if not is_newest:
        raise RuleBroken("newer_copy", _("There is a newer copy of this plan. Read that one."))
