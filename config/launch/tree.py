"""One launch: what it starts, keeps and stops."""

# ruff: noqa: S603 - every command line comes from this package.

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

from config.launch.broker import broker_service, broker_socket, wait_for_broker
from config.launch.place import HOST, ROOT, CannotStartError, Place, environment, say
from config.launch.processes import MARK, Service, die_with_launcher, marked

# Longer than the worker's own soft shutdown, so that it hands its tasks back itself.
STOP_WITHIN = 23.0
READY_WITHIN = 120.0


def celery(*words: str) -> list[str]:
    return [sys.executable, "-m", "celery", "-A", "config", *words]


def worker_name() -> str:
    return f"wotu-{os.getpid()}@{socket.gethostname()}"


def services(place: Place, env: dict[str, str], port: int) -> list[Service]:
    log = place.folder("log")
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST]
    web += ["--port", str(port), "--workers", "1", "--blocking-threads", "4"]
    web += ["--log-level", "warning", "config.wsgi:application"]
    worker = celery("worker", "--concurrency", "2", "--without-mingle", "--without-gossip")
    worker += ["--loglevel", "INFO", "--hostname", worker_name()]
    beat = celery("beat", "--loglevel", "INFO", "--pidfile", "")
    beat += ["--schedule", str(place.folder("run") / "beat")]
    return [
        Service("web", web, env, log / "web.log"),
        Service("beat", beat, env, log / "beat.log", signal.SIGKILL),
        Service(
            "worker",
            worker,
            # Ask for the soft shutdown: running tasks get a while, then go back to the broker.
            env | {"REMAP_SIGTERM": "SIGQUIT"},
            log / "worker.log",
            signal.SIGKILL,
        ),
    ]


def is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def worker_answers(name: str) -> bool:
    """Needs the settings, so only once this process has the environment of its children."""
    from kombu.exceptions import OperationalError

    from config.celery import app

    try:
        return bool(app.control.ping(destination=[name], timeout=1.0))
    except OperationalError:
        return False


def greet(port: int, log: Path, env: dict[str, str]) -> None:
    say(f"\n  沃土 Wotu   http://{HOST}:{port}\n")
    say(f"  Sign in as any of the accounts above. Logs: {log}. Ctrl-C stops everything.")
    if env["SECOND_FACTOR"] == "off":
        say("  The second factor is switched off here (SECOND_FACTOR=on asks for it).")
    # For scripts: the one line that says it serves.
    say(f"ready http://{HOST}:{port}")


class Launch:
    """Runs until a signal asks it to stop."""

    def __init__(self, place: Place, port: int, mark: str) -> None:
        self.place = place
        self.port = port
        self.mark = mark
        self.running: list[Service] = []
        self.stops_asked = 0
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, self._asked_to_stop)

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stops_asked += 1

    def run(self) -> None:
        env = environment(self.place) | {MARK: self.mark}
        with broker_socket(self.place) as sock:
            try:
                self._serve(env, sock)
            finally:
                self._stop()

    def _serve(self, env: dict[str, str], sock: Path) -> None:
        broker_is_ours = not (env.get("REDIS_URL") or env.get("CELERY_BROKER_URL"))
        if broker_is_ours:
            env |= {
                "REDIS_URL": f"unix://{sock}?db=0",
                "CELERY_BROKER_URL": f"redis+socket://{sock}?virtual_host=0",
            }
            self._start(broker_service(self.place, sock, env))
            wait_for_broker(env["REDIS_URL"])
        if not self._prepared(env, broker_is_ours=broker_is_ours):
            return
        os.environ.update(env)
        for service in services(self.place, env, self.port):
            self._start(service)
        if not self._became_ready():
            return
        greet(self.port, self.place.folder("log"), env)
        while not self.stops_asked:
            for service in self.running:
                service.keep()
            time.sleep(0.2)

    def _start(self, service: Service) -> None:
        self.running.append(service)
        service.start()

    def _prepared(self, env: dict[str, str], *, broker_is_ours: bool) -> bool:
        ours = "ours" if broker_is_ours else "shared"
        process = subprocess.Popen(
            [sys.executable, "-m", "config.launch", "prepare", ours],
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_launcher(signal.SIGKILL),
        )
        while process.poll() is None:
            if self.stops_asked:
                process.kill()
                process.wait()
                return False
            time.sleep(0.05)
        if process.returncode:
            raise CannotStartError("The database could not be prepared; the message is above.")
        return True

    def _became_ready(self) -> bool:
        deadline = time.monotonic() + READY_WITHIN
        while not self.stops_asked:
            alive = all(service.alive for service in self.running)
            if alive and is_ready(self.port) and worker_answers(worker_name()):
                return True
            for service in self.running:
                service.keep()
                if service.failures > 3 or time.monotonic() > deadline:
                    culprit = max(self.running, key=lambda one: one.failures)
                    raise CannotStartError(
                        f"{culprit.name} does not start:\n{culprit.last_lines()}"
                    )
            time.sleep(0.1)
        return False

    def _stop(self) -> None:
        """Those that use the broker first, all at once; then the broker; then what is left."""
        say("stopping…")
        self.stops_asked = 0  # one more Ctrl-C from here on means: now
        brokers = [service for service in self.running if service.name == "broker"]
        users = [service for service in self.running if service.name != "broker"]
        deadline = time.monotonic() + STOP_WITHIN
        for group in (users, brokers):
            for service in group:
                service.ask_to_stop()
            while any(service.alive for service in group):
                if self.stops_asked or time.monotonic() > deadline:
                    break
                time.sleep(0.05)
            for service in group:
                service.end()
            deadline = time.monotonic() + 5.0
        for pid in marked(self.mark):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        say("stopped")
