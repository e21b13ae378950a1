"""What the public may see: no small number, and none that follows by subtraction."""

import re
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from school.shared.suppression import hidden
from school.summaries.rules import suppression, tokens
from school.summaries.rules.tokens import Token

# A busy machine is no reason to fail.
patient = settings(deadline=None)
K = st.sampled_from([5, 10])
CELLS = st.lists(st.integers(0, 30), min_size=2, max_size=7)


@patient
@given(CELLS, K)
def test_no_small_cell_is_shown_and_none_follows_from_the_total(values, k):
    hide = hidden(values, k)

    for value, is_hidden in zip(values, hide, strict=True):
        assert is_hidden or not 0 < value < k
    kept = [value for value, is_hidden in zip(values, hide, strict=True) if is_hidden]
    if not kept:
        return
    # Whoever knows the total knows the sum of the hidden cells, and that one of them is small.
    # Each must still be able to have at least two values.
    rest, others = sum(kept), len(kept) - 1
    if rest < k:
        return  # the total itself is a small number, and hidden

    def is_possible(value):
        left = rest - value
        return 0 < value < k or (0 < left < k if others == 1 else left > 0)

    assert sum(is_possible(value) for value in range(rest + 1)) >= 2


@patient
@given(CELLS, K)
def test_nothing_is_hidden_where_nothing_is_small(values, k):
    fine = [value if value == 0 else value + k for value in values]

    assert not any(hidden(fine, k))


@patient
@given(CELLS, K)
def test_a_hidden_cell_never_stands_alone(values, k):
    assert sum(hidden(values, k)) != 1


@patient
@given(st.integers(0, 60), st.integers(0, 60), K)
def test_a_band_fits_every_small_number_alike(part, rest, k):
    whole = part + rest
    band = suppression.band(part, whole, k)
    small = [n for n in (part, rest, whole) if 0 < n < k]

    if not small:
        assert band is None
        return
    assert band is not None
    if band == suppression.HIDDEN:
        return
    bound = int(re.match(r"\d+", band)[0])
    # Even with the whole known, all small numbers of this side lie within the band.
    for other in range(1, k):
        share = (whole - other if band.endswith("以上") else other) * 100 / whole
        assert share >= bound if band.endswith("以上") else share <= bound


@patient
@given(st.integers(0, 60), st.integers(0, 60))
def test_no_side_of_a_guarded_share_is_shown_as_a_number(part, rest):
    whole = part + rest
    if not whole or suppression.band(part, whole, 5) is None:
        return
    reading = {
        "code": "visits.coverage",
        "kind": "share",
        "unit": "人",
        "value": {"part": part, "whole": whole},
    }
    for side in (None, "part", "whole", "percent"):
        shown = tokens.public_text(Token("", "visits.coverage", side, None, 0, 0), reading, ())
        assert shown == suppression.HIDDEN or re.fullmatch(r"\d+%以[上下]", shown)


@pytest.mark.parametrize(("value", "shown"), [(0, "0次"), (4, "少于5次"), (5, "5次")])
def test_a_small_count_is_not_told(value, shown):
    reading = {"code": "visits.declined", "kind": "count", "unit": "次", "value": value}

    assert tokens.public_text(Token("", "visits.declined", None, None, 0, 0), reading, ()) == shown


def _breakdown(code, **cells):
    return {
        "code": code,
        "kind": "breakdown",
        "unit": "人",
        "cells": [
            {
                "key": key,
                "label": key,
                "value": number,
                "records": {"count": number, "ids": [f"{key}{n}" for n in range(number)]},
            }
            for key, number in cells.items()
        ],
    }


def _masks(*read, shown=None):
    """As a snapshot keeps them: who betrays whom is asked before the ids may go."""
    readings = {reading["code"]: reading for reading in read}
    for code, betrayers in tokens.betrayers(readings).items():
        for cell, others in zip(readings[code]["cells"], betrayers, strict=True):
            cell["betrayed_by"], cell["records"]["ids"] = others, None
    return tokens.masks(readings, readings if shown is None else shown)


def test_categories_are_guarded_more_strictly():
    assert suppression.least("visits.settled_by_category") == 10
    assert suppression.least("visits.by_channel") == 5
    assert suppression.least("awards.titles", is_open=True) == 0


@patient
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=5))
def test_two_breakdowns_of_one_paper_give_no_small_difference_away(pairs):
    """Owed and settled by category: their difference is how many wait."""
    owed = {f"c{n}": max(a, b) for n, (a, b) in enumerate(pairs)}
    settled = {f"c{n}": min(a, b) for n, (a, b) in enumerate(pairs)}
    hidden = _masks(
        _breakdown("visits.owed_by_category", **owed),
        _breakdown("visits.settled_by_category", **settled),
    )

    shown = [
        {key for key, hide in zip(owed, masked, strict=True) if not hide}
        for masked in hidden.values()
    ]
    for key in shown[0] & shown[1]:
        assert not 0 < owed[key] - settled[key] < 10


def test_only_what_stands_in_the_paper_counts():
    owed = _breakdown("visits.owed_by_category", a=40, b=50)
    settled = _breakdown("visits.settled_by_category", a=38, b=50)

    assert _masks(owed, settled, shown=["visits.settled_by_category"]) == {
        "visits.settled_by_category": [False, False]
    }


def test_a_hidden_cell_shows_no_number():
    reading = _breakdown("visits.settled_by_category", few=3, some=20, many=90)
    mask = _masks(reading)[reading["code"]]

    shown = tokens.public_text(Token("", reading["code"], None, None, 0, 0), reading, mask)
    cell = tokens.public_text(Token("", reading["code"], None, "some", 0, 0), reading, mask)

    assert shown == f"many90人、few、some{suppression.HIDDEN}"
    assert cell == suppression.HIDDEN


def test_summaries_of_before_learn_what_a_snapshot_keeps_now():
    """The migration gives a stored summary the masks that it had."""
    migration = import_module("school.summaries.migrations.0003_ids_behind_large_numbers")
    owed = _breakdown("visits.owed_by_category", a=40, b=1200)
    settled = _breakdown("visits.settled_by_category", a=38, b=1200)
    stored = {
        one["code"]: {
            "kind": "breakdown",
            "records": {},
            "cells": [{**cell, "records": cell["records"]["ids"]} for cell in one["cells"]],
        }
        for one in (owed, settled)
    }

    migration.count(stored)

    assert tokens.masks(stored, stored) == _masks(owed, settled)
    first, second = stored["visits.settled_by_category"]["cells"]
    assert first["betrayed_by"] == ["visits.owed_by_category"]
    assert (first["records"]["count"], len(first["records"]["ids"])) == (38, 38)
    assert second["records"] == {"count": 1200, "ids": None}
