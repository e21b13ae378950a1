"""The entries of the ledger, one child's account of a term, and taking an entry back."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.civility.actions import ledger as acts
from school.civility.api.batches import is_reversed
from school.civility.api.shapes import ItemRef, ReasonIn, TermQuery, present_item, term_asked
from school.civility.models import (
    Cap,
    Domain,
    PointAppeal,
    PointEntry,
    Source,
    ThemeItem,
    ThemeMonth,
)
from school.civility.policy.appeals import may_raise
from school.civility.policy.ledger import PointAccountPolicy, PointEntryPolicy, known
from school.civility.queries import appeals, ledger
from school.civility.rules.appeals import Span, State, open_until, state_of
from school.people import queries as people
from school.people.access import RecordViewSet
from school.people.models import Student, User
from school.people.refs import ClassRef, StaffRef, StudentRef, present_person, present_student
from school.people.rules import class_name
from school.shared.api import Day, Flag, QueryShape, body, query
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column


@extend_schema_serializer(component_name="PointReversal")
class ReversalOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    by = StaffRef(allow_null=True)
    at = serializers.DateTimeField()
    reason = serializers.CharField(allow_blank=True, help_text="Empty when its giver undid it.")


@extend_schema_serializer(component_name="PointAppealRef")
class AppealRef(serializers.Serializer[Any]):
    """The appeal that was not withdrawn."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(State.choices)
    state_label = serializers.CharField()


@extend_schema_serializer(component_name="PointEntry")
class PointEntryOut(serializers.Serializer[Any]):
    """One child in one gesture, or what takes it back; `school_class` is that of the day."""

    id = serializers.UUIDField()
    batch = serializers.UUIDField()
    student = StudentRef()
    school_class = ClassRef()
    item = ItemRef()
    item_version = serializers.IntegerField()
    occurred_on = serializers.DateField()
    noticed_at = serializers.DateTimeField()
    recorded_at = serializers.DateTimeField()
    recorder = StaffRef(allow_null=True)
    source = serializers.ChoiceField(Source.choices)  # type: ignore[assignment]
    source_label = serializers.CharField()
    note = serializers.CharField(allow_blank=True)
    worth = serializers.IntegerField()
    points = serializers.IntegerField()
    cap = serializers.ChoiceField(Cap.choices, allow_blank=True)
    cap_label = serializers.CharField(allow_blank=True)
    reverses = serializers.UUIDField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)
    is_reversed = serializers.BooleanField()
    reversal = ReversalOut(allow_null=True)
    appeal = AppealRef(allow_null=True)
    appeal_until = serializers.DateField(help_text="The last day on which it may be appealed.")
    abilities = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="PointsByDomain")
class ByDomainOut(serializers.Serializer[Any]):
    domain = serializers.ChoiceField(Domain.choices)
    name = serializers.CharField()
    points = serializers.IntegerField()
    recognitions = serializers.IntegerField()


@extend_schema_serializer(component_name="AccountTerm")
class AccountTermOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    first = serializers.DateField()
    last = serializers.DateField()


@extend_schema_serializer(component_name="PointAccount")
class PointAccountOut(serializers.Serializer[Any]):
    """Why it is so many: `points` are the sum of the entries shown."""

    student = StudentRef()
    term = AccountTermOut()
    points = serializers.IntegerField()
    recognitions = serializers.IntegerField()
    by_domain = ByDomainOut(many=True)
    entries = PointEntryOut(many=True)


def present_entry(row: Any, user: User, holidays: Sequence[Span]) -> dict[str, Any]:
    taken_back = is_reversed(row)
    stands = row.reverses_id is None and not taken_back
    verbs = PointEntryPolicy().abilities(user, row)
    until = open_until(timezone.localdate(row.created_at), holidays)
    may_appeal = stands and not row.raised and timezone.localdate() <= until
    return {
        "id": row.pk,
        "batch": row.batch_id,
        "student": present_student(row.student),
        "school_class": {
            "id": row.school_class_id,
            "name": class_name(row.school_class, row.occurred_on),
        },
        "item": present_item(row.item_version),
        "item_version": row.item_version.number,
        "occurred_on": row.occurred_on,
        "noticed_at": row.batch.noticed_at,
        "recorded_at": row.created_at,
        "recorder": present_person(row.recorder),
        "source": row.batch.source,
        "source_label": row.batch.get_source_display(),
        "note": row.batch.note,
        "worth": row.worth,
        "points": row.points,
        "cap": row.cap,
        "cap_label": row.get_cap_display() if row.cap else "",
        "reverses": row.reverses_id,
        "reason": row.reason,
        "is_reversed": taken_back,
        "reversal": {
            "id": row.reversal.pk,
            "by": present_person(row.reversal.created_by),
            "at": row.reversal.created_at,
            "reason": row.reversal.reason,
        }
        if taken_back
        else None,
        "appeal": next(map(present_appeal_ref, row.raised), None),
        "appeal_until": until,
        "abilities": [verb for verb in verbs if verb != "reverse" or stands]
        + (["appeal"] if may_appeal and may_raise(user, row) else []),
    }


def present_appeal_ref(appeal: PointAppeal) -> dict[str, Any]:
    state = state_of(appeal)
    return {"id": appeal.pk, "state": state.value, "state_label": str(state.label)}


class PointEntryQuery(QueryShape):
    student = serializers.UUIDField(required=False)
    school_class = serializers.UUIDField(required=False, help_text="The class of the day.")
    term = serializers.UUIDField(required=False)
    domain = serializers.ChoiceField(Domain.choices, required=False)
    item = serializers.UUIDField(required=False)
    theme = serializers.UUIDField(
        required=False, help_text="The items of this theme month, within its days."
    )
    first = Day(required=False)
    last = Day(required=False)
    standing = Flag(required=False, help_text="Only what stands, or only what was taken back.")


COLUMNS = (
    Column(_("Day"), "occurred_on"),
    Column(_("Name"), "student.name"),
    Column(_("Class"), "school_class.name"),
    Column(_("Code"), "item.code"),
    Column(_("Item"), "item.name"),
    Column(_("Version"), "item_version"),
    Column(_("Domain"), "item.domain_label"),
    Column(_("Worth"), "worth"),
    Column(_("Points"), "points"),
    Column(_("Why it counts nothing"), "cap_label"),
    Column(_("How it is known"), "source_label"),
    Column(_("Note"), "note"),
    Column(_("Recorded by"), "recorder.name"),
    Column(_("Recorded at"), "recorded_at", is_moment=True),
    Column(_("Why it was taken back"), "reason"),
)


class PointEntryViewSet(ExportedList, RecordViewSet):
    policy = PointEntryPolicy()
    queryset: Any = PointEntry.objects.all()
    filters = PointEntryQuery
    list_title = _("Entries of the point ledger")
    columns = COLUMNS

    def get_queryset(self) -> Any:
        self.queryset = ledger.entries()
        return super().get_queryset()

    def _answer(self, pk: Any, code: int = status.HTTP_200_OK) -> Response:
        (shown,) = self.shown([ledger.entries().get(pk=pk)])
        return Response(shown, code)

    @extend_schema(parameters=[PointEntryQuery], responses=PointEntryOut(many=True))
    def list(self, request: Request) -> Response:
        """The newest first."""
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Any:
        rows = self.get_queryset()
        for name, column in (
            ("student", "student_id"),
            ("school_class", "school_class_id"),
            ("term", "term_id"),
            ("domain", "domain"),
            ("item", "item_version__item_id"),
            ("first", "occurred_on__gte"),
            ("last", "occurred_on__lte"),
        ):
            if name in asked:
                rows = rows.filter(**{column: asked[name]})
        if "theme" in asked:
            themes = ThemeMonth.objects.believed().filter(
                school_id=self.user.school_id,
                pk=asked["theme"],
                starts_on__lte=OuterRef("occurred_on"),
                ends_on__gte=OuterRef("occurred_on"),
            )
            items = ThemeItem.objects.filter(
                theme_id=asked["theme"], item_id=OuterRef("item_version__item_id")
            )
            rows = rows.filter(Exists(themes), Exists(items))
        if "standing" in asked:
            stands = Exists(ledger.standing().filter(pk=OuterRef("pk")))
            rows = rows.filter(stands if asked["standing"] else ~stands)
        return rows

    def shown(self, rows: Sequence[PointEntry]) -> Any:
        off = appeals.holidays(self.user.school_id)
        return PointEntryOut([present_entry(row, self.user, off) for row in rows], many=True).data

    @extend_schema(responses=PointEntryOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._answer(self.get_object().pk)

    @extend_schema(request=ReasonIn, responses=PointEntryOut)
    @action(detail=True, methods=["post"])
    def reverse(self, request: Request, pk: str) -> Response:
        """A second person takes it back; the answer is the entry, with its reversal."""
        row = self.get_object()
        acts.reverse(by=self.user, entry_id=row.pk, **body(request, ReasonIn))
        return self._answer(row.pk)


class PointAccountViewSet(RecordViewSet):
    policy = PointAccountPolicy()
    queryset = Student.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = people.students(timezone.localdate())
        return super().get_queryset()

    @extend_schema(parameters=[TermQuery], responses=PointAccountOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        """What a child's points of a term are made of, down to the caps that left something out."""
        student = self.get_object()
        term = term_asked(self.user, query(request, TermQuery), timezone.localdate())
        rows = known(self.user, ledger.entries().filter(school_id=self.user.school_id))
        found = ledger.account(rows, student, term)
        off = appeals.holidays(self.user.school_id)
        shown = {
            "student": present_student(student),
            "term": {"id": term.pk, "first": term.window_opens_on, "last": term.window_closes_on},
            "points": found.points,
            "recognitions": found.recognitions,
            "by_domain": [
                {"domain": code, "name": str(name), "points": points, "recognitions": given}
                for code, name in Domain.choices
                for points, given in [found.by_domain[code]]
            ],
            "entries": [present_entry(one, self.user, off) for one in found.entries],
        }
        return Response(PointAccountOut(shown).data)
