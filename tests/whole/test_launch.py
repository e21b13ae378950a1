"""`make demo` as an operator meets it: one tree of processes that starts, heals and goes away."""

import contextlib
import http.client
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.demo.people import ACCOUNTS
from config.launch.place import CannotStartError, Place, held, keys, port_from
from config.launch.processes import MARK, marked

ROOT = Path(__file__).resolve().parents[2]
LAUNCH = [sys.executable, "-m", "config.launch"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def plain_environment(var, port):
    """What a person's shell has; nothing of the test settings, always the embedded mode."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {"WOTU_VAR": str(var), "PORT": str(port), "DEMO_PASSWORD": "a garden in spring"}


def wait_for(condition, within=60):
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.1)
    pytest.fail(f"did not happen within {within} s")


def status(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def children(var):
    mark = (var / "run" / "mark").read_text()
    return {
        pid: Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        for pid in marked(mark)
    }


def main_of(var, words):
    """The first process of a service: its pool and its web workers have larger numbers."""
    return min(pid for pid, line in children(var).items() if words in line)


@contextlib.contextmanager
def launched(var, port):
    log = var.parent / f"launch-{time.monotonic_ns()}.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            LAUNCH, cwd=ROOT, env=plain_environment(var, port), stdout=out, stderr=out
        )

    def ready():
        assert process.poll() is None, log.read_text()
        return f"ready http://127.0.0.1:{port}\n" in log.read_text()

    try:
        wait_for(ready, within=300)  # tables, then the whole demo school
        yield process, log
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(40)


# ---- before anything starts --------------------------------------------------------------


def test_a_port_in_use_is_told_before_anything_starts(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            LAUNCH,
            cwd=ROOT,
            env=plain_environment(tmp_path / "var", port),
            capture_output=True,
            text=True,
        )

    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {port} is in use")
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "var" / "wotu.sqlite3").exists()


@pytest.mark.parametrize("text", ["", "http", "0", "65536", "-1", "80 80"])
def test_what_is_not_a_port_is_refused(text):
    with pytest.raises(CannotStartError, match="not a port number"):
        port_from(text)


def test_keys_are_made_once_and_only_their_owner_reads_them(tmp_path):
    place = Place(tmp_path)

    first = keys(place)

    assert keys(place) == first
    assert len(first["SECRET_KEY"]) >= 40
    assert keys(Place(tmp_path / "other")) != first
    assert stat.S_IMODE(place.keys.stat().st_mode) == 0o600


def test_data_without_its_keys_is_not_given_new_ones(tmp_path, monkeypatch):
    monkeypatch.delenv("FIELD_KEYS", raising=False)
    place = Place(tmp_path)
    place.database.touch()

    with pytest.raises(CannotStartError, match="its keys"):
        keys(place)

    assert not place.keys.exists()


def test_two_launches_do_not_share_a_place(tmp_path):
    refused = pytest.raises(CannotStartError, match=f"process {os.getpid()}")

    with held(Place(tmp_path)), refused, held(Place(tmp_path)):
        pytest.fail("two held the same place")


def test_a_reset_does_not_touch_a_database_elsewhere(tmp_path):
    env = plain_environment(tmp_path, 8000) | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/x"}

    done = subprocess.run([*LAUNCH, "reset"], cwd=ROOT, env=env, capture_output=True, text=True)

    assert done.returncode == 1
    assert "not the demo's" in done.stderr


# ---- one life ----------------------------------------------------------------------------


def test_a_demo_starts_heals_survives_and_ends(tmp_path):
    """One story, because each start costs seconds."""
    var, port = tmp_path / "var", free_port()

    with launched(var, port) as (launcher, log):
        assert status(port, "/health/ready") == 200
        assert log.read_text().count("a garden in spring") == len(ACCOUNTS)
        assert "Loading the demo school" in log.read_text()

        # A second one on the same place says so and changes nothing.
        second = subprocess.run(
            LAUNCH,
            cwd=ROOT,
            env=plain_environment(var, free_port()),
            capture_output=True,
            text=True,
        )
        assert second.returncode == 1
        assert f"process {launcher.pid}" in second.stderr

        # What is killed comes back, and nothing of the old one stays.
        for words in ("celery -A config worker", "celery -A config beat", "granian", "valkey"):
            before = main_of(var, words)
            os.kill(before, signal.SIGKILL)
            wait_for(lambda words=words, before=before: _comes_back(var, words, before))
        wait_for(lambda: status(port, "/health/ready") == 200)

        # Ctrl-C ends all of it.
        everyone = set(children(var))
        started = time.monotonic()
        launcher.send_signal(signal.SIGINT)
        assert launcher.wait(30) == 0
        assert time.monotonic() - started < 25
        assert not any(_is_alive(pid) for pid in everyone)

    # A second start keeps the data; killed without a word, it takes its children with it.
    with launched(var, port) as (launcher, log):
        assert "Loading the demo school" not in log.read_text()
        everyone = set(children(var))
        launcher.kill()
        launcher.wait()
        wait_for(lambda: not any(_is_alive(pid) for pid in everyone), within=30)

    # A reset throws the data away and nothing else.
    (var / "mine.txt").write_text("not the demo's")
    done = subprocess.run(
        [*LAUNCH, "reset"],
        cwd=ROOT,
        env=plain_environment(var, port),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in var.iterdir()) == ["mine.txt", "run"]


def _comes_back(var, words, before):
    with contextlib.suppress(ValueError, OSError):
        return main_of(var, words) != before
    return False


def _is_alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_only_processes_of_that_launch_bear_its_mark():
    env = {**os.environ, MARK: "one-launch"}
    with subprocess.Popen(["sleep", "30"], env=env) as process:
        wait_for(lambda: list(marked("one-launch")) == [process.pid], within=5)
        assert list(marked("another-launch")) == []
        assert list(marked("")) == []
        process.kill()
