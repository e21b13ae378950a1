"""Importing a roster: the dry run writes nothing, the import writes all or nothing."""

import datetime
import time
import uuid

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.people import importing
from school.people.models import Placement, SchoolClass, Student
from school.shared.errors import RuleBroken
from school.shared.models import AuditEntry, IdempotencyKey
from tests.factories import people
from tests.people.files import csv_text

pytestmark = pytest.mark.usefixtures("now", "term")

DAY = datetime.date
LAST_YEAR = DAY(2025, 9, 1)


@pytest.fixture
def placed(school, maple):
    """A child of the maple class since last year."""

    def place(number, name, school_class=maple, **dates):
        child = people.Student(school=school, student_number=number, name=name)
        people.Placement(
            student=child, school_class=school_class, **{"starts_on": LAST_YEAR} | dates
        )
        return child

    return place


def file(*rows):
    return csv_text(*rows).encode()


def check(user, content):
    return importing.check_roster(by=user, file_name="名册.csv", content=content)


def confirm(user, content, digest=None, key=None):
    """Confirmed, and carried out as a worker would."""
    made, is_new = importing.import_roster(
        by=user,
        key=key or uuid.uuid4(),
        file_name="名册.csv",
        content=content,
        digest=digest or check(user, content).plan.digest,
    )
    assert importing.carry_out(made.pk) is is_new
    made.refresh_from_db()
    return made, is_new


def rows_everywhere():
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def spans(child):
    """What is believed now: class, first and last day."""
    return [
        (one.school_class_id, one.starts_on, one.ends_on)
        for one in Placement.objects.believed().filter(student=child).order_by("starts_on")
    ]


def test_a_check_writes_nothing_at_all(teaching_director, placed, django_assert_num_queries):
    placed("0001", "林一诺")
    content = file(
        ["0001", "林一诺诺", "2024", "2"],
        ["0002", "宋沐宸", "2026", "1"],
        ["", "谁", "2024", "2"],
    )
    before = rows_everywhere()

    with django_assert_num_queries(7) as asked:
        checked = check(teaching_director, content)

    assert checked.plan.counts == {"create": 1, "update": 1, "skip": 0, "conflict": 1}
    assert rows_everywhere() == before
    assert all(one["sql"].startswith("SELECT") for one in asked.captured_queries)


def test_an_import_enters_children_classes_and_placements(teaching_director, school):
    content = file(["0001", "林一诺", "2026", "1"], ["0002", "宋沐宸", "2026", "2", "2026.10.8"])

    made, is_new = confirm(teaching_director, content)

    assert is_new
    assert (made.created, made.updated, made.skipped) == (2, 0, 0)
    assert (made.school, made.created_by) == (school, teaching_director)
    lin, song = Student.objects.filter(school=school)
    assert (lin.student_number, lin.name, lin.created_by) == ("0001", "林一诺", teaching_director)
    first, second = SchoolClass.objects.filter(school=school)
    assert spans(lin) == [(first.pk, DAY(2026, 9, 1), None)]
    assert spans(song) == [(second.pk, DAY(2026, 10, 8), None)]


def test_a_move_retires_the_placement_and_keeps_its_past(teaching_director, placed, cedar, maple):
    child = placed("0001", "林一诺")
    content = file(["0001", "林一诺", "2023", "1", "2026-11-02"])

    confirm(teaching_director, content)

    assert spans(child) == [
        (maple.pk, LAST_YEAR, DAY(2026, 11, 1)),
        (cedar.pk, DAY(2026, 11, 2), None),
    ]
    retired = Placement.objects.get(student=child, retired_at__isnull=False)
    assert (retired.starts_on, retired.ends_on) == (LAST_YEAR, None)
    assert retired.retired_by == teaching_director


def test_what_was_believed_before_the_import_can_still_be_asked(
    teaching_director, placed, cedar, maple, now
):
    child = placed("0001", "林一诺")
    confirm(teaching_director, file(["0001", "林一诺", "2023", "1", "2026-11-02"]))

    known = Placement.objects.filter(student=child)
    yesterday = now - datetime.timedelta(days=1)

    assert [one.school_class for one in known.believed(yesterday)] == [maple]
    assert {one.school_class for one in known.believed(now)} == {maple, cedar}


def test_a_class_entered_wrongly_is_corrected_from_its_first_day(teaching_director, placed, cedar):
    child = placed("0001", "林一诺", starts_on=DAY(2026, 9, 1))

    confirm(teaching_director, file(["0001", "林一诺", "2023", "1"]))

    assert spans(child) == [(cedar.pk, DAY(2026, 9, 1), None)]


def test_another_name_is_written_and_told_to_the_audit_log(teaching_director, placed):
    child = placed("0001", "林一诺")

    confirm(teaching_director, file(["0001", "林一诺诺", "2024", "2"]))

    child.refresh_from_db()
    assert child.name == "林一诺诺"
    entry = AuditEntry.objects.get(record_id=child.pk)
    assert (entry.verb, entry.changes) == ("rename", {"name": ["林一诺", "林一诺诺"]})


def test_an_import_is_told_to_the_audit_log(teaching_director):
    made, _ = confirm(teaching_director, file(["0001", "林一诺", "2026", "1"]))

    told = {one.verb: one for one in AuditEntry.objects.filter(record_id=made.pk)}
    assert told["request_roster_import"].changes["rows"] == [None, 1]
    entry = told["import_roster"]
    assert entry.actor == teaching_director.pk
    assert entry.changes["create"] == [None, 1]
    assert entry.changes["file_sha256"] == [None, made.file_sha256]


@pytest.mark.parametrize("doubt", [["0002", "", "2024", "2"], ["0001", "又一个", "2024", "2"]])
def test_one_row_in_doubt_and_nothing_is_stored(teaching_director, doubt):
    content = file(["0001", "林一诺", "2026", "1"], doubt)
    before = rows_everywhere()

    with pytest.raises(RuleBroken) as broken:
        confirm(teaching_director, content)

    assert broken.value.code == "has_conflicts"
    assert rows_everywhere() == before


def test_what_changed_after_the_check_is_not_imported(teaching_director, placed):
    content = file(["0001", "林一诺", "2026", "1"])
    seen = check(teaching_director, content).plan.digest
    placed("0001", "林一诺")
    before = rows_everywhere()

    with pytest.raises(RuleBroken) as broken:
        confirm(teaching_director, content, seen)

    assert broken.value.code == "plan_changed"
    assert rows_everywhere() == before


def test_another_file_than_the_one_checked_is_not_imported(teaching_director):
    seen = check(teaching_director, file(["0001", "林一诺", "2026", "1"])).plan.digest

    with pytest.raises(RuleBroken) as broken:
        confirm(teaching_director, file(["0001", "林一诺", "2026", "2"]), seen)

    assert broken.value.code == "plan_changed"


def test_a_repeated_gesture_gives_the_same_import(teaching_director):
    content, key = file(["0001", "林一诺", "2026", "1"]), uuid.uuid4()
    seen = check(teaching_director, content).plan.digest
    made, _ = confirm(teaching_director, content, seen, key)
    before = rows_everywhere()

    again, is_new = confirm(teaching_director, content, seen, key)

    assert (again, is_new) == (made, False)
    assert rows_everywhere() == before


def test_a_key_used_for_another_file_is_refused(teaching_director):
    key = uuid.uuid4()
    confirm(teaching_director, file(["0001", "林一诺", "2026", "1"]), key=key)

    with pytest.raises(RuleBroken) as broken:
        confirm(teaching_director, file(["0002", "宋沐宸", "2026", "1"]), key=key)

    assert broken.value.code == "key_reused"


def test_a_refused_gesture_may_be_tried_again(teaching_director):
    content, key = file(["0001", "林一诺", "2026", "1"]), uuid.uuid4()
    with pytest.raises(RuleBroken):
        confirm(teaching_director, content, "0" * 64, key)

    made, is_new = confirm(teaching_director, content, key=key)

    assert is_new
    assert IdempotencyKey.objects.get().record_id == made.pk


def test_the_children_of_another_school_are_other_children(teaching_director, stranger):
    people.Student(school=stranger.school, student_number="0001", name="外校")
    people.SchoolClass(school=stranger.school, cohort_year=2026, number=1)

    made, _ = confirm(teaching_director, file(["0001", "林一诺", "2026", "1"]))

    child = Student.objects.get(school=teaching_director.school, student_number="0001")
    assert made.created == 1
    assert child.placements.get().school_class.school == teaching_director.school
    assert Student.objects.get(school=stranger.school).name == "外校"


def test_a_school_without_a_term_is_told_so(stranger):
    with pytest.raises(RuleBroken) as broken:
        check(stranger, file(["0001", "林一诺", "2026", "1"]))

    assert broken.value.code == "no_current_term"


def test_a_whole_school_is_checked_and_imported_in_few_queries(
    teaching_director, django_assert_max_num_queries
):
    rows = [[f"{n:08d}", "于沐宸", str(2021 + n % 6), str(1 + n % 20)] for n in range(2_000)]
    content = file(*rows)
    seen = check(teaching_director, content).plan.digest

    began = time.monotonic()
    with django_assert_max_num_queries(100):
        made, _ = confirm(teaching_director, content, seen)

    assert time.monotonic() - began < 30  # L-07

    assert made.created == 2_000
    assert Placement.objects.filter(school=made.school).count() == 2_000


ROWS = st.dictionaries(
    st.sampled_from([f"{n:04d}" for n in range(1, 9)]),
    st.tuples(
        st.sampled_from(["林一诺", "宋沐宸"]),
        st.sampled_from(["2023", "2024"]),
        st.sampled_from(["1", "2"]),
        st.sampled_from(["", "2026-09-01", "2026-11-02", "2027-01-04"]),
    ),
    min_size=1,
).map(lambda found: [[number, *rest] for number, rest in found.items()])


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ROWS, min_size=1, max_size=3))
def test_an_imported_file_leaves_nothing_to_do(teaching_director, files):
    """Whatever was imported before; the database's own check of overlaps is on."""
    for rows in files:
        content = file(*rows)
        plan = check(teaching_director, content).plan
        if plan.counts["conflict"]:
            continue
        made, _ = confirm(teaching_director, content)

        assert made.created + made.updated + made.skipped == len(rows)
        assert check(teaching_director, content).plan.counts["skip"] == len(rows)
