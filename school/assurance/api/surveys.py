"""Surveys over HTTP: questions, and the counts that were entered."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.assurance.actions import surveys as actions
from school.assurance.api.shapes import VoidIn, files
from school.assurance.models import Asked, QuestionKind, Survey
from school.assurance.policy.surveys import SurveyPolicy
from school.assurance.queries import surveys
from school.assurance.rules.surveys import SCALE
from school.evidence.refs import EvidenceRef, present_evidence
from school.people.access import RecordViewSet
from school.people.models import User
from school.people.refs import StaffRef, present_person
from school.shared.api import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
    Day,
    Flag,
    Number,
    QueryShape,
    Shape,
    Text,
    WholeShape,
    body,
    made_once,
    once,
    version_given,
)
from school.shared.errors import Stale
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column

MOST = 100_000


@extend_schema_serializer(component_name="SurveyQuestion")
class QuestionIn(WholeShape):
    kind = serializers.ChoiceField(QuestionKind.choices)
    text = Text(lines=False, max_length=200)
    options = serializers.ListField(
        child=Text(lines=False, max_length=60),
        max_length=20,
        default=list,
        help_text="Of a choice alone; a scale goes from 1 to 5, the best.",
    )
    is_satisfaction = Flag(default=False, help_text="Of one scale: the school cites its share.")


@extend_schema_serializer(component_name="NewSurvey")
class SurveyIn(Shape):
    title = Text(lines=False, max_length=100)
    whom = serializers.ChoiceField(Asked.choices)
    opened_on = Day()
    closed_on = Day()
    questions = QuestionIn(many=True, min_length=1, max_length=40)  # type: ignore[call-arg]


@extend_schema_serializer(component_name="SurveyChange")
class SurveyChangeIn(Shape):
    """Once results are entered, `findings` and `evidence` alone."""

    title = Text(lines=False, max_length=100)
    whom = serializers.ChoiceField(Asked.choices)
    opened_on = Day()
    closed_on = Day()
    questions = QuestionIn(many=True, min_length=1, max_length=40)  # type: ignore[call-arg]
    findings = Text(max_length=5000, allow_blank=True)
    evidence = files()


@extend_schema_serializer(component_name="SurveyCounts")
class CountsIn(Shape):
    question = Number(min_value=1, max_value=40, help_text="Its number.")
    counts = serializers.ListField(
        child=Number(min_value=0, max_value=MOST),
        max_length=20,
        help_text="One for each option in their order; of a scale for 1, 2, 3, 4, 5.",
    )


@extend_schema_serializer(component_name="SurveyResults")
class ResultsIn(Shape):
    """All counts at once. Entered again they take the place of the earlier ones."""

    issued = Number(min_value=1, max_value=MOST)
    returned = Number(min_value=0, max_value=MOST)
    valid = Number(min_value=0, max_value=MOST)
    counts = CountsIn(many=True, max_length=40)  # type: ignore[call-arg]
    findings = Text(
        max_length=5000,
        allow_blank=True,
        default="",
        help_text="What was learnt, and what is done about it; no words of one person.",
    )
    evidence = files(required=False)

    def validate_counts(self, lines: Any) -> dict[int, Any]:
        found: dict[int, Any] = {}
        for line in lines:
            if line["question"] in found:
                raise serializers.ValidationError(
                    _say("This question stands there twice."), "twice"
                )
            found[line["question"]] = line["counts"]
        return found


class SurveyQuery(QueryShape):
    whom = serializers.ChoiceField(Asked.choices, required=False)
    entered = Flag(required=False, help_text="Only those with results, or only the others.")
    voided = Flag(required=False, help_text="Those taken back too; without it, the others.")


@extend_schema_serializer(component_name="SurveyShare")
class ShareOut(serializers.Serializer[Any]):
    part = serializers.IntegerField()
    whole = serializers.IntegerField()


@extend_schema_serializer(component_name="SurveyOption")
class OptionOut(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField(allow_null=True)


@extend_schema_serializer(component_name="SurveyQuestion")
class QuestionOut(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    kind = serializers.ChoiceField(QuestionKind.choices)
    kind_label = serializers.CharField()
    text = serializers.CharField()
    is_satisfaction = serializers.BooleanField()
    answered = serializers.IntegerField(allow_null=True)
    options = OptionOut(many=True)


@extend_schema_serializer(component_name="Survey")
class SurveyOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    whom = serializers.ChoiceField(Asked.choices)
    whom_label = serializers.CharField()
    opened_on = serializers.DateField()
    closed_on = serializers.DateField()
    issued = serializers.IntegerField(allow_null=True)
    returned = serializers.IntegerField(allow_null=True)
    valid = serializers.IntegerField(allow_null=True)
    satisfaction = ShareOut(
        allow_null=True, help_text="None without results, and below five valid questionnaires."
    )
    findings = serializers.CharField(allow_blank=True)
    questions = QuestionOut(many=True)
    evidence = EvidenceRef(many=True)
    entered_at = serializers.DateTimeField(allow_null=True)
    entered_by = StaffRef(allow_null=True)
    is_voided = serializers.BooleanField()
    void_reason = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()
    abilities = serializers.ListField(child=serializers.CharField())


SCALE_LABELS = (
    _("1, very dissatisfied"),
    _("2, dissatisfied"),
    _("3, neither"),
    _("4, satisfied"),
    _("5, very satisfied"),
)


def _present_question(row: Any) -> dict[str, Any]:
    counts = surveys.counts_of(row)
    if row.kind == QuestionKind.SCALE:
        labels = [str(SCALE_LABELS[n - 1]) for n in SCALE]
    else:
        labels = list(row.options)
    return {
        "number": row.number,
        "kind": row.kind,
        "kind_label": row.get_kind_display(),
        "text": row.text,
        "is_satisfaction": row.is_satisfaction,
        "answered": sum(counts) if counts else None,
        "options": [
            {"number": n, "label": label, "count": counts[n - 1] if counts else None}
            for n, label in enumerate(labels, 1)
        ],
    }


def present_survey(row: Any, user: User) -> dict[str, Any]:
    share = surveys.satisfied(row)
    stands = row.voided_at is None
    return {
        "id": row.pk,
        "title": row.title,
        "whom": row.whom,
        "whom_label": row.get_whom_display(),
        "opened_on": row.opened_on,
        "closed_on": row.closed_on,
        "issued": row.issued,
        "returned": row.returned,
        "valid": row.valid,
        "satisfaction": {"part": share.part, "whole": share.whole} if share else None,
        "findings": row.findings,
        "questions": [_present_question(one) for one in row.told_questions],
        "evidence": [present_evidence(one) for one in row.evidence.all()],
        "entered_at": row.entered_at,
        "entered_by": present_person(row.entered_by),
        "is_voided": not stands,
        "void_reason": row.void_reason,
        "version": row.version,
        "abilities": [
            verb for verb in SurveyPolicy().abilities(user, row) if verb == "retrieve" or stands
        ],
    }


class SurveyViewSet(ExportedList, RecordViewSet):
    """The newest first."""

    policy = SurveyPolicy()
    queryset = Survey.objects.all()
    filters = SurveyQuery
    list_title = _("Surveys")
    columns = (
        Column(_("Survey"), "title"),
        Column(_("Asked"), "whom_label"),
        Column(_("Opened on"), "opened_on"),
        Column(_("Closed on"), "closed_on"),
        Column(_("Issued"), "issued"),
        Column(_("Returned"), "returned"),
        Column(_("Valid"), "valid"),
        Column(_("Satisfied"), "satisfaction.part"),
        Column(_("Answered the question"), "satisfaction.whole"),
        Column(_("What was learnt"), "findings"),
        Column(_("Taken back"), "is_voided"),
    )

    def get_queryset(self) -> Any:
        self.queryset = surveys.surveys()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        return self._show(surveys.surveys().get(pk=pk), code)

    def _show(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        shown = SurveyOut(present_survey(row, self.user)).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    @extend_schema(parameters=[SurveyQuery], responses=SurveyOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        if "whom" in asked:
            rows = rows.filter(whom=asked["whom"])
        if "entered" in asked:
            rows = rows.filter(entered_at__isnull=not asked["entered"])
        return rows if asked.get("voided") else rows.filter(voided_at=None)

    def shown(self, rows: Sequence[Any]) -> Any:
        return SurveyOut([present_survey(row, self.user) for row in rows], many=True).data

    @extend_schema(responses=SurveyOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._show(self.get_object())

    @extend_schema(request=SurveyIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(SurveyOut))
    def create(self, request: Request) -> Response:
        def act() -> Survey:
            return actions.add_survey(by=self.user, **body(request, SurveyIn))

        return self._answer(*once(request, act))

    @extend_schema(request=SurveyChangeIn, parameters=[IF_MATCH], responses=SurveyOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, SurveyChangeIn, partial=True)
        try:
            actions.change_survey(
                by=self.user, survey_id=row.pk, expected=expected, changes=changes
            )
        except Stale as stale:
            now = surveys.surveys().get(pk=row.pk)
            current = SurveyOut(present_survey(now, self.user)).data
            raise Stale(stale.message, current=current) from None
        return self._answer(row.pk)

    @extend_schema(request=ResultsIn, responses=SurveyOut)
    @action(detail=True, methods=["post"], url_path="results")
    def enter_results(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.enter_results(by=self.user, survey_id=row.pk, **body(request, ResultsIn))
        return self._answer(row.pk)

    @extend_schema(request=VoidIn, responses=SurveyOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.void_survey(by=self.user, survey_id=row.pk, **body(request, VoidIn))
        return self._answer(row.pk)
