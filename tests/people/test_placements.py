"""Children come, go and move; the days before stay as they were, and every act has its reason."""

import datetime
import uuid

import pytest

from school.people.actions import placements
from school.people.models import Placement, Student
from school.shared.errors import Refused
from school.shared.models import AuditEntry
from school.summaries import catalogue
from school.visits.queries import obligations as boards
from school.visits.rules.obligations import State
from tests.conftest import TODAY
from tests.factories import people, visits
from tests.whole.test_roll_over import as_bytes, classes_of, everything_said

pytestmark = pytest.mark.usefixtures("now", "term")
DAY = datetime.timedelta(days=1)
STUDENTS = "/api/v1/students/"
WHY = "随父母工作调动"


def stays(child):
    return [
        (s.school_class.number, s.starts_on, s.ends_on, s.began, s.ended)
        for s in Placement.objects.believed().filter(student=child).order_by("starts_on")
    ]


def send(client, child, verb, **body):
    return client.post(f"{STUDENTS}{child.pk}/{verb}/", {"reason": WHY, **body})


@pytest.fixture
def client(as_user, teaching_director):
    return as_user(teaching_director)


@pytest.fixture
def owed(moral_director, school, lin):
    """Lin is owed a visit this term, and nobody has gone."""
    visits.policy(school, moral_director)
    return visits.Circumstance(
        student=lin, category__code="economic_hardship", approved_by=moral_director
    )


def state(term, child, as_of):
    found = boards.board(term, as_of=as_of).obligations
    return next((one for one in found if one.student_id == child.pk), None)


def test_a_child_transfers_in_once(client, maple):
    body = {
        "student_number": "20240299",
        "name": "曲可欣",
        "school_class": str(maple.pk),
        "starts_on": "2026-11-20",
        "reason": WHY,
    }
    key = {"Idempotency-Key": str(uuid.uuid4())}

    first, again = (client.post(STUDENTS, body, headers=key) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    child = Student.objects.get(student_number="20240299")
    assert stays(child) == [(2, datetime.date(2026, 11, 20), None, "transferred_in", "")]
    other = {"Idempotency-Key": str(uuid.uuid4())}
    refused = client.post(STUDENTS, body, headers=other)
    assert refused.json()["errors"][0]["code"] == "number_taken"
    assert AuditEntry.objects.get(verb="transferred_in").reason == WHY


def test_a_number_like_that_of_an_identity_card_is_refused(client, maple):
    body = {
        "student_number": "37020020150101001X",
        "name": "曲可欣",
        "school_class": str(maple.pk),
        "starts_on": "2026-11-20",
        "reason": WHY,
    }

    answer = client.post(STUDENTS, body, headers={"Idempotency-Key": str(uuid.uuid4())})

    assert answer.status_code == 400
    assert not Student.objects.exists()


def test_out_and_back_again_leaves_both_stays(client, lin, cedar):
    gone = send(client, lin, "transfer-out", last_day="2026-11-06")
    assert gone.json()["standing"] == "left"
    assert gone.json()["abilities"] == ["placements", "readmit", "take_back_leaving"]

    back = send(client, lin, "readmit", starts_on="2026-11-20", school_class=str(cedar.pk))

    assert back.json()["standing"] == "here"
    assert stays(lin) == [
        (2, people.LONG_AGO, datetime.date(2026, 11, 6), "listed", "transferred_out"),
        (1, datetime.date(2026, 11, 20), None, "readmitted", ""),
    ]


def test_a_suspended_child_resumes(client, lin, cedar):
    send(client, lin, "suspend", last_day="2026-11-06")
    back = send(client, lin, "readmit", starts_on="2026-11-20", school_class=str(cedar.pk))

    assert back.json()["stays"][0]["began"] == "resumed"
    assert back.json()["stays"][1]["ended"] == "suspended"


def test_a_leaving_entered_by_mistake_is_taken_back(client, lin):
    send(client, lin, "transfer-out", last_day="2026-11-30")
    again = send(client, lin, "transfer-out", last_day="2026-11-25")
    assert again.json()["code"] == "ends_already"

    back = send(client, lin, "take-back-leaving")

    assert back.json()["standing"] == "here"
    assert stays(lin) == [(2, people.LONG_AGO, None, "listed", "")]
    assert Placement.objects.filter(student=lin).count() == 3, "nothing is edited"
    assert send(client, lin, "take-back-leaving").status_code == 409


def test_only_the_last_grade_graduates(client, school, lin):
    assert send(client, lin, "graduate", last_day="2026-11-20").json()["code"] == "not_last_grade"
    sixth = people.SchoolClass(school=school, cohort_year=2021)
    child = people.Student(school=school)
    people.Placement(student=child, school_class=sixth)

    assert send(client, child, "graduate", last_day="2026-11-20").json()["standing"] == "graduated"


def test_a_move_on_the_first_day_corrects_the_class(client, school, lin, cedar):
    child = people.Student(school=school)
    first = datetime.date(2026, 11, 16)
    people.Placement(
        student=child, school_class=Placement.objects.get(student=lin).school_class, starts_on=first
    )

    send(client, child, "move", starts_on="2026-11-16", school_class=str(cedar.pk))

    assert stays(child) == [(1, first, None, "listed", "")]


@pytest.mark.parametrize(
    ("verb", "body", "code"),
    [
        ("transfer-out", {"last_day": "2019-01-01"}, "too_far"),
        ("transfer-out", {"last_day": "2028-11-23"}, "too_far"),
        ("move", {"starts_on": "2026-11-23", "school_class": "{maple}"}, "same_class"),
        ("move", {"starts_on": "2026-11-23", "school_class": "{gone}"}, "class_not_here"),
        ("move", {"starts_on": "2026-11-23", "school_class": "{foreign}"}, "does_not_exist"),
        ("readmit", {"starts_on": "2026-11-23", "school_class": "{cedar}"}, "still_in_class"),
        ("transfer-out", {"last_day": "2026-11-23", "id": "1"}, "unknown_field"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    client, school, lin, maple, cedar, stranger, verb, body, code
):
    rows = {
        "maple": maple,
        "cedar": cedar,
        "gone": people.SchoolClass(school=school, cohort_year=2019),
        "foreign": people.SchoolClass(school=stranger.school),
    }
    ids = {name: row.pk for name, row in rows.items()}

    answer = send(client, lin, verb, **{key: value.format(**ids) for key, value in body.items()})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == code
    assert stays(lin) == [(2, people.LONG_AGO, None, "listed", "")]


def test_reasons_are_for_those_who_keep_placements(client, as_user, homeroom, lin):
    send(client, lin, "suspend", last_day="2026-12-31")

    kept = client.get(f"{STUDENTS}{lin.pk}/placements/").json()
    seen = as_user(homeroom).get(f"{STUDENTS}{lin.pk}/placements/").json()

    assert kept["stays"][0]["ended_why"] == WHY
    assert "ended_why" not in seen["stays"][0]
    assert (seen["standing"], seen["abilities"]) == ("leaving", ["placements"])


def test_the_path_costs_a_fixed_number_of_queries(
    client, lin, cedar, maple, django_assert_num_queries
):
    for day, to in (("2026-11-02", cedar), ("2026-11-09", maple), ("2026-11-16", cedar)):
        assert send(client, lin, "move", starts_on=day, school_class=str(to.pk)).status_code == 200

    with django_assert_num_queries(6):
        assert len(client.get(f"{STUDENTS}{lin.pk}/placements/").json()["stays"]) == 4


def test_moving_on_a_day_leaves_every_figure_before_that_day(
    owed, school, term, teaching_director, homeroom, lin, song, maple, cedar
):
    """F2, for the school, each grade and each class, value and records, byte for byte."""
    visits.HomeVisit(
        student=lin, created_by=homeroom, purposes=[owed.category], visited_on=TODAY - 30 * DAY
    )
    visits.Circumstance(student=song, category=owed.category, approved_by=teaching_director)
    classes = classes_of(school)
    days = [datetime.date(2026, 8, 20), TODAY - 20 * DAY, TODAY - 4 * DAY]
    before = [as_bytes(everything_said([term], classes, day)) for day in days]

    for child, to in ((lin, cedar), (song, maple)):
        placements.move(
            by=teaching_director,
            student=child,
            school_class=to,
            starts_on=TODAY - 3 * DAY,
            reason=WHY,
        )

    assert [as_bytes(everything_said([term], classes, day)) for day in days] == before
    moved = catalogue.BY_CODE["visits.coverage"].read(
        catalogue.scope(term, as_of=TODAY, school_class_id=cedar.pk)
    )
    assert moved.part.ids() == [str(lin.pk)], "the settled obligation goes along"


def test_a_suspended_child_counts_as_left_from_the_next_day_on(owed, term, client, lin):
    last = TODAY - 10 * DAY
    assert send(client, lin, "suspend", last_day=last.isoformat()).status_code == 200

    assert state(term, lin, last).state != State.LEFT
    found = state(term, lin, last + DAY)
    assert (found.state, found.left_on, found.in_whole) == (State.LEFT, last, False)


def test_a_child_that_resumes_is_a_late_joiner(owed, term, client, lin, cedar):
    left, back = datetime.date(2026, 9, 25), TODAY - 5 * DAY
    send(client, lin, "suspend", last_day=left.isoformat())
    while_away = state(term, lin, back - DAY)
    send(client, lin, "readmit", starts_on=back.isoformat(), school_class=str(cedar.pk))

    found = state(term, lin, TODAY)

    assert found.is_open
    assert found.due_on >= back + 30 * DAY, "the grace counts from the day it came back"
    assert state(term, lin, back - DAY).state == while_away.state == State.LEFT
    assert boards.board(term, as_of=TODAY).class_of(found).pk == cedar.pk


def test_a_child_that_comes_for_the_last_days_is_counted_apart(owed, school, term, maple):
    child = people.Student(school=school)
    people.Placement(student=child, school_class=maple, starts_on=datetime.date(2027, 1, 20))
    visits.Circumstance(student=child, category=owed.category, approved_by=owed.approved_by)

    assert state(term, child, datetime.date(2027, 1, 25)).state == State.SHORT_STAY


def test_two_who_end_the_same_stay_do_not_both_succeed(teaching_director, lin):
    from school.people.actions import facts

    held = Placement.objects.get(student=lin)
    facts.rewrite(held, by=teaching_director, now=people.RECORDED, ends_on=TODAY, ended="suspended")

    with pytest.raises(Refused):
        facts.retire(held, by=teaching_director, now=people.RECORDED)
