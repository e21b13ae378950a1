"""Colleagues join and leave, rest while somebody stands in, and access follows the posts."""

import datetime
import uuid

import pytest
import time_machine

from school.people.access import standing
from school.people.models import Post, StaffLeave, StaffMember, User
from school.people.roles import PostKind
from school.shared.models import AuditEntry
from tests.conftest import NOW, TODAY
from tests.factories import people, visits

pytestmark = pytest.mark.usefixtures("now", "term")
DAY = datetime.timedelta(days=1)
STAFF = "/api/v1/staff/"
WHY = "学校工作安排"


def key():
    return {"Idempotency-Key": str(uuid.uuid4())}


def send(client, staff, verb, **body):
    return client.post(f"{STAFF}{staff.pk}/{verb}/", {"reason": WHY, **body}, headers=key())


def posts(staff):
    return [
        (p.kind, p.starts_on, p.ends_on, p.began, p.ended)
        for p in Post.objects.believed().filter(staff=staff).order_by("starts_on", "kind")
    ]


@pytest.fixture
def client(as_user, teaching_director):
    return as_user(teaching_director)


@pytest.fixture
def office(as_user, principal):
    return as_user(principal)


def test_a_new_colleague_joins_with_a_post_and_without_an_account(client, maple):
    body = {
        "staff_number": "0099",
        "name": "綦老师",
        "kind": "subject_teacher",
        "school_class": str(maple.pk),
        "subject": "科学",
        "starts_on": "2026-11-30",
        "reason": WHY,
    }
    headers = key()

    first, again = (client.post(STAFF, body, headers=headers) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 200)
    staff = StaffMember.objects.get(staff_number="0099")
    assert posts(staff) == [("subject_teacher", datetime.date(2026, 11, 30), None, "appointed", "")]
    assert not User.objects.filter(staff=staff).exists()
    assert client.post(STAFF, body, headers=key()).json()["errors"][0]["code"] == "number_taken"


def test_a_gesture_for_one_colleague_is_none_for_another(client, teacher, homeroom, maple):
    headers = key()
    body = {
        "kind": "deputy_homeroom",
        "school_class": str(maple.pk),
        "starts_on": "2026-11-30",
        "reason": WHY,
    }

    def appoint(staff):
        return client.post(f"{STAFF}{staff.pk}/appoint/", body, headers=headers)

    assert appoint(teacher.staff).status_code == 200
    refused = appoint(homeroom.staff)
    assert (refused.status_code, refused.json()["code"]) == (409, "key_reused")


def test_who_leaves_has_no_posts_and_no_access_from_the_next_day_on(client, as_user, homeroom, lin):
    theirs = as_user(homeroom)
    assert theirs.get(f"/api/v1/students/{lin.pk}/").status_code == 200
    work = client.get(f"/api/v1/staff-work/{homeroom.staff_id}/").json()
    assert set(work) == {"visits_owed", "visits_overdue", "children_owed", "follow_ups_open"}

    left = send(client, homeroom.staff, "leave-school", last_day=TODAY.isoformat())

    assert left.json()["posts"][0]["ended"] == "left_school"
    assert theirs.get(f"/api/v1/students/{lin.pk}/").status_code == 200, "the last day is a day"
    with time_machine.travel(NOW + DAY, tick=False):
        theirs = as_user(homeroom)
        assert theirs.get(f"/api/v1/students/{lin.pk}/").status_code == 403
        assert theirs.get("/api/v1/students/").status_code == 403


def test_the_open_work_is_counted_for_the_one_who_answers(
    client, school, homeroom, lin, moral_director
):
    visits.policy(school, moral_director)
    need = visits.Circumstance(
        student=lin, category__code="economic_hardship", approved_by=moral_director
    )
    visit = visits.HomeVisit(student=lin, created_by=homeroom, outcome="declined")
    visits.FollowUp(visit=visit, owner=homeroom.staff)

    found = client.get(f"/api/v1/staff-work/{homeroom.staff_id}/").json()

    assert found["visits_owed"] == found["children_owed"] == 1
    assert found["follow_ups_open"] == 1
    assert need.category.name not in str(found)


def test_a_post_is_given_and_ended_with_its_days(client, teacher, maple):
    held = Post.objects.get(staff=teacher.staff)
    ended = send(client, teacher.staff, "end-post", post=str(held.pk), last_day="2026-11-27")
    again = send(client, teacher.staff, "end-post", post=str(held.pk), last_day="2026-11-27")
    given = send(
        client,
        teacher.staff,
        "appoint",
        kind="deputy_homeroom",
        school_class=str(maple.pk),
        starts_on="2026-11-30",
        ends_on="2027-01-29",
    )

    assert (ended.status_code, again.status_code, given.status_code) == (200, 400, 200)
    assert posts(teacher.staff) == [
        ("subject_teacher", people.LONG_AGO, datetime.date(2026, 11, 27), "appointed", "relieved"),
        (
            "deputy_homeroom",
            datetime.date(2026, 11, 30),
            datetime.date(2027, 1, 29),
            "appointed",
            "",
        ),
    ]
    assert AuditEntry.objects.get(verb="appoint").reason == WHY


def test_the_homeroom_teacher_changes_on_a_day(client, as_user, maple, homeroom, teacher, lin):
    answer = client.post(
        f"/api/v1/school-classes/{maple.pk}/homeroom/",
        {"staff": str(teacher.staff_id), "starts_on": TODAY.isoformat(), "reason": WHY},
    )

    assert answer.status_code == 200
    assert posts(homeroom.staff) == [
        ("homeroom_teacher", people.LONG_AGO, TODAY - DAY, "appointed", "replaced")
    ]
    assert standing(User.objects.get(pk=teacher.pk)).own_classes == {maple.pk}
    assert as_user(homeroom).get(f"/api/v1/students/{lin.pk}/").status_code == 403


def leave(client, staff, first, last, **stand_ins):
    return send(
        client,
        staff,
        "grant-leave",
        starts_on=first.isoformat(),
        ends_on=last.isoformat(),
        substitutes=[
            {"post": post, "staff": str(who.pk)} for post, who in stand_ins.get("of", {}).items()
        ],
    )


@pytest.fixture
def away(client, homeroom, teacher):
    """The homeroom teacher is away for this week; the subject teacher stands in."""
    post = Post.objects.get(staff=homeroom.staff)
    answer = leave(client, homeroom.staff, TODAY, TODAY + 4 * DAY, of={str(post.pk): teacher.staff})
    assert answer.status_code == 200, answer.json()
    return answer.json()


def own(user):
    return standing(User.objects.get(pk=user.pk)).own_classes


def test_access_follows_the_leave_and_the_stand_in(away, as_user, homeroom, teacher, maple, lin):
    """Z-10: the very next request obeys."""
    address = f"/api/v1/students/{lin.pk}/"

    assert (own(homeroom), own(teacher)) == (set(), {maple.pk})
    assert as_user(homeroom).get(address).status_code == 403
    with time_machine.travel(NOW + 5 * DAY, tick=False):
        assert (own(homeroom), own(teacher)) == ({maple.pk}, set())
        assert as_user(homeroom).get(address).status_code == 200
    assert [row["ended"] or row["began"] for row in away["posts"]] == ["returned", "on_leave"]
    assert Post.objects.believed().get(staff=teacher.staff, kind="homeroom_teacher").leave.staff


@pytest.mark.parametrize("days", [2, 8])
def test_coming_back_earlier_or_later_moves_the_stand_ins_last_day(
    away, client, homeroom, teacher, maple, days
):
    back = TODAY + days * DAY
    answer = send(
        client,
        homeroom.staff,
        "return-from-leave",
        leave=away["leaves"][0]["id"],
        returns_on=back.isoformat(),
    )

    assert answer.status_code == 200
    stood_in = Post.objects.believed().get(staff=teacher.staff, kind="homeroom_teacher")
    assert (stood_in.starts_on, stood_in.ends_on) == (TODAY, back - DAY)
    assert posts(homeroom.staff) == [
        ("homeroom_teacher", people.LONG_AGO, TODAY - DAY, "appointed", "on_leave"),
        ("homeroom_teacher", back, None, "returned", ""),
    ]
    assert StaffLeave.objects.believed().get().ends_on == back - DAY


def test_a_leave_that_never_was_leaves_the_posts_as_they_were(away, client, homeroom, teacher):
    answer = send(
        client,
        homeroom.staff,
        "return-from-leave",
        leave=away["leaves"][0]["id"],
        returns_on=TODAY.isoformat(),
    )

    assert answer.json()["leaves"] == []
    assert posts(homeroom.staff) == [("homeroom_teacher", people.LONG_AGO, None, "appointed", "")]
    assert not Post.objects.believed().filter(began="standing_in").exists()


def test_posts_changed_since_the_leave_are_not_guessed(away, client, homeroom):
    rest = Post.objects.believed().get(staff=homeroom.staff, began="returned")
    send(client, homeroom.staff, "end-post", post=str(rest.pk), last_day="2027-01-29")
    Post.objects.believed().filter(began="standing_in").update(retired_at=NOW)

    answer = send(
        client,
        homeroom.staff,
        "return-from-leave",
        leave=away["leaves"][0]["id"],
        returns_on=(TODAY + DAY).isoformat(),
    )

    assert answer.json()["code"] == "posts_changed"


def test_two_leaves_do_not_share_a_day(away, client, homeroom):
    again = leave(client, homeroom.staff, TODAY + 3 * DAY, TODAY + 9 * DAY)

    assert again.status_code == 409
    assert StaffLeave.objects.count() == 1


def test_obligations_are_the_stand_ins_for_these_days(
    school, term, away, homeroom, teacher, lin, moral_director
):
    from school.visits.queries import obligations as boards

    visits.policy(school, moral_director)
    visits.Circumstance(student=lin, category__code="economic_hardship", approved_by=moral_director)

    def answers(day):
        return [p.name for p in boards.board(term, as_of=day).obligations[0].responsible]

    assert answers(TODAY - DAY) == [homeroom.staff.name]
    assert answers(TODAY) == [teacher.staff.name]
    assert answers(TODAY + 5 * DAY) == [homeroom.staff.name]


# ---- who may -------------------------------------------------------------------------------


def test_nobody_keeps_their_own_posts(client, office, teaching_director, principal, maple):
    for hers, user in ((client, teaching_director), (office, principal)):
        assert (
            send(
                hers, user.staff, "appoint", kind="subject_leader", starts_on=TODAY.isoformat()
            ).status_code
            == 403
        )
    answer = client.post(
        f"/api/v1/school-classes/{maple.pk}/homeroom/",
        {
            "staff": str(teaching_director.staff_id),
            "starts_on": TODAY.isoformat(),
            "reason": WHY,
        },
    )
    assert answer.json()["code"] == "own_posts"
    assert posts(teaching_director.staff) == [
        ("teaching_director", people.LONG_AGO, None, "appointed", "")
    ]


def test_nobody_makes_themselves_a_stand_in(client, homeroom, teaching_director):
    post = Post.objects.get(staff=homeroom.staff)

    answer = leave(client, homeroom.staff, TODAY, TODAY, of={str(post.pk): teaching_director.staff})

    assert answer.json()["code"] == "own_posts"


@pytest.mark.parametrize("kind", ["principal", "moral_director", "administrator"])
def test_offices_are_given_by_the_principal_alone(client, office, teacher, kind):
    body = {"kind": kind, "starts_on": TODAY.isoformat()}

    assert send(client, teacher.staff, "appoint", **body).json()["code"] == "office"
    assert send(office, teacher.staff, "appoint", **body).status_code == 200
    assert standing(User.objects.get(pk=teacher.pk)).holds(kind)


def test_a_colleague_with_an_office_is_not_sent_away_by_the_teaching_director(
    client, office, moral_director
):
    body = {"last_day": TODAY.isoformat()}

    assert send(client, moral_director.staff, "leave-school", **body).json()["code"] == "office"
    assert send(office, moral_director.staff, "leave-school", **body).status_code == 200


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"kind": "homeroom_teacher", "school_class": "{maple}"}, "class_has_homeroom"),
        ({"kind": "homeroom_teacher"}, "required"),
        ({"kind": "subject_teacher", "school_class": "{maple}"}, "required"),
        ({"kind": "grade_leader"}, "required"),
        ({"kind": "prep_leader", "school_class": "{maple}"}, "no_class"),
        ({"kind": "deputy_homeroom", "school_class": "{foreign}"}, "does_not_exist"),
        ({"kind": "deputy_homeroom", "school_class": "{gone}"}, "class_not_here"),
        ({"kind": "king"}, "invalid_choice"),
    ],
)
def test_a_post_that_cannot_be_is_refused(
    client, school, teacher, homeroom, maple, stranger, body, code
):
    rows = {
        "maple": maple.pk,
        "gone": people.SchoolClass(school=school, cohort_year=2019).pk,
        "foreign": people.SchoolClass(school=stranger.school).pk,
    }

    answer = send(
        client,
        teacher.staff,
        "appoint",
        starts_on=TODAY.isoformat(),
        **{name: value.format(**rows) for name, value in body.items()},
    )

    assert answer.status_code in (400, 409)
    found = answer.json()
    assert code in [found["code"], *(line["code"] for line in found["errors"])]
    assert len(posts(teacher.staff)) == 1


def test_the_same_post_is_not_held_twice(client, teacher, maple):
    again = send(
        client,
        teacher.staff,
        "appoint",
        kind=PostKind.SUBJECT_TEACHER,
        subject="语文",
        school_class=str(maple.pk),
        starts_on=TODAY.isoformat(),
    )

    assert again.json()["code"] == "post_held"


def test_since_when_somebody_teaches_is_said_and_taken_back(client, office, teacher):
    said = send_plain(client, teacher.staff, "2023-09-01")

    assert (said.status_code, said.json()["teaching_since"]) == (200, "2023-09-01")
    ahead = send_plain(client, teacher.staff, (TODAY + DAY).isoformat())
    assert ahead.json()["errors"][0]["code"] == "in_future"
    assert send_plain(office, teacher.staff, None).json()["teaching_since"] is None
    noted = AuditEntry.objects.filter(verb="say_teaching_since").order_by("at")
    assert [one.changes["teaching_since"] for one in noted] == [
        [None, "2023-09-01"],
        ["2023-09-01", None],
    ]


def send_plain(client, staff, day):
    return client.post(f"{STAFF}{staff.pk}/teaching-since/", {"teaching_since": day}, format="json")
