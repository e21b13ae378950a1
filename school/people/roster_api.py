"""HTTP shapes and endpoints of roster imports. No decisions here."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from school.people import importing, queries, sheets, undoing
from school.people.access import RecordViewSet
from school.people.models import RosterImport
from school.people.planning import Action
from school.people.roster_policy import RosterImportPolicy
from school.shared.api import (
    IDEMPOTENCY_KEY,
    QueryShape,
    Shape,
    Text,
    body,
    check_size,
    form,
    gesture,
    query,
)
from school.shared.edge import StrictJSONParser
from school.shared.exports import ExportedList
from school.shared.spreadsheets import XLSX, Column

MULTIPART = "multipart/form-data"
MOST_BODY = 25_000_000
"""Somewhat larger files are read to their end, so that a browser gets to see the answer."""


class RosterFileIn(Shape):
    file = serializers.FileField(
        allow_empty_file=True, help_text=".xlsx or .csv, 5 MB and 5,000 rows at most."
    )


class RosterConfirmIn(RosterFileIn):
    digest = Text(lines=False, max_length=64, help_text="The `digest` of the check.")


class TemplateQuery(Shape):
    def get_fields(self) -> dict[str, Any]:
        # `as` is a word of Python's own and cannot stand in the class.
        return {
            **super().get_fields(),
            "as": serializers.ChoiceField(choices=["xlsx", "csv"], default="xlsx"),
        }


class RosterCounts(serializers.Serializer[Any]):
    """How many rows fell to each action."""

    create = serializers.IntegerField()  # type: ignore[assignment]
    update = serializers.IntegerField()  # type: ignore[assignment]
    skip = serializers.IntegerField()
    conflict = serializers.IntegerField()


class RosterRow(serializers.Serializer[Any]):
    """One row of the file. `row` is the number the spreadsheet shows beside it."""

    row = serializers.IntegerField()
    action = serializers.ChoiceField(choices=[one.value for one in Action])
    student_number = serializers.CharField()
    name = serializers.CharField()
    class_name = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)
    reasons = serializers.ListField(child=serializers.CharField())
    namesake = serializers.CharField(help_text="Who else has this name, or nothing.")


class RosterReport(serializers.Serializer[Any]):
    """What the file would change. Nothing was written."""

    digest = serializers.CharField()
    imported_at = serializers.DateTimeField(
        allow_null=True, help_text="When this very file was imported before."
    )
    file_name = serializers.CharField()
    encoding = serializers.CharField()
    ignored_columns = serializers.ListField(child=serializers.CharField())
    counts = RosterCounts()
    new_classes = serializers.ListField(child=serializers.CharField())
    rows = RosterRow(many=True)


class RosterUndoIn(Shape):
    reason = Text(max_length=200)


STATES = ("waiting", "reading", "writing", "done", "failed", "undone")
PROBLEMS = {
    "plan_changed": gettext_lazy(
        "The school's data changed after the file was confirmed. Check the file again."
    ),
    "has_conflicts": gettext_lazy(
        "The school's data changed after the file was confirmed. Check the file again."
    ),
    "no_longer_allowed": gettext_lazy("Whoever confirmed the file may not import any more."),
}


@extend_schema_serializer(component_name="RosterImport")
class RosterImportOut(serializers.Serializer[Any]):
    """A confirmed file on its way into the books. Rows are written all at once, or none."""

    id = serializers.UUIDField()
    file_name = serializers.CharField()
    state = serializers.SerializerMethodField()
    problem = serializers.SerializerMethodField()
    counts = serializers.SerializerMethodField()
    rows = serializers.IntegerField()
    rows_read = serializers.IntegerField()
    rows_written = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    created_by = serializers.CharField(source="created_by.display_name")
    ended_at = serializers.DateTimeField(allow_null=True)
    undone_at = serializers.DateTimeField(allow_null=True)
    undone_by = serializers.SerializerMethodField()
    undo_reason = serializers.CharField()
    abilities = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ChoiceField(choices=STATES))
    def get_state(self, made: RosterImport) -> str:
        if made.undone_at is not None:
            return "undone"
        return str(made.step if made.work == RosterImport.Work.REQUESTED else made.work)

    @extend_schema_field(serializers.CharField(help_text="Why it failed, or nothing."))
    def get_problem(self, made: RosterImport) -> str:
        if made.work != RosterImport.Work.FAILED:
            return ""
        return str(PROBLEMS.get(made.problem, _("The import broke off. Nothing was written.")))

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_undone_by(self, made: RosterImport) -> str | None:
        return made.undone_by.display_name if made.undone_by else None

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_abilities(self, made: RosterImport) -> list[str]:
        """Authority and state together: whether to offer the taking back."""
        stands = made.work == RosterImport.Work.DONE and made.undone_at is None
        user = self.context["request"].user
        return ["undo"] if stands and RosterImportPolicy().allows(user, "undo", made) else []

    @extend_schema_field(RosterCounts)
    def get_counts(self, made: RosterImport) -> dict[str, int]:
        return {
            "create": made.created,
            "update": made.updated,
            "skip": made.skipped,
            "conflict": 0,  # a file in doubt is never imported
        }


def present_check(check: importing.RosterCheck) -> dict[str, Any]:
    plan = check.plan
    return {
        "digest": plan.digest,
        "imported_at": check.imported_at,
        "file_name": check.file_name,
        "encoding": check.encoding,
        "ignored_columns": check.ignored_columns,
        "counts": plan.counts,
        "new_classes": [key.name_on(plan.day) for key in plan.new_classes],
        "rows": plan.decisions,
    }


STATE_WORDS = {
    "waiting": gettext_lazy("waiting"),
    "reading": gettext_lazy("being read"),
    "writing": gettext_lazy("being written"),
    "done": gettext_lazy("imported"),
    "failed": gettext_lazy("failed"),
    "undone": gettext_lazy("undone"),
}


class RosterImportViewSet(ExportedList, RecordViewSet):
    policy = RosterImportPolicy()
    queryset = RosterImport.objects.all()
    serializer_class = RosterImportOut
    parser_classes = [MultiPartParser]
    filters = QueryShape
    list_title = gettext_lazy("Roster imports")
    columns = (
        Column(gettext_lazy("File"), "file_name"),
        Column(gettext_lazy("Added"), "counts.create"),
        Column(gettext_lazy("Changed"), "counts.update"),
        Column(gettext_lazy("Left as they were"), "counts.skip"),
        Column(gettext_lazy("State"), "state", STATE_WORDS),
        Column(gettext_lazy("Confirmed by"), "created_by"),
        Column(gettext_lazy("Confirmed at"), "created_at", is_moment=True),
        Column(gettext_lazy("Undone by"), "undone_by"),
        Column(gettext_lazy("Undone at"), "undone_at", is_moment=True),
        Column(gettext_lazy("Reason"), "undo_reason"),
    )

    def get_queryset(self) -> QuerySet[Any]:
        self.queryset = queries.imports()
        return super().get_queryset()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        check_size(request, MOST_BODY, _("The file is larger than 5 MB."))
        super().initial(request, *args, **kwargs)

    def _given(self, shape: type[Shape]) -> dict[str, Any]:
        given = form(self.request, shape)
        file = given.pop("file")
        return {
            **given,
            "file_name": file.name,
            "content": file.read(sheets.MOST_BYTES + 1),
        }

    @extend_schema(responses=RosterImportOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> QuerySet[RosterImport]:
        return self.get_queryset()

    def shown(self, rows: Sequence[RosterImport]) -> Any:
        return self.get_serializer(rows, many=True).data

    @extend_schema(request={MULTIPART: RosterFileIn}, responses=RosterReport)
    @action(detail=False, methods=["post"])
    def check(self, request: Request) -> Response:
        checked = importing.check_roster(by=self.user, **self._given(RosterFileIn))
        return Response(RosterReport(present_check(checked)).data)

    @extend_schema(
        request={MULTIPART: RosterConfirmIn},
        parameters=[IDEMPOTENCY_KEY],
        responses={200: RosterImportOut, 201: RosterImportOut},
    )
    def create(self, request: Request) -> Response:
        given = self._given(RosterConfirmIn)
        key = gesture(request)
        made, is_new = importing.import_roster(by=self.user, key=key, **given)
        answer = self.get_serializer(made).data
        return Response(answer, status.HTTP_201_CREATED if is_new else status.HTTP_200_OK)

    @extend_schema(request=RosterUndoIn, responses=RosterImportOut)
    @action(detail=True, methods=["post"], parser_classes=[StrictJSONParser])
    def undo(self, request: Request, pk: str) -> Response:
        """Takes the import back, as long as nothing refers to what it wrote (409 in_use)."""
        row = self.get_object()
        undoing.undo_import(by=self.user, import_id=row.pk, **body(request, RosterUndoIn))
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)

    @extend_schema(
        parameters=[TemplateQuery],
        responses={
            (200, XLSX): OpenApiTypes.BINARY,
            (200, "text/csv"): OpenApiTypes.BINARY,
        },
    )
    @action(detail=False, methods=["get"])
    def template(self, request: Request) -> HttpResponse:
        ending = query(request, TemplateQuery)["as"]
        content, media_type = (
            (sheets.template_xlsx(), XLSX)
            if ending == "xlsx"
            else (sheets.template_csv(), "text/csv; charset=utf-8")
        )
        name = _("roster template")
        header = content_disposition_header(True, f"{name}.{ending}") or "attachment"
        return HttpResponse(content, media_type, headers={"Content-Disposition": header})


ROUTES: list[tuple[str, type[RecordViewSet]]] = [("roster-imports", RosterImportViewSet)]
