"""What everybody does for their own account: password, second factor, devices."""

import base64
import uuid
from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.mfa.adapter import get_adapter as factor_adapter
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.totp.internal.auth import clear_totp_secret, get_totp_secret
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db.models import TextChoices
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from school.people import sign_in
from school.people.access import standing
from school.people.actions import accounts, second_factor
from school.people.models import User
from school.people.passwords import MOST
from school.people.queries import accounts as lists
from school.shared.api import Secret, Shape, body
from school.shared.errors import InputRefused


class SecondFactorState(TextChoices):
    ON = "on"
    OFF = "off"
    MISSING = "missing"
    SWITCHED_OFF = "switched_off"


def second_factor_state(request: Request) -> SecondFactorState:
    """Where the person stands; `missing` is somebody whose post demands one that is not there."""
    user: Any = request.user
    if sign_in.lacks_second_factor(request, user):
        return SecondFactorState.MISSING
    if lists.second_factor(user).since is not None:
        return SecondFactorState.ON
    if not settings.SECOND_FACTOR and standing(user).needs_second_factor:
        return SecondFactorState.SWITCHED_OFF
    return SecondFactorState.OFF


def prove(request: Request, user: User, password: str | None) -> None:
    """The present password, unless it was given a moment ago; failures are counted."""
    if not password:
        if sign_in.is_fresh(request, user):
            return
        raise InputRefused("password", "required", _("Give your present password as well."))
    if not account_adapter(request._request).reauthenticate(user, password):
        raise InputRefused("password", "password_mismatch", _("This is not your present password."))
    reauthenticate_by_password(request._request)


class PasswordIn(Shape):
    present = Secret(max_length=MOST)
    new = Secret(max_length=MOST)


class ProofIn(Shape):
    password = Secret(max_length=MOST, required=False)


class CodeIn(Shape):
    code = Secret(max_length=20)


@extend_schema_serializer(component_name="OwnSession")
class OwnSessionOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    system = serializers.CharField(help_text="android, iphone, windows …, or other")
    browser = serializers.CharField(help_text="wechat, chrome, safari …, or other")
    signed_in_at = serializers.DateTimeField()
    seen_at = serializers.DateTimeField()
    is_this = serializers.BooleanField()


@extend_schema_serializer(component_name="OwnSecondFactor")
class OwnSecondFactorOut(serializers.Serializer[Any]):
    state = serializers.ChoiceField(SecondFactorState.choices)
    demanded = serializers.BooleanField()
    since = serializers.DateTimeField(allow_null=True)
    codes_left = serializers.IntegerField()


@extend_schema_serializer(component_name="PreparedSecondFactor")
class PreparedOut(serializers.Serializer[Any]):
    secret = serializers.CharField()
    url = serializers.CharField()
    qr = serializers.CharField(help_text="A picture of the address, as a data: address.")


@extend_schema_serializer(component_name="RecoveryCodes")
class CodesOut(serializers.Serializer[Any]):
    codes = serializers.ListField(child=serializers.CharField())


def picture(address: str) -> str:
    """A QR code that an <img> shows."""
    svg = factor_adapter().build_totp_svg(address)
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


class Own(APIView):
    permission_classes = [IsAuthenticated]

    @property
    def user(self) -> User:
        user: Any = self.request.user
        return user  # type: ignore[no-any-return]


class Password(Own):
    @extend_schema(request=PasswordIn, responses={204: None}, operation_id="me_password")
    def post(self, request: Request) -> Response:
        given = body(request, PasswordIn)
        clear = check_rate_limit(self.user)
        account = accounts.change_password(
            by=self.user, **given, session_key=request.session.session_key
        )
        clear()
        update_session_auth_hash(request._request, account)
        reauthenticate_by_password(request._request)
        return Response(status=204)


class OwnSessions(Own):
    @extend_schema(responses=OwnSessionOut(many=True), operation_id="me_sessions")
    def get(self, request: Request) -> Response:
        rows = []
        for row in lists.own_sessions(self.user):
            system, _space, browser = row.device.partition(" ")
            rows.append(
                {
                    "id": row.pk,
                    "system": system or "other",
                    "browser": browser or "other",
                    "signed_in_at": row.signed_in_at,
                    "seen_at": row.seen_at,
                    "is_this": row.session_key == request.session.session_key,
                }
            )
        return Response(OwnSessionOut(rows, many=True).data)


class EndSession(Own):
    @extend_schema(request=None, responses={204: None}, operation_id="me_sessions_end")
    def post(self, request: Request, id: uuid.UUID) -> Response:  # noqa: A002 - the address's word
        session = lists.own_sessions(self.user).filter(pk=id).first()
        if session is None:
            raise Http404
        accounts.end_own_session(by=self.user, session=session)
        return Response(status=204)


class EndOtherSessions(Own):
    @extend_schema(request=None, responses={204: None}, operation_id="me_sessions_end_others")
    def post(self, request: Request) -> Response:
        accounts.end_other_sessions(by=self.user, but=request.session.session_key)
        return Response(status=204)


class OwnFactor(Own):
    """Open to those who have yet to set up what their post demands."""

    before_second_factor = True


class OwnSecondFactor(OwnFactor):
    @extend_schema(responses=OwnSecondFactorOut, operation_id="me_second_factor")
    def get(self, request: Request) -> Response:
        held = lists.second_factor(self.user)
        return Response(
            OwnSecondFactorOut(
                {
                    "state": second_factor_state(request),
                    "demanded": standing(self.user).needs_second_factor,
                    "since": held.since,
                    "codes_left": held.codes_left,
                }
            ).data
        )


class PrepareSecondFactor(OwnFactor):
    @extend_schema(request=ProofIn, responses=PreparedOut, operation_id="me_second_factor_prepare")
    def post(self, request: Request) -> Response:
        """A new secret, kept in the session until a code of it comes back."""
        prove(request, self.user, body(request, ProofIn).get("password"))
        secret = get_totp_secret(regenerate=True)
        url = factor_adapter().build_totp_url(self.user, secret)
        return Response(PreparedOut({"secret": secret, "url": url, "qr": picture(url)}).data)


class ConfirmSecondFactor(OwnFactor):
    @extend_schema(request=CodeIn, responses=CodesOut, operation_id="me_second_factor_confirm")
    def post(self, request: Request) -> Response:
        given = body(request, CodeIn)
        clear = check_rate_limit(self.user)
        codes = second_factor.turn_on(
            by=self.user,
            secret=get_totp_secret(),
            code=given["code"],
            session_key=request.session.session_key,
        )
        clear()
        clear_totp_secret(request._request)
        record_authentication(request._request, self.user, "mfa", type="totp", reauthenticated=True)
        return Response(CodesOut({"codes": codes}).data)


class RecoveryCodeSheet(Own):
    @extend_schema(
        request=ProofIn, responses=CodesOut, operation_id="me_second_factor_recovery_codes"
    )
    def post(self, request: Request) -> Response:
        prove(request, self.user, body(request, ProofIn).get("password"))
        codes = second_factor.renew_recovery_codes(by=self.user)
        return Response(CodesOut({"codes": codes}).data)


class TakeOffSecondFactor(Own):
    @extend_schema(request=ProofIn, responses={204: None}, operation_id="me_second_factor_take_off")
    def post(self, request: Request) -> Response:
        """For a new phone. Whose post demands a factor sets up the next one at once."""
        prove(request, self.user, body(request, ProofIn).get("password"))
        second_factor.take_off(
            by=self.user, account=self.user, session_key=request.session.session_key
        )
        sign_in.forget_second_factor(request, self.user)
        return Response(status=204)
