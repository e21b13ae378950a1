"""The committee's questions and opinions, and the school's answers."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.models import User
from school.people.roles import PostKind
from school.shared.api import (
    OPTIONAL_IDEMPOTENCY_KEY,
    QueryShape,
    Shape,
    Text,
    body,
    made_once,
    once_if_keyed,
    query,
)
from school.shared.errors import Refused, TooOften
from school.summaries import queries
from school.summaries.actions import questions as actions
from school.summaries.api.words import one_of
from school.summaries.models import (
    Publication,
    PublicationAnswer,
    PublicationOpinion,
    PublicationQuestion,
    Stance,
)
from school.summaries.policy import OpinionPolicy, QuestionPolicy

STATES = ("open", "answered", "withdrawn")
MOST_TEXT = 500


# ---- what comes in ---------------------------------------------------------------------------


class QuestionIn(Shape):
    publication = OfferedRow(any_row, queryset=Publication.objects.all())
    item = serializers.IntegerField(
        min_value=1,
        max_value=999,
        required=False,
        allow_null=True,
        default=None,
        help_text="The place of the item in the paper, counted from 1. Without it: the whole.",
    )
    figure = Text(
        lines=False,
        max_length=60,
        allow_blank=True,
        default="",
        help_text="The code of a figure that the item shows.",
    )
    text = Text(max_length=MOST_TEXT)


class AnswerIn(Shape):
    text = Text(max_length=2000)


class AnswerReasonIn(Shape):
    reason = Text(max_length=200)


class OpinionIn(Shape):
    publication = OfferedRow(any_row, queryset=Publication.objects.all())
    stance = serializers.ChoiceField(Stance.choices)
    text = Text(max_length=MOST_TEXT, allow_blank=True, default="")


class QuestionQuery(QueryShape):
    publication = serializers.UUIDField(
        required=False, help_text="What was said to this edition and to those before it."
    )
    state = serializers.ChoiceField(STATES, required=False)


class OpinionQuery(QueryShape):
    publication = serializers.UUIDField(
        required=False, help_text="What was said to this edition and to those before it."
    )


# ---- what goes out ---------------------------------------------------------------------------


@extend_schema_field(one_of(*STATES))
class QuestionStateField(serializers.CharField):
    pass


@extend_schema_field(one_of(*Stance.values))
class StanceField(serializers.CharField):
    pass


@extend_schema_serializer(component_name="QuestionedPaper")
class QuestionedPaperOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    edition = serializers.IntegerField()


@extend_schema_serializer(component_name="PublicationAnswer")
class AnswerOut(serializers.Serializer[Any]):
    """Of a withdrawn answer only the mark and its reason are left."""

    id = serializers.UUIDField()
    text = serializers.CharField()
    by = serializers.CharField()
    post = serializers.CharField(help_text="The post's name, as the reader calls it.")
    at = serializers.DateTimeField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    withdrawn_reason = serializers.CharField()


@extend_schema_serializer(component_name="PublicationQuestion")
class QuestionOut(serializers.Serializer[Any]):
    """`asked_by` stands there for the committee alone."""

    id = serializers.UUIDField()
    publication = QuestionedPaperOut()
    item = serializers.IntegerField(allow_null=True)
    figure = serializers.CharField()
    about = serializers.CharField()
    quoted = serializers.CharField(help_text="Empty when that edition was withdrawn.")
    text = serializers.CharField(help_text="Empty when the question was withdrawn.")
    state = QuestionStateField()
    asked_by = serializers.CharField(required=False)
    is_mine = serializers.BooleanField()
    asked_at = serializers.DateTimeField()
    due_on = serializers.DateField()
    is_late = serializers.BooleanField()
    answers = AnswerOut(many=True)
    abilities = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="PublicationOpinion")
class OpinionOut(serializers.Serializer[Any]):
    """`said_by` stands there for the committee alone."""

    id = serializers.UUIDField()
    publication = QuestionedPaperOut()
    stance = StanceField()
    text = serializers.CharField()
    said_by = serializers.CharField(required=False)
    is_mine = serializers.BooleanField()
    said_at = serializers.DateTimeField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    abilities = serializers.ListField(child=serializers.CharField())


def present_answer(answer: PublicationAnswer) -> dict[str, Any]:
    stands = answer.withdrawn_at is None
    return {
        "id": answer.pk,
        "text": answer.text if stands else "",
        "by": answer.created_by.display_name if answer.created_by else "",
        "post": str(PostKind(answer.post).label),
        "at": answer.created_at,
        "withdrawn_at": answer.withdrawn_at,
        "withdrawn_reason": answer.withdrawn_reason,
    }


def state_of(question: Any) -> str:
    if question.withdrawn_at is not None:
        return "withdrawn"
    return "answered" if question.is_answered else "open"


VERBS = {"open": {"answer", "withdraw"}, "answered": {"answer", "withdraw_answer"}}
"""The state of a question -> the verbs that it takes."""


def present_question(question: Any, user: User) -> dict[str, Any]:
    """`abilities` follow authority and state: what a button would do right now."""
    policy, state = QuestionPolicy(), state_of(question)
    paper: Publication = question.publication
    shown = {
        "id": question.pk,
        "publication": paper,
        "item": question.item,
        "figure": question.figure,
        "about": question.about,
        "quoted": "" if paper.state == Publication.State.WITHDRAWN else question.quoted,
        "text": "" if state == "withdrawn" else question.text,
        "state": state,
        "is_mine": question.created_by_id == user.pk,
        "asked_at": question.created_at,
        "due_on": question.due_on,
        "is_late": state == "open" and question.due_on < timezone.localdate(),
        "answers": [present_answer(answer) for answer in question.answers.all()],
        "abilities": [
            verb for verb in policy.abilities(user, question) if verb in VERBS.get(state, ())
        ],
    }
    if policy.names_askers(user):
        shown["asked_by"] = question.created_by.display_name
    return shown


def present_opinion(opinion: PublicationOpinion, user: User) -> dict[str, Any]:
    stands = opinion.withdrawn_at is None
    shown = {
        "id": opinion.pk,
        "publication": opinion.publication,
        "stance": opinion.stance,
        "text": opinion.text if stands else "",
        "is_mine": opinion.created_by_id == user.pk,
        "said_at": opinion.created_at,
        "withdrawn_at": opinion.withdrawn_at,
        "abilities": OpinionPolicy().abilities(user, opinion) if stands else [],
    }
    if QuestionPolicy().names_askers(user) and opinion.created_by is not None:
        shown["said_by"] = opinion.created_by.display_name
    return shown


class _BesideAPaper(RecordViewSet):
    """What both lists share."""

    def _beside(self, rows: QuerySet[Any], publication: uuid.UUID | None) -> QuerySet[Any]:
        if publication is None:
            return rows
        papers = Publication.objects.filter(school_id=self.user.school_id)
        return queries.beside(
            rows, get_object_or_404(papers.only("term", "edition"), pk=publication)
        )

    def _say(self, request: Request, act: Callable[[], Model]) -> tuple[uuid.UUID, int]:
        """What a member says. A refusal is noted beside the transaction that it ended."""
        try:
            return once_if_keyed(request, act)
        except TooOften:
            raise
        except Refused as refused:
            actions.note_refusal(by=self.user, code=refused.code)
            raise


class QuestionViewSet(_BesideAPaper):
    policy = QuestionPolicy()
    queryset: QuerySet[Any] = PublicationQuestion.objects.all()
    serializer_class = QuestionOut

    def get_queryset(self) -> QuerySet[Any]:
        self.queryset = queries.questions()
        return super().get_queryset()

    @extend_schema(parameters=[QuestionQuery], responses=QuestionOut(many=True))
    def list(self, request: Request) -> Response:
        """Of an edition, or of all of them; the oldest first."""
        asked = query(request, QuestionQuery)
        rows = self._beside(self.get_queryset(), asked.get("publication"))
        if asked.get("state") == "open":
            rows = queries.open_questions(rows)
        elif asked.get("state") == "answered":
            rows = rows.filter(withdrawn_at=None, is_answered=True)
        elif asked.get("state") == "withdrawn":
            rows = rows.exclude(withdrawn_at=None)
        page = self.paginate_queryset(rows)
        shown = [present_question(row, self.user) for row in page or []]
        return self.get_paginated_response(QuestionOut(shown, many=True).data)

    @extend_schema(
        request=QuestionIn,
        parameters=[OPTIONAL_IDEMPOTENCY_KEY],
        responses=made_once(QuestionOut),
    )
    def create(self, request: Request) -> Response:
        def act() -> PublicationQuestion:
            return actions.ask(by=self.user, **body(request, QuestionIn))

        return self._shown(*self._say(request, act))

    @extend_schema(
        request=AnswerIn,
        parameters=[OPTIONAL_IDEMPOTENCY_KEY],
        responses=made_once(QuestionOut),
    )
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """The school's answer; a second one adds to the first."""
        question = self.get_object()

        def act() -> PublicationAnswer:
            return actions.answer(by=self.user, question=question, **body(request, AnswerIn))

        _made, code = once_if_keyed(request, act)
        return self._shown(question.pk, code)

    @extend_schema(request=None, responses=QuestionOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """By whoever asked, while nobody has answered."""
        question = actions.withdraw_question(by=self.user, question=self.get_object())
        return self._shown(question.pk)

    @extend_schema(request=AnswerReasonIn, responses=QuestionOut)
    @action(detail=True, methods=["post"], url_path="withdraw-answer")
    def withdraw_answer(self, request: Request, pk: str) -> Response:
        """Takes the newest standing answer back, with a reason; the question waits again."""
        question = self.get_object()
        actions.withdraw_newest_answer(
            by=self.user, question=question, **body(request, AnswerReasonIn)
        )
        return self._shown(question.pk)

    def _shown(self, pk: uuid.UUID, code: int = status.HTTP_200_OK) -> Response:
        question = self.get_queryset().get(pk=pk)
        return Response(QuestionOut(present_question(question, self.user)).data, status=code)


class OpinionViewSet(_BesideAPaper):
    policy = OpinionPolicy()
    queryset: QuerySet[Any] = PublicationOpinion.objects.all()
    serializer_class = OpinionOut

    def get_queryset(self) -> QuerySet[Any]:
        self.queryset = queries.opinions()
        return super().get_queryset()

    @extend_schema(parameters=[OpinionQuery], responses=OpinionOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, OpinionQuery)
        page = self.paginate_queryset(self._beside(self.get_queryset(), asked.get("publication")))
        shown = [present_opinion(row, self.user) for row in page or []]
        return self.get_paginated_response(OpinionOut(shown, many=True).data)

    @extend_schema(
        request=OpinionIn,
        parameters=[OPTIONAL_IDEMPOTENCY_KEY],
        responses=made_once(OpinionOut),
    )
    def create(self, request: Request) -> Response:
        """The opinion before it is withdrawn by its mark."""

        def act() -> PublicationOpinion:
            return actions.record_opinion(by=self.user, **body(request, OpinionIn))

        return self._shown(*self._say(request, act))

    @extend_schema(request=None, responses=OpinionOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        return self._shown(actions.withdraw_opinion(by=self.user, opinion=self.get_object()).pk)

    def _shown(self, pk: uuid.UUID, code: int = status.HTTP_200_OK) -> Response:
        opinion = self.get_queryset().get(pk=pk)
        return Response(OpinionOut(present_opinion(opinion, self.user)).data, status=code)
