"""An address proposed, proven by its code, removed; and when mail may come."""

import datetime
import hmac
import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from school.notices import rules
from school.notices.models import Letter, Mailbox
from school.people.models import User
from school.shared import audit
from school.shared.models import uuid7


def quiet_of(box: Mailbox) -> rules.Quiet:
    return rules.Quiet(box.quiet_from, box.quiet_until, box.quiet_weekends)


def code_of(proposal: uuid.UUID) -> str:
    """Six digits that follow from the proposal and the server's key; they are stored nowhere."""
    number = int(salted_hmac("notices.code", str(proposal)).hexdigest(), 16)
    return f"{number % 1_000_000:06d}"


def _locked(by: User) -> Mailbox:
    """The person's mailbox, made on first use."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    box, made = Mailbox.objects.get_or_create(
        person=by, defaults={"school_id": by.school_id, "created_by": by}
    )
    if made:
        audit.note("open_mailbox", box, by=by)
    return box


@transaction.atomic
def settle(*, by: User, **wanted: Any) -> Mailbox:
    """By mail or not, the quiet hours, the language of the mail."""
    box = _locked(by)
    changes = {
        name: [str(getattr(box, name)), str(value)]
        for name, value in wanted.items()
        if getattr(box, name) != value
    }
    for name, value in wanted.items():
        setattr(box, name, value)
    box.save(update_fields=list(wanted))
    audit.note("settle", box, by=by, changes=changes)
    return box


@transaction.atomic
def propose(*, by: User, address: str) -> Mailbox:
    """Owes a code to the address. What is in use stays in use until the code has come back."""
    rules.check_mail_is_set_up(settings.MAIL_IS_SET_UP)
    box = _locked(by)
    now = timezone.now()
    since = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rules.check_not_too_many(
        Letter.objects.filter(person=by, kind=Letter.Kind.CODE, created_at__gte=since).count()
    )
    box.proposed, box.proposal, box.tries = address, uuid7(), 0
    box.proposal_ends_at = now + datetime.timedelta(minutes=rules.CODE_MINUTES)
    box.save(update_fields=["proposed", "proposal", "tries", "proposal_ends_at"])
    Letter.objects.create(
        school_id=by.school_id,
        created_by=by,
        person=by,
        kind=Letter.Kind.CODE,
        proposal=box.proposal,
        not_before=now,
    )
    audit.note("propose_address", box, by=by)
    return box


def confirm(*, by: User, code: str) -> Mailbox:
    """A wrong guess is counted, and stays counted when it is refused."""
    with transaction.atomic():
        box = _locked(by)
        rules.check_proposal(box.proposal_ends_at, box.tries, timezone.now())
        is_right = hmac.compare_digest(code_of(_proposal(box)).encode(), code.encode())
        if is_right:
            _take_proposed(box, by=by)
        else:
            box.tries += 1
            box.save(update_fields=["tries"])
    rules.check_code(is_right)
    return box


def _proposal(box: Mailbox) -> uuid.UUID:
    assert box.proposal is not None  # it has an end
    return box.proposal


def _take_proposed(box: Mailbox, *, by: User) -> None:
    box.address, box.confirmed_at = box.proposed, timezone.now()
    box.proposed, box.proposal, box.proposal_ends_at = "", None, None
    box.save(update_fields=["address", "confirmed_at", "proposed", "proposal", "proposal_ends_at"])
    audit.note("confirm_address", box, by=by)


@transaction.atomic
def remove(*, by: User) -> Mailbox:
    """The address and whatever was proposed are gone; what is owed finds no address any more."""
    box = _locked(by)
    box.address, box.confirmed_at = "", None
    box.proposed, box.proposal, box.proposal_ends_at = "", None, None
    box.save(update_fields=["address", "confirmed_at", "proposed", "proposal", "proposal_ends_at"])
    audit.note("remove_address", box, by=by)
    return box
