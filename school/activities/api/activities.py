"""Activities over HTTP: entered, planned, held, and who was there."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.activities.actions import activities as actions
from school.activities.api.shapes import (
    ActivityRef,
    NameRef,
    ProgrammeRef,
    ReasonIn,
    present_activity_ref,
    present_class_on,
    present_named,
    present_programme_ref,
)
from school.activities.models import (
    MOST_HOURS,
    MOST_PEOPLE,
    Activity,
    ActivityDomain,
    ActivityKind,
    ActivityState,
    Area,
    Group,
    PartRole,
    Programme,
    ProgrammePhase,
    ResearchLevel,
)
from school.activities.policy.activities import (
    ActivityPolicy,
    open_kinds,
    organises,
    standing_groups,
    standing_programmes,
)
from school.activities.queries import activities
from school.activities.rules.kinds import lacking
from school.evidence.models import Evidence
from school.evidence.policy import attachable
from school.evidence.refs import EvidenceRef, present_evidence
from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.models import SchoolClass, StaffMember, User
from school.people.refs import ClassRef, StaffRef, present_person, present_staff
from school.shared.api import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
    Day,
    Flag,
    Number,
    QueryShape,
    Shape,
    Text,
    WholeShape,
    body,
    made_once,
    once,
    version_given,
)
from school.shared.errors import Stale
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column

MOST_NAMED = 300
MOST_FILES = 30

# ---- what comes in -------------------------------------------------------------------------


@extend_schema_serializer(component_name="ActivityParticipantGiven")
class ParticipantIn(WholeShape):
    staff = OfferedRow(any_row, queryset=StaffMember.objects.all())
    role = serializers.ChoiceField(PartRole.choices, required=False)
    attended = Flag(
        required=False,
        allow_null=True,
        help_text="Of what was held: left out, who is named was there.",
    )


class GivenIn(Shape):
    """What an activity may say of itself; what its kind does not ask for is refused."""

    research_level = serializers.ChoiceField(
        ResearchLevel.choices, required=False, allow_blank=True
    )
    domain = serializers.ChoiceField(ActivityDomain.choices, required=False, allow_blank=True)
    hours = Number(
        min_value=1,
        max_value=MOST_HOURS,
        required=False,
        allow_null=True,
        help_text="Class hours, whole ones.",
    )
    headcount = Number(
        min_value=0,
        max_value=MOST_PEOPLE,
        required=False,
        allow_null=True,
        help_text="Others than the colleagues who are named.",
    )
    issue = Number(min_value=1, max_value=9999, required=False, allow_null=True)
    outcome = Text(max_length=2000, required=False, allow_blank=True)


class EnteredIn(GivenIn):
    topic = Text(lines=False, max_length=100)
    happened_on = Day()
    ends_on = Day(required=False, allow_null=True)
    venue = Text(lines=False, max_length=60, required=False, allow_blank=True)
    organiser = OfferedRow(
        any_row,
        queryset=StaffMember.objects.all(),
        required=False,
        help_text="Left out: I. Somebody else: by the offices.",
    )
    unit = Text(
        lines=False,
        max_length=60,
        required=False,
        allow_blank=True,
        help_text="The office or the organisation outside that held it.",
    )
    programme = OfferedRow(
        standing_programmes, queryset=Programme.objects.all(), required=False, allow_null=True
    )
    phase = OfferedRow(
        any_row, queryset=ProgrammePhase.objects.all(), required=False, allow_null=True
    )
    group = OfferedRow(
        standing_groups, queryset=Group.objects.all(), required=False, allow_null=True
    )
    participants = ParticipantIn(
        many=True,
        required=False,
        max_length=MOST_NAMED,  # type: ignore[call-arg]
    )
    classes = serializers.ListField(
        child=OfferedRow(any_row, queryset=SchoolClass.objects.all()),
        required=False,
        max_length=100,
    )
    evidence = serializers.ListField(
        child=OfferedRow(attachable, queryset=Evidence.objects.all()),
        required=False,
        max_length=MOST_FILES,
    )


@extend_schema_serializer(component_name="NewActivity")
class ActivityIn(EnteredIn):
    """Kind, day, topic and who: the rest may follow. A day to come makes a plan of it."""

    kind = OfferedRow(open_kinds, queryset=ActivityKind.objects.all())


@extend_schema_serializer(component_name="ActivityChange")
class ActivityChangeIn(EnteredIn):
    """What is left out stays; participants, classes and evidence are whole lists."""


@extend_schema_serializer(component_name="ActivityHolding")
class HoldIn(GivenIn):
    """Who stands in the list was there, but for those who are named absent."""

    absent = serializers.ListField(
        child=OfferedRow(any_row, queryset=StaffMember.objects.all()),
        required=False,
        max_length=MOST_NAMED,
    )


@extend_schema_serializer(component_name="ActivityAttendanceAnswer")
class AnswerIn(Shape):
    staff = OfferedRow(any_row, queryset=StaffMember.objects.all())
    attended = Flag()


@extend_schema_serializer(component_name="ActivityAttendanceAnswers")
class AnswersIn(Shape):
    answers = AnswerIn(
        many=True,
        allow_empty=False,
        max_length=MOST_NAMED,  # type: ignore[call-arg]
    )


class ActivityQuery(QueryShape):
    kind = serializers.UUIDField(required=False)
    area = serializers.ChoiceField(Area.choices, required=False)
    programme = serializers.UUIDField(required=False)
    phase = serializers.UUIDField(required=False)
    group = serializers.UUIDField(required=False)
    organiser = serializers.UUIDField(required=False)
    school_class = serializers.UUIDField(required=False)
    state = serializers.ChoiceField(ActivityState.choices, required=False)
    mine = Flag(required=False, help_text="Those that I organise or stand in the list of.")
    first = Day(required=False, help_text="The first day.")
    last = Day(required=False, help_text="The last day.")
    earliest = Flag(required=False, help_text="The earliest first: for what is planned.")
    voided = Flag(required=False, help_text="Those taken back; without it, the others.")


# ---- what goes out -------------------------------------------------------------------------


@extend_schema_serializer(component_name="OwnActivityPart")
class OwnPartOut(serializers.Serializer[Any]):
    role = serializers.ChoiceField(PartRole.choices)
    attended = serializers.BooleanField(allow_null=True, help_text="Null: nobody has said so yet.")


@extend_schema_serializer(component_name="ActivityParticipant")
class ParticipantOut(serializers.Serializer[Any]):
    staff = StaffRef()
    role = serializers.ChoiceField(PartRole.choices)
    role_label = serializers.CharField()
    attended = serializers.BooleanField(allow_null=True)
    is_own_word = serializers.BooleanField(help_text="Put down by the colleague.")


@extend_schema_serializer(component_name="Activity")
class ActivityOut(ActivityRef):
    ends_on = serializers.DateField(allow_null=True)
    venue = serializers.CharField(allow_blank=True, help_text="Where it was.")
    organiser = StaffRef()
    unit = serializers.CharField(allow_blank=True)
    programme = ProgrammeRef(allow_null=True)
    phase = NameRef(allow_null=True)
    group = NameRef(allow_null=True)
    research_level = serializers.ChoiceField(ResearchLevel.choices, allow_blank=True)
    research_level_label = serializers.CharField(allow_blank=True)
    domain = serializers.ChoiceField(ActivityDomain.choices, allow_blank=True)
    domain_label = serializers.CharField(allow_blank=True)
    hours = serializers.IntegerField(allow_null=True)
    headcount = serializers.IntegerField(allow_null=True)
    issue = serializers.IntegerField(allow_null=True)
    outcome = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(ActivityState.choices)
    state_label = serializers.CharField()
    attended = serializers.IntegerField(help_text="Colleagues who were there.")
    unanswered = serializers.IntegerField(
        help_text="Colleagues in the list of whom nobody has said yet whether they were there."
    )
    classes = ClassRef(many=True)
    files = serializers.IntegerField(help_text="Pieces of evidence.")
    my_part = OwnPartOut(allow_null=True)
    is_mine = serializers.BooleanField(help_text="I organise it.")
    is_voided = serializers.BooleanField()
    cancel_reason = serializers.CharField(allow_blank=True)
    void_reason = serializers.CharField(allow_blank=True)
    recorded_by = StaffRef(allow_null=True)
    version = serializers.IntegerField()
    abilities = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="ActivityDetail")
class ActivityDetailOut(ActivityOut):
    participants = ParticipantOut(
        many=True, help_text="Who did not come, is told to the organiser and to themself alone."
    )
    evidence = EvidenceRef(many=True)
    my_reflection = serializers.UUIDField(allow_null=True)
    asks_reflection = serializers.BooleanField()
    lacking = serializers.ListField(
        child=serializers.CharField(), help_text="Fields without which it cannot be held."
    )


BY_STATE = {
    ActivityState.PLANNED: {
        *("retrieve", "partial_update", "hold", "cancel", "void", "take_part", "step_back")
    },
    ActivityState.HELD: {
        *("retrieve", "partial_update", "void", "take_part", "step_back", "confirm_attendance")
    },
    ActivityState.CANCELLED: {"retrieve", "void"},
}
"""What can be done with an activity as it stands."""


def _is_possible(verb: str, row: Any) -> bool:
    if row.voided_at is not None:
        return verb == "retrieve"
    if verb not in BY_STATE[ActivityState(row.state)]:
        return False
    if verb == "take_part":
        return row.my_role is None
    if verb == "step_back":
        return row.my_role is not None and row.my_attended is None
    return verb != "hold" or row.happened_on <= timezone.localdate()


def present_activity(row: Any, user: User) -> dict[str, Any]:
    """`row` as `activities.activities` gives it."""
    return {
        **present_activity_ref(row),
        "ends_on": row.ends_on,
        "venue": row.venue,
        "organiser": present_staff(row.organiser),
        "unit": row.unit,
        "programme": present_programme_ref(row.programme),
        "phase": present_named(row.phase),
        "group": present_named(row.group),
        "research_level": row.research_level,
        "research_level_label": row.get_research_level_display() if row.research_level else "",
        "domain": row.domain,
        "domain_label": row.get_domain_display() if row.domain else "",
        "hours": row.hours,
        "headcount": row.headcount,
        "issue": row.issue,
        "outcome": row.outcome,
        "state": row.state,
        "state_label": row.get_state_display(),
        "attended": row.attended,
        "unanswered": row.said,
        "classes": [
            present_class_on(one.school_class, row.happened_on) for one in row.classes.all()
        ],
        "files": row.files,
        "my_part": {"role": row.my_role, "attended": row.my_attended} if row.my_role else None,
        "is_mine": row.organiser_id == user.staff_id,
        "is_voided": row.voided_at is not None,
        "cancel_reason": row.cancel_reason,
        "void_reason": row.void_reason,
        "recorded_by": present_person(row.created_by),
        "version": row.version,
        "abilities": [
            verb for verb in ActivityPolicy().abilities(user, row) if _is_possible(verb, row)
        ],
    }


def present_detail(row: Any, user: User) -> dict[str, Any]:
    written, sees_all = activities.own_reflection(row, user.staff_id), organises(user, row)
    given = {name: getattr(row, name) for name in GivenIn._declared_fields}
    return {
        **present_activity(row, user),
        "participants": [
            {
                "staff": present_staff(one.staff),
                "role": one.role,
                "role_label": one.get_role_display(),
                "attended": one.attended,
                "is_own_word": one.created_by is not None
                and one.created_by.staff_id == one.staff_id,
            }
            for one in activities.participants(row)
            if one.attended is not False or sees_all or one.staff_id == user.staff_id
        ],
        "evidence": [present_evidence(one.evidence) for one in activities.proofs(row)],
        "my_reflection": written.pk if written else None,
        "asks_reflection": row.kind.asks_reflection,
        "lacking": lacking(row.kind, given),
    }


# ---- endpoints -----------------------------------------------------------------------------

EQUAL = {
    "kind": "kind_id",
    "area": "kind__area",
    "programme": "programme_id",
    "phase": "phase_id",
    "group": "group_id",
    "organiser": "organiser_id",
    "state": "state",
    "first": "happened_on__gte",
    "last": "happened_on__lte",
}


class ActivityViewSet(ExportedList, RecordViewSet):
    """The newest first."""

    policy = ActivityPolicy()
    queryset = Activity.objects.all()
    filters = ActivityQuery
    list_title = _("Activities")
    columns = (
        Column(_("Day"), "happened_on"),
        Column(_("Last day"), "ends_on"),
        Column(_("Kind of activity"), "kind.name"),
        Column(_("Area of the activity"), "kind.area", dict(Area.choices)),
        Column(_("What it was about"), "topic"),
        Column(_("Programme"), "programme.name"),
        Column(_("Group"), "group.name"),
        Column(_("Place"), "venue"),
        Column(_("Organiser"), "organiser.name"),
        Column(_("Organised by"), "unit"),
        Column(_("Level of research"), "research_level", dict(ResearchLevel.choices)),
        Column(_("Where habits are practised"), "domain", dict(ActivityDomain.choices)),
        Column(_("Class hours"), "hours"),
        Column(_("Colleagues who were there"), "attended"),
        Column(_("Others who took part"), "headcount"),
        Column(_("Issue"), "issue"),
        Column(_("Outcome"), "outcome"),
        Column(_("State"), "state", dict(ActivityState.choices)),
        Column(_("Reason"), "cancel_reason"),
    )

    def get_queryset(self) -> Any:
        self.queryset = activities.activities(self.user.staff_id)
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        """As it stands after a write."""
        return self._show(activities.activities(self.user.staff_id).get(pk=pk), code)

    def _show(self, row: Any, code: int = status.HTTP_200_OK) -> Response:
        shown = ActivityDetailOut(present_detail(row, self.user)).data
        return Response(shown, code, headers={"ETag": f'"{row.version}"'})

    @extend_schema(parameters=[ActivityQuery], responses=ActivityOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        rows = rows.filter(**{EQUAL[name]: value for name, value in asked.items() if name in EQUAL})
        if "school_class" in asked:
            rows = rows.filter(activities.of_class(asked["school_class"]))
        if "mine" in asked:
            mine = activities.of_person(self.user.staff_id)
            rows = rows.filter(mine) if asked["mine"] else rows.exclude(mine)
        rows = rows.filter(voided_at__isnull=not asked.get("voided", False))
        return rows.order_by("happened_on", "id") if asked.get("earliest") else rows

    def shown(self, rows: Sequence[Any]) -> Any:
        return ActivityOut([present_activity(row, self.user) for row in rows], many=True).data

    @extend_schema(responses=ActivityDetailOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._show(self.get_object())

    @extend_schema(
        request=ActivityIn, parameters=[IDEMPOTENCY_KEY], responses=made_once(ActivityDetailOut)
    )
    def create(self, request: Request) -> Response:
        def act() -> Activity:
            return actions.record_activity(by=self.user, **body(request, ActivityIn))

        return self._answer(*once(request, act))

    @extend_schema(request=ActivityChangeIn, parameters=[IF_MATCH], responses=ActivityDetailOut)
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        expected = version_given(request)
        changes = body(request, ActivityChangeIn, partial=True)
        try:
            actions.change_activity(
                by=self.user, activity_id=row.pk, expected=expected, changes=changes
            )
        except Stale as stale:
            now = activities.activities(self.user.staff_id).get(pk=row.pk)
            current = ActivityDetailOut(present_detail(now, self.user)).data
            raise Stale(stale.message, current=current) from None
        return self._answer(row.pk)

    @extend_schema(request=HoldIn, responses=ActivityDetailOut)
    @action(detail=True, methods=["post"])
    def hold(self, request: Request, pk: str) -> Response:
        """What was planned was carried out."""
        row = self.get_object()
        actions.hold_activity(by=self.user, activity_id=row.pk, **body(request, HoldIn))
        return self._answer(row.pk)

    @extend_schema(request=ReasonIn, responses=ActivityDetailOut)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        actions.cancel_activity(by=self.user, activity_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)

    @extend_schema(request=ReasonIn, responses=ActivityDetailOut)
    @action(detail=True, methods=["post"])
    def void(self, request: Request, pk: str) -> Response:
        """Entered by mistake: it stays to be read, and counts nowhere."""
        row = self.get_object()
        actions.void_activity(by=self.user, activity_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)

    @extend_schema(request=None, responses=ActivityDetailOut)
    @action(detail=True, methods=["post"], url_path="take-part")
    def take_part(self, request: Request, pk: str) -> Response:
        """I come, or I was there; the organiser confirms it."""
        row = self.get_object()
        actions.take_part(by=self.user, activity_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(request=None, responses=ActivityDetailOut)
    @action(detail=True, methods=["post"], url_path="step-back")
    def step_back(self, request: Request, pk: str) -> Response:
        """I take my own name off again."""
        row = self.get_object()
        actions.step_back(by=self.user, activity_id=row.pk)
        return self._answer(row.pk)

    @extend_schema(request=AnswersIn, responses=ActivityDetailOut)
    @action(detail=True, methods=["post"], url_path="confirm-attendance")
    def confirm_attendance(self, request: Request, pk: str) -> Response:
        """The organiser says who was there and who was not."""
        row = self.get_object()
        actions.confirm_attendance(by=self.user, activity_id=row.pk, **body(request, AnswersIn))
        return self._answer(row.pk)
