"""Every address of the server."""

from typing import NoReturn

from django.http import Http404, HttpRequest
from django.urls import include, path, re_path

from config import api, health, spa

handler400 = "school.shared.api.bad_request"
handler403 = "school.shared.api.permission_denied"
handler404 = "school.shared.api.not_found"
handler500 = "school.shared.api.server_error"

# What of allauth is open. All else (signing up, e-mail, codes by mail, its own pages for the second
# factor) is closed: the API does those that there are, with an entry in the audit log.
OPEN = "config|auth/(?:session|login|reauthenticate|2fa/authenticate|2fa/reauthenticate)"


def closed(request: HttpRequest) -> NoReturn:
    raise Http404


urlpatterns = [
    re_path(rf"^_allauth/(?!browser/v1/(?:{OPEN})$)", closed),
    path("_allauth/", include("allauth.headless.urls")),
    path("api/v1/", include(api.urlpatterns)),
    path("health/live", health.live),
    path("health/ready", health.ready),
    re_path(r"^(?!api/|_allauth/|health/|assets/|static/).*$", spa.page),
]
