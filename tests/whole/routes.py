"""Every route of the API with its methods, read from the URL resolver."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver

from config import api

METHODS = ("get", "post", "put", "patch", "delete")


def _patterns(patterns) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns)
        else:
            yield pattern


def routes() -> set[tuple[str, str]]:
    """(route name, method) of everything that config/api.py serves."""
    found = set()
    for pattern in _patterns(api.urlpatterns):
        view = pattern.callback
        verbs = getattr(view, "actions", None)
        if verbs is None:
            verbs = [m for m in METHODS if hasattr(view.view_class, m)]
        found |= {(pattern.name, method) for method in verbs if method in METHODS}
    return found
