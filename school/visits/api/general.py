"""General visits over HTTP: which children were visited in the academic year, and which not yet."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from school.people.access import RecordViewSet
from school.people.models import Student
from school.people.refs import StaffRef, StudentRef
from school.shared.api import Day, Flag, QueryShape
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column
from school.visits.policy.general import GeneralVisitPolicy
from school.visits.queries import obligations as boards
from school.visits.queries.general import GeneralBoard, general_board
from school.visits.rules.general import GeneralVisits
from school.visits.rules.obligations import State

STATES = [(one.value, one.label) for one in State if one not in (State.EXEMPT, State.ENDED)]


@extend_schema_serializer(component_name="GeneralVisit")
class GeneralVisitOut(serializers.Serializer[Any]):
    """One child in one academic year. Nothing here tells why a family is visited."""

    id = serializers.UUIDField()
    student = StudentRef()
    state = serializers.CharField()
    state_label = serializers.CharField()
    due_on = serializers.DateField()
    required = serializers.IntegerField()  # type: ignore[assignment]
    made = serializers.IntegerField()
    on_site = serializers.BooleanField(help_text="Whether one of them was made at home.")
    last_visited_on = serializers.DateField(allow_null=True)
    uncounted = serializers.IntegerField(
        help_text="Times the family was met in a way that general visits do not accept."
    )
    responsible = StaffRef(allow_null=True)


def present_general(one: GeneralVisits, board: GeneralBoard) -> dict[str, Any]:
    student = board.students[one.student_id]
    return {
        "id": one.id,
        "student": {
            "id": student.pk,
            "name": student.name,
            "school_class": {"id": board.class_of(one).pk, "name": board.class_name(one)},
        },
        "state": one.state.value,
        "state_label": str(one.state.label),
        "due_on": one.due_on,
        "required": one.required,
        "made": len(one.visits),
        "on_site": one.was_on_site,
        "last_visited_on": one.visits[-1].visited_on if one.visits else None,
        "uncounted": len(one.not_accepted),
        "responsible": {"id": one.responsible[0].staff_id, "name": one.responsible[0].name}
        if one.responsible
        else None,
    }


class GeneralVisitQuery(QueryShape):
    as_of = Day(required=False, help_text="Judged as of this day; today without it.")
    term = serializers.UUIDField(
        required=False, help_text="Its academic year; without it, that of the day."
    )
    state = serializers.ChoiceField(STATES, required=False)
    open = Flag(required=False, help_text="Only the children not yet visited, or only the others.")
    school_class = serializers.UUIDField(required=False)
    mine = Flag(required=False, help_text="Only the children of my own class.")


class GeneralVisitViewSet(ExportedList, RecordViewSet):
    """In the order of the classes. Empty when the school asks for no general visits."""

    policy = GeneralVisitPolicy()
    queryset = Student.objects.none()
    filters = GeneralVisitQuery
    list_title = _("List of general visits")
    columns = (
        Column(_("Name"), "student.name"),
        Column(_("Class"), "student.school_class.name"),
        Column(_("State"), "state_label"),
        Column(_("Due on"), "due_on"),
        Column(_("Visits required"), "required"),
        Column(_("Visits made"), "made"),
        Column(_("Last visited on"), "last_visited_on"),
        Column(_("Responsible"), "responsible.name"),
    )
    board: GeneralBoard | None = None

    @extend_schema(parameters=[GeneralVisitQuery], responses=GeneralVisitOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> Sequence[GeneralVisits]:
        as_of = asked.get("as_of", timezone.localdate())
        term = boards.find_term(self.user.school_id, asked.get("term"), as_of)
        if term is None:
            return []
        self.board = general_board(term, as_of=as_of, students=self.policy.reach(self.user))
        return [one for one in self.board.children if self._fits(one, asked)]

    def shown(self, rows: Sequence[GeneralVisits]) -> Any:
        board = self.board
        found = [present_general(one, board) for one in rows if board is not None]
        return GeneralVisitOut(found, many=True).data

    def _fits(self, one: GeneralVisits, asked: dict[str, Any]) -> bool:
        own = self.user.staff_id
        return (
            asked.get("state", one.state) == one.state
            and asked.get("open", one.is_open) == one.is_open
            and asked.get("school_class", one.placement.school_class_id)
            == one.placement.school_class_id
            and (not asked.get("mine") or any(post.staff_id == own for post in one.responsible))
        )
