"""The calendar as the school keeps it: terms, their teaching days and holidays."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from school.people import queries
from school.people.access import RecordViewSet
from school.people.actions import calendar
from school.people.api.shapes import TermOut, present_term
from school.people.models import Stage, Term
from school.people.rules.calendar import Span, TermDays
from school.shared.api import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
    Day,
    Shape,
    Text,
    body,
    made_once,
    once,
    version_given,
)

MOST_HOLIDAYS = 30


class StageDaysIn(Shape):
    stage = serializers.ChoiceField(Stage.choices)
    starts_on = Day()
    ends_on = Day()


class HolidayIn(Shape):
    name = Text(lines=False, max_length=50)
    starts_on = Day()
    ends_on = Day()


@extend_schema_serializer(component_name="TermDays")
class TermDaysIn(Shape):
    window_opens_on = Day(help_text="Visits from this day on belong to the term.")
    window_closes_on = Day()
    stages = serializers.ListField(child=StageDaysIn(), max_length=len(Stage))
    holidays = serializers.ListField(child=HolidayIn(), max_length=MOST_HOLIDAYS)


@extend_schema_serializer(component_name="NewTerm")
class NewTermIn(TermDaysIn):
    first_year = serializers.IntegerField(min_value=2000, max_value=2099)
    ordinal = serializers.ChoiceField([1, 2])


def _days(found: dict[str, Any]) -> TermDays:
    return TermDays(
        found["window_opens_on"],
        found["window_closes_on"],
        [Span(one["stage"], one["starts_on"], one["ends_on"]) for one in found["stages"]],
        [Span(one["name"], one["starts_on"], one["ends_on"]) for one in found["holidays"]],
    )


class TermVerbs(RecordViewSet):
    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        term = queries.terms(self.user.school_id).get(pk=pk)
        shown = TermOut(present_term(term)).data
        return Response(shown, code, headers={"ETag": f'"{term.version}"'})

    @extend_schema(
        request=NewTermIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=made_once(TermOut),
    )
    def create(self, request: Request) -> Response:
        def act() -> Term:
            found = body(request, NewTermIn)
            return calendar.open_term(
                by=self.user,
                first_year=found["first_year"],
                ordinal=found["ordinal"],
                days=_days(found),
            )

        made, code = once(request, act)
        return self._answer(made, code)

    @extend_schema(request=TermDaysIn, parameters=[IF_MATCH], responses=TermOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        """All days of the term at once: they must fit each other."""
        term = self.get_object()
        expected = version_given(request)
        days = _days(body(request, TermDaysIn))
        calendar.change_term(by=self.user, term_id=term.pk, expected=expected, days=days)
        return self._answer(term.pk)
