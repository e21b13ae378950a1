"""What those who took part made of it, over HTTP: the own words, and those for the organiser."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from school.activities.actions import reflections as actions
from school.activities.api.shapes import ActivityRef, present_activity_ref
from school.activities.models import Activity, ActivityReflection
from school.activities.policy.activities import ActivityReflectionPolicy, standing_activities
from school.activities.queries import activities
from school.people.access import OfferedRow, RecordViewSet
from school.people.models import User
from school.people.refs import StaffRef, present_staff
from school.shared.api import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
    Flag,
    QueryShape,
    Shape,
    Text,
    body,
    made_once,
    once,
    query,
    version_given,
)
from school.shared.errors import Stale


class WrittenIn(Shape):
    text = Text(max_length=3000)
    is_private = Flag(
        required=False, help_text="Mine alone. Else the organiser of the activity reads it."
    )


@extend_schema_serializer(component_name="NewActivityReflection")
class ReflectionIn(WrittenIn):
    activity = OfferedRow(standing_activities, queryset=Activity.objects.all())


@extend_schema_serializer(component_name="ActivityReflectionChange")
class ReflectionChangeIn(WrittenIn):
    """What is left out stays."""


class ReflectionQuery(QueryShape):
    activity = serializers.UUIDField(required=False)
    mine = Flag(required=False)


@extend_schema_serializer(component_name="ActivityReflection")
class ReflectionOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    activity = ActivityRef()
    staff = StaffRef()
    text = serializers.CharField()
    is_private = serializers.BooleanField()
    is_mine = serializers.BooleanField()
    written_at = serializers.DateTimeField()
    version = serializers.IntegerField()
    abilities = serializers.ListField(child=serializers.CharField())


def present_reflection(row: ActivityReflection, user: User) -> dict[str, Any]:
    return {
        "id": row.pk,
        "activity": present_activity_ref(row.activity),
        "staff": present_staff(row.staff),
        "text": row.text,
        "is_private": row.is_private,
        "is_mine": row.staff_id == user.staff_id,
        "written_at": row.created_at,
        "version": row.version,
        "abilities": ActivityReflectionPolicy().abilities(user, row),
    }


class ActivityReflectionViewSet(RecordViewSet):
    """The newest first."""

    policy = ActivityReflectionPolicy()
    queryset = ActivityReflection.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = activities.reflections()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        return self._show(activities.reflections().get(pk=pk), code)

    def _show(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        shown = ReflectionOut(present_reflection(row, self.user)).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    @extend_schema(parameters=[ReflectionQuery], responses=ReflectionOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, ReflectionQuery)
        rows = self.get_queryset()
        if "activity" in asked:
            rows = rows.filter(activity_id=asked["activity"])
        if "mine" in asked:
            mine = {"staff_id": self.user.staff_id}
            rows = rows.filter(**mine) if asked["mine"] else rows.exclude(**mine)
        page = self.paginate_queryset(rows) or []
        shown = [present_reflection(row, self.user) for row in page]
        return self.get_paginated_response(ReflectionOut(shown, many=True).data)

    @extend_schema(responses=ReflectionOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._show(self.get_object())

    @extend_schema(
        request=ReflectionIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(ReflectionOut)
    )
    def create(self, request: Request) -> Response:
        def act() -> ActivityReflection:
            return actions.write_reflection(by=self.user, **body(request, ReflectionIn))

        return self._answer(*once(request, act))

    @extend_schema(request=ReflectionChangeIn, parameters=[IF_MATCH], responses=ReflectionOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, ReflectionChangeIn, partial=True)
        try:
            actions.mend_reflection(
                by=self.user, reflection_id=row.pk, expected=expected, changes=changes
            )
        except Stale as stale:
            now = activities.reflections().get(pk=row.pk)
            current = ReflectionOut(present_reflection(now, self.user)).data
            raise Stale(stale.message, current=current) from None
        return self._answer(row.pk)
