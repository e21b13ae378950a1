"""Accounts, as the administrator keeps them."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import (
    extend_schema,
    extend_schema_field,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request
from rest_framework.response import Response

from school.people import pinyin, roles
from school.people.access import OfferedRow, RecordViewSet
from school.people.actions import accounts, invitations, second_factor
from school.people.api.security import picture
from school.people.api.shapes import NoFilters
from school.people.models import StaffMember, User
from school.people.policy import (
    AccountPolicy,
)
from school.people.queries import accounts as lists
from school.people.rules import accounts as rules
from school.shared.api import QueryShape, Shape, Text, body, query
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column


@extend_schema_serializer(component_name="Account")
class AccountOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    username = serializers.CharField()
    name = serializers.CharField(source="display_name")
    posts = serializers.SerializerMethodField()
    is_committee = serializers.BooleanField()
    is_active = serializers.BooleanField()
    state = serializers.SerializerMethodField()
    invited_until = serializers.SerializerMethodField()
    last_used_at = serializers.SerializerMethodField()
    posts_ended = serializers.SerializerMethodField(
        help_text="Held a post or a seat, and holds and awaits none."
    )
    second_factor = serializers.BooleanField(source="has_second_factor")
    needs_second_factor = serializers.SerializerMethodField()
    sessions = serializers.IntegerField()
    abilities = serializers.SerializerMethodField()

    def get_posts(self, account: Any) -> list[str]:
        return [str(post.get_kind_display()) for post in self._held(account)]

    @extend_schema_field(serializers.ChoiceField(rules.AccountState.choices))
    def get_state(self, account: Any) -> str:
        return rules.account_state(
            is_active=account.is_active,
            has_password=account.has_usable_password(),
            invited_until=self.get_invited_until(account),
            used_at=self.get_last_used_at(account) or account.created_at,
            now=timezone.now(),
        )

    def get_invited_until(self, account: Any) -> datetime.datetime | None:
        return next((link.expires_at for link in account.open_links), None)

    def get_last_used_at(self, account: Any) -> datetime.datetime | None:
        return max(filter(None, (account.last_login, account.seen_at)), default=None)

    def get_posts_ended(self, account: Any) -> bool:
        holds = bool(self._held(account)) or account.is_committee
        return account.was_somebody and not holds and not account.will_be_somebody

    def get_needs_second_factor(self, account: Any) -> bool:
        return settings.SECOND_FACTOR and any(
            post.kind in roles.SECOND_FACTOR for post in self._held(account)
        )

    def get_abilities(self, account: User) -> list[str]:
        return AccountPolicy().abilities(self.context["request"].user, account)

    @staticmethod
    def _held(account: Any) -> list[Any]:
        return list(account.staff.held) if account.staff else []


@extend_schema_serializer(component_name="Uninvited")
class UninvitedOut(serializers.Serializer[Any]):
    """A member of staff without an account, and the name that theirs could have."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    staff_number = serializers.CharField()
    posts = serializers.ListField(child=serializers.CharField())
    username = serializers.CharField()


@extend_schema_serializer(component_name="HandedLink")
class HandedLinkOut(serializers.Serializer[Any]):
    """A link that is shown this one time."""

    account = AccountOut()
    link = serializers.CharField()
    qr = serializers.CharField(help_text="A picture of the link, as a data: address.")
    expires_at = serializers.DateTimeField()


class InviteIn(Shape):
    """Either a member of staff, or the name of a parent on the committee."""

    username = Text(lines=False, max_length=50)
    staff = OfferedRow(lambda user, rows: rows, queryset=StaffMember.objects.all(), required=False)
    full_name = Text(lines=False, max_length=50, required=False)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if ("staff" in given) == ("full_name" in given):
            raise serializers.ValidationError(
                {
                    "staff": [
                        ErrorDetail(str(_("Say who: a member of staff, or a name.")), "required")
                    ]
                }
            )
        return given


class AccountQuery(QueryShape):
    q = Text(lines=False, max_length=50, required=False, help_text="Part of a name or account.")


class AccountViewSet(ExportedList, RecordViewSet):
    policy = AccountPolicy()
    queryset = User.objects.all()
    serializer_class = AccountOut
    filters = AccountQuery
    list_title = _("List of accounts")
    columns = (
        Column(_("Account"), "username"),
        Column(_("Name"), "name"),
        Column(_("Posts"), "posts"),
        Column(_("In use"), "is_active"),
        Column(_("Last used"), "last_used_at", is_moment=True),
    )

    def get_queryset(self) -> QuerySet[Any]:
        self.queryset = lists.accounts(timezone.localdate())
        return super().get_queryset()

    @extend_schema(parameters=[AccountQuery], responses=AccountOut(many=True))
    def list(self, request: Request) -> Response:
        return self.answer_page(request)

    def chosen(self, asked: dict[str, Any]) -> QuerySet[Any]:
        rows = self.get_queryset().order_by("username")
        if "q" in asked:
            rows = rows.filter(
                Q(username__contains=asked["q"])
                | Q(staff__name__contains=asked["q"])
                | Q(full_name__contains=asked["q"])
            )
        return rows

    def shown(self, rows: Sequence[User]) -> Any:
        return self.get_serializer(rows, many=True).data

    def _handed(self, account: User, token: str, status: int) -> Response:
        link = self.request.build_absolute_uri("/join") + f"#{token}"
        row = self.get_queryset().get(pk=account.pk)
        body = {
            "account": row,
            "link": link,
            "qr": picture(link),
            "expires_at": row.open_links[0].expires_at,
        }
        shown = HandedLinkOut(body, context=self.get_serializer_context())
        return Response(shown.data, status=status)

    def _shown(self, account: User) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=account.pk)).data)

    @extend_schema(request=InviteIn, responses={201: HandedLinkOut})
    def create(self, request: Request) -> Response:
        """Invites. A second arrival finds the account there, so that no link is made twice."""
        who = body(request, InviteIn)
        if "staff" in who:
            account, token = invitations.invite_staff(by=self.user, **who, now=timezone.now())
        else:
            account, token = invitations.invite_committee_member(
                by=self.user, **who, now=timezone.now(), today=timezone.localdate()
            )
        return self._handed(account, token, 201)

    @extend_schema(parameters=[NoFilters], responses=UninvitedOut(many=True))
    @action(detail=False, methods=["get"])
    def uninvited(self, request: Request) -> Response:
        query(request, NoFilters)
        rows = lists.without_account(timezone.localdate()).filter(school_id=self.user.school_id)
        page: Any = self.paginate_queryset(rows.order_by("staff_number"))
        heard = {row.pk: pinyin.sounds(row.name) for row in page}
        taken = lists.account_names("".join(sounds) for sounds in heard.values())
        shown = []
        for row in page:
            name = rules.proposed_account_name(heard[row.pk], row.staff_number, taken)
            taken.add(name)
            shown.append(
                {
                    "id": row.pk,
                    "name": row.name,
                    "staff_number": row.staff_number,
                    "posts": [str(post.get_kind_display()) for post in row.held],
                    "username": name,
                }
            )
        return self.get_paginated_response(UninvitedOut(shown, many=True).data)

    @extend_schema(request=None, responses=HandedLinkOut)
    @action(detail=True, methods=["post"])
    def link(self, request: Request, pk: str) -> Response:
        """A new link: again for somebody invited, or for a password that was forgotten."""
        account = self.get_object()
        token = invitations.hand_out_link(by=self.user, account=account, now=timezone.now())
        return self._handed(account, token, 200)

    @extend_schema(request=None, responses=AccountOut)
    @action(detail=True, methods=["post"], url_path="withdraw-link")
    def withdraw_link(self, request: Request, pk: str) -> Response:
        account = self.get_object()
        invitations.withdraw_link(by=self.user, account=account, now=timezone.now())
        return self._shown(account)

    @extend_schema(request=None, responses=AccountOut)
    @action(detail=True, methods=["post"], url_path="end-sessions")
    def end_sessions(self, request: Request, pk: str) -> Response:
        account = self.get_object()
        accounts.end_sessions(by=self.user, account=account)
        return self._shown(account)

    @extend_schema(request=None, responses=AccountOut)
    @action(detail=True, methods=["post"], url_path="take-off-second-factor")
    def take_off_second_factor(self, request: Request, pk: str) -> Response:
        """A lost phone. The person sets up the next one at the next sign-in."""
        account = self.get_object()
        second_factor.take_off(by=self.user, account=account)
        return self._shown(account)

    @extend_schema(request=None, responses=AccountOut)
    @action(detail=True, methods=["post"])
    def deactivate(self, request: Request, pk: str) -> Response:
        account = accounts.deactivate_account(by=self.user, account=self.get_object())
        return self._shown(account)

    @extend_schema(request=None, responses=AccountOut)
    @action(detail=True, methods=["post"])
    def activate(self, request: Request, pk: str) -> Response:
        account = accounts.activate_account(by=self.user, account=self.get_object())
        return self._shown(account)
