"""The client's page, for every address that is neither data nor a file."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe


@require_safe
@ensure_csrf_cookie
def page(request: HttpRequest) -> HttpResponse:
    """The same bytes for everybody; the client asks the API who is there."""
    index = settings.CLIENT / "index.html"
    if not index.is_file():
        return HttpResponse(_("The client is not built. Run `make setup`."), status=503)
    response = HttpResponse(index.read_bytes(), content_type="text/html; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response
