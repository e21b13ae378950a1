"""The ledger: what counts, what a cap leaves out, and what is taken back."""

import datetime
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import IntegrityError

from school.civility.actions import ledger
from school.civility.models import Cap, PointBatch, PointEntry, PointTotal
from school.civility.queries.ledger import findings
from school.shared.errors import InputRefused, RuleBroken
from tests.conftest import TODAY
from tests.factories import civility, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]


def total_of(student):
    row = PointTotal.objects.get(student=student)
    return row.points, row.recognitions


def later(now, minutes):
    return now + datetime.timedelta(minutes=minutes)


def test_an_award_counts_and_freezes_what_the_item_was_worth(teacher, lin, maple, helping):
    ledger.award(by=teacher, item=helping, students=[lin], occurred_on=TODAY)

    entry = PointEntry.objects.get()
    assert (entry.worth, entry.points, entry.cap) == (2, 2, "")
    assert (entry.school_class, entry.recorder, entry.domain) == (maple, teacher, "school")
    assert total_of(lin) == (2, 1)


def test_beyond_the_cap_it_is_recognised_and_counts_nothing(now, teacher, lin, greeting):
    for hour in (1, 2):
        at = later(now, -60 * hour)
        ledger.award(by=teacher, item=greeting, students=[lin], occurred_on=TODAY, noticed_at=at)

    second = PointEntry.objects.order_by("pk").last()
    assert (second.worth, second.points, second.cap) == (1, 0, Cap.ITEM_DAY)
    assert total_of(lin) == (1, 2)


def test_a_class_is_awarded_in_one_gesture_and_the_teacher_cap_holds_inside_it(
    school, teacher, maple, helping
):
    civility.PointLimits(school=school, teacher_day=4)
    children = [people.Student(school=school) for _ in range(3)]
    for child in children:
        people.Placement(student=child, school_class=maple)

    batch = ledger.award(by=teacher, item=helping, students=children, occurred_on=TODAY)

    told = {one.student_id: (one.points, one.cap) for one in batch.entries.all()}
    assert [told[child.pk] for child in children] == [(2, ""), (2, ""), (0, Cap.TEACHER_DAY)]


def test_undone_it_nets_to_zero_and_twice_is_once(teacher, lin, helping):
    batch = ledger.award(by=teacher, item=helping, students=[lin], occurred_on=TODAY)

    ledger.undo(by=teacher, batch_id=batch.pk)
    ledger.undo(by=teacher, batch_id=batch.pk)

    assert [one.points for one in PointEntry.objects.order_by("pk")] == [2, -2]
    assert total_of(lin) == (0, 0)


def test_a_reversal_frees_room_for_later_awards_alone(now, teacher, moral_director, lin, greeting):
    first = ledger.award(by=teacher, item=greeting, students=[lin], occurred_on=TODAY)
    at = later(now, -5)
    capped = ledger.award(
        by=teacher, item=greeting, students=[lin], occurred_on=TODAY, noticed_at=at
    )

    ledger.reverse(by=moral_director, entry_id=first.entries.get().pk, reason="记错了人")
    assert capped.entries.get().points == 0

    at = later(now, -10)
    third = ledger.award(
        by=teacher, item=greeting, students=[lin], occurred_on=TODAY, noticed_at=at
    )
    assert third.entries.get().points == 1
    assert total_of(lin) == (1, 2)


def test_nobody_takes_back_their_own_as_the_second_person(moral_director, lin, helping):
    batch = ledger.award(by=moral_director, item=helping, students=[lin], occurred_on=TODAY)

    with pytest.raises(RuleBroken) as refused:
        ledger.reverse(by=moral_director, entry_id=batch.entries.get().pk, reason="记错了")
    assert refused.value.code == "own_entry"


def test_the_same_within_a_minute_is_asked_about(now, teacher, lin, helping):
    given = {"by": teacher, "item": helping, "students": [lin], "occurred_on": TODAY}
    ledger.award(**given)

    with pytest.raises(RuleBroken) as refused:
        ledger.award(**given)
    assert refused.value.code == "possible_duplicate"
    assert "林一诺" in refused.value.message
    ledger.award(**given, is_repeat_meant=True)
    assert PointBatch.objects.count() == 2


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (TODAY + datetime.timedelta(days=1), "in_future"),
        (TODAY - datetime.timedelta(days=31), "too_long_ago"),
    ],
)
def test_only_days_just_gone_are_recorded(teacher, lin, helping, day, code):
    with pytest.raises(InputRefused) as refused:
        ledger.award(by=teacher, item=helping, students=[lin], occurred_on=day)
    assert refused.value.code == code


def test_the_ledger_never_changes(teacher, lin, helping):
    ledger.award(by=teacher, item=helping, students=[lin], occurred_on=TODAY)

    for change in ("UPDATE civility_pointentry SET points = 9", "DELETE FROM civility_pointentry"):
        with pytest.raises(IntegrityError), transaction.atomic():
            connection.cursor().execute(change)


def test_the_proof_finds_nothing_in_a_house_in_order(school, teacher, lin, helping, capsys):
    batch = ledger.award(by=teacher, item=helping, students=[lin], occurred_on=TODAY)
    ledger.undo(by=teacher, batch_id=batch.pk)

    call_command("reconcile_points")
    assert list(findings(school.pk)) == []
    assert "Every total equals its entries." in capsys.readouterr().out


def test_a_total_that_drifts_is_named(school, teacher, lin, helping):
    ledger.award(by=teacher, item=helping, students=[lin], occurred_on=TODAY)
    PointTotal.objects.update(points=37)

    found = list(findings(school.pk))
    assert [(one.kind, one.row) for one in found] == [("total_wrong", PointTotal.objects.get().pk)]
    with pytest.raises(CommandError):
        call_command("reconcile_points")


def test_a_child_of_another_class_is_not_recorded_by_its_homeroom_teacher(school, homeroom, song):
    chore = civility.item(school, "HOM-01", domain="home", recorder="homeroom")

    with pytest.raises(InputRefused) as refused:
        ledger.award(by=homeroom, item=chore, students=[song], occurred_on=TODAY, source="family")
    assert refused.value.code == "not_yours_to_record"
    assert not PointEntry.objects.exists()


def test_an_unknown_key_is_no_batch(teacher):
    with pytest.raises(PointBatch.DoesNotExist):
        ledger.undo(by=teacher, batch_id=uuid.uuid4())
