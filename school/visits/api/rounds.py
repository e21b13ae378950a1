"""Rounds of visits over HTTP: a plan on the desk, a list on the phone."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.models import StaffMember, Student, User
from school.people.refs import StaffRef, StudentRef, present_person, present_staff, present_student
from school.shared import api
from school.shared.api import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
    Day,
    Flag,
    QueryShape,
    Shape,
    Text,
    WholeShape,
    body,
    made_once,
    once,
    query,
)
from school.shared.errors import Stale
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column
from school.visits.actions import rounds
from school.visits.models import Missed, VisitRound
from school.visits.policy.knowledge import knowledge
from school.visits.policy.rounds import VisitRoundPolicy, plannable
from school.visits.queries import obligations as boards
from school.visits.queries.rounds import Suggestion, suggestions, visit_rounds
from school.visits.rules.rounds import RoundState, StopState, state_of_round, state_of_stop

TAKES = {
    "partial_update": (RoundState.PLANNED,),
    "start": (RoundState.PLANNED,),
    "close": (RoundState.PLANNED, RoundState.UNDER_WAY),
}
"""Verb -> the states in which it does something."""


@extend_schema_serializer(component_name="VisitRound")
class VisitRoundIn(Shape):
    planned_on = Day()
    area = Text(lines=False, max_length=20, help_text="A few words, never an address.")
    members = serializers.ListField(
        child=OfferedRow(any_row, queryset=StaffMember.objects.all()),
        max_length=20,
        help_text="Who goes.",
    )
    students = serializers.ListField(
        child=OfferedRow(plannable, queryset=Student.objects.all()),
        max_length=40,
        help_text="The families by their child, in the order in which they are met.",
    )


@extend_schema_serializer(component_name="MissedStop")
class MissedIn(WholeShape):
    student = serializers.UUIDField()
    reason = serializers.ChoiceField(Missed.choices)


@extend_schema_serializer(component_name="VisitRoundClose")
class CloseRoundIn(Shape):
    missed = MissedIn(many=True, required=False, max_length=40)  # type: ignore[call-arg]


@extend_schema_serializer(component_name="RoundStop")
class StopOut(serializers.Serializer[Any]):
    student = StudentRef()
    state = serializers.CharField()
    state_label = serializers.CharField()
    missed_because = serializers.CharField(allow_blank=True)
    missed_label = serializers.CharField(allow_blank=True)


@extend_schema_serializer(component_name="VisitRound")
class VisitRoundOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    planned_on = serializers.DateField()
    area = serializers.CharField()
    state = serializers.CharField()
    state_label = serializers.CharField()
    members = StaffRef(many=True)
    stops = StopOut(many=True)
    families = serializers.IntegerField(help_text="How many stand on the list.")
    met = serializers.IntegerField()
    planned_by = StaffRef(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()
    abilities = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="RoundSuggestion")
class SuggestionOut(serializers.Serializer[Any]):
    student = StudentRef()
    general = serializers.BooleanField(help_text="Not yet visited in this academic year.")
    purposes = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Only for those who may know."
    )


def present_round(row: VisitRound, user: User) -> dict[str, Any]:
    by_student: dict[Any, list[Any]] = {}
    for visit in row.visits.all():
        by_student.setdefault(visit.student_id, []).append(visit)
    state = state_of_round(row)
    stops = [
        (stop, state_of_stop(stop, by_student.get(stop.student_id, ()))) for stop in row.stops.all()
    ]
    return {
        "id": row.pk,
        "planned_on": row.planned_on,
        "area": row.area,
        "state": state.value,
        "state_label": str(state.label),
        "members": [present_staff(one.staff) for one in row.members.all()],
        "stops": [
            {
                "student": present_student(stop.student),
                "state": stands.value,
                "state_label": str(stands.label),
                "missed_because": stop.missed_because if stands == StopState.MISSED else "",
                "missed_label": str(Missed(stop.missed_because).label)
                if stands == StopState.MISSED
                else "",
            }
            for stop, stands in stops
        ],
        "families": len(stops),
        "met": sum(stands == StopState.MET for _stop, stands in stops),
        "planned_by": present_person(row.created_by),
        "closed_at": row.closed_at,
        "version": row.version,
        "abilities": [
            verb
            for verb in VisitRoundPolicy().abilities(user, row)
            if state in TAKES.get(verb, (state,)) and verb not in ("suggestions", "export")
        ],
    }


def present_suggestion(one: Suggestion, *, knows: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "student": {
            "id": one.student.pk,
            "name": one.student.name,
            "school_class": {"id": one.class_id, "name": one.class_name},
        },
        "general": one.general,
    }
    if knows:
        shown["purposes"] = one.purposes
    return shown


class VisitRoundQuery(QueryShape):
    mine = Flag(required=False, help_text="Only the rounds that I go on.")
    open = Flag(required=False, help_text="Only those not closed, or only the closed.")
    since = Day(required=False, help_text="Only rounds of this day or later.")


class SuggestionQuery(QueryShape):
    school_class = serializers.UUIDField(required=False)


class VisitRoundViewSet(ExportedList, RecordViewSet):
    policy = VisitRoundPolicy()
    queryset = VisitRound.objects.all()
    filters = VisitRoundQuery
    list_title = gettext_lazy("List of visit rounds")
    columns = (
        Column(gettext_lazy("Day"), "planned_on"),
        Column(gettext_lazy("Area"), "area"),
        Column(gettext_lazy("State"), "state_label"),
        Column(gettext_lazy("Families planned"), "families"),
        Column(gettext_lazy("Families met"), "met"),
        Column(gettext_lazy("Planned by"), "planned_by.name"),
    )

    def get_queryset(self) -> Any:
        self.queryset = visit_rounds()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = visit_rounds().get(pk=pk)
        shown = VisitRoundOut(present_round(row, self.user)).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    @extend_schema(parameters=[VisitRoundQuery], responses=VisitRoundOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        if asked.get("mine"):
            rows = rows.filter(members__staff_id=self.user.staff_id)
        if "open" in asked:
            rows = rows.filter(closed_at__isnull=asked["open"])
        if "since" in asked:
            rows = rows.filter(planned_on__gte=asked["since"])
        return rows

    def shown(self, rows: Sequence[VisitRound]) -> Any:
        return VisitRoundOut([present_round(row, self.user) for row in rows], many=True).data

    @extend_schema(responses=VisitRoundOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._answer(self.get_object().pk)

    @extend_schema(
        request=VisitRoundIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=made_once(VisitRoundOut),
    )
    def create(self, request: Request) -> Response:
        def act() -> VisitRound:
            return rounds.plan_round(by=self.user, **body(request, VisitRoundIn))

        return self._answer(*once(request, act))

    @extend_schema(request=VisitRoundIn, parameters=[IF_MATCH], responses=VisitRoundOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = api.version_given(request)
        given = body(request, VisitRoundIn, partial=True)
        try:
            rounds.amend_round(by=self.user, round_id=row.pk, expected=expected, changes=given)
        except Stale as stale:
            current = self._answer(row.pk).data
            raise Stale(stale.message, current=current) from None
        return self._answer(row.pk)

    @extend_schema(request=None, responses=VisitRoundOut)
    @action(detail=True, methods=["post"])
    def start(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        rounds.start_round(by=self.user, round_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(request=CloseRoundIn, responses=VisitRoundOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        rounds.close_round(by=self.user, round_id=row.pk, **body(request, CloseRoundIn))
        return self._answer(row.pk)

    @extend_schema(parameters=[SuggestionQuery], responses=SuggestionOut(many=True))
    @action(detail=False)
    def suggestions(self, request: Request) -> Response:
        """The children whose families might be put on a list, in class order."""
        asked = query(request, SuggestionQuery)
        today = timezone.localdate()
        term = boards.find_term(self.user.school_id, None, today)
        if term is None:
            raise Http404
        students = Student.objects.filter(school_id=self.user.school_id)
        known = knowledge(self.user)
        rows = suggestions(
            term,
            as_of=today,
            students=frozenset(plannable(self.user, students).values_list("pk", flat=True)),
            known=None if known.everybody else known.students,
        )
        rows = [one for one in rows if asked.get("school_class", one.class_id) == one.class_id]
        page = self.paginate_queryset(rows) or []
        shown = [present_suggestion(one, knows=known.covers(one.student.pk)) for one in page]
        return self.get_paginated_response(SuggestionOut(shown, many=True).data)
