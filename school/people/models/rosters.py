"""What was imported, how far it is, and what it wrote."""

from django.conf import settings
from django.db import models

from school.shared.leases import Owed
from school.shared.models import Record
from school.shared.sealed import SealedTextField


class RosterImport(Owed, Record):
    """One confirmed file. The row is the record of the work; a worker claims it.

    The file is kept, sealed, until the work has ended. `written` holds the keys of what the import
    made and retired, and the names it replaced, so that all of it can be taken back.
    """

    class Step(models.TextChoices):
        WAITING = "waiting"
        READING = "reading"
        WRITING = "writing"
        ENDED = "ended"

    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, blank=True)
    content = SealedTextField(blank=True)
    step = models.CharField(max_length=10, choices=Step, default=Step.WAITING)
    rows = models.PositiveIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)
    rows_written = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField()
    updated = models.PositiveIntegerField()
    skipped = models.PositiveIntegerField()
    written = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )
    undo_reason = models.TextField(blank=True)

    class Meta(Record.Meta):
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name
