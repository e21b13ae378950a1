"""Many at once want the same mentee, or change the same pair, against a real server on a real
database: on PostgreSQL as it is served, on the embedded database as the demo runs.
"""

import datetime
import uuid

import pytest

from tests.server import Server, at_once

PAIRS = "/api/v1/mentor-pairs/"
DAY = datetime.timedelta(days=1)


@pytest.fixture(scope="module")
def running(tmp_path_factory, database):
    folder = tmp_path_factory.mktemp("pairs-at-once")
    with database(folder) as url:
        made = Server(folder, url, "tests.mentoring.house")
        try:
            yield made
        finally:
            made.close()


@pytest.fixture
def server(running):
    """With a school of its own in it."""
    running.school = running.ask("found")
    return running


def body(school, mentor, mentee, **more):
    today = datetime.date.fromisoformat(school["today"])
    return {
        "mentor": school["staff"][mentor],
        "mentee": school["staff"][mentee],
        "field": "subject",
        "subject": "语文",
        "form": "entry",
        "starts_on": str(today),
        "ends_on": str(today + 20 * DAY),
        "goals": "站稳课堂",
        "duties": [{"kind": "talk", "period": "month", "at_least": 1}],
        **more,
    }


def is_sound(told):
    return (told["together"], told["circles"], told["without_period"]) == ([], 0, 0)


def codes(answers):
    return sorted(one.body.get("code", "") for one in answers if one.status >= 400)


def test_fifteen_mentors_for_one_mentee_at_once(server):
    """Each sent twice, as a client does that has lost the answer."""
    school = server.school
    gestures = [(mentor, uuid.uuid4()) for mentor in range(2, 17)]

    answers = at_once(
        [
            lambda mentor=mentor, key=key: server.post(
                school["office"], PAIRS, body(school, mentor, 19), key
            )
            for mentor, key in gestures + gestures
        ]
    )

    made = {one.body["id"] for one in answers if one.status < 300}
    assert len(made) == 1
    assert set(codes(answers)) == {"mentee_has_mentor"}
    told = server.ask("tell")
    assert (told["pairs"], is_sound(told)) == (2, True)
    assert told["verbs"].count("draft") == 2


def test_two_who_make_each_other_mentors_at_once(server):
    """Each alone is in order; both would be a circle. Five such twos, and one of each wins."""
    school = server.school
    twos = [(2 * n + 2, 2 * n + 3) for n in range(5)]

    answers = at_once(
        [
            lambda one=one, other=other: server.post(
                school["office"], PAIRS, body(school, one, other)
            )
            for a, b in twos
            for one, other in ((a, b), (b, a))
        ]
    )

    assert sorted(one.status for one in answers) == [201] * 5 + [409] * 5
    assert set(codes(answers)) == {"mentors_in_a_circle"}
    assert is_sound(server.ask("tell"))


def test_the_fourth_mentee_is_asked_about_when_ten_come_at_once(server):
    school = server.school

    answers = at_once(
        [lambda n=n: server.post(school["office"], PAIRS, body(school, 2, n)) for n in range(5, 15)]
    )

    assert sorted(one.status for one in answers) == [201] * 3 + [409] * 7
    assert set(codes(answers)) == {"many_mentees"}


def test_ten_new_mentors_at_once_make_one_change(server):
    school = server.school
    today = datetime.date.fromisoformat(school["today"])
    path = f"{PAIRS}{school['pair']}/change-mentor/"

    answers = at_once(
        [
            lambda n=n: server.post(
                school["office"],
                path,
                {
                    "mentor": school["staff"][n],
                    "starts_on": str(today + (n - 1) * DAY),
                    "reason": "师傅外出",
                },
            )
            for n in range(2, 12)
        ]
    )

    assert sorted(one.status for one in answers) == [201] + [409] * 9
    assert set(codes(answers)) == {"pair_closed"}
    told = server.ask("tell")
    assert (told["pairs"], told["open"], is_sound(told)) == (2, 1, True)
    (_, _, _, ends), (_, _, begins, _) = told["periods"]
    assert datetime.date.fromisoformat(begins) - datetime.date.fromisoformat(ends) == DAY


def test_a_change_a_decision_and_a_new_pair_at_once_leave_the_books_sound(server):
    """Whoever comes first: no day of the mentee has two mentors, and no pair is without days."""
    school = server.school
    today = datetime.date.fromisoformat(school["today"])
    pair = f"{PAIRS}{school['pair']}/"
    wish = {"reason": "调离", "last_day": str(today)}
    assert server.post(school["teachers"][1], pair + "exits/", wish).status == 201
    change = {"mentor": school["staff"][5], "starts_on": str(today + DAY), "reason": "外出"}
    decision = {"is_approved": True, "decision": "同意"}

    answers = at_once(
        [
            lambda: server.post(school["office"], pair + "change-mentor/", change),
            lambda: server.post(school["principal"], pair + "decide-exit/", decision),
            lambda: server.post(
                school["office"], PAIRS, body(school, 6, 1, starts_on=str(today + DAY))
            ),
            lambda: server.post(
                school["office"], pair + "suspend/", {"starts_on": str(today), "reason": "病假"}
            ),
        ]
    )

    changed, decided, _, _ = answers
    assert sorted([changed.status < 300, decided.status < 300]) == [False, True]
    assert is_sound(server.ask("tell"))


def test_one_wish_one_excuse_and_one_signature_however_many_press(server):
    school = server.school
    today = datetime.date.fromisoformat(school["today"])
    pair = f"{PAIRS}{school['pair']}/"
    month = {"month": str(today.replace(day=1)), "reason": "集训"}
    wish = {"reason": "调离", "last_day": str(today)}

    answers = at_once(
        [
            *(lambda: server.post(school["office"], pair + "excuses/", month) for _ in range(6)),
            *(
                lambda n=n: server.post(school["teachers"][n % 2], pair + "exits/", wish)
                for n in range(6)
            ),
            *(
                lambda: server.post(school["principal"], pair + "sign/", {"version": 1})
                for _ in range(4)
            ),
        ]
    )

    assert sorted(one.status for one in answers) == [201] * 2 + [409] * 14
    told = server.ask("tell")
    assert (told["excuses"], told["exits"]) == (1, 1)
    assert told["verbs"].count("sign") == 1


def test_versions_proposed_at_once_get_numbers_of_their_own(server):
    school = server.school
    today = datetime.date.fromisoformat(school["today"])
    first = (today.replace(day=1) + 32 * DAY).replace(day=1)
    proposal = {
        "goals": "进阶",
        "duties": [{"kind": "talk", "period": "month", "at_least": 2}],
        "effective_from": str(first),
    }
    path = f"{PAIRS}{school['pair']}/agreements/"

    answers = at_once([lambda: server.post(school["office"], path, proposal) for _ in range(8)])

    assert {one.status for one in answers} == {201}
    assert server.ask("tell")["versions"] == list(range(1, 10))
