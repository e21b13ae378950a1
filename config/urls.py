"""Every address of the server."""

from django.urls import include, path, re_path

from config import api, health, spa

handler400 = "school.shared.api.bad_request"
handler403 = "school.shared.api.permission_denied"
handler404 = "school.shared.api.not_found"
handler500 = "school.shared.api.server_error"

urlpatterns = [
    path("_allauth/", include("allauth.headless.urls")),
    path("api/v1/", include(api.urlpatterns)),
    path("health/live", health.live),
    path("health/ready", health.ready),
    re_path(r"^(?!api/|_allauth/|health/|assets/|static/).*$", spa.page),
]
