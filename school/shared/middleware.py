"""What every answer carries: the request's id, and headers that keep a page to itself."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from school.shared.api import csrf_failure
from school.shared.audit import request_id

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
Answer = Callable[[HttpRequest], HttpResponse]


class RequestId:
    """An id of our own per request: in the audit log, in every problem answer, in a header."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        held = request_id.set(uuid.uuid4().hex)
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = request_id.get()
            return response
        finally:
            request_id.reset(held)


class SafeHeaders:
    """A view may set its own policy; without one, nothing but our own files runs."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", CSP)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith(("/api/", "/_allauth/", "/health/")):
            response.setdefault("Cache-Control", "no-store")
        return response


class OwnPages:
    """A browser says where a request comes from: only our own pages change anything.

    Beside the token, which Django asks for; older browsers say nothing and have the token alone.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        comes_from = request.headers.get("Sec-Fetch-Site", "same-origin")
        if request.method not in ("GET", "HEAD", "OPTIONS") and comes_from not in (
            "same-origin",
            "none",
        ):
            return csrf_failure(request)
        return self.get_response(request)
