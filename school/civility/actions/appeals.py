"""积分复核: asking that an entry be looked at again, answering, deciding."""

import uuid

from django.db import transaction
from django.utils import timezone

from school.civility.actions import ledger
from school.civility.models import AppealOutcome, PointAppeal, PointEntry
from school.civility.queries import appeals
from school.civility.rules import appeals as rules
from school.people.models import User
from school.shared import audit


@transaction.atomic
def raise_appeal(*, by: User, entry: PointEntry, raised_by_whom: str, reason: str) -> PointAppeal:
    """Entered by the homeroom teacher for the family."""
    PointEntry.objects.select_for_update(no_key=True).get(pk=entry.pk)
    now = timezone.now()
    today = timezone.localdate(now)
    off = appeals.holidays(by.school_id)
    rules.check_stands(is_reversed=_is_reversed(entry))
    raised = PointAppeal.objects.filter(entry=entry, withdrawn_at=None)
    rules.check_not_appealed(is_appealed=raised.exists())
    rules.check_in_time(rules.open_until(timezone.localdate(entry.created_at), off), today=today)
    appeal = PointAppeal.objects.create(
        school_id=by.school_id,
        created_at=now,
        created_by=by,
        entry=entry,
        raised_by_whom=raised_by_whom,
        reason=reason,
        answer_due_on=rules.after_working_days(today, rules.ANSWER_WITHIN, off),
        decision_due_on=rules.after_working_days(today, rules.DECIDE_WITHIN, off),
    )
    audit.note("appeal", appeal, by=by, changes={"raised_by_whom": [None, raised_by_whom]})
    return appeal


@transaction.atomic
def answer_appeal(*, by: User, appeal_id: uuid.UUID, answer: str) -> None:
    appeal = _locked(appeal_id)
    rules.check_unanswered(appeal)
    appeal.answered_at, appeal.answered_by, appeal.answer = timezone.now(), by, answer
    appeal.save(update_fields=["answered_at", "answered_by", "answer"])
    audit.note("answer", appeal, by=by)


@transaction.atomic
def decide_appeal(*, by: User, appeal_id: uuid.UUID, outcome: str, decision: str) -> None:
    """Where the outcome says so, the entry is taken back in the same transaction."""
    appeal = _locked(appeal_id)
    now = timezone.now()
    rules.check_ripe(appeal, today=timezone.localdate(now))
    rules.check_may_decide(appeal, by.pk)
    taken_back = _is_reversed(appeal.entry)
    rules.check_outcome(outcome, is_reversed=taken_back)
    if outcome == AppealOutcome.REVERSED and not taken_back:
        ledger.reverse(by=by, entry_id=appeal.entry_id, reason=decision)
    appeal.decided_at, appeal.decided_by = now, by
    appeal.outcome, appeal.decision = outcome, decision
    appeal.save(update_fields=["decided_at", "decided_by", "outcome", "decision"])
    audit.note("decide", appeal, by=by, changes={"outcome": [None, outcome]})


@transaction.atomic
def withdraw_appeal(*, by: User, appeal_id: uuid.UUID) -> None:
    appeal = _locked(appeal_id)
    rules.check_open(appeal)
    appeal.withdrawn_at, appeal.withdrawn_by = timezone.now(), by
    appeal.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.note("withdraw", appeal, by=by)


def _locked(appeal_id: uuid.UUID) -> PointAppeal:
    rows = PointAppeal.objects.select_for_update(of=("self",), no_key=True)
    found: PointAppeal = rows.select_related("entry").get(pk=appeal_id)
    return found


def _is_reversed(entry: PointEntry) -> bool:
    return PointEntry.objects.filter(reverses=entry).exists()
