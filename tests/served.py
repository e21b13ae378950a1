"""A real server on a real database, with a driver beside it that founds schools and tells of them.

Each request is sent as the client sends it: the same key again while the answer is 503 or lost.
"""

import contextlib
import http.client
import json
import os
import subprocess
import sys
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from django.conf import settings

from tests.background import ROOT, free_port

IS_SERVED = os.environ.get("DATABASE_URL", "").startswith("postgres")
TOKEN = "a" * 32
PATIENCE = 240
"""Seconds in which a busy machine may still answer."""


@dataclass
class Answer:
    status: int
    body: dict


class Server:
    """`house`: the module that is the driver; one command per line (tests/driver.py)."""

    def __init__(self, folder, url, house):
        self.folder, self.port = folder, free_port()
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": url,
            "SECOND_FACTOR": "off",
            "PYTHONPATH": str(ROOT),
            "LOG_LEVEL": "WARNING",
        }
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.driver = self._run("driver", "-m", house, **pipes)
        self.ask("build")
        workers, threads = ("2", "8") if IS_SERVED else ("1", "4")
        web = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        web += ["--port", str(self.port), "--workers", workers, "--blocking-threads", threads]
        self.web = self._run("web", *web, "--log-level", "warning", "config.wsgi:application")
        deadline = time.monotonic() + PATIENCE
        while not self._is_ready():
            assert self.web.poll() is None, self._log("web")
            assert time.monotonic() < deadline, self._log("web")
            time.sleep(0.2)

    def _log(self, name):
        return (self.folder / f"{name}.log").read_text()[-3000:]

    def _run(self, name, *command, **pipes):
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=self.env,
                text=True,
                **{"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log, **pipes},
            )

    def _is_ready(self):
        with contextlib.suppress(OSError):
            return self._send("GET", "/health/live", {}, None)[0] == 200
        return False

    def ask(self, command):
        self.driver.stdin.write(command + "\n")
        self.driver.stdin.flush()
        answer = self.driver.stdout.readline()
        assert answer, self._log("driver")
        return json.loads(answer)

    def _send(self, method, path, headers, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def post(self, session, path, body, key=None):
        """Until there is an answer that is one."""
        headers = {
            "Content-Type": "application/json",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Idempotency-Key": str(key or uuid.uuid4()),
        }
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, http.client.HTTPException):
                status, text = self._send("POST", path, headers, json.dumps(body))
                if status != 503:
                    return Answer(status, json.loads(text))
            time.sleep(0.2)
        pytest.fail(f"no answer to {path}")

    def close(self):
        for process in (self.web, self.driver):
            process.terminate()
            process.wait(30)
        for pipe in (self.driver.stdin, self.driver.stdout):
            with contextlib.suppress(OSError):
                pipe.close()


def at_once(acts):
    """All of them in the same moment, each in a thread of its own; the answers in their order."""
    gate = threading.Barrier(len(acts))

    def run(act):
        gate.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
