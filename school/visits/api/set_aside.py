"""What an author gives up when two devices had written the same field of a visit."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from school.people.access import OfferedRow, any_row
from school.people.models import StaffMember, User
from school.people.refs import StaffRef, present_person
from school.shared.api import Day, Text, WholeShape
from school.visits.api.shapes import (
    CategoryCode,
    RevealIn,
)
from school.visits.models import Channel, HomeVisit, Outcome, Receiver
from school.visits.policy.knowledge import may_know
from school.visits.queries import lists

# ---- in ------------------------------------------------------------------------------------


@extend_schema_serializer(component_name="VisitSetAside")
class SetAsideIn(WholeShape):
    """The fields given up, as they were written; `made_from` is the version they were made from."""

    made_from = serializers.IntegerField(min_value=1, max_value=999_999_999)
    visited_on = Day(required=False)
    channel = serializers.ChoiceField(Channel.choices, required=False)
    outcome = serializers.ChoiceField(Outcome.choices, required=False)
    purposes = serializers.ListField(child=CategoryCode(), required=False, max_length=20)
    companions = serializers.ListField(
        child=OfferedRow(any_row, queryset=StaffMember.objects.all()),
        required=False,
        max_length=10,
    )
    received_by = serializers.ChoiceField(Receiver.choices, required=False, allow_blank=True)
    narrative = Text(required=False, max_length=5000, help_text="Stored sealed.")
    suggestion = Text(required=False, allow_blank=True, max_length=1000)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and "purposes" in data:
            visit = self.context["visit"]
            if not may_know(self.context["request"].user, visit.student_id):
                refused = serializers.ErrorDetail(_("There is no such field."), "unknown_field")
                raise serializers.ValidationError({"purposes": [refused]})
        return super().to_internal_value(data)


@extend_schema_serializer(component_name="VisitReveal")
class VisitRevealIn(RevealIn):
    """Without more, the narrative that stands; or an earlier version's, or one set aside."""

    version = serializers.IntegerField(min_value=1, max_value=999_999_999, required=False)
    set_aside = serializers.UUIDField(required=False)


# ---- out -----------------------------------------------------------------------------------


class SetAsideField(serializers.Serializer[Any]):
    """Sealed text tells only that it is there: its value is null."""

    field = serializers.CharField()
    value = serializers.JSONField(allow_null=True)


@extend_schema_serializer(component_name="VisitSetAside")
class SetAsideOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    by = StaffRef(allow_null=True)
    recorded_at = serializers.DateTimeField()
    made_from = serializers.IntegerField()
    values = SetAsideField(many=True)


def present_set_aside(row: Any, told: Mapping[str, Any]) -> dict[str, Any]:
    """`told`: its values as this reader may see them."""
    values = [{"field": field, "value": value} for field, value in told.items()]
    if row.has_narrative:
        values.append({"field": "narrative", "value": None})
    return {
        "id": row.pk,
        "by": present_person(row.created_by),
        "recorded_at": row.created_at,
        "made_from": row.made_from,
        "values": values,
    }


def present_since(visit: HomeVisit, version: int, user: User) -> list[dict[str, Any]]:
    """What each version after this one has changed; purposes only for those who may know."""
    knows = may_know(user, visit.student_id)
    return [
        {
            "version": revision.version,
            "fields": [f for f in revision.snapshot["changed"] if f != "purposes" or knows],
            "gesture": str(revision.gesture) if revision.gesture else None,
        }
        for revision in lists.changed_since(visit.pk, version, until=visit.version, by=user)
    ]
