"""One obligation explained, over HTTP: as of any day, as known at any moment."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from school.people.models import User
from school.people.refs import StaffRef, StudentRef, present_person
from school.people.roles import PostKind
from school.people.rules import class_name
from school.shared.api import Day, Moment, QueryShape, query
from school.visits.api.handovers import HandOverOut, present_hand_over
from school.visits.api.obligations import ObligationOut, ObligationViewSet, present_obligation
from school.visits.api.shapes import CareCategoryRef
from school.visits.models import Channel, Exemption, HomeVisit, Outcome
from school.visits.queries import explaining
from school.visits.rules.explaining import Attempt, Explanation, conclusion, overdue_from


@extend_schema_serializer(component_name="ExplainedPeriod")
class PeriodOut(serializers.Serializer[Any]):
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]
    approved_by = StaffRef(allow_null=True)
    approved_at = serializers.DateTimeField()


@extend_schema_serializer(component_name="ExplainedRequirement")
class RequirementOut(serializers.Serializer[Any]):
    """The version of the requirement that holds for the whole window, and what it asks."""

    number = serializers.IntegerField()
    title = serializers.CharField()
    effective_from = serializers.DateField()
    published_at = serializers.DateTimeField()
    visits_required = serializers.IntegerField()
    accepted_channels = serializers.ListField(child=serializers.CharField())
    due_week = serializers.IntegerField(allow_null=True)
    grace_days = serializers.IntegerField()
    responsible_post = serializers.CharField()


@extend_schema_serializer(component_name="ExplainedDue")
class DueOut(serializers.Serializer[Any]):
    on = serializers.DateField()
    by = serializers.CharField(help_text="`week`, `window` or `grace`.")
    by_label = serializers.CharField()
    begins_on = serializers.DateField()


@extend_schema_serializer(component_name="ExplainedAttempt")
class AttemptOut(serializers.Serializer[Any]):
    """A visit of the window, and why it does not count; `miss` is null for one that does."""

    visit = serializers.UUIDField()
    visited_on = serializers.DateField()
    channel_label = serializers.CharField()
    outcome_label = serializers.CharField()
    recorded_by = StaffRef(allow_null=True)
    recorded_at = serializers.DateTimeField()
    miss = serializers.CharField(allow_null=True)
    miss_label = serializers.CharField(allow_null=True)


@extend_schema_serializer(component_name="ExplainedExemption")
class AnsweredOut(serializers.Serializer[Any]):
    reason = serializers.CharField()
    requested_by = StaffRef(allow_null=True)
    requested_at = serializers.DateTimeField()
    answered = serializers.CharField(help_text="`waiting`, `approved` or `refused`.")
    answered_by = StaffRef(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)


@extend_schema_serializer(component_name="ObligationExplained")
class ExplainedOut(serializers.Serializer[Any]):
    """Each step from the circumstance to the verdict."""

    id = serializers.UUIDField()
    student = StudentRef()
    category = CareCategoryRef()
    as_of = serializers.DateField()
    known_at = serializers.DateTimeField(allow_null=True)
    opens_on = serializers.DateField(help_text="The term's visit window.")
    closes_on = serializers.DateField()
    term_starts_on = serializers.DateField(help_text="Its first teaching day.")
    overdue_from = serializers.DateField(allow_null=True)
    obligation = ObligationOut(allow_null=True, help_text="Null when nothing was owed, as known.")
    conclusion = serializers.CharField(allow_null=True)
    periods = PeriodOut(many=True)
    requirement = RequirementOut(allow_null=True)
    due = DueOut(allow_null=True)
    attempts = AttemptOut(many=True)
    exemptions = AnsweredOut(many=True)
    hand_overs = HandOverOut(many=True)


class ExplainedQuery(QueryShape):
    as_of = Day(required=False, help_text="Judged as of this day; today without it.")
    known_at = Moment(required=False, help_text="From what was recorded by then; now without it.")


class ExplainedObligationViewSet(ObligationViewSet):
    @extend_schema(parameters=[ExplainedQuery], responses=ExplainedOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        asked = query(request, ExplainedQuery)
        reach = self.policy.reach(self.user)
        students = None if reach.everybody else reach.students
        case = explaining.find(self.user.school_id, pk, students)
        if case is None:
            raise Http404
        as_of, known_at = asked.get("as_of", timezone.localdate()), asked.get("known_at")
        told = explaining.tell(case, as_of=as_of, known_at=known_at)
        shown = {
            "id": pk,
            "student": self._student(case, told),
            "category": case.category,
            "as_of": as_of,
            "known_at": known_at,
            "opens_on": case.term.window_opens_on,
            "closes_on": case.term.window_closes_on,
            "term_starts_on": case.starts_on,
            "periods": [_period(row) for row in told.circumstances],
            "exemptions": [_answered(row, known_at) for row in told.exemptions],
            "hand_overs": [present_hand_over(row, self.user) for row in told.hand_overs],
            **_steps(told, self.user),
        }
        return Response(ExplainedOut(shown).data)

    @staticmethod
    def _student(case: explaining.Case, told: explaining.Told) -> dict[str, Any]:
        """With the class in which the obligation stands."""
        school_class = None
        if told.explanation is not None:
            found = told.board.class_of(told.explanation.obligation)
            school_class = {"id": found.pk, "name": class_name(found, told.board.term.closes_on)}
        return {"id": case.student.pk, "name": case.student.name, "school_class": school_class}


def _steps(told: explaining.Told, user: User) -> dict[str, Any]:
    found = told.explanation
    if found is None or told.version is None:
        nothing = dict.fromkeys(("obligation", "conclusion", "requirement", "due", "overdue_from"))
        return {**nothing, "attempts": []}
    rule = found.rule
    return {
        "obligation": present_obligation(found.obligation, told.board, knows=True),
        "conclusion": conclusion(found),
        "overdue_from": overdue_from(found.due),
        "requirement": {
            "number": found.policy.number,
            "title": told.version.title,
            "effective_from": found.policy.effective_from,
            "published_at": told.version.published_at,
            "visits_required": rule.visits_required,
            "accepted_channels": [
                str(one.label) for one in Channel if one in rule.accepted_channels
            ],
            "due_week": rule.due_week,
            "grace_days": rule.grace_days,
            "responsible_post": str(PostKind(rule.responsible_post).label),
        },
        "due": {
            "on": found.due.on,
            "by": found.due.by.value,
            "by_label": str(found.due.by.label),
            "begins_on": found.due.begins_on,
        },
        "attempts": _attempts(found, told.visits),
    }


def _attempts(found: Explanation, visits: dict[Any, HomeVisit]) -> list[dict[str, Any]]:
    return [_attempt(one, visits[one.visit.id]) for one in found.attempts]


def _attempt(one: Attempt, row: HomeVisit) -> dict[str, Any]:
    """As the visit stood at the moment asked about; who recorded it never changes."""
    return {
        "visit": row.pk,
        "visited_on": one.visit.visited_on,
        "channel_label": str(Channel(one.visit.channel).label),
        "outcome_label": str(Outcome(one.visit.outcome).label),
        "recorded_by": present_person(row.created_by),
        "recorded_at": row.created_at,
        "miss": one.miss.value if one.miss else None,
        "miss_label": str(one.miss.label) if one.miss else None,
    }


def _period(row: Any) -> dict[str, Any]:
    return {
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "source": row.source,
        "approved_by": present_person(row.approved_by),
        "approved_at": row.approved_at,
    }


def _answered(row: Exemption, known_at: Any) -> dict[str, Any]:
    """An answer given after the moment asked about was not known then."""
    answer, at, by = "waiting", None, None
    for name, when, who in (
        ("approved", row.approved_at, row.approved_by),
        ("refused", row.refused_at, row.refused_by),
    ):
        if when is not None and (known_at is None or when <= known_at):
            answer, at, by = name, when, who
    return {
        "reason": row.reason,
        "requested_by": present_person(row.created_by),
        "requested_at": row.created_at,
        "answered": answer,
        "answered_at": at,
        "answered_by": present_person(by),
    }
