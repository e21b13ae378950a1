"""Templates and plans over HTTP."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.growth.actions import plans as actions
from school.growth.actions import portfolios
from school.growth.api.shapes import (
    Abilities,
    PlanOut,
    PlanPage,
    Ratings,
    ReasonIn,
    present_page,
    present_plan,
)
from school.growth.models import BlockKind, CareerStage, GrowthPlan, Horizon, PlanTemplate
from school.growth.policy.portfolios import GrowthPlanPolicy, PlanTemplatePolicy
from school.growth.queries import plans as found
from school.growth.rules import plans as rules
from school.growth.rules.plans import PlanState
from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.models import Term
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

# ---- templates -------------------------------------------------------------------------------


@extend_schema_serializer(component_name="TemplateBlock")
class TemplateBlockIn(Shape):
    key = Text(lines=False, max_length=30, help_text="Small letters, digits and _; stays.")
    title = Text(lines=False, max_length=60)
    hint = Text(lines=False, max_length=200, allow_blank=True, default="")
    kind = serializers.ChoiceField(BlockKind.choices)
    is_required = Flag(default=False)


@extend_schema_serializer(component_name="NewPlanTemplate")
class TemplateIn(Shape):
    stage = serializers.ChoiceField(CareerStage.choices)
    horizon = serializers.ChoiceField(Horizon.choices)
    title = Text(lines=False, max_length=60)
    blocks = serializers.ListField(
        child=TemplateBlockIn(), min_length=1, max_length=rules.MOST_BLOCKS
    )


class TemplateQuery(QueryShape):
    stage = serializers.ChoiceField(CareerStage.choices, required=False)
    horizon = serializers.ChoiceField(Horizon.choices, required=False)
    in_force = Flag(required=False, help_text="Only the newest number of each, or only earlier.")


@extend_schema_serializer(component_name="TemplateBlockRow")
class TemplateBlockOut(serializers.Serializer[Any]):
    key = serializers.CharField()
    title = serializers.CharField()
    hint = serializers.CharField(allow_blank=True)
    kind = serializers.ChoiceField(BlockKind.choices)
    is_required = serializers.BooleanField()


@extend_schema_serializer(component_name="PlanTemplate")
class TemplateOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    stage = serializers.ChoiceField(CareerStage.choices)
    stage_label = serializers.CharField()
    horizon = serializers.ChoiceField(Horizon.choices)
    horizon_label = serializers.CharField()
    number = serializers.IntegerField()
    is_in_force = serializers.BooleanField()
    title = serializers.CharField()
    blocks = TemplateBlockOut(many=True)
    created_at = serializers.DateTimeField()
    abilities = Abilities()


def present_template(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "stage": row.stage,
        "stage_label": row.get_stage_display(),
        "horizon": row.horizon,
        "horizon_label": row.get_horizon_display(),
        "number": row.number,
        "is_in_force": row.number == row.newest,
        "title": row.title,
        "blocks": row.blocks,
        "created_at": row.created_at,
        "abilities": [],
    }


class PlanTemplateViewSet(RecordViewSet):
    """What a plan is made of, by career stage."""

    policy = PlanTemplatePolicy()
    queryset: Any = PlanTemplate.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = found.templates()
        return super().get_queryset()

    @extend_schema(parameters=[TemplateQuery], responses=TemplateOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, TemplateQuery)
        rows = self.get_queryset()
        for name in ("stage", "horizon"):
            if name in asked:
                rows = rows.filter(**{name: asked[name]})
        if "in_force" in asked:
            rows = found.in_force(rows, is_in_force=asked["in_force"])
        page = self.paginate_queryset(rows) or []
        shown = [present_template(row) for row in page]
        return self.get_paginated_response(TemplateOut(shown, many=True).data)

    @extend_schema(
        request=TemplateIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(TemplateOut)
    )
    def create(self, request: Request) -> Response:
        """The next number of this stage and horizon. Plans keep the one they were made from."""

        def act() -> PlanTemplate:
            return portfolios.publish_template(by=self.user, **body(request, TemplateIn))

        made, code = once(request, act)
        row = found.templates().get(pk=made)
        return Response(TemplateOut(present_template(row)).data, code)


# ---- plans -----------------------------------------------------------------------------------


@extend_schema_serializer(component_name="NewGrowthPlan")
class PlanIn(Shape):
    horizon = serializers.ChoiceField(Horizon.choices)
    template = OfferedRow(any_row, queryset=PlanTemplate.objects.all())
    term = OfferedRow(any_row, queryset=Term.objects.all(), required=False)
    starts_on = Day(required=False, help_text="Of a three-year plan.")
    ends_on = Day(required=False, help_text="Of a three-year plan.")


@extend_schema_serializer(component_name="PlanAnswer")
class AnswerIn(Shape):
    key = Text(lines=False, max_length=30)
    text = Text(
        max_length=rules.MOST_TEXT, allow_blank=True, help_text="Of a list: an entry a line."
    )


class Answers(serializers.ListField):
    """Comes in as a list, goes on as key -> text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=AnswerIn(), max_length=rules.MOST_BLOCKS, **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        return {one["key"]: one["text"] for one in super().to_internal_value(data)}


@extend_schema_serializer(component_name="GrowthPlanChange")
class PlanChangeIn(Shape):
    """What is left out stays. Answers are given whole."""

    answers = Answers(required=False)
    self_ratings = Ratings(required=False)


class PlanQuery(QueryShape):
    mine = Flag(required=False, help_text="Only the own, or only those of others.")
    portfolio = serializers.UUIDField(required=False)
    staff = serializers.UUIDField(required=False)
    horizon = serializers.ChoiceField(Horizon.choices, required=False)
    term = serializers.UUIDField(required=False)
    state = serializers.ChoiceField(PlanState.choices, required=False)


class GrowthPlanViewSet(ExportedList, RecordViewSet):
    """The newest first. Of others only those of which a copy was handed in."""

    policy = GrowthPlanPolicy()
    queryset = GrowthPlan.objects.all()
    filters = PlanQuery
    list_title = _("List of growth plans")
    columns = (
        Column(_("Teacher"), "staff.name"),
        Column(_("Plan"), "horizon_label"),
        Column(_("Stage"), "stage_label"),
        Column(_("Term"), "term.name"),
        Column(_("From"), "starts_on"),
        Column(_("To"), "ends_on"),
        Column(_("State"), "state_label"),
        Column(_("Copies"), "copies"),
    )

    def get_queryset(self) -> Any:
        self.queryset = found.plans()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        (row,) = found.with_goals(found.plans().filter(pk=pk))
        shown = PlanPage(present_page(row, self.user, timezone.localdate())).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    @extend_schema(parameters=[PlanQuery], responses=PlanOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        for name, column in (
            ("portfolio", "portfolio"),
            ("staff", "portfolio__staff"),
            ("horizon", "horizon"),
            ("term", "term"),
        ):
            if name in asked:
                rows = rows.filter(**{column: asked[name]})
        if "mine" in asked:
            mine = {"portfolio__staff": self.user.staff_id}
            rows = rows.filter(**mine) if asked["mine"] else rows.exclude(**mine)
        if "state" in asked:
            rows = found.in_state(rows, asked["state"])
        return rows

    def shown(self, rows: Sequence[Any]) -> Any:
        return PlanOut([present_plan(row, self.user) for row in rows], many=True).data

    @extend_schema(responses=PlanPage)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._answer(self.get_object().pk)

    @extend_schema(request=PlanIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(PlanPage))
    def create(self, request: Request) -> Response:
        """In the own portfolio, which is opened if there is none."""

        def act() -> GrowthPlan:
            return actions.make_plan(by=self.user, **body(request, PlanIn))

        return self._answer(*once(request, act))

    @extend_schema(request=PlanChangeIn, parameters=[IF_MATCH], responses=PlanPage)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, PlanChangeIn)
        try:
            actions.write_plan(by=self.user, plan_id=row.pk, expected=expected, changes=changes)
        except Stale as stale:
            raise Stale(stale.message, current=self._answer(row.pk).data) from None
        return self._answer(row.pk)

    @extend_schema(request=None, responses=PlanPage)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """Hands in a frozen copy; the plan stays editable."""
        row = self.get_object()
        actions.submit_plan(by=self.user, plan_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(request=ReasonIn, responses=PlanPage)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.void_plan(by=self.user, plan_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)
