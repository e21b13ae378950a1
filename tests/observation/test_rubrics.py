"""评课表 over HTTP: a draft is written as a whole, published once, and never changed after that."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from school.observation import models
from school.shared.models import AuditEntry
from tests.factories import observation as rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
RUBRICS = "/api/v1/rubrics/"
VERSIONS = "/api/v1/rubric-versions/"
LIMITS = "/api/v1/observation-limits/"
GOAL = {"code": "goal", "section": "教学目标", "text": "目标明确", "kind": "scale", "levels": 5}
CHECK = {"code": "seen", "text": "看到了什么", "kind": "checklist", "options": ["小组", "板演"]}


def post(client, url, body=None, **headers):
    headers.setdefault("Idempotency-Key", str(uuid.uuid4()))
    return client.post(url, body or {}, format="json", headers=headers)


def patch(client, version, body):
    headers = {"If-Match": f'"{version["edition"]}"'}
    return client.patch(f"{VERSIONS}{version['id']}/", body, format="json", headers=headers)


def publish(client, version):
    return post(
        client, f"{VERSIONS}{version['id']}/publish/", **{"If-Match": f'"{version["edition"]}"'}
    )


def refused(answer):
    found = answer.json()["errors"]
    return (found[0]["field"], found[0]["code"]) if found else answer.json()["code"]


@pytest.fixture
def office(as_user, teaching_director):
    return as_user(teaching_director)


@pytest.fixture
def draft(office):
    made = post(office, RUBRICS, {"code": "A", "name": "课堂教学评价表"}).json()
    return office.get(f"{VERSIONS}{made['draft']}/").json()


def test_a_rubric_begins_with_an_empty_draft(office, draft):
    assert (draft["number"], draft["is_published"], draft["criteria"]) == (1, False, [])
    assert draft["abilities"] == ["retrieve", "partial_update", "publish"]
    assert refused(post(office, RUBRICS, {"code": "A", "name": "再来"})) == ("code", "taken")
    (shown,) = office.get(RUBRICS).json()["results"]
    assert (shown["published"], shown["draft"]) == (None, draft["id"])
    assert shown["abilities"] == ["change"]


def test_a_draft_is_written_as_a_whole_and_published_once(office, as_user, teacher, draft):
    written = patch(
        office,
        draft,
        {
            "criteria": [{**GOAL, "weight": 10}, {**CHECK, "weight": "7.5"}],
            "grades": [{"name": "良", "at_least": 80}, {"name": "优", "at_least": 90}],
        },
    ).json()
    assert [one["code"] for one in written["criteria"]] == ["goal", "seen"]
    assert (written["criteria"][1]["weight"], written["criteria"][1]["levels"]) == ("7.50", None)
    assert [one["name"] for one in written["grades"]] == ["优", "良"]
    again = patch(office, written, {"criteria": [{**GOAL, "weight": 12}]}).json()
    assert [one["weight"] for one in again["criteria"]] == ["12.00"]
    assert models.CriterionOption.objects.count() == 0

    assert as_user(teacher).get(VERSIONS).json()["results"] == []
    assert as_user(teacher).get(f"{VERSIONS}{draft['id']}/").status_code == 404
    published = publish(office, again).json()
    assert (published["is_published"], published["abilities"]) == (True, ["retrieve"])
    assert as_user(teacher).get(f"{VERSIONS}{draft['id']}/").json()["number"] == 1
    assert refused(publish(office, published)) == "version_published"
    assert refused(patch(office, published, {"why": "改"})) == "version_published"
    assert AuditEntry.objects.filter(verb="publish", record_id=draft["id"]).exists()


def test_an_older_edition_is_told_what_stands_now(office, draft):
    patch(office, draft, {"criteria": [{**GOAL, "weight": 10}]})
    for stale in (patch(office, draft, {"why": "我也改了"}), publish(office, draft)):
        assert (stale.status_code, stale.json()["code"]) == (412, "stale")
        assert stale.json()["current"]["criteria"][0]["code"] == "goal"
    bare = office.patch(f"{VERSIONS}{draft['id']}/", {"why": "x"}, format="json")
    assert bare.status_code == 428


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"criteria": [GOAL, GOAL]}, ("criteria.1.code", "twice")),
        ({"criteria": [{**GOAL, "levels": None}]}, ("criteria.0.levels", "out_of_range")),
        ({"criteria": [{**GOAL, "code": "目标"}]}, ("criteria.0.code", "invalid")),
        ({"criteria": [{**CHECK, "options": []}]}, ("criteria.0.options", "required")),
        ({"criteria": [{"code": "a"}]}, ("criteria.0.text", "required")),
        ({"grades": [{"name": "优", "at_least": 101}]}, ("grades.0.at_least", "max_value")),
        ({"bonus_most": 6}, ("bonus_most", "max_value")),
    ],
)
def test_what_a_draft_does_not_take(office, draft, body, error):
    assert refused(patch(office, draft, body)) == error


def test_an_empty_rubric_is_not_published(office, draft):
    assert refused(publish(office, draft)) == "rubric_empty"
    graded = patch(
        office, draft, {"criteria": [GOAL], "grades": [{"name": "优", "at_least": 90}]}
    ).json()
    assert refused(publish(office, graded)) == "nothing_to_grade"


def test_the_next_draft_begins_as_the_newest_reads(office, draft):
    body = {
        "criteria": [{**GOAL, "weight": 10}, {**CHECK, "weight": 5}],
        "grades": [{"name": "优", "at_least": 90}],
        "bonus_most": 3,
    }
    first = publish(office, patch(office, draft, body).json()).json()
    rubric = f"{RUBRICS}{first['rubric']['id']}/"
    made = post(office, f"{rubric}draft/").json()
    again = post(office, f"{rubric}draft/")

    second = office.get(f"{VERSIONS}{made['draft']}/").json()
    assert (second["number"], second["bonus_most"]) == (2, 3)
    for name in ("code", "section", "text", "kind", "levels", "weight"):
        assert [one[name] for one in second["criteria"]] == [one[name] for one in first["criteria"]]
    assert [one["text"] for one in second["criteria"][1]["options"]] == ["小组", "板演"]
    assert second["grades"] == first["grades"]
    assert refused(again) == "draft_open"
    listed = office.get(f"{VERSIONS}?rubric={first['rubric']['id']}").json()["results"]
    assert [one["number"] for one in listed] == [2, 1]


def test_the_database_keeps_a_published_version_as_it_is(school, teaching_director):
    rubric = rows.Rubric(school=school)
    version = rows.published(
        rubric,
        {"code": "goal"},
        {"code": "seen", "kind": "checklist", "options": ["小组"]},
        by=teaching_director,
        grades=[("优", 90)],
    )
    goal, seen = version.criteria.order_by("position")
    stamp = {"school": school}
    attempts = [
        lambda: models.RubricVersion.objects.filter(pk=version.pk).update(bonus_most=1),
        lambda: models.RubricVersion.objects.filter(pk=version.pk).update(published_at=None),
        lambda: models.Criterion.objects.filter(pk=goal.pk).update(text="改了"),
        lambda: models.Criterion.objects.filter(pk=goal.pk).delete(),
        lambda: models.CriterionOption.objects.filter(criterion=seen).update(text="改了"),
        lambda: models.CriterionOption.objects.filter(criterion=seen).delete(),
        lambda: models.RubricGrade.objects.filter(version=version).update(at_least=1),
        lambda: models.RubricGrade.objects.filter(version=version).delete(),
        lambda: models.Criterion.objects.create(
            **stamp, version=version, code="new", text="新", kind="text", position=9
        ),
        lambda: models.CriterionOption.objects.create(
            **stamp, criterion=seen, text="新", position=9
        ),
        lambda: models.RubricGrade.objects.create(**stamp, version=version, name="丙", at_least=50),
    ]
    for attempt in attempts:
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_a_rubric_is_renamed_and_retired(office, as_user, teacher, draft):
    rubric = f"{RUBRICS}{draft['rubric']['id']}/"
    changed = post(office, f"{rubric}change/", {"name": "评课表甲", "is_active": False}).json()

    assert (changed["name"], changed["is_active"]) == ("评课表甲", False)
    (shown,) = as_user(teacher).get(RUBRICS).json()["results"]
    assert shown["draft"] is None
    assert post(as_user(teacher), f"{rubric}change/", {}).status_code == 403


def test_limits_follow_one_another(office, as_user, teacher):
    body = {
        "effective_from": "2026-11-23",
        "grace_days": 3,
        "unseen_weeks": 6,
        "mentor_lessons_count": True,
        "similarity_from": "0.50",
        "why": "教代会讨论通过",
    }
    made = post(office, LIMITS, body)
    past = post(office, LIMITS, {**body, "effective_from": "2026-11-22"})
    later = post(office, LIMITS, {**body, "effective_from": "2026-12-01"})

    assert (made.status_code, made.json()["number"], made.json()["in_force"]) == (201, 1, True)
    assert refused(past) == ("effective_from", "in_past")
    assert (later.json()["number"], later.json()["in_force"]) == (2, False)
    shown = as_user(teacher).get(LIMITS).json()["results"]
    assert [(one["number"], one["in_force"]) for one in shown] == [(2, False), (1, True)]
    with pytest.raises(TypeError):
        models.ObservationLimits.objects.update(grace_days=30)


def test_lists_cost_a_constant_number_of_queries(office, school, teaching_director):
    counts = []
    for _again in range(2):
        for _n in range(2):
            rubric = rows.Rubric(school=school)
            checked = {"code": "b", "kind": "checklist", "options": ["一", "二"]}
            rows.published(rubric, {"code": "a"}, checked, by=teaching_director)
        for address in (RUBRICS, VERSIONS):
            with CaptureQueriesContext(connection) as asked:
                office.get(address)
            counts.append(len(asked))
    assert counts == [5, 8, 5, 8]
