"""What the shapes of this context share: closed sets, values of figures, the reader's words."""

from typing import Any

from django.utils import translation
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from school.people import rules
from school.people.models import Term
from school.shared.api import QueryShape
from school.shared.figures import Kind


def one_of(*words: str) -> dict[str, Any]:
    """A closed set, word by word: whole sets under one field name would each need a name."""
    return {"oneOf": [{"type": "string", "enum": [word]} for word in words]}


@extend_schema_field(one_of(*(kind.value for kind in Kind)))
class KindField(serializers.CharField):
    pass


VALUE_SCHEMA = {
    "oneOf": [
        {"type": "integer"},
        {
            "type": "object",
            "required": ["part", "whole"],
            "properties": {"part": {"type": "integer"}, "whole": {"type": "integer"}},
        },
        {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["key", "label", "value"],
                "properties": {
                    "key": {"type": "string"},
                    "label": {"type": "string"},
                    "value": {"type": "integer"},
                },
            },
        },
    ],
    "nullable": True,
    "description": (
        "count, total: a number; declared: a number, or null when nobody has signed one; share: "
        "part and whole, or null when the whole is empty; breakdown, series: the cells."
    ),
}


@extend_schema_field(VALUE_SCHEMA)
class ValueField(serializers.JSONField):
    """A figure's value, whose form depends on the kind."""


def language() -> str:
    return "en" if (translation.get_language() or "").startswith("en") else "zh"


def said(words: dict[str, str]) -> str:
    return words.get(language(), words["zh"])


def term_name(term: Term) -> str:
    if language() == "en":
        return f"{term.academic_year}, term {term.ordinal}"
    return rules.term_name(term)


class NoFilters(QueryShape):
    """A list without filters of its own."""
