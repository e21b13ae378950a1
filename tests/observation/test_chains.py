"""接力课堂: one topic from teacher to teacher, each knowing what the one before made of it."""

import datetime
import uuid

import pytest

from school.observation import models
from school.observation.actions import lessons as actions
from tests.conftest import TODAY
from tests.factories import observation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
CHAINS = "/api/v1/relay-chains/"
LESSONS = "/api/v1/lessons/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def chain(school, teacher):
    return observation.RelayChain(school=school, created_by=teacher)


def joining(chain, kind, day, **more):
    return {
        "kind": str(kind.pk),
        "chain": str(chain.pk),
        "taught_on": str(day),
        "period": 2,
        "subject": "语文",
        "topic": chain.topic,
        **more,
    }


def link(chain, host, day, position, **more):
    return observation.LessonSession(
        host=host.staff,
        topic=chain.topic,
        chain=chain,
        chain_position=position,
        taught_on=day,
        period=2,
        **more,
    )


def test_a_teacher_starts_a_chain_and_others_join_it(
    as_user, post, teacher, homeroom, two_hats, open_kind
):
    key = uuid.uuid4()
    body = {"topic": "整本书阅读:西游记", "subject": "语文"}
    made = post(as_user(teacher), CHAINS, body, key)
    retry = post(as_user(teacher), CHAINS, body, key)
    chain = models.RelayChain.objects.get()
    for n, user in enumerate((teacher, homeroom, two_hats)):
        answer = post(as_user(user), LESSONS, joining(chain, open_kind, TODAY + n * DAY))
        assert (answer.status_code, answer.json()["chain"]["position"]) == (201, n + 1)

    assert (made.status_code, retry.status_code) == (201, 200)
    assert made.json()["abilities"] == ["retrieve", "close"]
    shown = as_user(homeroom).get(f"{CHAINS}{chain.pk}/").json()
    assert [row["host"]["name"] for row in shown["lessons"]] == ["张老师", "于老师", "李老师"]
    assert (shown["lesson_count"], shown["first_on"]) == (3, str(TODAY))
    assert shown["acts_next"] == {
        "who": {"id": str(teacher.staff_id), "name": "张老师"},
        "what": "reflect",
        "lesson": shown["lessons"][0]["id"],
    }


def test_each_lesson_is_given_after_the_one_before(
    as_user, post, refused, teacher, homeroom, chain, open_kind
):
    first = link(chain, teacher, TODAY + 3 * DAY, 1, kind=open_kind)
    client = as_user(homeroom)
    early = post(client, LESSONS, joining(chain, open_kind, TODAY + 2 * DAY))
    taken = post(client, LESSONS, joining(chain, open_kind, TODAY + 4 * DAY, chain_position=1))
    post(client, LESSONS, joining(chain, open_kind, TODAY + 4 * DAY, chain_position=3))
    between = post(
        client,
        LESSONS,
        joining(chain, open_kind, TODAY + 3 * DAY, period=5, chain_position=2),
    )

    assert refused(early) == ("taught_on", "out_of_turn")
    assert refused(taken) == ("chain_position", "taken")
    assert between.status_code == 201
    moved = as_user(teacher).patch(
        f"{LESSONS}{first.pk}/",
        {"taught_on": str(TODAY + 5 * DAY)},
        format="json",
        headers={"If-Match": '"1"'},
    )
    assert refused(moved) == ("taught_on", "out_of_turn")


def test_the_place_of_a_cancelled_lesson_is_free(
    as_user, post, teacher, homeroom, chain, open_kind
):
    first = link(chain, teacher, TODAY + DAY, 1, kind=open_kind)
    actions.cancel_lesson(by=teacher, lesson_id=first.pk, reason="病假")
    answer = post(as_user(homeroom), LESSONS, joining(chain, open_kind, TODAY + 2 * DAY))

    assert answer.json()["chain"]["position"] == 1


def test_the_next_teacher_reads_what_the_one_before_made_of_it(
    as_user, post, teacher, homeroom, two_hats, other_homeroom, teaching_director, chain, open_kind
):
    first = link(chain, teacher, TODAY - 3 * DAY, 1, kind=open_kind)
    link(chain, homeroom, TODAY + DAY, 2, kind=open_kind)
    actions.reflect(by=teacher, lesson_id=first.pk, reflection="提问太碎,下一位可以只问一个大问题")
    seen = observation.observed(first, two_hats.staff)
    draft = observation.Observation(session=first, observer=other_homeroom.staff)
    observation.ObservedStrategy(observation=draft, text="草稿里的")
    tag = observation.StrategyTag(school=chain.school)
    models.StrategyTagging.objects.create(
        school=chain.school, strategy=seen.strategies.get(), tag=tag
    )

    def read(user):
        return as_user(user).get(f"{CHAINS}{chain.pk}/").json()

    shown = read(homeroom)
    assert shown["has_part"] is True
    assert shown["lessons"][0]["reflection"].startswith("提问太碎")
    assert [(one["text"][:4], one["tags"]) for one in shown["lessons"][0]["strategies"]] == [
        ("举手前先", ["独立思考"])
    ]
    assert shown["acts_next"]["what"] == "teach"
    assert shown["acts_next"]["who"]["name"] == "于老师"
    # Who came reads it as well, and the office; a colleague without a part reads the plan.
    assert read(two_hats)["has_part"] is True
    assert read(teaching_director)["has_part"] is True
    outside = read(other_homeroom)
    assert (outside["has_part"], outside["lessons"][0]["reflection"]) == (False, None)
    assert outside["lessons"][0]["strategies"] == []
    assert outside["lessons"][0]["is_reflected"] is True


def test_the_chain_shows_what_each_changed(as_user, post, teacher, homeroom, chain, open_kind):
    link(chain, teacher, TODAY - 3 * DAY, 1, kind=open_kind)
    second = link(chain, homeroom, TODAY - DAY, 2, kind=open_kind)
    body = {"reflection": "大问题带起来了", "changed": "把七个小问题并成一个"}
    assert post(as_user(homeroom), f"{LESSONS}{second.pk}/reflect/", body).status_code == 200

    shown = as_user(teacher).get(f"{CHAINS}{chain.pk}/").json()
    assert [row["changed"] for row in shown["lessons"]] == ["", "把七个小问题并成一个"]
    assert shown["acts_next"]["who"]["name"] == "张老师"


def test_a_closed_chain_takes_no_lesson(
    as_user, post, refused, teacher, homeroom, teaching_director, chain, open_kind
):
    url = f"{CHAINS}{chain.pk}/"
    assert post(as_user(homeroom), f"{url}close/").status_code == 403
    closed = post(as_user(teacher), f"{url}close/")
    joined = post(as_user(homeroom), LESSONS, joining(chain, open_kind, TODAY))

    assert (closed.json()["abilities"], closed.json()["acts_next"]) == (
        ["retrieve", "reopen"],
        None,
    )
    assert (joined.status_code, refused(joined)) == (409, "chain_closed")
    assert refused(post(as_user(teacher), f"{url}close/")) == "chain_closed"
    assert post(as_user(teaching_director), f"{url}reopen/").status_code == 200
    assert refused(post(as_user(teacher), f"{url}reopen/")) == "chain_open"
    assert post(as_user(homeroom), LESSONS, joining(chain, open_kind, TODAY)).status_code == 201


def test_chains_are_filtered(as_user, school, teacher, homeroom, chain, open_kind):
    other = observation.RelayChain(
        school=school,
        topic="分数的意义",
        subject="数学",
        closed_at="2026-11-20T08:00:00Z",
        closed_by=teacher,
    )
    link(chain, homeroom, TODAY, 1, kind=open_kind)

    def topics(user, **filters):
        rows = as_user(user).get(CHAINS, filters).json()["results"]
        return [row["topic"] for row in rows]

    assert topics(teacher) == [other.topic, chain.topic]
    assert topics(teacher, open=1) == topics(homeroom, mine=1) == [chain.topic]
    assert topics(homeroom, open=0) == topics(homeroom, mine=0) == [other.topic]


def test_a_chain_costs_the_same_however_long(
    as_user, teacher, homeroom, two_hats, chain, open_kind, django_assert_num_queries
):
    for n, user in enumerate((teacher, homeroom, two_hats)):
        lesson = link(chain, user, TODAY + (n - 5) * DAY, n + 1, kind=open_kind)
        for other in {teacher, homeroom, two_hats} - {user}:
            observation.observed(lesson, other.staff)
    client = as_user(teacher)
    with django_assert_num_queries(9):
        shown = client.get(f"{CHAINS}{chain.pk}/").json()

    assert [len(row["strategies"]) for row in shown["lessons"]] == [2, 2, 2]
