"""What a class is called on a day, which grade it is, and how a term counts its weeks."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from school.people.models import SchoolClass, Stage, Term

FIRST_GRADE = {Stage.PRIMARY: 1, Stage.JUNIOR: 7, Stage.SENIOR: 10}
GRADES = {Stage.PRIMARY: 6, Stage.JUNIOR: 3, Stage.SENIOR: 3}
"""How many grades a stage has."""
NUMERALS = "零一二三四五六七八九"
YEAR_TURNS_IN = 8
"""The school year of a date turns on the first of August, when classes are made up anew."""


def academic_year_of(day: datetime.date) -> int:
    """The calendar year in which the academic year of this day begins."""
    return day.year if day.month >= YEAR_TURNS_IN else day.year - 1


def grade_of(stage: str, cohort_year: int, day: datetime.date) -> int:
    """The grade level, counted from primary school's first."""
    return FIRST_GRADE[Stage(stage)] + academic_year_of(day) - cohort_year


def is_at_school(stage: str, cohort_year: int, day: datetime.date) -> bool:
    """Whether a class of this cohort is in one of its stage's grades on the day."""
    first = FIRST_GRADE[Stage(stage)]
    return first <= grade_of(stage, cohort_year, day) < first + GRADES[Stage(stage)]


def cohort_of(stage: str, grade: int, day: datetime.date) -> int:
    return FIRST_GRADE[Stage(stage)] + academic_year_of(day) - grade


def numeral(number: int) -> str:
    """1 to 99 in Chinese numerals, as classes and weeks are called."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")


def grade_name(grade: int) -> str:
    if grade >= FIRST_GRADE[Stage.SENIOR]:
        return f"高{numeral(grade - 9)}"
    return f"{numeral(grade)}年级"


def class_name(school_class: SchoolClass, day: datetime.date) -> str:
    """三年级(2)班, or the cohort's name when the class is not at school in that year."""
    grade = grade_of(school_class.stage, school_class.cohort_year, day)
    if not 1 <= grade <= 12:
        return f"{school_class.cohort_year}级({school_class.number})班"
    return f"{grade_name(grade)}({school_class.number})班"


def term_name(term: Term) -> str:
    """As papers call the term, whatever language is read."""
    return f"{term.academic_year}学年度第{numeral(term.ordinal)}学期"


@dataclass(frozen=True)
class Week:
    """A teaching week: Monday to Sunday, cut to the term's days."""

    number: int
    first: datetime.date
    last: datetime.date


def teaching_weeks(
    starts_on: datetime.date,
    ends_on: datetime.date,
    holidays: Iterable[tuple[datetime.date, datetime.date]] = (),
) -> list[Week]:
    """第一周 is the week of the first teaching day. A week wholly on holiday is not counted."""
    off = list(holidays)
    weeks: list[Week] = []
    monday = starts_on - datetime.timedelta(days=starts_on.weekday())
    while monday <= ends_on:
        first = max(monday, starts_on)
        last = min(monday + datetime.timedelta(days=6), ends_on)
        school_days = (
            first + datetime.timedelta(days=n)
            for n in range((last - first).days + 1)
            if (first + datetime.timedelta(days=n)).weekday() < 5
        )
        if any(not any(a <= day <= b for a, b in off) for day in school_days):
            weeks.append(Week(len(weeks) + 1, first, last))
        monday += datetime.timedelta(days=7)
    return weeks
