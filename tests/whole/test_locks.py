"""The locks pin every file by its hash and name no host, so they work behind any mirror."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON_LOCKS = sorted(path.name for path in ROOT.glob("requirements*.lock"))
ADDRESS = re.compile(r"[a-z+]+://|\bgit@|--index-url|--find-links", re.IGNORECASE)
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    return {name.lower(): version for name, version in PIN.findall((ROOT / lock).read_text())}


def npm_lock() -> dict:
    return json.loads((ROOT / "frontend" / "package-lock.json").read_text())


@pytest.mark.parametrize("lock", [*PYTHON_LOCKS, "frontend/package-lock.json", "frontend/.npmrc"])
def test_a_lock_names_no_host(lock):
    found = [line for line in (ROOT / lock).read_text().splitlines() if ADDRESS.search(line)]

    assert found == []


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_every_pinned_python_package_has_hashes(lock):
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text().strip())

    assert entries
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_client_package_has_a_hash_and_no_address():
    packages = {path: part for path, part in npm_lock()["packages"].items() if path}

    assert packages
    assert [path for path, part in packages.items() if "integrity" not in part] == []
    assert [path for path, part in packages.items() if "resolved" in part] == []


def test_what_the_project_asks_for_is_what_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    exact = dict(
        re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[.*\])?==([^*\s]+)", line).groups()
        for line in asked
        if "==" in line and "*" not in line
    )

    locked = pins("requirements.lock")

    assert exact
    assert {name: locked.get(name.lower()) for name in exact} == exact


def test_the_image_runs_exactly_what_was_tested():
    tested = pins("requirements.lock")

    assert pins("requirements-run.lock").items() <= tested.items()
    assert "pytest" not in pins("requirements-run.lock")


def test_the_client_asks_for_exact_versions_and_gets_them():
    asked = json.loads((ROOT / "frontend" / "package.json").read_text())
    lock = npm_lock()["packages"]
    wanted = asked["dependencies"] | asked["devDependencies"]

    assert {name: lock[f"node_modules/{name}"]["version"] for name in wanted} == wanted
