"""docker-compose.yml without a container engine: what it promises, and its commands run for real.

Every command of ours and its health check run here as they are written, with the declared
variables; only addresses of other containers, the port and /tmp point to this machine.
"""

import base64
import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import yaml
from django.conf import settings

from config.launch.broker import broker_service, broker_socket, wait_for_broker
from config.launch.place import Place

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ["migrate", "web", "worker", "beat"]
SERVING = ["web", "worker", "beat"]
VARIABLE = re.compile(r"\$(?:\$|\{(\w+)(?::([-?])([^}]*))?\})")
GIVEN = {
    "SITE_HOST": "school.test",
    "SECRET_KEY": "s" * 50,
    "FIELD_KEYS": "k1:" + base64.b64encode(b"k" * 32).decode(),
    "POSTGRES_PASSWORD": "p" * 48,
    "REDIS_PASSWORD": "r" * 48,
}


class MissingError(Exception):
    """Compose would refuse to start."""


def filled(text, given):
    """`${NAME}`, `${NAME:-default}`, `${NAME:?reason}` and `$$`, as compose reads them."""

    def value(match):
        name, kind, rest = match.groups()
        if name is None:
            return "$"
        if given.get(name):
            return given[name]
        if kind == "-":
            return rest
        raise MissingError(name)

    return VARIABLE.sub(value, str(text))


def seconds(text):
    number, unit = re.fullmatch(r"(\d+)(s|m)", text).groups()
    return int(number) * {"s": 1, "m": 60}[unit]


# ---- what the file promises --------------------------------------------------------------


@pytest.mark.parametrize("secret", sorted(GIVEN))
def test_nothing_starts_without_what_must_be_given(secret):
    given = {name: value for name, value in GIVEN.items() if name != secret}

    with pytest.raises(MissingError, match=secret):
        filled((ROOT / "docker-compose.yml").read_text(), given)


def test_the_example_names_every_variable_and_gives_no_secret():
    example = (ROOT / ".env.example").read_text()
    asked = {name for name, _, _ in VARIABLE.findall((ROOT / "docker-compose.yml").read_text())}

    named = dict(re.findall(r"^(?:# )?(\w+)=(.*)$", example, re.MULTILINE))

    assert asked - {""} <= named.keys()
    assert {name: named[name] for name in GIVEN} == dict.fromkeys(GIVEN, "")


@pytest.mark.parametrize("name", OURS)
def test_our_services_run_as_nobody_with_nothing_to_write_to(name):
    service = SERVICES[name]

    assert service["user"] == "10001:10001"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "volumes" not in service


def test_no_service_is_privileged_and_only_the_proxy_has_a_door():
    assert [name for name, one in SERVICES.items() if one.get("privileged")] == []
    assert [name for name, one in SERVICES.items() if one.get("ports")] == ["proxy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    ways_out = {n for n, one in SERVICES.items() if "outside" in one["networks"]}
    assert ways_out == {"web", "worker", "proxy"}  # the worker's leads to the mail server
    for name in ("postgres", "redis", "migrate", "beat"):
        assert SERVICES[name]["networks"] == ["inside"], name


def test_every_service_that_stays_has_a_health_check():
    without = [name for name, one in SERVICES.items() if "test" not in one["healthcheck"]]

    assert without == ["migrate"]
    assert SERVICES["migrate"]["restart"] == "no"


def test_nothing_of_ours_serves_before_the_tables_are_there():
    for name in SERVING:
        after = SERVICES[name]["depends_on"]
        assert after["migrate"]["condition"] == "service_completed_successfully", name


def test_the_worker_hands_its_tasks_back_before_it_is_killed():
    worker = SERVICES["worker"]

    assert worker["environment"]["REMAP_SIGTERM"] == "SIGQUIT"
    assert seconds(worker["stop_grace_period"]) > settings.CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT
    assert seconds(SERVICES["web"]["stop_grace_period"]) > 25


def test_the_image_is_made_from_what_the_repository_has(not_run):
    not_run("image build: tests have no container engine; docker compose build does it")
    dockerfile = (ROOT / "Dockerfile").read_text()
    let_in = (ROOT / ".dockerignore").read_text().splitlines()
    copied = [
        word
        for line in re.findall(r"^COPY (?!--from)(.+)$", dockerfile, re.MULTILINE)
        for word in line.split()[:-1]
    ]

    assert copied
    assert [path for path in copied if not (ROOT / path).exists()] == []
    assert [path for path in copied if f"!{path.split('/')[0]}" not in let_in] == []
    assert "USER 10001:10001" in dockerfile
    assert not re.search(r"(SECRET|KEY|PASSWORD)\w*=", dockerfile)


# ---- its commands, for real --------------------------------------------------------------


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def fresh_database(tmp_path):
    """A database of its own: a file, or one beside the served run's."""
    served = os.environ.get("DATABASE_URL", "")
    if not served.startswith("postgres"):
        yield f"sqlite:///{tmp_path / 'compose.sqlite3'}"
        return
    name = f"compose_{os.getpid()}"
    with psycopg.connect(served, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{served.rpartition('/')[0]}/{name}"
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def a_broker(tmp_path):
    if served := os.environ.get("REDIS_URL"):
        yield f"{served.rpartition('/')[0]}/9", f"{served.rpartition('/')[0]}/9"
        return
    place = Place(tmp_path)
    with broker_socket(place) as sock:
        service = broker_service(place, sock, dict(os.environ))
        service.start()
        try:
            wait_for_broker(f"unix://{sock}?db=0")
            yield f"unix://{sock}?db=0", f"redis+socket://{sock}?virtual_host=0"
        finally:
            service.end()


class Ground:
    """The services of the file on this machine."""

    def __init__(self, folder, database, redis, broker):
        self.folder = folder
        self.tmp = folder / "tmp"
        self.tmp.mkdir()
        self.port = free_port()
        self.servers = {"DATABASE_URL": database, "REDIS_URL": redis, "CELERY_BROKER_URL": broker}

    def here(self, text):
        text = filled(text, GIVEN).replace("0.0.0.0", "127.0.0.1")  # noqa: S104 - taken out
        text = re.sub(r"\b8000\b", str(self.port), text)
        return re.sub(r"(?<![\w/])/tmp\b", str(self.tmp), text)

    def env(self, name):
        declared = {k: filled(v, GIVEN) for k, v in SERVICES[name]["environment"].items()}
        # The image brings PATH and the settings module; nothing else of this process leaks in.
        image = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONUNBUFFERED": "1",
        }
        return image | declared | self.servers

    def command(self, name):
        return [self.here(word) for word in SERVICES[name]["command"]]

    def is_healthy(self, name):
        kind, *words = SERVICES[name]["healthcheck"]["test"]
        command = [self.here(word) for word in words]
        if kind == "CMD-SHELL":
            command = ["sh", "-c", *command]
        limit = seconds(SERVICES[name]["healthcheck"]["timeout"])
        try:
            done = subprocess.run(
                command, cwd=ROOT, env=self.env(name), capture_output=True, timeout=limit
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    @contextlib.contextmanager
    def running(self, name):
        log = self.folder / f"{name}.log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                self.command(name),
                cwd=ROOT,
                env=self.env(name),
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            yield process, log
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    """Tables made by the migrate service's own command; a broker; no process of ours yet."""
    folder = tmp_path_factory.mktemp("compose")
    with fresh_database(folder) as database, a_broker(folder) as (redis, broker):
        ground = Ground(folder, database, redis, broker)
        done = subprocess.run(
            ground.command("migrate"),
            cwd=ROOT,
            env=ground.env("migrate"),
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        yield ground


def wait_until_healthy(ground, name, process, log):
    deadline = time.monotonic() + 60
    while not ground.is_healthy(name):
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.2)


@pytest.mark.parametrize("name", SERVING)
def test_a_service_becomes_healthy_and_stops_cleanly(ground, name):
    assert not ground.is_healthy(name)

    with ground.running(name) as (process, log):
        wait_until_healthy(ground, name, process, log)
        process.terminate()
        code = process.wait(seconds(SERVICES[name].get("stop_grace_period", "10s")))

    assert code == 0, log.read_text()
    assert not (name != "beat" and ground.is_healthy(name))


def test_migrating_again_changes_nothing(ground):
    done = subprocess.run(
        ground.command("migrate"),
        cwd=ROOT,
        env=ground.env("migrate"),
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    assert "No migrations to apply" in done.stdout


def through_the_proxy(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with contextlib.closing(connection):
        connection.request("GET", path, headers={"Host": f"school.test:{port}"})
        return connection.getresponse().status


def test_the_proxy_hands_a_visitor_to_the_web_service(ground, not_run, tmp_path):
    if not shutil.which("caddy"):
        not_run("proxy: no caddy on this machine (apt-get install caddy)")
        return
    port = free_port()
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "SITE_ADDRESS": f"http://school.test:{port}",
        "SITE_TLS": "",
        "WEB": f"127.0.0.1:{ground.port}",
        "CADDY_ADMIN": f"127.0.0.1:{free_port()}",
    }
    caddy = ["caddy", "run", "--adapter", "caddyfile", "--config", "deploy/Caddyfile"]

    with ground.running("web") as (web, log):
        wait_until_healthy(ground, "web", web, log)
        proxy = subprocess.Popen(caddy, cwd=ROOT, env=env, stderr=subprocess.DEVNULL)
        try:
            deadline = time.monotonic() + 20
            status = None
            while status is None and time.monotonic() < deadline:
                with contextlib.suppress(OSError):
                    status = through_the_proxy(port, "/health/ready")
                time.sleep(0.1)
        finally:
            proxy.terminate()
            proxy.wait(15)

    assert status == 200
