"""Awards over HTTP: declared, mended, verified, sent back."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.evidence.models import Evidence
from school.evidence.policy import attachable
from school.evidence.refs import EvidenceRef, present_evidence
from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.models import SchoolClass, StaffMember, Student, User
from school.people.refs import (
    ClassRef,
    StaffRef,
    StudentRef,
    present_person,
    present_staff,
    present_student,
)
from school.people.rules import class_name
from school.recognition.actions import awards as actions
from school.recognition.models import Award, AwardState, Grade, Level, Nature, Recipient
from school.recognition.policy.awards import (
    AwardPolicy,
    children_met,
    classes_met,
    is_of,
    of_person,
    sees_all,
    standing_awards,
)
from school.recognition.queries import awards
from school.shared.api import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
    Day,
    Flag,
    QueryShape,
    Shape,
    Text,
    body,
    made_once,
    once,
    version_given,
)
from school.shared.errors import Stale
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column

# ---- what comes in -------------------------------------------------------------------------


class AwardFields(Shape):
    title = Text(lines=False, max_length=100, help_text="The name of the contest or the honour.")
    nature = serializers.ChoiceField(Nature.choices)
    level = serializers.ChoiceField(Level.choices)
    grade = serializers.ChoiceField(Grade.choices, default=Grade.NONE)
    issuer = Text(lines=False, max_length=100, help_text="The full name, as the seal has it.")
    awarded_on = Day(help_text="As the certificate has it.")
    valid_until = Day(required=False, allow_null=True)
    certificate_number = Text(lines=False, max_length=60, required=False, allow_blank=True)
    progression_of = OfferedRow(
        standing_awards,
        queryset=Award.objects.all(),
        required=False,
        allow_null=True,
        help_text="The award of the same contest at the level below.",
    )
    staff = serializers.ListField(
        child=OfferedRow(any_row, queryset=StaffMember.objects.all()),
        max_length=30,
        required=False,
        help_text="Who won it, in the order of the certificate; of an award of teachers.",
    )
    students = serializers.ListField(
        child=OfferedRow(children_met, queryset=Student.objects.all()),
        max_length=60,
        required=False,
        help_text="The same, of an award of pupils.",
    )
    classes = serializers.ListField(
        child=OfferedRow(classes_met, queryset=SchoolClass.objects.all()),
        max_length=60,
        required=False,
        help_text="The same, of an award of classes.",
    )
    evidence = serializers.ListField(
        child=OfferedRow(attachable, queryset=Evidence.objects.all()),
        max_length=10,
        required=False,
        help_text="The scan of the certificate, and what else proves it.",
    )
    is_meant = Flag(
        required=False, help_text="Also when one like it is entered (409 possible_duplicate)."
    )


@extend_schema_serializer(component_name="NewAward")
class AwardIn(AwardFields):
    recipient = serializers.ChoiceField(Recipient.choices)


@extend_schema_serializer(component_name="AwardChange")
class AwardChangeIn(AwardFields):
    """What is left out stays. Winners and evidence are given whole."""


@extend_schema_serializer(component_name="AwardReason")
class ReasonIn(Shape):
    reason = Text(lines=False, max_length=200)


class AwardQuery(QueryShape):
    q = Text(lines=False, required=False, max_length=100, help_text="Words of the title.")
    state = serializers.ChoiceField(AwardState.choices, required=False)
    recipient = serializers.ChoiceField(Recipient.choices, required=False)
    nature = serializers.ChoiceField(Nature.choices, required=False)
    level = serializers.ChoiceField(Level.choices, required=False)
    grade = serializers.ChoiceField(Grade.choices, required=False)
    first = Day(required=False, help_text="Given on this day or later.")
    last = Day(required=False)
    staff = serializers.UUIDField(required=False, help_text="Won by this colleague.")
    mine = Flag(required=False, help_text="Those that I won or declared.")
    voided = Flag(required=False, help_text="The voided ones; without it, the others.")


# ---- what goes out -------------------------------------------------------------------------


@extend_schema_serializer(component_name="AwardWinner")
class WinnerOut(serializers.Serializer[Any]):
    """One of the three; a child with its class of today."""

    staff = StaffRef(allow_null=True)
    student = StudentRef(allow_null=True)
    school_class = ClassRef(allow_null=True, help_text="As it was called on the day.")
    name = serializers.CharField(help_text="Of whichever it is.")


@extend_schema_serializer(component_name="AwardRef")
class AwardRef(serializers.Serializer[Any]):
    """The same contest at another level."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    level = serializers.ChoiceField(Level.choices)
    level_label = serializers.CharField()
    grade = serializers.ChoiceField(Grade.choices)
    grade_label = serializers.CharField()
    awarded_on = serializers.DateField()


@extend_schema_serializer(component_name="Award")
class AwardOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    recipient = serializers.ChoiceField(Recipient.choices)
    recipient_label = serializers.CharField()
    winners = WinnerOut(many=True, help_text="Empty for an award of the school.")
    title = serializers.CharField()
    nature = serializers.ChoiceField(Nature.choices)
    nature_label = serializers.CharField()
    level = serializers.ChoiceField(Level.choices)
    level_label = serializers.CharField()
    grade = serializers.ChoiceField(Grade.choices)
    grade_label = serializers.CharField()
    issuer = serializers.CharField()
    awarded_on = serializers.DateField()
    valid_until = serializers.DateField(allow_null=True)
    certificate_number = serializers.CharField()
    progression_of = AwardRef(allow_null=True)
    progressed_to = AwardRef(many=True)
    evidence = EvidenceRef(many=True)
    state = serializers.ChoiceField(AwardState.choices)
    state_label = serializers.CharField()
    counts = serializers.BooleanField(help_text="It is verified: figures count it.")
    declared_by = StaffRef(allow_null=True)
    declared_at = serializers.DateTimeField()
    decided_by = StaffRef(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    decision = serializers.CharField(help_text="Why it was rejected or sent back.")
    is_mine = serializers.BooleanField(help_text="I won or declared it.")
    is_voided = serializers.BooleanField()
    void_reason = serializers.CharField()
    version = serializers.IntegerField()
    abilities = serializers.ListField(child=serializers.CharField())


TAKES = {
    "partial_update": (AwardState.DECLARED, AwardState.REJECTED),
    "void": (AwardState.DECLARED, AwardState.REJECTED),
    "verify": (AwardState.DECLARED,),
    "reject": (AwardState.DECLARED,),
    "send_back": (AwardState.VERIFIED,),
}
"""Verb -> the states in which it does something."""


def present_winner(winner: Any, award: Award) -> dict[str, Any]:
    """A class as it was called on the day; a child with its class of today."""
    school_class = winner.school_class if winner.student_id is None else None
    called = class_name(school_class, award.awarded_on) if school_class else ""
    return {
        "staff": present_staff(winner.staff) if winner.staff else None,
        "student": present_student(winner.student) if winner.student else None,
        "school_class": {"id": school_class.pk, "name": called} if school_class else None,
        "name": called or (winner.staff or winner.student).name,
    }


def present_ref(row: Award) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "level": row.level,
        "level_label": row.get_level_display(),
        "grade": row.grade,
        "grade_label": row.get_grade_display(),
        "awarded_on": row.awarded_on,
    }


def _is_told(user: User, row: Any) -> bool:
    """Whether an award beside another is named: one that counts, or of this person's knowing."""
    counts = row.state == AwardState.VERIFIED and row.voided_at is None
    return counts or sees_all(user) or is_of(user, row)


def present_award(row: Any, user: User) -> dict[str, Any]:
    """`row` as `awards.awards` gives it."""
    before = row.progression_of
    return {
        "id": row.pk,
        "recipient": row.recipient,
        "recipient_label": row.get_recipient_display(),
        "winners": [present_winner(one, row) for one in row.winners.all()],
        "title": row.title,
        "nature": row.nature,
        "nature_label": row.get_nature_display(),
        "level": row.level,
        "level_label": row.get_level_display(),
        "grade": row.grade,
        "grade_label": row.get_grade_display(),
        "issuer": row.issuer,
        "awarded_on": row.awarded_on,
        "valid_until": row.valid_until,
        "certificate_number": row.certificate_number,
        "progression_of": present_ref(before) if before and _is_told(user, before) else None,
        "progressed_to": [
            present_ref(one) for one in row.progressed_to.all() if _is_told(user, one)
        ],
        "evidence": [present_evidence(proof.evidence) for proof in row.proofs.all()],
        "state": row.state,
        "state_label": row.get_state_display(),
        "counts": row.state == AwardState.VERIFIED and row.voided_at is None,
        "declared_by": present_person(row.created_by),
        "declared_at": row.created_at,
        "decided_by": present_person(row.decided_by),
        "decided_at": row.decided_at,
        "decision": row.decision,
        "is_mine": is_of(user, row),
        "is_voided": row.voided_at is not None,
        "void_reason": row.void_reason,
        "version": row.version,
        "abilities": [
            verb
            for verb in AwardPolicy().abilities(user, row)
            if verb == "retrieve" or (row.voided_at is None and row.state in TAKES[verb])
        ],
    }


# ---- endpoints -----------------------------------------------------------------------------

EQUAL = {
    "q": "title__icontains",
    "state": "state",
    "recipient": "recipient",
    "nature": "nature",
    "level": "level",
    "grade": "grade",
    "first": "awarded_on__gte",
    "last": "awarded_on__lte",
    "staff": "winners__staff",
}


class AwardViewSet(ExportedList, RecordViewSet):
    """The latest first."""

    policy = AwardPolicy()
    queryset = Award.objects.all()
    filters = AwardQuery
    list_title = _("List of awards")
    columns = (
        Column(_("Day"), "awarded_on"),
        Column(_("Whose"), "recipient_label"),
        Column(_("Winners"), "winners.name"),
        Column(_("Award"), "title"),
        Column(_("Nature"), "nature_label"),
        Column(_("Level"), "level_label"),
        Column(_("Prize"), "grade_label"),
        Column(_("Issued by"), "issuer"),
        Column(_("Certificate number"), "certificate_number"),
        Column(_("Valid until"), "valid_until"),
        Column(_("State"), "state_label"),
        Column(_("Declared by"), "declared_by.name"),
        Column(_("Decided by"), "decided_by.name"),
        Column(_("Reason"), "decision"),
    )

    def get_queryset(self) -> Any:
        self.queryset = awards.awards(timezone.localdate())
        return super().get_queryset()

    def _show(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        shown = AwardOut(present_award(row, self.user)).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        """As it stands after a write."""
        return self._show(awards.awards(timezone.localdate()).get(pk=pk), code)

    def _stale(self, stale: Stale, pk: Any) -> Stale:
        now = awards.awards(timezone.localdate()).get(pk=pk)
        return Stale(stale.message, current=AwardOut(present_award(now, self.user)).data)

    @extend_schema(parameters=[AwardQuery], responses=AwardOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        rows = rows.filter(**{EQUAL[name]: value for name, value in asked.items() if name in EQUAL})
        if "mine" in asked:
            mine = Award.objects.filter(of_person(self.user)).values("pk")
            rows = rows.filter(pk__in=mine) if asked["mine"] else rows.exclude(pk__in=mine)
        return rows.filter(voided_at__isnull=not asked.get("voided", False))

    def shown(self, rows: Sequence[Any]) -> Any:
        return AwardOut([present_award(row, self.user) for row in rows], many=True).data

    @extend_schema(responses=AwardOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._show(self.get_object())

    @extend_schema(request=AwardIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(AwardOut))
    def create(self, request: Request) -> Response:
        """Declared; it counts once somebody else has verified it."""

        def act() -> Award:
            return actions.declare_award(by=self.user, **body(request, AwardIn))

        return self._answer(*once(request, act))

    @extend_schema(request=AwardChangeIn, parameters=[IF_MATCH], responses=AwardOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        """By who declared it. One that was rejected is thereby declared anew."""
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, AwardChangeIn, partial=True)
        try:
            actions.amend_award(by=self.user, award_id=row.pk, expected=expected, changes=changes)
        except Stale as stale:
            raise self._stale(stale, row.pk) from None
        return self._answer(row.pk)

    @extend_schema(request=None, parameters=[IF_MATCH], responses=AwardOut)
    @action(detail=True, methods=["post"])
    def verify(self, request: Request, pk: str) -> Response:
        """Somebody else has seen the certificate; takes the version that was read."""
        row = self.get_object()
        expected = version_given(request)
        try:
            actions.verify_award(by=self.user, award_id=row.pk, expected=expected)
        except Stale as stale:
            raise self._stale(stale, row.pk) from None
        return self._answer(row.pk)

    @extend_schema(request=ReasonIn, responses=AwardOut)
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.reject_award(by=self.user, award_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)

    @extend_schema(request=ReasonIn, responses=AwardOut)
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:
        """A verified one counts no more, and may be mended."""
        row = self.get_object()
        actions.send_back_award(by=self.user, award_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)

    @extend_schema(request=ReasonIn, responses=AwardOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        """Entered by mistake."""
        row = self.get_object()
        actions.void_award(by=self.user, award_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)
