"""Lists as files that go out: XLSX and CSV, in which no text is a formula."""

import csv
import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Words = str | Promise
Value = str | int | float
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
BOM = b"\xef\xbb\xbf"
"""Without it Excel reads UTF-8 as something else."""
FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MOST_LETTERS = 32_767  # of a cell in a workbook
WIDEST, NARROWEST = 48, 8
_ABSENT = object()


@dataclass(frozen=True)
class Column:
    """A column of a list: its heading, and where a row, as the API shows it, has its value.

    A path leads through nested rows ("student.school_class.name") and through lists, whose values
    are joined. `words` turns codes into what people read. A restricted column is one that the API
    leaves out for those who may not know; nobody gets a column of which they may know no row.
    """

    title: Words
    path: str
    words: Mapping[Any, Words] | None = None
    is_moment: bool = False
    is_restricted: bool = False

    def value(self, row: Mapping[str, Any]) -> Value:
        found = _follow(row, self.path.split("."))
        if found is _ABSENT:
            if not self.is_restricted:
                raise KeyError(self.path)
            return ""
        if isinstance(found, list):
            return _(", ").join(str(self._said(one)) for one in found)
        return self._said(found)

    def is_known(self, rows: Iterable[Mapping[str, Any]]) -> bool:
        if not self.is_restricted:
            return True
        steps = self.path.split(".")
        return any(_follow(row, steps) is not _ABSENT for row in rows)

    def _said(self, found: Any) -> Value:
        if self.words is not None and found in self.words:
            return str(self.words[found])
        if found is None:
            return ""
        if isinstance(found, bool):
            return _("yes") if found else _("no")
        if isinstance(found, int | float):
            return found
        if self.is_moment:
            moment = datetime.datetime.fromisoformat(str(found))
            return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
        return str(found)


def _follow(found: Any, steps: Sequence[str]) -> Any:
    for at, step in enumerate(steps):
        if isinstance(found, list):
            return [_follow(one, steps[at:]) for one in found]
        if found is None:
            return None
        if step not in found:
            return _ABSENT
        found = found[step]
    return list(found) if isinstance(found, list | tuple) else found


@dataclass(frozen=True)
class Table:
    """What is written: headings, rows, and what the notes of a workbook say about them."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Value]]
    notes: Sequence[tuple[str, str]]


def table(
    title: Words,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Any]],
    notes: Sequence[tuple[str, str]],
) -> Table:
    known = [column for column in columns if column.is_known(rows)]
    return Table(
        str(title),
        [str(column.title) for column in known],
        [[column.value(row) for column in known] for row in rows],
        notes,
    )


def harmless(value: Value) -> Value:
    """Text that a spreadsheet program would take for a formula begins with an apostrophe.

    Numbers stay numbers, the negative ones too.
    """
    if isinstance(value, str) and value.startswith(FORMULA_MARKS):
        return f"'{value}"
    return value


def csv_bytes(table: Table) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(map(harmless, table.headings))
    writer.writerows(map(harmless, row) for row in table.rows)
    return BOM + out.getvalue().encode()


def xlsx_bytes(table: Table) -> bytes:
    """The list on the first sheet; on the second who took it, when, and what it is."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    text = book.add_format({"num_format": "@", "valign": "top"})
    quoted = book.add_format({"num_format": "@", "valign": "top", "quote_prefix": True})
    heading = book.add_format({"bold": True, "num_format": "@", "bg_color": "#E8EFE4"})

    def write(sheet: Any, row: int, place: int, value: Value) -> None:
        if isinstance(value, str):
            style = quoted if value.startswith(FORMULA_MARKS) else text
            sheet.write_string(row, place, value[:MOST_LETTERS], style)
        else:
            sheet.write_number(row, place, value)

    sheet = book.add_worksheet(_("List"))
    widths = [_width(one) for one in table.headings]
    for place, title in enumerate(table.headings):
        sheet.write_string(0, place, title, heading)
    for row, values in enumerate(table.rows, start=1):
        for place, value in enumerate(values):
            write(sheet, row, place, value)
            widths[place] = max(widths[place], _width(value))
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(max(width + 2, NARROWEST), WIDEST), text)
    sheet.freeze_panes(1, 0)
    if table.rows and table.headings:
        sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)
    notes = book.add_worksheet(_("About this file"))
    notes.set_column(0, 0, 16)
    notes.set_column(1, 1, 80)
    for row, (name, sentence) in enumerate(table.notes):
        notes.write_string(row, 0, name, heading)
        write(notes, row, 1, sentence)
    book.close()
    return out.getvalue()


def _width(value: Value) -> int:
    """In narrow letters; Chinese ones are twice as wide."""
    return sum(1 if letter < "\u2e80" else 2 for letter in str(value))
