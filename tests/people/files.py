"""Roster files as schools send them, good and hostile, made in memory."""

import csv
import io
import zipfile

import xlsxwriter

HEADER = ["学号", "姓名", "入学年份", "班号", "到班日期"]


def xlsx(*rows, header=HEADER, hidden_first=False):
    """Strings become text cells, dates date cells, `=…` formulas with a stored result."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    if hidden_first:
        cover = book.add_worksheet("cover")
        cover.write_string(0, 0, "not the roster")
    sheet = book.add_worksheet("名册")
    if hidden_first:
        sheet.activate()
        sheet.set_first_sheet()
        cover.hide()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for at, row in enumerate([header, *rows]):
        for place, cell in enumerate(row):
            if isinstance(cell, str) and cell.startswith("="):
                sheet.write_formula(at, place, cell, None, "20260001")
            elif isinstance(cell, str):
                sheet.write_string(at, place, cell)
            elif hasattr(cell, "year"):
                sheet.write_datetime(at, place, cell, day)
            elif cell is not None:
                sheet.write(at, place, cell)
    book.close()
    return out.getvalue()


def csv_text(*rows, header=HEADER):
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()


def rezip(content, *, change=None, add=(), compression=zipfile.ZIP_DEFLATED):
    """The same workbook with parts changed ({name: bytes}) or added ([(name or info, bytes)])."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", compression) as after,
    ):
        for name in before.namelist():
            after.writestr(name, (change or {}).get(name, before.read(name)))
        for name, added in add:
            after.writestr(name, added)
    return out.getvalue()


def part(content, name):
    return zipfile.ZipFile(io.BytesIO(content)).read(name)
