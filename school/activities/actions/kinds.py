"""The kinds of activity that a school has."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import Max

from school.activities.models import ActivityKind
from school.activities.rules import kinds as rules
from school.people.models import User
from school.shared import audit
from school.shared.constraints import refused_as


@transaction.atomic
def add_kind(*, by: User, code: str, name: str, area: str, **asks: bool) -> ActivityKind:
    """At the end of the list. `asks`: the columns `asks_…` and `is_for_…` that are true."""
    rows = ActivityKind.objects.filter(school_id=by.school_id)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    kind = ActivityKind(
        school_id=by.school_id,
        created_by=by,
        code=code,
        name=name,
        area=area,
        position=last + 1,
        **asks,
    )
    rules.check_kind(
        asks_visitors=kind.asks_visitors,
        asks_headcount=kind.asks_headcount,
        is_for_somebody=kind.is_for_staff or kind.is_for_pupils or kind.is_for_families,
    )
    with refused_as(rules.code_taken()):
        kind.save(force_insert=True)
    told = {
        "code": code,
        "name": name,
        "area": area,
        **{key: one for key, one in asks.items() if one},
    }
    audit.note("add", kind, by=by, changes={key: [None, value] for key, value in told.items()})
    return kind


@transaction.atomic
def change_kind(*, by: User, kind_id: uuid.UUID, **changes: Any) -> ActivityKind:
    """Its name, its place and whether it is in use. What it asks for stays: by that, what its
    activities count as.
    """
    kind = ActivityKind.objects.select_for_update(no_key=True).get(pk=kind_id)
    told = {
        key: [getattr(kind, key), value]
        for key, value in changes.items()
        if getattr(kind, key) != value
    }
    for key, value in changes.items():
        setattr(kind, key, value)
    kind.save(update_fields=list(changes))
    audit.note("change", kind, by=by, changes=told)
    return kind
