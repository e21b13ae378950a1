"""Talks over HTTP: days and numbers in lists, words one at a time and to the two alone."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.mentoring.actions import talks as actions
from school.mentoring.api.shapes import PairRef, present_ref
from school.mentoring.models import MentorPair, MentorTalk
from school.mentoring.policy.pairs import own
from school.mentoring.policy.talks import MentorTalkPolicy
from school.mentoring.queries import talks
from school.mentoring.rules.talks import is_late, is_released
from school.people.access import OfferedRow, RecordViewSet
from school.people.models import User
from school.people.refs import StaffRef, present_person
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


@extend_schema_serializer(component_name="NewMentorTalk")
class TalkIn(Shape):
    pair = OfferedRow(own, queryset=MentorPair.objects.all())
    talked_on = Day()
    minutes = Number(min_value=1, max_value=600)
    topic = Text(lines=False, max_length=100, help_text="Stored sealed; the two alone read it.")
    content = Text(
        max_length=5000, allow_blank=True, default="", help_text="Sealed; the two alone read it."
    )


@extend_schema_serializer(component_name="TalkRelease")
class ReleaseIn(Shape):
    is_released = Flag(help_text="Whether I agree that an evaluation may name this talk.")


@extend_schema_serializer(component_name="TalkVoid")
class VoidIn(Shape):
    reason = Text(max_length=200, help_text="Sealed; the two alone read it.")


@extend_schema_serializer(component_name="TalkRevealFor")
class RevealIn(Shape):
    purpose = Text(max_length=500, help_text="Logged, and told to both of the pair.")


class TalkQuery(QueryShape):
    pair = serializers.UUIDField(required=False)
    mine = Flag(required=False, help_text="Only of pairs of which I am one.")


@extend_schema_serializer(component_name="MentorTalk")
class TalkOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    pair = PairRef()
    talked_on = serializers.DateField()
    minutes = serializers.IntegerField()
    recorded_at = serializers.DateTimeField()
    recorded_by = StaffRef(allow_null=True)
    is_late = serializers.BooleanField()
    mentor_released = serializers.BooleanField()
    mentee_released = serializers.BooleanField()
    is_released = serializers.BooleanField(help_text="By both: an evaluation may name its day.")
    is_named = serializers.BooleanField(help_text="In a final evaluation.")
    is_voided = serializers.BooleanField(help_text="Taken back: it counts no more.")
    abilities = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="MentorTalkWords")
class WordsOut(serializers.Serializer[Any]):
    topic = serializers.CharField()
    content = serializers.CharField(allow_blank=True)
    void_reason = serializers.CharField(allow_blank=True)


def present_talk(row: Any, user: User) -> dict[str, Any]:
    stands = row.voided_at is None
    return {
        "id": row.pk,
        "pair": present_ref(row.pair),
        "talked_on": row.talked_on,
        "minutes": row.minutes,
        "recorded_at": row.created_at,
        "recorded_by": present_person(row.created_by),
        "is_late": is_late(row.talked_on, timezone.localdate(row.created_at)),
        "mentor_released": row.mentor_released_at is not None,
        "mentee_released": row.mentee_released_at is not None,
        "is_released": is_released(row),
        "is_named": row.named,
        "is_voided": not stands,
        "abilities": [
            verb
            for verb in MentorTalkPolicy().abilities(user, row)
            if stands or verb not in ("release", "void")
        ],
    }


class MentorTalkViewSet(RecordViewSet):
    """The newest first. Not exported: a list of talks is of no use outside of its pair."""

    policy = MentorTalkPolicy()
    queryset = MentorTalk.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = talks.talks()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        return Response(TalkOut(present_talk(talks.talks().get(pk=pk), self.user)).data, code)

    @extend_schema(parameters=[TalkQuery], responses=TalkOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, TalkQuery)
        rows = self.get_queryset()
        if "pair" in asked:
            rows = rows.filter(pair_id=asked["pair"])
        if "mine" in asked:
            mine = own(self.user, MentorPair.objects.all()).values("pk")
            rows = rows.filter(pair__in=mine) if asked["mine"] else rows.exclude(pair__in=mine)
        page = self.paginate_queryset(rows) or []
        shown = [present_talk(row, self.user) for row in page]
        return self.get_paginated_response(TalkOut(shown, many=True).data)

    @extend_schema(responses=TalkOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(TalkOut(present_talk(self.get_object(), self.user)).data)

    @extend_schema(request=TalkIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(TalkOut))
    def create(self, request: Request) -> Response:
        def act() -> MentorTalk:
            return actions.record_talk(by=self.user, **body(request, TalkIn))

        return self._answer(*once(request, act))

    @extend_schema(request=None, responses=WordsOut)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: str) -> Response:
        """The two read their own talk."""
        row = self.get_object()
        return Response(WordsOut(actions.read_talk(by=self.user, talk_id=row.pk)).data)

    @extend_schema(request=RevealIn, responses=WordsOut)
    @action(detail=True, methods=["post"])
    def reveal(self, request: Request, pk: str) -> Response:
        """The principal opens a talk of others: for a purpose, logged, and told to both."""
        row = self.get_object()
        told = actions.reveal_talk(by=self.user, talk_id=row.pk, **body(request, RevealIn))
        return Response(WordsOut(told).data)

    @extend_schema(request=ReleaseIn, responses=TalkOut)
    @action(detail=True, methods=["post"])
    def release(self, request: Request, pk: str) -> Response:
        """I agree, or agree no longer, that an evaluation may name this talk."""
        row = self.get_object()
        actions.release_talk(by=self.user, talk_id=row.pk, **body(request, ReleaseIn))
        return self._answer(row.pk)

    @extend_schema(request=VoidIn, responses=TalkOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.void_talk(by=self.user, talk_id=row.pk, **body(request, VoidIn))
        return self._answer(row.pk)
