"""Proposing, accepting and signing agreements, and excusing months."""

import datetime
import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from school.mentoring.actions.locks import held
from school.mentoring.actions.pairs import agree
from school.mentoring.models import AgreementVersion, MonthExcuse
from school.mentoring.queries import pairs as found
from school.mentoring.rules import agreements as rules
from school.mentoring.rules import pairs as pair_rules
from school.mentoring.rules.agreements import Duty
from school.people.models import User
from school.shared import audit
from school.shared.constraints import refused_as


@transaction.atomic
def propose_agreement(
    *,
    by: User,
    pair_id: uuid.UUID,
    goals: str,
    duties: Sequence[Duty],
    effective_from: datetime.date | None = None,
) -> AgreementVersion:
    """Before the first was signed it holds from the pair's first day; later from a month's first.

    A version that waited is passed over: only the newest is accepted and signed.
    """
    pair = held(pair_id)
    pair_rules.check_open(pair.pair)
    rules.check_duties(duties)
    signed = found.newest_signed(pair.pair)
    if signed is None:
        effective_from = pair.days[0]
    else:
        effective_from = rules.check_given(effective_from)
        rules.check_effective_from(
            effective_from, signed.effective_from, pair.days, today=timezone.localdate()
        )
    version = agree(
        pair.pair,
        by=by,
        number=found.newest_number(pair.pair) + 1,
        effective_from=effective_from,
        goals=goals,
        duties=duties,
    )
    audit.note(
        "propose",
        pair.pair,
        by=by,
        changes={
            "version": [None, version.number],
            "effective_from": [None, effective_from.isoformat()],
            "duties": [None, [[one.kind, one.period, one.at_least] for one in duties]],
        },
    )
    return version


@transaction.atomic
def accept_agreement(*, by: User, pair_id: uuid.UUID, number: int) -> None:
    """By one of the two, for nobody but oneself."""
    pair = held(pair_id)
    pair_rules.check_open(pair.pair)
    version = rules.check_awaits(found.newest(pair.pair))
    rules.check_read(version, number)
    side = "mentor" if by.staff_id == pair.pair.mentor_id else "mentee"
    rules.check_not_accepted(version, side)
    setattr(version, f"{side}_accepted_at", timezone.now())
    setattr(version, f"{side}_accepted_by", by)
    version.save(update_fields=[f"{side}_accepted_at", f"{side}_accepted_by"])
    audit.note(
        "accept", pair.pair, by=by, changes={"version": [None, number], "side": [None, side]}
    )


@transaction.atomic
def sign_agreement(*, by: User, pair_id: uuid.UUID, number: int) -> None:
    """For the school. From now on it is in force and never changes."""
    pair = held(pair_id)
    pair_rules.check_open(pair.pair)
    version = rules.check_awaits(found.newest(pair.pair))
    rules.check_read(version, number)
    rules.check_accepted_by_both(version)
    version.school_signed_at, version.school_signed_by = timezone.now(), by
    version.save(update_fields=["school_signed_at", "school_signed_by"])
    audit.note("sign", pair.pair, by=by, changes={"version": [None, number]})


@transaction.atomic
def excuse_month(*, by: User, pair_id: uuid.UUID, month: datetime.date, reason: str) -> MonthExcuse:
    pair = held(pair_id)
    pair_rules.check_signed(is_signed=pair.is_signed)
    rules.check_month(month, pair.days)
    with refused_as(rules.excused_already()):
        excuse = MonthExcuse.objects.create(
            school_id=by.school_id, created_by=by, pair=pair.pair, month=month, reason=reason
        )
    audit.note(
        "excuse", pair.pair, by=by, reason=reason, changes={"month": [None, month.isoformat()]}
    )
    return excuse


@transaction.atomic
def withdraw_excuse(*, by: User, pair_id: uuid.UUID, month: datetime.date) -> None:
    pair = held(pair_id)
    rows = MonthExcuse.objects.filter(pair=pair.pair, month=month, withdrawn_at=None)
    excuse = rules.check_excused(rows.first())
    excuse.withdrawn_at, excuse.withdrawn_by = timezone.now(), by
    excuse.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.note("withdraw_excuse", pair.pair, by=by, changes={"month": [month.isoformat(), None]})
