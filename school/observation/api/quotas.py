"""What is asked of observers, how each stands to it, and who was not seen, over HTTP."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.observation.actions import quotas as actions
from school.observation.models import ObservationQuota, QuotaCounts, QuotaPeriod
from school.observation.policy.quotas import (
    CoveragePolicy,
    ObservationQuotaPolicy,
    QuotaStandingPolicy,
)
from school.observation.queries import quotas
from school.observation.rules.coverage import Reason
from school.observation.rules.quotas import Standing
from school.people import queries as people
from school.people.access import RecordViewSet
from school.people.models import StaffMember, Term, User
from school.people.refs import StaffRef, present_staff
from school.people.roles import PostKind
from school.shared.api import (
    IDEMPOTENCY_KEY,
    Day,
    Flag,
    Number,
    QueryShape,
    Shape,
    body,
    made_once,
    once,
    query,
)
from school.shared.errors import InputRefused, RuleBroken
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column

# ---- quotas --------------------------------------------------------------------------------


@extend_schema_serializer(component_name="ObservationQuota")
class QuotaIn(Shape):
    """Of a post, or of the first years in teaching: one of the two."""

    post_kind = serializers.ChoiceField(PostKind.choices, allow_blank=True, default="")
    years_up_to = Number(min_value=0, max_value=40, default=0, help_text="0: it is of a post.")
    period = serializers.ChoiceField(QuotaPeriod.choices)
    at_least = Number(min_value=1, max_value=200)
    counts = serializers.ChoiceField(QuotaCounts.choices, default=QuotaCounts.ANY)
    starts_on = Day()
    ends_on = Day(allow_null=True, default=None)


@extend_schema_serializer(component_name="ObservationQuotaEnd")
class QuotaEndIn(Shape):
    ends_on = Day()


@extend_schema_serializer(component_name="ObservationQuota")
class QuotaOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    post_kind = serializers.ChoiceField(PostKind.choices, allow_blank=True)
    years_up_to = serializers.IntegerField()
    asked_of = serializers.CharField(help_text="The post, or the years, in words.")
    period = serializers.ChoiceField(QuotaPeriod.choices)
    period_label = serializers.CharField()
    at_least = serializers.IntegerField()
    counts = serializers.ChoiceField(QuotaCounts.choices)
    counts_label = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    in_force = serializers.BooleanField()
    abilities = serializers.ListField(child=serializers.CharField())


def asked_of(row: Any) -> str:
    if row.years_up_to:
        return _("The first %(years)d years in teaching") % {"years": row.years_up_to}
    return str(PostKind(row.post_kind).label)


def present_quota(row: ObservationQuota, user: User) -> dict[str, Any]:
    return {
        "id": row.pk,
        "post_kind": row.post_kind,
        "years_up_to": row.years_up_to,
        "asked_of": asked_of(row),
        "period": row.period,
        "period_label": row.get_period_display(),
        "at_least": row.at_least,
        "counts": row.counts,
        "counts_label": row.get_counts_display(),
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "in_force": row.holds_on(timezone.localdate()),
        "abilities": ObservationQuotaPolicy().abilities(user, row),
    }


class QuotaQuery(QueryShape):
    on = Day(required=False, help_text="Only what holds on this day.")


class ObservationQuotaViewSet(RecordViewSet):
    """Those that stand, past and to come among them."""

    policy = ObservationQuotaPolicy()
    queryset = ObservationQuota.objects.believed()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = ObservationQuota.objects.get(pk=pk)
        return Response(QuotaOut(present_quota(row, self.user)).data, code)

    @extend_schema(parameters=[QuotaQuery], responses=QuotaOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, QuotaQuery)
        rows: Any = self.get_queryset()
        if "on" in asked:
            rows = rows.on(asked["on"])
        page = self.paginate_queryset(rows) or []
        shown = [present_quota(row, self.user) for row in page]
        return self.get_paginated_response(QuotaOut(shown, many=True).data)

    @extend_schema(request=QuotaIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(QuotaOut))
    def create(self, request: Request) -> Response:
        def act() -> ObservationQuota:
            return actions.set_quota(by=self.user, **body(request, QuotaIn))

        return self._answer(*once(request, act))

    @extend_schema(request=QuotaEndIn, responses=QuotaOut)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        """It holds until that day; the answer is the row that takes its place."""
        row = self.get_object()
        made = actions.end_quota(by=self.user, quota_id=row.pk, **body(request, QuotaEndIn))
        return self._answer(made.pk)

    @extend_schema(request=None, responses=QuotaOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """As if it had never been asked."""
        row = self.get_object()
        actions.withdraw_quota(by=self.user, quota_id=row.pk)
        return self._answer(row.pk)


# ---- standings -----------------------------------------------------------------------------


@extend_schema_serializer(component_name="QuotaPeriodStanding")
class PeriodOut(serializers.Serializer[Any]):
    first = serializers.DateField()
    last = serializers.DateField()
    required = serializers.IntegerField()  # type: ignore[assignment]
    done = serializers.IntegerField()
    missing = serializers.IntegerField()


@extend_schema_serializer(component_name="QuotaStandingLine")
class StandingLineOut(serializers.Serializer[Any]):
    quota = serializers.UUIDField(help_text="Of several that apply, the highest.")
    asked_of = serializers.CharField()
    period = serializers.ChoiceField(QuotaPeriod.choices)
    period_label = serializers.CharField()
    counts = serializers.ChoiceField(QuotaCounts.choices)
    counts_label = serializers.CharField()
    at_least = serializers.IntegerField()
    done = serializers.IntegerField(help_text="In the running period.")
    missing = serializers.IntegerField(help_text="In the running period.")
    periods_met = serializers.IntegerField()
    periods_begun = serializers.IntegerField()
    periods = PeriodOut(many=True, help_text="Those that have begun, the running one last.")


@extend_schema_serializer(component_name="QuotaStanding")
class StaffStandingOut(serializers.Serializer[Any]):
    staff = StaffRef()
    posts = serializers.ListField(child=serializers.CharField())
    lines = StandingLineOut(many=True)
    late = serializers.IntegerField(help_text="Shared after the days of grace: counted for none.")


def posts_said(staff: Any) -> list[str]:
    """`staff` with the posts of the day; one held in several classes is said once."""
    return list(dict.fromkeys(str(post.get_kind_display()) for post in staff.held))


def present_line(one: Standing) -> dict[str, Any]:
    current = one.current
    return {
        "quota": one.quota.key,
        "asked_of": asked_of(one.quota),
        "period": one.quota.period,
        "period_label": QuotaPeriod(one.quota.period).label,
        "counts": one.quota.counts,
        "counts_label": QuotaCounts(one.quota.counts).label,
        "at_least": one.quota.at_least,
        "done": current.done if current else 0,
        "missing": current.missing if current else 0,
        "periods_met": sum(not period.missing for period in one.periods),
        "periods_begun": len(one.periods),
        "periods": [
            {
                "first": period.span.first,
                "last": period.span.last,
                "required": period.required,
                "done": period.done,
                "missing": period.missing,
            }
            for period in one.periods
        ],
    }


def present_standing(row: quotas.StaffStanding) -> dict[str, Any]:
    return {
        "staff": present_staff(row.staff),
        "posts": posts_said(row.staff),
        "lines": [present_line(one) for one in row.standings],
        "late": row.late,
    }


class StandingQuery(QueryShape):
    term = serializers.UUIDField(required=False, help_text="The current one, when left out.")
    short = Flag(required=False, help_text="Only those with something missing now, or without.")


class OwnStandingQuery(QueryShape):
    term = serializers.UUIDField(required=False, help_text="The current one, when left out.")


def term_asked(user: User, asked: dict[str, Any]) -> Term:
    if "term" not in asked:
        found = people.current_term(user.school_id, timezone.localdate())
        if found is None:
            raise RuleBroken("no_term", _("There is no running term."))
        return found
    named = people.terms(user.school_id).filter(pk=asked["term"]).first()
    if named is None:
        raise InputRefused("term", "does_not_exist", _("There is no such term."))
    return named


class QuotaStandingViewSet(ExportedList, RecordViewSet):
    """Everybody to whom a quota applies, in the order of the staff register."""

    policy = QuotaStandingPolicy()
    queryset = StaffMember.objects.none()
    filters = StandingQuery
    list_title = gettext_lazy("Observation quotas")
    columns = (
        Column(gettext_lazy("Name"), "staff.name"),
        Column(gettext_lazy("Posts"), "posts"),
        Column(gettext_lazy("Asked of"), "lines.asked_of"),
        Column(gettext_lazy("Period"), "lines.period_label"),
        Column(gettext_lazy("Counted"), "lines.counts_label"),
        Column(gettext_lazy("At least"), "lines.at_least"),
        Column(gettext_lazy("Observed"), "lines.done"),
        Column(gettext_lazy("Missing"), "lines.missing"),
        Column(gettext_lazy("Late, not counted"), "late"),
    )

    @extend_schema(parameters=[StandingQuery], responses=StaffStandingOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        found = quotas.standings(term_asked(self.user, asked), timezone.localdate())
        if "short" not in asked:
            return found
        return [one for one in found if _is_short(one) == asked["short"]]

    def shown(self, rows: Sequence[Any]) -> Any:
        return StaffStandingOut([present_standing(row) for row in rows], many=True).data

    @extend_schema(parameters=[OwnStandingQuery], responses=StaffStandingOut(many=True))
    @action(detail=False, pagination_class=None)
    def mine(self, request: Request) -> Response:
        """The own standing, or nothing when no quota applies."""
        term = term_asked(self.user, query(request, OwnStandingQuery))
        own = [] if self.user.staff_id is None else [self.user.staff_id]
        found = quotas.standings(term, timezone.localdate(), staff_ids=own)
        return Response(self.shown(found))


def _is_short(one: quotas.StaffStanding) -> bool:
    return any(line.current and line.current.missing for line in one.standings)


# ---- coverage ------------------------------------------------------------------------------


@extend_schema_serializer(component_name="ObservationCoverage")
class CoverageOut(serializers.Serializer[Any]):
    staff = StaffRef()
    posts = serializers.ListField(child=serializers.CharField())
    is_new = serializers.BooleanField(help_text="In the first three years of teaching.")
    last_seen_on = serializers.DateField(allow_null=True)
    weeks_unseen = serializers.IntegerField(
        help_text="Teaching weeks since then, or since the first day here."
    )
    reasons = serializers.ListField(child=serializers.ChoiceField(Reason.choices))
    reason_labels = serializers.ListField(child=serializers.CharField())


def present_coverage(row: quotas.Covered) -> dict[str, Any]:
    found = row.coverage
    return {
        "staff": present_staff(row.staff),
        "posts": posts_said(row.staff),
        "is_new": row.is_new,
        "last_seen_on": found.last_seen_on,
        "weeks_unseen": found.weeks,
        "reasons": found.reasons,
        "reason_labels": [one.label for one in found.reasons],
    }


class CoverageQuery(QueryShape):
    weeks = Number(
        min_value=1, max_value=52, required=False, help_text="The school's own, when left out."
    )
    reason = serializers.ChoiceField(Reason.choices, required=False)
    everybody = Flag(required=False, help_text="Also those of whom there is nothing to say.")


class ObservationCoverageViewSet(ExportedList, RecordViewSet):
    """Whom nobody has seen for long: the new teachers first, each group by name."""

    policy = CoveragePolicy()
    queryset = StaffMember.objects.none()
    filters = CoverageQuery
    list_title = gettext_lazy("Teachers not seen for long")
    columns = (
        Column(gettext_lazy("Name"), "staff.name"),
        Column(gettext_lazy("Posts"), "posts"),
        Column(gettext_lazy("New in teaching"), "is_new"),
        Column(gettext_lazy("Last seen on"), "last_seen_on"),
        Column(gettext_lazy("Teaching weeks since"), "weeks_unseen"),
        Column(gettext_lazy("Reason"), "reason_labels"),
    )

    @extend_schema(parameters=[CoverageQuery], responses=CoverageOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        found = quotas.covered(
            self.user.school_id, timezone.localdate(), unseen_weeks=asked.get("weeks")
        )
        if "reason" in asked:
            return [one for one in found if asked["reason"] in one.coverage.reasons]
        return [one for one in found if asked.get("everybody") or one.coverage.reasons]

    def shown(self, rows: Sequence[Any]) -> Any:
        return CoverageOut([present_coverage(row) for row in rows], many=True).data
