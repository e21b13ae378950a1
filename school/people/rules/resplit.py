"""Dividing a cohort anew (分班): who is in which class today, who shall be in which, row by row."""

import datetime
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from school.shared.idempotency import digest

MOST_CHILDREN = 1_000


@dataclass(frozen=True)
class ChildFact:
    id: uuid.UUID
    student_number: str
    name: str
    number: int
    """Of the class the child would be in on the day."""


@dataclass(frozen=True)
class Change:
    child: ChildFact
    number: int

    @property
    def moves(self) -> bool:
        return self.number != self.child.number


@dataclass(frozen=True)
class Plan:
    stage: str
    cohort_year: int
    starts_on: datetime.date
    classes: int
    changes: tuple[Change, ...]
    new_numbers: tuple[int, ...]
    """Classes that the cohort does not have yet."""
    problems: tuple[str, ...]

    @property
    def moved(self) -> int:
        return sum(one.moves for one in self.changes)

    @property
    def sizes(self) -> list[tuple[int, int]]:
        """Class number -> how many children it gets, the empty ones too."""
        found = Counter(one.number for one in self.changes)
        return [(number, found[number]) for number in range(1, self.classes + 1)]

    @cached_property
    def digest(self) -> str:
        return digest(
            {
                "cohort": [self.stage, self.cohort_year, str(self.starts_on), self.classes],
                "rows": sorted(
                    [str(one.child.id), one.child.number, one.number] for one in self.changes
                ),
                "problems": list(self.problems),
            }
        )


def plan(
    *,
    stage: str,
    cohort_year: int,
    starts_on: datetime.date,
    classes: int,
    children: Sequence[ChildFact],
    wanted: Sequence[tuple[str, int]],
    there: Sequence[int],
) -> Plan:
    """`wanted`: student number -> class number, as given; every child exactly once."""
    by_number: Mapping[str, ChildFact] = {one.student_number: one for one in children}
    given = Counter(student_number for student_number, _number in wanted)
    problems: list[str] = []
    changes: list[Change] = []
    for student_number, number in wanted:
        child = by_number.get(student_number)
        if child is None:
            problems.append(
                _("%(number)s is no child of this cohort on the day.") % {"number": student_number}
            )
        elif not 1 <= number <= classes:
            problems.append(
                _("%(name)s (%(number)s): there is no class %(class)d among the %(classes)d.")
                % {
                    "name": child.name,
                    "number": student_number,
                    "class": number,
                    "classes": classes,
                }
            )
        else:
            changes.append(Change(child, number))
    problems += [
        _("%(number)s stands in the list more than once.") % {"number": number}
        for number, times in given.items()
        if times > 1
    ]
    problems += [
        _("%(name)s (%(number)s) has no class in the list.")
        % {"name": one.name, "number": one.student_number}
        for one in children
        if one.student_number not in given
    ]
    sizes = Counter(one.number for one in changes)
    problems += [
        _("Class %(number)d would be empty.") % {"number": number}
        for number in range(1, classes + 1)
        if not sizes[number]
    ]
    return Plan(
        stage=stage,
        cohort_year=cohort_year,
        starts_on=starts_on,
        classes=classes,
        changes=tuple(changes),
        new_numbers=tuple(n for n in range(1, classes + 1) if n not in there),
        problems=tuple(problems),
    )
