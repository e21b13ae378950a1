"""The figures of mentoring, each with its records; the digest; the growth line."""

import datetime
import uuid
from decimal import Decimal

import pytest

from school.mentoring.actions import agreements, pairs, talks
from school.mentoring.digest import LINES
from school.mentoring.figures import FIGURES
from school.mentoring.rules.agreements import Duty
from school.observation import models as observation
from school.shared.digests import Asked
from school.shared.figures import one_reading
from school.summaries import catalogue
from tests.conftest import NOW, TODAY
from tests.figures import check
from tests.mentoring.acts import DAY, colleague, draft, make_pair, observed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
D = datetime.date
BY_CODE = {one.code: one for one in FIGURES}
ONE_TALK = [Duty("talk", "month", 1)]


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


@pytest.fixture
def talking(teaching_director, principal, mentor, mentee):
    """A pair that owes one talk a month and nothing else, and has talked in October."""
    pair = make_pair(teaching_director, principal, mentor, mentee, duties=ONE_TALK)
    talks.record_talk(by=mentor, pair=pair, talked_on=D(2026, 10, 26), minutes=9, topic="备课")
    return pair


def test_a_pair_counts_while_it_runs_by_a_signed_agreement(
    read, teaching_director, principal, mentor, mentee, third, talking
):
    draft(teaching_director, third, mentee, field="class_teacher", subject="")
    ahead = make_pair(teaching_director, principal, mentor, third, starts_on=TODAY + DAY)

    assert read("pairs.active") == 1
    assert read("pairs.active", staff_id=mentee.staff_id) == 1
    assert read("pairs.active", staff_id=third.staff_id) == 0
    assert read("pairs.active", grade=3) == 0
    pairs.withdraw_pair(by=teaching_director, pair_id=ahead.pk, reason="换了人选")
    new = pairs.change_mentor(
        by=teaching_director,
        pair_id=talking.pk,
        mentor=third.staff,
        starts_on=TODAY,
        reason="师傅外出",
    )
    assert read("pairs.active") == 1
    for user in (third, mentee):
        agreements.accept_agreement(by=user, pair_id=new.pk, number=1)
    agreements.sign_agreement(by=principal, pair_id=new.pk, number=1)
    assert read("pairs.active") == 2


def test_months_met_are_counted_of_those_that_are_over_and_asked_for_something(
    read, teaching_director, mentor, talking
):
    assert read("pairs.months_met") == {"part": 1, "whole": 2}
    talks.record_talk(by=mentor, pair=talking, talked_on=TODAY, minutes=9, topic="备课")
    assert read("pairs.months_met") == {"part": 1, "whole": 2}
    assert read("pairs.by_month") == [
        {"key": "2026-09", "label": "2026年9月", "value": 0},
        {"key": "2026-10", "label": "2026年10月", "value": 1},
    ]
    agreements.excuse_month(
        by=teaching_director, pair_id=talking.pk, month=D(2026, 9, 1), reason="集训"
    )
    assert read("pairs.months_met") == {"part": 1, "whole": 1}


def test_a_month_is_over_with_its_last_day_and_later_records_change_no_earlier_reading(
    read, move_on, talking
):
    assert read("pairs.months_met", as_of=D(2026, 10, 30)) == {"part": 0, "whole": 1}
    assert read("pairs.months_met", as_of=D(2026, 10, 31)) == {"part": 1, "whole": 2}
    assert read("pairs.months_met", as_of=D(2026, 9, 15)) is None


def test_exits_are_those_that_were_approved(
    read, teaching_director, principal, mentee, third, mentor, talking
):
    other = make_pair(teaching_director, principal, mentor, third, duties=ONE_TALK)
    pairs.change_mentor(
        by=teaching_director, pair_id=other.pk, mentor=mentee.staff, starts_on=TODAY, reason="调整"
    )
    assert read("pairs.exits") == 0
    ask = {"by": mentee, "pair_id": talking.pk, "reason": "调离"}
    pairs.request_exit(last_day=TODAY - DAY, **ask)
    assert read("pairs.exits") == 0
    pairs.decide_exit(by=principal, pair_id=talking.pk, is_approved=True, decision="同意")
    assert read("pairs.exits") == 1
    assert read("pairs.exits", as_of=TODAY - 2 * DAY) == 0
    assert read("pairs.active") == 2


def test_names_are_shown_to_who_may_know_of_the_pair(read, term, talking, homeroom, mentor):
    figure = BY_CODE["pairs.months_met"]
    rows = figure.read(catalogue.scope(term, as_of=TODAY)).records().page(0, 5)

    assert figure.show(rows, mentor)[0]["label"] == "姜师傅—于徒弟"
    assert figure.show(rows, homeroom)[0]["label"] == "一对师徒"
    assert figure.show(rows, mentor)[0]["detail"] == "2026年10月 · 思想交流 1/1"


def test_the_figures_stand_in_the_catalogue_and_in_chapter_four(term):
    assert set(BY_CODE) <= set(catalogue.paper())
    assert {"pairs.active", "pairs.months_met"} <= set(
        catalogue.snapshot(catalogue.scope(term, as_of=TODAY))
    )


def test_a_snapshot_takes_the_same_queries_however_many_pairs(
    term,
    school,
    maple,
    teaching_director,
    principal,
    mentor,
    talking,
    django_assert_max_num_queries,
):
    def read_all():
        with one_reading():
            for figure in FIGURES:
                figure.read(catalogue.scope(term, as_of=TODAY)).value(figure.kind)

    with django_assert_max_num_queries(20):
        read_all()
    for n in range(4):
        one = colleague(school, f"m{n}", f"徒弟{n}", school_class=maple)
        make_pair(teaching_director, principal, mentor, one, is_meant=True)
        observed(mentor, one, D(2026, 10, 12), period=n + 1)
    with django_assert_max_num_queries(20):
        read_all()


# ---- the digest ------------------------------------------------------------------------------


@pytest.fixture
def lines(school):
    def ask(*users, day=TODAY):
        asked = Asked(
            school_id=school.pk,
            day=day,
            last=day + (6 - day.weekday()) * DAY,
            readers={one.pk: one.staff_id for one in users},
        )
        names = {one.pk: one.username for one in users}
        return {
            line.code.partition(".")[2]: {
                names[account]: number
                for account, number in line.count(asked).items()
                if number and account in names
            }
            for line in LINES
        }

    return ask


def test_each_of_the_two_is_told_what_their_month_still_asks_for(
    lines, mentor, mentee, third, principal, teaching_director, pair
):
    two = (mentor, mentee, third, principal, teaching_director)
    first = lines(*two)
    assert first["observations"] == {"mentor": 2}
    assert first["evaluations"] == first["talks"] == {"mentor": 1, "mentee": 1}

    observed(mentor, mentee, state="reflected")
    talks.record_talk(by=mentee, pair=pair, talked_on=TODAY, minutes=9, topic="备课")
    then = lines(*two)
    assert (then["observations"], then["evaluations"], then["talks"]) == ({"mentor": 1}, {}, {})
    assert LINES[2].says(1) == "本月师徒听课还差：1 节"


def test_what_waits_for_a_yes_or_a_decision_is_told_to_who_gives_it(
    lines, teaching_director, principal, mentor, mentee, pair
):
    other = draft(teaching_director, mentor, mentee, field="class_teacher", subject="")
    people = (mentor, mentee, principal, teaching_director)
    assert lines(*people)["to_accept"] == {"mentor": 1, "mentee": 1}
    agreements.accept_agreement(by=mentor, pair_id=other.pk, number=1)
    assert lines(*people)["to_accept"] == {"mentee": 1}
    assert lines(*people)["to_sign"] == {}
    agreements.accept_agreement(by=mentee, pair_id=other.pk, number=1)
    assert lines(*people)["to_sign"] == {"principal": 1}

    pairs.request_exit(by=mentee, pair_id=pair.pk, reason="调离", last_day=TODAY)
    assert lines(*people)["exits"] == {"principal": 1}


def test_steps_to_look_at_again_and_talks_that_were_opened_are_told_to_both(
    lines, principal, mentor, mentee, third, pair
):
    talks.agree_step(by=mentee, pair=pair, text="等三秒", check_on=D(2026, 11, 29))
    talks.agree_step(by=mentee, pair=pair, text="等三秒", check_on=D(2026, 11, 30))
    row = talks.record_talk(by=mentee, pair=pair, talked_on=TODAY, minutes=9, topic="备课")
    talks.reveal_talk(by=principal, talk_id=row.pk, purpose="核实")
    told = lines(mentor, mentee, third, principal)

    assert told["steps"] == told["talks_opened"] == {"mentor": 1, "mentee": 1}
    talks.see_notices(by=mentor, pair_id=pair.pk)
    assert lines(mentor, mentee)["talks_opened"] == {"mentee": 1}


def test_the_digest_takes_the_same_queries_however_many_pairs(
    lines, school, maple, teaching_director, principal, mentor, mentee, pair,
    django_assert_max_num_queries,
):  # fmt: skip
    with django_assert_max_num_queries(75):
        lines(mentor, mentee)
    for n in range(4):
        one = colleague(school, f"m{n}", f"徒弟{n}", school_class=maple)
        make_pair(teaching_director, principal, mentor, one, is_meant=True)
    with django_assert_max_num_queries(75):
        lines(mentor, mentee)


# ---- the growth line -------------------------------------------------------------------------


def rubric(by, number, *, levels=5, weight="10.00", text="目标明确"):
    school = by.school
    made, _ = observation.Rubric.objects.get_or_create(
        school=school, code="KT", defaults={"name": "课堂评价"}
    )
    version = observation.RubricVersion.objects.create(school=school, rubric=made, number=number)
    criterion = observation.Criterion.objects.create(
        school=school,
        version=version,
        code="A1",
        section="教学设计",
        text=text,
        kind="scale",
        levels=levels,
        weight=Decimal(weight),
        position=1,
    )
    observation.RubricVersion.objects.filter(pk=version.pk).update(
        published_at=NOW, published_by=by
    )
    return version, criterion


def score(record, version, criterion, level):
    observation.Observation.objects.filter(pk=record.pk).update(rubric_version=version)
    observation.RubricScore.objects.create(
        school=record.school, observation=record, criterion=criterion, level=level
    )


def test_a_mentees_growth_is_a_line_that_breaks_with_the_rubric(
    as_user, teaching_director, mentor, mentee, third, pair
):
    first, second = (
        rubric(teaching_director, 1),
        rubric(teaching_director, 2, levels=4, text="目标明确具体"),
    )
    days = [TODAY - n * 7 * DAY for n in (8, 6, 4, 2)]
    records = [observed(mentor, mentee, day) for day in days]
    for record, (version, criterion), level in zip(
        records, (first, first, second, second), (2, 3, 3, 4), strict=True
    ):
        score(record, version, criterion, level)
    score(observed(mentor, mentee, period=2, state="draft"), *first, 1)
    score(observed(third, mentee, period=3), *first, 5)
    url = f"/api/v1/mentor-pairs/{pair.pk}/growth/"

    (line,) = as_user(mentee).get(url).json()["lines"]
    assert (line["code"], line["text"], line["section"]) == ("A1", "目标明确具体", "教学设计")
    assert [[one["level"] for one in part["dots"]] for part in line["segments"]] == [[2, 3], [3, 4]]
    assert [part["levels"] for part in line["segments"]] == [5, 4]
    dots = [one for part in line["segments"] for one in part["dots"]]
    assert [uuid.UUID(one["observation"]) for one in dots] == [one.pk for one in records]
    assert as_user(teaching_director).get(url).status_code == 200
    assert as_user(third).get(url).status_code == 404
