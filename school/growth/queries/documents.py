"""The portfolio as data: what a frozen copy holds, and what travels to another school.

In the school's own language and without a key of this database: names of acts are told, so that
the same act can be recognised.
"""

import datetime
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation

from school.growth.models import (
    BlockKind,
    BroughtFile,
    Goal,
    GrowthPlan,
    GrowthPortfolio,
    PlanReview,
    Reflection,
)
from school.growth.queries import acts as found
from school.growth.queries import plans
from school.growth.rules import documents as rules
from school.shared.acts import Act

PLAN_FORMAT = "wotu.plan/1"
EARLIEST = datetime.date(2000, 1, 1)
Files = Mapping[uuid.UUID, Mapping[str, str]]
"""Evidence -> what a volume says of the file: sha256, title, original_name, content_type."""


def said(number: Decimal) -> str:
    """Without zeros at the end, so that a number is always the same bytes."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _on(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


# ---- a plan ----------------------------------------------------------------------------------


def plan_part(plan: Any, progress: Mapping[uuid.UUID, Decimal]) -> dict[str, Any]:
    """What its owner wrote, and how far the goals are. `plan` as `plans.with_goals` gives it."""
    first, last = plans.days_of(plan)
    return {
        "horizon": plan.horizon,
        "stage": plan.template.stage,
        "title": plan.template.title,
        "term": plans.name_of_term(plan),
        "starts_on": first.isoformat(),
        "ends_on": last.isoformat(),
        "blocks": [
            {
                "key": one["key"],
                "title": one["title"],
                "kind": one["kind"],
                "answer": plan.answers.get(one["key"], [] if one["kind"] == BlockKind.LIST else ""),
            }
            for one in plan.template.blocks
        ],
        "self_ratings": plan.self_ratings,
        "goals": [_goal(goal, progress.get(goal.pk)) for goal in plan.told_goals],
    }


def _goal(goal: Goal, done: Decimal | None) -> dict[str, Any]:
    return {
        "dimension": goal.dimension,
        "words": goal.words,
        "measure": goal.measure,
        "counter": goal.counter,
        "target": goal.target,
        "done": said(done) if done is not None else None,
        "due_on": _on(goal.due_on),
        "reached_on": _on(goal.reached_on),
        "outcome": goal.outcome,
        "is_dropped": goal.dropped_at is not None,
        "drop_reason": goal.drop_reason,
        "steps": [
            {"words": step.words, "due_on": _on(step.due_on), "done_on": _on(step.done_on)}
            for step in goal.told_steps  # type: ignore[attr-defined]
            if step.dropped_at is None
        ],
    }


def copy_of(plan: GrowthPlan, today: datetime.date) -> dict[str, Any]:
    """What is handed in. Reflections are never in it: their owner may take a reading back."""
    (row,) = plans.with_goals(plans.plans().filter(pk=plan.pk))
    first, last = plans.days_of(row)
    told = found.of_person(row.school_id, row.portfolio.staff_id, first, min(last, today))
    return frozen(row, plans.progress([row], today), told, today)


def frozen(
    plan: Any, progress: Mapping[uuid.UUID, Decimal], acts: Iterable[Act], today: datetime.date
) -> dict[str, Any]:
    """`plan` as `plans.with_goals` gives it, `acts` of its days until today."""
    return {
        "format": PLAN_FORMAT,
        "school": plan.school.name,
        "teacher": plan.portfolio.staff.name,
        "motto": plan.portfolio.motto,
        "until": min(plans.days_of(plan)[1], today).isoformat(),
        "plan": plan_part(plan, progress),
        "acts": [_act(act, {}) for act in acts],
    }


# ---- the whole portfolio ---------------------------------------------------------------------


def document(
    portfolio: GrowthPortfolio, today: datetime.date, files: Files, acts: Sequence[Act]
) -> dict[str, Any]:
    """What was brought along, and then the own volume if there is anything in it."""
    volumes = brought(portfolio)
    own = _volume(portfolio, today, files, acts)
    return {
        "format": rules.FORMAT,
        "volumes": [*volumes, own] if rules.holds_something(own) else volumes,
    }


def brought(portfolio: GrowthPortfolio) -> list[Any]:
    return [json.loads(row.content) for row in plans.volumes(portfolio)]


def own_acts(portfolio: GrowthPortfolio, today: datetime.date) -> list[Act]:
    return found.of_person(portfolio.school_id, portfolio.staff_id, EARLIEST, today)


def _volume(
    portfolio: GrowthPortfolio, today: datetime.date, files: Files, acts: Sequence[Act]
) -> dict[str, Any]:
    rows = list(
        plans.with_goals(
            plans.plans().filter(portfolio=portfolio, voided_at=None).order_by("created_at", "id")
        )
    )
    progress = plans.progress(rows, today)
    reviews = _reviews(rows)
    reflections = Reflection.objects.filter(portfolio=portfolio, voided_at=None)
    return {
        "school": portfolio.school.name,
        "teacher": portfolio.staff.name,
        "until": today.isoformat(),
        "motto": portfolio.motto,
        "plans": [
            {**plan_part(plan, progress), "reviews": reviews.get(plan.pk, [])} for plan in rows
        ],
        "reflections": [
            {
                "on": row.reflected_on.isoformat(),
                "title": row.title,
                "text": row.text,
                "act": {"type": row.act_type, "name": row.act_name} if row.act_type else None,
            }
            for row in reflections.order_by("reflected_on", "id")
        ],
        "acts": [_act(act, files) for act in acts],
        "files": [dict(one) for one in _once(files, acts)],
    }


def _once(files: Files, acts: Iterable[Act]) -> list[Mapping[str, str]]:
    """The files that the acts name, the same bytes once."""
    by_hash: dict[str, Mapping[str, str]] = {}
    for act in acts:
        for key in act.evidence:
            if key in files:
                by_hash.setdefault(files[key]["sha256"], files[key])
    return [by_hash[key] for key in sorted(by_hash)]


def _act(act: Act, files: Files) -> dict[str, Any]:
    return {
        "type": act.type,
        "name": act.name,
        "on": act.on.isoformat(),
        "kinds": list(act.kinds),
        "label": act.label,
        "amount": said(act.amount),
        "stands": act.stands,
        "files": sorted({files[key]["sha256"] for key in act.evidence if key in files}),
    }


def _reviews(rows: Sequence[GrowthPlan]) -> dict[uuid.UUID, list[dict[str, Any]]]:
    """Plan -> its copies and what the office said to each."""
    told: dict[uuid.UUID, list[dict[str, Any]]] = {}
    copies = plans.submissions().filter(plan__in=[row.pk for row in rows])
    for copy in copies.order_by("plan_id", "number"):
        review: PlanReview | None = copy.told_reviews[0] if copy.told_reviews else None
        reviewer = review.created_by if review else None
        told.setdefault(copy.plan_id, []).append(
            {
                "number": copy.number,
                "submitted_on": timezone.localdate(copy.created_at).isoformat(),
                "sha256": copy.sha256,
                "outcome": review.outcome if review else "",
                "words": review.words if review else "",
                "ratings": review.ratings if review else {},
                "by": reviewer.display_name if reviewer else "",
                "reviewed_on": _on(timezone.localdate(review.created_at)) if review else None,
            }
        )
    return told


def brought_file(portfolio: GrowthPortfolio, sha256: str) -> bytes:
    return bytes(BroughtFile.objects.get(portfolio=portfolio, sha256=sha256).content)


def in_chinese() -> Any:
    """Documents speak the school's language, whoever takes them along."""
    return translation.override("zh-hans")
