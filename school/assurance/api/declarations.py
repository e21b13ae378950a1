"""Declarations over HTTP: read by all staff, signed by the principal after a step up."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from school.assurance.actions import declarations as actions
from school.assurance.api.shapes import TermRef, of_term, present_term
from school.assurance.models import Declaration, DeclarationKind, NegativeAnswer
from school.assurance.policy.declarations import DeclarationPolicy
from school.assurance.queries import declarations
from school.people.access import RecordViewSet
from school.people.refs import StaffRef, present_person
from school.shared.api import (
    IDEMPOTENCY_KEY,
    Flag,
    Number,
    QueryShape,
    Shape,
    Text,
    body,
    made_once,
    once,
)
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column


@extend_schema_serializer(component_name="NewDeclaration")
class DeclarationIn(Shape):
    """`number` of accidents and cases; `item` and `answer` of the negative list."""

    term = of_term()
    kind = serializers.ChoiceField(DeclarationKind.choices)
    number = Number(min_value=0, max_value=10_000, allow_null=True, default=None)
    item = Text(lines=False, max_length=200, allow_blank=True, default="")
    answer = serializers.ChoiceField(NegativeAnswer.choices, allow_blank=True, default="")
    text = Text(max_length=2000)


class DeclarationQuery(QueryShape):
    term = serializers.UUIDField(required=False)
    kind = serializers.ChoiceField(DeclarationKind.choices, required=False)
    replaced = Flag(
        required=False, help_text="Those of which a later one stands too; without it, the others."
    )


@extend_schema_serializer(component_name="Declaration")
class DeclarationOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    term = TermRef()
    kind = serializers.ChoiceField(DeclarationKind.choices)
    kind_label = serializers.CharField()
    number = serializers.IntegerField(allow_null=True)
    item = serializers.CharField(allow_blank=True)
    answer = serializers.ChoiceField(NegativeAnswer.choices, allow_blank=True)
    answer_label = serializers.CharField(allow_blank=True)
    text = serializers.CharField()
    signed_at = serializers.DateTimeField()
    signed_by = StaffRef(allow_null=True)
    is_replaced = serializers.BooleanField(help_text="A later one of the same was signed.")


def present_declaration(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "term": present_term(row.term),
        "kind": row.kind,
        "kind_label": row.get_kind_display(),
        "number": row.number,
        "item": row.item,
        "answer": row.answer,
        "answer_label": row.get_answer_display() if row.answer else "",
        "text": row.text,
        "signed_at": row.created_at,
        "signed_by": present_person(row.created_by),
        "is_replaced": row.is_replaced,
    }


class DeclarationViewSet(ExportedList, RecordViewSet):
    """The newest first."""

    policy = DeclarationPolicy()
    queryset: Any = Declaration.objects.all()
    filters = DeclarationQuery
    list_title = _("Declarations")
    columns = (
        Column(_("Academic year"), "term.year"),
        Column(_("Term"), "term.ordinal"),
        Column(_("Declares"), "kind_label"),
        Column(_("Number"), "number"),
        Column(_("Item"), "item"),
        Column(_("What is declared"), "answer_label"),
        Column(_("Text"), "text"),
        Column(_("Signed by"), "signed_by.name"),
        Column(_("Signed at"), "signed_at", is_moment=True),
        Column(_("Replaced"), "is_replaced"),
    )

    def get_queryset(self) -> Any:
        self.queryset = declarations.declarations()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = declarations.declarations().get(pk=pk)
        return Response(DeclarationOut(present_declaration(row)).data, code)

    @extend_schema(parameters=[DeclarationQuery], responses=DeclarationOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        if "term" in asked:
            rows = rows.filter(term_id=asked["term"])
        if "kind" in asked:
            rows = rows.filter(kind=asked["kind"])
        return rows if asked.get("replaced") else rows.filter(is_replaced=False)

    def shown(self, rows: Sequence[Any]) -> Any:
        return DeclarationOut([present_declaration(row) for row in rows], many=True).data

    @extend_schema(responses=DeclarationOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(DeclarationOut(present_declaration(self.get_object())).data)

    @extend_schema(
        request=DeclarationIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(DeclarationOut)
    )
    def create(self, request: Request) -> Response:
        """Signed as it is sent; nothing of it is ever changed."""

        def act() -> Declaration:
            return actions.sign_declaration(by=self.user, **body(request, DeclarationIn))

        return self._answer(*once(request, act))
