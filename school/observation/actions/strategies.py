"""Strategy cards: asking the teacher, the answer, and taking either back; and the tags."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from school.observation.models import (
    ObservationState,
    ObservedStrategy,
    StrategyCard,
    StrategyTag,
)
from school.observation.rules import strategies as rules
from school.people.models import User
from school.shared import audit
from school.shared.constraints import refused_as


@transaction.atomic
def ask_for_card(*, by: User, strategy: ObservedStrategy) -> StrategyCard:
    """Whether the teacher whose lesson it was agrees that all may read it."""
    # Locked, so that the words are not changed while they are asked about.
    observation = (
        type(strategy.observation)
        .objects.select_for_update(no_key=True)
        .get(pk=strategy.observation_id)
    )
    rules.check_may_ask(
        is_shared=observation.state != ObservationState.DRAFT,
        is_out_of_school=observation.session.is_out_of_school,
    )
    with refused_as(rules.already_asked()):
        card = StrategyCard.objects.create(school_id=by.school_id, created_by=by, strategy=strategy)
    audit.note("ask", card, by=by, changes={"strategy": [None, str(strategy.pk)]})
    return card


@transaction.atomic
def answer_card(*, by: User, card_id: uuid.UUID, answer: str) -> StrategyCard:
    card = StrategyCard.objects.select_for_update(no_key=True).get(pk=card_id)
    rules.check_unanswered(card)
    card.answer, card.answered_at, card.answered_by = answer, timezone.now(), by
    card.save(update_fields=["answer", "answered_at", "answered_by"])
    audit.note("answer", card, by=by, changes={"answer": ["", answer]})
    return card


@transaction.atomic
def withdraw_card(*, by: User, card_id: uuid.UUID) -> StrategyCard:
    """By the teacher who had agreed, or by who asked; nobody else finds it any more."""
    card = StrategyCard.objects.select_for_update(no_key=True).get(pk=card_id)
    rules.check_standing(card)
    card.withdrawn_at, card.withdrawn_by = timezone.now(), by
    card.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.note("withdraw", card, by=by, changes={"withdrawn": [False, True]})
    return card


@transaction.atomic
def add_tag(*, by: User, name: str) -> StrategyTag:
    """At the end of the list."""
    tags = StrategyTag.objects.filter(school_id=by.school_id)
    last = tags.aggregate(last=Max("position"))["last"] or 0
    with refused_as(rules.tag_taken()):
        tag = StrategyTag.objects.create(
            school_id=by.school_id, created_by=by, name=name, position=last + 1
        )
    audit.note("add", tag, by=by, changes={"name": [None, name]})
    return tag


@transaction.atomic
def change_tag(*, by: User, tag_id: uuid.UUID, **changes: Any) -> StrategyTag:
    """Its name, and whether it is still offered."""
    tag = StrategyTag.objects.select_for_update(no_key=True).get(pk=tag_id)
    told = {
        key: [getattr(tag, key), value]
        for key, value in changes.items()
        if getattr(tag, key) != value
    }
    for key, value in changes.items():
        setattr(tag, key, value)
    with refused_as(rules.tag_taken()):
        tag.save(update_fields=list(changes))
    audit.note("change", tag, by=by, changes=told)
    return tag
