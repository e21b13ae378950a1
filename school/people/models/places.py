"""Classes, children and staff, and where each of them stands on which day."""

from django.db import models
from django.db.models import Q

from school.people.models.calendar import Stage
from school.people.roles import PostKind
from school.shared.models import DatedFact, Record


class SchoolClass(Record):
    """A class is its cohort and its number; what it is called depends on the day (rules.py)."""

    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PRIMARY)
    cohort_year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()

    class Meta(Record.Meta):
        ordering = ["-cohort_year", "number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "stage", "cohort_year", "number"],
                name="people_one_class_of_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cohort_year}({self.number})"


class Student(Record):
    """A child, by the school's own number. No identity number, address or telephone."""

    student_number = models.CharField(max_length=20)
    name = models.CharField(max_length=50)

    class Meta(Record.Meta):
        ordering = ["student_number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "student_number"], name="people_one_student_of_a_number"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Placement(DatedFact):
    """在读: this child in this class, from one day to another."""

    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="placements")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="+")

    class Meta(DatedFact.Meta):
        indexes = [
            models.Index(
                fields=["school", "school_class", "starts_on"], name="people_placement_class"
            ),
            models.Index(fields=["school", "student"], name="people_placement_student"),
        ]

    def __str__(self) -> str:
        return f"{self.student_id} {self.starts_on}"


class StaffMember(Record):
    staff_number = models.CharField(max_length=20)
    name = models.CharField(max_length=50)

    class Meta(Record.Meta):
        ordering = ["staff_number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "staff_number"], name="people_one_staff_of_a_number"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Post(DatedFact):
    """任职. Class posts name a class; a grade leader names the cohort that is led."""

    staff = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=20, choices=PostKind)
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    cohort_year = models.PositiveSmallIntegerField(null=True, blank=True)
    subject = models.CharField(max_length=30, blank=True)

    class Meta(DatedFact.Meta):
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                name="people_class_posts_name_a_class",
                condition=~Q(kind__in=["homeroom_teacher", "deputy_homeroom"])
                | Q(school_class__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["school", "staff"], name="people_post_staff"),
            models.Index(fields=["school", "kind"], name="people_post_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_on}"
