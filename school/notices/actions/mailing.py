"""Letters that are owed, handed to the mail server: once, or not at all."""

import datetime
import logging
import smtplib
import uuid
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from school.notices import queries, render, rules, tasks
from school.notices.actions.mailboxes import code_of, quiet_of
from school.notices.models import Letter, Mailbox
from school.shared import leases
from school.shared.bell import ring

logger = logging.getLogger(__name__)
MOST_RUNG = 200
LONGEST_WAIT = datetime.timedelta(hours=1)
REFUSALS = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
)
"""The server said no: it has not taken the mail. After anything else nobody can know."""


def tick() -> int:
    """Rings for every letter that may go out and that nobody holds."""
    owed = queries.letters_to_send(timezone.now())
    hopeless = owed.filter(attempt__gte=leases.MOST_ATTEMPTS)
    Letter.objects.filter(pk__in=hopeless.values("pk")).update(
        work=Letter.Work.FAILED, problem="tried too often", token=None, lease_until=None
    )
    ids = [str(pk) for pk in owed.values_list("pk", flat=True)[:MOST_RUNG]]
    ring(tasks.send_letter, ids)
    return len(ids)


def ring_after_commit(person_id: uuid.UUID) -> None:
    """For a code that somebody waits for: now, and not with the next tick."""
    owed = queries.letters_to_send(timezone.now()).filter(
        person_id=person_id, kind=Letter.Kind.CODE
    )
    ids = [str(pk) for pk in owed.values_list("pk", flat=True)]
    transaction.on_commit(partial(ring, tasks.send_letter, ids), robust=True)


def send(letter_id: uuid.UUID | str) -> bool:
    """Sends what one letter owes. False when it is done, held, too early, or no longer wanted.

    Claimed by one conditional UPDATE. Before the mail server gets the text, the letter is marked
    in a commit of its own; a worker that dies after that mark leaves a letter that is not sent
    again, because nobody can know whether it went out.
    """
    row = Letter.objects.filter(pk=letter_id, not_before__lte=timezone.now())
    token = leases.claim(row)
    if token is None:
        return False
    held = Letter.objects.filter(pk=letter_id, token=token, work=Letter.Work.REQUESTED)
    letter = held.select_related("person", "person__school", "digest").get()
    if letter.handed_over_at is not None:
        return _close(held, "broke off while it was handed over")
    box = queries.mailbox(letter.person_id)
    if reason := _unwanted(letter, box):
        return _close(held, reason)
    assert box is not None  # or it would be unwanted
    now = timezone.localtime()
    if letter.kind == Letter.Kind.DIGEST and quiet_of(box).holds(now):
        return _give_back(held, rules.first_open(now, quiet_of(box)), "")
    return _hand_over(held, letter, _message(letter, box))


def _unwanted(letter: Letter, box: Mailbox | None) -> str:
    """Why nobody is to get this letter any more; empty when somebody is."""
    if not settings.MAIL_IS_SET_UP:
        return "mail is not set up"
    if not letter.person.is_active or box is None:
        return "no such reader any more"
    if letter.kind == Letter.Kind.CODE:
        return "" if box.proposal == letter.proposal else "another code was asked for"
    if not box.address or not box.by_mail:
        return "not wanted by mail any more"
    assert letter.digest is not None  # the database holds to it
    is_past = letter.digest.week_of < rules.monday_of(timezone.localdate())
    return "the week is over" if is_past else ""


def _message(letter: Letter, box: Mailbox) -> EmailMultiAlternatives:
    if letter.kind == Letter.Kind.CODE:
        assert letter.proposal is not None  # the database holds to it
        written, to = render.code(code_of(letter.proposal), box.language), box.proposed
    else:
        assert letter.digest is not None
        written, to = render.digest(letter.digest, box.language), box.address
    message = EmailMultiAlternatives(
        written.subject,
        written.text,
        settings.MAIL_FROM,
        [to],
        headers={
            # The same letter has the same number, however often a server repeats it.
            "Message-ID": f"<{letter.pk}@{settings.MAIL_FROM.rpartition('@')[2].strip('<> ')}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{settings.PUBLIC_ADDRESS}/me>",
        },
    )
    message.attach_alternative(written.html, "text/html")
    return message


def _hand_over(held: QuerySet[Letter], letter: Letter, message: EmailMultiAlternatives) -> bool:
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        _hang_up(connection)
        return _try_later(held, letter, error)
    try:
        if not held.filter(handed_over_at=None).update(handed_over_at=Now()):
            return False  # the lease was taken over meanwhile
        message.connection = connection
        message.send()
    except REFUSALS as error:
        return _try_later(held, letter, error)
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("Letter %s: the line broke off (%s)", letter.pk, type(error).__name__)
        return _close(held, "the line broke off while it was handed over")
    finally:
        _hang_up(connection)
    return bool(
        held.update(work=Letter.Work.DONE, sent_at=Now(), token=None, lease_until=None, problem="")
    )


def _hang_up(connection: object) -> None:
    """The mail is taken or not; how the line ends changes nothing of that."""
    try:
        connection.close()  # type: ignore[attr-defined]
    except (OSError, smtplib.SMTPException) as error:
        logger.info("The mail server did not say goodbye: %s", type(error).__name__)


def _try_later(held: QuerySet[Letter], letter: Letter, error: Exception) -> bool:
    """Twice as long after each try, an hour at most. The problem holds no address."""
    logger.warning("Letter %s was not taken (%s)", letter.pk, type(error).__name__)
    wait = min(datetime.timedelta(seconds=15 * 2**letter.attempt), LONGEST_WAIT)
    return _give_back(held, timezone.now() + wait, type(error).__name__)


def _give_back(held: QuerySet[Letter], not_before: datetime.datetime, problem: str) -> bool:
    held.update(
        not_before=not_before,
        handed_over_at=None,
        token=None,
        lease_until=None,
        problem=problem,
    )
    return False


def _close(held: QuerySet[Letter], problem: str) -> bool:
    held.update(work=Letter.Work.FAILED, token=None, lease_until=None, problem=problem)
    return False
