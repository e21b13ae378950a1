"""What a new school year changes (升级): the books as they stand in, a plan out.

Classes are not touched: what a class is called follows from its cohort and the day. What is written
is the end of the last grade's stays and posts, the first grade's classes, and the missing terms.
"""

import datetime
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from school.people import rules
from school.people.models import SchoolClass
from school.shared.errors import InputRefused, RuleBroken
from school.shared.idempotency import digest

MOST_CLASSES = 30


@dataclass(frozen=True)
class TermFact:
    first_year: int
    ordinal: int
    opens_on: datetime.date
    closes_on: datetime.date
    stages: tuple[tuple[str, datetime.date, datetime.date], ...] = ()

    @property
    def key(self) -> tuple[int, int]:
        return self.first_year, self.ordinal


@dataclass(frozen=True)
class ClassFact:
    id: uuid.UUID
    stage: str
    cohort_year: int
    number: int

    def name_on(self, day: datetime.date) -> str:
        return rules.class_name(
            SchoolClass(stage=self.stage, cohort_year=self.cohort_year, number=self.number), day
        )


@dataclass(frozen=True)
class Held:
    """A stay of a child or a post of a teacher that lasts beyond the year's last day."""

    id: uuid.UUID
    who: str
    starts_on: datetime.date
    ends_on: datetime.date | None
    class_id: uuid.UUID | None
    cohort_year: int | None = None
    label: str = ""


@dataclass(frozen=True)
class Books:
    year: int
    """The first calendar year of the academic year that is opened."""
    today: datetime.date
    terms: Sequence[TermFact]
    classes: Sequence[ClassFact]
    stays: Sequence[Held]
    posts: Sequence[Held]
    wanted_classes: int | None = None
    """How many classes the new cohort gets; as many as the cohort before it, when None."""


@dataclass(frozen=True)
class Renamed:
    """A class that goes on: the calendar calls it so from the new year on."""

    before: str
    after: str


@dataclass(frozen=True)
class Plan:
    year: int
    last_day: datetime.date
    """The last day of the old year: the last day of those who graduate."""
    terms: tuple[TermFact, ...]
    renamed: tuple[Renamed, ...]
    graduating: tuple[ClassFact, ...]
    stays: tuple[Held, ...]
    posts: tuple[Held, ...]
    new_classes: tuple[tuple[str, int, int], ...]
    conflicts: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_empty(self) -> bool:
        return not (self.terms or self.stays or self.posts or self.new_classes)

    @property
    def graduates(self) -> Counter[uuid.UUID]:
        """Class -> how many children leave it."""
        return Counter(one.class_id for one in self.stays if one.class_id)

    @cached_property
    def digest(self) -> str:
        """Of all that would be written, and of what it replaces; sentences do not count."""

        def held(one: Held) -> list[str]:
            return [str(one.id), str(one.starts_on), str(one.ends_on)]

        return digest(
            {
                "year": self.year,
                "last_day": str(self.last_day),
                "terms": [_canonical(term) for term in self.terms],
                "stays": sorted(held(one) for one in self.stays),
                "posts": sorted(held(one) for one in self.posts),
                "new_classes": [list(one) for one in self.new_classes],
                "conflicts": len(self.conflicts),
            }
        )


def _canonical(term: TermFact) -> list[Any]:
    return [
        *term.key,
        str(term.opens_on),
        str(term.closes_on),
        [[stage, str(first), str(last)] for stage, first, last in term.stages],
    ]


def named(stage: str, cohort_year: int, number: int) -> str:
    """What a class of the new cohort is called in its first year."""
    first_day = datetime.date(cohort_year, rules.YEAR_TURNS_IN, 1)
    return ClassFact(uuid.UUID(int=0), stage, cohort_year, number).name_on(first_day)


def check_year(year: int, today: datetime.date, years: Sequence[int]) -> None:
    """The year after one that is in the books, and never more than one ahead of today."""
    if year - 1 not in years:
        raise InputRefused(
            "year",
            "no_year_before",
            _("The year %(before)d-%(year)d is not in the calendar.")
            % {"before": year - 1, "year": year},
        )
    if year > rules.academic_year_of(today) + 1:
        raise InputRefused("year", "too_far", _("A roll-over opens the next year, no later one."))


def plan(books: Books) -> Plan:
    known = {term.key: term for term in books.terms}
    opened: list[TermFact] = []
    conflicts: list[str] = []
    for key in ((books.year - 1, 2), (books.year, 1), (books.year, 2)):
        if key in known:
            continue
        pattern = max(
            (term for term in books.terms if term.ordinal == key[1]),
            key=lambda term: term.key,
            default=None,
        )
        if pattern is None:
            raise RuleBroken(
                "no_pattern",
                _("No second term is in the calendar yet. Enter one first.")
                if key[1] == 2
                else _("No first term is in the calendar yet. Enter one first."),
            )
        opened.append(_moved(pattern, key))
    known |= {term.key: term for term in opened}
    last_day = known[books.year - 1, 2].closes_on
    conflicts += _window_conflicts(opened, list(known.values()))
    turns_on = datetime.date(books.year, rules.YEAR_TURNS_IN, 1)
    before = turns_on - datetime.timedelta(days=1)
    here = [c for c in books.classes if rules.is_at_school(c.stage, c.cohort_year, before)]
    graduating = [c for c in here if not rules.is_at_school(c.stage, c.cohort_year, turns_on)]
    gone = {one.id for one in graduating}
    stays = [one for one in books.stays if one.class_id in gone and _beyond(one, last_day)]
    conflicts += [
        _("%(name)s enters a class that has graduated by then, on %(day)s. Correct this first.")
        % {"name": one.who, "day": one.starts_on}
        for one in stays
        if one.starts_on > last_day
    ]
    led = {one.cohort_year for one in graduating}
    posts = [
        one
        for one in books.posts
        if (one.class_id in gone or (one.class_id is None and one.cohort_year in led))
        and _beyond(one, last_day)
    ]
    return Plan(
        year=books.year,
        last_day=last_day,
        terms=tuple(opened),
        renamed=tuple(
            Renamed(one.name_on(before), one.name_on(turns_on))
            for one in sorted(here, key=lambda c: (c.stage, -c.cohort_year, c.number))
            if one.id not in gone
        ),
        graduating=tuple(sorted(graduating, key=lambda c: (c.stage, c.number))),
        stays=tuple(stays),
        posts=tuple(posts),
        new_classes=tuple(_new_classes(books, here)),
        conflicts=tuple(conflicts),
        notes=tuple(_notes(books, opened, last_day)),
    )


def _beyond(one: Held, last_day: datetime.date) -> bool:
    return one.ends_on is None or one.ends_on > last_day


def _moved(pattern: TermFact, key: tuple[int, int]) -> TermFact:
    """The same dates in another year."""
    years = key[0] - pattern.first_year

    def move(day: datetime.date) -> datetime.date:
        if (day.month, day.day) == (2, 29):
            day -= datetime.timedelta(days=1)
        return day.replace(year=day.year + years)

    return TermFact(
        first_year=key[0],
        ordinal=key[1],
        opens_on=move(pattern.opens_on),
        closes_on=move(pattern.closes_on),
        stages=tuple((stage, move(first), move(last)) for stage, first, last in pattern.stages),
    )


def _window_conflicts(opened: Sequence[TermFact], every: Sequence[TermFact]) -> list[str]:
    return [
        _("The visit window of a new term, %(first)s to %(last)s, shares days with another term's.")
        % {"first": one.opens_on, "last": one.closes_on}
        for one in opened
        if any(
            one.key != other.key
            and one.opens_on <= other.closes_on
            and other.opens_on <= one.closes_on
            for other in every
        )
    ]


def _new_classes(books: Books, here: Sequence[ClassFact]) -> list[tuple[str, int, int]]:
    """For each stage of the school: the classes that the new cohort lacks."""
    made: list[tuple[str, int, int]] = []
    for stage in sorted({one.stage for one in here}):
        there = {
            one.number
            for one in books.classes
            if (one.stage, one.cohort_year) == (stage, books.year)
        }
        youngest = max(one.cohort_year for one in here if one.stage == stage)
        pattern = sum((one.stage, one.cohort_year) == (stage, youngest) for one in here)
        wanted = books.wanted_classes or (0 if there else pattern)
        made += [
            (stage, books.year, number) for number in range(1, wanted + 1) if number not in there
        ]
    return made


def _notes(books: Books, opened: Sequence[TermFact], last_day: datetime.date) -> list[str]:
    notes = []
    if books.today < last_day:
        notes.append(
            _("The old year ends only on %(day)s: what is written now takes effect then.")
            % {"day": date_format(last_day, "DATE_FORMAT")}
        )
    if opened:
        notes.append(
            _("Holidays are announced anew each year. Enter those of the new terms yourself.")
        )
    return notes
