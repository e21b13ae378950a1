"""The booklet as HTML, PDF and DOCX. Nothing is fetched from anywhere, nothing in it runs."""

import io
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import docx
import typst
from django.template.loader import render_to_string
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from school.shared import typeface

FACE = "Noto Sans SC"
SHEET = Path(__file__).parents[1] / "templates" / "growth" / "booklet.typ"
QUIET = RGBColor(0x55, 0x60, 0x5B)
GREEN = RGBColor(0x2F, 0x5D, 0x50)


def html(pages: Mapping[str, Any]) -> str:
    """One file with its own style and no script."""
    return render_to_string("growth/booklet.html", dict(pages))


@cache
def _sheet() -> bytes:
    return SHEET.read_bytes()


def pdf(pages: Mapping[str, Any]) -> bytes:
    """A4, tagged. What is set comes in as data, never as markup. Not by the archive's standard,
    which would refuse the whole paper for one character that the face does not have.
    """
    made: bytes = typst.compile(  # type: ignore[call-overload]
        _sheet(),
        format="pdf",
        font_paths=[str(typeface.FOLDER)],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(pages, ensure_ascii=False)},
    )
    return made


# ---- Word ------------------------------------------------------------------------------------


def word(pages: Mapping[str, Any]) -> bytes:
    """The same booklet to go on with in Word or WPS."""
    paper = docx.Document()
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"):
        style = paper.styles[name]
        style.font.name = FACE
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FACE)
        if name != "Normal":
            style.font.color.rgb = GREEN
    paper.core_properties.title = f"{pages['teacher']}：{pages['title']}"
    paper.core_properties.author = pages["teacher"]
    paper.add_heading(pages["title"], 0)
    paper.add_paragraph(pages["teacher"])
    for volume in pages["volumes"]:
        _volume(paper, volume)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _hint(paper: Document, text: str) -> None:
    run = paper.add_paragraph().add_run(text)
    run.font.size, run.font.color.rgb = Pt(9.5), QUIET


def _text(paper: Document, paragraphs: Sequence[str]) -> None:
    for one in paragraphs:
        paper.add_paragraph(one)


def _volume(paper: Document, volume: Mapping[str, Any]) -> None:
    paper.add_page_break()  # type: ignore[no-untyped-call]
    paper.add_heading(volume["school"], 1)
    _hint(paper, f"截至{volume['until']}")
    if volume["motto"]:
        paper.add_paragraph(volume["motto"], style="Intense Quote")
    for one in volume["counts"]:
        paper.add_paragraph(f"{one['label']}：{one['number']}", style="List Bullet")
    for plan in volume["plans"]:
        _plan(paper, plan)
    if volume["months"]:
        paper.add_heading("一路走来", 2)
    for month in volume["months"]:
        paper.add_heading(month["label"], 3)
        for act in month["acts"]:
            paper.add_paragraph(_act(act), style="List Bullet")
    if volume["reflections"]:
        paper.add_heading("所思所想", 2)
    for one in volume["reflections"]:
        paper.add_heading(one["title"], 3)
        _hint(paper, one["day"])
        _text(paper, one["paragraphs"])


def _act(act: Mapping[str, Any]) -> str:
    label = f"：{act['label']}" if act["label"] else ""
    note = f"（{act['note']}）" if act["note"] else ""
    return " ".join(
        part for part in (act["day"], f"{act['kind']}{label}{note}", act["detail"]) if part
    )


def _plan(paper: Document, plan: Mapping[str, Any]) -> None:
    paper.add_heading(plan["title"], 2)
    parts = (plan["horizon"], plan["stage"], plan["term"], plan["days"])
    _hint(paper, " · ".join(part for part in parts if part))
    for block in plan["blocks"]:
        paper.add_heading(block["title"], 3)
        _text(paper, block["paragraphs"])
        for one in block["items"]:
            paper.add_paragraph(one, style="List Bullet")
    if plan["goals"]:
        paper.add_heading("目标", 3)
    for goal in plan["goals"]:
        paper.add_paragraph(goal["words"], style="List Number")
        _hint(
            paper,
            " · ".join(part for part in (goal["dimension"], goal["told"], goal["why"]) if part),
        )
        for step in goal["steps"]:
            done = f"（{step['day']}完成）" if step["day"] else ""
            paper.add_paragraph(f"{step['words']}{done}", style="List Bullet 2")
    if plan["ratings"]:
        said = "，".join(f"{one['label']}{one['number']}级" for one in plan["ratings"])
        _hint(paper, f"自评：{said}")
    for one in plan["reviews"]:
        parts = (f"第{one['number']}次提交", one["day"], one["outcome"], one["by"])
        _hint(paper, " · ".join(part for part in parts if part))
        _text(paper, one["paragraphs"])
        _hint(paper, one["sha256"])
