"""Everything that changes an account."""

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from school.people.models import User
from school.shared import audit


@transaction.atomic
def deactivate_account(*, by: User, account: User) -> User:
    """The account's sessions end with it: the next request is a stranger's."""
    account.is_active = False
    account.save(update_fields=["is_active"])
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        if session.get_decoded().get("_auth_user_id") == str(account.pk):
            session.delete()
    audit.note("deactivate", account, by=by, changes={"is_active": [True, False]})
    return account


@transaction.atomic
def activate_account(*, by: User, account: User) -> User:
    account.is_active = True
    account.save(update_fields=["is_active"])
    audit.note("activate", account, by=by, changes={"is_active": [False, True]})
    return account
