"""The ledger over HTTP: a class in two taps, its undoing, and why a child has so many."""

import datetime
import json
import uuid

import pytest
import time_machine

from school.civility.models import PointBatch, PointEntry, PointTotal
from school.civility.models import Seat as SeatRow
from tests.conftest import NOW, TODAY
from tests.factories import civility, people

pytestmark = pytest.mark.usefixtures("now", "term")
BATCHES = "/api/v1/point-batches/"
ENTRIES = "/api/v1/point-entries/"


def award(client, item, *students, key=None, **more):
    body = {
        "item": str(item.pk),
        "students": [str(one.pk) for one in students],
        "occurred_on": str(TODAY),
        **more,
    }
    return client.post(BATCHES, body, HTTP_IDEMPOTENCY_KEY=str(key or uuid.uuid4()))


def fields(answer):
    return [(one["field"], one["code"]) for one in answer.json()["errors"]]


@pytest.fixture
def pupils(school, maple):
    """45 children of the maple class, beside whom it has besides."""
    children = [people.Student(school=school) for _ in range(45)]
    for child in children:
        people.Placement(student=child, school_class=maple)
    return children


@pytest.fixture
def client(as_user, teacher):
    return as_user(teacher)


# ---- awarding ------------------------------------------------------------------------------


def test_two_children_in_one_gesture(client, lin, maple, school, helping):
    other = people.Student(school=school)
    people.Placement(student=other, school_class=maple)

    answer = award(client, helping, other, lin, note="一起扶起了同学")

    assert answer.status_code == 201
    shown = answer.json()
    assert [one["student"]["id"] for one in shown["entries"]] == [str(other.pk), str(lin.pk)]
    assert [(one["points"], one["cap"]) for one in shown["entries"]] == [(2, ""), (2, "")]
    assert (shown["item"]["code"], shown["abilities"]) == ("SCH-04", ["retrieve", "undo"])
    assert client.get(f"{BATCHES}{shown['id']}/").json() == shown
    assert client.get(BATCHES).json()["results"] == [shown]


def test_a_retry_finds_its_batch_and_writes_nothing(client, lin, helping):
    key = uuid.uuid4()
    first = award(client, helping, lin, key=key)
    again = award(client, helping, lin, key=key)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert PointEntry.objects.count() == 1
    other = award(client, helping, lin, key=key, note="别的")
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")


def test_what_a_cap_leaves_out_is_said_in_words(client, lin, greeting):
    award(client, greeting, lin)
    answer = award(client, greeting, lin, is_repeat_meant=True)

    (entry,) = answer.json()["entries"]
    assert (answer.status_code, entry["worth"], entry["points"]) == (201, 1, 0)
    assert (entry["cap"], bool(entry["cap_label"])) == ("item_day", True)


def test_the_same_within_a_minute_is_asked_about(client, lin, helping):
    award(client, helping, lin)
    answer = award(client, helping, lin)

    assert (answer.status_code, answer.json()["code"]) == (409, "possible_duplicate")
    assert "林一诺" in answer.json()["detail"]
    assert PointBatch.objects.count() == 1


def test_one_bad_child_stores_nothing_and_is_named_by_its_place(client, pupils, song, helping):
    """H-51."""
    answer = award(client, helping, *pupils[:30], song, *pupils[30:])

    assert answer.status_code == 400
    assert fields(answer) == [("students.30", "does_not_exist")]
    assert not PointEntry.objects.exists()
    assert not PointTotal.objects.exists()


def test_a_child_who_had_left_by_that_day_is_named_by_place(client, school, maple, lin, helping):
    gone = people.Student(school=school)
    people.Placement(
        student=gone, school_class=maple, ends_on=TODAY - datetime.timedelta(days=1), ended="moved"
    )
    day = str(TODAY - datetime.timedelta(days=1))

    assert fields(award(client, helping, lin, gone)) == [("students.1", "does_not_exist")]
    assert award(client, helping, lin, gone, occurred_on=day).status_code == 201


def test_none_too_many_and_twice_are_refused(client, lin, helping):
    """H-52."""
    many = [people.Student.build() for _ in range(101)]

    assert fields(award(client, helping)) == [("students", "empty")]
    assert fields(award(client, helping, *many)) == [("students", "max_length")]
    assert fields(award(client, helping, lin, lin)) == [("students.1", "twice")]
    assert not PointEntry.objects.exists()


HOSTILE = ["0", "-32768", "99999", "1" + "0" * 400, "1.0", '"1.0"', "1.5", "true", "null", "NaN"]


@pytest.mark.parametrize("number", HOSTILE)
def test_what_is_no_number_of_points_is_refused(client, school, lin, number):
    """H-27."""
    item = civility.item(school, "COM-01", domain="community", least=2, most=6, needs_note=True)
    body = {
        "item": str(item.pk),
        "students": [str(lin.pk)],
        "occurred_on": str(TODAY),
        "source": "organisation",
        "note": "社区服务两小时",
    }
    text = json.dumps(body)[:-1] + f', "worth": {number}}}'

    answer = client.generic(
        "POST",
        BATCHES,
        text,
        content_type="application/json",
        HTTP_IDEMPOTENCY_KEY=str(uuid.uuid4()),
    )

    assert answer.status_code == 400
    assert not PointEntry.objects.exists()


def test_a_class_costs_as_many_questions_as_two(
    client, pupils, helping, django_assert_max_num_queries
):
    def asked(*children):
        with django_assert_max_num_queries(60) as queries:
            assert award(client, helping, *children).status_code == 201
        return len(queries)

    two = asked(*pupils[:2])
    assert asked(*pupils[2:20]) == two
    assert asked(*pupils[20:45]) == two


def test_a_colleagues_child_is_not_on_offer(as_user, other_homeroom, lin, helping):
    answer = award(as_user(other_homeroom), helping, lin)

    assert fields(answer) == [("students.0", "does_not_exist")]


# ---- undoing and reversing -----------------------------------------------------------------


def test_undone_for_one_child_or_for_all(client, pupils, helping):
    made = award(client, helping, *pupils[:3]).json()

    one = client.post(f"{BATCHES}{made['id']}/undo/", {"students": [str(pupils[1].pk)]}).json()
    assert [entry["is_reversed"] for entry in one["entries"]] == [False, True, False]
    assert "undo" in one["abilities"]
    everybody = client.post(f"{BATCHES}{made['id']}/undo/", {}).json()
    assert all(entry["is_reversed"] for entry in everybody["entries"])
    assert "undo" not in everybody["abilities"]
    assert client.post(f"{BATCHES}{made['id']}/undo/", {}).status_code == 200
    assert PointEntry.objects.count() == 6


def test_once_the_window_is_over_a_second_person_takes_it_back(
    client, as_user, moral_director, lin, helping, now
):
    import time_machine

    made = award(client, helping, lin).json()
    entry = made["entries"][0]["id"]
    with time_machine.travel(now + datetime.timedelta(minutes=11), tick=False):
        late = client.post(f"{BATCHES}{made['id']}/undo/", {})
        assert (late.status_code, late.json()["code"]) == (409, "undo_is_over")
        assert client.get(f"{BATCHES}{made['id']}/").json()["abilities"] == ["retrieve"]
        office = as_user(moral_director)
        assert "reverse" in office.get(f"{ENTRIES}{entry}/").json()["abilities"]
        answer = office.post(f"{ENTRIES}{entry}/reverse/", {"reason": "记错了人"})

    shown = answer.json()
    assert (answer.status_code, shown["is_reversed"]) == (200, True)
    assert (shown["reversal"]["reason"], shown["reversal"]["by"]["name"]) == ("记错了人", "姜主任")
    assert "reverse" not in shown["abilities"]
    again = office.post(f"{ENTRIES}{entry}/reverse/", {"reason": "再来一次"})
    assert (again.status_code, again.json()["code"]) == (409, "already_reversed")


# ---- entries and the account ---------------------------------------------------------------


def test_why_so_many_the_account_is_the_sum_of_what_it_shows(
    client, as_user, homeroom, moral_director, lin, greeting, helping, school
):
    civility.item(school, "REM-01", kind="reminder", least=0)
    award(client, greeting, lin)
    award(client, greeting, lin, is_repeat_meant=True)
    undone = award(client, helping, lin).json()
    client.post(f"{BATCHES}{undone['id']}/undo/", {})
    award(client, helping, lin)
    award(client, civility.PointItem(school=school, code="REM-01"), lin)

    account = as_user(homeroom).get(f"/api/v1/point-accounts/{lin.pk}/").json()

    total = PointTotal.objects.get(student=lin)
    assert account["points"] == sum(one["points"] for one in account["entries"]) == 3
    assert (account["points"], account["recognitions"]) == (total.points, total.recognitions)
    assert [one["points"] for one in account["by_domain"]] == [3, 0, 0]
    assert len(account["entries"]) == 6
    capped = [one for one in account["entries"] if one["cap"]]
    assert [(one["worth"], one["points"], one["item_version"]) for one in capped] == [(1, 0, 1)]
    list_ = as_user(homeroom).get(ENTRIES, {"student": str(lin.pk)}).json()["results"]
    assert list_ == account["entries"]
    office = as_user(moral_director).get(f"/api/v1/point-accounts/{lin.pk}/").json()
    assert (office["points"], len(office["entries"])) == (3, 5)


def test_the_account_goes_with_the_child_into_another_class(
    client, as_user, homeroom, other_homeroom, lin, maple, cedar, helping
):
    award(client, helping, lin, occurred_on=str(TODAY - datetime.timedelta(days=3)))
    lin.placements.update(ends_on=TODAY - datetime.timedelta(days=1), ended="moved")
    people.Placement(student=lin, school_class=cedar, starts_on=TODAY, began="moved")

    new = as_user(other_homeroom).get(f"/api/v1/point-accounts/{lin.pk}/").json()
    assert (new["points"], new["entries"][0]["school_class"]["id"]) == (2, str(maple.pk))
    assert as_user(homeroom).get(f"/api/v1/point-accounts/{lin.pk}/").status_code == 404


def test_entries_are_found_by_what_they_are(client, lin, greeting, helping, school, maple, term):
    theme = civility.ThemeMonth(
        school=school, starts_on=TODAY.replace(day=1), ends_on=TODAY.replace(day=30)
    )
    civility.ThemeItem(theme=theme, item=helping)
    day = str(TODAY - datetime.timedelta(days=1))
    award(client, greeting, lin, occurred_on=day)
    undone = award(client, helping, lin).json()

    def count(**asked):
        return client.get(ENTRIES, asked).json()["count"]

    assert count() == count(term=str(term.pk)) == count(school_class=str(maple.pk)) == 2
    assert count(first=str(TODAY)) == count(last=day) == count(item=str(helping.pk)) == 1
    assert count(theme=str(theme.pk)) == 1
    assert (count(theme=str(uuid.uuid4())), count(domain="home")) == (0, 0)
    client.post(f"{BATCHES}{undone['id']}/undo/", {})
    assert (count(standing="true"), count(standing="false")) == (1, 2)


def test_a_long_list_costs_as_many_questions_as_a_short_one(
    client, pupils, helping, django_assert_max_num_queries
):
    def asked(address):
        with django_assert_max_num_queries(30) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    award(client, helping, pupils[0])
    few = {one: asked(one) for one in (ENTRIES, BATCHES)}
    for child in pupils[1:6]:
        award(client, helping, child, pupils[9], is_repeat_meant=True)
    assert {one: asked(one) for one in (ENTRIES, BATCHES)} == few


# ---- the class -----------------------------------------------------------------------------


def test_the_grid_of_a_class(client, maple, lin, school, greeting, helping, homeroom):
    civility.item(school, "SCH-06", name="值日", recorder="homeroom")
    civility.item(school, "DED-01", kind="deduction", least=-1)
    theme = civility.ThemeMonth(school=school, starts_on=TODAY, ends_on=TODAY)
    thanking = civility.item(school, "SCH-09", name="说谢谢")
    civility.ThemeItem(theme=theme, item=thanking)
    award(client, helping, lin)

    (row,) = client.get("/api/v1/point-classes/").json()["results"]
    assert (row["name"], row["size"], row["is_own"]) == ("三年级(2)班", 1, False)
    grid = client.get(f"/api/v1/point-classes/{maple.pk}/").json()
    assert [(one["name"], one["row"]) for one in grid["students"]] == [("林一诺", None)]
    assert [(one["code"], one["is_recent"], one["is_theme"]) for one in grid["items"]] == [
        ("SCH-04", True, False),
        ("SCH-09", False, True),
        ("SCH-01", False, False),
    ]
    assert (grid["theme"]["id"], grid["goal"], grid["undo_minutes"]) == (str(theme.pk), None, 10)


def test_what_was_used_last_lies_nearest(client, maple, lin, greeting, helping):
    with time_machine.travel(NOW, tick=False) as clock:
        for item in (greeting, helping, greeting):
            clock.shift(60)
            award(client, item, lin, is_repeat_meant=True)

        grid = client.get(f"/api/v1/point-classes/{maple.pk}/").json()

    assert [one["code"] for one in grid["items"]] == ["SCH-01", "SCH-04"]


def test_a_plan_of_seats_is_written_whole(as_user, homeroom, maple, lin, song):
    client = as_user(homeroom)
    address = f"/api/v1/point-classes/{maple.pk}/seats/"

    def seat(child, row, column):
        return {"student": str(child.pk), "row": row, "column": column}

    answer = client.post(address, {"seats": [seat(lin, 1, 2)]})
    assert answer.status_code == 200
    assert [(one["row"], one["column"]) for one in answer.json()["students"]] == [(1, 2)]
    for bad, code in (
        ([seat(song, 1, 1)], "not_in_class"),
        ([seat(lin, 1, 1), seat(lin, 1, 2)], "twice"),
        ([seat(lin, 13, 1)], "max_value"),
    ):
        refused = client.post(address, {"seats": bad})
        assert (refused.status_code, fields(refused)[0][1]) == (400, code)
    assert SeatRow.objects.get().column == 2
    client.post(address, {"seats": []})
    assert not SeatRow.objects.exists()


def test_the_screen_of_a_class_names_no_child_and_nothing_that_was_not_good(
    client, as_user, homeroom, maple, lin, pupils, school, helping
):
    civility.PointLimits(school=school, allows_deductions=True)
    late = civility.item(school, "DED-01", name="迟到", kind="deduction", least=-1)
    scarf = civility.item(school, "REM-01", name="忘带红领巾", kind="reminder", least=0)
    as_user(homeroom).post(
        f"/api/v1/point-classes/{maple.pk}/goal/", {"title": "一百次帮助", "target": 100}
    )
    award(client, helping, lin, *pupils[:4], note="扶起了于沐宸")
    award(client, late, lin)
    award(client, scarf, pupils[0])
    client.post(f"{BATCHES}{award(client, helping, pupils[9]).json()['id']}/undo/", {})

    screen = client.get(f"/api/v1/point-classes/{maple.pk}/screen/").json()

    assert set(screen) == {"name", "theme", "goal", "praise", "week"}
    assert screen["goal"] == {"title": "一百次帮助", "target": 100, "reached": 10}
    assert screen["praise"] == [{"name": "帮助同学", "count": 5}]
    said = json.dumps(screen, ensure_ascii=False)
    for child in (lin, *pupils):
        for word in (child.name, str(child.pk), child.student_number):
            assert word not in said
    assert not any(word in said for word in ("迟到", "忘带红领巾", "扶起了", ": -"))


def test_the_weeks_of_a_class_by_domain(client, as_user, homeroom, maple, lin, helping, greeting):
    award(client, helping, lin)
    award(client, greeting, lin, occurred_on="2026-11-13")
    undone = award(client, greeting, lin).json()
    client.post(f"{BATCHES}{undone['id']}/undo/", {})

    answer = as_user(homeroom).get(f"/api/v1/point-classes/{maple.pk}/weeks/").json()

    assert [one["code"] for one in answer["domains"]] == ["school", "home", "community"]
    assert answer["weeks"][0] == {"number": 1, "first": "2026-09-01", "last": "2026-09-06"}
    told = [(one["week"], one["points"], one["recognitions"]) for one in answer["cells"]]
    assert told == [(11, 1, 1), (13, 2, 1)]


def test_a_slip_is_words_in_the_order_of_the_register(
    client, as_user, homeroom, maple, lin, pupils, school, helping, greeting
):
    scarf = civility.item(school, "REM-01", name="忘带红领巾", kind="reminder", least=0)
    award(client, helping, lin, note="扶起了同学")
    award(client, greeting, lin)
    award(client, helping, lin, note="借出了橡皮", is_repeat_meant=True)
    award(client, scarf, lin)

    answer = as_user(homeroom).get(f"/api/v1/point-classes/{maple.pk}/slips/").json()

    assert len(answer["slips"]) == 46
    children = sorted([lin, *pupils], key=lambda one: one.student_number)
    assert [one["student"]["id"] for one in answer["slips"]] == [str(one.pk) for one in children]
    mine = next(one for one in answer["slips"] if one["student"]["id"] == str(lin.pk))
    assert mine["recognitions"] == [
        {"name": "主动问好", "count": 1, "notes": []},
        {"name": "帮助同学", "count": 2, "notes": ["扶起了同学", "借出了橡皮"]},
    ]
    assert all(set(one) == {"student", "recognitions"} for one in answer["slips"])
