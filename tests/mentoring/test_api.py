"""Pairs over HTTP: what goes in, what comes out, and how many queries it takes."""

import uuid

import pytest
import time_machine

from school.mentoring import models
from school.mentoring.actions import agreements, pairs, talks
from school.mentoring.rules.timeline import Happening
from school.shared.models import AuditEntry
from tests.conftest import NOW
from tests.mentoring.acts import DAY, colleague, draft, make_pair, observed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
PAIRS = "/api/v1/mentor-pairs/"
BODY = {
    "field": "subject",
    "subject": "语文",
    "form": "entry",
    "starts_on": "2026-09-01",
    "ends_on": "2027-07-10",
    "goals": "一学期站稳课堂",
    "duties": [
        {"kind": "mentor_observes", "period": "month", "at_least": 2},
        {"kind": "talk", "period": "month", "at_least": 1},
        {"kind": "mentee_observes", "period": "term", "at_least": 8},
    ],
}


def post(client, url, body=None, key=None):
    headers = {"Idempotency-Key": str(key or uuid.uuid4())}
    return client.post(url, body or {}, format="json", headers=headers)


def code(answer):
    found = answer.json()
    lines = found["errors"]
    return (lines[0]["field"], lines[0]["code"]) if lines else found["code"]


def body_of(mentor, mentee):
    return {"mentor": str(mentor.staff_id), "mentee": str(mentee.staff_id), **BODY}


# ---- from the draft to the signature ---------------------------------------------------------


def test_a_pair_is_made_once_however_often_it_arrives(as_user, teaching_director, mentor, mentee):
    client, key = as_user(teaching_director), uuid.uuid4()
    first = post(client, PAIRS, body_of(mentor, mentee), key)
    again = post(client, PAIRS, body_of(mentor, mentee), key)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    shown = first.json()
    assert (shown["state"], shown["state_label"]) == ("draft", "待签署")
    assert (shown["waits_for"], shown["agreement"]) == (["mentor", "mentee"], None)
    assert (shown["mentor"]["name"], shown["mentee"]["name"]) == ("姜师傅", "于徒弟")
    (version,) = shown["agreements"]
    assert [(one["kind"], one["period"], one["at_least"]) for one in version["duties"]] == [
        ("mentor_observes", "month", 2),
        ("talk", "month", 1),
        ("mentee_observes", "term", 8),
    ]
    assert "sign" not in shown["abilities"]
    assert {"propose", "withdraw"} <= set(shown["abilities"])


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"mentor": str(uuid.uuid4())}, ("mentor", "does_not_exist")),
        ({"duties": []}, ("duties", "min_length")),
        (
            {"duties": [{"kind": "talk", "period": "month", "at_least": 0}]},
            ("duties.0.at_least", "min_value"),
        ),
        ({"goals": " "}, ("goals", "blank")),
        ({"state": "active"}, ("state", "unknown_field")),
        ({"subject": ""}, ("subject", "required")),
    ],
)
def test_a_body_that_makes_no_pair_is_refused(
    as_user, teaching_director, mentor, mentee, change, error
):
    answer = post(as_user(teaching_director), PAIRS, body_of(mentor, mentee) | change)

    assert (answer.status_code, code(answer)) == (400, error)


def test_both_accept_and_the_school_signs(as_user, teaching_director, principal, mentor, mentee):
    pair = draft(teaching_director, mentor, mentee)
    url, read = f"{PAIRS}{pair.pk}/", {"version": 1}

    assert as_user(mentor).get(url).json()["abilities"] == [
        "retrieve",
        "timeline",
        "growth",
        "accept",
        "see_notices",
    ]
    assert post(as_user(principal), url + "sign/", read).json()["code"] == "not_accepted_yet"
    accepted = post(as_user(mentor), url + "accept/", read)
    assert (accepted.status_code, accepted.json()["waits_for"]) == (200, ["mentee"])
    assert accepted.json()["my_side"] == "mentor"
    waits = post(as_user(mentee), url + "accept/", read).json()["waits_for"]
    assert waits == ["school"]
    signed = post(as_user(principal), url + "sign/", read)
    assert (signed.json()["state"], signed.json()["agreement"]) == ("active", 1)
    assert signed.json()["agreements"][0]["signed_by"]["name"] == "曲校长"


def test_nobody_accepts_for_another(as_user, teaching_director, third, mentor, mentee):
    pair = draft(teaching_director, mentor, mentee)
    url = f"{PAIRS}{pair.pk}/accept/"

    assert post(as_user(teaching_director), url, {"version": 1}).status_code == 403
    assert post(as_user(third), url, {"version": 1}).status_code == 404


def test_nobody_signs_or_decides_about_a_pair_of_their_own(
    as_user, teaching_director, principal, mentee
):
    pair = draft(teaching_director, principal, mentee)
    url = f"{PAIRS}{pair.pk}/"
    client = as_user(principal)

    assert post(client, url + "sign/", {"version": 1}).status_code == 403
    assert post(client, url + "decide-exit/", {}).status_code == 403
    assert post(client, url + "excuses/", {}).status_code == 403
    own = draft(teaching_director, teaching_director, mentee, field="class_teacher", subject="")
    own_url = f"{PAIRS}{own.pk}/"
    assert post(as_user(teaching_director), own_url + "suspend/", {}).status_code == 403


# ---- changes ---------------------------------------------------------------------------------


def test_another_mentor_over_http_is_made_once(as_user, teaching_director, third, pair):
    client, key = as_user(teaching_director), uuid.uuid4()
    url = f"{PAIRS}{pair.pk}/change-mentor/"
    body = {"mentor": str(third.staff_id), "starts_on": "2026-12-01", "reason": "师傅外出"}
    first, again = post(client, url, body, key), post(client, url, body, key)

    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["follows"], first.json()["began"]) == (str(pair.pk), "changed")
    assert models.MentorPair.objects.count() == 2
    old = client.get(f"{PAIRS}{pair.pk}/").json()
    assert (old["ends_on"], old["ended"], old["state"]) == ("2026-11-30", "changed", "active")


def test_the_next_mentor_knows_nothing_of_the_pair_before(as_user, teaching_director, third, pair):
    pairs.change_mentor(
        by=teaching_director,
        pair_id=pair.pk,
        mentor=third.staff,
        starts_on=NOW.date() + DAY,
        reason="师傅外出",
    )
    rows = as_user(third).get(PAIRS).json()["results"]

    assert [one["follows"] for one in rows] == [str(pair.pk)]
    assert as_user(third).get(f"{PAIRS}{pair.pk}/").status_code == 404


def test_a_pair_is_suspended_resumed_and_left(as_user, teaching_director, principal, mentee, pair):
    url, office = f"{PAIRS}{pair.pk}/", as_user(teaching_director)
    suspended = post(office, url + "suspend/", {"starts_on": "2026-11-16", "reason": "病假"})
    assert (suspended.json()["state"], suspended.json()["suspended_since"]) == (
        "suspended",
        "2026-11-16",
    )
    assert "resume" in suspended.json()["abilities"]
    resumed = post(office, url + "resume/", {"resumes_on": "2026-11-23"}).json()
    assert (resumed["state"], len(resumed["suspensions"])) == ("active", 1)

    wish = {"reason": "课时排不开", "last_day": "2026-12-31"}
    asked = post(as_user(mentee), url + "exits/", wish)
    assert (asked.status_code, asked.json()["has_open_exit"]) == (201, True)
    assert "withdraw_exit" in asked.json()["abilities"]
    decision = {"is_approved": True, "decision": "同意", "last_day": "2026-11-30"}
    decided = post(as_user(principal), url + "decide-exit/", decision).json()
    assert (decided["ends_on"], decided["ended"]) == ("2026-11-30", "terminated")
    assert decided["exits"][0]["decided_by"]["name"] == "曲校长"


def test_the_timeline_says_who_did_what(as_user, teaching_director, mentor, mentee, pair):
    agreements.excuse_month(
        by=teaching_director,
        pair_id=pair.pk,
        month=pair.created_at.date().replace(month=10, day=1),
        reason="集训",
    )
    talk = talks.record_talk(
        by=mentor, pair=pair, talked_on=NOW.date(), minutes=40, topic="板书", content="字再大些"
    )
    talks.read_talk(by=mentee, talk_id=talk.pk)
    rows = as_user(mentee).get(f"{PAIRS}{pair.pk}/timeline/").json()["results"]

    assert [(one["verb"], one["by"]) for one in rows] == [
        ("talk", "姜师傅"),
        ("excuse", "矫主任"),
        ("sign", "曲校长"),
        ("accept", "于徒弟"),
        ("accept", "姜师傅"),
        ("draft", "矫主任"),
    ]
    assert rows[0]["verb_label"] == "记录了一次交流"
    assert "板书" not in str(rows)


# ---- evaluations -----------------------------------------------------------------------------


def test_four_sides_evaluate_and_the_pair_is_completed(
    as_user, teaching_director, principal, mentor, mentee, pair
):
    url = f"{PAIRS}{pair.pk}/"
    with time_machine.travel(NOW + 229 * DAY, tick=False):
        for user, sides in (
            (mentor, ["mentor"]),
            (mentee, ["mentee", "self"]),
            (principal, ["school"]),
        ):
            client = as_user(user)
            assert client.get(url).json()["my_evaluation_sides"] == sides
            for side in sides:
                body = {"side": side, "grade": "good", "text": "课堂更稳了"}
                assert post(client, url + "evaluations/", body).status_code == 201
        other = {"side": "school", "grade": "good", "text": "课堂更稳了"}
        assert code(post(as_user(mentor), url + "evaluations/", other)) == ("side", "not_yours")
        done = post(as_user(teaching_director), url + "complete/").json()

    assert (done["state"], done["evaluations_missing"]) == ("completed", [])
    assert {one["side"] for one in done["evaluations"]} == {"self", "mentor", "mentee", "school"}


# ---- papers ----------------------------------------------------------------------------------


def test_reasons_and_evaluations_are_the_twos_and_the_offices(
    as_user, moral_director, teaching_director, mentee, pair
):
    pairs.suspend_pair(by=teaching_director, pair_id=pair.pk, starts_on=NOW.date(), reason="产假")
    pairs.request_exit(by=mentee, pair_id=pair.pk, reason="合不来", last_day=NOW.date() + 9 * DAY)
    url = f"{PAIRS}{pair.pk}/"

    for user in (teaching_director, mentee):
        assert "合不来" in as_user(user).get(url).content.decode()
    seen = as_user(moral_director).get(url)
    assert seen.status_code == 200
    assert "合不来" not in seen.content.decode()
    assert "产假" not in seen.content.decode()
    assert as_user(moral_director).get(url + "timeline/").status_code == 403
    assert as_user(moral_director).get(url + "growth/").status_code == 403


# ---- lists -----------------------------------------------------------------------------------


def test_the_list_is_cut_to_who_asks_and_to_what_is_asked(
    as_user, teaching_director, moral_director, principal, mentor, mentee, third, pair
):
    draft(teaching_director, third, mentee, field="class_teacher", subject="")

    def count(user, **asked):
        return as_user(user).get(PAIRS, asked).json()["count"]

    assert [count(one) for one in (mentor, mentee, third)] == [1, 2, 1]
    assert [count(one) for one in (teaching_director, principal, moral_director)] == [2, 2, 2]
    assert count(mentee, state="draft") == 1
    assert count(teaching_director, field="class_teacher") == 1
    assert count(teaching_director, staff=str(third.staff_id)) == 1
    assert count(teaching_director, mine=1) == 0
    assert count(mentee, mine=1) == 2
    assert count(mentee, term=str(uuid.uuid4())) == 0


def test_pages_take_the_same_queries_however_many_pairs(
    as_user, teaching_director, principal, mentor, school, maple, pair, django_assert_num_queries
):
    client = as_user(teaching_director)
    for url, queries in (
        (PAIRS, 11),
        (f"{PAIRS}{pair.pk}/", 17),
        ("/api/v1/mentor-months/", 16),
        (f"{PAIRS}{pair.pk}/timeline/", 12),
    ):
        client.get(url)
        with django_assert_num_queries(queries):
            client.get(url)
    for n in range(4):
        one = colleague(school, f"m{n}", f"徒弟{n}", school_class=maple)
        made = make_pair(teaching_director, principal, mentor, one, is_meant=True)
        observed(mentor, one, period=n + 2, state="reflected")
        talks.record_talk(by=one, pair=made, talked_on=NOW.date(), minutes=30, topic="备课")
    for url, queries in ((PAIRS, 11), ("/api/v1/mentor-months/", 16)):
        with django_assert_num_queries(queries):
            client.get(url)


def test_the_log_has_an_entry_for_every_act(teaching_director, pair):
    """What happened to the pair stands in its timeline, and nothing else does."""
    told = AuditEntry.objects.filter(record_id=pair.pk).values_list("verb", flat=True)
    assert set(told) <= set(Happening.values)
