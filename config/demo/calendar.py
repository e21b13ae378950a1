"""When the demo school's two terms lie, for any day the demo is loaded on.

Visit windows touch: the first term's runs from the day after the second term's closes, summer holiday included.
"""

import datetime
from dataclasses import dataclass

SPRING = (2, 1)
SUMMER = (7, 11)
DAY = datetime.timedelta(days=1)

# The two festivals of the lunar calendar that fall into teaching weeks, as the State Council gave the days off.
MID_AUTUMN = {2026: (9, 25, 27), 2027: (9, 15, 17), 2028: (10, 8, 8), 2029: (9, 22, 24)}
DRAGON_BOAT = {2026: (6, 19, 21), 2027: (6, 9, 9), 2028: (5, 27, 29), 2029: (6, 16, 18)}


@dataclass(frozen=True)
class TermDates:
    first_year: int
    ordinal: int
    opens_on: datetime.date
    closes_on: datetime.date
    starts_on: datetime.date
    ends_on: datetime.date
    holidays: tuple[tuple[str, datetime.date, datetime.date], ...]


@dataclass(frozen=True)
class Calendar:
    today: datetime.date
    finished: TermDates
    running: TermDates


def calendar_for(today: datetime.date) -> Calendar:
    """The running term is the one whose visit window holds this day; the finished one is the one before."""
    year = today.year
    if (today.month, today.day) >= SUMMER:
        return Calendar(today, second_term(year - 1), first_term(year))
    if (today.month, today.day) >= SPRING:
        return Calendar(today, first_term(year - 1), second_term(year - 1))
    return Calendar(today, second_term(year - 2), first_term(year - 1))


def first_term(first_year: int) -> TermDates:
    """September to the last Friday before February."""
    january = datetime.date(first_year + 1, 1, 31)
    holidays = [("国庆节", datetime.date(first_year, 10, 1), datetime.date(first_year, 10, 7))]
    if first_year in MID_AUTUMN:
        holidays.insert(0, _festival("中秋节", first_year, MID_AUTUMN[first_year]))
    new_year = datetime.date(first_year + 1, 1, 1)
    holidays.append(("元旦", new_year, new_year + 2 * DAY))
    return TermDates(
        first_year=first_year,
        ordinal=1,
        opens_on=datetime.date(first_year, 7, 11),
        closes_on=january,
        starts_on=datetime.date(first_year, 9, 1),
        ends_on=_friday_before(january),
        holidays=tuple(holidays),
    )


def second_term(first_year: int) -> TermDates:
    """The first Monday after the lantern weeks of February to the second Friday of July."""
    year = first_year + 1
    start = datetime.date(year, 2, 24)
    while start.weekday() != 0:
        start += DAY
    holidays = [
        ("清明节", datetime.date(year, 4, 4), datetime.date(year, 4, 6)),
        ("劳动节", datetime.date(year, 5, 1), datetime.date(year, 5, 5)),
    ]
    if year in DRAGON_BOAT:
        holidays.append(_festival("端午节", year, DRAGON_BOAT[year]))
    last = datetime.date(year, 7, 10)
    return TermDates(
        first_year=first_year,
        ordinal=2,
        opens_on=datetime.date(year, 2, 1),
        closes_on=last,
        starts_on=start,
        ends_on=_friday_before(last),
        holidays=tuple(holidays),
    )


def _festival(
    name: str, year: int, days: tuple[int, int, int]
) -> tuple[str, datetime.date, datetime.date]:
    month, first, last = days
    return name, datetime.date(year, month, first), datetime.date(year, month, last)


def _friday_before(day: datetime.date) -> datetime.date:
    while day.weekday() != 4:
        day -= DAY
    return day
