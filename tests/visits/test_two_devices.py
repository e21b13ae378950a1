"""Two devices, one visit: a change is a gesture of its own, and nothing given up is forgotten."""

import uuid

import pytest

from school.shared.models import AuditEntry
from school.visits import models
from tests.visits.test_api import VISITS, body, codes, post

pytestmark = pytest.mark.usefixtures("now", "term")


@pytest.fixture
def recorder(as_user, homeroom):
    return as_user(homeroom)


@pytest.fixture
def visit(recorder, lin):
    """Version 1, as its recorder holds it on both devices."""
    return post(recorder, body(lin, suggestion="甲", narrative="孩子在灯下写作业")).json()


def change(client, visit, changes, *, version=1, key=None):
    headers = {"HTTP_IF_MATCH": f'"{version}"'}
    if key:
        headers["HTTP_IDEMPOTENCY_KEY"] = str(key)
    return client.patch(f"{VISITS}{visit['id']}/", changes, format="json", **headers)


def test_a_change_whose_answer_was_lost_is_known_again(recorder, visit):
    key = uuid.uuid4()
    first = change(recorder, visit, {"suggestion": "乙"}, key=key)
    change(recorder, visit, {"channel": "phone"}, version=2)
    again = change(recorder, visit, {"suggestion": "乙"}, key=key)

    assert (first.status_code, again.status_code) == (200, 200)
    assert (again.json()["version"], again.json()["channel"]) == (3, "phone")
    assert models.VisitRevision.objects.count() == 3


def test_the_key_of_a_change_stands_for_this_change_of_this_visit(recorder, lin, visit):
    other, key = post(recorder, body(lin)).json(), uuid.uuid4()
    change(recorder, visit, {"suggestion": "乙"}, key=key)

    for refused in (
        change(recorder, visit, {"suggestion": "丙"}, version=2, key=key),
        change(recorder, other, {"suggestion": "乙"}, key=key),
    ):
        assert (refused.status_code, refused.json()["code"]) == (409, "key_reused")


def test_a_stale_change_leaves_its_key_free_and_is_told_what_came_since(recorder, visit):
    mine, theirs = uuid.uuid4(), uuid.uuid4()
    change(recorder, visit, {"suggestion": "乙", "narrative": "补记"}, key=theirs)
    change(recorder, visit, {"channel": "phone"}, version=2)

    stale = change(recorder, visit, {"outcome": "elsewhere"}, key=mine)
    assert stale.status_code == 412
    assert stale.json()["since"] == [
        {"version": 2, "fields": ["narrative", "suggestion"], "gesture": str(theirs)},
        {"version": 3, "fields": ["channel"], "gesture": None},
    ]
    assert stale.json()["current"]["version"] == 3
    brought = change(recorder, visit, {"outcome": "elsewhere"}, version=3, key=mine)
    assert (brought.status_code, brought.json()["version"]) == (200, 4)


def test_a_change_that_changes_nothing_claims_no_version(recorder, visit):
    """Its key must not stand for what somebody else wrote."""
    key = uuid.uuid4()
    change(recorder, visit, {"suggestion": "乙", "channel": "phone"})
    assert change(recorder, visit, {"suggestion": "乙"}, version=2, key=key).status_code == 200

    stale = change(recorder, visit, {"channel": "video"})
    assert [one["gesture"] for one in stale.json()["since"]] == [None]


def test_another_persons_gesture_is_nobodys_business(as_user, recorder, moral_director, visit):
    assert (
        as_user(moral_director)
        .post(f"{VISITS}{visit['id']}/void/", {"reason": "误录"}, format="json")
        .status_code
        == 200
    )

    stale = change(recorder, visit, {"suggestion": "乙"}, key=uuid.uuid4())
    assert stale.json()["since"] == [{"version": 2, "fields": ["voided"], "gesture": None}]
    refused = change(recorder, visit, {"suggestion": "乙"}, version=2)
    assert (refused.status_code, refused.json()["code"]) == (409, "visit_voided")


def test_what_is_given_up_is_kept_with_who_chose_and_when(recorder, homeroom, visit, teacher):
    change(recorder, visit, {"suggestion": "乙", "companions": [str(teacher.staff_id)]})
    given_up = {"made_from": 1, "suggestion": "丙", "companions": [], "visited_on": "2026-11-19"}

    answer = change(recorder, visit, {"channel": "phone", "set_aside": given_up}, version=2)
    assert (answer.status_code, answer.json()["suggestion"]) == (200, "乙")
    revisions = recorder.get(f"{VISITS}{visit['id']}/history/").json()["results"]
    assert [len(one["set_aside"]) for one in revisions] == [0, 1, 0]
    (kept,) = revisions[1]["set_aside"]
    assert kept["by"]["name"] == "于老师"
    assert kept["made_from"] == 1
    assert {one["field"]: one["value"] for one in kept["values"]} == {
        "suggestion": "丙",
        "companions": [],
        "visited_on": "2026-11-19",
    }
    entry = AuditEntry.objects.get(verb="set_aside")
    assert (entry.actor, entry.changes["suggestion"]) == (homeroom.pk, ["丙", None])


def test_giving_up_everything_changes_nothing_and_works_on_a_voided_visit(
    as_user, recorder, moral_director, visit
):
    as_user(moral_director).post(f"{VISITS}{visit['id']}/void/", {"reason": "误录"}, format="json")

    key, given_up = uuid.uuid4(), {"set_aside": {"made_from": 1, "suggestion": "丙"}}
    for _ in range(2):
        assert change(recorder, visit, given_up, version=2, key=key).json()["version"] == 2
    assert models.VisitSetAside.objects.count() == 1


def test_a_sealed_text_that_is_given_up_stays_sealed_and_opens_with_a_purpose(recorder, visit):
    canary = "这一段只有登记后才能看到"
    change(recorder, visit, {"narrative": "笔记本上写的"})
    change(recorder, visit, {"set_aside": {"made_from": 1, "narrative": canary}}, version=2)
    history = recorder.get(f"{VISITS}{visit['id']}/history/")
    (kept,) = history.json()["results"][1]["set_aside"]

    assert kept["values"] == [{"field": "narrative", "value": None}]
    assert canary not in history.content.decode()
    assert canary not in "".join(str(one.changes) for one in AuditEntry.objects.all())

    def reveal(**more):
        url = f"{VISITS}{visit['id']}/reveal/"
        return recorder.post(url, {"purpose": "核对", **more}, format="json")

    assert reveal().json() == {"narrative": "笔记本上写的"}
    assert reveal(version=1).json() == {"narrative": "孩子在灯下写作业"}
    assert reveal(set_aside=kept["id"]).json() == {"narrative": canary}
    assert codes(reveal(version=9)) == [("version", "does_not_exist")]
    assert codes(reveal(set_aside=str(uuid.uuid4()))) == [("set_aside", "does_not_exist")]
    entries = AuditEntry.objects.filter(verb="reveal").order_by("at")
    assert [set(one.changes) for one in entries] == [set(), {"version"}, {"set_aside"}]


def test_purposes_given_up_are_an_unknown_field_for_who_may_not_know(
    as_user, teacher, lin, hardship
):
    client = as_user(teacher)
    visit = post(client, body(lin)).json()
    refused = change(client, visit, {"set_aside": {"made_from": 1, "purposes": []}})

    assert codes(refused) == [("set_aside.purposes", "unknown_field")]


def test_nobody_gives_way_to_a_version_before_their_own(recorder, visit):
    refused = change(recorder, visit, {"set_aside": {"made_from": 2, "suggestion": "丙"}})
    missing = change(recorder, visit, {"set_aside": {"suggestion": "丙"}})

    assert codes(refused) == [("set_aside.made_from", "not_earlier")]
    assert codes(missing) == [("set_aside.made_from", "required")]
    assert not models.VisitSetAside.objects.exists()
