"""What stands in a portfolio of what somebody did in activities; and the lines of the digest."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from school.activities import models
from school.activities.digest import LINES
from school.activities.queries.acts import portfolio_acts
from school.shared.digests import Asked
from tests.conftest import TODAY
from tests.factories import activities as rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
DAY = datetime.timedelta(days=1)
FIRST = TODAY - 60 * DAY


def acts(*users):
    staff = [one.staff_id for one in users]
    return portfolio_acts(users[0].school_id, staff, FIRST, TODAY)


def test_an_activity_stands_there_by_itself_as_what_it_was(school, homeroom, teacher):
    course = rows.Activity(
        organiser=homeroom.staff, kind=rows.training(school), hours=4, topic="板书"
    )
    meeting = rows.Activity(
        organiser=homeroom.staff,
        kind=rows.research(school),
        research_level="themed",
        happened_on=TODAY,
        topic="提问",
    )
    rows.ActivityStaff(activity=course, staff=teacher.staff)
    rows.ActivityStaff(activity=meeting, staff=teacher.staff, role="speaker")
    rows.ActivityStaff(activity=meeting, staff=homeroom.staff)
    rows.ActivityReflection(activity=meeting, staff=teacher.staff, is_private=True)
    found = acts(homeroom, teacher)

    told = [(one.label, one.kinds, one.amount) for one in found[teacher.staff_id]]
    assert told == [
        ("板书", ("training",), Decimal(4)),
        ("提问", ("talk", "research"), Decimal(1)),
        ("提问", ("activity_reflection",), Decimal(1)),
    ]
    assert [(one.label, one.kinds) for one in found[homeroom.staff_id]] == [
        ("板书", ("led",)),
        ("提问", ("led", "research")),
    ]
    act = found[teacher.staff_id][0]
    assert (act.type, act.name, act.opens, act.on) == (
        "activities",
        str(course.pk),
        course.pk,
        course.happened_on,
    )
    assert "先听学生说完" not in str(found)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "planned"},
        {"voided_at": timezone.now()},
        {"happened_on": FIRST - DAY},
    ],
)
def test_what_does_not_count_stands_nowhere(homeroom, teacher, change):
    if "voided_at" in change:
        change = {**change, "voided_by": homeroom}
    activity = rows.Activity(organiser=homeroom.staff, **change)
    rows.ActivityStaff(activity=activity, staff=teacher.staff)
    rows.ActivityReflection(activity=activity, staff=teacher.staff)

    assert acts(homeroom, teacher) == {}


def test_who_did_not_come_or_only_says_so_has_no_act(homeroom, teacher, other_homeroom):
    activity = rows.Activity(organiser=homeroom.staff)
    rows.ActivityStaff(activity=activity, staff=teacher.staff, attended=False)
    rows.ActivityStaff(activity=activity, staff=other_homeroom.staff, attended=None)

    assert set(acts(homeroom, teacher, other_homeroom)) == {homeroom.staff_id}


def test_any_number_of_people_takes_the_same_queries(
    homeroom, teacher, other_homeroom, django_assert_num_queries
):
    for one in (homeroom, teacher, other_homeroom):
        activity = rows.Activity(organiser=one.staff)
        rows.ActivityStaff(activity=activity, staff=teacher.staff)
    with django_assert_num_queries(4):
        acts(teacher)
    with django_assert_num_queries(4):
        found = acts(homeroom, teacher, other_homeroom)
    assert {len(one) for one in found.values()} == {1, 3}


# ---- the digest ----------------------------------------------------------------------------


def lines(*users):
    asked = Asked(
        school_id=users[0].school_id,
        day=TODAY,
        last=TODAY + 6 * DAY,
        readers={one.pk: one.staff_id for one in users},
    )
    return {line.code.partition(".")[2]: line.count(asked) for line in LINES}


def test_each_is_told_of_the_own_matters(school, homeroom, teacher, other_homeroom, moral_director):
    coming = rows.Activity(organiser=homeroom.staff, state="planned", happened_on=TODAY + DAY)
    rows.ActivityStaff(activity=coming, staff=homeroom.staff, attended=None)
    rows.ActivityStaff(activity=coming, staff=teacher.staff, attended=None)
    rows.Activity(organiser=homeroom.staff, state="planned", happened_on=TODAY - DAY)
    held = rows.Activity(
        organiser=homeroom.staff, kind=rows.research(school), research_level="routine"
    )
    rows.ActivityStaff(activity=held, staff=teacher.staff)
    rows.ActivityStaff(activity=held, staff=other_homeroom.staff, attended=None)
    rows.Consultation(school=school)
    rows.answered(school, homeroom)
    found = lines(homeroom, teacher, other_homeroom, moral_director)

    assert found["this_week"] == {homeroom.pk: 1, teacher.pk: 1}
    assert found["to_hold"] == {homeroom.pk: 1}
    assert found["to_confirm"] == {homeroom.pk: 1}
    assert found["to_reflect"] == {teacher.pk: 1}
    assert found["consultations"] == dict.fromkeys(
        (homeroom.pk, other_homeroom.pk, moral_director.pk), 1
    )
    assert all("3" in line.says(3) for line in LINES)


def test_what_is_done_is_told_of_no_more(school, homeroom, teacher):
    held = rows.Activity(
        organiser=homeroom.staff, kind=rows.research(school), research_level="routine"
    )
    rows.ActivityStaff(activity=held, staff=teacher.staff)
    rows.ActivityReflection(activity=held, staff=teacher.staff)
    old = rows.Activity(
        organiser=homeroom.staff,
        kind=held.kind,
        research_level="routine",
        happened_on=TODAY - 20 * DAY,
    )
    rows.ActivityStaff(activity=old, staff=teacher.staff)
    models.Activity.objects.filter(pk=old.pk).update(topic="早已过去")

    assert not any(lines(homeroom, teacher).values())
