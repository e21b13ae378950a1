"""I9: the year turns once, and no figure of a term that is over moves by a byte."""

import datetime
import io
import json
import random
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.demo.load import load
from school.people.models import Placement, Post, School, SchoolClass, Term
from school.people.rules import grade_of
from school.shared.figures import one_reading
from school.summaries import catalogue
from tests.conftest import TODAY
from tests.factories import people, visits

ZONE = ZoneInfo("Asia/Shanghai")


def everything_said(terms, classes, as_of):
    """Every figure of these terms, for the school, each grade and each class, ready for bytes."""
    said = []
    with translation.override("zh-hans"), one_reading():
        for term in terms:
            grades = {grade_of(c.stage, c.cohort_year, term.window_closes_on) for c in classes}
            scopes = [{}, *({"grade": g} for g in sorted(grades))]
            scopes += [{"school_class_id": c.pk} for c in classes]
            for narrow in scopes:
                asked = catalogue.scope(term, as_of=as_of, **narrow)
                said += [
                    [str(term.pk), str(narrow), catalogue.frozen(figure, figure.read(asked))]
                    for figure in catalogue.FIGURES
                ]
    return said


def classes_of(school):
    return list(SchoolClass.objects.filter(school=school).order_by("cohort_year", "number"))


def as_bytes(said):
    return json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode()


def books(school):
    rows = [Placement, Post, SchoolClass, Term]
    return [sorted(map(str, model.objects.filter(school=school).values_list())) for model in rows]


def run(school, year, *more):
    out = io.StringIO()
    call_command("roll_over", "--school", school.name, "--year", str(year), *more, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("rolled_on", ["2026-07-08", "2026-09-03"])
def test_the_demo_school_rolls_over_once_and_every_figure_stays(rolled_on):
    """Loaded in the second term; the year turns before the holiday, and after it."""
    loaded_on = datetime.datetime(2026, 7, 6, 9, tzinfo=ZONE)
    with time_machine.travel(loaded_on):
        demo = load(loaded_on.date()).demo
    school, terms = demo.school, [demo.finished, demo.running]
    leavers = SchoolClass.objects.filter(school=school, cohort_year=2020)
    leaving = Placement.objects.believed().filter(school_class__in=leavers, ends_on=None).count()
    with time_machine.travel(datetime.datetime.fromisoformat(f"{rolled_on}T10:00:00+08:00")):
        as_of = datetime.date.fromisoformat(rolled_on)
        classes = classes_of(school)
        before = everything_said(terms, classes, as_of)
        stood = books(school)

        told = run(school, 2026)
        assert books(school) == stood, "a dry run writes nothing"
        assert "Written." not in told

        assert "Written." in run(school, 2026, "--apply", "--as", "teaching_director")
        after, now_stands = everything_said(terms, classes, as_of), books(school)

        assert leaving > 70
        assert "nothing to do" in run(school, 2026, "--apply")
        assert books(school) == now_stands

    assert len(before) > 500
    assert as_bytes(after) == as_bytes(before)
    held = Placement.objects.believed().filter(school_class__in=leavers, ended="graduated")
    assert set(held.values_list("ends_on", flat=True)) == {demo.running.window_closes_on}
    assert held.count() == leaving
    assert not Post.objects.believed().filter(school_class__in=leavers, ends_on=None).exists()
    made = SchoolClass.objects.filter(school=school, cohort_year=2026)
    assert sorted(made.values_list("number", flat=True)) == [1, 2]
    assert Term.objects.filter(school=school, academic_year__first_year=2026).count() == 2


@pytest.mark.django_db
def test_the_demo_school_of_today_rolls_over_into_the_next_year(now):
    """The second term of the running year is not entered yet: it is opened along the way."""
    demo = load(TODAY).demo
    terms = [demo.finished, demo.running]
    classes = classes_of(demo.school)
    before = everything_said(terms, classes, TODAY)

    told = run(demo.school, 2027, "--apply")
    after = everything_said(terms, classes, TODAY)

    assert "term 2 of 2026-2027" in told
    assert "nothing to do" in run(demo.school, 2027, "--apply")
    assert as_bytes(after) == as_bytes(before)
    assert Term.objects.filter(school=demo.school).count() == 5


def test_it_says_what_cannot_be(now, school, term):
    for words, sentence in (
        (["--school", "无", "--year", "2027"], "no such school"),
        (["--school", school.name, "--year", "2027", "--as", "nobody"], "no such account"),
        (["--school", school.name, "--year", "2027", "--classes", "0"], "1 to 30"),
        (["--school", school.name, "--year", "2029"], "2028"),
        (["--school", school.name, "--year", "2028"], "2027"),
    ):
        with pytest.raises(CommandError, match=sentence):
            call_command("roll_over", *words, stdout=io.StringIO())
    assert School.objects.count() == 1


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10**6))
def test_a_drawn_school_keeps_its_figures(db, seed):
    with transaction.atomic(), time_machine.travel(datetime.datetime(2026, 7, 20, tzinfo=ZONE)):
        school, term = _drawn(random.Random(seed))
        as_of, classes = datetime.date(2026, 7, 20), classes_of(school)
        before = everything_said([term], classes, as_of)

        run(school, 2026, "--apply")

        assert as_bytes(everything_said([term], classes, as_of)) == as_bytes(before)
        assert "nothing to do" in run(school, 2026, "--apply")
        transaction.set_rollback(True)


def _drawn(rng):
    """A school of three cohorts, the oldest in its last grade, just after its second term."""
    school = people.School()
    for ordinal, window, stage in (
        (1, ("2025-07-11", "2026-01-31"), ("2025-09-01", "2026-01-30")),
        (2, ("2026-02-01", "2026-07-10"), ("2026-03-02", f"2026-0{rng.choice([6, 7])}-10")),
    ):
        opens, closes, starts, ends = map(datetime.date.fromisoformat, (*window, *stage))
        term = people.Term(
            school=school,
            ordinal=ordinal,
            academic_year__first_year=2025,
            window_opens_on=opens,
            window_closes_on=closes,
            stage__starts_on=starts,
            stage__ends_on=ends,
        )
    five = visits.the_five(school)
    by = people.User(school=school)
    visits.policy(school, by, categories=five)
    classes = [
        people.SchoolClass(school=school, cohort_year=cohort, number=number)
        for cohort in (2020, 2021, 2025)
        for number in range(1, rng.randint(1, 2) + 1)
    ]
    users = []
    for place in classes:
        staff = people.StaffMember(school=school)
        users.append(people.User(school=school, staff=staff))
        people.Post(staff=staff, kind="homeroom_teacher", school_class=place)
        if rng.random() < 0.5:
            people.Post(staff=staff, kind="grade_leader", cohort_year=place.cohort_year)
    for _ in range(rng.randint(0, 8)):
        _drawn_child(rng, school, term, five, classes, users, by)
    return school, term


def _drawn_child(rng, school, term, five, classes, users, by):
    def day():
        days = (term.window_closes_on - term.window_opens_on).days + 1
        return term.window_opens_on + datetime.timedelta(days=rng.randrange(days))

    child = people.Student(school=school)
    here, there = rng.choice(classes), rng.choice(classes)
    if rng.random() < 0.3:
        moved = day()
        people.Placement(
            student=child, school_class=here, ends_on=moved - datetime.timedelta(days=1)
        )
        people.Placement(student=child, school_class=there, starts_on=moved)
    else:
        left = rng.choice([None, None, day()])
        people.Placement(student=child, school_class=here, ends_on=left)
    for category in rng.sample(five, rng.randint(0, 3)):
        visits.Circumstance(
            student=child,
            category=category,
            approved_by=by,
            starts_on=rng.choice([datetime.date(2024, 3, 1), day()]),
        )
        for _ in range(rng.randint(0, 2)):
            visits.HomeVisit(
                student=child, created_by=rng.choice(users), visited_on=day(), purposes=[category]
            )
