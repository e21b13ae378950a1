"""Every figure equals the records behind it, in every cell; and numbers counted by hand."""

import datetime
import random

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.activities import models
from school.activities.figures import FIGURES
from school.shared.figures import Kind, Scope, one_reading
from tests.conftest import NOW, TODAY
from tests.factories import activities as rows
from tests.factories import people
from tests.figures import check

BY_CODE = {figure.code: figure for figure in FIGURES}
DAY = datetime.timedelta(days=1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def value(code, scope):
    figure = BY_CODE[code]
    return figure.read(scope).value(figure.kind)


def cells(code, scope):
    return {cell["key"]: cell["value"] for cell in value(code, scope)}


def whole_term(term, as_of=TODAY, **more):
    return Scope(
        school_id=term.school_id,
        term_id=term.pk,
        first=term.window_opens_on,
        last=term.window_closes_on,
        as_of=as_of,
        **more,
    )


# ---- a small school drawn by a seeded generator --------------------------------------------


class World:
    def __init__(self, seed, school, by):
        rng = self.rng = random.Random(seed)
        self.school, self.by = school, by
        self.classes = [
            people.SchoolClass(school=school, cohort_year=year, number=1) for year in (2024, 2021)
        ]
        self.staff = [people.StaffMember(school=school) for _ in range(3)]
        self.kinds = [
            rows.ActivityKind(school=school),
            rows.training(school),
            rows.training(school, code="class_teachers", area="family"),
            rows.research(school),
            rows.reception(school, is_active=False),
            rows.ActivityKind(school=school, code="paper", area="other", asks_issue=True),
        ]
        self.programmes = [
            rows.Programme(school=school),
            rows.Programme(school=school, kind="study", **self.gone()),
            rows.Programme(
                school=school,
                kind="colour_month",
                colour="red",
                starts_on=datetime.date(2027, 1, 1),
                ends_on=datetime.date(2027, 1, 20),
            ),
        ]
        for one in self.programmes:
            rows.ProgrammePhase(programme=one, starts_on=one.starts_on, ends_on=one.starts_on)
            rows.ProgrammeTopic(programme=one)
        self.groups = [
            rows.Group(leader=rng.choice(self.staff), kind=kind)
            for kind in rng.sample(models.GroupKind.values, 3)
        ]
        for one in self.groups:
            rows.GroupTopic(group=one)
            rows.GroupMember(group=one, staff=rng.choice(self.staff))
        for _ in range(rng.randint(0, 8)):
            self.activity()
        for _ in range(3):
            self.pair()
        for _ in range(rng.randint(0, 4)):
            self.consultation()

    def day(self):
        return TODAY - self.rng.randrange(-4, 200) * DAY

    def gone(self):
        if self.rng.random() < 0.5:
            return {}
        return {"voided_at": NOW, "voided_by": self.by}

    def activity(self):
        rng, day = self.rng, self.day()
        kind = rng.choice(self.kinds)
        is_held = day <= TODAY and rng.random() < 0.8
        made = rows.Activity(
            organiser=rng.choice(self.staff),
            kind=kind,
            happened_on=day,
            state="held" if is_held else "planned",
            hours=rng.randint(1, 8) if kind.asks_hours else None,
            headcount=rng.choice([0, 12, 60]) if kind.asks_headcount else None,
            issue=3 if kind.asks_issue else None,
            research_level="themed" if kind.asks_research_level else "",
            programme=rng.choice([None, *self.programmes]),
            **(self.gone() if rng.random() < 0.3 else {}),
        )
        for staff in rng.sample(self.staff, rng.randint(0, 3)):
            rows.ActivityStaff(
                activity=made, staff=staff, attended=rng.choice([True, True, False, None])
            )
        if rng.random() < 0.5:
            rows.ActivityClass(activity=made, school_class=rng.choice(self.classes))

    def pair(self):
        rng = self.rng
        child = people.Student(school=self.school)
        people.Placement(student=child, school_class=rng.choice(self.classes))
        pair = rows.PupilPair(
            teacher=rng.choice(self.staff), student=child, starts_on=self.day(), **self.gone()
        )
        for _ in range(rng.randint(0, 3)):
            rows.PupilContact(pair=pair, contacted_on=self.day(), **self.gone())

    def consultation(self):
        if self.rng.random() < 0.5:
            rows.Consultation(school=self.school, asked_on=self.day(), **self.gone())
        else:
            day = self.day()
            rows.answered(self.school, self.by, asked_on=day, answered_on=day + DAY, **self.gone())


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 10_000))
def test_value_and_records_come_from_one_question(seed, term, moral_director, homeroom):
    with transaction.atomic():
        world = World(seed, term.school, moral_director)
        scopes = [
            whole_term(term),
            whole_term(term, as_of=TODAY - 60 * DAY),
            whole_term(term, grade=3),
            whole_term(term, school_class_id=world.classes[0].pk),
            whole_term(term, staff_id=world.staff[0].pk),
        ]
        for scope in scopes:
            with one_reading():
                for figure in FIGURES:
                    opened = figure.read(scope)
                    for viewer in (moral_director, homeroom):
                        check(figure, opened.value(figure.kind), opened, viewer)
            total = value("activities.held", scope)
            for code in ("activities.by_area", "activities.by_kind", "activities.by_month"):
                assert sum(cells(code, scope).values()) == total, code
            assert sum(cells("research.by_level", scope).values()) == value(
                "research.meetings", scope
            )
            assert sum(cells("trainings.by_month", scope).values()) == value(
                "trainings.held", scope
            )
        transaction.set_rollback(True)


# ---- counted by hand -----------------------------------------------------------------------


@pytest.fixture
def seed(school, term, homeroom, teacher, other_homeroom, moral_director, maple, lin):
    """What the report of a school cites, as records."""
    span = {"starts_on": datetime.date(2026, 9, 1), "ends_on": datetime.date(2026, 11, 30)}
    by = homeroom.staff
    for n in range(4):
        rows.Programme(school=school, kind="theme_month", name=f"主题月{n}", **span)
        rows.Programme(
            school=school,
            kind="colour_month",
            name=f"色彩月{n}",
            colour=models.Colour.values[n],
            **span,
        )
    defence = rows.Programme(school=school, name="国防节", edition=1, **span)
    for topic in ("军体拳", "红歌", "海军节", "军营寄理想"):
        rows.Activity(organiser=by, topic=topic, programme=defence)
    study = rows.Programme(school=school, kind="study", name="全教会大学习", **span)
    for name in ("学习", "讨论", "汇报"):
        rows.ProgrammePhase(programme=study, name=name)
        rows.ProgrammeTopic(programme=study, title=f"{name}的话题")
    rows.Activity(organiser=by, kind=rows.reception(school), headcount=62, topic="市参事班来访")
    course = rows.training(school)
    for hours, came in ((4, (teacher, other_homeroom)), (2, (teacher,))):
        made = rows.Activity(organiser=by, kind=course, hours=hours)
        for one in came:
            rows.ActivityStaff(activity=made, staff=one.staff)
        rows.ActivityStaff(activity=made, staff=moral_director.staff, attended=None)
    family = rows.ActivityKind(
        school=school,
        code="parents",
        area="family",
        asks_hours=True,
        asks_headcount=True,
        is_for_staff=False,
        is_for_families=True,
    )
    rows.Activity(organiser=by, kind=family, hours=2, headcount=45)
    rows.Activity(organiser=by, kind=rows.training(school, code="heads", area="family"), hours=3)
    for level in ("routine", "improvement", "themed"):
        rows.Activity(organiser=by, kind=rows.research(school), research_level=level)
    paper = rows.ActivityKind(school=school, code="paper", area="other", asks_issue=True)
    rows.Activity(organiser=by, kind=paper, issue=7)
    for n in range(3):
        rows.Group(leader=by, kind="platform", name=f"平台{n}")
        rows.Group(leader=by, kind="camp", name=f"训练营{n}")
    rows.Group(leader=by, kind="volunteers")
    institute = rows.Group(leader=by, kind="institute")
    for n in range(5):
        rows.GroupTopic(group=institute, title=f"方向{n}")
    rows.PupilContact(pair=rows.PupilPair(teacher=teacher.staff, student=lin))
    rows.Consultation(school=school)
    rows.answered(school, homeroom)
    return whole_term(term)


def test_the_report_of_the_seed_school_in_numbers(seed, moral_director):
    assert value("activities.held", seed) == 4 + 1 + 2 + 2 + 3 + 1
    kinds = cells("programmes.by_kind", seed)
    assert (kinds["theme_month"], kinds["colour_month"], kinds["festival"]) == (4, 4, 1)
    defence = models.Programme.objects.get(name="国防节")
    assert cells("programmes.activities", seed)[str(defence.pk)] == 4
    assert (value("study.phases", seed), value("study.topics", seed)) == (3, 3)
    assert value("visitors.received", seed) == 62
    assert value("trainings.held", seed) == 3
    assert value("trainings.places", seed) == 3
    assert value("trainings.hours", seed) == 4 * 2 + 2
    assert cells("research.by_level", seed) == {
        "routine": 1,
        "improvement": 1,
        "themed": 1,
        "none": 0,
    }
    assert cells("family.trainings_by_kind", seed) == {"parents": 1, "heads": 1}
    figure = BY_CODE["trainings.places"]
    page = figure.read(seed).records().page(0, 5)
    assert [one["id"] for one in figure.show(page, moral_director)] == [
        f"{one.pk}:{one.activity_id}" for one in page
    ]
    groups = cells("groups.by_kind", seed)
    assert (groups["platform"], groups["camp"], groups["volunteers"]) == (3, 3, 1)
    assert cells("groups.topics", seed)["institute"] == 5
    assert value("publications_printed.issued", seed) == 1
    assert value("activities.places", seed) == 62 + 45 + 3
    assert (value("pupil_pairs.active", seed), value("pupil_pairs.contacts", seed)) == (1, 1)
    assert value("consultations.answered", seed) == {"part": 1, "whole": 2}
    assert cells("activities.by_month", seed)["2026-11"] == value("activities.held", seed)


def test_asked_of_a_colleague_the_own(seed, term, teacher, homeroom):
    mine = whole_term(term, staff_id=teacher.staff_id)
    assert value("activities.held", mine) == 2
    assert value("activities.places", mine) == 2
    assert (value("trainings.places", mine), value("trainings.hours", mine)) == (2, 6)
    assert value("pupil_pairs.active", mine) == 1
    assert sum(cells("programmes.by_kind", mine).values()) == 0
    leader = whole_term(term, staff_id=homeroom.staff_id)
    assert cells("groups.by_kind", leader)["platform"] == 3
    assert value("pupil_pairs.active", leader) == 0
    assert value("consultations.answered", leader) == {"part": 1, "whole": 1}


def test_asked_of_a_class_what_it_took_part_in(seed, term, maple, cedar, homeroom):
    rows.ActivityClass(activity=models.Activity.objects.get(topic="红歌"), school_class=maple)
    asked = whole_term(term, school_class_id=maple.pk)
    assert value("activities.held", asked) == 1
    assert value("pupil_pairs.active", asked) == 1
    assert value("pupil_pairs.active", whole_term(term, school_class_id=cedar.pk)) == 0
    assert value("consultations.answered", asked) is None


def test_what_was_taken_back_counts_nowhere(seed, moral_director):
    gone = {"voided_at": timezone.now(), "voided_by": moral_director}
    models.Activity.objects.update(**gone)
    models.Programme.objects.update(**gone)
    models.Group.objects.update(**gone)
    models.PupilPair.objects.update(**gone)
    models.Consultation.objects.update(**gone)
    for figure in FIGURES:
        found = figure.read(seed).value(figure.kind)
        if figure.kind is Kind.SHARE:
            assert found is None
        elif isinstance(found, list):
            assert all(cell["value"] == 0 for cell in found), figure.code
        else:
            assert found == 0, figure.code


def test_a_child_is_named_in_the_list_to_those_alone_who_know_of_the_pair(
    seed, teacher, homeroom, moral_director, other_homeroom, lin
):
    for code in ("pupil_pairs.active", "pupil_pairs.contacts"):
        figure = BY_CODE[code]
        page = figure.read(seed).records().page(0, 5)
        for viewer in (teacher, homeroom, moral_director):
            assert lin.name in figure.show(page, viewer)[0]["label"], (code, viewer)
        shown = figure.show(page, other_homeroom)[0]
        assert lin.name not in str(shown)
        assert teacher.staff.name not in str(shown)
