"""听课记录 over HTTP: a draft of its writer's alone, shared, answered, acknowledged, reopened."""

import datetime
import uuid

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from school.observation import models
from school.observation.actions import observations as actions
from school.observation.actions import rubrics as rubric_actions
from school.observation.queries import observations as queries
from school.shared.models import AuditEntry
from tests.conftest import NOW, TODAY
from tests.factories import observation as rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
RECORDS = "/api/v1/observations/"
DAY = datetime.timedelta(days=1)
SEEN = "举手前先独立想30秒,举手的由6人变14人"


def post(client, url, body=None, key=None):
    headers = {"Idempotency-Key": str(key or uuid.uuid4())}
    return client.post(url, body or {}, format="json", headers=headers)


def patch(client, row, body, version=None, **headers):
    headers["If-Match"] = f'"{version or row["version"]}"'
    return client.patch(f"{RECORDS}{row['id']}/", body, format="json", headers=headers)


def refused(answer):
    found = answer.json()["errors"]
    return (found[0]["field"], found[0]["code"]) if found else answer.json()["code"]


@pytest.fixture
def begun(as_user, teacher, lesson):
    """The subject teacher's draft of the homeroom teacher's lesson, as the client has it."""
    return post(as_user(teacher), RECORDS, {"session": str(lesson.pk)}).json()


@pytest.fixture
def shared(as_user, teacher, begun):
    client = as_user(teacher)
    body = {"strategies": [{"text": SEEN}], "suggestion": "板书可以再少一些"}
    patch(client, begun, body)
    return post(client, f"{RECORDS}{begun['id']}/share/").json()


def turns(row):
    return [(one["side"], one["step"], one["who"]["name"]) for one in row["acts_next"]]


def step(client, row, verb, body=None):
    return post(client, f"{RECORDS}{row['id']}/{verb}/", body)


# ---- beginning -----------------------------------------------------------------------------


def test_a_draft_begins_once_and_is_named_with_its_lesson(as_user, teacher, lesson):
    client, key = as_user(teacher), uuid.uuid4()
    first = post(client, RECORDS, {"session": str(lesson.pk)}, key)
    retry = post(client, RECORDS, {"session": str(lesson.pk)}, key)
    again = post(client, RECORDS, {"session": str(lesson.pk)})

    assert (first.status_code, retry.status_code) == (201, 200)
    assert refused(again) == "observed_already"
    shown = first.json()
    assert shown["session"]["host_name"] == "于老师"
    assert shown["session"]["school_class"]["name"] == "三年级(2)班"
    assert (shown["state"], shown["side"], shown["rubric"]) == ("draft", "observer", None)
    assert turns(shown) == [("observer", "share", "张老师")]
    assert shown["abilities"] == ["retrieve", "history", "partial_update", "similarity", "share"]
    assert first.headers["ETag"] == '"1"'
    assert AuditEntry.objects.filter(verb="begin", record_id=shown["id"]).exists()


def test_what_cannot_be_recorded(as_user, teacher, homeroom, other_homeroom, lesson):
    host = other_homeroom.staff
    later = rows.LessonSession(host=host, taught_on=TODAY + DAY)
    gone = rows.LessonSession(host=host, cancelled_at=NOW, cancelled_by=other_homeroom, period=9)
    same_time = rows.LessonSession(host=host, period=lesson.period)
    client = as_user(teacher)

    def begin(session, client=client):
        return refused(post(client, RECORDS, {"session": str(session.pk)}))

    assert begin(later) == ("session", "lesson_to_come")
    assert begin(gone) == ("session", "lesson_cancelled")
    assert begin(lesson, as_user(homeroom)) == ("session", "own_lesson")
    post(client, RECORDS, {"session": str(lesson.pk)})
    assert begin(same_time) == "observing_elsewhere"
    assert begin(same_time, as_user(homeroom)) == "teaching_elsewhere"


def test_a_lesson_of_another_school_or_unknown_does_not_exist(as_user, teacher, stranger):
    foreign = rows.LessonSession(host=stranger.staff)
    assert refused(post(as_user(teacher), RECORDS, {"session": str(foreign.pk)})) == (
        "session",
        "does_not_exist",
    )


def test_the_database_refuses_an_own_lesson_and_a_second_record(teacher, homeroom, lesson):
    rows.Observation(session=lesson, observer=teacher.staff)
    for staff in (homeroom.staff, teacher.staff):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.Observation(session=lesson, observer=staff)


# ---- the draft -----------------------------------------------------------------------------


def test_a_draft_is_saved_whole_list_by_whole_list_under_its_version(as_user, teacher, begun, tag):
    client = as_user(teacher)
    first, second = str(uuid.uuid4()), str(uuid.uuid4())
    notes = [
        {"client_id": first, "seconds": 95, "stage": "intro", "text": "复习导入"},
        {"client_id": second, "clock": "09:12", "text": "小组讨论太吵"},
    ]
    strategies = [{"text": SEEN, "tags": [str(tag.pk)]}]
    saved = patch(client, begun, {"notes": notes, "strategies": strategies, "board": "清楚"})

    assert (saved.status_code, saved.json()["version"]) == (200, 2)
    assert [one["text"] for one in saved.json()["notes"]] == ["复习导入", "小组讨论太吵"]
    assert saved.json()["notes"][1] == {
        "client_id": second,
        "seconds": None,
        "clock": "09:12:00",
        "stage": "",
        "text": "小组讨论太吵",
    }
    assert saved.json()["strategies"][0]["tags"] == [{"id": str(tag.pk), "name": "独立思考"}]
    kept = models.ObservationNote.objects.get(client_id=second).pk

    again = patch(client, saved.json(), {"notes": [notes[1]]})
    assert [one["client_id"] for one in again.json()["notes"]] == [second]
    assert models.ObservationNote.objects.get().pk == kept
    assert again.json()["board"] == "清楚"
    same = patch(client, again.json(), {"notes": [notes[1]], "board": "清楚"})
    assert same.json()["version"] == again.json()["version"]


def test_an_older_version_is_told_what_stands_now(as_user, teacher, begun):
    client = as_user(teacher)
    patch(client, begun, {"suggestion": "甲设备写的"})
    stale = patch(client, begun, {"suggestion": "乙设备写的"})
    bare = client.patch(f"{RECORDS}{begun['id']}/", {"suggestion": "无"}, format="json")

    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert stale.json()["current"]["suggestion"] == "甲设备写的"
    assert stale.json()["current"]["version"] == 2
    assert bare.status_code == 428


def test_a_save_that_comes_twice_under_one_key_is_made_once(as_user, teacher, begun):
    client, key = as_user(teacher), str(uuid.uuid4())
    body = {"suggestion": "少讲多练"}
    headers = {"Idempotency-Key": key}
    first = patch(client, begun, body, **headers)
    retry = patch(client, begun, body, **headers)

    assert (first.status_code, retry.status_code) == (200, 200)
    assert retry.json()["version"] == 2


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"notes": [{"text": "x"}]}, ("notes.0.client_id", "required")),
        (
            {"notes": [{"client_id": str(uuid.UUID(int=1)), "text": "x"}] * 2},
            ("notes.1.client_id", "twice"),
        ),
        (
            {
                "notes": [
                    {
                        "client_id": str(uuid.UUID(int=1)),
                        "text": "x",
                        "seconds": 3,
                        "clock": "09:00",
                    }
                ]
            },
            ("notes.0.clock", "one_of_two"),
        ),
        ({"strategies": [{"text": ""}]}, ("strategies.0.text", "blank")),
        ({"strategies": [{"text": "字" * 301}]}, ("strategies.0.text", "max_length")),
        (
            {"strategies": [{"id": str(uuid.UUID(int=1)), "text": "x"}]},
            ("strategies.0.id", "does_not_exist"),
        ),
        ({"scores": [{"criterion": "a", "level": 3}]}, ("scores", "no_rubric")),
        ({"state": "closed"}, ("state", "unknown_field")),
    ],
)
def test_what_a_draft_does_not_take(as_user, teacher, begun, body, error):
    assert refused(patch(as_user(teacher), begun, body)) == error


def test_a_draft_is_nobody_elses(
    as_user, begun, homeroom, other_homeroom, principal, teaching_director, moral_director
):
    for user in (homeroom, other_homeroom, principal, teaching_director, moral_director):
        client = as_user(user)
        assert client.get(f"{RECORDS}{begun['id']}/").status_code == 404
        assert client.get(RECORDS).json()["results"] == []


# ---- the way to its close ------------------------------------------------------------------


def test_a_record_goes_from_draft_to_closed_and_names_who_acts(
    as_user, teacher, homeroom, begun, shared
):
    observer, host = as_user(teacher), as_user(homeroom)
    assert (shared["state"], shared["is_confirmed"]) == ("shared", False)
    assert turns(shared) == [("host", "reflect", "于老师")]

    seen = host.get(f"{RECORDS}{begun['id']}/").json()
    assert (seen["side"], seen["strategies"][0]["text"]) == ("host", SEEN)
    assert "notes" not in seen
    assert "reflect" in seen["abilities"]
    answered = step(host, begun, "reflect", {"reflection": "下次先让学生写"}).json()
    assert (answered["state"], len(answered["acts_next"])) == ("reflected", 2)
    assert answered["acts_next"][0]["is_me"] is True

    first = step(host, begun, "acknowledge").json()
    assert (first["state"], turns(first)) == (
        "acknowledged",
        [("observer", "acknowledge", "张老师")],
    )
    assert refused(step(host, begun, "acknowledge")) == "already_acknowledged"
    last = step(observer, begun, "acknowledge").json()
    assert (last["state"], last["acts_next"]) == ("closed", [])
    assert last["closed_at"] is not None
    verbs = AuditEntry.objects.filter(record_id=begun["id"]).order_by("at", "id")
    assert list(verbs.values_list("verb", flat=True)) == [
        *("begin", "share", "reflect", "acknowledge", "acknowledge"),
    ]


def test_without_a_strategy_nothing_is_shared(as_user, teacher, begun):
    assert refused(step(as_user(teacher), begun, "share")) == ("strategies", "required")


def test_sharing_says_that_the_observer_was_there(as_user, teacher, homeroom, begun, shared):
    attendance = models.Attendance.objects.get()

    assert attendance.observer_said_by == teacher
    assert queries.counted(teacher.school_id).count() == 0
    models.Attendance.objects.update(host_said_at=NOW, host_said_by=homeroom)
    assert [str(one.pk) for one in queries.counted(teacher.school_id)] == [begun["id"]]


def test_what_was_shared_is_changed_only_once_it_is_reopened(
    as_user, teacher, homeroom, begun, shared
):
    client = as_user(teacher)
    assert refused(patch(client, shared, {"suggestion": "改"})) == "observation_shared"
    assert refused(step(client, begun, "share")) == "already_shared"
    assert refused(step(client, begun, "acknowledge")) == "not_reflected"
    assert step(as_user(homeroom), begun, "share").status_code == 403
    assert step(client, begun, "reflect", {"reflection": "我"}).status_code == 403


def test_reopening_takes_a_reason_and_keeps_the_earlier_version(
    as_user, teacher, homeroom, begun, shared
):
    observer, host = as_user(teacher), as_user(homeroom)
    step(host, begun, "reflect", {"reflection": "下次先让学生写"})
    step(host, begun, "acknowledge")
    step(observer, begun, "acknowledge")

    assert refused(step(host, begun, "reopen")) == ("reason", "required")
    opened = step(host, begun, "reopen", {"reason": "人数记错了"}).json()
    assert (opened["state"], opened["is_open_again"]) == ("shared", True)
    assert (opened["closed_at"], opened["reflection"]) == (None, "下次先让学生写")
    assert refused(step(host, begun, "reopen", {"reason": "再来"})) == "open_already"

    mine = observer.get(f"{RECORDS}{begun['id']}/").json()
    assert "partial_update" in mine["abilities"]
    amended = patch(observer, mine, {"suggestion": "举手的是13人"})
    assert amended.json()["suggestion"] == "举手的是13人"
    assert AuditEntry.objects.get(verb="amend").changes == {"fields": [None, ["suggestion"]]}
    earlier = host.get(f"{RECORDS}{begun['id']}/history/").json()["results"]
    assert [(one["number"], one["reason"]) for one in earlier] == [(1, "人数记错了")]
    assert earlier[0]["body"]["suggestion"] == "板书可以再少一些"
    assert (earlier[0]["body"]["state"], "notes" in earlier[0]["body"]) == ("closed", False)
    assert step(host, begun, "reflect", {"reflection": "好"}).json()["state"] == "reflected"
    assert refused(patch(observer, amended.json(), {"board": "改"}, version=99)) == "stale"


def test_a_revision_is_never_changed(as_user, teacher, begun, shared):
    step(as_user(teacher), begun, "reopen", {"reason": "写错了"})
    row = models.ObservationRevision.objects.get()

    with pytest.raises(TypeError):
        models.ObservationRevision.objects.update(reason="改")
    row.reason = "改"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_notes_stay_the_writers_own_for_ever(as_user, teacher, homeroom, teaching_director, begun):
    observer = as_user(teacher)
    note = {"client_id": str(uuid.uuid4()), "text": "学生甲走神"}
    saved = patch(observer, begun, {"notes": [note], "strategies": [{"text": SEEN}]}).json()
    step(observer, saved, "share")

    assert observer.get(f"{RECORDS}{begun['id']}/").json()["notes"][0]["text"] == "学生甲走神"
    for user in (homeroom, teaching_director):
        answer = as_user(user).get(f"{RECORDS}{begun['id']}/")
        assert answer.status_code == 200
        assert "学生甲走神" not in answer.content.decode()


def test_who_reads_a_shared_record(
    as_user, begun, shared, homeroom, other_homeroom, teaching_director, principal, moral_director
):
    seen = {
        user.username: as_user(user).get(f"{RECORDS}{begun['id']}/").status_code
        for user in (homeroom, other_homeroom, teaching_director, principal, moral_director)
    }
    assert seen == {
        "homeroom": 200,
        "other_homeroom": 404,
        "teaching_director": 200,
        "principal": 404,
        "moral_director": 404,
    }


def test_a_lesson_elsewhere_needs_nobody_elses_word(as_user, school, teacher):
    client = as_user(teacher)
    lesson = rows.lesson_elsewhere(school)
    begun = post(client, RECORDS, {"session": str(lesson.pk)}).json()
    patch(client, begun, {"strategies": [{"text": SEEN}]})
    shared = step(client, begun, "share").json()

    assert (shared["state"], shared["acts_next"]) == ("shared", [])
    assert (shared["is_confirmed"], shared["session"]["host"]) == (True, None)
    assert queries.counted(school.pk).count() == 1
    assert models.Attendance.objects.count() == 0


@pytest.mark.parametrize(("days", "is_late"), [(7, False), (8, True)])
def test_what_is_shared_after_the_days_of_grace_is_late(as_user, teacher, begun, days, is_late):
    with time_machine.travel(NOW + (days - 5) * DAY, tick=False):
        client = as_user(teacher)
        saved = patch(client, begun, {"strategies": [{"text": SEEN}]}).json()
        assert step(client, saved, "share").json()["is_late"] is is_late


def test_the_grace_of_the_lessons_day_holds(as_user, school, teacher, begun):
    rows.ObservationLimits(school=school, grace_days=0, effective_from=datetime.date(2026, 11, 18))
    rows.ObservationLimits(school=school, grace_days=30, effective_from=TODAY)
    client = as_user(teacher)
    saved = patch(client, begun, {"strategies": [{"text": SEEN}]}).json()

    assert step(client, saved, "share").json()["is_late"] is True


# ---- scores --------------------------------------------------------------------------------


@pytest.fixture
def scored_lesson(school, homeroom, teaching_director):
    """A lesson of a kind with a rubric: two scales, a checklist and a count."""
    rubric = rows.Rubric(school=school)
    rows.published(
        rubric,
        {"code": "goal", "weight": 10},
        {"code": "ask", "weight": 30},
        {"code": "seen", "kind": "checklist", "weight": 20, "options": ["小组", "板演"]},
        {"code": "hands", "kind": "count", "weight": 0},
        by=teaching_director,
        grades=[("优", 90), ("良", 80)],
    )
    kind = rows.LessonKind(school=school, code="feature", name="名师特色课", rubric=rubric)
    return rows.LessonSession(host=homeroom.staff, kind=kind, period=3)


@pytest.fixture
def scored(as_user, teacher, scored_lesson):
    client = as_user(teacher)
    begun = post(client, RECORDS, {"session": str(scored_lesson.pk)}).json()
    ticked = begun["rubric"]["criteria"][2]["options"][0]["id"]
    scores = [
        {"criterion": "goal", "level": 4},
        {"criterion": "ask", "is_na": True},
        {"criterion": "seen", "options": [ticked]},
        {"criterion": "hands", "count": 14},
    ]
    return patch(client, begun, {"scores": scores, "strategies": [{"text": SEEN}]}).json()


def test_a_total_is_shown_with_its_formula(scored):
    """(10×4/5 + 20×1/2) ÷ 30 × 100 = 60."""
    assert scored["result"]["total"] == "60.0"
    assert (scored["result"]["grade"], scored["result"]["left_out"]) == ("", 1)
    assert "(10×4/5 + 20×1/2) ÷ (10 + 20) × 100 = 60.0" in scored["result"]["formula"]
    assert [one["criterion"] for one in scored["scores"]] == ["goal", "ask", "seen", "hands"]


@pytest.mark.parametrize(
    ("score", "error"),
    [
        ({"criterion": "none", "level": 1}, ("scores.0.criterion", "does_not_exist")),
        ({"criterion": "goal", "level": 6}, ("scores.0.level", "out_of_range")),
        ({"criterion": "goal", "count": 6}, ("scores.0.count", "not_of_kind")),
        (
            {"criterion": "seen", "options": [str(uuid.UUID(int=3))]},
            ("scores.0.options", "does_not_exist"),
        ),
    ],
)
def test_a_score_fits_its_criterion(as_user, teacher, scored, score, error):
    assert refused(patch(as_user(teacher), scored, {"scores": [score]})) == error


def test_a_record_reads_the_same_after_ten_changes_of_its_rubric(
    as_user, teacher, teaching_director, scored
):
    client = as_user(teacher)
    step(client, scored, "share")
    address = f"{RECORDS}{scored['id']}/"
    before = client.get(address).content
    rubric = models.Rubric.objects.get()
    for n in range(10):
        draft = rubric_actions.begin_draft(by=teaching_director, rubric_id=rubric.pk)
        rubric_actions.write_draft(
            by=teaching_director,
            version_id=draft.pk,
            expected=draft.edition,
            changes={
                "criteria": [
                    {
                        "code": "goal",
                        "section": "",
                        "text": f"第{n}次改写",
                        "kind": "scale",
                        "levels": 2 + n % 9,
                        "weight": n + 1,
                        "is_bonus": False,
                        "options": [],
                    }
                ],
                "grades": [{"name": f"甲{n}", "at_least": n}],
            },
        )
        rubric_actions.publish_version(
            by=teaching_director, version_id=draft.pk, expected=draft.edition + 1
        )

    assert models.RubricVersion.objects.count() == 11
    assert client.get(address).content == before


def test_scores_that_count_are_told_for_growth_lines(as_user, teacher, homeroom, scored):
    ask = {
        "school_id": teacher.school_id,
        "host_id": homeroom.staff_id,
        "observer_id": teacher.staff_id,
    }
    step(as_user(teacher), scored, "share")
    assert queries.scored(**ask) == []
    models.Attendance.objects.update(host_said_at=NOW, host_said_by=homeroom)

    found = queries.scored(**ask)
    assert [(one.code, one.level, one.levels, one.version) for one in found] == [("goal", 4, 5, 1)]
    assert queries.scored(**ask, last=TODAY - 30 * DAY) == []


def test_what_another_context_knows_of_a_pair(
    as_user, teacher, homeroom, other_homeroom, begun, shared, lesson
):
    pairs = [(teacher.staff_id, homeroom.staff_id), (other_homeroom.staff_id, teacher.staff_id)]
    days = {"first": TODAY - 30 * DAY, "last": TODAY}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = queries.between(school_id=teacher.school_id, pairs=pairs, **days)
    assert len(asked) == 2
    assert [(str(one.id), one.state, one.counts, one.is_evaluated) for one in found] == [
        (begun["id"], "shared", False, False)
    ]
    models.Attendance.objects.update(host_said_at=NOW, host_said_by=homeroom)
    step(as_user(homeroom), begun, "reflect", {"reflection": "好"})
    (one,) = queries.between(school_id=teacher.school_id, pairs=pairs, **days)
    assert (one.counts, one.is_evaluated, one.is_late) == (True, True, False)
    turned = [(homeroom.staff_id, teacher.staff_id)]
    assert queries.between(school_id=teacher.school_id, pairs=turned, **days) == []


# ---- likeness ------------------------------------------------------------------------------


def test_likeness_is_told_to_the_writer_alone_and_names_nobody(
    as_user, teacher, homeroom, other_homeroom, teaching_director, begun
):
    elsewhere = rows.LessonSession(host=homeroom.staff, period=7)
    theirs = rows.observed(elsewhere, other_homeroom.staff)
    client = as_user(teacher)
    saved = patch(client, begun, {"strategies": [{"text": f"{SEEN}!"}]}).json()

    address = f"{RECORDS}{begun['id']}/similarity/"
    assert client.get(address).json() == [{"field": "strategies.0", "percent": 100, "own": None}]
    assert str(theirs.pk) not in client.get(address).content.decode()
    assert as_user(homeroom).get(address).status_code == 404
    step(client, saved, "share")
    assert as_user(homeroom).get(address).status_code == 403
    assert as_user(teaching_director).get(address).status_code == 403


def test_an_own_earlier_record_is_named_and_a_foreign_draft_is_not_read(
    as_user, teacher, homeroom, other_homeroom, begun
):
    for period, observer in ((7, teacher.staff), (8, other_homeroom.staff)):
        lesson = rows.LessonSession(host=homeroom.staff, period=period)
        rows.ObservedStrategy(observation=rows.Observation(session=lesson, observer=observer))
    client = as_user(teacher)
    patch(client, begun, {"strategies": [{"text": SEEN}]})

    own = models.Observation.objects.get(session__period=7)
    told = client.get(f"{RECORDS}{begun['id']}/similarity/").json()
    assert told == [{"field": "strategies.0", "percent": 100, "own": str(own.pk)}]


# ---- the list ------------------------------------------------------------------------------


def test_the_list_says_what_waits_for_me(
    as_user, teacher, homeroom, teaching_director, begun, shared
):
    host, observer = as_user(homeroom), as_user(teacher)

    def ids(client, query=""):
        return [one["id"] for one in client.get(f"{RECORDS}?{query}").json()["results"]]

    assert ids(host, "my_turn=1") == [begun["id"]]
    assert ids(observer, "my_turn=1") == []
    assert ids(observer, "side=observer") == ids(host, "side=host") == [begun["id"]]
    assert ids(host, "side=observer") == []
    assert ids(as_user(teaching_director), f"host={homeroom.staff_id}&state=shared") == [
        begun["id"]
    ]
    assert ids(as_user(teaching_director), "subject=数学") == []
    step(host, begun, "reflect", {"reflection": "好"})
    assert ids(host, "my_turn=1") == ids(observer, "my_turn=1") == [begun["id"]]


def test_the_list_and_the_page_cost_a_constant_number_of_queries(
    as_user, teacher, homeroom, scored
):
    client = as_user(teacher)
    with CaptureQueriesContext(connection) as one_row:
        client.get(RECORDS)
    for period in range(4, 9):
        lesson = rows.LessonSession(host=homeroom.staff, period=period)
        made = rows.observed(lesson, teacher.staff)
        rows.ObservedStrategy(observation=made, text="让学生先写")
    with CaptureQueriesContext(connection) as six_rows:
        assert len(client.get(RECORDS).json()["results"]) == 6
    assert (len(one_row), len(six_rows)) == (8, 8)
    with CaptureQueriesContext(connection) as page:
        client.get(f"{RECORDS}{scored['id']}/")
    assert len(page) == 16


def test_two_saves_at_once_leave_one(teacher, begun):
    """What a lock gives: the second finds the version that the first left."""
    ask = {"by": teacher, "observation_id": begun["id"], "expected": 1}
    actions.write_observation(**ask, changes={"board": "甲"})
    with pytest.raises(actions.Stale):
        actions.write_observation(**ask, changes={"board": "乙"})
