"""The months of pairs over HTTP: what each asks for, and the records that prove it."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from school.mentoring.api.shapes import ExcuseOut, PairRef, present_excuse, present_ref
from school.mentoring.models import DutyKind, MentorPair
from school.mentoring.policy.pairs import MentorPairPolicy, PairMonthPolicy, own
from school.mentoring.queries import months
from school.mentoring.queries import pairs as found
from school.mentoring.queries.months import OBSERVATION, TALK, PairMonth, Proof
from school.mentoring.rules.months import Exempt, State
from school.people import queries as people
from school.people.access import RecordViewSet
from school.people.models import Term, User
from school.shared.api import Day, Flag, QueryShape
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column


class MonthQuery(QueryShape):
    """Without a term: the months of one pair in all of its terms, or of all pairs in this one."""

    term = serializers.UUIDField(required=False)
    pair = serializers.UUIDField(required=False)
    month = Day(required=False, help_text="The month's first day.")
    state = serializers.ChoiceField(State.choices, required=False)
    over = Flag(required=False, help_text="Only those that are over, or only the running ones.")
    mine = Flag(required=False, help_text="Only of pairs of which I am one.")


@extend_schema_serializer(component_name="MonthRecord")
class RecordOut(serializers.Serializer[Any]):
    """A record by its kind and its day. What stands in it is asked of the record itself."""

    type = serializers.ChoiceField([OBSERVATION, TALK])
    id = serializers.UUIDField()
    on = serializers.DateField()
    is_late = serializers.BooleanField()


@extend_schema_serializer(component_name="MonthDuty")
class DutyOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(DutyKind.choices)
    kind_label = serializers.CharField()
    required = serializers.IntegerField()  # type: ignore[assignment]
    done = serializers.IntegerField()
    lacking = serializers.IntegerField()
    records = RecordOut(many=True)


@extend_schema_serializer(component_name="MentorMonth")
class MonthOut(serializers.Serializer[Any]):
    key = serializers.CharField()
    pair = PairRef()
    term = serializers.UUIDField()
    month = serializers.DateField()
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    weeks = serializers.IntegerField(help_text="Teaching weeks that ask for something.")
    version = serializers.IntegerField(help_text="The agreement it is judged by.")
    state = serializers.ChoiceField(State.choices)
    state_label = serializers.CharField()
    is_over = serializers.BooleanField()
    short = serializers.IntegerField(help_text="How much is lacking, over all duties.")
    exempt = serializers.ChoiceField(Exempt.choices, allow_null=True)
    exempt_label = serializers.CharField(allow_blank=True)
    excuse = ExcuseOut(allow_null=True)
    duties = DutyOut(many=True)
    waiting = RecordOut(many=True, help_text="Shared, and not confirmed by both yet.")
    abilities = serializers.ListField(child=serializers.CharField())


def state_label(one: PairMonth, today: datetime.date) -> str:
    if one.judged.state == State.SHORT and not one.is_over(today):
        return _("Not met yet")
    return str(one.judged.state.label)


def present_records(proofs: Iterable[Proof]) -> list[dict[str, Any]]:
    return [
        {"type": one.type, "id": one.id, "on": one.on, "is_late": one.is_late} for one in proofs
    ]


def present_month(one: PairMonth, user: User, today: datetime.date) -> dict[str, Any]:
    judged = one.judged
    verb = "withdraw_excuse" if one.excuse else "excuse"
    is_allowed = MentorPairPolicy().allows(user, verb, one.pair)
    return {
        "key": one.key,
        "pair": present_ref(one.pair),
        "term": one.term.pk,
        "month": one.month.first,
        "first_day": one.month.days[0],
        "last_day": one.month.days[1],
        "weeks": one.month.weeks,
        "version": one.version,
        "state": judged.state.value,
        "state_label": state_label(one, today),
        "is_over": one.is_over(today),
        "short": judged.short,
        "exempt": judged.exempt.value if judged.exempt else None,
        "exempt_label": str(judged.exempt.label) if judged.exempt else "",
        "excuse": present_excuse(one.excuse),
        "duties": [
            {
                "kind": asked.kind.value,
                "kind_label": str(asked.kind.label),
                "required": asked.required,
                "done": asked.done,
                "lacking": asked.lacking,
                "records": present_records(one.proving(asked.kind)),
            }
            for asked in judged.asked
        ],
        "waiting": present_records(one.waiting),
        "abilities": [verb] if is_allowed else [],
    }


def terms_asked(user: User, asked: dict[str, Any], today: datetime.date) -> list[Term]:
    terms = people.terms(user.school_id)
    if "term" in asked:
        return list(terms.filter(pk=asked["term"]))
    if "pair" in asked:
        return list(terms)
    running = people.current_term(user.school_id, today)
    return [running] if running else []


class PairMonthViewSet(ExportedList, RecordViewSet):
    """Pair by pair, the newest pair first, and month by month."""

    policy = PairMonthPolicy()
    queryset = MentorPair.objects.all()
    filters = MonthQuery
    list_title = gettext_lazy("List of pairs' months")
    columns = (
        Column(gettext_lazy("Mentor"), "pair.mentor.name"),
        Column(gettext_lazy("Mentee"), "pair.mentee.name"),
        Column(gettext_lazy("Field"), "pair.field_label"),
        Column(gettext_lazy("Month"), "month"),
        Column(gettext_lazy("Teaching weeks"), "weeks"),
        Column(gettext_lazy("State"), "state_label"),
        Column(gettext_lazy("Lacking"), "short"),
        Column(gettext_lazy("Asks for nothing because"), "exempt_label"),
        Column(gettext_lazy("Over"), "is_over"),
    )

    def get_queryset(self) -> Any:
        self.queryset = found.pairs()
        return super().get_queryset()

    @extend_schema(parameters=[MonthQuery], responses=MonthOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Sequence[PairMonth]:
        today = timezone.localdate()
        terms = terms_asked(self.user, asked, today)
        if not terms:
            return []
        rows = self.get_queryset()
        if "pair" in asked:
            rows = rows.filter(pk=asked["pair"])
        if "mine" in asked:
            mine = own(self.user, MentorPair.objects.all()).values("pk")
            rows = rows.filter(pk__in=mine) if asked["mine"] else rows.exclude(pk__in=mine)
        rows = found.on_days(rows, terms[0].window_opens_on, terms[-1].window_closes_on)
        return [
            one
            for one in months.pair_months(rows, terms, until=today)
            if asked.get("month", one.month.first) == one.month.first
            and asked.get("state", one.judged.state) == one.judged.state
            and asked.get("over", one.is_over(today)) == one.is_over(today)
        ]

    def shown(self, rows: Sequence[PairMonth]) -> Any:
        today = timezone.localdate()
        return MonthOut([present_month(one, self.user, today) for one in rows], many=True).data
