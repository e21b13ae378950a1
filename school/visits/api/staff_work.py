"""What a colleague still has to do, in numbers: looked at before posts end."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from school.people.access import RecordViewSet
from school.people.models import StaffMember
from school.visits.policy.staff_work import StaffWorkPolicy
from school.visits.queries import obligations as boards


@extend_schema_serializer(component_name="StaffWork")
class StaffWorkOut(serializers.Serializer[Any]):
    """Numbers only: no child, no purpose, no category."""

    visits_owed = serializers.IntegerField()
    visits_overdue = serializers.IntegerField()
    children_owed = serializers.IntegerField()
    follow_ups_open = serializers.IntegerField()


class StaffWorkViewSet(RecordViewSet):
    policy = StaffWorkPolicy()
    queryset = StaffMember.objects.all()

    @extend_schema(responses=StaffWorkOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        staff = self.get_object()
        return Response(StaffWorkOut(boards.open_work(staff, timezone.localdate())).data)
