"""One gesture, one row: the client's key makes a retry harmless."""

import hashlib
import json
import uuid
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from school.shared.errors import RuleBroken
from school.shared.models import IdempotencyKey


def digest(body: Any) -> str:
    """SHA-256 of the canonical JSON: the order of keys and white space do not count."""
    canonical = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode(errors="surrogatepass")).hexdigest()


@transaction.atomic
def once(
    *, by: Any, key: uuid.UUID, body: Any, act: Callable[[], models.Model]
) -> tuple[uuid.UUID, bool]:
    """The id of the row this gesture made, and whether it was made just now.

    The key is claimed before the act, so two arrivals at the same time cannot both act.
    Raises RuleBroken `key_reused` when the key came with another body before.
    """
    fingerprint = digest(body)
    try:
        with transaction.atomic():
            claim = IdempotencyKey.objects.create(
                school_id=by.school_id, actor=by, key=key, body_sha256=fingerprint
            )
    except IntegrityError:
        earlier = IdempotencyKey.objects.get(actor=by, key=key)
        if earlier.body_sha256 != fingerprint or earlier.record_id is None:
            raise RuleBroken(
                "key_reused", _("This key was already used for something else.")
            ) from None
        return earlier.record_id, False
    row = act()
    claim.record_id = row.pk
    claim.save(update_fields=["record_id"])
    return row.pk, True
