"""文明班级评比 over HTTP: what is checked, the checks, and the board of a week."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.civility.actions import contests as actions
from school.civility.api.shapes import OfTerm, ReasonIn, Unfiltered
from school.civility.models import ContestCheck, ContestItem, ContestWeek
from school.civility.policy.contests import (
    ContestCheckPolicy,
    ContestItemPolicy,
    ContestWeekPolicy,
    open_items,
)
from school.civility.queries import contests
from school.civility.rules.contests import Mark, rounded
from school.people import queries as people
from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.models import SchoolClass, User
from school.people.refs import ClassRef, StaffRef, present_person
from school.people.rules import class_name, grade_name
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
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column

# ---- what is looked at ---------------------------------------------------------------------


@extend_schema_serializer(component_name="NewContestItem")
class ItemIn(Shape):
    code = Text(
        lines=False, max_length=20, validators=[RegexValidator(r"^[0-9A-Za-z][0-9A-Za-z._-]*$")]
    )
    name = Text(lines=False, max_length=30)
    full_marks = Number(min_value=1, max_value=100)
    is_per_head = Flag(
        help_text="Whether its faults are children's, of whom a large class has more."
    )


@extend_schema_serializer(component_name="ContestItemChange")
class ItemChangeIn(Shape):
    """What is left out stays."""

    name = Text(lines=False, max_length=30, required=False)
    position = Number(min_value=1, max_value=1000, required=False)
    is_active = Flag(required=False)


@extend_schema_serializer(component_name="ContestItem")
class ItemOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    full_marks = serializers.IntegerField()
    is_per_head = serializers.BooleanField()
    position = serializers.IntegerField()
    is_active = serializers.BooleanField()
    abilities = serializers.ListField(child=serializers.CharField())


def present_item(row: ContestItem, user: User) -> dict[str, Any]:
    return {
        "id": row.pk,
        "code": row.code,
        "name": row.name,
        "full_marks": row.full_marks,
        "is_per_head": row.is_per_head,
        "position": row.position,
        "is_active": row.is_active,
        "abilities": ContestItemPolicy().abilities(user, row),
    }


class ContestItemViewSet(RecordViewSet):
    policy = ContestItemPolicy()
    queryset = ContestItem.objects.all()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = self.get_queryset().get(pk=pk)
        return Response(ItemOut(present_item(row, self.user)).data, code)

    @extend_schema(parameters=[Unfiltered], responses=ItemOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, Unfiltered)
        page = self.paginate_queryset(self.get_queryset()) or []
        shown = [present_item(row, self.user) for row in page]
        return self.get_paginated_response(ItemOut(shown, many=True).data)

    @extend_schema(request=ItemIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(ItemOut))
    def create(self, request: Request) -> Response:
        def act() -> ContestItem:
            return actions.add_item(by=self.user, **body(request, ItemIn))

        return self._answer(*once(request, act))

    @extend_schema(request=ItemChangeIn, responses=ItemOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        """Marks stay what they were: an item that is to count otherwise is a new item."""
        row = self.get_object()
        actions.change_item(by=self.user, item_id=row.pk, **body(request, ItemChangeIn))
        return self._answer(row.pk)


# ---- checks --------------------------------------------------------------------------------


@extend_schema_serializer(component_name="ContestCheck")
class CheckIn(Shape):
    school_class = OfferedRow(any_row, queryset=SchoolClass.objects.all())
    item = OfferedRow(open_items, queryset=ContestItem.objects.all())
    checked_on = Day()
    faults = Number(min_value=0, max_value=100)
    note = Text(
        lines=False,
        max_length=200,
        allow_blank=True,
        default="",
        help_text="What was seen of the class; never a child's name.",
    )


@extend_schema_serializer(component_name="ContestItemRef")
class ItemRefOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()


@extend_schema_serializer(component_name="ContestCheck")
class CheckOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    week = serializers.UUIDField()
    school_class = ClassRef()
    item = ItemRefOut()
    checked_on = serializers.DateField()
    faults = serializers.IntegerField()
    note = serializers.CharField()
    checked_by = StaffRef(allow_null=True)
    is_voided = serializers.BooleanField(help_text="Taken back: it counts no more.")
    void_reason = serializers.CharField()
    voided_by = StaffRef(allow_null=True)
    abilities = serializers.ListField(child=serializers.CharField())


def present_class(row: SchoolClass, day: datetime.date) -> dict[str, Any]:
    return {"id": row.pk, "name": class_name(row, day)}


def present_check(row: ContestCheck, user: User) -> dict[str, Any]:
    stands = row.voided_at is None and row.week.closed_at is None
    return {
        "id": row.pk,
        "week": row.week_id,
        "school_class": present_class(row.school_class, row.checked_on),
        "item": row.item,
        "checked_on": row.checked_on,
        "faults": row.faults,
        "note": row.note,
        "checked_by": present_person(row.created_by),
        "is_voided": row.voided_at is not None,
        "void_reason": row.void_reason,
        "voided_by": present_person(row.voided_by),
        "abilities": ContestCheckPolicy().abilities(user, row) if stands else [],
    }


class CheckQuery(QueryShape):
    week = serializers.UUIDField(required=False)
    school_class = serializers.UUIDField(required=False)
    mine = Flag(required=False, help_text="Only those that I made.")


class ContestCheckViewSet(ExportedList, RecordViewSet):
    """The newest day first."""

    policy = ContestCheckPolicy()
    queryset = ContestCheck.objects.all()
    filters = CheckQuery
    list_title = _("List of class checks")
    columns = (
        Column(_("Day"), "checked_on"),
        Column(_("Class"), "school_class.name"),
        Column(_("Item"), "item.name"),
        Column(_("Faults"), "faults"),
        Column(_("Note"), "note"),
        Column(_("Checked by"), "checked_by.name"),
        Column(_("Taken back"), "is_voided"),
        Column(_("Reason"), "void_reason"),
    )

    def get_queryset(self) -> Any:
        self.queryset = contests.checks()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = contests.checks().get(pk=pk)
        return Response(CheckOut(present_check(row, self.user)).data, code)

    @extend_schema(parameters=[CheckQuery], responses=CheckOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        for name in ("week", "school_class"):
            if name in asked:
                rows = rows.filter(**{f"{name}_id": asked[name]})
        if "mine" in asked:
            mine = {"created_by": self.user}
            rows = rows.filter(**mine) if asked["mine"] else rows.exclude(**mine)
        return rows

    def shown(self, rows: Sequence[ContestCheck]) -> Any:
        return CheckOut([present_check(row, self.user) for row in rows], many=True).data

    @extend_schema(request=CheckIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(CheckOut))
    def create(self, request: Request) -> Response:
        def act() -> ContestCheck:
            return actions.check_class(by=self.user, **body(request, CheckIn))

        return self._answer(*once(request, act))

    @extend_schema(request=ReasonIn, responses=CheckOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.void_check(by=self.user, check_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)


# ---- weeks ---------------------------------------------------------------------------------


@extend_schema_serializer(component_name="ContestFlag")
class FlagOut(serializers.Serializer[Any]):
    grade = serializers.IntegerField()
    grade_name = serializers.CharField()
    school_class = ClassRef()


@extend_schema_serializer(component_name="ContestWeek")
class WeekOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    monday = serializers.DateField()
    number = serializers.IntegerField(allow_null=True, help_text="The teaching week.")
    checks = serializers.IntegerField(help_text="Those that stand.")
    announced_on = serializers.DateField(
        allow_null=True, help_text="The Monday on which the flags are handed over."
    )
    closed_at = serializers.DateTimeField(allow_null=True)
    closed_by = StaffRef(allow_null=True)
    flags = FlagOut(many=True, help_text="流动红旗; none before the week is closed.")
    abilities = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="ContestCell")
class CellOut(serializers.Serializer[Any]):
    item = serializers.UUIDField()
    checks = serializers.IntegerField()
    faults = serializers.IntegerField()
    marks = serializers.DecimalField(max_digits=5, decimal_places=2)


@extend_schema_serializer(component_name="ContestClass")
class BoardClassOut(serializers.Serializer[Any]):
    school_class = ClassRef()
    size = serializers.IntegerField()
    checks = serializers.IntegerField()
    items = CellOut(many=True, help_text="Those that were checked.")
    score = serializers.DecimalField(
        max_digits=5, decimal_places=2, allow_null=True, help_text="Of 100; none unchecked."
    )
    has_flag = serializers.BooleanField(
        allow_null=True, help_text="Null before the week is closed."
    )


@extend_schema_serializer(component_name="ContestGrade")
class GradeOut(serializers.Serializer[Any]):
    grade = serializers.IntegerField()
    name = serializers.CharField()
    classes = BoardClassOut(many=True, help_text="In the order of the classes.")


@extend_schema_serializer(component_name="ContestBoard")
class BoardOut(WeekOut):
    items = ItemOut(many=True)
    grades = GradeOut(many=True)


TAKES = {"close": False, "reopen": True}
"""Verb -> whether it takes a week that is closed."""


def present_week(row: Any, user: User) -> dict[str, Any]:
    """`row` as `contests.weeks` gives it."""
    friday = row.monday + datetime.timedelta(days=4)
    taught = [one for one in people.weeks(row.term) if one.first <= friday]
    number = next((one.number for one in taught if row.monday <= one.last), None)
    is_closed = row.closed_at is not None
    return {
        "id": row.pk,
        "monday": row.monday,
        "number": number,
        "checks": row.checks_made,
        "announced_on": row.announced_on,
        "closed_at": row.closed_at,
        "closed_by": present_person(row.closed_by),
        "flags": [
            {
                "grade": one.grade,
                "grade_name": grade_name(one.grade),
                "school_class": present_class(one.school_class, friday),
            }
            for one in row.given
            if one.has_flag
        ],
        "abilities": [
            verb
            for verb in ContestWeekPolicy().abilities(user, row)
            if TAKES.get(verb, is_closed) == is_closed
        ],
    }


def present_mark(item: Any, mark: Mark) -> dict[str, Any]:
    return {
        "item": item,
        "checks": mark.checks,
        "faults": mark.faults,
        "marks": rounded(mark.marks),
    }


def present_board(board: contests.Board, user: User) -> dict[str, Any]:
    friday = board.week.monday + datetime.timedelta(days=4)
    return {
        **present_week(board.week, user),
        "items": [present_item(one, user) for one in board.items],
        "grades": [
            {
                "grade": grade,
                "name": grade_name(grade),
                "classes": [
                    {
                        "school_class": present_class(row.school_class, friday),
                        "size": row.watched.size,
                        "checks": len(row.watched.seen),
                        "items": [
                            present_mark(one.pk, row.marks[one.pk])
                            for one in board.items
                            if one.pk in row.marks
                        ],
                        "score": row.score,
                        "has_flag": row.has_flag,
                    }
                    for row in rows
                ],
            }
            for grade, rows in board.grades.items()
        ],
    }


class ContestWeekViewSet(ExportedList, RecordViewSet):
    """The newest first. A week is made by its first check."""

    policy = ContestWeekPolicy()
    queryset = ContestWeek.objects.all()
    filters = OfTerm
    list_title = _("List of contest weeks")
    columns = (
        Column(_("Monday"), "monday"),
        Column(_("Week"), "number"),
        Column(_("Checks"), "checks"),
        Column(_("Classes with the flag"), "flags.school_class.name"),
        Column(_("Handed over on"), "announced_on"),
        Column(_("Closed at"), "closed_at", is_moment=True),
    )

    def get_queryset(self) -> Any:
        self.queryset = contests.weeks()
        return super().get_queryset()

    def _answer(self, row: Any) -> Response:
        board = contests.board(row, today=timezone.localdate())
        return Response(BoardOut(present_board(board, self.user)).data)

    @extend_schema(parameters=[OfTerm], responses=WeekOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        return rows.filter(term_id=asked["term"]) if "term" in asked else rows

    def shown(self, rows: Sequence[Any]) -> Any:
        return WeekOut([present_week(row, self.user) for row in rows], many=True).data

    @extend_schema(responses=BoardOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        """Every class by grade: what was seen of it and what that gives so far, or gave."""
        return self._answer(self.get_object())

    @extend_schema(request=None, responses=BoardOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """On Friday or later: the scores stand, and the best of each grade carry the flag."""
        row = self.get_object()
        actions.close_week(by=self.user, week_id=row.pk)
        return self._answer(contests.weeks().get(pk=row.pk))

    @extend_schema(request=ReasonIn, responses=BoardOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.reopen_week(by=self.user, week_id=row.pk, **body(request, ReasonIn))
        return self._answer(contests.weeks().get(pk=row.pk))
