"""Home visits and what was agreed at them, over HTTP."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import (
    extend_schema,
    extend_schema_serializer,
)
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.models import StaffMember, Student, User
from school.people.refs import StaffRef, StudentRef, present_person, present_student
from school.shared import api
from school.shared.api import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
    OPTIONAL_IDEMPOTENCY_KEY,
    Day,
    Flag,
    QueryShape,
    Shape,
    Text,
    WholeShape,
    body,
    made_once,
    once,
    once_if_keyed,
    query,
)
from school.shared.errors import InputRefused, Stale
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column
from school.visits.actions import visits
from school.visits.api.companions import CompanionRef, present_companion
from school.visits.api.set_aside import (
    SetAsideIn,
    SetAsideOut,
    VisitRevealIn,
    present_set_aside,
    present_since,
)
from school.visits.api.shapes import (
    CareCategoryRef,
    CategoryCode,
    ReasonIn,
)
from school.visits.models import Channel, FollowUp, HomeVisit, Outcome, Receiver, VisitRound
from school.visits.policy.knowledge import knowledge, may_know, visitable
from school.visits.policy.rounds import own_rounds
from school.visits.policy.visits import FollowUpPolicy, HomeVisitPolicy
from school.visits.queries import concerns, lists
from school.visits.rules.confirmations import Confirmation, answer_of, confirmation_of

# ---- in ------------------------------------------------------------------------------------


@extend_schema_serializer(component_name="Agreed")
class AgreedIn(WholeShape):
    what = Text(lines=False, max_length=200)
    owner = OfferedRow(any_row, queryset=StaffMember.objects.all())
    due_on = Day()
    channel = serializers.ChoiceField(
        Channel.choices,
        required=False,
        help_text="Another meeting was agreed, held in this way.",
    )


@extend_schema_serializer(component_name="Wish")
class WishIn(WholeShape):
    """The family wishes no visit this term: an exemption is asked for, category by category."""

    categories = serializers.ListField(child=CategoryCode(), min_length=1, max_length=20)
    reason = Text(lines=False, max_length=200)


@extend_schema_serializer(component_name="HomeVisit")
class HomeVisitIn(Shape):
    """`purposes` and `exemption` exist only for children of whom the recorder may know."""

    student = OfferedRow(visitable, queryset=Student.objects.all())
    visited_on = Day()
    channel = serializers.ChoiceField(Channel.choices)
    outcome = serializers.ChoiceField(Outcome.choices)
    integrity = Flag(help_text="Nothing was accepted from the family.")
    purposes = serializers.ListField(child=CategoryCode(), required=False, max_length=20)
    companions = serializers.ListField(
        child=OfferedRow(any_row, queryset=StaffMember.objects.all()),
        required=False,
        max_length=10,
    )
    received_by = serializers.ChoiceField(Receiver.choices, required=False, allow_blank=True)
    narrative = Text(required=False, allow_blank=True, max_length=5000, help_text="Stored sealed.")
    agreed = AgreedIn(required=False)
    exemption = WishIn(required=False, help_text="Only with a visit that the family declined.")
    suggestion = Text(required=False, allow_blank=True, max_length=1000)
    round = OfferedRow(
        own_rounds,
        queryset=VisitRound.objects.all(),
        source="visit_round",
        required=False,
        help_text="The round in which it was made; the child stands on its list.",
    )

    def to_internal_value(self, data: Any) -> Any:
        named = [name for name in ("purposes", "exemption") if _names(data, name)]
        if named and not self._knows(data):
            refused = serializers.ErrorDetail(_("There is no such field."), "unknown_field")
            raise serializers.ValidationError({name: [refused] for name in named})
        return super().to_internal_value(data)

    def _knows(self, data: Mapping[str, Any]) -> bool:
        user = self.context["request"].user
        visit = self.context.get("visit")
        if visit is not None:
            return may_know(user, visit.student_id)
        found = knowledge(user)
        named = str(data.get("student")).lower()
        return found.everybody or any(str(one) == named for one in found.students)

    def validate_integrity(self, value: bool) -> bool:
        if not value:
            raise serializers.ValidationError(
                _("A visit is recorded with the word that nothing was accepted."), "not_confirmed"
            )
        return value


def _names(data: Any, field: str) -> bool:
    return isinstance(data, Mapping) and field in data


@extend_schema_serializer(component_name="HomeVisitChange")
class HomeVisitChangeIn(HomeVisitIn):
    """`set_aside`: what the author gives up for what stands, after two had written."""

    set_aside = SetAsideIn(required=False)


@extend_schema_serializer(component_name="FollowUpClose")
class CloseIn(Shape):
    result = Text(max_length=500)


# ---- out -----------------------------------------------------------------------------------


@extend_schema_serializer(component_name="Agreed")
class AgreedOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    what = serializers.CharField()
    owner = StaffRef()
    due_on = serializers.DateField()
    channel = serializers.CharField(help_text="How the next meeting is held; empty: no meeting.")
    closed_at = serializers.DateTimeField(allow_null=True)
    result = serializers.CharField()


@extend_schema_serializer(component_name="VisitExemption")
class VisitExemptionOut(serializers.Serializer[Any]):
    """An exemption that was asked for because of this visit."""

    id = serializers.UUIDField()
    category = CareCategoryRef()
    approved_at = serializers.DateTimeField(allow_null=True)
    refused_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class RoundRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    area = serializers.CharField()


@extend_schema_serializer(component_name="HomeVisit")
class HomeVisitOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    student = StudentRef()
    visited_on = serializers.DateField()
    round = RoundRef(allow_null=True)
    channel = serializers.CharField()
    outcome = serializers.CharField()
    purposes = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Only for those who may know."
    )
    companions = CompanionRef(many=True)
    confirmation = serializers.ChoiceField(Confirmation.choices)
    exemptions = VisitExemptionOut(
        many=True, required=False, help_text="Only for those who may know."
    )
    received_by = serializers.CharField()
    agreed = AgreedOut(many=True)
    suggestion = serializers.CharField()
    integrity = serializers.BooleanField()
    has_narrative = serializers.BooleanField()
    recorded_by = StaffRef(allow_null=True)
    recorded_at = serializers.DateTimeField()
    is_late = serializers.BooleanField()
    version = serializers.IntegerField()
    voided_at = serializers.DateTimeField(allow_null=True)
    void_reason = serializers.CharField()
    has_concern = serializers.BooleanField(
        required=False, help_text="A serious concern was split off; only for those who may know."
    )
    abilities = serializers.ListField(child=serializers.CharField())


def present_visit(row: Any, user: User) -> dict[str, Any]:
    """Without `purposes` and `exemptions`, key and all, for those who may not know of the child."""
    companions = list(row.companions.all())
    knows = may_know(user, row.student_id)
    reads_reasons = knows or row.created_by_id == user.pk
    shown = {
        "id": row.pk,
        "student": present_student(row.student),
        "visited_on": row.visited_on,
        "round": row.visit_round,
        "channel": row.channel,
        "outcome": row.outcome,
        "companions": [present_companion(one, with_reason=reads_reasons) for one in companions],
        "confirmation": confirmation_of(answer_of(one) for one in companions),
        "received_by": row.received_by,
        "agreed": row.follow_ups.all(),
        "suggestion": row.suggestion,
        "integrity": row.integrity,
        "has_narrative": row.has_narrative,
        "recorded_by": present_person(row.created_by),
        "recorded_at": row.created_at,
        "is_late": row.is_late,
        "version": row.version,
        "voided_at": row.voided_at,
        "void_reason": row.void_reason,
        "abilities": HomeVisitPolicy().abilities(user, row),
    }
    if knows:
        shown["purposes"] = [one.category.code for one in row.purposes.all()]
        shown["exemptions"] = row.exemptions.all()
    if getattr(row, "has_concern", False):
        shown["has_concern"] = True
    return shown


class RevealedNarrative(serializers.Serializer[Any]):
    narrative = serializers.CharField()


class FieldChange(serializers.Serializer[Any]):
    """Sealed text tells only that it changed: both sides are null."""

    field = serializers.CharField()
    before = serializers.JSONField(allow_null=True)
    after = serializers.JSONField(allow_null=True)


@extend_schema_serializer(component_name="HomeVisitRevision")
class RevisionOut(serializers.Serializer[Any]):
    version = serializers.IntegerField()
    recorded_at = serializers.DateTimeField()
    by = StaffRef(allow_null=True)
    reason = serializers.CharField()
    changes = FieldChange(many=True)
    set_aside = SetAsideOut(many=True, help_text="What was given up for this version.")


def present_history(visit: HomeVisit, user: User) -> list[dict[str, Any]]:
    """Each version and what it changed; purposes only for those who may know."""
    knows = may_know(user, visit.student_id)
    codes = {str(one.pk): one.code for one in lists.category_codes(visit.school_id)}
    asides = lists.set_asides(visit)
    shown: list[dict[str, Any]] = []
    before: dict[str, Any] = {}
    for revision in lists.revisions(visit):
        after = revision.snapshot
        changes = [
            {
                "field": field,
                "before": _told(field, before.get(field), codes),
                "after": _told(field, after.get(field), codes),
            }
            for field in after["changed"]
            if before and (field != "purposes" or knows)
        ]
        shown.append(
            {
                "version": revision.version,
                "recorded_at": revision.created_at,
                "by": present_person(revision.created_by),
                "reason": revision.reason,
                "changes": changes,
                "set_aside": [
                    present_set_aside(
                        one,
                        {
                            field: _told(field, value, codes)
                            for field, value in one.values.items()
                            if field != "purposes" or knows
                        },
                    )
                    for one in asides
                    if one.gave_way_to == revision.version
                ],
            }
        )
        before = after
    return shown


def _told(field: str, value: Any, codes: Mapping[str, str]) -> Any:
    return [codes.get(one, one) for one in value] if field == "purposes" and value else value


@extend_schema_serializer(component_name="FollowUp")
class FollowUpOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    visit = serializers.UUIDField()
    student = StudentRef()
    what = serializers.CharField()
    owner = StaffRef()
    due_on = serializers.DateField()
    channel = serializers.CharField(help_text="How the next meeting is held; empty: no meeting.")
    closed_at = serializers.DateTimeField(allow_null=True)
    result = serializers.CharField()
    abilities = serializers.ListField(child=serializers.CharField())


def present_follow_up(row: FollowUp, user: User) -> dict[str, Any]:
    return {
        "id": row.pk,
        "visit": row.visit_id,
        "student": present_student(row.visit.student),
        "what": row.what,
        "owner": row.owner,
        "due_on": row.due_on,
        "channel": row.channel,
        "closed_at": row.closed_at,
        "result": row.result,
        "abilities": FollowUpPolicy().abilities(user, row),
    }


# ---- endpoints -----------------------------------------------------------------------------


class HomeVisitQuery(QueryShape):
    student = serializers.UUIDField(required=False)
    term = serializers.UUIDField(required=False)
    school_class = serializers.UUIDField(
        required=False, help_text="The child's class on the day of the visit."
    )
    mine = Flag(required=False, help_text="Only visits that I recorded or came along to.")


class HomeVisitViewSet(ExportedList, RecordViewSet):
    policy = HomeVisitPolicy()
    queryset = HomeVisit.objects.all()
    filters = HomeVisitQuery
    list_title = gettext_lazy("List of home visits")
    columns = (
        Column(gettext_lazy("Day of the visit"), "visited_on"),
        Column(gettext_lazy("Name"), "student.name"),
        Column(gettext_lazy("Class"), "student.school_class.name"),
        Column(gettext_lazy("Channel"), "channel", dict(Channel.choices)),
        Column(gettext_lazy("Outcome"), "outcome", dict(Outcome.choices)),
        Column(gettext_lazy("Purpose"), "purposes", is_restricted=True),
        Column(gettext_lazy("Recorded by"), "recorded_by.name"),
        Column(gettext_lazy("Came along"), "companions.name"),
        Column(gettext_lazy("Received by"), "received_by", dict(Receiver.choices)),
        Column(gettext_lazy("Suggestion to the school"), "suggestion"),
        Column(gettext_lazy("Recorded at"), "recorded_at", is_moment=True),
        Column(gettext_lazy("Recorded late"), "is_late"),
        Column(gettext_lazy("Voided at"), "voided_at", is_moment=True),
        Column(gettext_lazy("Voided because"), "void_reason"),
    )

    def get_queryset(self) -> Any:
        self.queryset = lists.home_visits()
        if self.action == "retrieve":
            self.queryset = concerns.with_concern(self.user, self.queryset)
        return super().get_queryset()

    def _answer(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        shown = HomeVisitOut(present_visit(row, self.user)).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    def _load(self, pk: Any) -> Any:
        """As it stands after a write."""
        return lists.home_visits().get(pk=pk)

    @extend_schema(parameters=[HomeVisitQuery], responses=HomeVisitOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        if "student" in asked:
            rows = rows.filter(student_id=asked["student"])
        if "term" in asked:
            rows = lists.in_window(rows, self.user.school_id, asked["term"])
        if "school_class" in asked:
            rows = lists.placed_on("visited_on", rows, school_class_id=asked["school_class"])
        if asked.get("mine"):
            rows = rows.filter(
                Q(created_by=self.user)
                | Q(pk__in=lists.came_along(self.user.school_id, self.user.staff_id))
            )
        return rows

    def shown(self, rows: Sequence[HomeVisit]) -> Any:
        found = [present_visit(row, self.user) for row in rows]
        return HomeVisitOut(found, many=True).data

    def export_columns(self) -> Sequence[Column]:
        said = {one.code: one.purpose for one in lists.category_codes(self.user.school_id)}
        return [
            replace(column, words=said) if column.path == "purposes" else column
            for column in self.columns
        ]

    @extend_schema(responses=HomeVisitOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._answer(self.get_object())

    @extend_schema(
        request=HomeVisitIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=made_once(HomeVisitOut),
    )
    def create(self, request: Request) -> Response:
        def act() -> HomeVisit:
            return visits.record_visit(by=self.user, **body(request, HomeVisitIn))

        made, code = once(request, act)
        return self._answer(self._load(made), code)

    @extend_schema(
        request=HomeVisitChangeIn,
        parameters=[IF_MATCH, OPTIONAL_IDEMPOTENCY_KEY],
        responses=HomeVisitOut,
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = api.version_given(request)

        def act() -> Any:
            """The revision it made: by it a later arrival of the same gesture is known."""
            changes = self._changes(request, row)
            made = visits.amend_visit(
                by=self.user,
                visit_id=row.pk,
                expected=expected,
                set_aside=changes.pop("set_aside", None),
                changes=changes,
            )
            return made or row

        try:
            # The version is no part of the gesture: the same change, brought to a newer one.
            once_if_keyed(request, act)
        except Stale as stale:
            now = self._load(row.pk)
            current = HomeVisitOut(present_visit(now, self.user)).data
            since = present_since(now, expected, self.user)
            raise Stale(stale.message, current=current, since=since) from None
        return self._answer(self._load(row.pk))

    def _changes(self, request: Request, row: HomeVisit) -> dict[str, Any]:
        changes = body(request, HomeVisitChangeIn, partial=True, visit=row)
        student = changes.pop("student", row.student)
        joined = changes.pop("visit_round", row.visit_round)
        if joined != row.visit_round:
            raise InputRefused(
                "round",
                "not_amendable",
                _("Whether it was made in a round is said when it is recorded."),
            )
        if student.pk != row.student_id:
            raise InputRefused(
                "student",
                "not_amendable",
                _("A visit stays with its child: void it and record it anew."),
            )
        return changes

    @extend_schema(request=ReasonIn, responses=HomeVisitOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        visits.void_visit(by=self.user, visit_id=row.pk, **body(request, ReasonIn))
        return self._answer(self._load(row.pk))

    @extend_schema(request=VisitRevealIn, responses=RevealedNarrative)
    @action(detail=True, methods=["post"])
    def reveal(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        narrative = visits.reveal_visit(
            by=self.user, visit_id=row.pk, **body(request, VisitRevealIn)
        )
        return Response({"narrative": narrative})

    @extend_schema(responses=RevisionOut(many=True))
    @action(detail=True)
    def history(self, request: Request, pk: str) -> Response:
        query(request, QueryShape)
        page = self.paginate_queryset(present_history(self.get_object(), self.user))
        return self.get_paginated_response(RevisionOut(page, many=True).data)


class FollowUpQuery(QueryShape):
    mine = Flag(required=False, help_text="Only those that I own.")
    open = Flag(required=False, help_text="Only those not closed, or only the closed.")


class FollowUpViewSet(ExportedList, RecordViewSet):
    policy = FollowUpPolicy()
    queryset = FollowUp.objects.all()
    filters = FollowUpQuery
    list_title = gettext_lazy("List of follow-ups")
    columns = (
        Column(gettext_lazy("Name"), "student.name"),
        Column(gettext_lazy("Class"), "student.school_class.name"),
        Column(gettext_lazy("Agreed"), "what"),
        Column(gettext_lazy("In charge"), "owner.name"),
        Column(gettext_lazy("Due on"), "due_on"),
        Column(gettext_lazy("Done at"), "closed_at", is_moment=True),
        Column(gettext_lazy("Result"), "result"),
    )

    def get_queryset(self) -> Any:
        self.queryset = lists.follow_ups()
        return super().get_queryset()

    @extend_schema(parameters=[FollowUpQuery], responses=FollowUpOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        if asked.get("mine"):
            rows = rows.filter(owner_id=self.user.staff_id)
        if "open" in asked:
            rows = rows.filter(closed_at__isnull=asked["open"])
        return rows

    def shown(self, rows: Sequence[FollowUp]) -> Any:
        found = [present_follow_up(row, self.user) for row in rows]
        return FollowUpOut(found, many=True).data

    @extend_schema(request=CloseIn, responses=FollowUpOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        visits.close_follow_up(by=self.user, follow_up_id=row.pk, **body(request, CloseIn))
        shown = present_follow_up(lists.follow_ups().get(pk=row.pk), self.user)
        return Response(FollowUpOut(shown).data)
