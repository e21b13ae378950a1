"""What comes in for a summary, and what a page shows of one."""

import datetime
import uuid
from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from school.people.access import OfferedRow, any_row
from school.people.models import Term, User
from school.people.roles import PostKind
from school.shared.api import Flag, Shape, Text
from school.summaries import catalogue
from school.summaries.actions import reviewing
from school.summaries.api.words import KindField, ValueField, one_of, said, term_name
from school.summaries.models import SummaryEvent, SummarySection, SummaryState, TermSummary
from school.summaries.policy import Asked, FigurePolicy, TermSummaryPolicy
from school.summaries.rules import chain, tokens
from school.summaries.rules.gaps import is_gap

MOST_TEXT = 20_000


@extend_schema_field(one_of(*SummaryState.values))
class SummaryStateField(serializers.CharField):
    pass


@extend_schema_field(one_of(*SummarySection.Work.values))
class WorkField(serializers.CharField):
    pass


@extend_schema_field(one_of("waiting", "current", "done", "passed_over"))
class StepStateField(serializers.CharField):
    pass


@extend_schema_field(one_of("figures", "text"))
class SectionKindField(serializers.CharField):
    pass


# ---- what comes in ---------------------------------------------------------------------------


class SummaryIn(Shape):
    term = OfferedRow(any_row, queryset=Term.objects.all())


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


# ---- what goes out ---------------------------------------------------------------------------


@extend_schema_serializer(component_name="SummaryPerson")
class PersonOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField(source="display_name")


@extend_schema_serializer(component_name="SummaryTerm")
class TermRefOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.SerializerMethodField()

    def get_name(self, term: Term) -> str:
        return term_name(term)


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
        return said(summary.template.title)

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
    is_gap = serializers.BooleanField(help_text="Nothing was recorded of any of its figures.")
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
                "label": said(step["label"]),
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
        "chapter_title": said(chapter["title"]),
        "number": section.number,
        "title": said(item["title"]),
        "kind": "figures" if item["tokens"] else "text",
        "guidance": said(item["guidance"]),
        "text": section.text,
        "not_applicable": section.not_applicable,
        "state": section.work,
        "problem": section.problem,
        "tokens": shown,
        "is_gap": is_gap(
            [one["records_count"] for one in shown], not_applicable=section.not_applicable
        ),
        "version": section.version,
        "edited_by": section.edited_by,
        "edited_at": section.edited_at,
        "abilities": ["edit_section"] if can_edit else [],
    }
