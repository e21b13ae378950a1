"""What a digest says, on the page and in the mail: sentences made of numbers alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from school.notices import queries, rules
from school.notices.models import Digest


@dataclass(frozen=True)
class Line:
    code: str
    number: int
    says: str
    link: str


def lines(counts: Mapping[str, int]) -> Iterator[Line]:
    """In the reader's language. A line that the product no longer has is left out."""
    for line in queries.LINES:
        if number := counts.get(line.code):
            yield Line(line.code, number, line.says(number), line.link)


@dataclass(frozen=True)
class Written:
    """A mail: its subject tells nothing but what kind of mail it is."""

    subject: str
    text: str
    html: str


def digest(one: Digest, language: str) -> Written:
    with translation.override(language):
        return _written(
            _("Wotu: your week"),
            "digest",
            {
                "lines": list(lines(one.counts)),
                "first": date_format(one.week_of, "MONTH_DAY_FORMAT"),
                "last": date_format(rules.sunday_of(one.week_of), "MONTH_DAY_FORMAT"),
            },
        )


def code(digits: str, language: str) -> Written:
    with translation.override(language):
        return _written(
            _("Wotu: your code"), "code", {"code": digits, "minutes": rules.CODE_MINUTES}
        )


def _written(subject: str, template: str, told: Mapping[str, Any]) -> Written:
    told = {**told, "subject": subject, "address": settings.PUBLIC_ADDRESS}
    return Written(
        subject,
        render_to_string(f"notices/{template}.txt", told),
        render_to_string(f"notices/{template}.html", told),
    )
