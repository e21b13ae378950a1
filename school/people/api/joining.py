"""For those who are not signed in: what signing in takes, and the link that one was handed."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_protect
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import exceptions, serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from school.people.access import standing
from school.people.actions import invitations
from school.people.api.me import SchoolOut
from school.people.passwords import LEAST, LEAST_WITH_SECOND_FACTOR, MOST
from school.people.queries import accounts as lists
from school.shared.api import Secret, Shape, body

# Against floods only: a token of 256 bits is not guessed, and a school is behind one address.
LIMIT = {"join": "300/m/ip"}


@extend_schema_serializer(component_name="SignInTerms")
class SignInTermsOut(serializers.Serializer[Any]):
    second_factor = serializers.BooleanField(help_text="Whether any post demands one here.")


class LinkIn(Shape):
    token = Secret(max_length=100)


class AcceptLinkIn(LinkIn):
    password = Secret(max_length=MOST)


@extend_schema_serializer(component_name="OpenedLink")
class OpenedLinkOut(serializers.Serializer[Any]):
    """To whom the link belongs: what the invited person sees first."""

    school = SchoolOut()
    name = serializers.CharField()
    username = serializers.CharField()
    needs_second_factor = serializers.BooleanField()
    least = serializers.IntegerField(help_text="So many characters a password has at least.")
    expires_at = serializers.DateTimeField()


class Anonymous(APIView):
    """Nobody needs to be signed in, but the page must be ours."""

    authentication_classes = []
    permission_classes = [AllowAny]

    @method_decorator(csrf_protect)
    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return super().dispatch(request, *args, **kwargs)

    def within_limit(self, request: Request) -> None:
        if not ratelimit.consume(
            request._request, app="people", action="join", config=LIMIT, limit_get=True
        ):
            raise exceptions.Throttled(wait=60)


class SignInTerms(Anonymous):
    @extend_schema(responses=SignInTermsOut, operation_id="sign_in_terms", auth=[])
    def get(self, request: Request) -> Response:
        return Response(SignInTermsOut({"second_factor": settings.SECOND_FACTOR}).data)


class OpenLink(Anonymous):
    @extend_schema(request=LinkIn, responses=OpenedLinkOut, operation_id="links_open", auth=[])
    def post(self, request: Request) -> Response:
        """Looking uses nothing up: whoever previews a link does not end it."""
        self.within_limit(request)
        given = body(request, LinkIn)
        found = lists.open_invitation(invitations.digest(given["token"]), timezone.now())
        if found is None:
            raise invitations.LinkOver
        account = found.account
        needs = settings.SECOND_FACTOR and standing(account).needs_second_factor
        return Response(
            OpenedLinkOut(
                {
                    "school": account.school,
                    "name": account.display_name,
                    "username": account.username,
                    "needs_second_factor": needs,
                    "least": LEAST_WITH_SECOND_FACTOR if needs else LEAST,
                    "expires_at": found.expires_at,
                }
            ).data
        )


class AcceptLink(Anonymous):
    @extend_schema(
        request=AcceptLinkIn, responses={204: None}, operation_id="links_accept", auth=[]
    )
    def post(self, request: Request) -> Response:
        """Sets the password; signing in with it is the next request."""
        self.within_limit(request)
        account = invitations.accept_link(**body(request, AcceptLinkIn), now=timezone.now())
        get_adapter(request._request).forget_failures(request._request, account)
        return Response(status=204)
