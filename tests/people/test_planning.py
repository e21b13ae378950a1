"""What a roster file would change, decided without a database."""

import datetime
import uuid
from dataclasses import replace

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from school.people.planning import (
    Action,
    Child,
    ClassKey,
    Held,
    Line,
    Other,
    Roster,
    plan,
    read_line,
)

DAY = datetime.date
TODAY = DAY(2026, 11, 23)
TERM = DAY(2026, 9, 1)
LAST_YEAR = DAY(2025, 9, 1)
MAPLE = ClassKey("primary", 2024, 2)
CEDAR = ClassKey("primary", 2023, 1)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def row(number="0012", name="林一诺", cohort="2024", in_year="2", starts_on=None, at=2):
    cells = {"student_number": number, "name": name, "cohort_year": cohort, "number": in_year}
    return Line(at, cells | {"starts_on": starts_on})


def held(key=MAPLE, starts_on=LAST_YEAR, ends_on=None):
    return Held(uuid.uuid4(), key, starts_on, ends_on)


def roster(*placements, name="林一诺", number="0012", today=TODAY):
    child = Child(uuid.uuid4(), number, name, placements)
    return Roster("primary", TERM, today, {number: child}, frozenset({MAPLE, CEDAR}))


EMPTY = Roster("primary", TERM, TODAY)


def decide(line, books):
    (decision,) = plan([line], books).decisions
    return decision


# ---- cells ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value", "meant"),
    [
        ("student_number", "  0012　", "0012"),
        ("student_number", 20260012.0, "20260012"),
        ("student_number", "XS-2026/001", "XS-2026/001"),
        ("name", " 阿依古丽·买买提 ", "阿依古丽·买买提"),
        ("name", "𠮷田", "𠮷田"),
        ("name", "e\u0301", "\u00e9"),
        ("cohort_year", 2024.0, 2024),
        ("cohort_year", "2024", 2024),
        ("number", "02", 2),
        ("number", 99.0, 99),
        ("starts_on", DAY(2026, 9, 1), DAY(2026, 9, 1)),
        ("starts_on", "2026-09-01", DAY(2026, 9, 1)),
        ("starts_on", "2026.9.1", DAY(2026, 9, 1)),
        ("starts_on", "2026/9/1", DAY(2026, 9, 1)),
        ("starts_on", "  ", None),
    ],
)
def test_a_cell_is_taken_as_it_was_meant(column, value, meant):
    line = row()
    entry = read_line(replace(line, cells={**line.cells, column: value}))

    assert (getattr(entry, column), entry.problems) == (meant, ())


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("student_number", None, "is empty"),
        ("student_number", "\u200b\ufeff", "is empty"),
        ("student_number", "００１２", "plain 0 to 9"),
        ("student_number", 12.5, "Format its column as text"),
        ("student_number", 1e16, "Format its column as text"),
        ("student_number", float("nan"), "Format its column as text"),
        ("student_number", True, "Format its column as text"),
        ("student_number", "G110101200001011234", "identity number"),
        ("student_number", "11010120000101123X", "identity number"),
        ("student_number", "1" * 21, "at most 20"),
        ("student_number", "=1+1", "at most 20"),
        ("name", "", "is empty"),
        ("name", 12.0, "not text"),
        ("name", "x" * 51, "more than 50"),
        ("name", "林\u202e一", "reading direction"),
        ("name", "林\x07一", "control character"),
        ("name", "林\n一", "control character"),
        ("cohort_year", "２０２４", "plain 0 to 9"),
        ("cohort_year", "24", "four digits"),
        ("cohort_year", "1024", "four digits"),
        ("cohort_year", 2024.5, "four digits"),
        ("cohort_year", None, "is empty"),
        ("number", "0", "1 to 99"),
        ("number", "100", "1 to 99"),
        ("number", -1.0, "1 to 99"),
        ("number", "二", "plain 0 to 9"),
        ("number", "①", "plain 0 to 9"),
        ("starts_on", "2026/13/1", "no date"),
        ("starts_on", "2026-02-30", "no date"),
        ("starts_on", "2026-9/1", "no date"),
        ("starts_on", "0000-01-01", "no date"),
        ("starts_on", "9999-12-31", "no date"),
        ("starts_on", "二〇二六年九月一日", "plain 0 to 9"),
        ("starts_on", "２０２６-09-01", "plain 0 to 9"),
        ("starts_on", 46266.0, "no date"),
        ("starts_on", Other("2026-09-01 05:00:00"), "no date"),
        ("name", Other("05:00:00"), "not text"),
        ("number", Other("05:00:00"), "1 to 99"),
        ("student_number", Other("05:00:00"), "as text"),
    ],
)
def test_a_cell_that_cannot_be_read_makes_its_row_a_conflict(column, value, words):
    line = row()
    decision = decide(replace(line, cells={**line.cells, column: value}), EMPTY)

    assert decision.action == Action.CONFLICT
    assert words in " ".join(decision.reasons)


def test_a_formula_makes_its_row_a_conflict():
    decision = decide(replace(row(), formulas=frozenset({"student_number"})), EMPTY)

    assert decision.action == Action.CONFLICT
    assert "formula" in decision.reasons[0]


def test_every_problem_of_a_row_is_named():
    decision = decide(row(number="０", name="", cohort="x", in_year="x", starts_on="x"), EMPTY)

    assert len(decision.reasons) == 5


# ---- decisions -----------------------------------------------------------------------------


def test_an_unknown_child_is_created_on_the_terms_first_day():
    decision = decide(row(), EMPTY)

    assert (decision.action, decision.starts_on, decision.places) == (Action.CREATE, TERM, True)
    assert decision.class_name == "三年级(2)班"


def test_a_child_as_it_stands_is_skipped():
    assert decide(row(), roster(held())).action == Action.SKIP


def test_another_name_is_an_update():
    decision = decide(row(name="林一诺诺"), roster(held()))

    assert (decision.action, decision.renames, decision.places) == (Action.UPDATE, True, False)
    assert "林一诺 becomes 林一诺诺" in decision.reasons[0]


def test_another_class_closes_one_placement_and_opens_another():
    before = held(CEDAR)
    decision = decide(row(starts_on="2026-11-02"), roster(before))

    assert (decision.action, decision.leaves, decision.until) == (Action.UPDATE, before, None)
    assert decision.starts_on == DAY(2026, 11, 2)


def test_a_class_entered_wrongly_on_the_same_day_is_corrected():
    before = held(CEDAR, starts_on=TERM)
    decision = decide(row(), roster(before))

    assert (decision.action, decision.leaves) == (Action.UPDATE, before)
    assert "corrected" in decision.reasons[0]


def test_another_name_and_another_class_is_a_conflict():
    decision = decide(row(name="宋沐宸"), roster(held(CEDAR)))

    assert decision.action == Action.CONFLICT
    assert "林一诺" in decision.reasons[0]


@pytest.mark.parametrize("key", [MAPLE, CEDAR])
def test_a_day_before_the_placement_began_is_a_conflict(key):
    decision = decide(row(starts_on="2025-08-31"), roster(held(key)))

    assert decision.action == Action.CONFLICT
    assert "since 2025-09-01" in decision.reasons[0]


def test_a_move_of_this_term_is_not_undone_by_the_default_day():
    moved = [held(CEDAR, ends_on=DAY(2026, 10, 31)), held(MAPLE, DAY(2026, 11, 1))]

    assert decide(row(), roster(*moved)).action == Action.SKIP


def test_a_move_that_was_entered_for_later_stays():
    moves = [held(MAPLE, ends_on=DAY(2027, 1, 31)), held(CEDAR, DAY(2027, 2, 1))]

    assert decide(row(), roster(*moves)).action == Action.SKIP


def test_a_correction_keeps_the_day_on_which_the_child_leaves():
    decision = decide(row(), roster(held(CEDAR, TERM, DAY(2027, 1, 31))))

    assert decision.until == DAY(2027, 1, 31)


def test_a_roster_for_next_term_may_come_before_it():
    summer = roster(held(CEDAR), today=DAY(2026, 8, 20))
    decision = decide(row(), summer)

    assert (decision.action, decision.starts_on) == (Action.UPDATE, TERM)


def test_a_child_that_left_comes_back_only_after_its_last_day():
    left = roster(held(ends_on=DAY(2026, 10, 31)))

    assert decide(row(), left).action == Action.CONFLICT
    assert decide(row(starts_on="2026-11-16"), left).action == Action.UPDATE


def test_a_number_that_stands_twice_is_a_conflict_in_both_rows():
    found = plan([row(at=2), row(at=3), row("0013", at=4)], EMPTY)

    assert [one.action for one in found.decisions] == ["conflict", "conflict", "create"]
    assert "row 3" in found.decisions[0].reasons[0]


def test_two_children_of_one_name_in_one_class_are_two_children():
    found = plan([row("0012"), row("0013", at=3)], EMPTY)

    assert found.counts["create"] == 2


def test_a_number_that_lost_its_zeros_is_a_conflict():
    decision = decide(row(number=12.0), roster(held()))

    assert decision.action == Action.CONFLICT
    assert "0012" in decision.reasons[0]


@pytest.mark.parametrize(
    ("cohort", "starts_on"), [("2020", None), ("2027", None), ("2024", "2031-09-01")]
)
def test_a_class_that_is_not_at_school_is_a_conflict(cohort, starts_on):
    assert decide(row(cohort=cohort, starts_on=starts_on), EMPTY).action == Action.CONFLICT


def test_new_classes_are_listed_once_and_only_for_rows_without_doubt():
    lines = [row("1"), row("2", at=3), row("3", cohort="2026", in_year="1", at=4)]
    doubt = row("4", name="", cohort="2025", in_year="9", at=5)
    found = plan([*lines, doubt], EMPTY)

    assert found.new_classes == (MAPLE, ClassKey("primary", 2026, 1))


# ---- the whole -----------------------------------------------------------------------------


def test_the_digest_does_not_depend_on_the_readers_language():
    in_english = plan([row()], EMPTY).digest
    with translation.override("zh-hans"):
        assert plan([row()], EMPTY).digest == in_english


@pytest.mark.parametrize(
    "other",
    [
        (row(name="林一"), EMPTY),
        (row(in_year="3"), EMPTY),
        (row(starts_on="2026-09-02"), EMPTY),
        (row(at=3), EMPTY),
        (row(), replace(EMPTY, classes=frozenset({MAPLE}))),
        (row(), roster(held())),
        (row(), roster()),
    ],
)
def test_the_digest_changes_with_all_that_would_be_written(other):
    line, books = other

    assert plan([line], books).digest != plan([row()], EMPTY).digest


NUMBERS = st.sampled_from([f"{n:04d}" for n in range(1, 13)])
CLASSES = st.builds(ClassKey, st.just("primary"), st.integers(2021, 2026), st.integers(1, 3))
DAYS = st.dates(DAY(2025, 9, 1), DAY(2027, 1, 31))
NAMES = st.sampled_from(["林一诺", "宋沐宸", "于老师"])


@st.composite
def placements(draw):
    """Up to three that do not overlap, as the database would have it."""
    days = sorted(draw(st.lists(DAYS, unique=True, max_size=6)))
    found = [
        held(draw(CLASSES), first, last) for first, last in zip(days[::2], days[1::2], strict=False)
    ]
    if len(days) % 2:
        found.append(held(draw(CLASSES), days[-1]))
    return tuple(found)


BOOKS = st.builds(
    lambda children, today, classes: Roster(
        "primary",
        TERM,
        today,
        {number: Child(uuid.uuid4(), number, *rest) for number, rest in children.items()},
        frozenset(classes),
    ),
    st.dictionaries(NUMBERS, st.tuples(NAMES, placements()), max_size=10),
    st.dates(DAY(2026, 7, 11), DAY(2027, 1, 31)),
    st.sets(CLASSES),
)
LINES = st.lists(
    st.builds(
        lambda number, name, key, day: row(
            number, name, str(key.cohort_year), str(key.number), day and str(day)
        ),
        NUMBERS,
        st.one_of(NAMES, st.just("")),
        CLASSES,
        st.one_of(st.none(), DAYS),
    ),
    max_size=12,
).map(lambda lines: [replace(line, row=at) for at, line in enumerate(lines, start=2)])


def carried_out(found, books):
    """The books after the plan, by the plainest reading of its decisions."""
    children = dict(books.children)
    for one in found.decisions:
        if one.action in (Action.SKIP, Action.CONFLICT):
            continue
        child = one.child or Child(uuid.uuid4(), one.student_number, one.name)
        kept = [two for two in child.placements if two != one.leaves]
        if one.leaves and one.leaves.starts_on < one.starts_on:
            last = one.starts_on - datetime.timedelta(days=1)
            kept.append(held(one.leaves.key, one.leaves.starts_on, last))
        if one.places:
            kept.append(held(one.key, one.starts_on, one.until))
        kept.sort(key=lambda two: two.starts_on)
        children[one.student_number] = replace(child, name=one.name, placements=tuple(kept))
    return replace(books, children=children, classes=books.classes | frozenset(found.new_classes))


@settings(max_examples=300, deadline=None)
@given(LINES, BOOKS)
def test_a_plan_accounts_for_every_row_and_carried_out_leaves_nothing_to_do(lines, books):
    found = plan(lines, books)
    after = carried_out(found, books)
    again = plan(lines, after)

    assert sum(found.counts.values()) == len(lines)
    assert [one.row for one in found.decisions] == [line.row for line in lines]
    for first, second in zip(found.decisions, again.decisions, strict=True):
        expected = Action.CONFLICT if first.action == Action.CONFLICT else Action.SKIP
        assert second.action == expected
    assert again.new_classes == ()
    assert plan(lines, books).digest == found.digest


@settings(max_examples=300, deadline=None)
@given(LINES, BOOKS)
def test_a_carried_out_plan_never_places_a_child_twice_on_a_day(lines, books):
    after = carried_out(plan(lines, books), books)

    for child in after.children.values():
        for one, following in zip(child.placements, child.placements[1:], strict=False):
            assert one.ends_on is not None
            assert one.starts_on <= one.ends_on < following.starts_on


@settings(max_examples=200, deadline=None)
@given(LINES, BOOKS)
def test_days_before_the_rows_own_day_never_change(lines, books):
    found = plan(lines, books)
    after = carried_out(found, books)

    for one in found.decisions:
        if one.child and one.places:
            earlier = one.starts_on - datetime.timedelta(days=1)
            was = [two.key for two in one.child.placements if two.holds_on(earlier)]
            now = after.children[one.student_number].placements
            assert [two.key for two in now if two.holds_on(earlier)] == was
