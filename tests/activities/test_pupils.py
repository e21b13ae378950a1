"""Pairs of a teacher and a child: who knows of them, and who reads the words."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from school.activities import models
from school.people.models import Placement, Student
from school.people.roles import PostKind
from school.shared.models import AuditEntry
from tests.conftest import TODAY
from tests.factories import activities as rows
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
PAIRS, MET = "/api/v1/pupil-pairs/", "/api/v1/pupil-contacts/"


@pytest.fixture
def pair(teacher, lin):
    """The subject teacher and a child of the maple class."""
    return rows.PupilPair(teacher=teacher.staff, student=lin, created_by=teacher)


@pytest.fixture
def met(teacher, pair):
    return rows.PupilContact(pair=pair, created_by=teacher, words="他说想学画画", has_words=True)


def test_a_teacher_pairs_with_a_child_that_the_teacher_meets(
    as_user, teacher, lin, song, send, code
):
    client = as_user(teacher)
    body = {"student": str(lin.pk), "starts_on": "2026-11-02"}
    made = send(client, PAIRS, body).json()

    assert (made["teacher"]["name"], made["student"]["name"]) == ("张老师", "林一诺")
    assert (made["met"], made["is_mine"]) == (0, True)
    assert set(made["abilities"]) == {"retrieve", "end", "void"}
    assert code(send(client, PAIRS, body)) == "paired"
    assert code(send(client, PAIRS, {**body, "student": str(song.pk)})) == (
        "student",
        "does_not_exist",
    )


def test_nobody_is_asked_why(as_user, teacher, lin, send, code):
    columns = {field.name for field in models.PupilPair._meta.get_fields()}
    assert not columns & {"reason", "why", "note", "category", "purpose"}
    for field in ("reason", "why", "note"):
        body = {"student": str(lin.pk), "starts_on": "2026-11-02", field: "单亲"}
        assert code(send(as_user(teacher), PAIRS, body)) == (field, "unknown_field")


@pytest.mark.parametrize(("day", "error"), [("2026-11-24", "in_future"), ("2019-01-01", "invalid")])
def test_a_pair_begins_on_a_day_that_has_come(as_user, teacher, lin, send, code, day, error):
    Placement.objects.filter(student=lin).update(starts_on=datetime.date(2020, 9, 1))
    answer = send(as_user(teacher), PAIRS, {"student": str(lin.pk), "starts_on": day})
    assert code(answer) == ("starts_on", "not_at_school" if error == "invalid" else error)


def test_others_are_paired_by_the_homeroom_teacher_and_the_office(
    as_user, homeroom, teacher, two_hats, moral_director, lin, song, send, code
):
    body = {"student": str(lin.pk), "teacher": str(teacher.staff_id), "starts_on": "2026-11-02"}
    assert code(send(as_user(two_hats), PAIRS, body)) == ("teacher", "not_yours")
    assert send(as_user(homeroom), PAIRS, body).status_code == 201
    body = {**body, "student": str(song.pk)}
    assert code(send(as_user(homeroom), PAIRS, body)) == ("student", "does_not_exist")
    assert send(as_user(moral_director), PAIRS, body).status_code == 201


def test_only_its_side_knows_of_a_pair(
    as_user, teacher, homeroom, moral_director, two_hats, other_homeroom, pair
):
    for user in (teacher, homeroom, moral_director):
        assert as_user(user).get(PAIRS).json()["count"] == 1, user
        assert as_user(user).get(f"{PAIRS}{pair.pk}/").status_code == 200
    for user in (two_hats, other_homeroom):
        assert as_user(user).get(PAIRS).json()["count"] == 0, user
        assert as_user(user).get(f"{PAIRS}{pair.pk}/").status_code == 404


def test_the_principal_sees_numbers_alone(as_user, principal, teaching_director, pair):
    for user in (principal, teaching_director):
        assert as_user(user).get(PAIRS).status_code == 403
        assert as_user(user).get(MET).status_code == 403


def test_the_homeroom_teacher_of_another_class_takes_over_with_the_child(
    as_user, homeroom, other_homeroom, cedar, lin, pair
):
    Placement.objects.filter(student=lin).update(retired_at=timezone.now(), retired_by=homeroom)
    people.Placement(student=lin, school_class=cedar, starts_on=datetime.date(2026, 11, 9))

    assert as_user(other_homeroom).get(PAIRS).json()["count"] == 1
    assert as_user(homeroom).get(PAIRS).json()["count"] == 0


def test_a_child_of_an_undone_import_stands_in_no_pair(
    as_user, teacher, moral_director, lin, pair, met
):
    Student.objects.filter(pk=lin.pk).update(
        taken_back_at=timezone.now(), taken_back_by=moral_director
    )
    for user in (teacher, moral_director):
        assert as_user(user).get(PAIRS).json()["count"] == 0
        assert as_user(user).get(MET).json()["count"] == 0


def test_a_pair_ends_once_and_after_the_last_meeting(as_user, teacher, pair, met, send, code):
    client, url = as_user(teacher), f"{PAIRS}{pair.pk}/"
    body = {"ends_on": "2026-11-10", "ended": "completed"}
    assert code(send(client, f"{url}end/", body)) == ("ends_on", "before_contact")
    assert code(send(client, f"{url}void/")) == "pair_in_use"
    shown = send(client, f"{url}end/", {**body, "ends_on": "2026-11-20"}).json()
    assert (shown["ends_on"], shown["ended"]) == ("2026-11-20", "completed")
    assert shown["abilities"] == ["retrieve"]
    assert code(send(client, f"{url}end/", body)) == "pair_ended"
    assert client.get(PAIRS, {"open": 1}).json()["count"] == 0
    assert client.get(PAIRS, {"mine": 1, "student": pair.student_id}).json()["count"] == 1


def test_the_database_keeps_one_open_pair_of_the_two(teacher, lin, pair):
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.PupilPair(teacher=teacher.staff, student=lin)
    rows.PupilPair(
        teacher=teacher.staff,
        student=lin,
        ends_on=TODAY,
        ended="completed",
        closed_at=timezone.now(),
        closed_by=teacher,
    )


# ---- meetings ------------------------------------------------------------------------------


def test_the_teacher_writes_down_that_they_met(as_user, teacher, homeroom, pair, send, code):
    body = {"pair": str(pair.pk), "contacted_on": "2026-11-20", "way": "talk", "minutes": 20}
    made = send(as_user(teacher), MET, {**body, "words": "他说想学画画"}).json()

    assert (made["has_words"], made["minutes"]) == (True, 20)
    assert "words" not in made
    assert code(send(as_user(homeroom), MET, body)) == ("pair", "does_not_exist")
    for day, error in (("2026-11-24", "in_future"), ("2026-10-01", "outside_pair")):
        answer = send(as_user(teacher), MET, {**body, "contacted_on": day})
        assert code(answer) == ("contacted_on", error)
    assert as_user(teacher).get(f"{PAIRS}{pair.pk}/").json()["met"] == 1


def test_two_sides_read_the_words_and_no_office(
    as_user, teacher, homeroom, moral_director, two_hats, met, send
):
    url = f"{MET}{met.pk}/read/"
    for user in (teacher, homeroom):
        assert send(as_user(user), url).json() == {"words": "他说想学画画"}
    assert send(as_user(moral_director), url).status_code == 403
    assert send(as_user(two_hats), url).status_code == 404
    assert AuditEntry.objects.filter(verb="read").count() == 2
    assert as_user(moral_director).get(MET).json()["results"][0]["abilities"] == []


def test_words_are_sealed_and_stand_in_no_log(teacher, as_user, pair, met, send):
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM activities_pupilcontact")
        (stored,) = cursor.fetchone()
    assert stored.startswith("sealed1:")
    body = {"pair": str(pair.pk), "contacted_on": "2026-11-20", "way": "talk", "words": "秘密"}
    send(as_user(teacher), MET, body)
    assert not [one for one in AuditEntry.objects.all() if "秘密" in str(one.changes)]


def test_a_meeting_is_taken_back_by_who_wrote_it(as_user, teacher, homeroom, met, send, code):
    url = f"{MET}{met.pk}/void/"
    assert send(as_user(homeroom), url).status_code == 403
    assert send(as_user(teacher), url).json()["is_voided"] is True
    assert code(send(as_user(teacher), url)) == "voided"


def test_lists_take_the_same_queries_however_long(
    as_user, teacher, homeroom, maple, pair, met, school, django_assert_num_queries
):
    client, beside = as_user(teacher), as_user(homeroom)
    client.get(PAIRS)
    beside.get(PAIRS)
    for one, url, number in ((client, PAIRS, 6), (client, MET, 6), (beside, PAIRS, 6)):
        with django_assert_num_queries(number):
            assert one.get(url).json()["count"] == 1
    with django_assert_num_queries(7):
        assert beside.get(MET).json()["results"][0]["abilities"] == ["read"]
    for _ in range(4):
        child = people.Student(school=school)
        people.Placement(student=child, school_class=maple)
        another = rows.PupilPair(teacher=teacher.staff, student=child)
        rows.PupilContact(pair=another, words="他说想学画画", has_words=True)
    for one, url, number in ((client, PAIRS, 6), (client, MET, 6), (beside, PAIRS, 6)):
        with django_assert_num_queries(number):
            assert one.get(url).json()["count"] == 5
    with django_assert_num_queries(7):
        assert [one["abilities"] for one in beside.get(MET).json()["results"]] == [["read"]] * 5


def test_a_deputy_of_the_class_knows_too(as_user, school, maple, pair):
    staff = people.StaffMember(school=school)
    people.Post(staff=staff, kind=PostKind.DEPUTY_HOMEROOM, school_class=maple)
    deputy = people.User(school=school, username="deputy", staff=staff)

    assert as_user(deputy).get(PAIRS).json()["count"] == 1
