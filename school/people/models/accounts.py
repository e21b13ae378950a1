"""Who may sign in."""

import unicodedata
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from school.people.models.calendar import School
from school.people.models.places import StaffMember
from school.shared.models import DatedFact, uuid7


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

    def set_password(self, raw_password: str | None) -> None:
        """One form of every letter, so that another keyboard writes the same password."""
        super().set_password(raw_password and unicodedata.normalize("NFC", raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(raw_password and unicodedata.normalize("NFC", raw_password))

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
