"""What several of these endpoints take in and give out."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from school.activities.models import Activity, ActivityKind, Area, Group, Programme
from school.people.models import SchoolClass
from school.people.rules import class_name
from school.shared.api import QueryShape, Shape, Text


@extend_schema_serializer(component_name="ActivityReason")
class ReasonIn(Shape):
    reason = Text(max_length=200)


class Unfiltered(QueryShape):
    """A list without filters of its own."""


@extend_schema_serializer(component_name="ActivityKindRef")
class KindRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    area = serializers.ChoiceField(Area.choices)
    area_label = serializers.CharField()


@extend_schema_serializer(component_name="ProgrammeRef")
class ProgrammeRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    edition = serializers.IntegerField(allow_null=True)


@extend_schema_serializer(component_name="ActivityPartRef")
class NameRef(serializers.Serializer[Any]):
    """A phase or a group, by name."""

    id = serializers.UUIDField()
    name = serializers.CharField()


@extend_schema_serializer(component_name="ActivityRef")
class ActivityRef(serializers.Serializer[Any]):
    """An activity as other records mention it."""

    id = serializers.UUIDField()
    kind = KindRef()
    topic = serializers.CharField()
    happened_on = serializers.DateField()


def present_kind_ref(kind: ActivityKind) -> dict[str, Any]:
    return {
        "id": kind.pk,
        "code": kind.code,
        "name": kind.name,
        "area": kind.area,
        "area_label": kind.get_area_display(),
    }


def present_programme_ref(row: Programme | None) -> dict[str, Any] | None:
    return {"id": row.pk, "name": row.name, "edition": row.edition} if row else None


def present_named(row: Group | Any | None) -> dict[str, Any] | None:
    return {"id": row.pk, "name": row.name} if row else None


def present_class_on(school_class: SchoolClass, day: Any) -> dict[str, Any]:
    """Called as it was on the day."""
    return {"id": school_class.pk, "name": class_name(school_class, day)}


def present_activity_ref(row: Activity) -> dict[str, Any]:
    """`row` with its kind loaded."""
    return {
        "id": row.pk,
        "kind": present_kind_ref(row.kind),
        "topic": row.topic,
        "happened_on": row.happened_on,
    }
