"""Pledges over HTTP: forms, versions, rounds of signing, and who must sign them."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.assurance.actions import pledges as actions
from school.assurance.api.shapes import (
    TermRef,
    Unfiltered,
    VoidIn,
    colleague,
    of_term,
    present_term,
)
from school.assurance.models import (
    PledgeForm,
    PledgeKind,
    PledgeRound,
    PledgeVersion,
)
from school.assurance.policy.pledges import (
    PledgeFormPolicy,
    PledgeRoundPolicy,
    PledgeSignerPolicy,
    PledgeVersionPolicy,
    known,
    layers_of,
)
from school.assurance.queries import pledges
from school.assurance.queries.pledges import Line
from school.assurance.rules.pledges import SignerState
from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.models import User
from school.people.refs import StaffRef, present_person, present_staff
from school.people.roles import PostKind
from school.shared.api import (
    IDEMPOTENCY_KEY,
    Day,
    Flag,
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

CODE = r"^[a-z][a-z0-9_]*$"


def _posts(**kwargs: Any) -> serializers.ListField:
    child = serializers.ChoiceField(PostKind.choices)
    return serializers.ListField(child=child, max_length=len(PostKind.values), **kwargs)


# ---- forms ---------------------------------------------------------------------------------


@extend_schema_serializer(component_name="NewPledgeForm")
class FormIn(Shape):
    code = serializers.RegexField(CODE, max_length=30)
    kind = serializers.ChoiceField(PledgeKind.choices)
    title = Text(lines=False, max_length=60)


@extend_schema_serializer(component_name="PledgeForm")
class FormOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField()
    kind = serializers.ChoiceField(PledgeKind.choices)
    kind_label = serializers.CharField()
    title = serializers.CharField()


def present_form(row: PledgeForm) -> dict[str, Any]:
    return {
        "id": row.pk,
        "code": row.code,
        "kind": row.kind,
        "kind_label": row.get_kind_display(),
        "title": row.title,
    }


class PledgeFormViewSet(RecordViewSet):
    policy = PledgeFormPolicy()
    queryset = PledgeForm.objects.all()

    @extend_schema(parameters=[Unfiltered], responses=FormOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, Unfiltered)
        page = self.paginate_queryset(self.get_queryset()) or []
        shown = [present_form(row) for row in page]
        return self.get_paginated_response(FormOut(shown, many=True).data)

    @extend_schema(request=FormIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(FormOut))
    def create(self, request: Request) -> Response:
        def act() -> PledgeForm:
            return actions.add_form(by=self.user, **body(request, FormIn))

        pk, code = once(request, act)
        return Response(FormOut(present_form(PledgeForm.objects.get(pk=pk))).data, code)


# ---- versions ------------------------------------------------------------------------------


@extend_schema_serializer(component_name="PledgeLayer")
class LayerIn(Shape):
    """`posts` sign; a holder of one of `countersigner_posts` signs beside them."""

    name = Text(lines=False, max_length=30)
    posts = _posts(min_length=1)
    countersigner_posts = _posts(default=list)


@extend_schema_serializer(component_name="NewPledgeVersion")
class VersionIn(Shape):
    """Published as it is sent, and never changed."""

    form = OfferedRow(any_row, queryset=PledgeForm.objects.all())
    text = Text(max_length=10_000)
    effective_from = Day()
    layers = LayerIn(many=True, min_length=1, max_length=6)  # type: ignore[call-arg]


@extend_schema_serializer(component_name="PledgeLayer")
class LayerOut(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    name = serializers.CharField()
    posts = serializers.ListField(child=serializers.ChoiceField(PostKind.choices))
    post_labels = serializers.ListField(child=serializers.CharField())
    countersigner_posts = serializers.ListField(child=serializers.ChoiceField(PostKind.choices))
    countersigner_labels = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="PledgeVersion")
class VersionOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    form = FormOut()
    number = serializers.IntegerField()
    text = serializers.CharField()
    sha256 = serializers.CharField(help_text="Sent back by whoever signs: the text that was read.")
    effective_from = serializers.DateField()
    published_at = serializers.DateTimeField()
    published_by = StaffRef(allow_null=True)
    layers = LayerOut(many=True)


def _said(posts: Sequence[str]) -> list[str]:
    return [str(PostKind(one).label) for one in posts]


def present_version(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "form": present_form(row.form),
        "number": row.number,
        "text": row.text,
        "sha256": row.sha256,
        "effective_from": row.effective_from,
        "published_at": row.created_at,
        "published_by": present_person(row.created_by),
        "layers": [
            {
                "number": one.number,
                "name": one.name,
                "posts": one.posts,
                "post_labels": _said(one.posts),
                "countersigner_posts": one.countersigner_posts,
                "countersigner_labels": _said(one.countersigner_posts),
            }
            for one in row.layers.all()
        ],
    }


class VersionQuery(QueryShape):
    form = serializers.UUIDField(required=False)


class PledgeVersionViewSet(RecordViewSet):
    """Of each form the newest first."""

    policy = PledgeVersionPolicy()
    queryset: Any = PledgeVersion.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = pledges.versions()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        return Response(VersionOut(present_version(pledges.versions().get(pk=pk))).data, code)

    @extend_schema(parameters=[VersionQuery], responses=VersionOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, VersionQuery)
        rows = self.get_queryset()
        if "form" in asked:
            rows = rows.filter(form_id=asked["form"])
        page = self.paginate_queryset(rows) or []
        shown = [present_version(row) for row in page]
        return self.get_paginated_response(VersionOut(shown, many=True).data)

    @extend_schema(responses=VersionOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(VersionOut(present_version(self.get_object())).data)

    @extend_schema(request=VersionIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(VersionOut))
    def create(self, request: Request) -> Response:
        def act() -> PledgeVersion:
            return actions.publish_version(by=self.user, **body(request, VersionIn))

        return self._answer(*once(request, act))


# ---- rounds --------------------------------------------------------------------------------


@extend_schema_serializer(component_name="NewPledgeRound")
class RoundIn(Shape):
    version = OfferedRow(any_row, queryset=PledgeVersion.objects.all())
    term = of_term()
    opens_on = Day()
    due_on = Day()


@extend_schema_serializer(component_name="PledgeSign")
class SignIn(Shape):
    sha256 = serializers.RegexField(r"^[0-9a-f]{64}$", help_text="Of the text that was read.")


@extend_schema_serializer(component_name="PledgeCountersign")
class CountersignIn(Shape):
    staff = colleague(many=True, allow_empty=False)


class RoundQuery(QueryShape):
    term = serializers.UUIDField(required=False)
    form = serializers.UUIDField(required=False)
    voided = Flag(required=False, help_text="Those taken back too; without it, the others.")


@extend_schema_serializer(component_name="OwnPledge")
class OwnPledgeOut(serializers.Serializer[Any]):
    """How this pledge stands with the reader."""

    state = serializers.ChoiceField(SignerState.choices)
    state_label = serializers.CharField()
    layer = serializers.IntegerField()
    signed_at = serializers.DateTimeField(allow_null=True)
    countersigned_at = serializers.DateTimeField(allow_null=True)
    countersigned_by = StaffRef(allow_null=True)


@extend_schema_serializer(component_name="PledgeRound")
class RoundOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    version = VersionOut()
    term = TermRef()
    opens_on = serializers.DateField()
    due_on = serializers.DateField()
    must_sign = serializers.IntegerField(help_text="Who left before signing is not among them.")
    signed = serializers.IntegerField()
    to_countersign = serializers.IntegerField(
        help_text="Signatures beside which the reader has yet to sign."
    )
    mine = OwnPledgeOut(allow_null=True, help_text="None for whom it does not bind.")
    is_voided = serializers.BooleanField()
    void_reason = serializers.CharField(allow_blank=True)
    abilities = serializers.ListField(child=serializers.CharField())


def _own(line: Line | None) -> dict[str, Any] | None:
    if line is None:
        return None
    signature = line.signature
    return {
        "state": line.signer.state,
        "state_label": line.signer.state.label,
        "layer": line.signer.layer,
        "signed_at": signature.created_at if signature else None,
        "countersigned_at": signature.countersigned_at if signature else None,
        "countersigned_by": present_person(signature.countersigned_by) if signature else None,
    }


def _to_countersign(line: Line, layers: frozenset[int], user: User) -> bool:
    return (
        line.signature is not None
        and line.signature.countersigned_at is None
        and line.signer.layer in layers
        and line.staff.pk != user.staff_id
    )


def present_round(row: Any, lines: Sequence[Line], user: User) -> dict[str, Any]:
    mine = pledges.line_of(lines, user.staff_id)
    layers = layers_of(user, pledges.as_layers(row.version))
    waiting = sum(_to_countersign(one, layers, user) for one in lines)
    stands, today = row.voided_at is None, timezone.localdate()
    may_sign = (
        mine is not None
        and mine.signer.state in (SignerState.WAITING, SignerState.OVERDUE)
        and row.opens_on <= today
    )
    fits = {
        "sign": may_sign,
        "countersign": waiting > 0,
        "void": all(one.signature is None for one in lines),
    }
    return {
        "id": row.pk,
        "version": present_version(row.version),
        "term": present_term(row.term),
        "opens_on": row.opens_on,
        "due_on": row.due_on,
        "must_sign": sum(one.signer.is_owed for one in lines),
        "signed": sum(one.signature is not None for one in lines),
        "to_countersign": waiting,
        "mine": _own(mine),
        "is_voided": not stands,
        "void_reason": row.void_reason,
        "abilities": [
            verb
            for verb in PledgeRoundPolicy().abilities(user, row)
            if verb == "retrieve" or (stands and fits.get(verb, True))
        ],
    }


class PledgeRoundViewSet(ExportedList, RecordViewSet):
    """The newest first."""

    policy = PledgeRoundPolicy()
    queryset = PledgeRound.objects.all()
    filters = RoundQuery
    list_title = _("Rounds of pledges")
    columns = (
        Column(_("Pledge"), "version.form.title"),
        Column(_("Version"), "version.number"),
        Column(_("Academic year"), "term.year"),
        Column(_("Term"), "term.ordinal"),
        Column(_("Opens on"), "opens_on"),
        Column(_("Due on"), "due_on"),
        Column(_("Must sign"), "must_sign"),
        Column(_("Signed"), "signed"),
        Column(_("Taken back"), "is_voided"),
    )

    def get_queryset(self) -> Any:
        self.queryset = pledges.rounds()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        return Response(self.shown([pledges.rounds().get(pk=pk)])[0], code)

    @extend_schema(parameters=[RoundQuery], responses=RoundOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        if "term" in asked:
            rows = rows.filter(term_id=asked["term"])
        if "form" in asked:
            rows = rows.filter(version__form_id=asked["form"])
        return rows if asked.get("voided") else rows.filter(voided_at=None)

    def shown(self, rows: Sequence[Any]) -> Any:
        lines = pledges.lines(rows, timezone.localdate())
        shown = [present_round(row, lines[row.pk], self.user) for row in rows]
        return RoundOut(shown, many=True).data

    @extend_schema(responses=RoundOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return Response(self.shown([self.get_object()])[0])

    @extend_schema(request=RoundIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(RoundOut))
    def create(self, request: Request) -> Response:
        def act() -> PledgeRound:
            return actions.open_round(by=self.user, **body(request, RoundIn))

        return self._answer(*once(request, act))

    @extend_schema(request=SignIn, responses=RoundOut)
    @action(detail=True, methods=["post"])
    def sign(self, request: Request, pk: str) -> Response:
        """I pledge what this text says."""
        row = self.get_object()
        actions.sign_pledge(by=self.user, round_id=row.pk, **body(request, SignIn))
        return self._answer(row.pk)

    @extend_schema(request=CountersignIn, responses=RoundOut)
    @action(detail=True, methods=["post"])
    def countersign(self, request: Request, pk: str) -> Response:
        """Beside the signatures of several, all or none."""
        row = self.get_object()
        actions.countersign(by=self.user, round_id=row.pk, **body(request, CountersignIn))
        return self._answer(row.pk)

    @extend_schema(request=VoidIn, responses=RoundOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.void_round(by=self.user, round_id=row.pk, **body(request, VoidIn))
        return self._answer(row.pk)


# ---- signers -------------------------------------------------------------------------------


class SignerQuery(QueryShape):
    round = serializers.UUIDField(
        required=False, help_text="Without it, the rounds of the running term."
    )
    state = serializers.ChoiceField(SignerState.choices, required=False)


@extend_schema_serializer(component_name="PledgeSigner")
class SignerOut(serializers.Serializer[Any]):
    round = serializers.UUIDField()
    pledge = serializers.CharField(help_text="The title of what is signed.")
    staff = StaffRef()
    layer = serializers.IntegerField()
    layer_name = serializers.CharField()
    bound_on = serializers.DateField()
    state = serializers.ChoiceField(SignerState.choices)
    state_label = serializers.CharField()
    signed_at = serializers.DateTimeField(allow_null=True)
    countersigned_at = serializers.DateTimeField(allow_null=True)
    countersigned_by = StaffRef(allow_null=True)
    can_countersign = serializers.BooleanField(help_text="Whether the reader signs beside it now.")


def present_signer(line: Line, user: User) -> dict[str, Any]:
    version = line.round.version
    names = {one.number: one.name for one in version.layers.all()}
    own = _own(line)
    assert own is not None
    layers = layers_of(user, pledges.as_layers(version))
    return {
        **own,
        "round": line.round.pk,
        "pledge": version.form.title,
        "staff": present_staff(line.staff),
        "layer_name": names[line.signer.layer],
        "bound_on": line.signer.bound_on,
        "can_countersign": _to_countersign(line, layers, user),
    }


class PledgeSignerViewSet(ExportedList, RecordViewSet):
    """Of each round by layer, and in the order of the staff register."""

    policy = PledgeSignerPolicy()
    queryset = PledgeRound.objects.all()
    filters = SignerQuery
    list_title = _("Who signs a pledge")
    columns = (
        Column(_("Pledge"), "pledge"),
        Column(_("Name"), "staff.name"),
        Column(_("Layer"), "layer_name"),
        Column(_("State"), "state_label"),
        Column(_("Signed at"), "signed_at", is_moment=True),
        Column(_("Countersigned by"), "countersigned_by.name"),
        Column(_("Countersigned at"), "countersigned_at", is_moment=True),
    )

    def get_queryset(self) -> Any:
        self.queryset = pledges.rounds()
        return super().get_queryset()

    @extend_schema(parameters=[SignerQuery], responses=SignerOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        """Nothing of a round that is not there."""
        today = timezone.localdate()
        rows = self.get_queryset()
        if "round" in asked:
            found = list(rows.filter(pk=asked["round"]))
        else:
            found = list(pledges.of_running_term(rows, today))
        by_round = pledges.lines(found, today)
        return [
            line
            for row in found
            for line in self._known(row, by_round[row.pk])
            if asked.get("state", line.signer.state) == line.signer.state
        ]

    def _known(self, row: Any, lines: Sequence[Line]) -> Iterator[Line]:
        layers = pledges.as_layers(row.version)
        shown = {one.staff for one in known(self.user, layers, (line.signer for line in lines))}
        return (line for line in lines if line.staff.pk in shown)

    def shown(self, rows: Sequence[Any]) -> Any:
        return SignerOut([present_signer(row, self.user) for row in rows], many=True).data
