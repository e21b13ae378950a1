"""Pairs over HTTP: made, agreed, changed, interrupted, ended, and told from beginning to end."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.mentoring.actions import agreements, evaluations, pairs, talks
from school.mentoring.api.shapes import (
    PairOut,
    PairPage,
    present_agreement,
    present_evaluation,
    present_excuse,
    present_exit,
    present_notice,
    present_pair,
)
from school.mentoring.models import DutyKind, DutyPeriod, Field, Form, Grade, MentorPair, Side
from school.mentoring.policy.pairs import (
    MentorPairPolicy,
    is_of,
    own,
    reads_papers,
    sides,
)
from school.mentoring.queries import growth as lines
from school.mentoring.queries import months
from school.mentoring.queries import pairs as found
from school.mentoring.rules.agreements import Duty
from school.mentoring.rules.evaluations import missing
from school.mentoring.rules.months import State
from school.mentoring.rules.pairs import PairState
from school.mentoring.rules.timeline import Happening
from school.people import queries as people
from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.models import StaffMember
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
from school.shared.models import AuditEntry
from school.shared.spreadsheets import Column

# ---- in --------------------------------------------------------------------------------------


@extend_schema_serializer(component_name="AgreementDuty")
class DutyIn(Shape):
    kind = serializers.ChoiceField(DutyKind.choices)
    period = serializers.ChoiceField(DutyPeriod.choices)
    at_least = Number(min_value=1, max_value=60)

    def to_internal_value(self, data: Any) -> Duty:
        return Duty(**super().to_internal_value(data))


def duties(**kwargs: Any) -> Any:
    return serializers.ListField(child=DutyIn(), min_length=1, max_length=8, **kwargs)


@extend_schema_serializer(component_name="NewMentorPair")
class PairIn(Shape):
    mentor = OfferedRow(any_row, queryset=StaffMember.objects.all())
    mentee = OfferedRow(any_row, queryset=StaffMember.objects.all())
    field = serializers.ChoiceField(Field.choices)
    subject = Text(
        lines=False, max_length=30, allow_blank=True, default="", help_text="Of a subject's pair."
    )
    form = serializers.ChoiceField(Form.choices)
    starts_on = Day()
    ends_on = Day()
    goals = Text(max_length=3000)
    duties = duties()
    renews = OfferedRow(
        any_row, queryset=MentorPair.objects.all(), required=False, help_text="The pair before it."
    )
    is_meant = Flag(default=False, help_text="Also when the mentor has three mentees already.")


@extend_schema_serializer(component_name="NewAgreement")
class AgreementIn(Shape):
    goals = Text(max_length=3000)
    duties = duties()
    effective_from = Day(
        required=False, help_text="The first of a month; needed once a version is signed."
    )


@extend_schema_serializer(component_name="AgreementRead")
class ReadIn(Shape):
    version = Number(min_value=1, max_value=1000, help_text="The one that was read.")


@extend_schema_serializer(component_name="MentorChange")
class ChangeIn(Shape):
    mentor = OfferedRow(any_row, queryset=StaffMember.objects.all())
    starts_on = Day(help_text="The first day of the new mentor.")
    reason = Text(max_length=500)
    is_meant = Flag(default=False)


@extend_schema_serializer(component_name="PairSuspend")
class SuspendIn(Shape):
    starts_on = Day()
    reason = Text(max_length=200)


@extend_schema_serializer(component_name="PairResume")
class ResumeIn(Shape):
    resumes_on = Day()


@extend_schema_serializer(component_name="PairWithdraw")
class WithdrawIn(Shape):
    reason = Text(max_length=500)


@extend_schema_serializer(component_name="PairExitRequest")
class ExitIn(Shape):
    reason = Text(max_length=500)
    last_day = Day()


@extend_schema_serializer(component_name="PairExitDecision")
class DecisionIn(Shape):
    is_approved = Flag()
    decision = Text(max_length=500)
    last_day = Day(required=False, help_text="Another than the one asked for.")


@extend_schema_serializer(component_name="PairComplete")
class CompleteIn(Shape):
    reason = Text(
        max_length=500,
        allow_blank=True,
        default="",
        help_text="Why it is completed without all four evaluations.",
    )


@extend_schema_serializer(component_name="PairEvaluate")
class EvaluateIn(Shape):
    side = serializers.ChoiceField(Side.choices)
    grade = serializers.ChoiceField(Grade.choices)
    text = Text(max_length=3000)
    talks = serializers.ListField(
        child=serializers.UUIDField(),
        max_length=50,
        default=list,
        help_text="Talks that both have released; named by their day.",
    )


@extend_schema_serializer(component_name="MonthExcused")
class ExcuseIn(Shape):
    month = Day(help_text="The month's first day.")
    reason = Text(max_length=200)


@extend_schema_serializer(component_name="MonthNotExcused")
class NotExcusedIn(Shape):
    month = Day(help_text="The month's first day.")


class PairQuery(QueryShape):
    state = serializers.ChoiceField(PairState.choices, required=False)
    field = serializers.ChoiceField(Field.choices, required=False)
    term = serializers.UUIDField(required=False, help_text="With a day in this term's window.")
    staff = serializers.UUIDField(required=False, help_text="On either side.")
    mine = Flag(required=False, help_text="Only those of which I am one.")


# ---- out -------------------------------------------------------------------------------------


@extend_schema_serializer(component_name="PairEvent")
class EventOut(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    by = serializers.CharField(allow_blank=True)
    verb = serializers.ChoiceField(Happening.choices)
    verb_label = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)
    changes = serializers.DictField(help_text="Field -> before and after.")


@extend_schema_serializer(component_name="GrowthDot")
class DotOut(serializers.Serializer[Any]):
    on = serializers.DateField()
    level = serializers.IntegerField()
    observation = serializers.UUIDField()


@extend_schema_serializer(component_name="GrowthSegment")
class SegmentOut(serializers.Serializer[Any]):
    """Levels that can be compared with each other, and with no others."""

    levels = serializers.IntegerField()
    weight = serializers.DecimalField(max_digits=7, decimal_places=2)
    dots = DotOut(many=True)


@extend_schema_serializer(component_name="GrowthLine")
class LineOut(serializers.Serializer[Any]):
    rubric = serializers.CharField()
    code = serializers.CharField()
    section = serializers.CharField(allow_blank=True)
    text = serializers.CharField()
    segments = SegmentOut(many=True)


@extend_schema_serializer(component_name="Growth")
class GrowthOut(serializers.Serializer[Any]):
    lines = LineOut(many=True)


def present_line(line: Any) -> dict[str, Any]:
    return {
        "rubric": line.rubric,
        "code": line.code,
        "section": line.section,
        "text": line.text,
        "segments": [
            {"levels": one.measure.levels, "weight": one.measure.weight, "dots": one.dots}
            for one in line.segments
        ],
    }


def present_event(entry: AuditEntry) -> dict[str, Any]:
    verb = Happening(entry.verb)
    return {
        "at": entry.at,
        "by": entry.actor_name,
        "verb": verb.value,
        "verb_label": str(verb.label),
        "reason": entry.reason,
        "changes": entry.changes,
    }


class MentorPairViewSet(ExportedList, RecordViewSet):
    policy = MentorPairPolicy()
    queryset = MentorPair.objects.all()
    filters = PairQuery
    list_title = _("List of mentor pairs")
    columns = (
        Column(_("Mentor"), "mentor.name"),
        Column(_("Mentee"), "mentee.name"),
        Column(_("Field"), "field_label"),
        Column(_("Subject"), "subject"),
        Column(_("Form"), "form_label"),
        Column(_("From"), "starts_on"),
        Column(_("To"), "ends_on"),
        Column(_("State"), "state_label"),
        Column(_("Began as"), "began_label"),
        Column(_("Ended as"), "ended_label"),
    )

    def get_queryset(self) -> Any:
        self.queryset = found.pairs()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        return Response(PairPage(self._page(found.pairs().get(pk=pk))).data, code)

    def _page(self, pair: Any) -> dict[str, Any]:
        user, today = self.user, timezone.localdate()
        terms = list(people.terms(user.school_id))
        of_pair = months.pair_months([pair], terms, until=today)
        over = [one for one in of_pair if one.judged.is_due and one.is_over(today)]
        papers = reads_papers(user, pair)
        evaluated = list(found.evaluations(pair))
        standing = [one.side for one in evaluated if one.retired_at is None]
        newest = pair.told_agreements[-1].number
        return {
            **present_pair(pair, user),
            "agreements": [
                present_agreement(one, is_newest=one.number == newest)
                for one in pair.told_agreements
            ],
            "suspensions": [
                {
                    "starts_on": one.starts_on,
                    "ends_on": one.ends_on,
                    "reason": one.reason if papers else "",
                }
                for one in pair.standing_suspensions
            ],
            "excuses": [present_excuse(one) for one in pair.standing_excuses],
            "months_due": len(over),
            "months_met": sum(one.judged.state == State.MET for one in over),
            "term_duties": [
                {
                    "term": one.term.pk,
                    "kind": one.kind.value,
                    "kind_label": str(one.kind.label),
                    "required": one.required,
                    "done": one.done,
                }
                for one in months.term_duties(of_pair)
            ],
            "ended_why": pair.ended_why if papers else "",
            "exits": [present_exit(one) for one in pair.told_exits] if papers else [],
            "evaluations": [present_evaluation(one) for one in evaluated] if papers else [],
            "evaluations_missing": missing(standing),
            "my_evaluation_sides": sorted(sides(user, pair)),
            "notices": [present_notice(one) for one in found.notices(pair, user.staff_id)]
            if is_of(user, pair)
            else [],
        }

    @extend_schema(parameters=[PairQuery], responses=PairOut(many=True))
    def list(self, request: Request) -> Response:
        """The newest first."""
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows, today = self.get_queryset(), timezone.localdate()
        if "state" in asked:
            rows = found.in_state(rows, asked["state"], today)
        if "field" in asked:
            rows = rows.filter(field=asked["field"])
        if "staff" in asked:
            rows = found.of_staff(rows, [asked["staff"]])
        if "term" in asked:
            rows = found.in_term(rows, self.user.school_id, asked["term"])
        if "mine" in asked:
            mine = own(self.user, MentorPair.objects.all()).values("pk")
            rows = rows.filter(pk__in=mine) if asked["mine"] else rows.exclude(pk__in=mine)
        return rows

    def shown(self, rows: Sequence[Any]) -> Any:
        return PairOut([present_pair(row, self.user) for row in rows], many=True).data

    @extend_schema(responses=PairPage)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(PairPage(self._page(self.get_object())).data)

    @extend_schema(request=PairIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(PairPage))
    def create(self, request: Request) -> Response:
        """A draft with its first agreement, which both accept before the school signs."""

        def act() -> MentorPair:
            return pairs.draft_pair(by=self.user, **body(request, PairIn))

        return self._answer(*once(request, act))

    # ---- agreements ----

    @extend_schema(request=AgreementIn, responses={201: PairPage})
    @action(detail=True, methods=["post"], url_path="agreements")
    def propose(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        agreements.propose_agreement(by=self.user, pair_id=row.pk, **body(request, AgreementIn))
        return self._answer(row.pk, status.HTTP_201_CREATED)

    @extend_schema(request=ReadIn, responses=PairPage)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        """One of the two says yes to the version that was read."""
        row = self.get_object()
        number = body(request, ReadIn)["version"]
        agreements.accept_agreement(by=self.user, pair_id=row.pk, number=number)
        return self._answer(row.pk)

    @extend_schema(request=ReadIn, responses=PairPage)
    @action(detail=True, methods=["post"])
    def sign(self, request: Request, pk: str) -> Response:
        """The school says yes, after both."""
        row = self.get_object()
        number = body(request, ReadIn)["version"]
        agreements.sign_agreement(by=self.user, pair_id=row.pk, number=number)
        return self._answer(row.pk)

    # ---- changes ----

    @extend_schema(request=ChangeIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(PairPage))
    @action(detail=True, methods=["post"], url_path="change-mentor")
    def change_mentor(self, request: Request, pk: str) -> Response:
        """This pair ends and the next begins, both or neither; the answer is the next."""
        row = self.get_object()

        def act() -> MentorPair:
            return pairs.change_mentor(by=self.user, pair_id=row.pk, **body(request, ChangeIn))

        return self._answer(*once(request, act))

    @extend_schema(request=SuspendIn, responses=PairPage)
    @action(detail=True, methods=["post"])
    def suspend(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        pairs.suspend_pair(by=self.user, pair_id=row.pk, **body(request, SuspendIn))
        return self._answer(row.pk)

    @extend_schema(request=ResumeIn, responses=PairPage)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        pairs.resume_pair(by=self.user, pair_id=row.pk, **body(request, ResumeIn))
        return self._answer(row.pk)

    @extend_schema(request=WithdrawIn, responses=PairPage)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """A draft, or a pair whose first day lies ahead."""
        row = self.get_object()
        pairs.withdraw_pair(by=self.user, pair_id=row.pk, **body(request, WithdrawIn))
        return self._answer(row.pk)

    # ---- ends ----

    @extend_schema(request=ExitIn, responses={201: PairPage})
    @action(detail=True, methods=["post"], url_path="exits")
    def request_exit(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        pairs.request_exit(by=self.user, pair_id=row.pk, **body(request, ExitIn))
        return self._answer(row.pk, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=PairPage)
    @action(detail=True, methods=["post"], url_path="withdraw-exit")
    def withdraw_exit(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        pairs.withdraw_exit(by=self.user, pair_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(request=DecisionIn, responses=PairPage)
    @action(detail=True, methods=["post"], url_path="decide-exit")
    def decide_exit(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        pairs.decide_exit(by=self.user, pair_id=row.pk, **body(request, DecisionIn))
        return self._answer(row.pk)

    @extend_schema(request=CompleteIn, responses=PairPage)
    @action(detail=True, methods=["post"])
    def complete(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        pairs.complete_pair(by=self.user, pair_id=row.pk, **body(request, CompleteIn))
        return self._answer(row.pk)

    @extend_schema(request=EvaluateIn, responses={201: PairPage})
    @action(detail=True, methods=["post"], url_path="evaluations")
    def evaluate(self, request: Request, pk: str) -> Response:
        """From one side. Written again, it replaces the earlier one, which stays to be read."""
        row = self.get_object()
        evaluations.evaluate_pair(
            by=self.user, pair_id=row.pk, sides=sides(self.user, row), **body(request, EvaluateIn)
        )
        return self._answer(row.pk, status.HTTP_201_CREATED)

    # ---- months ----

    @extend_schema(request=ExcuseIn, responses={201: PairPage})
    @action(detail=True, methods=["post"], url_path="excuses")
    def excuse(self, request: Request, pk: str) -> Response:
        """The month asks for nothing, and says why."""
        row = self.get_object()
        agreements.excuse_month(by=self.user, pair_id=row.pk, **body(request, ExcuseIn))
        return self._answer(row.pk, status.HTTP_201_CREATED)

    @extend_schema(request=NotExcusedIn, responses=PairPage)
    @action(detail=True, methods=["post"], url_path="withdraw-excuse")
    def withdraw_excuse(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        agreements.withdraw_excuse(by=self.user, pair_id=row.pk, **body(request, NotExcusedIn))
        return self._answer(row.pk)

    # ---- told ----

    @extend_schema(request=None, responses=PairPage)
    @action(detail=True, methods=["post"], url_path="see-notices")
    def see_notices(self, request: Request, pk: str) -> Response:
        """I have read who opened talks of this pair."""
        row = self.get_object()
        talks.see_notices(by=self.user, pair_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(responses=EventOut(many=True))
    @action(detail=True)
    def timeline(self, request: Request, pk: str) -> Response:
        """Who did what to this pair, the newest first."""
        query(request, QueryShape)
        page = self.paginate_queryset(found.timeline(self.get_object())) or []
        shown = [present_event(entry) for entry in page]
        return self.get_paginated_response(EventOut(shown, many=True).data)

    @extend_schema(responses=GrowthOut)
    @action(detail=True)
    def growth(self, request: Request, pk: str) -> Response:
        """The mentee's levels by criterion, from the mentor's observations; each dot opens one."""
        told = [present_line(line) for line in lines.growth(self.get_object())]
        return Response(GrowthOut({"lines": told}).data)
