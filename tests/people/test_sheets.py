"""Reading roster files: what is taken, what is refused and how fast. No database."""

import datetime
import io
import stat
import time
import warnings
import zipfile
from contextlib import suppress

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from school.people import sheets
from school.people.planning import Other
from school.shared.errors import InputRefused
from tests.people.files import HEADER, csv_text, part, rezip, xlsx

SHEET = "xl/worksheets/sheet1.xml"
LIN = ["0012", "林一诺", "2024", "2", "2026-09-01"]


def cells(table):
    return [list(line.cells.values()) for line in table.lines]


def refusal(name, content):
    """The code of the refusal, which has to come quickly and in words."""
    began = time.perf_counter()
    with pytest.raises(InputRefused) as refused:
        sheets.read(name, content)
    assert time.perf_counter() - began < 2
    assert refused.value.field == "file"
    assert refused.value.message
    return refused.value.code


# ---- what is taken -------------------------------------------------------------------------


def test_a_workbook_is_read_with_its_row_numbers_and_leading_zeros():
    table = sheets.read("名册.xlsx", xlsx(LIN, [], ["0013", "宋沐宸", "2024", "2"]))

    assert table.encoding == "xlsx"
    assert [line.row for line in table.lines] == [2, 4]
    assert cells(table)[0] == LIN
    assert table.lines[1].cells["starts_on"] in (None, "")


@pytest.mark.parametrize(
    ("encoding", "called"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("gb18030", "gb18030"),
    ],
)
def test_a_csv_file_is_read_in_the_encodings_that_schools_use(encoding, called):
    table = sheets.read("roster.CSV", csv_text(LIN).encode(encoding))

    assert (table.encoding, cells(table)) == (called, [LIN])


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_that_of_the_header_row(delimiter):
    text = "\n".join(delimiter.join(row) for row in (HEADER, LIN))

    assert cells(sheets.read("a.csv", text.encode())) == [LIN]


@pytest.mark.parametrize(
    "header",
    [
        ["班号", "到班日期", "姓名", "学号", "入学年份"],
        ["number", "starts_on", "name", "student_number", "cohort_year"],
        [" Number ", "Starts on", "NAME", "Student Number", "Cohort Year"],
        ["　班 号", "到班日期", " 姓名", "学号 ", "入学年份"],
    ],
)
def test_columns_are_found_by_their_name(header):
    row = ["2", "2026-09-01", "林一诺", "0012", "2024"]

    for name, content in (
        ("a.xlsx", xlsx(row, header=header)),
        ("a.csv", csv_text(row, header=header).encode()),
    ):
        line = sheets.read(name, content).lines[0]
        assert line.cells["student_number"] == "0012"
        assert line.cells["name"] == "林一诺"


def test_columns_that_a_roster_does_not_have_are_named_and_left_out():
    content = xlsx([*LIN, "男", "13800000000"], header=[*HEADER, "性别", "电话"])

    table = sheets.read("a.xlsx", content)

    assert table.ignored == ("性别", "电话")
    assert "13800000000" not in str(table.lines)


def test_the_day_column_may_be_missing():
    table = sheets.read("a.csv", csv_text(LIN[:4], header=HEADER[:4]).encode())

    assert "starts_on" not in table.lines[0].cells


def test_a_date_cell_is_a_date():
    table = sheets.read("a.xlsx", xlsx([*LIN[:4], datetime.date(2026, 9, 1)]))

    assert table.lines[0].cells["starts_on"] == datetime.date(2026, 9, 1)


def test_a_formula_is_marked_and_never_a_value_to_trust():
    table = sheets.read("a.xlsx", xlsx(["=1+20260000", *LIN[1:]], LIN))

    assert [line.formulas for line in table.lines] == [{"student_number"}, frozenset()]


def test_text_that_looks_like_a_formula_stays_text():
    table = sheets.read("a.csv", csv_text(["0012", "=cmd|'/c calc'!A1", "2024", "2"]).encode())

    assert table.lines[0].cells["name"] == "=cmd|'/c calc'!A1"


def test_the_first_sheet_that_is_not_hidden_is_read():
    assert cells(sheets.read("a.xlsx", xlsx(LIN, hidden_first=True))) == [LIN]


def test_cells_without_places_are_counted():
    content = xlsx(LIN)
    plain = part(content, SHEET).decode()
    for row in (1, 2):
        plain = plain.replace(f'<row r="{row}"', "<row")
        for letter in "ABCDE":
            plain = plain.replace(f'<c r="{letter}{row}"', "<c")

    table = sheets.read("a.xlsx", rezip(content, change={SHEET: plain.encode()}))

    assert cells(table) == [LIN]


def test_five_thousand_rows_are_read_in_a_moment():
    rows = [[f"{n:08d}", "于沐宸", "2024", "2", "2026-09-01"] for n in range(5_000)]
    content, began = xlsx(*rows), time.perf_counter()

    assert len(sheets.read("a.xlsx", content).lines) == 5_000
    assert len(sheets.read("a.csv", csv_text(*rows).encode()).lines) == 5_000
    assert time.perf_counter() - began < 3


# ---- what is refused -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"", "empty_file"),
        ("a.csv", b"", "empty_file"),
        ("a.csv", b"\xef\xbb\xbf\r\n,,\r\n", "empty_file"),
        ("a.csv", ",".join(HEADER).encode(), "empty_file"),
        ("a.xlsx", b"x" * 5_000_001, "too_large"),
        ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "file_type"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), "file_type"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.xlsx", csv_text(LIN).encode(), "file_type"),
        ("a.xlsx", b"<html><table><tr><td>1</td></tr></table></html>", "file_type"),
        ("a.xlsm", xlsx(LIN), "macros"),
        ("a.csv", xlsx(LIN), "wrong_ending"),
        ("a.ods", xlsx(LIN), "file_type"),
        ("roster", xlsx(LIN), "file_type"),
        ("a.xlsx", xlsx(LIN)[:-200], "damaged"),
        ("a.xlsx", xlsx(LIN)[:300], "damaged"),
        ("a.xlsx", b"PK\x03\x04" + bytes(100), "damaged"),
        ("a.csv", b"\xff\xd8\xff\xe0JFIF" + bytes(range(256)), "encoding"),
        ("a.csv", csv_text(LIN).replace("林", "\x00").encode(), "not_text"),
        ("a.csv", "學號,姓名,入學年份,班號\n1,林,2024,2".encode("big5"), "encoding"),
        ("a.csv", csv_text(LIN).encode()[:-1] + b"\xe6\x9e", "encoding"),
        ("a.csv", b"\xff\xfe" + csv_text(LIN).encode("utf-16-le") + b"\x00", "encoding"),
        ("a.csv", b"<html>1</html>", "column_missing"),
        ("a.csv", "姓名,入学年份,班号\n林,2024,2".encode(), "column_missing"),
        ("a.csv", "学号,姓名,入学年份,班号,name\n1,林,2024,2,x".encode(), "column_twice"),
    ],
    # Not the content: it tells the second in which it was written, and every process has its own.
    ids=lambda value: "file" if isinstance(value, bytes) else None,
)
def test_a_file_that_cannot_be_a_roster_is_refused_in_words(name, content, code):
    assert refusal(name, content) == code


@pytest.mark.parametrize(
    "text",
    [
        '学号,姓名,入学年份,班号\n1,"林,2024,2\n2,宋,2024,2\n',
        '学号,姓名,入学年份,班号\n1,"林\n2,宋",2024,2\n3,于,2024,2\n',
        '学号,姓名,入学年份,班号\n1,林",2024,2\n',
        '学号,姓名,入学年份,班号\n1,"林"x,2024,2\n',
        '学号,姓名,入学年份,班号\n1,a"b,"c\n2,x",2024,2\n',
    ],
)
def test_a_quote_that_does_not_close_is_refused_and_swallows_no_row(text):
    assert refusal("a.csv", text.encode()) == "unbalanced_quote"


def test_a_refusal_names_the_row():
    with pytest.raises(InputRefused) as refused, translation.override("en"):
        sheets.read("a.csv", csv_text(LIN, ["1", "x" * 201, "2024", "2"]).encode())

    assert "Row 3" in refused.value.message


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([["1", "x" * 201, "2024", "2"]], "cell_too_long"),
        ([[*LIN, *["x"] * 46]], "too_many_columns"),
        ([[*LIN, *["x"] * 5_000]], "too_many_columns"),
        ([LIN] * 5_001, "too_many_rows"),
    ],
)
def test_a_file_larger_than_a_roster_is_refused(rows, code):
    assert refusal("a.xlsx", xlsx(*rows)) == code
    assert refusal("a.csv", csv_text(*rows).encode()) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1," + "x" * 200_000, "line_too_long"),
        ('1,"' + "x" * 200_000 + '"', "line_too_long"),
        ("\n" * 4_900_000, "too_many_rows"),
        ("1,2\n" * 1_000_000, "too_many_rows"),
    ],
)
def test_a_hostile_csv_file_is_refused_quickly(text, code):
    assert refusal("a.csv", (",".join(HEADER) + "\n" + text).encode()) == code


def test_a_value_in_the_last_corner_of_the_sheet_is_refused_before_it_is_laid_out():
    content = xlsx(LIN)
    last = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = part(content, SHEET).replace(b"</sheetData>", last)

    assert refusal("a.xlsx", rezip(content, change={SHEET: sheet})) == "too_many_rows"


def test_a_value_far_to_the_right_is_refused_before_it_is_laid_out():
    content = xlsx(LIN)
    far = b'<row r="3"><c r="XFD3"><v>1</v></c></row></sheetData>'
    sheet = part(content, SHEET).replace(b"</sheetData>", far)

    assert refusal("a.xlsx", rezip(content, change={SHEET: sheet})) == "too_many_columns"


@pytest.mark.parametrize("place", ["a1", "A0", "A01", "1A", "AAAA1", "A99999999", "Ａ1"])
def test_a_place_that_is_none_is_refused(place):
    content = xlsx(LIN)
    odd = f'<row r="3"><c r="{place}"><v>1</v></c></row></sheetData>'.encode()
    sheet = part(content, SHEET).replace(b"</sheetData>", odd)

    assert refusal("a.xlsx", rezip(content, change={SHEET: sheet})) == "damaged"


def test_rows_out_of_order_are_refused_or_read_but_never_break_the_reader():
    content = xlsx(LIN)
    odd = b'<row r="1"><c r="B1" t="s"><v>999999</v></c><c r="A1"><v>1</v></c></row></sheetData>'
    sheet = part(content, SHEET).replace(b"</sheetData>", odd)

    with pytest.raises(InputRefused):
        sheets.read("a.xlsx", rezip(content, change={SHEET: sheet}))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("xl/sharedStrings.xml", b'uniqueCount="'),
        ("xl/sharedStrings.xml", b'count="'),
        ("xl/styles.xml", b'<cellXfs count="'),
    ],
)
def test_a_number_that_would_fill_the_memory_ends_only_the_readers_process(name, told):
    content = xlsx(LIN)
    odd = part(content, name).replace(told, told + b"9" * 12)

    with suppress(InputRefused):
        assert cells(sheets.read("a.xlsx", rezip(content, change={name: odd}))) == [LIN]


def test_a_time_of_day_is_no_value_of_a_roster():
    noon = datetime.datetime(2026, 9, 1, 12)
    table = sheets.read("a.xlsx", xlsx([*LIN[:4], noon]))

    assert isinstance(table.lines[0].cells["starts_on"], Other)


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = part(xlsx(LIN), SHEET).replace(b"</sheetData>", b" " * 29_000_000 + b"</sheetData>")

    assert refusal("a.xlsx", rezip(xlsx(LIN), change={SHEET: bomb})) == "bomb"


@pytest.mark.parametrize(
    ("add", "code"),
    [
        ([(f"xl/{n}.xml", b"<a/>") for n in range(200)], "bomb"),
        ([(f"xl/media/{n}.png", bytes(999_999)) for n in range(31)], "bomb"),
        ([("../../etc/passwd", b"x")], "damaged"),
        ([("/etc/passwd", b"x")], "damaged"),
        ([("xl\\..\\..\\x", b"x")], "damaged"),
        ([("C:/x", b"x")], "damaged"),
        ([("XL/Workbook.xml", b"<a/>")], "damaged"),
        ([("xl/vbaProject.bin", b"x")], "macros"),
        ([("xl/embeddings/a.bin", xlsx(LIN))], "file_inside"),
        ([("xl/custom.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')], "doctype"),
        ([("xl/custom.xml", "<!DOCTYPE a><a/>".encode("utf-16"))], "doctype"),
    ],
)
def test_a_hostile_archive_is_refused(add, code):
    assert refusal("a.xlsx", rezip(xlsx(LIN), add=add)) == code


def test_a_doctype_in_the_sheet_is_refused():
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
    )

    assert refusal("a.xlsx", rezip(xlsx(LIN), change={SHEET: bomb})) == "doctype"


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("encoding", [b"NaN", b"cp037", b"utf-7", b"big5", b"utf-16"])
def test_a_part_in_an_encoding_that_is_none_is_refused(name, encoding):
    content = xlsx(LIN)
    odd = part(content, name).replace(b'encoding="UTF-8"', b'encoding="' + encoding + b'"')

    assert refusal("a.xlsx", rezip(content, change={name: odd})) == "damaged"


def test_a_link_in_the_archive_is_refused():
    link = zipfile.ZipInfo("xl/link.xml")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    assert refusal("a.xlsx", rezip(xlsx(LIN), add=[(link, b"/etc/passwd")])) == "damaged"


def test_a_part_that_stands_twice_is_refused():
    content = xlsx(LIN)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        twice = rezip(content, add=[(SHEET, part(content, SHEET))])

    assert refusal("a.xlsx", twice) == "damaged"


def test_an_encrypted_entry_is_refused():
    content = bytearray(xlsx(LIN))
    at = content.rfind(b"PK\x01\x02")  # the flags of the last entry in the central directory
    content[at + 8] |= 1

    assert refusal("a.xlsx", bytes(content)) == "encrypted"


def test_an_entry_that_lies_about_its_size_is_refused():
    content = bytearray(xlsx(LIN))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")

    assert refusal("a.xlsx", bytes(content)) == "damaged"


def test_an_unknown_compression_is_refused():
    content = rezip(xlsx(LIN), compression=zipfile.ZIP_LZMA)

    assert refusal("a.xlsx", content) == "damaged"


def test_a_word_document_named_as_a_workbook_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")

    assert refusal("a.xlsx", out.getvalue()) == "damaged"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_but_never_breaks(data):
    content = bytearray(rezip(xlsx(LIN, LIN), compression=zipfile.ZIP_STORED))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    with suppress(InputRefused):
        sheets.read("a.xlsx", bytes(content))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    for name in ("a.csv", "a.xlsx"):
        with suppress(InputRefused):
            sheets.read(name, content)


# ---- round trips ---------------------------------------------------------------------------

WORDS = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters='"'), min_size=1, max_size=20
).filter(lambda word: not word.lower().startswith((*sheets.EXAMPLE_MARKS, "=")))
ROWS = st.lists(
    st.tuples(
        st.from_regex(r"0[0-9]{1,9}", fullmatch=True),
        WORDS,
        st.from_regex(r"20[0-9]{2}", fullmatch=True),
        st.integers(1, 99).map(str),
        st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)).map(str),
    ).map(list),
    min_size=1,
    max_size=20,
)


@settings(max_examples=15, deadline=None)
@given(ROWS)
def test_what_was_written_is_what_is_read(rows):
    assert cells(sheets.read("a.xlsx", xlsx(*rows))) == rows
    assert cells(sheets.read("a.csv", csv_text(*rows).encode("utf-8-sig"))) == rows
    assert cells(sheets.read("a.csv", csv_text(*rows).encode("gb18030"))) == rows


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_template_is_read_back_without_its_example(language):
    with translation.override(language):
        for name, content in (
            ("a.xlsx", sheets.template_xlsx()),
            ("a.csv", sheets.template_csv()),
        ):
            assert refusal(name, content) == "empty_file"


def test_a_row_below_the_templates_example_is_read():
    content = sheets.template_csv() + ",".join(LIN).encode()

    assert cells(sheets.read("a.csv", content)) == [LIN]


def test_the_template_speaks_the_readers_language():
    with translation.override("en"):
        assert sheets.template_csv().startswith(b"\xef\xbb\xbfstudent_number,name")
    with translation.override("zh-hans"):
        assert sheets.template_csv().decode("utf-8-sig").startswith("学号,姓名,入学年份")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("名册.xlsx", "名册.xlsx"),
        ("../../etc/名册.xlsx", "名册.xlsx"),
        ("..\\..\\a.csv", "a.csv"),
        ("a\u202ecsv.exe", "acsv.exe"),
        ("a\0\n.csv", "a.csv"),
        ("", "roster"),
        ("x" * 300 + ".csv", "x" * 196 + ".csv"),
    ],
)
def test_a_file_name_is_shown_without_what_cannot_be_seen(given, shown):
    assert sheets.display_name(given) == shown
