"""Selections over HTTP: kinds, nominations, the decision, and what is published."""

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

from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.models import StaffMember, Student, User
from school.people.refs import (
    StaffRef,
    StudentRef,
    present_person,
    present_staff,
    present_student,
)
from school.recognition.actions import selections as actions
from school.recognition.models import (
    Consent,
    Nomination,
    NominationState,
    Selection,
    SelectionKind,
    Whom,
)
from school.recognition.policy.awards import children_met
from school.recognition.policy.selections import (
    NominationPolicy,
    RecognitionPolicy,
    SelectionKindPolicy,
    SelectionPolicy,
    keeps,
    open_kinds,
    undecided,
)
from school.recognition.queries import selections
from school.recognition.rules.selections import SelectionState, state_of
from school.shared.api import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
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
    version_given,
)
from school.shared.errors import Stale
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column

ANSWERS = [(one.value, one.label) for one in Consent if one != Consent.NOT_ASKED]


@extend_schema_serializer(component_name="SelectionReason")
class ReasonIn(Shape):
    reason = Text(lines=False, max_length=200)


class Unfiltered(QueryShape):
    """A list without filters of its own."""


# ---- kinds ---------------------------------------------------------------------------------


@extend_schema_serializer(component_name="NewSelectionKind")
class KindIn(Shape):
    code = Text(
        lines=False, max_length=30, validators=[RegexValidator(r"^[0-9A-Za-z][0-9A-Za-z._-]*$")]
    )
    name = Text(lines=False, max_length=30)
    whom = serializers.ChoiceField(Whom.choices)


@extend_schema_serializer(component_name="SelectionKindChange")
class KindChangeIn(Shape):
    """What is left out stays."""

    name = Text(lines=False, max_length=30, required=False)
    position = Number(min_value=1, max_value=1000, required=False)
    is_active = Flag(required=False)


@extend_schema_serializer(component_name="SelectionKind")
class KindOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    whom = serializers.ChoiceField(Whom.choices)
    whom_label = serializers.CharField()
    position = serializers.IntegerField()
    is_active = serializers.BooleanField(help_text="Whether it is still offered.")
    abilities = serializers.ListField(child=serializers.CharField())


def present_kind(row: SelectionKind, user: User) -> dict[str, Any]:
    return {
        "id": row.pk,
        "code": row.code,
        "name": row.name,
        "whom": row.whom,
        "whom_label": row.get_whom_display(),
        "position": row.position,
        "is_active": row.is_active,
        "abilities": SelectionKindPolicy().abilities(user, row),
    }


class SelectionKindViewSet(RecordViewSet):
    policy = SelectionKindPolicy()
    queryset = SelectionKind.objects.order_by("position", "pk")

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        row = SelectionKind.objects.get(pk=pk)
        return Response(KindOut(present_kind(row, self.user)).data, code)

    @extend_schema(parameters=[Unfiltered], responses=KindOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, Unfiltered)
        page = self.paginate_queryset(self.get_queryset()) or []
        shown = [present_kind(row, self.user) for row in page]
        return self.get_paginated_response(KindOut(shown, many=True).data)

    @extend_schema(request=KindIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(KindOut))
    def create(self, request: Request) -> Response:
        def act() -> SelectionKind:
            return actions.add_kind(by=self.user, **body(request, KindIn))

        return self._answer(*once(request, act))

    @extend_schema(request=KindChangeIn, responses=KindOut)
    @action(detail=True, methods=["post"])
    def change(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.change_kind(by=self.user, kind_id=row.pk, **body(request, KindChangeIn))
        return self._answer(row.pk)


# ---- selections ----------------------------------------------------------------------------


class SelectionFields(Shape):
    title = Text(lines=False, max_length=60)
    edition = Number(min_value=1, max_value=200, required=False, allow_null=True)
    starts_on = Day()
    ends_on = Day(help_text="The last day for nominations.")
    criteria = Text(max_length=2000)
    places = Number(min_value=1, max_value=500, help_text="So many are selected at most.")


@extend_schema_serializer(component_name="NewSelection")
class SelectionIn(SelectionFields):
    kind = OfferedRow(open_kinds, queryset=SelectionKind.objects.all())


@extend_schema_serializer(component_name="SelectionChange")
class SelectionChangeIn(SelectionFields):
    """What is left out stays."""


@extend_schema_serializer(component_name="SelectionDecision")
class CloseIn(Shape):
    decided_on = Day()
    selected = serializers.ListField(
        child=serializers.UUIDField(),
        max_length=500,
        help_text="Confirmed nominations. The others are not selected, and only the office sees "
        "them from then on.",
    )


class SelectionQuery(QueryShape):
    kind = serializers.UUIDField(required=False)
    open = Flag(required=False, help_text="Those that are not decided.")
    first = Day(required=False, help_text="Begun on this day or later.")
    last = Day(required=False)


@extend_schema_serializer(component_name="SelectionKindRef")
class KindRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    name = serializers.CharField()
    whom = serializers.ChoiceField(Whom.choices)


@extend_schema_serializer(component_name="Selection")
class SelectionOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = KindRef()
    title = serializers.CharField()
    edition = serializers.IntegerField(allow_null=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    criteria = serializers.CharField()
    places = serializers.IntegerField()
    state = serializers.ChoiceField(SelectionState.choices)
    state_label = serializers.CharField()
    takes_nominations = serializers.BooleanField(help_text="Of mine, today.")
    selected = serializers.IntegerField(help_text="How many were selected.")
    decided_on = serializers.DateField(allow_null=True)
    closed_by = StaffRef(allow_null=True)
    void_reason = serializers.CharField()
    version = serializers.IntegerField()
    abilities = serializers.ListField(child=serializers.CharField())


OPEN = (SelectionState.AHEAD, SelectionState.OPEN, SelectionState.OVER)
TAKES = {
    "partial_update": OPEN,
    "close": (SelectionState.OPEN, SelectionState.OVER),
    "void": (*OPEN, SelectionState.CLOSED),
}
"""Verb -> the states in which it does something."""


def present_selection(row: Any, user: User) -> dict[str, Any]:
    """`row` as `selections.selections` gives it."""
    state = state_of(row, timezone.localdate())
    is_late = state == SelectionState.OVER and keeps(user)
    may_nominate = NominationPolicy().allows(user, "create")
    return {
        "id": row.pk,
        "kind": row.kind,
        "title": row.title,
        "edition": row.edition,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "criteria": row.criteria,
        "places": row.places,
        "state": state.value,
        "state_label": str(state.label),
        "takes_nominations": may_nominate and (state == SelectionState.OPEN or is_late),
        "selected": row.selected,
        "decided_on": row.decided_on,
        "closed_by": present_person(row.closed_by),
        "void_reason": row.void_reason,
        "version": row.version,
        "abilities": [
            verb
            for verb in SelectionPolicy().abilities(user, row)
            if state in TAKES.get(verb, (state,))
        ],
    }


class SelectionViewSet(RecordViewSet):
    """The latest first."""

    policy = SelectionPolicy()
    queryset = Selection.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = selections.selections()
        return super().get_queryset()

    def _show(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        shown = SelectionOut(present_selection(row, self.user)).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        return self._show(selections.selections().get(pk=pk), code)

    @extend_schema(parameters=[SelectionQuery], responses=SelectionOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, SelectionQuery)
        rows = self.get_queryset()
        for name, column in (
            ("kind", "kind_id"),
            ("first", "starts_on__gte"),
            ("last", "starts_on__lte"),
        ):
            if name in asked:
                rows = rows.filter(**{column: asked[name]})
        if "open" in asked:
            rows = rows.filter(closed_at__isnull=asked["open"])
        shown = [present_selection(row, self.user) for row in self.paginate_queryset(rows) or []]
        return self.get_paginated_response(SelectionOut(shown, many=True).data)

    @extend_schema(responses=SelectionOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._show(self.get_object())

    @extend_schema(
        request=SelectionIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(SelectionOut)
    )
    def create(self, request: Request) -> Response:
        def act() -> Selection:
            return actions.announce_selection(by=self.user, **body(request, SelectionIn))

        return self._answer(*once(request, act))

    @extend_schema(request=SelectionChangeIn, parameters=[IF_MATCH], responses=SelectionOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, SelectionChangeIn, partial=True)
        try:
            actions.amend_selection(
                by=self.user, selection_id=row.pk, expected=expected, changes=changes
            )
        except Stale as stale:
            now = selections.selections().get(pk=row.pk)
            current = SelectionOut(present_selection(now, self.user)).data
            raise Stale(stale.message, current=current) from None
        return self._answer(row.pk)

    @extend_schema(request=CloseIn, responses=SelectionOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """The decision, all at once."""
        row = self.get_object()
        actions.close_selection(by=self.user, selection_id=row.pk, **body(request, CloseIn))
        return self._answer(row.pk)

    @extend_schema(request=ReasonIn, responses=SelectionOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        """Entered by mistake: nothing of it counts, and nobody else sees it."""
        row = self.get_object()
        actions.void_selection(by=self.user, selection_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)


# ---- nominations ---------------------------------------------------------------------------


@extend_schema_serializer(component_name="NewNomination")
class NominationIn(Shape):
    """One of `staff`, `student` and `name`, as the kind asks for."""

    selection = OfferedRow(undecided, queryset=Selection.objects.all())
    staff = OfferedRow(any_row, queryset=StaffMember.objects.all(), required=False, allow_null=True)
    student = OfferedRow(
        children_met, queryset=Student.objects.all(), required=False, allow_null=True
    )
    name = Text(
        lines=False,
        max_length=50,
        required=False,
        allow_blank=True,
        help_text="Of a parent or citizen, or what a deed is called.",
    )
    deed = Text(max_length=2000, help_text="What was done.")


@extend_schema_serializer(component_name="NominationChange")
class NominationChangeIn(Shape):
    """What is left out stays."""

    name = Text(lines=False, max_length=50, required=False)
    deed = Text(max_length=2000, required=False)


@extend_schema_serializer(component_name="RecognitionConsent")
class ConsentIn(Shape):
    consent = serializers.ChoiceField(ANSWERS)


class NominationQuery(QueryShape):
    selection = serializers.UUIDField(required=False)
    state = serializers.ChoiceField(NominationState.choices, required=False)
    mine = Flag(required=False, help_text="Those that I made.")
    voided = Flag(required=False, help_text="The voided ones; without it, the others.")


@extend_schema_serializer(component_name="SelectionRef")
class SelectionRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    edition = serializers.IntegerField(allow_null=True)
    kind = KindRef()
    decided_on = serializers.DateField(allow_null=True)


@extend_schema_serializer(component_name="Nomination")
class NominationOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    selection = SelectionRef()
    staff = StaffRef(allow_null=True)
    student = StudentRef(allow_null=True)
    name = serializers.CharField(help_text="Of whoever or whatever it is.")
    deed = serializers.CharField()
    state = serializers.ChoiceField(NominationState.choices)
    state_label = serializers.CharField()
    nominated_by = StaffRef(allow_null=True)
    nominated_at = serializers.DateTimeField()
    confirmed_by = StaffRef(allow_null=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)
    consent = serializers.ChoiceField(Consent.choices)
    consent_label = serializers.CharField()
    consent_by = StaffRef(allow_null=True, help_text="Who asked.")
    consent_at = serializers.DateTimeField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    is_mine = serializers.BooleanField(help_text="I nominated.")
    void_reason = serializers.CharField()
    version = serializers.IntegerField()
    abilities = serializers.ListField(child=serializers.CharField())


def _abilities(row: Any, user: User) -> list[str]:
    """Authority and state together."""
    is_undecided = row.selection.closed_at is None and row.selection.voided_at is None
    stands, state = row.voided_at is None, NominationState(row.state)
    is_selected = stands and state == NominationState.SELECTED
    does_something = {
        "partial_update": stands and is_undecided and state == NominationState.NOMINATED,
        "void": stands and is_undecided,
        "confirm": stands and is_undecided and state == NominationState.NOMINATED,
        "consent": is_selected,
        "mend": is_selected and row.published_at is None,
        "publish": is_selected and row.consent == Consent.GIVEN and row.published_at is None,
    }
    return [
        verb for verb in NominationPolicy().abilities(user, row) if does_something.get(verb, True)
    ]


def _name(row: Any) -> str:
    return str((row.staff or row.student).name if row.staff or row.student else row.name)


def present_nomination(row: Any, user: User) -> dict[str, Any]:
    """`row` as `selections.nominations` gives it."""
    return {
        "id": row.pk,
        "selection": row.selection,
        "staff": present_staff(row.staff) if row.staff else None,
        "student": present_student(row.student) if row.student else None,
        "name": _name(row),
        "deed": row.deed,
        "state": row.state,
        "state_label": row.get_state_display(),
        "nominated_by": present_person(row.created_by),
        "nominated_at": row.created_at,
        "confirmed_by": present_person(row.confirmed_by),
        "confirmed_at": row.confirmed_at,
        "consent": row.consent,
        "consent_label": row.get_consent_display(),
        "consent_by": present_person(row.consent_by),
        "consent_at": row.consent_at,
        "published_at": row.published_at,
        "is_mine": row.created_by_id == user.pk,
        "void_reason": row.void_reason,
        "version": row.version,
        "abilities": _abilities(row, user),
    }


class NominationViewSet(RecordViewSet):
    """In the order in which they came."""

    policy = NominationPolicy()
    queryset = Nomination.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = selections.nominations(timezone.localdate())
        return super().get_queryset()

    def _show(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        shown = NominationOut(present_nomination(row, self.user)).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        return self._show(selections.nominations(timezone.localdate()).get(pk=pk), code)

    def _stale(self, stale: Stale, pk: Any) -> Stale:
        now = selections.nominations(timezone.localdate()).get(pk=pk)
        return Stale(stale.message, current=NominationOut(present_nomination(now, self.user)).data)

    @extend_schema(parameters=[NominationQuery], responses=NominationOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, NominationQuery)
        rows = self.get_queryset()
        for name in ("selection", "state"):
            if name in asked:
                rows = rows.filter(**{name: asked[name]})
        if "mine" in asked:
            mine = {"created_by": self.user}
            rows = rows.filter(**mine) if asked["mine"] else rows.exclude(**mine)
        rows = rows.filter(voided_at__isnull=not asked.get("voided", False))
        shown = [present_nomination(row, self.user) for row in self.paginate_queryset(rows) or []]
        return self.get_paginated_response(NominationOut(shown, many=True).data)

    @extend_schema(responses=NominationOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._show(self.get_object())

    @extend_schema(
        request=NominationIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(NominationOut)
    )
    def create(self, request: Request) -> Response:
        def act() -> Nomination:
            return actions.nominate(by=self.user, **body(request, NominationIn))

        return self._answer(*once(request, act))

    @extend_schema(request=NominationChangeIn, parameters=[IF_MATCH], responses=NominationOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, NominationChangeIn, partial=True)
        try:
            actions.amend_nomination(
                by=self.user, nomination_id=row.pk, expected=expected, changes=changes
            )
        except Stale as stale:
            raise self._stale(stale, row.pk) from None
        return self._answer(row.pk)

    @extend_schema(request=None, parameters=[IF_MATCH], responses=NominationOut)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """Somebody else finds that it meets the criteria; takes the version that was read."""
        row = self.get_object()
        expected = version_given(request)
        try:
            actions.confirm_nomination(by=self.user, nomination_id=row.pk, expected=expected)
        except Stale as stale:
            raise self._stale(stale, row.pk) from None
        return self._answer(row.pk)

    @extend_schema(request=ReasonIn, responses=NominationOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        """Until the decision."""
        row = self.get_object()
        actions.void_nomination(by=self.user, nomination_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)

    @extend_schema(request=ConsentIn, responses=NominationOut)
    @action(detail=True, methods=["post"])
    def consent(self, request: Request, pk: str) -> Response:
        """What was answered. A later refusal ends the publication."""
        row = self.get_object()
        actions.record_consent(by=self.user, nomination_id=row.pk, **body(request, ConsentIn))
        return self._answer(row.pk)

    @extend_schema(request=NominationChangeIn, parameters=[IF_MATCH], responses=NominationOut)
    @action(detail=True, methods=["post"])
    def mend(self, request: Request, pk: str) -> Response:
        """The words, between the decision and the publication; they name no child afterwards."""
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, NominationChangeIn)
        try:
            actions.mend_words(
                by=self.user, nomination_id=row.pk, expected=expected, changes=changes
            )
        except Stale as stale:
            raise self._stale(stale, row.pk) from None
        return self._answer(row.pk)

    @extend_schema(request=None, responses=NominationOut)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, pk: str) -> Response:
        """With consent, and without the name of another child."""
        row = self.get_object()
        actions.publish_recognition(by=self.user, nomination_id=row.pk)
        return self._answer(row.pk)


# ---- what was published --------------------------------------------------------------------


class RecognitionQuery(QueryShape):
    kind = serializers.UUIDField(required=False)
    selection = serializers.UUIDField(required=False)


@extend_schema_serializer(component_name="Recognition")
class RecognitionOut(serializers.Serializer[Any]):
    """For everybody, the parents' committee too: no class, no office, nobody who was not chosen."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    title = serializers.CharField(help_text="Of the selection.")
    edition = serializers.IntegerField(allow_null=True)
    decided_on = serializers.DateField()
    name = serializers.CharField()
    deed = serializers.CharField()
    published_at = serializers.DateTimeField()


def present_recognition(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.selection.kind.name,
        "title": row.selection.title,
        "edition": row.selection.edition,
        "decided_on": row.selection.decided_on,
        "name": _name(row),
        "deed": row.deed,
        "published_at": row.published_at,
    }


class RecognitionViewSet(ExportedList, RecordViewSet):
    """The latest selection first, each in the order in which nominations came."""

    policy = RecognitionPolicy()
    queryset = Nomination.objects.all()
    filters = RecognitionQuery
    list_title = _("List of recognitions")
    columns = (
        Column(_("Kind"), "kind"),
        Column(_("Selection"), "title"),
        Column(_("Edition number"), "edition"),
        Column(_("Decided on"), "decided_on"),
        Column(_("Name"), "name"),
        Column(_("Deed"), "deed"),
    )

    def get_queryset(self) -> Any:
        self.queryset = selections.nominations(timezone.localdate())
        return super().get_queryset()

    @extend_schema(parameters=[RecognitionQuery], responses=RecognitionOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        if "kind" in asked:
            rows = rows.filter(selection__kind=asked["kind"])
        if "selection" in asked:
            rows = rows.filter(selection=asked["selection"])
        return rows

    def shown(self, rows: Sequence[Any]) -> Any:
        return RecognitionOut([present_recognition(row) for row in rows], many=True).data
