"""Shapes that several endpoints of people nest."""

from typing import Any

from django.core.validators import RegexValidator
from django.utils import timezone, translation
from drf_spectacular.utils import (
    extend_schema_serializer,
)
from rest_framework import serializers

from school.people import queries, rules
from school.people.models import Term
from school.people.roles import PostKind
from school.shared.api import QueryShape, Text


class OwnNumber(Text):
    """学号 or 工号: the school's own number, of plain letters and digits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            lines=False, validators=[RegexValidator(r"^[0-9A-Za-z][0-9A-Za-z._/-]*$")], **kwargs
        )


class Named(serializers.Serializer[Any]):
    """A record as others mention it."""

    id = serializers.UUIDField()
    name = serializers.CharField()


@extend_schema_serializer(component_name="Post")
class PostOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(PostKind.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    school_class = Named(allow_null=True)
    grade = serializers.IntegerField(allow_null=True)
    subject = serializers.CharField()


@extend_schema_serializer(component_name="Span")
class SpanOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


@extend_schema_serializer(component_name="Term")
class TermOut(serializers.Serializer[Any]):
    """A term; `starts_on` and `ends_on` are those of its longest stage."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    academic_year = serializers.CharField()
    first_year = serializers.IntegerField()
    ordinal = serializers.IntegerField()
    window_opens_on = serializers.DateField()
    window_closes_on = serializers.DateField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    week = serializers.IntegerField(allow_null=True, help_text="The teaching week of today.")
    is_current = serializers.BooleanField()
    version = serializers.IntegerField()
    stages = SpanOut(many=True)
    holidays = SpanOut(many=True)


def present_term(term: Term) -> dict[str, Any]:
    today = timezone.localdate()
    stages = list(term.stages.all())
    with translation.override("zh-hans"):
        year = str(term.academic_year)
    ordinal = rules.numeral(term.ordinal)
    week = next((w.number for w in queries.weeks(term) if w.first <= today <= w.last), None)
    english = (translation.get_language() or "").startswith("en")
    return {
        "id": term.pk,
        "name": f"{year}, term {term.ordinal}" if english else f"{year}学年度第{ordinal}学期",
        "academic_year": year,
        "first_year": term.academic_year.first_year,
        "ordinal": term.ordinal,
        "window_opens_on": term.window_opens_on,
        "window_closes_on": term.window_closes_on,
        "starts_on": min((s.starts_on for s in stages), default=None),
        "ends_on": max((s.ends_on for s in stages), default=None),
        "week": week,
        "version": term.version,
        "is_current": term.window_opens_on <= today <= term.window_closes_on,
        "stages": [
            {"name": s.stage, "starts_on": s.starts_on, "ends_on": s.ends_on} for s in stages
        ],
        "holidays": [
            {"name": h.name, "starts_on": h.starts_on, "ends_on": h.ends_on}
            for h in term.holidays.all()
        ],
    }


class NoFilters(QueryShape):
    """A list without filters of its own."""
