"""Inspections and their kinds over HTTP."""

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
from school.assurance.api.findings import FindingBody, FindingOut, present_finding
from school.assurance.api.shapes import Unfiltered, VoidIn, colleague
from school.assurance.models import Inspection, InspectionKind
from school.assurance.policy.inspections import (
    FindingPolicy,
    InspectionKindPolicy,
    InspectionPolicy,
)
from school.assurance.queries import inspections
from school.assurance.rules.inspections import FindingState
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

# ---- kinds ---------------------------------------------------------------------------------


@extend_schema_serializer(component_name="NewInspectionKind")
class KindIn(Shape):
    code = serializers.RegexField(r"^[a-z][a-z0-9_]*$", max_length=30)
    name = Text(lines=False, max_length=30)


@extend_schema_serializer(component_name="InspectionKindChange")
class KindChangeIn(Shape):
    name = Text(lines=False, max_length=30, required=False)
    is_active = Flag(required=False)


@extend_schema_serializer(component_name="InspectionKind")
class KindOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    is_active = serializers.BooleanField()
    abilities = serializers.ListField(child=serializers.CharField())


def present_kind(row: InspectionKind, user: User) -> dict[str, Any]:
    return {
        "id": row.pk,
        "code": row.code,
        "name": row.name,
        "is_active": row.is_active,
        "abilities": InspectionKindPolicy().abilities(user, row),
    }


class InspectionKindViewSet(RecordViewSet):
    """In the school's own order."""

    policy = InspectionKindPolicy()
    queryset = InspectionKind.objects.all()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = InspectionKind.objects.get(pk=pk)
        return Response(KindOut(present_kind(row, self.user)).data, code)

    @extend_schema(parameters=[Unfiltered], responses=KindOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, Unfiltered)
        page = self.paginate_queryset(self.get_queryset()) or []
        shown = [present_kind(row, self.user) for row in page]
        return self.get_paginated_response(KindOut(shown, many=True).data)

    @extend_schema(request=KindIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(KindOut))
    def create(self, request: Request) -> Response:
        def act() -> InspectionKind:
            return actions.add_kind(by=self.user, **body(request, KindIn))

        return self._answer(*once(request, act))

    @extend_schema(request=KindChangeIn, responses=KindOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.change_kind(by=self.user, kind_id=row.pk, **body(request, KindChangeIn))
        return self._answer(row.pk)


# ---- inspections ---------------------------------------------------------------------------


@extend_schema_serializer(component_name="NewInspection")
class InspectionIn(Shape):
    """With what was found, or with nothing: then all was well."""

    kind = OfferedRow(any_row, queryset=InspectionKind.objects.all())
    inspected_on = Day()
    area = Text(lines=False, max_length=100)
    inspectors = colleague(many=True, allow_empty=False)
    outcome = Text(max_length=2000, allow_blank=True, default="")
    findings = FindingBody(many=True, default=list, max_length=50)  # type: ignore[call-arg]


@extend_schema_serializer(component_name="InspectionChange")
class InspectionChangeIn(Shape):
    inspected_on = Day()
    area = Text(lines=False, max_length=100)
    inspectors = colleague(many=True, allow_empty=False)
    outcome = Text(max_length=2000, allow_blank=True)


class InspectionQuery(QueryShape):
    first = Day(required=False, help_text="The first day.")
    last = Day(required=False, help_text="The last day.")
    kind = serializers.UUIDField(required=False)
    mine = Flag(required=False, help_text="At which I went round.")
    voided = Flag(required=False, help_text="Those taken back too; without it, the others.")


@extend_schema_serializer(component_name="InspectionKindRef")
class KindRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


@extend_schema_serializer(component_name="Inspection")
class InspectionOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = KindRef()
    inspected_on = serializers.DateField()
    area = serializers.CharField()
    inspectors = StaffRef(many=True)
    outcome = serializers.CharField(allow_blank=True)
    findings = serializers.IntegerField()
    put_right = serializers.IntegerField()
    overdue = serializers.IntegerField()
    recorded_at = serializers.DateTimeField()
    recorded_by = StaffRef(allow_null=True)
    is_voided = serializers.BooleanField()
    void_reason = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()
    abilities = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="InspectionDetail")
class InspectionDetailOut(InspectionOut):
    lines = FindingOut(many=True, help_text="The findings that the reader may know of.")


def present_inspection(row: Any, user: User) -> dict[str, Any]:
    today = timezone.localdate()
    states = [inspections.state(one, today) for one in row.told_findings]
    stands = row.voided_at is None
    worked_on = any(one.told_rectifications for one in row.told_findings)
    return {
        "id": row.pk,
        "kind": {"id": row.kind_id, "name": row.kind.name},
        "inspected_on": row.inspected_on,
        "area": row.area,
        "inspectors": [present_staff(one.staff) for one in row.inspectors.all()],
        "outcome": row.outcome,
        "findings": len(states),
        "put_right": states.count(FindingState.CLOSED),
        "overdue": states.count(FindingState.OVERDUE),
        "recorded_at": row.created_at,
        "recorded_by": present_person(row.created_by),
        "is_voided": not stands,
        "void_reason": row.void_reason,
        "version": row.version,
        "abilities": [
            verb
            for verb in InspectionPolicy().abilities(user, row)
            if verb == "retrieve" or (stands and (verb != "void" or not worked_on))
        ],
    }


class InspectionViewSet(ExportedList, RecordViewSet):
    """The newest first."""

    policy = InspectionPolicy()
    queryset = Inspection.objects.all()
    filters = InspectionQuery
    list_title = _("Inspections")
    columns = (
        Column(_("Day"), "inspected_on"),
        Column(_("Kind"), "kind.name"),
        Column(_("Where"), "area"),
        Column(_("Went round"), "inspectors.name"),
        Column(_("Outcome"), "outcome"),
        Column(_("Findings"), "findings"),
        Column(_("Put right"), "put_right"),
        Column(_("Past its day"), "overdue"),
        Column(_("Taken back"), "is_voided"),
    )

    def get_queryset(self) -> Any:
        self.queryset = inspections.inspections()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        return self._show(inspections.inspections().get(pk=pk), code)

    def _show(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        shown = InspectionDetailOut(self._detail(row)).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    def _detail(self, row: Any) -> dict[str, Any]:
        found = inspections.findings().filter(inspection=row, voided_at=None)
        lines = FindingPolicy().visible(self.user, found)
        return {
            **present_inspection(row, self.user),
            "lines": [present_finding(one, self.user) for one in lines],
        }

    @extend_schema(parameters=[InspectionQuery], responses=InspectionOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        if "first" in asked:
            rows = rows.filter(inspected_on__gte=asked["first"])
        if "last" in asked:
            rows = rows.filter(inspected_on__lte=asked["last"])
        if "kind" in asked:
            rows = rows.filter(kind_id=asked["kind"])
        if "mine" in asked:
            mine = inspections.of_inspector(self.user.staff_id)
            rows = rows.filter(pk__in=mine) if asked["mine"] else rows.exclude(pk__in=mine)
        return rows if asked.get("voided") else rows.filter(voided_at=None)

    def shown(self, rows: Sequence[Any]) -> Any:
        return InspectionOut([present_inspection(row, self.user) for row in rows], many=True).data

    @extend_schema(responses=InspectionDetailOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._show(self.get_object())

    @extend_schema(
        request=InspectionIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=made_once(InspectionDetailOut),
    )
    def create(self, request: Request) -> Response:
        def act() -> Inspection:
            return actions.record_inspection(by=self.user, **body(request, InspectionIn))

        return self._answer(*once(request, act))

    @extend_schema(request=InspectionChangeIn, parameters=[IF_MATCH], responses=InspectionDetailOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, InspectionChangeIn, partial=True)
        try:
            actions.change_inspection(
                by=self.user, inspection_id=row.pk, expected=expected, changes=changes
            )
        except Stale as stale:
            now = inspections.inspections().get(pk=row.pk)
            current = InspectionDetailOut(self._detail(now)).data
            raise Stale(stale.message, current=current) from None
        return self._answer(row.pk)

    @extend_schema(
        request=FindingBody,
        parameters=[IDEMPOTENCY_KEY],
        responses=made_once(InspectionDetailOut),
    )
    @action(detail=True, methods=["post"], url_path="findings")
    def add_finding(self, request: Request, pk: str) -> Response:
        row = self.get_object()

        def act() -> Any:
            return actions.add_finding(
                by=self.user, inspection_id=row.pk, **body(request, FindingBody)
            )

        _made, code = once(request, act)
        return self._answer(row.pk, code)

    @extend_schema(request=VoidIn, responses=InspectionDetailOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.void_inspection(by=self.user, inspection_id=row.pk, **body(request, VoidIn))
        return self._answer(row.pk)
