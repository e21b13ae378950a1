"""The secret address of a calendar: given out once, kept as a digest, taken back at will."""

import hashlib
import secrets
import uuid

from django.db import transaction
from django.utils import timezone

from school.observation.models import CalendarFeed
from school.observation.rules import feeds as rules
from school.people.models import StaffMember, User
from school.people.rules.accounts import colleague
from school.shared import audit


def digest(token: str) -> str:
    """The token is 256 bits of chance: a plain digest is as good as any."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def open_feed(*, by: User) -> tuple[CalendarFeed, str]:
    """A new address and its token; the one before it answers no more."""
    staff = colleague(by)
    StaffMember.objects.select_for_update(no_key=True).get(pk=staff.pk)
    _revoke(by, CalendarFeed.objects.filter(staff=staff, revoked_at=None).first())
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        school_id=by.school_id, created_by=by, staff=staff, token_digest=digest(token)
    )
    audit.note("open", feed, by=by)
    return feed, token


@transaction.atomic
def revoke_feed(*, by: User, feed_id: uuid.UUID) -> CalendarFeed:
    feed = CalendarFeed.objects.select_for_update(no_key=True).get(pk=feed_id)
    rules.check_live(is_revoked=feed.revoked_at is not None)
    _revoke(by, feed)
    return feed


def _revoke(by: User, feed: CalendarFeed | None) -> None:
    if feed is None:
        return
    feed.revoked_at, feed.revoked_by = timezone.now(), by
    feed.save(update_fields=["revoked_at", "revoked_by"])
    audit.note("revoke", feed, by=by)
