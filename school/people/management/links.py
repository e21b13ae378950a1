"""Where a link leads, as far as a command can know."""

from django.conf import settings


def join_address(token: str) -> str:
    """Behind the `#`, so that no server and no proxy writes it down."""
    host = next((name for name in settings.ALLOWED_HOSTS if name not in ("*", "")), "127.0.0.1")
    return f"{'https' if settings.HTTPS else 'http'}://{host}/join#{token}"
