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


class ContestItem(factory.django.DjangoModelFactory):
    """Ten marks, whose faults are the class's."""

    class Meta:
        model = models.ContestItem

    code = factory.Sequence(lambda n: f"WS-{n + 1:02d}")
    name = "教室卫生"
    full_marks = 10
    is_per_head = False
    position = factory.Sequence(lambda n: n + 1)


class ContestWeek(factory.django.DjangoModelFactory):
    """Last week, still open."""

    class Meta:
        model = models.ContestWeek
        django_get_or_create = ("school", "monday")

    school = factory.SelfAttribute("term.school")
    monday = datetime.date(2026, 11, 16)


class ContestCheck(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ContestCheck

    school = factory.SelfAttribute("week.school")
    checked_on = datetime.date(2026, 11, 18)
    faults = 1


class AmbassadorRound(factory.django.DjangoModelFactory):
    """Published, and open for nominations until the end of November."""

    class Meta:
        model = models.AmbassadorRound

    school = factory.SelfAttribute("term.school")
    title = "文明礼仪使者"
    criteria = "一学期里有一件具体的文明事迹"
    places_a_class = 1
    nominations_until = datetime.date(2026, 11, 30)
    published_at = RECORDED


class AmbassadorNomination(factory.django.DjangoModelFactory):
    class Meta:
        model = models.AmbassadorNomination

    school = factory.SelfAttribute("selection.school")
    deed = "每天帮值日生摆好桌椅"


class CourtesyAmbassador(factory.django.DjangoModelFactory):
    """Chosen by a vote of the class; the family is yet to be asked."""

    class Meta:
        model = models.CourtesyAmbassador

    school = factory.SelfAttribute("selection.school")
    vote = factory.LazyAttribute(
        lambda row: models.ClassVote.objects.get_or_create(
            school=row.school,
            selection=row.selection,
            school_class=row.school_class,
            defaults={"held_on": datetime.date(2026, 11, 20), "voters": 1},
        )[0]
    )
    deed = "每天帮值日生摆好桌椅"


def item(school, code="SCH-01", **version):
    """An item with its first version."""
    made = PointItem(school=school, code=code)
    PointItemVersion(item=made, **version)
    return made
