"""Frozen copies over HTTP, and the office's answers."""

import json
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.growth.actions import plans as actions
from school.growth.api.shapes import (
    Abilities,
    PlanRef,
    RatingOut,
    Ratings,
    present_plan_ref,
    present_ratings,
)
from school.growth.models import PlanSubmission, ReviewOutcome
from school.growth.policy.portfolios import PlanSubmissionPolicy
from school.growth.queries import plans as found
from school.growth.rules.documents import sha256
from school.people.access import RecordViewSet
from school.people.models import User
from school.people.refs import StaffRef, present_person
from school.shared.api import Flag, QueryShape, Shape, Text, body, query


@extend_schema_serializer(component_name="NewPlanReview")
class ReviewIn(Shape):
    outcome = serializers.ChoiceField(ReviewOutcome.choices)
    words = Text(max_length=2000)
    ratings = Ratings(required=False, default=dict)


class SubmissionQuery(QueryShape):
    plan = serializers.UUIDField(required=False)
    staff = serializers.UUIDField(required=False)
    term = serializers.UUIDField(required=False)
    waiting = Flag(required=False, help_text="Only those that wait for an answer.")
    mine = Flag(required=False)


@extend_schema_serializer(component_name="PlanReview")
class ReviewOut(serializers.Serializer[Any]):
    outcome = serializers.ChoiceField(ReviewOutcome.choices)
    outcome_label = serializers.CharField()
    words = serializers.CharField()
    ratings = RatingOut(many=True)
    at = serializers.DateTimeField()
    by = StaffRef(allow_null=True)


@extend_schema_serializer(component_name="PlanSubmission")
class SubmissionOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    plan = PlanRef()
    number = serializers.IntegerField()
    is_newest = serializers.BooleanField()
    sha256 = serializers.CharField()
    submitted_at = serializers.DateTimeField()
    review = ReviewOut(allow_null=True)
    abilities = Abilities()


@extend_schema_serializer(component_name="PlanSubmissionPage")
class SubmissionPage(SubmissionOut):
    content = serializers.JSONField(
        help_text="The copy: {format, school, teacher, motto, until, plan, acts}."
    )
    is_intact = serializers.BooleanField(
        help_text="Counted just now: the hash of the content is the one it was handed in with."
    )


def present_submission(row: Any, user: User) -> dict[str, Any]:
    """`row` as `plans.submissions` gives it."""
    review = row.told_reviews[0] if row.told_reviews else None
    waits = review is None and row.number == row.last_number and row.plan.voided_at is None
    verbs = PlanSubmissionPolicy().abilities(user, row)
    return {
        "id": row.pk,
        "plan": present_plan_ref(row.plan),
        "number": row.number,
        "is_newest": row.number == row.last_number,
        "sha256": row.sha256,
        "submitted_at": row.created_at,
        "review": {
            "outcome": review.outcome,
            "outcome_label": review.get_outcome_display(),
            "words": review.words,
            "ratings": present_ratings(review.ratings),
            "at": review.created_at,
            "by": present_person(review.created_by),
        }
        if review
        else None,
        "abilities": [verb for verb in verbs if verb == "review" and waits],
    }


class PlanSubmissionViewSet(RecordViewSet):
    """The newest first."""

    policy = PlanSubmissionPolicy()
    queryset: Any = PlanSubmission.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = found.submissions()
        return super().get_queryset()

    def _answer(self, pk: Any) -> Response:
        row = found.submissions().defer(None).get(pk=pk)
        shown = {
            **present_submission(row, self.user),
            "content": json.loads(row.content),
            "is_intact": sha256(row.content) == row.sha256,
        }
        return Response(SubmissionPage(shown).data)

    @extend_schema(parameters=[SubmissionQuery], responses=SubmissionOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, SubmissionQuery)
        rows = self.get_queryset()
        for name, column in (
            ("plan", "plan"),
            ("staff", "plan__portfolio__staff"),
            ("term", "plan__term"),
        ):
            if name in asked:
                rows = rows.filter(**{column: asked[name]})
        if "mine" in asked:
            mine = {"plan__portfolio__staff": self.user.staff_id}
            rows = rows.filter(**mine) if asked["mine"] else rows.exclude(**mine)
        if "waiting" in asked:
            waits = found.waiting(found.submissions()).values("pk")
            rows = rows.filter(pk__in=waits) if asked["waiting"] else rows.exclude(pk__in=waits)
        page = self.paginate_queryset(rows) or []
        shown = [present_submission(row, self.user) for row in page]
        return self.get_paginated_response(SubmissionOut(shown, many=True).data)

    @extend_schema(responses=SubmissionPage)
    def retrieve(self, request: Request, pk: str) -> Response:
        """With the whole content, and whether its hash still matches."""
        return self._answer(self.get_object().pk)

    @extend_schema(request=ReviewIn, responses=SubmissionPage)
    @action(detail=True, methods=["post"])
    def review(self, request: Request, pk: str) -> Response:
        """The office answers the newest copy, once: approved, or returned with words."""
        row = self.get_object()
        actions.review_plan(by=self.user, submission_id=row.pk, **body(request, ReviewIn))
        return self._answer(row.pk)
