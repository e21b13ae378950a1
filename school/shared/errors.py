"""What can be wrong with a request, in words a person understands."""

from typing import Any


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """What the rules do not let happen. `code` is for the client, `message` for a person."""

    status = 409

    def __init__(self, code: str, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field


class RuleBroken(Refused):
    """The input is well formed, but the state of things does not allow it (409)."""


class InputRefused(Refused):
    """One field cannot be taken as it is (400)."""

    status = 400

    def __init__(self, field: str, code: str, message: str) -> None:
        super().__init__(code, message, field=field)


class Stale(Refused):
    """Somebody changed the row since it was read (412). `current` is what stands now.

    `since` tells what each version after the one that was read has changed.
    """

    status = 412

    def __init__(self, message: str, *, current: Any, since: Any = ()) -> None:
        super().__init__("stale", message)
        self.current = current
        self.since = since


class VersionMissing(Refused):
    """A change came without saying which version it was made from (428)."""

    status = 428


class TooOften(Refused):
    """Allowed, but not so many times (429)."""

    status = 429
