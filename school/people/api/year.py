"""Classes divided anew and years rolled over: first looked at, then written."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from school.people import planning, rules, sheets
from school.people.access import RecordViewSet
from school.people.actions import resplits
from school.people.actions import year as years
from school.people.models import Resplit, RollOver, SchoolClass, Stage
from school.people.policy.year import ResplitPolicy, RollOverPolicy
from school.people.rules import resplit, roll_over
from school.shared.api import (
    IDEMPOTENCY_KEY,
    Day,
    QueryShape,
    Shape,
    Text,
    body,
    check_size,
    form,
    made_once,
    once,
    query,
)

MOST_BODY = 25_000_000
MOST_CLASSES = roll_over.MOST_CLASSES

# ---- classes divided anew ------------------------------------------------------------------


class ResplitRowIn(Shape):
    student_number = Text(lines=False, max_length=planning.NUMBER_LETTERS)
    number = serializers.IntegerField(min_value=1, max_value=99, help_text="Of the new class.")


@extend_schema_serializer(component_name="ResplitDraft")
class ResplitIn(Shape):
    stage = serializers.ChoiceField(Stage.choices, default=Stage.PRIMARY)
    cohort_year = serializers.IntegerField(min_value=2000, max_value=2099)
    starts_on = Day(help_text="The first day in the new classes.")
    classes = serializers.IntegerField(min_value=1, max_value=MOST_CLASSES)
    rows = serializers.ListField(child=ResplitRowIn(), max_length=resplit.MOST_CHILDREN)


@extend_schema_serializer(component_name="ResplitConfirm")
class ResplitConfirmIn(ResplitIn):
    digest = Text(lines=False, max_length=64, help_text="The `digest` of the check.")
    reason = Text(lines=False, max_length=200)


class ResplitFileIn(Shape):
    file = serializers.FileField(
        allow_empty_file=True, help_text="A roster file, .xlsx or .csv: who is in which class."
    )


class ResplitSize(serializers.Serializer[Any]):
    name = serializers.CharField()
    number = serializers.IntegerField()
    students = serializers.IntegerField()
    is_new = serializers.BooleanField()


class ResplitChange(serializers.Serializer[Any]):
    student_number = serializers.CharField()
    name = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


@extend_schema_serializer(component_name="ResplitPlan")
class ResplitPlanOut(serializers.Serializer[Any]):
    """What the division would change. Nothing was written."""

    digest = serializers.CharField()
    moved = serializers.IntegerField()
    stayed = serializers.IntegerField()
    sizes = ResplitSize(many=True)
    changes = ResplitChange(many=True)
    problems = serializers.ListField(child=serializers.CharField())


class ResplitRow(serializers.Serializer[Any]):
    student_number = serializers.CharField()
    name = serializers.CharField()
    number = serializers.IntegerField()


@extend_schema_serializer(component_name="ResplitFile")
class ResplitFileOut(serializers.Serializer[Any]):
    """The rows of a file, to be looked at; `problems` names those that cannot be read."""

    rows = ResplitRow(many=True)
    problems = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="Resplit")
class ResplitOut(serializers.ModelSerializer[Resplit]):
    cohort_year = serializers.IntegerField()
    classes = serializers.IntegerField()
    moved = serializers.IntegerField()
    stayed = serializers.IntegerField()

    class Meta:
        model = Resplit
        fields = ["id", "cohort_year", "starts_on", "classes", "moved", "stayed", "created_at"]


def _wanted(found: dict[str, Any]) -> list[tuple[str, int]]:
    return [(row["student_number"], row["number"]) for row in found.pop("rows")]


def present_resplit(plan: resplit.Plan) -> dict[str, Any]:
    def named(number: int) -> str:
        row = SchoolClass(stage=plan.stage, cohort_year=plan.cohort_year, number=number)
        return rules.class_name(row, plan.starts_on)

    return {
        "digest": plan.digest,
        "moved": plan.moved,
        "stayed": len(plan.changes) - plan.moved,
        "sizes": [
            {
                "name": named(number),
                "number": number,
                "students": students,
                "is_new": number in plan.new_numbers,
            }
            for number, students in plan.sizes
        ],
        "changes": [
            {
                "student_number": one.child.student_number,
                "name": one.child.name,
                "before": named(one.child.number),
                "after": named(one.number),
            }
            for one in plan.changes
            if one.moves
        ],
        "problems": plan.problems,
    }


class ResplitViewSet(mixins.ListModelMixin, RecordViewSet):
    policy = ResplitPolicy()
    queryset = Resplit.objects.all()
    serializer_class = ResplitOut

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        check_size(request, MOST_BODY, _("The file is larger than 5 MB."))
        super().initial(request, *args, **kwargs)

    @extend_schema(responses=ResplitOut(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        query(request, QueryShape)
        return super().list(request, *args, **kwargs)

    @extend_schema(request=ResplitIn, responses=ResplitPlanOut)
    @action(detail=False, methods=["post"])
    def check(self, request: Request) -> Response:
        found = body(request, ResplitIn)
        plan = resplits.plan_resplit(by=self.user, wanted=_wanted(found), **found)
        return Response(ResplitPlanOut(present_resplit(plan)).data)

    @extend_schema(
        request={"multipart/form-data": ResplitFileIn},
        responses=ResplitFileOut,
    )
    @action(detail=False, methods=["post"], parser_classes=[MultiPartParser])
    def read(self, request: Request) -> Response:
        """A file as rows of the sheet on the screen. Nothing is stored, nothing decided."""
        file = form(request, ResplitFileIn)["file"]
        table = sheets.read(file.name, file.read(sheets.MOST_BYTES + 1))
        entries = [planning.read_line(line) for line in table.lines]
        return Response(
            ResplitFileOut(
                {
                    "rows": [one for one in entries if one.student_number and one.number],
                    "problems": [
                        _("Row %(row)d: %(problem)s") % {"row": one.row, "problem": problem}
                        for one in entries
                        for problem in one.problems
                    ],
                }
            ).data
        )

    @extend_schema(
        request=ResplitConfirmIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=made_once(ResplitOut),
    )
    def create(self, request: Request) -> Response:
        def act() -> Resplit:
            found = body(request, ResplitConfirmIn)
            return resplits.resplit(by=self.user, wanted=_wanted(found), **found)

        made, code = once(request, act)
        row = Resplit.objects.get(pk=made, school_id=self.user.school_id)
        return Response(ResplitOut(row).data, code)


# ---- years rolled over ---------------------------------------------------------------------


class RollOverQuery(QueryShape):
    year = serializers.IntegerField(
        min_value=2000, max_value=2099, help_text="2027 opens the year 2027-2028."
    )
    classes = serializers.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_CLASSES,
        help_text="How many classes the first grade gets; as many as the grade before it.",
    )


@extend_schema_serializer(component_name="RollOverConfirm")
class RollOverIn(Shape):
    year = serializers.IntegerField(min_value=2000, max_value=2099)
    classes = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=MOST_CLASSES
    )
    digest = Text(lines=False, max_length=64, help_text="The `digest` of the plan.")


class RollOverTerm(serializers.Serializer[Any]):
    first_year = serializers.IntegerField()
    ordinal = serializers.IntegerField()
    opens_on = serializers.DateField()
    closes_on = serializers.DateField()


class RenamedClass(serializers.Serializer[Any]):
    before = serializers.CharField()
    after = serializers.CharField()


class GraduatingClass(serializers.Serializer[Any]):
    name = serializers.CharField()
    students = serializers.IntegerField()


class EndingPost(serializers.Serializer[Any]):
    who = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


@extend_schema_serializer(component_name="RollOverPlan")
class RollOverPlanOut(serializers.Serializer[Any]):
    """What the roll-over would write. Nothing was written."""

    digest = serializers.CharField()
    year = serializers.IntegerField()
    last_day = serializers.DateField()
    is_empty = serializers.BooleanField()
    terms = RollOverTerm(many=True)
    renamed = RenamedClass(many=True)
    graduating = GraduatingClass(many=True)
    posts = EndingPost(many=True)
    new_classes = serializers.ListField(child=serializers.CharField())
    conflicts = serializers.ListField(child=serializers.CharField())
    notes = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="RollOver")
class RollOverOut(serializers.ModelSerializer[RollOver]):
    first_year = serializers.IntegerField()
    graduated = serializers.IntegerField()
    posts_ended = serializers.IntegerField()
    classes_made = serializers.IntegerField()
    terms_opened = serializers.IntegerField()

    class Meta:
        model = RollOver
        fields = [
            "id",
            "first_year",
            "last_day",
            "graduated",
            "posts_ended",
            "classes_made",
            "terms_opened",
            "created_at",
        ]


def present_plan(plan: roll_over.Plan) -> dict[str, Any]:
    return {
        "digest": plan.digest,
        "year": plan.year,
        "last_day": plan.last_day,
        "is_empty": plan.is_empty,
        "terms": plan.terms,
        "renamed": plan.renamed,
        "graduating": [
            {"name": one.name_on(plan.last_day), "students": plan.graduates[one.id]}
            for one in plan.graduating
        ],
        "posts": plan.posts,
        "new_classes": [
            roll_over.named(stage, cohort_year, number)
            for stage, cohort_year, number in plan.new_classes
        ],
        "conflicts": plan.conflicts,
        "notes": plan.notes,
    }


class RollOverViewSet(mixins.ListModelMixin, RecordViewSet):
    policy = RollOverPolicy()
    queryset = RollOver.objects.all()
    serializer_class = RollOverOut

    @extend_schema(responses=RollOverOut(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        query(request, QueryShape)
        return super().list(request, *args, **kwargs)

    @extend_schema(parameters=[RollOverQuery], responses=RollOverPlanOut)
    @action(detail=False, methods=["get"])
    def plan(self, request: Request) -> Response:
        asked = query(request, RollOverQuery)
        found = years.plan_roll_over(
            school_id=self.user.school_id,
            year=asked["year"],
            today=timezone.localdate(),
            classes=asked.get("classes"),
        )
        return Response(RollOverPlanOut(present_plan(found)).data)

    @extend_schema(
        request=RollOverIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=made_once(RollOverOut),
    )
    def create(self, request: Request) -> Response:
        def act() -> RollOver:
            found = body(request, RollOverIn)
            return years.roll_over(school_id=self.user.school_id, by=self.user, **found)

        made, code = once(request, act)
        row = RollOver.objects.get(pk=made, school_id=self.user.school_id)
        return Response(RollOverOut(row).data, code)
