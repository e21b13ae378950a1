"""The catalogue over HTTP: items with their versions, limits, and the themes of the year."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.civility.actions import catalogue as actions
from school.civility.api.shapes import OfTerm, Unfiltered
from school.civility.models import (
    Colour,
    Domain,
    ItemKind,
    PointItem,
    PointItemVersion,
    PointLimits,
    Recorder,
    ThemeMonth,
)
from school.civility.policy.catalogue import (
    PointItemPolicy,
    PointLimitsPolicy,
    ThemeMonthPolicy,
)
from school.civility.queries import catalogue
from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.models import Term, User
from school.people.refs import StaffRef, present_person
from school.shared.api import (
    IDEMPOTENCY_KEY,
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
)
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column

# ---- items ---------------------------------------------------------------------------------


class VersionIn(Shape):
    effective_from = Day()
    name = Text(lines=False, max_length=60)
    domain = serializers.ChoiceField(Domain.choices)
    kind = serializers.ChoiceField(ItemKind.choices)
    recorder = serializers.ChoiceField(Recorder.choices)
    least = Number(min_value=-100, max_value=100)
    most = Number(min_value=-100, max_value=100)
    needs_note = Flag()
    cap_day = Number(min_value=1, max_value=1000, allow_null=True, default=None)
    cap_week = Number(min_value=1, max_value=1000, allow_null=True, default=None)
    cap_month = Number(min_value=1, max_value=1000, allow_null=True, default=None)


@extend_schema_serializer(component_name="NewPointItem")
class NewItemIn(VersionIn):
    code = Text(
        lines=False, max_length=20, validators=[RegexValidator(r"^[0-9A-Za-z][0-9A-Za-z._-]*$")]
    )


@extend_schema_serializer(component_name="PointItemRevision")
class RevisionIn(VersionIn):
    is_open = Flag(help_text="False: nobody records it any more from that day.")
    why = Text(lines=False, max_length=200)


@extend_schema_serializer(component_name="PointItemVersion")
class VersionOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    effective_from = serializers.DateField()
    is_open = serializers.BooleanField()
    name = serializers.CharField()
    domain = serializers.ChoiceField(Domain.choices)
    kind = serializers.ChoiceField(ItemKind.choices)
    recorder = serializers.ChoiceField(Recorder.choices)
    least = serializers.IntegerField()
    most = serializers.IntegerField()
    needs_note = serializers.BooleanField()
    cap_day = serializers.IntegerField(allow_null=True)
    cap_week = serializers.IntegerField(allow_null=True)
    cap_month = serializers.IntegerField(allow_null=True)
    why = serializers.CharField()


@extend_schema_serializer(component_name="PointItemPastVersion")
class PastVersionOut(VersionOut):
    recorded_at = serializers.DateTimeField()
    recorded_by = StaffRef(allow_null=True)


@extend_schema_serializer(component_name="PointItem")
class ItemOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    version = VersionOut(help_text="Of the day; of an item that is yet to begin, its first.")
    is_in_force = serializers.BooleanField(help_text="False: it is yet to begin.")
    next = VersionOut(allow_null=True, help_text="What takes over later.")
    abilities = serializers.ListField(child=serializers.CharField())


def present_item(row: Any, versions: Mapping[uuid.UUID, Any], user: User) -> dict[str, Any]:
    """`row` as `items_on` gives it."""
    return {
        "id": row.pk,
        "code": row.code,
        "version": versions[row.shown_id],
        "is_in_force": row.now_id is not None,
        "next": versions[row.next_id] if row.now_id and row.next_id else None,
        "abilities": PointItemPolicy().abilities(user, row),
    }


def present_past_version(row: PointItemVersion) -> dict[str, Any]:
    return {
        **VersionOut(row).data,
        "recorded_at": row.created_at,
        "recorded_by": present_person(row.created_by),
    }


class ItemQuery(QueryShape):
    on = Day(required=False, help_text="As the catalogue reads on this day; today without it.")
    domain = serializers.ChoiceField(Domain.choices, required=False)
    open = Flag(required=False, help_text="Only what is recorded on the day, or only the others.")


class PointItemViewSet(ExportedList, RecordViewSet):
    """In the order of their codes."""

    policy = PointItemPolicy()
    queryset = PointItem.objects.all()
    filters = ItemQuery
    list_title = _("Catalogue of points")
    columns = (
        Column(_("Code"), "code"),
        Column(_("Item"), "version.name"),
        Column(_("Domain"), "version.domain", words=dict(Domain.choices)),
        Column(_("Kind"), "version.kind", words=dict(ItemKind.choices)),
        Column(_("Least points"), "version.least"),
        Column(_("Most points"), "version.most"),
        Column(_("Recorded by"), "version.recorder", words=dict(Recorder.choices)),
        Column(_("Counts a day"), "version.cap_day"),
        Column(_("Counts a week"), "version.cap_week"),
        Column(_("Counts a month"), "version.cap_month"),
        Column(_("In use"), "version.is_open"),
        Column(_("Holds from"), "version.effective_from"),
        Column(_("Version"), "version.number"),
    )

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        rows = catalogue.items_on(self.user.school_id, timezone.localdate())
        return Response(self.shown([rows.get(pk=pk)])[0], code)

    @extend_schema(parameters=[ItemQuery], responses=ItemOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        day = asked.get("on", timezone.localdate())
        self.queryset = catalogue.items_on(self.user.school_id, day)
        rows = self.get_queryset()
        fitting = PointItemVersion.objects.filter(school_id=self.user.school_id)
        if "domain" in asked:
            rows = rows.filter(shown_id__in=fitting.filter(domain=asked["domain"]).values("pk"))
        if "open" in asked:
            is_open = rows.filter(now_id__in=fitting.filter(is_open=True).values("pk")).values("pk")
            rows = rows.filter(pk__in=is_open) if asked["open"] else rows.exclude(pk__in=is_open)
        return rows

    def shown(self, rows: Sequence[Any]) -> Any:
        versions = catalogue.versions_of(
            {key for row in rows for key in (row.shown_id, row.next_id)}
        )
        return ItemOut([present_item(row, versions, self.user) for row in rows], many=True).data

    @extend_schema(request=NewItemIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(ItemOut))
    def create(self, request: Request) -> Response:
        def act() -> PointItem:
            return actions.add_item(by=self.user, **body(request, NewItemIn))

        return self._answer(*once(request, act))

    @extend_schema(request=RevisionIn, responses=ItemOut)
    @action(detail=True, methods=["post"])
    def revise(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.revise_item(by=self.user, item_id=row.pk, **body(request, RevisionIn))
        return self._answer(row.pk)

    @extend_schema(parameters=[Unfiltered], responses=PastVersionOut(many=True))
    @action(detail=True)
    def history(self, request: Request, pk: str) -> Response:
        """Every version, the newest first: what changed, when, why, and by whom."""
        query(request, Unfiltered)
        page = self.paginate_queryset(catalogue.history_of(self.get_object())) or []
        shown = [present_past_version(row) for row in page]
        return self.get_paginated_response(PastVersionOut(shown, many=True).data)


# ---- limits --------------------------------------------------------------------------------


@extend_schema_serializer(component_name="PointLimits")
class LimitsIn(Shape):
    effective_from = Day()
    student_day = Number(min_value=1, max_value=1000)
    teacher_day = Number(min_value=1, max_value=10_000)
    undo_minutes = Number(min_value=0, max_value=1440)
    allows_deductions = Flag()
    why = Text(lines=False, max_length=200)


@extend_schema_serializer(component_name="PointLimits")
class LimitsOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    effective_from = serializers.DateField()
    student_day = serializers.IntegerField()
    teacher_day = serializers.IntegerField()
    undo_minutes = serializers.IntegerField()
    allows_deductions = serializers.BooleanField()
    why = serializers.CharField()
    in_force = serializers.BooleanField()
    recorded_at = serializers.DateTimeField()
    recorded_by = StaffRef(allow_null=True)


def present_limits(row: PointLimits, in_force: PointLimits | None) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number": row.number,
        "effective_from": row.effective_from,
        "student_day": row.student_day,
        "teacher_day": row.teacher_day,
        "undo_minutes": row.undo_minutes,
        "allows_deductions": row.allows_deductions,
        "why": row.why,
        "in_force": in_force is not None and in_force.pk == row.pk,
        "recorded_at": row.created_at,
        "recorded_by": present_person(row.created_by),
    }


class PointLimitsViewSet(RecordViewSet):
    """The newest first."""

    policy = PointLimitsPolicy()
    queryset = PointLimits.objects.select_related("created_by__staff")

    def _shown(self, rows: Sequence[PointLimits]) -> Any:
        in_force = catalogue.limits_in_force(self.user.school_id, timezone.localdate())
        return LimitsOut([present_limits(row, in_force) for row in rows], many=True).data

    @extend_schema(parameters=[Unfiltered], responses=LimitsOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, Unfiltered)
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response(self._shown(page))

    @extend_schema(request=LimitsIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(LimitsOut))
    def create(self, request: Request) -> Response:
        def act() -> PointLimits:
            return actions.set_limits(by=self.user, **body(request, LimitsIn))

        made, code = once(request, act)
        return Response(self._shown([self.get_queryset().get(pk=made)])[0], code)


# ---- themes --------------------------------------------------------------------------------


@extend_schema_serializer(component_name="ThemeMonth")
class ThemeIn(Shape):
    title = Text(lines=False, max_length=40)
    colour = serializers.ChoiceField(Colour.choices)
    slogan = Text(lines=False, max_length=100, allow_blank=True, default="")
    starts_on = Day()
    ends_on = Day()
    items = serializers.ListField(
        child=OfferedRow(any_row, queryset=PointItem.objects.all()),
        max_length=30,
        default=list,
        help_text="What the theme brings to the front.",
    )


@extend_schema_serializer(component_name="ThemeItem")
class ThemeItemOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()


@extend_schema_serializer(component_name="ThemeMonth")
class ThemeOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    colour = serializers.ChoiceField(Colour.choices)
    slogan = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    is_running = serializers.BooleanField()
    items = ThemeItemOut(many=True)
    abilities = serializers.ListField(child=serializers.CharField())


def present_theme(
    row: ThemeMonth, names: Mapping[uuid.UUID, str], user: User, today: datetime.date
) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "colour": row.colour,
        "slogan": row.slogan,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "is_running": row.holds_on(today) and row.retired_at is None,
        "items": [
            {"id": one.item_id, "code": one.item.code, "name": names[one.item_id]}
            for one in row.items.all()
        ],
        "abilities": ThemeMonthPolicy().abilities(user, row) if row.retired_at is None else [],
    }


class ThemeMonthViewSet(RecordViewSet):
    """In the order of the days."""

    policy = ThemeMonthPolicy()
    queryset = ThemeMonth.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = catalogue.themes()
        return super().get_queryset()

    def _shown(self, rows: Sequence[ThemeMonth]) -> Any:
        today = timezone.localdate()
        names = catalogue.names_on(self.user.school_id, today)
        found = [present_theme(row, names, self.user, today) for row in rows]
        return ThemeOut(found, many=True).data

    @extend_schema(parameters=[OfTerm], responses=ThemeOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, OfTerm)
        rows = self.get_queryset()
        if "term" in asked:
            term = Term.objects.filter(school_id=self.user.school_id, pk=asked["term"]).first()
            if term is None:
                rows = rows.none()
            else:
                rows = rows.overlapping(term.window_opens_on, term.window_closes_on)
        return self.get_paginated_response(self._shown(self.paginate_queryset(rows) or []))

    @extend_schema(request=ThemeIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(ThemeOut))
    def create(self, request: Request) -> Response:
        def act() -> ThemeMonth:
            return actions.set_theme(by=self.user, **body(request, ThemeIn))

        made, code = once(request, act)
        return Response(self._shown([catalogue.themes().get(pk=made)])[0], code)

    @extend_schema(request=None, responses=ThemeOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.withdraw_theme(by=self.user, theme_id=row.pk)
        return Response(self._shown([catalogue.themes().get(pk=row.pk)])[0])
