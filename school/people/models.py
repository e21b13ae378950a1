"""The school, its calendar, its people, and where each of them stands on which day."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from school.people.roles import PostKind
from school.shared.models import DatedFact, Record, uuid7


class School(models.Model):
    """One school of the deployment. Every other row belongs to one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=100, unique=True)
    short_name = models.CharField(max_length=30)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.name


class AcademicYear(Record):
    """学年度: begins in September of `first_year`."""

    first_year = models.PositiveSmallIntegerField()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "first_year"], name="people_one_year_of_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_year}-{self.first_year + 1}"


class Term(Record):
    """学期. Visits belong to the term whose visit window holds their date."""

    academic_year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="+")
    ordinal = models.PositiveSmallIntegerField(choices=[(1, "1"), (2, "2")])
    window_opens_on = models.DateField()
    window_closes_on = models.DateField()

    class Meta(Record.Meta):
        ordering = ["window_opens_on"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["school", "academic_year", "ordinal"], name="people_two_terms_a_year"
            ),
            models.CheckConstraint(
                name="people_term_window_has_days",
                condition=Q(window_closes_on__gt=models.F("window_opens_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.academic_year} ({self.ordinal})"


class Stage(models.TextChoices):
    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"


class TermStage(Record):
    """The teaching days of one stage in one term; stages may end on different days."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=10, choices=Stage)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["term", "stage"], name="people_one_span_a_stage"),
            models.CheckConstraint(
                name="people_term_stage_has_days",
                condition=Q(ends_on__gt=models.F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.starts_on}"


class Holiday(Record):
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="holidays")
    name = models.CharField(max_length=50)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="people_holiday_has_days", condition=Q(ends_on__gte=models.F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


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


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=username.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account: of one school, and of one member of staff unless it is a parent's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    username = models.CharField(max_length=50, unique=True)
    staff = models.OneToOneField(
        StaffMember, on_delete=models.PROTECT, related_name="user", null=True, blank=True
    )
    full_name = models.CharField(max_length=50, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    is_staff = False
    is_superuser = False

    def __str__(self) -> str:
        return self.username

    @property
    def display_name(self) -> str:
        return self.staff.name if self.staff else self.full_name or self.username


class CommitteeMembership(DatedFact):
    """A parent on the parents' committee: an account, no staff record."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta(DatedFact.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.user_id} {self.starts_on}"


class RosterImport(Record):
    """One confirmed file: what it was and what it changed."""

    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    created = models.PositiveIntegerField()
    updated = models.PositiveIntegerField()
    skipped = models.PositiveIntegerField()

    class Meta(Record.Meta):
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name
