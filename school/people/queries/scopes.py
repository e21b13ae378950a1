"""What figures of every context ask of people: the term, the classes and the weeks of a scope."""

import datetime
import uuid
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from school.people import queries as people
from school.people.models import SchoolClass, Term
from school.people.rules import grade_of
from school.shared.figures import Scope, load_once

WEEK = datetime.timedelta(days=7)


def term_of(scope: Scope) -> Term | None:
    return load_once(
        ("people.term", scope.term_id),
        lambda: people.terms(scope.school_id).filter(pk=scope.term_id).first(),
    )


def grade_in(school_class: SchoolClass, scope: Scope) -> int:
    """The grade of the term: in its window's first weeks the new year may not have turned yet."""
    return grade_of(school_class.stage, school_class.cohort_year, scope.last)


def classes_in(scope: Scope) -> list[SchoolClass]:
    """The classes that the scope's class and grade leave over, the lowest grade first."""

    def load() -> list[SchoolClass]:
        return list(SchoolClass.objects.filter(school_id=scope.school_id))

    found = [
        one
        for one in load_once(("people.classes", scope.school_id), load)
        if scope.school_class_id in (None, one.pk) and scope.grade in (None, grade_in(one, scope))
    ]
    return sorted(found, key=lambda one: (grade_in(one, scope), one.number))


def class_ids(scope: Scope) -> list[uuid.UUID]:
    return [one.pk for one in classes_in(scope)]


def is_whole_school(scope: Scope) -> bool:
    return scope.school_class_id is None and scope.grade is None


def monday_of(day: datetime.date) -> datetime.date:
    return day - datetime.timedelta(days=day.weekday())


def weeks_in(scope: Scope) -> Iterator[tuple[datetime.date, str]]:
    """Every week of the window up to the day asked about, as teachers call it, by its Monday."""
    term = term_of(scope)
    numbers = {monday_of(week.first): week.number for week in people.weeks(term)} if term else {}
    monday, first_taught = monday_of(scope.first), min(numbers, default=scope.last)
    while monday <= scope.until:
        # Django's own short date in Chinese pads the month with a zero.
        words = {"day": date_format(monday, _("F j")), "number": numbers.get(monday)}
        if monday in numbers:
            label = _("Week %(number)s") % words
        elif monday < first_taught:
            label = _("Before term, %(day)s") % words
        else:
            label = _("Holidays, %(day)s") % words
        yield monday, label
        monday += WEEK
