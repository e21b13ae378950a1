"""Selections: announced, nominated for, decided at once, and what of it is published."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from school.people import queries as people
from school.people.models import StaffMember, Student, User
from school.recognition.models import (
    Consent,
    Nomination,
    NominationState,
    Selection,
    SelectionKind,
)
from school.recognition.policy.selections import keeps
from school.recognition.queries import selections as found
from school.recognition.rules import selections as rules
from school.shared import audit
from school.shared.constraints import refused_as

PLAIN = ("title", "edition", "starts_on", "ends_on", "criteria", "places")
"""What a change of a selection may name."""

# ---- kinds ---------------------------------------------------------------------------------


@transaction.atomic
def add_kind(*, by: User, code: str, name: str, whom: str) -> SelectionKind:
    """At the end of the list."""
    last = SelectionKind.objects.filter(school_id=by.school_id).aggregate(last=Max("position"))
    with refused_as(rules.kind_taken()):
        row = SelectionKind.objects.create(
            school_id=by.school_id,
            created_by=by,
            code=code,
            name=name,
            whom=whom,
            position=(last["last"] or 0) + 1,
        )
    audit.note("add", row, by=by, changes={"code": [None, code], "name": [None, name]})
    return row


@transaction.atomic
def change_kind(*, by: User, kind_id: uuid.UUID, **changes: Any) -> SelectionKind:
    """Its name, its place, and whether it is still offered."""
    row = SelectionKind.objects.select_for_update(no_key=True).get(pk=kind_id)
    told = {
        key: [getattr(row, key), value]
        for key, value in changes.items()
        if getattr(row, key) != value
    }
    for key, value in changes.items():
        setattr(row, key, value)
    row.save(update_fields=list(changes))
    audit.note("change", row, by=by, changes=told)
    return row


# ---- selections ----------------------------------------------------------------------------


@transaction.atomic
def announce_selection(
    *,
    by: User,
    kind: SelectionKind,
    title: str,
    starts_on: datetime.date,
    ends_on: datetime.date,
    criteria: str,
    places: int,
    edition: int | None = None,
) -> Selection:
    rules.check_days(starts_on, ends_on)
    row = Selection.objects.create(
        school_id=by.school_id,
        created_by=by,
        kind=kind,
        title=title,
        edition=edition,
        starts_on=starts_on,
        ends_on=ends_on,
        criteria=criteria,
        places=places,
    )
    told = {"kind": kind.code, **_told(row)}
    audit.note("announce", row, by=by, changes={key: [None, one] for key, one in told.items()})
    return row


@transaction.atomic
def amend_selection(
    *, by: User, selection_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> Selection:
    row = _lock(selection_id)
    rules.check_version(row, expected)
    rules.check_undecided(row)
    before, was = _told(row), row.starts_on
    for name, value in changes.items():
        setattr(row, name, value)
    rules.check_days(row.starts_on, row.ends_on)
    rules.check_days_hold(row.starts_on, has_nominations=found.has_nominations(row), was=was)
    after = _told(row)
    differing = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    if not differing:
        return row
    row.version += 1
    row.save(update_fields=[*PLAIN, "version"])
    audit.note("amend", row, by=by, changes=differing)
    return row


@transaction.atomic
def close_selection(
    *,
    by: User,
    selection_id: uuid.UUID,
    decided_on: datetime.date,
    selected: Sequence[uuid.UUID],
) -> Selection:
    """`selected`: confirmed nominations. The others are not selected; the log names neither."""
    row = _lock(selection_id)
    rules.check_undecided(row)
    rules.check_decision_day(decided_on, starts_on=row.starts_on, today=timezone.localdate())
    confirmed = set(found.confirmed(row).values_list("pk", flat=True))
    rules.check_selected(selected, confirmed, places=row.places)
    standing = row.nominations.filter(voided_at=None)
    for rows, state in (
        (standing.exclude(pk__in=selected), NominationState.NOT_SELECTED),
        (standing.filter(pk__in=selected), NominationState.SELECTED),
    ):
        rows.update(state=state, version=F("version") + 1)
    row.decided_on, row.closed_at, row.closed_by = decided_on, timezone.now(), by
    row.version += 1
    row.save(update_fields=["decided_on", "closed_at", "closed_by", "version"])
    audit.note(
        "close",
        row,
        by=by,
        changes={
            "decided_on": [None, decided_on.isoformat()],
            "selected": [None, len(selected)],
        },
    )
    return row


@transaction.atomic
def void_selection(*, by: User, selection_id: uuid.UUID, reason: str) -> Selection:
    """Entered by mistake: nothing of it counts or is shown."""
    row = _lock(selection_id)
    rules.check_not_voided(row)
    row.voided_at, row.voided_by, row.void_reason = timezone.now(), by, reason
    row.version += 1
    row.save(update_fields=["voided_at", "voided_by", "void_reason", "version"])
    audit.note("void", row, by=by, reason=reason, changes={"voided": [False, True]})
    return row


# ---- nominations ---------------------------------------------------------------------------


@transaction.atomic
def nominate(
    *,
    by: User,
    selection: Selection,
    deed: str,
    staff: StaffMember | None = None,
    student: Student | None = None,
    name: str = "",
) -> Nomination:
    chosen = _lock(selection.pk)
    today = timezone.localdate()
    rules.check_nominations_run(chosen, today=today, is_keeper=keeps(by))
    rules.check_whom(chosen.kind.whom, {"staff": staff, "student": student, "name": name})
    with refused_as(rules.nominated_already()):
        row = Nomination.objects.create(
            school_id=by.school_id,
            created_by=by,
            selection=chosen,
            staff=staff,
            student=student,
            name=name,
            deed=deed,
        )
    audit.note("nominate", chosen, by=by, changes={})
    return row


@transaction.atomic
def amend_nomination(
    *, by: User, nomination_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> Nomination:
    """The words of the deed, and a name in words, until it is confirmed."""
    row = _lock_nomination(nomination_id)
    rules.check_version(row, expected)
    rules.check_undecided(row.selection)
    rules.check_nominated(row)
    if "name" in changes:
        named = {"staff": row.staff, "student": row.student, "name": changes["name"]}
        rules.check_whom(row.selection.kind.whom, named)
    differing = [name for name, value in changes.items() if getattr(row, name) != value]
    if not differing:
        return row
    for name in differing:
        setattr(row, name, changes[name])
    row.version += 1
    with refused_as(rules.nominated_already()):
        row.save(update_fields=[*differing, "version"])
    audit.note("amend", row, by=by, changes={"fields": [None, sorted(differing)]})
    return row


@transaction.atomic
def confirm_nomination(*, by: User, nomination_id: uuid.UUID, expected: int) -> Nomination:
    """A second person finds that the deed, in the version that was read, meets the criteria."""
    row = _lock_nomination(nomination_id)
    rules.check_version(row, expected)
    rules.check_undecided(row.selection)
    rules.check_nominated(row)
    rules.check_second_person(row, by.pk, by.staff_id)
    row.state, row.confirmed_at, row.confirmed_by = NominationState.CONFIRMED, timezone.now(), by
    row.version += 1
    row.save(update_fields=["state", "confirmed_at", "confirmed_by", "version"])
    audit.note("confirm", row, by=by, changes={"confirmed": [False, True]})
    return row


@transaction.atomic
def void_nomination(*, by: User, nomination_id: uuid.UUID, reason: str) -> Nomination:
    row = _lock_nomination(nomination_id)
    rules.check_undecided(row.selection)
    rules.check_standing(row)
    row.voided_at, row.voided_by, row.void_reason = timezone.now(), by, reason
    row.version += 1
    row.save(update_fields=["voided_at", "voided_by", "void_reason", "version"])
    audit.note("void", row, by=by, reason=reason, changes={"voided": [False, True]})
    return row


@transaction.atomic
def record_consent(*, by: User, nomination_id: uuid.UUID, consent: str) -> Nomination:
    """What was said when it was asked. It may be said otherwise later: then it is published no
    more.
    """
    row = _lock_nomination(nomination_id)
    rules.check_is_selected(row)
    before = row.consent
    row.consent, row.consent_at, row.consent_by = consent, timezone.now(), by
    if consent != Consent.GIVEN:
        row.published_at, row.published_by = None, None
    row.version += 1
    row.save(
        update_fields=[
            *("consent", "consent_at", "consent_by"),
            *("published_at", "published_by", "version"),
        ]
    )
    audit.note("consent", row, by=by, changes={"consent": [before, consent]})
    return row


@transaction.atomic
def mend_words(
    *, by: User, nomination_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> Nomination:
    """The words that will be published. The log has the deed before and after, without names."""
    row = _lock_nomination(nomination_id)
    rules.check_version(row, expected)
    rules.check_words_open(row)
    if "name" in changes:
        named = {"staff": row.staff, "student": row.student, "name": changes["name"]}
        rules.check_whom(row.selection.kind.whom, named)
    children = _other_children(row)
    for field, words in changes.items():
        rules.check_names_no_child(field, rules.names_in(words, children))
    before = {field: getattr(row, field) for field in ("name", "deed")}
    differing = [field for field, words in changes.items() if before[field] != words]
    if not differing:
        return row
    for field in differing:
        setattr(row, field, changes[field])
    row.version += 1
    with refused_as(rules.nominated_already()):
        row.save(update_fields=[*differing, "version"])
    told: dict[str, Any] = {"fields": [None, sorted(differing)]}
    if "deed" in differing:
        own = {one.name for one in (row.staff, row.student) if one} or {before["name"], row.name}
        names = rules.names_in(before["deed"], children) | own
        told["deed"] = [rules.without_names(one, names) for one in (before["deed"], row.deed)]
    audit.note("mend", row, by=by, changes=told)
    return row


@transaction.atomic
def publish_recognition(*, by: User, nomination_id: uuid.UUID) -> Nomination:
    """With the consent that was given, and without the name of any other child."""
    row = _lock_nomination(nomination_id)
    said = f"{row.name}\n{row.deed}"
    rules.check_may_publish(row, rules.names_in(said, _other_children(row)))
    row.published_at, row.published_by = timezone.now(), by
    row.version += 1
    row.save(update_fields=["published_at", "published_by", "version"])
    audit.note("publish", row, by=by, changes={"published": [False, True]})
    return row


# ---- parts ---------------------------------------------------------------------------------


def _lock(selection_id: uuid.UUID) -> Selection:
    """One thing at a time happens to a selection."""
    return (
        Selection.objects.select_for_update(no_key=True, of=("self",))
        .select_related("kind")
        .get(pk=selection_id)
    )


def _lock_nomination(nomination_id: uuid.UUID) -> Nomination:
    """With its selection, which is locked first."""
    row = Nomination.objects.get(pk=nomination_id)
    chosen = _lock(row.selection_id)
    row = Nomination.objects.select_for_update(no_key=True, of=("self",)).get(pk=nomination_id)
    row.selection = chosen
    return row


def _other_children(row: Nomination) -> set[str]:
    """The names of the school's children, the nominated one's left out."""
    own = {row.student.name} if row.student else set()
    return set(people.student_names(row.school_id).values()) - own


def _told(row: Selection) -> dict[str, Any]:
    told = {key: getattr(row, key) for key in PLAIN}
    return {
        **told,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
    }
