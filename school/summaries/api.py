"""HTTP shapes and endpoints of figures, summaries and publications. No decisions here."""

import datetime
import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
    inline_serializer,
)
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from school.people import queries as people
from school.people.access import OfferedRow, PolicyGate, RecordViewSet
from school.people.models import Term, User
from school.people.roles import PostKind
from school.shared import idempotency
from school.shared.api import (
    PROBLEM,
    Day,
    Flag,
    QueryShape,
    Shape,
    Text,
    gesture,
    problem,
    query,
    version_given,
)
from school.shared.errors import InputRefused
from school.shared.figures import Figure, Kind, Reading, Scope
from school.summaries import catalogue, queries, render
from school.summaries.actions import compiling, publishing, reviewing
from school.summaries.models import (
    Publication,
    SummaryEvent,
    SummarySection,
    SummaryState,
    TermSummary,
)
from school.summaries.policy import (
    Asked,
    FigurePolicy,
    PublicationPolicy,
    TermSummaryPolicy,
    terms_on_offer,
)
from school.summaries.rules import chain, gates, tokens

MOST_TEXT = 20_000


def _words(*words: str) -> dict[str, Any]:
    """A closed set, word by word: whole sets under one field name would each need a name."""
    return {"oneOf": [{"type": "string", "enum": [word]} for word in words]}


@extend_schema_field(_words(*SummaryState.values))
class SummaryStateField(serializers.CharField):
    pass


@extend_schema_field(_words(*Publication.State.values))
class PublicationStateField(serializers.CharField):
    pass


@extend_schema_field(_words(*SummarySection.Work.values))
class WorkField(serializers.CharField):
    pass


@extend_schema_field(_words("waiting", "current", "done", "passed_over"))
class StepStateField(serializers.CharField):
    pass


@extend_schema_field(_words(*(kind.value for kind in Kind)))
class KindField(serializers.CharField):
    pass


@extend_schema_field(_words("figures", "text"))
class SectionKindField(serializers.CharField):
    pass


# ---- figures ---------------------------------------------------------------------------------


class FigureQuery(QueryShape):
    """Whom the figures are asked about. Nothing given: all that this person may ask about."""

    term = serializers.CharField(default="current", help_text="An id, or `current`.")
    grade = serializers.IntegerField(min_value=1, max_value=12, required=False)
    school_class = serializers.UUIDField(required=False)
    staff = serializers.UUIDField(required=False)
    as_of = Day(required=False, help_text="A day up to today; today when missing.")


class FigureRecordsQuery(FigureQuery):
    side = serializers.ChoiceField(["part", "whole"], default="part")
    key = serializers.CharField(max_length=100, required=False)


@extend_schema_serializer(component_name="FigureScope")
class FigureScopeOut(serializers.Serializer[Any]):
    term = serializers.UUIDField()
    term_name = serializers.CharField()
    grade = serializers.IntegerField(allow_null=True)
    school_class = serializers.UUIDField(allow_null=True)
    staff = serializers.UUIDField(allow_null=True)
    as_of = serializers.DateField()


VALUE_SCHEMA = {
    "oneOf": [
        {"type": "integer"},
        {
            "type": "object",
            "required": ["part", "whole"],
            "properties": {"part": {"type": "integer"}, "whole": {"type": "integer"}},
        },
        {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["key", "label", "value"],
                "properties": {
                    "key": {"type": "string"},
                    "label": {"type": "string"},
                    "value": {"type": "integer"},
                },
            },
        },
    ],
    "nullable": True,
    "description": (
        "count, total: a number; share: part and whole, or null when the whole is empty; "
        "breakdown, series: the cells."
    ),
}


@extend_schema_field(VALUE_SCHEMA)
class ValueField(serializers.JSONField):
    """A figure's value, whose form depends on the kind."""


@extend_schema_serializer(component_name="Figure")
class FigureOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    definition = serializers.CharField()
    unit = serializers.CharField()
    unit_label = serializers.CharField()
    kind = KindField()
    value = ValueField(allow_null=True)
    records_count = serializers.IntegerField(
        help_text="What opens without side or key: a share's part, all cells of a breakdown."
    )
    can_open = serializers.BooleanField()


@extend_schema_serializer(component_name="FigureList", many=False)
class FigureListOut(serializers.Serializer[Any]):
    scope = FigureScopeOut()
    results = FigureOut(many=True)


@extend_schema_serializer(component_name="FigureRecordStudent")
class FigureRecordStudentOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    class_name = serializers.CharField()


@extend_schema_serializer(component_name="FigureRecord")
class FigureRecordOut(serializers.Serializer[Any]):
    """One record behind a number. `amount` is what it adds to a total; otherwise 1."""

    type = serializers.CharField()
    id = serializers.CharField()
    amount = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    detail = serializers.CharField(allow_blank=True)
    on = serializers.DateField(allow_null=True)
    student = FigureRecordStudentOut(required=False, allow_null=True)


@extend_schema_serializer(component_name="FigureRecordPage")
class FigureRecordPageOut(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    next = serializers.CharField(allow_null=True)
    figure = inline_serializer(
        "FigureName", {"code": serializers.CharField(), "title": serializers.CharField()}
    )
    results = FigureRecordOut(many=True)


CODE = OpenApiParameter("code", OpenApiTypes.STR, OpenApiParameter.PATH)


class FigureViewSet(GenericViewSet[Any]):
    """The catalogue: every number of the school, each with the records that it counts."""

    policy = FigurePolicy()
    permission_classes = [PolicyGate]
    pagination_class = None
    lookup_field = "code"
    lookup_value_regex = r"[a-z][a-z0-9_]*\.[a-z0-9_]+"

    @property
    def user(self) -> User:
        assert isinstance(self.request.user, User)
        return self.request.user

    @extend_schema(parameters=[FigureQuery], responses=FigureListOut)
    def list(self, request: Request) -> Response:
        asked = query(request, FigureQuery)
        whom = self._whom(asked)
        term, scope = self._scope(asked, whom)
        figures = [one for one in catalogue.FIGURES if self.policy.sees_value(self.user, one, whom)]
        read = catalogue.read(figures, scope)
        shown = [self._shown(one, read[one.code], whom) for one in figures]
        return Response(FigureListOut({"scope": _scope_shown(term, scope), "results": shown}).data)

    @extend_schema(parameters=[CODE, FigureRecordsQuery], responses=FigureRecordPageOut)
    @action(detail=True)
    def records(self, request: Request, code: str) -> Response:
        asked = query(request, FigureRecordsQuery)
        figure = catalogue.by_code(code)
        if figure is None:
            raise Http404
        whom = self._whom(asked)
        if not self.policy.opens(self.user, figure, whom):
            self.permission_denied(request)
        term, scope = self._scope(asked, whom)
        rows = figure.read(scope).records(side=asked["side"], key=asked.get("key"))
        if rows is None:
            raise Http404
        first, limit = asked.get("offset", 0), asked.get("limit", 50)
        count = rows.count()
        if self.policy.is_restricted(figure):
            publishing.log_opening(
                by=self.user,
                code=code,
                term=term,
                asked={name: str(value) for name, value in asked.items()},
            )
        return Response(
            FigureRecordPageOut(
                {
                    "count": count,
                    "next": _next(request, first, limit, count),
                    "figure": {"code": code, "title": str(figure.title)},
                    "results": figure.show(rows.page(first, first + limit), self.user),
                }
            ).data
        )

    def _whom(self, asked: dict[str, Any]) -> Asked:
        return self.policy.narrowed(
            self.user,
            Asked(asked.get("grade"), asked.get("school_class"), asked.get("staff")),
        )

    def _scope(self, asked: dict[str, Any], whom: Asked) -> tuple[Term, Scope]:
        today = timezone.localdate()
        as_of = asked.get("as_of", today)
        if as_of > today:
            raise InputRefused("as_of", "in_future", _("That day has not come yet."))
        term = _term_asked(self.user, asked["term"], today)
        scope = catalogue.scope(
            term,
            as_of=as_of,
            grade=whom.grade,
            school_class_id=whom.school_class_id,
            staff_id=whom.staff_id,
        )
        return term, scope

    def _shown(self, figure: Figure, reading: Reading, whom: Asked) -> dict[str, Any]:
        value = reading.value(figure.kind)
        return {
            "code": figure.code,
            "version": figure.version,
            "title": str(figure.title),
            "definition": str(figure.definition),
            "unit": figure.unit,
            "unit_label": catalogue.unit_label(figure),
            "kind": figure.kind.value,
            "value": value,
            "records_count": catalogue.records_count(figure, reading, value),
            "can_open": self.policy.opens(self.user, figure, whom),
        }


def _term_asked(user: User, asked: str, today: datetime.date) -> Term:
    if asked == "current":
        term = people.current_term(user.school_id, today)
        if term is None:  # between two windows: the one that closed last
            begun = people.terms(user.school_id).filter(window_opens_on__lte=today)
            term = begun.order_by("-window_opens_on").first()
    else:
        try:
            wanted = uuid.UUID(asked)
        except ValueError:
            raise InputRefused("term", "invalid", _("This is not the id of a term.")) from None
        term = people.terms(user.school_id).filter(pk=wanted).first()
    if term is None:
        raise Http404
    return term


def _scope_shown(term: Term, scope: Scope) -> dict[str, Any]:
    return {
        "term": term.pk,
        "term_name": _term_name(term),
        "grade": scope.grade,
        "school_class": scope.school_class_id,
        "staff": scope.staff_id,
        "as_of": scope.as_of,
    }


def _next(request: Request, first: int, limit: int, count: int) -> str | None:
    if first + limit >= count:
        return None
    params = request.query_params.copy()
    params["offset"], params["limit"] = str(first + limit), str(limit)
    return f"{request.path}?{params.urlencode()}"


# ---- summaries: what comes in ----------------------------------------------------------------


class SummaryIn(Shape):
    term = OfferedRow(terms_on_offer, queryset=Term.objects.all())


class SectionIn(Shape):
    text = Text(allow_blank=True, max_length=MOST_TEXT, required=False)
    not_applicable = Flag(required=False)


class CommentIn(Shape):
    comment = Text(allow_blank=True, max_length=2000, default="")


class ChangesIn(Shape):
    comment = Text(max_length=2000)
    sections = serializers.ListField(child=serializers.UUIDField(), default=list, max_length=100)


class ReasonIn(Shape):
    reason = Text(max_length=2000)


class NothingIn(Shape):
    """A verb that takes no words."""


# ---- summaries: what goes out ----------------------------------------------------------------


def _language() -> str:
    return "en" if (translation.get_language() or "").startswith("en") else "zh"


def _said(words: dict[str, str]) -> str:
    return words.get(_language(), words["zh"])


def _term_name(term: Term) -> str:
    if _language() == "en":
        return f"{term.academic_year}, term {term.ordinal}"
    return render.term_name(term)


@extend_schema_serializer(component_name="SummaryPerson")
class PersonOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField(source="display_name")


@extend_schema_serializer(component_name="SummaryTerm")
class TermRefOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.SerializerMethodField()

    def get_name(self, term: Term) -> str:
        return _term_name(term)


@extend_schema_serializer(component_name="SummaryProgress")
class ProgressOut(serializers.Serializer[Any]):
    done = serializers.IntegerField(source="compiled")
    total = serializers.IntegerField()
    failed = serializers.IntegerField()


@extend_schema_serializer(component_name="SummaryListItem")
class SummaryListItemOut(serializers.Serializer[Any]):
    """`abilities` are the verbs that this person may use in the state it is in."""

    id = serializers.UUIDField()
    term = TermRefOut()
    title = serializers.SerializerMethodField()
    state = SummaryStateField()
    edition = serializers.IntegerField()
    as_of = serializers.DateField()
    progress = ProgressOut(source="*")
    created_by = PersonOut()
    created_at = serializers.DateTimeField()
    submitted_by = PersonOut(allow_null=True)
    submitted_at = serializers.DateTimeField(allow_null=True)
    publication = serializers.SerializerMethodField()
    abilities = serializers.SerializerMethodField()

    @property
    def user(self) -> User:
        user: User = self.context["request"].user
        return user

    def get_title(self, summary: TermSummary) -> str:
        return _said(summary.template.title)

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_publication(self, summary: TermSummary) -> uuid.UUID | None:
        found = getattr(summary, "publication", None)
        return found.pk if found else None

    def get_abilities(self, summary: TermSummary) -> list[str]:
        return TermSummaryPolicy().abilities(self.user, summary)


@extend_schema_serializer(component_name="SummaryToken")
class TokenOut(serializers.Serializer[Any]):
    """A figure that the text names, or that the item suggests."""

    token = serializers.CharField(help_text="Without the braces; the text holds {{ token }}.")
    label = serializers.CharField()  # type: ignore[assignment]
    value_text = serializers.CharField()
    figure = serializers.CharField()
    key = serializers.CharField(allow_null=True)
    side = serializers.CharField(allow_null=True)
    records_count = serializers.IntegerField(allow_null=True)
    is_used = serializers.BooleanField(help_text="Whether the text names it.")


@extend_schema_serializer(component_name="SummarySection")
class SectionOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    chapter = serializers.IntegerField()
    chapter_title = serializers.CharField()
    number = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    kind = SectionKindField()
    guidance = serializers.CharField()
    text = serializers.CharField()
    not_applicable = serializers.BooleanField()
    state = WorkField()
    problem = serializers.CharField()
    tokens = TokenOut(many=True)
    version = serializers.IntegerField()
    edited_by = PersonOut(allow_null=True)
    edited_at = serializers.DateTimeField(allow_null=True)
    abilities = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="SummaryGate")
class GateOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    section = serializers.UUIDField(allow_null=True)
    number = serializers.IntegerField(allow_null=True)
    detail = serializers.CharField()


@extend_schema_serializer(component_name="SummaryStep")
class StepOut(serializers.Serializer[Any]):
    position = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    posts = serializers.ListField(child=serializers.CharField())
    state = StepStateField()
    by = serializers.CharField(allow_null=True, help_text="The name of whoever took it.")
    at = serializers.DateTimeField(allow_null=True)


@extend_schema_serializer(component_name="SummaryEvent")
class EventOut(serializers.ModelSerializer[SummaryEvent]):
    at = serializers.DateTimeField(source="created_at")
    by = PersonOut(source="created_by", allow_null=True)

    class Meta:
        model = SummaryEvent
        fields = ["id", "verb", "subject", "comment", "content_sha256", "at", "by"]


@extend_schema_serializer(component_name="SummaryFigure")
class SummaryFigureOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    unit = serializers.CharField()
    kind = KindField()
    value = ValueField(allow_null=True)


@extend_schema_serializer(component_name="Summary")
class SummaryOut(SummaryListItemOut):
    sections = serializers.SerializerMethodField()
    gates = serializers.SerializerMethodField()
    chain = serializers.SerializerMethodField()
    events = EventOut(many=True)
    figures = serializers.SerializerMethodField()

    def get_abilities(self, summary: TermSummary) -> list[str]:
        return TermSummaryPolicy().abilities(self.user, summary, signs_alone=self._signs_alone)

    @property
    def _signs_alone(self) -> bool:
        known: bool = self.context["signs_alone"]
        return known

    @extend_schema_field(SectionOut(many=True))
    def get_sections(self, summary: TermSummary) -> Any:
        shown = []
        items = {
            item["code"]: (chapter, item)
            for chapter in summary.template.body["chapters"]
            for item in chapter["items"]
        }
        for section in summary.sections.all():
            chapter, item = items[section.code]
            shown.append(
                present_section(
                    section, chapter, item, summary, self.user, signs_alone=self._signs_alone
                )
            )
        return SectionOut(shown, many=True).data

    @extend_schema_field(GateOut(many=True))
    def get_gates(self, summary: TermSummary) -> Any:
        if not chain.is_being_written(summary.state):
            return []
        found = reviewing.find_gates(summary, list(summary.sections.all()))
        return GateOut(found, many=True).data

    @extend_schema_field(StepOut(many=True))
    def get_chain(self, summary: TermSummary) -> Any:
        shown = [
            {
                **step,
                "label": _said(step["label"]),
                "posts": [str(PostKind(post).label) for post in step["posts"]],
                "by": step["by_name"] or None,
                "at": datetime.datetime.fromisoformat(step["at"]) if step["at"] else None,
            }
            for step in summary.chain
        ]
        return StepOut(shown, many=True).data

    @extend_schema_field(serializers.DictField(child=SummaryFigureOut()))
    def get_figures(self, summary: TermSummary) -> Any:
        shown = {}
        for code, reading in (summary.readings or {}).items():
            figure = catalogue.by_code(code)
            if figure is None or not FigurePolicy().sees_value(self.user, figure, Asked()):
                continue
            cells = [
                {"key": cell["key"], "label": cell["label"], "value": cell["value"]}
                for cell in reading["cells"]
            ]
            shown[code] = SummaryFigureOut({**reading, "value": cells or reading["value"]}).data
        return shown


def present_section(
    section: SummarySection,
    chapter: dict[str, Any],
    item: dict[str, Any],
    summary: TermSummary,
    user: User,
    *,
    signs_alone: bool,
) -> dict[str, Any]:
    """Values that this person may not read are shown as the public will read them."""
    used = {token.name for token in tokens.tokens(section.text)}
    shown = []
    for name, value in section.values.items():
        figure = catalogue.by_code(value["figure"])
        sees = figure is not None and FigurePolicy().sees_value(user, figure, Asked())
        shown.append(
            {
                "token": name,
                "label": str(figure.title) if figure else value["label"],
                "value_text": value["value_text" if sees else "public_text"],
                "figure": value["figure"],
                "key": value["key"],
                "side": value["side"],
                "records_count": value["records_count"] if sees else None,
                "is_used": name in used,
            }
        )
    can_edit = TermSummaryPolicy().edits(
        user, summary, section, item["writers"], signs_alone=signs_alone
    )
    return {
        "id": section.pk,
        "code": section.code,
        "chapter": chapter["number"],
        "chapter_title": _said(chapter["title"]),
        "number": section.number,
        "title": _said(item["title"]),
        "kind": "figures" if item["tokens"] else "text",
        "guidance": _said(item["guidance"]),
        "text": section.text,
        "not_applicable": section.not_applicable,
        "state": section.work,
        "problem": section.problem,
        "tokens": shown,
        "version": section.version,
        "edited_by": section.edited_by,
        "edited_at": section.edited_at,
        "abilities": ["edit_section"] if can_edit else [],
    }


# ---- summaries: endpoints --------------------------------------------------------------------


class NoFilters(QueryShape):
    """A list without filters of its own."""


KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.UUID,
    OpenApiParameter.HEADER,
    description="One per gesture: a retry with the same key makes nothing twice.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description='The version that the change was made from, in quotes: "3".',
)
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

    @extend_schema(request=SummaryIn, responses={202: SummaryListItemOut}, parameters=[KEY])
    def create(self, request: Request) -> Response:
        """Asks for the term's summary: the open one if there is one, its figures read anew."""
        asked = SummaryIn(data=request.data, context={"request": request})
        asked.is_valid(raise_exception=True)
        term: Term = asked.validated_data["term"]
        key = gesture(request)
        if key is None:
            pk = compiling.request_summary(by=self.user, term=term).pk
        else:
            pk, _made = idempotency.once(
                by=self.user,
                key=key,
                body=request.data,
                act=lambda: compiling.request_summary(by=self.user, term=term),
            )
        summary = self.get_queryset().get(pk=pk)
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
        given = SectionIn(data=request.data, context={"request": request})
        given.is_valid(raise_exception=True)
        section = reviewing.edit_section(
            by=self.user,
            summary_id=summary.pk,
            section_id=section.pk,
            expected=version_given(request),
            **given.validated_data,
        )
        shown = present_section(section, chapter, item, summary, self.user, signs_alone=False)
        return Response(SectionOut(shown).data, headers={"ETag": f'"{section.version}"'})

    @extend_schema(request=CommentIn, responses=SummaryOut)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """Refused with the list of gates that do not pass (409 gates_failed)."""
        summary, given = self.get_object(), self._given(CommentIn)
        try:
            reviewing.submit(by=self.user, summary_id=summary.pk, **given)
        except gates.GatesFailed as failed:
            lines = [
                {"field": str(gate.section or ""), "code": gate.code, "detail": gate.detail}
                for gate in failed.gates
            ]
            body = problem(failed.status, failed.code, failed.message, lines)
            return Response(body, status=failed.status, content_type=PROBLEM)
        return self._again(summary)

    @extend_schema(request=CommentIn, responses=SummaryOut)
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """Takes the current step of the chain; the last one is the sign-off."""
        summary, given = self.get_object(), self._given(CommentIn)
        reviewing.approve(by=self.user, summary_id=summary.pk, **given)
        return self._again(summary)

    @extend_schema(request=ChangesIn, responses=SummaryOut)
    @action(detail=True, methods=["post"], url_path="request-changes")
    def request_changes(self, request: Request, pk: str) -> Response:
        summary, given = self.get_object(), self._given(ChangesIn)
        reviewing.request_changes(by=self.user, summary_id=summary.pk, **given)
        return self._again(summary)

    @extend_schema(request=NothingIn, responses=SummaryOut)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        """Freezes what the parents' committee reads. Refused when a child would be named."""
        summary = self.get_object()
        self._given(NothingIn)
        publishing.publish(by=self.user, summary_id=summary.pk)
        return self._again(summary)

    @extend_schema(request=ReasonIn, responses=SummaryOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        summary, given = self.get_object(), self._given(ReasonIn)
        publishing.withdraw(by=self.user, summary_id=summary.pk, **given)
        return self._again(summary)

    def _given(self, shape: type[Shape]) -> dict[str, Any]:
        given = shape(data=self.request.data, context={"request": self.request})
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)

    def _again(self, summary: TermSummary) -> Response:
        return self._shown(queries.whole_summaries().get(pk=summary.pk))

    def _shown(self, summary: TermSummary) -> Response:
        context = {
            **self.get_serializer_context(),
            "signs_alone": queries.signs_alone(self.user, summary, timezone.localdate()),
        }
        return Response(SummaryOut(summary, context=context).data)


# ---- publications ----------------------------------------------------------------------------


@extend_schema_serializer(component_name="PublicationListItem")
class PublicationListItemOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    term_name = serializers.SerializerMethodField()
    edition = serializers.IntegerField()
    state = PublicationStateField()
    published_at = serializers.DateTimeField(source="created_at")

    def get_term_name(self, publication: Publication) -> str:
        return _term_name(publication.term)


@extend_schema_serializer(component_name="PublicationPiece")
class PieceOut(serializers.Serializer[Any]):
    text = serializers.CharField()
    figure = serializers.CharField(required=False)


@extend_schema_serializer(component_name="PublicationItem")
class ItemOut(serializers.Serializer[Any]):
    number = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    not_applicable = serializers.BooleanField()
    paragraphs = serializers.ListField(child=serializers.ListField(child=PieceOut()))


@extend_schema_serializer(component_name="PublicationChapter")
class ChapterOut(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    title = serializers.CharField()
    items = ItemOut(many=True)


@extend_schema_serializer(component_name="PublicationNote")
class NoteOut(serializers.Serializer[Any]):
    """How a figure is counted."""

    title = serializers.CharField()
    definition = serializers.CharField()


@extend_schema_serializer(component_name="PublicationContent")
class ContentOut(serializers.Serializer[Any]):
    title = serializers.CharField()
    school_name = serializers.CharField()
    term_name = serializers.CharField()
    edition = serializers.IntegerField()
    as_of = serializers.DateField()
    published_on = serializers.DateField()
    chapters = ChapterOut(many=True)
    notes = NoteOut(many=True)


@extend_schema_serializer(component_name="PublicationSigned")
class SignedOut(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]
    name = serializers.CharField()
    on = serializers.DateField()


@extend_schema_serializer(component_name="Publication")
class PublicationOut(PublicationListItemOut):
    """Of a withdrawn publication only the tombstone is left: no content, no document."""

    school_name = serializers.CharField(source="school.name")
    content = serializers.SerializerMethodField()
    sha256 = serializers.CharField()
    signed_by = serializers.SerializerMethodField()
    superseded_by = serializers.SerializerMethodField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    withdrawn_reason = serializers.CharField()

    @extend_schema_field(ContentOut(allow_null=True))
    def get_content(self, publication: Publication) -> Any:
        if publication.state == Publication.State.WITHDRAWN:
            return None
        return {k: v for k, v in publication.content.items() if k != "signed_by"}

    @extend_schema_field(SignedOut(many=True))
    def get_signed_by(self, publication: Publication) -> Any:
        if publication.state == Publication.State.WITHDRAWN:
            return []
        return publication.content["signed_by"]

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_superseded_by(self, publication: Publication) -> uuid.UUID | None:
        if publication.state != Publication.State.SUPERSEDED:
            return None
        return queries.newer_edition(publication)


class PublicationViewSet(RecordViewSet):
    policy = PublicationPolicy()
    queryset = Publication.objects.all()
    serializer_class = PublicationListItemOut

    def get_queryset(self) -> QuerySet[Any]:
        self.queryset = queries.publications()
        return super().get_queryset()

    @extend_schema(responses=PublicationListItemOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, NoFilters)
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(responses=PublicationOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        publication = self.get_object()
        return Response(PublicationOut(publication, context=self.get_serializer_context()).data)

    @extend_schema(responses={(200, "text/html"): OpenApiTypes.STR})
    @action(detail=True)
    def document(self, request: Request, pk: str) -> HttpResponse:
        """The bytes exactly as they were frozen."""
        document = publishing.document(self.get_object())
        response = HttpResponse(document.html.encode(), content_type="text/html; charset=utf-8")
        response["Content-Security-Policy"] = render.style_policy(document.html)
        response["ETag"] = f'"{document.sha256}"'
        return response


ROUTES: list[tuple[str, type[GenericViewSet[Any]]]] = [
    ("figures", FigureViewSet),
    ("summaries", SummaryViewSet),
    ("publications", PublicationViewSet),
]
