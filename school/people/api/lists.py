"""Terms, classes, children and staff, as lists and forms need them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import (
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from school.people import queries, rules
from school.people.access import standing
from school.people.api.calendar import TermVerbs
from school.people.api.classes import ClassVerbs
from school.people.api.placements import StudentVerbs
from school.people.api.shapes import Named, NoFilters, TermOut, present_term
from school.people.api.staffing import StaffVerbs
from school.people.models import SchoolClass, StaffMember, Stage, Student, Term
from school.people.policy import (
    SchoolClassPolicy,
    StaffPolicy,
    StudentPolicy,
    TermPolicy,
    met,
)
from school.shared.api import Day, Flag, QueryShape, Text, query
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column


@extend_schema_serializer(component_name="SchoolClass")
class SchoolClassOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    grade = serializers.IntegerField()
    stage = serializers.ChoiceField(Stage.choices)
    cohort_year = serializers.IntegerField()
    number = serializers.IntegerField()
    homeroom_teacher = Named(allow_null=True)
    students_count = serializers.IntegerField()
    is_mine = serializers.BooleanField()


@extend_schema_serializer(component_name="Student")
class StudentOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    student_number = serializers.CharField()
    name = serializers.CharField()
    school_class = serializers.SerializerMethodField()

    @extend_schema_field(Named(allow_null=True))
    def get_school_class(self, student: Any) -> dict[str, Any] | None:
        if not student.placed:
            return None
        placed = student.placed[0].school_class
        return {"id": placed.pk, "name": rules.class_name(placed, timezone.localdate())}


@extend_schema_serializer(component_name="Staff")
class StaffOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    posts = serializers.SerializerMethodField()

    def get_posts(self, staff: Any) -> list[str]:
        return [str(post.get_kind_display()) for post in staff.held]


class TermViewSet(TermVerbs):
    policy = TermPolicy()
    queryset = Term.objects.all()
    pagination_class = None

    @extend_schema(responses=TermOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, NoFilters)
        terms = queries.terms(self.user.school_id).order_by("-window_opens_on")
        return Response(TermOut([present_term(term) for term in terms], many=True).data)


class SchoolClassQuery(QueryShape):
    on = Day(required=False, help_text="The classes of this day, by their names of then.")


class SchoolClassViewSet(ExportedList, ClassVerbs):
    policy = SchoolClassPolicy()
    queryset = SchoolClass.objects.all()
    filters = SchoolClassQuery
    list_title = _("List of classes")
    columns = (
        Column(_("Class"), "name"),
        Column(_("Grade"), "grade"),
        Column(_("Homeroom teacher"), "homeroom_teacher.name"),
        Column(_("Children"), "students_count"),
    )

    @extend_schema(parameters=[SchoolClassQuery], responses=SchoolClassOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> QuerySet[SchoolClass]:
        self.day = asked.get("on", timezone.localdate())
        return queries.classes(self.user.school_id, self.day)

    def shown(self, rows: Sequence[SchoolClass]) -> Any:
        today, school = self.day, self.user.school_id
        sizes, homeroom = (
            queries.class_sizes(school, today),
            queries.homeroom_teachers(school, today),
        )
        mine = set(met(self.user, self.get_queryset()).values_list("pk", flat=True))
        found = [
            {
                "id": one.pk,
                "name": rules.class_name(one, today),
                "grade": rules.grade_of(one.stage, one.cohort_year, today),
                "stage": one.stage,
                "cohort_year": one.cohort_year,
                "number": one.number,
                "homeroom_teacher": homeroom.get(one.pk),
                "students_count": sizes.get(one.pk, 0),
                "is_mine": one.pk in mine,
            }
            for one in rows
        ]
        return SchoolClassOut(found, many=True).data


class StudentQuery(QueryShape):
    q = Text(lines=False, max_length=50, required=False, help_text="Part of a name or number.")
    school_class = serializers.UUIDField(required=False)
    mine = Flag(required=False, help_text="Only children of the classes I meet.")
    away = Flag(required=False, help_text="Only children who are in no class today.")


class StudentViewSet(ExportedList, mixins.RetrieveModelMixin, StudentVerbs):
    policy = StudentPolicy()
    queryset = Student.objects.all()
    serializer_class = StudentOut
    filters = StudentQuery
    list_title = _("List of children")
    columns = (
        Column(_("Student number"), "student_number"),
        Column(_("Name"), "name"),
        Column(_("Class"), "school_class.name"),
    )

    def get_queryset(self) -> QuerySet[Any]:
        self.queryset = queries.students(timezone.localdate())
        return super().get_queryset()

    @extend_schema(parameters=[StudentQuery], responses=StudentOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> QuerySet[Any]:
        rows = self.get_queryset()
        placed = queries.placements_on(self.user.school_id, timezone.localdate())
        if "q" in asked:
            rows = rows.filter(
                Q(name__contains=asked["q"]) | Q(student_number__startswith=asked["q"])
            )
        if "school_class" in asked:
            here = placed.filter(school_class_id=asked["school_class"])
            rows = rows.filter(pk__in=here.values("student_id"))
        if asked.get("mine"):
            who = standing(self.user)
            here = placed.filter(school_class_id__in=who.met_classes)
            rows = rows.filter(pk__in=here.values("student_id"))
        if asked.get("away"):
            rows = rows.exclude(pk__in=placed.values("student_id"))
        return rows

    def shown(self, rows: Sequence[Student]) -> Any:
        return self.get_serializer(rows, many=True).data


class StaffQuery(QueryShape):
    q = Text(lines=False, max_length=50, required=False, help_text="Part of a name.")


class StaffViewSet(ExportedList, StaffVerbs):
    policy = StaffPolicy()
    queryset = StaffMember.objects.all()
    serializer_class = StaffOut
    filters = StaffQuery
    list_title = _("List of staff")
    columns = (Column(_("Name"), "name"), Column(_("Posts"), "posts"))

    def get_queryset(self) -> QuerySet[Any]:
        self.queryset = queries.staff(timezone.localdate())
        return super().get_queryset()

    @extend_schema(parameters=[StaffQuery], responses=StaffOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> QuerySet[Any]:
        rows = self.get_queryset()
        return rows.filter(name__contains=asked["q"]) if "q" in asked else rows

    def shown(self, rows: Sequence[StaffMember]) -> Any:
        return self.get_serializer(rows, many=True).data
