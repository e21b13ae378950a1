"""Taking an import back: all of it, once, and only while nothing refers to it."""

import datetime
import uuid

import pytest
import time_machine
from django.db import connection

from school.people import importing, queries, undoing
from school.people.actions import placements
from school.people.models import Placement, RosterImport, SchoolClass, Student
from school.shared.errors import RuleBroken
from school.shared.models import AuditEntry
from school.visits.policy.knowledge import knowable, visitable
from tests.conftest import NOW, TODAY
from tests.factories import people, visits
from tests.people.files import csv_text
from tests.people.test_importing import confirm, spans

pytestmark = pytest.mark.usefixtures("now", "term")
DAY = datetime.date
LAST_YEAR = DAY(2025, 9, 1)
LIN = ["0001", "林一诺", "2026", "1"]


@pytest.fixture
def imported(teaching_director):
    def do(*rows):
        return confirm(teaching_director, csv_text(*rows).encode())[0]

    return do


@pytest.fixture
def undo(teaching_director):
    """An hour later."""

    def do(made):
        with time_machine.travel(NOW + datetime.timedelta(hours=1), tick=False):
            return undoing.undo_import(by=teaching_director, import_id=made.pk, reason="选错文件")

    return do


def waiting_import(by, *rows):
    """Confirmed, and not carried out yet."""
    content = csv_text(*rows).encode()
    digest = importing.check_roster(by=by, file_name="名册.csv", content=content).plan.digest
    made, _ = importing.import_roster(
        by=by, key=uuid.uuid4(), file_name="名册.csv", content=content, digest=digest
    )
    return made


def in_the_way(undo, made):
    with pytest.raises(RuleBroken) as broken:
        undo(made)
    assert broken.value.code == "in_use"
    return broken.value.message


def test_what_an_import_entered_leaves_every_list_and_no_row(imported, undo, moral_director, now):
    made = imported(LIN)
    child = Student.objects.get()

    undone = undo(made)

    assert (undone.undone_at is not None, undone.undo_reason) == (True, "选错文件")
    assert not queries.students(TODAY).exists()
    assert not visitable(moral_director, Student.objects.all()).exists()
    assert not knowable(moral_director, Student.objects.all()).exists()
    assert not Placement.objects.believed().exists()
    assert (Student.objects.count(), SchoolClass.objects.count()) == (1, 1)
    # What was known in between can still be asked.
    between = now + datetime.timedelta(minutes=30)
    assert Placement.objects.believed(between).get().student == child


def test_names_and_classes_are_put_back(imported, undo, school, maple, cedar):
    renamed = people.Student(school=school, student_number="0001", name="林一诺")
    moved = people.Student(school=school, student_number="0002", name="宋沐宸")
    for child in (renamed, moved):
        people.Placement(student=child, school_class=maple, starts_on=LAST_YEAR)
    made = imported(
        ["0001", "林一诺诺", "2024", "2"], ["0002", "宋沐宸", "2023", "1", "2026-11-02"]
    )
    assert len(spans(moved)) == 2

    undo(made)

    renamed.refresh_from_db()
    assert renamed.name == "林一诺"
    assert spans(moved) == [(maple.pk, LAST_YEAR, None)]
    assert spans(renamed) == [(maple.pk, LAST_YEAR, None)]


def test_it_is_told_to_the_audit_log_and_done_once(imported, undo, teaching_director):
    made = imported(LIN)

    first, again = undo(made), undo(made)

    assert first.undone_at == again.undone_at
    entry = AuditEntry.objects.get(verb="undo_roster_import")
    assert (entry.actor, entry.reason) == (teaching_director.pk, "选错文件")
    assert entry.changes["children"] == [1, None]


def test_records_that_refer_to_a_child_stand_in_the_way_and_are_counted(
    imported, undo, moral_director
):
    made = imported(LIN, ["0002", "宋沐宸", "2026", "1"])
    child = Student.objects.get(student_number="0001")
    for _ in range(2):
        visits.HomeVisit(student=child, created_by=moral_director)
    visits.Circumstance(
        student=child,
        approved_by=moral_director,
        category=visits.the_five(child.school)[0],
    )

    told = in_the_way(undo, made)

    assert "2条家访记录" in told
    assert "1条其他记录" in told, "that there is an entry in the register is not told"
    assert Placement.objects.believed().count() == 2
    assert not AuditEntry.objects.filter(verb="undo_roster_import").exists()


def test_a_later_move_or_name_stands_in_the_way(imported, undo):
    first = imported(LIN)
    with time_machine.travel(NOW + datetime.timedelta(minutes=5), tick=False):
        imported(["0001", "林一诺", "2026", "2", "2026-11-02"])
    assert in_the_way(undo, first)

    second = RosterImport.objects.exclude(pk=first.pk).get()
    undo(second)
    # The placement that was written anew is another row than the first import's.
    assert spans(Student.objects.get())


def test_a_child_of_an_undone_import_may_be_enrolled_by_hand(imported, undo, teaching_director):
    undo(imported(LIN))

    child = placements.transfer_in(
        by=teaching_director,
        student_number="0001",
        name="林一诺",
        school_class=SchoolClass.objects.get(),
        starts_on=TODAY,
        reason="新生",
    )

    assert child.taken_back_at is None
    assert queries.students(TODAY).get() == child
    assert len(spans(child)) == 1


def test_a_record_made_before_the_import_does_not_stand_in_its_way(
    imported, undo, school, maple, cedar, moral_director
):
    child = people.Student(school=school, student_number="0002", name="宋沐宸")
    people.Placement(student=child, school_class=maple, starts_on=LAST_YEAR)
    with time_machine.travel(NOW - datetime.timedelta(days=1), tick=False):
        visits.HomeVisit(student=child, created_by=moral_director)
    made = imported(["0002", "宋沐宸", "2023", "1", "2026-11-02"])

    assert undo(made).undone_at is not None


def test_the_same_file_may_be_imported_again_after_it_was_undone(imported, undo):
    undo(imported(LIN))
    child = Student.objects.get()

    with time_machine.travel(NOW + datetime.timedelta(hours=2), tick=False):
        again = imported(["0001", "林一诺诺", "2026", "1"])

    child.refresh_from_db()
    assert (again.created, Student.objects.count(), SchoolClass.objects.count()) == (1, 1, 1)
    assert (child.name, child.taken_back_at) == ("林一诺诺", None)
    assert len(spans(child)) == 1


def test_what_was_not_imported_is_not_undone(imported, undo, teaching_director, school):
    waiting = RosterImport.objects.create(
        school=school, created_by=teaching_director, created=0, updated=0, skipped=0
    )
    older = RosterImport.objects.create(
        school=school, created_by=teaching_director, created=0, updated=0, skipped=0, work="done"
    )

    for made, code in ((waiting, "not_imported"), (older, "not_undoable")):
        with pytest.raises(RuleBroken) as broken:
            undo(made)
        assert broken.value.code == code


def test_an_import_whose_school_changed_meanwhile_writes_nothing_and_says_why(
    teaching_director, school
):
    made = waiting_import(teaching_director, LIN)
    people.Student(school=school, student_number="0001", name="别人")

    assert importing.carry_out(made.pk) is False

    made.refresh_from_db()
    assert (made.work, made.problem, made.content) == ("failed", "plan_changed", "")
    assert not Placement.objects.exists()


def test_an_import_of_somebody_who_may_no_longer_is_not_carried_out(teaching_director):
    """Z-10: between the confirmation and the work."""
    made = waiting_import(teaching_director, LIN)
    teaching_director.is_active = False
    teaching_director.save()

    assert importing.carry_out(made.pk) is False

    made.refresh_from_db()
    assert (made.work, made.problem) == ("failed", "no_longer_allowed")
    assert not Student.objects.exists()


def test_the_file_is_sealed_while_it_waits_and_gone_when_it_is_done(teaching_director, school):
    made = waiting_import(teaching_director, LIN)

    def stored():
        with connection.cursor() as cursor:
            cursor.execute("SELECT content FROM people_rosterimport")
            return cursor.fetchone()[0]

    assert stored().startswith("sealed1:")
    assert importing.carry_out(made.pk)
    assert stored() == ""
