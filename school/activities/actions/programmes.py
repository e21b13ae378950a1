"""Programmes with their phases and topics."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.activities.models import Programme, ProgrammePhase, ProgrammeTopic
from school.activities.queries import programmes
from school.activities.rules import programmes as rules
from school.people.models import User
from school.shared import audit
from school.shared.constraints import refused_as
from school.shared.errors import Stale

Part = Mapping[str, Any]
"""A phase or a topic as it is asked for; with `id` it is one that is there."""


@transaction.atomic
def plan_programme(
    *,
    by: User,
    kind: str,
    name: str,
    starts_on: datetime.date,
    ends_on: datetime.date,
    slogan: str = "",
    colour: str = "",
    edition: int | None = None,
    phases: Sequence[Part] = (),
    topics: Sequence[Part] = (),
) -> Programme:
    programme = Programme(
        school_id=by.school_id,
        created_by=by,
        kind=kind,
        name=name,
        slogan=slogan,
        colour=colour,
        edition=edition,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _check(programme)
    with refused_as(rules.name_taken()):
        programme.save(force_insert=True)
    _set_phases(programme, by, phases)
    _set_topics(programme, by, topics)
    told = _snapshot(programme)
    audit.note("plan", programme, by=by, changes={key: [None, one] for key, one in told.items()})
    return programme


@transaction.atomic
def change_programme(
    *,
    by: User,
    programme_id: uuid.UUID,
    expected: int,
    changes: Mapping[str, Any],
) -> Programme:
    """`phases` and `topics` are the whole list: what is left out goes, unless something is in it.
    Its kind stays, and no activity of it falls out of its days.
    """
    programme = _lock(programme_id)
    if programme.version != expected:
        raise Stale(
            _("Somebody changed this since you opened it."),
            current={"version": programme.version},
        )
    rules.check_stands(is_voided=programme.voided_at is not None)
    before = _snapshot(programme)
    plain = {key: one for key, one in changes.items() if key not in ("phases", "topics")}
    for key, value in plain.items():
        setattr(programme, key, value)
    _check(programme)
    rules.check_activities_within(programmes.outside(programme))
    if "phases" in changes:
        _set_phases(programme, by, changes["phases"])
    else:
        rules.check_phases(
            [(one.starts_on, one.ends_on) for one in programme.phases.all()],
            (programme.starts_on, programme.ends_on),
        )
    if "topics" in changes:
        _set_topics(programme, by, changes["topics"])
    after = _snapshot(programme)
    differing = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    if not differing:
        return programme
    programme.version += 1
    with refused_as(rules.name_taken()):
        programme.save(update_fields=[*plain, "version"])
    audit.note("change", programme, by=by, changes=differing)
    return programme


@transaction.atomic
def void_programme(*, by: User, programme_id: uuid.UUID, reason: str) -> Programme:
    """Entered by mistake: it stays to be read and counts nowhere. Not with activities in it."""
    programme = _lock(programme_id)
    rules.check_stands(is_voided=programme.voided_at is not None)
    rules.check_unused(programmes.held_in(programme))
    programme.voided_at, programme.voided_by = timezone.now(), by
    programme.void_reason = reason
    programme.version += 1
    programme.save(update_fields=["voided_at", "voided_by", "void_reason", "version"])
    audit.note("void", programme, by=by, reason=reason, changes={"voided": [False, True]})
    return programme


# ---- parts ---------------------------------------------------------------------------------


def _lock(programme_id: uuid.UUID) -> Programme:
    return Programme.objects.select_for_update(no_key=True).get(pk=programme_id)


def _check(programme: Programme) -> None:
    rules.check_span(programme.starts_on, programme.ends_on)
    rules.check_kind(programme.kind, colour=programme.colour, edition=programme.edition)


def _set_phases(programme: Programme, by: User, asked: Sequence[Part]) -> None:
    rules.check_phases(
        [(one["starts_on"], one["ends_on"]) for one in asked],
        (programme.starts_on, programme.ends_on),
    )
    rules.check_names([one["name"] for one in asked], "phases")
    there = {one.pk: one for one in programme.phases.all()}
    kept = {one["id"] for one in asked if one.get("id")}
    rules.check_own(kept, there, "phases")
    gone = [key for key in there if key not in kept]
    rules.check_left_out(programmes.in_phases(gone))
    ProgrammePhase.objects.filter(pk__in=gone).delete()
    for one in asked:
        row = there.get(one["id"]) if one.get("id") else None
        if row is None:
            row = ProgrammePhase(school_id=programme.school_id, created_by=by, programme=programme)
        row.name, row.starts_on, row.ends_on = one["name"], one["starts_on"], one["ends_on"]
        row.save()
    rules.check_activities_within(programmes.outside_phases(programme))


def _set_topics(programme: Programme, by: User, asked: Sequence[Part]) -> None:
    rules.check_names([one["title"] for one in asked], "topics")
    there = {one.pk: one for one in programme.topics.all()}
    kept = {one["id"] for one in asked if one.get("id")}
    rules.check_own(kept, there, "topics")
    ProgrammeTopic.objects.filter(pk__in=[key for key in there if key not in kept]).delete()
    for one in asked:
        row = there.get(one["id"]) if one.get("id") else None
        if row is None:
            row = ProgrammeTopic(school_id=programme.school_id, created_by=by, programme=programme)
        row.title = one["title"]
        row.save()


def _snapshot(programme: Programme) -> dict[str, Any]:
    """As the audit log tells it."""
    phases = ProgrammePhase.objects.filter(programme=programme)
    topics = ProgrammeTopic.objects.filter(programme=programme)
    return {
        "kind": programme.kind,
        "name": programme.name,
        "slogan": programme.slogan,
        "colour": programme.colour,
        "edition": programme.edition,
        "starts_on": programme.starts_on.isoformat(),
        "ends_on": programme.ends_on.isoformat(),
        "phases": [
            [one.name, one.starts_on.isoformat(), one.ends_on.isoformat()] for one in phases
        ],
        "topics": [one.title for one in topics],
    }
