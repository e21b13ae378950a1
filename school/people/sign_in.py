"""Being signed in: in which browser, for how long, and whether with a second factor.

Django loads this module as the session engine; DRF loads `SignedIn` before any view, which is why
`access` is imported where it is asked.
"""

import datetime
from collections.abc import Callable
from typing import Any

from allauth.account.authentication import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
)
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.request import Request

from school.people.models import Session, User
from school.shared.edge import SessionSignIn

SEEN_EVERY = datetime.timedelta(minutes=5)
FRESH = datetime.timedelta(minutes=10)
"""For so long after a sign-in the password is not asked for again."""


class SessionStore(DatabaseSessions):
    """Sessions as rows that know their person, their device, and when they were last used."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        now, key = timezone.now(), self.session_key or ""
        row = Session.objects.filter(session_key=key, expire_date__gt=now).first()
        if row is None or row.is_idle(now):
            self._session_key = None
            return {}
        self.row = row
        return dict(self.decode(row.session_data))

    def create_model_instance(self, data: Any) -> Session:
        plain = super().create_model_instance(data)
        self.row = Session(
            id=Session.id_of(plain.session_key),
            session_key=plain.session_key,
            session_data=plain.session_data,
            expire_date=plain.expire_date,
            user_id=data.get("_auth_user_id"),
            device=data.get("device", ""),
            signed_in_at=parse_datetime(data.get("signed_in_at", "")) or timezone.now(),
            idle_seconds=data.get("idle_seconds") or int(settings.SESSION_IDLE.total_seconds()),
        )
        return self.row


class LastSeen:
    """Remembers, every five minutes, that a session is in use."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        row = getattr(request.session, "row", None)
        now = timezone.now()
        if row is not None and row.user_id is not None and now - row.seen_at > SEEN_EVERY:
            Session.objects.filter(pk=row.pk).update(seen_at=now)
        return response


def begin(request: HttpRequest, user: User) -> None:
    """What a session knows from its first moment on: its device, and when it ends by itself."""
    from school.people.rules.accounts import device_of

    now = timezone.now()
    staff = user.staff_id is not None
    session = request.session
    session["device"] = device_of(request.headers.get("User-Agent", ""))
    session["signed_in_at"] = now.isoformat()
    idle = settings.SESSION_IDLE if staff else settings.SESSION_IDLE_COMMITTEE
    session["idle_seconds"] = int(idle.total_seconds())
    session.set_expiry(now + (settings.SESSION_MOST if staff else settings.SESSION_MOST_COMMITTEE))


def _plain(request: HttpRequest | Request) -> HttpRequest:
    return request._request if isinstance(request, Request) else request


def has_proved_both(request: HttpRequest | Request, user: User) -> bool:
    """Whether a second factor was shown in this very session."""
    records = get_authentication_records(_plain(request), user)
    return any(record.get("method") == "mfa" for record in records)


def is_fresh(request: HttpRequest | Request, user: User) -> bool:
    """Whether a password or a code was given within the last minutes."""
    records = get_authentication_records(_plain(request), user)
    latest = max((record.get("at", 0.0) for record in records), default=0.0)
    return bool(timezone.now().timestamp() - latest < FRESH.total_seconds())


def lacks_second_factor(request: HttpRequest | Request, user: User) -> bool:
    """Whether a post held today demands a second factor that this session has not shown."""
    if not settings.SECOND_FACTOR or has_proved_both(request, user):
        return False
    from school.people.access import standing

    return standing(user).needs_second_factor


class SignedIn(SessionSignIn):
    """How every route learns who asks: signed in, and wholly so.

    A view that says `before_second_factor` is open to those who have yet to set one up.
    """

    def authenticate(self, request: Request) -> Any:
        found = super().authenticate(request)
        view = request.parser_context.get("view")
        if found is None or getattr(view, "before_second_factor", False):
            return found
        if lacks_second_factor(request, found[0]):
            raise exceptions.PermissionDenied(
                _("Set up your second factor first: your post asks for it."),
                "second_factor_required",
            )
        return found


def forget_second_factor(request: Request, user: User) -> None:
    """What this session proved with a factor that is no more does not count any longer."""
    records = get_authentication_records(_plain(request), user)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record for record in records if record.get("method") != "mfa"
    ]
