"""Selecting ambassadors: criteria, nominations, a review, the vote of each class, and consent.

Who was not chosen stands nowhere: nominations are deleted when their class has voted, and no log
entry of a nomination or a vote names a child.
"""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from school.civility.models import (
    AmbassadorNomination,
    AmbassadorRound,
    ClassVote,
    CourtesyAmbassador,
)
from school.civility.rules import ambassadors as rules
from school.people import queries as people
from school.people.models import SchoolClass, Student, User
from school.shared import audit

WORDS = ("title", "criteria", "places_a_class", "nominations_until")


@transaction.atomic
def draft_selection(
    *,
    by: User,
    title: str,
    criteria: str,
    places_a_class: int,
    nominations_until: datetime.date,
) -> AmbassadorRound:
    today = timezone.localdate()
    term = people.current_term(by.school_id, today)
    rules.check_in_term(is_in_term=term is not None)
    assert term is not None
    rules.check_last_day(nominations_until, today=today)
    row = AmbassadorRound.objects.create(
        school_id=by.school_id,
        created_by=by,
        term=term,
        title=title,
        criteria=criteria,
        places_a_class=places_a_class,
        nominations_until=nominations_until,
    )
    audit.note("draft", row, by=by, changes={key: [None, told] for key, told in _told(row).items()})
    return row


@transaction.atomic
def change_selection(*, by: User, round_id: uuid.UUID, **changes: Any) -> AmbassadorRound:
    """As long as it is a draft."""
    row = _lock(round_id)
    rules.check_draft(row)
    if "nominations_until" in changes:
        rules.check_last_day(changes["nominations_until"], today=timezone.localdate())
    before = _told(row)
    for key, value in changes.items():
        setattr(row, key, value)
    row.save(update_fields=list(changes))
    after = _told(row)
    differing = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    audit.note("change", row, by=by, changes=differing)
    return row


@transaction.atomic
def publish_selection(*, by: User, round_id: uuid.UUID) -> AmbassadorRound:
    """From now on the criteria stand, and children may be nominated."""
    row = _lock(round_id)
    rules.check_draft(row)
    rules.check_still_ahead(row, today=timezone.localdate())
    row.published_at, row.published_by = timezone.now(), by
    row.save(update_fields=["published_at", "published_by"])
    audit.note("publish", row, by=by, changes={"published": [False, True]})
    return row


@transaction.atomic
def close_selection(*, by: User, round_id: uuid.UUID) -> AmbassadorRound:
    """Nominations of classes that did not vote are deleted as well."""
    row = _lock(round_id)
    rules.check_open(row)
    AmbassadorNomination.objects.filter(selection=row).delete()
    row.closed_at, row.closed_by = timezone.now(), by
    row.save(update_fields=["closed_at", "closed_by"])
    audit.note("close", row, by=by, changes={"closed": [False, True]})
    return row


@transaction.atomic
def nominate(
    *, by: User, selection: AmbassadorRound, student: Student, deed: str
) -> AmbassadorNomination:
    row = _lock(selection.pk)
    today = timezone.localdate()
    rules.check_open(row)
    rules.check_nominations_run(row, today=today)
    placed = people.placements_on(by.school_id, today).filter(student=student).first()
    rules.check_placed(is_placed=placed is not None)
    assert placed is not None
    rules.check_not_voted(has_voted=_has_voted(row, placed.school_class))
    same = {"selection": row, "student": student}
    is_nominated = AmbassadorNomination.objects.filter(**same).exists()
    is_chosen = CourtesyAmbassador.objects.filter(**same).exists()
    rules.check_not_nominated(is_nominated=is_nominated or is_chosen)
    made = AmbassadorNomination.objects.create(
        school_id=by.school_id,
        created_by=by,
        school_class=placed.school_class,
        deed=deed,
        **same,
    )
    audit.note("nominate", row, by=by, changes={})
    return made


@transaction.atomic
def accept_nomination(
    *, by: User, selection_id: uuid.UUID, nomination_id: uuid.UUID
) -> AmbassadorNomination:
    """A second person finds that the deed meets the criteria."""
    selection = _lock(selection_id)
    rules.check_open(selection)
    row = _nomination(nomination_id)
    rules.check_second_person(row, by.pk)
    rules.check_not_accepted(row)
    row.reviewed_at, row.reviewed_by = timezone.now(), by
    row.save(update_fields=["reviewed_at", "reviewed_by"])
    audit.note("accept", selection, by=by, changes={})
    return row


@transaction.atomic
def remove_nomination(*, by: User, selection_id: uuid.UUID, nomination_id: uuid.UUID) -> None:
    """It leaves no trace of the child."""
    selection = _lock(selection_id)
    _nomination(nomination_id).delete()
    audit.note("remove", selection, by=by, changes={})


@transaction.atomic
def record_vote(
    *,
    by: User,
    round_id: uuid.UUID,
    school_class: SchoolClass,
    held_on: datetime.date,
    voters: int,
    chosen: Sequence[uuid.UUID],
) -> ClassVote:
    """`chosen`: nominations. The class's others are deleted, and these become ambassadors."""
    row = _lock(round_id)
    rules.check_open(row)
    rules.check_not_voted(has_voted=_has_voted(row, school_class))
    assert row.published_at is not None
    published_on = timezone.localdate(row.published_at)
    rules.check_vote_day(held_on, published_on=published_on, today=timezone.localdate())
    size = people.class_sizes(row.school_id, held_on).get(school_class.pk, 0)
    rules.check_voters(voters, size=size)
    of_class = AmbassadorNomination.objects.filter(selection=row, school_class=school_class)
    nominations = {one.pk: one for one in of_class}
    rules.check_chosen(chosen, nominations, places=row.places_a_class)
    vote = ClassVote.objects.create(
        school_id=row.school_id,
        created_by=by,
        selection=row,
        school_class=school_class,
        held_on=held_on,
        voters=voters,
    )
    CourtesyAmbassador.objects.bulk_create(
        CourtesyAmbassador(
            school_id=row.school_id,
            created_by=by,
            selection=row,
            vote=vote,
            student_id=nominations[key].student_id,
            school_class=school_class,
            deed=nominations[key].deed,
        )
        for key in chosen
    )
    of_class.delete()
    audit.note(
        "vote",
        row,
        by=by,
        changes={"school_class": [None, str(school_class.pk)], "voters": [None, voters]},
    )
    return vote


@transaction.atomic
def record_consent(*, by: User, ambassador_id: uuid.UUID, consent: str) -> CourtesyAmbassador:
    """What the family said. It may say otherwise later, and the honours follow."""
    row = CourtesyAmbassador.objects.select_for_update(no_key=True).get(pk=ambassador_id)
    before = row.consent
    row.consent, row.asked_at, row.asked_by = consent, timezone.now(), by
    row.save(update_fields=["consent", "asked_at", "asked_by"])
    audit.note("consent", row, by=by, changes={"consent": [before, consent]})
    return row


# ---- parts ---------------------------------------------------------------------------------


def _lock(round_id: uuid.UUID) -> AmbassadorRound:
    """One thing at a time happens to a selection."""
    return AmbassadorRound.objects.select_for_update().get(pk=round_id)


def _nomination(key: uuid.UUID) -> AmbassadorNomination:
    return rules.check_still_there(AmbassadorNomination.objects.filter(pk=key).first())


def _has_voted(row: AmbassadorRound, school_class: SchoolClass) -> bool:
    return ClassVote.objects.filter(selection=row, school_class=school_class).exists()


def _told(row: AmbassadorRound) -> dict[str, Any]:
    told = {key: getattr(row, key) for key in WORDS}
    return {**told, "nominations_until": row.nominations_until.isoformat()}
