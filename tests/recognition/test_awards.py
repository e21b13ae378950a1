"""Awards: declared, mended, verified by a second person, and never counted before."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction

from school.recognition.models import Award, AwardEvidence, AwardWinner
from school.shared.models import AuditEntry
from tests.conftest import TODAY
from tests.factories import evidence, people, recognition
from tests.recognition.conftest import AWARDS, CONTEST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
DAY = datetime.timedelta(days=1)


def at(row, verb=""):
    return f"{AWARDS}{row.pk}/{verb}"


def seen(client, **asked):
    answer = client.get(AWARDS, asked)
    assert answer.status_code == 200, answer.content
    return {row["id"] for row in answer.json()["results"]}


# ---- declared ------------------------------------------------------------------------------


def test_a_teacher_declares_what_they_won_with_whom_and_what_proves_it(
    as_user, teacher, homeroom, scan, post
):
    body = CONTEST | {
        "staff": [str(homeroom.staff_id), str(teacher.staff_id)],
        "certificate_number": "SN-2026-017",
        "evidence": [str(scan.pk)],
    }

    answer = post(as_user(teacher), AWARDS, body)

    assert answer.status_code == 201, answer.content
    shown = answer.json()
    assert [one["name"] for one in shown["winners"]] == ["于老师", "张老师"]
    assert (shown["state"], shown["counts"], shown["is_mine"]) == ("declared", False, True)
    assert [one["id"] for one in shown["evidence"]] == [str(scan.pk)]
    assert shown["abilities"] == ["retrieve", "partial_update", "void"]
    assert answer["ETag"] == '"1"'
    entry = AuditEntry.objects.get(verb="declare")
    assert entry.changes["level"] == [None, "district"]


def test_one_gesture_declares_once(as_user, teacher, post):
    key, body = uuid.uuid4(), CONTEST | {"staff": [str(teacher.staff_id)]}
    client = as_user(teacher)

    first, again = post(client, AWARDS, body, key), post(client, AWARDS, body, key)

    assert (first.status_code, again.status_code) == (201, 200)
    assert Award.objects.count() == 1


def test_everybody_declares_the_own_and_the_offices_any(
    as_user, teacher, homeroom, teaching_director, secretary_user, post, refused
):
    of_other = CONTEST | {"staff": [str(homeroom.staff_id)]}
    of_school = CONTEST | {"recipient": "school", "nature": "title", "grade": "none"}
    client = as_user(teacher)

    assert refused(post(client, AWARDS, of_other)) == ("staff", "not_yours")
    assert refused(post(client, AWARDS, of_school)) == ("recipient", "not_yours")
    assert post(as_user(teaching_director), AWARDS, of_other).status_code == 201
    assert post(as_user(teaching_director), AWARDS, of_school).status_code == 201
    mine = CONTEST | {"staff": [str(secretary_user.staff_id)], "title": "优秀党务工作者"}
    assert post(as_user(secretary_user), AWARDS, mine).status_code == 201


@pytest.fixture
def secretary_user(school):
    staff = people.StaffMember(school=school, name="曲书记")
    people.Post(staff=staff, kind="secretary")
    return people.User(school=school, username="secretary", staff=staff)


def test_children_and_classes_that_one_meets(
    as_user, teacher, lin, song, maple, cedar, post, refused
):
    client = as_user(teacher)
    of_child = CONTEST | {"recipient": "student", "students": [str(lin.pk)]}
    of_class = CONTEST | {"recipient": "class", "classes": [str(maple.pk)]}

    made = post(client, AWARDS, of_child)

    assert made.status_code == 201, made.content
    winner = AwardWinner.objects.get()
    assert (winner.student, winner.school_class) == (lin, maple)
    shown = made.json()["winners"][0]
    assert (shown["name"], shown["school_class"]) == ("林一诺", None)
    assert shown["student"]["school_class"]["name"] == "三年级(2)班"
    assert post(client, AWARDS, of_class).json()["winners"][0]["name"] == "三年级(2)班"
    other_child = of_child | {"students": [str(song.pk)]}
    assert refused(post(client, AWARDS, other_child)) == ("students.0", "does_not_exist")
    other_class = of_class | {"classes": [str(cedar.pk)]}
    assert refused(post(client, AWARDS, other_class)) == ("classes.0", "does_not_exist")


def test_what_cannot_be_is_refused_by_its_field(as_user, teacher, lin, post, refused):
    client, mine = as_user(teacher), {"staff": [str(teacher.staff_id)]}
    for change, field, code in (
        ({"awarded_on": "2026-11-24"}, "awarded_on", "in_future"),
        ({"valid_until": "2026-10-11"}, "valid_until", "before_it_began"),
        ({"staff": []}, "staff", "required"),
        ({"students": [str(lin.pk)]}, "students", "other_recipient"),
        ({"staff": [str(teacher.staff_id)] * 2}, "staff.1", "twice"),
        ({"level": "galactic"}, "level", "invalid_choice"),
        ({"state": "verified"}, "state", "unknown_field"),
        ({"evidence": [str(uuid.uuid4())]}, "evidence.0", "does_not_exist"),
    ):
        assert refused(post(client, AWARDS, CONTEST | mine | change)) == (field, code)
    assert not Award.objects.exists()


def test_two_who_won_together_do_not_declare_it_twice(
    as_user, teacher, homeroom, other_homeroom, post, patch
):
    """Else one award would count as two; others of the same name and day are other awards."""
    both = CONTEST | {"staff": [str(teacher.staff_id), str(homeroom.staff_id)]}
    assert post(as_user(teacher), AWARDS, both).status_code == 201
    again = CONTEST | {"staff": [str(homeroom.staff_id)]}

    answer = post(as_user(homeroom), AWARDS, again)

    assert (answer.status_code, answer.json()["code"]) == (409, "possible_duplicate")
    alone = CONTEST | {"staff": [str(other_homeroom.staff_id)]}
    assert post(as_user(other_homeroom), AWARDS, alone).status_code == 201
    meant = post(as_user(homeroom), AWARDS, again | {"is_meant": True})
    assert meant.status_code == 201
    address = f"{AWARDS}{meant.json()['id']}/"
    assert patch(as_user(homeroom), address, {"issuer": "市南区教体局"}, 1).status_code == 200
    asked = patch(as_user(homeroom), address, {"grade": "first"}, 2)
    assert asked.json()["code"] == "possible_duplicate"


# ---- verified ------------------------------------------------------------------------------


def test_a_second_person_verifies_what_was_read(as_user, teacher, vice, post, patch):
    made = recognition.award(teacher, teacher.staff)
    client = as_user(vice)
    assert post(client, at(made, "verify/")).status_code == 428
    patch(as_user(teacher), at(made), {"grade": "second"}, 1)
    stale = post(client, at(made, "verify/"), version=1)
    assert (stale.status_code, stale.json()["current"]["grade"]) == (412, "second")

    answer = post(client, at(made, "verify/"), version=2)

    assert answer.status_code == 200
    shown = answer.json()
    assert (shown["state"], shown["counts"]) == ("verified", True)
    assert shown["decided_by"]["name"] == "矫副校长"
    assert shown["abilities"] == ["retrieve", "send_back"]
    assert AuditEntry.objects.filter(verb="verify", record_id=made.pk).exists()
    assert post(client, at(made, "verify/"), version=3).json()["code"] == "award_decided"


def test_nobody_verifies_an_award_of_their_own(as_user, principal, vice, post):
    """Neither who declared it nor who won it, whatever the office."""
    declared = recognition.award(vice, principal.staff)
    for user in (vice, principal):
        for verb, body in (("verify/", {}), ("reject/", {"reason": "x"})):
            assert post(as_user(user), at(declared, verb), body, version=1).status_code == 403


def test_without_a_scan_nothing_is_verified(as_user, teacher, vice, post):
    made = recognition.award(teacher, teacher.staff)
    AwardEvidence.objects.all().delete()

    answer = post(as_user(vice), at(made, "verify/"), version=1)

    assert (answer.status_code, answer.json()["code"]) == (409, "no_proof")
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.filter(pk=made.pk).update(
            state="verified", decided_at=made.created_at, decided_by=vice
        )


def test_rejected_says_why_and_is_declared_anew(as_user, teacher, vice, post, patch):
    made = recognition.award(teacher, teacher.staff)
    assert post(as_user(vice), at(made, "reject/"), {}).status_code == 400

    answer = post(as_user(vice), at(made, "reject/"), {"reason": "级别写高了"})

    assert (answer.json()["state"], answer.json()["counts"]) == ("rejected", False)
    mine = as_user(teacher).get(at(made)).json()
    assert (mine["decision"], "partial_update" in mine["abilities"]) == ("级别写高了", True)
    again = patch(as_user(teacher), at(made), {"level": "school"}, 2).json()
    assert (again["state"], again["decided_by"], again["version"]) == ("declared", None, 3)


def test_a_verified_award_changes_only_by_being_sent_back(as_user, teacher, vice, post, patch):
    made = recognition.award(teacher, teacher.staff, verified_by=vice)
    client = as_user(teacher)

    assert patch(client, at(made), {"grade": "special"}, 1).json()["code"] == "award_verified"
    assert post(client, at(made, "void/"), {"reason": "x"}).json()["code"] == "award_verified"
    assert post(client, at(made, "send-back/"), {"reason": "x"}).status_code == 403
    back = post(as_user(vice), at(made, "send-back/"), {"reason": "证书号要补"}).json()
    assert (back["state"], back["counts"], back["decision"]) == ("declared", False, "证书号要补")
    assert patch(client, at(made), {"certificate_number": "17"}, 2).status_code == 200
    assert AuditEntry.objects.get(verb="send_back").reason == "证书号要补"


def test_the_database_keeps_winners_and_proofs_of_a_verified_award(school, teacher, homeroom, vice):
    made = recognition.award(teacher, teacher.staff, verified_by=vice)
    free = evidence.Evidence(school=school, created_by=teacher)
    winner = {"school": school, "award": made, "position": 2}
    for act in (
        lambda: AwardWinner.objects.create(**winner, staff=homeroom.staff),
        lambda: made.winners.all().delete(),
        lambda: made.winners.update(staff=homeroom.staff),
        lambda: made.proofs.all().delete(),
        lambda: AwardEvidence.objects.create(school=school, award=made, evidence=free),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    assert made.winners.count() == made.proofs.count() == 1


def test_the_database_takes_no_winner_of_another_kind(school, teacher, lin, maple):
    made = recognition.award(teacher, teacher.staff)
    for wrong in ({"student": lin}, {"school_class": maple}, {"staff": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AwardWinner.objects.create(school=school, award=made, position=2, **wrong)


def test_void_says_why_and_frees_the_scan(as_user, teacher, post):
    made = recognition.award(teacher, teacher.staff)

    answer = post(as_user(teacher), at(made, "void/"), {"reason": "重复"})

    assert (answer.json()["is_voided"], answer.json()["abilities"]) == (True, ["retrieve"])
    assert seen(as_user(teacher)) == set()
    assert seen(as_user(teacher), voided="true") == {str(made.pk)}
    proof = made.proofs.get().evidence_id
    assert as_user(teacher).get(f"/api/v1/evidence/{proof}/").json()["is_used"] is False


# ---- levels --------------------------------------------------------------------------------


def test_the_same_contest_at_the_next_level_names_the_one_below(
    as_user, teacher, vice, post, patch, refused
):
    below = recognition.award(teacher, teacher.staff, verified_by=vice)
    client = as_user(teacher)
    body = CONTEST | {
        "level": "municipal",
        "grade": "second",
        "staff": [str(teacher.staff_id)],
        "progression_of": str(below.pk),
    }

    above = post(client, AWARDS, body)

    assert above.status_code == 201, above.content
    assert above.json()["progression_of"]["level"] == "district"
    shown = client.get(at(below)).json()
    assert [one["id"] for one in shown["progressed_to"]] == [above.json()["id"]]
    lower = body | {"level": "school", "awarded_on": "2026-09-12"}
    assert refused(post(client, AWARDS, lower)) == ("progression_of", "no_progression")


def test_what_follows_an_award_keeps_its_place(as_user, teacher, patch, refused, post):
    below = recognition.award(teacher, teacher.staff)
    above = recognition.award(teacher, teacher.staff, level="municipal", progression_of=below)

    answer = patch(as_user(teacher), at(below), {"level": "provincial"}, 1)

    assert refused(answer) == ("level", "breaks_progression")
    circle = patch(as_user(teacher), at(below), {"progression_of": str(above.pk)}, 1)
    assert refused(circle) == ("progression_of", "no_progression")


def test_an_award_beside_another_is_not_told_before_it_counts(
    as_user, teacher, other_homeroom, vice
):
    below = recognition.award(teacher, teacher.staff, verified_by=vice)
    recognition.award(teacher, teacher.staff, level="municipal", progression_of=below)

    assert as_user(other_homeroom).get(at(below)).json()["progressed_to"] == []
    assert len(as_user(teacher).get(at(below)).json()["progressed_to"]) == 1


# ---- who sees which, and lists -------------------------------------------------------------


def test_who_knows_of_which_award(
    as_user, teacher, homeroom, other_homeroom, teaching_director, admin, committee, stranger, lin
):
    declared = recognition.award(homeroom, teacher.staff)
    verified = recognition.award(homeroom, homeroom.staff, verified_by=teaching_director)
    childs = recognition.award(homeroom, lin, recipient="student", verified_by=teaching_director)
    every = {str(one.pk) for one in (declared, verified, childs)}

    assert seen(as_user(homeroom)) == seen(as_user(teacher)) == every
    assert seen(as_user(other_homeroom)) == {str(verified.pk)}
    assert seen(as_user(teaching_director)) == every
    assert seen(as_user(stranger)) == set()
    for nobody in (admin, committee):
        assert as_user(nobody).get(AWARDS).status_code == 403
    assert as_user(other_homeroom).get(at(childs)).status_code == 404


def test_lists_are_narrowed_by_what_they_show(as_user, teacher, homeroom, principal, maple):
    won = recognition.award(teacher, teacher.staff, homeroom.staff, verified_by=principal)
    of_class = recognition.award(
        homeroom,
        maple,
        recipient="class",
        level="school",
        grade="none",
        nature="title",
        awarded_on=TODAY,
    )
    client, both = as_user(principal), {str(won.pk), str(of_class.pk)}

    for asked, found in (
        ({}, both),
        ({"state": "declared"}, {str(of_class.pk)}),
        ({"recipient": "class"}, {str(of_class.pk)}),
        ({"level": "district", "grade": "first"}, {str(won.pk)}),
        ({"nature": "title"}, {str(of_class.pk)}),
        ({"staff": str(homeroom.staff_id)}, {str(won.pk)}),
        ({"first": str(TODAY)}, {str(of_class.pk)}),
        ({"last": "2026-10-12"}, {str(won.pk)}),
        ({"q": "耕耘"}, both),
        ({"mine": "true"}, set()),
    ):
        assert seen(client, **asked) == found, asked
    assert seen(as_user(teacher), mine="true") == {str(won.pk)}


def test_the_file_of_a_list_names_all_who_won(as_user, teacher, homeroom, principal):
    recognition.award(teacher, teacher.staff, homeroom.staff, verified_by=principal)

    answer = as_user(principal).post(f"{AWARDS}export/", {"as": "csv"})

    text = answer.content.decode("utf-8-sig")
    assert answer.status_code == 200
    assert "张老师" in text
    assert "于老师" in text


def test_a_page_takes_the_same_queries_however_long(
    as_user, teacher, homeroom, principal, lin, django_assert_num_queries
):
    client = as_user(principal)

    def more():
        below = recognition.award(teacher, teacher.staff, homeroom.staff)
        recognition.award(teacher, teacher.staff, level="municipal", progression_of=below)
        recognition.award(homeroom, lin, recipient="student", verified_by=principal)

    more()
    with django_assert_num_queries(13):
        assert client.get(AWARDS).json()["count"] == 3
    for _ in range(4):
        more()
    with django_assert_num_queries(13):
        assert client.get(AWARDS).json()["count"] == 15
