"""Two people decide the same thing in the same moment, against a real server on a real database:
one is heard, the other is told that it is done.
"""

import pytest

from tests.server import Server, at_once


@pytest.fixture(scope="module")
def running(tmp_path_factory, database):
    folder = tmp_path_factory.mktemp("two-at-once")
    with database(folder) as url:
        made = Server(folder, url, "tests.whole.house")
        try:
            yield made
        finally:
            made.close()


@pytest.fixture
def school(running):
    return running.ask("found")


def told_apart(answers):
    """Of each pair one was heard; what the others were told."""
    pairs = list(zip(answers[::2], answers[1::2], strict=True))
    assert [sorted(one.status == 200 for one in pair) for pair in pairs] == [[False, True]] * len(
        pairs
    ), [(one.status, one.body) for one in answers]
    return {(one.status, one.body["code"]) for one in answers if one.status != 200}


def both(running, sessions, path, rows, body, version=None):
    """Each of the two, for every row."""
    return at_once(
        [
            lambda row=row, session=session: running.send(
                "POST", session, path.format(row), body, version=version
            )
            for row in rows
            for session in sessions
        ]
    )


def test_two_verify_one_award(running, school):
    answers = both(
        running, school["leaders"], "/api/v1/awards/{}/verify/", school["awards"], {}, version=1
    )

    assert told_apart(answers) == {(412, "stale")}
    told = running.ask("tell")
    assert told["awards"] == [["verified", 2]] * len(school["awards"])
    assert told["logged"]["verify"] == len(school["awards"])


def test_one_pledge_is_signed_twice(running, school):
    path, body = f"/api/v1/pledge-rounds/{school['pledge']}/sign/", {"sha256": school["sha256"]}

    answers = at_once(
        [
            lambda session=session: running.post(session, path, body)
            for session in school["teachers"]
            for _ in range(2)
        ]
    )

    assert told_apart(answers) == {(409, "signed_already")}
    told = running.ask("tell")
    assert len(set(told["signatures"])) == len(told["signatures"]) == len(school["teachers"])
    assert told["logged"]["sign"] == len(school["teachers"])


def test_two_look_again_at_one_finding(running, school):
    """One says it is in order, the other that it is not yet: the first word stands."""
    at = {"rechecked_on": school["today"]}
    later = {**at, "recheck": "not_yet", "remark": "还漏水", "deadline": school["today"]}
    bodies = [{**at, "recheck": "ok"}, later]
    first, second = school["leaders"]

    answers = at_once(
        [
            lambda row=row, session=session, body=body: running.post(
                session, f"/api/v1/findings/{row}/recheck/", body
            )
            for row in school["findings"]
            for session, body in ((first, bodies[0]), (second, bodies[1]))
        ]
    )

    assert told_apart(answers) == {(409, "nothing_to_recheck")}
    told = running.ask("tell")
    heard = [
        "ok" if n % 2 == 0 else "not_yet" for n, one in enumerate(answers) if one.status == 200
    ]
    assert sorted(told["rechecks"]) == sorted(heard)
    assert told["logged"]["recheck"] == len(school["findings"])


def test_two_answer_one_plan(running, school):
    answers = both(
        running,
        school["reviewers"],
        "/api/v1/plan-submissions/{}/review/",
        school["copies"],
        {"outcome": "approved", "words": "目标具体"},
    )

    assert told_apart(answers) == {(409, "reviewed_already")}
    told = running.ask("tell")
    assert told["reviews"] == sorted(school["copies"])
    assert told["logged"]["review"] == len(school["copies"])
