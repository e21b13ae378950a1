"""A month is proven by records, and by nothing that is typed for it."""

import datetime

import pytest
import time_machine

from school.mentoring.actions import agreements, pairs, talks
from school.mentoring.rules.agreements import Duty
from school.observation.models import Attendance, LessonSession, Observation
from tests.conftest import NOW, TODAY
from tests.mentoring.acts import DAY, SEPTEMBER, agree, draft, make_pair, observed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
MONTHS = "/api/v1/mentor-months/"
D = datetime.date


@pytest.fixture
def months(as_user):
    def ask(user, **asked):
        rows = as_user(user).get(MONTHS, asked).json()["results"]
        return {one["month"][:7]: one for one in rows}

    return ask


def talked(by, pair, on, **more):
    return talks.record_talk(by=by, pair=pair, talked_on=on, minutes=40, topic="备课", **more)


def done(month):
    return {one["kind"]: (one["done"], one["required"]) for one in month["duties"]}


def test_the_month_turns_met_by_itself(months, mentor, mentee, pair):
    begun = months(mentee)["2026-11"]
    assert (begun["state"], begun["state_label"], begun["short"]) == ("short", "本月待完成", 4)
    assert done(begun) == {"mentor_observes": (0, 2), "evaluation": (0, 1), "talk": (0, 1)}

    first = observed(mentor, mentee, TODAY - 10 * DAY)
    observed(mentor, mentee, TODAY - 3 * DAY)
    talk = talked(mentee, pair, TODAY)
    assert months(mentee)["2026-11"]["short"] == 1

    Observation.objects.filter(pk=first.pk).update(
        state="reflected", reflected_at=NOW, reflection="下节课试"
    )
    met = months(mentee)["2026-11"]
    assert (met["state"], met["state_label"], met["short"]) == ("met", "本月完成", 0)
    records = {one["kind"]: [row["id"] for row in one["records"]] for one in met["duties"]}
    assert records["evaluation"] == [str(first.pk)]
    assert records["talk"] == [str(talk.pk)]
    assert len(records["mentor_observes"]) == 2
    assert met["waiting"] == []


def test_a_record_counts_in_the_month_of_its_day(months, mentor, mentee, pair):
    """The week of 30 November is a week of November; its Wednesday is a day of December."""
    with time_machine.travel(NOW + 10 * DAY, tick=False):
        observed(mentor, mentee, D(2026, 12, 2))
        talked(mentor, pair, D(2026, 11, 30))
        found = months(mentor)

    assert done(found["2026-11"])["talk"][0] == 1
    assert done(found["2026-12"])["mentor_observes"][0] == 1


def test_what_does_not_count_is_shown_and_proves_nothing(months, mentor, mentee, pair):
    observed(mentor, mentee, state="draft")
    unconfirmed = observed(mentor, mentee, period=2, host_said=False)
    denied = observed(mentor, mentee, period=3)
    Attendance.objects.filter(session=denied.session).update(
        host_said_at=None, host_said_by=None, host_denied_at=NOW, host_denied_by=mentee
    )
    cancelled = observed(mentor, mentee, period=4)
    LessonSession.objects.filter(pk=cancelled.session_id).update(
        cancelled_at=NOW, cancelled_by=mentee
    )
    talk = talked(mentee, pair, TODAY)
    talks.void_talk(by=mentee, talk_id=talk.pk, reason="记错了人")

    month = months(mentee)["2026-11"]
    assert done(month) == {"mentor_observes": (0, 2), "evaluation": (0, 1), "talk": (0, 1)}
    assert {one["id"] for one in month["waiting"]} == {str(unconfirmed.pk), str(denied.pk)}


def test_the_mentees_visits_to_the_mentor_are_a_duty_of_their_own(
    months, teaching_director, principal, mentor, mentee
):
    duties = [Duty("mentor_observes", "month", 1), Duty("mentee_observes", "month", 2)]
    make_pair(teaching_director, principal, mentor, mentee, duties=duties)
    observed(mentee, mentor)

    assert done(months(mentee)["2026-11"]) == {
        "mentor_observes": (0, 1),
        "mentee_observes": (1, 2),
    }


def test_lessons_of_others_prove_nothing(months, mentor, mentee, third, pair):
    observed(third, mentee)
    observed(mentor, third)

    assert done(months(mentee)["2026-11"])["mentor_observes"] == (0, 2)


def test_a_late_entry_counts_and_is_shown_as_one(months, mentor, mentee, pair):
    late = talked(mentee, pair, TODAY - 10 * DAY)
    talked(mentee, pair, TODAY - 7 * DAY)

    (duty,) = (one for one in months(mentee)["2026-11"]["duties"] if one["kind"] == "talk")
    assert [(one["id"] == str(late.pk), one["is_late"]) for one in duty["records"]] == [
        (True, True),
        (False, False),
    ]


def test_months_begin_with_the_pair_and_end_with_today(months, mentor, pair):
    found = months(mentor)

    assert list(found) == ["2026-09", "2026-10", "2026-11"]
    assert [found[key]["weeks"] for key in found] == [4, 4, 5]
    assert [found[key]["is_over"] for key in found] == [True, True, False]
    assert (found["2026-09"]["state"], found["2026-09"]["state_label"]) == ("short", "未完成")


def test_a_pair_that_began_late_in_a_month_is_not_failed_by_it(
    months, teaching_director, principal, mentor, mentee
):
    make_pair(teaching_director, principal, mentor, mentee, starts_on=D(2026, 10, 26))
    found = months(mentor)

    october = found["2026-10"]
    assert (october["state"], october["exempt"], october["weeks"]) == ("exempt", "few_weeks", 1)
    assert october["exempt_label"] == "教学周不足两周"
    assert done(october) == {"mentor_observes": (0, 0), "evaluation": (0, 0), "talk": (0, 0)}


def test_an_excused_month_says_why_and_by_whom(months, teaching_director, mentor, pair):
    agreements.excuse_month(
        by=teaching_director, pair_id=pair.pk, month=SEPTEMBER, reason="全国赛课集训"
    )
    month = months(mentor)["2026-09"]

    assert (month["state"], month["exempt"], month["state_label"]) == (
        "exempt",
        "excused",
        "本月免计",
    )
    assert (month["excuse"]["reason"], month["excuse"]["by"]["name"]) == ("全国赛课集训", "矫主任")


def test_suspended_weeks_ask_for_nothing(months, teaching_director, mentor, pair):
    pairs.suspend_pair(
        by=teaching_director, pair_id=pair.pk, starts_on=D(2026, 11, 2), reason="病假"
    )
    assert months(mentor)["2026-11"]["exempt"] == "few_weeks"
    pairs.resume_pair(by=teaching_director, pair_id=pair.pk, resumes_on=D(2026, 11, 16))

    november = months(mentor)["2026-11"]
    assert (november["weeks"], november["exempt"]) == (3, None)
    assert done(november)["mentor_observes"] == (0, 2)


def test_a_later_agreement_asks_from_its_month_on(
    months, teaching_director, principal, mentor, mentee, pair
):
    agreements.propose_agreement(
        by=teaching_director,
        pair_id=pair.pk,
        goals="进阶",
        duties=[Duty("talk", "month", 3)],
        effective_from=D(2026, 11, 1),
    )
    agree(pair, mentor, mentee, principal, number=2)
    found = months(mentor)

    assert (found["2026-10"]["version"], found["2026-11"]["version"]) == (1, 2)
    assert done(found["2026-11"]) == {"talk": (0, 3)}


def test_what_is_agreed_for_a_term_is_counted_over_its_months(
    as_user, teaching_director, principal, mentor, mentee
):
    duties = [Duty("talk", "month", 1), Duty("mentee_observes", "term", 8)]
    pair = make_pair(teaching_director, principal, mentor, mentee, duties=duties)
    observed(mentee, mentor, D(2026, 10, 12))
    observed(mentee, mentor, D(2026, 11, 12))
    page = as_user(mentor).get(f"/api/v1/mentor-pairs/{pair.pk}/").json()

    (duty,) = page["term_duties"]
    assert (duty["kind"], duty["required"], duty["done"]) == ("mentee_observes", 8, 2)
    assert (page["months_due"], page["months_met"]) == (2, 0)


def test_months_are_cut_to_who_asks(
    months, as_user, teaching_director, moral_director, mentor, third, homeroom, pair
):
    assert months(third) == {}
    assert months(homeroom, pair=str(pair.pk)) == {}
    for user in (mentor, teaching_director, moral_director):
        assert len(months(user, pair=str(pair.pk))) == 3
    assert set(months(mentor, over=1)) == {"2026-09", "2026-10"}
    assert set(months(mentor, month="2026-10-01")) == {"2026-10"}
    assert months(mentor, state="met") == {}
    assert months(teaching_director, mine=1) == {}
    assert as_user(teaching_director).get(MONTHS, {"state": "late"}).status_code == 400
    assert months(teaching_director)["2026-10"]["abilities"] == ["excuse"]
    assert months(mentor)["2026-10"]["abilities"] == []


def test_a_draft_has_no_months(months, teaching_director, mentor, mentee):
    draft(teaching_director, mentor, mentee)
    assert months(mentor) == {}


def test_the_months_go_out_as_a_file(as_user, teaching_director, pair):
    answer = as_user(teaching_director).post(
        f"{MONTHS}export/", {"as": "csv", "filters": {"over": True}}, format="json"
    )

    assert answer.status_code == 200
    assert answer.content.decode("utf-8-sig").count("姜师傅") == 2
