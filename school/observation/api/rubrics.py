"""Rubrics with their versions, and what holds for all records, over HTTP."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.observation.actions import rubrics as actions
from school.observation.api.shapes import Unfiltered
from school.observation.models import CriterionKind, ObservationLimits, Rubric, RubricVersion
from school.observation.policy.rubrics import (
    ObservationLimitsPolicy,
    RubricPolicy,
    RubricVersionPolicy,
)
from school.observation.queries import limits, rubrics
from school.observation.rules.limits import row_in_force
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
    body,
    made_once,
    once,
    query,
    version_given,
)
from school.shared.errors import Stale
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column

CODE = RegexValidator(r"^[0-9A-Za-z][0-9A-Za-z._-]*$")

# ---- versions ------------------------------------------------------------------------------


@extend_schema_serializer(component_name="RubricCriterion")
class CriterionIn(Shape):
    code = Text(
        lines=False,
        max_length=30,
        validators=[CODE],
        help_text="Stays from version to version: by it answers are compared.",
    )
    section = Text(lines=False, max_length=60, allow_blank=True, default="")
    text = Text(lines=False, max_length=200)
    kind = serializers.ChoiceField(CriterionKind.choices)
    levels = Number(
        min_value=2, max_value=10, allow_null=True, default=None, help_text="Of a scale: its best."
    )
    weight = serializers.DecimalField(
        max_digits=5,
        decimal_places=2,
        min_value=Decimal(0),
        max_value=Decimal(100),
        default=Decimal(0),
        help_text="0: it is not scored.",
    )
    is_bonus = Flag(default=False)
    options = serializers.ListField(
        child=Text(lines=False, max_length=100),
        max_length=20,
        default=list,
        help_text="Of a checklist: what is looked for.",
    )


@extend_schema_serializer(component_name="RubricGrade")
class GradeIn(Shape):
    name = Text(lines=False, max_length=20)
    at_least = serializers.DecimalField(
        max_digits=5,
        decimal_places=2,
        min_value=Decimal(0),
        max_value=Decimal(100),
        help_text="Of 100, this number included.",
    )


@extend_schema_serializer(component_name="RubricDraft")
class DraftIn(Shape):
    """What is not named stays; of a list the whole is given."""

    criteria = serializers.ListField(child=CriterionIn(), required=False, max_length=100)
    grades = serializers.ListField(child=GradeIn(), required=False, max_length=10)
    bonus_most = Number(min_value=0, max_value=5, required=False)
    why = Text(lines=False, max_length=200, allow_blank=True, required=False)


@extend_schema_serializer(component_name="RubricRef")
class RubricRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()


@extend_schema_serializer(component_name="RubricOption")
class OptionOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    text = serializers.CharField()


@extend_schema_serializer(component_name="RubricCriterion")
class CriterionOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    section = serializers.CharField()
    text = serializers.CharField()
    kind = serializers.ChoiceField(CriterionKind.choices)
    kind_label = serializers.CharField()
    levels = serializers.IntegerField(allow_null=True)
    weight = serializers.DecimalField(max_digits=5, decimal_places=2)
    is_bonus = serializers.BooleanField()
    options = OptionOut(many=True)


@extend_schema_serializer(component_name="RubricGrade")
class GradeOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    at_least = serializers.DecimalField(max_digits=5, decimal_places=2)


@extend_schema_serializer(component_name="RubricSheet")
class SheetOut(serializers.Serializer[Any]):
    """A version as a record is written by it."""

    id = serializers.UUIDField()
    rubric = RubricRef()
    number = serializers.IntegerField()
    bonus_most = serializers.IntegerField()
    criteria = CriterionOut(many=True)
    grades = GradeOut(many=True, help_text="The highest first.")


@extend_schema_serializer(component_name="RubricVersion")
class VersionOut(SheetOut):
    is_published = serializers.BooleanField()
    published_at = serializers.DateTimeField(allow_null=True)
    published_by = StaffRef(allow_null=True)
    edition = serializers.IntegerField(help_text="The ETag: counts the changes of the draft.")
    why = serializers.CharField()
    abilities = serializers.ListField(child=serializers.CharField())


def present_sheet(row: Any) -> dict[str, Any]:
    """`row` with its rubric, criteria and grades."""
    return {
        "id": row.pk,
        "rubric": row.rubric,
        "number": row.number,
        "bonus_most": row.bonus_most,
        "criteria": [
            {
                "code": one.code,
                "section": one.section,
                "text": one.text,
                "kind": one.kind,
                "kind_label": one.get_kind_display(),
                "levels": one.levels,
                "weight": one.weight,
                "is_bonus": one.is_bonus,
                "options": one.options.all(),
            }
            for one in row.criteria.all()
        ],
        "grades": row.grades.all(),
    }


def present_version(row: Any, user: User) -> dict[str, Any]:
    """A published one is only read."""
    verbs = RubricVersionPolicy().abilities(user, row)
    return {
        **present_sheet(row),
        "is_published": row.is_published,
        "published_at": row.published_at,
        "published_by": present_person(row.published_by),
        "edition": row.edition,
        "why": row.why,
        "abilities": [one for one in verbs if one == "retrieve" or not row.is_published],
    }


class VersionQuery(QueryShape):
    rubric = serializers.UUIDField(required=False)


class RubricVersionViewSet(RecordViewSet):
    """The newest of each rubric first; drafts for those who write them."""

    policy = RubricVersionPolicy()
    queryset = RubricVersion.objects.all()
    filters = VersionQuery

    def get_queryset(self) -> Any:
        self.queryset = rubrics.versions().order_by("rubric__code", "-number")
        return super().get_queryset()

    def _answer(self, pk: Any) -> Response:
        row = rubrics.versions().get(pk=pk)
        shown = VersionOut(present_version(row, self.user)).data
        return Response(shown, headers={"ETag": f'"{row.edition}"'})

    @extend_schema(parameters=[VersionQuery], responses=VersionOut(many=True))
    def list(self, request: Request) -> Response:
        rows = self.get_queryset()
        asked = query(request, VersionQuery)
        if "rubric" in asked:
            rows = rows.filter(rubric_id=asked["rubric"])
        page = self.paginate_queryset(rows) or []
        shown = [present_version(row, self.user) for row in page]
        return self.get_paginated_response(VersionOut(shown, many=True).data)

    @extend_schema(responses=VersionOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._answer(self.get_object().pk)

    @extend_schema(request=DraftIn, parameters=[IF_MATCH], responses=VersionOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, DraftIn)
        try:
            actions.write_draft(by=self.user, version_id=row.pk, expected=expected, changes=changes)
        except Stale as stale:
            raise Stale(stale.message, current=self._answer(row.pk).data) from None
        return self._answer(row.pk)

    @extend_schema(request=None, parameters=[IF_MATCH], responses=VersionOut)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        """From now on records are begun by it. It is never changed again."""
        row = self.get_object()
        expected = version_given(request)
        try:
            actions.publish_version(by=self.user, version_id=row.pk, expected=expected)
        except Stale as stale:
            raise Stale(stale.message, current=self._answer(row.pk).data) from None
        return self._answer(row.pk)


# ---- rubrics -------------------------------------------------------------------------------


@extend_schema_serializer(component_name="NewRubric")
class RubricIn(Shape):
    code = Text(lines=False, max_length=30, validators=[CODE])
    name = Text(lines=False, max_length=60)


@extend_schema_serializer(component_name="RubricChange")
class RubricChangeIn(Shape):
    name = Text(lines=False, max_length=60, required=False)
    is_active = Flag(required=False)


@extend_schema_serializer(component_name="RubricVersionRef")
class VersionRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    number = serializers.IntegerField(allow_null=True)


@extend_schema_serializer(component_name="Rubric")
class RubricOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    is_active = serializers.BooleanField()
    published = VersionRef(allow_null=True, help_text="The newest: records are begun by it.")
    draft = serializers.UUIDField(allow_null=True, help_text="Told to those who write it.")
    abilities = serializers.ListField(child=serializers.CharField())


def present_rubric(row: Any, user: User) -> dict[str, Any]:
    """`row` as `rubrics.rubrics` gives it."""
    verbs = RubricPolicy().abilities(user, row)
    return {
        "id": row.pk,
        "code": row.code,
        "name": row.name,
        "is_active": row.is_active,
        "published": {"id": row.published_id, "number": row.published_number}
        if row.published_id
        else None,
        "draft": row.draft_id if "change" in verbs else None,
        "abilities": [one for one in verbs if one != "draft" or row.draft_id is None],
    }


class RubricViewSet(ExportedList, RecordViewSet):
    """In the order of their codes."""

    policy = RubricPolicy()
    queryset = Rubric.objects.all()
    filters = Unfiltered
    list_title = _("List of rubrics")
    columns = (
        Column(_("Code"), "code"),
        Column(_("Rubric"), "name"),
        Column(_("In use"), "is_active"),
        Column(_("Version"), "published.number"),
    )

    def get_queryset(self) -> Any:
        self.queryset = rubrics.rubrics()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = rubrics.rubrics().get(pk=pk)
        return Response(RubricOut(present_rubric(row, self.user)).data, code)

    @extend_schema(parameters=[Unfiltered], responses=RubricOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        return self.get_queryset()

    def shown(self, rows: Sequence[Any]) -> Any:
        return RubricOut([present_rubric(row, self.user) for row in rows], many=True).data

    @extend_schema(request=RubricIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(RubricOut))
    def create(self, request: Request) -> Response:
        """With an empty draft."""

        def act() -> Rubric:
            return actions.add_rubric(by=self.user, **body(request, RubricIn))

        return self._answer(*once(request, act))

    @extend_schema(request=RubricChangeIn, responses=RubricOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.change_rubric(by=self.user, rubric_id=row.pk, **body(request, RubricChangeIn))
        return self._answer(row.pk)

    @extend_schema(request=None, responses=RubricOut)
    @action(detail=True, methods=["post"])
    def draft(self, request: Request, pk: str) -> Response:
        """Begins the next version, as the newest reads."""
        row = self.get_object()
        actions.begin_draft(by=self.user, rubric_id=row.pk)
        return self._answer(row.pk)


# ---- limits --------------------------------------------------------------------------------


@extend_schema_serializer(component_name="ObservationLimits")
class LimitsIn(Shape):
    effective_from = Day()
    grace_days = Number(min_value=0, max_value=60)
    unseen_weeks = Number(min_value=1, max_value=52)
    mentor_lessons_count = Flag()
    similarity_from = serializers.DecimalField(
        max_digits=3, decimal_places=2, min_value=Decimal("0.01"), max_value=Decimal(1)
    )
    why = Text(lines=False, max_length=200)


@extend_schema_serializer(component_name="ObservationLimits")
class LimitsOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    effective_from = serializers.DateField()
    grace_days = serializers.IntegerField()
    unseen_weeks = serializers.IntegerField()
    mentor_lessons_count = serializers.BooleanField()
    similarity_from = serializers.DecimalField(max_digits=3, decimal_places=2)
    why = serializers.CharField()
    in_force = serializers.BooleanField()
    recorded_at = serializers.DateTimeField(source="created_at")
    recorded_by = StaffRef(allow_null=True)


class ObservationLimitsViewSet(RecordViewSet):
    """The newest first. Before the first: 7 days of grace, 8 weeks, 60 of 100."""

    policy = ObservationLimitsPolicy()
    queryset = ObservationLimits.objects.select_related("created_by__staff")

    def _shown(self, rows: Sequence[Any]) -> Any:
        today = timezone.localdate()
        now = row_in_force(limits.history(self.user.school_id), today)
        for row in rows:
            row.in_force = now is not None and row.pk == now.pk
            row.recorded_by = present_person(row.created_by)
        return LimitsOut(rows, many=True).data

    @extend_schema(parameters=[Unfiltered], responses=LimitsOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, Unfiltered)
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response(self._shown(page))

    @extend_schema(request=LimitsIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(LimitsOut))
    def create(self, request: Request) -> Response:
        def act() -> ObservationLimits:
            return actions.set_limits(by=self.user, **body(request, LimitsIn))

        made, code = once(request, act)
        return Response(self._shown([self.get_queryset().get(pk=made)])[0], code)
