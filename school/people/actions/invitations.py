"""Links that let one person set one password: for a new account, and when one was forgotten."""

import datetime
import hashlib
import re
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from school.people.actions.accounts import end_sessions_of, take_password
from school.people.models import CommitteeMembership, Invitation, StaffMember, User
from school.people.queries import accounts as lists
from school.people.rules.accounts import ACCOUNT_NAME
from school.shared import audit
from school.shared.constraints import refused_as
from school.shared.errors import InputRefused, Refused, RuleBroken

VALID_FOR = datetime.timedelta(hours=72)


class LinkOver(Refused):
    """Unknown, used, ended and expired links answer alike: whoever guesses learns nothing."""

    status = 404

    def __init__(self) -> None:
        super().__init__(
            "link_over",
            _("This link is no longer valid. Ask your school's administrator for a new one."),
        )


def account_name(field: str, given: str) -> str:
    """The name as it is stored, or a refusal."""
    username = given.strip().lower()
    if not re.fullmatch(ACCOUNT_NAME, username, re.ASCII):
        raise InputRefused(
            field,
            "invalid",
            _("An account's name has 3 to 50 small letters and digits and begins with a letter."),
        )
    if User.objects.filter(username=username).exists():
        raise _account_exists()
    return username


def _account_exists() -> RuleBroken:
    return RuleBroken("account_exists", _("There is already an account of this name."))


@transaction.atomic
def invite_staff(
    *, by: User | None, staff: StaffMember, username: str, now: datetime.datetime
) -> tuple[User, str]:
    """An account without a password, and the token of the link that will set one."""
    StaffMember.objects.select_for_update(no_key=True).get(pk=staff.pk)
    if User.objects.filter(staff=staff).exists():
        raise RuleBroken("has_account", _("This person has an account already."))
    with refused_as(_account_exists()):
        account = User.objects.create_user(
            account_name("username", username), school_id=staff.school_id, staff=staff
        )
    audit.note("open_account", account, by=by)
    return account, hand_out_link(by=by, account=account, now=now)


@transaction.atomic
def invite_committee_member(
    *, by: User, full_name: str, username: str, now: datetime.datetime, today: datetime.date
) -> tuple[User, str]:
    """A parent on the committee: an account and a membership, no staff record."""
    with refused_as(_account_exists()):
        account = User.objects.create_user(
            account_name("username", username), school_id=by.school_id, full_name=full_name
        )
    membership = CommitteeMembership.objects.create(
        school_id=by.school_id, created_by=by, user=account, starts_on=today
    )
    audit.note("open_account", account, by=by)
    audit.note("join_committee", membership, by=by)
    return account, hand_out_link(by=by, account=account, now=now)


@transaction.atomic
def hand_out_link(*, by: User | None, account: User, now: datetime.datetime) -> str:
    """A new link; the earlier one ends, and so do the password and every session."""
    account = User.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if not account.is_active:
        raise RuleBroken("deactivated", _("This account is shut. Open it again first."))
    _end_open(account, by, now)
    reset = account.has_usable_password()
    account.set_unusable_password()
    account.save(update_fields=["password"])
    end_sessions_of(account)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        school_id=account.school_id,
        created_by=by,
        created_at=now,
        account=account,
        token_sha256=digest(token),
        expires_at=now + VALID_FOR,
    )
    audit.note("reset_password" if reset else "invite", account, by=by)
    audit.note("hand_out_link", invitation, by=by)
    return token


@transaction.atomic
def withdraw_link(*, by: User, account: User, now: datetime.datetime) -> None:
    if not _end_open(account, by, now):
        raise RuleBroken("no_link", _("This account has no open link."))
    audit.note("withdraw_link", account, by=by)


@transaction.atomic
def accept_link(*, token: str, password: str, now: datetime.datetime) -> User:
    """The password is set and the link used up, or neither."""
    found = lists.open_invitation(digest(token), now, lock=True)
    if found is None:
        raise LinkOver
    account = found.account
    take_password(account, password)
    found.used_at = now
    found.save(update_fields=["used_at"])
    end_sessions_of(account)
    audit.note("set_password", account, by=account)
    return account


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _end_open(account: User, by: User | None, now: datetime.datetime) -> int:
    return Invitation.objects.filter(account=account, used_at=None, ended_at=None).update(
        ended_at=now, ended_by=by
    )
