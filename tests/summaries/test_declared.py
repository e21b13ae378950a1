"""A declared number in a paper: what is said of it, and that it waits for its signature."""

import pytest

from school.summaries import catalogue
from school.summaries.models import SummarySection
from school.summaries.rules import gates, tokens
from tests.assurance.acts import declare, results, survey
from tests.conftest import TODAY

CODE = "declarations.accidents"
TEXT = "本学期安全责任事故{{ declarations.accidents }}。"


def reading(value):
    records = {"rows": {"count": 0 if value is None else 1, "ids": []}}
    return {
        "code": CODE,
        "kind": "declared",
        "unit": "起",
        "value": value,
        "cells": [],
        "records": records,
    }


@pytest.mark.parametrize(
    ("value", "exact", "public"),
    [
        (None, "（尚未声明）", "（尚未声明）"),
        (0, "0起", "0起"),
        (2, "2起", "少于5起"),
        (7, "7起", "7起"),
    ],
)
def test_it_says_the_number_or_that_nobody_has_signed(value, exact, public):
    token = tokens.tokens(TEXT)[0]

    assert tokens.value_text(token, reading(value)) == exact
    assert tokens.public_text(token, reading(value), ()) == public
    assert tokens.records_count(token, reading(value)) == (value is not None)


@pytest.mark.parametrize(("value", "codes"), [(None, ["not_declared"]), (0, [])])
def test_a_paper_waits_for_the_signature(value, codes):
    section = SummarySection(code="safety", number=21, text=TEXT)
    found = gates.gates(
        [section], is_compiled=True, known={CODE}, readings={CODE: reading(value)}, names=set()
    )

    assert [gate.code for gate in found] == codes


def test_a_snapshot_keeps_the_declaration_behind_the_number(now, term, principal):
    asked = catalogue.scope(term, as_of=TODAY)
    assert catalogue.snapshot(asked)[CODE]["value"] is None
    row = declare(principal, term)
    kept = catalogue.snapshot(asked)[CODE]

    assert (kept["value"], kept["kind"]) == (0, "declared")
    assert kept["records"]["rows"] == {"count": 1, "ids": [str(row.pk)]}


def test_a_share_of_amounts_keeps_its_amounts_and_its_records(now, term, moral_director):
    row = survey(moral_director)
    results(moral_director, row)
    asked = catalogue.scope(term, as_of=TODAY)
    kept = catalogue.snapshot(asked)["surveys.returned"]

    assert kept["value"] == {"part": 45, "whole": 50}
    assert kept["records"]["part"] == {"count": 1, "ids": [str(row.pk)]}
    token = tokens.tokens("{{ surveys.returned }}")[0]
    assert tokens.value_text(token, kept) == "90.0%（45/50份）"
    figure = catalogue.BY_CODE["surveys.returned"]
    assert catalogue.records_count(figure, figure.read(asked), kept["value"]) == 1


def test_the_share_of_few_questionnaires_is_guarded_by_them(now, term, moral_director):
    """By how many people answered, not by how many surveys there were."""
    results(
        moral_director,
        survey(moral_director),
        issued=20,
        returned=18,
        valid=18,
        counts={1: [0, 0, 2, 8, 8], 2: [1, 1, 1]},
    )
    kept = catalogue.snapshot(catalogue.scope(term, as_of=TODAY))["surveys.satisfaction"]
    token = tokens.tokens("{{ surveys.satisfaction }}")[0]

    assert tokens.public_text(token, kept, ()) == "75%以上"
