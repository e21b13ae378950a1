"""Hostile roster files by their number, and a reader that tells what each of them costs.

Run as a module it reads every file in one process and prints, for each, the sentence that a person
gets and the seconds it took, and at the end the most memory that any of the processes held.
"""

import datetime
import io
import json
import re
import resource
import sys
import time
import warnings
import zipfile
from pathlib import Path

from tests.people.files import HEADER, csv_text, part, rezip, xlsx

SHEET = "xl/worksheets/sheet1.xml"
LIN = ["0001", "林一诺", "2024", "2"]


def text(*rows, header=HEADER):
    return csv_text(*rows, header=header).encode()


def sheet_with(place, value="1"):
    """A workbook with one more value at this place of its sheet."""
    book = xlsx(LIN)
    row = "".join(letter for letter in place if letter.isdigit())
    cell = f'<row r="{row}"><c r="{place}"><v>{value}</v></c></row></sheetData>'
    return rezip(book, change={SHEET: part(book, SHEET).replace(b"</sheetData>", cell.encode())})


def bomb():
    """Sixty megabytes of a sheet in a file of some dozens of kilobytes."""
    book = xlsx(LIN)
    return rezip(book, change={SHEET: part(book, SHEET) + b" " * 60_000_000})


def twice():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return rezip(xlsx(LIN), add=[(SHEET, b"<worksheet/>")])


def link():
    entry = zipfile.ZipInfo("xl/link")
    entry.external_attr = 0o120777 << 16
    return rezip(xlsx(LIN), add=[(entry, b"/etc/passwd")])


def nested():
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\x00" * 20_000_000)
    return rezip(xlsx(LIN), change={SHEET: inner.getvalue()})


def with_doctype():
    book = xlsx(LIN)
    evil = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    sheet = part(book, SHEET)
    head, _, rest = sheet.partition(b"?>")
    return rezip(book, change={SHEET: head + b"?>" + evil + rest})


def encrypted():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 40


# Number and what it is -> name, how the bytes are made.
FILES = {
    "H-18 a formula": ("名册.xlsx", lambda: xlsx(["=A1", "林一诺", "2024", "2"])),
    "H-18 macros by name": ("名册.xlsm", lambda: xlsx(LIN)),
    "H-18 macros inside": (
        "名册.xlsx",
        lambda: rezip(xlsx(LIN), add=[("xl/vbaProject.bin", b"x")]),
    ),
    "H-19 Big5": (
        "名册.csv",
        lambda: csv_text(
            ["0001", "林一諾", "2024", "2"], header=["學號", "姓名", "入學年份", "班號"]
        ).encode("big5"),
    ),
    "H-19 half a letter": ("名册.csv", lambda: text(LIN)[:-4] + b"\xff\xff\xff"),
    "H-20 an open quote": (
        "名册.csv",
        lambda: text(LIN) + '0002,"宋沐宸,2024,2\n0003,王,2024,2\n'.encode(),
    ),
    "H-21 a long field": ("名册.csv", lambda: text(["0001", "长" * 140_000, "2024", "2"])),
    "H-21 NUL": ("名册.csv", lambda: text(["0001", "林\x00", "2024", "2"])),
    "H-21 a million rows": ("名册.csv", lambda: text(LIN) + b"1,a,2024,2\n" * 400_000),
    "H-21 many columns": ("名册.csv", lambda: text(LIN + [""] * 5_000)),
    "H-22 a column missing": ("名册.csv", lambda: text(LIN[:3], header=HEADER[:3])),
    "H-22 a column twice": ("名册.csv", lambda: text([*LIN, "2"], header=[*HEADER[:4], "班号"])),
    "H-22 nothing known": ("名册.csv", lambda: text(LIN, header=["a", "b", "c", "d"])),
    "H-23 no such day": ("名册.csv", lambda: text([*LIN, "2026/13/1"])),
    "H-23 a day in words": ("名册.csv", lambda: text([*LIN, "二〇二六年九月一日"])),
    "H-23 wide digits": ("名册.csv", lambda: text(["０１２", "林一诺", "2024", "2"])),
    "H-24 a pupil twice": ("名册.csv", lambda: text(LIN, LIN)),
    "H-32 a zip bomb": ("名册.xlsx", bomb),
    "H-32 many entries": (
        "名册.xlsx",
        lambda: rezip(xlsx(LIN), add=[(f"x/{n}", b"") for n in range(250)]),
    ),
    "H-33 DOCTYPE": ("名册.xlsx", with_doctype),
    "H-33 a way out": ("名册.xlsx", lambda: rezip(xlsx(LIN), add=[("../../etc/cron.d/x", b"x")])),
    "H-33 a link": ("名册.xlsx", link),
    "H-33 encrypted": ("名册.xlsx", encrypted),
    "H-33 zip in zip": ("名册.xlsx", nested),
    "H-33 a part twice": ("名册.xlsx", twice),
    "H-34 the last corner": ("名册.xlsx", lambda: sheet_with("XFD1048576")),
    "H-35 an old workbook": (
        "名册.xlsx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4_000,
    ),
    "H-35 CSV by another name": ("名册.xlsx", lambda: text(LIN)),
    "H-35 HTML": ("名册.xlsx", lambda: b"<html><table><tr><td>1</td></tr></table></html>"),
    "H-35 nothing": ("名册.xlsx", lambda: b""),
    "H-35 cut off": ("名册.xlsx", lambda: xlsx(LIN)[:-200]),
    "H-66 a decimal comma": ("名册.csv", lambda: text(["0001", "林一诺", "2024", "2,0"])),
    "H-66 thousands": ("名册.csv", lambda: text(["0001", "林一诺", "2,024", "2"])),
    "H-66 another minus": ("名册.csv", lambda: text(["0001", "林一诺", "2024", "−1"])),
    "H-66 an exponent": ("名册.csv", lambda: text(["0001", "林一诺", "2e3", "2"])),
}


def sentence(name, content):
    """What a person is told: why the file is refused, or why its row is in doubt."""
    from school.people import planning, sheets
    from school.shared.errors import InputRefused

    try:
        table = sheets.read(name, content)
    except InputRefused as refused:
        return refused.message
    day = datetime.date
    roster = planning.Roster("primary", day(2026, 9, 1), day(2026, 11, 23))
    plan = planning.plan(table.lines, roster)
    doubts = [d for d in plan.decisions if d.action == planning.Action.CONFLICT]
    return " ".join(doubts[0].reasons) if doubts else ""


def main():
    import django

    django.setup()
    from django.utils import translation

    from school.people import sheets

    told = {}
    with translation.override("zh-hans"):
        for title, (name, make) in FILES.items():
            content = make()
            began = time.perf_counter()
            said = sentence(name, content)
            told[title] = [said, time.perf_counter() - began]
        rows = [[f"{n:08d}", f"学生{n}", "2024", str(1 + n % 40)] for n in range(2_000)]
        whole_school = len(sheets.read("名册.xlsx", xlsx(*rows)).lines)
    # What Linux says of this process by `getrusage` includes the one that started it.
    own = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    held = max(int(own[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    found = {"told": told, "whole_school": whole_school, "megabytes": held / 1024}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
