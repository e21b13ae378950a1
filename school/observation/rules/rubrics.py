"""评课表: what a version of a rubric must hold, and what the answers to it come to.

Everything is counted in fractions; what people read has one place, and by that the grade goes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from school.observation.models import CriterionKind, RubricVersion
from school.shared.errors import InputRefused, RuleBroken

LEVELS = (2, 10)
SCORED = (CriterionKind.SCALE, CriterionKind.CHECKLIST)
"""Kinds of which an answer is a part of something; what is counted or written never scores."""


@dataclass(frozen=True)
class Criterion:
    """One line of a version. `options`: the keys of what a checklist offers."""

    code: str
    kind: str
    text: str = ""
    section: str = ""
    levels: int = 0
    weight: Decimal = Decimal(0)
    is_bonus: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Band:
    """A grade from so many of 100 on, that many included."""

    name: str
    at_least: Decimal


@dataclass(frozen=True)
class Answer:
    """What was found for one criterion; nothing given is no answer."""

    level: int | None = None
    is_na: bool = False
    ticked: tuple[str, ...] | None = None
    count: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Result:
    """What the answers come to. `total`: none when nothing was scored. `formula`: how it came."""

    total: Decimal | None
    exact: Fraction | None
    grade: str
    bonus: Decimal | None
    formula: str
    left_out: int


def part_of(criterion: Criterion, answer: Answer | None) -> Fraction | None:
    """How much of the criterion was met, from 0 to 1; none where nothing is to be counted."""
    if answer is None or answer.is_na or not criterion.weight:
        return None
    if criterion.kind == CriterionKind.SCALE and answer.level is not None:
        return Fraction(answer.level, criterion.levels)
    if criterion.kind == CriterionKind.CHECKLIST and answer.ticked is not None:
        return Fraction(len(answer.ticked), len(criterion.options))
    return None


def result(
    criteria: Sequence[Criterion],
    answers: Mapping[str, Answer],
    bands: Iterable[Band] = (),
    *,
    bonus_most: int = 5,
) -> Result:
    """`answers` by the code of the criterion. Not applicable and not answered leave the total."""
    met = [(one, part_of(one, answers.get(one.code))) for one in criteria]
    parts = [(one, part) for one, part in met if part is not None and not one.is_bonus]
    extra = [Fraction(one.weight) * part for one, part in met if part is not None and one.is_bonus]
    left_out = sum(
        found.is_na
        for one in criteria
        if one.weight and not one.is_bonus and (found := answers.get(one.code))
    )
    bonus = rounded(min(sum(extra, Fraction(0)), Fraction(bonus_most))) if extra else None
    if not parts:
        return Result(None, None, "", bonus, "", left_out)
    whole = sum((Fraction(one.weight) for one, _part in parts), Fraction(0))
    got = sum((Fraction(one.weight) * part for one, part in parts), Fraction(0))
    exact = 100 * got / whole
    total = rounded(exact)
    formula = _formula(parts, answers, total, left_out)
    return Result(total, exact, grade_of(total, bands), bonus, formula, left_out)


def grade_of(total: Decimal, bands: Iterable[Band]) -> str:
    """The highest band that is reached; none below all of them."""
    reached = [one for one in bands if total >= one.at_least]
    return max(reached, key=lambda one: one.at_least).name if reached else ""


def rounded(value: Fraction) -> Decimal:
    """To one place; the half goes up."""
    return Decimal((value * 10 + Fraction(1, 2)).__floor__()).scaleb(-1)


def is_comparable(one: Criterion, other: Criterion) -> bool:
    """Whether answers to both may stand in one line: words may differ, the measure may not."""
    return (one.code, one.kind, one.levels, one.weight) == (
        other.code,
        other.kind,
        other.levels,
        other.weight,
    )


def number_said(value: Decimal) -> str:
    """As people write it: 10, 7.5."""
    return f"{value.normalize():f}"


def _formula(
    parts: Sequence[tuple[Criterion, Fraction]],
    answers: Mapping[str, Answer],
    total: Decimal,
    left_out: int,
) -> str:
    terms = []
    for one, _part in parts:
        answer = answers[one.code]
        if one.kind == CriterionKind.SCALE:
            met, of = answer.level, one.levels
        else:
            met, of = len(answer.ticked or ()), len(one.options)
        terms.append(f"{number_said(one.weight)}×{met}/{of}")
    weights = [number_said(one.weight) for one, _part in parts]
    said = _(
        "Weight × level ÷ highest level, over the weights scored: "
        "(%(terms)s) ÷ (%(weights)s) × 100 = %(total)s"
    ) % {"terms": " + ".join(terms), "weights": " + ".join(weights), "total": total}
    if left_out:
        said += _("; %(count)d not applicable, left out") % {"count": left_out}
    return said


# ---- what a version holds ------------------------------------------------------------------


def check_draft(version: RubricVersion) -> None:
    if version.is_published:
        raise RuleBroken(
            "version_published", _("A published version is never changed: begin the next draft.")
        )


def check_no_draft(*, has_draft: bool) -> None:
    if has_draft:
        raise RuleBroken("draft_open", _("This rubric has a draft already: go on with that one."))


def check_criteria(criteria: Sequence[Criterion]) -> None:
    """What a draft may not hold; it may be unfinished."""
    seen = set()
    for place, one in enumerate(criteria):
        where = f"criteria.{place}"
        if one.code in seen:
            raise InputRefused(
                f"{where}.code", "twice", _("There is a criterion of this code already.")
            )
        seen.add(one.code)
        _check_measure(where, one)


def _check_measure(where: str, one: Criterion) -> None:
    lowest, highest = LEVELS
    if one.kind == CriterionKind.SCALE and not lowest <= one.levels <= highest:
        raise InputRefused(
            f"{where}.levels",
            "out_of_range",
            _("A scale has from %(lowest)d to %(highest)d levels.")
            % {"lowest": lowest, "highest": highest},
        )
    if one.kind != CriterionKind.SCALE and one.levels:
        raise InputRefused(f"{where}.levels", "not_of_kind", _("Only a scale has levels."))
    if one.kind == CriterionKind.CHECKLIST and not one.options:
        raise InputRefused(
            f"{where}.options", "required", _("Say what is to be looked for, at least one thing.")
        )
    if one.kind != CriterionKind.CHECKLIST and one.options:
        raise InputRefused(f"{where}.options", "not_of_kind", _("Only a checklist has options."))
    if len(set(one.options)) != len(one.options):
        raise InputRefused(f"{where}.options", "twice", _("An option stands there twice."))
    if one.kind not in SCORED and one.weight:
        raise InputRefused(
            f"{where}.weight", "not_of_kind", _("What is counted or written has no weight.")
        )
    if one.is_bonus and not one.weight:
        raise InputRefused(f"{where}.weight", "required", _("A bonus has a weight."))


def check_bands(bands: Sequence[Band]) -> None:
    for place, one in enumerate(bands):
        earlier = bands[:place]
        if any(one.name == other.name for other in earlier):
            raise InputRefused(
                f"grades.{place}.name", "twice", _("There is a grade of this name already.")
            )
        if any(one.at_least == other.at_least for other in earlier):
            raise InputRefused(
                f"grades.{place}.at_least", "twice", _("Two grades do not begin at one number.")
            )


def check_publishable(criteria: Sequence[Criterion], bands: Sequence[Band]) -> None:
    if not criteria:
        raise RuleBroken("rubric_empty", _("A rubric has at least one criterion."))
    check_criteria(criteria)
    check_bands(bands)
    if bands and not any(one.weight and not one.is_bonus for one in criteria):
        raise RuleBroken(
            "nothing_to_grade", _("Grades need a criterion with a weight, or leave them out.")
        )


# ---- what an answer holds ------------------------------------------------------------------


def check_answer(where: str, criterion: Criterion, answer: Answer) -> None:
    """`where`: the field's path in what was sent."""
    given: dict[str, Any] = {
        "level": answer.level,
        "options": answer.ticked,
        "count": answer.count,
        "text": answer.text or None,
    }
    own = {
        CriterionKind.SCALE: "level",
        CriterionKind.CHECKLIST: "options",
        CriterionKind.COUNT: "count",
        CriterionKind.TEXT: "text",
    }[CriterionKind(criterion.kind)]
    for name, value in given.items():
        # A word beside a level or a count is welcome; it is no answer.
        is_beside = name == "text" and not answer.is_na
        if value is not None and not is_beside and (name != own or answer.is_na):
            raise InputRefused(
                f"{where}.{name}", "not_of_kind", _("This criterion is not answered so.")
            )
    if answer.level is not None and not 1 <= answer.level <= criterion.levels:
        raise InputRefused(
            f"{where}.level",
            "out_of_range",
            _("The levels go from 1 to %(levels)d.") % {"levels": criterion.levels},
        )
    if answer.ticked is not None:
        if not set(answer.ticked) <= set(criterion.options):
            raise InputRefused(f"{where}.options", "does_not_exist", _("There is no such option."))
        if len(set(answer.ticked)) != len(answer.ticked):
            raise InputRefused(f"{where}.options", "twice", _("An option stands there twice."))


def code_taken() -> InputRefused:
    return InputRefused("code", "taken", _("There is a rubric of this code already."))
