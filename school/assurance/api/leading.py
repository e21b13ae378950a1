"""The leading group and its tasks over HTTP."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.assurance.actions import leading as actions
from school.assurance.api.shapes import Unfiltered, VoidIn, colleague, files
from school.assurance.models import GroupPart, LeadingGroup, LeadingTask
from school.assurance.policy.leading import LeadingGroupPolicy, LeadingTaskPolicy
from school.assurance.queries import leading
from school.assurance.rules.leading import TaskState, task_state
from school.evidence.refs import EvidenceRef, present_evidence
from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.models import User
from school.people.refs import StaffRef, present_person, present_staff
from school.shared.api import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
    Day,
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
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column

# ---- groups --------------------------------------------------------------------------------


@extend_schema_serializer(component_name="NewLeadingGroup")
class GroupIn(Shape):
    name = Text(lines=False, max_length=60)
    starts_on = Day()
    ends_on = Day(allow_null=True, default=None)


@extend_schema_serializer(component_name="LeadingGroupChange")
class GroupChangeIn(Shape):
    name = Text(lines=False, max_length=60)
    ends_on = Day(allow_null=True)


@extend_schema_serializer(component_name="NewLeadingMember")
class MemberIn(Shape):
    """A colleague (`staff`), or somebody of the parents' committee by `name`: one of the two."""

    staff = colleague(allow_null=True, default=None)
    name = Text(lines=False, max_length=50, allow_blank=True, default="")
    part = serializers.ChoiceField(GroupPart.choices)
    duty = Text(lines=False, max_length=200, allow_blank=True, default="")
    starts_on = Day()


@extend_schema_serializer(component_name="LeadingMemberEnd")
class MemberEndIn(Shape):
    member = serializers.UUIDField()
    ends_on = Day()


@extend_schema_serializer(component_name="LeadingMember")
class MemberOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    staff = StaffRef(allow_null=True)
    name = serializers.CharField(help_text="The colleague's, or the one that was written.")
    part = serializers.ChoiceField(GroupPart.choices)
    part_label = serializers.CharField()
    duty = serializers.CharField(allow_blank=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)


@extend_schema_serializer(component_name="LeadingGroup")
class GroupOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    is_running = serializers.BooleanField()
    members = MemberOut(many=True, help_text="Past ones too, by what they are in the group.")
    version = serializers.IntegerField()
    abilities = serializers.ListField(child=serializers.CharField())


def _present_member(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "staff": present_staff(row.staff) if row.staff else None,
        "name": row.staff.name if row.staff else row.name,
        "part": row.part,
        "part_label": row.get_part_display(),
        "duty": row.duty,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
    }


def present_group(row: Any, user: User) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "id": row.pk,
        "name": row.name,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "is_running": row.starts_on <= today and (row.ends_on is None or today <= row.ends_on),
        "members": [_present_member(one) for one in row.told_members],
        "version": row.version,
        "abilities": LeadingGroupPolicy().abilities(user, row),
    }


class LeadingGroupViewSet(RecordViewSet):
    """The newest first."""

    policy = LeadingGroupPolicy()
    queryset = LeadingGroup.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = leading.groups()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        return self._show(leading.groups().get(pk=pk), code)

    def _show(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        shown = GroupOut(present_group(row, self.user)).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    @extend_schema(parameters=[Unfiltered], responses=GroupOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, Unfiltered)
        page = self.paginate_queryset(self.get_queryset()) or []
        shown = [present_group(row, self.user) for row in page]
        return self.get_paginated_response(GroupOut(shown, many=True).data)

    @extend_schema(responses=GroupOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._show(self.get_object())

    @extend_schema(request=GroupIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(GroupOut))
    def create(self, request: Request) -> Response:
        def act() -> LeadingGroup:
            return actions.form_group(by=self.user, **body(request, GroupIn))

        return self._answer(*once(request, act))

    @extend_schema(request=GroupChangeIn, parameters=[IF_MATCH], responses=GroupOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, GroupChangeIn, partial=True)
        try:
            actions.change_group(by=self.user, group_id=row.pk, expected=expected, changes=changes)
        except Stale as stale:
            now = leading.groups().get(pk=row.pk)
            current = GroupOut(present_group(now, self.user)).data
            raise Stale(stale.message, current=current) from None
        return self._answer(row.pk)

    @extend_schema(request=MemberIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(GroupOut))
    @action(detail=True, methods=["post"], url_path="members")
    def add_member(self, request: Request, pk: str) -> Response:
        row = self.get_object()

        def act() -> Any:
            return actions.add_member(by=self.user, group_id=row.pk, **body(request, MemberIn))

        _made, code = once(request, act)
        return self._answer(row.pk, code)

    @extend_schema(request=MemberEndIn, responses=GroupOut)
    @action(detail=True, methods=["post"], url_path="end-member")
    def end_member(self, request: Request, pk: str) -> Response:
        """The member's last day."""
        row = self.get_object()
        given = body(request, MemberEndIn)
        actions.end_member(
            by=self.user, group_id=row.pk, member_id=given["member"], ends_on=given["ends_on"]
        )
        return self._answer(row.pk)


# ---- tasks ---------------------------------------------------------------------------------


@extend_schema_serializer(component_name="NewLeadingTask")
class TaskIn(Shape):
    group = OfferedRow(any_row, queryset=LeadingGroup.objects.all())
    what = Text(lines=False, max_length=200)
    indicator = Text(lines=False, max_length=100, allow_blank=True, default="")
    department = Text(lines=False, max_length=50, allow_blank=True, default="")
    owner = colleague()
    due_on = Day()


@extend_schema_serializer(component_name="LeadingTaskChange")
class TaskChangeIn(Shape):
    what = Text(lines=False, max_length=200)
    indicator = Text(lines=False, max_length=100, allow_blank=True)
    department = Text(lines=False, max_length=50, allow_blank=True)
    owner = colleague()
    due_on = Day()


@extend_schema_serializer(component_name="LeadingTaskFinish")
class FinishIn(Shape):
    done_on = Day()
    outcome = Text(max_length=500)
    evidence = files(required=False)


@extend_schema_serializer(component_name="LeadingTaskReopen")
class ReopenIn(Shape):
    reason = Text(max_length=200)


class TaskQuery(QueryShape):
    group = serializers.UUIDField(required=False)
    state = serializers.ChoiceField(TaskState.choices, required=False)
    open = Flag(required=False, help_text="Not done, overdue or not; or the others.")
    mine = Flag(required=False, help_text="Which I answer for.")


@extend_schema_serializer(component_name="LeadingGroupRef")
class GroupRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


@extend_schema_serializer(component_name="LeadingTask")
class TaskOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    group = GroupRef()
    what = serializers.CharField()
    indicator = serializers.CharField(allow_blank=True)
    department = serializers.CharField(allow_blank=True)
    owner = StaffRef()
    due_on = serializers.DateField()
    state = serializers.ChoiceField(TaskState.choices)
    state_label = serializers.CharField()
    done_on = serializers.DateField(allow_null=True)
    done_by = StaffRef(allow_null=True)
    outcome = serializers.CharField(allow_blank=True)
    evidence = EvidenceRef(many=True)
    void_reason = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()
    abilities = serializers.ListField(child=serializers.CharField())


TAKES = {
    "partial_update": (TaskState.OPEN, TaskState.OVERDUE),
    "finish": (TaskState.OPEN, TaskState.OVERDUE),
    "reopen": (TaskState.DONE,),
    "void": (TaskState.OPEN, TaskState.OVERDUE, TaskState.DONE),
}


def present_task(row: Any, user: User) -> dict[str, Any]:
    state = task_state(
        row.due_on,
        row.done_on,
        is_voided=row.voided_at is not None,
        today=timezone.localdate(),
    )
    return {
        "id": row.pk,
        "group": {"id": row.group_id, "name": row.group.name},
        "what": row.what,
        "indicator": row.indicator,
        "department": row.department,
        "owner": present_staff(row.owner),
        "due_on": row.due_on,
        "state": state,
        "state_label": state.label,
        "done_on": row.done_on,
        "done_by": present_person(row.done_by),
        "outcome": row.outcome,
        "evidence": [present_evidence(one) for one in row.evidence.all()],
        "void_reason": row.void_reason,
        "version": row.version,
        "abilities": [
            verb
            for verb in LeadingTaskPolicy().abilities(user, row)
            if state in TAKES.get(verb, (state,))
        ],
    }


class LeadingTaskViewSet(ExportedList, RecordViewSet):
    """What is due first stands first."""

    policy = LeadingTaskPolicy()
    queryset = LeadingTask.objects.all()
    filters = TaskQuery
    list_title = _("Tasks of the leading group")
    columns = (
        Column(_("Task"), "what"),
        Column(_("Serves"), "indicator"),
        Column(_("Department"), "department"),
        Column(_("Answers for it"), "owner.name"),
        Column(_("Due on"), "due_on"),
        Column(_("State"), "state_label"),
        Column(_("Done on"), "done_on"),
        Column(_("Outcome"), "outcome"),
        Column(_("Evidence"), "evidence.title"),
    )

    def get_queryset(self) -> Any:
        self.queryset = leading.tasks()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        return self._show(leading.tasks().get(pk=pk), code)

    def _show(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        shown = TaskOut(present_task(row, self.user)).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    @extend_schema(parameters=[TaskQuery], responses=TaskOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        if "group" in asked:
            rows = rows.filter(group_id=asked["group"])
        if "open" in asked:
            is_open = {"done_on": None}
            rows = rows.filter(**is_open) if asked["open"] else rows.exclude(**is_open)
        if "mine" in asked:
            own = {"owner_id": self.user.staff_id}
            rows = rows.filter(**own) if asked["mine"] else rows.exclude(**own)
        if "state" in asked:
            return leading.in_state(rows, asked["state"], timezone.localdate())
        return rows.filter(voided_at=None)

    def shown(self, rows: Sequence[Any]) -> Any:
        return TaskOut([present_task(row, self.user) for row in rows], many=True).data

    @extend_schema(responses=TaskOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._show(self.get_object())

    @extend_schema(request=TaskIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(TaskOut))
    def create(self, request: Request) -> Response:
        def act() -> LeadingTask:
            return actions.set_task(by=self.user, **body(request, TaskIn))

        return self._answer(*once(request, act))

    @extend_schema(request=TaskChangeIn, parameters=[IF_MATCH], responses=TaskOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, TaskChangeIn, partial=True)
        try:
            actions.change_task(by=self.user, task_id=row.pk, expected=expected, changes=changes)
        except Stale as stale:
            now = leading.tasks().get(pk=row.pk)
            current = TaskOut(present_task(now, self.user)).data
            raise Stale(stale.message, current=current) from None
        return self._answer(row.pk)

    @extend_schema(request=FinishIn, responses=TaskOut)
    @action(detail=True, methods=["post"])
    def finish(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.finish_task(by=self.user, task_id=row.pk, **body(request, FinishIn))
        return self._answer(row.pk)

    @extend_schema(request=ReopenIn, responses=TaskOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.reopen_task(by=self.user, task_id=row.pk, **body(request, ReopenIn))
        return self._answer(row.pk)

    @extend_schema(request=VoidIn, responses=TaskOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.void_task(by=self.user, task_id=row.pk, **body(request, VoidIn))
        return self._answer(row.pk)
