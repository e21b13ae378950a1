"""The kinds of lessons, and the campaigns that are made of them, over HTTP."""

from typing import Any

from django.core.validators import RegexValidator
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.observation.actions import campaigns as actions
from school.observation.api.shapes import KindRef, Unfiltered, present_kind_ref
from school.observation.models import MOST_SEATS, LessonCampaign, LessonKind, Rubric
from school.observation.policy.lessons import (
    LessonCampaignPolicy,
    LessonKindPolicy,
    active_rubrics,
    open_kinds,
)
from school.observation.queries import lessons
from school.people.access import OfferedRow, RecordViewSet
from school.people.models import User
from school.shared.api import (
    IDEMPOTENCY_KEY,
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
)

# ---- kinds ---------------------------------------------------------------------------------


@extend_schema_serializer(component_name="NewLessonKind")
class KindIn(Shape):
    code = Text(
        lines=False, max_length=30, validators=[RegexValidator(r"^[0-9A-Za-z][0-9A-Za-z._-]*$")]
    )
    name = Text(lines=False, max_length=30)
    default_seats = Number(min_value=0, max_value=MOST_SEATS, required=False)
    is_announced = Flag(
        required=False, help_text="Whether it stands in the plan beforehand. It stays as it is."
    )
    rubric = OfferedRow(
        active_rubrics, queryset=Rubric.objects.all(), required=False, allow_null=True
    )


@extend_schema_serializer(component_name="LessonKindChange")
class KindChangeIn(Shape):
    """What is left out stays. `rubric` null: such lessons are not scored."""

    name = Text(lines=False, max_length=30, required=False)
    default_seats = Number(min_value=0, max_value=MOST_SEATS, required=False)
    rubric = OfferedRow(
        active_rubrics, queryset=Rubric.objects.all(), required=False, allow_null=True
    )
    position = Number(min_value=1, max_value=1000, required=False)
    is_active = Flag(required=False)


@extend_schema_serializer(component_name="LessonKindRubric")
class KindRubricOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()


@extend_schema_serializer(component_name="LessonKind")
class KindOut(KindRef):
    default_seats = serializers.IntegerField()
    is_announced = serializers.BooleanField()
    rubric = KindRubricOut(allow_null=True, help_text="Null: such lessons are not scored.")
    position = serializers.IntegerField()
    is_active = serializers.BooleanField()
    abilities = serializers.ListField(child=serializers.CharField())


def present_kind(row: LessonKind, user: User) -> dict[str, Any]:
    return {
        **present_kind_ref(row),
        "default_seats": row.default_seats,
        "is_announced": row.is_announced,
        "rubric": row.rubric,
        "position": row.position,
        "is_active": row.is_active,
        "abilities": LessonKindPolicy().abilities(user, row),
    }


class LessonKindViewSet(RecordViewSet):
    """In the school's order, those out of use too."""

    policy = LessonKindPolicy()
    queryset = LessonKind.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = lessons.kinds()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = lessons.kinds().get(pk=pk)
        return Response(KindOut(present_kind(row, self.user)).data, code)

    @extend_schema(parameters=[Unfiltered], responses=KindOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, Unfiltered)
        page = self.paginate_queryset(self.get_queryset()) or []
        shown = [present_kind(row, self.user) for row in page]
        return self.get_paginated_response(KindOut(shown, many=True).data)

    @extend_schema(request=KindIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(KindOut))
    def create(self, request: Request) -> Response:
        def act() -> LessonKind:
            return actions.add_kind(by=self.user, **body(request, KindIn))

        return self._answer(*once(request, act))

    @extend_schema(request=KindChangeIn, responses=KindOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.change_kind(by=self.user, kind_id=row.pk, **body(request, KindChangeIn))
        return self._answer(row.pk)


# ---- campaigns -----------------------------------------------------------------------------


@extend_schema_serializer(component_name="NewLessonCampaign")
class CampaignIn(Shape):
    name = Text(lines=False, max_length=40)
    theme = Text(lines=False, max_length=100, required=False, allow_blank=True)
    starts_on = Day()
    ends_on = Day()
    kinds = OfferedRow(open_kinds, queryset=LessonKind.objects.all(), many=True, allow_empty=False)


@extend_schema_serializer(component_name="LessonCampaignChange")
class CampaignChangeIn(Shape):
    """What is left out stays."""

    name = Text(lines=False, max_length=40, required=False)
    theme = Text(lines=False, max_length=100, required=False, allow_blank=True)
    starts_on = Day(required=False)
    ends_on = Day(required=False)
    kinds = OfferedRow(
        open_kinds,
        queryset=LessonKind.objects.all(),
        many=True,
        allow_empty=False,
        required=False,
    )


@extend_schema_serializer(component_name="LessonCampaignKind")
class CampaignKindOut(KindRef):
    lessons = serializers.IntegerField(help_text="How many stand in the plan.")


@extend_schema_serializer(component_name="LessonCampaign")
class CampaignOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    theme = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    is_running = serializers.BooleanField(help_text="Today is one of its days.")
    kinds = CampaignKindOut(many=True)
    lessons = serializers.IntegerField(help_text="Of all its kinds.")
    abilities = serializers.ListField(child=serializers.CharField())


def present_campaign(row: Any, user: User) -> dict[str, Any]:
    """`row` as `lessons.campaigns` gives it."""
    kinds = [{**present_kind_ref(one.kind), "lessons": one.lessons} for one in row.kinds.all()]
    return {
        "id": row.pk,
        "name": row.name,
        "theme": row.theme,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "is_running": row.starts_on <= timezone.localdate() <= row.ends_on,
        "kinds": kinds,
        "lessons": sum(one["lessons"] for one in kinds),
        "abilities": LessonCampaignPolicy().abilities(user, row),
    }


class CampaignQuery(QueryShape):
    running = Flag(required=False, help_text="Only those of today, or only the others.")


class LessonCampaignViewSet(RecordViewSet):
    """The latest first. Its lessons: /lessons/?campaign=."""

    policy = LessonCampaignPolicy()
    queryset = LessonCampaign.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = lessons.campaigns()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = lessons.campaigns().get(pk=pk)
        return Response(CampaignOut(present_campaign(row, self.user)).data, code)

    @extend_schema(parameters=[CampaignQuery], responses=CampaignOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, CampaignQuery)
        rows, today = self.get_queryset(), timezone.localdate()
        running = {"starts_on__lte": today, "ends_on__gte": today}
        if "running" in asked:
            rows = rows.filter(**running) if asked["running"] else rows.exclude(**running)
        page = self.paginate_queryset(rows) or []
        shown = [present_campaign(row, self.user) for row in page]
        return self.get_paginated_response(CampaignOut(shown, many=True).data)

    @extend_schema(responses=CampaignOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._answer(self.get_object().pk)

    @extend_schema(
        request=CampaignIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(CampaignOut)
    )
    def create(self, request: Request) -> Response:
        def act() -> LessonCampaign:
            return actions.plan_campaign(by=self.user, **body(request, CampaignIn))

        return self._answer(*once(request, act))

    @extend_schema(request=CampaignChangeIn, responses=CampaignOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.change_campaign(by=self.user, campaign_id=row.pk, **body(request, CampaignChangeIn))
        return self._answer(row.pk)
