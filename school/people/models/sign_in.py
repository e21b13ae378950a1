"""Who is signed in where, and who was handed a link to join."""

import datetime
import hashlib
import uuid

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q
from django.utils import timezone

from school.people.models.accounts import User
from school.shared.models import Record


class Session(AbstractBaseSession):
    """A browser in which somebody is signed in. No address and no place, only its own name."""

    id = models.UUIDField(primary_key=True, editable=False)
    session_key = models.CharField(max_length=40, unique=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    device = models.CharField(max_length=40, blank=True)
    signed_in_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    idle_seconds = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["user", "seen_at"], name="people_session_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.device}"

    def is_idle(self, now: datetime.datetime) -> bool:
        return now - self.seen_at > datetime.timedelta(seconds=self.idle_seconds)

    @staticmethod
    def id_of(session_key: str) -> uuid.UUID:
        """Its name in lists: it follows from the key and does not give it away."""
        return uuid.UUID(bytes=hashlib.sha256(session_key.encode()).digest()[:16])


class Invitation(Record):
    """A link that lets one person set the password of one account, once.

    The link's token is nowhere stored, only its SHA-256: it has 256 random bits of its own.
    """

    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="invitations")
    token_sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(used_at=None, ended_at=None),
                name="people_one_open_invitation",
            ),
            models.CheckConstraint(
                name="people_invitation_used_or_ended",
                condition=Q(used_at=None) | Q(ended_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.expires_at}"
