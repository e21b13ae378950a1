"""HTTP shapes and endpoints of people. No decisions here."""

from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.utils import (
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
)
from drf_spectacular.views import SpectacularAPIView
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from school.people import actions, queries, rules
from school.people.access import RecordViewSet, standing
from school.people.models import SchoolClass, StaffMember, Stage, Student, Term, User
from school.people.policy import (
    AccountPolicy,
    SchoolClassPolicy,
    StaffPolicy,
    StudentPolicy,
    TermPolicy,
    met,
)
from school.people.roles import PostKind
from school.shared.api import Flag, QueryShape, Text, query

# ---- small shapes that others nest ---------------------------------------------------------


class Named(serializers.Serializer[Any]):
    """A record as others mention it."""

    id = serializers.UUIDField()
    name = serializers.CharField()


@extend_schema_serializer(component_name="Post")
class PostOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(PostKind.choices)
    label = serializers.CharField()  # type: ignore[assignment]
    school_class = Named(allow_null=True)
    grade = serializers.IntegerField(allow_null=True)
    subject = serializers.CharField()


@extend_schema_serializer(component_name="Span")
class SpanOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


@extend_schema_serializer(component_name="Term")
class TermOut(serializers.Serializer[Any]):
    """A term; `starts_on` and `ends_on` are those of its longest stage."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    academic_year = serializers.CharField()
    ordinal = serializers.IntegerField()
    window_opens_on = serializers.DateField()
    window_closes_on = serializers.DateField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    week = serializers.IntegerField(allow_null=True, help_text="The teaching week of today.")
    is_current = serializers.BooleanField()
    stages = SpanOut(many=True)
    holidays = SpanOut(many=True)


@extend_schema_serializer(component_name="School")
class SchoolOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    short_name = serializers.CharField()


@extend_schema_serializer(component_name="Me")
class MeOut(serializers.Serializer[Any]):
    """Who is signed in, and what follows from it."""

    id = serializers.UUIDField()
    username = serializers.CharField()
    name = serializers.CharField()
    school = SchoolOut()
    staff_id = serializers.UUIDField(allow_null=True)
    is_committee = serializers.BooleanField()
    posts = PostOut(many=True)
    permissions = serializers.ListField(child=serializers.CharField())
    current_term = TermOut(allow_null=True)
    language = serializers.CharField()
    today = serializers.DateField()


@extend_schema_serializer(component_name="SchoolClass")
class SchoolClassOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    grade = serializers.IntegerField()
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


@extend_schema_serializer(component_name="Account")
class AccountOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    username = serializers.CharField()
    name = serializers.CharField(source="display_name")
    posts = serializers.SerializerMethodField()
    is_active = serializers.BooleanField()
    last_login = serializers.DateTimeField(allow_null=True)
    abilities = serializers.SerializerMethodField()

    def get_posts(self, account: Any) -> list[str]:
        return (
            [str(post.get_kind_display()) for post in account.staff.held] if account.staff else []
        )

    def get_abilities(self, account: User) -> list[str]:
        return AccountPolicy().abilities(self.context["request"].user, account)


def present_term(term: Term) -> dict[str, Any]:
    today = timezone.localdate()
    stages = list(term.stages.all())
    with translation.override("zh-hans"):
        year = str(term.academic_year)
    ordinal = rules.numeral(term.ordinal)
    week = next((w.number for w in queries.weeks(term) if w.first <= today <= w.last), None)
    english = (translation.get_language() or "").startswith("en")
    return {
        "id": term.pk,
        "name": f"{year}, term {term.ordinal}" if english else f"{year}学年度第{ordinal}学期",
        "academic_year": year,
        "ordinal": term.ordinal,
        "window_opens_on": term.window_opens_on,
        "window_closes_on": term.window_closes_on,
        "starts_on": min((s.starts_on for s in stages), default=None),
        "ends_on": max((s.ends_on for s in stages), default=None),
        "week": week,
        "is_current": term.window_opens_on <= today <= term.window_closes_on,
        "stages": [
            {"name": s.stage, "starts_on": s.starts_on, "ends_on": s.ends_on} for s in stages
        ],
        "holidays": [
            {"name": h.name, "starts_on": h.starts_on, "ends_on": h.ends_on}
            for h in term.holidays.all()
        ],
    }


# ---- endpoints -----------------------------------------------------------------------------


class Me(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=MeOut, operation_id="me")
    def get(self, request: Request) -> Response:
        user: Any = request.user
        today = timezone.localdate()
        who = standing(user)
        term = queries.current_term(user.school_id, today) if who.posts else None
        posts = [
            {
                "kind": post.kind,
                "label": str(PostKind(post.kind).label),
                "school_class": {
                    "id": post.school_class_id,
                    "name": rules.class_name(post.school_class, today),
                }
                if post.school_class
                else None,
                "grade": rules.grade_of(Stage.PRIMARY, post.cohort_year, today)
                if post.cohort_year
                else None,
                "subject": post.subject,
            }
            for post in who.posts
        ]
        return Response(
            MeOut(
                {
                    "id": user.pk,
                    "username": user.username,
                    "name": user.display_name,
                    "school": user.school,
                    "staff_id": user.staff_id,
                    "is_committee": who.is_committee,
                    "posts": posts,
                    "permissions": sorted(who.permissions),
                    "current_term": present_term(term) if term else None,
                    "language": translation.get_language() or settings.LANGUAGE_CODE,
                    "today": today,
                }
            ).data
        )


class SchemaView(SpectacularAPIView):
    """The document for programs: in one language, whatever the reader's."""

    permission_classes = [IsAuthenticated]
    renderer_classes = [OpenApiYamlRenderer]

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        with translation.override("en"):
            answer: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
            return answer


class NoFilters(QueryShape):
    """A list without filters of its own."""


class TermViewSet(RecordViewSet):
    policy = TermPolicy()
    queryset = Term.objects.all()
    pagination_class = None

    @extend_schema(responses=TermOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, NoFilters)
        terms = queries.terms(self.user.school_id).order_by("-window_opens_on")
        return Response(TermOut([present_term(term) for term in terms], many=True).data)


class SchoolClassViewSet(RecordViewSet):
    policy = SchoolClassPolicy()
    queryset = SchoolClass.objects.all()

    @extend_schema(responses=SchoolClassOut(many=True))
    def list(self, request: Request) -> Response:
        query(request, NoFilters)
        today, school = timezone.localdate(), self.user.school_id
        sizes, homeroom = (
            queries.class_sizes(school, today),
            queries.homeroom_teachers(school, today),
        )
        mine = set(met(self.user, self.get_queryset()).values_list("pk", flat=True))
        page = self.paginate_queryset(queries.classes(school, today))
        rows = [
            {
                "id": one.pk,
                "name": rules.class_name(one, today),
                "grade": rules.grade_of(one.stage, one.cohort_year, today),
                "homeroom_teacher": homeroom.get(one.pk),
                "students_count": sizes.get(one.pk, 0),
                "is_mine": one.pk in mine,
            }
            for one in page or []
        ]
        return self.get_paginated_response(SchoolClassOut(rows, many=True).data)


class StudentQuery(QueryShape):
    q = Text(lines=False, max_length=50, required=False, help_text="Part of a name or number.")
    school_class = serializers.UUIDField(required=False)
    mine = Flag(required=False, help_text="Only children of the classes I meet.")


class StudentViewSet(mixins.RetrieveModelMixin, RecordViewSet):
    policy = StudentPolicy()
    queryset = Student.objects.all()
    serializer_class = StudentOut

    def get_queryset(self) -> QuerySet[Any]:
        self.queryset = queries.students(timezone.localdate())
        return super().get_queryset()

    @extend_schema(parameters=[StudentQuery], responses=StudentOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, StudentQuery)
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
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class StaffQuery(QueryShape):
    q = Text(lines=False, max_length=50, required=False, help_text="Part of a name.")


class StaffViewSet(RecordViewSet):
    policy = StaffPolicy()
    queryset = StaffMember.objects.all()
    serializer_class = StaffOut

    def get_queryset(self) -> QuerySet[Any]:
        self.queryset = queries.staff(timezone.localdate())
        return super().get_queryset()

    @extend_schema(parameters=[StaffQuery], responses=StaffOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, StaffQuery)
        rows = self.get_queryset()
        if "q" in asked:
            rows = rows.filter(name__contains=asked["q"])
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class AccountQuery(QueryShape):
    q = Text(lines=False, max_length=50, required=False, help_text="Part of a name or account.")


class AccountViewSet(RecordViewSet):
    policy = AccountPolicy()
    queryset = User.objects.all()
    serializer_class = AccountOut

    def get_queryset(self) -> QuerySet[Any]:
        self.queryset = queries.accounts(timezone.localdate())
        return super().get_queryset()

    @extend_schema(parameters=[AccountQuery], responses=AccountOut(many=True))
    def list(self, request: Request) -> Response:
        asked = query(request, AccountQuery)
        rows = self.get_queryset().order_by("username")
        if "q" in asked:
            rows = rows.filter(
                Q(username__contains=asked["q"])
                | Q(staff__name__contains=asked["q"])
                | Q(full_name__contains=asked["q"])
            )
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(request=None, responses=AccountOut)
    @action(detail=True, methods=["post"])
    def deactivate(self, request: Request, pk: str) -> Response:
        account = actions.deactivate_account(by=self.user, account=self.get_object())
        return Response(self.get_serializer(account).data)

    @extend_schema(request=None, responses=AccountOut)
    @action(detail=True, methods=["post"])
    def activate(self, request: Request, pk: str) -> Response:
        account = actions.activate_account(by=self.user, account=self.get_object())
        return Response(self.get_serializer(account).data)


ROUTES: list[tuple[str, type[RecordViewSet]]] = [
    ("terms", TermViewSet),
    ("school-classes", SchoolClassViewSet),
    ("students", StudentViewSet),
    ("staff", StaffViewSet),
    ("accounts", AccountViewSet),
]
