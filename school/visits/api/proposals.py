"""认定 over HTTP: what is proposed for the register, and each step on its way there."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import (
    extend_schema,
    extend_schema_serializer,
)
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.people.access import OfferedRow, RecordViewSet
from school.people.models import Student, User
from school.people.refs import StaffRef, StudentRef, present_person, present_student
from school.shared.api import (
    IDEMPOTENCY_KEY,
    Day,
    QueryShape,
    Shape,
    Text,
    body,
    made_once,
    once,
    query,
)
from school.visits.actions import proposals
from school.visits.api.care import RevealedNote
from school.visits.api.shapes import (
    CareCategoryRef,
    CategoryCode,
    ReasonIn,
    RevealIn,
)
from school.visits.models import CareProposal, Circumstance, ProposalKind
from school.visits.policy.knowledge import knowable, known_of, may_know
from school.visits.policy.proposals import CareProposalPolicy
from school.visits.queries import proposals as lists
from school.visits.rules import proposals as rules
from school.visits.rules.proposals import ProposalState, Step

TAKES = {
    ProposalKind.START: {"student", "category", "starts_on", "basis", "note"},
    ProposalKind.STAY: {"circumstance", "basis"},
    ProposalKind.END: {"circumstance", "ends_on", "basis"},
}
"""What may be said of each kind; what must be said of it, but for the note and a stay's basis."""
OPTIONAL = {(ProposalKind.START, "note"), (ProposalKind.STAY, "basis")}


def _believed(user: User, rows: Any) -> Any:
    return known_of(user, rows.filter(retired_at=None))


@extend_schema_serializer(component_name="CareProposal")
class CareProposalIn(Shape):
    """A new entry names child, category, first day and basis; the others name an entry."""

    kind = serializers.ChoiceField(ProposalKind.choices)
    student = OfferedRow(knowable, queryset=Student.objects.all(), required=False)
    category = CategoryCode(required=False)
    circumstance = OfferedRow(_believed, queryset=Circumstance.objects.all(), required=False)
    starts_on = Day(required=False)
    ends_on = Day(required=False, help_text="The last day, included.")
    basis = Text(
        lines=False,
        max_length=200,
        required=False,
        help_text="Who said so, and on what ground. The grade leader reads it.",
    )
    note = Text(required=False, allow_blank=True, max_length=2000, help_text="Stored sealed.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        kind = ProposalKind(attrs["kind"])
        given, takes = set(attrs) - {"kind"}, TAKES[kind]
        needed = {name for name in takes if (kind, name) not in OPTIONAL}
        wrong = {
            name: [serializers.ErrorDetail(_("This belongs to another kind."), "not_of_this_kind")]
            for name in given - takes
        } | {
            name: [serializers.ErrorDetail(_("This field is required."), "required")]
            for name in needed - given
        }
        if wrong:
            raise serializers.ValidationError(wrong)
        return attrs


@extend_schema_serializer(component_name="CareProposal")
class CareProposalOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(ProposalKind.choices)
    student = StudentRef()
    category = CareCategoryRef()
    circumstance = serializers.UUIDField(allow_null=True)
    starts_on = serializers.DateField(allow_null=True, help_text="The entry's first day.")
    ends_on = serializers.DateField(allow_null=True)
    basis = serializers.CharField()
    has_note = serializers.BooleanField(required=False, help_text="Only for those who may know.")
    state = serializers.ChoiceField(ProposalState.choices)
    waits_for = serializers.ChoiceField(Step.choices, allow_null=True)
    is_passed_over = serializers.BooleanField(
        help_text="There was, or is, no grade leader who could check it."
    )
    proposed_at = serializers.DateTimeField()
    proposed_by = StaffRef(allow_null=True)
    checked_at = serializers.DateTimeField(allow_null=True)
    checked_by = StaffRef(allow_null=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)
    confirmed_by = StaffRef(allow_null=True)
    sent_back_at = serializers.DateTimeField(allow_null=True)
    sent_back_by = StaffRef(allow_null=True)
    send_back_reason = serializers.CharField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    abilities = serializers.ListField(child=serializers.CharField())


def present_proposal(row: Any, user: User, leaders: lists.Leaders) -> dict[str, Any]:
    of_cohort = lists.checkers(row, leaders)
    shown = {
        "id": row.pk,
        "kind": row.kind,
        "student": present_student(row.student),
        "category": row.category,
        "circumstance": row.circumstance_id,
        "starts_on": row.circumstance.starts_on if row.circumstance else row.starts_on,
        "ends_on": row.ends_on,
        "basis": row.basis,
        "state": rules.state_of(row),
        "waits_for": rules.waits_for(row, of_cohort),
        "is_passed_over": row.was_passed_over or rules.is_passed_over(row, of_cohort),
        "proposed_at": row.created_at,
        "proposed_by": present_person(row.created_by),
        "checked_at": row.checked_at,
        "checked_by": present_person(row.checked_by),
        "confirmed_at": row.confirmed_at,
        "confirmed_by": present_person(row.confirmed_by),
        "sent_back_at": row.sent_back_at,
        "sent_back_by": present_person(row.sent_back_by),
        "send_back_reason": row.send_back_reason,
        "withdrawn_at": row.withdrawn_at,
        "abilities": CareProposalPolicy().abilities(user, row),
    }
    if may_know(user, row.student_id):
        shown["has_note"] = row.has_note
    return shown


class CareProposalQuery(QueryShape):
    student = serializers.UUIDField(required=False)
    state = serializers.ChoiceField(
        [("open", "open"), ("closed", "closed"), *ProposalState.choices],
        required=False,
        help_text="`open`: proposed or checked; `closed`: the others.",
    )


class CareProposalViewSet(RecordViewSet):
    policy = CareProposalPolicy()
    queryset: Any = CareProposal.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = lists.proposals()
        return super().get_queryset()

    def _leaders(self) -> lists.Leaders:
        return lists.grade_leaders(self.user.school_id, timezone.localdate())

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = lists.proposals().get(pk=pk)
        shown = present_proposal(row, self.user, self._leaders())
        return Response(CareProposalOut(shown).data, code)

    @extend_schema(parameters=[CareProposalQuery], responses=CareProposalOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, CareProposalQuery)
        rows = self.get_queryset()
        if "student" in asked:
            rows = rows.filter(student_id=asked["student"])
        if "state" in asked:
            rows = lists.in_state(rows, asked["state"])
        page = self.paginate_queryset(rows)
        leaders = self._leaders()
        shown = [present_proposal(row, self.user, leaders) for row in page or []]
        return self.get_paginated_response(CareProposalOut(shown, many=True).data)

    @extend_schema(
        request=CareProposalIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=made_once(CareProposalOut),
    )
    def create(self, request: Request) -> Response:
        def act() -> CareProposal:
            return self._propose(**body(request, CareProposalIn))

        return self._answer(*once(request, act))

    def _propose(self, kind: str, **given: Any) -> CareProposal:
        propose: dict[str, Any] = {
            ProposalKind.START: proposals.propose_start,
            ProposalKind.STAY: proposals.propose_stay,
            ProposalKind.END: proposals.propose_end,
        }
        made: CareProposal = propose[kind](by=self.user, **given)
        return made

    @extend_schema(request=None, responses=CareProposalOut)
    @action(detail=True, methods=["post"])
    def check(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        proposals.check_proposal(by=self.user, proposal_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(request=None, responses=CareProposalOut)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        proposals.confirm_proposal(by=self.user, proposal_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(request=ReasonIn, responses=CareProposalOut)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        proposals.send_back_proposal(by=self.user, proposal_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)

    @extend_schema(request=None, responses=CareProposalOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        proposals.withdraw_proposal(by=self.user, proposal_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(request=RevealIn, responses=RevealedNote)
    @action(detail=True, methods=["post"])
    def reveal(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        note = proposals.reveal_proposal(
            by=self.user, proposal_id=row.pk, **body(request, RevealIn)
        )
        return Response({"note": note})
