"""Groups, who belongs to them and what they work on, over HTTP."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.activities.actions import groups as actions
from school.activities.api.shapes import NameRef, ReasonIn
from school.activities.models import Group, GroupKind
from school.activities.policy.activities import GroupPolicy
from school.activities.queries import groups
from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.models import StaffMember, User
from school.people.refs import StaffRef, present_staff
from school.shared.api import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
    Day,
    Flag,
    Number,
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

MOST_MEMBERS = 200


class FoundedIn(Shape):
    name = Text(lines=False, max_length=40)
    purpose = Text(lines=False, max_length=200, required=False, allow_blank=True)
    leader = OfferedRow(any_row, queryset=StaffMember.objects.all())
    headcount = Number(
        min_value=0,
        max_value=20_000,
        required=False,
        allow_null=True,
        help_text="Pupils and parents who belong to it; they are not named.",
    )
    topics = serializers.ListField(
        child=Text(lines=False, max_length=100), required=False, max_length=50
    )


@extend_schema_serializer(component_name="NewActivityGroup")
class GroupIn(FoundedIn):
    kind = serializers.ChoiceField(GroupKind.choices)
    starts_on = Day()
    members = serializers.ListField(
        child=OfferedRow(any_row, queryset=StaffMember.objects.all()),
        required=False,
        max_length=MOST_MEMBERS,
    )


@extend_schema_serializer(component_name="ActivityGroupChange")
class GroupChangeIn(FoundedIn):
    """What is left out stays; `topics` is the whole list."""


@extend_schema_serializer(component_name="ActivityGroupJoining")
class JoinIn(Shape):
    staff = OfferedRow(any_row, queryset=StaffMember.objects.all())
    starts_on = Day()


@extend_schema_serializer(component_name="ActivityGroupLeaving")
class LeaveIn(Shape):
    staff = OfferedRow(any_row, queryset=StaffMember.objects.all())
    last_day = Day()


@extend_schema_serializer(component_name="ActivityGroupClosing")
class CloseIn(Shape):
    ends_on = Day()


class GroupQuery(QueryShape):
    kind = serializers.ChoiceField(GroupKind.choices, required=False)
    mine = Flag(required=False, help_text="Those that I lead or belong to.")
    running = Flag(required=False, help_text="Whether it exists today.")


@extend_schema_serializer(component_name="ActivityGroupMember")
class MemberOut(serializers.Serializer[Any]):
    staff = StaffRef()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)


@extend_schema_serializer(component_name="ActivityGroup")
class GroupOut(NameRef):
    kind = serializers.ChoiceField(GroupKind.choices)
    kind_label = serializers.CharField()
    purpose = serializers.CharField()
    leader = StaffRef()
    headcount = serializers.IntegerField(allow_null=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    members = MemberOut(many=True, help_text="Those who left too, the oldest first.")
    topics = serializers.ListField(child=serializers.CharField())
    is_voided = serializers.BooleanField()
    version = serializers.IntegerField()
    abilities = serializers.ListField(child=serializers.CharField())


def present_group(row: Any, user: User) -> dict[str, Any]:
    """`row` as `groups.groups` gives it."""
    is_open = row.voided_at is None and row.ends_on is None
    return {
        "id": row.pk,
        "name": row.name,
        "kind": row.kind,
        "kind_label": row.get_kind_display(),
        "purpose": row.purpose,
        "leader": present_staff(row.leader),
        "headcount": row.headcount,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "members": [
            {
                "staff": present_staff(one.staff),
                "starts_on": one.starts_on,
                "ends_on": one.ends_on,
            }
            for one in row.told
        ],
        "topics": [one.title for one in row.topics.all()],
        "is_voided": row.voided_at is not None,
        "version": row.version,
        "abilities": [
            verb
            for verb in GroupPolicy().abilities(user, row)
            if is_open or verb == "retrieve" or (verb == "void" and row.voided_at is None)
        ],
    }


class ActivityGroupViewSet(RecordViewSet):
    """By kind and name, those that ended too."""

    policy = GroupPolicy()
    queryset = Group.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = groups.groups()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        return self._show(groups.groups().get(pk=pk), code)

    def _show(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        shown = GroupOut(present_group(row, self.user)).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    @extend_schema(parameters=[GroupQuery], responses=GroupOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, GroupQuery)
        rows, today = self.get_queryset().filter(voided_at=None), timezone.localdate()
        if "kind" in asked:
            rows = rows.filter(kind=asked["kind"])
        if "mine" in asked:
            mine = groups.of_person(self.user.staff_id)
            rows = rows.filter(mine) if asked["mine"] else rows.exclude(mine)
        if "running" in asked:
            running = groups.overlapping(Group.objects.all(), today, today).values("pk")
            rows = rows.filter(pk__in=running) if asked["running"] else rows.exclude(pk__in=running)
        page = self.paginate_queryset(rows) or []
        shown = [present_group(row, self.user) for row in page]
        return self.get_paginated_response(GroupOut(shown, many=True).data)

    @extend_schema(responses=GroupOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._show(self.get_object())

    @extend_schema(request=GroupIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(GroupOut))
    def create(self, request: Request) -> Response:
        def act() -> Group:
            return actions.found_group(by=self.user, **body(request, GroupIn))

        return self._answer(*once(request, act))

    @extend_schema(request=GroupChangeIn, parameters=[IF_MATCH], responses=GroupOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, GroupChangeIn, partial=True)
        try:
            actions.change_group(by=self.user, group_id=row.pk, expected=expected, changes=changes)
        except Stale as stale:
            now = groups.groups().get(pk=row.pk)
            current = GroupOut(present_group(now, self.user)).data
            raise Stale(stale.message, current=current) from None
        return self._answer(row.pk)

    @extend_schema(request=JoinIn, responses=GroupOut)
    @action(detail=True, methods=["post"], url_path="members")
    def add_member(self, request: Request, pk: str) -> Response:
        """A colleague joins on a day."""
        row = self.get_object()
        actions.add_member(by=self.user, group_id=row.pk, **body(request, JoinIn))
        return self._answer(row.pk)

    @extend_schema(request=LeaveIn, responses=GroupOut)
    @action(detail=True, methods=["post"], url_path="end-membership")
    def end_membership(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.end_membership(by=self.user, group_id=row.pk, **body(request, LeaveIn))
        return self._answer(row.pk)

    @extend_schema(request=CloseIn, responses=GroupOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """The group ends, and with it the memberships that are open."""
        row = self.get_object()
        actions.close_group(by=self.user, group_id=row.pk, **body(request, CloseIn))
        return self._answer(row.pk)

    @extend_schema(request=ReasonIn, responses=GroupOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.void_group(by=self.user, group_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)
