"""What the parents' committee reads: frozen bytes, guarded figures, no child."""

import hashlib

import pytest

from school.shared.errors import RuleBroken
from school.summaries import render
from school.summaries.actions import compiling, publishing, reviewing
from school.summaries.models import Publication
from tests.factories import people
from tests.summaries.conftest import approve_all, compile_all, write

pytestmark = pytest.mark.usefixtures("now", "term")
PUBLICATIONS = "/api/v1/publications/"


def read(client, publication):
    return client.get(f"{PUBLICATIONS}{publication.pk}/").json()


@pytest.fixture
def second(publication, term, moral_director, teaching_director, principal):
    """The next edition of the same term."""
    summary = compile_all(compiling.request_summary(by=moral_director, term=term))
    write(summary, "organisation", "领导小组按月碰头。", by=moral_director)
    reviewing.submit(by=moral_director, summary_id=summary.pk)
    approve_all(summary, by=[teaching_director, principal])
    return publishing.publish(by=principal, summary_id=summary.pk)


def test_a_committee_member_reads_the_publication(as_user, committee, publication):
    body = read(as_user(committee), publication)

    assert body["title"] == "2026-2027学年度第一学期文明校园创建工作学期总结"
    assert (body["school_name"], body["state"], body["edition"]) == ("滨河路小学", "current", 1)
    items = [item for chapter in body["content"]["chapters"] for item in chapter["items"]]
    assert [item["number"] for item in items] == [*range(1, 21), None]
    told = next(item for item in items if item["number"] == 4)
    assert told["paragraphs"] == [
        [
            {"text": "本学期家访落实率为"},
            {"text": "本类无应计对象", "figure": "visits.coverage"},
            {"text": "，完成家访"},
            {"text": "0次", "figure": "visits.made"},
            {"text": "。"},
        ]
    ]
    assert items[0]["not_applicable"] is True
    assert [signed["name"] for signed in body["signed_by"]] == ["姜主任", "矫主任", "曲校长"]


def test_the_document_is_served_byte_for_byte(as_user, committee, publication):
    answer = as_user(committee).get(f"{PUBLICATIONS}{publication.pk}/document/")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert hashlib.sha256(answer.content).hexdigest() == publication.sha256
    assert "本项不涉及" in answer.content.decode()


def test_the_document_runs_no_style_but_its_own(as_user, committee, publication):
    answer = as_user(committee).get(f"{PUBLICATIONS}{publication.pk}/document/")
    policy = answer["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe-inline" not in policy
    assert 'style="' not in answer.content.decode()
    assert "<script" not in answer.content.decode()


def test_a_browser_that_asks_for_html_gets_it(as_user, committee, publication):
    answer = as_user(committee).get(
        f"{PUBLICATIONS}{publication.pk}/document/", headers={"Accept": "text/html"}
    )

    assert answer.status_code == 200


def test_later_records_change_nothing_in_it(as_user, committee, publication, maple):
    before = as_user(committee).get(f"{PUBLICATIONS}{publication.pk}/document/").content
    people.Placement(student=people.Student(school=publication.school), school_class=maple)

    assert as_user(committee).get(f"{PUBLICATIONS}{publication.pk}/document/").content == before


def test_the_edition_before_stays_readable_and_is_marked(as_user, committee, publication, second):
    client = as_user(committee)

    listed = client.get(PUBLICATIONS).json()["results"]
    assert [(one["edition"], one["state"]) for one in listed] == [(2, "current"), (1, "superseded")]
    first = read(client, publication)
    assert first["superseded_by"] == str(second.pk)
    assert first["content"]["chapters"]
    assert client.get(f"{PUBLICATIONS}{publication.pk}/document/").status_code == 200


def test_of_a_withdrawn_publication_a_tombstone_is_left(
    as_user, committee, publication, approved, principal
):
    publishing.withdraw(by=principal, summary_id=approved.pk, reason="数据有误")
    client = as_user(committee)

    body = read(client, publication)

    assert (body["state"], body["content"], body["signed_by"]) == ("withdrawn", None, [])
    assert body["withdrawn_reason"] == "数据有误"
    gone = client.get(f"{PUBLICATIONS}{publication.pk}/document/")
    assert (gone.status_code, gone.json()["code"]) == (410, "withdrawn")


def test_everybody_gets_the_same_bytes(as_user, committee, principal, publication):
    one, other = (
        as_user(user).get(f"{PUBLICATIONS}{publication.pk}/document/").content
        for user in (committee, principal)
    )

    assert one == other


def test_another_schools_publication_does_not_exist(as_user, stranger, publication):
    client = as_user(stranger)

    assert client.get(f"{PUBLICATIONS}{publication.pk}/").status_code == 404
    assert client.get(f"{PUBLICATIONS}{publication.pk}/document/").status_code == 404
    assert client.get(PUBLICATIONS).json()["count"] == 0


def test_nobody_reads_without_signing_in(as_user, publication):
    assert as_user().get(f"{PUBLICATIONS}{publication.pk}/document/").status_code == 401


def test_a_committee_member_of_yesterday_reads_nothing(as_user, school, publication):
    former = people.User(school=school)

    assert as_user(former).get(PUBLICATIONS).status_code == 403


def test_a_child_who_came_after_the_gates_keeps_the_paper_from_being_published(
    written, school, moral_director, teaching_director, principal
):
    write(written, "organisation", "领导小组由曲一诺牵头。", by=moral_director)
    reviewing.submit(by=moral_director, summary_id=written.pk)
    approve_all(written, by=[teaching_director, principal])
    people.Student(school=school, name="曲一诺")

    with pytest.raises(RuleBroken) as broken:
        publishing.publish(by=principal, summary_id=written.pk)

    assert broken.value.code == "leak_found"
    assert Publication.objects.count() == 0
    written.refresh_from_db()
    assert written.state == "approved"


def test_a_childs_number_is_found(publication):
    document = "<p>学号20260107的学生</p>"

    with pytest.raises(RuleBroken):
        render.check_no_child(document, {"signed_by": []}, {"20260107": "于沐宸"})
    render.check_no_child("<p>2026年</p>", {"signed_by": []}, {"2026": "于沐宸"})


def test_a_signer_of_a_childs_name_signs(publication):
    signed = {"signed_by": [{"name": "于沐宸"}]}

    render.check_no_child("<td>于沐宸</td>", signed, {"20260107": "于沐宸"})


def test_what_is_written_is_escaped(written, moral_director, teaching_director, principal):
    write(written, "organisation", "<b>领导小组</b>按月碰头。", by=moral_director)
    reviewing.submit(by=moral_director, summary_id=written.pk)
    approve_all(written, by=[teaching_director, principal])

    document = publishing.publish(by=principal, summary_id=written.pk).html

    assert "&lt;b&gt;领导小组&lt;/b&gt;" in document


def test_the_values_and_their_record_ids_are_kept_and_not_served(as_user, committee, publication):
    assert set(publication.figures) == {"visits.coverage", "visits.made"}
    assert "records" in publication.figures["visits.coverage"]
    assert "figures" not in read(as_user(committee), publication)
