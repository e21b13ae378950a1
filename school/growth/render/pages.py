"""What the booklet says, in the order in which it says it; every paper is set from this."""

import datetime
from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from school.growth.models import (
    CareerStage,
    Counter,
    Dimension,
    Horizon,
    Measure,
    ReviewOutcome,
)
from school.growth.queries.documents import in_chinese
from school.growth.rules.acts import ActKind

RATINGS = ("", "一", "二", "三", "四")
HOURS = frozenset({ActKind.TRAINING.value})
"""What is told with its amount, in class hours."""


def booklet(document: Mapping[str, Any], *, with_reflections: bool) -> dict[str, Any]:
    """In the school's language, whoever has it printed."""
    with in_chinese():
        return {
            "title": "教学路上，我这样走过……",
            "teacher": document["volumes"][-1]["teacher"] if document["volumes"] else "",
            "volumes": [
                _volume(volume, with_reflections=with_reflections) for volume in document["volumes"]
            ],
        }


def _volume(volume: Mapping[str, Any], *, with_reflections: bool) -> dict[str, Any]:
    acts = sorted(volume["acts"], key=lambda act: (act["on"], act["type"], act["name"]))
    return {
        "school": volume["school"],
        "teacher": volume["teacher"],
        "until": _day(volume["until"]),
        "motto": volume["motto"],
        "counts": _counts(acts),
        "plans": [_plan(plan) for plan in volume["plans"]],
        "months": _months(acts),
        "reflections": [
            {
                "day": _day(one["on"]),
                "title": one["title"],
                "paragraphs": _paragraphs(one["text"]),
            }
            for one in (volume["reflections"] if with_reflections else ())
        ],
    }


def _day(day: str) -> str:
    value = datetime.date.fromisoformat(day)
    return f"{value.year}年{value.month}月{value.day}日"


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _label(choices: Any, value: str) -> str:
    """A word that this version does not know stands for itself."""
    return str(choices(value).label) if value in choices.values else value


# ---- what was done ---------------------------------------------------------------------------


def _counts(acts: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """How much of each kind there is, in the order of the kinds; never beside somebody else's."""
    tally: Tally[str] = Tally()
    hours = Decimal(0)
    for act in acts:
        if act["stands"]:
            kind = act["kinds"][0]
            tally[kind] += int(Decimal(act["amount"])) if kind == ActKind.VISITS else 1
            if ActKind.TRAINING in act["kinds"]:
                hours += Decimal(act["amount"])
    known = [kind for kind in ActKind.values if tally[kind]]
    found = [
        {"label": _label(ActKind, kind), "number": str(tally[kind])}
        for kind in [*known, *sorted(set(tally) - set(known))]
    ]
    if hours:
        found.append(
            {"label": str(Counter.TRAINING_HOURS.label), "number": f"{hours.normalize():f}"}
        )
    return found


def _months(acts: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    months: dict[str, list[dict[str, Any]]] = {}
    for act in acts:
        day = datetime.date.fromisoformat(act["on"])
        kind = act["kinds"][0]
        is_month = kind == ActKind.VISITS
        if is_month:
            detail = _("%(number)s families") % {"number": act["amount"]}
        elif HOURS & set(act["kinds"]):
            detail = _("%(number)s class hours") % {"number": act["amount"]}
        else:
            detail = ""
        months.setdefault(f"{day.year}年{day.month}月", []).append(
            {
                "day": "" if is_month else f"{day.day}日",
                "kind": _label(ActKind, kind),
                "label": act["label"],
                "detail": detail,
                "note": "" if act["stands"] else _("not verified yet"),
            }
        )
    return [{"label": label, "acts": rows} for label, rows in months.items()]


# ---- what was planned ------------------------------------------------------------------------


def _plan(plan: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": plan["title"],
        "horizon": _label(Horizon, plan["horizon"]),
        "stage": _label(CareerStage, plan["stage"]),
        "term": plan["term"],
        "days": f"{_day(plan['starts_on'])}—{_day(plan['ends_on'])}",
        "blocks": [
            {
                "title": one["title"],
                "items": list(one["answer"]) if isinstance(one["answer"], list) else [],
                "paragraphs": _paragraphs(one["answer"]) if isinstance(one["answer"], str) else [],
            }
            for one in plan["blocks"]
            if one["answer"]
        ],
        "ratings": _ratings(plan["self_ratings"]),
        "goals": [_goal(goal) for goal in plan["goals"]],
        "reviews": [
            {
                "number": one["number"],
                "day": _day(one["reviewed_on"] or one["submitted_on"]),
                "outcome": _label(ReviewOutcome, one["outcome"])
                if one["outcome"]
                else _("Waits for review"),
                "by": one["by"],
                "paragraphs": _paragraphs(one["words"]),
                "sha256": one["sha256"],
                "ratings": _ratings(one["ratings"]),
            }
            for one in plan["reviews"]
        ],
    }


def _ratings(ratings: Mapping[str, int]) -> list[dict[str, str]]:
    return [
        {"label": str(Dimension(one).label), "number": RATINGS[ratings[one]]}
        for one in Dimension.values
        if one in ratings
    ]


def _goal(goal: Mapping[str, Any]) -> dict[str, Any]:
    done = Decimal(goal["done"] or 0)
    share = 0
    if goal["measure"] == Measure.COUNT:
        share = min(100, int(100 * done / goal["target"]))
        told = f"{_label(Counter, goal['counter'])} {goal['done'] or 0}/{goal['target']}"
    elif goal["reached_on"]:
        share, told = 100, _day(goal["reached_on"])
    else:
        told = _("On the way")
    return {
        "dimension": str(Dimension(goal["dimension"]).label),
        "words": goal["words"],
        "told": _("Given up") if goal["is_dropped"] else told,
        "why": goal["drop_reason"] if goal["is_dropped"] else goal["outcome"],
        "share": 0 if goal["is_dropped"] else share,
        "is_counted": goal["measure"] == Measure.COUNT and not goal["is_dropped"],
        "steps": [
            {"words": step["words"], "day": _day(step["done_on"]) if step["done_on"] else ""}
            for step in goal["steps"]
        ],
    }
