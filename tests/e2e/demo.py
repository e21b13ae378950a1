"""The product as `make demo` runs it, in a folder of its own, for as long as a test needs it."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "沃土-climbs-six-floors"
START_WITHIN = 240


@dataclass(frozen=True)
class Demo:
    address: str
    var: Path
    environ: dict[str, str]

    def manage(self, *words: str) -> str:
        """A management command against this server's own database."""
        done = subprocess.run(
            [sys.executable, "-m", "config.launch", "manage", *words],
            cwd=ROOT,
            env=self.environ,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_ready(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health/ready", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextlib.contextmanager
def _own_database(env: dict[str, str]) -> Iterator[None]:
    """Served mode: an empty database and Redis numbers of this server's own."""
    url = env.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        env.pop("DATABASE_URL", None)
        yield
        return
    import psycopg

    parts, name = urlsplit(url), f"e2e_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
        env["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
        if redis := env.get("REDIS_URL"):
            env["REDIS_URL"] = urlunsplit(urlsplit(redis)._replace(path="/7"))
            env["CELERY_BROKER_URL"] = env["REDIS_URL"]
        try:
            yield
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextlib.contextmanager
def demo(**settings: str) -> Iterator[Demo]:
    """Starts it, waits until it is ready, and ends it as Ctrl-C would."""
    var = Path(tempfile.mkdtemp(prefix="wotu-e2e-"))
    port = free_port()
    env = {
        **{k: v for k, v in os.environ.items() if k not in ("SECRET_KEY", "FIELD_KEYS")},
        "WOTU_VAR": str(var),
        "PORT": str(port),
        "DEMO_PASSWORD": PASSWORD,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        **settings,
    }
    address = f"http://127.0.0.1:{port}"
    with _own_database(env), (var / "launch.log").open("wb") as log:
        running = subprocess.Popen(
            [sys.executable, "-m", "config.launch"],
            cwd=ROOT,
            env=env,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            end = time.monotonic() + START_WITHIN
            while not _is_ready(address):
                if running.poll() is not None or time.monotonic() > end:
                    said = (var / "launch.log").read_text(errors="replace")
                    raise RuntimeError(f"The demo did not start:\n{said}")
                time.sleep(0.2)
            yield Demo(address, var, env)
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(60)
    shutil.rmtree(var, ignore_errors=True)
