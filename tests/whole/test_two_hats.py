"""Z-20: two posts join their permissions, never their scopes."""

import pytest

from school.people.roles import PostKind
from tests.factories import people

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def director_with_a_class(teaching_director, cedar):
    """The director of teaching, who is homeroom teacher of the cedar class as well."""
    people.Post(staff=teaching_director.staff, kind=PostKind.HOMEROOM_TEACHER, school_class=cedar)
    return teaching_director


@pytest.mark.parametrize("side", ["part", "whole"])
def test_the_records_of_the_whole_school_stay_closed(as_user, world, director_with_a_class, side):
    answer = as_user(director_with_a_class).get(
        f"/api/v1/figures/visits.coverage/records/?side={side}"
    )

    assert answer.status_code == 403


def test_the_records_of_the_own_class_open(as_user, world, director_with_a_class, cedar, lin):
    answer = as_user(director_with_a_class).get(
        f"/api/v1/figures/visits.coverage/records/?school_class={cedar.pk}&side=whole"
    )

    assert answer.status_code == 200
    assert lin.name not in answer.content.decode()


def test_categories_are_counted_in_the_own_class_only(
    as_user, world, director_with_a_class, cedar, maple
):
    client = as_user(director_with_a_class)
    codes = {}
    for name, school_class in (("own", cedar), ("other", maple)):
        answer = client.get(f"/api/v1/figures/?school_class={school_class.pk}").json()
        codes[name] = {figure["code"] for figure in answer["results"]}

    assert "visits.owed_by_category" in codes["own"]
    assert "visits.owed_by_category" not in codes["other"]


def test_a_subject_lesson_opens_no_visits_of_the_school(as_user, world, teaching_director, cedar):
    people.Post(staff=teaching_director.staff, kind=PostKind.SUBJECT_TEACHER, school_class=cedar)

    answer = as_user(teaching_director).get("/api/v1/figures/visits.made/records/")

    assert answer.status_code == 403
