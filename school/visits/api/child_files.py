"""One child's file over HTTP. Each opening is logged."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from school.people import queries as people
from school.people.access import RecordViewSet
from school.people.models import Student, User
from school.people.refs import StudentRef, present_student
from school.people.roles import PostKind
from school.people.rules import class_name
from school.visits.actions import child_files as actions
from school.visits.api.care import CircumstanceOut, present_circumstance
from school.visits.api.companions import CompanionRef, present_companion
from school.visits.api.shapes import CareCategoryRef
from school.visits.models import HomeVisit
from school.visits.policy.companions import ChildFilePolicy
from school.visits.queries import child_files
from school.visits.queries.child_files import ChildFile, Entry


@extend_schema_serializer(component_name="FilePlacement")
class PlacementOut(serializers.Serializer[Any]):
    class_name = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)


@extend_schema_serializer(component_name="FileVisit")
class FileVisitOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    visited_on = serializers.DateField()
    channel = serializers.CharField()
    outcome = serializers.CharField()
    purposes = serializers.ListField(child=serializers.CharField())
    companions = CompanionRef(many=True)


@extend_schema_serializer(component_name="FileActor")
class ActorOut(serializers.Serializer[Any]):
    """Somebody, and the posts held on that day."""

    name = serializers.CharField()
    posts = serializers.ListField(child=serializers.CharField())


@extend_schema_serializer(component_name="FileEntry")
class EntryOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(
        ["circumstance", "proposal", "exemption", "visit", "follow_up", "opened"]
    )
    what = serializers.CharField()
    day = serializers.DateField()
    at = serializers.DateTimeField()
    by = ActorOut(allow_null=True)
    category = CareCategoryRef(allow_null=True)
    proposal_kind = serializers.CharField()
    text = serializers.CharField()
    on = serializers.DateField(allow_null=True)
    visit = FileVisitOut(allow_null=True)


@extend_schema_serializer(component_name="ChildFile")
class ChildFileOut(serializers.Serializer[Any]):
    student = StudentRef()
    student_number = serializers.CharField()
    placements = PlacementOut(many=True)
    circumstances = CircumstanceOut(many=True)
    entries = EntryOut(many=True)


def _visit(row: HomeVisit | None) -> dict[str, Any] | None:
    if row is None:
        return None
    companions = row.companions.all()
    return {
        "id": row.pk,
        "visited_on": row.visited_on,
        "channel": row.channel,
        "outcome": row.outcome,
        "purposes": [one.category.purpose for one in row.purposes.all()],
        "companions": [present_companion(one, with_reason=True) for one in companions],
    }


def _entry(found: ChildFile, entry: Entry) -> dict[str, Any]:
    posts = [str(PostKind(post.kind).label) for post in found.posts_of(entry)]
    return {
        "kind": entry.kind,
        "what": entry.what,
        "day": entry.sort_key[0],
        "at": entry.at,
        "by": {"name": entry.by.display_name, "posts": list(dict.fromkeys(posts))}
        if entry.by
        else None,
        "category": entry.category,
        "proposal_kind": entry.proposal_kind,
        "text": entry.text,
        "on": entry.on,
        "visit": _visit(entry.visit),
    }


def present_file(found: ChildFile, user: User) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "student": present_student(found.student),
        "student_number": found.student.student_number,
        "placements": [
            {
                "class_name": class_name(one.school_class, min(one.ends_on or today, today)),
                "starts_on": one.starts_on,
                "ends_on": one.ends_on,
            }
            for one in found.placements
        ],
        "circumstances": [present_circumstance(one, user) for one in found.circumstances],
        "entries": [_entry(found, entry) for entry in found.entries],
    }


class ChildFileViewSet(RecordViewSet):
    policy = ChildFilePolicy()
    queryset = Student.objects.all()

    def get_queryset(self) -> Any:
        self.queryset = people.students(timezone.localdate())
        return super().get_queryset()

    @extend_schema(responses=ChildFileOut)
    def retrieve(self, request: Request, pk: str) -> Response:
        student = self.get_object()
        found = child_files.child_file(student)
        actions.note_opening(by=self.user, student=student)
        return Response(ChildFileOut(present_file(found, self.user)).data)
