"""Supervision over HTTP: what came in, without its words; and the words for a purpose."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.assurance.actions import supervision as actions
from school.assurance.models import From, Nature, SupervisionItem, Way
from school.assurance.policy.supervision import (
    SupervisionItemPolicy,
    handlers_offered,
    looks_into,
    staff_offered,
)
from school.assurance.queries import supervision
from school.assurance.rules.supervision import ItemState, due_on, is_overdue, item_state
from school.people.access import OfferedRow, RecordViewSet
from school.people.models import StaffMember, User
from school.people.refs import StaffRef, present_person, present_staff
from school.shared.api import (
    IDEMPOTENCY_KEY,
    Day,
    Flag,
    QueryShape,
    Shape,
    Text,
    body,
    made_once,
    once,
    query,
)


@extend_schema_serializer(component_name="NewSupervisionItem")
class ItemIn(Shape):
    """Who spoke is not asked. `concerned` is for the offices; a member of the parents' committee
    says it in the words.
    """

    received_on = Day()
    way = serializers.ChoiceField(Way.choices)
    side = serializers.ChoiceField(From.choices)
    nature = serializers.ChoiceField(Nature.choices)
    about = Text(max_length=5000, help_text="Stored sealed.")
    concerned = OfferedRow(
        staff_offered, queryset=StaffMember.objects.all(), allow_null=True, default=None
    )


@extend_schema_serializer(component_name="SupervisionAssign")
class AssignIn(Shape):
    handler = OfferedRow(handlers_offered, queryset=StaffMember.objects.all())
    concerned = OfferedRow(
        staff_offered,
        queryset=StaffMember.objects.all(),
        allow_null=True,
        default=None,
        help_text="Whom it concerns, when that is said now; they never see the item.",
    )


@extend_schema_serializer(component_name="SupervisionAnswer")
class AnswerIn(Shape):
    handling = Text(max_length=5000, help_text="What was found and done. Stored sealed.")
    reply = Text(
        max_length=2000,
        allow_blank=True,
        default="",
        help_text="What was said to whoever spoke; nothing when nobody knows who. Sealed.",
    )
    replied_on = Day()


@extend_schema_serializer(component_name="SupervisionRevealFor")
class RevealIn(Shape):
    purpose = Text(max_length=500, help_text="Logged.")


@extend_schema_serializer(component_name="SupervisionVoid")
class ItemVoidIn(Shape):
    reason = Text(max_length=200, help_text="Stored sealed.")


class ItemQuery(QueryShape):
    state = serializers.ChoiceField(ItemState.choices, required=False)
    nature = serializers.ChoiceField(Nature.choices, required=False)
    open = Flag(required=False, help_text="Only those that wait for an answer, or the others.")
    mine = Flag(required=False, help_text="Which I look into.")


@extend_schema_serializer(component_name="SupervisionItem")
class ItemOut(serializers.Serializer[Any]):
    """`concerned` and `handler` are left out for who only wrote the item down."""

    id = serializers.UUIDField()
    received_on = serializers.DateField()
    way = serializers.ChoiceField(Way.choices)
    way_label = serializers.CharField()
    side = serializers.ChoiceField(From.choices)
    side_label = serializers.CharField()
    nature = serializers.ChoiceField(Nature.choices)
    nature_label = serializers.CharField()
    is_from_committee = serializers.BooleanField()
    recorded_at = serializers.DateTimeField()
    recorded_by = StaffRef(
        allow_null=True, help_text="Of the office; which member of the committee is not told."
    )
    concerned = StaffRef(allow_null=True, required=False)
    handler = StaffRef(allow_null=True, required=False)
    state = serializers.ChoiceField(ItemState.choices)
    state_label = serializers.CharField()
    due_on = serializers.DateField()
    is_overdue = serializers.BooleanField()
    replied_on = serializers.DateField(allow_null=True)
    abilities = serializers.ListField(child=serializers.CharField())

    def to_representation(self, instance: Any) -> Any:
        """What is not this reader's to know is left out, key and all."""
        shown = super().to_representation(instance)
        return {name: value for name, value in shown.items() if name in instance}


@extend_schema_serializer(component_name="SupervisionWords")
class WordsOut(serializers.Serializer[Any]):
    """`handling` is left out for who only wrote the item down."""

    about = serializers.CharField()
    handling = serializers.CharField(allow_blank=True, required=False)
    reply = serializers.CharField(allow_blank=True)
    void_reason = serializers.CharField(allow_blank=True)


def present_item(row: Any, user: User) -> dict[str, Any]:
    is_answered, is_voided = row.replied_at is not None, row.voided_at is not None
    state = item_state(
        is_assigned=row.handler_id is not None, is_answered=is_answered, is_voided=is_voided
    )
    is_open = state in (ItemState.RECEIVED, ItemState.HANDLED)
    fits = {
        "assign": is_open,
        "answer": state == ItemState.HANDLED,
        "void": not is_voided,
    }
    shown = {
        "id": row.pk,
        "received_on": row.received_on,
        "way": row.way,
        "way_label": row.get_way_display(),
        "side": row.side,
        "side_label": row.get_side_display(),
        "nature": row.nature,
        "nature_label": row.get_nature_display(),
        "is_from_committee": row.is_from_committee,
        "recorded_at": row.created_at,
        "recorded_by": None if row.is_from_committee else present_person(row.created_by),
        "state": state,
        "state_label": state.label,
        "due_on": due_on(row.received_on),
        "is_overdue": is_open
        and is_overdue(row.received_on, is_answered=is_answered, today=timezone.localdate()),
        "replied_on": row.replied_on,
        "abilities": [
            verb for verb in SupervisionItemPolicy().abilities(user, row) if fits.get(verb, True)
        ],
    }
    if looks_into(user, row):
        shown["concerned"] = present_staff(row.concerned) if row.concerned else None
        shown["handler"] = present_staff(row.handler) if row.handler else None
    return shown


class SupervisionItemViewSet(RecordViewSet):
    """The newest first. Not exported: what people confide leaves nowhere as a list."""

    policy = SupervisionItemPolicy()
    queryset = SupervisionItem.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = supervision.items()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = supervision.items().get(pk=pk)
        return Response(ItemOut(present_item(row, self.user)).data, code)

    @extend_schema(parameters=[ItemQuery], responses=ItemOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, ItemQuery)
        rows = self.get_queryset()
        if "state" in asked:
            rows = supervision.in_state(rows, asked["state"])
        if "nature" in asked:
            rows = rows.filter(nature=asked["nature"])
        if "open" in asked:
            is_open = {"replied_at": None, "voided_at": None}
            rows = rows.filter(**is_open) if asked["open"] else rows.exclude(**is_open)
        if "mine" in asked:
            mine = supervision.handled_by(self.user.staff_id)
            rows = rows.filter(mine) if asked["mine"] else rows.exclude(mine)
        page = self.paginate_queryset(rows) or []
        shown = [present_item(row, self.user) for row in page]
        return self.get_paginated_response(ItemOut(shown, many=True).data)

    @extend_schema(responses=ItemOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(ItemOut(present_item(self.get_object(), self.user)).data)

    @extend_schema(request=ItemIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(ItemOut))
    def create(self, request: Request) -> Response:
        def act() -> SupervisionItem:
            return actions.enter_item(by=self.user, **body(request, ItemIn))

        return self._answer(*once(request, act))

    @extend_schema(request=AssignIn, responses=ItemOut)
    @action(detail=True, methods=["post"])
    def assign(self, request: Request, pk: str) -> Response:
        """Says who looks into it."""
        row = self.get_object()
        actions.assign_item(by=self.user, item_id=row.pk, **body(request, AssignIn))
        return self._answer(row.pk)

    @extend_schema(request=AnswerIn, responses=ItemOut)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Says what was done and replied; the item is closed."""
        row = self.get_object()
        actions.answer_item(by=self.user, item_id=row.pk, **body(request, AnswerIn))
        return self._answer(row.pk)

    @extend_schema(request=RevealIn, responses=WordsOut)
    @action(detail=True, methods=["post"])
    def reveal(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        told = actions.reveal_item(by=self.user, item_id=row.pk, **body(request, RevealIn))
        return Response(WordsOut(told).data)

    @extend_schema(request=ItemVoidIn, responses=ItemOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.void_item(by=self.user, item_id=row.pk, **body(request, ItemVoidIn))
        return self._answer(row.pk)
