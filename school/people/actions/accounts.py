"""Everything that changes an account."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from school.people.models import Session, User
from school.shared import audit
from school.shared.errors import InputRefused


def end_sessions_of(account: User, *, but: str | None = None) -> int:
    """Every browser in which the account is signed in, except perhaps the one that asks."""
    rows = Session.objects.filter(user=account)
    return (rows.exclude(session_key=but) if but else rows).delete()[0]


def take_password(account: User, password: str, *, field: str = "password") -> None:
    """Sets it, or raises InputRefused with the first reason against it."""
    try:
        validate_password(password, account)
    except ValidationError as refused:
        first = refused.error_list[0]
        raise InputRefused(field, first.code or "invalid", first.messages[0]) from refused
    account.set_password(password)
    account.save(update_fields=["password"])


@transaction.atomic
def deactivate_account(*, by: User, account: User) -> User:
    """The account's sessions end with it: the next request is a stranger's."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_sessions_of(account)
    audit.note("deactivate", account, by=by, changes={"is_active": [True, False]})
    return account


@transaction.atomic
def activate_account(*, by: User, account: User) -> User:
    account.is_active = True
    account.save(update_fields=["is_active"])
    audit.note("activate", account, by=by, changes={"is_active": [False, True]})
    return account


@transaction.atomic
def end_sessions(*, by: User, account: User) -> int:
    """The administrator signs somebody out everywhere: a phone was lost."""
    ended = end_sessions_of(account)
    audit.note("end_sessions", account, by=by, changes={"sessions": [ended, 0]})
    return ended


@transaction.atomic
def end_own_session(*, by: User, session: Session) -> None:
    session.delete()
    audit.note("end_sessions", by, by=by, changes={"device": [session.device, None]})


@transaction.atomic
def end_other_sessions(*, by: User, but: str | None) -> int:
    ended = end_sessions_of(by, but=but)
    audit.note("end_sessions", by, by=by, changes={"sessions": [ended + 1, 1]})
    return ended


@transaction.atomic
def change_password(*, by: User, present: str, new: str, session_key: str | None) -> User:
    """Whoever else is signed in under this account is so no longer."""
    account = User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if not account.check_password(present):
        raise InputRefused("present", "password_mismatch", _("This is not your present password."))
    take_password(account, new, field="new")
    end_sessions_of(account, but=session_key)
    audit.note("change_password", account, by=by)
    return account
