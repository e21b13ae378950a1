"""Findings over HTTP: what is to be put right, by whom and by when, and the second look."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.assurance.actions import inspections as actions
from school.assurance.api.shapes import VoidIn, colleague, files
from school.assurance.models import Finding, Recheck, Severity
from school.assurance.policy.inspections import FindingPolicy, keeps
from school.assurance.queries import inspections
from school.assurance.rules.inspections import FindingState
from school.evidence.refs import EvidenceRef, present_evidence
from school.people.access import RecordViewSet
from school.people.models import User
from school.people.refs import StaffRef, present_person, present_staff
from school.shared.api import (
    IF_MATCH,
    Day,
    Flag,
    QueryShape,
    Shape,
    Text,
    body,
    version_given,
)
from school.shared.errors import Stale
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column


@extend_schema_serializer(component_name="NewFinding")
class FindingBody(Shape):
    """`evidence`: as it was found."""

    item = Text(lines=False, max_length=60)
    what = Text(max_length=500)
    severity = serializers.ChoiceField(Severity.choices)
    owner = colleague()
    deadline = Day()
    evidence = files(required=False)


@extend_schema_serializer(component_name="FindingChange")
class FindingChangeIn(Shape):
    item = Text(lines=False, max_length=60)
    what = Text(max_length=500)
    severity = serializers.ChoiceField(Severity.choices)
    owner = colleague()
    deadline = Day()
    evidence = files()


@extend_schema_serializer(component_name="FindingRectify")
class RectifyIn(Shape):
    """`evidence`: as it is now."""

    rectified_on = Day()
    done = Text(max_length=500)
    evidence = files(required=False)


@extend_schema_serializer(component_name="FindingRecheck")
class RecheckIn(Shape):
    rechecked_on = Day()
    recheck = serializers.ChoiceField(Recheck.choices)
    remark = Text(max_length=500, allow_blank=True, default="")
    deadline = Day(
        allow_null=True, default=None, help_text="When not yet put right: by when it is now."
    )


class FindingQuery(QueryShape):
    inspection = serializers.UUIDField(required=False)
    kind = serializers.UUIDField(required=False, help_text="Of inspections of this kind.")
    state = serializers.ChoiceField(FindingState.choices, required=False)
    open = Flag(required=False, help_text="Not seen to be put right yet; or the others.")
    severity = serializers.ChoiceField(Severity.choices, required=False)
    mine = Flag(required=False, help_text="Which I put right.")
    to_recheck = Flag(required=False, help_text="At which I may look again now.")


@extend_schema_serializer(component_name="InspectionRef")
class InspectionRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    inspected_on = serializers.DateField()
    area = serializers.CharField()


@extend_schema_serializer(component_name="Rectification")
class RectificationOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    rectified_on = serializers.DateField()
    done = serializers.CharField()
    rectified_by = StaffRef(allow_null=True)
    evidence = EvidenceRef(many=True)
    rechecked_on = serializers.DateField(allow_null=True)
    rechecked_by = StaffRef(allow_null=True)
    recheck = serializers.ChoiceField(Recheck.choices, allow_blank=True)
    recheck_label = serializers.CharField(allow_blank=True)
    remark = serializers.CharField(allow_blank=True)


@extend_schema_serializer(component_name="Finding")
class FindingOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    inspection = InspectionRef()
    item = serializers.CharField()
    what = serializers.CharField()
    severity = serializers.ChoiceField(Severity.choices)
    severity_label = serializers.CharField()
    owner = StaffRef()
    deadline = serializers.DateField()
    state = serializers.ChoiceField(FindingState.choices)
    state_label = serializers.CharField()
    evidence = EvidenceRef(many=True, help_text="As it was found.")
    rectifications = RectificationOut(many=True, help_text="In their order, the newest last.")
    is_voided = serializers.BooleanField()
    void_reason = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()
    abilities = serializers.ListField(child=serializers.CharField())


def _present_rectification(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "rectified_on": row.rectified_on,
        "done": row.done,
        "rectified_by": present_person(row.created_by),
        "evidence": [present_evidence(one) for one in row.evidence.all()],
        "rechecked_on": row.rechecked_on,
        "rechecked_by": present_person(row.rechecked_by),
        "recheck": row.recheck,
        "recheck_label": row.get_recheck_display() if row.recheck else "",
        "remark": row.remark,
    }


TO_DO = (FindingState.OPEN, FindingState.OVERDUE)


def _abilities(row: Any, state: FindingState, user: User) -> list[str]:
    tried = row.told_rectifications
    stands = row.voided_at is None and row.inspection.voided_at is None
    fits = {
        "rectify": state in TO_DO,
        "recheck": state == FindingState.RECTIFIED and tried[-1].created_by_id != user.pk,
        "partial_update": state != FindingState.CLOSED,
        "void": not tried,
    }
    return [
        verb
        for verb in FindingPolicy().abilities(user, row)
        if verb == "retrieve" or (stands and fits[verb])
    ]


def present_finding(row: Any, user: User) -> dict[str, Any]:
    state = inspections.state(row, timezone.localdate())
    inspection = row.inspection
    return {
        "id": row.pk,
        "inspection": {
            "id": inspection.pk,
            "kind": inspection.kind.name,
            "inspected_on": inspection.inspected_on,
            "area": inspection.area,
        },
        "item": row.item,
        "what": row.what,
        "severity": row.severity,
        "severity_label": row.get_severity_display(),
        "owner": present_staff(row.owner),
        "deadline": row.deadline,
        "state": state,
        "state_label": state.label,
        "evidence": [present_evidence(one) for one in row.evidence.all()],
        "rectifications": [_present_rectification(one) for one in row.told_rectifications],
        "is_voided": row.voided_at is not None,
        "void_reason": row.void_reason,
        "version": row.version,
        "abilities": _abilities(row, state, user),
    }


class FindingViewSet(ExportedList, RecordViewSet):
    """What is due first stands first. Those that were taken back stand beside their inspection."""

    policy = FindingPolicy()
    queryset = Finding.objects.all()
    filters = FindingQuery
    list_title = _("Findings of inspections")
    columns = (
        Column(_("Inspected on"), "inspection.inspected_on"),
        Column(_("Kind"), "inspection.kind"),
        Column(_("Where"), "inspection.area"),
        Column(_("Item"), "item"),
        Column(_("What is wrong"), "what"),
        Column(_("Severity"), "severity_label"),
        Column(_("Puts it right"), "owner.name"),
        Column(_("Deadline"), "deadline"),
        Column(_("State"), "state_label"),
        Column(_("What was done"), "rectifications.done"),
        Column(_("Put right on"), "rectifications.rectified_on"),
        Column(_("Looked at again on"), "rectifications.rechecked_on"),
        Column(_("Second look"), "rectifications.recheck_label"),
    )

    def get_queryset(self) -> Any:
        self.queryset = inspections.findings()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        return self._show(inspections.findings().get(pk=pk), code)

    def _show(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        shown = FindingOut(present_finding(row, self.user)).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    @extend_schema(parameters=[FindingQuery], responses=FindingOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset().filter(voided_at=None, inspection__voided_at=None)
        today = timezone.localdate()
        if "inspection" in asked:
            rows = rows.filter(inspection_id=asked["inspection"])
        if "kind" in asked:
            rows = rows.filter(inspection__kind_id=asked["kind"])
        if "severity" in asked:
            rows = rows.filter(severity=asked["severity"])
        if "state" in asked:
            rows = inspections.in_state(rows, asked["state"], today)
        if "open" in asked:
            closed = inspections.in_state(rows, FindingState.CLOSED, today).values("pk")
            rows = rows.exclude(pk__in=closed) if asked["open"] else rows.filter(pk__in=closed)
        if "mine" in asked:
            own = {"owner_id": self.user.staff_id}
            rows = rows.filter(**own) if asked["mine"] else rows.exclude(**own)
        if asked.get("to_recheck"):
            rows = inspections.to_look_at(rows, self.user, everywhere=keeps(self.user))
        return rows

    def shown(self, rows: Sequence[Any]) -> Any:
        return FindingOut([present_finding(row, self.user) for row in rows], many=True).data

    @extend_schema(responses=FindingOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._show(self.get_object())

    @extend_schema(request=FindingChangeIn, parameters=[IF_MATCH], responses=FindingOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        """Also who puts it right, and by when."""
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, FindingChangeIn, partial=True)
        try:
            actions.change_finding(
                by=self.user, finding_id=row.pk, expected=expected, changes=changes
            )
        except Stale as stale:
            now = inspections.findings().get(pk=row.pk)
            current = FindingOut(present_finding(now, self.user)).data
            raise Stale(stale.message, current=current) from None
        return self._answer(row.pk)

    @extend_schema(request=RectifyIn, responses=FindingOut)
    @action(detail=True, methods=["post"])
    def rectify(self, request: Request, pk: str) -> Response:
        """It is put right; somebody else looks again."""
        row = self.get_object()
        actions.rectify(by=self.user, finding_id=row.pk, **body(request, RectifyIn))
        return self._answer(row.pk)

    @extend_schema(request=RecheckIn, responses=FindingOut)
    @action(detail=True, methods=["post"])
    def recheck(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.recheck(by=self.user, finding_id=row.pk, **body(request, RecheckIn))
        return self._answer(row.pk)

    @extend_schema(request=VoidIn, responses=FindingOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.void_finding(by=self.user, finding_id=row.pk, **body(request, VoidIn))
        return self._answer(row.pk)
