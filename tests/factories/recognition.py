"""Rows of awards and selections; only what a row needs to exist."""

import datetime

import factory
from django.utils import timezone

from school.recognition import models
from tests.factories.evidence import Evidence


class Award(factory.django.DjangoModelFactory):
    """耕耘杯: a district first of a teacher, declared. Give school and created_by."""

    class Meta:
        model = models.Award

    recipient = "teacher"
    title = "“耕耘杯”优质课评选"
    nature = "contest"
    level = "district"
    grade = "first"
    issuer = "市南区教育体育局"
    awarded_on = datetime.date(2026, 10, 12)


def award(by, *winners, verified_by=None, **more):
    """With its winners (staff, children or classes) and a scan; verified when somebody did."""
    made = Award(school=by.school, created_by=by, **more)
    column = {"teacher": "staff", "student": "student", "class": "school_class"}
    for position, winner in enumerate(winners, 1):
        models.AwardWinner.objects.create(
            school=by.school, award=made, position=position, **{column[made.recipient]: winner}
        )
    models.AwardEvidence.objects.create(
        school=by.school, award=made, evidence=Evidence(school=by.school, created_by=by)
    )
    if verified_by is not None:
        models.Award.objects.filter(pk=made.pk).update(
            state="verified", decided_at=timezone.now(), decided_by=verified_by
        )
        made.refresh_from_db()
    return made


class SelectionKind(factory.django.DjangoModelFactory):
    """优秀家长."""

    class Meta:
        model = models.SelectionKind
        django_get_or_create = ("school", "code")

    code = "parents"
    name = "优秀家长"
    whom = "parent"
    position = 1


class Selection(factory.django.DjangoModelFactory):
    """Of November, open. Give a school."""

    class Meta:
        model = models.Selection

    kind = factory.SubFactory(SelectionKind, school=factory.SelfAttribute("..school"))
    title = "第三届家庭文化节优秀家长"
    edition = 3
    starts_on = datetime.date(2026, 11, 1)
    ends_on = datetime.date(2026, 11, 30)
    criteria = "热心家委会工作"
    places = 10


class Nomination(factory.django.DjangoModelFactory):
    """A parent in words. Give selection and created_by."""

    class Meta:
        model = models.Nomination

    school = factory.SelfAttribute("selection.school")
    name = factory.Sequence(lambda n: f"矫先生{n + 1}")
    deed = "每周三到校门口护导"
