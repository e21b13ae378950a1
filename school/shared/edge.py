"""What DRF loads before any view: who is signed in, strict JSON, pages of lists."""

import json
import re
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.authentication import SessionAuthentication
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response


class SessionSignIn(SessionAuthentication):
    """The session cookie. Nobody signed in is 401, not 403."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class OneForm(BaseContentNegotiation):
    """The API answers in JSON whatever Accept says: a problem is a problem in a browser too."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        kind = request.content_type.split(";")[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == kind), None)

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        return renderers[0], renderers[0].media_type


MOST_BYTES, MOST_DEPTH, MOST_KEYS = 1_000_000, 32, 1_000


class StrictJSONParser(BaseParser):
    """JSON with limits: bytes, depth, keys; no key twice, no NaN, nothing after the end."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        raw = stream.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            self._refuse(_("The request is too large."))
        try:
            source = raw.decode("utf-8")
        except UnicodeDecodeError:
            self._refuse(_("The request is not UTF-8."))
        if self._depth(source) > MOST_DEPTH:
            self._refuse(_("The request is nested too deeply."))
        try:
            return json.loads(source, object_pairs_hook=self._object, parse_constant=self._number)
        except (ValueError, RecursionError):
            self._refuse(_("The request is not valid JSON."))

    @staticmethod
    def _depth(source: str) -> int:
        deepest = depth = 0
        for mark in re.findall(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', source):
            if mark in "[{":
                depth += 1
                deepest = max(deepest, depth)
            elif mark in "]}":
                depth -= 1
        return deepest

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(pairs) > MOST_KEYS:
            self._refuse(_("The request has too many fields."))
        found = dict(pairs)
        if len(found) != len(pairs):
            self._refuse(_("A field stands in the request twice."))
        return found

    def _number(self, name: str) -> NoReturn:
        self._refuse(_("The request is not valid JSON."))

    @staticmethod
    def _refuse(detail: str) -> NoReturn:
        raise exceptions.ParseError(detail)


class Page(LimitOffsetPagination):
    """Pages of 50, 200 at most; a limit that makes no sense is refused."""

    default_limit = 50
    max_limit = 200

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        for name, least in (("limit", 1), ("offset", 0)):
            given = request.query_params.get(name)
            if given is not None and not (
                re.fullmatch(r"\d{1,7}", given, re.ASCII) and int(given) >= least
            ):
                raise exceptions.ValidationError({name: [_("This is not a number of rows.")]})
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data: Any) -> Response:
        following = self.get_next_link()
        if following:
            following = "/" + following.split("/", 3)[3]
        return Response({"count": self.count, "next": following, "results": data})

    def get_paginated_response_schema(self, schema: Any) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["count", "next", "results"],
            "properties": {
                "count": {"type": "integer"},
                "next": {"type": "string", "nullable": True},
                "results": schema,
            },
        }
