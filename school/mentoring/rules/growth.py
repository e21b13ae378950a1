"""The growth line: a mentee's levels in one criterion from lesson to lesson, broken where two
levels cannot be compared.
"""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby


@dataclass(frozen=True)
class Measure:
    """What a level is a level of. Two levels are comparable when these are equal."""

    rubric: str
    code: str
    kind: str
    levels: int
    weight: Decimal


@dataclass(frozen=True)
class Dot:
    """One level, and the record that it opens. `text`: the criterion as it read then."""

    measure: Measure
    on: datetime.date
    level: int
    observation: uuid.UUID
    section: str
    text: str


@dataclass(frozen=True)
class Segment:
    """Dots that are comparable, one after the other."""

    measure: Measure
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Line:
    """One criterion, as it reads in its newest dot; the line is broken between its segments."""

    rubric: str
    code: str
    section: str
    text: str
    segments: tuple[Segment, ...]


def lines(dots: Iterable[Dot]) -> list[Line]:
    """In the order in which the criteria were met first."""
    by_criterion: dict[tuple[str, str], list[Dot]] = {}
    for dot in sorted(dots, key=lambda one: (one.on, one.observation)):
        by_criterion.setdefault((dot.measure.rubric, dot.measure.code), []).append(dot)
    return [
        Line(
            rubric,
            code,
            found[-1].section,
            found[-1].text,
            tuple(
                Segment(measure, tuple(run))
                for measure, run in groupby(found, lambda one: one.measure)
            ),
        )
        for (rubric, code), found in by_criterion.items()
    ]
