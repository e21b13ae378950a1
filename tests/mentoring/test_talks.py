"""Talks and steps: recorded, counted, looked at again."""

import datetime
import uuid

import pytest

from school.mentoring import models
from school.mentoring.actions import pairs, talks
from school.shared.models import AuditEntry
from tests.conftest import TODAY
from tests.mentoring.acts import DAY, draft, observed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
TALKS, STEPS = "/api/v1/mentor-talks/", "/api/v1/mentor-steps/"


def post(client, url, body=None, key=None):
    headers = {"Idempotency-Key": str(key or uuid.uuid4())}
    return client.post(url, body or {}, format="json", headers=headers)


def code(answer):
    found = answer.json()
    lines = found["errors"]
    return (lines[0]["field"], lines[0]["code"]) if lines else found["code"]


def talk_of(pair, **more):
    return {
        "pair": str(pair.pk),
        "talked_on": str(TODAY),
        "minutes": 40,
        "topic": "课堂节奏",
        "content": "先停三秒",
        **more,
    }


def test_a_talk_is_recorded_once_by_either_of_the_two(as_user, mentor, mentee, pair):
    client, key = as_user(mentee), uuid.uuid4()
    first, again = (post(client, TALKS, talk_of(pair), key) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 200)
    shown = first.json()
    assert (shown["minutes"], shown["recorded_by"]["name"]) == (40, "于徒弟")
    assert (shown["is_late"], shown["is_released"], shown["is_voided"]) == (False, False, False)
    assert set(shown["abilities"]) == {"retrieve", "read", "release", "void"}
    assert models.MentorTalk.objects.count() == 1
    assert post(as_user(mentor), TALKS, talk_of(pair)).status_code == 201
    entry = AuditEntry.objects.filter(verb="talk").first()
    assert (entry.record_id, entry.changes["minutes"]) == (pair.pk, [None, 40])


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"talked_on": "2026-11-24"}, ("talked_on", "in_future")),
        ({"talked_on": "2026-10-20"}, ("talked_on", "too_long_ago")),
        ({"minutes": 0}, ("minutes", "min_value")),
        ({"minutes": 601}, ("minutes", "max_value")),
        ({"topic": ""}, ("topic", "blank")),
        ({"for_evaluation": True}, ("for_evaluation", "unknown_field")),
    ],
)
def test_a_talk_that_makes_no_sense_is_refused(as_user, mentor, pair, change, error):
    answer = post(as_user(mentor), TALKS, talk_of(pair, **change))

    assert (answer.status_code, code(answer)) == (400, error)


def test_only_the_two_record_their_talks(as_user, teaching_director, principal, third, pair):
    for user in (teaching_director, principal, third):
        assert code(post(as_user(user), TALKS, talk_of(pair))) == ("pair", "does_not_exist")


def test_a_pair_talks_from_its_first_day_by_a_signed_agreement(
    as_user, teaching_director, principal, mentor, mentee, pair
):
    client = as_user(mentor)
    unsigned = draft(teaching_director, mentor, mentee, field="class_teacher", subject="")
    assert code(post(client, TALKS, talk_of(unsigned))) == "not_in_force"
    pairs.withdraw_pair(by=teaching_director, pair_id=unsigned.pk, reason="换了人选")
    assert code(post(client, TALKS, talk_of(unsigned))) == "not_in_force"
    pairs.request_exit(by=mentor, pair_id=pair.pk, reason="调离", last_day=TODAY - DAY)
    pairs.decide_exit(by=principal, pair_id=pair.pk, is_approved=True, decision="同意")
    assert code(post(client, TALKS, talk_of(pair))) == ("talked_on", "outside_pair")
    assert post(client, TALKS, talk_of(pair, talked_on=str(TODAY - DAY))).status_code == 201


def test_a_talk_is_taken_back_by_who_wrote_it(as_user, mentor, mentee, pair):
    row = talks.record_talk(by=mentee, pair=pair, talked_on=TODAY, minutes=9, topic="误记")
    url = f"{TALKS}{row.pk}/void/"

    assert post(as_user(mentor), url, {"reason": "错"}).status_code == 403
    shown = post(as_user(mentee), url, {"reason": "记错了人"}).json()
    assert shown["is_voided"] is True
    assert post(as_user(mentor), f"{TALKS}{row.pk}/read/").json()["void_reason"] == "记错了人"
    assert set(shown["abilities"]) == {"retrieve", "read"}
    assert code(post(as_user(mentee), url, {"reason": "错"})) == "talk_voided"


def test_each_says_for_themselves_that_a_talk_may_be_named(as_user, mentor, mentee, pair):
    row = talks.record_talk(by=mentee, pair=pair, talked_on=TODAY, minutes=9, topic="备课")
    url = f"{TALKS}{row.pk}/release/"
    first = post(as_user(mentor), url, {"is_released": True}).json()
    assert (first["mentor_released"], first["mentee_released"]) == (True, False)
    assert first["is_released"] is False
    assert code(post(as_user(mentor), url, {"is_released": True})) == "said_already"
    assert post(as_user(mentee), url, {"is_released": True}).json()["is_released"] is True


def test_lists_are_cut_and_take_the_same_queries(
    as_user, teaching_director, mentor, pair, django_assert_num_queries
):
    def fill():
        talks.record_talk(by=mentor, pair=pair, talked_on=TODAY, minutes=9, topic="备课")
        talks.agree_step(by=mentor, pair=pair, text="等三秒", check_on=TODAY)

    fill()
    for user, talk_queries, step_queries in ((mentor, 5, 5), (teaching_director, 5, 5)):
        client = as_user(user)
        for _ in range(2):
            with django_assert_num_queries(talk_queries):
                client.get(TALKS)
            with django_assert_num_queries(step_queries):
                client.get(STEPS)
            fill()
    assert as_user(teaching_director).get(TALKS, {"mine": 1}).json()["count"] == 0
    assert as_user(mentor).get(TALKS, {"pair": str(uuid.uuid4())}).json()["count"] == 0


# ---- steps -----------------------------------------------------------------------------------


def step_of(pair, **more):
    return {"pair": str(pair.pk), "text": "提问后等三秒", "check_on": "2026-12-07", **more}


def test_a_step_is_agreed_moved_and_closed_with_what_shows_it(as_user, mentor, mentee, pair):
    client = as_user(mentee)
    made = post(client, STEPS, step_of(pair))
    assert made.status_code == 201
    url = f"{STEPS}{made.json()['id']}/"
    moved = post(client, url + "move/", {"check_on": "2026-12-14"}).json()
    assert (moved["check_on"], moved["outcome"]) == ("2026-12-14", "")
    record = observed(mentor, mentee)

    body = {"outcome": "done", "result": "举手的多了", "observation": str(record.pk)}
    closed = post(as_user(mentor), url + "close/", body).json()

    assert (closed["outcome_label"], closed["observation"]) == ("做到了", str(record.pk))
    assert closed["closed_by"]["name"] == "姜师傅"
    assert set(closed["abilities"]) == {"retrieve", "read"}
    assert post(client, url + "read/").json() == {"text": "提问后等三秒", "result": "举手的多了"}
    assert code(post(client, url + "close/", {"outcome": "done"})) == "step_closed"
    assert code(post(client, url + "move/", {"check_on": "2026-12-20"})) == "step_closed"


@pytest.mark.parametrize(("day", "error"), [("2026-11-22", "in_past"), ("2028-01-01", "too_far")])
def test_two_look_again_on_a_day_to_come(as_user, mentee, pair, day, error):
    answer = post(as_user(mentee), STEPS, step_of(pair, check_on=day))

    assert code(answer) == ("check_on", error)


def test_only_a_shared_record_between_the_two_shows_a_step(as_user, mentor, mentee, third, pair):
    row = talks.agree_step(by=mentee, pair=pair, text="等三秒", check_on=TODAY)
    url = f"{STEPS}{row.pk}/close/"
    others = [
        observed(mentor, mentee, state="draft"),
        observed(third, mentee, period=2),
    ]
    for one in (*others, None):
        key = str(one.pk) if one else str(uuid.uuid4())
        answer = post(as_user(mentee), url, {"outcome": "done", "observation": key})
        assert code(answer) == ("observation", "does_not_exist")
    visit = observed(mentee, mentor, TODAY - datetime.timedelta(days=9))
    assert post(as_user(mentee), url, {"outcome": "partly", "observation": str(visit.pk)}).json()[
        "observation"
    ] == str(visit.pk)


def test_steps_of_others_are_days_alone(as_user, teaching_director, mentee, pair):
    row = talks.agree_step(by=mentee, pair=pair, text="等三秒", check_on=TODAY)
    client = as_user(teaching_director)

    assert client.get(STEPS, {"open": 1}).json()["count"] == 1
    assert client.get(STEPS, {"open": 0}).json()["count"] == 0
    assert post(client, f"{STEPS}{row.pk}/read/").status_code == 403
    assert post(client, f"{STEPS}{row.pk}/close/", {"outcome": "done"}).status_code == 403
