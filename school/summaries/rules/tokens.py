"""Tokens in a text, and what each of them shows: exactly to the school, guarded to the public.

The summary is a Chinese document, so the phrases in it are Chinese whatever the reader's language.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from school.shared import suppression as numbers
from school.summaries.rules import suppression

TOKEN = re.compile(r"\{\{\s*([a-z][a-z0-9_]*\.[a-z0-9_]+)(?:\.([a-z]+)|:([A-Za-z0-9_\-]+))?\s*\}\}")
SIDES = ("part", "whole", "percent")
NO_CASES = "本类无应计对象"
NONE_AT_ALL = "无"
NOT_DECLARED = "（尚未声明）"

Reading = Mapping[str, Any]
"""One figure as it was read: {code, version, kind, unit, title, value, part, whole, cells, …}."""


@dataclass(frozen=True)
class Token:
    """`{{ code }}`, `{{ code.side }}` or `{{ code:key }}`, and where it stands in the text."""

    raw: str
    code: str
    side: str | None
    key: str | None
    start: int
    end: int

    @property
    def name(self) -> str:
        """The token without its braces and spaces."""
        if self.side:
            return f"{self.code}.{self.side}"
        return f"{self.code}:{self.key}" if self.key else self.code


def tokens(text: str) -> list[Token]:
    return [
        Token(found[0], found[1], found[2], found[3], found.start(), found.end())
        for found in TOKEN.finditer(text)
    ]


def tidied(text: str) -> str:
    """Every token in one spelling, `{{ name }}`, so that a client finds it by its name."""
    return TOKEN.sub(lambda found: f"{{{{ {found[0][2:-2].strip()} }}}}", text)


def percent(part: int, whole: int) -> str:
    """One decimal, half up; 100% and 0% only when exact."""
    if part == whole:
        return "100%"
    if part == 0:
        return "0%"
    exact = (Decimal(part * 100) / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{min(max(exact, Decimal('0.1')), Decimal('99.9'))}%"


def fits(token: Token, reading: Reading) -> bool:
    """Whether this figure has such a side or cell."""
    if token.side is not None:
        return reading["kind"] == "share" and token.side in SIDES
    if token.key is not None:
        return any(cell["key"] == token.key for cell in reading["cells"] or [])
    return True


def is_undeclared(reading: Reading) -> bool:
    """Whether it waits for somebody's signature: no number then, also not 0."""
    return reading["kind"] == "declared" and reading["value"] is None


def _number(value: int, unit: str) -> str:
    return f"{value}{unit}"


def value_text(token: Token, reading: Reading, *, unit: bool = True) -> str:
    """The exact value in words; of a breakdown, what there is any of.

    `unit=False` when the text names the measure word itself.
    """
    measure = reading["unit"] if unit else ""
    kind = reading["kind"]
    if kind == "share":
        value = reading["value"]
        if value is None:
            return NO_CASES
        part, whole = value["part"], value["whole"]
        if token.side == "percent":
            return percent(part, whole)
        if token.side:
            return _number(value[token.side], measure)
        return f"{percent(part, whole)}（{part}/{whole}{reading['unit']}）"
    if kind in ("breakdown", "series"):
        if token.key is not None:
            cell = next(cell for cell in reading["cells"] if cell["key"] == token.key)
            return _number(cell["value"], measure)
        word = reading["unit"]
        told = [f"{c['label']}{c['value']}{word}" for c in reading["cells"] if c["value"]]
        return "、".join(told) or NONE_AT_ALL
    if is_undeclared(reading):
        return NOT_DECLARED
    return _number(reading["value"], measure)


def _least(code: str, reading: Reading) -> int:
    """What was read before figures could be open is guarded."""
    return suppression.least(code, is_open=reading.get("is_open", False))


Masks = Mapping[str, Sequence[bool]]
"""Breakdown or series -> which of its cells the public does not see."""


def betrayers(readings: Mapping[str, Reading]) -> dict[str, list[list[str]]]:
    """For each breakdown and cell: the breakdowns that give a small number away beside it.

    Two breakdowns may be part and whole of one another, cell by cell (owed, settled); where the
    difference is small, who reads both learns it. Asked while every id is at hand.
    """
    broken = {
        code: reading["cells"]
        for code, reading in readings.items()
        if reading["kind"] in ("breakdown", "series")
    }
    behind = {
        code: {cell["key"]: set(cell["records"]["ids"]) for cell in cells}
        for code, cells in broken.items()
    }
    return {
        code: [
            sorted(
                other
                for other, whole in behind.items()
                if other != code
                and key in whole
                and numbers.is_small(len(whole[key]) - len(own), _least(code, readings[code]))
                and own < whole[key]
            )
            for key, own in behind[code].items()
        ]
        for code in broken
    }


def masks(readings: Mapping[str, Reading], shown: Collection[str]) -> Masks:
    """`shown` are the codes that stand in one paper: what they give away together counts too.

    A cell that another of them betrays stays hidden like a small one. So does a sum that few
    records make.
    """
    found: dict[str, list[bool]] = {}
    for code in shown:
        if code not in readings or readings[code]["kind"] not in ("breakdown", "series"):
            continue
        cells, k = readings[code]["cells"], _least(code, readings[code])
        betrayed = [
            numbers.is_small(cell["records"]["count"], k)
            or any(other in shown for other in cell["betrayed_by"])
            for cell in cells
        ]
        found[code] = numbers.hidden([cell["value"] for cell in cells], k, betrayed)
    return found


def public_text(token: Token, reading: Reading, mask: Sequence[bool], *, unit: bool = True) -> str:
    """What the public reads: no small number, and none that follows by subtraction."""
    measure = reading["unit"] if unit else ""
    kind = reading["kind"]
    least = _least(reading["code"], reading)
    if kind == "share":
        value = reading["value"]
        if value is None:
            return NO_CASES
        band = suppression.band(value["part"], value["whole"], least)
        if band is None:
            return value_text(token, reading, unit=unit)
        return band if token.side in (None, "percent") else suppression.HIDDEN
    if kind in ("breakdown", "series"):
        cells = list(zip(reading["cells"], mask, strict=True))
        if token.key is not None:
            cell, is_hidden = next(one for one in cells if one[0]["key"] == token.key)
            return suppression.HIDDEN if is_hidden else _number(cell["value"], measure)
        word = reading["unit"]
        shown = [
            f"{cell['label']}{cell['value']}{word}"
            for cell, is_hidden in cells
            if cell["value"] and not is_hidden
        ]
        if kept := [cell["label"] for cell, is_hidden in cells if is_hidden]:
            shown.append(f"{'、'.join(kept)}{suppression.HIDDEN}")
        return "、".join(shown) or NONE_AT_ALL
    if is_undeclared(reading):
        return NOT_DECLARED
    if numbers.is_small(reading["value"], least):
        return f"少于{least}{measure}"
    if kind == "total" and numbers.is_small(reading["records"]["rows"]["count"], least):
        return suppression.HIDDEN
    return value_text(token, reading, unit=unit)


def names_its_unit(text: str, token: Token, reading: Reading) -> bool:
    """Whether the writer put the measure word behind the token: it is not said twice then."""
    word = reading["unit"]
    return bool(word) and text[token.end :].lstrip(" ").startswith(word)


def records_count(token: Token, reading: Reading) -> int:
    """How many records stand behind what the token shows."""
    if reading["kind"] == "share":
        return int(reading["records"]["whole" if token.side == "whole" else "part"]["count"])
    if reading["kind"] in ("breakdown", "series"):
        cells = [c for c in reading["cells"] if token.key is None or c["key"] == token.key]
        return sum(int(cell["records"]["count"]) for cell in cells)
    return int(reading["records"]["rows"]["count"])


Piece = dict[str, str]


def paragraphs(text: str, readings: Mapping[str, Reading], hidden: Masks) -> list[list[Piece]]:
    """The text as the public reads it: lines in pieces, plain text and figures with their code."""
    found: list[list[Piece]] = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        pieces: list[Piece] = []
        at = 0
        for token in tokens(line):
            if token.start > at:
                pieces.append({"text": line[at : token.start]})
            reading = readings[token.code]
            said = names_its_unit(line, token, reading)
            shown = public_text(token, reading, hidden.get(token.code, ()), unit=not said)
            pieces.append({"text": shown, "figure": token.code})
            at = token.end
        if at < len(line):
            pieces.append({"text": line[at:]})
        found.append(pieces)
    return found


def codes(texts: Iterable[str]) -> set[str]:
    """The figures that these texts name."""
    return {token.code for text in texts for token in tokens(text)}
