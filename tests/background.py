"""A database, a broker, a driver and a worker of their own, that tests may kill."""

import contextlib
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from pathlib import Path

import psycopg

from config.launch.broker import broker_binary, wait_for_broker

ROOT = Path(__file__).resolve().parents[1]
LEASE = 2.0


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextlib.contextmanager
def _database(path, like=None):
    """Its address; on the tests' engine, empty or `like` another, which nobody may be using."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        if like:
            shutil.copy(like.removeprefix("sqlite:///"), path)
        yield f"sqlite:///{path}"
        return
    name = f"wotu_own_{uuid.uuid4().hex[:8]}"
    template = f" TEMPLATE {like.rpartition('/')[2]}" if like else ""
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}{template}")
        try:
            yield given.rpartition("/")[0] + f"/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def databases(folder):
    """Makes databases with nothing in them but the tables, which are made once for all of them."""
    with _database(folder / "tables.sqlite3") as tables:
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": tables}
        subprocess.run(
            [sys.executable, "-m", "django", "migrate", "-v0"], cwd=ROOT, env=env, check=True
        )
        yield lambda path: _database(path / "own.sqlite3", like=tables)


class House:
    """The database, the broker, the driver, and workers that come and go.

    `module` is the driver's and the workers' (tests.driver); `more` is added to their environment.
    """

    def __init__(self, folder, database_url, module, **more):
        self.folder, self.module = folder, module
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
            **more,
        }
        self.broker = None
        self.workers, self.beats = [], []
        self.driver = self._run("driver", [sys.executable, "-m", module])
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
        """One more, and a beat of its own; back when it takes messages."""
        name = f"worker{len(self.workers)}"
        log = self.folder / f"{name}.log"
        at = log.stat().st_size if log.exists() else 0
        celery = [sys.executable, "-m", "celery", "-A", self.module]
        schedule = ["-s", str(self.folder / f"{name}-beat"), "--pidfile="]
        self.beats.append(self._run(f"{name}-beat", [*celery, "beat", *schedule]))
        alone = ["--without-mingle", "--without-gossip", "-n", f"{name}@%h"]
        worker = self._run(name, [*celery, "worker", "-c", "2", "-l", "INFO", *alone])
        self.workers.append(worker)
        deadline = time.monotonic() + 60
        while " ready." not in log.read_text(errors="replace")[at:]:
            assert worker.poll() is None, log.read_text(errors="replace")[-3000:]
            assert time.monotonic() < deadline, log.read_text(errors="replace")[-3000:]
            time.sleep(0.05)

    def kill_workers(self):
        """Parents, pools and beats at once, as a lost machine would."""
        for process in [*self.workers, *self.beats]:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.workers.clear()
        self.beats.clear()

    def kill_one_of_the_pool(self):
        """Only a pool process, as the kernel does when memory runs out."""
        (worker,) = self.workers
        children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text()
        if pids := [int(pid) for pid in children.split()]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(random.choice(pids), signal.SIGKILL)

    def close(self):
        self.kill_workers()
        for process in (self.driver, self.broker):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        for pipe in (self.driver.stdin, self.driver.stdout):
            with contextlib.suppress(OSError):
                pipe.close()


def empty(house):
    import redis

    with redis.Redis.from_url(house.url) as client:
        client.flushall()
