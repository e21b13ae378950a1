"""Files that prove what a record says, and their bytes."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from school.shared.columns import person, together
from school.shared.models import AppendOnly, Record
from school.shared.sealed import SealedBytesField


class EvidenceKind(models.TextChoices):
    """What the file shows. A photo may have children on it and is guarded more closely."""

    PHOTO = "photo", _("Photo")
    CERTIFICATE = "certificate", _("Certificate")
    DOCUMENT = "document", _("Document")
    SHEET = "sheet", _("Sheet")


class MediaType(models.TextChoices):
    """What is kept: every image as JPEG, every other file as PDF."""

    JPEG = "image/jpeg", "JPEG"
    PDF = "application/pdf", "PDF"


class Evidence(Record):
    """佐证材料. `happened_on` is the day of what it shows, `created_at` when it was brought here.

    `sha256` and `size` are of the bytes that are kept. `original_name` is for people to recognise
    it by; nothing is stored under it.
    """

    title = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=EvidenceKind)
    happened_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    content_type = models.CharField(max_length=20, choices=MediaType)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    original_name = models.CharField(max_length=100)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = person(null=True, editable=False)
    withdrawn_why = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["school", "created_by", "created_at"], name="evidence_of_person"),
            models.Index(fields=["school", "expires_on"], name="evidence_expiry"),
        ]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(name="evidence_has_bytes", condition=Q(size__gte=1)),
            models.CheckConstraint(
                name="evidence_expires_after_it_happened",
                condition=Q(expires_on=None) | Q(expires_on__gte=F("happened_on")),
            ),
            models.CheckConstraint(
                name="evidence_withdrawn_at_and_by",
                condition=together("withdrawn_at", "withdrawn_by"),
            ),
            models.CheckConstraint(
                name="evidence_withdrawn_says_why",
                condition=Q(withdrawn_at=None, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EvidenceContent(Record):
    """The bytes, sealed: a row of their own, so that no list reads them. Written once."""

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="content")
    content = SealedBytesField()

    objects = AppendOnly.as_manager()

    class Meta(Record.Meta):
        constraints = [*Record.Meta.constraints]

    def __str__(self) -> str:
        return f"{self.evidence_id}"
