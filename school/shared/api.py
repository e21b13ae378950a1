"""HTTP as all contexts speak it: strict JSON in, problems out, pages of lists."""

import re
import uuid
from collections.abc import Callable, Mapping
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied, TooManyFilesSent, ValidationError
from django.db import OperationalError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema_field
from rest_framework import exceptions, serializers, status
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings

from school.shared import idempotency, text
from school.shared.audit import request_id
from school.shared.errors import InputRefused, Refused, Stale, VersionMissing

PROBLEM = "application/problem+json"
TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    412: "Changed meanwhile",
    413: "Too large",
    415: "Unsupported media type",
    428: "Version missing",
    429: "Too many requests",
    500: "Server error",
    503: "Unavailable",
}

# ---- problems ------------------------------------------------------------------------------


def problem(
    code: int, name: str, detail: str, errors: list[dict[str, str]] | None = None, **more: Any
) -> dict[str, Any]:
    return {
        "type": "about:blank",
        "title": TITLES.get(code, "Error"),
        "status": code,
        "code": name,
        "detail": detail,
        "errors": errors or [],
        "request_id": request_id.get(),
        **more,
    }


def _flatten(detail: Any, path: str = "") -> list[dict[str, str]]:
    """DRF's nested details as a flat list of {field, code, detail}."""
    if isinstance(detail, Mapping):
        return [
            line
            for key, value in detail.items()
            for line in _flatten(
                value, path if key == api_settings.NON_FIELD_ERRORS_KEY else f"{path}.{key}"
            )
        ]
    if isinstance(detail, list):
        if any(isinstance(one, Mapping | list) for one in detail):
            return [
                line
                for number, one in enumerate(detail)
                for line in _flatten(one, f"{path}.{number}")
            ]
        return [line for one in detail for line in _flatten(one, path)]
    code = getattr(detail, "code", "invalid")
    # What was sent may be quoted in the sentence, half characters and all.
    sentence = force_str(detail).encode("utf-8", "replace").decode()
    return [{"field": path.lstrip("."), "code": str(code), "detail": sentence}]


def _answer(body: dict[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    return Response(body, status=body["status"], headers=headers, content_type=PROBLEM)


def answer_problem(error: Exception, context: Any) -> Response | None:
    """Every error as application/problem+json; what is not foreseen stays Django's 500."""
    context["request"].accepted_renderer = JSONRenderer()  # also where answers are YAML or a file
    context["request"].accepted_media_type = JSONRenderer.media_type
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    elif isinstance(error, ValidationError):
        error = exceptions.ValidationError(error.messages)
    elif isinstance(error, TooManyFilesSent):
        error = exceptions.ParseError(_("Too many files."))
    if isinstance(error, Stale):
        body = problem(
            412, error.code, error.message, current=error.current, since=list(error.since)
        )
        return _answer(body)
    if isinstance(error, Refused):
        lines = (
            [{"field": error.field, "code": error.code, "detail": error.message}]
            if error.field
            else []
        )
        return _answer(problem(error.status, error.code, error.message, lines))
    if isinstance(error, exceptions.ValidationError):
        lines = _flatten(error.detail)
        sentence = lines[0]["detail"] if len(lines) == 1 else _("Some fields cannot be taken.")
        return _answer(problem(400, "invalid", sentence, lines))
    if isinstance(error, exceptions.APIException):
        headers = {}
        if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
            headers["WWW-Authenticate"] = "Session"
        if wait := getattr(error, "wait", None):
            headers["Retry-After"] = str(int(wait))
        code = str(getattr(error.detail, "code", error.default_code))
        return _answer(problem(error.status_code, code, force_str(error.detail)), headers)
    if isinstance(error, OperationalError):
        body = problem(503, "busy", _("The server is busy. Nothing was stored; try again."))
        return _answer(body, {"Retry-After": "2"})
    return None


def _plain(code: int, name: str, detail: str) -> HttpResponse:
    return JsonResponse(problem(code, name, detail), status=code, content_type=PROBLEM)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _plain(403, "csrf", _("This page is out of date. Load it again."))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain(400, "bad_request", _("The request cannot be read."))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain(403, "permission_denied", _("You may not do this."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _plain(404, "not_found", _("There is nothing here."))


def server_error(request: HttpRequest) -> HttpResponse:
    return _plain(500, "server_error", _("Something went wrong here. Nothing was stored."))


# ---- what comes in -------------------------------------------------------------------------


class SessionSignInScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "school.shared.edge.SessionSignIn"
    match_subclasses = True
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


class Shape(serializers.Serializer[Any]):
    """What may come in. A field that is not named here is refused, not ignored."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = {
                str(name): [serializers.ErrorDetail(_("There is no such field."), "unknown_field")]
                for name in data
                if name not in self.fields or self.fields[name].read_only
            }
            if unknown:
                raise serializers.ValidationError(unknown)
        return super().to_internal_value(data)


class WholeShape(Shape):
    """Taken whole even inside an amendment, where DRF would let its fields be missing."""

    def to_internal_value(self, data: Any) -> Any:
        value = super().to_internal_value(data)
        missing = {
            name: [serializers.ErrorDetail(str(field.error_messages["required"]), "required")]
            for name, field in self.fields.items()
            if field.required and name not in value
        }
        if missing:
            raise serializers.ValidationError(missing)
        return value


class Text(serializers.CharField):
    """Text under the house's policy (text.py). `lines=False` for names and titles."""

    def __init__(self, *, lines: bool = True, **kwargs: Any) -> None:
        self.lines = lines
        kwargs.setdefault("max_length", 10_000 if lines else 100)
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        try:
            value = text.clean(super().to_internal_value(data), lines=self.lines)
        except text.TextRefused as refused:
            raise serializers.ValidationError(refused.message, refused.code) from refused
        if text.is_blank(value):
            if self.allow_blank:
                return ""
            self.fail("blank")
        return value


@extend_schema_field({"type": "string", "format": "password", "writeOnly": True})
class Secret(Text):
    """A password, a code or a token: one line, taken as it was typed, shown nowhere."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("trim_whitespace", False)
        super().__init__(lines=False, **kwargs)


class Day(serializers.DateField):
    """YYYY-MM-DD in plain digits, of our century."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)

    def to_internal_value(self, value: Any) -> Any:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
            self.fail("invalid", format="YYYY-MM-DD")
        day = super().to_internal_value(value)
        if not 2000 <= day.year <= 2099:
            self.fail("invalid", format="YYYY-MM-DD")
        return day


class Moment(serializers.DateTimeField):
    """A moment of our century; others do not fit every time zone."""

    def to_internal_value(self, value: Any) -> Any:
        if not isinstance(value, str) or not re.match(r"20\d\d-", value, re.ASCII):
            self.fail("invalid", format="YYYY-MM-DDThh:mm[:ss][+HH:MM|-HH:MM|Z]")
        return super().to_internal_value(value)


class Flag(serializers.BooleanField):
    """true or false in a body; in an address also 1 and 0."""

    def to_internal_value(self, data: Any) -> bool:
        if isinstance(data, bool):
            return data
        if isinstance(self.parent, QueryShape) and data in ("1", "true", "0", "false"):
            return data in ("1", "true")
        self.fail("invalid", input=data)


class Number(serializers.IntegerField):
    """A whole number as JSON writes it; in an address, plain digits."""

    def to_internal_value(self, data: Any) -> int:
        given = data
        if isinstance(self.parent, QueryShape) and isinstance(data, str):
            given = int(data) if re.fullmatch(r"\d{1,9}", data, re.ASCII) else None
        if isinstance(given, bool) or not isinstance(given, int):
            self.fail("invalid")
        return super().to_internal_value(given)


class QueryShape(Shape):
    """Filters in an address: each at most once, none unknown."""

    limit = Number(min_value=1, max_value=200, required=False)
    offset = Number(min_value=0, max_value=1_000_000, required=False)


def query(request: Request, shape: type[Shape], **context: Any) -> dict[str, Any]:
    """The request's filters, checked."""
    repeated = {
        name: [serializers.ErrorDetail(_("This filter stands there twice."), "repeated")]
        for name, values in request.query_params.lists()
        if len(values) > 1
    }
    if repeated:
        raise serializers.ValidationError(repeated)
    given = shape(data=dict(request.query_params.items()), context={"request": request, **context})
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def body(
    request: Request, shape: type[Shape], *, partial: bool = False, **context: Any
) -> dict[str, Any]:
    """The request's body, checked."""
    given = shape(data=request.data, partial=partial, context={"request": request, **context})
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def form(request: Request, shape: type[Shape]) -> dict[str, Any]:
    """The request's body where a file comes with it: a form, each field at most once."""
    data = cast(QueryDict, request.data)  # MultiPartParser makes nothing else
    for name, values in data.lists():
        if len(values) > 1:
            raise InputRefused(name, "repeated", _("This field stands there twice."))
    return body(request, shape)


def check_size(request: Request, most: int, refusal: str) -> None:
    """Called before the body is read: the check of the CSRF token already parses it."""
    given = request.META.get("CONTENT_LENGTH") or "0"
    if not given.isdigit() or int(given) > most:
        raise InputRefused("file", "too_large", refusal)


IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.UUID,
    OpenApiParameter.HEADER,
    required=True,
    description="Made by the client for each gesture; a retry carries the same.",
)
OPTIONAL_IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.UUID,
    OpenApiParameter.HEADER,
    description="Made by the client for each gesture; a retry, or the same change brought to a "
    "newer version, carries the same.",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description='The version this change was made from, as the ETag gave it: "3".',
)


def gesture(request: Request) -> uuid.UUID:
    """The Idempotency-Key header."""
    given = request.headers.get("Idempotency-Key")
    if given is None:
        raise InputRefused(
            "Idempotency-Key", "required", _("Say in Idempotency-Key which gesture this is.")
        )
    try:
        return uuid.UUID(given)
    except ValueError:
        raise exceptions.ValidationError(
            {"Idempotency-Key": [_("The key must be a UUID.")]}, "invalid"
        ) from None


def once(request: Request, act: Callable[[], Model]) -> tuple[uuid.UUID, int]:
    """The row that this gesture made, and the status that says so: 201 just now, 200 before.

    The address belongs to the gesture, and a shape is read inside of `act`: a retry finds its
    row also when what it names is no longer on offer.
    """
    made, is_new = idempotency.once(
        by=request.user, key=gesture(request), body=[request.path, request.data], act=act
    )
    return made, status.HTTP_201_CREATED if is_new else status.HTTP_200_OK


def made_once(shown: type[serializers.BaseSerializer[Any]]) -> dict[int, Any]:
    """The responses of what goes through `once`, for the document."""
    return {201: shown, 200: OpenApiResponse(shown, "The same gesture came before; its row.")}


def once_if_keyed(request: Request, act: Callable[[], Model]) -> tuple[uuid.UUID, int]:
    """`once`, where a client may do without a key."""
    if "Idempotency-Key" in request.headers:
        return once(request, act)
    return act().pk, status.HTTP_201_CREATED


def version_given(request: Request) -> int:
    """The version in If-Match. Raises VersionMissing when it is missing or no version."""
    found = re.fullmatch(r'"(\d{1,9})"', request.headers.get("If-Match", ""), re.ASCII)
    if not found:
        raise VersionMissing(
            "version_missing", _("Say in If-Match which version this change was made from.")
        )
    return int(found[1])


# ---- what goes out -------------------------------------------------------------------------


class ProblemLine(serializers.Serializer[Any]):
    field = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class ChangedSince(serializers.Serializer[Any]):
    """One version after the one that was read. `gesture`: the reader's own key that made it."""

    version = serializers.IntegerField()
    fields = serializers.ListField(child=serializers.CharField())  # type: ignore[assignment]
    gesture = serializers.UUIDField(allow_null=True)


class Problem(serializers.Serializer[Any]):
    """Every error. `code` is for programs, `detail` for people."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    errors = ProblemLine(many=True)  # type: ignore[assignment]
    request_id = serializers.CharField()
    current = serializers.JSONField(required=False)
    since = ChangedSince(many=True, required=False)


class Schema(AutoSchema):
    """Adds to every operation the problems it can answer with."""

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        bodies = super()._get_response_bodies(direction)
        codes = [401, 403]
        if self.method != "GET" or self.get_override_parameters() or "{" in self.path:
            codes.append(400)
        if "{" in self.path:
            codes.append(404)
        if self.method != "GET":
            codes += [409, 413, 415]
        if self.method == "PATCH":
            codes += [412, 428]
        for code in codes:
            answer = OpenApiResponse(Problem, TITLES[code])
            bodies.setdefault(
                str(code),
                self._get_response_for_code(answer, str(code), media_types=[PROBLEM]),  # type: ignore[no-untyped-call]
            )
        return bodies
