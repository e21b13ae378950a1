"""The routes of people: shape, one refusal, query count."""

import pytest

pytestmark = pytest.mark.usefixtures("now", "term")


def test_me_says_who_posts_permissions_school_and_term(as_user, homeroom, maple):
    answer = as_user(homeroom).get("/api/v1/me/").json()

    assert answer["name"] == "于老师"
    assert answer["school"]["name"] == "滨河路小学"
    assert answer["posts"] == [
        {
            "kind": "homeroom_teacher",
            "label": answer["posts"][0]["label"],
            "school_class": {"id": str(maple.pk), "name": "三年级(2)班"},
            "grade": None,
            "subject": "",
        }
    ]
    assert "VISIT_RECORD" in answer["permissions"]
    assert answer["current_term"]["name"] == "2026-2027学年度第一学期"
    assert answer["current_term"]["week"] == 13
    assert answer["today"] == "2026-11-23"


def test_me_of_a_committee_member_has_no_term_and_reads_and_asks(as_user, committee):
    answer = as_user(committee).get("/api/v1/me/").json()

    assert answer["is_committee"]
    assert answer["permissions"] == [
        "CATALOGUE_READ",
        "CONSULTATION_READ",
        "HONOUR_READ",
        "PUBLICATION_READ",
        "QUESTION_ASK",
        "QUESTION_READ",
        "RECOGNITION_READ",
        "SUPERVISION_ENTER",
    ]
    assert answer["current_term"] is None


def test_nobody_is_401(as_user, db):
    answer = as_user().get("/api/v1/me/")

    assert answer.status_code == 401
    assert answer["Content-Type"].startswith("application/problem+json")
    assert answer.json()["code"] == "not_authenticated"


def test_a_homeroom_teacher_sees_the_own_children(as_user, homeroom, lin, song):
    answer = as_user(homeroom).get("/api/v1/students/").json()

    assert [row["name"] for row in answer["results"]] == ["林一诺"]
    assert answer["results"][0]["school_class"]["name"] == "三年级(2)班"


def test_a_child_out_of_reach_does_not_exist(as_user, homeroom, song):
    assert as_user(homeroom).get(f"/api/v1/students/{song.pk}/").status_code == 404


def test_the_list_of_children_costs_the_same_for_one_and_for_many(
    as_user, principal, lin, song, django_assert_num_queries
):
    client = as_user(principal)
    with django_assert_num_queries(6):
        client.get("/api/v1/students/")


@pytest.mark.parametrize("asked", ["limit=0", "limit=x", "offset=-1", "q=a&q=b", "order=name"])
def test_a_filter_that_makes_no_sense_is_refused(as_user, principal, asked):
    answer = as_user(principal).get(f"/api/v1/students/?{asked}")

    assert answer.status_code == 400
    assert answer.json()["errors"]


def test_deactivation_ends_the_session_at_once(as_user, admin, homeroom):
    teacher = as_user(homeroom)
    assert teacher.get("/api/v1/me/").status_code == 200

    answer = as_user(admin).post(f"/api/v1/accounts/{homeroom.pk}/deactivate/")

    assert answer.json()["is_active"] is False
    assert teacher.get("/api/v1/me/").status_code == 401


def test_nobody_deactivates_themselves(as_user, admin):
    assert as_user(admin).post(f"/api/v1/accounts/{admin.pk}/deactivate/").status_code == 403
