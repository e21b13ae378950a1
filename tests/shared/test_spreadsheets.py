"""Lists as files: no text becomes a formula, codes become words, unknown columns stay out."""

import csv
import io
import zipfile

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from school.shared import spreadsheets
from school.shared.spreadsheets import Column

HOSTILE = {
    "H-16 equals": "=cmd|'/c calc'!A1",
    "H-16 plus": "+86 1",
    "H-16 minus": "-1+2",
    "H-16 at": "@SUM(A1)",
    "H-16 tab": "\t=1",
    "H-16 return": "\r=1",
    "H-16 wide": "＝1+1",
}
NAME = (Column("姓名", "name"),)


def table(*names):
    return spreadsheets.table("名单", NAME, [{"name": name} for name in names], [("学校", "滨河")])


def cells(content):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def rows(content):
    assert content.startswith(spreadsheets.BOM)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_text_that_looks_like_a_formula_is_text_in_both_files(text):
    assert rows(spreadsheets.csv_bytes(table(text)))[1] == [f"'{text}"]

    content = spreadsheets.xlsx_bytes(table(text))
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    styles = zipfile.ZipFile(io.BytesIO(content)).read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert 'quotePrefix="1"' in styles
    assert str(cells(content)[1][0]).strip() == text.strip()


@pytest.mark.parametrize("number", [-3, -0.5, 0, 12])
def test_a_number_stays_a_number(number):
    assert rows(spreadsheets.csv_bytes(table(number)))[1] == [str(number)]
    assert cells(spreadsheets.xlsx_bytes(table(number)))[1] == [number]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40))
def test_no_text_at_all_begins_as_a_formula_in_a_csv(text):
    written = rows(spreadsheets.csv_bytes(table(text, "end")))

    assert not (written[1] or [""])[0].startswith(spreadsheets.FORMULA_MARKS)
    assert written[-1] == ["end"]


def test_a_workbook_says_on_its_second_sheet_who_took_it():
    book = CalamineWorkbook.from_filelike(io.BytesIO(spreadsheets.xlsx_bytes(table("林一诺"))))

    assert len(book.sheet_names) == 2
    assert book.get_sheet_by_index(1).to_python() == [["学校", "滨河"]]


def test_a_path_leads_through_nested_rows_and_lists():
    row = {
        "child": {"class": None},
        "along": [{"name": "于"}, {"name": "王"}],
        "done": True,
        "at": "2026-11-23T01:30:00+00:00",
        "how": "phone",
    }

    with translation.override("zh-hans"):
        found = [
            Column("", "child.class.name").value(row),
            Column("", "along.name").value(row),
            Column("", "done").value(row),
            Column("", "at", is_moment=True).value(row),
            Column("", "how", {"phone": "电话"}).value(row),
        ]

    assert found == ["", "于、王", "是", "2026-11-23 09:30", "电话"]


def test_a_restricted_column_is_left_out_for_those_who_may_know_of_no_row():
    columns = (*NAME, Column("类别", "category.name", is_restricted=True))
    known, unknown = {"name": "林", "category": {"name": "特困生"}}, {"name": "宋"}

    mixed = spreadsheets.table("", columns, [known, unknown], [])
    none = spreadsheets.table("", columns, [unknown], [])

    assert mixed.headings == ["姓名", "类别"]
    assert mixed.rows == [["林", "特困生"], ["宋", ""]]
    assert (none.headings, none.rows) == (["姓名"], [["宋"]])


def test_a_column_that_no_row_has_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        Column("", "nothing").value({"name": "林"})
