"""Digests, where their mail goes, and the mail that is owed."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from school.shared.leases import Owed
from school.shared.models import Record
from school.shared.sealed import SealedTextField


class Digest(Record):
    """每周提要: one person's own matters of one week, as numbers. No name is ever stored in it.

    `created_at` says when it was made. That the row stands is the record that the week was served.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    week_of = models.DateField()
    """The Monday."""
    counts = models.JSONField(default=dict)
    """A line's code -> its number; the sentences are made when it is read."""
    read_at = models.DateTimeField(null=True)

    class Meta(Record.Meta):
        ordering = ["-week_of", "-id"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["person", "week_of"], name="notices_one_digest_a_week"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.week_of}"


class Mailbox(Record):
    """Where one person wants mail, and when not. The address is sealed, and used when proven."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    address = SealedTextField(blank=True)
    confirmed_at = models.DateTimeField(null=True)
    proposed = SealedTextField(blank=True)
    """An address that its code has not come back from yet."""
    proposal = models.UUIDField(null=True)
    """What the code is derived from; the code itself is stored nowhere."""
    proposal_ends_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    by_mail = models.BooleanField(default=True)
    quiet_from = models.TimeField(default=datetime.time(21))
    quiet_until = models.TimeField(default=datetime.time(7))
    """The same as `quiet_from`: no quiet hours on school days."""
    quiet_weekends = models.BooleanField(default=True)
    language = models.CharField(max_length=10, choices=settings.LANGUAGES, default="zh-hans")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="notices_an_address_was_confirmed",
                condition=Q(address="", confirmed_at=None)
                | ~Q(address="") & Q(confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"


class Letter(Record, Owed):
    """One mail that is owed. It is handed to the mail server once, or not at all."""

    class Kind(models.TextChoices):
        DIGEST = "digest"
        CODE = "code"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    digest = models.OneToOneField(
        Digest, on_delete=models.PROTECT, related_name="letter", null=True
    )
    proposal = models.UUIDField(null=True)
    not_before = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True, editable=False)
    """Set before the mail server gets the text: from then on nobody sends it again."""
    sent_at = models.DateTimeField(null=True, editable=False)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="notices_a_letter_is_about_one_thing",
                condition=Q(kind="digest", digest__isnull=False, proposal=None)
                | Q(kind="code", digest=None, proposal__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["not_before"], condition=Q(work="requested"), name="notices_letters_owed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"
