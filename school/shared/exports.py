"""A list that may be taken along as a file: the same rows by the same policy, all pages of it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.shared import audit, spreadsheets
from school.shared.api import PROBLEM, Problem, QueryShape, Shape, body, query
from school.shared.edge import StrictJSONParser
from school.shared.errors import RuleBroken, TooOften
from school.shared.models import AuditEntry, uuid7
from school.shared.spreadsheets import Column, Words

MOST_ROWS = 20_000
MOST_A_DAY = 30
"""What one person may take along on one day, all lists together."""
WRITERS: Mapping[str, tuple[Callable[[spreadsheets.Table], bytes], str]] = {
    "xlsx": (spreadsheets.xlsx_bytes, spreadsheets.XLSX),
    "csv": (spreadsheets.csv_bytes, spreadsheets.CSV),
}


class ExportIn(Shape):
    filters = serializers.DictField(
        required=False, help_text="What the list's address takes, without `limit` and `offset`."
    )

    def get_fields(self) -> dict[str, Any]:
        # `as` is a word of Python's own and cannot stand in the class.
        return {"as": serializers.ChoiceField(choices=["xlsx", "csv"]), **super().get_fields()}


EXPORT_ANSWERS: dict[Any, Any] = {
    (200, spreadsheets.XLSX): OpenApiTypes.BINARY,
    (200, "text/csv"): OpenApiTypes.BINARY,
    (429, PROBLEM): OpenApiResponse(Problem, "Enough for one day"),
}


def asked_of(request: Request, shape: type[QueryShape]) -> tuple[str, dict[str, Any]]:
    """The ending and the list's own filters, checked as its address would check them."""
    given = body(request, ExportIn)
    filters = given.get("filters", {})
    paged = {
        name: [serializers.ErrorDetail(_("There is no such field."), "unknown_field")]
        for name in filters
        if name in ("limit", "offset")
    }
    if paged:
        raise serializers.ValidationError({"filters": paged})
    asked = shape(data=filters, context={"request": request})
    if not asked.is_valid():
        raise serializers.ValidationError({"filters": asked.errors})
    return given["as"], dict(asked.validated_data)


def deliver(
    *,
    by: Any,
    name: str,
    title: Words,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Any]],
    ending: str,
    filters: Mapping[str, str],
) -> HttpResponse:
    """The file, once it stands in the audit log who took which list, by which filters.

    Made and sent in the request that asked for it: what the person may see is judged now, and no
    link is left behind.
    """
    check_size(len(rows))
    key, now = uuid7(), timezone.localtime()
    notes = [
        (_("List"), str(title)),
        (_("School"), by.school.name),
        (_("Taken by"), by.display_name),
        (_("Taken at"), f"{now:%Y-%m-%d %H:%M}"),
        (_("Export number"), str(key)),
        (_("Rows"), str(len(rows))),
        (_("Extent"), _("A part, chosen by a filter.") if filters else _("The whole list.")),
        (
            _("Please note"),
            _("Personal data: for the school's work only. Do not pass this file on."),
        ),
    ]
    write, media_type = WRITERS[ending]
    content = write(spreadsheets.table(title, columns, rows, notes))
    with transaction.atomic():
        # One export of a person at a time, so that two at once are counted one after the other.
        get_user_model().objects.select_for_update(no_key=True).get(pk=by.pk)
        check_day(by)
        audit.note_list(
            "export",
            name,
            key,
            by=by,
            changes={
                "list": [None, name],
                "as": [None, ending],
                "filters": [None, dict(filters)],
                "rows": [None, len(rows)],
            },
        )
    file_name = f"{title}-{now:%Y-%m-%d}.{ending}"
    return HttpResponse(
        content,
        media_type,
        headers={
            "Content-Disposition": content_disposition_header(True, file_name) or "attachment",
            "Cache-Control": "no-store",
        },
    )


def check_size(count: int) -> None:
    if count > MOST_ROWS:
        raise RuleBroken(
            "too_many_rows",
            _("The list has more than %(most)d rows. Narrow it with a filter first.")
            % {"most": MOST_ROWS},
        )


def check_day(by: Any) -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    taken = AuditEntry.objects.filter(
        school_id=by.school_id, actor=by.pk, at__gte=midnight, verb="export"
    ).count()
    if taken >= MOST_A_DAY:
        raise TooOften(
            "enough_for_today",
            _("You have taken %(most)d lists today, which is the most for one day.")
            % {"most": MOST_A_DAY},
        )


def without_names(asked: Mapping[str, Any], shape: type[QueryShape]) -> dict[str, str]:
    """What was asked for; of text only that it was given, because people search for names."""
    fields = shape().fields
    return {
        name: "…" if isinstance(fields[name], serializers.CharField) else str(value)
        for name, value in asked.items()
    }


class ExportedList(ABC):
    """A viewset whose list has columns of its own when it leaves the house as a file.

    `chosen` is what the filters leave of the rows that the policy shows; `shown` is how the answer
    shows them. The page and the file are made of the same two.
    """

    filters: ClassVar[type[QueryShape]]
    list_title: ClassVar[Words]
    columns: ClassVar[tuple[Column, ...]]

    @abstractmethod
    def chosen(self, asked: dict[str, Any]) -> Any: ...

    @abstractmethod
    def shown(self, rows: Sequence[Any]) -> Sequence[Mapping[str, Any]]: ...

    def export_columns(self) -> Sequence[Column]:
        return self.columns

    def answer_page(self, request: Request) -> Response:
        view: Any = self
        page = view.paginate_queryset(self.chosen(query(request, self.filters)))
        answer: Response = view.get_paginated_response(self.shown(page))
        return answer

    @extend_schema(request=ExportIn, responses=EXPORT_ANSWERS)
    @action(detail=False, methods=["post"], parser_classes=[StrictJSONParser])
    def export(self, request: Request) -> HttpResponse:
        """The whole list as a file: the rows that the screen shows, with fixed columns."""
        view: Any = self
        ending, asked = asked_of(request, self.filters)
        check_day(request.user)
        rows = list(islice(self.chosen(asked), MOST_ROWS + 1))
        check_size(len(rows))
        return deliver(
            by=request.user,
            name=view.basename,
            title=self.list_title,
            columns=self.export_columns(),
            rows=self.shown(rows),
            ending=ending,
            filters=without_names(asked, self.filters),
        )
