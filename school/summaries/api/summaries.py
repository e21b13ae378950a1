"""The endpoints of a summary on its way."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.people.access import RecordViewSet
from school.shared.api import (
    IF_MATCH,
    OPTIONAL_IDEMPOTENCY_KEY,
    PROBLEM,
    body,
    once_if_keyed,
    problem,
    query,
    version_given,
)
from school.summaries import queries
from school.summaries.actions import compiling, publishing, reviewing
from school.summaries.api.shapes import (
    ChangesIn,
    CommentIn,
    NothingIn,
    ReasonIn,
    SectionIn,
    SectionOut,
    SummaryIn,
    SummaryListItemOut,
    SummaryOut,
    present_section,
)
from school.summaries.api.words import NoFilters
from school.summaries.models import TermSummary
from school.summaries.policy import TermSummaryPolicy
from school.summaries.rules import gates

SECTION_ID = OpenApiParameter("section_id", OpenApiTypes.UUID, OpenApiParameter.PATH)


class SummaryViewSet(RecordViewSet):
    policy = TermSummaryPolicy()
    queryset = TermSummary.objects.all()
    serializer_class = SummaryListItemOut

    def get_queryset(self) -> QuerySet[Any]:
        detailed = self.action == "retrieve"
        self.queryset = queries.whole_summaries() if detailed else queries.summaries()
        return super().get_queryset()

    @extend_schema(responses=SummaryListItemOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, NoFilters)
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(responses=SummaryOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._shown(self.get_object())

    @extend_schema(
        request=SummaryIn,
        responses={202: SummaryListItemOut},
        parameters=[OPTIONAL_IDEMPOTENCY_KEY],
    )
    def create(self, request: Request) -> Response:
        """Asks for the term's summary: the open one if there is one, its figures read anew."""

        def act() -> TermSummary:
            return compiling.request_summary(by=self.user, **body(request, SummaryIn))

        made, _code = once_if_keyed(request, act)
        summary = self.get_queryset().get(pk=made)
        return Response(self.get_serializer(summary).data, status=status.HTTP_202_ACCEPTED)

    @extend_schema(request=SectionIn, responses=SectionOut, parameters=[SECTION_ID, IF_MATCH])
    @action(
        detail=True,
        methods=["patch"],
        url_path=f"sections/(?P<section_id>{RecordViewSet.lookup_value_regex})",
        url_name="section",
    )
    def edit_section(self, request: Request, pk: str, section_id: str) -> Response:
        summary = self.get_object()
        section = summary.sections.filter(pk=section_id).first()
        if section is None:
            raise Http404
        chapter, item = next(
            (chapter, item)
            for chapter in summary.template.body["chapters"]
            for item in chapter["items"]
            if item["code"] == section.code
        )
        if not self.policy.writes(self.user, item["writers"]):
            self.permission_denied(request)
        section = reviewing.edit_section(
            by=self.user,
            summary_id=summary.pk,
            section_id=section.pk,
            expected=version_given(request),
            **body(request, SectionIn),
        )
        shown = present_section(section, chapter, item, summary, self.user, signs_alone=False)
        return Response(SectionOut(shown).data, headers={"ETag": f'"{section.version}"'})

    @extend_schema(request=CommentIn, responses=SummaryOut)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """Refused with the list of gates that do not pass (409 gates_failed)."""
        summary, given = self.get_object(), body(request, CommentIn)
        try:
            reviewing.submit(by=self.user, summary_id=summary.pk, **given)
        except gates.GatesFailed as failed:
            lines = [
                {"field": str(gate.section or ""), "code": gate.code, "detail": gate.detail}
                for gate in failed.gates
            ]
            answer = problem(failed.status, failed.code, failed.message, lines)
            return Response(answer, status=failed.status, content_type=PROBLEM)
        return self._again(summary)

    @extend_schema(request=CommentIn, responses=SummaryOut)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """Takes the current step of the chain; the last one is the sign-off."""
        summary, given = self.get_object(), body(request, CommentIn)
        reviewing.approve(by=self.user, summary_id=summary.pk, **given)
        return self._again(summary)

    @extend_schema(request=ChangesIn, responses=SummaryOut)
    @action(detail=True, methods=["post"], url_path="request-changes")
    def request_changes(self, request: Request, pk: str) -> Response:
        summary, given = self.get_object(), body(request, ChangesIn)
        reviewing.request_changes(by=self.user, summary_id=summary.pk, **given)
        return self._again(summary)

    @extend_schema(request=NothingIn, responses=SummaryOut)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        """Freezes what the parents' committee reads. Refused when a child would be named."""
        summary = self.get_object()
        body(request, NothingIn)
        publishing.publish(by=self.user, summary_id=summary.pk)
        return self._again(summary)

    @extend_schema(request=ReasonIn, responses=SummaryOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        summary, given = self.get_object(), body(request, ReasonIn)
        publishing.withdraw(by=self.user, summary_id=summary.pk, **given)
        return self._again(summary)

    def _again(self, summary: TermSummary) -> Response:
        return self._shown(queries.whole_summaries().get(pk=summary.pk))

    def _shown(self, summary: TermSummary) -> Response:
        context = {
            **self.get_serializer_context(),
            "signs_alone": queries.signs_alone(self.user, summary, timezone.localdate()),
        }
        return Response(SummaryOut(summary, context=context).data)
