"""From a finding to the second look, by two different people."""

import pytest
from django.db import IntegrityError, connection, transaction

from school.assurance.actions import inspections as actions
from school.assurance.models import Finding, Inspection, Rectification
from school.shared.errors import InputRefused, RuleBroken
from school.shared.models import AuditEntry
from tests.assurance.acts import DAY, file, finding, inspect, kind, recheck, rectify
from tests.assurance.http import code, patch, post
from tests.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
INSPECTIONS = "/api/v1/inspections/"
FINDINGS = "/api/v1/findings/"


@pytest.fixture
def found(principal, teacher):
    """A finding that is the teacher's to put right."""
    return inspect(principal, finding(teacher)).findings.get()


def shown(client, row):
    return client.get(f"{FINDINGS}{row.pk}/").json()


def body(principal, teacher, **more):
    return {
        "kind": str(kind(principal).pk),
        "inspected_on": "2026-11-20",
        "area": "教学楼",
        "inspectors": [str(principal.staff_id)],
        "outcome": "总体良好",
        "findings": [
            {
                "item": "消防栓",
                "what": "缺水带",
                "severity": "high",
                "owner": str(teacher.staff_id),
                "deadline": "2026-11-27",
            }
        ],
        **more,
    }


def test_an_inspection_comes_with_its_findings_in_one_gesture(as_user, principal, teacher):
    answer = post(as_user(principal), INSPECTIONS, body(principal, teacher))

    assert answer.status_code == 201
    seen = answer.json()
    assert (seen["findings"], seen["put_right"], seen["overdue"]) == (1, 0, 0)
    assert seen["lines"][0]["owner"]["name"] == "张老师"
    assert seen["lines"][0]["state"] == "open"
    assert answer.headers["ETag"] == '"1"'
    assert post(as_user(teacher), INSPECTIONS, body(principal, teacher)).status_code == 403


@pytest.mark.parametrize(
    ("more", "answer"),
    [
        ({"inspected_on": "2026-11-24"}, ("inspected_on", "in_future")),
        ({"inspected_on": "2025-11-21"}, ("inspected_on", "too_long_ago")),
        ({"inspected_on": "2026-11-23"}, None),
        ({"inspectors": []}, ("inspectors", "empty")),
        ({"area": " "}, ("area", "blank")),
    ],
)
def test_an_inspection_is_recorded_after_it_was_held(as_user, principal, teacher, more, answer):
    made = post(as_user(principal), INSPECTIONS, body(principal, teacher, **more))

    assert (None if made.status_code == 201 else code(made)) == answer


def test_a_deadline_before_the_inspection_takes_all_of_it_back(as_user, principal, teacher):
    wrong = body(principal, teacher)
    wrong["findings"][0]["deadline"] = "2026-11-01"

    answer = post(as_user(principal), INSPECTIONS, wrong)
    assert code(answer) == ("findings.0.deadline", "before_inspection")
    assert not Inspection.objects.exists()


def test_the_owner_puts_it_right_and_another_looks_again(as_user, principal, teacher, found):
    client = as_user(teacher)
    assert shown(client, found)["abilities"] == ["retrieve", "rectify"]
    photo = file(teacher)
    done = post(
        client,
        f"{FINDINGS}{found.pk}/rectify/",
        {"rectified_on": "2026-11-23", "done": "已配齐", "evidence": [str(photo.pk)]},
    )
    assert done.status_code == 200
    assert (done.json()["state"], done.json()["abilities"]) == ("rectified", ["retrieve"])
    assert done.json()["rectifications"][0]["evidence"][0]["title"] == "现场照片"

    body = {"rechecked_on": "2026-11-23", "recheck": "ok"}
    assert post(client, f"{FINDINGS}{found.pk}/recheck/", body).status_code == 403
    ok = post(as_user(principal), f"{FINDINGS}{found.pk}/recheck/", body)
    assert (ok.status_code, ok.json()["state"]) == (200, "closed")
    assert ok.json()["abilities"] == ["retrieve"]
    again = post(
        client, f"{FINDINGS}{found.pk}/rectify/", {"rectified_on": "2026-11-23", "done": "再修"}
    )
    assert code(again) == "closed"


def test_nobody_looks_again_at_what_they_put_right_themselves(
    principal, moral_director, teacher, found
):
    """An office may write down what was done; then another one looks."""
    rectify(principal, found)
    with pytest.raises(RuleBroken) as caught:
        recheck(principal, found)
    assert caught.value.code == "own_work"
    with pytest.raises(IntegrityError), transaction.atomic():
        Rectification.objects.update(
            rechecked_by=principal, rechecked_at=found.created_at, rechecked_on=TODAY, recheck="ok"
        )
    recheck(moral_director, found)
    assert Rectification.objects.get().recheck == "ok"


def test_the_owner_never_looks_again(as_user, principal, moral_director):
    """Also when the office put it right and the owner is an inspector."""
    row = inspect(principal, finding(moral_director)).findings.get()
    rectify(principal, row)

    body = {"rechecked_on": "2026-11-23", "recheck": "ok"}
    answer = post(as_user(moral_director), f"{FINDINGS}{row.pk}/recheck/", body)
    assert answer.status_code == 403


def test_not_yet_right_it_goes_back_with_another_deadline(as_user, principal, teacher, found):
    rectify(teacher, found)
    assert code(
        post(
            as_user(principal),
            f"{FINDINGS}{found.pk}/recheck/",
            {"rechecked_on": "2026-11-23", "recheck": "not_yet"},
        )
    ) == ("deadline", "required")
    recheck(principal, found, "not_yet", deadline=TODAY + 2 * DAY, remark="水带规格不对")

    seen = shown(as_user(teacher), found)
    assert (seen["state"], seen["deadline"]) == ("open", "2026-11-25")
    assert seen["rectifications"][0]["remark"] == "水带规格不对"
    rectify(teacher, found)
    recheck(principal, found)
    assert shown(as_user(teacher), found)["state"] == "closed"
    assert [one.recheck for one in Rectification.objects.all()] == ["not_yet", "ok"]


def test_what_was_looked_at_again_is_never_changed(principal, teacher, found):
    rectify(teacher, found)
    recheck(principal, found)
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("UPDATE assurance_rectification SET done = 'x'")


def test_it_waits_for_the_second_look_before_it_is_put_right_once_more(principal, teacher, found):
    with pytest.raises(RuleBroken) as caught:
        recheck(principal, found)
    assert caught.value.code == "nothing_to_recheck"
    rectify(teacher, found)
    with pytest.raises(RuleBroken) as caught:
        rectify(teacher, found)
    assert caught.value.code == "waits_for_recheck"
    with pytest.raises(InputRefused) as caught_:
        recheck(principal, found, rechecked_on=TODAY - DAY)
    assert caught_.value.code == "too_early"


def test_a_finding_is_changed_from_the_version_that_was_read(
    as_user, principal, teacher, homeroom, found
):
    url = f"{FINDINGS}{found.pk}/"
    body = {"owner": str(homeroom.staff_id), "deadline": "2026-12-01"}

    changed = patch(as_user(principal), url, body, 1)
    assert (changed.status_code, changed.json()["owner"]["name"]) == (200, "于老师")
    stale = patch(as_user(principal), url, {"severity": "low"}, 1)
    assert stale.status_code == 412
    assert stale.json()["current"]["version"] == 2
    assert as_user(principal).patch(url, body, format="json").status_code == 428
    assert as_user(teacher).get(url).status_code == 404
    entry = AuditEntry.objects.get(record_id=found.pk, verb="change")
    assert entry.changes["deadline"] == ["2026-11-30", "2026-12-01"]


def test_an_inspection_is_changed_and_added_to(as_user, principal, teacher, doctor):
    row = inspect(principal)
    url = f"{INSPECTIONS}{row.pk}/"
    changed = patch(as_user(principal), url, {"inspectors": [str(doctor.staff_id)]}, 1)
    assert [one["name"] for one in changed.json()["inspectors"]] == ["林校医"]

    one = {
        "item": "疏散通道",
        "what": "堆放杂物",
        "severity": "medium",
        "owner": str(teacher.staff_id),
        "deadline": "2026-11-25",
    }
    added = post(as_user(doctor), f"{url}findings/", one)
    assert (added.status_code, added.json()["findings"]) == (201, 1)


def test_what_was_entered_by_mistake_counts_no_more(as_user, principal, teacher, found):
    other = inspect(principal)
    answer = post(as_user(principal), f"{INSPECTIONS}{other.pk}/void/", {"reason": "重复"})
    assert (answer.status_code, answer.json()["is_voided"]) == (200, True)
    assert len(as_user(principal).get(INSPECTIONS).json()["results"]) == 1
    actions.void_finding(by=principal, finding_id=found.pk, reason="误记")
    assert as_user(teacher).get(FINDINGS).json()["results"] == []
    with pytest.raises(RuleBroken) as caught:
        rectify(teacher, found)
    assert caught.value.code == "voided"


def test_what_somebody_put_right_stays(principal, teacher, found):
    rectify(teacher, found)
    for act, key in ((actions.void_finding, found.pk), (actions.void_inspection, None)):
        name = "finding_id" if key else "inspection_id"
        with pytest.raises(RuleBroken) as caught:
            act(by=principal, reason="误记", **{name: key or found.inspection_id})
        assert caught.value.code == "rectified_already"


def test_each_sees_what_they_went_round_at_or_put_right(
    as_user, principal, doctor, teacher, homeroom, secretary
):
    mine = inspect(principal, finding(teacher), inspectors=[homeroom.staff])
    inspect(principal, finding(principal, item="灭火器"))

    def seen(user, url):
        return len(as_user(user).get(url).json()["results"])

    for user in (principal, secretary, doctor):
        assert seen(user, FINDINGS) == 2
    assert (seen(teacher, FINDINGS), seen(teacher, INSPECTIONS)) == (1, 1)
    assert (seen(homeroom, FINDINGS), seen(homeroom, INSPECTIONS)) == (1, 1)
    for user, abilities in (
        (teacher, ["retrieve"]),
        (homeroom, ["retrieve", "partial_update", "add_finding", "void"]),
    ):
        answer = as_user(user).get(f"{INSPECTIONS}{mine.pk}/").json()
        assert answer["abilities"] == abilities
        assert len(answer["lines"]) == 1


def test_who_puts_one_thing_right_does_not_see_what_else_was_found(
    as_user, principal, teacher, homeroom
):
    row = inspect(principal, finding(teacher), finding(homeroom, item="门锁"))

    seen = as_user(teacher).get(f"{INSPECTIONS}{row.pk}/").json()
    assert [one["item"] for one in seen["lines"]] == ["消防栓"]


@pytest.mark.parametrize(
    ("filters", "items"),
    [
        ({"state": "overdue"}, ["旧账"]),
        ({"state": "open"}, ["新账"]),
        ({"state": "rectified"}, ["待查"]),
        ({"state": "closed"}, ["已改"]),
        ({"open": 1}, ["旧账", "待查", "新账"]),
        ({"open": 0}, ["已改"]),
        ({"to_recheck": 1}, ["待查"]),
        ({"mine": 1}, []),
        ({"severity": "low"}, []),
    ],
)
def test_findings_are_found_by_how_they_stand(as_user, principal, teacher, filters, items):
    back = {"inspected_on": TODAY - 9 * DAY}
    row = inspect(
        principal,
        finding(teacher, item="旧账", deadline=TODAY - DAY),
        finding(teacher, item="待查", deadline=TODAY),
        finding(teacher, item="已改", deadline=TODAY),
        finding(teacher, item="新账", deadline=TODAY + DAY),
        **back,
    )
    by_item = {one.item: one for one in Finding.objects.filter(inspection=row)}
    rectify(teacher, by_item["待查"])
    rectify(teacher, by_item["已改"])
    recheck(principal, by_item["已改"])

    seen = as_user(principal).get(FINDINGS, filters).json()["results"]
    assert [one["item"] for one in seen] == items


def test_kinds_are_the_schools_own(as_user, principal, teacher):
    made = post(
        as_user(principal), "/api/v1/inspection-kinds/", {"code": "lab", "name": "实验室检查"}
    )
    assert made.status_code == 201
    twice = post(as_user(principal), "/api/v1/inspection-kinds/", {"code": "lab", "name": "又一"})
    assert code(twice) == ("code", "taken")
    url = f"/api/v1/inspection-kinds/{made.json()['id']}/change/"
    assert post(as_user(principal), url, {"is_active": False}).json()["is_active"] is False
    refused = post(
        as_user(principal), INSPECTIONS, body(principal, teacher, kind=made.json()["id"])
    )
    assert code(refused) == ("kind", "not_in_use")


def test_lists_cost_the_same_however_long(as_user, principal, teacher, django_assert_num_queries):
    for extra in (1, 4):
        for n in range(extra):
            row = inspect(principal, finding(teacher, item=f"{n}"), finding(teacher))
            rectify(teacher, row.findings.first())
        for url, queries in ((INSPECTIONS, 9), (FINDINGS, 9)):
            client = as_user(principal)
            with django_assert_num_queries(queries):
                client.get(url)
