"""Handing children over: who answers, who may know, what is refused, what stays in the books."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from school.people.models import Post
from school.people.roles import PostKind
from school.shared.errors import InputRefused, RuleBroken
from school.shared.models import AuditEntry
from school.visits import models
from school.visits.actions import handovers as acts
from school.visits.queries import obligations as boards
from tests.conftest import TODAY
from tests.factories import people, visits

pytestmark = pytest.mark.usefixtures("now", "term")
URL = "/api/v1/visit-hand-overs/"
VISITS = "/api/v1/home-visits/"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def owed(in_need, policy, homeroom):
    """Lin is owed a visit, and Lin's homeroom teacher answers for it."""
    return in_need


def hand(by, child, to, **more):
    given = {"starts_on": TODAY, "reason": "班主任休产假", **more}
    return acts.hand_over(by=by, students=[child], to=to.staff, **given)


def responsible(child, day=TODAY, known_at=None):
    board = boards.obligations(child.school_id, as_of=day, known_at=known_at)
    return [post.name for one in board.obligations for post in one.responsible]


def body(to, *children, **more):
    return {
        "students": [str(child.pk) for child in children],
        "to": str(to.staff_id),
        "starts_on": TODAY.isoformat(),
        "reason": "班主任休产假",
        **more,
    }


# ---- who answers ---------------------------------------------------------------------------


def test_from_the_first_day_on_the_receiver_answers(moral_director, teacher, lin, owed):
    hand(moral_director, lin, teacher)

    assert responsible(lin) == ["张老师"]
    assert responsible(lin, TODAY - DAY) == ["于老师"]


def test_after_the_last_day_the_holder_of_the_post_answers_again(
    moral_director, teacher, lin, owed
):
    hand(moral_director, lin, teacher, ends_on=TODAY + 7 * DAY)

    assert responsible(lin, TODAY + 7 * DAY) == ["张老师"]
    assert responsible(lin, TODAY + 8 * DAY) == ["于老师"]


def test_what_was_known_before_stays_as_it_was_known(moral_director, teacher, lin, owed, now):
    hand(moral_director, lin, teacher, starts_on=TODAY - 10 * DAY)

    assert responsible(lin, TODAY, known_at=now - DAY) == ["于老师"]
    assert responsible(lin, TODAY) == ["张老师"]


def test_a_receiver_who_has_left_answers_for_nothing(moral_director, teacher, lin, owed):
    hand(moral_director, lin, teacher)
    Post.objects.filter(staff=teacher.staff).update(ends_on=TODAY)

    assert responsible(lin) == ["张老师"]
    assert responsible(lin, TODAY + DAY) == ["于老师"]


def test_the_credit_stays_with_who_went(as_user, moral_director, teacher, lin, owed, homeroom):
    """The obligation moves; a visit recorded before it settles and keeps its recorder."""
    visit = visits.HomeVisit(
        student=lin, created_by=homeroom, purposes=[owed.category], visited_on=TODAY - DAY
    )
    hand(moral_director, lin, teacher)
    (one,) = boards.obligations(lin.school_id, as_of=TODAY).obligations

    assert (one.state, one.responsible[0].name) == ("settled", "张老师")
    assert [v.id for v in one.visits] == [visit.pk]
    assert visit.created_by == homeroom


# ---- need to know --------------------------------------------------------------------------


def test_the_receiver_sees_what_is_owed_and_why(as_user, moral_director, teacher, lin, owed):
    client = as_user(teacher)
    assert client.get("/api/v1/obligations/").json()["count"] == 0
    hand(moral_director, lin, teacher)

    (row,) = as_user(teacher).get("/api/v1/obligations/", {"mine": 1}).json()["results"]
    assert row["student"]["id"] == str(lin.pk)
    assert row["category"]["code"] == "economic_hardship"
    (offered,) = as_user(teacher).get("/api/v1/visitable-students/").json()["results"]
    assert [one["code"] for one in offered["purposes"]] == ["economic_hardship"]


def test_the_receiver_records_a_visit_that_settles(
    as_user, moral_director, other_homeroom, lin, owed
):
    """Somebody of another class may visit this one child, with its purpose."""
    hand(moral_director, lin, other_homeroom)
    answer = as_user(other_homeroom).post(
        VISITS,
        {
            "student": str(lin.pk),
            "visited_on": TODAY.isoformat(),
            "channel": "on_site",
            "outcome": "done",
            "integrity": True,
            "purposes": ["economic_hardship"],
        },
        HTTP_IDEMPOTENCY_KEY="0190a8a0-0000-7000-8000-000000000001",
    )

    assert answer.status_code == 201, answer.json()
    (one,) = boards.obligations(lin.school_id, as_of=TODAY).obligations
    assert one.state == "settled"


def test_only_the_children_handed_over_become_known(
    as_user, moral_director, other_homeroom, lin, maple, school, owed
):
    """Z-20: the class is not opened with the child."""
    classmate = people.Student(school=school, name="矫一诺")
    people.Placement(student=classmate, school_class=maple)
    visits.Circumstance(student=classmate, category=owed.category, approved_by=moral_director)
    visits.HomeVisit(student=classmate, created_by=moral_director, purposes=[owed.category])
    hand(moral_director, lin, other_homeroom)
    client = as_user(other_homeroom)

    owed_rows = client.get("/api/v1/obligations/").json()["results"]
    assert {row["student"]["id"] for row in owed_rows} == {str(lin.pk)}
    assert client.get("/api/v1/circumstances/").json()["count"] == 1
    assert client.get(VISITS).json()["count"] == 0
    offered = client.get("/api/v1/visitable-students/", {"q": classmate.name}).json()
    assert offered["count"] == 0
    figure = f"/api/v1/figures/visits.coverage/records/?school_class={maple.pk}"
    assert client.get(figure).status_code == 404


def test_a_visit_made_before_is_readable_while_the_hand_over_holds(
    as_user, moral_director, teacher, homeroom, lin, owed
):
    visit = visits.HomeVisit(student=lin, created_by=homeroom, purposes=[owed.category])
    assert as_user(teacher).get(f"{VISITS}{visit.pk}/").status_code == 404
    (row,) = hand(moral_director, lin, teacher)
    assert as_user(teacher).get(f"{VISITS}{visit.pk}/").json()["purposes"] == ["economic_hardship"]

    acts.take_back(by=moral_director, hand_over_id=row.pk, from_on=TODAY, reason="已返岗")
    assert as_user(teacher).get(f"{VISITS}{visit.pk}/").status_code == 404


def test_with_the_hand_over_the_right_to_know_ends(
    as_user, moral_director, other_homeroom, lin, owed
):
    """Z-10: at the next request."""
    (row,) = hand(moral_director, lin, other_homeroom)
    client = as_user(other_homeroom)
    assert client.get("/api/v1/obligations/").json()["count"] == 1
    acts.take_back(by=moral_director, hand_over_id=row.pk, from_on=TODAY, reason="已返岗")

    assert client.get("/api/v1/obligations/").json()["count"] == 0
    assert client.get("/api/v1/visitable-students/", {"q": lin.name}).json()["count"] == 0
    assert client.get(URL).json()["count"] == 0


def test_a_receiver_whose_post_ended_knows_nothing_more(
    as_user, moral_director, teacher, lin, owed
):
    hand(moral_director, lin, teacher)
    Post.objects.filter(staff=teacher.staff).update(ends_on=TODAY - DAY)

    assert as_user(teacher).get("/api/v1/obligations/").status_code == 403


# ---- what stays in the books ---------------------------------------------------------------


def test_taking_back_keeps_the_days_before(moral_director, teacher, lin, owed):
    (row,) = hand(moral_director, lin, teacher, starts_on=TODAY - 10 * DAY)
    new = acts.take_back(by=moral_director, hand_over_id=row.pk, from_on=TODAY, reason="已返岗")

    assert (new.starts_on, new.ends_on) == (TODAY - 10 * DAY, TODAY - DAY)
    assert responsible(lin) == ["于老师"]
    assert responsible(lin, TODAY - DAY) == ["张老师"]
    row.refresh_from_db()
    assert (row.retired_by, row.retired_reason) == (moral_director, "已返岗")


def test_what_never_came_to_hold_is_only_retired(moral_director, teacher, lin, owed):
    (row,) = hand(moral_director, lin, teacher)
    acts.take_back(by=moral_director, hand_over_id=row.pk, from_on=TODAY, reason="选错了人")

    assert models.VisitHandOver.objects.count() == 1
    assert models.VisitHandOver.objects.believed().count() == 0


def test_handing_on_for_a_week_leaves_the_first_receiver_the_rest(
    moral_director, teacher, other_homeroom, lin, owed
):
    hand(moral_director, lin, teacher, starts_on=TODAY - 10 * DAY)
    (row,) = hand(moral_director, lin, other_homeroom, ends_on=TODAY + 6 * DAY)

    assert row.from_staff == teacher.staff
    assert responsible(lin, TODAY - DAY) == ["张老师"]
    assert responsible(lin, TODAY) == responsible(lin, TODAY + 6 * DAY) == ["王老师"]
    assert responsible(lin, TODAY + 7 * DAY) == ["张老师"]


def test_every_act_is_in_the_log(moral_director, teacher, lin, owed, homeroom):
    (row,) = hand(moral_director, lin, teacher, starts_on=TODAY - DAY)
    acts.take_back(by=moral_director, hand_over_id=row.pk, from_on=TODAY, reason="已返岗")
    found = AuditEntry.objects.filter(record_type="visits.visithandover")
    entries = {entry.verb: entry for entry in found}

    assert set(entries) == {"hand_over", "shorten", "take_back"}
    assert entries["hand_over"].changes["responsible"] == [
        str(homeroom.staff_id),
        str(teacher.staff_id),
    ]
    assert entries["take_back"].reason == "已返岗"


def test_the_database_refuses_two_receivers_on_one_day(lin, teacher, other_homeroom):
    visits.VisitHandOver(student=lin, to_staff=teacher.staff)
    with pytest.raises(IntegrityError), transaction.atomic():
        visits.VisitHandOver(student=lin, to_staff=other_homeroom.staff, starts_on=TODAY)
    models.VisitHandOver.objects.update(retired_at=timezone.now())
    visits.VisitHandOver(student=lin, to_staff=other_homeroom.staff, starts_on=TODAY)

    assert models.VisitHandOver.objects.believed().count() == 1


# ---- what is refused -----------------------------------------------------------------------


def refused(act):
    with pytest.raises((InputRefused, RuleBroken)) as caught:
        act()
    return caught.value.code


def test_what_handing_over_refuses(
    moral_director, homeroom, teacher, other_homeroom, lin, school, owed
):
    assert refused(lambda: hand(moral_director, lin, homeroom)) == "already_theirs"
    summer = datetime.date(2026, 7, 1)
    assert refused(lambda: hand(moral_director, lin, teacher, starts_on=summer)) == "out_of_term"
    early = TODAY - DAY
    assert refused(lambda: hand(moral_director, lin, teacher, ends_on=early)) == "before_start"
    gone = people.Student(school=school, name="走了的孩子")
    assert refused(lambda: hand(moral_director, gone, teacher)) == "not_at_school"
    hand(moral_director, lin, teacher, starts_on=TODAY + 5 * DAY)
    later = lambda: hand(moral_director, lin, other_homeroom)  # noqa: E731
    assert refused(later) == "hand_over_overlaps"


def test_what_taking_back_refuses(moral_director, teacher, lin, owed):
    (row,) = hand(moral_director, lin, teacher, ends_on=TODAY + DAY)

    def back(day):
        return acts.take_back(by=moral_director, hand_over_id=row.pk, from_on=day, reason="已返岗")

    assert refused(lambda: back(TODAY - DAY)) == "before_start"
    assert refused(lambda: back(TODAY + 2 * DAY)) == "hand_over_ended"
    back(TODAY + DAY)
    assert refused(lambda: back(TODAY + DAY)) == "hand_over_changed"


# ---- over HTTP -----------------------------------------------------------------------------


def test_several_children_are_handed_over_at_once(
    as_user, moral_director, teacher, maple, lin, school, owed
):
    other = people.Student(school=school, name="于梓涵")
    people.Placement(student=other, school_class=maple)
    answer = as_user(moral_director).post(URL, body(teacher, lin, other))

    assert answer.status_code == 201
    made = answer.json()["made"]
    assert {row["student"]["name"] for row in made} == {"于梓涵", "林一诺"}
    assert {row["from_staff"]["name"] for row in made} == {"于老师"}
    assert made[0]["abilities"] == ["take_back"]


def test_all_or_none_is_handed_over(as_user, moral_director, teacher, lin, school, owed):
    gone = people.Student(school=school, name="走了的孩子")
    answer = as_user(moral_director).post(URL, body(teacher, lin, gone))

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "not_at_school"
    assert models.VisitHandOver.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"students": []}, "students", "empty"),
        ({"students": ["019a0000-0000-7000-8000-000000000000"]}, "students", "does_not_exist"),
        ({"reason": " "}, "reason", "blank"),
        ({"starts_on": "heute"}, "starts_on", "invalid"),
        ({"colour": "red"}, "colour", "unknown_field"),
    ],
)
def test_the_shape_is_strict(as_user, moral_director, teacher, lin, owed, change, field, code):
    answer = as_user(moral_director).post(URL, body(teacher, lin, **change))

    assert answer.status_code == 400
    assert (answer.json()["errors"][0]["field"], answer.json()["errors"][0]["code"]) == (
        field,
        code,
    )


def test_only_who_visits_families_receives(as_user, moral_director, admin, lin, owed):
    answer = as_user(moral_director).post(URL, body(admin, lin))

    assert answer.json()["errors"][0]["field"] == "to"


def test_nobody_but_the_director_hands_over(as_user, homeroom, principal, teacher, lin, owed):
    for user in (homeroom, principal, teacher):
        assert as_user(user).post(URL, body(teacher, lin)).status_code == 403


def test_the_history_keeps_what_gave_way(as_user, moral_director, teacher, homeroom, lin, owed):
    (row,) = hand(moral_director, lin, teacher, starts_on=TODAY - DAY)
    client = as_user(moral_director)
    back = client.post(
        f"{URL}{row.pk}/take-back/", {"from_on": TODAY.isoformat(), "reason": "已返岗"}
    )
    assert back.status_code == 200
    assert back.json()["ends_on"] == (TODAY - DAY).isoformat()

    asked = {"student": str(lin.pk), "history": 1}
    rows = as_user(homeroom).get(URL, asked).json()["results"]
    assert [row["retired_reason"] for row in rows] == ["", "已返岗"]
    assert all(row["abilities"] == [] for row in rows)
    assert client.get(URL, {"student": str(lin.pk)}).json()["count"] == 1
    assert client.get(URL, {"on": TODAY.isoformat()}).json()["count"] == 0


def test_a_page_of_them_costs_the_same_however_long(
    as_user, moral_director, teacher, lin, maple, school, django_assert_num_queries
):
    client = as_user(moral_director)

    def ask(count):
        with django_assert_num_queries(6):
            assert client.get(URL).json()["count"] == count

    visits.VisitHandOver(student=lin, to_staff=teacher.staff)
    ask(1)
    for _ in range(4):
        child = people.Student(school=school)
        people.Placement(student=child, school_class=maple)
        visits.VisitHandOver(student=child, to_staff=teacher.staff)
    ask(5)


def test_two_hats_do_not_widen_the_hand_over(
    as_user, moral_director, teacher, cedar, song, lin, owed, policy
):
    """Z-20: a receiver who teaches another class learns nothing of why it is visited."""
    people.Post(staff=teacher.staff, kind=PostKind.SUBJECT_TEACHER, school_class=cedar)
    visits.Circumstance(student=song, category=owed.category, approved_by=moral_director)
    hand(moral_director, lin, teacher)
    offered = as_user(teacher).get("/api/v1/visitable-students/").json()["results"]

    assert {row["name"]: "purposes" in row for row in offered} == {lin.name: True, song.name: False}
