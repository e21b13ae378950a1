"""The classes one awards in: the grid of a class, its screen, its weeks and its slips."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.civility.actions import classes as acts
from school.civility.api.shapes import (
    ItemRef,
    TermQuery,
    ThemeRef,
    present_item,
    present_theme,
    term_asked,
)
from school.civility.models import Domain
from school.civility.policy.classes import PointClassPolicy
from school.civility.policy.ledger import may_record
from school.civility.queries import catalogue, classes
from school.people import queries as people
from school.people.access import RecordViewSet, standing
from school.people.models import SchoolClass, Term
from school.people.refs import ClassRef
from school.people.rules import class_name
from school.shared.api import Number, QueryShape, Shape, Text, body, query


@extend_schema_serializer(component_name="SeatIn")
class SeatIn(Shape):
    student = serializers.UUIDField()
    row = Number(min_value=1, max_value=12, help_text="From the front.")
    column = Number(min_value=1, max_value=12, help_text="From the left.")


@extend_schema_serializer(component_name="SeatPlan")
class SeatsIn(Shape):
    """The plan as a whole."""

    seats = serializers.ListField(child=SeatIn(), max_length=144)


@extend_schema_serializer(component_name="ClassGoalIn")
class GoalIn(Shape):
    title = Text(lines=False, max_length=40)
    target = Number(min_value=1, max_value=100_000)


@extend_schema_serializer(component_name="PointClass")
class PointClassOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    size = serializers.IntegerField()
    is_own = serializers.BooleanField()
    abilities = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="ClassGoal")
class GoalOut(serializers.Serializer[Any]):
    title = serializers.CharField()
    target = serializers.IntegerField()
    reached = serializers.IntegerField()


@extend_schema_serializer(component_name="SeatedChild")
class SeatedChildOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    student_number = serializers.CharField()
    row = serializers.IntegerField(allow_null=True)
    column = serializers.IntegerField(allow_null=True)


@extend_schema_serializer(component_name="OfferedPointItem")
class OfferedItemOut(ItemRef):
    is_recent = serializers.BooleanField()
    is_theme = serializers.BooleanField()


@extend_schema_serializer(component_name="PointClassDetail")
class PointClassDetailOut(serializers.Serializer[Any]):
    """The children in the order of the register; recent items and the theme's come first."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    day = serializers.DateField()
    students = SeatedChildOut(many=True)
    items = OfferedItemOut(many=True)
    theme = ThemeRef(allow_null=True)
    goal = GoalOut(allow_null=True)
    undo_minutes = serializers.IntegerField()
    abilities = serializers.ListField(child=serializers.CharField())


class PraiseOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    count = serializers.IntegerField()


@extend_schema_serializer(component_name="ClassWeek")
class WeekOut(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    first = serializers.DateField()
    last = serializers.DateField()


@extend_schema_serializer(component_name="ClassScreen")
class ScreenOut(serializers.Serializer[Any]):
    """What a whole class looks at: no child in it, and nothing that was not good."""

    name = serializers.CharField()
    theme = ThemeRef(allow_null=True)
    goal = GoalOut(allow_null=True)
    praise = PraiseOut(many=True)
    week = WeekOut(allow_null=True)


class DomainOut(serializers.Serializer[Any]):
    code = serializers.ChoiceField(Domain.choices)
    name = serializers.CharField()


class WeekCellOut(serializers.Serializer[Any]):
    week = serializers.IntegerField(
        allow_null=True, help_text="None for days that lie in no teaching week."
    )
    domain = serializers.ChoiceField(Domain.choices)
    points = serializers.IntegerField()
    recognitions = serializers.IntegerField()


@extend_schema_serializer(component_name="ClassWeeks")
class WeeksOut(serializers.Serializer[Any]):
    """What was recognised in the class, by week and domain. A missing cell is empty."""

    weeks = WeekOut(many=True)
    domains = DomainOut(many=True)
    cells = WeekCellOut(many=True)


class RecognisedOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    count = serializers.IntegerField()
    notes = serializers.ListField(child=serializers.CharField())


class SlipStudent(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


@extend_schema_serializer(component_name="PointSlip")
class SlipOut(serializers.Serializer[Any]):
    student = SlipStudent()
    recognitions = RecognisedOut(many=True)


@extend_schema_serializer(component_name="PointSlips")
class SlipsOut(serializers.Serializer[Any]):
    """One slip for each family, in the order of the register: words, no points."""

    school_class = ClassRef()
    slips = SlipOut(many=True)


class EveryPointClass(QueryShape):
    """The list has no filters of its own."""


class PointClassViewSet(RecordViewSet):
    policy = PointClassPolicy()
    queryset = SchoolClass.objects.all()

    def get_queryset(self) -> Any:
        if not getattr(self, "swagger_fake_view", False):
            self.queryset = people.classes(self.user.school_id, timezone.localdate())
        return super().get_queryset()

    @extend_schema(parameters=[EveryPointClass], responses=PointClassOut(many=True))
    def list(self, request: Request) -> Response:
        """The classes this person meets, the lowest grade first."""
        query(request, EveryPointClass)
        today = timezone.localdate()
        page = self.paginate_queryset(self.get_queryset()) or []
        sizes = people.class_sizes(self.user.school_id, today)
        own = standing(self.user).own_classes
        shown = [
            {
                "id": one.pk,
                "name": class_name(one, today),
                "size": sizes.get(one.pk, 0),
                "is_own": one.pk in own,
                "abilities": self.policy.abilities(self.user, one),
            }
            for one in page
        ]
        return self.get_paginated_response(PointClassOut(shown, many=True).data)

    @extend_schema(responses=PointClassDetailOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._answer(self.get_object())

    def _answer(self, row: SchoolClass) -> Response:
        today, school = timezone.localdate(), self.user.school_id
        seats = classes.seats(row)
        students = [
            {
                "id": one.pk,
                "name": one.name,
                "student_number": one.student_number,
                "row": seats[one.pk].row if one.pk in seats else None,
                "column": seats[one.pk].column if one.pk in seats else None,
            }
            for one in classes.children(row, today)
        ]
        theme = catalogue.theme_on(school, today)
        of_theme = classes.theme_items(theme)
        recent = {
            item: place for place, item in enumerate(classes.recently_used(self.user.pk, today))
        }
        items = [
            {
                **present_item(version),
                "is_recent": version.item_id in recent,
                "is_theme": version.item_id in of_theme,
            }
            for version in classes.open_items(school, today)
            if may_record(self.user, version, [row.pk])
        ]
        items.sort(key=lambda one: (recent.get(one["id"], len(recent)), not one["is_theme"]))
        shown = {
            "id": row.pk,
            "name": class_name(row, today),
            "day": today,
            "students": students,
            "items": items,
            "theme": present_theme(theme),
            "goal": self._goal(row, people.current_term(school, today)),
            "undo_minutes": catalogue.limits_on(school, today).undo_minutes,
            "abilities": self.policy.abilities(self.user, row),
        }
        return Response(PointClassDetailOut(shown).data)

    def _goal(self, row: SchoolClass, term: Term | None) -> dict[str, Any] | None:
        found = classes.progress(row, term)
        if found is None:
            return None
        return {
            "title": found.goal.title,
            "target": found.goal.target,
            "reached": found.reached,
        }

    @extend_schema(request=SeatsIn, responses=PointClassDetailOut)
    @action(detail=True, methods=["post"])
    def seats(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        given = body(request, SeatsIn)["seats"]
        places = [(one["student"], one["row"], one["column"]) for one in given]
        acts.set_seats(by=self.user, school_class=row, places=places)
        return self._answer(row)

    @extend_schema(request=GoalIn, responses=PointClassDetailOut)
    @action(detail=True, methods=["post"])
    def goal(self, request: Request, pk: str) -> Response:
        """What the class wants to reach in the running term."""
        row, given = self.get_object(), body(request, GoalIn)
        term = term_asked(self.user, {}, timezone.localdate())
        acts.set_goal(by=self.user, school_class=row, term=term, **given)
        return self._answer(row)

    @extend_schema(responses=ScreenOut)
    @action(detail=True)
    def screen(self, request: Request, pk: str) -> Response:
        """For the wall of the classroom."""
        row, today = self.get_object(), timezone.localdate()
        term = people.current_term(self.user.school_id, today)
        weeks = people.weeks(term) if term else []
        shown = {
            "name": class_name(row, today),
            "theme": present_theme(catalogue.theme_on(self.user.school_id, today)),
            "goal": self._goal(row, term),
            "praise": classes.praise(row, today),
            "week": next((one for one in weeks if one.first <= today <= one.last), None),
        }
        return Response(ScreenOut(shown).data)

    @extend_schema(parameters=[TermQuery], responses=WeeksOut)
    @action(detail=True)
    def weeks(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        term = term_asked(self.user, query(request, TermQuery), timezone.localdate())
        weeks, cells = classes.by_week(row, term)
        domains = [{"code": code, "name": str(name)} for code, name in Domain.choices]
        return Response(WeeksOut({"weeks": weeks, "domains": domains, "cells": cells}).data)

    @extend_schema(parameters=[TermQuery], responses=SlipsOut)
    @action(detail=True)
    def slips(self, request: Request, pk: str) -> Response:
        """To print at the end of a term, each for one family."""
        row, today = self.get_object(), timezone.localdate()
        term = term_asked(self.user, query(request, TermQuery), today)
        found = classes.slips(row, term, min(today, term.window_closes_on))
        shown = {
            "school_class": {"id": row.pk, "name": class_name(row, term.window_closes_on)},
            "slips": found,
        }
        return Response(SlipsOut(shown).data)
