"""Recording a visit, mending it, voiding it, and closing what was agreed."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.people.models import StaffMember, Student, User
from school.shared import audit
from school.shared.errors import Stale
from school.visits.actions import care
from school.visits.actions.rounds import join_round
from school.visits.models import (
    CareCategory,
    FollowUp,
    HomeVisit,
    VisitCompanion,
    VisitPurpose,
    VisitRevision,
    VisitRound,
    VisitSetAside,
)
from school.visits.queries import lists
from school.visits.queries import obligations as boards
from school.visits.rules import checks

Agreed = Mapping[str, Any]
"""What was agreed: `what`, `owner` (a member of staff), `due_on`, perhaps a `channel`."""
Wish = Mapping[str, Any]
"""That the family wishes no visit this term: `categories` and a `reason`."""
PLAIN = (
    "visited_on",
    "channel",
    "outcome",
    "received_by",
    "suggestion",
    "integrity",
    "narrative",
)
"""The columns that an amendment may name."""


@transaction.atomic
def record_visit(
    *,
    by: User,
    student: Student,
    visited_on: datetime.date,
    channel: str,
    outcome: str,
    integrity: bool,
    purposes: Sequence[CareCategory] = (),
    companions: Sequence[StaffMember] = (),
    received_by: str = "",
    narrative: str = "",
    suggestion: str = "",
    agreed: Agreed | None = None,
    visit_round: VisitRound | None = None,
    exemption: Wish | None = None,
) -> HomeVisit:
    today = timezone.localdate()
    visit = HomeVisit(
        school_id=by.school_id,
        created_by=by,
        student=student,
        visit_round=visit_round,
        visited_on=visited_on,
        channel=channel,
        outcome=outcome,
        received_by=received_by,
        suggestion=suggestion,
        narrative=narrative,
        integrity=integrity,
        is_late=checks.is_late(visited_on, today=today),
    )
    _check(visit, by, companions, agreed, today=today)
    if visit_round is not None:
        join_round(visit_round, by, student, visited_on)
    visit.save(force_insert=True)
    _set_purposes(visit, by, purposes)
    _set_companions(visit, by, companions)
    if agreed:
        _agree(visit, by, agreed)
    snapshot = _snapshot(visit)
    _revise(visit, by, changed=sorted(snapshot))
    audit.note("record", visit, by=by, changes={k: [None, v] for k, v in snapshot.items()})
    if exemption:
        _ask_exemption(visit, by, exemption, today=today)
    return visit


@transaction.atomic
def amend_visit(
    *,
    by: User,
    visit_id: uuid.UUID,
    expected: int,
    changes: Mapping[str, Any],
    set_aside: Mapping[str, Any] | None = None,
) -> VisitRevision | None:
    """The revision that it made; none when nothing differs from what stands.

    `changes` names only what is to be changed. `expected` is the version it was made from.
    `set_aside` is what its author gives up for what stands, `made_from` an earlier version.
    """
    visit = HomeVisit.objects.select_for_update().get(pk=visit_id)
    _check_version(visit, expected)
    if set_aside:
        _keep_aside(visit, by, set_aside)
    if not changes:
        return None
    checks.check_not_voided(visit)
    today = timezone.localdate()
    before = _snapshot(visit)
    changed = [name for name in PLAIN if name in changes and getattr(visit, name) != changes[name]]
    for name in changed:
        setattr(visit, name, changes[name])
    if "visited_on" in changed:
        made_on = timezone.localdate(visit.created_at)
        visit.is_late = checks.is_late(visit.visited_on, today=made_on)
        # On another day it was not made in the round.
        visit.visit_round = None
    companions = changes.get("companions", [one.staff for one in _companions(visit)])
    _check(visit, by, companions, changes.get("agreed"), today=today)
    if "purposes" in changes:
        _set_purposes(visit, by, changes["purposes"])
    if "companions" in changes:
        _set_companions(visit, by, changes["companions"])
    if "visited_on" in changed:
        _ask_companions_anew(visit, by)
    if changes.get("agreed"):
        _agree(visit, by, changes["agreed"])
    if changes.get("exemption"):
        _ask_exemption(visit, by, changes["exemption"], today=today)
    after = _snapshot(visit)
    differing = {k: [before[k], after[k]] for k in after if before[k] != after[k]}
    if not differing and "narrative" not in changed:
        return None
    visit.version += 1
    visit.save(update_fields=[*PLAIN, "is_late", "visit_round", "version"])
    told = sorted({*differing, *(["narrative"] if "narrative" in changed else [])})
    revision = _revise(visit, by, changed=told)
    audit.note("amend", visit, by=by, changes={**differing, "fields": [None, told]})
    return revision


@transaction.atomic
def void_visit(*, by: User, visit_id: uuid.UUID, reason: str) -> HomeVisit:
    """The row stays, and counts for nothing any more."""
    visit = HomeVisit.objects.select_for_update().get(pk=visit_id)
    checks.check_not_voided(visit)
    visit.voided_at, visit.voided_by, visit.void_reason = timezone.now(), by, reason
    visit.version += 1
    visit.save(update_fields=["voided_at", "voided_by", "void_reason", "version"])
    _revise(visit, by, changed=["voided"], reason=reason)
    audit.note("void", visit, by=by, reason=reason, changes={"voided": [False, True]})
    return visit


@transaction.atomic
def reveal_visit(
    *,
    by: User,
    visit_id: uuid.UUID,
    purpose: str,
    version: int | None = None,
    set_aside: uuid.UUID | None = None,
) -> str:
    """The narrative that stands, one of an earlier version, or one that was set aside."""
    visit = HomeVisit.objects.get(pk=visit_id)
    told: dict[str, Any] = {}
    narrative = visit.narrative
    if set_aside is not None:
        kept = VisitSetAside.objects.filter(visit=visit, pk=set_aside).first()
        narrative = checks.found_to_reveal(kept, "set_aside").narrative
        told = {"set_aside": [None, str(set_aside)]}
    elif version is not None:
        earlier = VisitRevision.objects.filter(visit=visit, version=version).first()
        narrative = checks.found_to_reveal(earlier, "version").narrative
        told = {"version": [None, version]}
    audit.note("reveal", visit, by=by, reason=purpose, changes=told)
    return str(narrative)


@transaction.atomic
def close_follow_up(*, by: User, follow_up_id: uuid.UUID, result: str) -> FollowUp:
    follow_up = FollowUp.objects.select_for_update().get(pk=follow_up_id)
    checks.check_follow_up_open(follow_up)
    follow_up.closed_at, follow_up.closed_by, follow_up.result = timezone.now(), by, result
    follow_up.save(update_fields=["closed_at", "closed_by", "result"])
    audit.note("close", follow_up, by=by, changes={"result": ["", result]})
    return follow_up


# ---- parts ---------------------------------------------------------------------------------


def _check(
    visit: HomeVisit,
    by: User,
    companions: Sequence[StaffMember],
    agreed: Agreed | None,
    *,
    today: datetime.date,
) -> None:
    term = boards.find_term(visit.school_id, None, visit.visited_on)
    checks.check_visited_on(visit.visited_on, today=today, in_term=term is not None)
    checks.check_placed(lists.is_placed(visit.student, visit.visited_on))
    checks.check_received(visit.outcome, visit.received_by)
    checks.check_companions(companions, by.staff_id)
    if agreed:
        checks.check_agreed(agreed["due_on"], visit.visited_on)


def _check_version(visit: HomeVisit, expected: int) -> None:
    if visit.version != expected:
        raise Stale(
            _("Somebody changed this visit since you opened it."),
            current={"version": visit.version},
        )


def _companions(visit: HomeVisit) -> list[VisitCompanion]:
    return list(VisitCompanion.objects.filter(visit=visit).select_related("staff"))


def _set_purposes(visit: HomeVisit, by: User, categories: Sequence[CareCategory]) -> None:
    VisitPurpose.objects.filter(visit=visit).exclude(category__in=categories).delete()
    there = set(VisitPurpose.objects.filter(visit=visit).values_list("category_id", flat=True))
    VisitPurpose.objects.bulk_create(
        VisitPurpose(school_id=visit.school_id, created_by=by, visit=visit, category_id=category_id)
        for category_id in dict.fromkeys(one.pk for one in categories)
        if category_id not in there
    )


def _set_companions(visit: HomeVisit, by: User, staff: Sequence[StaffMember]) -> None:
    VisitCompanion.objects.filter(visit=visit).exclude(staff__in=staff).delete()
    there = set(VisitCompanion.objects.filter(visit=visit).values_list("staff_id", flat=True))
    VisitCompanion.objects.bulk_create(
        VisitCompanion(school_id=visit.school_id, created_by=by, visit=visit, staff_id=staff_id)
        for staff_id in dict.fromkeys(one.pk for one in staff)
        if staff_id not in there
    )


def _ask_companions_anew(visit: HomeVisit, by: User) -> None:
    """Who confirmed one day has not confirmed another: the rows are made anew, unanswered."""
    staff = [one.staff for one in _companions(visit)]
    _set_companions(visit, by, ())
    _set_companions(visit, by, staff)


def _ask_exemption(visit: HomeVisit, by: User, wish: Wish, *, today: datetime.date) -> None:
    """With the declined visit as its evidence; what was already asked for stays as it is."""
    checks.check_wish(visit.outcome)
    term = boards.find_term(visit.school_id, None, visit.visited_on)
    checks.check_term_lasts(term.window_closes_on if term else None, today=today)
    assert term is not None
    for category in wish["categories"]:
        if not care.is_exemption_asked(visit.student_id, category, term):
            care.request_exemption(
                by=by,
                student=visit.student,
                category=category,
                term=term,
                reason=wish["reason"],
                visit=visit,
            )


def _agree(visit: HomeVisit, by: User, agreed: Agreed) -> None:
    FollowUp.objects.create(school_id=visit.school_id, created_by=by, visit=visit, **agreed)


def _snapshot(visit: HomeVisit) -> dict[str, Any]:
    """The visit without its narrative."""
    purposes = VisitPurpose.objects.filter(visit=visit).values_list("category_id", flat=True)
    agreed = FollowUp.objects.filter(visit=visit).values_list("id", flat=True)
    return {
        "visited_on": visit.visited_on.isoformat(),
        "round": str(visit.visit_round_id) if visit.visit_round_id else None,
        "channel": visit.channel,
        "outcome": visit.outcome,
        "received_by": visit.received_by,
        "suggestion": visit.suggestion,
        "integrity": visit.integrity,
        "is_late": visit.is_late,
        "voided": visit.voided_at is not None,
        "purposes": sorted(str(one) for one in purposes),
        "companions": sorted(str(one.staff_id) for one in _companions(visit)),
        "agreed": sorted(str(one) for one in agreed),
    }


def _keep_aside(visit: HomeVisit, by: User, given_up: Mapping[str, Any]) -> None:
    """Both values stay in the books: the one that stands, and the one that gave way to it."""
    values = dict(given_up)
    made_from = values.pop("made_from")
    checks.check_made_from(made_from, visit.version)
    narrative = values.pop("narrative", "")
    for listed in ("purposes", "companions"):
        if listed in values:
            values[listed] = sorted(str(one.pk) for one in values[listed])
    if "visited_on" in values:
        values["visited_on"] = values["visited_on"].isoformat()
    VisitSetAside.objects.create(
        school_id=visit.school_id,
        created_by=by,
        visit=visit,
        made_from=made_from,
        gave_way_to=visit.version,
        values=values,
        narrative=narrative,
    )
    told = sorted({*values, *(["narrative"] if narrative else [])})
    changes = {name: [value, None] for name, value in values.items()}
    audit.note("set_aside", visit, by=by, changes={**changes, "fields": [told, None]})


def _revise(visit: HomeVisit, by: User, *, changed: list[str], reason: str = "") -> VisitRevision:
    snapshot = _snapshot(visit)
    return VisitRevision.objects.create(
        school_id=visit.school_id,
        created_by=by,
        visit=visit,
        version=visit.version,
        reason=reason,
        snapshot={**snapshot, "changed": changed},
        narrative=visit.narrative,
    )
