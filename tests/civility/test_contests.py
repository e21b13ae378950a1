"""文明班级评比: checks through the week, its close, and the flag."""

import datetime
import uuid

import pytest
import time_machine

from school.civility import models
from school.civility.actions import contests as actions
from school.shared.models import AuditEntry
from tests.conftest import NOW, TODAY
from tests.factories import civility, people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
CHECKS = "/api/v1/contest-checks/"
WEEKS = "/api/v1/contest-weeks/"
CONTEST_ITEMS = "/api/v1/contest-items/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def tidy(school):
    return civility.ContestItem(school=school, code="WS-01")


@pytest.fixture
def quiet(school):
    return civility.ContestItem(school=school, code="JL-01", name="课间纪律", is_per_head=True)


@pytest.fixture
def birch(school):
    """三年级(3)班: the maple class's rival, of two children."""
    found = people.SchoolClass(school=school, number=3)
    for _ in range(2):
        people.Placement(student=people.Student(school=school), school_class=found)
    return found


def post(client, url, body=None, key=None):
    headers = {"Idempotency-Key": str(key or uuid.uuid4())}
    return client.post(url, body or {}, format="json", headers=headers)


def checked(school_class, item, **more):
    return {
        "school_class": str(school_class.pk),
        "item": str(item.pk),
        "checked_on": "2026-11-23",
        "faults": 2,
        **more,
    }


def refused(answer):
    found = answer.json()["errors"]
    return (found[0]["field"], found[0]["code"]) if found else answer.json()["code"]


def look(by, school_class, item, faults, day=TODAY - 3 * DAY):
    return actions.check_class(
        by=by, school_class=school_class, item=item, checked_on=day, faults=faults
    )


# ---- what is looked at ---------------------------------------------------------------------


def test_items_are_the_schools_data(as_user, moral_director, tidy):
    client = as_user(moral_director)
    body = {"code": "JL-01", "name": "课间纪律", "full_marks": 20, "is_per_head": True}
    made = post(client, CONTEST_ITEMS, body)
    again = post(client, CONTEST_ITEMS, body)
    changed = post(client, f"{CONTEST_ITEMS}{tidy.pk}/change/", {"is_active": False})

    assert (made.status_code, made.json()["position"]) == (201, tidy.position + 1)
    assert refused(again) == ("code", "taken")
    assert (changed.json()["is_active"], changed.json()["name"]) == (False, "教室卫生")
    shown = client.get(CONTEST_ITEMS).json()["results"]
    assert [row["code"] for row in shown] == ["WS-01", "JL-01"]
    assert AuditEntry.objects.get(verb="change").changes == {"is_active": [True, False]}


def test_what_an_item_counts_for_stays(as_user, moral_director, tidy):
    url = f"{CONTEST_ITEMS}{tidy.pk}/change/"
    assert refused(post(as_user(moral_director), url, {"full_marks": 20})) == (
        "full_marks",
        "unknown_field",
    )


# ---- checks --------------------------------------------------------------------------------


def test_the_first_check_makes_the_week_and_a_retry_makes_no_second(
    as_user, teacher, maple, lin, tidy, quiet
):
    client, key = as_user(teacher), uuid.uuid4()
    first = post(client, CHECKS, checked(maple, tidy, note="窗台有灰"), key)
    retry = post(client, CHECKS, checked(maple, tidy, note="窗台有灰"), key)
    post(client, CHECKS, checked(maple, quiet))

    assert (first.status_code, retry.status_code) == (201, 200)
    assert first.json()["school_class"]["name"] == "三年级(2)班"
    assert first.json()["abilities"] == ["void"]
    week = models.ContestWeek.objects.get()
    assert (week.monday, week.checks.count()) == (TODAY, 2)
    assert AuditEntry.objects.filter(verb="check", record_id=first.json()["id"]).exists()


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"checked_on": "2026-11-24"}, ("checked_on", "in_future")),
        ({"checked_on": "2026-10-23"}, ("checked_on", "too_long_ago")),
        ({"faults": -1}, ("faults", "min_value")),
        ({"faults": 101}, ("faults", "max_value")),
        ({"note": "林一诺没有戴红领巾"}, ("note", "names_a_child")),
    ],
)
def test_what_a_check_cannot_say(as_user, teacher, maple, lin, tidy, change, error):
    assert refused(post(as_user(teacher), CHECKS, checked(maple, tidy, **change))) == error
    assert not models.ContestCheck.objects.exists()


def test_a_day_of_no_term_is_no_day_of_the_contest(as_user, teacher, maple, lin, tidy, term):
    type(term).objects.update(window_opens_on="2026-11-23")
    answer = post(as_user(teacher), CHECKS, checked(maple, tidy, checked_on="2026-11-20"))

    assert refused(answer) == ("checked_on", "out_of_term")


def test_nobody_checks_the_own_class(as_user, homeroom, maple, cedar, lin, song, tidy):
    client = as_user(homeroom)

    assert refused(post(client, CHECKS, checked(maple, tidy))) == ("school_class", "own_class")
    assert post(client, CHECKS, checked(cedar, tidy)).status_code == 201


def test_a_class_without_children_and_an_item_out_of_use_are_not_checked(
    as_user, teacher, school, maple, lin, tidy
):
    empty = people.SchoolClass(school=school, number=9)
    client = as_user(teacher)
    assert refused(post(client, CHECKS, checked(empty, tidy))) == ("school_class", "no_children")

    models.ContestItem.objects.update(is_active=False)
    assert refused(post(client, CHECKS, checked(maple, tidy))) == ("item", "does_not_exist")


def test_one_look_an_item_and_day_until_it_is_taken_back(
    as_user, teacher, other_homeroom, maple, lin, tidy
):
    first = post(as_user(teacher), CHECKS, checked(maple, tidy)).json()
    second = post(as_user(other_homeroom), CHECKS, checked(maple, tidy))
    assert (second.status_code, refused(second)) == (409, "checked_already")

    url = f"{CHECKS}{first['id']}/void/"
    gone = post(as_user(teacher), url, {"reason": "看错了班"})
    again = post(as_user(teacher), url, {"reason": "看错了班"})
    assert (gone.json()["is_voided"], gone.json()["abilities"]) == (True, [])
    assert refused(again) == "check_voided"
    assert post(as_user(other_homeroom), CHECKS, checked(maple, tidy)).status_code == 201
    assert AuditEntry.objects.get(verb="void").reason == "看错了班"


def test_a_check_is_taken_back_by_its_maker_or_who_closes_but_not_by_the_own_class(
    as_user, teacher, homeroom, other_homeroom, moral_director, maple, lin, tidy
):
    check = look(teacher, maple, tidy, 2, TODAY)
    url = f"{CHECKS}{check.pk}/void/"

    codes = [
        post(as_user(who), url, {"reason": "看错了"}).status_code
        for who in (homeroom, other_homeroom, moral_director)
    ]
    assert codes == [403, 403, 200]


def test_the_list_is_filtered_and_costs_the_same_however_long(
    as_user, teacher, other_homeroom, maple, birch, lin, tidy, quiet, django_assert_num_queries
):
    look(teacher, maple, tidy, 1)
    client = as_user(teacher)
    with django_assert_num_queries(5):
        client.get(CHECKS)
    for number, day in enumerate(range(7)):
        look(other_homeroom, birch, quiet, number, TODAY - day * DAY)
    with django_assert_num_queries(5):
        assert client.get(CHECKS).json()["count"] == 8

    week = models.ContestWeek.objects.get(monday=TODAY)
    assert client.get(CHECKS, {"week": str(week.pk)}).json()["count"] == 1
    assert client.get(CHECKS, {"school_class": str(maple.pk)}).json()["count"] == 1
    assert client.get(CHECKS, {"mine": "true"}).json()["count"] == 1
    assert client.get(CHECKS, {"mine": "false"}).json()["count"] == 7


# ---- weeks ---------------------------------------------------------------------------------


@pytest.fixture
def last_week(teacher, maple, birch, lin, song, cedar, tidy, quiet):
    """Maple: 9 of 10 for tidiness. Birch, of two children: no fault, and one fault in the corridor,
    which weighs twenty. Cedar, alone in its grade: full marks.
    """
    look(teacher, maple, tidy, 1)
    look(teacher, birch, tidy, 0)
    look(teacher, birch, quiet, 1)
    look(teacher, cedar, tidy, 0)
    return models.ContestWeek.objects.get()


def test_the_board_shows_every_class_by_grade(as_user, teacher, last_week, maple, birch, tidy):
    board = as_user(teacher).get(f"{WEEKS}{last_week.pk}/").json()

    assert (board["monday"], board["number"], board["checks"]) == ("2026-11-16", 12, 4)
    assert [one["name"] for one in board["grades"]] == ["三年级", "四年级"]
    third = board["grades"][0]["classes"]
    assert [one["school_class"]["name"] for one in third] == ["三年级(2)班", "三年级(3)班"]
    assert [(one["size"], one["score"], one["has_flag"]) for one in third] == [
        (1, "90.00", None),
        (2, "50.00", None),
    ]
    assert third[0]["items"] == [{"item": str(tidy.pk), "checks": 1, "faults": 1, "marks": "9.00"}]
    assert (board["flags"], board["abilities"]) == ([], ["retrieve"])


def test_a_class_that_was_not_checked_stands_on_the_board_without_a_score(
    as_user, teacher, maple, birch, lin, tidy
):
    week = look(teacher, maple, tidy, 1).week
    board = as_user(teacher).get(f"{WEEKS}{week.pk}/").json()

    assert [one["score"] for one in board["grades"][0]["classes"]] == ["90.00", None]


def test_closed_it_has_results_and_the_best_of_each_grade_the_flag(
    as_user, moral_director, last_week, maple, cedar
):
    client = as_user(moral_director)
    closed = post(client, f"{WEEKS}{last_week.pk}/close/")

    assert closed.status_code == 200
    assert closed.json()["announced_on"] == "2026-11-23"
    assert closed.json()["abilities"] == ["retrieve", "reopen"]
    carriers = [one["school_class"]["id"] for one in closed.json()["flags"]]
    assert carriers == [str(maple.pk), str(cedar.pk)]
    results = models.ContestResult.objects.values_list("grade", "size", "checks", "has_flag")
    assert sorted(results) == [(3, 1, 1, True), (3, 2, 2, False), (4, 1, 1, True)]
    entry = AuditEntry.objects.get(verb="close")
    assert entry.changes["flags"] == [None, sorted(carriers)]
    again = post(client, f"{WEEKS}{last_week.pk}/close/")
    assert (again.status_code, refused(again)) == (409, "week_closed")


def test_into_a_closed_week_nothing_comes_and_nothing_is_taken_back(
    as_user, teacher, moral_director, last_week, maple, quiet
):
    actions.close_week(by=moral_director, week_id=last_week.pk)
    client = as_user(teacher)
    late = post(client, CHECKS, checked(maple, quiet, checked_on="2026-11-20"))
    check = last_week.checks.first()
    void = post(client, f"{CHECKS}{check.pk}/void/", {"reason": "看错了"})

    assert (refused(late), refused(void)) == ("week_closed", "week_closed")


def test_a_closed_week_shows_the_sizes_by_which_it_was_closed(
    as_user, teacher, moral_director, school, last_week, birch
):
    actions.close_week(by=moral_director, week_id=last_week.pk)
    people.Placement(student=people.Student(school=school), school_class=birch)

    board = as_user(teacher).get(f"{WEEKS}{last_week.pk}/").json()
    row = board["grades"][0]["classes"][1]
    assert (row["size"], row["score"], row["has_flag"]) == (2, "50.00", False)


def test_it_is_closed_on_friday_at_the_earliest(moral_director, as_user, teacher, maple, lin, tidy):
    week = look(teacher, maple, tidy, 1, TODAY).week
    url = f"{WEEKS}{week.pk}/close/"

    assert refused(post(as_user(moral_director), url)) == "week_runs"
    with time_machine.travel(NOW + 4 * DAY, tick=False):
        assert post(as_user(moral_director), url).status_code == 200


def test_a_week_without_a_check_that_stands_has_nothing_to_close(
    as_user, moral_director, teacher, maple, lin, tidy
):
    check = look(teacher, maple, tidy, 1)
    actions.void_check(by=teacher, check_id=check.pk, reason="看错了")

    answer = post(as_user(moral_director), f"{WEEKS}{check.week_id}/close/")
    assert refused(answer) == "nothing_checked"


def test_opened_again_its_results_hold_no_more_and_stay_to_be_read(
    as_user, moral_director, teacher, last_week, maple, quiet
):
    client, url = as_user(moral_director), f"{WEEKS}{last_week.pk}/"
    early = post(client, f"{url}reopen/", {"reason": "漏记一次"})
    post(client, f"{url}close/")
    opened = post(client, f"{url}reopen/", {"reason": "漏记一次"})
    look(teacher, maple, quiet, 1)
    closed = post(client, f"{url}close/")

    assert (early.status_code, refused(early)) == (409, "week_open")
    assert (opened.json()["closed_at"], opened.json()["flags"]) == (None, [])
    assert opened.json()["announced_on"] is None
    retired = models.ContestResult.objects.filter(retired_at__isnull=False)
    assert set(retired.values_list("retire_reason", "retired_by")) == {
        ("漏记一次", moral_director.pk)
    }
    assert (retired.count(), models.ContestResult.objects.count()) == (3, 6)
    assert [one["score"] for one in closed.json()["grades"][0]["classes"]] == ["45.00", "50.00"]
    assert AuditEntry.objects.get(verb="reopen").reason == "漏记一次"


def test_the_weeks_of_a_term_cost_the_same_however_many(
    as_user, moral_director, teacher, term, maple, lin, tidy, django_assert_num_queries
):
    client = as_user(moral_director)

    def asked():
        with django_assert_num_queries(8):
            return client.get(WEEKS, {"term": str(term.pk)}).json()

    look(teacher, maple, tidy, 1)
    asked()
    for weeks in (4, 2, 3):
        week = look(teacher, maple, tidy, 1, TODAY - weeks * 7 * DAY).week
        actions.close_week(by=moral_director, week_id=week.pk)

    shown = asked()["results"]
    assert [row["monday"] for row in shown] == [
        "2026-11-16",
        "2026-11-09",
        "2026-11-02",
        "2026-10-26",
    ]
    assert [len(row["flags"]) for row in shown] == [0, 1, 1, 1]
    assert client.get(WEEKS, {"term": str(uuid.uuid4())}).json()["count"] == 0


def test_the_board_costs_the_same_however_many_classes(
    as_user, teacher, school, maple, lin, tidy, django_assert_num_queries
):
    week = look(teacher, maple, tidy, 1).week
    client = as_user(teacher)
    with django_assert_num_queries(11):
        client.get(f"{WEEKS}{week.pk}/")
    for number in range(10, 16):
        one = people.SchoolClass(school=school, number=number)
        people.Placement(student=people.Student(school=school), school_class=one)
        look(teacher, one, tidy, number)
    with django_assert_num_queries(11):
        board = client.get(f"{WEEKS}{week.pk}/").json()
    assert len(board["grades"][0]["classes"]) == 7
