"""Real workers, two beats, a real broker, a real mail server: one mail a person (F-19, F-30)."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from config.launch.broker import broker_binary, wait_for_broker
from tests.background import ROOT, database, free_port
from tests.notices import sink as sinks

READERS = 12
LEASE = 2.0
KILLS = 4


class House:
    """Everything that sends: two workers, each with a beat of its own."""

    def __init__(self, folder, database_url, mail_port):
        self.folder = folder
        port = free_port()
        self.url = f"redis://127.0.0.1:{port}/0"
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": database_url,
            "REDIS_URL": self.url,
            "CELERY_BROKER_URL": self.url,
            "SECTION_LEASE_SECONDS": str(LEASE),
            "NOTICE_TICK_SECONDS": "0.5",
            "DIGEST_AT": "00:00",
            "MAIL_HOST": "127.0.0.1",
            "MAIL_PORT": str(mail_port),
            "MAIL_SECURITY": "none",
            "MAIL_FROM": "Wotu <wotu@school.test>",
            "READERS": str(READERS),
            "PYTHONPATH": str(ROOT),
        }
        self.workers = []
        self.driver = self._run("driver", [sys.executable, "-m", "tests.notices.house"])
        command = [broker_binary(), "--port", str(port), "--bind", "127.0.0.1"]
        self.broker = self._run("broker", [*command, "--save", "", "--dir", str(folder)])
        wait_for_broker(self.url)
        self.ask("build")

    def _run(self, name, command):
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.PIPE if name == "driver" else subprocess.DEVNULL,
                stdout=subprocess.PIPE if name == "driver" else log,
                stderr=log,
                start_new_session=True,
                text=name == "driver",
            )

    def ask(self, command):
        self.driver.stdin.write(command + "\n")
        self.driver.stdin.flush()
        answer = self.driver.stdout.readline()
        assert answer, (self.folder / "driver.log").read_text()[-3000:]
        return json.loads(answer)

    def start_worker(self):
        """With a beat of its own; back when it takes messages."""
        name = f"worker{len(self.workers)}"
        command = [sys.executable, "-m", "celery", "-A", "tests.notices.house", "worker", "-B"]
        command += ["-s", str(self.folder / f"beat-{name}"), "-c", "2", "-n", f"{name}@%h"]
        command += ["--without-mingle", "--without-gossip", "-l", "INFO"]
        self.workers.append(self._run(name, command))
        log = self.folder / f"{name}.log"
        deadline = time.monotonic() + 240
        while " ready." not in log.read_text(errors="replace"):
            assert self.workers[-1].poll() is None, log.read_text(errors="replace")[-3000:]
            assert time.monotonic() < deadline, log.read_text(errors="replace")[-3000:]
            time.sleep(0.05)

    def kill(self, worker):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()

    def close(self):
        for process in [*self.workers, self.driver, self.broker]:
            self.kill(process)
        for pipe in (self.driver.stdin, self.driver.stdout):
            with contextlib.suppress(OSError):
                pipe.close()

    def settled(self, within=90.0):
        """Until no letter is owed any more."""
        deadline = time.monotonic() + within
        while True:
            told = self.ask("tell")
            if sum(told["letters"].values()) == READERS and "requested" not in told["letters"]:
                return told
            assert time.monotonic() < deadline, told
            time.sleep(0.2)


@pytest.fixture
def house(tmp_path):
    with sinks.running() as sink, database(tmp_path) as url:
        sink.pause = 0.15
        house = House(tmp_path, url, sink.port)
        house.sink = sink
        try:
            yield house
        finally:
            house.close()


def received(house):
    return Counter(str(mail["To"]) for mail in house.sink.letters())


def test_two_beats_and_two_workers_send_each_person_one_mail(house):
    house.start_worker()
    house.start_worker()

    told = house.settled()
    time.sleep(2)

    assert (told["digests"], told["letters"]) == (READERS, {"done": READERS})
    assert set(received(house).values()) == {1}
    assert len(received(house)) == READERS


def test_killed_again_and_again_nobody_gets_two(house):
    """A kill between the server's word and ours costs that mail its proof, never a second one."""
    random.seed()
    house.start_worker()
    for _ in range(KILLS):
        deadline = time.monotonic() + 30
        before = len(house.sink.letters())
        while len(house.sink.letters()) == before and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(random.uniform(0, 0.3))
        house.kill(house.workers[-1])
        house.start_worker()

    told = house.settled()

    assert told["digests"] == READERS
    assert set(received(house).values()) == {1}
    assert len(received(house)) >= told["letters"].get("done", 0)
    assert told["letters"].get("failed", 0) <= 2 * KILLS
