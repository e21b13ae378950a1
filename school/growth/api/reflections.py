"""Reflections over HTTP. The words are read one at a time."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.growth.actions import reflections as actions
from school.growth.api.shapes import Abilities, ReasonIn
from school.growth.models import Goal, Reflection, ReflectionShare, Visibility
from school.growth.policy.portfolios import own_goals, owns
from school.growth.policy.reflections import ReflectionPolicy
from school.growth.queries import reflections as found
from school.growth.rules.reflections import MOST_NAMED
from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.models import StaffMember, User
from school.people.refs import StaffRef, present_staff
from school.shared.api import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
    Day,
    Flag,
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


@extend_schema_serializer(component_name="ActName")
class ActNameIn(Shape):
    """An act of the own portfolio, as `/portfolios/{id}/acts/` names it."""

    type = Text(lines=False, max_length=30)
    name = Text(lines=False, max_length=100)

    def to_internal_value(self, data: Any) -> tuple[str, str]:
        given = super().to_internal_value(data)
        return given["type"], given["name"]


@extend_schema_serializer(component_name="NewReflection")
class ReflectionIn(Shape):
    reflected_on = Day()
    title = Text(lines=False, max_length=100)
    text = Text(max_length=10_000, help_text="Stored sealed; read by whom its owner lets read it.")
    act = ActNameIn(required=False, allow_null=True)
    goal = OfferedRow(own_goals, queryset=Goal.objects.all(), required=False, allow_null=True)


@extend_schema_serializer(component_name="ReflectionChange")
class ReflectionChangeIn(ReflectionIn):
    """What is left out stays."""


@extend_schema_serializer(component_name="ReflectionShow")
class ShowIn(Shape):
    visibility = serializers.ChoiceField(Visibility.choices)
    staff = serializers.ListField(
        child=OfferedRow(any_row, queryset=StaffMember.objects.all()),
        max_length=MOST_NAMED,
        default=list,
        help_text="The colleagues, when some are named: all of them, each time.",
    )


class ReflectionQuery(QueryShape):
    mine = Flag(required=False, help_text="Only the own, or only those of others.")
    staff = serializers.UUIDField(required=False)
    goal = serializers.UUIDField(required=False)
    first = Day(required=False)
    last = Day(required=False)


class Unfiltered(QueryShape):
    """A list without filters of its own."""


@extend_schema_serializer(component_name="ReflectionAct")
class ActNameOut(serializers.Serializer[Any]):
    type = serializers.CharField()
    name = serializers.CharField()


@extend_schema_serializer(component_name="ReflectionGoal")
class GoalRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    words = serializers.CharField()


@extend_schema_serializer(component_name="Reflection")
class ReflectionOut(serializers.Serializer[Any]):
    """Without its words. Who else may read it, its owner alone sees."""

    id = serializers.UUIDField()
    staff = StaffRef()
    is_mine = serializers.BooleanField()
    reflected_on = serializers.DateField()
    title = serializers.CharField()
    act = ActNameOut(allow_null=True)
    goal = GoalRef(allow_null=True)
    visibility = serializers.ChoiceField(Visibility.choices)
    visibility_label = serializers.CharField()
    readers = StaffRef(many=True)
    is_voided = serializers.BooleanField()
    void_reason = serializers.CharField(allow_blank=True)
    version = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    abilities = Abilities()


@extend_schema_serializer(component_name="ReflectionWords")
class WordsOut(serializers.Serializer[Any]):
    text = serializers.CharField()


@extend_schema_serializer(component_name="ReflectionShare")
class ShareOut(serializers.Serializer[Any]):
    staff = StaffRef()
    shared_at = serializers.DateTimeField()
    revoked_at = serializers.DateTimeField(allow_null=True)


def present_reflection(row: Any, user: User) -> dict[str, Any]:
    """`row` as `reflections` gives it."""
    is_mine = owns(user, row.portfolio)
    is_out = row.voided_at is not None
    verbs = ReflectionPolicy().abilities(user, row)
    closed = {"partial_update", "show", "void"} if is_out else set()
    return {
        "id": row.pk,
        "staff": present_staff(row.portfolio.staff),
        "is_mine": is_mine,
        "reflected_on": row.reflected_on,
        "title": row.title,
        "act": {"type": row.act_type, "name": row.act_name} if row.act_type else None,
        "goal": {"id": row.goal.pk, "words": row.goal.words} if row.goal and is_mine else None,
        "visibility": row.visibility,
        "visibility_label": row.get_visibility_display(),
        "readers": [present_staff(one.staff) for one in row.live_shares] if is_mine else [],
        "is_voided": is_out,
        "void_reason": row.void_reason,
        "version": row.version,
        "created_at": row.created_at,
        "abilities": [verb for verb in verbs if verb != "retrieve" and verb not in closed],
    }


def present_share(row: ReflectionShare) -> dict[str, Any]:
    return {
        "staff": present_staff(row.staff),
        "shared_at": row.created_at,
        "revoked_at": row.revoked_at,
    }


class ReflectionViewSet(RecordViewSet):
    """The newest first: the own ones, and those that one may read."""

    policy = ReflectionPolicy()
    queryset = Reflection.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = found.reflections()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = found.reflections().get(pk=pk)
        shown = ReflectionOut(present_reflection(row, self.user)).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    @extend_schema(parameters=[ReflectionQuery], responses=ReflectionOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, ReflectionQuery)
        rows = self.get_queryset()
        for name, column in (
            ("staff", "portfolio__staff"),
            ("goal", "goal"),
            ("first", "reflected_on__gte"),
            ("last", "reflected_on__lte"),
        ):
            if name in asked:
                rows = rows.filter(**{column: asked[name]})
        if "mine" in asked:
            mine = {"portfolio__staff": self.user.staff_id}
            rows = rows.filter(**mine) if asked["mine"] else rows.exclude(**mine)
        page = self.paginate_queryset(rows) or []
        shown = [present_reflection(row, self.user) for row in page]
        return self.get_paginated_response(ReflectionOut(shown, many=True).data)

    @extend_schema(responses=ReflectionOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._answer(self.get_object().pk)

    @extend_schema(request=None, responses=WordsOut)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: str) -> Response:
        """The words. Somebody else's reading stands in the log."""
        row = actions.read_reflection(by=self.user, reflection_id=self.get_object().pk)
        return Response(WordsOut({"text": row.text}).data)

    @extend_schema(
        request=ReflectionIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(ReflectionOut)
    )
    def create(self, request: Request) -> Response:
        """Private, until its owner shows it."""

        def act() -> Reflection:
            return actions.write_reflection(by=self.user, **body(request, ReflectionIn))

        return self._answer(*once(request, act))

    @extend_schema(request=ReflectionChangeIn, parameters=[IF_MATCH], responses=ReflectionOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, ReflectionChangeIn, partial=True)
        try:
            actions.change_reflection(
                by=self.user, reflection_id=row.pk, expected=expected, changes=changes
            )
        except Stale as stale:
            raise Stale(stale.message, current=self._answer(row.pk).data) from None
        return self._answer(row.pk)

    @extend_schema(request=ShowIn, responses=ReflectionOut)
    @action(detail=True, methods=["post"])
    def show(self, request: Request, pk: str) -> Response:
        """From now on these may read it, and nobody else; the same call takes it back."""
        row = self.get_object()
        actions.show_reflection(by=self.user, reflection_id=row.pk, **body(request, ShowIn))
        return self._answer(row.pk)

    @extend_schema(parameters=[Unfiltered], responses=ShareOut(many=True))
    @action(detail=True)
    def shares(self, request: Request, pk: str) -> Response:
        """Whom its owner ever named, and until when; the newest first."""
        query(request, Unfiltered)
        page = self.paginate_queryset(found.shares(self.get_object())) or []
        shown = [present_share(row) for row in page]
        return self.get_paginated_response(ShareOut(shown, many=True).data)

    @extend_schema(request=ReasonIn, responses=ReflectionOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.void_reflection(by=self.user, reflection_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)
