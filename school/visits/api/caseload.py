"""The caseload by teacher and where each class stands, over HTTP."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from school.people.access import RecordViewSet
from school.people.refs import ClassRef, StaffRef, present_staff
from school.people.rules import class_name
from school.shared.api import Day, QueryShape
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column
from school.visits.models import Circumstance
from school.visits.policy.handovers import CaseloadPolicy
from school.visits.queries import caseload
from school.visits.queries import obligations as boards
from school.visits.rules.obligations import State


@extend_schema_serializer(component_name="Caseload")
class CaseloadOut(serializers.Serializer[Any]):
    """One teacher's obligations, counted. `owed` holds all but the two that stand apart."""

    key = serializers.CharField(help_text="What `responsible` of the obligations takes.")
    staff = StaffRef(allow_null=True, help_text="None where nobody holds the post.")
    classes = ClassRef(many=True, help_text="Own classes; what was handed over left out.")
    children = serializers.IntegerField()
    received = serializers.IntegerField(help_text="Of the children, those handed over.")
    owed = serializers.IntegerField()
    settled = serializers.IntegerField()
    exempt = serializers.IntegerField()
    overdue = serializers.IntegerField()
    due_soon = serializers.IntegerField()
    due = serializers.IntegerField()
    not_yet_due = serializers.IntegerField()
    ended = serializers.IntegerField()
    short_stay = serializers.IntegerField()
    left = serializers.IntegerField()


class CaseloadQuery(QueryShape):
    grade = serializers.IntegerField(min_value=1, max_value=12, required=False)
    term = serializers.UUIDField(
        required=False, help_text="Without it, the term whose window holds the day."
    )
    as_of = Day(required=False, help_text="Judged as of this day; today without it.")


class CaseloadViewSet(ExportedList, RecordViewSet):
    policy = CaseloadPolicy()
    queryset = Circumstance.objects.none()
    filters = CaseloadQuery
    list_title = _("Caseload by teacher")
    columns = (
        Column(_("Teacher"), "staff.name"),
        Column(_("Children"), "children"),
        Column(_("Taken over"), "received"),
        Column(_("Visits owed"), "owed"),
        Column(_("Settled"), "settled"),
        Column(_("Exempt"), "exempt"),
        Column(_("Overdue"), "overdue"),
        Column(_("Due soon"), "due_soon"),
        Column(_("Owed"), "due"),
        Column(_("Not yet due"), "not_yet_due"),
        Column(_("Ended without a visit"), "ended"),
        Column(_("New, not counted yet"), "short_stay"),
        Column(_("Left before being visited"), "left"),
    )
    board: boards.Board | None = None

    @extend_schema(parameters=[CaseloadQuery], responses=CaseloadOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Sequence[caseload.Load]:
        self.board = board = boards.obligations(
            self.user.school_id,
            as_of=asked.get("as_of", timezone.localdate()),
            term_id=asked.get("term"),
        )
        if board is None:
            return []
        return caseload.loads(caseload.in_grade(board, asked.get("grade")), board)

    def shown(self, rows: Sequence[caseload.Load]) -> Any:
        found = [self._show(one, self.board) for one in rows if self.board is not None]
        return CaseloadOut(found, many=True).data

    @staticmethod
    def _show(one: caseload.Load, board: boards.Board) -> dict[str, Any]:
        counted = one.by_state
        return {
            "key": one.key,
            "staff": {"id": one.staff_id, "name": one.name} if one.staff_id else None,
            "classes": [
                {"id": each.pk, "name": class_name(each, board.term.closes_on)}
                for each in one.classes
            ],
            "children": one.children,
            "received": one.received,
            "owed": one.owed,
            **{state.value: counted[state] for state in State},
        }


@extend_schema_serializer(component_name="ClassStanding")
class ClassStandingOut(serializers.Serializer[Any]):
    """Numbers of one class: no child, no category, no purpose."""

    school_class = ClassRef()
    homeroom_teacher = StaffRef(allow_null=True)
    owed = serializers.IntegerField()
    settled = serializers.IntegerField()
    exempt = serializers.IntegerField()
    overdue = serializers.IntegerField()
    open = serializers.IntegerField(help_text="Owed, due soon or overdue.")
    next_due_on = serializers.DateField(
        allow_null=True, help_text="The next last day of what is open and not overdue."
    )
    due_by_then = serializers.IntegerField(help_text="How many are due on that day.")


class ClassStandingQuery(QueryShape):
    as_of = Day(required=False, help_text="Judged as of this day; today without it.")


class ClassStandingViewSet(ExportedList, RecordViewSet):
    """For the meeting of homeroom teachers: where each class stands."""

    policy = CaseloadPolicy()
    queryset = Circumstance.objects.none()
    filters = ClassStandingQuery
    list_title = _("Where each class stands")
    columns = (
        Column(_("Class"), "school_class.name"),
        Column(_("Homeroom teacher"), "homeroom_teacher.name"),
        Column(_("Visits owed"), "owed"),
        Column(_("Settled"), "settled"),
        Column(_("Exempt"), "exempt"),
        Column(_("Overdue"), "overdue"),
        Column(_("Still open"), "open"),
        Column(_("Next last day"), "next_due_on"),
        Column(_("Due by then"), "due_by_then"),
    )

    @extend_schema(parameters=[ClassStandingQuery], responses=ClassStandingOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Sequence[caseload.ClassStanding]:
        day = asked.get("as_of", timezone.localdate())
        term = boards.find_term(self.user.school_id, None, day)
        return caseload.standings(term, boards.board(term, as_of=day)) if term else []

    def shown(self, rows: Sequence[caseload.ClassStanding]) -> Any:
        found = [
            {
                "school_class": {"id": one.school_class.pk, "name": one.name},
                "homeroom_teacher": present_staff(one.homeroom) if one.homeroom else None,
                "owed": one.owed,
                "settled": one.count(State.SETTLED),
                "exempt": one.count(State.EXEMPT),
                "overdue": one.count(State.OVERDUE),
                "open": one.open,
                "next_due_on": one.next_due_on,
                "due_by_then": one.due_by_then,
            }
            for one in rows
        ]
        return ClassStandingOut(found, many=True).data
