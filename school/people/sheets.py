"""Roster files: the bytes of an XLSX or CSV file as rows of cells, and the template to fill in."""

import csv
import datetime
import io
import json
import re
import stat
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, cast
from xml.etree import ElementTree
from xml.parsers import expat

import xlsxwriter
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from school.people.planning import Cell, Line, Other
from school.shared import archives
from school.shared.errors import InputRefused

COLUMNS = {
    "student_number": "学号",
    "name": "姓名",
    "cohort_year": "入学年份",
    "number": "班号",
    "starts_on": "到班日期",
}
OPTIONAL = {"starts_on"}
EXAMPLE_MARKS = ("示例", "example")
"""A row whose first cell begins so is the template's example and is not read."""

MOST_BYTES = 5_000_000
MOST_ENTRIES = 200
MOST_UNPACKED = 30_000_000
MOST_RATIO, RATIO_FROM = 100, 1_000_000
MOST_ROWS = 5_000
MOST_LINES = 20_000  # of a CSV file, with the empty ones
MOST_COLUMNS = 50
MOST_LETTERS = 200
MOST_NODES = 600_000
MOST_INDEX = 1_000_000  # bytes of the part that lists the sheets
MOST_SECONDS = 20


@dataclass(frozen=True)
class Table:
    encoding: str
    lines: tuple[Line, ...]
    ignored: tuple[str, ...]
    """Headings of columns that a roster does not have."""


@dataclass(frozen=True)
class _Grid:
    encoding: str
    rows: list[tuple[int, list[Cell]]]
    formulas: frozenset[tuple[int, int]] = frozenset()


def read(name: str, content: bytes) -> Table:
    """Raises InputRefused, with a sentence that says what to do, when this cannot be a roster."""
    if not content:
        _refuse("empty_file", _("The file is empty."))
    if len(content) > MOST_BYTES:
        _refuse("too_large", _("The file is larger than 5 MB."))
    ending = name.rpartition(".")[2].lower()
    if ending == "xlsx":
        return _table(_read_xlsx(content))
    if ending == "csv":
        return _read_csv(content)
    if ending == "xlsm":
        _refuse("macros", _("Workbooks with macros are not taken. Save the file as .xlsx."))
    _refuse("file_type", _("Only .xlsx and .csv files are taken. Save the file as one of them."))


def display_name(name: str) -> str:
    """The file's name as it may be shown: no folders, nothing that is not seen, 200 letters."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    return unicodedata.normalize("NFC", seen)[-200:] or "roster"


def _refuse(code: str, sentence: str) -> NoReturn:
    raise InputRefused("file", code, sentence)


# ---- the table -----------------------------------------------------------------------------


def _heading(cell: Cell) -> str:
    """A heading as it is compared: no white space at all, small letters."""
    if not isinstance(cell, str):
        return ""
    return re.sub(r"[\s_\ufeff]+", "", unicodedata.normalize("NFC", cell)).lower()


_HEADINGS = {
    _heading(heading): column
    for column, chinese in COLUMNS.items()
    for heading in (column, chinese)
}


def _knows(cells: Iterable[Cell]) -> bool:
    """Whether this is our header row."""
    found = {_HEADINGS.get(_heading(cell)) for cell in cells}
    return COLUMNS.keys() - OPTIONAL <= found


def _is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _table(grid: _Grid) -> Table:
    filled = [(row, cells) for row, cells in grid.rows if not all(map(_is_empty, cells))]
    if not filled:
        _refuse("empty_file", _("The file has no rows."))
    (header_row, header), *rest = filled
    places: dict[str, int] = {}
    ignored: list[str] = []
    for place, cell in enumerate(header):
        column = _HEADINGS.get(_heading(cell))
        if column in places:
            _refuse(
                "column_twice",
                _("The column %(column)s stands in the file twice.") % {"column": _title(column)},
            )
        if column:
            places[column] = place
        elif not _is_empty(cell):
            ignored.append(str(cell).strip())
    missing = [_title(column) for column in COLUMNS if column not in {*places, *OPTIONAL}]
    if missing:
        _refuse(
            "column_missing",
            _("Row %(row)d should name the columns. Not found: %(columns)s.")
            % {"row": header_row, "columns": _(", ").join(missing)},
        )
    lines = [
        Line(
            row,
            {name: cells[at] if at < len(cells) else None for name, at in places.items()},
            frozenset(name for name, at in places.items() if (row, at) in grid.formulas),
        )
        for row, cells in rest
        if not _is_example(cells)
    ]
    if not lines:
        _refuse("empty_file", _("The file has no rows under its header."))
    return Table(grid.encoding, tuple(lines), tuple(ignored))


def _is_example(cells: list[Cell]) -> bool:
    first = next(cell for cell in cells if not _is_empty(cell))
    return isinstance(first, str) and first.strip().lower().startswith(EXAMPLE_MARKS)


def _title(column: str) -> str:
    """A column's heading in the reader's language."""
    return COLUMNS[column] if (get_language() or "zh").startswith("zh") else column


def _check_size(row: int, cells: list[Cell]) -> None:
    if len(cells) > MOST_COLUMNS:
        _refuse_columns(row)
    if any(isinstance(cell, str) and len(cell) > MOST_LETTERS for cell in cells):
        _refuse(
            "cell_too_long",
            _("Row %(row)d holds a cell of more than %(most)d letters.")
            % {"row": row, "most": MOST_LETTERS},
        )


def _refuse_columns(row: int) -> NoReturn:
    _refuse(
        "too_many_columns",
        _("Row %(row)d has more than %(most)d columns.") % {"row": row, "most": MOST_COLUMNS},
    )


def _refuse_rows() -> NoReturn:
    _refuse(
        "too_many_rows",
        _("The file has more than %(most)d rows. Split it up.") % {"most": MOST_ROWS},
    )


# ---- CSV -----------------------------------------------------------------------------------


def _read_csv(content: bytes) -> Table:
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        _refuse(
            "wrong_ending",
            _("This is a spreadsheet whose name ends in .csv. Name it as what it is."),
        )
    encoding, text = _decode(content)
    if "\x00" in text:
        _refuse("not_text", _("This is not a text file."))
    return _table(_Grid(encoding, _parse_csv(text)))


def _decode(content: bytes) -> tuple[str, str]:
    """UTF-8 read strictly, UTF-16 only by its mark, GB18030 only if the header row makes sense.

    Bytes of nearly any encoding decode as GB18030, into nonsense.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        guesses = ["utf-16"]
    else:
        guesses = ["utf-8-sig", "gb18030"]
    for encoding in guesses:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or _knows(_first_row(text)):
            return encoding.removesuffix("-sig"), text
    _refuse(
        "encoding",
        _("The letters of this file cannot be read. Save it as “CSV UTF-8” or as .xlsx."),
    )


def _delimiter(text: str) -> str:
    """Comma; tab or semicolon where a spreadsheet program wrote those into the header row."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(",\t;", key=header.count)


def _first_row(text: str) -> list[str]:
    header = next((line for line in text.splitlines() if line.strip()), "")
    return [cell.strip(' "') for cell in header.split(_delimiter(text))]


def _parse_csv(text: str) -> list[tuple[int, list[Cell]]]:
    """No cell of a roster spans lines, so a quote that is open at a line's end never closed."""
    rows: list[tuple[int, list[Cell]]] = []
    reader = csv.reader(_lines(text), delimiter=_delimiter(text), strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):
            if reader.line_num != row:
                _refuse_quote(row)
            if not any(map(str.strip, cells)):
                continue
            _check_size(row, [*cells])
            rows.append((row, [*cells]))
            if len(rows) > MOST_ROWS + 1:
                _refuse_rows()
    except csv.Error:
        _refuse_quote(row + 1)
    return rows


def _lines(text: str) -> Iterator[str]:
    """The file's lines, as long as they can be a roster's."""
    for row, line in enumerate(io.StringIO(text, newline=""), start=1):
        if row > MOST_LINES:
            _refuse_rows()
        if len(line) > MOST_COLUMNS * (MOST_LETTERS + 3):
            _refuse("line_too_long", _("Row %(row)d is too long for a roster.") % {"row": row})
        if line.count('"') % 2:
            _refuse_quote(row)
        yield line


def _refuse_quote(row: int) -> NoReturn:
    _refuse(
        "unbalanced_quote",
        _("A quotation mark in row %(row)d is opened or closed only once.") % {"row": row},
    )


# ---- XLSX ----------------------------------------------------------------------------------

_READER = Path(__file__).with_name("sheet_reader.py")
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NO_XML = (LookupError, ValueError)
"""What the XML parsers raise, beside their own error, on encodings that are none."""


def _read_xlsx(content: bytes) -> _Grid:
    parts = _unpack(content)
    sheet, path = _first_sheet(parts)
    formulas = _look_over(parts[path])
    # The reader sees nothing but the parts that were looked over.
    kept = {
        "[content_types].xml",
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/sharedstrings.xml",
        path.lower(),
    }
    clean = io.BytesIO()
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            if name.lower() in kept:
                archive.writestr(name, part)
    rows = list(enumerate(_values(sheet, clean.getvalue()), start=1))
    for row, cells in rows:
        _check_size(row, cells)
    return _Grid("xlsx", rows, formulas)


def _values(sheet: str, workbook: bytes) -> list[list[Cell]]:
    try:
        read = subprocess.run(  # noqa: S603 - our own script, no shell
            [sys.executable, "-I", str(_READER), json.dumps(sheet)],
            input=workbook,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=True,
        )
    except subprocess.SubprocessError:
        _refuse_damaged()
    rows = json.loads(read.stdout)
    return [[_cell(cell) for cell in row] for row in rows]


def _cell(plain: Any) -> Cell:
    if not isinstance(plain, dict):
        return cast(Cell, plain)
    if "day" in plain:
        return datetime.date.fromisoformat(plain["day"])
    return Other(plain["other"])


def _refuse_damaged() -> NoReturn:
    _refuse("damaged", _("The file is damaged or not an Excel workbook. Save it again as .xlsx."))


def _unpack(content: bytes) -> dict[str, bytes]:
    """The archive's parts, after everything that can be known beforehand was looked at."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            _refuse("encrypted", _("The file is protected by a password. Save it without one."))
        _refuse("file_type", _("This is an old .xls workbook. Save it as .xlsx."))
    if not content.startswith(b"PK\x03\x04"):
        _refuse(
            "file_type",
            _("The name ends in .xlsx, but this is no Excel workbook. Save it again as .xlsx."),
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            parts = {entry.filename: archive.read(entry) for entry in entries}
    except InputRefused:
        raise
    except archives.BROKEN:
        _refuse_damaged()
    for name, part in parts.items():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            _check_markup(part)
        elif part.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            _refuse("file_inside", _("The workbook holds another file. Remove it."))
    if b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        _refuse("macros", _("Workbooks with macros are not taken. Save the file as .xlsx."))
    return parts


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        _refuse("bomb", _("The workbook unpacks to far more than a roster needs."))
    for entry in entries:
        swells = entry.file_size > MOST_RATIO * max(entry.compress_size, 1)
        if entry.file_size >= RATIO_FROM and swells:
            _refuse("bomb", _("The workbook unpacks to far more than a roster needs."))
        if entry.flag_bits & 0x1:
            _refuse("encrypted", _("The file is protected by a password. Save it without one."))
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            _refuse_damaged()
        steps = re.split(r"[/\\]", entry.orig_filename)
        if ".." in steps or not steps[0] or ":" in steps[0] or "\x00" in entry.orig_filename:
            _refuse_odd_parts()
        if stat.S_ISLNK(entry.external_attr >> 16):
            _refuse_odd_parts()
        if entry.filename.lower().endswith("vbaproject.bin"):
            _refuse("macros", _("Workbooks with macros are not taken. Save the file as .xlsx."))
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) != len(names):
        _refuse_odd_parts()


def _refuse_odd_parts() -> NoReturn:
    _refuse(
        "damaged",
        _("The workbook holds parts that no workbook has: ways out, links or doubles."),
    )


def _check_markup(part: bytes) -> None:
    # A NUL byte is UTF-16, in which the two words below would not be found.
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\x00" in part:
        _refuse("doctype", _("The workbook holds definitions that a roster does not need."))


def _first_sheet(parts: Mapping[str, bytes]) -> tuple[str, str]:
    """The first sheet that is not hidden: its name, and the part that holds it."""
    index = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
    if any(len(parts.get(name, b"")) > MOST_INDEX for name in index):
        _refuse("bomb", _("The workbook unpacks to far more than a roster needs."))
    try:
        book = ElementTree.fromstring(parts[index[0]])  # noqa: S314 (no DOCTYPE)
        links = ElementTree.fromstring(parts[index[1]])  # noqa: S314
    except (*_NO_XML, ElementTree.ParseError):
        _refuse_damaged()
    targets = {
        link.get("Id"): link.get("Target", "") for link in links.iter(f"{_LINKS}Relationship")
    }
    sheets = list(book.iter(f"{_MAIN}sheet"))
    names = [sheet.get("name", "") for sheet in sheets]
    for sheet in sheets:
        target = targets.get(sheet.get(_LINK), "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if sheet.get("state", "visible") != "visible" or not path.startswith("xl/worksheets/"):
            continue
        name = sheet.get("name", "")
        if path not in parts or names.count(name) != 1:
            break
        return name, path
    _refuse_damaged()


def _look_over(sheet: bytes) -> frozenset[tuple[int, int]]:
    """The places of formulas, as (row, place). Refuses a sheet that reaches beyond a roster.

    The reader lays a sheet out as a full rectangle, so one value in the last corner of a sheet
    of 5 KB would fill the memory: places are checked before it sees them.
    """
    formulas: set[tuple[int, int]] = set()
    row = place = 0
    nodes = 0

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, place, nodes
        nodes += 1
        if nodes > MOST_NODES:
            _refuse_rows()
        tag = tag.rpartition(":")[2]
        if tag == "row":
            given = attributes.get("r", str(row + 1))
            if not re.fullmatch(r"[1-9][0-9]{0,6}", given, re.ASCII):
                _refuse_damaged()
            row, place = int(given), -1
        elif tag == "c":
            place += 1
            if "r" in attributes:
                found = _CELL.fullmatch(attributes["r"])
                if not found:
                    _refuse_damaged()
                row, place = int(found[2]), _place(found[1])
        elif tag == "v" or tag == "is":
            if row > MOST_ROWS + 1:
                _refuse_rows()
            if place >= MOST_COLUMNS:
                _refuse_columns(row)
        elif tag == "f":
            formulas.add((row, place))

    def refuse_doctype(*_given: Any) -> None:
        _refuse("doctype", _("The workbook holds definitions that a roster does not need."))

    reader = expat.ParserCreate()
    reader.StartElementHandler = opened
    reader.StartDoctypeDeclHandler = refuse_doctype
    try:
        reader.Parse(sheet, True)
    except (*_NO_XML, expat.ExpatError):
        _refuse_damaged()
    return frozenset(formulas)


def _place(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


# ---- the template --------------------------------------------------------------------------

EXAMPLE: dict[str, tuple[str, str]] = {
    "student_number": ("示例0001", "EXAMPLE0001"),
    "name": ("于沐宸", "Yu Muchen"),
    "cohort_year": ("2026", "2026"),
    "number": ("1", "1"),
    "starts_on": ("2026-09-01", "2026-09-01"),
}


def _example() -> list[str]:
    chinese = _title("name") == COLUMNS["name"]
    return [EXAMPLE[column][0 if chinese else 1] for column in COLUMNS]


def _notes() -> list[tuple[str, str]]:
    return [
        (
            _title("student_number"),
            _("The school's own number. Text: leading zeros are kept. Never an identity number."),
        ),
        (_title("name"), _("The child's name, at most 50 letters.")),
        (
            _title("cohort_year"),
            _("The year in which the class began at this school, four digits."),
        ),
        (_title("number"), _("The number of the class within its year, 1 to 99.")),
        (
            _title("starts_on"),
            _(
                "The first day in the class: 2026-09-01, 2026.9.1 or 2026/9/1. "
                "Empty: the first school day of this term."
            ),
        ),
        ("", _("The row that begins with the word for “example” is not imported.")),
        ("", _("Children are recognised by their number, never by their name.")),
        ("", _("Nothing is stored before you have seen what would change and confirmed it.")),
    ]


def template_xlsx() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    text = book.add_format({"num_format": "@"})
    title = book.add_format({"bold": True, "num_format": "@", "bg_color": "#E8EFE4"})
    example = book.add_format({"italic": True, "font_color": "#8A8F86", "num_format": "@"})
    sheet = book.add_worksheet(_("Roster"))
    sheet.set_column(0, len(COLUMNS) - 1, 16, text)
    for place, (column, value) in enumerate(zip(COLUMNS, _example(), strict=True)):
        sheet.write_string(0, place, _title(column), title)
        sheet.write_string(1, place, value, example)
    sheet.freeze_panes(1, 0)
    notes = book.add_worksheet(_("Notes"))
    notes.set_column(0, 0, 16)
    notes.set_column(1, 1, 80)
    for row, (heading, sentence) in enumerate(_notes()):
        notes.write_string(row, 0, heading, title if heading else None)
        notes.write_string(row, 1, sentence)
    book.close()
    return out.getvalue()


def template_csv() -> bytes:
    """With a byte-order mark, without which Excel reads UTF-8 as something else."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[_title(column) for column in COLUMNS], _example()])
    return b"\xef\xbb\xbf" + out.getvalue().encode()
