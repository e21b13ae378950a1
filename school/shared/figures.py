"""What a figure is: a named, versioned question whose value and records come from one reading."""

import datetime
import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar, cast

from django.db.models import Count, QuerySet, Sum
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

T = TypeVar("T")


@dataclass(frozen=True)
class Scope:
    """What a figure is asked about. `first` and `last` bound the term's window, `as_of` cuts it."""

    school_id: uuid.UUID
    term_id: uuid.UUID
    first: datetime.date
    last: datetime.date
    as_of: datetime.date
    grade: int | None = None
    school_class_id: uuid.UUID | None = None
    staff_id: uuid.UUID | None = None

    @property
    def until(self) -> datetime.date:
        """The last day that counts: the window's, or the day asked about when that comes first."""
        return min(self.last, self.as_of)

    @property
    def days(self) -> tuple[datetime.date, datetime.date]:
        return self.first, self.until


def months(scope: Scope) -> Iterator[tuple[datetime.date, datetime.date, str]]:
    """The months of the window up to the day asked about, cut to its days."""
    first, until = scope.days
    while first <= until:
        following = datetime.date(first.year + first.month // 12, first.month % 12 + 1, 1)
        last = min(until, following - datetime.timedelta(days=1))
        yield first, last, date_format(first, _("F Y"))
        first = following


class Kind(StrEnum):
    COUNT = "count"
    SHARE = "share"
    BREAKDOWN = "breakdown"
    SERIES = "series"
    TOTAL = "total"
    DECLARED = "declared"
    """A number that somebody signed, and that nothing computes: none before it is signed."""


class Rows(ABC):
    """The records behind one number."""

    is_counted = True
    """Whether each record is one; else what they amount to is added up."""

    @abstractmethod
    def count(self) -> int: ...

    def total(self) -> int:
        """What the records amount to."""
        return self.count()

    @abstractmethod
    def ids(self) -> list[str]: ...

    @abstractmethod
    def page(self, first: int, last: int) -> list[Any]: ...


def part_id(part: Any, whole: Any) -> str:
    """The id of a record without a page of its own: `whole` is the row whose page shows it."""
    return f"{part}:{whole}"


class QueryRows(Rows):
    """Records that the database counts, or whose column `amount` it adds up.

    `part_of`: the column of what a record is read in; its id is then `part_id` of the two.
    """

    def __init__(
        self, query: QuerySet[Any], amount: str | None = None, part_of: str | None = None
    ) -> None:
        self.query = query
        self.amount = amount
        self.part_of = part_of
        self.is_counted = amount is None

    def count(self) -> int:
        return self.query.count()

    def total(self) -> int:
        if self.amount is None:
            return self.count()
        found = self.query.order_by().aggregate(total=Sum(self.amount))
        return found["total"] or 0

    def ids(self) -> list[str]:
        rows = self.query.order_by("pk")
        if self.part_of is None:
            return [str(pk) for pk in rows.values_list("pk", flat=True)]
        return [part_id(*keys) for keys in rows.values_list("pk", self.part_of)]

    def page(self, first: int, last: int) -> list[Any]:
        return list(self.query[first:last])


class JudgedRows(Rows, Generic[T]):
    """Records that rules decided on. `name` gives the id that a snapshot keeps."""

    def __init__(self, rows: Sequence[T], name: Callable[[T], str]) -> None:
        self.rows = rows
        self.name = name

    def count(self) -> int:
        return len(self.rows)

    def ids(self) -> list[str]:
        return sorted(self.name(row) for row in self.rows)

    def page(self, first: int, last: int) -> list[T]:
        return list(self.rows[first:last])


class JoinedRows(Rows):
    """What stands behind several numbers, one after the other."""

    def __init__(self, parts: Sequence[Rows]) -> None:
        self.parts = parts

    def count(self) -> int:
        return sum(part.count() for part in self.parts)

    def ids(self) -> list[str]:
        return [name for part in self.parts for name in part.ids()]

    def page(self, first: int, last: int) -> list[Any]:
        found: list[Any] = []
        for part in self.parts:
            count = part.count()
            if first < count and last > 0:
                found += part.page(max(first, 0), min(last, count))
            first, last = first - count, last - count
        return found


@dataclass(frozen=True)
class Cell:
    """One bar of a breakdown or point of a series."""

    key: str
    label: str
    rows: Rows
    number: int | None = None
    """Counted beforehand, in one query for the whole figure; else the rows add up to it."""

    @property
    def value(self) -> int:
        return self.rows.total() if self.number is None else self.number


def counted(rows: QuerySet[Any], column: str) -> dict[Any, int]:
    """How many rows under each value, in one query."""
    return dict(rows.order_by().values_list(column).annotate(number=Count("pk")))


def by_choice(
    rows: QuerySet[Any], column: str, choices: Iterable[tuple[str, str | Promise]]
) -> list[Cell]:
    """A cell for every choice, those with nothing too."""
    numbers = counted(rows, column)
    return [
        Cell(value, str(label), QueryRows(rows.filter(**{column: value})), numbers.get(value, 0))
        for value, label in choices
    ]


def by_kind(rows: QuerySet[Any], kinds: Iterable[Any]) -> list[Cell]:
    """A cell for every kind in use, those with nothing too, and for what was used before."""
    numbers = counted(rows, "kind_id")
    return [
        Cell(one.code, one.name, QueryRows(rows.filter(kind=one)), numbers.get(one.pk, 0))
        for one in kinds
        if one.is_active or one.pk in numbers
    ]


def by_month(scope: Scope, rows: QuerySet[Any], column: str) -> list[Cell]:
    """A cell for every month of the window; `rows` lie in its days by this column."""
    parts = (f"{column}__year", f"{column}__month")
    found = rows.order_by().values_list(*parts).annotate(number=Count("pk"))
    numbers = {(year, month): number for year, month, number in found}
    return [
        Cell(
            f"{first:%Y-%m}",
            label,
            QueryRows(rows.filter(**{f"{column}__range": (first, last)})),
            numbers.get((first.year, first.month), 0),
        )
        for first, last, label in months(scope)
    ]


@dataclass(frozen=True)
class Reading:
    """One answer: for a count, a total or what was declared `rows`, for a share `part` and `whole`,
    else `cells`.
    """

    rows: Rows | None = None
    part: Rows | None = None
    whole: Rows | None = None
    cells: Sequence[Cell] = field(default_factory=tuple)

    def value(self, kind: Kind) -> Any:
        """A number, or None when nothing was declared; {part, whole} or None for an empty whole; or
        a list of cells.
        """
        if kind is Kind.SHARE:
            assert self.part is not None
            assert self.whole is not None
            whole = self.whole.total()
            return {"part": self.part.total(), "whole": whole} if whole else None
        if kind in (Kind.BREAKDOWN, Kind.SERIES):
            return [{"key": c.key, "label": c.label, "value": c.value} for c in self.cells]
        assert self.rows is not None
        if kind is Kind.DECLARED and not self.rows.count():
            return None
        return self.rows.count() if kind is Kind.COUNT else self.rows.total()

    def records(self, *, side: str = "part", key: str | None = None) -> Rows | None:
        """What stands behind the number, the side or the cell; None when there is no such cell.

        Without a key a breakdown opens all its cells, one after the other.
        """
        if key is not None:
            return next((c.rows for c in self.cells if c.key == key), None)
        if self.part is not None:
            return self.whole if side == "whole" else self.part
        return self.rows or JoinedRows([cell.rows for cell in self.cells])


@dataclass(frozen=True)
class Figure:
    """`read` must take value and records from the same question.

    `value_needs` and `records_need` are permissions by name: who may read the number, and who
    may open what it counts. `show` turns a page of records into what a list shows of them.
    """

    code: str
    title: str | Promise
    unit: str
    kind: Kind
    read: Callable[[Scope], Reading]
    definition: str | Promise
    _: KW_ONLY
    show: Callable[[Sequence[Any], Any], list[Mapping[str, Any]]]
    records_need: str
    value_needs: str
    version: int = 1
    is_open: bool = False
    """Counts what the school itself made known (awards, festivals, inspections), not who: a small
    number of it tells of nobody, and the public reads it as it is.
    """
    is_inside: bool = False
    """For the school's own eyes: it names classes or people and cannot stand in a paper."""


_loaded: ContextVar[dict[Any, Any] | None] = ContextVar("loaded", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """Figures read inside share what they load; outside, each loads anew."""
    held = _loaded.set({})
    try:
        yield
    finally:
        _loaded.reset(held)


def load_once(key: Any, load: Callable[[], T]) -> T:
    loaded = _loaded.get()
    if loaded is None:
        return load()
    if key not in loaded:
        loaded[key] = load()
    return cast(T, loaded[key])
