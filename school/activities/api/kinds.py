"""The kinds of activity over HTTP."""

from typing import Any

from django.core.validators import RegexValidator
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.activities.actions import kinds as actions
from school.activities.api.shapes import KindRef, present_kind_ref
from school.activities.models import ActivityKind, Area
from school.activities.policy.activities import ActivityKindPolicy
from school.activities.queries import activities
from school.people.access import RecordViewSet
from school.people.models import User
from school.shared.api import (
    IDEMPOTENCY_KEY,
    Flag,
    Number,
    QueryShape,
    Shape,
    Text,
    body,
    made_once,
    once,
    query,
)

ASKS = (
    *("asks_research_level", "asks_domain", "asks_hours", "asks_headcount", "asks_visitors"),
    *("asks_issue", "asks_classes", "asks_outcome", "asks_reflection"),
    *("is_for_staff", "is_for_pupils", "is_for_families"),
)


@extend_schema_serializer(component_name="NewActivityKind")
class KindIn(Shape):
    """What it asks for stays as it is: by that, what its activities count as."""

    code = Text(
        lines=False, max_length=30, validators=[RegexValidator(r"^[0-9A-Za-z][0-9A-Za-z._-]*$")]
    )
    name = Text(lines=False, max_length=30)
    area = serializers.ChoiceField(Area.choices)
    asks_research_level = Flag(required=False)
    asks_domain = Flag(required=False)
    asks_hours = Flag(
        required=False, help_text="Class hours: for colleagues, that makes it a training."
    )
    asks_headcount = Flag(required=False)
    asks_visitors = Flag(required=False, help_text="The headcount are visitors of the school.")
    asks_issue = Flag(required=False, help_text="The number of an issue: a printed paper.")
    asks_classes = Flag(required=False)
    asks_outcome = Flag(required=False)
    asks_reflection = Flag(required=False)
    is_for_staff = Flag(required=False)
    is_for_pupils = Flag(required=False)
    is_for_families = Flag(required=False)


@extend_schema_serializer(component_name="ActivityKindChange")
class KindChangeIn(Shape):
    """What is left out stays."""

    name = Text(lines=False, max_length=30, required=False)
    position = Number(min_value=1, max_value=1000, required=False)
    is_active = Flag(required=False)


class KindQuery(QueryShape):
    active = Flag(required=False, help_text="Those in use; without it, those out of use too.")


@extend_schema_serializer(component_name="ActivityKind")
class KindOut(KindRef):
    asks_research_level = serializers.BooleanField()
    asks_domain = serializers.BooleanField()
    asks_hours = serializers.BooleanField()
    asks_headcount = serializers.BooleanField()
    asks_visitors = serializers.BooleanField()
    asks_issue = serializers.BooleanField()
    asks_classes = serializers.BooleanField()
    asks_outcome = serializers.BooleanField()
    asks_reflection = serializers.BooleanField()
    is_for_staff = serializers.BooleanField()
    is_for_pupils = serializers.BooleanField()
    is_for_families = serializers.BooleanField()
    position = serializers.IntegerField()
    is_active = serializers.BooleanField()
    abilities = serializers.ListField(child=serializers.CharField())


def present_kind(row: ActivityKind, user: User) -> dict[str, Any]:
    return {
        **present_kind_ref(row),
        **{name: getattr(row, name) for name in ASKS},
        "position": row.position,
        "is_active": row.is_active,
        "abilities": ActivityKindPolicy().abilities(user, row),
    }


class ActivityKindViewSet(RecordViewSet):
    """In the school's order."""

    policy = ActivityKindPolicy()
    queryset = ActivityKind.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = activities.kinds()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = activities.kinds().get(pk=pk)
        return Response(KindOut(present_kind(row, self.user)).data, code)

    @extend_schema(parameters=[KindQuery], responses=KindOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, KindQuery)
        rows = self.get_queryset()
        if "active" in asked:
            rows = rows.filter(is_active=asked["active"])
        page = self.paginate_queryset(rows) or []
        shown = [present_kind(row, self.user) for row in page]
        return self.get_paginated_response(KindOut(shown, many=True).data)

    @extend_schema(request=KindIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(KindOut))
    def create(self, request: Request) -> Response:
        def act() -> ActivityKind:
            return actions.add_kind(by=self.user, **body(request, KindIn))

        return self._answer(*once(request, act))

    @extend_schema(request=KindChangeIn, responses=KindOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.change_kind(by=self.user, kind_id=row.pk, **body(request, KindChangeIn))
        return self._answer(row.pk)
