"""Who is signed in, and the document of this API."""

from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.utils import (
    extend_schema,
    extend_schema_serializer,
)
from drf_spectacular.views import SpectacularAPIView
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from school.people import queries, rules
from school.people.access import standing
from school.people.api.security import SecondFactorState, second_factor_state
from school.people.api.shapes import PostOut, TermOut, present_term
from school.people.models import Stage
from school.people.roles import PostKind


@extend_schema_serializer(component_name="School")
class SchoolOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    short_name = serializers.CharField()


@extend_schema_serializer(component_name="Me")
class MeOut(serializers.Serializer[Any]):
    """Who is signed in, and what follows from it."""

    id = serializers.UUIDField()
    username = serializers.CharField()
    name = serializers.CharField()
    school = SchoolOut()
    staff_id = serializers.UUIDField(allow_null=True)
    is_committee = serializers.BooleanField()
    posts = PostOut(many=True)
    permissions = serializers.ListField(child=serializers.CharField())
    current_term = TermOut(allow_null=True)
    language = serializers.CharField()
    today = serializers.DateField()
    second_factor = serializers.ChoiceField(SecondFactorState.choices)


class Me(APIView):
    before_second_factor = True
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=MeOut, operation_id="me")
    def get(self, request: Request) -> Response:
        user: Any = request.user
        today = timezone.localdate()
        who = standing(user)
        term = queries.current_term(user.school_id, today) if who.posts else None
        posts = [
            {
                "kind": post.kind,
                "label": str(PostKind(post.kind).label),
                "school_class": {
                    "id": post.school_class_id,
                    "name": rules.class_name(post.school_class, today),
                }
                if post.school_class
                else None,
                "grade": rules.grade_of(Stage.PRIMARY, post.cohort_year, today)
                if post.cohort_year
                else None,
                "subject": post.subject,
            }
            for post in who.posts
        ]
        return Response(
            MeOut(
                {
                    "id": user.pk,
                    "username": user.username,
                    "name": user.display_name,
                    "school": user.school,
                    "staff_id": user.staff_id,
                    "is_committee": who.is_committee,
                    "posts": posts,
                    "permissions": sorted(who.permissions),
                    "current_term": present_term(term) if term else None,
                    "language": translation.get_language() or settings.LANGUAGE_CODE,
                    "today": today,
                    "second_factor": second_factor_state(request),
                }
            ).data
        )


class SchemaView(SpectacularAPIView):
    """The document for programs: in one language, whatever the reader's."""

    permission_classes = [IsAuthenticated]
    renderer_classes = [OpenApiYamlRenderer]

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        with translation.override("en"):
            answer: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
            return answer
