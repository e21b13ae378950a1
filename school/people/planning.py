"""What a roster file would change: one decision per row, with its reasons in words."""

import datetime
import re
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from school.people import rules
from school.people.models import SchoolClass
from school.shared import text
from school.shared.idempotency import digest

NUMBER_LETTERS = 20
NAME_LETTERS = 50
EXACT_BELOW = 10**15
"""A spreadsheet rounds the digits of longer numbers away."""


@dataclass(frozen=True)
class Other:
    """What a spreadsheet can hold and a roster cannot, such as a time of day."""

    shown: str


Cell = str | int | float | bool | datetime.date | Other | None


@dataclass(frozen=True)
class Line:
    """One row of a file: `row` is the number the spreadsheet shows beside it."""

    row: int
    cells: Mapping[str, Cell]
    formulas: frozenset[str] = frozenset()


class Action(StrEnum):
    CREATE = "create"
    UPDATE = "update"
    SKIP = "skip"
    CONFLICT = "conflict"


@dataclass(frozen=True, order=True)
class ClassKey:
    """What makes a class the same class from year to year."""

    stage: str
    cohort_year: int
    number: int

    def name_on(self, day: datetime.date) -> str:
        school_class = SchoolClass(
            stage=self.stage, cohort_year=self.cohort_year, number=self.number
        )
        return rules.class_name(school_class, day)


@dataclass(frozen=True)
class Held:
    """A placement that is believed today."""

    id: uuid.UUID
    key: ClassKey
    starts_on: datetime.date
    ends_on: datetime.date | None

    def holds_on(self, day: datetime.date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Child:
    id: uuid.UUID
    student_number: str
    name: str
    placements: tuple[Held, ...] = ()


@dataclass(frozen=True)
class Roster:
    """The school as it stands: the children by number, the classes, and the days that count."""

    stage: str
    term_starts_on: datetime.date
    today: datetime.date
    children: Mapping[str, Child] = field(default_factory=dict)
    classes: frozenset[ClassKey] = frozenset()


@dataclass(frozen=True)
class Decision:
    """What happens to one row. The last five say what is written."""

    row: int
    action: Action
    student_number: str = ""
    name: str = ""
    key: ClassKey | None = None
    starts_on: datetime.date | None = None
    reasons: tuple[str, ...] = ()
    child: Child | None = None
    renames: bool = False
    places: bool = False
    leaves: Held | None = None
    """The placement that is retired; what of it lies before `starts_on` is written anew."""
    until: datetime.date | None = None
    namesake: str = ""
    """Who else has this name, in words; the number alone tells them apart."""

    @property
    def class_name(self) -> str:
        return self.key.name_on(self.starts_on) if self.key and self.starts_on else ""


@dataclass(frozen=True)
class Plan:
    decisions: tuple[Decision, ...]
    new_classes: tuple[ClassKey, ...]
    day: datetime.date
    """The day for which the new classes are named."""

    @cached_property
    def counts(self) -> dict[str, int]:
        found = Counter(decision.action for decision in self.decisions)
        return {action.value: found[action] for action in Action}

    @cached_property
    def digest(self) -> str:
        """Of all that would be written, and of what it replaces; sentences do not count."""
        return digest(
            {
                "rows": [_canonical(decision) for decision in self.decisions],
                "new_classes": [_canonical_key(key) for key in self.new_classes],
            }
        )


def _canonical_key(key: ClassKey | None) -> list[Any] | None:
    return [key.stage, key.cohort_year, key.number] if key else None


def _canonical(decision: Decision) -> list[Any]:
    child, held = decision.child, decision.leaves
    return [
        decision.row,
        decision.action.value,
        decision.student_number,
        decision.name,
        _canonical_key(decision.key),
        str(decision.starts_on),
        [str(child.id), child.name] if child else None,
        decision.renames,
        decision.places,
        [str(held.id), str(held.starts_on), str(held.ends_on)] if held else None,
        str(decision.until),
    ]


# ---- one row's cells -----------------------------------------------------------------------


class CellRefused(ValueError):  # noqa: N818 - it is an answer, not a fault
    """This cell cannot be read; the message is for a person."""


@dataclass(frozen=True)
class Entry:
    """A row as it was meant; a value that could not be read is missing and has a problem."""

    row: int
    student_number: str
    name: str
    cohort_year: int | None
    number: int | None
    starts_on: datetime.date | None
    problems: tuple[str, ...]


def read_line(line: Line) -> Entry:
    problems: list[str] = []

    def cell(column: str, reader: Any, absent: Any) -> Any:
        if column in line.formulas:
            problems.append(
                _("The cell %(column)s holds a formula. Paste its value instead.")
                % {"column": column_name(column)}
            )
            return absent
        try:
            value = line.cells.get(column)
            return reader(_cleaned(value, column))
        except CellRefused as refused:
            problems.append(str(refused))
            return absent

    return Entry(
        line.row,
        cell("student_number", _student_number, ""),
        cell("name", _name, ""),
        cell("cohort_year", _cohort_year, None),
        cell("number", _class_number, None),
        cell("starts_on", _starts_on, None),
        tuple(problems),
    )


def column_name(column: str) -> str:
    return {
        "student_number": _("student number"),
        "name": _("name"),
        "cohort_year": _("year of entry"),
        "number": _("class number"),
        "starts_on": _("first day in class"),
    }[column]


def _cleaned(value: Cell, column: str) -> Cell:
    """Text under the house's policy, without white space around it; nothing seen is None."""
    if not isinstance(value, str):
        return value
    try:
        cleaned = text.clean(value.strip(), lines=False)
    except text.TextRefused as refused:
        raise CellRefused(
            _("The cell %(column)s cannot be taken. %(problem)s")
            % {"column": column_name(column), "problem": refused.message}
        ) from refused
    return None if text.is_blank(cleaned) else cleaned


def _missing(column: str) -> CellRefused:
    return CellRefused(_("The cell %(column)s is empty.") % {"column": column_name(column)})


def _check_digits(value: str, column: str) -> None:
    if any(letter.isnumeric() and not letter.isascii() for letter in value):
        raise CellRefused(
            _("The cell %(column)s holds digits that are not plain 0 to 9: %(value)s.")
            % {"column": column_name(column), "value": value}
        )


def _student_number(value: Cell) -> str:
    if value is None:
        raise _missing("student_number")
    whole = _whole(value)
    if whole is not None and 0 <= whole < EXACT_BELOW:
        value = str(whole)
    if not isinstance(value, str):
        raise CellRefused(_("The student number is not text. Format its column as text."))
    _check_digits(value, "student_number")
    if re.fullmatch(r"[GgJjLl]?\d{17}[\dXx]", value, re.ASCII):
        raise CellRefused(
            _("This looks like an identity number. Use the school's own student number.")
        )
    if not re.fullmatch(rf"[0-9A-Za-z][0-9A-Za-z._/-]{{0,{NUMBER_LETTERS - 1}}}", value, re.ASCII):
        raise CellRefused(
            _("A student number has at most 20 plain letters and digits: %(value)s.")
            % {"value": value}
        )
    return value


def _name(value: Cell) -> str:
    if value is None:
        raise _missing("name")
    if not isinstance(value, str):
        raise CellRefused(_("The name is not text."))
    if len(value) > NAME_LETTERS:
        raise CellRefused(_("The name has more than 50 letters."))
    return value


def _whole(value: Cell) -> int | None:
    """A number cell without a fraction."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if value == value // 1 and abs(value) < 10**18 else None


def _digits(value: Cell, column: str, pattern: str, sentence: str) -> int:
    if value is None:
        raise _missing(column)
    whole = _whole(value)
    written = str(whole) if whole is not None else value
    if not isinstance(written, str):
        raise CellRefused(sentence)
    _check_digits(written, column)
    if not re.fullmatch(pattern, written, re.ASCII):
        raise CellRefused(sentence)
    return int(written)


def _cohort_year(value: Cell) -> int:
    return _digits(
        value, "cohort_year", r"20\d\d", _("The year of entry has four digits, such as 2026.")
    )


def _class_number(value: Cell) -> int:
    return _digits(
        value, "number", r"0?[1-9]|[1-9]\d", _("The class number is a number from 1 to 99.")
    )


def _starts_on(value: Cell) -> datetime.date | None:
    if value is None:
        return None
    if isinstance(value, str):
        _check_digits(value, "starts_on")
        found = re.fullmatch(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})", value, re.ASCII)
        if not found:
            raise _no_day()
        try:
            value = datetime.date(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:
            raise _no_day() from None
    if not isinstance(value, datetime.date) or not 2000 <= value.year <= 2099:
        raise _no_day()
    return value


def _no_day() -> CellRefused:
    return CellRefused(
        _("The first day in class is no date. Write 2026-09-01, 2026.9.1 or 2026/9/1.")
    )


# ---- the plan ------------------------------------------------------------------------------


def plan(lines: Iterable[Line], roster: Roster) -> Plan:
    """What the file would change, row by row; a row in doubt is a conflict, never a guess."""
    entries = [read_line(line) for line in lines]
    rows_of: dict[str, list[int]] = {}
    for entry in entries:
        if entry.student_number:
            rows_of.setdefault(entry.student_number, []).append(entry.row)
    bare = {_bare(number): number for number in roster.children}
    decided = [_decide(entry, roster, rows_of, bare) for entry in entries]
    decisions = tuple(_with_namesakes(decided, roster))
    wanted = {
        decision.key
        for decision in decisions
        if decision.key and decision.action != Action.CONFLICT
    }
    return Plan(decisions, tuple(sorted(wanted - roster.classes)), roster.term_starts_on)


def _with_namesakes(decisions: Iterable[Decision], roster: Roster) -> Iterable[Decision]:
    """Each row with a word about the others of its name, in its class or in the file."""
    decided = list(decisions)
    by_name: dict[str, list[int]] = {}
    by_class: dict[tuple[str, ClassKey], list[int]] = {}
    for one in decided:
        if one.key and one.name and one.action != Action.CONFLICT:
            by_name.setdefault(one.name, []).append(one.row)
            by_class.setdefault((one.name, one.key), []).append(one.row)
    in_file = {one.student_number for one in decided}
    known = {
        (child.name, held.key): child.student_number
        for child in roster.children.values()
        if child.student_number not in in_file
        for held in child.placements
        if held.holds_on(roster.today)
    }
    for one in decided:
        if one.key is None or not one.name or one.action == Action.CONFLICT:
            yield one
            continue
        here = _others(one, by_class[one.name, one.key])
        elsewhere = _others(one, by_name[one.name])
        yield replace(one, namesake=_namesake(one, here, known.get((one.name, one.key)), elsewhere))


def _others(one: Decision, rows: Iterable[int]) -> str:
    """The first few of the rows that are not this one."""
    return _(", ").join(map(str, islice((row for row in rows if row != one.row), 5)))


def _namesake(one: Decision, here: str, known: str | None, elsewhere: str) -> str:
    if here:
        return _("The same name in the same class: also in row %(rows)s.") % {"rows": here}
    if known is not None:
        return _("The class has another %(name)s already, with the number %(number)s.") % {
            "name": one.name,
            "number": known,
        }
    if elsewhere:
        return _("The same name in another class: also in row %(rows)s.") % {"rows": elsewhere}
    return ""


def _bare(number: str) -> str:
    return number.lstrip("0").lower()


def _decide(
    entry: Entry, roster: Roster, rows_of: Mapping[str, list[int]], bare: Mapping[str, str]
) -> Decision:
    starts_on = entry.starts_on or roster.term_starts_on
    key = (
        ClassKey(roster.stage, entry.cohort_year, entry.number)
        if entry.cohort_year is not None and entry.number is not None
        else None
    )
    seen = Decision(entry.row, Action.CONFLICT, entry.student_number, entry.name, key, starts_on)
    problems = list(entry.problems)
    others = [row for row in rows_of.get(entry.student_number, []) if row != entry.row]
    if others:
        problems.append(
            _("The student number stands in the file more than once: also in row %(rows)s.")
            % {"rows": _(", ").join(map(str, others[:5]))}
        )
    if key and not rules.is_at_school(key.stage, key.cohort_year, starts_on):
        problems.append(
            _("A class that began in %(year)d is not at this school on %(day)s.")
            % {"year": key.cohort_year, "day": starts_on}
        )
    child = roster.children.get(entry.student_number)
    if child is None and entry.student_number:
        known = bare.get(_bare(entry.student_number))
        if known is not None:
            problems.append(
                _("There is a child with the number %(number)s. Is this the same one?")
                % {"number": known}
            )
    if problems or key is None:
        return _but(seen, Action.CONFLICT, *problems)
    if child is None:
        joins = _("Joins on %(day)s.") % {"day": starts_on}
        return _but(seen, Action.CREATE, joins, places=True)
    return _compare(seen, child, key, starts_on, entry, roster)


def _but(decision: Decision, action: Action, *reasons: str, **changes: Any) -> Decision:
    return replace(decision, action=action, reasons=reasons, **changes)


def _compare(
    seen: Decision,
    child: Child,
    key: ClassKey,
    starts_on: datetime.date,
    entry: Entry,
    roster: Roster,
) -> Decision:
    """A child that is known. A past move stays as it is: the file speaks of now, or of its day."""
    at = max(starts_on, roster.today)
    held = next((one for one in child.placements if one.holds_on(at)), None)
    renames = child.name != entry.name
    name = _("Name: %(before)s becomes %(after)s.") % {"before": child.name, "after": entry.name}
    seen = _but(seen, seen.action, child=child)
    if held and held.key == key:
        if entry.starts_on and entry.starts_on < held.starts_on:
            return _but(seen, Action.CONFLICT, _already(held))
        if renames:
            return _but(seen, Action.UPDATE, name, renames=True)
        return _but(seen, Action.SKIP)
    if renames:
        return _but(
            seen,
            Action.CONFLICT,
            _(
                "This number belongs to %(name)s, in another class. "
                "Name and class cannot both change in one file."
            )
            % {"name": child.name},
        )
    if held is None:
        return _return(seen, child, starts_on)
    if starts_on < held.starts_on:
        return _but(seen, Action.CONFLICT, _already(held))
    if starts_on == held.starts_on:
        moves = _("Was entered in %(before)s, which is corrected from %(day)s on.")
    else:
        moves = _("Leaves %(before)s and is in the new class from %(day)s on.")
    sentence = moves % {"before": held.key.name_on(starts_on), "day": starts_on}
    return _but(seen, Action.UPDATE, sentence, places=True, leaves=held, until=held.ends_on)


def _already(held: Held) -> str:
    return _(
        "The child has been in %(name)s since %(day)s. An import does not change days before that."
    ) % {"name": held.key.name_on(held.starts_on), "day": held.starts_on}


def _return(seen: Decision, child: Child, starts_on: datetime.date) -> Decision:
    """A child that is in no class on the day: left before it, or comes after it."""
    in_the_way = [
        one for one in child.placements if one.ends_on is None or one.ends_on >= starts_on
    ]
    if in_the_way:
        first = in_the_way[0]
        return _but(
            seen,
            Action.CONFLICT,
            _(
                "The child is entered in %(name)s from %(first)s to %(last)s. "
                "Give a first day after that."
            )
            % {
                "name": first.key.name_on(first.starts_on),
                "first": first.starts_on,
                "last": first.ends_on or "…",
            },
        )
    joins = _("Comes back on %(day)s.") if child.placements else _("Joins on %(day)s.")
    return _but(seen, Action.UPDATE, joins % {"day": starts_on}, places=True)
