"""Awarding over HTTP: one gesture for one or many children, and its undoing."""

import datetime
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.civility.actions import ledger as acts
from school.civility.api.shapes import ItemRef, present_item
from school.civility.models import Cap, PointBatch, PointItem, Source
from school.civility.policy.ledger import PointBatchPolicy, awardable
from school.civility.queries import catalogue, ledger
from school.civility.rules.checks import MOST_CHILDREN, undo_until
from school.civility.rules.ledger import Limits
from school.people.access import OfferedRow, RecordViewSet
from school.people.models import Student, User
from school.people.refs import StudentRef, present_student
from school.shared.api import (
    IDEMPOTENCY_KEY,
    Day,
    Flag,
    Moment,
    Number,
    QueryShape,
    Shape,
    Text,
    body,
    made_once,
    once,
    query,
)


def any_item(user: User, rows: Any) -> Any:
    return rows


@extend_schema_serializer(component_name="PointBatch")
class PointBatchIn(Shape):
    item = OfferedRow(any_item, queryset=PointItem.objects.all())
    students = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=MOST_CHILDREN
    )
    occurred_on = Day()
    noticed_at = Moment(
        required=False, help_text="The moment of the gesture itself, when it is sent later."
    )
    source = serializers.ChoiceField(Source.choices, default=Source.SEEN)  # type: ignore[assignment]
    note = Text(lines=False, max_length=200, required=False, allow_blank=True)
    worth = Number(
        min_value=-100, max_value=100, required=False, help_text="For an item worth from … to …."
    )
    is_repeat_meant = Flag(
        default=False, help_text="The same within a minute is one award too many unless it is."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The children on offer, all in one question; the field names the place in the list."""
        user, keys = self.context["request"].user, attrs["students"]
        rows = Student.objects.filter(school_id=user.school_id, pk__in=keys)
        found = {one.pk: one for one in awardable(user, rows, attrs["occurred_on"])}
        missing: Any = {
            place: [serializers.ErrorDetail(_("There is no such child."), "does_not_exist")]
            for place, key in enumerate(keys)
            if key not in found
        }
        if missing:
            raise serializers.ValidationError({"students": missing})
        return {**attrs, "students": [found[key] for key in keys]}


@extend_schema_serializer(component_name="PointBatchUndo")
class UndoIn(Shape):
    students = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        allow_empty=False,
        max_length=MOST_CHILDREN,
        help_text="All of the gesture's, when left out.",
    )


@extend_schema_serializer(component_name="PointBatchEntry")
class BatchEntryOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    student = StudentRef()
    points = serializers.IntegerField()
    worth = serializers.IntegerField()
    cap = serializers.ChoiceField(Cap.choices, allow_blank=True)
    cap_label = serializers.CharField(allow_blank=True)
    is_reversed = serializers.BooleanField()


@extend_schema_serializer(component_name="PointBatch")
class PointBatchOut(serializers.Serializer[Any]):
    """One gesture; its entries in the order in which the children were given."""

    id = serializers.UUIDField()
    item = ItemRef()
    occurred_on = serializers.DateField()
    noticed_at = serializers.DateTimeField()
    recorded_at = serializers.DateTimeField()
    source = serializers.ChoiceField(Source.choices)  # type: ignore[assignment]
    note = serializers.CharField(allow_blank=True)
    entries = BatchEntryOut(many=True)
    undo_until = serializers.DateTimeField()
    abilities = serializers.ListField(child=serializers.CharField())


def is_reversed(entry: Any) -> bool:
    return getattr(entry, "reversal", None) is not None


def present_batch(row: Any, user: User, limits: Limits, now: datetime.datetime) -> dict[str, Any]:
    until = undo_until(row, limits.undo_minutes)
    stands = any(not is_reversed(one) for one in row.given)
    verbs = PointBatchPolicy().abilities(user, row)
    return {
        "id": row.pk,
        "item": present_item(row.item_version),
        "occurred_on": row.occurred_on,
        "noticed_at": row.noticed_at,
        "recorded_at": row.created_at,
        "source": row.source,
        "note": row.note,
        "entries": [
            {
                "id": one.pk,
                "student": present_student(one.student),
                "points": one.points,
                "worth": one.worth,
                "cap": one.cap,
                "cap_label": one.get_cap_display() if one.cap else "",
                "is_reversed": is_reversed(one),
            }
            for one in row.given
        ],
        "undo_until": until,
        "abilities": [verb for verb in verbs if verb != "undo" or (stands and now <= until)],
    }


class EveryBatch(QueryShape):
    """The list has no filters of its own."""


class PointBatchViewSet(RecordViewSet):
    policy = PointBatchPolicy()
    queryset: Any = PointBatch.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = ledger.batches()
        return super().get_queryset()

    def _present(self, rows: Sequence[PointBatch]) -> Any:
        days: Iterable[datetime.date] = {row.occurred_on for row in rows}
        limits = catalogue.limits_on_days(self.user.school_id, days)
        now = timezone.now()
        return [present_batch(row, self.user, limits[row.occurred_on], now) for row in rows]

    def _answer(self, pk: uuid.UUID, code: int = status.HTTP_200_OK) -> Response:
        (shown,) = self._present([ledger.batches().get(pk=pk)])
        return Response(PointBatchOut(shown).data, code)

    @extend_schema(parameters=[EveryBatch], responses=PointBatchOut(many=True))
    def list(self, request: Request) -> Response:
        """One's own gestures, the newest first."""
        query(request, EveryBatch)
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response(PointBatchOut(self._present(page), many=True).data)

    @extend_schema(responses=PointBatchOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._answer(self.get_object().pk)

    @extend_schema(
        request=PointBatchIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(PointBatchOut)
    )
    def create(self, request: Request) -> Response:
        def act() -> PointBatch:
            return acts.award(by=self.user, **body(request, PointBatchIn))

        return self._answer(*once(request, act))

    @extend_schema(request=UndoIn, responses=PointBatchOut)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        """Of all its children, or of those named. Done twice, done once."""
        row = self.get_object()
        acts.undo(by=self.user, batch_id=row.pk, **body(request, UndoIn))
        return self._answer(row.pk)
