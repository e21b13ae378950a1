"""一节课: opened, moved, cancelled, attended, and thought over."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction

from school.observation import models
from school.observation.actions import lessons as actions
from school.people.roles import PostKind
from school.shared.models import AuditEntry
from tests.conftest import TODAY
from tests.factories import observation, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
LESSONS = "/api/v1/lessons/"
DAY = datetime.timedelta(days=1)


def planned(kind, **more):
    return {
        "kind": str(kind.pk),
        "taught_on": "2026-11-25",
        "period": 3,
        "subject": "语文",
        "topic": "草船借箭",
        **more,
    }


def patch(client, lesson, body, version=None):
    version = models.LessonSession.objects.get(pk=lesson.pk).version if version is None else version
    headers = {"If-Match": f'"{version}"'}
    return client.patch(f"{LESSONS}{lesson.pk}/", body, format="json", headers=headers)


def codes(client, **filters):
    return [row["topic"] for row in client.get(LESSONS, filters).json()["results"]]


# ---- opening -------------------------------------------------------------------------------


def test_a_teacher_opens_a_lesson_and_a_retry_opens_no_second(
    as_user, post, teacher, maple, open_kind
):
    client, key = as_user(teacher), uuid.uuid4()
    body = planned(open_kind, school_class=str(maple.pk), place="录播教室")
    first, retry = post(client, LESSONS, body, key), post(client, LESSONS, body, key)

    assert (first.status_code, retry.status_code) == (201, 200)
    shown = first.json()
    assert (shown["host_name"], shown["school_class"]["name"]) == ("张老师", "三年级(2)班")
    assert (shown["seats"], shown["is_mine"], shown["booking_gives"]) == (2, True, "")
    assert first.headers["ETag"] == '"1"'
    assert models.LessonSession.objects.count() == 1
    noted = AuditEntry.objects.get(verb="open")
    assert noted.changes["topic"] == [None, "草船借箭"]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"taught_on": "2026-09-23"}, ("taught_on", "too_long_ago")),
        ({"taught_on": "2027-06-14"}, ("taught_on", "too_far_ahead")),
        ({"taught_on": "2027-02-08"}, ("taught_on", "out_of_term")),
        ({"period": 0}, ("period", "min_value")),
        ({"period": 11}, ("period", "max_value")),
        ({"seats": 201}, ("seats", "max_value")),
        ({"topic": "  "}, ("topic", "blank")),
        ({"chain_position": 2}, ("chain_position", "no_chain")),
        ({"version": 1}, ("version", "unknown_field")),
        (
            {"out_of_school": {"host_name": "綦老师", "organiser": "区教研室"}},
            ("place", "required"),
        ),
        (
            {
                "out_of_school": {"host_name": "綦老师", "organiser": "区教研室"},
                "place": "育英小学",
                "seats": 1,
            },
            ("seats", "out_of_school"),
        ),
    ],
)
def test_what_a_lesson_refuses(as_user, post, refused, teacher, open_kind, change, error):
    answer = post(as_user(teacher), LESSONS, planned(open_kind, **change))

    assert (answer.status_code, refused(answer)) == (400, error)
    assert models.LessonSession.objects.count() == 0


def test_a_teacher_gives_one_lesson_a_period(as_user, post, refused, teacher, open_kind):
    client = as_user(teacher)
    post(client, LESSONS, planned(open_kind))
    again = post(client, LESSONS, planned(open_kind, topic="赤壁之战"))

    assert (again.status_code, refused(again)) == (409, "period_taken")


def test_another_teachers_announced_lesson_is_the_offices_to_open(
    as_user, post, refused, teacher, homeroom, teaching_director, open_kind
):
    body = planned(open_kind, host=str(homeroom.staff_id))

    assert refused(post(as_user(teacher), LESSONS, body)) == ("host", "not_yours")
    made = post(as_user(teaching_director), LESSONS, body)
    assert (made.status_code, made.json()["host_name"]) == (201, "于老师")


def test_a_drop_in_is_entered_by_who_came_once_it_took_place(
    as_user, post, refused, teacher, homeroom, drop_in
):
    client = as_user(teacher)
    body = planned(drop_in, host=str(homeroom.staff_id))

    assert refused(post(client, LESSONS, body)) == ("taught_on", "in_future")
    made = post(client, LESSONS, body | {"taught_on": str(TODAY)})
    assert (made.status_code, made.json()["seats"]) == (201, 0)
    with_seats = body | {"taught_on": str(TODAY), "period": 4, "seats": 3}
    assert refused(post(client, LESSONS, with_seats)) == ("seats", "not_announced")


def test_a_drop_in_is_known_to_whom_it_concerns(
    as_user, post, teacher, homeroom, two_hats, principal, moral_director, drop_in
):
    body = planned(drop_in, host=str(homeroom.staff_id), taught_on=str(TODAY))
    made = post(as_user(teacher), LESSONS, body).json()

    for user, count in (
        (teacher, 1),
        (homeroom, 1),
        (principal, 1),
        (two_hats, 0),
        (moral_director, 0),
    ):
        client = as_user(user)
        assert client.get(LESSONS).json()["count"] == count, user
        status = client.get(f"{LESSONS}{made['id']}/").status_code
        assert status == (200 if count else 404), user


def test_a_lesson_elsewhere_has_a_name_and_no_host(
    as_user, post, refused, teacher, homeroom, open_kind, maple
):
    elsewhere = {
        "out_of_school": {"host_name": "綦老师", "organiser": "区教研室"},
        "place": "育英小学",
        "taught_on": "2026-11-20",
    }
    made = post(as_user(teacher), LESSONS, planned(open_kind, **elsewhere))

    shown = made.json()
    assert (made.status_code, shown["host"], shown["host_name"]) == (201, None, "綦老师")
    assert (shown["seats"], shown["is_out_of_school"]) == (0, True)
    in_class = planned(open_kind, **elsewhere, school_class=str(maple.pk))
    assert refused(post(as_user(homeroom), LESSONS, in_class)) == (
        "school_class",
        "out_of_school",
    )
    # The colleague who was there too finds it instead of entering it again.
    again = post(as_user(homeroom), LESSONS, planned(open_kind, **elsewhere))
    assert refused(again) == "period_taken"
    assert codes(as_user(homeroom), out_of_school=1) == ["草船借箭"]


def test_a_leader_opens_lessons_too(as_user, post, principal, open_kind):
    assert post(as_user(principal), LESSONS, planned(open_kind)).status_code == 201


def test_a_host_who_is_booked_elsewhere_is_told_so(
    as_user, post, refused, teacher, homeroom, open_kind
):
    other = observation.LessonSession(
        host=homeroom.staff, kind=open_kind, taught_on=TODAY + 2 * DAY, period=3, seats=1
    )
    post(as_user(teacher), "/api/v1/bookings/", {"lesson": str(other.pk)})

    answer = post(as_user(teacher), LESSONS, planned(open_kind))
    assert (answer.status_code, refused(answer)) == (409, "host_is_guest")


# ---- changing ------------------------------------------------------------------------------


@pytest.fixture
def lesson(teacher, open_kind):
    """The teacher's, the day after tomorrow, with one seat."""
    return observation.LessonSession(
        host=teacher.staff, kind=open_kind, taught_on=TODAY + 2 * DAY, period=3, seats=1
    )


def test_a_change_says_which_version_it_was_made_from(as_user, teacher, lesson):
    client = as_user(teacher)
    missing = client.patch(f"{LESSONS}{lesson.pk}/", {"topic": "赤壁"}, format="json")
    changed = patch(client, lesson, {"topic": "赤壁之战"})
    stale = patch(client, lesson, {"topic": "空城计"}, version=1)

    assert (missing.status_code, changed.status_code, stale.status_code) == (428, 200, 412)
    assert (changed.json()["version"], changed.headers["ETag"]) == (2, '"2"')
    assert stale.json()["current"]["topic"] == "赤壁之战"
    assert AuditEntry.objects.get(verb="change").changes == {"topic": ["草船借箭", "赤壁之战"]}


def test_a_change_that_changes_nothing_is_no_version(as_user, teacher, lesson):
    same = patch(as_user(teacher), lesson, {"topic": lesson.topic, "period": 3})

    assert (same.status_code, same.json()["version"]) == (200, 1)
    assert not AuditEntry.objects.filter(verb="change").exists()


def test_a_lesson_is_changed_by_its_host_and_the_office(
    as_user, teacher, homeroom, teaching_director, lesson
):
    assert patch(as_user(homeroom), lesson, {"topic": "别人的"}).status_code == 403
    assert patch(as_user(teaching_director), lesson, {"place": "阶梯教室"}).status_code == 200


def test_a_moved_lesson_keeps_its_guests_if_they_are_free(
    as_user, post, refused, teacher, homeroom, lesson, open_kind
):
    post(as_user(homeroom), "/api/v1/bookings/", {"lesson": str(lesson.pk)})
    moved = patch(as_user(teacher), lesson, {"taught_on": "2026-11-26"})
    observation.LessonSession(
        host=homeroom.staff, kind=open_kind, taught_on=datetime.date(2026, 11, 27), period=3
    )
    clash = patch(as_user(teacher), lesson, {"taught_on": "2026-11-27"})

    assert (moved.status_code, moved.json()["seated"]) == (200, 1)
    assert (clash.status_code, refused(clash)) == (409, "guests_clash")
    assert "于老师" in clash.json()["detail"]


def test_more_seats_let_those_move_up_who_wait(
    as_user, post, refused, teacher, homeroom, other_homeroom, two_hats, lesson
):
    for user in (homeroom, other_homeroom, two_hats):
        post(as_user(user), "/api/v1/bookings/", {"lesson": str(lesson.pk)})
    client = as_user(teacher)
    more = patch(client, lesson, {"seats": 2})

    assert (more.json()["seated"], more.json()["waiting"]) == (2, 1)
    for fewer in (1, 0):
        assert refused(patch(client, lesson, {"seats": fewer})) == ("seats", "seats_taken")
    order = models.LessonBooking.objects.order_by("number").values_list("state", flat=True)
    assert list(order) == ["seated", "seated", "waiting"]
    assert AuditEntry.objects.filter(verb="move_up").count() == 1


def test_a_lesson_with_guests_stays_announced(
    as_user, post, refused, teacher, homeroom, lesson, drop_in
):
    post(as_user(homeroom), "/api/v1/bookings/", {"lesson": str(lesson.pk)})
    answer = patch(as_user(teacher), lesson, {"kind": str(drop_in.pk), "seats": 0})

    assert refused(answer) == ("kind", "has_guests")


def test_what_was_seen_is_neither_moved_nor_cancelled(as_user, refused, teacher, homeroom):
    given = observation.LessonSession(host=teacher.staff)
    observation.attended(given, homeroom.staff)
    client = as_user(teacher)

    assert refused(patch(client, given, {"period": given.period % 10 + 1})) == "attended"
    cancel = client.post(f"{LESSONS}{given.pk}/cancel/", {"reason": "调课"}, format="json")
    assert refused(cancel) == "attended"
    assert patch(client, given, {"topic": "改了课题"}).status_code == 200


def test_a_cancelled_lesson_stays_to_be_read_and_frees_its_period(
    as_user, post, refused, teacher, homeroom, lesson, open_kind
):
    post(as_user(homeroom), "/api/v1/bookings/", {"lesson": str(lesson.pk)})
    client = as_user(teacher)
    url = f"{LESSONS}{lesson.pk}/cancel/"
    gone = client.post(url, {"reason": "外出教研"}, format="json")

    assert (gone.status_code, gone.json()["is_cancelled"]) == (200, True)
    assert gone.json()["abilities"] == ["retrieve"]
    assert refused(client.post(url, {"reason": "再来"}, format="json")) == "lesson_cancelled"
    assert refused(patch(client, lesson, {"topic": "不行"})) == "lesson_cancelled"
    assert (codes(client), codes(client, cancelled=1)) == ([], ["草船借箭"])
    assert post(client, LESSONS, planned(open_kind, topic="新课")).status_code == 201
    # Whoever had booked is free in that period again.
    assert post(as_user(homeroom), LESSONS, planned(open_kind)).status_code == 201


# ---- lists ---------------------------------------------------------------------------------


def test_the_plan_is_filtered(as_user, post, teacher, homeroom, open_kind, drop_in, lesson):
    own = observation.LessonSession(
        host=homeroom.staff,
        kind=open_kind,
        topic="自己的",
        subject="数学",
        taught_on=TODAY,
        period=1,
    )
    observation.LessonSession(host=teacher.staff, kind=open_kind, topic="上周的", period=2)
    client = as_user(homeroom)

    assert codes(client) == ["上周的", "自己的", "草船借箭"]
    assert codes(client, newest=1) == ["草船借箭", "自己的", "上周的"]
    assert codes(client, first=str(TODAY)) == ["自己的", "草船借箭"]
    assert codes(client, last=str(TODAY - DAY)) == ["上周的"]
    assert codes(client, subject="数学") == ["自己的"]
    assert codes(client, kind=str(drop_in.pk)) == []
    assert codes(client, host=str(homeroom.staff_id)) == ["自己的"]
    assert codes(client, mine=1) == ["自己的"]
    assert codes(client, bookable=1) == ["草船借箭"]
    post(client, "/api/v1/bookings/", {"lesson": str(lesson.pk)})
    assert codes(client, mine=1) == ["自己的", "草船借箭"]
    assert codes(client, bookable=1) == []
    assert codes(client, mine=0) == ["上周的"]
    shown = {row["topic"]: row for row in client.get(LESSONS).json()["results"]}
    assert shown["草船借箭"]["my_booking"]["state"] == "seated"
    assert shown[own.topic]["abilities"] == [
        "retrieve",
        "partial_update",
        "cancel",
        "reflect",
        "confirm_attendance",
    ]


def test_the_plan_says_what_a_booking_would_give(
    as_user, post, teacher, homeroom, two_hats, lesson, open_kind
):
    busy = observation.LessonSession(
        host=two_hats.staff, kind=open_kind, taught_on=lesson.taught_on, period=lesson.period
    )
    asks = observation.LessonSession(
        host=teacher.staff, kind=open_kind, topic="无座", taught_on=TODAY, period=1, seats=0
    )
    before = {row["id"]: row for row in as_user(two_hats).get(LESSONS).json()["results"]}
    post(as_user(homeroom), "/api/v1/bookings/", {"lesson": str(lesson.pk)})
    after = {row["id"]: row for row in as_user(two_hats).get(LESSONS).json()["results"]}

    key = str(lesson.pk)
    assert (before[key]["booking_gives"], after[key]["booking_gives"]) == ("seated", "waiting")
    assert after[str(asks.pk)]["booking_gives"] == "asked"
    assert (after[key]["has_clash"], after[str(busy.pk)]["has_clash"]) == (True, False)


def test_the_plan_costs_the_same_however_long(
    as_user, homeroom, teacher, school, open_kind, maple, django_assert_num_queries
):
    for n in range(12):
        lesson = observation.LessonSession(
            host=teacher.staff, kind=open_kind, school_class=maple, taught_on=TODAY + n * DAY
        )
        if n % 2:
            observation.attended(lesson, homeroom.staff)
    client = as_user(homeroom)
    with django_assert_num_queries(8):
        few = client.get(LESSONS, {"limit": 2})
    with django_assert_num_queries(8):
        many = client.get(LESSONS)

    assert (len(few.json()["results"]), len(many.json()["results"])) == (2, 12)


def test_one_lesson_costs_the_same_however_many_came(
    as_user, teacher, school, django_assert_num_queries
):
    given = observation.LessonSession(host=teacher.staff)
    for n in range(6):
        staff = people.StaffMember(school=school)
        people.Post(staff=staff, kind=PostKind.SUBJECT_TEACHER)
        user = people.User(school=school, staff=staff, username=f"came{n}")
        observation.attended(given, staff, by=user)
    client = as_user(teacher)
    with django_assert_num_queries(8):
        shown = client.get(f"{LESSONS}{given.pk}/").json()

    assert len(shown["attendances"]) == 6


def test_the_plan_leaves_the_house_as_a_file(as_user, teacher, lesson):
    answer = as_user(teacher).post(
        f"{LESSONS}export/", {"as": "csv", "filters": {"first": "2026-11-23"}}, format="json"
    )

    text = answer.content.decode("utf-8-sig").splitlines()
    assert text[0].startswith("日期,节次,教师,学科,课题")
    assert "草船借箭" in text[1]


# ---- afterwards ----------------------------------------------------------------------------


def test_the_host_thinks_a_lesson_over_once_it_is_given(as_user, post, refused, teacher, lesson):
    client = as_user(teacher)
    early = post(client, f"{LESSONS}{lesson.pk}/reflect/", {"reflection": "还没上"})
    given = observation.LessonSession(host=teacher.staff)
    url = f"{LESSONS}{given.pk}/reflect/"
    first = post(client, url, {"reflection": "先想30秒再举手,举手的多了"})
    when = first.json()["reflected_at"]
    mended = post(client, url, {"reflection": "先想30秒再举手,由6人变14人"})

    assert refused(early) == "not_yet"
    assert (first.json()["is_reflected"], mended.json()["version"]) == (True, 3)
    assert (mended.json()["reflected_at"], mended.json()["reflection"][-4:]) == (when, "变14人")
    assert refused(post(client, url, {"reflection": "好", "changed": "改了导入"})) == (
        "changed",
        "no_lesson_before",
    )
    # What was thought is in the record, and not in the log.
    assert "举手" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))


def test_only_the_host_writes_it_and_only_who_has_a_part_reads_it(
    as_user, post, teacher, homeroom, two_hats, teaching_director
):
    given = observation.LessonSession(host=teacher.staff)
    observation.attended(given, homeroom.staff)
    actions.reflect(by=teacher, lesson_id=given.pk, reflection="板书太满")
    url = f"{LESSONS}{given.pk}/"

    assert (
        post(as_user(teaching_director), f"{url}reflect/", {"reflection": "代写"}).status_code
        == 403
    )
    read = {
        user.username: as_user(user).get(url).json()["reflection"]
        for user in (teacher, homeroom, two_hats, teaching_director)
    }
    assert read == {
        "teacher": "板书太满",
        "homeroom": "板书太满",
        "two_hats": None,
        "teaching_director": "板书太满",
    }


# ---- attendance ----------------------------------------------------------------------------


def test_both_sides_say_who_was_there(as_user, post, teacher, homeroom, two_hats):
    given = observation.LessonSession(host=teacher.staff)
    url = f"{LESSONS}{given.pk}/"
    guest = as_user(homeroom)
    said = post(guest, f"{url}attend/")
    post(guest, f"{url}attend/")

    assert said.json()["my_attendance"]["is_confirmed"] is False
    assert AuditEntry.objects.filter(verb="attend").count() == 1
    answers = [
        {"observer": str(homeroom.staff_id), "was_there": True},
        {"observer": str(two_hats.staff_id), "was_there": True},
    ]
    told = post(as_user(teacher), f"{url}confirm-attendance/", {"answers": answers})
    assert [row["is_confirmed"] for row in told.json()["attendances"]] == [True, False]
    # The other guest sees the own attendance only, and makes it whole.
    own = post(as_user(two_hats), f"{url}attend/").json()
    assert [row["observer"]["name"] for row in own["attendances"]] == ["李老师"]
    assert own["my_attendance"]["is_confirmed"] is True


def test_the_hosts_latest_word_stands(as_user, post, teacher, homeroom):
    given = observation.LessonSession(host=teacher.staff)
    url, client = f"{LESSONS}{given.pk}/", as_user(teacher)
    post(as_user(homeroom), f"{url}attend/")

    def say(was_there):
        body = {"answers": [{"observer": str(homeroom.staff_id), "was_there": was_there}]}
        return post(client, f"{url}confirm-attendance/", body).json()["attendances"][0]

    first, second, third = say(False), say(True), say(True)
    assert (first["host_denied_at"] is None, first["is_confirmed"]) == (False, False)
    assert (second["host_denied_at"], second["is_confirmed"]) == (None, True)
    assert third == second
    verbs = AuditEntry.objects.filter(record_type="observation.attendance").order_by("at")
    assert list(verbs.values_list("verb", flat=True)) == ["attend", "deny", "confirm"]


def test_what_an_attendance_refuses(as_user, post, refused, teacher, homeroom, lesson):
    given = observation.LessonSession(host=teacher.staff)
    host, guest = as_user(teacher), as_user(homeroom)
    own = {"answers": [{"observer": str(teacher.staff_id), "was_there": True}]}

    assert refused(post(guest, f"{LESSONS}{lesson.pk}/attend/")) == "not_yet"
    assert post(host, f"{LESSONS}{given.pk}/attend/").status_code == 403
    assert post(guest, f"{LESSONS}{given.pk}/confirm-attendance/", own).status_code == 403
    assert refused(post(host, f"{LESSONS}{given.pk}/confirm-attendance/", own)) == (
        "answers.0.observer",
        "own_lesson",
    )


def test_out_of_school_the_observers_word_is_enough(as_user, post, teacher, school):
    elsewhere = observation.lesson_elsewhere(school)
    said = post(as_user(teacher), f"{LESSONS}{elsewhere.pk}/attend/")

    assert said.json()["my_attendance"]["is_confirmed"] is True


def test_lessons_and_attendances_keep_their_promises_in_the_database(
    teacher, homeroom, school, open_kind
):
    given = observation.LessonSession(host=teacher.staff, kind=open_kind)
    wrong = [
        lambda: observation.attended(given, teacher.staff),
        lambda: models.LessonBooking.objects.create(
            school=school, session=given, guest=teacher.staff, state="asked", number=1
        ),
        lambda: models.Attendance.objects.create(
            school=school, session=given, observer=homeroom.staff
        ),
        lambda: observation.LessonSession(
            host=teacher.staff, taught_on=given.taught_on, period=given.period
        ),
        lambda: observation.LessonSession(host=teacher.staff, host_name="某人", period=7),
        lambda: observation.lesson_elsewhere(school, place=""),
        lambda: observation.LessonSession(host=teacher.staff, period=11),
        lambda: observation.LessonSession(host=teacher.staff, period=8, changed="没有时刻"),
    ]
    for act in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_two_who_dropped_in_on_one_lesson_find_each_other(
    as_user, post, refused, teacher, homeroom, two_hats, teaching_director, drop_in, open_kind
):
    body = planned(drop_in, host=str(homeroom.staff_id), taught_on=str(TODAY))
    first = post(as_user(teacher), LESSONS, body)
    second = post(as_user(two_hats), LESSONS, body | {"topic": "另一种写法"})
    office = post(as_user(teaching_director), LESSONS, body)

    assert [one.status_code for one in (first, second, office)] == [201, 201, 201]
    assert first.json()["id"] == second.json()["id"] == office.json()["id"]
    assert second.json()["topic"] == "草船借箭"
    # Who enters a drop-in was there; the office may have entered it for somebody else.
    assert first.json()["my_attendance"]["observer_said_at"] is not None
    came = models.Attendance.objects.values_list("observer__name", flat=True)
    assert sorted(came) == ["张老师", "李老师"]
    # An announced lesson of that host and period is no drop-in.
    announced = observation.LessonSession(
        host=homeroom.staff, kind=open_kind, taught_on=TODAY, period=9
    )
    again = post(as_user(teacher), LESSONS, body | {"period": announced.period})
    assert refused(again) == "period_taken"


def test_the_filter_offers_the_subjects_one_may_know_of(as_user, teacher, homeroom, drop_in):
    observation.LessonSession(host=teacher.staff)
    observation.LessonSession(host=homeroom.staff, subject="数学", kind=drop_in)

    def subjects(user):
        rows = as_user(user).get("/api/v1/lesson-subjects/").json()["results"]
        return [(row["subject"], row["lessons"]) for row in rows]

    assert subjects(teacher) == [("语文", 1)]
    assert sorted(subjects(homeroom)) == [("数学", 1), ("语文", 1)]
