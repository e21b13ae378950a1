"""Questions of parents and their answers, and texts of parents, over HTTP."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.activities.actions import families as actions
from school.activities.api.shapes import ReasonIn
from school.activities.models import Consultation, ParentingPiece, PieceState
from school.activities.policy.families import ConsultationPolicy, ParentingPiecePolicy
from school.activities.queries import families
from school.people.access import RecordViewSet, may
from school.people.models import User
from school.people.refs import StaffRef, present_person
from school.people.roles import Permission
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
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column

# ---- questions -----------------------------------------------------------------------------

NAMELESS = "Without the name of a child."


@extend_schema_serializer(component_name="NewConsultation")
class ConsultationIn(Shape):
    asked_on = Day()
    topic = Text(lines=False, max_length=60, help_text=NAMELESS)
    question = Text(max_length=2000, help_text=NAMELESS)
    answer = Text(max_length=4000, required=False, allow_blank=True, help_text=NAMELESS)
    answered_on = Day(required=False, help_text="Left out: the day of the question.")


@extend_schema_serializer(component_name="ConsultationAnswer")
class AnswerIn(Shape):
    answer = Text(max_length=4000, help_text=NAMELESS)
    answered_on = Day(required=False, help_text="Left out: today.")


@extend_schema_serializer(component_name="ConsultationSharing")
class ShareIn(Shape):
    is_shared = Flag(help_text="Whether all colleagues and the parents' committee read it.")


class ConsultationQuery(QueryShape):
    answered = Flag(required=False)
    shared = Flag(required=False)
    first = Day(required=False)
    last = Day(required=False)


@extend_schema_serializer(component_name="Consultation")
class ConsultationOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    asked_on = serializers.DateField()
    topic = serializers.CharField()
    question = serializers.CharField()
    answer = serializers.CharField(allow_blank=True)
    answered_on = serializers.DateField(allow_null=True)
    answered_by = StaffRef(allow_null=True, help_text="Null for the parents' committee.")
    is_answered = serializers.BooleanField()
    is_shared = serializers.BooleanField()
    is_voided = serializers.BooleanField()
    abilities = serializers.ListField(child=serializers.CharField())


def present_consultation(row: Consultation, user: User) -> dict[str, Any]:
    stands, is_answered = row.voided_at is None, row.answered_at is not None
    is_colleague = may(user, Permission.ACTIVITY_READ)
    return {
        "id": row.pk,
        "asked_on": row.asked_on,
        "topic": row.topic,
        "question": row.question,
        "answer": row.answer,
        "answered_on": row.answered_on,
        "answered_by": present_person(row.answered_by) if is_colleague else None,
        "is_answered": is_answered,
        "is_shared": row.is_shared,
        "is_voided": not stands,
        "abilities": [
            verb
            for verb in ConsultationPolicy().abilities(user, row)
            if verb == "retrieve" or (stands and (verb != "share" or is_answered))
        ],
    }


class ConsultationViewSet(ExportedList, RecordViewSet):
    """The newest first."""

    policy = ConsultationPolicy()
    queryset = Consultation.objects.all()
    filters = ConsultationQuery
    list_title = _("Questions of parents")
    columns = (
        Column(_("Asked on"), "asked_on"),
        Column(_("What it was about"), "topic"),
        Column(_("Question"), "question"),
        Column(_("Answer"), "answer"),
        Column(_("Answered on"), "answered_on"),
        Column(_("Shared"), "is_shared"),
    )

    def get_queryset(self) -> Any:
        self.queryset = families.consultations()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        return self._show(families.consultations().get(pk=pk), code)

    def _show(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        return Response(ConsultationOut(present_consultation(row, self.user)).data, code)

    @extend_schema(parameters=[ConsultationQuery], responses=ConsultationOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset().filter(voided_at=None)
        if "answered" in asked:
            rows = rows.filter(answered_at__isnull=not asked["answered"])
        if "shared" in asked:
            rows = rows.filter(is_shared=asked["shared"])
        if "first" in asked:
            rows = rows.filter(asked_on__gte=asked["first"])
        if "last" in asked:
            rows = rows.filter(asked_on__lte=asked["last"])
        return rows

    def shown(self, rows: Sequence[Any]) -> Any:
        found = [present_consultation(row, self.user) for row in rows]
        return ConsultationOut(found, many=True).data

    @extend_schema(responses=ConsultationOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._show(self.get_object())

    @extend_schema(
        request=ConsultationIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(ConsultationOut)
    )
    def create(self, request: Request) -> Response:
        def act() -> Consultation:
            return actions.take_down(by=self.user, **body(request, ConsultationIn))

        return self._answer(*once(request, act))

    @extend_schema(request=AnswerIn, responses=ConsultationOut)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.answer_consultation(by=self.user, consultation_id=row.pk, **body(request, AnswerIn))
        return self._answer(row.pk)

    @extend_schema(request=ShareIn, responses=ConsultationOut)
    @action(detail=True, methods=["post"])
    def share(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.share_consultation(by=self.user, consultation_id=row.pk, **body(request, ShareIn))
        return self._answer(row.pk)

    @extend_schema(request=ReasonIn, responses=ConsultationOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.void_consultation(by=self.user, consultation_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)


# ---- texts ---------------------------------------------------------------------------------


@extend_schema_serializer(component_name="NewParentingPiece")
class PieceIn(Shape):
    title = Text(lines=False, max_length=100, help_text=NAMELESS)
    sent_to = Text(lines=False, max_length=60)
    sent_on = Day()


@extend_schema_serializer(component_name="ParentingPieceSettling")
class SettleIn(Shape):
    state = serializers.ChoiceField(PieceState.choices)
    settled_on = Day()


class PieceQuery(QueryShape):
    state = serializers.ChoiceField(PieceState.choices, required=False)


@extend_schema_serializer(component_name="ParentingPiece")
class PieceOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    sent_to = serializers.CharField()
    sent_on = serializers.DateField()
    state = serializers.ChoiceField(PieceState.choices)
    state_label = serializers.CharField()
    settled_on = serializers.DateField(allow_null=True)
    is_voided = serializers.BooleanField()
    recorded_by = StaffRef(allow_null=True)
    abilities = serializers.ListField(child=serializers.CharField())


def present_piece(row: ParentingPiece, user: User) -> dict[str, Any]:
    stands = row.voided_at is None
    return {
        "id": row.pk,
        "title": row.title,
        "sent_to": row.sent_to,
        "sent_on": row.sent_on,
        "state": row.state,
        "state_label": row.get_state_display(),
        "settled_on": row.settled_on,
        "is_voided": not stands,
        "recorded_by": present_person(row.created_by),
        "abilities": [
            verb
            for verb in ParentingPiecePolicy().abilities(user, row)
            if stands and (verb != "settle" or row.state == PieceState.SENT)
        ],
    }


class ParentingPieceViewSet(RecordViewSet):
    """The newest first."""

    policy = ParentingPiecePolicy()
    queryset = ParentingPiece.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = families.pieces()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = families.pieces().get(pk=pk)
        return Response(PieceOut(present_piece(row, self.user)).data, code)

    @extend_schema(parameters=[PieceQuery], responses=PieceOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, PieceQuery)
        rows = self.get_queryset().filter(voided_at=None)
        if "state" in asked:
            rows = rows.filter(state=asked["state"])
        page = self.paginate_queryset(rows) or []
        shown = [present_piece(row, self.user) for row in page]
        return self.get_paginated_response(PieceOut(shown, many=True).data)

    @extend_schema(request=PieceIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(PieceOut))
    def create(self, request: Request) -> Response:
        def act() -> ParentingPiece:
            return actions.send_piece(by=self.user, **body(request, PieceIn))

        return self._answer(*once(request, act))

    @extend_schema(request=SettleIn, responses=PieceOut)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, pk: str) -> Response:
        """What became of it: published or not taken."""
        row = self.get_object()
        actions.settle_piece(by=self.user, piece_id=row.pk, **body(request, SettleIn))
        return self._answer(row.pk)

    @extend_schema(request=ReasonIn, responses=PieceOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.void_piece(by=self.user, piece_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)
