"""The catalogue over HTTP: figures, and the records that they count."""

import datetime
import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    extend_schema,
    extend_schema_serializer,
    inline_serializer,
)
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from school.people import queries as people
from school.people.access import PolicyGate, check_recent
from school.people.models import Term, User
from school.shared.api import Day, Number, QueryShape, query
from school.shared.edge import StrictJSONParser
from school.shared.errors import InputRefused
from school.shared.exports import (
    EXPORT_ANSWERS,
    ExportIn,
    asked_of,
    check_day,
    check_size,
    deliver,
)
from school.shared.figures import Figure, Reading, Rows, Scope
from school.shared.spreadsheets import Column
from school.summaries import catalogue
from school.summaries.actions import publishing
from school.summaries.api.words import KindField, ValueField, term_name
from school.summaries.policy import Asked, FigurePolicy


class FigureQuery(QueryShape):
    """Whom the figures are asked about. Nothing given: all that this person may ask about."""

    term = serializers.CharField(default="current", help_text="An id, or `current`.")
    grade = Number(min_value=1, max_value=12, required=False)
    school_class = serializers.UUIDField(required=False)
    staff = serializers.UUIDField(required=False)
    as_of = Day(required=False, help_text="A day up to today; today when missing.")


class FiguresQuery(FigureQuery):
    code = serializers.CharField(
        max_length=100, required=False, help_text="This figure alone: the others are not read."
    )


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
    can_export = serializers.BooleanField()


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
RECORD_COLUMNS = (
    Column(gettext_lazy("Record"), "label"),
    Column(gettext_lazy("Name"), "student.name"),
    Column(gettext_lazy("Class"), "student.class_name"),
    Column(gettext_lazy("Detail"), "detail"),
    Column(gettext_lazy("Day"), "on"),
    Column(gettext_lazy("Counts for"), "amount"),
)


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

    @extend_schema(parameters=[FiguresQuery], responses=FigureListOut)
    def list(self, request: Request) -> Response:
        asked = query(request, FiguresQuery)
        whom = self._whom(asked)
        term, scope = self._scope(asked, whom)
        figures = [
            one
            for one in catalogue.FIGURES
            if asked.get("code") in (None, one.code)
            and self.policy.sees_value(self.user, one, whom)
        ]
        read = catalogue.read(figures, scope)
        shown = [self._shown(one, read[one.code], whom) for one in figures]
        return Response(FigureListOut({"scope": _scope_shown(term, scope), "results": shown}).data)

    @extend_schema(parameters=[CODE, FigureRecordsQuery], responses=FigureRecordPageOut)
    @action(detail=True)
    def records(self, request: Request, code: str) -> Response:
        asked = query(request, FigureRecordsQuery)
        figure, rows = self._opened(code, asked)
        first, limit = asked.get("offset", 0), asked.get("limit", 50)
        count = rows.count()
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

    @extend_schema(parameters=[CODE], request=ExportIn, responses=EXPORT_ANSWERS)
    @action(
        detail=True,
        methods=["post"],
        url_path="records/export",
        parser_classes=[StrictJSONParser],
    )
    def export_records(self, request: Request, code: str) -> HttpResponse:
        """Every record behind the number, as a file."""
        ending, asked = asked_of(request, FigureRecordsQuery)
        check_day(self.user)
        figure, rows = self._opened(code, asked, as_file=True)
        count = rows.count()
        check_size(count)
        shown = FigureRecordOut(figure.show(rows.page(0, count), self.user), many=True)
        return deliver(
            by=self.user,
            name="figure-records",
            title=figure.title,
            columns=RECORD_COLUMNS,
            rows=list(shown.data),
            ending=ending,
            filters={"figure": code, **{name: str(value) for name, value in asked.items()}},
        )

    def _opened(
        self, code: str, asked: dict[str, Any], *, as_file: bool = False
    ) -> tuple[Figure, Rows]:
        """A figure's records, for one who may open them; restricted openings are logged."""
        figure = catalogue.by_code(code)
        if figure is None:
            raise Http404
        whom = self._whom(asked)
        allows = self.policy.lets_out if as_file else self.policy.opens
        if not allows(self.user, figure, whom):
            self.permission_denied(self.request)
        if self.policy.takes_step_up(figure):
            check_recent(self.request)
        term, scope = self._scope(asked, whom)
        rows = figure.read(scope).records(side=asked["side"], key=asked.get("key"))
        if rows is None:
            raise Http404
        if self.policy.is_restricted(figure):
            publishing.log_opening(
                by=self.user,
                code=code,
                term=term,
                asked={name: str(value) for name, value in asked.items()},
            )
        return figure, rows

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
            "can_export": self.policy.lets_out(self.user, figure, whom),
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
        "term_name": term_name(term),
        "grade": scope.grade,
        "school_class": scope.school_class_id,
        "staff": scope.staff_id,
        "as_of": scope.until,
    }


def _next(request: Request, first: int, limit: int, count: int) -> str | None:
    if first + limit >= count:
        return None
    params = request.query_params.copy()
    params["offset"], params["limit"] = str(first + limit), str(limit)
    return f"{request.path}?{params.urlencode()}"
