"""Ringing for work that is owed. The database is the record of it; Celery is the bell."""

import logging
import threading
from collections.abc import Sequence
from functools import partial
from typing import Any

from celery import current_app
from django.db import models, transaction
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from school.shared import leases

logger = logging.getLogger(__name__)
BELL_SECONDS = 1.0
"""A request waits no longer than this for the broker."""
MOST_RUNG = 200


def ring_after_commit(task: Any, keys: Sequence[str]) -> None:
    transaction.on_commit(partial(ring, task, keys), robust=True)


def ring(task: Any, keys: Sequence[str]) -> None:
    """Tell Celery. Nobody's answer depends on it: the tick rings again for what is still owed."""
    if current_app.conf.task_always_eager:
        _ring(task, keys)
        return
    # In a thread: a broker that hangs would keep the request longer than its own time-outs say.
    bell = threading.Thread(target=_ring, args=(task, keys), daemon=True)
    bell.start()
    bell.join(BELL_SECONDS)


def _ring(task: Any, keys: Sequence[str]) -> None:
    for key in keys:
        try:
            task.apply_async((key,), retry=False)
        except (BrokerError, RedisError, OSError) as error:
            logger.warning("The broker cannot be reached; the tick will ring again: %s", error)
            return


def tick(rows: "models.QuerySet[Any]", task: Any, **given_up: Any) -> int:
    """Rings for every row that is owed and that nobody holds; gives up on the hopeless.

    `given_up` is what a hopeless row gets beside its state.
    """
    owed = leases.owed(rows)
    hopeless = owed.filter(attempt__gte=leases.MOST_ATTEMPTS)
    rows.model._base_manager.filter(pk__in=list(hopeless.values_list("pk", flat=True))).update(
        work=leases.Owed.Work.FAILED, token=None, lease_until=None, **given_up
    )
    keys = [str(pk) for pk in owed.order_by("id").values_list("pk", flat=True)[:MOST_RUNG]]
    ring(task, keys)
    return len(keys)
