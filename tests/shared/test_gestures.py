"""One gesture, one row; the log only grows; work is claimed once."""

import datetime
import threading
import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from school.people.models import Student
from school.shared import audit, idempotency
from school.shared.errors import RuleBroken
from school.shared.models import AuditEntry, DatedFact
from tests.factories import people


def test_the_same_key_and_body_is_the_same_row(homeroom):
    key, made = uuid.uuid4(), []

    def act():
        made.append(people.Student(school=homeroom.school))
        return made[-1]

    first = idempotency.once(by=homeroom, key=key, body={"a": 1, "b": "二"}, act=act)
    again = idempotency.once(by=homeroom, key=key, body={"b": "二", "a": 1}, act=act)

    assert (first[0], len(made)) == (again[0], 1)
    assert (first[1], again[1]) == (True, False)


def test_the_same_key_with_another_body_is_refused(homeroom):
    key = uuid.uuid4()
    idempotency.once(
        by=homeroom, key=key, body=1, act=lambda: people.Student(school=homeroom.school)
    )

    with pytest.raises(RuleBroken) as broken:
        idempotency.once(
            by=homeroom, key=key, body=2, act=lambda: people.Student(school=homeroom.school)
        )

    assert broken.value.code == "key_reused"


def test_somebody_elses_key_tells_nothing(homeroom, teacher):
    key = uuid.uuid4()
    idempotency.once(
        by=homeroom, key=key, body=1, act=lambda: people.Student(school=homeroom.school)
    )

    _row, made = idempotency.once(
        by=teacher, key=key, body=2, act=lambda: people.Student(school=teacher.school)
    )

    assert made


def test_a_refused_act_leaves_its_key_free(homeroom):
    key = uuid.uuid4()

    def refuse():
        raise RuleBroken("no", "no")

    with pytest.raises(RuleBroken):
        idempotency.once(by=homeroom, key=key, body=1, act=refuse)
    _row, made = idempotency.once(
        by=homeroom, key=key, body=2, act=lambda: people.Student(school=homeroom.school)
    )

    assert made


@pytest.mark.django_db(transaction=True)
def test_ten_arrivals_at_once_make_one_row(homeroom):
    key, answers = uuid.uuid4(), []

    def arrive():
        try:
            answers.append(
                idempotency.once(
                    by=homeroom,
                    key=key,
                    body=1,
                    act=lambda: Student.objects.create(
                        school=homeroom.school, student_number=uuid.uuid4().hex[:20], name="一"
                    ),
                )
            )
        finally:
            connection.close()

    if connection.vendor == "sqlite":
        arrive()  # one file, one writer: arrivals queue there anyway
        arrive()
    else:
        threads = [threading.Thread(target=arrive) for _ in range(10)]
        [t.start() for t in threads]
        [t.join() for t in threads]

    assert Student.objects.count() == 1
    assert len({row for row, _ in answers}) == 1
    assert sum(made for _, made in answers) == 1


def test_the_audit_log_only_grows(homeroom):
    with transaction.atomic():
        entry = audit.note("look", homeroom, by=homeroom)

    with pytest.raises(TypeError):
        AuditEntry.objects.all().delete()
    for statement in ("UPDATE shared_auditentry SET verb = 'x'", "DELETE FROM shared_auditentry"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert AuditEntry.objects.get(pk=entry.pk).verb == "look"


def test_two_believed_placements_never_share_a_day(lin, maple, cedar):
    with pytest.raises(DatabaseError), transaction.atomic():
        people.Placement(student=lin, school_class=cedar, starts_on=datetime.date(2026, 9, 1))


def test_a_retired_placement_makes_room(lin, maple, cedar, now):
    lin.placements.update(retired_at=now)

    moved = people.Placement(
        student=lin, school_class=cedar, starts_on=datetime.date(2026, 9, 1), created_at=now
    )

    assert isinstance(moved, DatedFact)
    assert list(lin.placements.believed()) == [moved]
    assert lin.placements.believed(now - datetime.timedelta(days=1)).get().school_class == maple
