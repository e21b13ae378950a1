"""The catalogue: versions of items, limits, and the themes of the year."""

import datetime
import uuid

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError

from school.civility import models
from school.civility.actions import catalogue as actions
from school.civility.queries import catalogue
from school.shared.models import AuditEntry
from tests.conftest import TODAY
from tests.factories import civility

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
ITEMS = "/api/v1/point-items/"
LIMITS = "/api/v1/point-limits/"
THEMES = "/api/v1/theme-months/"
DAY = datetime.timedelta(days=1)
VERSION = {
    "effective_from": "2026-11-23",
    "name": "拾金不昧",
    "domain": "school",
    "kind": "recognition",
    "recorder": "teacher",
    "least": 2,
    "most": 2,
    "needs_note": False,
}
REVISED = {**VERSION, "is_open": True, "why": "教代会讨论后调整"}
LIMITED = {
    "effective_from": "2026-09-01",
    "student_day": 6,
    "teacher_day": 120,
    "undo_minutes": 5,
    "allows_deductions": False,
    "why": "开学初议定",
}
THEME = {
    "title": "历史传统教育月",
    "colour": "red",
    "slogan": "知来路，明去处",
    "starts_on": "2026-12-01",
    "ends_on": "2026-12-31",
}


def post(client, url, body=None, key=None):
    headers = {"Idempotency-Key": str(key or uuid.uuid4())}
    return client.post(url, body or {}, format="json", headers=headers)


def errors(answer):
    return [(one["field"], one["code"]) for one in answer.json()["errors"]]


@pytest.fixture
def keeper(as_user, moral_director):
    return as_user(moral_director)


# ---- items ---------------------------------------------------------------------------------


def test_an_item_is_added_with_its_first_version(keeper, moral_director):
    body = {**VERSION, "code": "SCH-02", "effective_from": "2026-07-11", "cap_week": 4}
    made = post(keeper, ITEMS, body)

    assert made.status_code == 201
    shown = made.json()
    assert (shown["code"], shown["is_in_force"], shown["next"]) == ("SCH-02", True, None)
    assert shown["version"]["number"] == 1
    assert (shown["version"]["cap_day"], shown["version"]["cap_week"]) == (None, 4)
    assert shown["abilities"] == ["revise", "history"]
    entry = AuditEntry.objects.get(record_id=shown["id"])
    assert (entry.verb, entry.actor) == ("add", moral_director.pk)
    assert entry.changes["least"] == [None, 2]


def test_the_same_gesture_adds_once(keeper):
    key, body = uuid.uuid4(), {**VERSION, "code": "SCH-02"}
    first, second = post(keeper, ITEMS, body, key), post(keeper, ITEMS, body, key)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["id"] == second.json()["id"]


def test_a_code_is_given_once(keeper, greeting):
    answer = post(keeper, ITEMS, {**VERSION, "code": greeting.code})

    assert answer.status_code == 400
    assert errors(answer) == [("code", "taken")]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"effective_from": "2026-07-10"}, ("effective_from", "too_early")),
        ({"least": 3}, ("most", "below_least")),
        ({"least": 0}, ("least", "not_of_kind")),
        ({"kind": "reminder"}, ("most", "not_of_kind")),
        ({"kind": "deduction"}, ("most", "not_of_kind")),
        ({"most": 5}, ("needs_note", "required")),
        ({"cap_day": 1}, ("cap_day", "too_small")),
        ({"code": "有 空格"}, ("code", "invalid")),
    ],
)
def test_what_a_version_cannot_say(keeper, change, error):
    answer = post(keeper, ITEMS, {**VERSION, "code": "SCH-02", **change})

    assert answer.status_code == 400
    assert error in errors(answer)
    assert not models.PointItem.objects.exists()


def test_between_the_terms_an_item_begins_today_at_the_earliest(keeper, term):
    type(term).objects.update(window_opens_on="2026-12-01")
    early = post(keeper, ITEMS, {**VERSION, "code": "A", "effective_from": "2026-11-22"})
    today = post(keeper, ITEMS, {**VERSION, "code": "A", "effective_from": "2026-11-23"})

    assert (errors(early), today.status_code) == ([("effective_from", "too_early")], 201)


def test_a_revision_takes_over_on_its_day_and_the_past_reads_as_before(keeper, greeting):
    body = {**REVISED, "effective_from": "2026-12-01", "name": "主动问好、礼貌用语"}
    answer = post(keeper, f"{ITEMS}{greeting.pk}/revise/", body)

    assert answer.status_code == 200
    assert answer.json()["version"]["number"] == 1
    assert answer.json()["next"]["number"] == 2
    day_before, first_day = datetime.date(2026, 11, 30), datetime.date(2026, 12, 1)
    assert catalogue.version_of(greeting, day_before).number == 1
    assert catalogue.version_of(greeting, first_day).number == 2
    then = keeper.get(ITEMS, {"on": "2026-12-01"}).json()["results"][0]
    assert (then["version"]["name"], then["next"]) == ("主动问好、礼貌用语", None)
    entry = AuditEntry.objects.get(verb="revise")
    assert entry.reason == REVISED["why"]
    assert entry.changes["least"] == [1, 2]
    assert "kind" not in entry.changes


def test_of_two_that_begin_on_one_day_the_later_written_holds(keeper, greeting):
    for name in ("先写的", "后写的"):
        post(keeper, f"{ITEMS}{greeting.pk}/revise/", {**REVISED, "name": name})

    assert keeper.get(ITEMS).json()["results"][0]["version"]["name"] == "后写的"


def test_no_version_begins_in_the_past(keeper, greeting):
    body = {**REVISED, "effective_from": "2026-11-22"}
    answer = post(keeper, f"{ITEMS}{greeting.pk}/revise/", body)

    assert errors(answer) == [("effective_from", "in_past")]


def test_an_item_is_closed_by_a_version_and_found_by_the_filter(keeper, greeting, helping):
    post(keeper, f"{ITEMS}{greeting.pk}/revise/", {**REVISED, "is_open": False})

    def codes(**asked):
        return [row["code"] for row in keeper.get(ITEMS, asked).json()["results"]]

    assert codes() == ["SCH-01", "SCH-04"]
    assert codes(open="true") == ["SCH-04"]
    assert codes(open="false") == ["SCH-01"]
    assert codes(open="true", on="2026-11-22") == ["SCH-01", "SCH-04"]
    assert codes(domain="home") == []


def test_an_item_that_is_yet_to_begin_is_shown_with_its_first_version(keeper, school):
    civility.item(school, "HOM-01", domain="home", effective_from=TODAY + DAY)

    row = keeper.get(ITEMS, {"domain": "home"}).json()["results"][0]
    assert (row["is_in_force"], row["version"]["number"], row["next"]) == (False, 1, None)
    assert keeper.get(ITEMS, {"open": "true"}).json()["count"] == 0


@pytest.mark.parametrize("who", ["teacher", "principal", "committee"])
def test_the_history_is_public(request, as_user, keeper, greeting, who):
    post(keeper, f"{ITEMS}{greeting.pk}/revise/", REVISED)
    client = as_user(request.getfixturevalue(who))

    rows = client.get(f"{ITEMS}{greeting.pk}/history/").json()["results"]
    assert [row["number"] for row in rows] == [2, 1]
    assert (rows[0]["why"], rows[0]["recorded_by"]["name"]) == (REVISED["why"], "姜主任")
    assert rows[1]["least"] == 1
    assert client.get(ITEMS).json()["results"][0]["abilities"] == ["history"]


def test_a_version_is_never_changed(greeting):
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute("UPDATE civility_pointitemversion SET least = 9")


def test_the_list_costs_the_same_however_long(keeper, school, django_assert_num_queries):
    civility.item(school)
    with django_assert_num_queries(6):
        keeper.get(ITEMS)
    for number in range(2, 20):
        civility.item(school, f"SCH-{number:02d}")
    with django_assert_num_queries(6):
        assert keeper.get(ITEMS).json()["count"] == 19


# ---- limits --------------------------------------------------------------------------------


def test_limits_take_over_and_the_list_says_which_hold(keeper, school):
    first = post(keeper, LIMITS, LIMITED)
    later = post(keeper, LIMITS, {**LIMITED, "effective_from": "2026-12-01", "student_day": 8})

    assert (first.status_code, later.status_code) == (201, 201)
    rows = keeper.get(LIMITS).json()["results"]
    assert [(row["number"], row["in_force"]) for row in rows] == [(2, False), (1, True)]
    assert catalogue.limits_on(school.pk, TODAY).student_day == 6
    assert catalogue.limits_on(school.pk, datetime.date(2026, 12, 1)).student_day == 8
    entry = AuditEntry.objects.get(record_id=later.json()["id"])
    assert (entry.reason, entry.changes["student_day"]) == ("开学初议定", [None, 8])


def test_only_the_first_limits_begin_before_today(keeper):
    early = post(keeper, LIMITS, {**LIMITED, "effective_from": "2026-07-10"})
    post(keeper, LIMITS, LIMITED)
    again = post(keeper, LIMITS, LIMITED)

    assert errors(early) == [("effective_from", "too_early")]
    assert errors(again) == [("effective_from", "in_past")]


def test_the_limits_cost_the_same_however_many(keeper, school, django_assert_num_queries):
    civility.PointLimits(school=school)
    with django_assert_num_queries(6):
        keeper.get(LIMITS)
    civility.PointLimits.create_batch(9, school=school)
    with django_assert_num_queries(6):
        assert keeper.get(LIMITS).json()["count"] == 10


# ---- themes --------------------------------------------------------------------------------


def test_a_theme_brings_items_to_the_front(keeper, greeting, helping):
    made = post(keeper, THEMES, {**THEME, "items": [str(helping.pk), str(greeting.pk)]})

    assert made.status_code == 201
    assert [(one["code"], one["name"]) for one in made.json()["items"]] == [
        ("SCH-01", "主动问好"),
        ("SCH-04", "帮助同学"),
    ]
    assert made.json()["is_running"] is False
    entry = AuditEntry.objects.get(record_id=made.json()["id"])
    assert entry.changes["items"] == [None, ["SCH-01", "SCH-04"]]


def test_two_themes_share_no_day(keeper, school):
    post(keeper, THEMES, THEME)
    clash = post(keeper, THEMES, {**THEME, "starts_on": "2026-12-31", "ends_on": "2027-01-10"})
    beside = post(keeper, THEMES, {**THEME, "starts_on": "2027-01-01", "ends_on": "2027-01-10"})

    assert (clash.status_code, clash.json()["code"]) == (409, "theme_overlaps")
    assert beside.status_code == 201
    with pytest.raises(IntegrityError), transaction.atomic():
        civility.ThemeMonth(school=school, starts_on="2026-12-31", ends_on="2026-12-31")


def test_a_theme_ends_after_it_begins_and_names_an_item_once(keeper, greeting):
    turned = post(keeper, THEMES, {**THEME, "ends_on": "2026-11-30"})
    twice = post(keeper, THEMES, {**THEME, "items": [str(greeting.pk)] * 2})

    assert errors(turned) == [("ends_on", "before_start")]
    assert errors(twice) == [("items.1", "twice")]


def test_withdrawn_it_frees_its_days(keeper, school):
    theme = civility.ThemeMonth(school=school)
    gone = post(keeper, f"{THEMES}{theme.pk}/withdraw/")
    again = post(keeper, f"{THEMES}{theme.pk}/withdraw/")
    other = post(keeper, THEMES, {**THEME, "starts_on": "2026-11-01", "ends_on": "2026-11-30"})

    assert (gone.status_code, gone.json()["abilities"]) == (200, [])
    assert (again.status_code, other.status_code) == (404, 201)
    assert [row["title"] for row in keeper.get(THEMES).json()["results"]] == [THEME["title"]]
    assert AuditEntry.objects.filter(verb="withdraw", record_id=theme.pk).exists()


def test_the_themes_of_a_term(keeper, school, term, greeting, django_assert_num_queries):
    for month in (9, 10, 11):
        days = {"starts_on": f"2026-{month}-01", "ends_on": f"2026-{month}-28"}
        theme = civility.ThemeMonth(school=school, **days)
        civility.ThemeItem(theme=theme, item=greeting)
    civility.ThemeMonth(school=school, starts_on="2026-06-01", ends_on="2026-06-30")

    with django_assert_num_queries(8):
        shown = keeper.get(THEMES, {"term": str(term.pk)}).json()
    assert [row["starts_on"][:7] for row in shown["results"]] == ["2026-09", "2026-10", "2026-11"]
    assert [row["is_running"] for row in shown["results"]] == [False, False, True]
    assert keeper.get(THEMES, {"term": str(uuid.uuid4())}).json()["count"] == 0


def test_a_withdrawn_theme_runs_no_more(moral_director, school):
    theme = civility.ThemeMonth(school=school)
    assert catalogue.theme_on(school.pk, TODAY) == theme
    actions.withdraw_theme(by=moral_director, theme_id=theme.pk)

    assert catalogue.theme_on(school.pk, TODAY) is None
