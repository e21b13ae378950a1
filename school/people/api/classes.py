"""Classes as they are opened, and their homeroom teachers as they change."""

import datetime
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.people import rules
from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.actions import placements, posts
from school.people.api.shapes import Named
from school.people.models import SchoolClass, StaffMember, Stage
from school.shared.api import IDEMPOTENCY_KEY, Day, Shape, Text, body, made_once, once


@extend_schema_serializer(component_name="NewClass")
class NewClassIn(Shape):
    stage = serializers.ChoiceField(Stage.choices, default=Stage.PRIMARY)
    cohort_year = serializers.IntegerField(min_value=2000, max_value=2099)
    number = serializers.IntegerField(min_value=1, max_value=99)


@extend_schema_serializer(component_name="NewHomeroom")
class HomeroomIn(Shape):
    staff = OfferedRow(any_row, queryset=StaffMember.objects.all())
    starts_on = Day(help_text="The first day of the new homeroom teacher.")
    reason = Text(lines=False, max_length=200)


class ClassVerbs(RecordViewSet):
    @extend_schema(
        request=NewClassIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=made_once(Named),
    )
    def create(self, request: Request) -> Response:
        def act() -> SchoolClass:
            return placements.open_class(by=self.user, **body(request, NewClassIn))

        made, code = once(request, act)
        row = SchoolClass.objects.get(pk=made, school_id=self.user.school_id)
        return Response(self._named(row), code)

    @extend_schema(request=HomeroomIn, responses=Named)
    @action(detail=True, methods=["post"])
    def homeroom(self, request: Request, pk: str) -> Response:
        row, found = self.get_object(), body(request, HomeroomIn)
        posts.change_homeroom(by=self.user, school_class=row, **found)
        return Response(self._named(row))

    @staticmethod
    def _named(row: SchoolClass) -> Any:
        day = max(timezone.localdate(), datetime.date(row.cohort_year, rules.YEAR_TURNS_IN, 1))
        name = rules.class_name(row, day)
        return Named({"id": row.pk, "name": name}).data
