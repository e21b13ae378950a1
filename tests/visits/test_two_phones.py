"""Phones that write the same visits: nothing lost, nothing doubled, nothing overwritten unseen.

The client's own code runs against a real server, on lines that fail and in apps that are killed;
here it is judged by the books (F-10, F-18).
"""

import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client

from school.shared.models import IdempotencyKey
from school.visits import models
from tests.conftest import NOW
from tests.factories import people, visits

SEED = int(os.environ.get("SYNC_SEED", "20261125"))
RUNS = int(os.environ.get("SYNC_RUNS", "200"))
FRONTEND = Path(settings.ROOT) / "frontend"
DAYS = ["2026-11-20", "2026-11-19", "2026-11-18"]
LISTS = ("companions", "purposes")
SINGLE = ("visited_on", "channel", "outcome", "received_by", "suggestion", "narrative", *LISTS)


def session_of(user):
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def told(live_server, tmp_path, school, term, homeroom, moral_director, lin, five):
    """What the phones did and what they still hold, run by run."""
    npx = shutil.which("npx", path=f"{settings.ROOT}/.boot/node:{os.environ['PATH']}")
    assert npx is not None, "bin/setup brings npx, and the client's packages"
    report = tmp_path / "report.json"
    world = {
        "address": live_server.url,
        "seed": SEED,
        "runs": RUNS,
        "report": str(report),
        "recorder": session_of(homeroom),
        "director": session_of(moral_director),
        "owner": str(homeroom.pk),
        "student": str(lin.pk),
        "staff": [str(people.StaffMember(school=school).pk) for _ in range(3)],
        "purposes": list(visits.THE_FIVE)[:3],
        "days": DAYS,
        # A database in memory has one connection, and one request at a time.
        "parallel": connection.vendor != "sqlite",
    }
    with time_machine.travel(NOW, tick=True):
        done = subprocess.run(
            [npx, "--no-install", "vitest", "run", "--config", "vitest.sync.config.ts"],
            cwd=FRONTEND,
            env={**os.environ, "WOTU_SYNC": json.dumps(world), "CI": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, f"seed {SEED}\n{done.stdout[-6000:]}{done.stderr[-3000:]}"
    yield json.loads(report.read_text(encoding="utf-8"))
    if connection.vendor == "sqlite":
        # The flush after this test deletes rows; it writes the trigger anew when it is done.
        connection.cursor().execute("DROP TRIGGER shared_auditentry_no_delete")


class Books:
    """One visit as the school has it: every version, and what was set aside."""

    def __init__(self, visit_id, codes):
        self.visit = models.HomeVisit.objects.get(pk=visit_id)
        self.revisions = list(self.visit.revisions.order_by("version"))
        self.asides = list(models.VisitSetAside.objects.filter(visit=self.visit))
        self.agreed = Counter(self.visit.follow_ups.values_list("what", flat=True))
        self.codes = codes
        keys = IdempotencyKey.objects.filter(record_id__in=[one.pk for one in self.revisions])
        by_record = {one.record_id: str(one.key) for one in keys}
        self.made_by = {one.version: by_record.get(one.pk) for one in self.revisions}

    def value(self, version, field):
        revision = self.revisions[version - 1]
        return self.plain(
            field, revision.narrative if field == "narrative" else revision.snapshot[field]
        )

    def plain(self, field, value):
        """As the phone says it: purposes by code, lists in one order."""
        if field == "purposes":
            value = [self.codes.get(one, one) for one in value]
        return tuple(sorted(value)) if field in LISTS else value

    def holds(self, field, value):
        """Whether the value stands, stood, or was set aside."""
        if any(self.value(n + 1, field) == value for n in range(len(self.revisions))):
            return True
        return any(
            (
                one.narrative
                if field == "narrative"
                else self.plain(field, one.values.get(field, "-"))
            )
            == value
            for one in self.asides
        )


def lost(run, books):
    """Values that were saved on a phone and are nowhere."""
    found = []
    for typed in run["typed"]:
        waiting = [one["body"] for one in run["waiting"] if one["key"] == typed["key"]]
        for field, given in typed["changes"].items():
            value = books.plain(field, given)
            held = [{**one["changes"], **one.get("set_aside", {})} for one in waiting]
            if any(books.plain(field, one.get(field, "-")) == value for one in held):
                continue
            there = books.agreed[given["what"]] if field == "agreed" else books.holds(field, value)
            if not there:
                found.append((typed["key"], field, given))
    return found


def doubled(run, books):
    """Texts that made two versions, agreements that were made twice, gestures that count twice."""
    found = [what for what, count in books.agreed.items() if count > 1]
    keys = Counter(key for key in books.made_by.values() if key)
    found += [key for key, count in keys.items() if count > 1]
    for field in ("suggestion", "narrative"):
        changed = Counter(
            books.value(one.version, field)
            for one in books.revisions[1:]
            if field in one.snapshot["changed"]
        )
        found += [text for text, count in changed.items() if count > 1]
    return found


def overwritten(run, books):
    """Values that gave way to one whose author had not seen them."""
    typed = {one["key"]: one for one in run["typed"]}
    found = []
    for revision in books.revisions[1:]:
        made_by = books.made_by[revision.version]
        if made_by is None:
            assert revision.snapshot["voided"], "a version that nobody made"
            continue
        change = typed[made_by]
        seen_at = {change["base"]} | {
            one["version"] for one in run["decided"] if one["key"] == made_by
        }
        for field in set(revision.snapshot["changed"]) & set(SINGLE):
            seen = {books.value(version, field) for version in seen_at}
            seen |= {
                books.plain(field, typed[key]["changes"][field])
                for key in change["known"]
                if key in typed and field in typed[key]["changes"]
            }
            if books.value(revision.version - 1, field) not in seen:
                found.append((revision.version, field))
    return found


def test_nothing_is_lost_doubled_or_overwritten_unseen(told, five):
    codes = {str(one.pk): code for code, one in five.items()}
    wrong, conflicts, gestures = [], 0, 0
    for run in told:
        books = Books(run["visit"], codes)
        gestures += len(run["typed"])
        conflicts += len(run["decided"])
        for name, check in (("lost", lost), ("doubled", doubled), ("overwritten", overwritten)):
            wrong += [(run["run"], name, *map(str, [one])) for one in check(run, books)]
        last = books.revisions[-1]
        assert [one.version for one in books.revisions] == list(range(1, last.version + 1))
        assert books.visit.version == last.version
        assert books.visit.suggestion == last.snapshot["suggestion"]
        for view in run["views"]:
            assert (view["version"], view["suggestion"]) == (last.version, books.visit.suggestion)
            assert view["channel"] == books.visit.channel
            assert view["visited_on"] == books.visit.visited_on.isoformat()
    assert wrong == [], f"seed {SEED}"
    assert models.HomeVisit.objects.count() == len(told) == RUNS
    # The runs are worth something: people wrote, disagreed, and gave things up.
    assert gestures > 2 * RUNS
    assert conflicts > RUNS / 5
    assert models.VisitSetAside.objects.count() > RUNS / 20
    print(f"seed {SEED}: {gestures} changes, {conflicts} choices")  # noqa: T201
