"""Checking classes through the week, and closing it on Friday."""

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from school.civility.models import ContestCheck, ContestItem, ContestResult, ContestWeek
from school.civility.policy.contests import check_not_own
from school.civility.queries import contests
from school.civility.rules import contests as rules
from school.civility.rules.catalogue import code_taken
from school.people import queries as people
from school.people.models import SchoolClass, Term, User
from school.shared import audit
from school.shared.constraints import refused_as


@transaction.atomic
def add_item(*, by: User, code: str, name: str, full_marks: int, is_per_head: bool) -> ContestItem:
    """At the end of the list."""
    items = ContestItem.objects.filter(school_id=by.school_id)
    last = items.aggregate(last=Max("position"))["last"] or 0
    with refused_as(code_taken()):
        item = ContestItem.objects.create(
            school_id=by.school_id,
            created_by=by,
            code=code,
            name=name,
            full_marks=full_marks,
            is_per_head=is_per_head,
            position=last + 1,
        )
    told = {"code": code, "name": name, "full_marks": full_marks, "is_per_head": is_per_head}
    audit.note("add", item, by=by, changes={key: [None, value] for key, value in told.items()})
    return item


@transaction.atomic
def change_item(*, by: User, item_id: uuid.UUID, **changes: Any) -> ContestItem:
    """Its name, its place and whether it is in use. What it counts for stays: past weeks stand."""
    item = ContestItem.objects.select_for_update(no_key=True).get(pk=item_id)
    told = {
        key: [getattr(item, key), value]
        for key, value in changes.items()
        if getattr(item, key) != value
    }
    for key, value in changes.items():
        setattr(item, key, value)
    item.save(update_fields=list(changes))
    audit.note("change", item, by=by, changes=told)
    return item


@transaction.atomic
def check_class(
    *,
    by: User,
    school_class: SchoolClass,
    item: ContestItem,
    checked_on: datetime.date,
    faults: int,
    note: str = "",
) -> ContestCheck:
    """The first check of a week makes the week."""
    term = people.current_term(by.school_id, checked_on)
    rules.check_day(checked_on, today=timezone.localdate(), in_term=term is not None)
    assert term is not None
    check_not_own(by, school_class)
    placed = people.placements_on(by.school_id, checked_on).filter(school_class=school_class)
    names = list(placed.values_list("student__name", flat=True))
    rules.check_has_children(len(names))
    rules.check_names_nobody(note, names)
    week = _lock(by, term, rules.monday_of(checked_on))
    rules.check_week_open(week)
    same = {"school_class": school_class, "item": item, "checked_on": checked_on}
    is_checked = ContestCheck.objects.filter(**same, voided_at=None).exists()
    rules.check_first_look(is_checked=is_checked)
    made = ContestCheck.objects.create(
        school_id=by.school_id, created_by=by, week=week, faults=faults, note=note, **same
    )
    audit.note(
        "check",
        made,
        by=by,
        changes={
            "school_class": [None, str(school_class.pk)],
            "item": [None, item.code],
            "checked_on": [None, checked_on.isoformat()],
            "faults": [None, faults],
        },
    )
    return made


@transaction.atomic
def void_check(*, by: User, check_id: uuid.UUID, reason: str) -> ContestCheck:
    """It stays to be read and counts no more."""
    week_id = ContestCheck.objects.values_list("week_id", flat=True).get(pk=check_id)
    rules.check_week_open(ContestWeek.objects.select_for_update().get(pk=week_id))
    check = ContestCheck.objects.select_for_update().get(pk=check_id)
    rules.check_stands(check)
    check.voided_at, check.voided_by, check.void_reason = timezone.now(), by, reason
    check.save(update_fields=["voided_at", "voided_by", "void_reason"])
    audit.note("void", check, by=by, reason=reason, changes={"faults": [check.faults, None]})
    return check


@transaction.atomic
def close_week(*, by: User, week_id: uuid.UUID) -> ContestWeek:
    """What the checks give every class, and whose the flag is on the Monday after."""
    week = ContestWeek.objects.select_for_update().get(pk=week_id)
    rules.check_week_open(week)
    rules.check_week_ends(week, today=timezone.localdate())
    _classes, found, items = contests.watched(week, today=timezone.localdate())
    given = rules.outcomes(found, contests.as_rules(items))
    rules.check_something_seen(given)
    ContestResult.objects.bulk_create(
        ContestResult(
            school_id=week.school_id,
            created_by=by,
            week=week,
            school_class_id=one.key,
            grade=one.grade,
            size=one.size,
            checks=one.checks,
            score=one.score,
            has_flag=one.has_flag,
        )
        for one in given
    )
    holidays = week.term.holidays.values_list("starts_on", "ends_on")
    week.announced_on = rules.handed_over_on(week.monday, list(holidays))
    week.closed_at, week.closed_by = timezone.now(), by
    week.save(update_fields=["announced_on", "closed_at", "closed_by"])
    audit.note(
        "close",
        week,
        by=by,
        changes={
            "results": [None, {str(one.key): str(one.score) for one in given}],
            "flags": [None, sorted(str(one.key) for one in given if one.has_flag)],
        },
    )
    return week


@transaction.atomic
def reopen_week(*, by: User, week_id: uuid.UUID, reason: str) -> ContestWeek:
    """Its results stay to be read and hold no more."""
    week = ContestWeek.objects.select_for_update().get(pk=week_id)
    rules.check_week_closed(week)
    retired = ContestResult.objects.filter(week=week, retired_at=None).update(
        retired_at=timezone.now(), retired_by=by, retire_reason=reason
    )
    week.announced_on = week.closed_at = week.closed_by = None
    week.save(update_fields=["announced_on", "closed_at", "closed_by"])
    audit.note("reopen", week, by=by, reason=reason, changes={"results": [retired, 0]})
    return week


def _lock(by: User, term: Term, monday: datetime.date) -> ContestWeek:
    """The week's row, made by whoever comes first; who closes it waits, and so does a check."""
    ContestWeek.objects.bulk_create(
        [ContestWeek(school_id=by.school_id, created_by=by, term=term, monday=monday)],
        ignore_conflicts=True,
    )
    return ContestWeek.objects.select_for_update().get(school_id=by.school_id, monday=monday)
