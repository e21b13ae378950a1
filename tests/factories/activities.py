"""Rows of activities; only what a row needs to exist."""

import datetime

import factory
from django.utils import timezone

from school.activities import models
from tests.factories.people import RECORDED

HELD_ON = datetime.date(2026, 11, 18)


class ActivityKind(factory.django.DjangoModelFactory):
    """感恩大家谈: for colleagues, and asks for nothing."""

    class Meta:
        model = models.ActivityKind
        django_get_or_create = ("school", "code")

    code = "gratitude_talk"
    name = "感恩大家谈"
    area = "ethics"
    is_for_staff = True
    position = 1


def training(school, **more):
    """专题培训: asks for class hours."""
    given = {"code": "special_training", "name": "专题培训", "area": "training"}
    return ActivityKind(school=school, asks_hours=True, **given | more)


def research(school, **more):
    """教研活动: on one of three levels, and asks what it was to each."""
    given = {"code": "research", "name": "教研活动", "area": "research"}
    return ActivityKind(
        school=school, asks_research_level=True, asks_reflection=True, **given | more
    )


def reception(school, **more):
    """接待来访: visitors."""
    given = {"code": "reception", "name": "接待来访", "area": "other"}
    return ActivityKind(school=school, asks_headcount=True, asks_visitors=True, **given | more)


class Programme(factory.django.DjangoModelFactory):
    """A festival of November, without a number."""

    class Meta:
        model = models.Programme

    kind = "festival"
    name = factory.Sequence(lambda n: f"家庭文化节{n}")
    starts_on = datetime.date(2026, 11, 1)
    ends_on = datetime.date(2026, 11, 30)


class ProgrammePhase(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ProgrammePhase

    school = factory.SelfAttribute("programme.school")
    name = factory.Sequence(lambda n: f"阶段{n}")
    starts_on = datetime.date(2026, 11, 1)
    ends_on = datetime.date(2026, 11, 20)


class ProgrammeTopic(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ProgrammeTopic

    school = factory.SelfAttribute("programme.school")
    title = factory.Sequence(lambda n: f"怎样上好一节课{n}")


class Group(factory.django.DjangoModelFactory):
    """A studio since September. Give a leader."""

    class Meta:
        model = models.Group

    school = factory.SelfAttribute("leader.school")
    kind = "studio"
    name = factory.Sequence(lambda n: f"语文名师工作室{n}")
    starts_on = datetime.date(2026, 9, 1)


class GroupMember(factory.django.DjangoModelFactory):
    class Meta:
        model = models.GroupMember

    school = factory.SelfAttribute("group.school")
    starts_on = factory.SelfAttribute("group.starts_on")
    created_at = RECORDED


class GroupTopic(factory.django.DjangoModelFactory):
    class Meta:
        model = models.GroupTopic

    school = factory.SelfAttribute("group.school")
    title = factory.Sequence(lambda n: f"课题{n}")


class Activity(factory.django.DjangoModelFactory):
    """Held last Wednesday. Give an organiser."""

    class Meta:
        model = models.Activity

    school = factory.SelfAttribute("organiser.school")
    kind = factory.SubFactory(ActivityKind, school=factory.SelfAttribute("..school"))
    topic = "心存感恩"
    happened_on = HELD_ON
    state = "held"


class ActivityStaff(factory.django.DjangoModelFactory):
    """A colleague who was there."""

    class Meta:
        model = models.ActivityStaff

    school = factory.SelfAttribute("activity.school")
    attended = True


class ActivityClass(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ActivityClass

    school = factory.SelfAttribute("activity.school")


class ActivityReflection(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ActivityReflection

    school = factory.SelfAttribute("activity.school")
    text = "先听学生说完"


class PupilPair(factory.django.DjangoModelFactory):
    """Since October. Give teacher and student."""

    class Meta:
        model = models.PupilPair

    school = factory.SelfAttribute("teacher.school")
    starts_on = datetime.date(2026, 10, 8)


class PupilContact(factory.django.DjangoModelFactory):
    class Meta:
        model = models.PupilContact

    school = factory.SelfAttribute("pair.school")
    contacted_on = HELD_ON
    way = "talk"


class Consultation(factory.django.DjangoModelFactory):
    """Not answered."""

    class Meta:
        model = models.Consultation

    asked_on = HELD_ON
    topic = "写作业拖拉"
    question = "孩子写作业总要催，怎么办？"


def answered(school, by, **more):
    given = {"answer": "先一起定一个时间", "answered_on": HELD_ON}
    return Consultation(school=school, answered_at=timezone.now(), answered_by=by, **given | more)


class ParentingPiece(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ParentingPiece

    title = "和孩子一起读书的三年"
    sent_to = "家教周报"
    sent_on = HELD_ON
