"""Rows of civility; only what a row needs to exist."""

import datetime

import factory

from school.civility import models
from tests.factories.people import RECORDED


class PointItem(factory.django.DjangoModelFactory):
    class Meta:
        model = models.PointItem
        django_get_or_create = ("school", "code")

    code = factory.Sequence(lambda n: f"SCH-{n + 1:02d}")


class PointItemVersion(factory.django.DjangoModelFactory):
    """An item of the school's domain, worth one point, without caps."""

    class Meta:
        model = models.PointItemVersion

    school = factory.SelfAttribute("item.school")
    number = 1
    effective_from = datetime.date(2020, 9, 1)
    created_at = RECORDED
    name = "主动问好"
    domain = "school"
    least = 1
    most = factory.SelfAttribute("least")


class PointLimits(factory.django.DjangoModelFactory):
    class Meta:
        model = models.PointLimits

    number = factory.Sequence(lambda n: n + 1)
    effective_from = datetime.date(2020, 9, 1)
    student_day = 10
    teacher_day = 300
    undo_minutes = 10


class ThemeMonth(factory.django.DjangoModelFactory):
    """生活礼仪学习月: November."""

    class Meta:
        model = models.ThemeMonth

    title = "生活礼仪学习月"
    colour = "gold"
    starts_on = datetime.date(2026, 11, 1)
    ends_on = datetime.date(2026, 11, 30)
    created_at = RECORDED


class ThemeItem(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ThemeItem

    school = factory.SelfAttribute("theme.school")


def item(school, code="SCH-01", **version):
    """An item with its first version."""
    made = PointItem(school=school, code=code)
    PointItemVersion(item=made, **version)
    return made
