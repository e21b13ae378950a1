"""The board by teacher and by class: the figures' numbers, each open to its records."""

import datetime

import pytest

from school.visits.actions import handovers as acts
from school.visits.rules.obligations import State
from tests.conftest import TODAY
from tests.factories import people, visits

pytestmark = pytest.mark.usefixtures("now", "term")
BOARD, CLASSES = "/api/v1/caseloads/", "/api/v1/class-standings/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def owed(school, maple, cedar, lin, song, hardship, single_parent, policy, principal, homeroom):
    """Three children of two classes; the cedar class has no homeroom teacher yet."""
    yu = people.Student(school=school, name="于梓涵")
    people.Placement(student=yu, school_class=maple)
    for child, category in (
        (lin, hardship),
        (lin, single_parent),
        (yu, single_parent),
        (song, hardship),
    ):
        visits.Circumstance(student=child, category=category, approved_by=principal)
    visits.HomeVisit(student=lin, created_by=homeroom, purposes=[hardship])
    return yu


def rows(client, **asked):
    return {row["key"]: row for row in client.get(BOARD, asked).json()["results"]}


def test_each_teacher_stands_there_with_what_they_answer_for(
    as_user, moral_director, homeroom, owed
):
    found = rows(as_user(moral_director))
    row = found[str(homeroom.staff_id)]

    assert (row["owed"], row["settled"], row["due"], row["children"]) == (3, 1, 2, 2)
    assert [one["name"] for one in row["classes"]] == ["三年级(2)班"]
    assert list(found)[-1] == "nobody"
    assert found["nobody"]["staff"] is None


def test_a_hand_over_moves_the_numbers_and_not_the_order(
    as_user, moral_director, homeroom, other_homeroom, lin, owed
):
    acts.hand_over(
        by=moral_director, students=[lin], to=other_homeroom.staff, starts_on=TODAY, reason="超负荷"
    )
    found = rows(as_user(moral_director))

    assert list(found) == [str(homeroom.staff_id), str(other_homeroom.staff_id)]
    assert found[str(homeroom.staff_id)]["owed"] == 1
    received = found[str(other_homeroom.staff_id)]
    assert (received["owed"], received["received"]) == (3, 1)
    assert [one["name"] for one in received["classes"]] == ["四年级(1)班"]


def test_the_board_is_the_figures_and_opens_to_what_it_counts(
    as_user, moral_director, homeroom, other_homeroom, lin, owed
):
    """The same numbers from the board, the list of obligations, and the catalogue."""
    acts.hand_over(
        by=moral_director, students=[lin], to=other_homeroom.staff, starts_on=TODAY, reason="超负荷"
    )
    client = as_user(moral_director)
    board = rows(client)
    whole = client.get("/api/v1/figures/").json()["results"]
    figures = {one["code"]: one["value"] for one in whole}
    owed_by = {cell["key"]: cell["value"] for cell in figures["visits.owed_by_teacher"]}
    assert owed_by == {key: row["owed"] for key, row in board.items()}

    for key, row in board.items():
        own = client.get("/api/v1/figures/", {"staff": key}).json()["results"]
        by_state = next(one for one in own if one["code"] == "visits.obligations_by_state")
        counted = {cell["key"]: cell["value"] for cell in by_state["value"]}
        for state in State.values:
            assert row[state] == counted[state], (key, state)
            listed = client.get("/api/v1/obligations/", {"responsible": key, "state": state})
            assert listed.json()["count"] == row[state], (key, state)
        opened = client.get("/api/v1/figures/visits.owed_by_teacher/records/", {"key": key}).json()
        assert opened["count"] == row["owed"]


def test_what_nobody_answers_for_opens_too(as_user, moral_director, owed, song):
    client = as_user(moral_director)
    listed = client.get("/api/v1/obligations/", {"responsible": "nobody"}).json()

    assert [row["student"]["name"] for row in listed["results"]] == [song.name]
    assert client.get("/api/v1/obligations/", {"responsible": "somebody"}).status_code == 400


def test_a_grade_leaves_the_others_out(as_user, moral_director, homeroom, owed):
    found = rows(as_user(moral_director), grade=3)

    assert list(found) == [str(homeroom.staff_id)]
    assert rows(as_user(moral_director), grade=6) == {}


def test_an_earlier_day_shows_the_earlier_board(as_user, moral_director, homeroom, owed):
    found = rows(as_user(moral_director), as_of="2026-10-01")

    assert found[str(homeroom.staff_id)]["settled"] == 0


def test_the_caseload_by_teacher_stays_with_the_directors(
    as_user, principal, homeroom, teacher, teaching_director, owed
):
    assert as_user(principal).get(BOARD).status_code == 200
    for user in (homeroom, teacher, teaching_director):
        assert as_user(user).get(BOARD).status_code == 403
        codes = {
            one["code"] for one in as_user(user).get("/api/v1/figures/").json().get("results", [])
        }
        assert "visits.owed_by_teacher" not in codes


def test_the_board_costs_the_same_however_many(
    as_user, principal, homeroom, school, maple, single_parent, owed, django_assert_num_queries
):
    def cost():
        client = as_user(principal)
        with django_assert_num_queries(16) as asked:
            assert client.get(BOARD).status_code == 200
        return len(asked)

    few = cost()
    for _ in range(5):
        child = people.Student(school=school)
        people.Placement(student=child, school_class=maple)
        visits.Circumstance(student=child, category=single_parent, approved_by=principal)
    assert cost() == few


# ---- the class meeting ---------------------------------------------------------------------


def test_every_class_stands_on_the_paper_and_no_child(
    as_user, moral_director, homeroom, maple, cedar, lin, owed
):
    answer = as_user(moral_director).get(CLASSES)
    found = answer.json()["results"]

    assert [row["school_class"]["name"] for row in found] == ["三年级(2)班", "四年级(1)班"]
    assert (found[0]["owed"], found[0]["settled"], found[0]["open"]) == (3, 1, 2)
    assert found[0]["homeroom_teacher"]["name"] == "于老师"
    assert found[1]["homeroom_teacher"] is None
    assert (found[0]["next_due_on"], found[0]["due_by_then"]) == ("2027-01-31", 2)
    text = answer.content.decode()
    for telling in (lin.name, "特困", "送温暖", "economic_hardship", "category", "student"):
        assert telling not in text


def test_the_paper_is_the_figures_by_class(as_user, moral_director, maple, owed):
    client = as_user(moral_director)
    (row, *_) = client.get(CLASSES).json()["results"]
    figures = client.get("/api/v1/figures/", {"school_class": str(maple.pk)}).json()["results"]
    value = {one["code"]: one["value"] for one in figures}

    assert value["visits.obligations_settled"] == {
        "part": row["settled"],
        "whole": row["owed"] - row["exempt"],
    }
    assert value["visits.exempt"] == row["exempt"]


def test_outside_every_term_there_is_nothing_to_say(as_user, moral_director, owed):
    assert as_user(moral_director).get(CLASSES, {"as_of": "2020-01-01"}).json()["count"] == 0
    assert as_user(moral_director).get(BOARD, {"as_of": "2020-01-01"}).json()["count"] == 0
