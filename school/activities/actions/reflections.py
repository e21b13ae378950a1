"""What one who took part made of it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from school.activities.models import Activity, ActivityReflection
from school.activities.queries import activities
from school.activities.rules import activities as rules
from school.people.models import User
from school.people.rules.accounts import colleague
from school.shared import audit
from school.shared.constraints import refused_as
from school.shared.errors import RuleBroken, Stale


@transaction.atomic
def write_reflection(
    *, by: User, activity: Activity, text: str, is_private: bool = False
) -> ActivityReflection:
    """One of each who was there. The log does not repeat the words."""
    staff = colleague(by)
    held = Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)
    rules.check_held(held)
    rules.check_reflects(
        attended=activities.attended(held, staff), is_organiser=held.organiser_id == staff.pk
    )
    taken = RuleBroken("written_already", _("You have written of this activity already."))
    with refused_as(taken):
        reflection = ActivityReflection.objects.create(
            school_id=by.school_id,
            created_by=by,
            activity=held,
            staff=staff,
            text=text,
            is_private=is_private,
        )
    audit.note("reflect", reflection, by=by, changes={"is_private": [None, is_private]})
    return reflection


@transaction.atomic
def mend_reflection(
    *, by: User, reflection_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> ActivityReflection:
    """The writer mends the words, and says whether the organiser reads them."""
    rows = ActivityReflection.objects.select_for_update(no_key=True)
    reflection: ActivityReflection = rows.get(pk=reflection_id)
    if reflection.version != expected:
        raise Stale(
            _("You changed this on another device since you opened it."),
            current={"version": reflection.version},
        )
    differing = [key for key, one in changes.items() if getattr(reflection, key) != one]
    if not differing:
        return reflection
    told: dict[str, Any] = {"fields": [None, differing]}
    if "is_private" in differing:
        told["is_private"] = [reflection.is_private, changes["is_private"]]
    for key in differing:
        setattr(reflection, key, changes[key])
    reflection.version += 1
    reflection.save(update_fields=[*differing, "version"])
    audit.note("mend", reflection, by=by, changes=told)
    return reflection
