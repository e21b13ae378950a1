"""What a declaration says, by its kind."""

import datetime

from django.utils.translation import gettext as _

from school.assurance.models import DeclarationKind
from school.shared.errors import InputRefused

COUNTED = (DeclarationKind.ACCIDENTS, DeclarationKind.CASES)
"""Kinds whose declaration is a number."""


def check_declares(kind: str, *, number: int | None, item: str, answer: str) -> None:
    """A number where one is declared, an item and an answer for the negative list, else neither."""
    is_counted, is_listed = kind in COUNTED, kind == DeclarationKind.NEGATIVE_LIST
    for field, is_given, is_asked in (
        ("number", number is not None, is_counted),
        ("item", bool(item), is_listed),
        ("answer", bool(answer), is_listed),
    ):
        if is_asked and not is_given:
            raise InputRefused(field, "required", _("This declaration says it."))
        if is_given and not is_asked:
            raise InputRefused(field, "not_asked", _("This kind of declaration does not say it."))


def check_term_began(opens_on: datetime.date, *, today: datetime.date) -> None:
    if today < opens_on:
        raise InputRefused("term", "in_future", _("Nothing is declared of a term to come."))
