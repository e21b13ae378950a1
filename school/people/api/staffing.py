"""Colleagues and their posts: what a page shows of them, and the acts that give and end posts."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.people import queries, rules
from school.people.access import OfferedRow, RecordViewSet, any_row
from school.people.actions import leaves, posts
from school.people.api.shapes import Named, OwnNumber
from school.people.models import (
    Post,
    PostBeginning,
    PostEnding,
    SchoolClass,
    StaffLeave,
    StaffMember,
    Stage,
    User,
)
from school.people.policy import StaffPolicy
from school.people.roles import OFFICES, PostKind
from school.people.rules.posts import Place
from school.shared.api import IDEMPOTENCY_KEY, Day, Shape, Text, body, made_once, once

REASON = 200


@extend_schema_serializer(component_name="HeldPost")
class HeldPostOut(serializers.Serializer[Any]):
    """A post with its days. `is_office`: the principal or the secretary gives and ends it."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(PostKind.choices)
    kind_label = serializers.CharField()
    school_class = Named(allow_null=True)
    grade = serializers.IntegerField(allow_null=True)
    subject = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    began = serializers.ChoiceField(PostBeginning.choices)
    began_label = serializers.CharField()
    ended = serializers.ChoiceField(PostEnding.choices, allow_null=True)
    ended_label = serializers.CharField()
    stands_in_for = serializers.CharField(help_text="A colleague's name, or nothing.")
    began_why = serializers.CharField()
    ended_why = serializers.CharField()
    is_office = serializers.BooleanField()


@extend_schema_serializer(component_name="StaffLeave")
class LeaveOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    reason = serializers.CharField()


@extend_schema_serializer(component_name="StaffFile")
class StaffFileOut(serializers.Serializer[Any]):
    """A colleague with every post there was and is, the newest first."""

    id = serializers.UUIDField()
    staff_number = serializers.CharField()
    name = serializers.CharField()
    teaching_since = serializers.DateField(
        allow_null=True, help_text="The first day as a teacher anywhere; null when not known."
    )
    posts = HeldPostOut(many=True)
    leaves = LeaveOut(many=True)
    abilities = serializers.ListField(child=serializers.CharField())


def present_staff(staff: StaffMember, user: User) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "id": staff.pk,
        "staff_number": staff.staff_number,
        "name": staff.name,
        "teaching_since": staff.teaching_since,
        "posts": [_present_post(one, today) for one in queries.posts_of(staff)],
        "leaves": list(queries.leaves_of(staff)),
        "abilities": StaffPolicy().abilities(user, staff),
    }


def _present_post(post: Post, today: Any) -> dict[str, Any]:
    day = max(post.starts_on, min(today, post.ends_on or today))
    stands_in = post.began == PostBeginning.STANDING_IN and post.leave is not None
    return {
        "id": post.pk,
        "kind": post.kind,
        "kind_label": str(PostKind(post.kind).label),
        "school_class": {
            "id": post.school_class_id,
            "name": rules.class_name(post.school_class, day),
        }
        if post.school_class
        else None,
        "grade": rules.grade_of(Stage.PRIMARY, post.cohort_year, day) if post.cohort_year else None,
        "subject": post.subject,
        "starts_on": post.starts_on,
        "ends_on": post.ends_on,
        "began": post.began,
        "began_label": str(PostBeginning(post.began).label),
        "ended": post.ended or None,
        "ended_label": str(PostEnding(post.ended).label) if post.ended else "",
        "stands_in_for": post.leave.staff.name if stands_in and post.leave else "",
        "began_why": post.began_why,
        "ended_why": post.ended_why,
        "is_office": post.kind in OFFICES,
    }


class PostIn(Shape):
    """What a post is, and from when on it is held."""

    kind = serializers.ChoiceField(PostKind.choices)
    school_class = OfferedRow(
        any_row, queryset=SchoolClass.objects.all(), required=False, allow_null=True
    )
    cohort_year = serializers.IntegerField(
        required=False, allow_null=True, min_value=2000, max_value=2099
    )
    subject = Text(lines=False, max_length=30, required=False, allow_blank=True)
    starts_on = Day()
    reason = Text(lines=False, max_length=REASON)


@extend_schema_serializer(component_name="NewStaff")
class NewStaffIn(PostIn):
    staff_number = OwnNumber(max_length=20)
    name = Text(lines=False, max_length=50)
    teaching_since = Day(required=False, allow_null=True)


@extend_schema_serializer(component_name="TeachingSince")
class TeachingSinceIn(Shape):
    teaching_since = Day(allow_null=True)


@extend_schema_serializer(component_name="Appointment")
class AppointmentIn(PostIn):
    ends_on = Day(required=False, allow_null=True, help_text="The last day, when it is known.")


@extend_schema_serializer(component_name="PostEnd")
class PostEndIn(Shape):
    post = serializers.UUIDField()
    last_day = Day()
    reason = Text(lines=False, max_length=REASON)


@extend_schema_serializer(component_name="StaffLeaving")
class StaffLeavingIn(Shape):
    last_day = Day()
    reason = Text(lines=False, max_length=REASON)


class SubstituteIn(Shape):
    post = serializers.UUIDField(help_text="The post that rests.")
    staff = OfferedRow(any_row, queryset=StaffMember.objects.all())


@extend_schema_serializer(component_name="NewLeave")
class LeaveIn(Shape):
    starts_on = Day()
    ends_on = Day(help_text="The last day of the leave.")
    reason = Text(lines=False, max_length=REASON)
    substitutes = SubstituteIn(many=True, required=False)

    def validate_substitutes(self, value: list[dict[str, Any]]) -> dict[Any, StaffMember]:
        found = {one["post"]: one["staff"] for one in value}
        if len(found) != len(value):
            raise serializers.ValidationError(_("A post has one stand-in."), "twice")
        return found


@extend_schema_serializer(component_name="LeaveReturn")
class ReturnIn(Shape):
    leave = serializers.UUIDField()
    returns_on = Day(help_text="The first day back.")
    reason = Text(lines=False, max_length=REASON)


def _place(found: dict[str, Any]) -> Place:
    return Place(
        found.pop("kind"),
        found.pop("school_class", None),
        found.pop("cohort_year", None),
        found.pop("subject", ""),
    )


class StaffVerbs(RecordViewSet):
    """What happens to a colleague's posts. Each answers with the whole file."""

    def _file(self, staff: StaffMember, code: int = status.HTTP_200_OK) -> Response:
        return Response(StaffFileOut(present_staff(staff, self.user)).data, code)

    @extend_schema(responses=StaffFileOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        return self._file(self.get_object())

    @extend_schema(
        request=NewStaffIn,
        parameters=[IDEMPOTENCY_KEY],
        responses=made_once(StaffFileOut),
    )
    def create(self, request: Request) -> Response:
        def act() -> StaffMember:
            found = body(request, NewStaffIn)
            return posts.join_school(by=self.user, place=_place(found), **found)

        made, code = once(request, act)
        staff = StaffMember.objects.get(pk=made, school_id=self.user.school_id)
        return self._file(staff, code)

    @extend_schema(request=AppointmentIn, parameters=[IDEMPOTENCY_KEY], responses=StaffFileOut)
    @action(detail=True, methods=["post"])
    def appoint(self, request: Request, pk: str) -> Response:
        staff = self.get_object()

        def act() -> Post:
            found = body(request, AppointmentIn)
            return posts.give_post(by=self.user, staff=staff, place=_place(found), **found)

        once(request, act)
        return self._file(staff)

    @extend_schema(request=PostEndIn, responses=StaffFileOut)
    @action(detail=True, methods=["post"], url_path="end-post")
    def end_post(self, request: Request, pk: str) -> Response:
        staff, found = self.get_object(), body(request, PostEndIn)
        posts.end_post(by=self.user, staff=staff, post_id=found.pop("post"), **found)
        return self._file(staff)

    @extend_schema(request=LeaveIn, parameters=[IDEMPOTENCY_KEY], responses=StaffFileOut)
    @action(detail=True, methods=["post"], url_path="grant-leave")
    def grant_leave(self, request: Request, pk: str) -> Response:
        staff = self.get_object()

        def act() -> StaffLeave:
            found = {"substitutes": {}, **body(request, LeaveIn)}
            return leaves.grant_leave(by=self.user, staff=staff, **found)

        once(request, act)
        return self._file(staff)

    @extend_schema(request=ReturnIn, responses=StaffFileOut)
    @action(detail=True, methods=["post"], url_path="return-from-leave")
    def return_from_leave(self, request: Request, pk: str) -> Response:
        staff, found = self.get_object(), body(request, ReturnIn)
        leaves.return_from_leave(by=self.user, staff=staff, leave_id=found.pop("leave"), **found)
        return self._file(staff)

    @extend_schema(request=StaffLeavingIn, responses=StaffFileOut)
    @action(detail=True, methods=["post"], url_path="leave-school")
    def leave_school(self, request: Request, pk: str) -> Response:
        staff = self.get_object()
        posts.leave_school(by=self.user, staff=staff, **body(request, StaffLeavingIn))
        return self._file(staff)

    @extend_schema(request=TeachingSinceIn, responses=StaffFileOut)
    @action(detail=True, methods=["post"], url_path="teaching-since")
    def teaching_since(self, request: Request, pk: str) -> Response:
        """任教时间: by it requirements know who is in the first years of teaching."""
        row = self.get_object()
        said = body(request, TeachingSinceIn)
        return self._file(posts.say_teaching_since(by=self.user, staff_id=row.pk, **said))
