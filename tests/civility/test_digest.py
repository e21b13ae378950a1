"""What the weekly digest counts of civility, and for whom."""

import datetime

import pytest
from django.utils import timezone

from school.civility import models
from school.civility.actions import ledger
from school.civility.digest import LINES
from school.shared.digests import Asked
from tests.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
COUNT = {line.code.partition(".")[2]: line.count for line in LINES}
WEEK = datetime.timedelta(days=7)


def asked(*users):
    return Asked(
        school_id=users[0].school_id,
        day=TODAY,
        last=TODAY + datetime.timedelta(days=6),
        readers={user.pk: user.staff_id for user in users},
    )


@pytest.fixture
def appeal(school, term, teacher, homeroom, lin, helping):
    batch = ledger.award(by=teacher, item=helping, students=[lin], occurred_on=TODAY)
    return models.PointAppeal.objects.create(
        school=school,
        created_by=homeroom,
        entry=batch.entries.get(),
        reason="孩子说是同桌做的",
        answer_due_on=TODAY + WEEK,
        decision_due_on=TODAY + 3 * WEEK,
    )


def test_an_appeal_waits_first_for_the_class_then_for_a_director(
    appeal, homeroom, other_homeroom, moral_director
):
    everybody = asked(homeroom, other_homeroom, moral_director)

    assert COUNT["appeals_to_answer"](everybody) == {homeroom.pk: 1}
    assert not any(COUNT["appeals_to_decide"](everybody).values())

    models.PointAppeal.objects.update(answered_at=timezone.now(), answered_by=homeroom)
    assert COUNT["appeals_to_answer"](everybody) == {}
    assert COUNT["appeals_to_decide"](everybody)[moral_director.pk] == 1


def test_nobody_is_asked_to_decide_about_an_own_entry(
    school, term, homeroom, moral_director, principal, lin, helping
):
    batch = ledger.award(by=moral_director, item=helping, students=[lin], occurred_on=TODAY)
    models.PointAppeal.objects.create(
        school=school,
        created_by=homeroom,
        entry=batch.entries.get(),
        reason="记错了人",
        answer_due_on=TODAY,
        decision_due_on=TODAY,
        answered_at=timezone.now(),
        answered_by=homeroom,
    )

    counted = COUNT["appeals_to_decide"](asked(moral_director, principal))
    assert (counted[moral_director.pk], counted[principal.pk]) == (0, 1)


def test_an_appeal_that_nobody_answers_in_time_waits_for_a_director(appeal, moral_director):
    models.PointAppeal.objects.update(answer_due_on=TODAY - datetime.timedelta(days=1))

    assert COUNT["appeals_to_decide"](asked(moral_director))[moral_director.pk] == 1


def test_nominations_wait_while_the_selection_is_open(school, term, homeroom, moral_director, lin):
    selection = models.AmbassadorRound.objects.create(
        school=school, term=term, title="礼仪使者", criteria="见行动", nominations_until=TODAY
    )
    models.AmbassadorNomination.objects.create(
        school=school,
        created_by=homeroom,
        selection=selection,
        student=lin,
        school_class=lin.placements.get().school_class,
        deed="每天第一个问好",
    )
    count = COUNT["nominations"]

    assert count(asked(moral_director))[moral_director.pk] == 1
    models.AmbassadorRound.objects.update(
        published_at=timezone.now(),
        published_by=moral_director,
        closed_at=timezone.now(),
        closed_by=moral_director,
    )
    assert count(asked(moral_director))[moral_director.pk] == 0


def test_the_contest_week_is_closed_on_friday(school, term, moral_director):
    count = COUNT["contest_weeks"]
    models.ContestWeek.objects.create(school=school, term=term, monday=TODAY - WEEK)
    assert count(asked(moral_director))[moral_director.pk] == 1

    models.ContestItem.objects.create(
        school=school, code="HYG", name="卫生", is_per_head=False, position=1
    )
    assert count(asked(moral_director))[moral_director.pk] == 2
