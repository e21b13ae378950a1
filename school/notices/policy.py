"""A digest and a mailbox are their own person's, and nobody else's."""

from django.db.models import QuerySet

from school.notices.models import Digest, Mailbox
from school.people.access import Policy
from school.people.models import User
from school.people.roles import Permission


class DigestPolicy(Policy[Digest]):
    needs = {"list": Permission.DIGEST_READ, "read": Permission.DIGEST_READ}

    def visible(self, user: User, rows: QuerySet[Digest]) -> QuerySet[Digest]:
        return rows.filter(person=user)


class MailboxPolicy(Policy[Mailbox]):
    """The one mailbox of whoever asks: there is no way to name another."""

    needs = {
        "list": Permission.DIGEST_READ,
        "settle": Permission.DIGEST_READ,
        "propose": Permission.DIGEST_READ,
        "confirm": Permission.DIGEST_READ,
        "remove": Permission.DIGEST_READ,
    }

    def visible(self, user: User, rows: QuerySet[Mailbox]) -> QuerySet[Mailbox]:
        return rows.filter(person=user)
