"""What django-allauth may do here: sign people in. Nobody signs up by themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone

from school.people import sign_in
from school.people.models import Session, User
from school.people.passwords import MOST
from school.shared import sealed

SECRETS = "mfa.authenticator.data"


class SchoolAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Nothing longer than a password can be is hashed; it is wrong like any other."""
        if len(credentials.get("password") or "") > MOST:
            self.pre_authenticate(request, **credentials)
            return None
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return found

    def forget_failures(self, request: HttpRequest, user: User) -> None:
        """Whoever forgot a password has tried a few; the new one does not wait for that."""
        self._delete_login_attempts_cached_email(request, username=user.username)

    def login(self, request: HttpRequest, user: User) -> None:
        """The new session learns its device and its end; what has ended is forgotten."""
        super().login(request, user)
        sign_in.begin(request, user)
        Session.objects.filter(user=user, expire_date__lt=timezone.now()).delete()


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets lie sealed in the database, as every other secret does."""

    def encrypt(self, text: str) -> str:
        return sealed.seal(text, place=SECRETS)

    def decrypt(self, encrypted_text: str) -> str:
        return sealed.unseal(encrypted_text, place=SECRETS)

    def get_totp_issuer(self) -> str:
        return f"沃土 {context.request.user.school.short_name}"
