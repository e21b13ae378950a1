"""What people say about the school's ethics: who hears of it, and who never does."""

import json

import pytest
from django.db import IntegrityError, connection, transaction

from school.assurance.actions import supervision as actions
from school.assurance.models import SupervisionItem
from school.people.access import RECENT
from school.shared.errors import InputRefused, RuleBroken
from school.shared.models import AuditEntry
from tests.assurance.acts import DAY, enter
from tests.assurance.http import code, post
from tests.conftest import TODAY, just_signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
ITEMS = "/api/v1/supervision-items/"
WORDS = "老师当众批评孩子"
BODY = {
    "received_on": "2026-11-23",
    "way": "phone",
    "side": "parent",
    "nature": "complaint",
    "about": WORDS,
}


@pytest.fixture
def item(secretary, teacher):
    """A complaint about the teacher."""
    return enter(secretary, concerned=teacher.staff)


@pytest.fixture
def assigned(item, principal, moral_director):
    actions.assign_item(by=principal, item_id=item.pk, handler=moral_director.staff)
    return item


def seen(client):
    return [one["id"] for one in client.get(ITEMS).json()["results"]]


def answer(by, item, **more):
    actions.answer_item(
        **{
            "by": by,
            "item_id": item.pk,
            "handling": "与老师谈话，老师已道歉",
            "reply": "学校已处理",
            "replied_on": TODAY,
            **more,
        }
    )


def test_the_words_lie_sealed_and_stand_in_no_list(as_user, secretary, teacher, item):
    with connection.cursor() as cursor:
        cursor.execute("SELECT about FROM assurance_supervisionitem")
        (stored,) = cursor.fetchone()
    assert stored.startswith("sealed1:")
    client = as_user(secretary)
    for url in (ITEMS, f"{ITEMS}{item.pk}/"):
        assert WORDS not in client.get(url).content.decode()
    entry = AuditEntry.objects.get(record_id=item.pk, verb="enter")
    assert WORDS not in json.dumps(entry.changes, ensure_ascii=False)


def test_principal_secretary_and_handler_know_of_it_and_nobody_else(
    as_user, principal, secretary, moral_director, teaching_director, teacher, homeroom, item
):
    for user in (principal, secretary):
        assert seen(as_user(user)) == [str(item.pk)]
    for user in (moral_director, teaching_director):
        assert seen(as_user(user)) == []
        assert as_user(user).get(f"{ITEMS}{item.pk}/").status_code == 404
    assert as_user(homeroom).get(ITEMS).status_code == 403
    actions.assign_item(by=principal, item_id=item.pk, handler=moral_director.staff)
    assert seen(as_user(moral_director)) == [str(item.pk)]


def test_whom_it_concerns_never_sees_it_whatever_the_office(
    as_user, principal, secretary, moral_director
):
    about_principal = enter(secretary, concerned=principal.staff)
    mine = just_signed_in(as_user, principal)

    assert seen(mine) == []
    for verb, body in (
        ("reveal", {"purpose": "看看"}),
        ("assign", {"handler": str(moral_director.staff_id)}),
    ):
        assert post(mine, f"{ITEMS}{about_principal.pk}/{verb}/", body).status_code == 404
    assert seen(as_user(secretary)) == [str(about_principal.pk)]


def test_whom_it_concerns_loses_sight_of_it_when_that_is_said(as_user, principal, secretary):
    row = enter(principal)
    assert seen(as_user(principal)) == [str(row.pk)]
    with pytest.raises(InputRefused) as caught:
        actions.assign_item(
            by=secretary, item_id=row.pk, handler=principal.staff, concerned=principal.staff
        )
    assert caught.value.code == "concerned"
    actions.assign_item(
        by=secretary, item_id=row.pk, handler=secretary.staff, concerned=principal.staff
    )
    assert seen(as_user(principal)) == []


def test_the_database_lets_nobody_handle_what_concerns_them(item, teacher, principal):
    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisionItem.objects.update(
            handler=teacher.staff, assigned_at=item.created_at, assigned_by=principal
        )


def test_the_committee_enters_items_and_sees_its_own(as_user, committee, secretary, teacher, item):
    client = just_signed_in(as_user, committee)
    named = post(client, ITEMS, {**BODY, "concerned": str(teacher.staff_id)})
    assert code(named) == ("concerned", "does_not_exist")
    made = post(client, ITEMS, BODY)
    assert made.status_code == 201
    assert "concerned" not in made.json()
    assert made.json()["abilities"] == ["retrieve", "reveal"]
    assert seen(client) == [made.json()["id"]]

    told = as_user(secretary).get(f"{ITEMS}{made.json()['id']}/").json()
    assert (told["is_from_committee"], told["recorded_by"]) == (True, None)
    row = SupervisionItem.objects.get(pk=made.json()["id"])
    actions.assign_item(by=secretary, item_id=row.pk, handler=secretary.staff)
    answer(secretary, row)
    words = post(client, f"{ITEMS}{row.pk}/reveal/", {"purpose": "转告家长"}).json()
    assert words == {"about": WORDS, "reply": "学校已处理", "void_reason": ""}


def test_who_handles_it_reads_it_for_a_purpose_after_a_step_up(
    as_user, moral_director, assigned, move_on
):
    url = f"{ITEMS}{assigned.pk}/reveal/"
    client = just_signed_in(as_user, moral_director)

    assert code(post(client, url)) == ("purpose", "required")
    assert not AuditEntry.objects.filter(verb="reveal").exists()
    words = post(client, url, {"purpose": "了解情况"})
    assert words.json()["about"] == WORDS
    entry = AuditEntry.objects.get(verb="reveal")
    assert (entry.record_id, entry.reason) == (assigned.pk, "了解情况")
    move_on((RECENT.total_seconds() + 60) / 86400)
    late = post(client, url, {"purpose": "了解情况"})
    assert (late.status_code, late.json()["code"]) == (403, "step_up_required")


def test_it_is_assigned_looked_into_and_answered(as_user, principal, moral_director, item):
    office, handler = as_user(principal), as_user(moral_director)
    url = f"{ITEMS}{item.pk}/"
    assert office.get(url).json()["state"] == "received"
    body = {"handling": "谈话", "reply": "已处理", "replied_on": "2026-11-23"}
    early = post(office, f"{url}answer/", body)
    assert code(early) == "nobody_handles"
    given = post(office, f"{url}assign/", {"handler": str(moral_director.staff_id)})
    assert (given.json()["state"], given.json()["handler"]["name"]) == ("handled", "姜主任")
    done = post(handler, f"{url}answer/", body)
    assert (done.status_code, done.json()["state"]) == (200, "answered")
    assert done.json()["abilities"] == ["retrieve", "reveal"]
    again = post(handler, f"{url}answer/", body)
    assert code(again) == "answered_already"


def test_only_an_office_looks_into_items(as_user, principal, item, homeroom):
    answer_ = post(
        as_user(principal),
        f"{ITEMS}{item.pk}/assign/",
        {"handler": str(homeroom.staff_id)},
    )
    assert code(answer_) == ("handler", "does_not_exist")


@pytest.mark.parametrize(("days_on", "late"), [(15, False), (16, True)])
def test_an_answer_is_due_in_fifteen_days(as_user, principal, item, move_on, days_on, late):
    move_on(days_on)
    told = as_user(principal).get(f"{ITEMS}{item.pk}/").json()

    assert (told["due_on"], told["is_overdue"]) == ("2026-12-08", late)


def test_the_reply_comes_after_what_came_in(assigned, moral_director):
    with pytest.raises(InputRefused) as caught:
        answer(moral_director, assigned, replied_on=TODAY - DAY)
    assert caught.value.code == "too_early"
    answer(moral_director, assigned, reply="")
    assert SupervisionItem.objects.get().replied_on == TODAY


def test_an_item_entered_by_mistake_stays_and_counts_no_more(as_user, secretary, item):
    client = just_signed_in(as_user, secretary)
    gone = post(client, f"{ITEMS}{item.pk}/void/", {"reason": "重复登记"})
    assert (gone.status_code, gone.json()["state"]) == (200, "voided")
    assert not AuditEntry.objects.get(verb="void").reason
    with pytest.raises(RuleBroken) as caught:
        actions.assign_item(by=secretary, item_id=item.pk, handler=secretary.staff)
    assert caught.value.code == "voided"
    words = post(client, f"{ITEMS}{item.pk}/reveal/", {"purpose": "核对"}).json()
    assert words["void_reason"] == "重复登记"


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({"state": "received"}, 1),
        ({"state": "handled"}, 0),
        ({"open": 1}, 1),
        ({"open": 0}, 1),
        ({"mine": 1}, 0),
        ({"nature": "praise"}, 1),
    ],
)
def test_items_are_found_by_how_they_stand(as_user, principal, secretary, item, filters, number):
    other = enter(secretary, nature="praise")
    actions.void_item(by=secretary, item_id=other.pk, reason="重复")

    assert as_user(principal).get(ITEMS, filters).json()["count"] == number


def test_a_list_costs_the_same_however_long(as_user, secretary, teacher, django_assert_num_queries):
    for extra in (1, 5):
        for _ in range(extra):
            enter(secretary, concerned=teacher.staff)
        client = as_user(secretary)
        with django_assert_num_queries(5):
            client.get(ITEMS)
