"""Pledges: published, signed layer by layer, and never unsigned."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from school.assurance.actions import pledges as actions
from school.assurance.models import PledgeSignature, PledgeVersion
from school.shared.errors import InputRefused, RuleBroken
from school.shared.models import AuditEntry
from tests.assurance.acts import DAY, LAYERS, TEXT, form, open_round, person, sign, version
from tests.assurance.http import code, names, post
from tests.conftest import TODAY
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
ROUNDS = "/api/v1/pledge-rounds/"
SIGNERS = "/api/v1/pledge-signers/"


@pytest.fixture
def round_(principal, term):
    return open_round(principal, term)


def shown(client, row):
    return client.get(f"{ROUNDS}{row.pk}/").json()


def test_a_pledge_is_published_and_never_changed(as_user, principal, teacher):
    made = post(
        as_user(principal),
        "/api/v1/pledge-forms/",
        {"code": "ethics", "kind": "ethics", "title": "教师职业道德责任书"},
    )
    assert made.status_code == 201
    body = {
        "form": made.json()["id"],
        "text": TEXT,
        "effective_from": "2026-09-01",
        "layers": LAYERS,
    }
    key = uuid.uuid4()
    first = post(as_user(principal), "/api/v1/pledge-versions/", body, key)
    again = post(as_user(principal), "/api/v1/pledge-versions/", body, key)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["number"] == 1
    assert first.json()["layers"][0]["post_labels"] == ["德育主任", "教务主任"]
    assert code(post(as_user(principal), "/api/v1/pledge-versions/", body)) == (
        "effective_from",
        "not_later",
    )
    assert post(as_user(teacher), "/api/v1/pledge-versions/", body).status_code == 403
    read = as_user(teacher).get("/api/v1/pledge-versions/").json()["results"]
    assert [one["text"] for one in read] == [TEXT]
    with pytest.raises(TypeError):
        PledgeVersion.objects.update(text="改过")
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("UPDATE assurance_pledgeversion SET text = 'x'")


def test_a_form_has_a_code_of_its_own(principal):
    form(principal)
    with pytest.raises(InputRefused) as caught:
        actions.add_form(by=principal, code="ethics", kind="ethics", title="另一份")
    assert (caught.value.field, caught.value.code) == ("code", "taken")


def test_who_must_sign_is_computed_and_each_signs_for_themselves(
    as_user, round_, principal, moral_director, teacher, homeroom, two_hats
):
    seen = shown(as_user(teacher), round_)
    assert (seen["must_sign"], seen["signed"], seen["mine"]["state"]) == (4, 0, "overdue")
    assert seen["abilities"] == ["retrieve", "sign"]
    assert shown(as_user(principal), round_)["mine"] is None

    answer = post(as_user(teacher), f"{ROUNDS}{round_.pk}/sign/", {"sha256": round_.version.sha256})
    assert answer.status_code == 200
    assert answer.json()["mine"]["state"] == "signed"
    assert answer.json()["signed"] == 1
    again = post(as_user(teacher), f"{ROUNDS}{round_.pk}/sign/", {"sha256": round_.version.sha256})
    assert code(again) == "signed_already"
    other = post(as_user(homeroom), f"{ROUNDS}{round_.pk}/sign/", {"sha256": "0" * 64})
    assert code(other) == "text_changed"
    stranger = post(
        as_user(principal), f"{ROUNDS}{round_.pk}/sign/", {"sha256": round_.version.sha256}
    )
    assert code(stranger) == "not_bound"
    assert AuditEntry.objects.filter(record_id=round_.pk, verb="sign").count() == 1


def test_whoever_comes_later_must_sign_and_whoever_left_must_not(
    as_user, round_, principal, school, teacher, former
):
    assert shown(as_user(principal), round_)["must_sign"] == 1
    person(school, "new", "王新老师", starts_on=TODAY)
    person(school, "gone", "李老师", ends_on=TODAY - DAY)
    person(school, "ahead", "赵老师", starts_on=TODAY + DAY)

    assert shown(as_user(principal), round_)["must_sign"] == 2
    states = as_user(principal).get(SIGNERS, {"round": round_.pk}).json()["results"]
    assert [(one["staff"]["name"], one["state"]) for one in states] == [
        ("张老师", "overdue"),
        ("王新老师", "overdue"),
        ("李老师", "left"),
    ]


def test_nobody_signs_before_the_round_opens(principal, teacher, term):
    ahead = open_round(principal, term, opens_on=TODAY + DAY, due_on=TODAY + 9 * DAY)
    with pytest.raises(RuleBroken) as caught:
        sign(teacher, ahead)
    assert caught.value.code == "not_open_yet"


def test_layer_by_layer_somebody_else_signs_beside(
    as_user, round_, principal, moral_director, teacher, homeroom
):
    for user in (moral_director, teacher, homeroom):
        sign(user, round_)
    url = f"{ROUNDS}{round_.pk}/countersign/"
    head, two = str(moral_director.staff_id), [str(teacher.staff_id), str(homeroom.staff_id)]

    assert shown(as_user(moral_director), round_)["to_countersign"] == 2
    assert shown(as_user(principal), round_)["to_countersign"] == 1
    assert code(post(as_user(principal), url, {"staff": two})) == ("staff.0", "other_layer")
    assert code(post(as_user(moral_director), url, {"staff": [*two, head]})) == ("staff.2", "own")
    assert not PledgeSignature.objects.exclude(countersigned_at=None).exists()
    answer = post(as_user(moral_director), url, {"staff": two})
    assert answer.status_code == 200
    assert answer.json()["to_countersign"] == 0
    assert code(post(as_user(moral_director), url, {"staff": two})) == ("staff.0", "done_already")
    mine = shown(as_user(teacher), round_)["mine"]
    assert mine["countersigned_by"]["name"] == "姜主任"
    assert post(as_user(principal), url, {"staff": [head]}).status_code == 200


def test_a_signature_beside_which_another_stands_is_never_changed(round_, moral_director, teacher):
    sign(teacher, round_)
    actions.countersign(by=moral_director, round_id=round_.pk, staff=[teacher.staff])
    signatures = PledgeSignature.objects.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        signatures.update(text_sha256="0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        signatures.delete()


def test_no_signature_stands_under_another_text(round_, teacher):
    with pytest.raises(IntegrityError), transaction.atomic():
        PledgeSignature.objects.create(
            school_id=teacher.school_id,
            created_by=teacher,
            round=round_,
            staff=teacher.staff,
            text_sha256="0" * 64,
        )


def test_names_are_told_to_who_keeps_pledges_and_to_who_signs_beside(
    as_user, round_, principal, secretary, moral_director, teaching_director, teacher, homeroom
):
    heads, teachers = ["姜主任", "矫主任"], ["于老师", "张老师"]
    asked = {"round": str(round_.pk)}

    for user in (principal, secretary, moral_director):
        assert sorted(names(as_user(user).get(SIGNERS, asked))) == sorted(heads + teachers)
    assert names(as_user(teacher).get(SIGNERS, asked)) == ["张老师"]
    assert names(as_user(teaching_director).get(SIGNERS, asked)) == ["矫主任"]
    assert names(as_user(principal).get(SIGNERS, {**asked, "state": "signed"})) == []
    assert names(as_user(principal).get(SIGNERS, {"round": str(uuid.uuid4())})) == []
    assert len(names(as_user(principal).get(SIGNERS))) == 4


def test_a_form_is_signed_once_a_term_and_a_round_is_taken_back_while_nobody_has_signed(
    as_user, round_, principal, teacher, term
):
    with pytest.raises(RuleBroken) as caught:
        open_round(principal, term, version=round_.version)
    assert caught.value.code == "round_exists"
    actions.void_round(by=principal, round_id=round_.pk, reason="日期写错")
    second = open_round(principal, term, version=round_.version)
    assert len(as_user(principal).get(ROUNDS).json()["results"]) == 1
    assert len(as_user(principal).get(ROUNDS, {"voided": 1}).json()["results"]) == 2
    sign(teacher, second)
    answer = post(as_user(principal), f"{ROUNDS}{second.pk}/void/", {"reason": "不要了"})
    assert code(answer) == "signed_by_some"
    assert "void" not in shown(as_user(principal), second)["abilities"]


def test_a_list_of_rounds_costs_the_same_however_long(
    as_user, principal, teacher, term, django_assert_num_queries
):
    client = as_user(principal)
    for n in range(2):
        of = form(principal, f"form_{n}", f"责任书{n}", "other")
        open_round(principal, term, version=version(principal, form=of))
    counts = []
    for extra in (0, 3):
        for n in range(extra):
            of = form(principal, f"more_{n}", f"责任状{n}", "other")
            sign(teacher, open_round(principal, term, version=version(principal, form=of)))
        client = as_user(principal)
        with django_assert_num_queries(8):
            counts.append(client.get(ROUNDS).json()["count"])
    assert counts == [2, 5]


def test_a_stand_in_signs_and_who_is_on_leave_is_owed_when_back(as_user, round_, principal, school):
    staff = people.StaffMember(school=school, name="产假老师")
    people.Post(staff=staff, ends_on=TODAY - DAY)
    people.Post(staff=staff, starts_on=TODAY + 30 * DAY)

    found = as_user(principal).get(SIGNERS, {"round": round_.pk}).json()["results"]
    assert [(one["staff"]["name"], one["state"]) for one in found] == [("产假老师", "left")]
