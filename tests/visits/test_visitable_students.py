"""The children on offer in the form, and why they are visited for those who may know."""

import pytest

from tests.factories import visits

pytestmark = pytest.mark.usefixtures("now", "term")
URL = "/api/v1/visitable-students/"


@pytest.fixture
def need(school, principal, lin):
    five = {one.code: one for one in visits.the_five(school)}
    return visits.Circumstance(
        student=lin, category=five["economic_hardship"], approved_by=principal
    )


def test_the_homeroom_teacher_reads_why(as_user, homeroom, lin, need):
    rows = as_user(homeroom).get(URL).json()["results"]

    assert [row["name"] for row in rows] == [lin.name]
    assert [purpose["code"] for purpose in rows[0]["purposes"]] == ["economic_hardship"]


def test_a_child_without_a_category_has_an_empty_list(as_user, homeroom, lin):
    assert as_user(homeroom).get(URL).json()["results"][0]["purposes"] == []


def test_a_teacher_of_the_class_finds_no_trace_of_it(as_user, teacher, lin, need):
    answer = as_user(teacher).get(URL)

    assert "purposes" not in answer.json()["results"][0]
    assert "economic_hardship" not in answer.content.decode()


def test_another_class_is_not_on_offer(as_user, homeroom, lin, song):
    assert as_user(homeroom).get(URL, {"q": song.name}).json()["count"] == 0


def test_the_list_costs_the_same_for_every_size(
    as_user, moral_director, lin, song, need, django_assert_num_queries
):
    client = as_user(moral_director)
    with django_assert_num_queries(14):
        client.get(URL)
