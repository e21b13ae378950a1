"""HTTP shapes and endpoints of digests and mailboxes. No decisions here."""

from typing import Any

from django.conf import settings
from django.core.validators import EmailValidator
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from school.notices import queries, render, rules
from school.notices.actions import digests, mailboxes, mailing
from school.notices.models import Digest, Mailbox
from school.notices.policy import DigestPolicy, MailboxPolicy
from school.people.access import RecordViewSet
from school.shared.api import Flag, QueryShape, Shape, Text, body, query

# ---- digests ---------------------------------------------------------------------------------


class DigestQuery(QueryShape):
    unread = Flag(required=False)


@extend_schema_serializer(component_name="DigestLine")
class LineOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    number = serializers.IntegerField()
    says = serializers.CharField(help_text="The sentence, in the reader's language.")
    link = serializers.CharField(help_text="The page of the client that shows them.")


@extend_schema_serializer(component_name="Digest")
class DigestOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    week_of = serializers.DateField(help_text="The Monday.")
    week_ends = serializers.DateField()
    made_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)
    lines = LineOut(many=True)
    abilities = serializers.ListField(child=serializers.CharField())


def present_digest(digest: Digest) -> dict[str, Any]:
    return {
        "id": digest.pk,
        "week_of": digest.week_of,
        "week_ends": rules.sunday_of(digest.week_of),
        "made_at": digest.created_at,
        "read_at": digest.read_at,
        "lines": list(render.lines(digest.counts)),
        "abilities": [] if digest.read_at else ["read"],
    }


class DigestViewSet(RecordViewSet):
    policy = DigestPolicy()
    queryset = Digest.objects.all()
    serializer_class = DigestOut

    def get_queryset(self) -> QuerySet[Any]:
        self.queryset = queries.digests()
        return super().get_queryset()

    @extend_schema(parameters=[DigestQuery], responses=DigestOut(many=True))
    def list(self, request: Request) -> Response:
        """My own, the newest first."""
        asked = query(request, DigestQuery)
        rows = self.get_queryset()
        if "unread" in asked:
            rows = rows.filter(read_at__isnull=asked["unread"])
        page = self.paginate_queryset(rows)
        shown = [present_digest(row) for row in page or []]
        return self.get_paginated_response(DigestOut(shown, many=True).data)

    @extend_schema(request=None, responses=DigestOut)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, pk: str) -> Response:
        digest = digests.read_digest(by=self.user, digest=self.get_object())
        return Response(DigestOut(present_digest(digest)).data)


# ---- the mailbox -----------------------------------------------------------------------------


class Address(Text):
    """A mail address: one line, one `@`, nothing that could become another header."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(lines=False, max_length=200, **kwargs)
        self.validators.append(EmailValidator())


class MailSettingsIn(Shape):
    by_mail = Flag()
    quiet_from = serializers.TimeField(input_formats=["%H:%M"])
    quiet_until = serializers.TimeField(
        input_formats=["%H:%M"], help_text="The same as quiet_from: no quiet hours."
    )
    quiet_weekends = Flag()
    language = serializers.ChoiceField(settings.LANGUAGES)


class MailAddressIn(Shape):
    address = Address()


class MailCodeIn(Shape):
    code = Text(lines=False, max_length=12)


@extend_schema_serializer(component_name="Mailbox", many=False)
class MailboxOut(serializers.Serializer[Any]):
    """Where my mail goes, and when not."""

    is_set_up = serializers.BooleanField(help_text="Whether this school sends mail at all.")
    address = serializers.CharField(help_text="Empty when none is confirmed.")
    proposed = serializers.CharField(help_text="Waits for its code; empty when none does.")
    proposal_ends_at = serializers.DateTimeField(allow_null=True)
    by_mail = serializers.BooleanField()
    quiet_from = serializers.TimeField(format="%H:%M")
    quiet_until = serializers.TimeField(format="%H:%M")
    quiet_weekends = serializers.BooleanField()
    language = serializers.CharField()


class MailboxViewSet(RecordViewSet):
    policy = MailboxPolicy()
    queryset = Mailbox.objects.all()
    serializer_class = MailboxOut

    @extend_schema(responses=MailboxOut)
    def list(self, request: Request) -> Response:
        """Mine; the usual settings when I never changed any."""
        query(request, QueryShape)
        return self._shown(queries.mailbox(self.user.pk) or Mailbox())

    @extend_schema(request=MailSettingsIn, responses=MailboxOut)
    @action(detail=False, methods=["post"])
    def settle(self, request: Request) -> Response:
        return self._shown(mailboxes.settle(by=self.user, **body(request, MailSettingsIn)))

    @extend_schema(request=MailAddressIn, responses=MailboxOut)
    @action(detail=False, methods=["post"])
    def propose(self, request: Request) -> Response:
        """Mails a code to the address."""
        given = body(request, MailAddressIn)
        box = mailboxes.propose(by=self.user, address=given["address"])
        mailing.ring_after_commit(self.user.pk)
        return self._shown(box)

    @extend_schema(request=MailCodeIn, responses=MailboxOut)
    @action(detail=False, methods=["post"])
    def confirm(self, request: Request) -> Response:
        given = body(request, MailCodeIn)
        return self._shown(mailboxes.confirm(by=self.user, code=given["code"]))

    @extend_schema(request=None, responses=MailboxOut)
    @action(detail=False, methods=["post"])
    def remove(self, request: Request) -> Response:
        return self._shown(mailboxes.remove(by=self.user))

    def _shown(self, box: Mailbox) -> Response:
        box.is_set_up = settings.MAIL_IS_SET_UP  # type: ignore[attr-defined]
        return Response(MailboxOut(box).data)


ROUTES: list[tuple[str, type[GenericViewSet[Any]]]] = [
    ("digests", DigestViewSet),
    ("mailbox", MailboxViewSet),
]
