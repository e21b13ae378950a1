"""Where a launch stands: its directory, its keys, its port."""

import base64
import errno
import fcntl
import os
import secrets
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"


class CannotStartError(Exception):
    """A sentence for the person at the keyboard, instead of a traceback."""


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@dataclass(frozen=True)
class Place:
    """The directory that a launch writes to."""

    var: Path

    def folder(self, name: str) -> Path:
        path = self.var / name
        path.mkdir(parents=True, exist_ok=True)
        return path

    @property
    def keys(self) -> Path:
        return self.var / "secrets.env"

    @property
    def database(self) -> Path:
        return self.var / "wotu.sqlite3"


def here() -> Place:
    return Place(Path(os.environ.get("WOTU_VAR") or ROOT / "var").resolve())


@contextmanager
def held(place: Place) -> Iterator[None]:
    """Only one launch at a time writes to a place."""
    with (place.folder("run") / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            raise CannotStartError(
                f"Wotu is already running from {place.var} (process {lock.read().strip() or '?'}). "
                "Stop it with Ctrl-C in its own window first."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def keys(place: Place) -> dict[str, str]:
    """The two secrets of an installation: made once, then read. They are nobody's default."""
    if not place.keys.exists():
        if place.database.exists() and "FIELD_KEYS" not in os.environ:
            raise CannotStartError(
                f"{place.database} is here but its keys, {place.keys}, are not: sealed fields "
                "could not be read. Put the file back, or start over with `make demo-reset`."
            )
        place.var.mkdir(parents=True, exist_ok=True)
        made = (
            f"SECRET_KEY={secrets.token_urlsafe(48)}\n"
            f"FIELD_KEYS=k1:{base64.b64encode(secrets.token_bytes(32)).decode()}\n"
        )
        with suppress(FileExistsError):  # another process was faster; both read its keys
            file = os.open(place.keys, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(file, "w") as out:
                out.write(made)
    lines = place.keys.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def environment(place: Place) -> dict[str, str]:
    """What the children see. What the caller has set stands.

    Whoever looks at the demo has no phone at hand for each account: no second factor is asked for.
    """
    given = dict(os.environ)
    if not (given.get("SECRET_KEY") and given.get("FIELD_KEYS")):
        given = keys(place) | {name: value for name, value in given.items() if value}
    return (
        {"SECOND_FACTOR": "off"}
        | given
        | {
            "WOTU_VAR": str(place.var),
            # Whoever starts us under test settings still wants the real product.
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONUNBUFFERED": "1",
        }
    )


def port_from(text: str) -> int:
    if not (text.isdigit() and 0 < int(text) < 65536):
        raise CannotStartError(f"PORT={text} is not a port number between 1 and 65535.")
    port = int(text)
    with socket.socket() as probe:
        # As the server does: a port whose last connection is fading away is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as refused:
            why = "is in use" if refused.errno == errno.EADDRINUSE else "may not be used"
            raise CannotStartError(
                f"Port {port} {why} on this machine. Choose another one: make demo PORT=8080"
            ) from None
    return port
