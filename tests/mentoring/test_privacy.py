"""Nobody but the two reads what they said to each other, by any route.

Every role asks every route that tells anything of pairs, talks, steps, figures, the log and the
digest, with every method; the words of a talk, a step and a reason stand in no answer but those
that are given to the two, and in that of the break-glass.
"""

import json
import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from school.mentoring import models
from school.mentoring.actions import evaluations, talks
from school.people.roles import PostKind
from school.shared.models import AuditEntry
from school.summaries import catalogue
from tests.conftest import TODAY, just_signed_in
from tests.factories import people
from tests.mentoring.acts import DAY, JULY, make_pair

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
TOPIC, CONTENT, STEP, RESULT, WHY = (
    *("课堂节奏的秘密甲", "与家长沟通的秘密乙", "先停三秒的秘密丙", "做到了的秘密丁"),
    "记错人的秘密戊",
)
SECRETS = (TOPIC, CONTENT, STEP, RESULT, WHY)
TALKS, STEPS = "/api/v1/mentor-talks/", "/api/v1/mentor-steps/"
OFFICES = ("principal", "vice", "moral_director", "teaching_director", "research_director")
OTHERS = (
    *("nobody", "stranger", "former", "admin", "committee", "secretary"),
    *("homeroom", "other_homeroom", "teacher", "two_hats", "third"),
)


@pytest.fixture
def secretary(school):
    staff = people.StaffMember(school=school, name="于书记")
    people.Post(staff=staff, kind=PostKind.SECRETARY)
    return people.User(school=school, username="secretary", staff=staff)


@pytest.fixture
def research_director(school):
    staff = people.StaffMember(school=school, name="曲主任")
    people.Post(staff=staff, kind=PostKind.RESEARCH_DIRECTOR)
    return people.User(school=school, username="research", staff=staff)


@pytest.fixture
def talk(mentor, pair):
    return talks.record_talk(
        by=mentor, pair=pair, talked_on=TODAY, minutes=40, topic=TOPIC, content=CONTENT
    )


@pytest.fixture
def voided(mentee, pair):
    row = talks.record_talk(by=mentee, pair=pair, talked_on=TODAY, minutes=20, topic=TOPIC)
    talks.void_talk(by=mentee, talk_id=row.pk, reason=WHY)
    return row


@pytest.fixture
def step(mentee, pair):
    row = talks.agree_step(by=mentee, pair=pair, text=STEP, check_on=TODAY)
    talks.close_step(by=mentee, step_id=row.pk, outcome="done", result=RESULT)
    return row


@pytest.fixture
def who(request, as_user):
    """A client of somebody, just signed in: no step-up stands in the way of what they may."""

    def client(name):
        user = None if name == "nobody" else request.getfixturevalue(name)
        return just_signed_in(as_user, user)

    return client


def routes(pair, talk, voided, step, term):
    """Everything that could tell of them, with bodies that are good ones."""
    page = f"/api/v1/mentor-pairs/{pair.pk}/"
    figures = [
        *("pairs.active", "pairs.months_met", "pairs.by_month", "pairs.exits"),
        *("observations.made", "lessons.given"),
    ]
    found = [
        ("get", "/api/v1/mentor-pairs/", {}),
        ("get", page, {}),
        ("get", page + "timeline/", {}),
        ("get", page + "growth/", {}),
        ("get", "/api/v1/mentor-months/", {}),
        ("get", f"/api/v1/mentor-months/?pair={pair.pk}", {}),
        ("post", "/api/v1/mentor-pairs/export/", {"as": "csv"}),
        ("post", "/api/v1/mentor-months/export/", {"as": "csv"}),
        ("post", page + "see-notices/", {}),
        ("get", TALKS, {}),
        ("get", f"{TALKS}?pair={pair.pk}", {}),
        ("get", STEPS, {}),
        ("get", f"{STEPS}{step.pk}/", {}),
        ("post", f"{STEPS}{step.pk}/read/", {}),
        ("post", f"{STEPS}{step.pk}/reveal/", {"purpose": "核实"}),
        ("post", f"{STEPS}{step.pk}/move/", {"check_on": str(TODAY)}),
        ("get", "/api/v1/digests/", {}),
        ("get", f"/api/v1/staff-work/{pair.mentee_id}/", {}),
    ]
    for row in (talk, voided):
        found += [
            ("get", f"{TALKS}{row.pk}/", {}),
            ("post", f"{TALKS}{row.pk}/read/", {}),
            ("post", f"{TALKS}{row.pk}/reveal/", {}),
            ("post", f"{TALKS}{row.pk}/release/", {"is_released": True}),
            ("post", f"{TALKS}{row.pk}/void/", {"reason": "别人的"}),
        ]
    found.append(("get", f"/api/v1/figures/?term={term.pk}", {}))
    for code in figures:
        figure = f"/api/v1/figures/{code}/"
        found += [
            ("get", f"{figure}records/?term={term.pk}", {}),
            ("get", f"{figure}records/?term={term.pk}&staff={pair.mentor_id}", {}),
        ]
    return found


def ask(client, method, path, body):
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    if method == "get":
        return client.get(path)
    return client.post(path, body, format="json", headers=headers)


def told(answer):
    text = b"".join(answer) if answer.streaming else answer.content
    return [one for one in SECRETS if one.encode() in text or json.dumps(one).encode() in text]


@pytest.mark.parametrize("name", [*OFFICES, *OTHERS])
def test_no_route_tells_anybody_else(name, who, pair, talk, voided, step, term):
    client, leaks = who(name), []
    for method, path, body in routes(pair, talk, voided, step, term):
        answer = ask(client, method, path, body)
        assert answer.status_code < 500, path
        if name == "teaching_director" and method == "get" and "/figures/" not in path:
            # The addresses are those there are.
            assert answer.status_code == 200, path
        leaks += [(path, told(answer))] if told(answer) else []

    assert leaks == []


@pytest.mark.parametrize("name", ["mentor", "mentee"])
def test_the_two_read_their_words_one_at_a_time_and_in_no_list(
    name, who, pair, talk, voided, step, term
):
    client = who(name)
    words = {
        path: told(answer)
        for method, path, body in routes(pair, talk, voided, step, term)
        if told(answer := ask(client, method, path, body))
    }

    assert words == {
        f"{TALKS}{talk.pk}/read/": [TOPIC, CONTENT],
        f"{TALKS}{voided.pk}/read/": [TOPIC, WHY],
        f"{STEPS}{step.pk}/read/": [STEP, RESULT],
    }


@pytest.mark.parametrize(
    ("name", "listed", "read", "reveal"),
    [
        *((one, 200, 403, 403) for one in OFFICES if one != "principal"),
        ("principal", 200, 403, 200),
        *((one, 404, 404, 403) for one in ("homeroom", "teacher", "two_hats", "third")),
        *((one, 403, 403, 403) for one in ("former", "admin", "committee", "secretary")),
        ("stranger", 404, 404, 403),
        ("nobody", 401, 401, 401),
        ("mentor", 200, 200, 403),
        ("mentee", 200, 200, 403),
    ],
)
def test_who_may_know_that_there_was_a_talk_and_who_reads_it(name, listed, read, reveal, who, talk):
    client = who(name)
    got = [
        client.get(f"{TALKS}{talk.pk}/").status_code,
        ask(client, "post", f"{TALKS}{talk.pk}/read/", {}).status_code,
        ask(client, "post", f"{TALKS}{talk.pk}/reveal/", {"purpose": "家长投诉"}).status_code,
    ]
    if name == "research_director":  # not one of those who lead or keep pairs: a colleague
        listed, read = 404, 404
    assert got == [listed, read, reveal]


# ---- break-glass -----------------------------------------------------------------------------


def test_the_principal_opens_a_talk_for_a_purpose_and_both_are_told(
    as_user, principal, mentor, mentee, talk
):
    client = just_signed_in(as_user, principal)
    url = f"{TALKS}{talk.pk}/reveal/"

    assert ask(client, "post", url, {}).status_code == 400
    assert ask(client, "post", url, {"purpose": " "}).status_code == 400
    assert not models.TalkReveal.objects.exists()
    opened = ask(client, "post", url, {"purpose": "核实家长投诉"})

    assert opened.json() == {"topic": TOPIC, "content": CONTENT, "void_reason": ""}
    entry = AuditEntry.objects.get(verb="reveal")
    assert (entry.record_id, entry.actor, entry.reason) == (talk.pk, principal.pk, "核实家长投诉")
    page = f"/api/v1/mentor-pairs/{talk.pair_id}/"
    for user in (mentor, mentee):
        (notice,) = as_user(user).get(page).json()["notices"]
        assert (notice["by"]["name"], notice["purpose"]) == ("曲校长", "核实家长投诉")
        assert (notice["talked_on"], notice["is_seen"]) == (str(TODAY), False)
    seen = ask(as_user(mentor), "post", page + "see-notices/", {}).json()
    assert [one["is_seen"] for one in seen["notices"]] == [True]
    assert [one["is_seen"] for one in as_user(mentee).get(page).json()["notices"]] == [False]


def test_without_a_recent_sign_in_the_glass_holds(as_user, principal, talk):
    answer = ask(as_user(principal), "post", f"{TALKS}{talk.pk}/reveal/", {"purpose": "核实"})

    assert (answer.status_code, answer.json()["code"]) == (403, "step_up_required")
    assert not models.TalkReveal.objects.exists()


def test_offices_are_not_told_who_opened_what(as_user, principal, teaching_director, talk):
    ask(just_signed_in(as_user, principal), "post", f"{TALKS}{talk.pk}/reveal/", {"purpose": "密"})
    page = f"/api/v1/mentor-pairs/{talk.pair_id}/"

    for user in (teaching_director, principal):
        assert as_user(user).get(page).json()["notices"] == []
        assert "reveal" not in as_user(user).get(page + "timeline/").content.decode()


def test_an_opening_is_never_taken_out_of_the_books(principal, talk):
    talks.reveal_talk(by=principal, talk_id=talk.pk, purpose="核实")
    for statement in (
        "UPDATE mentoring_talkreveal SET purpose = ''",
        "DELETE FROM mentoring_talkreveal",
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_the_principal_as_mentor_reads_the_own_talks_and_breaks_no_glass(
    as_user, teaching_director, vice, principal, mentee, pair
):
    own = make_pair(
        teaching_director,
        vice,
        principal,
        mentee,
        field="class_teacher",
        subject="",
        starts_on=TODAY - 9 * DAY,
        ends_on=JULY,
    )
    row = talks.record_talk(by=mentee, pair=own, talked_on=TODAY, minutes=9, topic=TOPIC)
    client = just_signed_in(as_user, principal)

    assert ask(client, "post", f"{TALKS}{row.pk}/read/", {}).json()["topic"] == TOPIC
    assert ask(client, "post", f"{TALKS}{row.pk}/reveal/", {"purpose": "看"}).status_code == 403


# ---- where words could lie -------------------------------------------------------------------


def test_the_words_are_sealed_in_the_database_and_in_no_log(pair, talk, voided, step, mentor):
    talks.read_talk(by=mentor, talk_id=talk.pk)
    talks.read_step(by=mentor, step_id=step.pk)
    with connection.cursor() as cursor:
        for table in ("mentoring_mentortalk", "mentoring_actionstep", "shared_auditentry"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
            text = str(cursor.fetchall())
            assert [one for one in SECRETS if one in text] == []
    logged = str(list(AuditEntry.objects.values_list("reason", "changes")))
    assert [one for one in SECRETS if one in logged] == []
    assert AuditEntry.objects.filter(verb="read", record_id__in=[talk.pk, step.pk]).count() == 2


def test_no_figure_carries_a_word(principal, pair, talk, voided, step, term):
    snapshot = catalogue.snapshot(catalogue.scope(term, as_of=TODAY))

    assert [one for one in SECRETS if one in json.dumps(snapshot, default=str)] == []


# ---- talks and evaluations (both agree, or none) ---------------------------------------------


def release(user, talk, value=True):
    talks.release_talk(by=user, talk_id=talk.pk, is_released=value)


@pytest.mark.parametrize(
    ("by", "is_taken"), [([], False), (["mentor"], False), (["mentee"], False), (["both"], True)]
)
def test_a_talk_is_input_to_an_evaluation_only_when_both_agree(
    request, as_user, principal, mentor, mentee, pair, talk, by, is_taken, move_on
):
    for one in ("mentor", "mentee"):
        if one in by or "both" in by:
            release(request.getfixturevalue(one), talk)
    move_on(220)
    body = {"side": "school", "grade": "good", "text": "常谈常新", "talks": [str(talk.pk)]}
    answer = ask(as_user(principal), "post", f"/api/v1/mentor-pairs/{pair.pk}/evaluations/", body)

    assert answer.status_code == (201 if is_taken else 400)
    if is_taken:
        (named,) = answer.json()["evaluations"][0]["talks"]
        assert named == {"id": str(talk.pk), "talked_on": str(TODAY), "minutes": 40}
        assert told(answer) == []
    else:
        assert answer.json()["errors"][0]["code"] == "not_released"


def test_the_database_refuses_what_only_one_released(school, mentor, pair, talk):
    release(mentor, talk)
    evaluation = models.PairEvaluation.objects.create(
        school=school, pair=pair, side="school", grade="good", text="好"
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        models.EvaluationTalk.objects.create(school=school, evaluation=evaluation, talk=talk)


def test_agreement_may_be_taken_back_until_an_evaluation_names_it(
    as_user, mentor, mentee, pair, talk, move_on
):
    release(mentor, talk)
    release(mentor, talk, value=False)
    release(mentor, talk)
    release(mentee, talk)
    move_on(220)
    evaluations.evaluate_pair(
        by=mentor,
        pair_id=pair.pk,
        side="mentor",
        sides=frozenset({"mentor"}),
        grade="good",
        text="好",
        talks=[talk.pk],
    )
    url = f"{TALKS}{talk.pk}/"

    refused = ask(as_user(mentee), "post", url + "release/", {"is_released": False})
    assert refused.json()["code"] == "named_in_evaluation"
    assert ask(as_user(mentor), "post", url + "void/", {"reason": "错"}).json()["code"] == (
        "named_in_evaluation"
    )
    assert as_user(mentee).get(url).json()["is_named"] is True
