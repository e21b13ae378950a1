"""What is owed, over HTTP: computed for any day, as known at any moment."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from school.people.access import RecordViewSet
from school.people.refs import StaffRef, StudentRef
from school.shared.api import Day, Flag, Moment, QueryShape
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column
from school.visits.api.shapes import CareCategoryRef
from school.visits.models import Circumstance
from school.visits.policy.care import ObligationPolicy
from school.visits.queries import caseload
from school.visits.queries import obligations as boards
from school.visits.queries.obligations import Board
from school.visits.rules.obligations import Obligation, State


@extend_schema_serializer(component_name="Obligation")
class ObligationOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    student = StudentRef(help_text="With the class of the day asked about.")
    category = CareCategoryRef(required=False, help_text="Only for those who may know.")
    state = serializers.CharField()
    state_label = serializers.CharField()
    due_on = serializers.DateField()
    why = serializers.CharField(required=False, help_text="Only for those who may know.")
    settled_by = serializers.ListField(child=serializers.UUIDField())
    required = serializers.IntegerField()  # type: ignore[assignment]
    made = serializers.IntegerField()
    responsible = StaffRef(allow_null=True)
    exemption = serializers.UUIDField(allow_null=True)
    declined = serializers.UUIDField(
        allow_null=True, help_text="The last visit of the window that the family declined."
    )


def present_obligation(one: Obligation, board: Board, *, knows: bool) -> dict[str, Any]:
    student = board.students[one.student_id]
    shown: dict[str, Any] = {
        "id": one.id,
        "student": {
            "id": student.pk,
            "name": student.name,
            "school_class": {"id": board.class_of(one).pk, "name": board.class_name(one)},
        },
        "state": one.state.value,
        "state_label": str(one.state.label),
        "due_on": one.due_on,
        "settled_by": [visit.id for visit in one.visits],
        "required": one.required,
        "made": len(one.visits),
        "responsible": {"id": one.responsible[0].staff_id, "name": one.responsible[0].name}
        if one.responsible
        else None,
        "exemption": one.exemption_id,
        "declined": one.declined[-1].id if one.declined else None,
    }
    if knows:
        shown["category"] = board.categories[one.category_id]
        shown["why"] = board.why(one)
    return shown


class ObligationQuery(QueryShape):
    as_of = Day(required=False, help_text="Judged as of this day; today without it.")
    known_at = Moment(required=False, help_text="From what was recorded by then; now without it.")
    term = serializers.UUIDField(
        required=False, help_text="Without it, the term whose window holds the day."
    )
    state = serializers.ChoiceField(State.choices, required=False)
    school_class = serializers.UUIDField(required=False)
    student = serializers.UUIDField(required=False)
    category = serializers.CharField(required=False, max_length=40)
    mine = Flag(required=False, help_text="Only what I am responsible for.")
    responsible = serializers.RegexField(
        r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z|nobody\Z",
        required=False,
        max_length=36,
        help_text="Only what this colleague is responsible for; `nobody` for an empty post.",
    )
    grade = serializers.IntegerField(min_value=1, max_value=12, required=False)


class ObligationViewSet(ExportedList, RecordViewSet):
    policy = ObligationPolicy()
    queryset = Circumstance.objects.none()
    filters = ObligationQuery
    list_title = _("List of visits owed")
    columns = (
        Column(_("Name"), "student.name"),
        Column(_("Class"), "student.school_class.name"),
        Column(_("Category"), "category.name", is_restricted=True),
        Column(_("Purpose"), "category.purpose", is_restricted=True),
        Column(_("State"), "state_label"),
        Column(_("Due on"), "due_on"),
        Column(_("Visits required"), "required"),
        Column(_("Visits made"), "made"),
        Column(_("Responsible"), "responsible.name"),
        Column(_("Ground"), "why", is_restricted=True),
    )
    board: Board | None = None

    @extend_schema(parameters=[ObligationQuery], responses=ObligationOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Sequence[Obligation]:
        reach = self.policy.reach(self.user)
        students = None if reach.everybody else reach.students
        if "student" in asked:
            is_within = reach.covers(asked["student"])
            students = frozenset({asked["student"]}) if is_within else frozenset()
        self.board = board = boards.obligations(
            self.user.school_id,
            as_of=asked.get("as_of", timezone.localdate()),
            term_id=asked.get("term"),
            known_at=asked.get("known_at"),
            students=students,
        )
        return [one for one in board.obligations if self._fits(one, board, asked)] if board else []

    def shown(self, rows: Sequence[Obligation]) -> Any:
        reach, board = self.policy.reach(self.user), self.board
        found = [
            present_obligation(one, board, knows=reach.covers(one.student_id))
            for one in rows
            if board is not None
        ]
        return ObligationOut(found, many=True).data

    def _fits(self, one: Obligation, board: Board, asked: dict[str, Any]) -> bool:
        return (
            asked.get("state", one.state) == one.state
            and asked.get("school_class", one.placement.school_class_id)
            == one.placement.school_class_id
            and asked.get("category", code := board.categories[one.category_id].code) == code
            and ("responsible" not in asked or caseload.answers_for(one, asked["responsible"]))
            and asked.get("grade", caseload.grade_in(board, one)) == caseload.grade_in(board, one)
            and (
                not asked.get("mine")
                or any(post.staff_id == self.user.staff_id for post in one.responsible)
            )
        )
