"""What several of these endpoints take in and give out."""

import re
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from school.people.models import StaffMember, User
from school.people.rules import class_name
from school.shared.api import Shape, Text
from school.visits.models import CareCategory
from school.visits.policy.knowledge import categories

# ---- out -----------------------------------------------------------------------------------


class ClassRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class StudentRef(serializers.Serializer[Any]):
    """A child as others mention it, with the class of today."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    school_class = ClassRef(allow_null=True)


class StaffRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class CareCategoryRef(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    purpose = serializers.CharField()


def present_student(student: Any) -> dict[str, Any]:
    """`student.placed` is prefetched: the placement of today."""
    school_class = student.placed[0].school_class if student.placed else None
    return {
        "id": student.pk,
        "name": student.name,
        "school_class": {
            "id": school_class.pk,
            "name": class_name(school_class, timezone.localdate()),
        }
        if school_class
        else None,
    }


def present_staff(staff: StaffMember) -> dict[str, Any]:
    return {"id": staff.pk, "name": staff.name}


def present_person(user: User | None) -> dict[str, Any] | None:
    if user is None:
        return None
    return {"id": user.staff_id or user.pk, "name": user.display_name}


# ---- in ------------------------------------------------------------------------------------


@extend_schema_field(OpenApiTypes.STR)
class CategoryCode(serializers.Field):  # type: ignore[type-arg]
    """A category on offer, by its code; the shape gets the row."""

    default_error_messages = {"does_not_exist": _("There is no such category.")}

    def to_internal_value(self, data: Any) -> CareCategory:
        offered = self.context.get("categories")
        if offered is None:
            user = self.context["request"].user
            rows = CareCategory.objects.filter(school_id=user.school_id)
            offered = {one.code: one for one in categories(user, rows)}
            self.context["categories"] = offered  # type: ignore[index]
        found = offered.get(data) if isinstance(data, str) else None
        if found is None:
            self.fail("does_not_exist")
        return found  # type: ignore[no-any-return]

    def to_representation(self, value: Any) -> Any:
        return value.code


class Moment(serializers.DateTimeField):
    """A moment of our century; others do not fit every time zone."""

    def to_internal_value(self, value: Any) -> Any:
        if not isinstance(value, str) or not re.match(r"20\d\d-", value, re.ASCII):
            self.fail("invalid", format="YYYY-MM-DDThh:mm[:ss][+HH:MM|-HH:MM|Z]")
        return super().to_internal_value(value)


class WholeShape(Shape):
    """Taken whole even inside an amendment, where DRF would let its fields be missing."""

    def to_internal_value(self, data: Any) -> Any:
        value = super().to_internal_value(data)
        missing = {
            name: [serializers.ErrorDetail(str(field.error_messages["required"]), "required")]
            for name, field in self.fields.items()
            if field.required and name not in value
        }
        if missing:
            raise serializers.ValidationError(missing)
        return value


@extend_schema_serializer(component_name="Reason")
class ReasonIn(Shape):
    reason = Text(max_length=200)


@extend_schema_serializer(component_name="Reveal")
class RevealIn(Shape):
    """Why sealed text is opened; it goes into the audit log."""

    purpose = Text(max_length=200)
