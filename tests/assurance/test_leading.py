"""The leading group, its members of each day, and its tasks."""

import datetime

import pytest

from school.assurance.actions import leading as actions
from school.assurance.models import LeadingMember, LeadingTask
from school.shared.models import AuditEntry
from tests.assurance.acts import DAY, file, group, task
from tests.assurance.http import code, patch, post
from tests.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
GROUPS = "/api/v1/leading-groups/"
TASKS = "/api/v1/leading-tasks/"


@pytest.fixture
def of(principal):
    return group(principal)


def test_a_group_with_colleagues_and_a_parent(as_user, principal, teacher, moral_director):
    made = post(
        as_user(principal), GROUPS, {"name": "文明校园创建工作领导小组", "starts_on": "2026-09-01"}
    )
    assert (made.status_code, made.json()["is_running"]) == (201, True)
    url = f"{GROUPS}{made.json()['id']}/members/"
    for body in (
        {"name": "家长代表", "part": "deputy", "starts_on": "2026-09-01"},
        {"staff": str(principal.staff_id), "part": "head", "starts_on": "2026-09-01"},
        {
            "staff": str(moral_director.staff_id),
            "part": "office",
            "duty": "日常协调",
            "starts_on": "2026-09-01",
        },
    ):
        assert post(as_user(moral_director), url, body).status_code == 201
    seen = as_user(teacher).get(f"{GROUPS}{made.json()['id']}/").json()
    assert [(one["name"], one["part"]) for one in seen["members"]] == [
        ("曲校长", "head"),
        ("家长代表", "deputy"),
        ("姜主任", "office"),
    ]
    assert seen["abilities"] == ["retrieve"]
    assert post(as_user(teacher), url, {}).status_code == 403


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ({}, ("name", "one_of_two")),
        ({"name": "某家长", "starts_on": "2026-08-31"}, ("starts_on", "outside_group")),
        ({"name": "某家长", "part": "king"}, ("part", "invalid_choice")),
    ],
)
def test_a_member_is_somebody_from_a_day_on(as_user, principal, of, more, answer):
    body = {"part": "member", "starts_on": "2026-09-01", **more}
    assert code(post(as_user(principal), f"{GROUPS}{of.pk}/members/", body)) == answer


def test_a_member_leaves_on_a_day_and_the_books_keep_both(as_user, principal, teacher, of):
    made = actions.add_member(
        by=principal, group_id=of.pk, part="member", staff=teacher.staff, starts_on=of.starts_on
    )
    body = {"member": str(made.pk), "ends_on": "2026-11-20"}
    left = post(as_user(principal), f"{GROUPS}{of.pk}/end-member/", body)

    assert [one["ends_on"] for one in left.json()["members"]] == ["2026-11-20"]
    assert LeadingMember.objects.count() == 2
    again = post(as_user(principal), f"{GROUPS}{of.pk}/end-member/", body)
    assert code(again) == ("member", "does_not_exist")


def test_a_group_ends_and_sets_no_more_tasks(as_user, principal, teacher, of):
    ended = patch(as_user(principal), f"{GROUPS}{of.pk}/", {"ends_on": "2026-11-22"}, 1)
    assert (ended.status_code, ended.json()["is_running"]) == (200, False)
    assert patch(as_user(principal), f"{GROUPS}{of.pk}/", {"name": "旧"}, 1).status_code == 412
    body = {
        "group": str(of.pk),
        "what": "整理档案",
        "owner": str(teacher.staff_id),
        "due_on": "2026-12-01",
    }
    assert code(post(as_user(principal), TASKS, body)) == "group_ended"


def test_a_task_is_done_by_its_owner_with_proof(as_user, principal, teacher, homeroom, of):
    row = task(principal, of, teacher)
    url, proof = f"{TASKS}{row.pk}/", file(teacher, "师德档案目录", kind="document")
    assert as_user(teacher).get(url).json()["abilities"] == ["retrieve", "finish"]
    assert as_user(homeroom).get(url).json()["abilities"] == ["retrieve"]
    body = {"done_on": "2026-11-23", "outcome": "已归档", "evidence": [str(proof.pk)]}
    assert post(as_user(homeroom), f"{url}finish/", body).status_code == 403
    done = post(as_user(teacher), f"{url}finish/", body)
    assert (done.status_code, done.json()["state"]) == (200, "done")
    assert [one["title"] for one in done.json()["evidence"]] == ["师德档案目录"]
    assert code(post(as_user(teacher), f"{url}finish/", body)) == "done_already"

    opened = post(as_user(principal), f"{url}reopen/", {"reason": "缺三份"})
    assert (opened.json()["state"], opened.json()["done_on"]) == ("open", None)
    assert AuditEntry.objects.get(verb="reopen").reason == "缺三份"
    assert code(post(as_user(principal), f"{url}reopen/", {"reason": "缺"})) == "not_done"


def test_a_task_moves_on_from_the_version_that_was_read(
    as_user, principal, teacher, homeroom, of, move_on
):
    row = task(principal, of, teacher)
    url = f"{TASKS}{row.pk}/"
    moved = patch(as_user(principal), url, {"owner": str(homeroom.staff_id)}, 1)
    assert moved.json()["owner"]["name"] == "于老师"
    assert patch(as_user(principal), url, {"what": "旧"}, 1).status_code == 412
    assert code(patch(as_user(principal), url, {"due_on": "2026-11-22"}, 2)) == (
        "due_on",
        "in_past",
    )
    move_on(10)
    late = as_user(principal).get(url).json()
    assert late["state"] == "overdue"
    kept = patch(as_user(principal), url, {"what": "整理", "due_on": late["due_on"]}, 2)
    assert kept.status_code == 200


@pytest.mark.parametrize(
    ("filters", "tasks"),
    [
        ({}, ["旧", "今", "成"]),
        ({"state": "overdue"}, ["旧"]),
        ({"state": "done"}, ["成"]),
        ({"state": "voided"}, ["废"]),
        ({"open": 1}, ["旧", "今"]),
        ({"open": 0}, ["成"]),
        ({"mine": 1}, []),
    ],
)
def test_tasks_are_found_by_how_they_stand(as_user, principal, teacher, of, filters, tasks):
    for n, what in enumerate(("旧", "今", "成", "废")):
        task(principal, of, teacher, what=what, due_on=TODAY + n * DAY)
    by_name = {one.what: one for one in LeadingTask.objects.all()}
    LeadingTask.objects.filter(what="旧").update(due_on=TODAY - DAY)
    actions.finish_task(by=teacher, task_id=by_name["成"].pk, done_on=TODAY, outcome="好")
    actions.void_task(by=principal, task_id=by_name["废"].pk, reason="重复")

    seen = as_user(principal).get(TASKS, filters).json()["results"]
    assert [one["what"] for one in seen] == tasks


def test_lists_cost_the_same_however_long(
    as_user, principal, teacher, of, django_assert_num_queries
):
    for extra in (1, 4):
        for _ in range(extra):
            other = group(principal)
            task(principal, other, teacher)
            actions.add_member(
                by=principal,
                group_id=other.pk,
                part="member",
                staff=teacher.staff,
                starts_on=datetime.date(2026, 9, 1),
            )
        for url, queries in ((GROUPS, 6), (TASKS, 6)):
            client = as_user(principal)
            with django_assert_num_queries(queries):
                client.get(url)
