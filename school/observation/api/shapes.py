"""What several of these endpoints take in and give out."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from school.observation.models import LessonKind, LessonSession
from school.people.models import SchoolClass
from school.people.refs import ClassRef, StaffRef, present_staff
from school.people.rules import class_name
from school.shared.api import QueryShape, Shape, Text


@extend_schema_serializer(component_name="LessonReason")
class ReasonIn(Shape):
    reason = Text(max_length=200)


class Unfiltered(QueryShape):
    """A list without filters of its own."""


@extend_schema_serializer(component_name="LessonKindRef")
class KindRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()


@extend_schema_serializer(component_name="LessonRef")
class LessonRef(serializers.Serializer[Any]):
    """A lesson as other records mention it. Out of school it has no `host` but a `host_name`."""

    id = serializers.UUIDField()
    host = StaffRef(allow_null=True)
    host_name = serializers.CharField(help_text="Always there: the host's name, wherever.")
    is_out_of_school = serializers.BooleanField()
    organiser = serializers.CharField()
    kind = KindRef()
    subject = serializers.CharField()
    topic = serializers.CharField()
    school_class = ClassRef(allow_null=True)
    taught_on = serializers.DateField()
    period = serializers.IntegerField()
    place = serializers.CharField()


def present_kind_ref(kind: LessonKind) -> dict[str, Any]:
    return {"id": kind.pk, "code": kind.code, "name": kind.name}


def present_class_on(school_class: SchoolClass | None, day: Any) -> dict[str, Any] | None:
    """Called as it was on the day."""
    if school_class is None:
        return None
    return {"id": school_class.pk, "name": class_name(school_class, day)}


def present_lesson_ref(row: LessonSession) -> dict[str, Any]:
    """`row` with its host, kind and class loaded."""
    return {
        "id": row.pk,
        "host": present_staff(row.host) if row.host else None,
        "host_name": row.host.name if row.host else row.host_name,
        "is_out_of_school": row.is_out_of_school,
        "organiser": row.organiser,
        "kind": present_kind_ref(row.kind),
        "subject": row.subject,
        "topic": row.topic,
        "school_class": present_class_on(row.school_class, row.taught_on),
        "taught_on": row.taught_on,
        "period": row.period,
        "place": row.place,
    }
