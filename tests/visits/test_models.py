"""What the database refuses, on both engines."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from school.visits import models
from tests.factories import visits

MARCH, MAY, JUNE = (datetime.date(2026, month, 1) for month in (3, 5, 6))


def test_two_circumstances_of_a_category_share_no_day(in_need, lin, hardship, principal):
    with pytest.raises(IntegrityError), transaction.atomic():
        visits.Circumstance(
            student=lin, category=hardship, approved_by=principal, starts_on=MAY, ends_on=JUNE
        )


def test_they_may_follow_each_other(lin, hardship, principal):
    day = datetime.timedelta(days=1)
    visits.Circumstance(
        student=lin, category=hardship, approved_by=principal, starts_on=MARCH, ends_on=MAY
    )
    visits.Circumstance(student=lin, category=hardship, approved_by=principal, starts_on=MAY + day)

    assert models.Circumstance.objects.believed().on(MAY).count() == 1


def test_the_last_day_belongs_to_a_circumstance(lin, hardship, principal):
    visits.Circumstance(
        student=lin, category=hardship, approved_by=principal, starts_on=MARCH, ends_on=MAY
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        visits.Circumstance(student=lin, category=hardship, approved_by=principal, starts_on=MAY)


def test_other_categories_and_retired_entries_do_not_stand_in_the_way(
    in_need, lin, hardship, single_parent, principal
):
    visits.Circumstance(student=lin, category=single_parent, approved_by=principal)
    models.Circumstance.objects.filter(pk=in_need.pk).update(retired_at=timezone.now())
    visits.Circumstance(student=lin, category=hardship, approved_by=principal)

    assert models.Circumstance.objects.believed().count() == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE visits_visitpolicyrule SET visits_required = 2",
        "DELETE FROM visits_visitpolicyrule",
        "UPDATE visits_visitpolicyversion SET title = 'x'",
    ],
)
def test_a_published_requirement_is_not_changed_even_by_hand(policy, statement):
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_draft_may_be_changed(school, hardship):
    version = visits.VisitPolicyVersion(school=school)
    rule = visits.VisitPolicyRule(policy_version=version, category=hardship)

    models.VisitPolicyRule.objects.filter(pk=rule.pk).update(visits_required=2)
    rule.refresh_from_db()

    assert rule.visits_required == 2


def test_notes_and_narratives_are_sealed_in_the_database(lin, hardship, principal):
    secret = "父亲住院，母亲打零工"
    visits.Circumstance(student=lin, category=hardship, approved_by=principal, note=secret)
    visits.HomeVisit(student=lin, narrative=secret)

    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM visits_circumstance")
        note = cursor.fetchone()[0]
        cursor.execute("SELECT narrative FROM visits_homevisit")
        narrative = cursor.fetchone()[0]
    assert secret not in note + narrative
    assert note.startswith("sealed1:")
    assert models.Circumstance.objects.get().note == secret
    assert models.HomeVisit.objects.get().narrative == secret


def test_nobody_approves_their_own_exemption(lin, hardship, term, homeroom):
    with pytest.raises(IntegrityError), transaction.atomic():
        visits.Exemption(
            student=lin,
            category=hardship,
            term=term,
            created_by=homeroom,
            approved_by=homeroom,
            approved_at=timezone.now(),
        )
