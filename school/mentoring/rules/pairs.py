"""What a pair refuses: who may be paired, on which days, and how it changes and ends."""

import datetime
import uuid
from collections.abc import Collection, Iterable, Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.mentoring.models import Ending, ExitRequest, Field, MentorPair
from school.mentoring.rules.months import DAY, Span, within
from school.shared.errors import InputRefused, RuleBroken

BACK = 366 * DAY
"""For so long a pair may be entered after its first day: the school year in which it began."""
LONGEST = 3 * 366 * DAY
DECIDED_BACK = 30 * DAY
"""For so long a change, a suspension or an end may be entered after its day."""
MOST_MENTEES = 3
"""More than so many at a time are asked about."""


class PairState(TextChoices):
    DRAFT = "draft", gettext_lazy("Not signed yet")
    ACTIVE = "active", gettext_lazy("Running")
    SUSPENDED = "suspended", gettext_lazy("Interrupted")
    COMPLETED = "completed", gettext_lazy("Completed")
    TERMINATED = "terminated", gettext_lazy("Ended early")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")


RUNNING = (PairState.ACTIVE, PairState.SUSPENDED)


def state_of(
    ended: str,
    days: Span | None,
    suspended: Collection[Span],
    *,
    is_signed: bool,
    today: datetime.date,
) -> PairState:
    """A pair whose end is decided runs on to its last day."""
    if ended == Ending.WITHDRAWN or days is None:
        return PairState.WITHDRAWN
    if ended == Ending.COMPLETED:
        return PairState.COMPLETED
    if ended and today > days[1]:
        return PairState.TERMINATED
    if not is_signed:
        return PairState.DRAFT
    return PairState.SUSPENDED if within(today, suspended) else PairState.ACTIVE


# ---- who and when --------------------------------------------------------------------------


def check_two_people(mentor: uuid.UUID, mentee: uuid.UUID, *, field: str = "mentee") -> None:
    if mentor == mentee:
        raise InputRefused(field, "same_person", _("Mentor and mentee are two people."))


def check_subject(field: str, subject: str) -> None:
    if field == Field.SUBJECT and not subject:
        raise InputRefused("subject", "required", _("Say which subject it is."))
    if field == Field.CLASS_TEACHER and subject:
        raise InputRefused(
            "subject", "not_of_this_field", _("A pair for leading a class has no subject.")
        )


def check_renews(
    before: MentorPair | None, mentor: uuid.UUID, mentee: uuid.UUID, field: str
) -> None:
    """A renewed pair is of the same two in the same field."""
    same = before is None or (before.mentor_id, before.mentee_id, before.field) == (
        mentor,
        mentee,
        field,
    )
    if not same:
        raise InputRefused(
            "renews", "another_pair", _("A pair is renewed by the same two in the same field.")
        )


def check_days(starts_on: datetime.date, ends_on: datetime.date, *, today: datetime.date) -> None:
    if ends_on < starts_on:
        raise InputRefused("ends_on", "before_start", _("The last day lies before the first."))
    if starts_on < today - BACK:
        raise InputRefused("starts_on", "too_long_ago", _("This day lies too far back."))
    if ends_on < today:
        raise InputRefused("ends_on", "in_past", _("A pair that is over is not entered."))
    if ends_on - starts_on > LONGEST:
        raise InputRefused("ends_on", "too_long", _("A pair is made for three years at most."))


def check_at_school(
    field: str, posts: Iterable[tuple[datetime.date, datetime.date | None]], days: Span
) -> None:
    """Every day of the pair lies in a post of this person."""
    reached = days[0] - DAY
    for first, last in sorted(posts, key=lambda one: one[0]):
        if first > reached + DAY:
            break
        reached = max(reached, last or datetime.date.max)
        if reached >= days[1]:
            return
    raise InputRefused(
        field, "outside_posts", _("This person holds no post here on some of these days.")
    )


def check_no_circle(
    mentor: uuid.UUID, mentee: uuid.UUID, pairs: Iterable[tuple[uuid.UUID, uuid.UUID]]
) -> None:
    """`pairs`: the others of the same field on these days, as (mentor, mentee)."""
    mentees: dict[uuid.UUID, set[uuid.UUID]] = {}
    for one, other in pairs:
        mentees.setdefault(one, set()).add(other)
    ahead, seen = [mentee], {mentee}
    while ahead:
        below = mentees.get(ahead.pop(), set()) - seen
        if mentor in below:
            raise RuleBroken(
                "mentors_in_a_circle",
                _("The mentor is a mentee of this mentee, directly or by others between them."),
            )
        seen |= below
        ahead += below


def check_mentees(count: int, *, is_meant: bool) -> None:
    """`count`: of the mentor's other mentees on these days."""
    if count >= MOST_MENTEES and not is_meant:
        raise RuleBroken(
            "many_mentees",
            _("This mentor has %(count)d mentees on these days already. One more?")
            % {"count": count},
        )


def has_mentor() -> RuleBroken:
    """What the database says of two pairs on one day."""
    return RuleBroken(
        "mentee_has_mentor",
        _("This mentee has a mentor in this field on some of these days already."),
    )


# ---- where it stands -----------------------------------------------------------------------


def check_open(pair: MentorPair) -> None:
    if pair.closed_at is not None:
        raise RuleBroken("pair_closed", _("This pair has ended, or its end is decided."))


def check_signed(*, is_signed: bool) -> None:
    if not is_signed:
        raise RuleBroken(
            "not_in_force", _("The agreement has not been accepted by both and signed yet.")
        )


def check_has_days(*, has_days: bool) -> None:
    if not has_days:
        raise RuleBroken("pair_withdrawn", _("This pair was withdrawn before it began."))


def check_not_begun(days: Span, *, is_signed: bool, today: datetime.date) -> None:
    """A draft, or a pair whose first day lies ahead, may be withdrawn; another one ends."""
    if is_signed and days[0] <= today:
        raise RuleBroken("pair_runs", _("This pair has begun. It ends by an exit."))


# ---- another mentor, an interruption -------------------------------------------------------


def check_change_day(day: datetime.date, days: Span, *, today: datetime.date) -> None:
    _check_decided(day, "starts_on", today)
    if not days[0] < day <= days[1]:
        raise InputRefused(
            "starts_on",
            "outside_pair",
            _("Another mentor takes over after the first day and before the end."),
        )


def check_other_mentor(pair: MentorPair, mentor: uuid.UUID) -> None:
    if pair.mentor_id == mentor:
        raise InputRefused("mentor", "same_mentor", _("This is the mentor of now."))


def check_suspends(
    day: datetime.date, days: Span, suspended: Collection[Span], *, today: datetime.date
) -> None:
    _check_decided(day, "starts_on", today)
    if not days[0] <= day <= days[1]:
        raise InputRefused("starts_on", "outside_pair", _("This day lies outside of the pair."))
    if any(day <= last for _first, last in suspended):
        raise RuleBroken("suspended_already", _("The pair is suspended on this day or later."))


def check_resumes(day: datetime.date, since: datetime.date | None, days: Span) -> datetime.date:
    """The day on which the interruption that runs began."""
    if since is None:
        raise RuleBroken("not_suspended", _("This pair is not suspended."))
    if not since <= day <= days[1]:
        raise InputRefused(
            "resumes_on", "outside_suspension", _("It resumes after it was suspended.")
        )
    return since


def _check_decided(day: datetime.date, field: str, today: datetime.date) -> None:
    if day < today - DECIDED_BACK:
        raise InputRefused(field, "too_long_ago", _("It is recorded within 30 days of the day."))


# ---- exits ---------------------------------------------------------------------------------


def check_last_day(day: datetime.date, days: Span, *, today: datetime.date) -> None:
    _check_decided(day, "last_day", today)
    if not days[0] <= day <= days[1]:
        raise InputRefused("last_day", "outside_pair", _("This day lies outside of the pair."))


def exit_open() -> RuleBroken:
    return RuleBroken("exit_requested", _("An exit was requested already and is not decided."))


def check_exit_open(request: ExitRequest | None) -> ExitRequest:
    if request is None:
        raise RuleBroken("no_exit_requested", _("There is no open request to end this pair."))
    return request


def check_own_request(request: ExitRequest, by_id: uuid.UUID) -> None:
    if request.created_by_id != by_id:
        raise RuleBroken("not_yours", _("Only who asked takes the request back."))


def check_second_person(request: ExitRequest, by_id: uuid.UUID) -> None:
    if request.created_by_id == by_id:
        raise RuleBroken("own_request", _("Somebody else decides on what you asked for."))


# ---- completing ----------------------------------------------------------------------------


def check_over(days: Span, *, today: datetime.date) -> None:
    if today < days[1]:
        raise RuleBroken("pair_runs_on", _("A pair is completed on its last day or later."))


def check_evaluated(missing: Sequence[str], reason: str) -> None:
    """`missing`: the sides that have not evaluated. Without all four somebody says why."""
    if missing and not reason:
        raise InputRefused(
            "reason",
            "evaluations_missing",
            _("Not all four final evaluations are there. Say why it is completed without them."),
        )
