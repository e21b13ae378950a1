"""The school, its years and terms."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from school.shared.models import Record, uuid7


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
    version = models.PositiveIntegerField(default=1)

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
