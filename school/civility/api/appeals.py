"""Appeals over HTTP: entered for the family, answered, decided."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.civility.actions import appeals as acts
from school.civility.api.entries import PointEntryOut, present_entry
from school.civility.models import AppealOutcome, PointAppeal, PointEntry, RaisedBy
from school.civility.policy.appeals import PointAppealPolicy, appealable
from school.civility.queries import appeals
from school.civility.rules.appeals import Span, State, state_of
from school.people.access import OfferedRow, RecordViewSet
from school.people.models import User
from school.people.refs import StaffRef, present_person
from school.shared.api import IDEMPOTENCY_KEY, QueryShape, Shape, Text, body, made_once, once
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column

TAKES = {
    "answer": (State.OPEN,),
    "withdraw": (State.OPEN, State.ANSWERED),
}
"""Verb -> the states in which it does something; `decide` depends on the day as well."""


@extend_schema_serializer(component_name="PointAppeal")
class PointAppealIn(Shape):
    entry = OfferedRow(appealable, queryset=PointEntry.objects.all())
    raised_by_whom = serializers.ChoiceField(RaisedBy.choices)
    reason = Text(max_length=500)


@extend_schema_serializer(component_name="PointAppealAnswer")
class AnswerIn(Shape):
    answer = Text(max_length=500)


@extend_schema_serializer(component_name="PointAppealDecision")
class DecisionIn(Shape):
    outcome = serializers.ChoiceField(AppealOutcome.choices)
    decision = Text(max_length=200, help_text="Why; the family reads it.")


@extend_schema_serializer(component_name="PointAppeal")
class PointAppealOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    entry = PointEntryOut()
    state = serializers.ChoiceField(State.choices)
    state_label = serializers.CharField()
    raised_by_whom = serializers.ChoiceField(RaisedBy.choices)
    raised_by_label = serializers.CharField()
    reason = serializers.CharField()
    raised_at = serializers.DateTimeField()
    entered_by = StaffRef(allow_null=True)
    answer_due_on = serializers.DateField()
    answered_at = serializers.DateTimeField(allow_null=True)
    answered_by = StaffRef(allow_null=True)
    answer = serializers.CharField(allow_blank=True)
    decision_due_on = serializers.DateField()
    decided_at = serializers.DateTimeField(allow_null=True)
    decided_by = StaffRef(allow_null=True)
    outcome = serializers.ChoiceField(AppealOutcome.choices, allow_blank=True)
    outcome_label = serializers.CharField(allow_blank=True)
    decision = serializers.CharField(allow_blank=True)
    is_overdue = serializers.BooleanField(help_text="The answer or the decision.")
    abilities = serializers.ListField(child=serializers.CharField())


def present_appeal(row: Any, user: User, holidays: Sequence[Span]) -> dict[str, Any]:
    state, today = state_of(row), timezone.localdate()
    closed = state in (State.DECIDED, State.WITHDRAWN)
    late = state == State.OPEN and today > row.answer_due_on
    ripe = late or state == State.ANSWERED
    return {
        "id": row.pk,
        "entry": present_entry(row.entry, user, holidays),
        "state": state.value,
        "state_label": str(state.label),
        "raised_by_whom": row.raised_by_whom,
        "raised_by_label": row.get_raised_by_whom_display(),
        "reason": row.reason,
        "raised_at": row.created_at,
        "entered_by": present_person(row.created_by),
        "answer_due_on": row.answer_due_on,
        "answered_at": row.answered_at,
        "answered_by": present_person(row.answered_by),
        "answer": row.answer,
        "decision_due_on": row.decision_due_on,
        "decided_at": row.decided_at,
        "decided_by": present_person(row.decided_by),
        "outcome": row.outcome,
        "outcome_label": row.get_outcome_display() if row.outcome else "",
        "decision": row.decision,
        "is_overdue": late or (not closed and today > row.decision_due_on),
        "abilities": [
            verb
            for verb in PointAppealPolicy().abilities(user, row)
            if (ripe if verb == "decide" else state in TAKES.get(verb, (state,)))
        ],
    }


class PointAppealQuery(QueryShape):
    state = serializers.ChoiceField(State.choices, required=False)


class PointAppealViewSet(ExportedList, RecordViewSet):
    policy = PointAppealPolicy()
    queryset = PointAppeal.objects.all()
    filters = PointAppealQuery
    list_title = _("List of appeals")
    columns = (
        Column(_("Raised at"), "raised_at", is_moment=True),
        Column(_("Name"), "entry.student.name"),
        Column(_("Class"), "entry.school_class.name"),
        Column(_("Item"), "entry.item.name"),
        Column(_("Raised by"), "raised_by_label"),
        Column(_("Reason"), "reason"),
        Column(_("State"), "state_label"),
        Column(_("Answer due"), "answer_due_on"),
        Column(_("Answer"), "answer"),
        Column(_("Decision due"), "decision_due_on"),
        Column(_("Outcome"), "outcome_label"),
        Column(_("Decision"), "decision"),
    )

    def get_queryset(self) -> Any:
        self.queryset = appeals.appeals()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        (shown,) = self.shown([appeals.appeals().get(pk=pk)])
        return Response(shown, code)

    @extend_schema(parameters=[PointAppealQuery], responses=PointAppealOut(many=True))
    def list(self, request: Request) -> Response:
        """The newest first."""
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        return appeals.in_state(rows, asked["state"]) if "state" in asked else rows

    def shown(self, rows: Sequence[PointAppeal]) -> Any:
        off = appeals.holidays(self.user.school_id)
        found = [present_appeal(row, self.user, off) for row in rows]
        return PointAppealOut(found, many=True).data

    @extend_schema(responses=PointAppealOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._answer(self.get_object().pk)

    @extend_schema(
        request=PointAppealIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(PointAppealOut)
    )
    def create(self, request: Request) -> Response:
        def act() -> PointAppeal:
            return acts.raise_appeal(by=self.user, **body(request, PointAppealIn))

        return self._answer(*once(request, act))

    @extend_schema(request=AnswerIn, responses=PointAppealOut)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        acts.answer_appeal(by=self.user, appeal_id=row.pk, **body(request, AnswerIn))
        return self._answer(row.pk)

    @extend_schema(request=DecisionIn, responses=PointAppealOut)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        acts.decide_appeal(by=self.user, appeal_id=row.pk, **body(request, DecisionIn))
        return self._answer(row.pk)

    @extend_schema(request=None, responses=PointAppealOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        acts.withdraw_appeal(by=self.user, appeal_id=row.pk)
        return self._answer(row.pk)
