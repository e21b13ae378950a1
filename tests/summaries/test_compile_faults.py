"""Real workers and a real broker: killed, doubled, emptied, hung. One draft, no half state."""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import uuid
from pathlib import Path

import psycopg
import pytest

from config.launch.broker import broker_binary, wait_for_broker

ROOT = Path(__file__).resolve().parents[2]
LEASE = 2.0
SECTIONS = 21
KILLS = 10


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextlib.contextmanager
def database(tmp_path):
    """A database of its own, on the engine that the tests run on."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{tmp_path / 'faults.sqlite3'}"
        return
    name = f"wotu_faults_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield given.rpartition("/")[0] + f"/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


class House:
    """The database, the broker, the driver, and a worker that comes and goes."""

    def __init__(self, folder, database_url):
        self.folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": database_url,
            "REDIS_URL": self.url,
            "CELERY_BROKER_URL": self.url,
            "SECTION_LEASE_SECONDS": str(LEASE),
            "TICK_SECONDS": "0.5",
            "PYTHONPATH": str(ROOT),
            "LOG_LEVEL": "INFO",
        }
        self.broker = None
        self.worker = None
        self.driver = self._run("driver", [sys.executable, "-m", "tests.summaries.house"])
        self.start_broker()
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

    def start_broker(self):
        command = [broker_binary(), "--port", str(self.port), "--bind", "127.0.0.1"]
        command += ["--save", "", "--dir", str(self.folder)]
        self.broker = self._run("broker", command)
        wait_for_broker(self.url)

    def start_worker(self):
        """With its own beat; back when it takes messages."""
        log = self.folder / "worker.log"
        at = log.stat().st_size if log.exists() else 0
        command = [sys.executable, "-m", "celery", "-A", "tests.summaries.house", "worker", "-B"]
        command += ["-s", str(self.folder / "beat"), "-c", "2", "--without-mingle"]
        command += ["--without-gossip", "-l", "INFO"]
        self.worker = self._run("worker", command)
        deadline = time.monotonic() + 60
        while " ready." not in log.read_text(errors="replace")[at:]:
            assert self.worker.poll() is None, log.read_text(errors="replace")[-3000:]
            assert time.monotonic() < deadline, log.read_text(errors="replace")[-3000:]
            time.sleep(0.05)

    def kill_worker(self):
        """Parent, pool and beat at once, as a lost machine would."""
        if self.worker is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.worker.pid, signal.SIGKILL)
            self.worker.wait()
            self.worker = None

    def kill_one_of_the_pool(self):
        """Only a pool process, as the kernel does when memory runs out."""
        children = Path(f"/proc/{self.worker.pid}/task/{self.worker.pid}/children").read_text()
        if pids := [int(pid) for pid in children.split()]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(random.choice(pids), signal.SIGKILL)

    def wait_for_draft(self, within=60.0):
        deadline = time.monotonic() + within
        while (told := self.ask("tell"))["state"] != "draft":
            assert time.monotonic() < deadline, told
            time.sleep(0.1)
        return told

    def close(self):
        self.kill_worker()
        for process in (self.driver, self.broker):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        for pipe in (self.driver.stdin, self.driver.stdout):
            with contextlib.suppress(OSError):
                pipe.close()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faults")
    with database(folder) as url:
        house = House(folder, url)
        try:
            yield house
        finally:
            house.close()


@pytest.fixture
def house(built):
    """The same house, without a worker, without a message, without a summary."""
    yield built
    built.kill_worker()
    built.broker.send_signal(signal.SIGCONT)
    empty(built)
    built.ask("forget_summaries")


def empty(house):
    import redis

    with redis.Redis.from_url(house.url) as client:
        client.flushall()


def check_whole(told):
    """True at every moment, whatever was killed."""
    assert told["summaries"] == 1
    assert told["sections"] == SECTIONS
    assert told["failed"] == 0
    assert (told["state"] == "draft") == (told["done"] == SECTIONS)
    assert told["is_read"] or told["done"] == 0


def check_finished(told, compiles):
    check_whole(told)
    assert (told["state"], told["done"], told["held"]) == ("draft", SECTIONS, 0)
    assert told["compiled"] == compiles


def test_killed_at_ten_random_points_it_becomes_one_draft(house):
    random.seed()
    house.ask("request")
    house.start_worker()
    for kill in range(KILLS):
        if house.ask("tell")["state"] == "draft":  # quicker than we kill: again
            house.ask("request")
        time.sleep(random.uniform(0.05, 0.9))
        if kill % 2:
            house.kill_one_of_the_pool()
        else:
            house.kill_worker()
            check_whole(house.ask("tell"))
            house.start_worker()
        check_whole(house.ask("tell"))

    told = house.wait_for_draft()

    check_finished(told, compiles=told["compile"])


def test_every_message_delivered_twice_at_once_has_one_effect(house):
    house.ask("request")
    empty(house)

    assert house.ask("compile_everything_twice") == SECTIONS

    told = house.ask("tell")
    check_finished(told, compiles=1)
    assert told["attempts"] == SECTIONS


def test_an_emptied_broker_loses_nothing(house):
    house.ask("request")
    empty(house)
    house.start_worker()

    check_finished(house.wait_for_draft(), compiles=1)


def test_a_message_that_comes_again_later_changes_nothing(house):
    house.ask("request")
    house.start_worker()
    before = house.wait_for_draft()
    house.kill_worker()

    assert house.ask("compile_everything_twice") == 0

    assert house.ask("tell") == before


def test_a_broker_that_hangs_keeps_a_request_for_a_second_at_most(house):
    house.broker.send_signal(signal.SIGSTOP)

    took = house.ask("request")

    assert took < 2.0
    assert house.ask("tell")["state"] == "compiling"
    house.broker.send_signal(signal.SIGCONT)
    house.start_worker()
    check_finished(house.wait_for_draft(), compiles=1)


def test_a_request_succeeds_while_the_broker_is_down_and_is_served_when_it_is_back(house):
    house.broker.kill()
    house.broker.wait()

    took = house.ask("request")

    assert took < 2.0
    house.start_broker()
    house.start_worker()
    check_finished(house.wait_for_draft(), compiles=1)


def test_six_people_who_ask_at_once_get_one_summary(house):
    assert house.ask("request_at_once") == 6

    check_whole(house.ask("tell"))


def test_publishing_and_withdrawing_at_once_leaves_one_publication_in_one_state(house):
    house.ask("request")
    house.ask("compile_everything_twice")
    house.ask("approve_all")

    state, publications = house.ask("publish_and_withdraw_at_once")

    # Either every withdrawal came too early, or one came after the publication.
    assert (state, publications) in [("published", ["current"]), ("withdrawn", ["withdrawn"])]
