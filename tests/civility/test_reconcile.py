"""The proof of the ledger at the size of a big school's years, and against somebody with SQL."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from school.civility.models import PointBatch, PointEntry, PointTotal
from school.civility.queries.ledger import findings
from school.civility.rules.ledger import fingerprint
from tests.conftest import TODAY
from tests.factories import people

pytestmark = pytest.mark.usefixtures("now")
CHILDREN, GESTURES = 100, 2_000
ENTRIES = CHILDREN * GESTURES


def fill(school, term, school_class, teacher, item):
    """Every gesture for every child of a class, as the action would have written them."""
    children = [people.Student(school=school) for _ in range(CHILDREN)]
    version = item.versions.get()
    days = [TODAY - datetime.timedelta(days=n % 80) for n in range(GESTURES)]
    batches = PointBatch.objects.bulk_create(
        [
            PointBatch(
                school=school,
                created_by=teacher,
                item_version=version,
                occurred_on=day,
                noticed_at=datetime.datetime.combine(day, datetime.time(8), datetime.UTC),
                count=CHILDREN,
            )
            for day in days
        ]
    )
    shared = {
        "school_id": school.pk,
        "created_by_id": teacher.pk,
        "recorder_id": teacher.pk,
        "term_id": term.pk,
        "school_class_id": school_class.pk,
        "item_version_id": version.pk,
        "domain": "school",
        "kind": "recognition",
        "worth": 1,
        "points": 1,
    }
    for start in range(0, GESTURES, 100):
        entries = [
            PointEntry(
                batch_id=batch.pk, student_id=child.pk, occurred_on=batch.occurred_on, **shared
            )
            for batch in batches[start : start + 100]
            for child in children
        ]
        for one in entries:
            one.fingerprint = fingerprint(one)
        PointEntry.objects.bulk_create(entries)
    PointTotal.objects.bulk_create(
        PointTotal(school=school, student=child, term=term, points=GESTURES, recognitions=GESTURES)
        for child in children
    )


def tamper(row):
    """As somebody would who has the database's own password: the guard first, then the row."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # What was written in this transaction is checked before the table may be altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("DROP TRIGGER civility_pointentry_only_grows ON civility_pointentry")
        else:
            cursor.execute("DROP TRIGGER civility_pointentry_no_update")
        key = row.pk if connection.vendor == "postgresql" else row.pk.hex
        cursor.execute("UPDATE civility_pointentry SET points = 9, worth = 9 WHERE id = %s", [key])
        assert cursor.rowcount == 1


def test_two_hundred_thousand_entries_add_up_and_a_changed_one_is_named(
    school, term, maple, teacher, greeting, capsys
):
    fill(school, term, maple, teacher, greeting)
    assert PointEntry.objects.count() == ENTRIES
    assert list(findings(school.pk)) == []

    row = PointEntry.objects.order_by("pk")[ENTRIES // 2]
    tamper(row)

    with pytest.raises(CommandError, match="2 findings"):
        call_command("reconcile_points")
    told = capsys.readouterr().out
    assert f"entry_changed {row.pk}" in told
    total = PointTotal.objects.get(student=row.student_id)
    assert f"total_wrong {total.pk}: {GESTURES} / {GESTURES}, should be {GESTURES + 8}" in told
