"""Accounts, as the administrator keeps them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import (
    extend_schema,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from school.people import queries
from school.people.access import RecordViewSet
from school.people.actions import accounts
from school.people.models import User
from school.people.policy import (
    AccountPolicy,
)
from school.shared.api import QueryShape, Text
from school.shared.exports import ExportedList
from school.shared.spreadsheets import Column


@extend_schema_serializer(component_name="Account")
class AccountOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    username = serializers.CharField()
    name = serializers.CharField(source="display_name")
    posts = serializers.SerializerMethodField()
    is_active = serializers.BooleanField()
    last_login = serializers.DateTimeField(allow_null=True)
    abilities = serializers.SerializerMethodField()

    def get_posts(self, account: Any) -> list[str]:
        return (
            [str(post.get_kind_display()) for post in account.staff.held] if account.staff else []
        )

    def get_abilities(self, account: User) -> list[str]:
        return AccountPolicy().abilities(self.context["request"].user, account)


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
        Column(_("Last sign-in"), "last_login", is_moment=True),
    )

    def get_queryset(self) -> QuerySet[Any]:
        self.queryset = queries.accounts(timezone.localdate())
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

    @extend_schema(request=None, responses=AccountOut)
    @action(detail=True, methods=["post"])
    def deactivate(self, request: Request, pk: str) -> Response:
        account = accounts.deactivate_account(by=self.user, account=self.get_object())
        return Response(self.get_serializer(account).data)

    @extend_schema(request=None, responses=AccountOut)
    @action(detail=True, methods=["post"])
    def activate(self, request: Request, pk: str) -> Response:
        account = accounts.activate_account(by=self.user, account=self.get_object())
        return Response(self.get_serializer(account).data)
