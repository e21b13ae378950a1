"""Entering an activity, holding and cancelling it, and who was there.

The activity is locked first, then nothing else: no other row's state is judged with it.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.activities.models import (
    Activity,
    ActivityClass,
    ActivityEvidence,
    ActivityStaff,
    ActivityState,
)
from school.activities.policy.activities import check_organiser
from school.activities.rules import activities as rules
from school.activities.rules import kinds as kind_rules
from school.evidence.actions import replace_evidence
from school.people import queries as people
from school.people.models import StaffMember, User
from school.people.rules.accounts import colleague
from school.shared import audit
from school.shared.errors import Stale

PLAIN = (
    *("programme", "phase", "group", "topic", "happened_on", "ends_on", "venue", "organiser"),
    *("unit", "research_level", "domain", "hours", "headcount", "issue", "outcome"),
)
"""The columns that a change may name."""
KEYS = ("programme", "phase", "group", "organiser")
"""Of these, the keys of other rows."""
LISTS = ("participants", "classes", "evidence")
"""What hangs on an activity and is given as a whole list."""


@transaction.atomic
def record_activity(
    *,
    by: User,
    kind: Any,
    participants: Sequence[Mapping[str, Any]] = (),
    classes: Sequence[Any] = (),
    evidence: Sequence[Any] = (),
    organiser: StaffMember | None = None,
    **given: Any,
) -> Activity:
    """Of a day that has come it was held, and who is named took part; of a later day it is planned.

    Without `organiser` it is the own. `participants`: `staff`, and perhaps `role` and `attended`.
    """
    today = timezone.localdate()
    organiser = organiser or colleague(by)
    check_organiser(by, organiser)
    activity = Activity(
        school_id=by.school_id,
        created_by=by,
        kind=kind,
        organiser=organiser,
        state=rules.state_on(given["happened_on"], today=today),
        **given,
    )
    _check(activity, classes=classes)
    activity.save(force_insert=True)
    _set_lists(
        activity, by, {"participants": participants, "classes": classes, "evidence": evidence}
    )
    told = {key: one for key, one in _snapshot(activity).items() if kind_rules.is_given(one)}
    audit.note("record", activity, by=by, changes={key: [None, one] for key, one in told.items()})
    return activity


@transaction.atomic
def change_activity(
    *, by: User, activity_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> Activity:
    """What is left out stays; a list that is given is the whole one. The kind stays."""
    activity = _lock(activity_id)
    if activity.version != expected:
        raise Stale(
            _("Somebody changed this activity since you opened it."),
            current={"version": activity.version},
        )
    rules.check_stands(activity)
    before = _snapshot(activity)
    plain = {key: one for key, one in changes.items() if key in PLAIN}
    lists = {key: one for key, one in changes.items() if key in LISTS}
    if "organiser" in plain:
        check_organiser(by, plain["organiser"])
    for key, value in plain.items():
        setattr(activity, key, value)
    classes = lists.get("classes")
    if classes is None:
        classes = list(activity.classes.values_list("school_class_id", flat=True))
    _check(activity, classes=classes)
    _set_lists(activity, by, lists)
    after = _snapshot(activity)
    differing = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    if not differing:
        return activity
    activity.version += 1
    activity.save(update_fields=[*plain, "version"])
    audit.note("change", activity, by=by, changes=differing)
    return activity


@transaction.atomic
def hold_activity(
    *,
    by: User,
    activity_id: uuid.UUID,
    absent: Collection[StaffMember] = (),
    **given: Any,
) -> Activity:
    """The plan was carried out. Who stands in the list came, but for those who are named absent."""
    activity = _lock(activity_id)
    rules.check_planned(activity)
    rules.check_day_has_come(activity.happened_on, today=timezone.localdate())
    before = _snapshot(activity)
    for key, value in given.items():
        setattr(activity, key, value)
    activity.state = ActivityState.HELD
    _check(activity, classes=list(activity.classes.all()))
    parts = list(activity.staff.all())
    missing = {one.pk for one in absent}
    rules.check_listed(missing, [one.staff_id for one in parts], "absent")
    for part in parts:
        part.attended = rules.attended_when_held(part.attended, is_absent=part.staff_id in missing)
    ActivityStaff.objects.bulk_update(parts, ["attended"])
    activity.version += 1
    activity.save(update_fields=[*given, "state", "version"])
    after = _snapshot(activity)
    differing = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    audit.note("hold", activity, by=by, changes=differing)
    return activity


@transaction.atomic
def cancel_activity(*, by: User, activity_id: uuid.UUID, reason: str) -> Activity:
    """A plan that was not carried out stays to be read."""
    activity = _lock(activity_id)
    rules.check_planned(activity)
    activity.state = ActivityState.CANCELLED
    activity.cancelled_at, activity.cancelled_by = timezone.now(), by
    activity.cancel_reason = reason
    activity.version += 1
    activity.save(
        update_fields=["state", "cancelled_at", "cancelled_by", "cancel_reason", "version"]
    )
    audit.note(
        "cancel", activity, by=by, reason=reason, changes={"state": ["planned", "cancelled"]}
    )
    return activity


@transaction.atomic
def void_activity(*, by: User, activity_id: uuid.UUID, reason: str) -> Activity:
    """Entered by mistake: it stays to be read, and counts nowhere."""
    activity = _lock(activity_id)
    rules.check_not_voided(activity)
    activity.voided_at, activity.voided_by, activity.void_reason = timezone.now(), by, reason
    activity.version += 1
    activity.save(update_fields=["voided_at", "voided_by", "void_reason", "version"])
    audit.note("void", activity, by=by, reason=reason, changes={"voided": [False, True]})
    return activity


# ---- who was there -------------------------------------------------------------------------


@transaction.atomic
def take_part(*, by: User, activity_id: uuid.UUID) -> ActivityStaff:
    """Of a plan: I come. Of what was held: I was there; it counts once the organiser says so too.

    Said twice it is said once.
    """
    staff = colleague(by)
    activity = _lock(activity_id)
    rules.check_stands(activity)
    part = ActivityStaff.objects.filter(activity=activity, staff=staff).first()
    if part is not None:
        return part
    part = ActivityStaff.objects.create(
        school_id=by.school_id, created_by=by, activity=activity, staff=staff
    )
    audit.note("take_part", activity, by=by, changes={"staff": [None, str(staff.pk)]})
    return part


@transaction.atomic
def step_back(*, by: User, activity_id: uuid.UUID) -> None:
    """Who put the own name down takes it off again."""
    staff = colleague(by)
    activity = _lock(activity_id)
    rules.check_stands(activity)
    part = ActivityStaff.objects.filter(activity=activity, staff=staff).first()
    if part is None:
        return
    rules.check_may_step_back(part.attended, is_own_word=part.created_by_id == by.pk)
    part.delete()
    audit.note("step_back", activity, by=by, changes={"staff": [str(staff.pk), None]})


@transaction.atomic
def confirm_attendance(
    *, by: User, activity_id: uuid.UUID, answers: Sequence[Mapping[str, Any]]
) -> Activity:
    """The organiser says who of those in the list was there. `answers`: `staff`, `attended`."""
    activity = _lock(activity_id)
    rules.check_held(activity)
    rules.check_once_each([one["staff"].pk for one in answers])
    parts = {one.staff_id: one for one in activity.staff.all()}
    rules.check_listed([one["staff"].pk for one in answers], parts, "answers")
    differing = {}
    changed = []
    for one in answers:
        part = parts[one["staff"].pk]
        if part.attended != one["attended"]:
            differing[str(part.staff_id)] = [part.attended, one["attended"]]
            part.attended = one["attended"]
            changed.append(part)
    if changed:
        ActivityStaff.objects.bulk_update(changed, ["attended"])
        activity.version += 1
        activity.save(update_fields=["version"])
        audit.note("confirm_attendance", activity, by=by, changes=differing)
    return activity


# ---- parts ---------------------------------------------------------------------------------


def _lock(activity_id: uuid.UUID) -> Activity:
    rows = Activity.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("kind", "programme", "phase", "group", "organiser").get(
        pk=activity_id
    )


def _check(activity: Activity, *, classes: Sequence[Any]) -> None:
    """Whatever must be true of an activity as it would be written."""
    today = timezone.localdate()
    rules.check_days(
        activity.happened_on,
        activity.ends_on,
        today=today,
        in_term=people.current_term(activity.school_id, activity.happened_on) is not None,
    )
    rules.check_within(activity.programme, activity.phase, activity.happened_on)
    if activity.programme is not None:
        rules.check_programme_stands(is_voided=activity.programme.voided_at is not None)
    given = {name: getattr(activity, name) for name in PLAIN} | {"classes": classes}
    kind_rules.check_asked(activity.kind, given)
    if activity.state == ActivityState.HELD:
        rules.check_held_day(activity.happened_on, today=today)
        kind_rules.check_complete(activity.kind, given)


def _set_lists(activity: Activity, by: User, lists: Mapping[str, Sequence[Any]]) -> None:
    by_school = {"school_id": activity.school_id, "created_by": by, "activity": activity}
    if "participants" in lists:
        _set_participants(activity, by, lists["participants"])
    if "classes" in lists:
        asked = dict.fromkeys(one.pk for one in lists["classes"])
        activity.classes.exclude(school_class__in=asked).delete()
        there = set(activity.classes.values_list("school_class_id", flat=True))
        ActivityClass.objects.bulk_create(
            ActivityClass(**by_school, school_class_id=key) for key in asked if key not in there
        )
    if "evidence" in lists:
        replace_evidence(ActivityEvidence, lists["evidence"], by=by, activity=activity)


def _set_participants(activity: Activity, by: User, asked: Sequence[Mapping[str, Any]]) -> None:
    """Who stays in the list keeps the row, and with it whose word it was."""
    rules.check_once_each([one["staff"].pk for one in asked])
    is_held = activity.state == ActivityState.HELD
    there = {one.staff_id: one for one in activity.staff.all()}
    kept = {one["staff"].pk for one in asked}
    activity.staff.exclude(staff__in=kept).delete()
    new, changed = [], []
    for one in asked:
        row = there.get(one["staff"].pk) or ActivityStaff(
            school_id=activity.school_id, created_by=by, activity=activity, staff=one["staff"]
        )
        before = row.role, row.attended
        row.role = one.get("role", row.role)
        if "attended" in one:
            row.attended = one["attended"] if is_held else None
        elif is_held and row.attended is None:
            row.attended = True
        if row.staff_id not in there:
            new.append(row)
        elif (row.role, row.attended) != before:
            changed.append(row)
    ActivityStaff.objects.bulk_create(new)
    ActivityStaff.objects.bulk_update(changed, ["role", "attended"])


def _snapshot(activity: Activity) -> dict[str, Any]:
    """As the audit log tells it."""
    parts = ActivityStaff.objects.filter(activity=activity).order_by("staff_id")
    classes = ActivityClass.objects.filter(activity=activity).order_by("school_class_id")
    proofs = ActivityEvidence.objects.filter(activity=activity).order_by("evidence_id")
    told: dict[str, Any] = {
        "kind": activity.kind.code,
        "state": str(activity.state),
        "participants": [[str(one.staff_id), one.role, one.attended] for one in parts],
        "classes": [str(one.school_class_id) for one in classes],
        "evidence": [str(one.evidence_id) for one in proofs],
    }
    for name in PLAIN:
        value = getattr(activity, f"{name}_id" if name in KEYS else name)
        told[name] = value if isinstance(value, int | None) else str(value)
    return told
