"""约课: a seat, a place in the line, a question to the host, and the way back."""

import datetime
import uuid

import pytest

from school.observation import models
from school.observation.actions import bookings as actions
from school.people.roles import PostKind
from school.shared.models import AuditEntry
from tests.conftest import TODAY
from tests.factories import observation, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
BOOKINGS = "/api/v1/bookings/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def lesson(teacher, open_kind):
    """The teacher's, on Wednesday in the third period, with one seat."""
    return observation.LessonSession(
        host=teacher.staff, kind=open_kind, taught_on=TODAY + 2 * DAY, period=3, seats=1
    )


def wish(lesson, **more):
    return {"lesson": str(lesson.pk), **more}


def line(lesson):
    """Who stands how, in the order of arrival."""
    rows = models.LessonBooking.objects.filter(session=lesson).order_by("number")
    return [(row.number, row.guest.name, row.state) for row in rows.select_related("guest")]


# ---- booking -------------------------------------------------------------------------------


def test_the_first_gets_the_seat_and_the_next_wait_in_order(
    as_user, post, homeroom, other_homeroom, two_hats, lesson
):
    made = [
        post(as_user(user), BOOKINGS, wish(lesson)).json()
        for user in (homeroom, other_homeroom, two_hats)
    ]

    assert [row["state"] for row in made] == ["seated", "waiting", "waiting"]
    assert [row["place_in_line"] for row in made] == [None, 1, 2]
    assert [row["number"] for row in made] == [1, 2, 3]
    assert made[0]["seated_at"] is not None


def test_a_retry_finds_the_booking_it_made(as_user, post, homeroom, lesson):
    client, key = as_user(homeroom), uuid.uuid4()
    first = post(client, BOOKINGS, wish(lesson, note="坐后排"), key)
    retry = post(client, BOOKINGS, wish(lesson, note="坐后排"), key)

    assert (first.status_code, retry.status_code) == (201, 200)
    assert first.json()["id"] == retry.json()["id"]
    assert len(line(lesson)) == 1


def test_nobody_books_twice(as_user, post, refused, homeroom, lesson):
    client = as_user(homeroom)
    post(client, BOOKINGS, wish(lesson))
    again = post(client, BOOKINGS, wish(lesson))

    assert (again.status_code, refused(again)) == (409, "booked_already")


def test_without_seats_the_host_is_asked_and_answers(
    as_user, post, refused, teacher, homeroom, other_homeroom, open_kind
):
    quiet = observation.LessonSession(
        host=teacher.staff, kind=open_kind, taught_on=TODAY + DAY, period=1
    )
    asked = post(as_user(homeroom), BOOKINGS, wish(quiet, note="想看导入")).json()
    other = post(as_user(other_homeroom), BOOKINGS, wish(quiet)).json()
    host = as_user(teacher)
    waiting = host.get(BOOKINGS, {"for_me": 1, "state": "asked"}).json()["results"]

    assert (asked["state"], asked["abilities"]) == ("asked", ["withdraw"])
    assert [row["guest"]["name"] for row in waiting] == ["于老师", "王老师"]
    url = f"{BOOKINGS}{asked['id']}/answer/"
    yes = post(host, url, {"accepts": True, "answer": "欢迎"})
    no = post(host, f"{BOOKINGS}{other['id']}/answer/", {"accepts": False, "answer": "下次"})
    assert (yes.json()["state"], yes.json()["answer"]) == ("seated", "欢迎")
    assert (no.json()["state"], no.json()["abilities"]) == ("declined", [])
    assert refused(post(host, url, {"accepts": True})) == "nothing_asked"
    # Who was declined may ask again, and stands behind.
    assert post(as_user(other_homeroom), BOOKINGS, wish(quiet)).json()["number"] == 3


def test_only_the_host_answers(as_user, post, homeroom, teaching_director, lesson):
    made = post(as_user(homeroom), BOOKINGS, wish(lesson)).json()
    for user in (homeroom, teaching_director):
        answer = post(as_user(user), f"{BOOKINGS}{made['id']}/answer/", {"accepts": True})
        assert answer.status_code == 403


def test_a_declined_seat_goes_to_who_waits(
    as_user, post, teacher, homeroom, other_homeroom, lesson
):
    first = post(as_user(homeroom), BOOKINGS, wish(lesson)).json()
    post(as_user(other_homeroom), BOOKINGS, wish(lesson))
    post(as_user(teacher), f"{BOOKINGS}{first['id']}/answer/", {"accepts": False})

    assert line(lesson) == [(1, "于老师", "declined"), (2, "王老师", "seated")]


def test_a_seat_given_back_goes_to_who_waited_longest(
    as_user, post, refused, homeroom, other_homeroom, two_hats, lesson
):
    first, _second, _third = (
        post(as_user(user), BOOKINGS, wish(lesson)).json()
        for user in (homeroom, other_homeroom, two_hats)
    )
    url = f"{BOOKINGS}{first['id']}/withdraw/"
    back = post(as_user(homeroom), url)

    assert (back.status_code, back.json()["state"]) == (200, "withdrawn")
    assert line(lesson) == [
        (1, "于老师", "withdrawn"),
        (2, "王老师", "seated"),
        (3, "李老师", "waiting"),
    ]
    assert refused(post(as_user(homeroom), url)) == "booking_over"
    third = as_user(two_hats).get(BOOKINGS, {"mine": 1}).json()["results"][0]
    assert third["place_in_line"] == 1
    noted = AuditEntry.objects.get(verb="move_up")
    assert (noted.changes, noted.actor) == ({"state": ["waiting", "seated"]}, homeroom.pk)


def test_the_office_books_for_others_by_the_same_rules(
    as_user, post, refused, teacher, homeroom, other_homeroom, teaching_director, lesson
):
    office, guest = as_user(teaching_director), {"guest": str(homeroom.staff_id)}
    made = post(office, BOOKINGS, wish(lesson, **guest)).json()

    assert (made["guest"]["name"], made["booked_by"]["name"]) == ("于老师", "矫主任")
    assert refused(post(as_user(homeroom), BOOKINGS, wish(lesson))) == "booked_already"
    next_one = {"guest": str(other_homeroom.staff_id)}
    assert post(office, BOOKINGS, wish(lesson, **next_one)).json()["state"] == "waiting"
    assert refused(post(as_user(homeroom), BOOKINGS, wish(lesson, **next_one))) == (
        "guest",
        "not_yours",
    )
    hosts = {"guest": str(teacher.staff_id)}
    assert refused(post(office, BOOKINGS, wish(lesson, **hosts))) == ("guest", "own_lesson")
    assert post(office, f"{BOOKINGS}{made['id']}/withdraw/").status_code == 200


def test_a_guest_holds_a_post_that_comes_to_lessons(
    as_user, post, refused, teaching_director, former, admin, lesson
):
    for user in (former, admin):
        body = wish(lesson, guest=str(user.staff_id))
        answer = post(as_user(teaching_director), BOOKINGS, body)
        assert refused(answer) == ("guest", "does_not_exist")


def test_a_guest_is_in_one_place_at_a_time(
    as_user, post, refused, teacher, homeroom, other_homeroom, lesson, open_kind
):
    same = {"kind": open_kind, "taught_on": lesson.taught_on, "period": lesson.period}
    second = observation.LessonSession(host=other_homeroom.staff, seats=5, **same)
    client = as_user(homeroom)
    made = post(client, BOOKINGS, wish(lesson)).json()

    assert refused(post(client, BOOKINGS, wish(second))) == "guest_is_booked"
    post(client, f"{BOOKINGS}{made['id']}/withdraw/")
    assert post(client, BOOKINGS, wish(second)).status_code == 201
    # Whoever teaches in that period is nobody's guest.
    assert refused(post(as_user(teacher), BOOKINGS, wish(second))) == "guest_teaches"


def test_a_cancelled_lesson_clashes_with_nothing(
    as_user, post, homeroom, teacher, other_homeroom, lesson, open_kind
):
    post(as_user(homeroom), BOOKINGS, wish(lesson))
    as_user(teacher).post(f"/api/v1/lessons/{lesson.pk}/cancel/", {"reason": "病假"}, format="json")
    second = observation.LessonSession(
        host=other_homeroom.staff, kind=open_kind, taught_on=lesson.taught_on, period=3, seats=1
    )

    assert post(as_user(homeroom), BOOKINGS, wish(second)).status_code == 201


@pytest.mark.parametrize(
    ("made", "code"),
    [
        ({"taught_on": TODAY - DAY}, "lesson_over"),
        ({"kind__is_announced": False, "kind__code": "drop_in"}, "not_bookable"),
        ({"out": True}, "not_bookable"),
    ],
)
def test_what_is_not_booked(as_user, post, refused, teaching_director, teacher, school, made, code):
    """The office knows of each."""
    if made.pop("out", False):
        lesson = observation.lesson_elsewhere(school, taught_on=TODAY + DAY)
    else:
        lesson = observation.LessonSession(
            host=teacher.staff, **{"taught_on": TODAY + DAY, "seats": 0} | made
        )
    answer = post(as_user(teaching_director), BOOKINGS, wish(lesson))

    assert (answer.status_code, refused(answer)) == (409, code)


def test_a_drop_in_that_one_may_not_know_of_does_not_exist(
    as_user, post, refused, homeroom, teacher, drop_in
):
    lesson = observation.LessonSession(host=teacher.staff, kind=drop_in, taught_on=TODAY + DAY)

    assert refused(post(as_user(homeroom), BOOKINGS, wish(lesson))) == ("lesson", "does_not_exist")


def test_a_booking_is_over_with_its_lesson(as_user, post, refused, homeroom, teacher, open_kind):
    given = observation.LessonSession(host=teacher.staff, kind=open_kind, seats=1)
    row = observation.LessonBooking(session=given, guest=homeroom.staff)

    shown = as_user(homeroom).get(BOOKINGS, {"mine": 1}).json()["results"][0]
    assert shown["abilities"] == []
    answer = post(as_user(homeroom), f"{BOOKINGS}{row.pk}/withdraw/")
    assert (answer.status_code, refused(answer)) == (409, "lesson_over")


# ---- lists ---------------------------------------------------------------------------------


def test_who_comes_is_known_to_host_guest_and_office(
    as_user, post, teacher, homeroom, other_homeroom, principal, teaching_director, lesson
):
    post(as_user(homeroom), BOOKINGS, wish(lesson))

    seen = {
        user.username: as_user(user).get(BOOKINGS).json()["count"]
        for user in (teacher, homeroom, other_homeroom, principal, teaching_director)
    }
    assert seen == {
        "teacher": 1,
        "homeroom": 1,
        "other_homeroom": 0,
        "principal": 0,
        "teaching_director": 1,
    }


def test_bookings_are_filtered_and_leave_the_house_as_a_file(
    as_user, post, teacher, homeroom, other_homeroom, teaching_director, lesson
):
    made = post(as_user(homeroom), BOOKINGS, wish(lesson)).json()
    post(as_user(other_homeroom), BOOKINGS, wish(lesson))
    post(as_user(homeroom), f"{BOOKINGS}{made['id']}/withdraw/")
    office = as_user(teaching_director)

    def names(client, **filters):
        rows = client.get(BOOKINGS, filters).json()["results"]
        return [row["guest"]["name"] for row in rows]

    assert names(office, lesson=str(lesson.pk)) == ["于老师", "王老师"]
    assert names(office, live=1) == ["王老师"]
    assert names(office, state="withdrawn") == ["于老师"]
    assert names(office, first=str(TODAY + 3 * DAY)) == []
    assert names(as_user(teacher), for_me=1, live=1) == ["王老师"]
    assert names(as_user(teacher), mine=1) == []
    file = office.post(f"{BOOKINGS}export/", {"as": "csv"}, format="json")
    assert "王老师" in file.content.decode("utf-8-sig")


def test_the_list_costs_the_same_however_long(
    as_user, school, teacher, teaching_director, open_kind, django_assert_num_queries
):
    lesson = observation.LessonSession(
        host=teacher.staff, kind=open_kind, taught_on=TODAY + DAY, period=1, seats=3
    )
    for n in range(9):
        staff = people.StaffMember(school=school)
        people.Post(staff=staff, kind=PostKind.SUBJECT_TEACHER)
        user = people.User(school=school, staff=staff, username=f"guest{n}")
        actions.book(by=user, lesson=lesson)
    client = as_user(teaching_director)
    with django_assert_num_queries(5):
        few = client.get(BOOKINGS, {"limit": 2}).json()
    with django_assert_num_queries(5):
        many = client.get(BOOKINGS).json()

    assert (len(few["results"]), len(many["results"])) == (2, 9)
    assert [row["place_in_line"] for row in many["results"]] == [None] * 3 + [1, 2, 3, 4, 5, 6]
