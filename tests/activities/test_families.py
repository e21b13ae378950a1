"""Questions of parents without a name, their answers, and texts that were recommended."""

import pytest

from school.activities import models
from school.shared.models import AuditEntry
from tests.factories import activities as rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
URL, PIECES = "/api/v1/consultations/", "/api/v1/parenting-pieces/"
ASKED = {"asked_on": "2026-11-20", "topic": "写作业拖拉", "question": "孩子写作业总要催，怎么办？"}


def test_a_question_is_taken_down_with_or_without_its_answer(as_user, homeroom, send):
    client = as_user(homeroom)
    made = send(client, URL, ASKED).json()
    assert (made["is_answered"], made["answered_on"], made["is_shared"]) == (False, None, False)
    assert set(made["abilities"]) == {"retrieve", "answer", "void"}
    made = send(client, URL, {**ASKED, "answer": "先一起定一个时间"}).json()
    assert (made["is_answered"], made["answered_on"]) == (True, "2026-11-20")
    assert made["answered_by"]["name"] == "于老师"


@pytest.mark.parametrize("field", ["topic", "question", "answer"])
def test_no_child_is_named(as_user, homeroom, lin, send, code, field):
    body = {**ASKED, "answer": "先定时间", field: "林一诺写作业总要催"}
    assert code(send(as_user(homeroom), URL, body)) == (field, "child_named")
    assert not models.Consultation.objects.exists()


def test_an_answer_names_no_child_and_follows_the_question(
    as_user, homeroom, lin, school, send, code
):
    row = rows.Consultation(school=school)
    client, url = as_user(homeroom), f"{URL}{row.pk}/answer/"
    assert code(send(client, url, {"answer": "林一诺可以先定时间"})) == ("answer", "child_named")
    for day, error in (("2026-11-17", "before_question"), ("2026-11-24", "in_future")):
        answer = send(client, url, {"answer": "先定时间", "answered_on": day})
        assert code(answer) == ("answered_on", error)
    shown = send(client, url, {"answer": "先定时间"}).json()
    assert (shown["answer"], shown["answered_on"]) == ("先定时间", "2026-11-23")
    assert send(client, url, {"answer": "先一起定时间"}).json()["answer"] == "先一起定时间"
    assert AuditEntry.objects.filter(verb="answer").count() == 2
    assert not [one for one in AuditEntry.objects.all() if "定时间" in str(one.changes)]


def test_only_a_shared_answer_is_read_by_others_and_by_the_committee(
    as_user, homeroom, teacher, committee, admin, school, send, code
):
    row = rows.Consultation(school=school)
    keeper, url = as_user(homeroom), f"{URL}{row.pk}/"
    assert code(send(keeper, f"{url}share/", {"is_shared": True})) == "unanswered"
    send(keeper, f"{url}answer/", {"answer": "先定时间"})
    for user in (teacher, committee):
        assert as_user(user).get(URL).json()["count"] == 0
        assert as_user(user).get(url).status_code == 404
    assert send(keeper, f"{url}share/", {"is_shared": True}).json()["is_shared"] is True

    assert as_user(teacher).get(url).json()["answered_by"]["name"] == "于老师"
    shown = as_user(committee).get(url).json()
    assert (shown["answer"], shown["answered_by"]) == ("先定时间", None)
    assert shown["abilities"] == ["retrieve"]
    assert as_user(admin).get(URL).status_code == 403
    assert send(as_user(teacher), f"{url}answer/", {"answer": "x"}).status_code == 403

    send(keeper, f"{url}share/", {"is_shared": False})
    assert as_user(committee).get(url).status_code == 404


def test_a_question_is_taken_back(as_user, homeroom, committee, school, send, code):
    row = rows.answered(school, homeroom, is_shared=True)
    client, url = as_user(homeroom), f"{URL}{row.pk}/"
    assert send(client, f"{url}void/", {"reason": "重复"}).json()["is_voided"] is True
    assert code(send(client, f"{url}answer/", {"answer": "x"})) == "voided"
    assert client.get(URL).json()["count"] == 0
    assert as_user(committee).get(URL).json()["count"] == 0


def test_the_list_is_filtered_and_leaves_as_a_file(as_user, homeroom, school):
    rows.Consultation(school=school)
    rows.answered(school, homeroom, is_shared=True)
    client = as_user(homeroom)
    for asked, count in (
        ({}, 2),
        ({"answered": 1}, 1),
        ({"answered": 0}, 1),
        ({"shared": 1}, 1),
        ({"first": "2026-11-19"}, 0),
        ({"last": "2026-11-19"}, 2),
    ):
        assert client.get(URL, asked).json()["count"] == count, asked
    answer = client.post(f"{URL}export/", {"as": "csv"}, format="json")
    assert answer.content.decode("utf-8-sig").count("写作业拖拉") == 2


def test_a_text_of_a_parent_is_recommended_and_settled_once(
    as_user, homeroom, teacher, lin, send, code
):
    client = as_user(homeroom)
    body = {"title": "陪孩子读书的三年", "sent_to": "家教周报", "sent_on": "2026-11-02"}
    made = send(client, PIECES, body).json()
    assert made["state"] == "sent"
    assert code(send(client, PIECES, {**body, "title": "林一诺的妈妈"})) == ("title", "child_named")
    assert send(as_user(teacher), PIECES, body).status_code == 403
    url = f"{PIECES}{made['id']}/"
    for change, error in (
        ({"state": "sent", "settled_on": "2026-11-20"}, ("state", "not_settled")),
        ({"state": "published", "settled_on": "2026-11-01"}, ("settled_on", "before_sent")),
        ({"state": "published", "settled_on": "2026-11-24"}, ("settled_on", "in_future")),
    ):
        assert code(send(client, f"{url}settle/", change)) == error
    settled = {"state": "published", "settled_on": "2026-11-20"}
    assert send(client, f"{url}settle/", settled).json()["state"] == "published"
    assert code(send(client, f"{url}settle/", settled)) == "settled"
    assert as_user(teacher).get(PIECES, {"state": "published"}).json()["count"] == 1
    assert send(client, f"{url}void/", {"reason": "错"}).json()["is_voided"] is True
    assert client.get(PIECES).json()["count"] == 0
