"""Pairs of a teacher and a child. No entry of the log carries a word of what they spoke of."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone

from school.activities.models import PupilContact, PupilPair
from school.activities.policy.pupils import check_pairs
from school.activities.queries import pupils
from school.activities.rules import pupils as rules
from school.people import queries as people
from school.people.models import StaffMember, Student, User
from school.people.rules.accounts import colleague
from school.shared import audit
from school.shared.constraints import refused_as


@transaction.atomic
def pair_up(
    *,
    by: User,
    student: Student,
    starts_on: datetime.date,
    teacher: StaffMember | None = None,
) -> PupilPair:
    """Without `teacher` it is the own pair. Why this child, is asked of nobody."""
    teacher = teacher or colleague(by)
    check_pairs(by, teacher, student)
    placed = people.placements_on(by.school_id, starts_on).filter(student=student)
    rules.check_starts_on(starts_on, today=timezone.localdate(), at_school=placed.exists())
    with refused_as(rules.pair_taken()):
        pair = PupilPair.objects.create(
            school_id=by.school_id,
            created_by=by,
            teacher=teacher,
            student=student,
            starts_on=starts_on,
        )
    audit.note(
        "pair_up",
        pair,
        by=by,
        changes={
            "teacher": [None, str(teacher.pk)],
            "student": [None, str(student.pk)],
            "starts_on": [None, starts_on.isoformat()],
        },
    )
    return pair


@transaction.atomic
def end_pair(*, by: User, pair_id: uuid.UUID, ends_on: datetime.date, ended: str) -> PupilPair:
    pair = _lock(pair_id)
    rules.check_open(pair)
    rules.check_ends_on(pair, ends_on, today=timezone.localdate())
    rules.check_no_contact_after(pupils.last_contact(pair), ends_on)
    pair.ends_on, pair.ended = ends_on, ended
    pair.closed_at, pair.closed_by = timezone.now(), by
    pair.save(update_fields=["ends_on", "ended", "closed_at", "closed_by"])
    audit.note(
        "end",
        pair,
        by=by,
        changes={"ends_on": [None, ends_on.isoformat()], "ended": [None, ended]},
    )
    return pair


@transaction.atomic
def void_pair(*, by: User, pair_id: uuid.UUID) -> PupilPair:
    """Entered by mistake, and the two have not met in it."""
    pair = _lock(pair_id)
    rules.check_stands(pair)
    rules.check_uncontacted(pupils.contacts_of(pair))
    pair.voided_at, pair.voided_by = timezone.now(), by
    pair.save(update_fields=["voided_at", "voided_by"])
    audit.note("void", pair, by=by, changes={"voided": [False, True]})
    return pair


# ---- meeting -------------------------------------------------------------------------------


@transaction.atomic
def record_contact(
    *,
    by: User,
    pair: PupilPair,
    contacted_on: datetime.date,
    way: str,
    minutes: int | None = None,
    words: str = "",
) -> PupilContact:
    held = _lock(pair.pk)
    rules.check_stands(held)
    rules.check_contacted_on(held, contacted_on, today=timezone.localdate())
    contact = PupilContact.objects.create(
        school_id=by.school_id,
        created_by=by,
        pair=held,
        contacted_on=contacted_on,
        way=way,
        minutes=minutes,
        has_words=bool(words),
        words=words,
    )
    audit.note(
        "contact",
        held,
        by=by,
        changes={"contacted_on": [None, contacted_on.isoformat()], "way": [None, way]},
    )
    return contact


@transaction.atomic
def read_words(*, by: User, contact_id: uuid.UUID) -> PupilContact:
    """No entry in the log, no text."""
    contact: PupilContact = PupilContact.objects.get(pk=contact_id)
    audit.note("read", contact, by=by)
    return contact


@transaction.atomic
def void_contact(*, by: User, contact_id: uuid.UUID) -> None:
    """Entered by mistake: it stays, and counts no more."""
    rows = PupilContact.objects.select_for_update(of=("self",), no_key=True)
    contact: PupilContact = rows.defer("words").select_related("pair").get(pk=contact_id)
    rules.check_contact_stands(contact)
    contact.voided_at, contact.voided_by = timezone.now(), by
    contact.save(update_fields=["voided_at", "voided_by"])
    audit.note(
        "void_contact",
        contact.pair,
        by=by,
        changes={"contacted_on": [contact.contacted_on.isoformat(), None]},
    )


def _lock(pair_id: uuid.UUID) -> PupilPair:
    return PupilPair.objects.select_for_update(no_key=True).get(pk=pair_id)
