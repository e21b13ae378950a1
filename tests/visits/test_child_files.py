"""One child's file: who decided, did and opened what; each opening is logged."""

import datetime

import pytest

from school.shared.models import AuditEntry
from school.visits import models
from school.visits.actions import care, companions, proposals
from school.visits.actions import visits as written

pytestmark = pytest.mark.usefixtures("now", "term")


@pytest.fixture
def story(homeroom, teacher, moral_director, principal, lin, hardship, single_parent):
    """Proposed, confirmed, visited, declined, excused, opened."""
    asked = proposals.propose_start(
        by=homeroom,
        student=lin,
        category=hardship,
        starts_on=datetime.date(2026, 9, 1),
        basis="民政部门名单",
        note="低保家庭",
    )
    proposals.confirm_proposal(by=moral_director, proposal_id=asked.pk)
    direct = care.register_circumstance(
        by=moral_director,
        student=lin,
        category=single_parent,
        starts_on=datetime.date(2026, 9, 10),
        source="家长告知",
        note="父母离异",
    )
    care.end_circumstance(
        by=moral_director,
        circumstance_id=direct.pk,
        ends_on=datetime.date(2026, 10, 10),
        reason="家长要求撤销",
    )
    visit = written.record_visit(
        by=homeroom,
        student=lin,
        visited_on=datetime.date(2026, 11, 20),
        channel="on_site",
        outcome="done",
        integrity=True,
        purposes=[hardship],
        companions=[teacher.staff],
        narrative="孩子在灯下写作业",
        agreed={
            "what": "每周谈一次",
            "owner": homeroom.staff,
            "due_on": datetime.date(2026, 12, 1),
        },
    )
    companions.confirm_companion(
        by=teacher, companion_id=models.VisitCompanion.objects.get(visit=visit).pk
    )
    written.reveal_visit(by=principal, visit_id=visit.pk, purpose="家长来访")
    return visit


def opened(client, student):
    return client.get(f"/api/v1/child-files/{student.pk}/")


def lines(body, kind):
    return [one for one in body["entries"] if one["kind"] == kind]


def test_the_file_tells_who_decided_what(as_user, homeroom, lin, story):
    answer = opened(as_user(homeroom), lin)

    body = answer.json()
    assert [one["class_name"] for one in body["placements"]] == ["三年级(2)班"]
    assert [one["category"]["name"] for one in body["circumstances"]] == ["单亲生", "特困生"]
    steps = {one["what"]: one for one in lines(body, "proposal")}
    assert set(steps) == {"proposed", "confirmed_unchecked"}
    assert steps["proposed"]["by"] == {"name": "于老师", "posts": ["班主任"]}
    assert steps["confirmed_unchecked"]["by"]["posts"] == ["德育主任"]
    register = {one["what"]: one for one in lines(body, "circumstance")}
    assert set(register) == {"registered", "ended"}
    assert (register["ended"]["text"], register["ended"]["on"]) == ("家长要求撤销", "2026-10-10")
    visit = lines(body, "visit")[0]["visit"]
    assert (visit["purposes"], visit["companions"][0]["answer"]) == (["送温暖"], "confirmed")
    assert lines(body, "follow_up")[0]["text"] == "每周谈一次"
    days = [one["day"] for one in body["entries"]]
    assert days == sorted(days, reverse=True)


def test_it_tells_who_opened_what_was_sealed_in_which_role_and_why(as_user, homeroom, lin, story):
    """P-08."""
    body = opened(as_user(homeroom), lin).json()

    assert [(one["what"], one["by"], one["text"]) for one in lines(body, "opened")] == [
        ("narrative", {"name": "曲校长", "posts": ["校长"]}, "家长来访")
    ]


def test_no_sealed_text_stands_in_it(as_user, moral_director, lin, story):
    told = opened(as_user(moral_director), lin).content.decode()

    assert all(sealed not in told for sealed in ("低保", "离异", "灯下"))


def test_each_opening_is_logged_and_shown_to_the_next(
    as_user, homeroom, moral_director, lin, story
):
    opened(as_user(moral_director), lin)
    opened(as_user(moral_director), lin)

    assert AuditEntry.objects.filter(verb="open", record_id=lin.pk).count() == 2
    files = [
        one
        for one in lines(opened(as_user(homeroom), lin).json(), "opened")
        if one["what"] == "file"
    ]
    assert [one["by"]["name"] for one in files] == ["姜主任", "姜主任"]


def test_who_may_not_know_of_the_child_finds_nothing_and_logs_nothing(
    as_user, other_homeroom, teacher, lin, story
):
    assert opened(as_user(other_homeroom), lin).status_code == 404
    assert opened(as_user(teacher), lin).status_code == 403
    assert not AuditEntry.objects.filter(verb="open").exists()


def test_it_takes_the_same_queries_however_long_the_story(
    as_user, homeroom, lin, story, hardship, django_assert_num_queries
):
    client = as_user(homeroom)
    opened(client, lin)
    with django_assert_num_queries(27):
        opened(client, lin)
    for day in (16, 17, 18, 19):
        written.record_visit(
            by=homeroom,
            student=lin,
            visited_on=datetime.date(2026, 11, day),
            channel="phone",
            outcome="declined",
            integrity=True,
            purposes=[hardship],
        )
    with django_assert_num_queries(27):
        opened(client, lin)
