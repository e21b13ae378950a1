"""The second factor of an account: a code from the phone, and ten codes on paper."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from school.people.actions.accounts import end_sessions_of
from school.people.models import User
from school.shared import audit
from school.shared.errors import InputRefused, RuleBroken


@transaction.atomic
def turn_on(*, by: User, secret: str, code: str, session_key: str | None) -> list[str]:
    """The recovery codes, shown this one time. The code that proves it is used up by it."""
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if _of(by).exists():
        raise RuleBroken("second_factor_on", _("Your second factor is set up already."))
    if not TOTP.activate(by, secret).validate_code(code):
        raise InputRefused(
            "code", "incorrect_code", _("This code is not right. It changes every 30 seconds.")
        )
    end_sessions_of(by, but=session_key)
    audit.note("turn_on_second_factor", by, by=by)
    return _fresh_codes(by)


@transaction.atomic
def renew_recovery_codes(*, by: User) -> list[str]:
    """Ten new codes; what is left of the old ones is void."""
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if not _of(by).filter(type=Authenticator.Type.TOTP).exists():
        raise RuleBroken("second_factor_off", _("There is no second factor to be replaced."))
    _of(by).filter(type=Authenticator.Type.RECOVERY_CODES).delete()
    audit.note("renew_recovery_codes", by, by=by)
    return _fresh_codes(by)


@transaction.atomic
def take_off(*, by: User | None, account: User, session_key: str | None = None) -> None:
    """By its owner, for a new phone; or by the administrator, when it was lost: sessions end."""
    if not _of(account).exists():
        raise RuleBroken("second_factor_off", _("There is no second factor to be replaced."))
    _of(account).delete()
    end_sessions_of(account, but=session_key)
    audit.note("take_off_second_factor", account, by=by)


def _of(account: User) -> QuerySet[Authenticator]:
    rows: QuerySet[Authenticator] = Authenticator.objects.filter(user=account)
    return rows


def _fresh_codes(account: User) -> list[str]:
    codes = RecoveryCodes.activate(account)
    codes.mark_as_viewed()
    return list(codes.generate_codes())
