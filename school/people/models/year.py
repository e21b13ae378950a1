"""What was done to a whole school at once: classes divided anew, a year rolled over."""

from django.db import models

from school.people.models.calendar import Stage
from school.shared.models import Record


class Resplit(Record):
    """分班: the children of one cohort were divided into classes anew, from a day on."""

    stage = models.CharField(max_length=10, choices=Stage)
    cohort_year = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    classes = models.PositiveSmallIntegerField()
    moved = models.PositiveIntegerField()
    stayed = models.PositiveIntegerField()

    class Meta(Record.Meta):
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.cohort_year} {self.starts_on}"


class RollOver(Record):
    """升级: what one run wrote to open the year that begins in `first_year`."""

    first_year = models.PositiveSmallIntegerField()
    last_day = models.DateField()
    graduated = models.PositiveIntegerField()
    posts_ended = models.PositiveIntegerField()
    classes_made = models.PositiveIntegerField()
    terms_opened = models.PositiveIntegerField()

    class Meta(Record.Meta):
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.first_year}"
