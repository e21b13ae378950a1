"""What was imported."""

from django.db import models

from school.shared.models import Record


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
