"""What several of these endpoints take in and give out."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from school.shared.api import Shape, Text
from school.visits.models import CareCategory
from school.visits.policy.knowledge import categories

# ---- out -----------------------------------------------------------------------------------


class CareCategoryRef(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    purpose = serializers.CharField()


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


@extend_schema_serializer(component_name="Reason")
class ReasonIn(Shape):
    reason = Text(max_length=200)


@extend_schema_serializer(component_name="Reveal")
class RevealIn(Shape):
    """Why sealed text is opened; it goes into the audit log."""

    purpose = Text(max_length=200)
