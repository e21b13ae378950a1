"""What the shapes of this context share."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from school.evidence.models import Evidence
from school.evidence.policy import attachable
from school.people.access import OfferedRow, any_row
from school.people.models import StaffMember, Term
from school.shared.api import QueryShape, Shape, Text

MOST_FILES = 20


@extend_schema_serializer(component_name="AssuranceVoid")
class VoidIn(Shape):
    reason = Text(max_length=200)


class Unfiltered(QueryShape):
    pass


def colleague(**kwargs: Any) -> Any:
    return OfferedRow(any_row, queryset=StaffMember.objects.all(), **kwargs)


def of_term(**kwargs: Any) -> Any:
    return OfferedRow(any_row, queryset=Term.objects.all(), **kwargs)


def files(**kwargs: Any) -> Any:
    """Files of one's own, or those one reads, to stand beside a record."""
    return serializers.ListField(
        child=OfferedRow(attachable, queryset=Evidence.objects.all()),
        max_length=MOST_FILES,
        **kwargs,
    )


@extend_schema_serializer(component_name="AssuranceTermRef")
class TermRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    year = serializers.CharField(help_text="Such as 2026-2027.")
    ordinal = serializers.IntegerField()


def present_term(term: Term) -> dict[str, Any]:
    return {"id": term.pk, "year": str(term.academic_year), "ordinal": term.ordinal}
