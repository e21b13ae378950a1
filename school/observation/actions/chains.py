"""Starting a relay chain and closing it. Lessons join it when they are opened (lessons.py)."""

import uuid

from django.db import transaction
from django.utils import timezone

from school.observation.models import RelayChain
from school.observation.rules import lessons as rules
from school.people.models import User
from school.shared import audit


@transaction.atomic
def start_chain(*, by: User, topic: str, subject: str) -> RelayChain:
    chain = RelayChain.objects.create(
        school_id=by.school_id, created_by=by, topic=topic, subject=subject
    )
    audit.note("start", chain, by=by, changes={"topic": [None, topic], "subject": [None, subject]})
    return chain


@transaction.atomic
def close_chain(*, by: User, chain_id: uuid.UUID) -> RelayChain:
    """No further lesson joins; what was written of it can still be mended."""
    chain = RelayChain.objects.select_for_update(no_key=True).get(pk=chain_id)
    rules.check_chain_open(is_closed=chain.closed_at is not None)
    chain.closed_at, chain.closed_by = timezone.now(), by
    chain.save(update_fields=["closed_at", "closed_by"])
    audit.note("close", chain, by=by, changes={"closed": [False, True]})
    return chain


@transaction.atomic
def reopen_chain(*, by: User, chain_id: uuid.UUID) -> RelayChain:
    chain = RelayChain.objects.select_for_update(no_key=True).get(pk=chain_id)
    rules.check_chain_closed(is_closed=chain.closed_at is not None)
    chain.closed_at = chain.closed_by = None
    chain.save(update_fields=["closed_at", "closed_by"])
    audit.note("reopen", chain, by=by, changes={"closed": [True, False]})
    return chain
