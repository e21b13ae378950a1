"""Awards (项), winners (人) and places (人次) apart; and every figure equals its records."""

import datetime
import random

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.recognition.digest import LINES
from school.recognition.figures import FIGURES
from school.recognition.models import Award, AwardWinner, Grade, Level, Nomination, Selection
from school.recognition.queries.acts import portfolio_acts
from school.shared.digests import Asked
from school.shared.figures import one_reading
from school.summaries import catalogue
from tests.conftest import NOW, TODAY
from tests.factories import recognition
from tests.figures import check

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
BY_CODE = {one.code: one for one in FIGURES}
DAY = datetime.timedelta(days=1)


@pytest.fixture
def read(term, principal):
    """A figure's value, once it is checked against the records behind it."""

    def ask(code, as_of=TODAY, viewer=None, **cut):
        scope = catalogue.scope(term, as_of=as_of, **cut)
        figure = BY_CODE[code]
        with one_reading():
            reading = figure.read(scope)
            value = reading.value(figure.kind)
        check(figure, value, figure.read(scope), viewer or principal)
        return value

    return ask


def cells(value):
    return {cell["key"]: cell["value"] for cell in value}


@pytest.fixture
def cup(school, teacher, homeroom, other_homeroom, two_hats, principal, teaching_director):
    """耕耘杯 as the school's report tells it: two firsts and three seconds of the district, and a
    second of the city that one of the firsts went on to win.
    """

    def won(*winners, **more):
        return recognition.award(teaching_director, *winners, verified_by=principal, **more)

    first = won(teacher.staff)
    return [
        first,
        won(homeroom.staff),
        won(other_homeroom.staff, grade="second"),
        won(two_hats.staff, homeroom.staff, grade="second", title="“耕耘杯”说课评选"),
        won(two_hats.staff, grade="second"),
        won(
            teacher.staff,
            level="municipal",
            grade="second",
            issuer="青岛市教育局",
            awarded_on=datetime.date(2026, 11, 9),
            progression_of=first,
        ),
    ]


def test_the_cup_opens_to_six_verified_rows(read, term, cup, principal):
    assert read("awards.teachers") == 6
    assert cells(read("awards.teachers_by_grade")) == {
        "municipal-second": 1,
        "district-first": 2,
        "district-second": 3,
    }
    assert read("awards.teacher_winners") == 4
    assert read("awards.teacher_places") == 7
    figure = BY_CODE["awards.teachers_by_grade"]
    opened = figure.read(catalogue.scope(term, as_of=TODAY))
    assert sorted(opened.records().ids()) == sorted(str(one.pk) for one in cup)
    assert opened.records(key="district-first").ids() == sorted(str(one.pk) for one in cup[:2])


def test_a_winner_is_named_with_the_award_that_opens(term, cup, principal):
    figure = BY_CODE["awards.teacher_places"]
    rows = figure.read(catalogue.scope(term, as_of=TODAY)).records().page(0, 9)

    shown = [one["id"] for one in figure.show(rows, principal)]

    assert sorted(shown) == sorted(f"{one.pk}:{one.award_id}" for one in AwardWinner.objects.all())


def test_levels_and_grades_are_called_as_the_school_calls_them(term, cup):
    with translation.override("en"):
        found = BY_CODE["awards.teachers_by_grade"].read(catalogue.scope(term, as_of=TODAY))

    assert [cell.label for cell in found.cells] == [
        "Municipal level, Second prize",
        "District level, First prize",
        "District level, Second prize",
    ]


def test_what_nobody_verified_counts_nowhere_but_inside(read, teacher, teaching_director, cup):
    waiting = recognition.award(teacher, teacher.staff, title="论文评比")
    assert (read("awards.teachers"), read("awards.unverified")) == (6, 1)
    for state, more in (
        ("rejected", {"decided_at": NOW, "decided_by": teaching_director, "decision": "x"}),
        ("declared", {"voided_at": NOW, "voided_by": teacher, "void_reason": "x"}),
    ):
        Award.objects.filter(pk=waiting.pk).update(
            **{"state": state, "decided_at": None, "decided_by": None} | more
        )
        assert (read("awards.teachers"), read("awards.unverified")) == (6, 0)
    assert BY_CODE["awards.unverified"].is_inside


def test_a_teacher_is_told_of_the_own(read, teacher, homeroom, admin, cup):
    assert read("awards.teachers", staff_id=teacher.staff_id) == 2
    assert read("awards.teacher_places", staff_id=homeroom.staff_id) == 2
    assert read("awards.teacher_winners", staff_id=homeroom.staff_id) == 1
    assert read("awards.teachers", staff_id=admin.staff_id) == 0
    assert read("awards.teachers", grade=3) == 0


def test_an_award_counts_on_its_day(read, cup):
    assert read("awards.teachers", as_of=datetime.date(2026, 10, 11)) == 0
    assert read("awards.teachers", as_of=datetime.date(2026, 11, 8)) == 5


def test_titles_of_the_school_stand_until_they_end(read, principal, teaching_director):
    """Eight of them: seven of the city and one of the province."""

    def title(n, **more):
        given_fields = {
            "recipient": "school",
            "nature": "title",
            "grade": "none",
            "level": "municipal",
            "title": f"荣誉称号{n}",
            "awarded_on": datetime.date(2019, 6, 1),
        }
        return recognition.award(teaching_director, verified_by=principal, **given_fields | more)

    for n in range(7):
        title(n)
    title(7, level="provincial")
    title(8, valid_until=TODAY - DAY)
    title(9, awarded_on=TODAY + DAY)
    title(10, nature="contest")

    assert read("awards.titles") == 8
    assert cells(read("awards.titles_by_level")) == {
        "national": 0,
        "provincial": 1,
        "municipal": 7,
        "district": 0,
        "school": 0,
    }
    assert read("awards.titles", as_of=TODAY - DAY) == 9
    assert read("awards.titles", grade=3) == 0


def test_awards_of_pupils_are_those_of_their_class_then(
    read, homeroom, principal, lin, song, maple, cedar, moral_director
):
    recognition.award(
        moral_director, lin, recipient="student", level="district", verified_by=principal
    ).winners.all()

    assert read("awards.pupils_by_level", grade=3)[3]["value"] == 0
    Award.objects.filter(recipient="student").update(
        state="declared", decided_at=None, decided_by=None
    )
    AwardWinner.objects.filter(student=lin).update(school_class=maple)
    Award.objects.filter(recipient="student").update(
        state="verified", decided_at=NOW, decided_by=principal
    )
    recognition.award(
        moral_director, cedar, recipient="class", level="school", verified_by=principal
    )

    assert cells(read("awards.pupils_by_level"))["district"] == 1
    assert cells(read("awards.pupils_by_level", grade=3)) == {
        "national": 0,
        "provincial": 0,
        "municipal": 0,
        "district": 1,
        "school": 0,
    }
    assert cells(read("awards.pupils_by_level", school_class_id=cedar.pk))["school"] == 1


def test_ten_outstanding_parents(read, term, school, teacher, principal, parents, deeds):
    """Chosen in the term; who was not, and deeds, stand in no number of people."""

    def choose(selection, count, **more):
        for _ in range(count):
            recognition.Nomination(
                selection=selection,
                created_by=teacher,
                state="selected",
                confirmed_at=NOW,
                confirmed_by=principal,
                **more,
            )
        Selection.objects.filter(pk=selection.pk).update(
            decided_on=TODAY, closed_at=NOW, closed_by=principal
        )

    choose(parents, 10)
    choose(deeds, 2)
    recognition.Nomination(selection=parents, created_by=teacher, state="not_selected")

    assert read("recognitions.selected") == 10
    assert cells(read("recognitions.by_kind")) == {"parents": 10}
    assert read("recognitions.deeds") == 2
    assert read("recognitions.published") == 0
    figure = BY_CODE["recognitions.deeds"]
    rows = figure.read(catalogue.scope(term, as_of=TODAY)).records().page(0, 9)
    assert {one["id"].split(":")[1] for one in figure.show(rows, principal)} == {str(deeds.pk)}
    one = Nomination.objects.filter(selection=parents, state="selected").first()
    Nomination.objects.filter(pk=one.pk).update(
        consent="given",
        consent_at=NOW,
        consent_by=principal,
        published_at=NOW,
        published_by=principal,
    )
    assert read("recognitions.published") == 1
    assert read("recognitions.selected", as_of=TODAY - DAY) == 0
    Selection.objects.filter(pk=deeds.pk).update(
        voided_at=NOW, voided_by=principal, void_reason="x"
    )
    assert read("recognitions.deeds") == 0


class World:
    """A small school drawn by a seeded generator: what was won, declared, rejected and voided."""

    def __init__(self, seed, by, second, staff, children, classes):
        rng = random.Random(seed)
        sides = {"teacher": staff, "student": children, "class": classes}
        for n in range(rng.randint(0, 9)):
            recipient = rng.choice([*sides, "school"])
            pool = sides.get(recipient, [])
            winners = rng.sample(pool, rng.randint(1, len(pool))) if pool else []
            made = recognition.award(
                by,
                *winners,
                recipient=recipient,
                title=f"奖{n}",
                nature=rng.choice(["title", "contest"]),
                level=rng.choice(list(Level)).value,
                grade=rng.choice(list(Grade)).value,
                awarded_on=TODAY - rng.randrange(300) * DAY,
                valid_until=rng.choice([None, TODAY]),
            )
            fate = rng.choice(["declared", "verified", "verified", "rejected", "voided"])
            more = {"state": fate, "decided_at": NOW, "decided_by": second, "decision": "x"}
            if fate == "voided":
                more = {"voided_at": NOW, "voided_by": by, "void_reason": "x"}
            if fate != "declared":
                Award.objects.filter(pk=made.pk).update(**more)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10_000))
def test_every_figure_equals_its_records_and_the_parts_their_whole(
    seed, read, teacher, homeroom, principal, teaching_director, lin, song, maple, cedar
):
    Award.objects.all().update(state="declared", decided_at=None, decided_by=None)
    Award.objects.filter(voided_at=None).update(voided_at=NOW, voided_by=teacher, void_reason="x")
    World(
        seed,
        teaching_director,
        principal,
        [teacher.staff, homeroom.staff],
        [lin, song],
        [maple, cedar],
    )

    for cut in ({}, {"staff_id": teacher.staff_id}, {"grade": 3}, {"school_class_id": cedar.pk}):
        values = {code: read(code, **cut) for code in BY_CODE}
        assert sum(cells(values["awards.titles_by_level"]).values()) == values["awards.titles"]
        by_grade = cells(values["awards.teachers_by_grade"])
        assert sum(by_grade.values()) == values["awards.teachers"]
        assert 0 not in by_grade.values()
        assert values["awards.teacher_winners"] <= values["awards.teacher_places"]
        assert values["awards.teachers"] <= values["awards.teacher_places"]


def test_no_row_behind_a_figure_names_a_child(term, lin, principal, moral_director):
    recognition.award(moral_director, lin, recipient="student", verified_by=principal)
    figure = BY_CODE["awards.pupils_by_level"]
    rows = figure.read(catalogue.scope(term, as_of=TODAY)).records()

    shown = figure.show(rows.page(0, 9), principal)

    assert len(shown) == 1
    assert lin.name not in str(shown)


def test_a_portfolio_reads_what_was_won_and_what_waits(
    school, teacher, homeroom, principal, cup, django_assert_num_queries
):
    waiting = recognition.award(teacher, teacher.staff, title="论文评比", awarded_on=TODAY)
    gone = recognition.award(teacher, teacher.staff, title="重复", awarded_on=TODAY)
    Award.objects.filter(pk=gone.pk).update(voided_at=NOW, voided_by=teacher, void_reason="x")
    ids = [teacher.staff_id, homeroom.staff_id, principal.staff_id]

    with django_assert_num_queries(2):
        found = portfolio_acts(school.pk, ids, datetime.date(2026, 8, 1), TODAY)

    assert set(found) == {teacher.staff_id, homeroom.staff_id}
    mine = found[teacher.staff_id]
    assert [(one.name, one.stands) for one in mine] == [
        (str(cup[0].pk), True),
        (str(cup[5].pk), True),
        (str(waiting.pk), False),
    ]
    assert {one.kinds for one in mine} == {("award",)}
    assert {len(one.evidence) for one in mine} == {1}
    assert mine[0].type == "awards"
    assert mine[0].opens == cup[0].pk


def test_the_digest_counts_what_waits_for_a_second_person(
    school, teacher, principal, teaching_director, parents
):
    recognition.award(teacher, teacher.staff)
    recognition.award(teaching_director, principal.staff)
    mine = recognition.award(teacher, teacher.staff, title="论文")
    Award.objects.filter(pk=mine.pk).update(
        state="rejected", decided_at=NOW, decided_by=principal, decision="x"
    )
    recognition.Nomination(selection=parents, created_by=teacher)
    recognition.Nomination(selection=parents, created_by=principal)
    people_of = (teacher, principal, teaching_director)
    asked = Asked(school.pk, TODAY, TODAY + 6 * DAY, {u.pk: u.staff_id for u in people_of})
    told = {line.code: line.count(asked) for line in LINES}

    assert told["recognition.to_verify"][principal.pk] == 1
    assert told["recognition.to_verify"][teaching_director.pk] == 1
    assert told["recognition.rejected"] == {teacher.pk: 1}
    assert told["recognition.to_confirm"] == {principal.pk: 1}
    assert all(line.says(2) for line in LINES)


def test_a_snapshot_takes_the_same_queries_however_much_was_won(
    term, teacher, principal, teaching_director, django_assert_num_queries
):
    asked = catalogue.scope(term, as_of=TODAY)
    recognition.award(teaching_director, teacher.staff, verified_by=principal)

    def frozen():
        with one_reading():
            for figure in FIGURES:
                catalogue.frozen(figure, figure.read(asked))

    with django_assert_num_queries(32):
        frozen()
    for n in range(5):
        recognition.award(teaching_director, teacher.staff, verified_by=principal, title=f"奖{n}")
    with django_assert_num_queries(32):
        frozen()
