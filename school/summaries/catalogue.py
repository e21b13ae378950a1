"""The figure catalogue: every context's figures in one tuple, and the scopes they are asked for."""

import datetime
import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from school.activities import figures as activities
from school.assurance import figures as assurance
from school.civility import figures as civility
from school.growth import figures as growth
from school.mentoring import figures as mentoring
from school.observation import figures as observation
from school.people.models import Term
from school.recognition import figures as recognition
from school.shared.figures import Figure, Kind, Reading, Rows, Scope, one_reading
from school.summaries.rules import tokens
from school.visits import figures as visits

FIGURES: tuple[Figure, ...] = (
    *visits.FIGURES,
    *civility.FIGURES,
    *observation.FIGURES,
    *mentoring.FIGURES,
    *recognition.FIGURES,
    *activities.FIGURES,
    *assurance.FIGURES,
    *growth.FIGURES,
)
BY_CODE: Mapping[str, Figure] = {figure.code: figure for figure in FIGURES}
MOST_IDS = 1000
"""So many ids a snapshot keeps behind one number; of more, how many there were and the hash."""

UNIT_LABELS: Mapping[str, str | Promise] = {
    "人": _("people"),
    "人次": _("person-times"),
    "节": _("lessons"),
    "次": _("times"),
    "项": _("items"),
    "件": _("entries"),
    "户": _("households"),
    "对": _("pairs"),
    "分": _("points"),
    "周": _("weeks"),
    "个月": _("months"),
    "学时": _("class hours"),
    "期": _("issues"),
    "个": _("in number"),
    "个阶段": _("phases"),
    "个话题": _("topics"),
    "份": _("copies"),
    "起": _("cases"),
    "篇": _("pieces"),
}
"""The measure word behind a number, as the reader calls it."""


def by_code(code: str) -> Figure | None:
    return BY_CODE.get(code)


def unit_label(figure: Figure) -> str:
    return str(UNIT_LABELS.get(figure.unit, figure.unit))


def scope(
    term: Term,
    *,
    as_of: datetime.date,
    grade: int | None = None,
    school_class_id: uuid.UUID | None = None,
    staff_id: uuid.UUID | None = None,
) -> Scope:
    """The term up to a day. Any day after the visit window is the first one after it:
    what was not done by then is overdue, and nothing later changes it.
    """
    return Scope(
        school_id=term.school_id,
        term_id=term.pk,
        first=term.window_opens_on,
        last=term.window_closes_on,
        as_of=min(as_of, term.window_closes_on + datetime.timedelta(days=1)),
        grade=grade,
        school_class_id=school_class_id,
        staff_id=staff_id,
    )


def read(figures: Iterable[Figure], asked: Scope) -> dict[str, Reading]:
    """The figures asked of one scope; what several of them load is loaded once."""
    with one_reading():
        return {figure.code: figure.read(asked) for figure in figures}


def records_count(figure: Figure, reading: Reading, value: Any) -> int:
    """How many records stand behind the figure as a list shows it; `value` is what was read."""
    if figure.kind is Kind.SHARE:
        assert reading.part is not None
        if not reading.part.is_counted:
            return reading.part.count()
        return value["part"] if value else 0
    if figure.kind in (Kind.BREAKDOWN, Kind.SERIES):
        return sum(
            cell["value"] if read.rows.is_counted else read.rows.count()
            for cell, read in zip(value, reading.cells, strict=True)
        )
    assert reading.rows is not None
    return value if figure.kind is Kind.COUNT else reading.rows.count()


def frozen(figure: Figure, reading: Reading) -> dict[str, Any]:
    """What a snapshot says of a reading: values and the records behind them, all in its hash."""
    with translation.override("zh-hans"):
        kept: dict[str, Any] = {
            "code": figure.code,
            "version": figure.version,
            "kind": figure.kind.value,
            "unit": figure.unit,
            "title": str(figure.title),
            "is_open": figure.is_open,
            "value": reading.value(figure.kind),
            "cells": [],
            "records": {},
        }
        if figure.kind is Kind.SHARE:
            assert reading.part is not None
            assert reading.whole is not None
            kept["records"] = {"part": _behind(reading.part), "whole": _behind(reading.whole)}
        elif figure.kind in (Kind.BREAKDOWN, Kind.SERIES):
            kept["cells"] = [
                {
                    "key": cell.key,
                    "label": str(cell.label),
                    "value": cell.value,
                    "records": _behind(cell.rows),
                }
                for cell in reading.cells
            ]
        else:
            assert reading.rows is not None
            kept["records"] = {"rows": _behind(reading.rows)}
    canonical = json.dumps(kept, sort_keys=True, ensure_ascii=False, default=str)
    kept["sha256"] = hashlib.sha256(canonical.encode()).hexdigest()
    return kept


def _behind(rows: Rows) -> dict[str, Any]:
    ids = rows.ids()
    return {"count": len(ids), "ids": ids}


def paper() -> dict[str, Figure]:
    """The figures that a token may name: none that names classes or people."""
    return {figure.code: figure for figure in FIGURES if not figure.is_inside}


def snapshot(asked: Scope) -> dict[str, dict[str, Any]]:
    """Every figure that a paper may show, as it stands for this scope, in a form to keep.

    Beside a figure stands which others give its cells away; then the ids behind large numbers go.
    """
    with translation.override("zh-hans"):
        found = read(paper().values(), asked)
        kept = {code: frozen(BY_CODE[code], reading) for code, reading in found.items()}
    for code, betrayers in tokens.betrayers(kept).items():
        for cell, others in zip(kept[code]["cells"], betrayers, strict=True):
            cell["betrayed_by"] = others
    for one in kept.values():
        for records in (*one["records"].values(), *(cell["records"] for cell in one["cells"])):
            if records["count"] > MOST_IDS:
                records["ids"] = None
    return kept
