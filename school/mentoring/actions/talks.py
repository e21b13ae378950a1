"""Talks and steps of a pair. No entry of the log carries a word of them."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from school.mentoring.actions.locks import Held, held
from school.mentoring.models import ActionStep, MentorPair, MentorTalk, RevealNotice, TalkReveal
from school.mentoring.queries import talks as found
from school.mentoring.rules import pairs as pair_rules
from school.mentoring.rules import talks as rules
from school.people.models import User
from school.shared import audit


@transaction.atomic
def record_talk(
    *,
    by: User,
    pair: MentorPair,
    talked_on: datetime.date,
    minutes: int,
    topic: str,
    content: str = "",
) -> MentorTalk:
    of = _in_force(pair.pk)
    rules.check_talked_on(talked_on, of.days, today=timezone.localdate())
    talk = MentorTalk.objects.create(
        school_id=by.school_id,
        created_by=by,
        pair=of.pair,
        talked_on=talked_on,
        minutes=minutes,
        topic=topic,
        content=content,
    )
    audit.note(
        "talk",
        of.pair,
        by=by,
        changes={"talked_on": [None, talked_on.isoformat()], "minutes": [None, minutes]},
    )
    return talk


@transaction.atomic
def read_talk(*, by: User, talk_id: uuid.UUID) -> MentorTalk:
    """By one of the two: no entry in the log, no text."""
    talk: MentorTalk = MentorTalk.objects.get(pk=talk_id)
    audit.note("read", talk, by=by)
    return talk


@transaction.atomic
def reveal_talk(*, by: User, talk_id: uuid.UUID, purpose: str) -> MentorTalk:
    """By somebody outside the pair. It is logged, and each of the two is told of it."""
    talk: MentorTalk = MentorTalk.objects.select_related("pair").get(pk=talk_id)
    reveal = TalkReveal.objects.create(
        school_id=by.school_id, created_by=by, talk=talk, purpose=purpose
    )
    RevealNotice.objects.bulk_create(
        RevealNotice(school_id=by.school_id, created_by=by, reveal=reveal, staff_id=staff_id)
        for staff_id in (talk.pair.mentor_id, talk.pair.mentee_id)
    )
    audit.note("reveal", talk, by=by, reason=purpose)
    return talk


@transaction.atomic
def see_notices(*, by: User, pair_id: uuid.UUID) -> None:
    """One of the two has read who opened their talks."""
    RevealNotice.objects.filter(
        reveal__talk__pair_id=pair_id, staff_id=by.staff_id, seen_at=None
    ).update(seen_at=timezone.now())
    audit.note("see_notices", MentorPair.objects.get(pk=pair_id), by=by)


@transaction.atomic
def release_talk(*, by: User, talk_id: uuid.UUID, is_released: bool) -> None:
    """Each of the two says for themselves whether an evaluation may name this talk."""
    talk = _locked(talk_id)
    rules.check_stands(talk)
    side = "mentor" if by.staff_id == talk.pair.mentor_id else "mentee"
    rules.check_release(talk, side, is_released=is_released, is_named=found.is_named(talk))
    setattr(talk, f"{side}_released_at", timezone.now() if is_released else None)
    setattr(talk, f"{side}_released_by", by if is_released else None)
    talk.save(update_fields=[f"{side}_released_at", f"{side}_released_by"])
    audit.note("release", talk, by=by, changes={side: [not is_released, is_released]})


@transaction.atomic
def void_talk(*, by: User, talk_id: uuid.UUID, reason: str) -> None:
    """It stays to be read by the two and counts no more. The log does not repeat the reason."""
    talk = _locked(talk_id)
    rules.check_stands(talk)
    rules.check_not_named(is_named=found.is_named(talk))
    talk.voided_at, talk.voided_by, talk.void_reason = timezone.now(), by, reason
    talk.save(update_fields=["voided_at", "voided_by", "void_reason"])
    audit.note(
        "void_talk",
        talk.pair,
        by=by,
        changes={"talked_on": [talk.talked_on.isoformat(), None]},
    )


# ---- steps ---------------------------------------------------------------------------------


@transaction.atomic
def agree_step(*, by: User, pair: MentorPair, text: str, check_on: datetime.date) -> ActionStep:
    of = _in_force(pair.pk)
    pair_rules.check_open(of.pair)
    rules.check_check_on(check_on, today=timezone.localdate())
    step = ActionStep.objects.create(
        school_id=by.school_id, created_by=by, pair=of.pair, text=text, check_on=check_on
    )
    audit.note("step", of.pair, by=by, changes={"check_on": [None, check_on.isoformat()]})
    return step


@transaction.atomic
def move_step(*, by: User, step_id: uuid.UUID, check_on: datetime.date) -> None:
    """Another day to look again."""
    step = _locked_step(step_id)
    rules.check_step_open(step)
    rules.check_check_on(check_on, today=timezone.localdate())
    before, step.check_on = step.check_on, check_on
    step.save(update_fields=["check_on"])
    audit.note(
        "move_step",
        step.pair,
        by=by,
        changes={"check_on": [before.isoformat(), check_on.isoformat()]},
    )


@transaction.atomic
def close_step(
    *,
    by: User,
    step_id: uuid.UUID,
    outcome: str,
    result: str = "",
    observation: uuid.UUID | None = None,
) -> None:
    """`observation`: a shared one between the two, which shows what became of it."""
    step = _locked_step(step_id)
    rules.check_step_open(step)
    if observation is not None:
        rules.check_of_the_two(is_theirs=found.is_of_the_two(step.pair, observation))
    step.closed_at, step.closed_by = timezone.now(), by
    step.outcome, step.result, step.observation_id = outcome, result, observation
    step.save(update_fields=["closed_at", "closed_by", "outcome", "result", "observation"])
    audit.note("close_step", step.pair, by=by, changes={"outcome": [None, outcome]})


@transaction.atomic
def read_step(*, by: User, step_id: uuid.UUID) -> ActionStep:
    step: ActionStep = ActionStep.objects.get(pk=step_id)
    audit.note("read", step, by=by)
    return step


# ---- parts ---------------------------------------------------------------------------------


def _in_force(pair_id: uuid.UUID) -> Held:
    of = held(pair_id)
    pair_rules.check_signed(is_signed=of.is_signed)
    pair_rules.check_has_days(has_days=of.period is not None)
    return of


def _locked(talk_id: uuid.UUID) -> MentorTalk:
    rows = MentorTalk.objects.select_for_update(of=("self",), no_key=True)
    talk: MentorTalk = rows.select_related("pair").defer(*found.SEALED).get(pk=talk_id)
    return talk


def _locked_step(step_id: uuid.UUID) -> ActionStep:
    rows = ActionStep.objects.select_for_update(of=("self",), no_key=True)
    step: ActionStep = rows.select_related("pair").defer(*found.SEALED_STEP).get(pk=step_id)
    return step
