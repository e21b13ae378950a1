"""策略卡: found by all once the teacher agrees, and by the two alone before and after."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from school.observation import models
from school.observation.actions import observations as actions
from school.shared.errors import InputRefused
from tests.factories import observation as rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
CARDS = "/api/v1/strategies/"
TAGS = "/api/v1/strategy-tags/"


def post(client, url, body=None):
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    return client.post(url, body or {}, format="json", headers=headers)


def refused(answer):
    found = answer.json()["errors"]
    return (found[0]["field"], found[0]["code"]) if found else answer.json()["code"]


@pytest.fixture
def strategy(lesson, teacher, tag):
    """Seen by the subject teacher in the homeroom teacher's lesson, and shared."""
    found = rows.observed(lesson, teacher.staff).strategies.get()
    models.StrategyTagging.objects.create(school=tag.school, strategy=found, tag=tag)
    return found


@pytest.fixture
def card(as_user, teacher, strategy):
    return post(as_user(teacher), CARDS, {"strategy": str(strategy.pk)}).json()


def found(client, query=""):
    return [one["id"] for one in client.get(f"{CARDS}?{query}").json()["results"]]


def test_a_card_is_found_by_all_once_the_teacher_agrees(
    as_user, teacher, homeroom, other_homeroom, principal, card
):
    assert (card["state"], card["host"]["name"]) == ("waiting", "于老师")
    assert card["abilities"] == ["withdraw"]
    assert found(as_user(other_homeroom)) == found(as_user(principal)) == []
    assert found(as_user(homeroom)) == found(as_user(teacher)) == [card["id"]]

    address = f"{CARDS}{card['id']}/answer/"
    assert post(as_user(teacher), address, {"answer": "consented"}).status_code == 403
    assert post(as_user(other_homeroom), address, {"answer": "consented"}).status_code == 404
    agreed = post(as_user(homeroom), address, {"answer": "consented"}).json()
    assert (agreed["state"], agreed["abilities"]) == ("public", ["withdraw"])
    assert refused(post(as_user(homeroom), address, {"answer": "declined"})) == "already_answered"
    (shown,) = as_user(other_homeroom).get(CARDS).json()["results"]
    assert (shown["id"], shown["observation"], shown["abilities"]) == (card["id"], None, [])


def test_agreement_is_taken_back_at_any_time(as_user, homeroom, other_homeroom, card):
    post(as_user(homeroom), f"{CARDS}{card['id']}/answer/", {"answer": "consented"})
    back = post(as_user(homeroom), f"{CARDS}{card['id']}/withdraw/")

    assert (back.json()["state"], back.json()["abilities"]) == ("withdrawn", [])
    assert found(as_user(other_homeroom)) == []
    again = post(as_user(homeroom), f"{CARDS}{card['id']}/withdraw/")
    assert refused(again) == "card_withdrawn"
    answer = post(as_user(homeroom), f"{CARDS}{card['id']}/answer/", {"answer": "consented"})
    assert refused(answer) == "card_withdrawn"


def test_what_is_declined_stays_with_the_two(as_user, homeroom, other_homeroom, teacher, card):
    declined = post(as_user(homeroom), f"{CARDS}{card['id']}/answer/", {"answer": "declined"})

    assert declined.json()["state"] == "declined"
    assert found(as_user(other_homeroom)) == []
    assert found(as_user(teacher), "mine=1") == [card["id"]]
    assert found(as_user(teacher), "mine=0") == []


def test_only_what_one_saw_and_shared_may_be_asked_about(
    as_user, school, teacher, homeroom, other_homeroom, strategy
):
    draft = rows.Observation(
        session=rows.LessonSession(host=homeroom.staff, period=7), observer=teacher.staff
    )
    elsewhere = rows.observed(rows.lesson_elsewhere(school), teacher.staff)
    mine = as_user(teacher)

    def ask(client, one):
        return refused(post(client, CARDS, {"strategy": str(one.pk)}))

    assert ask(as_user(other_homeroom), strategy) == ("strategy", "does_not_exist")
    assert ask(mine, rows.ObservedStrategy(observation=draft)) == ("strategy", "does_not_exist")
    assert ask(mine, elsewhere.strategies.get()) == "host_elsewhere"
    post(mine, CARDS, {"strategy": str(strategy.pk)})
    assert ask(mine, strategy) == "already_asked"


def test_what_was_asked_about_is_not_rewritten(teacher, strategy, card):
    row = actions.reopen(by=teacher, observation_id=strategy.observation_id, reason="补充")
    kept = {"id": strategy.pk, "text": strategy.text, "tags": [models.StrategyTag.objects.get()]}
    more = {"text": "让学生先写", "tags": []}
    ask = {"by": teacher, "observation_id": row.pk}

    for given in ([{**kept, "text": "改写"}], [{**kept, "tags": []}], []):
        with pytest.raises(InputRefused) as told:
            actions.write_observation(**ask, expected=row.version, changes={"strategies": given})
        assert told.value.code == "has_card"
    row = actions.write_observation(
        **ask, expected=row.version, changes={"strategies": [more, kept]}
    )
    assert [one.text for one in row.strategies.order_by("position")] == [
        "让学生先写",
        strategy.text,
    ]
    assert row.strategies.get(position=2).pk == strategy.pk


def test_cards_are_found_by_words_tag_subject_and_theme(
    as_user, homeroom, other_homeroom, teacher, tag, card, strategy
):
    post(as_user(homeroom), f"{CARDS}{card['id']}/answer/", {"answer": "consented"})
    campaign = models.LessonCampaign.objects.create(
        school=tag.school,
        name="专业化发展促进月",
        theme="课堂教学策略",
        starts_on="2026-11-01",
        ends_on="2026-11-30",
    )
    models.LessonSession.objects.update(campaign=campaign)
    client, here = as_user(other_homeroom), [card["id"]]

    for query in (
        *("q=举手", "q=举手+独立思考", "q=草船", f"tag={tag.pk}", "subject=语文"),
        *(f"campaign={campaign.pk}", "q=30秒&subject=语文"),
    ):
        assert found(client, query) == here, query
    for query in ("q=举手+数学", f"tag={uuid.UUID(int=5)}", "subject=数学"):
        assert found(client, query) == [], query
    assert client.get(CARDS).json()["results"][0]["theme"] == "课堂教学策略"


def test_tags_are_the_schools_data(as_user, teaching_director, teacher, tag):
    office = as_user(teaching_director)
    made = post(office, TAGS, {"name": "小组合作"})

    assert made.status_code == 201
    assert refused(post(office, TAGS, {"name": "小组合作"})) == ("name", "taken")
    address = f"{TAGS}{tag.pk}/change/"
    assert refused(post(office, address, {"name": "小组合作"})) == ("name", "taken")
    assert post(office, address, {"is_active": False}).json()["is_active"] is False
    assert post(as_user(teacher), TAGS, {"name": "板书"}).status_code == 403
    shown = as_user(teacher).get(TAGS).json()["results"]
    assert [one["name"] for one in shown] == ["独立思考", "小组合作"]


def test_the_list_costs_a_constant_number_of_queries(as_user, homeroom, teacher, card, tag):
    client, counts = as_user(homeroom), []
    for period in (4, 5):
        with CaptureQueriesContext(connection) as asked:
            client.get(CARDS)
        counts.append(len(asked))
        lesson = rows.LessonSession(host=homeroom.staff, period=period)
        seen = rows.observed(lesson, teacher.staff).strategies.get()
        models.StrategyTagging.objects.create(school=tag.school, strategy=seen, tag=tag)
        models.StrategyCard.objects.create(school=tag.school, created_by=teacher, strategy=seen)
    assert counts == [6, 6]
