"""What the answers to a rubric come to: exact arithmetic, and what may be asked and answered."""

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from school.observation.models import RubricVersion
from school.observation.rules import rubrics as rules
from school.observation.rules.rubrics import Answer, Band, Criterion
from school.shared.errors import InputRefused, RuleBroken

BANDS = (Band("优", Decimal(90)), Band("良", Decimal(80)), Band("合格", Decimal(60)))


def scale(code, weight=10, levels=5, **more):
    return Criterion(code, "scale", levels=levels, weight=Decimal(weight), **more)


def checklist(code, weight=10, options=("a", "b", "c", "d"), **more):
    return Criterion(code, "checklist", weight=Decimal(weight), options=tuple(options), **more)


def total(criteria, answers, bands=BANDS):
    return rules.result(criteria, answers, bands)


# ---- by example ----------------------------------------------------------------------------


def test_a_total_is_weights_times_levels_of_a_hundred():
    found = total([scale("a", 10), scale("b", 30)], {"a": Answer(level=5), "b": Answer(level=4)})

    assert (found.total, found.exact, found.grade) == (Decimal("85.0"), 85, "良")


def test_not_applicable_leaves_the_denominator():
    criteria = [scale("a", 10), scale("b", 30)]
    answers = {"a": Answer(level=4), "b": Answer(is_na=True)}

    found = total(criteria, answers)
    assert (found.total, found.left_out) == (Decimal("80.0"), 1)
    assert total(criteria, {"a": Answer(level=4)}).total == Decimal("80.0")


def test_a_checklist_counts_what_was_ticked_of_what_was_offered():
    found = total([checklist("a")], {"a": Answer(ticked=("a", "c", "d"))})

    assert found.total == Decimal("75.0")
    assert total([checklist("a")], {"a": Answer(ticked=())}).total == Decimal("0.0")


def test_what_is_counted_or_written_never_scores():
    criteria = [Criterion("n", "count"), Criterion("t", "text"), scale("a")]
    answers = {"n": Answer(count=14), "t": Answer(text="板书清楚"), "a": Answer(level=3)}

    assert total(criteria, answers).total == Decimal("60.0")


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"a": Answer(is_na=True)},
        {"a": Answer(text="只写了一句")},
        {"free": Answer(level=5)},
    ],
)
def test_nothing_scored_is_no_total_and_not_zero(answers):
    found = total([scale("a"), scale("free", weight=0)], answers)

    assert (found.total, found.exact, found.grade, found.formula) == (None, None, "", "")


def test_the_bonus_stands_apart_and_is_capped():
    criteria = [scale("a"), scale("x", 3, is_bonus=True), scale("y", 2, is_bonus=True)]
    both = {"a": Answer(level=4), "x": Answer(level=5), "y": Answer(level=5)}

    assert (total(criteria, both).total, total(criteria, both).bonus) == (80, 5)
    assert rules.result(criteria, both, bonus_most=4).bonus == 4
    assert total(criteria, {"a": Answer(level=4)}).bonus is None
    assert total(criteria, {"x": Answer(level=5)}).total is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Fraction(1799, 20), "90.0"), (Fraction(17989, 200), "89.9"), (Fraction(200, 3), "66.7")],
)
def test_the_half_goes_up(value, shown):
    assert str(rules.rounded(value)) == shown


@pytest.mark.parametrize(
    ("value", "grade"),
    [("90.0", "优"), ("89.9", "良"), ("80.0", "良"), ("60.0", "合格"), ("59.9", "")],
)
def test_a_grade_begins_at_its_lower_bound(value, grade):
    assert rules.grade_of(Decimal(value), BANDS) == grade


def test_a_grade_goes_by_what_is_shown():
    """89.95 is shown as 90.0: whoever reads that finds the grade of 90."""
    found = total(
        [scale("a", "79.9", 2), scale("b", "20.1", 2)], {"a": Answer(level=2), "b": Answer(level=1)}
    )
    assert (found.exact, found.total, found.grade) == (Fraction(1799, 20), Decimal("90.0"), "优")


def test_the_answer_carries_its_formula():
    criteria = [scale("a", 10), checklist("b", "7.5"), scale("c", 30)]
    answers = {"a": Answer(level=4), "b": Answer(ticked=("a", "b")), "c": Answer(is_na=True)}

    with translation.override("en"):
        assert total(criteria, answers).formula == (
            "Weight × level ÷ highest level, over the weights scored: "
            "(10×4/5 + 7.5×2/4) ÷ (10 + 7.5) × 100 = 67.1; 1 not applicable, left out"
        )


def test_versions_compare_by_the_measure_and_not_by_the_words():
    one = scale("a", 10, text="目标明确", section="目标")

    assert rules.is_comparable(one, scale("a", "10.00", text="教学目标明确"))
    assert not rules.is_comparable(one, scale("b", 10))
    assert not rules.is_comparable(one, scale("a", 12))
    assert not rules.is_comparable(one, scale("a", 10, levels=4))
    assert not rules.is_comparable(one, checklist("a", 10))


# ---- by property ---------------------------------------------------------------------------

weights = st.integers(0, 4000).map(lambda n: Decimal(n) / 100)
codes = [f"c{n}" for n in range(6)]


@st.composite
def sheets(draw):
    criteria, answers = [], {}
    for code in draw(st.lists(st.sampled_from(codes), unique=True)):
        kind = draw(st.sampled_from(["scale", "checklist", "count", "text"]))
        if kind == "scale":
            one = scale(code, draw(weights), draw(st.integers(2, 10)), is_bonus=draw(st.booleans()))
            answer = Answer(level=draw(st.integers(1, one.levels)))
        elif kind == "checklist":
            options = [str(n) for n in range(draw(st.integers(1, 6)))]
            one = checklist(code, draw(weights), options)
            answer = Answer(ticked=tuple(draw(st.sets(st.sampled_from(options)))))
        else:
            one, answer = Criterion(code, kind), Answer(count=3)
        criteria.append(one)
        given_as = draw(st.sampled_from(["answered", "na", "blank", "missing"]))
        if given_as != "missing":
            answers[code] = {"answered": answer, "na": Answer(is_na=True), "blank": Answer()}[
                given_as
            ]
    return criteria, answers


def naive(criteria, answers):
    """Step by step: each level and each tick adds its piece of the weight."""
    got, whole = Fraction(0), Decimal(0)
    for one in criteria:
        answer = answers.get(one.code)
        if one.is_bonus or answer is None or answer.is_na or one.weight == 0:
            continue
        if one.kind == "scale" and answer.level:
            for _step in range(answer.level):
                got += Fraction(one.weight) / one.levels
            whole += one.weight
        elif one.kind == "checklist" and answer.ticked is not None:
            for option in one.options:
                got += Fraction(one.weight) / len(one.options) if option in answer.ticked else 0
            whole += one.weight
    return None if whole == 0 else got * 100 / Fraction(whole)


@given(sheets())
def test_the_total_is_that_of_the_naive_model(sheet):
    criteria, answers = sheet
    found, expected = rules.result(criteria, answers, BANDS), naive(criteria, answers)

    assert found.exact == expected
    if expected is None:
        assert found.total is None
        return
    assert 0 <= found.total <= 100
    assert abs(Fraction(found.total) - expected) <= Fraction(1, 20)
    exact = Decimal(expected.numerator) / Decimal(expected.denominator)
    near_a_half = abs((expected * 10) % 1 - Fraction(1, 2)) < Fraction(1, 10**9)
    if not near_a_half:
        assert found.total == exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


@given(sheets())
def test_the_formula_gives_the_total(sheet):
    with translation.override("en"):
        found = rules.result(*sheet)
    if found.total is None:
        return
    said = re.fullmatch(r"[^:]*: \((.+)\) ÷ \((.+)\) × 100 = ([\d.]+)(; .*)?", found.formula)
    terms = [re.fullmatch(r"([\d.]+)×(\d+)/(\d+)", one) for one in said[1].split(" + ")]
    got = sum(Fraction(one[1]) * int(one[2]) / int(one[3]) for one in terms)
    whole = sum(Fraction(one) for one in said[2].split(" + "))
    assert rules.rounded(100 * got / whole) == Decimal(said[3]) == found.total


@given(sheets(), st.randoms())
def test_the_order_of_the_criteria_changes_nothing_but_the_formula(sheet, random):
    criteria, answers = sheet
    shuffled = [*criteria]
    random.shuffle(shuffled)

    one, other = rules.result(criteria, answers), rules.result(shuffled, answers)
    assert (one.exact, one.total, one.bonus) == (other.exact, other.total, other.bonus)


@given(sheets())
def test_what_does_not_apply_is_as_if_it_were_not_asked(sheet):
    criteria, answers = sheet
    asked = [one for one in criteria if not answers.get(one.code, Answer()).is_na]

    one, other = rules.result(criteria, answers), rules.result(asked, answers)
    assert (one.exact, one.bonus) == (other.exact, other.bonus)


@given(sheets(), st.integers(0, 5))
def test_a_better_level_never_lowers_the_total(sheet, place):
    criteria, answers = sheet
    if not criteria:
        return
    one = criteria[place % len(criteria)]
    level = answers.get(one.code, Answer()).level
    if one.kind != "scale" or level is None or level == one.levels:
        return
    better = {**answers, one.code: Answer(level=level + 1)}

    before, after = rules.result(criteria, answers), rules.result(criteria, better)
    assert (after.exact or 0) >= (before.exact or 0)
    assert (after.bonus or 0) >= (before.bonus or 0)


# ---- what is refused -----------------------------------------------------------------------


def refused(call, *args, **kwargs):
    with pytest.raises((InputRefused, RuleBroken)) as told:
        call(*args, **kwargs)
    return told.value.field, told.value.code


@pytest.mark.parametrize(
    ("criteria", "error"),
    [
        ([scale("a"), scale("a")], ("criteria.1.code", "twice")),
        ([scale("a", levels=1)], ("criteria.0.levels", "out_of_range")),
        ([scale("a", levels=11)], ("criteria.0.levels", "out_of_range")),
        ([Criterion("a", "text", levels=3)], ("criteria.0.levels", "not_of_kind")),
        ([Criterion("a", "count", weight=Decimal(1))], ("criteria.0.weight", "not_of_kind")),
        ([checklist("a", options=())], ("criteria.0.options", "required")),
        ([checklist("a", options=("x", "x"))], ("criteria.0.options", "twice")),
        ([scale("a", options=("x",))], ("criteria.0.options", "not_of_kind")),
        ([scale("a", weight=0, is_bonus=True)], ("criteria.0.weight", "required")),
    ],
)
def test_what_a_version_may_not_hold(criteria, error):
    assert refused(rules.check_criteria, criteria) == error


def test_what_may_not_be_published():
    assert refused(rules.check_publishable, [], [])[1] == "rubric_empty"
    assert refused(rules.check_publishable, [scale("a", 0)], BANDS)[1] == "nothing_to_grade"
    rules.check_publishable([scale("a", 0)], [])
    rules.check_publishable([scale("a")], BANDS)


def test_bands_differ_in_name_and_number():
    twice = [Band("优", Decimal(90)), Band("优", Decimal(80))]
    same = [Band("优", Decimal(90)), Band("良", Decimal(90))]

    assert refused(rules.check_bands, twice) == ("grades.1.name", "twice")
    assert refused(rules.check_bands, same) == ("grades.1.at_least", "twice")


@pytest.mark.parametrize(
    ("criterion", "answer", "error"),
    [
        (scale("a"), Answer(level=0), ("scores.0.level", "out_of_range")),
        (scale("a"), Answer(level=6), ("scores.0.level", "out_of_range")),
        (scale("a"), Answer(count=1), ("scores.0.count", "not_of_kind")),
        (scale("a"), Answer(level=3, is_na=True), ("scores.0.level", "not_of_kind")),
        (scale("a"), Answer(text="没有板书", is_na=True), ("scores.0.text", "not_of_kind")),
        (checklist("a"), Answer(level=3), ("scores.0.level", "not_of_kind")),
        (checklist("a"), Answer(ticked=("z",)), ("scores.0.options", "does_not_exist")),
        (checklist("a"), Answer(ticked=("a", "a")), ("scores.0.options", "twice")),
        (Criterion("a", "text"), Answer(ticked=()), ("scores.0.options", "not_of_kind")),
    ],
)
def test_an_answer_is_of_its_kind(criterion, answer, error):
    assert refused(rules.check_answer, "scores.0", criterion, answer) == error


def test_a_good_answer_passes():
    rules.check_answer("s", scale("a"), Answer(level=5))
    rules.check_answer("s", checklist("a"), Answer(ticked=("a", "b")))
    rules.check_answer("s", Criterion("a", "count"), Answer(count=14))
    rules.check_answer("s", Criterion("a", "text"), Answer(text="板书清楚"))
    rules.check_answer("s", scale("a"), Answer(is_na=True))


def test_a_published_version_is_not_changed():
    rules.check_draft(RubricVersion())
    assert refused(rules.check_draft, RubricVersion(published_at="2026-11-23"))[1] == (
        "version_published"
    )
