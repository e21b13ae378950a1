"""Many at once, against a real server on a real database: on PostgreSQL as it is served, on the
embedded database as the demo runs.
"""

import sys
import uuid

import pytest

from tests.civility import house
from tests.server import IS_SERVED, Server, at_once

TEACHERS_AT_ONCE = 150 if IS_SERVED else 40


class House(Server):
    def award(self, session, item, children, key=None):
        body = {
            "item": self.school[item],
            "students": children,
            "occurred_on": self.school["today"],
            "is_repeat_meant": True,
        }
        return self.post(session, "/api/v1/point-batches/", body, key)


@pytest.fixture(scope="module")
def running(tmp_path_factory, database):
    folder = tmp_path_factory.mktemp("at-once")
    with database(folder) as url:
        made = House(folder, url, "tests.civility.house")
        try:
            yield made
        finally:
            made.close()


@pytest.fixture
def server(running):
    """With a school of its own in it."""
    running.school = running.ask("found_small")
    return running


def test_fifty_awards_of_one_item_to_one_child_at_once(server):
    """Each sent twice, as a phone does that has lost the answer: a hundred requests."""
    school = server.school
    child, others = school["children"][0], school["children"][1:4]
    gestures = [(school["teachers"][n % 5], uuid.uuid4()) for n in range(50)]

    answers = at_once(
        [
            lambda session=session, key=key: server.award(session, "capped", [child, *others], key)
            for session, key in gestures + gestures
        ]
    )

    assert {one.status for one in answers} == {200, 201}
    assert [one.body["id"] for one in answers[:50]] == [one.body["id"] for one in answers[50:]]
    told = server.ask("tell")
    assert (told["batches"], told["entries"]) == (50, 200)
    for key in (child, *others):
        (mine,) = [row for row in told["by_child_and_item"] if row[0] == key]
        assert mine[2:] == [house.CAP_DAY, 50]
        assert told["totals"][key] == house.CAP_DAY
    assert told["findings"] == []


def test_a_teachers_own_day_holds_when_all_of_it_comes_at_once(server):
    school = server.school
    session, children = school["teachers"][0], school["children"]

    answers = at_once(
        [lambda n=n: server.award(session, "free", children[n : n + 3]) for n in range(0, 42)]
    )

    assert {one.status for one in answers} == {201}
    told = server.ask("tell")
    (row,) = told["by_teacher"]
    assert row[1:] == [house.TEACHER_DAY, 126]
    assert sum(told["totals"].values()) == house.TEACHER_DAY
    assert told["findings"] == []


def test_every_teacher_of_a_big_school_awards_in_the_same_moment(running, capsys):
    server, running.school = running, running.ask("found_big")
    school = server.school
    sessions, children = school["teachers"][:TEACHERS_AT_ONCE], school["children"]
    gestures = [
        (session, [children[n % 45], children[(n * 7 + 1) % 45]], uuid.uuid4())
        for n, session in enumerate(sessions)
    ]

    def send():
        return at_once(
            [
                lambda one=one: server.award(one[0], "free", sorted(set(one[1])), one[2])
                for one in gestures
            ]
        )

    first, again = send(), send()

    told = server.ask("tell")
    stored = sum(one.status == 201 for one in first)
    doubled = told["batches"] - len(gestures)
    times = sorted(one.seconds for one in first)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(gestures)} teachers at once: {stored} stored, {doubled} doubled, "
            f"half within {times[len(times) // 2]:.2f} s, slowest {times[-1]:.2f} s, "
            f"{sum(len(one.refused) for one in first)} sent again\n"
        )
    # Where an answer was lost on the way the second arrival says 200; the row is one all the same.
    assert {one.status for one in first} <= {200, 201}
    assert doubled == 0
    assert {one.status for one in again} == {200}
    assert [one.body["id"] for one in first] == [one.body["id"] for one in again]
    assert told["entries"] == sum(len(set(one[1])) for one in gestures)
    assert sum(told["totals"].values()) == told["entries"]
    assert told["findings"] == []


def test_two_offices_take_back_the_same_class_from_both_ends(server):
    """F-17: nobody waits in a ring, and each entry is taken back once."""
    school = server.school
    entries = []
    for n in range(3):
        made = server.award(school["teachers"][n], "free", school["children"][n * 15 : n * 15 + 15])
        entries += [one["id"] for one in made.body["entries"]]
    assert len(entries) == 45

    def take_back(name, order):
        return [
            server.post(
                school["offices"][name],
                f"/api/v1/point-entries/{key}/reverse/",
                {"reason": "记错了"},
            )
            for key in order
        ]

    one, other = at_once(
        [
            lambda: take_back("moral_director", entries),
            lambda: take_back("principal", entries[::-1]),
        ]
    )

    assert [answer.refused for answer in one + other if 503 in answer.refused] == []
    codes = sorted(answer.status for answer in one + other)
    assert codes == [200] * 45 + [409] * 45
    assert {a.body["code"] for a in one + other if a.status == 409} == {"already_reversed"}
    told = server.ask("tell")
    assert told["counter_entries"] == 45
    assert set(told["totals"].values()) == {0}
    assert told["findings"] == []


def test_two_teachers_award_the_same_class_in_opposite_order(server):
    """F-17: the children are locked in one order, whatever order they were tapped in."""
    school = server.school
    children = school["children"]
    acts = []
    for n in range(10):
        order = children[:20] if n % 2 else children[:20][::-1]
        acts.append(lambda n=n, order=order: server.award(school["teachers"][n], "free", order))

    answers = at_once(acts)

    assert {one.status for one in answers} == {201}
    assert [one.refused for one in answers if 503 in one.refused] == []
    told = server.ask("tell")
    assert set(told["totals"].values()) == {10}
    assert told["findings"] == []


def test_children_move_class_while_they_are_awarded(server):
    """F-23: whichever was first, nothing is lost and the totals are their entries."""
    school = server.school
    children = school["children"][:8]
    moving = {"school_class": school["cedar"], "starts_on": school["today"], "reason": "调班"}
    moves = [
        lambda key=key: server.post(
            school["offices"]["teaching_director"], f"/api/v1/students/{key}/move/", moving
        )
        for key in children
    ]
    awards = [
        lambda n=n: server.award(school["offices"]["moral_director"], "free", [children[n % 8]])
        for n in range(24)
    ]

    answers = at_once([*awards[:12], *moves, *awards[12:]])

    # A move has no key: where its answer was lost, the second one is refused.
    assert [one.body for one in answers if one.status >= 400 and not one.refused] == []
    told = server.ask("tell")
    assert told["entries"] == 24
    assert told["findings"] == []
    assert sum(told["totals"].values()) == sum(row[1] for row in told["by_teacher"]) > 0
