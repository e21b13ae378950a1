"""The children a visit may be recorded to, as the form on the doorstep needs them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from school.people import queries as people
from school.people.access import RecordViewSet
from school.people.models import Student
from school.people.refs import ClassRef, present_student
from school.shared.api import QueryShape, Text, query
from school.visits.api.shapes import CareCategoryRef
from school.visits.models import CareCategory
from school.visits.policy.knowledge import knowledge
from school.visits.policy.visits import VisitableStudentPolicy
from school.visits.queries import lists
from school.visits.queries.channels import Accepted, accepted_channels


@extend_schema_serializer(component_name="PurposeOnOffer")
class PurposeOnOffer(CareCategoryRef):
    accepted_channels = serializers.ListField(
        child=serializers.CharField(), help_text="The ways of meeting that count for it."
    )


@extend_schema_serializer(component_name="VisitableStudent")
class VisitableStudentOut(serializers.Serializer[Any]):
    """`purposes` stands there only for those who may know why this family is visited."""

    id = serializers.UUIDField()
    student_number = serializers.CharField()
    name = serializers.CharField()
    school_class = ClassRef(allow_null=True)
    purposes = PurposeOnOffer(many=True, required=False)
    general_channels = serializers.ListField(
        child=serializers.CharField(),
        allow_null=True,
        help_text="The ways of meeting that count as a general visit; none: not asked for.",
    )


class VisitableQuery(QueryShape):
    q = Text(lines=False, max_length=50, required=False, help_text="Part of a name or number.")


class VisitableStudentViewSet(RecordViewSet):
    policy = VisitableStudentPolicy()
    queryset = Student.objects.all()

    def get_queryset(self) -> QuerySet[Any]:
        self.queryset = people.students(timezone.localdate())
        return super().get_queryset()

    @extend_schema(parameters=[VisitableQuery], responses=VisitableStudentOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, VisitableQuery)
        rows = self.get_queryset()
        if "q" in asked:
            rows = rows.filter(
                Q(name__contains=asked["q"]) | Q(student_number__startswith=asked["q"])
            )
        page = self.paginate_queryset(rows) or []
        known = knowledge(self.user)
        today = timezone.localdate()
        why = lists.categories_of(
            self.user.school_id,
            [student.pk for student in page if known.covers(student.pk)],
            today,
        )
        accepted = accepted_channels(self.user.school_id, today)
        shown = [
            self._show(student, why.get(student.pk, []), known.covers(student.pk), accepted)
            for student in page
        ]
        return self.get_paginated_response(VisitableStudentOut(shown, many=True).data)

    @staticmethod
    def _show(
        student: Any, why: Sequence[CareCategory], may_know: bool, accepted: Accepted
    ) -> dict[str, Any]:
        row = {
            **present_student(student),
            "student_number": student.student_number,
            "general_channels": accepted.general,
        }
        if may_know:
            row["purposes"] = [
                {
                    "code": one.code,
                    "name": one.name,
                    "purpose": one.purpose,
                    "accepted_channels": accepted.by_category.get(one.pk, []),
                }
                for one in why
            ]
        return row
