"""What the parents' committee reads."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.people.access import RecordViewSet
from school.people.models import User
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column
from school.summaries import queries, render
from school.summaries.actions import publishing
from school.summaries.api.words import NoFilters, one_of, term_name
from school.summaries.models import Publication
from school.summaries.policy import PublicationPolicy, QuestionPolicy


@extend_schema_field(one_of(*Publication.State.values))
class PublicationStateField(serializers.CharField):
    pass


@extend_schema_serializer(component_name="PublicationListItem")
class PublicationListItemOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    term_name = serializers.SerializerMethodField()
    edition = serializers.IntegerField()
    state = PublicationStateField()
    published_at = serializers.DateTimeField(source="created_at")

    def get_term_name(self, publication: Publication) -> str:
        return term_name(publication.term)


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
    takes_questions = serializers.SerializerMethodField()
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

    def get_takes_questions(self, publication: Publication) -> bool:
        """Whether this person may ask about this very edition, right now."""
        user: User = self.context["request"].user
        is_current = publication.state == Publication.State.CURRENT
        return is_current and QuestionPolicy().allows(user, "create")


STATE_WORDS = {
    Publication.State.CURRENT: _("in force"),
    Publication.State.SUPERSEDED: _("superseded"),
    Publication.State.WITHDRAWN: _("withdrawn"),
}


class PublicationViewSet(ExportedList, RecordViewSet):
    policy = PublicationPolicy()
    queryset = Publication.objects.all()
    serializer_class = PublicationListItemOut
    filters = NoFilters
    list_title = _("Publications")
    columns = (
        Column(_("Title"), "title"),
        Column(_("Term"), "term_name"),
        Column(_("Edition"), "edition"),
        Column(_("State"), "state", STATE_WORDS),
        Column(_("Published at"), "published_at", is_moment=True),
    )

    def get_queryset(self) -> QuerySet[Any]:
        self.queryset = queries.publications()
        return super().get_queryset()

    @extend_schema(responses=PublicationListItemOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> QuerySet[Any]:
        return self.get_queryset()

    def shown(self, rows: Sequence[Publication]) -> Any:
        return self.get_serializer(rows, many=True).data

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
