"""What a plan of seats refuses."""

import uuid
from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from school.shared.errors import InputRefused

Place = tuple[uuid.UUID, int, int]
"""Child, row, column."""


def check_seats(places: Sequence[Place], pupils: Collection[uuid.UUID]) -> None:
    """Each child of the class at most once, and each seat."""
    taken: set[tuple[int, int]] = set()
    seated: set[uuid.UUID] = set()
    for number, (child, row, column) in enumerate(places):
        if child not in pupils:
            raise InputRefused(
                f"seats.{number}.student", "not_in_class", _("This child is not in the class.")
            )
        if child in seated:
            raise InputRefused(
                f"seats.{number}.student", "twice", _("This child stands there twice.")
            )
        if (row, column) in taken:
            raise InputRefused(f"seats.{number}.row", "taken", _("This seat is taken twice."))
        seated.add(child)
        taken.add((row, column))
