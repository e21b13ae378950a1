"""A child, a class, a colleague and a kind of record as other contexts mention them."""

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers

from school.people.models import StaffMember, User
from school.people.rules import class_name


class ClassRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class StudentRef(serializers.Serializer[Any]):
    """A child as others mention it, with the class of today."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    school_class = ClassRef(allow_null=True)


class StaffRef(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


def present_student(student: Any) -> dict[str, Any]:
    """`student.placed` is prefetched: the placement of today."""
    school_class = student.placed[0].school_class if student.placed else None
    return {
        "id": student.pk,
        "name": student.name,
        "school_class": {
            "id": school_class.pk,
            "name": class_name(school_class, timezone.localdate()),
        }
        if school_class
        else None,
    }


def present_staff(staff: StaffMember) -> dict[str, Any]:
    return {"id": staff.pk, "name": staff.name}


def present_person(user: User | None) -> dict[str, Any] | None:
    if user is None:
        return None
    return {"id": user.staff_id or user.pk, "name": user.display_name}


def record_word(model: type[Model]) -> str:
    """What the context of this table calls one of its rows (`record_words` in its apps.py)."""
    words = getattr(apps.get_app_config(model._meta.app_label), "record_words", {})
    return str(words.get(model._meta.model_name, _("other record")))
