"""Files over HTTP: brought, found, opened, withdrawn."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from school.evidence import actions, files, queries, render, rules
from school.evidence.models import Evidence, EvidenceKind, MediaType
from school.evidence.policy import EvidencePolicy
from school.evidence.queries import Use
from school.evidence.rules import Expiry
from school.people.access import RecordViewSet
from school.people.models import User
from school.people.refs import StaffRef, present_person, record_word
from school.shared import idempotency
from school.shared.api import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
    Day,
    Flag,
    QueryShape,
    Shape,
    Text,
    body,
    check_size,
    form,
    gesture,
    made_once,
    query,
    version_given,
)
from school.shared.errors import Stale
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column

MULTIPART = "multipart/form-data"
MOST_BODY = 25_000_000
"""Somewhat larger files are read to their end, so that a browser gets to see the answer."""
ALONE = "sandbox; default-src 'none'"
"""A file that is opened by itself runs nothing and loads nothing."""


class EvidenceFields(Shape):
    title = Text(lines=False, max_length=100)
    kind = serializers.ChoiceField(EvidenceKind.choices)
    happened_on = Day(help_text="The day of what it shows, not of the upload.")
    expires_on = Day(required=False, allow_null=True, help_text="The last day on which it holds.")


@extend_schema_serializer(component_name="NewEvidence")
class EvidenceIn(EvidenceFields):
    file = serializers.FileField(
        allow_empty_file=True, help_text="JPEG, PNG, WebP or PDF, 10 MB at most."
    )


@extend_schema_serializer(component_name="EvidenceChange")
class EvidenceChangeIn(EvidenceFields):
    """What is left out stays."""


@extend_schema_serializer(component_name="EvidenceWithdraw")
class WithdrawIn(Shape):
    reason = Text(lines=False, max_length=200)


class EvidenceQuery(QueryShape):
    q = Text(lines=False, required=False, max_length=100, help_text="Words of the title.")
    kind = serializers.ChoiceField(EvidenceKind.choices, required=False)
    first = Day(required=False, help_text="Of what happened on this day or later.")
    last = Day(required=False)
    mine = Flag(required=False, help_text="What I brought.")
    unused = Flag(required=False, help_text="No record rests on it.")
    expiring = Flag(required=False, help_text="It ends within 30 days.")
    expired = Flag(required=False)
    withdrawn = Flag(required=False, help_text="The withdrawn ones; without it, the others.")


class ContentQuery(Shape):
    disposition = serializers.ChoiceField(["inline", "attachment"], default="inline")
    size = serializers.ChoiceField(["whole", "small"], default="whole", help_text="Of an image.")


@extend_schema_serializer(component_name="EvidenceUse")
class UseOut(serializers.Serializer[Any]):
    """A record that rests on it and that the reader may read."""

    type = serializers.CharField(help_text="The kind of record, such as `award`.")
    type_label = serializers.CharField()
    id = serializers.UUIDField()
    stands = serializers.BooleanField(help_text="Nobody has voided the record.")


@extend_schema_serializer(component_name="Evidence")
class EvidenceOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(EvidenceKind.choices)
    kind_label = serializers.CharField()
    happened_on = serializers.DateField()
    expires_on = serializers.DateField(allow_null=True)
    expiry = serializers.ChoiceField(Expiry.choices)
    expiry_label = serializers.CharField()
    content_type = serializers.ChoiceField(MediaType.choices)
    size = serializers.IntegerField(help_text="In bytes, of what is kept.")
    sha256 = serializers.CharField()
    original_name = serializers.CharField()
    created_at = serializers.DateTimeField()
    created_by = StaffRef(allow_null=True)
    is_used = serializers.BooleanField(help_text="A standing record rests on it.")
    used_by = UseOut(many=True)
    is_withdrawn = serializers.BooleanField()
    withdrawn_why = serializers.CharField()
    version = serializers.IntegerField()
    abilities = serializers.ListField(child=serializers.CharField())


def present_use(use: Use) -> dict[str, Any]:
    return {
        "type": str(use.model._meta.model_name),
        "type_label": record_word(use.model),
        "id": use.record_id,
        "stands": use.stands,
    }


def present(rows: Sequence[Any], user: User) -> list[dict[str, Any]]:
    """`rows` as `queries.evidence` gives them."""
    today = timezone.localdate()
    proves = queries.uses([row.pk for row in rows], user)
    return [_shown(row, user, proves.get(row.pk, []), today) for row in rows]


def _shown(row: Evidence, user: User, proves: Sequence[Use], today: Any) -> dict[str, Any]:
    is_used = any(use.stands for use in proves)
    expiry = rules.expiry_of(row.expires_on, today=today)
    does_something = {
        "partial_update": row.withdrawn_at is None,
        "withdraw": row.withdrawn_at is None and not is_used,
        "content": row.withdrawn_at is None,
    }
    return {
        "id": row.pk,
        "title": row.title,
        "kind": row.kind,
        "kind_label": row.get_kind_display(),
        "happened_on": row.happened_on,
        "expires_on": row.expires_on,
        "expiry": expiry.value,
        "expiry_label": str(expiry.label),
        "content_type": row.content_type,
        "size": row.size,
        "sha256": row.sha256,
        "original_name": row.original_name,
        "created_at": row.created_at,
        "created_by": present_person(row.created_by),
        "is_used": is_used,
        "used_by": [present_use(use) for use in proves if use.is_read],
        "is_withdrawn": row.withdrawn_at is not None,
        "withdrawn_why": row.withdrawn_why,
        "version": row.version,
        "abilities": [
            verb for verb in EvidencePolicy().abilities(user, row) if does_something.get(verb, True)
        ],
    }


class EvidenceViewSet(ExportedList, RecordViewSet):
    """The newest first."""

    policy = EvidencePolicy()
    queryset = Evidence.objects.all()
    filters = EvidenceQuery
    list_title = gettext_lazy("List of evidence")
    columns = (
        Column(gettext_lazy("Title"), "title"),
        Column(gettext_lazy("Kind"), "kind_label"),
        Column(gettext_lazy("Day"), "happened_on"),
        Column(gettext_lazy("Expires on"), "expires_on"),
        Column(gettext_lazy("Used"), "is_used"),
        Column(gettext_lazy("Proves"), "used_by.type_label"),
        Column(gettext_lazy("File"), "original_name"),
        Column(gettext_lazy("Bytes"), "size"),
        Column("SHA-256", "sha256"),
        Column(gettext_lazy("Brought by"), "created_by.name"),
        Column(gettext_lazy("Brought at"), "created_at", is_moment=True),
    )

    def get_queryset(self) -> Any:
        self.queryset = queries.evidence()
        return super().get_queryset()

    def get_parsers(self) -> Any:
        """A file comes in a form; everything else in JSON."""
        method = str(self.request.method).lower() if self.request else ""
        if getattr(self, "action_map", {}).get(method) == "create":
            return [MultiPartParser()]
        return super().get_parsers()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        check_size(request, MOST_BODY, _("The file is larger than 10 MB."))
        super().initial(request, *args, **kwargs)

    def _show(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        shown = EvidenceOut(present([row], self.user)[0]).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        """As it stands after a write."""
        return self._show(queries.evidence().get(pk=pk), code)

    @extend_schema(parameters=[EvidenceQuery], responses=EvidenceOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows, today = self.get_queryset(), timezone.localdate()
        for name, column in (
            ("q", "title__icontains"),
            ("kind", "kind"),
            ("first", "happened_on__gte"),
            ("last", "happened_on__lte"),
        ):
            if name in asked:
                rows = rows.filter(**{column: asked[name]})
        if "mine" in asked:
            mine = {"created_by": self.user}
            rows = rows.filter(**mine) if asked["mine"] else rows.exclude(**mine)
        if "unused" in asked:
            rows = rows.exclude(queries.used()) if asked["unused"] else rows.filter(queries.used())
        for name, which in (
            ("expiring", queries.expiring(today)),
            ("expired", queries.expired(today)),
        ):
            if name in asked:
                rows = rows.filter(which) if asked[name] else rows.exclude(which)
        return rows.filter(withdrawn_at__isnull=not asked.get("withdrawn", False))

    def shown(self, rows: Sequence[Any]) -> Any:
        return EvidenceOut(present(rows, self.user), many=True).data

    @extend_schema(responses=EvidenceOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._show(self.get_object())

    @extend_schema(
        request={MULTIPART: EvidenceIn},
        parameters=[IDEMPOTENCY_KEY],
        responses=made_once(EvidenceOut),
    )
    def create(self, request: Request) -> Response:
        """An image is made anew, without what stood beside its pixels; a PDF is looked into."""
        fields = form(request, EvidenceIn)
        key = gesture(request)
        file = fields.pop("file")
        content = file.read(files.MOST_BYTES + 1)
        rules.check_rate(queries.lately(self.user))
        taken = files.take(content, file.name)  # before any lock is held: it takes its time
        made, is_new = idempotency.once(
            by=self.user,
            key=key,
            body=[
                request.path,
                {name: str(value) for name, value in fields.items()},
                [file.name, hashlib.sha256(content).hexdigest()],
            ],
            act=lambda: actions.add_evidence(by=self.user, file=taken, **fields),
        )
        return self._answer(made, status.HTTP_201_CREATED if is_new else status.HTTP_200_OK)

    @extend_schema(request=EvidenceChangeIn, parameters=[IF_MATCH], responses=EvidenceOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, EvidenceChangeIn, partial=True)
        try:
            actions.amend_evidence(
                by=self.user, evidence_id=row.pk, expected=expected, changes=changes
            )
        except Stale as stale:
            now = queries.evidence().get(pk=row.pk)
            current = EvidenceOut(present([now], self.user)[0]).data
            raise Stale(stale.message, current=current) from None
        return self._answer(row.pk)

    @extend_schema(request=WithdrawIn, responses=EvidenceOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Brought by mistake. Refused while a record rests on it (409 in_use)."""
        row = self.get_object()
        actions.withdraw_evidence(by=self.user, evidence_id=row.pk, **body(request, WithdrawIn))
        return self._answer(row.pk)

    @extend_schema(
        parameters=[ContentQuery],
        responses={
            (200, "image/jpeg"): OpenApiTypes.BINARY,
            (200, "application/pdf"): OpenApiTypes.BINARY,
        },
    )
    @action(detail=True)
    def content(self, request: Request, pk: str) -> HttpResponse:
        """An image is shown with who looks at it, and when, written over it; taken along, as a PDF
        always is, it is the bytes that are kept.
        """
        row = self.get_object()
        asked = query(request, ContentQuery)
        rules.check_stands(row)
        is_attached = asked["disposition"] == "attachment" or row.content_type != MediaType.JPEG
        content = queries.content(row)
        if not is_attached:
            moment = timezone.localtime()
            mark = f"{self.user.display_name} {self.user.username} {moment:%Y-%m-%d %H:%M}"
            content = render.picture(content, mark=mark, is_small=asked["size"] == "small")
        return HttpResponse(
            content,
            row.content_type,
            headers={
                "Content-Disposition": content_disposition_header(is_attached, row.original_name)
                or "inline",
                "Content-Security-Policy": ALONE,
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "no-store",
            },
        )


ROUTES: list[tuple[str, type[RecordViewSet]]] = [("evidence", EvidenceViewSet)]
