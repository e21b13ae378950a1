"""Activities: entered in a minute, planned and held, and who was there."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from school.activities import models
from school.activities.actions import activities as actions
from school.shared.errors import RuleBroken
from school.shared.models import AuditEntry
from tests.conftest import TODAY
from tests.factories import activities as rows
from tests.factories import evidence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
URL = "/api/v1/activities/"


def given(kind, **more):
    return {"kind": str(kind.pk), "happened_on": str(TODAY), "topic": "心存感恩", **more}


def who(*users, **more):
    return [{"staff": str(one.staff_id), **more} for one in users]


@pytest.fixture
def talk(school):
    return rows.ActivityKind(school=school)


@pytest.fixture
def training(school):
    return rows.training(school)


# ---- entering ------------------------------------------------------------------------------


def test_kind_day_topic_and_who_are_enough(as_user, homeroom, teacher, talk, send):
    client, key = as_user(homeroom), uuid.uuid4()
    body = given(talk, participants=who(teacher))
    first, again = (send(client, URL, body, key=key) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 200)
    shown = first.json()
    assert (shown["state"], shown["state_label"]) == ("held", models.ActivityState.HELD.label)
    assert shown["organiser"]["name"] == "于老师"
    assert [(one["staff"]["name"], one["attended"]) for one in shown["participants"]] == [
        ("张老师", True)
    ]
    assert (shown["attended"], shown["unanswered"], shown["lacking"]) == (1, 0, [])
    assert set(shown["abilities"]) == {
        *("retrieve", "partial_update", "void", "confirm_attendance", "take_part")
    }
    assert first["ETag"] == '"1"'
    entry = AuditEntry.objects.get(verb="record")
    assert entry.changes["topic"] == [None, "心存感恩"]
    assert entry.changes["participants"] == [None, [[str(teacher.staff_id), "participant", True]]]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"topic": ""}, ("topic", "blank")),
        ({"happened_on": "2025-01-01"}, ("happened_on", "out_of_term")),
        ({"happened_on": "2028-01-01"}, ("happened_on", "too_far_ahead")),
        ({"ends_on": "2026-11-22"}, ("ends_on", "before_start")),
        ({"hours": 2}, ("hours", "not_asked")),
        ({"research_level": "themed"}, ("research_level", "not_asked")),
        ({"outcome": "共识"}, ("outcome", "not_asked")),
        ({"points_total": 3}, ("points_total", "unknown_field")),
        ({"state": "held"}, ("state", "unknown_field")),
    ],
)
def test_what_makes_no_sense_is_refused(as_user, homeroom, talk, send, code, change, error):
    answer = send(as_user(homeroom), URL, given(talk, **change))

    assert (answer.status_code, code(answer)) == (400, error)
    assert not models.Activity.objects.exists()


def test_what_was_held_says_what_makes_it_count(as_user, homeroom, training, school, send, code):
    client = as_user(homeroom)
    assert code(send(client, URL, given(training))) == ("hours", "required")
    assert send(client, URL, given(training, hours=4)).status_code == 201
    meeting = rows.research(school)
    assert code(send(client, URL, given(meeting))) == ("research_level", "required")
    assert send(client, URL, given(meeting, research_level="routine")).status_code == 201
    visit = rows.reception(school)
    assert code(send(client, URL, given(visit))) == ("headcount", "required")


def test_a_plan_may_lack_what_only_the_day_brings(as_user, homeroom, teacher, training, send):
    body = given(training, happened_on="2026-11-30", participants=who(teacher))
    shown = send(as_user(homeroom), URL, body).json()

    assert (shown["state"], shown["lacking"]) == ("planned", ["hours"])
    assert (shown["attended"], shown["unanswered"]) == (0, 1)
    assert "hold" not in shown["abilities"]


def test_one_enters_the_own_and_the_office_those_of_all(
    as_user, homeroom, teacher, teaching_director, talk, send, code
):
    body = given(talk, organiser=str(teacher.staff_id))
    assert code(send(as_user(homeroom), URL, body)) == ("organiser", "not_yours")
    shown = send(as_user(teaching_director), URL, body).json()
    assert (shown["organiser"]["name"], shown["recorded_by"]["name"]) == ("张老师", "矫主任")


def test_a_kind_out_of_use_and_rows_of_another_school_are_not_on_offer(
    as_user, homeroom, school, stranger, talk, send, code
):
    client = as_user(homeroom)
    models.ActivityKind.objects.filter(pk=talk.pk).update(is_active=False)
    assert code(send(client, URL, given(talk))) == ("kind", "does_not_exist")
    kind = rows.ActivityKind(school=school, code="other")
    body = given(kind, participants=who(stranger))
    assert code(send(client, URL, body)) == ("participants.0.staff", "does_not_exist")


def test_a_colleague_is_named_once(as_user, homeroom, teacher, talk, send, code):
    body = given(talk, participants=who(teacher, teacher))
    assert code(send(as_user(homeroom), URL, body)) == ("participants", "twice")


# ---- changing ------------------------------------------------------------------------------


@pytest.fixture
def held(homeroom, teacher, school, maple):
    """Organised by the homeroom teacher, the subject teacher was there."""
    kind = rows.ActivityKind(school=school, asks_classes=True, asks_headcount=True)
    activity = rows.Activity(organiser=homeroom.staff, created_by=homeroom, kind=kind)
    rows.ActivityStaff(activity=activity, staff=teacher.staff, created_by=homeroom)
    return activity


def test_what_is_left_out_stays_and_a_list_is_the_whole_one(
    as_user, homeroom, teacher, other_homeroom, maple, held, send
):
    client, url = as_user(homeroom), f"{URL}{held.pk}/"
    shown = send(
        client,
        url,
        {"classes": [str(maple.pk)], "headcount": 40, "participants": who(teacher, other_homeroom)},
        version=1,
    ).json()
    assert [one["name"] for one in shown["classes"]] == ["三年级(2)班"]
    assert (shown["headcount"], shown["attended"], shown["version"]) == (40, 2, 2)

    shown = send(client, url, {"participants": who(other_homeroom)}, version=2).json()
    assert [one["staff"]["name"] for one in shown["participants"]] == ["王老师"]
    assert (shown["headcount"], shown["topic"]) == (40, "心存感恩")
    assert AuditEntry.objects.filter(verb="change").count() == 2


def test_who_stays_in_the_list_keeps_the_row_and_all_are_written_at_once(
    as_user, homeroom, teacher, other_homeroom, principal, held, send
):
    client, url = as_user(homeroom), f"{URL}{held.pk}/"
    for one in (other_homeroom, principal):
        rows.ActivityStaff(activity=held, staff=one.staff, created_by=one)
    kept = {one.staff_id: (one.pk, one.created_by_id) for one in held.staff.all()}
    body = [
        {"staff": str(teacher.staff_id)},
        {"staff": str(other_homeroom.staff_id), "role": "speaker"},
        {"staff": str(principal.staff_id), "role": "speaker"},
        {"staff": str(homeroom.staff_id)},
    ]
    with CaptureQueriesContext(connection) as asked:
        send(client, url, {"participants": body}, version=1)

    stands = {one.staff_id: one for one in held.staff.all()}
    assert {key: stands[key].role for key in kept} == {
        teacher.staff_id: "participant",
        other_homeroom.staff_id: "speaker",
        principal.staff_id: "speaker",
    }
    assert {key: (stands[key].pk, stands[key].created_by_id) for key in kept} == kept
    assert (stands[homeroom.staff_id].role, stands[homeroom.staff_id].attended) == (
        "participant",
        True,
    )
    written = [
        one["sql"].split()[0]
        for one in asked
        if one["sql"].startswith(("INSERT", "UPDATE")) and "activitystaff" in one["sql"]
    ]
    assert written == ["INSERT", "UPDATE"]


def test_who_is_named_is_named_whole_in_a_change_too(as_user, homeroom, held, send, code):
    body = {"participants": [{"role": "speaker"}]}
    answer = send(as_user(homeroom), f"{URL}{held.pk}/", body, version=1)
    assert code(answer) == ("participants.0.staff", "required")


def test_the_same_again_is_no_change(as_user, homeroom, held, send):
    answer = send(as_user(homeroom), f"{URL}{held.pk}/", {"topic": "心存感恩"}, version=1)

    assert answer.json()["version"] == 1
    assert not AuditEntry.objects.filter(verb="change").exists()


def test_an_older_version_gives_way(as_user, homeroom, held, send):
    client, url = as_user(homeroom), f"{URL}{held.pk}/"
    send(client, url, {"topic": "改过"}, version=1)
    answer = send(client, url, {"topic": "又改"}, version=1)

    assert (answer.status_code, answer.json()["code"]) == (412, "stale")
    assert answer.json()["current"]["topic"] == "改过"
    assert client.patch(url, {"topic": "x"}, format="json").status_code == 428


def test_what_was_held_does_not_move_into_the_future(as_user, homeroom, held, send, code):
    answer = send(as_user(homeroom), f"{URL}{held.pk}/", {"happened_on": "2026-11-24"}, version=1)
    assert code(answer) == ("happened_on", "in_future")


def test_colleagues_read_it_and_do_not_change_it(
    as_user, teacher, other_homeroom, union, teaching_director, held, send
):
    url = f"{URL}{held.pk}/"
    for user in (teacher, other_homeroom, union):
        assert as_user(user).get(url).status_code == 200
        assert send(as_user(user), url, {"topic": "改过"}, version=1).status_code == 403
        assert send(as_user(user), f"{url}void/", {"reason": "错"}).status_code == 403
    assert send(as_user(teaching_director), url, {"topic": "改过"}, version=1).status_code == 200


def test_it_lies_in_the_days_of_its_programme(as_user, homeroom, school, held, send, code):
    client, url = as_user(homeroom), f"{URL}{held.pk}/"
    festival, other = (rows.Programme(school=school) for _ in range(2))
    late = rows.ProgrammePhase(programme=festival, starts_on="2026-11-21", ends_on="2026-11-30")
    phase = rows.ProgrammePhase(programme=festival)
    body = {"programme": str(festival.pk), "phase": str(late.pk)}
    assert code(send(client, url, body, version=1)) == ("phase", "other_days")
    body = {"programme": str(other.pk), "phase": str(phase.pk)}
    assert code(send(client, url, body, version=1)) == ("phase", "other_programme")
    body = {"programme": str(festival.pk), "phase": str(phase.pk)}
    assert send(client, url, body, version=1).json()["phase"]["name"] == phase.name
    held.refresh_from_db()
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Activity.objects.filter(pk=held.pk).update(programme=other)


# ---- holding, cancelling, taking back ------------------------------------------------------


@pytest.fixture
def plan(homeroom, teacher, other_homeroom, school):
    """A training of today, planned last week."""
    activity = rows.Activity(
        organiser=homeroom.staff,
        created_by=homeroom,
        kind=rows.training(school),
        state="planned",
        happened_on=TODAY,
    )
    for one in (teacher, other_homeroom):
        rows.ActivityStaff(activity=activity, staff=one.staff, attended=None, created_by=homeroom)
    return activity


def test_a_plan_is_held_by_those_who_came(
    as_user, homeroom, teacher, other_homeroom, plan, send, code
):
    client, url = as_user(homeroom), f"{URL}{plan.pk}/hold/"
    assert code(send(client, url)) == ("hours", "required")
    shown = send(client, url, {"hours": 3, "absent": [str(teacher.staff_id)]}).json()

    assert (shown["state"], shown["hours"], shown["attended"]) == ("held", 3, 1)
    assert {one["staff"]["name"]: one["attended"] for one in shown["participants"]} == {
        "张老师": False,
        "王老师": True,
    }
    assert code(send(client, url, {"hours": 3})) == "already_held"


def test_who_did_not_come_is_nobody_elses_affair(
    as_user, homeroom, teacher, other_homeroom, principal, plan, send
):
    url = f"{URL}{plan.pk}/"
    send(as_user(homeroom), f"{url}hold/", {"hours": 3, "absent": [str(teacher.staff_id)]})

    for user, names in (
        (homeroom, ["张老师", "王老师"]),
        (teacher, ["张老师", "王老师"]),
        (other_homeroom, ["王老师"]),
        (principal, ["王老师"]),
    ):
        told = as_user(user).get(url).json()["participants"]
        assert sorted(one["staff"]["name"] for one in told) == sorted(names), user


def test_only_who_stands_in_the_list_is_absent(as_user, homeroom, principal, plan, send, code):
    body = {"hours": 3, "absent": [str(principal.staff_id)]}
    answer = send(as_user(homeroom), f"{URL}{plan.pk}/hold/", body)
    assert code(answer) == ("absent", "does_not_exist")
    plan.refresh_from_db()
    assert plan.state == "planned"


def test_nothing_is_held_before_its_day(as_user, homeroom, plan, send, code):
    models.Activity.objects.filter(pk=plan.pk).update(happened_on="2026-11-24")
    assert code(send(as_user(homeroom), f"{URL}{plan.pk}/hold/", {"hours": 3})) == "not_yet"


def test_a_plan_is_cancelled_and_stays_to_be_read(as_user, homeroom, plan, send, code):
    client, url = as_user(homeroom), f"{URL}{plan.pk}/"
    shown = send(client, f"{url}cancel/", {"reason": "讲师生病"}).json()

    assert (shown["state"], shown["cancel_reason"]) == ("cancelled", "讲师生病")
    assert set(shown["abilities"]) == {"retrieve", "void"}
    assert code(send(client, f"{url}hold/", {"hours": 2})) == "activity_cancelled"
    assert code(send(client, url, {"topic": "改"}, version=2)) == "activity_cancelled"


def test_a_mistake_is_taken_back_and_stands_in_no_list(as_user, homeroom, held, send, code):
    client, url = as_user(homeroom), f"{URL}{held.pk}/"
    shown = send(client, f"{url}void/", {"reason": "记重了"}).json()

    assert (shown["is_voided"], shown["abilities"]) == (True, ["retrieve"])
    assert client.get(URL).json()["count"] == 0
    assert client.get(URL, {"voided": 1}).json()["count"] == 1
    assert code(send(client, f"{url}void/", {"reason": "再"})) == "activity_voided"


# ---- who was there -------------------------------------------------------------------------


def test_who_says_to_have_been_there_waits_for_the_organiser(
    as_user, homeroom, other_homeroom, held, send, code
):
    mine, url = as_user(other_homeroom), f"{URL}{held.pk}/"
    for _ in range(2):
        shown = send(mine, f"{url}take-part/").json()
        assert shown["my_part"] == {"role": "participant", "attended": None}
    assert (shown["attended"], shown["unanswered"]) == (1, 1)
    assert models.ActivityStaff.objects.filter(activity=held).count() == 2
    assert [one["is_own_word"] for one in shown["participants"]].count(True) == 1

    answers = {"answers": [{"staff": str(other_homeroom.staff_id), "attended": True}]}
    assert send(mine, f"{url}confirm-attendance/", answers).status_code == 403
    shown = send(as_user(homeroom), f"{url}confirm-attendance/", answers).json()
    assert (shown["attended"], shown["unanswered"]) == (2, 0)
    assert code(send(mine, f"{url}step-back/")) == "answered"


def test_who_put_the_own_name_down_takes_it_off(as_user, other_homeroom, teacher, plan, send, code):
    held_by, url = as_user(other_homeroom), f"{URL}{plan.pk}/"
    assert code(send(held_by, f"{url}step-back/")) == "answered"
    models.ActivityStaff.objects.filter(staff=other_homeroom.staff).delete()
    assert "step_back" not in held_by.get(url).json()["abilities"]
    assert "step_back" in send(held_by, f"{url}take-part/").json()["abilities"]
    shown = send(held_by, f"{url}step-back/").json()
    assert shown["my_part"] is None
    assert send(held_by, f"{url}step-back/").status_code == 200


def test_attendance_is_said_of_what_was_held_and_of_who_is_named(
    as_user, homeroom, principal, teacher, plan, held, send, code
):
    client = as_user(homeroom)
    answers = {"answers": [{"staff": str(teacher.staff_id), "attended": True}]}
    assert code(send(client, f"{URL}{plan.pk}/confirm-attendance/", answers)) == "not_held"
    answers = {"answers": [{"staff": str(principal.staff_id), "attended": True}]}
    found = code(send(client, f"{URL}{held.pk}/confirm-attendance/", answers))
    assert found == ("answers", "does_not_exist")


# ---- lists ---------------------------------------------------------------------------------


def test_the_list_is_filtered_and_the_newest_stands_first(
    as_user, homeroom, teacher, principal, held, plan, maple, school
):
    client = as_user(teacher)
    festival = rows.Programme(school=school)
    models.Activity.objects.filter(pk=held.pk).update(programme=festival)
    rows.ActivityClass(activity=held, school_class=maple)

    def keys(**asked):
        return [one["id"] for one in client.get(URL, asked).json()["results"]]

    assert keys() == [str(plan.pk), str(held.pk)]
    assert keys(earliest=1) == [str(held.pk), str(plan.pk)]
    for asked in (
        {"kind": held.kind_id},
        {"area": "ethics"},
        {"programme": festival.pk},
        {"school_class": maple.pk},
        {"state": "held"},
        {"last": "2026-11-20"},
    ):
        assert keys(**asked) == [str(held.pk)], asked
    assert keys(first="2026-11-20") == [str(plan.pk)]
    assert keys(organiser=homeroom.staff_id, mine=0) == []
    assert keys(mine=1) == [str(plan.pk), str(held.pk)]
    assert [one["id"] for one in as_user(principal).get(URL, {"mine": 1}).json()["results"]] == []


def test_the_file_tells_what_the_page_tells(as_user, homeroom, held):
    answer = as_user(homeroom).post(f"{URL}export/", {"as": "csv"}, format="json")
    text = answer.content.decode("utf-8-sig")

    assert answer.status_code == 200
    assert "心存感恩" in text
    assert str(models.Area.ETHICS.label) in text


def test_a_list_takes_the_same_queries_however_long(
    as_user, homeroom, teacher, maple, held, django_assert_num_queries
):
    client = as_user(homeroom)
    client.get(URL)
    with django_assert_num_queries(6):
        assert client.get(URL).json()["count"] == 1
    for _ in range(5):
        another = rows.Activity(organiser=homeroom.staff, kind=held.kind)
        rows.ActivityStaff(activity=another, staff=teacher.staff)
        rows.ActivityClass(activity=another, school_class=maple)

    with django_assert_num_queries(6):
        assert client.get(URL).json()["count"] == 6


# ---- evidence ------------------------------------------------------------------------------


def test_a_file_proves_it_and_whoever_reads_it_reads_the_file(
    as_user, homeroom, teacher, held, school, send, code
):
    mine = evidence.Evidence(school=school, created_by=homeroom, kind="photo")
    others = evidence.Evidence(school=school, created_by=teacher)
    client, url = as_user(homeroom), f"{URL}{held.pk}/"
    answer = send(client, url, {"evidence": [str(others.pk)]}, version=1)
    assert code(answer) == ("evidence.0", "does_not_exist")
    assert as_user(teacher).get(f"/api/v1/evidence/{mine.pk}/").status_code == 404

    shown = send(client, url, {"evidence": [str(mine.pk)]}, version=1).json()
    assert [one["id"] for one in shown["evidence"]] == [str(mine.pk)]
    assert shown["files"] == 1
    assert as_user(teacher).get(f"/api/v1/evidence/{mine.pk}/").status_code == 200

    shown = send(client, url, {"evidence": []}, version=2).json()
    assert (shown["evidence"], shown["files"]) == ([], 0)
    assert as_user(teacher).get(f"/api/v1/evidence/{mine.pk}/").status_code == 404
    told = AuditEntry.objects.filter(verb="change").order_by("pk").last()
    assert told.changes["evidence"] == [[str(mine.pk)], []]


# ---- reflections ---------------------------------------------------------------------------

WRITTEN = "/api/v1/activity-reflections/"


def test_who_was_there_writes_and_the_organiser_reads_unless_it_is_private(
    as_user, homeroom, teacher, other_homeroom, principal, held, send, code
):
    body = {"activity": str(held.pk), "text": "先听学生说完"}
    assert code(send(as_user(other_homeroom), WRITTEN, body)) == "not_there"
    made = send(as_user(teacher), WRITTEN, body).json()
    assert (made["is_private"], made["is_mine"]) == (False, True)
    assert code(send(as_user(teacher), WRITTEN, body)) == "written_already"
    assert as_user(teacher).get(f"{URL}{held.pk}/").json()["my_reflection"] == made["id"]
    for user, count in ((homeroom, 1), (teacher, 1), (other_homeroom, 0), (principal, 0)):
        assert as_user(user).get(WRITTEN).json()["count"] == count, user
    url = f"{WRITTEN}{made['id']}/"
    assert as_user(principal).get(url).status_code == 404
    assert send(as_user(homeroom), url, {"is_private": True}, version=1).status_code == 403

    mended = send(as_user(teacher), url, {"is_private": True, "text": "改过"}, version=1)
    assert (mended.json()["text"], mended.json()["version"]) == ("改过", 2)
    assert as_user(homeroom).get(WRITTEN).json()["count"] == 0
    assert send(as_user(teacher), url, {"text": "x"}, version=1).status_code == 412
    for entry in AuditEntry.objects.filter(record_id=made["id"]):
        assert "学生" not in str(entry.changes)
        assert "改过" not in str(entry.changes)


def test_the_organiser_writes_of_it_too(as_user, homeroom, held, plan, send, code):
    client = as_user(homeroom)
    assert send(client, WRITTEN, {"activity": str(held.pk), "text": "准备得早"}).status_code == 201
    body = {"activity": str(plan.pk), "text": "还没开"}
    assert code(send(client, WRITTEN, body)) == "not_held"
    assert client.get(WRITTEN, {"mine": 1, "activity": held.pk}).json()["count"] == 1
    assert client.get(WRITTEN, {"mine": 0}).json()["count"] == 0


# ---- kinds ---------------------------------------------------------------------------------

KINDS = "/api/v1/activity-kinds/"


def test_a_kind_is_added_at_the_end_and_keeps_what_it_asks_for(
    as_user, teaching_director, homeroom, talk, send, code
):
    client = as_user(teaching_director)
    body = {"code": "salon", "name": "读书沙龙", "area": "study", "is_for_staff": True}
    made = send(client, KINDS, {**body, "asks_hours": True}).json()
    assert (made["position"], made["asks_hours"], made["asks_issue"]) == (2, True, False)
    assert code(send(client, KINDS, body)) == ("code", "taken")
    assert code(send(client, KINDS, {**body, "code": "x", "is_for_staff": False})) == (
        "is_for_staff",
        "for_nobody",
    )
    url = f"{KINDS}{made['id']}/change/"
    assert code(send(client, url, {"asks_hours": False})) == ("asks_hours", "unknown_field")
    assert send(client, url, {"name": "读书会", "is_active": False}).json()["name"] == "读书会"
    assert send(as_user(homeroom), url, {"name": "x"}).status_code == 403
    assert as_user(homeroom).get(KINDS, {"active": 1}).json()["count"] == 1
    assert as_user(homeroom).get(KINDS).json()["count"] == 2


def test_without_a_colleague_there_is_no_organiser(committee, talk):
    with pytest.raises(RuleBroken) as broken:
        actions.record_activity(by=committee, kind=talk, topic="感恩", happened_on=TODAY)
    assert broken.value.code == "no_colleague"
