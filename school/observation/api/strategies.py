"""Strategy cards over HTTP: asked about, agreed to, found; and the tags they are found by."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.observation.actions import strategies as actions
from school.observation.api.observations import TagRef
from school.observation.api.shapes import KindRef, Unfiltered, present_kind_ref
from school.observation.models import CardAnswer, ObservedStrategy, StrategyCard, StrategyTag
from school.observation.policy.strategies import (
    PUBLIC,
    StrategyCardPolicy,
    StrategyTagPolicy,
    askable,
    concerning,
)
from school.observation.queries import strategies
from school.observation.rules.strategies import CardState, state_of
from school.people.access import OfferedRow, RecordViewSet
from school.people.models import User
from school.people.refs import StaffRef, present_staff
from school.shared.api import (
    IDEMPOTENCY_KEY,
    Flag,
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

# ---- tags ----------------------------------------------------------------------------------


@extend_schema_serializer(component_name="StrategyTag")
class TagIn(Shape):
    name = Text(lines=False, max_length=20)


@extend_schema_serializer(component_name="StrategyTagChange")
class TagChangeIn(Shape):
    name = Text(lines=False, max_length=20, required=False)
    is_active = Flag(required=False)


@extend_schema_serializer(component_name="StrategyTag")
class TagOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    is_active = serializers.BooleanField(help_text="Whether it is still offered.")
    abilities = serializers.ListField(child=serializers.CharField())


def present_tag(row: StrategyTag, user: User) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "is_active": row.is_active,
        "abilities": StrategyTagPolicy().abilities(user, row),
    }


class StrategyTagViewSet(RecordViewSet):
    """In the order in which they were added."""

    policy = StrategyTagPolicy()
    queryset = StrategyTag.objects.order_by("position", "name")

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = StrategyTag.objects.get(pk=pk)
        return Response(TagOut(present_tag(row, self.user)).data, code)

    @extend_schema(parameters=[Unfiltered], responses=TagOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, Unfiltered)
        page = self.paginate_queryset(self.get_queryset()) or []
        shown = [present_tag(row, self.user) for row in page]
        return self.get_paginated_response(TagOut(shown, many=True).data)

    @extend_schema(request=TagIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(TagOut))
    def create(self, request: Request) -> Response:
        def act() -> StrategyTag:
            return actions.add_tag(by=self.user, **body(request, TagIn))

        return self._answer(*once(request, act))

    @extend_schema(request=TagChangeIn, responses=TagOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.change_tag(by=self.user, tag_id=row.pk, **body(request, TagChangeIn))
        return self._answer(row.pk)


# ---- cards ---------------------------------------------------------------------------------


@extend_schema_serializer(component_name="NewStrategyCard")
class CardIn(Shape):
    strategy = OfferedRow(askable, queryset=ObservedStrategy.objects.all())


@extend_schema_serializer(component_name="StrategyCardAnswer")
class AnswerIn(Shape):
    answer = serializers.ChoiceField(CardAnswer.choices)


@extend_schema_serializer(component_name="StrategyCard")
class CardOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    text = serializers.CharField()
    tags = TagRef(many=True)
    subject = serializers.CharField()
    topic = serializers.CharField()
    kind = KindRef()
    theme = serializers.CharField(help_text="Of the campaign in which the lesson was given.")
    taught_on = serializers.DateField()
    host = StaffRef(help_text="The teacher it was seen of.")
    observer = StaffRef()
    observation = serializers.UUIDField(
        allow_null=True, help_text="The record it stands in; null for those who may not read that."
    )
    state = serializers.ChoiceField(CardState.choices)
    state_label = serializers.CharField()
    asked_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    abilities = serializers.ListField(child=serializers.CharField())


TAKES = {
    "answer": (CardState.WAITING,),
    "withdraw": (CardState.WAITING, CardState.PUBLIC),
}
"""Verb -> the states in which it does something."""


def present_card(row: Any, user: User) -> dict[str, Any]:
    """`row` as `strategies.cards` gives it."""
    observation = row.strategy.observation
    lesson, state = observation.session, state_of(row)
    concerns = user.staff_id in (lesson.host_id, observation.observer_id)
    return {
        "id": row.pk,
        "text": row.strategy.text,
        "tags": [tagging.tag for tagging in row.strategy.taggings.all()],
        "subject": lesson.subject,
        "topic": lesson.topic,
        "kind": present_kind_ref(lesson.kind),
        "theme": lesson.campaign.theme if lesson.campaign else "",
        "taught_on": lesson.taught_on,
        "host": present_staff(lesson.host),
        "observer": present_staff(observation.observer),
        "observation": observation.pk if concerns else None,
        "state": state,
        "state_label": state.label,
        "asked_at": row.created_at,
        "answered_at": row.answered_at,
        "abilities": [
            verb for verb in StrategyCardPolicy().abilities(user, row) if state in TAKES[verb]
        ],
    }


class CardQuery(QueryShape):
    q = Text(
        lines=False,
        required=False,
        max_length=100,
        help_text="Words of the strategy, the topic or a tag.",
    )
    tag = serializers.UUIDField(required=False)
    subject = Text(lines=False, required=False, max_length=30)
    campaign = serializers.UUIDField(required=False, help_text="The month with its theme.")
    mine = Flag(required=False, help_text="Only those that concern me, in any state.")


class StrategyCardViewSet(ExportedList, RecordViewSet):
    """What teachers agreed to, the newest first; besides, in any state, what concerns me."""

    policy = StrategyCardPolicy()
    queryset = StrategyCard.objects.all()
    filters = CardQuery
    list_title = _("List of strategy cards")
    columns = (
        Column(_("Strategy"), "text"),
        Column(_("Tags"), "tags.name"),
        Column(_("Subject"), "subject"),
        Column(_("Topic"), "topic"),
        Column(_("Theme"), "theme"),
        Column(_("Day"), "taught_on"),
        Column(_("Teacher"), "host.name"),
        Column(_("Observer"), "observer.name"),
        Column(_("State"), "state", words=dict(CardState.choices)),
    )

    def get_queryset(self) -> Any:
        self.queryset = strategies.cards()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = strategies.cards().get(pk=pk)
        return Response(CardOut(present_card(row, self.user)).data, code)

    @extend_schema(parameters=[CardQuery], responses=CardOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        if "q" in asked:
            rows = strategies.having_words(rows, asked["q"])
        if "tag" in asked:
            rows = rows.filter(strategy__taggings__tag_id=asked["tag"])
        for name in ("subject", "campaign"):
            if name in asked:
                rows = rows.filter(**{f"strategy__observation__session__{name}": asked[name]})
        if "mine" in asked:
            mine = concerning(self.user.staff_id)
            rows = rows.filter(mine) if asked["mine"] else rows.filter(PUBLIC).exclude(mine)
        return rows

    def shown(self, rows: Sequence[Any]) -> Any:
        return CardOut([present_card(row, self.user) for row in rows], many=True).data

    @extend_schema(request=CardIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(CardOut))
    def create(self, request: Request) -> Response:
        """Asks the teacher whose lesson it was; without agreement nobody else finds it."""

        def act() -> StrategyCard:
            return actions.ask_for_card(by=self.user, **body(request, CardIn))

        return self._answer(*once(request, act))

    @extend_schema(request=AnswerIn, responses=CardOut)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.answer_card(by=self.user, card_id=row.pk, **body(request, AnswerIn))
        return self._answer(row.pk)

    @extend_schema(request=None, responses=CardOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """By the teacher, at any time, or by who asked."""
        row = self.get_object()
        actions.withdraw_card(by=self.user, card_id=row.pk)
        return self._answer(row.pk)
