"""Rows of visits; only what a row needs to exist."""

import datetime

import factory

from school.visits import models
from tests.factories.people import RECORDED, YEAR

THE_FIVE = {
    "economic_hardship": ("特困生", "送温暖"),
    "learning_difficulty": ("学困生", "送信心"),
    "single_parent": ("单亲生", "送指导"),
    "migrant_family": ("新市民", "送亲情"),
    "inclusive_education": ("随班生", "送关爱"),
}


class CareCategory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CareCategory
        django_get_or_create = ("school", "code")

    code = "economic_hardship"
    name = factory.LazyAttribute(lambda one: THE_FIVE[one.code][0])
    purpose = factory.LazyAttribute(lambda one: THE_FIVE[one.code][1])
    position = factory.LazyAttribute(lambda one: list(THE_FIVE).index(one.code) + 1)


class Circumstance(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Circumstance

    school = factory.SelfAttribute("student.school")
    category = factory.SubFactory(CareCategory, school=factory.SelfAttribute("..school"))
    starts_on = datetime.date(YEAR, 3, 1)
    source = "民政部门证明"
    created_at = RECORDED
    approved_at = RECORDED


class VisitPolicyVersion(factory.django.DjangoModelFactory):
    class Meta:
        model = models.VisitPolicyVersion

    number = factory.Sequence(lambda n: n + 1)
    title = "五必访"
    effective_from = datetime.date(2020, 9, 1)


class VisitPolicyRule(factory.django.DjangoModelFactory):
    class Meta:
        model = models.VisitPolicyRule

    school = factory.SelfAttribute("policy_version.school")
    accepted_channels = ["on_site"]


class HomeVisit(factory.django.DjangoModelFactory):
    """With the revision that every recorded visit has."""

    class Meta:
        model = models.HomeVisit
        skip_postgeneration_save = True

    school = factory.SelfAttribute("student.school")
    visited_on = datetime.date(YEAR, 10, 14)
    channel = "on_site"
    outcome = "done"
    integrity = True

    @factory.post_generation
    def purposes(self, create, extracted, **kwargs):
        categories = list(extracted or ())
        for category in categories:
            models.VisitPurpose.objects.create(school=self.school, visit=self, category=category)
        models.VisitRevision.objects.create(
            school=self.school,
            visit=self,
            version=1,
            created_at=self.created_at,
            created_by=self.created_by,
            snapshot={
                "visited_on": self.visited_on.isoformat(),
                "channel": self.channel,
                "outcome": self.outcome,
                "voided": False,
                "purposes": sorted(str(category.pk) for category in categories),
                "changed": [],
            },
        )


class FollowUp(factory.django.DjangoModelFactory):
    class Meta:
        model = models.FollowUp

    school = factory.SelfAttribute("visit.school")
    what = "每周五放学后辅导半小时"
    due_on = datetime.date(YEAR, 11, 13)


class VisitHandOver(factory.django.DjangoModelFactory):
    class Meta:
        model = models.VisitHandOver

    school = factory.SelfAttribute("student.school")
    starts_on = datetime.date(YEAR, 11, 2)
    reason = "班主任休产假"


class Exemption(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Exemption

    school = factory.SelfAttribute("student.school")
    reason = "家长书面说明暂不便接待"


def policy(school, by, *, categories=None, **rule):
    """A published requirement: one visit at home for each category."""
    version = VisitPolicyVersion(school=school, number=1)
    for category in categories or the_five(school):
        VisitPolicyRule(policy_version=version, category=category, **rule)
    models.VisitPolicyVersion.objects.filter(pk=version.pk).update(
        published_at=RECORDED, published_by=by
    )
    version.refresh_from_db()
    return version


def the_five(school):
    return [CareCategory(school=school, code=code) for code in THE_FIVE]
