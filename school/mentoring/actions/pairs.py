"""Making pairs, another mentor, interruptions and ends. Rows are retired and written anew."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from school.mentoring.actions.locks import Held, held, hold_still, spans, suspensions
from school.mentoring.models import (
    AgreementDuty,
    AgreementVersion,
    Beginning,
    Ending,
    ExitRequest,
    MentorPair,
    PairPeriod,
    PairSuspension,
)
from school.mentoring.queries import pairs as found
from school.mentoring.rules import agreements as agreement_rules
from school.mentoring.rules import evaluations as evaluation_rules
from school.mentoring.rules import pairs as rules
from school.mentoring.rules.agreements import Duty
from school.mentoring.rules.months import DAY, Span
from school.people.models import Post, StaffMember, User
from school.shared import audit
from school.shared.constraints import refused_as

# ---- beginning -----------------------------------------------------------------------------


@transaction.atomic
def draft_pair(
    *,
    by: User,
    mentor: StaffMember,
    mentee: StaffMember,
    field: str,
    form: str,
    starts_on: datetime.date,
    ends_on: datetime.date,
    goals: str,
    duties: Sequence[Duty],
    subject: str = "",
    renews: MentorPair | None = None,
    is_meant: bool = False,
) -> MentorPair:
    """With the first version of its agreement, which waits for both and for the school."""
    hold_still(by)
    rules.check_two_people(mentor.pk, mentee.pk)
    rules.check_subject(field, subject)
    rules.check_renews(renews, mentor.pk, mentee.pk, field)
    rules.check_days(starts_on, ends_on, today=timezone.localdate())
    return _begin(
        by=by,
        mentor=mentor,
        mentee=mentee,
        days=(starts_on, ends_on),
        goals=goals,
        duties=duties,
        is_meant=is_meant,
        field=field,
        subject=subject,
        form=form,
        began=Beginning.RENEWED if renews else Beginning.NEW,
        follows=renews,
    )


def _begin(
    *,
    by: User,
    mentor: StaffMember,
    mentee: StaffMember,
    days: Span,
    goals: str,
    duties: Sequence[Duty],
    is_meant: bool,
    **words: Any,
) -> MentorPair:
    rules.check_at_school("mentor", _posts(mentor), days)
    rules.check_at_school("mentee", _posts(mentee), days)
    agreement_rules.check_duties(duties)
    others = found.parties(by.school_id, words["field"], days)
    rules.check_no_circle(mentor.pk, mentee.pk, others)
    rules.check_mentees(len(found.mentees_of(mentor, days) - {mentee.pk}), is_meant=is_meant)
    with refused_as(rules.has_mentor()):
        pair = MentorPair.objects.create(
            school_id=by.school_id, created_by=by, mentor=mentor, mentee=mentee, **words
        )
        write_period(pair, days, by=by)
    agree(pair, by=by, number=1, effective_from=days[0], goals=goals, duties=duties)
    audit.note(
        "draft",
        pair,
        by=by,
        changes={
            "mentor": [None, mentor.name],
            "mentee": [None, mentee.name],
            "field": [None, pair.field],
            "days": [None, _told(days)],
            "began": [None, pair.began],
        },
    )
    return pair


def write_period(
    pair: MentorPair, days: Span, *, by: User, now: datetime.datetime | None = None
) -> PairPeriod:
    made: PairPeriod = PairPeriod.objects.create(
        school_id=pair.school_id,
        created_by=by,
        created_at=now or timezone.now(),
        pair=pair,
        mentee_id=pair.mentee_id,
        field=pair.field,
        starts_on=days[0],
        ends_on=days[1],
    )
    return made


def agree(
    pair: MentorPair,
    *,
    by: User,
    number: int,
    effective_from: datetime.date,
    goals: str,
    duties: Sequence[Duty],
) -> AgreementVersion:
    version = AgreementVersion.objects.create(
        school_id=pair.school_id,
        created_by=by,
        pair=pair,
        number=number,
        effective_from=effective_from,
        goals=goals,
    )
    AgreementDuty.objects.bulk_create(
        AgreementDuty(
            school_id=pair.school_id,
            created_by=by,
            version=version,
            kind=one.kind,
            period=one.period,
            at_least=one.at_least,
        )
        for one in duties
    )
    return version


# ---- another mentor ------------------------------------------------------------------------


@transaction.atomic
def change_mentor(
    *,
    by: User,
    pair_id: uuid.UUID,
    mentor: StaffMember,
    starts_on: datetime.date,
    reason: str,
    is_meant: bool = False,
) -> MentorPair:
    """The pair ends on the day before, and the next begins with the same goals and duties.

    Both or neither. The new agreement waits for its acceptance like any other.
    """
    hold_still(by)
    old = held(pair_id)
    rules.check_open(old.pair)
    rules.check_signed(is_signed=old.is_signed)
    rules.check_two_people(mentor.pk, old.pair.mentee_id, field="mentor")
    rules.check_other_mentor(old.pair, mentor.pk)
    rules.check_change_day(starts_on, old.days, today=timezone.localdate())
    days, version = (starts_on, old.days[1]), found.newest_signed(old.pair)
    assert version is not None
    _close(old, Ending.CHANGED, by=by, last_day=starts_on - DAY, reason=reason)
    new = _begin(
        by=by,
        mentor=mentor,
        mentee=old.pair.mentee,
        days=days,
        goals=version.goals,
        duties=[Duty(one.kind, one.period, one.at_least) for one in version.duties.all()],
        is_meant=is_meant,
        field=old.pair.field,
        subject=old.pair.subject,
        form=old.pair.form,
        began=Beginning.CHANGED,
        follows=old.pair,
    )
    audit.note(
        "change_mentor",
        old.pair,
        by=by,
        reason=reason,
        changes={
            "mentor": [old.pair.mentor.name, mentor.name],
            "days": [_told((old.days[0], days[1])), _told((old.days[0], starts_on - DAY))],
        },
    )
    return new


# ---- interruptions -------------------------------------------------------------------------


@transaction.atomic
def suspend_pair(*, by: User, pair_id: uuid.UUID, starts_on: datetime.date, reason: str) -> None:
    """Until it is resumed."""
    pair = held(pair_id)
    rules.check_open(pair.pair)
    rules.check_signed(is_signed=pair.is_signed)
    rules.check_suspends(
        starts_on, pair.days, spans(suspensions(pair.pair)), today=timezone.localdate()
    )
    PairSuspension.objects.create(
        school_id=by.school_id, created_by=by, pair=pair.pair, starts_on=starts_on, reason=reason
    )
    audit.note(
        "suspend",
        pair.pair,
        by=by,
        reason=reason,
        changes={"suspended": [None, starts_on.isoformat()]},
    )


@transaction.atomic
def resume_pair(*, by: User, pair_id: uuid.UUID, resumes_on: datetime.date) -> None:
    """The day before is the last of the interruption."""
    pair = held(pair_id)
    rules.check_open(pair.pair)
    running = next((one for one in suspensions(pair.pair) if one.ends_on is None), None)
    since = rules.check_resumes(resumes_on, running.starts_on if running else None, pair.days)
    assert running is not None
    now = timezone.now()
    _retire(running, by=by, now=now)
    if resumes_on > since:
        PairSuspension.objects.create(
            school_id=by.school_id,
            created_by=by,
            created_at=now,
            pair=pair.pair,
            starts_on=since,
            ends_on=resumes_on - DAY,
            reason=running.reason,
        )
    audit.note("resume", pair.pair, by=by, changes={"resumed": [None, resumes_on.isoformat()]})


# ---- ends ----------------------------------------------------------------------------------


@transaction.atomic
def withdraw_pair(*, by: User, pair_id: uuid.UUID, reason: str) -> None:
    """A draft, or what has not begun: its days are free again, and it stays to be read."""
    pair = held(pair_id)
    rules.check_open(pair.pair)
    rules.check_not_begun(pair.days, is_signed=pair.is_signed, today=timezone.localdate())
    _close(pair, Ending.WITHDRAWN, by=by, last_day=None, reason=reason)
    audit.note(
        "withdraw", pair.pair, by=by, reason=reason, changes={"days": [_told(pair.days), None]}
    )


@transaction.atomic
def request_exit(*, by: User, pair_id: uuid.UUID, reason: str, last_day: datetime.date) -> None:
    pair = held(pair_id)
    rules.check_open(pair.pair)
    rules.check_signed(is_signed=pair.is_signed)
    rules.check_last_day(last_day, pair.days, today=timezone.localdate())
    with refused_as(rules.exit_open()):
        ExitRequest.objects.create(
            school_id=by.school_id, created_by=by, pair=pair.pair, reason=reason, last_day=last_day
        )
    audit.note(
        "request_exit",
        pair.pair,
        by=by,
        reason=reason,
        changes={"last_day": [None, last_day.isoformat()]},
    )


@transaction.atomic
def withdraw_exit(*, by: User, pair_id: uuid.UUID) -> None:
    pair = held(pair_id)
    request = rules.check_exit_open(_open_exit(pair.pair))
    rules.check_own_request(request, by.pk)
    request.withdrawn_at, request.withdrawn_by = timezone.now(), by
    request.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.note("withdraw_exit", pair.pair, by=by)


@transaction.atomic
def decide_exit(
    *,
    by: User,
    pair_id: uuid.UUID,
    is_approved: bool,
    decision: str,
    last_day: datetime.date | None = None,
) -> None:
    """Approved, the pair ends on the day asked for, or on another that the school names."""
    pair = held(pair_id)
    rules.check_open(pair.pair)
    request = rules.check_exit_open(_open_exit(pair.pair))
    rules.check_second_person(request, by.pk)
    ends_on = last_day or request.last_day
    if is_approved:
        if last_day is not None:
            rules.check_last_day(last_day, pair.days, today=timezone.localdate())
        _close(pair, Ending.TERMINATED, by=by, last_day=ends_on, reason=request.reason)
    request.decided_at, request.decided_by = timezone.now(), by
    request.is_approved, request.decision = is_approved, decision
    request.save(update_fields=["decided_at", "decided_by", "is_approved", "decision"])
    audit.note(
        "decide_exit",
        pair.pair,
        by=by,
        reason=decision,
        changes={
            "approved": [None, is_approved],
            "days": [_told(pair.days), _told((pair.days[0], ends_on)) if is_approved else None],
        },
    )


@transaction.atomic
def complete_pair(*, by: User, pair_id: uuid.UUID, reason: str = "") -> None:
    pair = held(pair_id)
    rules.check_open(pair.pair)
    rules.check_signed(is_signed=pair.is_signed)
    rules.check_over(pair.days, today=timezone.localdate())
    missing = evaluation_rules.missing(found.evaluated_sides(pair.pair))
    rules.check_evaluated(missing, reason)
    _close(pair, Ending.COMPLETED, by=by, last_day=pair.days[1], reason=reason)
    audit.note(
        "complete",
        pair.pair,
        by=by,
        reason=reason,
        changes={"missing_evaluations": [None, missing]},
    )


# ---- parts ---------------------------------------------------------------------------------


def _close(
    old: Held,
    ending: Ending,
    *,
    by: User,
    last_day: datetime.date | None,
    reason: str,
) -> None:
    """Without a last day nothing of its days stands. An open request to end it is answered."""
    now = timezone.now()
    assert old.period is not None
    if last_day != old.days[1]:
        _retire(old.period, by=by, now=now)
        if last_day is not None:
            write_period(old.pair, (old.days[0], last_day), by=by, now=now)
    pair = old.pair
    pair.ended, pair.ended_why, pair.closed_at, pair.closed_by = ending, reason, now, by
    pair.save(update_fields=["ended", "ended_why", "closed_at", "closed_by"])
    if ending != Ending.TERMINATED:
        ExitRequest.objects.filter(pair=pair, decided_at=None, withdrawn_at=None).update(
            withdrawn_at=now, withdrawn_by=by
        )


def _retire(row: PairPeriod | PairSuspension, *, by: User, now: datetime.datetime) -> None:
    row.retired_at, row.retired_by = now, by
    row.save(update_fields=["retired_at", "retired_by"])


def _open_exit(pair: MentorPair) -> ExitRequest | None:
    return ExitRequest.objects.filter(pair=pair, decided_at=None, withdrawn_at=None).first()


def _posts(staff: StaffMember) -> list[tuple[datetime.date, datetime.date | None]]:
    rows = Post.objects.believed().filter(school_id=staff.school_id, staff=staff)
    return list(rows.values_list("starts_on", "ends_on"))


def _told(days: Span) -> list[str]:
    return [day.isoformat() for day in days]
