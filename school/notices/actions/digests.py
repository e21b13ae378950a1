"""Digests made, one for each person and week, and read."""

import datetime
import uuid

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from school.notices import queries, rules
from school.notices.actions.mailboxes import quiet_of
from school.notices.models import Digest, Letter, Mailbox
from school.people import queries as people
from school.people.models import School, User
from school.people.roles import Permission
from school.shared import audit
from school.shared.digests import Asked


def make_due() -> int:
    """Serves the present week wherever its morning has come. Again and at once: no second digest.

    A school whose week is served, or has no school day, costs two queries.
    """
    now = timezone.localtime()
    monday = rules.monday_of(now.date())
    made = 0
    for school_id in School.objects.order_by("pk").values_list("pk", flat=True):
        days = queries.school_days(school_id, monday)
        if rules.is_due(now, days, settings.DIGEST_AT):
            made += make_week(school_id, now.date())
    return made


def make_week(school_id: uuid.UUID, day: datetime.date) -> int:
    """A digest for every reader who has none of this week; how many were made.

    Counted outside a transaction, stored in a short one: killed anywhere, it leaves all or none.
    """
    monday = rules.monday_of(day)
    readers = people.permitted(school_id, Permission.DIGEST_READ, day)
    if not queries.unserved(readers, monday):
        return 0
    found = queries.counts(Asked(school_id, day, rules.sunday_of(monday), readers))
    return _store(school_id, monday, found)


@transaction.atomic
def _store(
    school_id: uuid.UUID, monday: datetime.date, found: dict[uuid.UUID, dict[str, int]]
) -> int:
    """Under the school's lock, so that of two beats one finds nothing left to do."""
    School.objects.select_for_update(no_key=True).get(pk=school_id)
    left = queries.unserved(found, monday)
    made = Digest.objects.bulk_create(
        Digest(school_id=school_id, person_id=person, week_of=monday, counts=numbers)
        for person, numbers in found.items()
        if person in left
    )
    _owe_mail({digest.person_id: digest for digest in made if digest.counts})
    return len(made)


def _owe_mail(digests: dict[uuid.UUID, Digest]) -> None:
    """To those who want it by mail; it waits until their quiet hours are over."""
    if not settings.MAIL_IS_SET_UP:
        return
    now = timezone.localtime()
    boxes = Mailbox.objects.filter(person_id__in=digests, by_mail=True, confirmed_at__isnull=False)
    Letter.objects.bulk_create(
        Letter(
            school_id=box.school_id,
            person_id=box.person_id,
            kind=Letter.Kind.DIGEST,
            digest=digests[box.person_id],
            not_before=rules.first_open(now, quiet_of(box)),
        )
        for box in boxes
    )


@transaction.atomic
def read_digest(*, by: User, digest: Digest) -> Digest:
    """The first time is what counts; a second reading changes nothing."""
    if digest.read_at is None:
        digest.read_at = timezone.now()
        digest.save(update_fields=["read_at"])
        audit.note("read", digest, by=by)
    return digest
