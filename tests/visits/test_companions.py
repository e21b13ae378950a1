"""Companions answer for themselves; what they said stands beside the visit and is counted apart."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from school.people.roles import PostKind
from school.shared.errors import RuleBroken
from school.shared.figures import Kind
from school.shared.models import AuditEntry
from school.summaries import catalogue
from school.visits import models
from school.visits.actions import companions as actions
from school.visits.actions import visits as written
from school.visits.queries.companions import with_confirmation
from school.visits.rules.confirmations import Answer, Confirmation, answer_of, confirmation_of
from tests.conftest import NOW, TODAY, _person
from tests.factories import people

pytestmark = pytest.mark.usefixtures("now", "term")

COMPANIONS = "/api/v1/visit-companions/"


@pytest.fixture
def doctor(school):
    return _person(school, "doctor", PostKind.SCHOOL_DOCTOR, "周医生")


@pytest.fixture
def visit(homeroom, teacher, lin, hardship):
    """The homeroom teacher says that the teacher came along."""
    return record(homeroom, lin, [teacher.staff], purposes=[hardship])


def record(by, student, companions, **more):
    return written.record_visit(
        **{
            "by": by,
            "student": student,
            "visited_on": datetime.date(2026, 11, 20),
            "channel": "on_site",
            "outcome": "done",
            "integrity": True,
            "companions": companions,
            **more,
        }
    )


def asked(visit, user):
    return models.VisitCompanion.objects.get(visit=visit, staff=user.staff)


def act(client, row, verb, **body):
    return client.post(f"{COMPANIONS}{row.pk}/{verb}/", body, format="json")


def shown(client, visit):
    row = client.get(f"/api/v1/home-visits/{visit.pk}/").json()
    return row["confirmation"], [one["answer"] for one in row["companions"]]


def test_a_companion_is_asked_without_learning_why(as_user, teacher, visit):
    answer = as_user(teacher).get(COMPANIONS, {"mine": "true", "answer": "waiting"})

    row = answer.json()["results"][0]
    assert (row["student"]["name"], row["recorded_by"]["name"]) == ("林一诺", "于老师")
    assert set(row["abilities"]) == {"confirm", "deny"}
    assert "送温暖" not in answer.content.decode()
    assert "purposes" not in row


def test_a_companion_confirms_and_the_recorder_sees_it(as_user, homeroom, teacher, visit):
    assert shown(as_user(homeroom), visit) == ("waiting", ["waiting"])

    answer = act(as_user(teacher), asked(visit, teacher), "confirm")

    assert (answer.status_code, answer.json()["answer"]) == (200, "confirmed")
    assert shown(as_user(homeroom), visit) == ("confirmed", ["confirmed"])
    assert AuditEntry.objects.filter(verb="confirm", actor=teacher.pk).exists()
    again = act(as_user(teacher), asked(visit, teacher), "deny", reason="记错了")
    assert (again.status_code, again.json()["code"]) == (409, "companion_answered")


def test_a_denial_needs_a_reason_and_is_shown_to_the_directors(
    as_user, homeroom, teacher, moral_director, visit
):
    row = asked(visit, teacher)
    assert act(as_user(teacher), row, "deny").status_code == 400
    assert act(as_user(teacher), row, "deny", reason="当天我在上课").status_code == 200

    listed = as_user(moral_director).get(COMPANIONS, {"attention": "true"}).json()["results"]
    assert [(one["answer"], one["denial_reason"]) for one in listed] == [("denied", "当天我在上课")]
    mine = as_user(homeroom).get(f"/api/v1/home-visits/{visit.pk}/").json()
    assert mine["companions"][0]["denial_reason"] == "当天我在上课"
    assert as_user(homeroom).get(COMPANIONS).json()["count"] == 0


def test_after_fourteen_days_the_directors_see_who_was_not_heard(
    as_user, moral_director, teacher, visit
):
    def listed(days):
        with time_machine.travel(NOW + datetime.timedelta(days=days), tick=False):
            return as_user(moral_director).get(COMPANIONS, {"attention": "true"}).json()["count"]

    assert [listed(0), listed(14), listed(15)] == [0, 0, 1]


def test_nobody_answers_for_another_or_for_an_own_visit(homeroom, moral_director, teacher, visit):
    row = asked(visit, teacher)
    with pytest.raises(RuleBroken) as refused:
        actions.confirm_companion(by=moral_director, companion_id=row.pk)
    assert refused.value.code == "not_companion"

    own = models.VisitCompanion.objects.create(
        school=visit.school, created_by=homeroom, visit=visit, staff=homeroom.staff
    )
    with pytest.raises(RuleBroken) as refused:
        actions.confirm_companion(by=homeroom, companion_id=own.pk)
    assert refused.value.code == "second_person"
    with pytest.raises(IntegrityError), transaction.atomic():
        models.VisitCompanion.objects.filter(pk=own.pk).update(
            confirmed_at=NOW, confirmed_by=homeroom
        )


def test_whoever_came_along_can_say_so_whatever_the_post(as_user, homeroom, lin, doctor):
    visit = record(homeroom, lin, [doctor.staff])

    assert act(as_user(doctor), asked(visit, doctor), "confirm").status_code == 200
    assert as_user(doctor).get("/api/v1/home-visits/").status_code == 403


def test_a_voided_visit_asks_nobody(as_user, homeroom, teacher, visit):
    row = asked(visit, teacher)
    written.void_visit(by=homeroom, visit_id=visit.pk, reason="记错了人")

    assert as_user(teacher).get(COMPANIONS).json()["count"] == 0
    assert act(as_user(teacher), row, "confirm").status_code == 404
    with pytest.raises(RuleBroken):
        actions.confirm_companion(by=teacher, companion_id=row.pk)


def test_amending_companions_asks_only_the_changed_ones_anew(homeroom, teacher, doctor, visit):
    actions.confirm_companion(by=teacher, companion_id=asked(visit, teacher).pk)

    written.amend_visit(
        by=homeroom,
        visit_id=visit.pk,
        expected=1,
        changes={"companions": [teacher.staff, doctor.staff]},
    )
    assert answer_of(asked(visit, teacher)) == Answer.CONFIRMED
    assert answer_of(asked(visit, doctor)) == Answer.WAITING

    for expected, staff in ((2, [doctor.staff]), (3, [teacher.staff, doctor.staff])):
        written.amend_visit(
            by=homeroom, visit_id=visit.pk, expected=expected, changes={"companions": staff}
        )
    assert answer_of(asked(visit, teacher)) == Answer.WAITING


def test_another_day_is_another_question(homeroom, teacher, visit):
    actions.confirm_companion(by=teacher, companion_id=asked(visit, teacher).pk)

    written.amend_visit(
        by=homeroom,
        visit_id=visit.pk,
        expected=1,
        changes={"visited_on": datetime.date(2026, 11, 19)},
    )

    assert answer_of(asked(visit, teacher)) == Answer.WAITING


def test_the_list_takes_the_same_queries_however_long(
    as_user, homeroom, teacher, moral_director, maple, school, visit, django_assert_num_queries
):
    client = as_user(moral_director)
    client.get(COMPANIONS)
    with django_assert_num_queries(6):
        client.get(COMPANIONS)
    for _ in range(4):
        child = people.Student(school=school)
        people.Placement(student=child, school_class=maple)
        record(homeroom, child, [teacher.staff])
    with django_assert_num_queries(6):
        assert client.get(COMPANIONS).json()["count"] == 5


def test_visits_are_counted_by_what_their_companions_said(
    school, term, homeroom, teacher, doctor, maple, visit
):
    """Every mix of answers: the rule, the query and the figure say the same, and sum to `made`."""
    mixes = [[], [None], [True], [False], [True, None], [True, False], [False, None]]
    for mix in mixes:
        child = people.Student(school=school)
        people.Placement(student=child, school_class=maple)
        made = record(
            homeroom, child, [who.staff for who, _ in zip((teacher, doctor), mix, strict=False)]
        )
        for who, said in zip((teacher, doctor), mix, strict=False):
            if said is True:
                actions.confirm_companion(by=who, companion_id=asked(made, who).pk)
            if said is False:
                actions.deny_companion(by=who, companion_id=asked(made, who).pk, reason="没有去")

    by_rule = {
        one.pk: confirmation_of(answer_of(row) for row in one.companions.all())
        for one in models.HomeVisit.objects.prefetch_related("companions")
    }
    by_query = with_confirmation(models.HomeVisit.objects.all()).values_list("pk", "confirmation")
    assert dict(by_query) == by_rule

    scope = catalogue.scope(term, as_of=TODAY)
    figure = catalogue.BY_CODE["visits.made_by_confirmation"]
    reading = figure.read(scope)
    cells = {cell["key"]: cell["value"] for cell in reading.value(Kind.BREAKDOWN)}
    assert cells == {"confirmed": 2, "waiting": 2, "denied": 3, "alone": 1}
    assert all(reading.records(key=key).count() == count for key, count in cells.items())
    assert sum(cells.values()) == catalogue.BY_CODE["visits.made"].read(scope).value(Kind.COUNT)


@given(st.lists(st.sampled_from(list(Answer))))
def test_a_denial_outweighs_and_one_word_confirms(answers):
    found = confirmation_of(answers)

    assert (found == Confirmation.ALONE) == (not answers)
    assert (found == Confirmation.DENIED) == (Answer.DENIED in answers)
    if found == Confirmation.CONFIRMED:
        assert Answer.CONFIRMED in answers
