"""A calendar's secret address over HTTP, and the calendar that answers under it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import permissions, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from school.observation.actions import feeds as actions
from school.observation.api.shapes import Unfiltered
from school.observation.models import CalendarFeed
from school.observation.policy.feeds import CalendarFeedPolicy
from school.observation.queries import feeds
from school.observation.rules.feeds import calendar
from school.people.access import RecordViewSet
from school.shared.api import query

ICS = "text/calendar"


@extend_schema_serializer(component_name="CalendarFeed")
class FeedOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    opened_at = serializers.DateTimeField()
    abilities = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="NewCalendarFeed")
class NewFeedOut(FeedOut):
    address = serializers.CharField(help_text="Shown this once: only its digest is kept.")


def present_feed(row: CalendarFeed, user: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "opened_at": row.created_at,
        "abilities": CalendarFeedPolicy().abilities(user, row) if row.revoked_at is None else [],
    }


class CalendarFeedViewSet(RecordViewSet):
    """The own one, or none."""

    policy = CalendarFeedPolicy()
    queryset = CalendarFeed.objects.all()

    @extend_schema(parameters=[Unfiltered], responses=FeedOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, Unfiltered)
        page = self.paginate_queryset(self.get_queryset().filter(revoked_at=None)) or []
        shown = [present_feed(row, self.user) for row in page]
        return self.get_paginated_response(FeedOut(shown, many=True).data)

    @extend_schema(request=None, responses={201: NewFeedOut})
    def create(self, request: Request) -> Response:
        """A new address; an earlier one answers no more, so that a retry does no harm."""
        feed, token = actions.open_feed(by=self.user)
        address = request.build_absolute_uri(reverse("calendar", kwargs={"token": token}))
        shown = {**present_feed(feed, self.user), "address": address}
        return Response(NewFeedOut(shown).data, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=FeedOut)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        feed = actions.revoke_feed(by=self.user, feed_id=row.pk)
        return Response(FeedOut(present_feed(feed, self.user)).data)


class Calendar(APIView):
    """For calendar programs: the address is the key, and opens nothing else."""

    authentication_classes = ()
    permission_classes = [permissions.AllowAny]

    @extend_schema(responses={(200, ICS): OpenApiTypes.STR}, operation_id="calendar", auth=[])
    def get(self, request: Request, token: str) -> HttpResponse:
        feed = feeds.live(actions.digest(token))
        if feed is None or not feeds.is_read(feed):
            raise Http404
        now = timezone.now()
        events = feeds.events_of(feed.staff, timezone.localdate(now))
        text = calendar(feeds.name_of(feed), events, now=now)
        return HttpResponse(
            text,
            f"{ICS}; charset=utf-8",
            headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"},
        )
