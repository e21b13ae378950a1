"""What the school asks for, over HTTP: versions of the visit policy, and what a draft would ask."""

from typing import Any

from django.http import Http404
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.people.access import RecordViewSet
from school.people.models import Term, User
from school.people.refs import ClassRef, StaffRef
from school.people.roles import PostKind
from school.people.rules import numeral
from school.shared.api import Day, Number, QueryShape, Shape, Text, WholeShape, body, query
from school.visits.actions import care
from school.visits.api.shapes import (
    CareCategoryRef,
    CategoryCode,
)
from school.visits.models import Channel, VisitPolicyVersion
from school.visits.policy.care import VisitPolicyPolicy
from school.visits.policy.knowledge import knowledge
from school.visits.queries import lists
from school.visits.queries import simulation as trial
from school.visits.rules import checks

# The posts that can be made to answer for visits; the others lead, they do not go.
ANSWERING_POSTS = [
    PostKind.HOMEROOM_TEACHER,
    PostKind.DEPUTY_HOMEROOM,
    PostKind.SUBJECT_TEACHER,
    PostKind.GRADE_LEADER,
    PostKind.MORAL_DIRECTOR,
    PostKind.SCHOOL_DOCTOR,
]


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class Channels(serializers.ListField):
    """At least one way to meet a family, each once, in the order of the model."""

    def __init__(self, **kwargs: Any) -> None:
        child = serializers.ChoiceField(Channel.choices)
        super().__init__(child=child, min_length=1, max_length=len(Channel), **kwargs)

    def to_internal_value(self, data: Any) -> list[str]:
        given = super().to_internal_value(data)
        return [channel for channel in Channel.values if channel in given]


@extend_schema_serializer(component_name="VisitPolicyRule")
class VisitPolicyRuleIn(WholeShape):
    category = CategoryCode()
    visits_required = Number(min_value=1, max_value=10)
    accepted_channels = Channels()
    due_week = Number(
        min_value=1, max_value=30, allow_null=True, help_text="A teaching week; none: the end."
    )
    grace_days = Number(min_value=0, max_value=200, help_text="For those who come late.")
    responsible_post = serializers.ChoiceField([(one.value, one.label) for one in ANSWERING_POSTS])


@extend_schema_serializer(component_name="GeneralRule")
class GeneralRuleIn(WholeShape):
    """How often every child is visited in an academic year, whatever for."""

    visits_required = Number(min_value=1, max_value=10)
    accepted_channels = Channels()
    on_site_percent = Number(
        min_value=1,
        max_value=100,
        allow_null=True,
        help_text="The share of the children to be visited at home; none: not asked.",
    )
    due_term = Number(min_value=1, max_value=2, help_text="By the end of this term's window.")
    grace_days = Number(min_value=0, max_value=200, help_text="For those who come late.")


@extend_schema_serializer(component_name="VisitPolicy")
class VisitPolicyIn(Shape):
    title = Text(lines=False, max_length=100)
    effective_from = Day()
    general = GeneralRuleIn(
        required=False, allow_null=True, help_text="None: no general visits are asked for."
    )
    rules = VisitPolicyRuleIn(many=True, max_length=20)  # type: ignore[call-arg]


@extend_schema_serializer(component_name="VisitPolicyRule")
class VisitPolicyRuleOut(serializers.Serializer[Any]):
    category = serializers.CharField(source="category.code")
    visits_required = serializers.IntegerField()
    accepted_channels = serializers.ListField(child=serializers.CharField())
    due_week = serializers.IntegerField(allow_null=True)
    grace_days = serializers.IntegerField()
    responsible_post = serializers.CharField()


@extend_schema_serializer(component_name="GeneralRule")
class GeneralRuleOut(serializers.Serializer[Any]):
    visits_required = serializers.IntegerField(source="general_visits")
    accepted_channels = serializers.ListField(
        child=serializers.CharField(), source="general_channels"
    )
    on_site_percent = serializers.IntegerField(allow_null=True, source="general_on_site_percent")
    due_term = serializers.IntegerField(source="general_due_term")
    grace_days = serializers.IntegerField(source="general_grace_days")


@extend_schema_serializer(component_name="VisitPolicy")
class VisitPolicyOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    effective_from = serializers.DateField()
    published_at = serializers.DateTimeField(allow_null=True)
    general = GeneralRuleOut(allow_null=True)
    rules = VisitPolicyRuleOut(many=True)
    abilities = serializers.ListField(child=serializers.CharField())


def present_policy(row: VisitPolicyVersion, user: User) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number": row.number,
        "title": row.title,
        "effective_from": row.effective_from,
        "published_at": row.published_at,
        "general": row if row.general_visits else None,
        "rules": sorted(row.rules.all(), key=lambda rule: rule.category.position),
        "abilities": VisitPolicyPolicy().abilities(user, row),
    }


# ---- what a draft would ask ----------------------------------------------------------------


class PairOut(serializers.Serializer[Any]):
    """Visits as asked today, and as the draft would ask for them."""

    now = serializers.IntegerField()
    then = serializers.IntegerField()
    extra = serializers.IntegerField()


class TermRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    is_over = serializers.BooleanField()


def present_term(term: Term) -> dict[str, Any]:
    year, english = str(term.academic_year), (translation.get_language() or "").startswith("en")
    named = f"{year}, term {term.ordinal}" if english else ""
    return {
        "id": term.pk,
        "name": named or f"{year}学年度第{numeral(term.ordinal)}学期",
        "is_over": term.window_closes_on < timezone.localdate(),
    }


class SimulationTotalsOut(serializers.Serializer[Any]):
    """`asked`: all that is owed in the term. `left`: what is still to be made of it."""

    asked = PairOut()
    left = PairOut()
    general_asked = PairOut()
    general_left = PairOut()


class SimulationWeekOut(serializers.Serializer[Any]):
    """Visits due in a teaching week; 0 are the days before the first, the last those after it."""

    number = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    ends_on = serializers.DateField()
    left = PairOut()
    in_all = PairOut()


class SimulationTeacherWeekOut(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    left = PairOut()


class SimulationTeacherOut(serializers.Serializer[Any]):
    staff = StaffRef(allow_null=True)
    classes = ClassRef(many=True)
    asked = PairOut()
    left = PairOut()
    general_left = PairOut()
    weeks = SimulationTeacherWeekOut(many=True)


class SimulationCategoryOut(serializers.Serializer[Any]):
    category = CareCategoryRef()
    left = PairOut()


@extend_schema_serializer(component_name="PolicySimulation")
class SimulationOut(serializers.Serializer[Any]):
    term = TermRef()
    takes_effect = serializers.BooleanField(help_text="False: a trial in a term it does not reach.")
    terms = TermRef(many=True, help_text="The terms in which it would take effect.")
    as_of = serializers.DateField()
    totals = SimulationTotalsOut()
    weeks = SimulationWeekOut(many=True)
    teachers = SimulationTeacherOut(many=True)
    categories = SimulationCategoryOut(
        many=True, required=False, help_text="Only for those who may know of every child."
    )


class SimulationQuery(QueryShape):
    term = serializers.UUIDField(
        required=False, help_text="Without it, the next term in which it takes effect."
    )


def week_label(number: int, weeks: int) -> str:
    if number == 0:
        return _("Before term")
    if number > weeks:
        return _("After the last week")
    return _("Week %(number)s") % {"number": number}


def present_simulation(one: trial.Simulation, user: User) -> dict[str, Any]:
    weeks = trial.week_rows(one)
    taught = trial.taught_weeks(one)
    shown: dict[str, Any] = {
        "term": present_term(one.term),
        "takes_effect": one.takes_effect,
        "terms": [present_term(term) for term in one.terms],
        "as_of": one.as_of,
        "totals": trial.totals(one),
        "weeks": [
            {
                "number": row.number,
                "label": week_label(row.number, taught),
                "ends_on": row.ends_on,
                "left": row.left,
                "in_all": row.in_all,
            }
            for row in weeks
        ],
        "teachers": [
            {
                "staff": {"id": row.staff_id, "name": row.name} if row.staff_id else None,
                "classes": [{"id": pk, "name": name} for pk, name in row.classes],
                "asked": row.asked,
                "left": row.left,
                "general_left": row.general_left,
                "weeks": [{"number": number, "left": pair} for number, pair in row.weeks.items()],
            }
            for row in trial.teacher_rows(one)
        ],
    }
    if knowledge(user).everybody:
        shown["categories"] = [
            {"category": category, "left": pair} for category, pair in trial.category_rows(one)
        ]
    return shown


# ---- endpoints -----------------------------------------------------------------------------


class EveryPolicy(QueryShape):
    """The list has no filters of its own."""


class VisitPolicyViewSet(RecordViewSet):
    policy = VisitPolicyPolicy()
    queryset = VisitPolicyVersion.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = lists.policy_versions()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = lists.policy_versions().get(pk=pk)
        return Response(VisitPolicyOut(present_policy(row, self.user)).data, code)

    @extend_schema(parameters=[EveryPolicy], responses=VisitPolicyOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, EveryPolicy)
        page = self.paginate_queryset(self.get_queryset())
        shown = [present_policy(row, self.user) for row in page or []]
        return self.get_paginated_response(VisitPolicyOut(shown, many=True).data)

    @extend_schema(responses=VisitPolicyOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(VisitPolicyOut(present_policy(self.get_object(), self.user)).data)

    @extend_schema(request=VisitPolicyIn, responses={201: VisitPolicyOut})
    def create(self, request: Request) -> Response:
        made = care.draft_policy(by=self.user, **body(request, VisitPolicyIn))
        return self._answer(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=VisitPolicyIn, responses=VisitPolicyOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        care.amend_policy(
            by=self.user, version_id=row.pk, **body(request, VisitPolicyIn, partial=True)
        )
        return self._answer(row.pk)

    @extend_schema(request=None, responses=VisitPolicyOut)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        care.publish_policy(by=self.user, version_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(parameters=[SimulationQuery], responses=SimulationOut)
    @action(detail=True)
    def simulation(self, request: Request, pk: str) -> Response:
        """What this draft would ask of whom, judged on the facts of today. Nothing is written."""
        asked = query(request, SimulationQuery)
        row = self.get_object()
        checks.check_draft(row)
        found = trial.simulate(row, as_of=timezone.localdate(), term_id=asked.get("term"))
        if found is None:
            raise Http404
        return Response(SimulationOut(present_simulation(found, self.user)).data)
