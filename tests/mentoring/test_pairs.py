"""Pairs: who may be paired, and how a pair is agreed, changed, interrupted and ended."""

import datetime

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from school.mentoring import models
from school.mentoring.actions import agreements, evaluations, pairs
from school.mentoring.queries import pairs as found
from school.mentoring.rules.agreements import Duty
from school.people.models import Post
from school.shared.errors import Refused
from school.shared.models import AuditEntry
from tests.conftest import NOW, TODAY
from tests.factories import people
from tests.mentoring.acts import DAY, JULY, MONTHLY, SEPTEMBER, agree, colleague, draft, make_pair

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now", "term")]
D = datetime.date


def refusal(act, *given, **named):
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(*given, **named)
    return refused.value.code


def state(pair, today=TODAY):
    return found.state(found.pairs().get(pk=pair.pk), today).value


def days(pair):
    return found.days_of(found.pairs().get(pk=pair.pk))


def verbs(pair):
    rows = AuditEntry.objects.filter(record_id=pair.pk).order_by("at", "id")
    return list(rows.values_list("verb", flat=True))


# ---- who may be paired -----------------------------------------------------------------------


def test_a_pair_is_drafted_accepted_by_both_and_signed(
    teaching_director, principal, mentor, mentee
):
    pair = draft(teaching_director, mentor, mentee)
    assert (state(pair), days(pair)) == ("draft", (SEPTEMBER, JULY))

    agree(pair, mentor, mentee, principal)

    assert state(pair) == "active"
    assert verbs(pair) == ["draft", "accept", "accept", "sign"]
    version = models.AgreementVersion.objects.get(pair=pair)
    assert [one.kind for one in version.duties.all()] == ["mentor_observes", "evaluation", "talk"]
    assert (version.mentor_accepted_by, version.mentee_accepted_by) == (mentor, mentee)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"subject": ""}, "required"),
        ({"field": "class_teacher"}, "not_of_this_field"),
        ({"ends_on": SEPTEMBER - DAY}, "before_start"),
        ({"starts_on": D(2025, 9, 1)}, "too_long_ago"),
        ({"ends_on": TODAY - DAY}, "in_past"),
        ({"ends_on": D(2030, 1, 1)}, "too_long"),
        ({"duties": [Duty("talk", "term", 5)]}, "nothing_by_month"),
        ({"duties": [Duty("talk", "month", 1), Duty("talk", "month", 2)]}, "twice"),
    ],
)
def test_what_makes_no_pair_is_refused(teaching_director, mentor, mentee, change, code):
    assert refusal(draft, teaching_director, mentor, mentee, **change) == code
    assert not models.MentorPair.objects.exists()


def test_nobody_is_their_own_mentor(teaching_director, mentor, school):
    assert refusal(draft, teaching_director, mentor, mentor) == "same_person"
    with pytest.raises(IntegrityError), transaction.atomic():
        models.MentorPair.objects.create(
            school=school, mentor=mentor.staff, mentee=mentor.staff, field="class_teacher"
        )


def test_a_mentee_has_one_mentor_in_a_field_at_a_time(
    teaching_director, mentor, mentee, third, pair
):
    assert refusal(draft, teaching_director, third, mentee) == "mentee_has_mentor"

    other_field = {"field": "class_teacher", "subject": ""}
    assert draft(teaching_director, third, mentee, **other_field)
    later = {"starts_on": JULY + DAY, "ends_on": JULY + 100 * DAY}
    assert draft(teaching_director, third, mentee, **later)


def test_the_database_itself_refuses_a_second_mentor(teaching_director, mentee, third, pair):
    other = models.MentorPair.objects.create(
        school=pair.school,
        mentor=third.staff,
        mentee=mentee.staff,
        field="subject",
        subject="语文",
        form="entry",
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        pairs.write_period(other, (JULY, JULY + 9 * DAY), by=teaching_director)


def test_a_period_is_of_its_pairs_mentee(school, pair, third):
    models.PairPeriod.objects.filter(pair=pair).update(retired_at=timezone.now(), retired_by=third)
    with pytest.raises(DatabaseError), transaction.atomic():
        models.PairPeriod.objects.create(
            school=school,
            pair=pair,
            mentee=third.staff,
            field="subject",
            starts_on=SEPTEMBER,
            ends_on=JULY,
        )


def test_mentors_stand_in_no_circle(teaching_director, mentor, mentee, third, pair):
    draft(teaching_director, mentee, third)

    assert refusal(draft, teaching_director, third, mentor) == "mentors_in_a_circle"
    assert refusal(draft, teaching_director, mentee, mentor) == "mentors_in_a_circle"
    # A young master of a class may learn from it what the other learns of a subject.
    assert draft(teaching_director, mentee, mentor, field="class_teacher", subject="")
    assert draft(teaching_director, third, mentor, starts_on=JULY + DAY, ends_on=JULY + 9 * DAY)


def test_a_fourth_mentee_is_asked_about(teaching_director, mentor, school, maple):
    four = [colleague(school, f"m{n}", f"徒弟{n}", school_class=maple) for n in range(4)]
    for one in four[:3]:
        draft(teaching_director, mentor, one)

    assert refusal(draft, teaching_director, mentor, four[3]) == "many_mentees"
    assert draft(teaching_director, mentor, four[3], is_meant=True)


def test_another_field_of_the_same_mentee_is_no_other_mentee(
    teaching_director, mentor, school, maple
):
    three = [colleague(school, f"m{n}", f"徒弟{n}", school_class=maple) for n in range(3)]
    for one in three:
        draft(teaching_director, mentor, one)

    assert draft(teaching_director, mentor, three[0], field="class_teacher", subject="")


@pytest.mark.parametrize("who", ["mentor", "mentee"])
def test_a_pair_lies_inside_the_posts_of_both(teaching_director, mentor, mentee, who):
    user = {"mentor": mentor, "mentee": mentee}[who]
    Post.objects.filter(staff=user.staff).update(ends_on=D(2026, 12, 31))

    assert refusal(draft, teaching_director, mentor, mentee) == "outside_posts"
    people.Post(staff=user.staff, starts_on=D(2027, 1, 2))
    assert refusal(draft, teaching_director, mentor, mentee) == "outside_posts"
    people.Post(staff=user.staff, starts_on=D(2027, 1, 1), ends_on=D(2027, 1, 1))
    assert draft(teaching_director, mentor, mentee)


def test_a_pair_is_renewed_by_the_same_two(teaching_director, mentor, mentee, third, pair):
    later = {"starts_on": JULY + DAY, "ends_on": JULY + 300 * DAY, "renews": pair}

    assert refusal(draft, teaching_director, third, mentee, **later) == "another_pair"
    renewed = draft(teaching_director, mentor, mentee, **later)
    assert (renewed.began, renewed.follows) == ("renewed", pair)


# ---- agreements ------------------------------------------------------------------------------


def test_each_says_yes_once_and_the_school_last(teaching_director, principal, mentor, mentee):
    pair = draft(teaching_director, mentor, mentee)
    sign = {"by": principal, "pair_id": pair.pk, "number": 1}
    accept = {"pair_id": pair.pk, "number": 1}

    assert refusal(agreements.sign_agreement, **sign) == "not_accepted_yet"
    agreements.accept_agreement(by=mentor, **accept)
    assert refusal(agreements.accept_agreement, by=mentor, **accept) == "accepted_already"
    assert refusal(agreements.sign_agreement, **sign) == "not_accepted_yet"
    agreements.accept_agreement(by=mentee, **accept)
    agreements.sign_agreement(**sign)
    assert refusal(agreements.sign_agreement, **sign) == "nothing_to_accept"


def test_a_newer_draft_takes_the_yes_with_it(teaching_director, mentor, mentee):
    """Nobody accepts what was not on the page."""
    pair = draft(teaching_director, mentor, mentee)
    agreements.accept_agreement(by=mentor, pair_id=pair.pk, number=1)
    newer = agreements.propose_agreement(
        by=teaching_director, pair_id=pair.pk, goals="再具体些", duties=MONTHLY
    )

    assert (newer.number, newer.effective_from) == (2, SEPTEMBER)
    accept = {"by": mentee, "pair_id": pair.pk, "number": 1}
    assert refusal(agreements.accept_agreement, **accept) == "agreement_changed"
    assert newer.mentor_accepted_at is None


def test_a_later_agreement_holds_from_a_month_that_is_not_over(
    teaching_director, mentor, mentee, principal, pair
):
    def propose(day=None):
        return agreements.propose_agreement(
            by=teaching_director,
            pair_id=pair.pk,
            goals="进阶",
            duties=MONTHLY[:1],
            **({"effective_from": day} if day else {}),
        )

    assert refusal(propose) == "required"
    assert refusal(propose, D(2026, 11, 2)) == "not_a_first"
    assert refusal(propose, D(2026, 10, 1)) == "in_past"
    assert refusal(propose, D(2027, 8, 1)) == "outside_pair"
    assert propose(D(2026, 12, 1)).number == 2
    assert state(pair) == "active"
    agree(pair, mentor, mentee, principal, number=2)
    assert found.newest_signed(pair).number == 2


def test_what_was_signed_never_changes(pair):
    version = models.AgreementVersion.objects.get(pair=pair)
    version.goals = "别的"
    with pytest.raises(DatabaseError), transaction.atomic():
        version.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        models.AgreementDuty.objects.first().save()


# ---- another mentor --------------------------------------------------------------------------


def test_another_mentor_closes_the_old_and_opens_the_new(
    teaching_director, principal, mentee, third, pair
):
    day = D(2026, 12, 1)
    new = pairs.change_mentor(
        by=teaching_director, pair_id=pair.pk, mentor=third.staff, starts_on=day, reason="师傅外出"
    )

    assert (days(pair), days(new)) == ((SEPTEMBER, D(2026, 11, 30)), (day, JULY))
    assert (state(pair), state(new)) == ("active", "draft")
    assert state(pair, day) == "terminated"
    assert (new.began, new.follows_id, new.mentee_id) == ("changed", pair.pk, mentee.staff_id)
    pair.refresh_from_db()
    assert (pair.ended, pair.ended_why, pair.closed_by) == (
        "changed",
        "师傅外出",
        teaching_director,
    )
    assert [(one.kind, one.at_least) for one in found.newest(new).duties.all()] == [
        ("mentor_observes", 2),
        ("evaluation", 1),
        ("talk", 1),
    ]
    agree(new, third, mentee, principal)
    assert state(new, day) == "active"
    assert verbs(pair)[-1] == "change_mentor"


def test_who_was_whose_mentor_can_be_asked_as_it_was_known_then(teaching_director, third, pair):
    before = timezone.now()
    with time_machine.travel(NOW + 2 * DAY, tick=False):
        pairs.change_mentor(
            by=teaching_director,
            pair_id=pair.pk,
            mentor=third.staff,
            starts_on=D(2026, 12, 1),
            reason="师傅外出",
        )
        day = D(2027, 3, 1)
        rows = models.PairPeriod.objects.on(day)
        known = [one.pair.mentor for one in rows.believed(before)]
        assert known == [pair.mentor]
        assert [one.pair.mentor for one in rows.believed()] == [third.staff]


def test_a_change_that_fails_changes_nothing(teaching_director, mentee, third, pair):
    """The next pair would close a circle: the old one runs on."""
    draft(teaching_director, mentee, third)
    change = {"by": teaching_director, "pair_id": pair.pk, "reason": "师傅外出"}
    act = pairs.change_mentor
    day = D(2026, 12, 1)

    assert refusal(act, mentor=third.staff, starts_on=day, **change) == "mentors_in_a_circle"
    assert (state(pair), days(pair)) == ("active", (SEPTEMBER, JULY))
    assert models.PairPeriod.objects.filter(pair=pair).count() == 1


@pytest.mark.parametrize(
    ("who", "day", "code"),
    [
        ("mentor", D(2026, 12, 1), "same_mentor"),
        ("mentee", D(2026, 12, 1), "same_person"),
        ("third", SEPTEMBER, "too_long_ago"),
        ("third", JULY + DAY, "outside_pair"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(request, teaching_director, pair, who, day, code):
    staff = request.getfixturevalue(who).staff
    change = {"by": teaching_director, "pair_id": pair.pk, "reason": "师傅外出"}
    assert refusal(pairs.change_mentor, mentor=staff, starts_on=day, **change) == code


# ---- interruptions ---------------------------------------------------------------------------


def test_a_pair_is_suspended_and_resumed(teaching_director, pair):
    by = {"by": teaching_director, "pair_id": pair.pk}
    pairs.suspend_pair(starts_on=D(2026, 11, 16), reason="产假", **by)
    assert state(pair) == "suspended"
    assert refusal(pairs.suspend_pair, starts_on=TODAY, reason="产假", **by) == "suspended_already"

    assert refusal(pairs.resume_pair, resumes_on=D(2026, 11, 15), **by) == "outside_suspension"
    pairs.resume_pair(resumes_on=TODAY, **by)

    assert state(pair) == "active"
    assert found.suspended(found.pairs().get(pk=pair.pk)) == [(D(2026, 11, 16), D(2026, 11, 22))]
    assert refusal(pairs.resume_pair, resumes_on=TODAY, **by) == "not_suspended"
    assert verbs(pair)[-2:] == ["suspend", "resume"]


def test_resumed_on_its_first_day_it_was_none(teaching_director, pair):
    by = {"by": teaching_director, "pair_id": pair.pk}
    pairs.suspend_pair(starts_on=TODAY, reason="误记", **by)
    pairs.resume_pair(resumes_on=TODAY, **by)

    assert found.suspended(found.pairs().get(pk=pair.pk)) == []
    assert models.PairSuspension.objects.count() == 1


# ---- ends ------------------------------------------------------------------------------------


def test_a_draft_is_withdrawn_and_its_days_are_free(teaching_director, mentor, mentee, third):
    pair = draft(teaching_director, mentor, mentee)
    pairs.withdraw_pair(by=teaching_director, pair_id=pair.pk, reason="换了人选")

    assert (state(pair), days(pair)) == ("withdrawn", None)
    assert draft(teaching_director, third, mentee)
    accept = {"by": mentor, "pair_id": pair.pk, "number": 1}
    assert refusal(agreements.accept_agreement, **accept) == "pair_closed"


def test_a_pair_that_runs_is_not_withdrawn_and_one_that_lies_ahead_is(
    teaching_director, principal, mentor, mentee, third, pair
):
    by = {"by": teaching_director, "reason": "换了人选"}
    assert refusal(pairs.withdraw_pair, pair_id=pair.pk, **by) == "pair_runs"

    ahead = make_pair(
        teaching_director, principal, mentor, third, starts_on=TODAY + DAY, ends_on=JULY
    )
    pairs.withdraw_pair(pair_id=ahead.pk, **by)
    assert state(ahead) == "withdrawn"


def test_an_exit_is_asked_for_and_approved(principal, mentee, pair):
    last = D(2026, 11, 30)
    pairs.request_exit(by=mentee, pair_id=pair.pk, reason="师傅调离本校区", last_day=last)
    assert state(pair) == "active"

    pairs.decide_exit(by=principal, pair_id=pair.pk, is_approved=True, decision="同意")

    assert (state(pair), state(pair, last + DAY)) == ("active", "terminated")
    assert days(pair) == (SEPTEMBER, last)
    request = models.ExitRequest.objects.get()
    assert (request.is_approved, request.decided_by) == (True, principal)
    assert verbs(pair)[-2:] == ["request_exit", "decide_exit"]


def test_an_exit_refused_or_taken_back_changes_nothing(principal, mentor, mentee, pair):
    ask = {"reason": "时间排不开", "last_day": D(2026, 11, 30), "pair_id": pair.pk}
    pairs.request_exit(by=mentee, **ask)
    assert refusal(pairs.request_exit, by=mentor, **ask) == "exit_requested"
    assert refusal(pairs.withdraw_exit, by=mentor, pair_id=pair.pk) == "not_yours"
    pairs.withdraw_exit(by=mentee, pair_id=pair.pk)
    assert refusal(pairs.withdraw_exit, by=mentee, pair_id=pair.pk) == "no_exit_requested"

    pairs.request_exit(by=mentor, **ask)
    pairs.decide_exit(by=principal, pair_id=pair.pk, is_approved=False, decision="再谈一次")

    assert (state(pair), days(pair)) == ("active", (SEPTEMBER, JULY))
    assert models.ExitRequest.objects.count() == 2


def test_the_school_may_name_another_last_day_and_nobody_decides_alone(principal, mentee, pair):
    pairs.request_exit(by=principal, pair_id=pair.pk, reason="编制调整", last_day=D(2026, 11, 30))
    decide = {"pair_id": pair.pk, "is_approved": True, "decision": "同意"}
    assert refusal(pairs.decide_exit, by=principal, **decide) == "own_request"
    pairs.decide_exit(by=mentee, last_day=D(2026, 12, 31), **decide)

    assert days(pair) == (SEPTEMBER, D(2026, 12, 31))


def test_an_exit_ends_inside_the_pair(mentee, pair):
    ask = {"by": mentee, "pair_id": pair.pk, "reason": "时间排不开"}

    assert refusal(pairs.request_exit, last_day=JULY + DAY, **ask) == "outside_pair"
    assert refusal(pairs.request_exit, last_day=D(2026, 10, 1), **ask) == "too_long_ago"


# ---- completing ------------------------------------------------------------------------------

OF_THE_MENTEE = frozenset({"self", "mentee"})


def evaluate(by, pair, side, sides=None, **more):
    return evaluations.evaluate_pair(
        by=by,
        pair_id=pair.pk,
        side=side,
        sides=sides or frozenset({side}),
        grade="good",
        text="课堂更稳了",
        **more,
    )


def test_a_pair_is_completed_with_four_evaluations(
    teaching_director, principal, mentor, mentee, pair
):
    complete = {"by": teaching_director, "pair_id": pair.pk}
    assert refusal(pairs.complete_pair, **complete) == "pair_runs_on"
    assert refusal(evaluate, mentor, pair, "mentor") == "too_early"
    with time_machine.travel(NOW + 229 * DAY, tick=False):
        evaluate(mentor, pair, "mentor")
        evaluate(mentee, pair, "self", OF_THE_MENTEE)
        evaluate(mentee, pair, "mentee", OF_THE_MENTEE)
        assert refusal(pairs.complete_pair, **complete) == "evaluations_missing"
        evaluate(teaching_director, pair, "school")
        pairs.complete_pair(**complete)

        assert state(pair, JULY) == "completed"
        assert days(pair) == (SEPTEMBER, JULY)


def test_without_all_four_somebody_says_why(teaching_director, pair):
    with time_machine.travel(NOW + 229 * DAY, tick=False):
        pairs.complete_pair(by=teaching_director, pair_id=pair.pk, reason="徒弟已调走")

    pair.refresh_from_db()
    assert (pair.ended, pair.ended_why) == ("completed", "徒弟已调走")
    assert AuditEntry.objects.get(verb="complete").changes == {
        "missing_evaluations": [None, ["self", "mentor", "mentee", "school"]]
    }


def test_an_evaluation_written_again_keeps_the_earlier_one(mentor, pair):
    with time_machine.travel(NOW + 200 * DAY, tick=False):
        first = evaluate(mentor, pair, "mentor")
        second = evaluate(mentor, pair, "mentor")

    first.refresh_from_db()
    assert first.retired_by == mentor
    assert [one.pk for one in found.evaluations(pair)] == [first.pk, second.pk]
    assert found.evaluated_sides(pair) == ["mentor"]


def test_nobody_evaluates_from_a_side_of_others(mentor, pair):
    with time_machine.travel(NOW + 200 * DAY, tick=False):
        assert refusal(evaluate, mentor, pair, "school", frozenset({"mentor"})) == "not_yours"


# ---- excused months --------------------------------------------------------------------------


def test_a_month_is_excused_once_and_the_excuse_may_be_taken_back(teaching_director, pair):
    excuse = {"by": teaching_director, "pair_id": pair.pk, "reason": "全国赛课集训"}
    month = D(2026, 10, 1)
    agreements.excuse_month(month=month, **excuse)

    assert refusal(agreements.excuse_month, month=month, **excuse) == "excused_already"
    assert refusal(agreements.excuse_month, month=D(2026, 10, 2), **excuse) == "not_a_first"
    assert refusal(agreements.excuse_month, month=D(2026, 8, 1), **excuse) == "outside_pair"
    back = {"by": teaching_director, "pair_id": pair.pk, "month": month}
    agreements.withdraw_excuse(**back)
    assert refusal(agreements.withdraw_excuse, **back) == "not_excused"
    assert agreements.excuse_month(month=month, **excuse)
    assert models.MonthExcuse.objects.count() == 2


def test_months_of_a_draft_are_not_excused(teaching_director, mentor, mentee):
    pair = draft(teaching_director, mentor, mentee)
    excuse = {"by": teaching_director, "pair_id": pair.pk, "reason": "集训"}

    assert refusal(agreements.excuse_month, month=SEPTEMBER, **excuse) == "not_in_force"


# ---- lists -----------------------------------------------------------------------------------


def test_the_condition_of_a_state_says_what_the_rule_says(
    teaching_director, principal, mentor, mentee, third, school, maple
):
    by = {"by": teaching_director}
    people = [colleague(school, f"m{n}", f"徒弟{n}", school_class=maple) for n in range(5)]
    meant = {"is_meant": True}
    made = [make_pair(teaching_director, principal, mentor, one, **meant) for one in people]
    draft(teaching_director, mentor, mentee, **meant)
    pairs.suspend_pair(pair_id=made[0].pk, starts_on=TODAY, reason="病假", **by)
    change = {"mentor": third.staff, "reason": "调整", **by}
    pairs.change_mentor(pair_id=made[1].pk, starts_on=TODAY, **change)
    pairs.change_mentor(pair_id=made[2].pk, starts_on=TODAY + 9 * DAY, **change)
    gone = draft(teaching_director, mentee, people[4], field="class_teacher", subject="")
    pairs.withdraw_pair(pair_id=gone.pk, reason="换了人选", **by)
    with time_machine.travel(NOW + 229 * DAY, tick=False):
        pairs.complete_pair(pair_id=made[3].pk, reason="提前", **by)

    seen = 0
    for wanted in ("draft", "active", "suspended", "completed", "terminated", "withdrawn"):
        rows = list(found.in_state(found.pairs(), wanted, TODAY))
        assert {state(one) for one in rows} == {wanted}
        seen += len(rows)
    assert seen == models.MentorPair.objects.count()
