"""The fairness report over HTTP."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from school.civility.models import PointEntry
from school.civility.policy.fairness import FairnessPolicy
from school.civility.queries.fairness import Told, fairness
from school.people import queries as people
from school.people.access import RecordViewSet
from school.shared.api import QueryShape, query


class FairnessQuery(QueryShape):
    term = serializers.UUIDField(
        required=False, help_text="Without it, the term whose window holds the day."
    )


@extend_schema_serializer(component_name="FairnessShare")
class ShareOut(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]
    part = serializers.IntegerField(allow_null=True, help_text="None when it is not told.")
    whole = serializers.IntegerField(allow_null=True, help_text="None when it is not told.")
    is_suppressed = serializers.BooleanField()


@extend_schema_serializer(component_name="Fairness", many=False)
class FairnessOut(serializers.Serializer[Any]):
    """Children recognised at least once, of the children of the term."""

    term = serializers.UUIDField()
    by_grade = ShareOut(many=True)
    by_class = ShareOut(many=True, help_text="In the order of the classes.")
    by_joining = ShareOut(many=True)


def present_share(told: Told) -> dict[str, Any]:
    hides = told.is_suppressed
    return {
        "label": told.share.label,
        "part": None if hides else told.share.part,
        "whole": None if hides else told.share.whole,
        "is_suppressed": hides,
    }


class FairnessViewSet(RecordViewSet):
    policy = FairnessPolicy()
    queryset = PointEntry.objects.none()
    pagination_class = None

    @extend_schema(parameters=[FairnessQuery], responses=FairnessOut)
    def list(self, request: Request) -> Response:
        """Small numbers, and those that would give a small one away, are not told."""
        asked, today = query(request, FairnessQuery), timezone.localdate()
        if "term" in asked:
            term = people.terms(self.user.school_id).filter(pk=asked["term"]).first()
        else:
            term = people.current_term(self.user.school_id, today)
        if term is None:
            raise Http404
        report = fairness(term, today)
        return Response(
            FairnessOut(
                {
                    "term": term.pk,
                    "by_grade": [present_share(one) for one in report.by_grade],
                    "by_class": [present_share(one) for one in report.by_class],
                    "by_joining": [present_share(one) for one in report.by_joining],
                }
            ).data
        )
