"""Relay chains over HTTP: one topic, and what each teacher made of the lesson before."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.observation.actions import chains as actions
from school.observation.api.shapes import present_class_on
from school.observation.models import RelayChain
from school.observation.policy.chains import RelayChainPolicy
from school.observation.policy.lessons import sees_all
from school.observation.queries import chains
from school.people.access import RecordViewSet
from school.people.models import User
from school.people.refs import ClassRef, StaffRef, present_person, present_staff
from school.shared.api import (
    IDEMPOTENCY_KEY,
    Flag,
    QueryShape,
    Shape,
    Text,
    body,
    made_once,
    once,
    query,
)


@extend_schema_serializer(component_name="NewRelayChain")
class ChainIn(Shape):
    topic = Text(lines=False, max_length=100)
    subject = Text(lines=False, max_length=30)


@extend_schema_serializer(component_name="RelayStrategy")
class StrategyOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    text = serializers.CharField()
    tags = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="RelayLesson")
class ChainLessonOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    position = serializers.IntegerField()
    host = StaffRef()
    topic = serializers.CharField()
    school_class = ClassRef(allow_null=True)
    taught_on = serializers.DateField()
    period = serializers.IntegerField()
    place = serializers.CharField()
    is_given = serializers.BooleanField(help_text="Its day is past or today.")
    is_mine = serializers.BooleanField()
    is_reflected = serializers.BooleanField()
    reflection = serializers.CharField(
        allow_null=True, help_text="Null for who has no part in the chain."
    )
    changed = serializers.CharField(
        allow_null=True, help_text="What was done otherwise than in the lesson before."
    )
    strategies = StrategyOut(many=True, help_text="What observers shared; none without a part.")


class ActsNextOut(serializers.Serializer[Any]):
    """Who has something to do, and what: `reflect` on a lesson given, or `teach` the next."""

    who = StaffRef()
    what = serializers.ChoiceField(["reflect", "teach"])
    lesson = serializers.UUIDField()


@extend_schema_serializer(component_name="RelayChain")
class ChainOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    topic = serializers.CharField()
    subject = serializers.CharField()
    started_by = StaffRef(allow_null=True)
    started_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    lesson_count = serializers.IntegerField()
    first_on = serializers.DateField(allow_null=True)
    last_on = serializers.DateField(allow_null=True)
    abilities = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="RelayChainDetail")
class ChainDetailOut(ChainOut):
    has_part = serializers.BooleanField(
        help_text="I give or visit a lesson of it, or look after all: I read what was handed on."
    )
    acts_next = ActsNextOut(allow_null=True)
    lessons = ChainLessonOut(many=True, help_text="In their order.")


TAKES = {"close": False, "reopen": True}
"""Verb -> whether it takes a chain that is closed."""


def present_chain(row: Any, user: User) -> dict[str, Any]:
    """`row` as `chains.chains` gives it."""
    is_closed = row.closed_at is not None
    return {
        "id": row.pk,
        "topic": row.topic,
        "subject": row.subject,
        "started_by": present_person(row.created_by),
        "started_at": row.created_at,
        "closed_at": row.closed_at,
        "lesson_count": row.lesson_count,
        "first_on": row.first_on,
        "last_on": row.last_on,
        "abilities": [
            verb
            for verb in RelayChainPolicy().abilities(user, row)
            if TAKES.get(verb, is_closed) == is_closed
        ],
    }


def present_chain_lesson(row: Any, user: User, *, has_part: bool) -> dict[str, Any]:
    return {
        "id": row.pk,
        "position": row.chain_position,
        "host": present_staff(row.host),
        "topic": row.topic,
        "school_class": present_class_on(row.school_class, row.taught_on),
        "taught_on": row.taught_on,
        "period": row.period,
        "place": row.place,
        "is_given": row.taught_on <= timezone.localdate(),
        "is_mine": row.host_id == user.staff_id,
        "is_reflected": row.reflected_at is not None,
        "reflection": row.reflection if has_part else None,
        "changed": row.changed if has_part else None,
        "strategies": [
            {
                "id": one.pk,
                "text": one.text,
                "tags": [tagging.tag.name for tagging in one.taggings.all()],
            }
            for one in (row.seen if has_part else [])
        ],
    }


def present_next(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The earliest lesson that was given and not thought over; else the next to be given."""
    for what, found in (
        ("reflect", (one for one in rows if one["is_given"] and not one["is_reflected"])),
        ("teach", (one for one in rows if not one["is_given"])),
    ):
        row = next(found, None)
        if row is not None:
            return {"who": row["host"], "what": what, "lesson": row["id"]}
    return None


class ChainQuery(QueryShape):
    open = Flag(required=False, help_text="Only those not closed, or only the closed.")
    mine = Flag(required=False, help_text="Those that I started or give a lesson of.")


class RelayChainViewSet(RecordViewSet):
    """The newest first."""

    policy = RelayChainPolicy()
    queryset = RelayChain.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = chains.chains()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = chains.chains().get(pk=pk)
        has_part = sees_all(self.user) or chains.has_part(self.user, row)
        given = [
            present_chain_lesson(one, self.user, has_part=has_part)
            for one in chains.lessons_of(row)
        ]
        shown = {
            **present_chain(row, self.user),
            "has_part": has_part,
            "acts_next": present_next(given) if row.closed_at is None else None,
            "lessons": given,
        }
        return Response(ChainDetailOut(shown).data, code)

    @extend_schema(parameters=[ChainQuery], responses=ChainOut(many=True))
    def list(self, request: Request) -> Response:
        asked, rows = query(request, ChainQuery), self.get_queryset()
        if "open" in asked:
            rows = rows.filter(closed_at__isnull=asked["open"])
        if "mine" in asked:
            mine = chains.of_person(self.user)
            rows = rows.filter(mine) if asked["mine"] else rows.exclude(mine)
        page = self.paginate_queryset(rows) or []
        shown = [present_chain(row, self.user) for row in page]
        return self.get_paginated_response(ChainOut(shown, many=True).data)

    @extend_schema(responses=ChainDetailOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Its lessons in their order, with what each handed on to the next."""
        return self._answer(self.get_object().pk)

    @extend_schema(
        request=ChainIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(ChainDetailOut)
    )
    def create(self, request: Request) -> Response:
        def act() -> RelayChain:
            return actions.start_chain(by=self.user, **body(request, ChainIn))

        return self._answer(*once(request, act))

    @extend_schema(request=None, responses=ChainDetailOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.close_chain(by=self.user, chain_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(request=None, responses=ChainDetailOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.reopen_chain(by=self.user, chain_id=row.pk)
        return self._answer(row.pk)
