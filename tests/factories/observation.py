"""Rows of lessons and observations; only what a row needs to exist."""

import datetime
from decimal import Decimal

import factory
from django.utils import timezone

from school.observation import models
from tests.factories.people import RECORDED

TAUGHT_ON = datetime.date(2026, 11, 18)


class Rubric(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Rubric

    code = factory.Sequence(lambda n: f"R{n + 1}")
    name = "课堂教学评价表"


class LessonKind(factory.django.DjangoModelFactory):
    """公开课: without a rubric."""

    class Meta:
        model = models.LessonKind
        django_get_or_create = ("school", "code")

    code = "open"
    name = "公开课"
    position = 1


class LessonSession(factory.django.DjangoModelFactory):
    """A lesson of last Wednesday, each in a period of its own. Give a host."""

    class Meta:
        model = models.LessonSession

    school = factory.SelfAttribute("host.school")
    kind = factory.SubFactory(LessonKind, school=factory.SelfAttribute("..school"))
    subject = "语文"
    topic = "草船借箭"
    taught_on = TAUGHT_ON
    period = factory.Sequence(lambda n: n % 10 + 1)


def lesson_elsewhere(school, **more):
    """A lesson at another school."""
    given = {
        "is_out_of_school": True,
        "host_name": "外校的綦老师",
        "organiser": "区教研室",
        "place": "育英小学",
    }
    return LessonSession(school=school, host=None, **given | more)


def attended(session, observer, *, by=None, host_said=True):
    """Both sides say that the observer was there; without `host_said` only the observer does."""
    now = timezone.now()
    return models.Attendance.objects.create(
        school=session.school,
        session=session,
        observer=observer,
        observer_said_at=now,
        observer_said_by=by or observer.user,
        host_said_at=now if host_said else None,
        host_said_by=session.host.user if host_said else None,
    )


class StrategyTag(factory.django.DjangoModelFactory):
    class Meta:
        model = models.StrategyTag
        django_get_or_create = ("school", "name")

    name = "独立思考"
    position = factory.Sequence(lambda n: n + 1)


class Observation(factory.django.DjangoModelFactory):
    """A draft of the observer's. Give session and observer."""

    class Meta:
        model = models.Observation

    school = factory.SelfAttribute("session.school")


class ObservedStrategy(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ObservedStrategy

    school = factory.SelfAttribute("observation.school")
    text = "举手前先独立想30秒,举手的由6人变14人"
    position = factory.Sequence(lambda n: n + 1)


class StrategyCard(factory.django.DjangoModelFactory):
    """Asked about, not answered."""

    class Meta:
        model = models.StrategyCard

    school = factory.SelfAttribute("strategy.school")


def observed(session, observer, *, shared_at=None, confirmed=True, **more):
    """A shared record with a strategy, of an observer whom both sides saw there."""
    made = Observation(
        session=session,
        observer=observer,
        state="shared",
        shared_at=shared_at or timezone.now(),
        **more,
    )
    ObservedStrategy(observation=made)
    if confirmed and not session.is_out_of_school:
        attended(session, observer)
    return made


class ObservationQuota(factory.django.DjangoModelFactory):
    """Fifteen a term of every subject teacher."""

    class Meta:
        model = models.ObservationQuota

    post_kind = "subject_teacher"
    period = "term"
    at_least = 15
    starts_on = datetime.date(2026, 9, 1)
    created_at = RECORDED


class ObservationLimits(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ObservationLimits

    number = factory.Sequence(lambda n: n + 1)
    effective_from = datetime.date(2020, 9, 1)


def published(rubric, *criteria, by, number=1, grades=(), **more):
    """A version that `by` published: `criteria` are columns of each, the code at least."""
    version = models.RubricVersion.objects.create(
        school=rubric.school, rubric=rubric, number=number, **more
    )
    for position, one in enumerate(criteria, 1):
        options = one.pop("options", ())
        row = models.Criterion.objects.create(
            school=rubric.school,
            version=version,
            position=position,
            **{"kind": "scale", "text": one["code"], "weight": Decimal(10)}
            | ({"levels": 5} if one.get("kind", "scale") == "scale" else {})
            | one,
        )
        for place, text in enumerate(options, 1):
            models.CriterionOption.objects.create(
                school=rubric.school, criterion=row, text=text, position=place
            )
    for name, at_least in grades:
        models.RubricGrade.objects.create(
            school=rubric.school, version=version, name=name, at_least=at_least
        )
    models.RubricVersion.objects.filter(pk=version.pk).update(
        published_at=timezone.now(), published_by=by
    )
    return models.RubricVersion.objects.get(pk=version.pk)


class LessonBooking(factory.django.DjangoModelFactory):
    """A seat. Give session and guest."""

    class Meta:
        model = models.LessonBooking

    school = factory.SelfAttribute("session.school")
    state = "seated"
    number = factory.Sequence(lambda n: n + 1)
    seated_at = RECORDED


class LessonCampaign(factory.django.DjangoModelFactory):
    """教师专业发展促进月: November."""

    class Meta:
        model = models.LessonCampaign

    name = "教师专业发展促进月"
    theme = "课堂教学策略"
    starts_on = datetime.date(2026, 11, 1)
    ends_on = datetime.date(2026, 11, 30)


class CampaignKind(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CampaignKind

    school = factory.SelfAttribute("campaign.school")


class RelayChain(factory.django.DjangoModelFactory):
    class Meta:
        model = models.RelayChain

    topic = "整本书阅读:西游记"
    subject = "语文"


class CalendarFeed(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CalendarFeed

    school = factory.SelfAttribute("staff.school")
    token_digest = factory.Sequence(lambda n: f"{n:064d}")
