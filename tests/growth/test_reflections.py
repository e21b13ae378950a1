"""A reflection is read by whom its owner lets read it; letting and taking back leave a trace."""

import uuid

import pytest
from django.db import connection

from school.growth.actions import reflections as actions
from school.growth.models import Reflection, ReflectionShare, Visibility
from school.shared.models import AuditEntry
from tests.conftest import TODAY
from tests.growth.acts import reflect, set_goal
from tests.mentoring.acts import DAY, observed

pytestmark = pytest.mark.usefixtures("now", "term")
PATH = "/api/v1/reflections/"
WORDS = "提问太碎，时间都花在对答案上。"


def key():
    return {"HTTP_IDEMPOTENCY_KEY": str(uuid.uuid4())}


def post(client, path, body=None, **extra):
    return client.post(path, body or {}, format="json", **extra)


def show(user, row, visibility, *staff):
    actions.show_reflection(
        by=user, reflection_id=row.pk, visibility=visibility, staff=[one.staff for one in staff]
    )


@pytest.fixture
def cast(teacher, third, homeroom, principal, teaching_director, research_director, committee):
    return {
        "teacher": teacher,
        "third": third,
        "homeroom": homeroom,
        "principal": principal,
        "office": teaching_director,
        "research": research_director,
        "committee": committee,
    }


def readers(as_user, cast, row):
    """Who gets the words."""
    found = set()
    for name, user in cast.items():
        answer = post(as_user(user), f"{PATH}{row.pk}/read/")
        assert answer.status_code in (200, 403, 404), name
        listed = as_user(user).get(PATH)
        ids = [one["id"] for one in listed.json().get("results", [])]
        assert (str(row.pk) in ids) == (answer.status_code == 200), name
        if answer.status_code == 200:
            assert answer.json() == {"text": WORDS}
            found.add(name)
    return found


@pytest.mark.parametrize(
    ("visibility", "named", "read"),
    [
        ("private", (), {"teacher"}),
        ("reviewer", (), {"teacher", "office", "research"}),
        ("named", ("third",), {"teacher", "third"}),
        ("school", (), {"teacher", "third", "homeroom", "principal", "office", "research"}),
    ],
)
def test_who_reads_a_reflection(as_user, cast, teacher, visibility, named, read):
    row = reflect(teacher)
    show(teacher, row, visibility, *(cast[name] for name in named))

    assert readers(as_user, cast, row) == read


def test_a_reading_is_taken_back_at_once_and_the_trace_stays(as_user, cast, teacher, third):
    row = reflect(teacher)
    mine = as_user(teacher)
    named = {"visibility": "named", "staff": [str(third.staff_id)]}
    shown = post(mine, f"{PATH}{row.pk}/show/", named).json()
    assert [one["name"] for one in shown["readers"]] == ["曲同事"]
    assert readers(as_user, cast, row) == {"teacher", "third"}

    post(mine, f"{PATH}{row.pk}/show/", {"visibility": "private"})

    assert readers(as_user, cast, row) == {"teacher"}
    (share,) = mine.get(f"{PATH}{row.pk}/shares/").json()["results"]
    assert share["staff"]["name"] == "曲同事"
    assert share["revoked_at"] is not None
    entries = AuditEntry.objects.filter(record_id=row.pk, verb="show").order_by("at")
    assert [one.changes["visibility"] for one in entries] == [
        ["private", "named"],
        ["named", "private"],
    ]
    assert [one.changes["staff"] for one in entries] == [
        [[], [str(third.staff_id)]],
        [[str(third.staff_id)], []],
    ]


def test_naming_others_keeps_who_was_named_before(teacher, third, homeroom):
    row = reflect(teacher)
    show(teacher, row, "named", third)
    (first,) = ReflectionShare.objects.all()
    show(teacher, row, "named", third, homeroom)
    show(teacher, row, "named", homeroom)

    live = ReflectionShare.objects.filter(revoked_at=None)
    assert [one.staff_id for one in live] == [homeroom.staff_id]
    first.refresh_from_db()
    assert first.revoked_at is not None
    assert ReflectionShare.objects.count() == 2


@pytest.mark.parametrize(
    ("visibility", "who", "code"),
    [
        ("named", [], "required"),
        ("school", ["third"], "not_named"),
        ("named", ["teacher"], "oneself"),
    ],
)
def test_names_fit_the_choice(as_user, cast, teacher, visibility, who, code):
    row = reflect(teacher)
    body = {"visibility": visibility, "staff": [str(cast[one].staff_id) for one in who]}
    answer = post(as_user(teacher), f"{PATH}{row.pk}/show/", body)
    assert answer.json()["errors"][0]["code"] == code


def test_somebody_elses_reading_stands_in_the_log_without_a_word(as_user, teacher, third):
    row = reflect(teacher)
    show(teacher, row, "school")
    for user in (teacher, third):
        post(as_user(user), f"{PATH}{row.pk}/read/")

    (entry,) = AuditEntry.objects.filter(record_id=row.pk, verb="read")
    assert entry.actor == third.pk
    for entry in AuditEntry.objects.filter(record_id=row.pk):
        assert WORDS not in f"{entry.changes} {entry.reason}"


def test_the_words_are_sealed_in_the_database(teacher):
    row = reflect(teacher)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM growth_reflection")
        (held,) = cursor.fetchone()
    assert held.startswith("sealed1:")
    assert "提问" not in held
    assert Reflection.objects.get(pk=row.pk).text == WORDS


def test_it_may_name_an_act_of_ones_own_and_a_goal(as_user, teacher, third, plan):
    record = observed(teacher, third)
    goal = set_goal(teacher, plan)
    body = {
        "reflected_on": str(TODAY),
        "title": "听课有感",
        "text": WORDS,
        "act": {"type": "observations", "name": str(record.pk)},
        "goal": str(goal.pk),
    }
    made = post(as_user(teacher), PATH, body, **key())
    assert made.status_code == 201
    assert made.json()["act"] == body["act"]
    assert made.json()["goal"]["words"] == "听十节课"
    assert made.json()["visibility"] == "private"
    assert "text" not in made.json()

    lesson = {"type": "lessons", "name": str(record.session_id)}
    answer = post(as_user(teacher), PATH, {**body, "act": lesson}, **key())
    assert answer.json()["errors"][0]["code"] == "does_not_exist", "the other one's lesson"
    foreign = post(as_user(third), PATH, {**body, "act": None}, **key())
    assert foreign.json()["errors"][0]["field"] == "goal"


def test_it_is_changed_by_its_owner_alone(as_user, teacher, third):
    row = reflect(teacher)
    show(teacher, row, "school")
    mine, here = as_user(teacher), f"{PATH}{row.pk}/"
    changed = mine.patch(here, {"title": "改题"}, format="json", HTTP_IF_MATCH='"1"')
    assert (changed.json()["title"], changed["ETag"]) == ("改题", '"2"')
    stale = mine.patch(here, {"title": "再改"}, format="json", HTTP_IF_MATCH='"1"')
    assert stale.status_code == 412
    future = mine.patch(
        here, {"reflected_on": str(TODAY + DAY)}, format="json", HTTP_IF_MATCH='"2"'
    )
    assert future.json()["errors"][0]["code"] == "in_future"
    other = as_user(third)
    assert other.get(here).json()["abilities"] == ["read"]
    for verb, body in (("show", {"visibility": "school"}), ("void", {"reason": "不是我的"})):
        assert post(other, f"{here}{verb}/", body).status_code == 403
    assert other.get(f"{here}shares/").status_code == 403


def test_what_was_taken_back_is_read_by_nobody_else(as_user, cast, teacher, third):
    row = reflect(teacher)
    show(teacher, row, "named", third)
    voided = post(as_user(teacher), f"{PATH}{row.pk}/void/", {"reason": "写错了地方"})

    assert voided.json()["is_voided"] is True
    assert voided.json()["abilities"] == ["read", "shares"]
    assert readers(as_user, cast, row) == {"teacher"}
    again = post(as_user(teacher), f"{PATH}{row.pk}/void/", {"reason": "再来"})
    assert again.json()["code"] == "reflection_voided"
    assert Reflection.objects.get().visibility == Visibility.PRIVATE


def test_the_list_asks_no_more_for_many(as_user, teacher, third, django_assert_num_queries):
    client = as_user(teacher)
    for _ in range(2):
        show(teacher, reflect(teacher), "named", third)
    client.get(PATH)
    with django_assert_num_queries(6):
        client.get(PATH)
    for _ in range(4):
        show(teacher, reflect(teacher), "named", third)
    with django_assert_num_queries(6):
        rows = client.get(f"{PATH}?mine=true").json()["results"]
    assert len(rows) == 6
