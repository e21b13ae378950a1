"""Every mechanism of a school's report has a home: docs/mechanisms.md names it, and it exists."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from config import activities, assurance, lessons, selections
from school.activities.models import GroupKind, ProgrammeKind
from school.assurance.models import DeclarationKind
from school.summaries.catalogue import BY_CODE

PAGE = (Path(settings.ROOT) / "docs/mechanisms.md").read_text(encoding="utf-8")
ROWS = {
    cells[0]: cells
    for line in PAGE.splitlines()
    if re.match(r"\| (\d|六)", line)
    for cells in [[cell.strip() for cell in line.strip("|").split("|")]]
}
"""Number -> number, what it is, what holds it, which figures."""
NUMBERS = (
    *("0a", "0b", "1", "2", "3", "4a", "4b", "4c", "4d", "4e", "4f", "4g", "5", "6", "7"),
    *("8a", "8b", "8c", "9a", "9b", "9c", "9d", "9e", "9f", "9g", "10", "11", "12", "13", "14"),
    *("15a", "15b", "16", "17a", "17b", "17c", "18", "19", "20", "六a", "六b", "六c", "六d", "六e"),
)
"""The mechanisms of the report that the product was made for, as its items number them."""
KNOWN = {
    "kind": {kind["code"] for kind in activities.KINDS},
    "lesson": {kind["code"] for kind in lessons.KINDS},
    "selection": {kind["code"] for kind in selections.KINDS},
    "pledge": {form["code"] for form in assurance.PLEDGES},
    "inspection": {code for code, _ in assurance.INSPECTION_KINDS},
    "programme": set(ProgrammeKind.values),
    "group": set(GroupKind.values),
    "declaration": set(DeclarationKind.values),
}


def exists(name):
    """Whether the school's data, or a table, has this name."""
    if " " in name:
        sort, code = name.split(" ")
        return code in KNOWN[sort]
    try:
        return bool(apps.get_model(name))
    except LookupError:
        return False


def test_every_mechanism_of_the_report_is_named_once_and_no_other():
    assert tuple(ROWS) == NUMBERS


@pytest.mark.parametrize("number", NUMBERS)
def test_what_holds_it_exists_and_so_does_every_figure(number):
    _, _, holders, figures = ROWS[number]
    names = re.findall("`([^`]+)`", holders)

    assert names
    assert [name for name in names if not exists(name)] == []
    assert [code for code in re.findall("`([^`]+)`", figures) if code not in BY_CODE] == []


def test_every_kind_that_a_new_school_has_holds_something():
    """A kind that no mechanism needs would be a guess."""
    named = set(re.findall("`kind ([a-z_]+)`", PAGE))

    assert KNOWN["kind"] - named == set()
