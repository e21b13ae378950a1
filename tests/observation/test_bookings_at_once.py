"""A hundred want one seat in the same moment, against a real server on a real database: on
PostgreSQL as it is served, on the embedded database as the demo runs.

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

import pytest
from django.conf import settings

from tests.background import ROOT, database, free_port

IS_SERVED = os.environ.get("DATABASE_URL", "").startswith("postgres")
TOKEN = "a" * 32
PATIENCE = 240
"""Seconds in which a busy machine may still answer."""


class Server:
    def __init__(self, folder, url):
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
            "driver",
            "-m",
            "tests.observation.house",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.ask("build")
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

    def send(self, session, path, body, *, method="POST", version=None):
        """The status and the body, once there is an answer that is one."""
        headers = {
            "Content-Type": "application/json",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Idempotency-Key": str(uuid.uuid4()),
        }
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        refused = []
        while len(refused) < 60:
            try:
                status, text = self._send(method, path, headers, json.dumps(body))
            except (OSError, http.client.HTTPException) as broken:
                refused.append(repr(broken))
            else:
                if status != 503:
                    return status, json.loads(text)
                refused.append(status)
            time.sleep(0.2)
        pytest.fail(f"no answer to {path}: {refused}")

    def book(self, session, lesson, **more):
        return self.send(session, "/api/v1/bookings/", {"lesson": lesson, **more})

    def close(self):
        for process in (self.web, self.driver):
            process.terminate()
            process.wait(30)
        for pipe in (self.driver.stdin, self.driver.stdout):
            with contextlib.suppress(OSError):
                pipe.close()


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bookings-at-once")
    with database(folder) as url:
        made = Server(folder, url)
        try:
            yield made
        finally:
            made.close()


@pytest.fixture
def school(running):
    """One of its own, with two lessons in one period, of one seat each."""
    return running.ask("found")


def at_once(acts):
    """All of them in the same moment, each in a thread of its own; the answers in their order."""
    gate = threading.Barrier(len(acts))

    def run(act):
        gate.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_a_hundred_want_one_seat_and_the_office_books_among_them(running, school):
    """F-30: one is seated, the others wait in one order without a gap or a double."""
    lesson, office = school["lessons"][0], school["office"]
    acts = [
        (lambda n=n: running.book(office, lesson, guest=school["staff"][n]))
        if n % 4 == 0
        else (lambda n=n: running.book(school["guests"][n], lesson))
        for n in range(100)
    ]

    answers = at_once(acts)

    # Where an answer was lost on the way the second arrival says 200; the row is one all the same.
    assert {status for status, _ in answers} <= {200, 201}
    line = running.ask("tell")["lines"][lesson]
    assert [number for number, _, _ in line] == list(range(1, 101))
    assert {guest for _, guest, _ in line} == set(school["staff"])
    assert [state for _, _, state in line] == ["seated"] + ["waiting"] * 99
    told = sorted((body["number"], body["state"]) for _, body in answers)
    assert told == [(number, state) for number, _, state in line]


def test_the_same_guest_is_booked_at_once_by_everybody(running, school):
    """The guest, the office, and for two lessons in the same period: one booking comes of it."""
    guest, staff = school["guests"][0], school["staff"][0]
    one, other = school["lessons"]
    acts = []
    for _ in range(5):
        acts += [
            lambda: running.book(guest, one),
            lambda: running.book(guest, other),
            lambda: running.book(school["office"], one, guest=staff),
            lambda: running.book(school["office"], other, guest=staff),
        ]

    answers = at_once(acts)

    assert sorted(status for status, _ in answers if status != 409)[0] in (200, 201)
    codes = {body["code"] for status, body in answers if status == 409}
    assert codes == {"booked_already", "guest_is_booked"}
    (line,) = running.ask("tell")["lines"].values()
    assert line == [[1, staff, "seated"]]


def test_seats_come_free_and_are_added_while_others_book(running, school):
    """Withdrawals, more seats and new bookings at once: the first who are there hold the seats."""
    lesson, host = school["lessons"][0], school["hosts"][0]
    first = [running.book(school["guests"][n], lesson)[1] for n in range(12)]
    leaving = [first[0], first[1], first[5], first[8]]

    at_once(
        [
            *(
                lambda row=row: running.send(
                    school["guests"][first.index(row)],
                    f"/api/v1/bookings/{row['id']}/withdraw/",
                    {},
                )
                for row in leaving
            ),
            lambda: running.send(
                host, f"/api/v1/lessons/{lesson}/", {"seats": 4}, method="PATCH", version=1
            ),
            *(lambda n=n: running.book(school["guests"][n], lesson) for n in range(12, 30)),
        ]
    )

    told = running.ask("tell")
    line = told["lines"][lesson]
    assert [number for number, _, _ in line] == list(range(1, 31))
    here = [state for _, _, state in line if state != "withdrawn"]
    assert here == ["seated"] * 4 + ["waiting"] * 22
    assert sum(state == "withdrawn" for _, _, state in line) == 4
