"""A real server on a real database of its own, with a driver beside it, for tests in which many
people do something in the same moment.

Each request is sent as the client's outbox sends it: the same key again while the answer is 503 or
lost.
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
    seconds: float
    refused: list
    """What came before the answer: 503, or the line broke."""


class Server:
    """`module` is the driver's: a module that serves commands (tests.driver)."""

    def __init__(self, folder, url, module):
        self.folder, self.port = folder, free_port()
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": url,
            "SECOND_FACTOR": "off",
            "PYTHONPATH": str(ROOT),
            "LOG_LEVEL": "WARNING",
        }
        self.driver = self._run(
            "driver", "-m", module, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.school = None
        workers, threads = ("2", "8") if IS_SERVED else ("1", "4")
        web = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        web += ["--port", str(self.port), "--workers", workers, "--blocking-threads", threads]
        self.web = self._run("web", *web, "--log-level", "warning", "config.wsgi:application")
        deadline = time.monotonic() + PATIENCE
        while not self._is_ready():
            assert self.web.poll() is None, (folder / "web.log").read_text()[-3000:]
            assert time.monotonic() < deadline, (folder / "web.log").read_text()[-3000:]
            time.sleep(0.2)

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
        assert answer, (self.folder / "driver.log").read_text()[-3000:]
        return json.loads(answer)

    def _send(self, method, path, headers, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def send(self, method, session, path, body, key=None, version=None):
        """Until there is an answer that is one."""
        headers = {
            "Content-Type": "application/json",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Idempotency-Key": str(key or uuid.uuid4()),
        }
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        began, refused = time.monotonic(), []
        while len(refused) < 60:
            try:
                status, text = self._send(method, path, headers, json.dumps(body))
            except (OSError, http.client.HTTPException) as broken:
                refused.append(repr(broken))
            else:
                if status != 503:
                    return Answer(status, json.loads(text), time.monotonic() - began, refused)
                refused.append(status)
            time.sleep(0.2)
        pytest.fail(f"no answer to {path}: {refused}")

    def post(self, session, path, body, key=None):
        return self.send("POST", session, path, body, key)

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
