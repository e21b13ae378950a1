"""Work that is owed stands on its own row; whoever claims the row does the work.

A table that owes work carries the columns of `Owed`. The lease runs on the database's clock.
"""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import DateTimeField, ExpressionWrapper, F, Q, Value
from django.db.models.functions import Now


class Owed(models.Model):
    """What a row needs so that exactly one worker does what it asks for."""

    class Work(models.TextChoices):
        REQUESTED = "requested"
        DONE = "done"
        FAILED = "failed"

    work = models.CharField(max_length=10, choices=Work, default=Work.REQUESTED)
    token = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    attempt = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        abstract = True


FREE = Q(lease_until=None) | Q(lease_until__lt=Now())
MOST_ATTEMPTS = 20


def claim(
    rows: "models.QuerySet[models.Model]", lease: datetime.timedelta | None = None
) -> uuid.UUID | None:
    """Take the one row in `rows` for ourselves; None when it is done or somebody holds it."""
    token = uuid.uuid4()
    until = ExpressionWrapper(
        Now() + Value(lease or settings.SECTION_LEASE), output_field=DateTimeField()
    )
    taken = rows.filter(FREE, work=Owed.Work.REQUESTED).update(
        token=token, lease_until=until, attempt=F("attempt") + 1
    )
    return token if taken else None


def owed(rows: "models.QuerySet[models.Model]") -> "models.QuerySet[models.Model]":
    """What is asked for and held by nobody."""
    return rows.filter(FREE, work=Owed.Work.REQUESTED)
