"""Rows of people; only what a row needs to exist."""

import datetime

import factory

from school.people import models
from school.people.roles import PostKind

YEAR = 2026
LONG_AGO = datetime.date(2020, 9, 1)
RECORDED = datetime.datetime(2020, 9, 1, tzinfo=datetime.UTC)


class School(factory.django.DjangoModelFactory):
    class Meta:
        model = models.School

    name = factory.Sequence(lambda n: f"第{n}小学")
    short_name = factory.Sequence(lambda n: f"{n}小")


class AcademicYear(factory.django.DjangoModelFactory):
    class Meta:
        model = models.AcademicYear
        django_get_or_create = ("school", "first_year")

    first_year = YEAR


class Term(factory.django.DjangoModelFactory):
    """第一学期 of 2026-2027, its window and its primary stage."""

    class Meta:
        model = models.Term
        skip_postgeneration_save = True

    academic_year = factory.SubFactory(AcademicYear, school=factory.SelfAttribute("..school"))
    ordinal = 1
    window_opens_on = datetime.date(YEAR, 7, 11)
    window_closes_on = datetime.date(YEAR + 1, 1, 31)

    @factory.post_generation
    def stage(self, create, extracted, **kwargs):
        if create:
            models.TermStage.objects.create(
                school=self.school,
                term=self,
                stage="primary",
                starts_on=kwargs.get("starts_on", datetime.date(YEAR, 9, 1)),
                ends_on=kwargs.get("ends_on", datetime.date(YEAR + 1, 1, 29)),
            )


class SchoolClass(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SchoolClass

    cohort_year = YEAR - 2
    number = factory.Sequence(lambda n: n + 1)


class Student(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Student

    student_number = factory.Sequence(lambda n: f"{n:08d}")
    name = factory.Sequence(lambda n: f"于沐宸{n}")


class Placement(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Placement

    school = factory.SelfAttribute("student.school")
    starts_on = LONG_AGO
    created_at = RECORDED


class StaffMember(factory.django.DjangoModelFactory):
    class Meta:
        model = models.StaffMember

    staff_number = factory.Sequence(lambda n: f"T{n:04d}")
    name = factory.Sequence(lambda n: f"姜老师{n}")


class Post(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Post

    school = factory.SelfAttribute("staff.school")
    kind = PostKind.SUBJECT_TEACHER
    starts_on = LONG_AGO
    created_at = RECORDED


class User(factory.django.DjangoModelFactory):
    class Meta:
        model = models.User

    username = factory.Sequence(lambda n: f"user{n}")


class CommitteeMembership(factory.django.DjangoModelFactory):
    class Meta:
        model = models.CommitteeMembership

    school = factory.SelfAttribute("user.school")
    starts_on = LONG_AGO
    created_at = RECORDED
