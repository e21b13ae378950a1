"""Opening a lesson, moving and cancelling it, and what its host writes afterwards.

Locks are taken in one order everywhere: the chain, the lesson, then people by their keys.
"""

import datetime
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.observation.actions.attendances import attend
from school.observation.actions.bookings import lock_people, move_up
from school.observation.models import (
    LIVE,
    BookingState,
    LessonBooking,
    LessonCampaign,
    LessonKind,
    LessonSession,
    LessonType,
    RelayChain,
)
from school.observation.policy.lessons import check_host
from school.observation.queries import lessons
from school.observation.rules import bookings as seats_rules
from school.observation.rules import lessons as rules
from school.people import queries as people
from school.people.access import may
from school.people.models import SchoolClass, StaffMember, User
from school.people.roles import Permission
from school.people.rules.accounts import colleague
from school.shared import audit
from school.shared.constraints import refused_as
from school.shared.errors import InputRefused, RuleBroken, Stale

PLAIN = (
    "kind",
    "subject",
    "topic",
    "lesson_type",
    "school_class",
    "place",
    "campaign",
    "taught_on",
    "period",
    "seats",
)
"""What a change may name."""


@transaction.atomic
def open_lesson(
    *,
    by: User,
    kind: LessonKind,
    taught_on: datetime.date,
    period: int,
    subject: str,
    topic: str,
    lesson_type: str = LessonType.NEW,
    host: StaffMember | None = None,
    out_of_school: Mapping[str, str] | None = None,
    school_class: SchoolClass | None = None,
    place: str = "",
    seats: int | None = None,
    campaign: LessonCampaign | None = None,
    chain: RelayChain | None = None,
    chain_position: int | None = None,
) -> LessonSession:
    """By its host, by the office, or by who dropped in; out of school by who was there.

    Without `host` it is the own lesson. `out_of_school`: `host_name` and `organiser`. Who enters a
    drop-in was there, and says so; where a colleague entered it before, it is that same lesson.
    """
    today = timezone.localdate()
    in_term = people.current_term(by.school_id, taught_on) is not None
    rules.check_day(taught_on, today=today, in_term=in_term)
    is_out = out_of_school is not None
    _check_out_of_school(is_out, host=host, school_class=school_class, chain=chain, place=place)
    host = None if is_out else host or colleague(by)
    check_host(by, host, kind, taught_on, today=today)
    is_visit = host is not None and host.pk != by.staff_id and not kind.is_announced
    offered = kind.default_seats if kind.is_announced and not is_out else 0
    offered = offered if seats is None else seats
    rules.check_seats(kind, offered, is_out_of_school=is_out)
    if campaign is not None:
        made_of = set(campaign.kinds.values_list("kind_id", flat=True))
        rules.check_campaign(campaign, made_of, kind, taught_on)
    position = _place_in_chain(chain, chain_position, (taught_on, period))
    lesson = LessonSession(
        school_id=by.school_id,
        created_by=by,
        host=host,
        is_out_of_school=is_out,
        kind=kind,
        taught_on=taught_on,
        period=period,
        subject=subject,
        topic=topic,
        lesson_type=lesson_type,
        school_class=school_class,
        place=place,
        seats=offered,
        campaign=campaign,
        chain=chain,
        chain_position=position,
        **(out_of_school or {}),
    )
    try:
        _enter(lesson)
    except RuleBroken:
        standing = lessons.drop_in(host, taught_on, period) if is_visit else None
        if standing is None:
            raise
        _say_there(by, standing)
        return standing
    told = {
        "host": str(host.pk) if host else lesson.host_name,
        "kind": kind.code,
        "taught_on": taught_on.isoformat(),
        "period": period,
        "topic": topic,
        "seats": offered,
        "chain": str(chain.pk) if chain else None,
    }
    audit.note("open", lesson, by=by, changes={key: [None, one] for key, one in told.items()})
    if is_visit:
        _say_there(by, lesson)
    return lesson


@transaction.atomic
def change_lesson(
    *, by: User, lesson_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> LessonSession:
    """`changes` names only what is to be changed; `expected` is the version it was made from.

    Moved to another day or period, those who booked stay booked, and must be free there. More
    seats let those move up who wait.
    """
    lesson = _lock(lesson_id)
    _check_version(lesson, expected)
    rules.check_stands(lesson)
    before = _snapshot(lesson)
    was_at, was_seats = rules.slot(lesson), lesson.seats
    for name, value in changes.items():
        setattr(lesson, name, value)
    today = timezone.localdate()
    if rules.slot(lesson) != was_at:
        _move(lesson, today=today)
    rules.check_seats(lesson.kind, lesson.seats, is_out_of_school=lesson.is_out_of_school)
    if {"kind", "campaign", "taught_on"} & changes.keys() and lesson.campaign is not None:
        made_of = set(lesson.campaign.kinds.values_list("kind_id", flat=True))
        rules.check_campaign(lesson.campaign, made_of, lesson.kind, lesson.taught_on)
    if lesson.seats != was_seats or not lesson.kind.is_announced:
        _check_guests(lesson)
    _check_still_whole(lesson)
    after = _snapshot(lesson)
    differing = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    if not differing:
        return lesson
    lesson.version += 1
    with refused_as(rules.place_taken()):
        lesson.save(update_fields=[*PLAIN, "version"])
    audit.note("change", lesson, by=by, changes=differing)
    move_up(lesson, by=by)
    return lesson


@transaction.atomic
def cancel_lesson(*, by: User, lesson_id: uuid.UUID, reason: str) -> LessonSession:
    """It stays to be read; its period, its place in the chain and its guests are free again."""
    lesson = _lock(lesson_id)
    rules.check_stands(lesson)
    rules.check_unattended(is_attended=lessons.is_attended(lesson))
    lesson.cancelled_at, lesson.cancelled_by, lesson.cancel_reason = timezone.now(), by, reason
    lesson.version += 1
    lesson.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason", "version"])
    audit.note("cancel", lesson, by=by, reason=reason, changes={"cancelled": [False, True]})
    return lesson


@transaction.atomic
def reflect(*, by: User, lesson_id: uuid.UUID, reflection: str, changed: str = "") -> LessonSession:
    """课后反思, and in a chain what was done otherwise than in the lesson before. Mended later, the
    first moment stays.
    """
    lesson = _lock(lesson_id)
    rules.check_stands(lesson)
    rules.check_given(lesson, today=timezone.localdate())
    rules.check_changed(lesson, changed)
    lesson.reflection, lesson.changed = reflection, changed
    lesson.reflected_at = lesson.reflected_at or timezone.now()
    lesson.version += 1
    lesson.save(update_fields=["reflection", "changed", "reflected_at", "version"])
    audit.note("reflect", lesson, by=by, changes={"fields": [None, ["reflection", "changed"]]})
    return lesson


# ---- parts ---------------------------------------------------------------------------------


@transaction.atomic
def _enter(lesson: LessonSession) -> None:
    """A savepoint: when the period is taken, nothing is written and nobody stays locked."""
    if lesson.host_id is not None:
        lock_people([lesson.host_id])
        doing = lessons.taken([lesson.host_id], lesson.taught_on, lesson.period)
        rules.check_host_free(doing.get(lesson.host_id, ""))
    with refused_as(rules.place_taken()):
        lesson.save(force_insert=True)


def _say_there(by: User, lesson: LessonSession) -> None:
    """The office may have entered it for somebody else."""
    if not may(by, Permission.LESSON_KEEP):
        attend(by=by, lesson_id=lesson.pk)


def _lock(lesson_id: uuid.UUID) -> LessonSession:
    """The chain first: a lesson never changes its chain."""
    chain = LessonSession.objects.values_list("chain_id", flat=True).get(pk=lesson_id)
    if chain is not None:
        RelayChain.objects.select_for_update(no_key=True).get(pk=chain)
    return (
        LessonSession.objects.select_for_update(no_key=True, of=("self",))
        .select_related("kind", "campaign")
        .get(pk=lesson_id)
    )


def _check_version(lesson: LessonSession, expected: int) -> None:
    if lesson.version != expected:
        raise Stale(
            _("Somebody changed this lesson since you opened it."),
            current={"version": lesson.version},
        )


def _check_out_of_school(is_out: bool, *, place: str, **of_the_school: Any) -> None:
    """Out of school there is a place, and nothing of the school's own."""
    if not is_out:
        return
    for name, value in of_the_school.items():
        if value is not None:
            raise InputRefused(
                name, "out_of_school", _("This belongs to lessons in the school only.")
            )
    if not place:
        raise InputRefused("place", "required", _("Say where the lesson was given."))


def _check_still_whole(lesson: LessonSession) -> None:
    _check_out_of_school(
        lesson.is_out_of_school, place=lesson.place, school_class=lesson.school_class
    )


def _place_in_chain(chain: RelayChain | None, position: int | None, at: rules.Slot) -> int | None:
    if chain is None:
        if position is not None:
            raise InputRefused(
                "chain_position", "no_chain", _("Say which chain this is a place in.")
            )
        return None
    locked = RelayChain.objects.select_for_update(no_key=True).get(pk=chain.pk)
    rules.check_chain_open(is_closed=locked.closed_at is not None)
    others = _places(locked.pk)
    wanted = position or rules.next_position(others)
    rules.check_in_turn(at, wanted, others)
    return wanted


def _places(chain_id: uuid.UUID, *, apart_from: uuid.UUID | None = None) -> dict[int, rules.Slot]:
    rows = LessonSession.objects.filter(chain=chain_id, cancelled_at=None)
    return {
        row.chain_position: rules.slot(row)
        for row in rows
        if row.chain_position is not None and row.pk != apart_from
    }


def _move(lesson: LessonSession, *, today: datetime.date) -> None:
    rules.check_unattended(is_attended=lessons.is_attended(lesson))
    in_term = people.current_term(lesson.school_id, lesson.taught_on) is not None
    rules.check_day(lesson.taught_on, today=today, in_term=in_term)
    if lesson.chain_id is not None and lesson.chain_position is not None:
        others = _places(lesson.chain_id, apart_from=lesson.pk)
        rules.check_in_turn(rules.slot(lesson), lesson.chain_position, others)
    guests = _guests(lesson)
    host = [lesson.host_id] if lesson.host_id is not None else []
    lock_people([*guests, *host])
    doing = lessons.taken([*guests, *host], lesson.taught_on, lesson.period, apart_from=lesson.pk)
    if lesson.host_id is not None:
        rules.check_host_free(doing.pop(lesson.host_id, ""))
    rules.check_guests_free(lessons.names_of(doing))


def _guests(lesson: LessonSession) -> Collection[uuid.UUID]:
    live = LessonBooking.objects.filter(session=lesson, state__in=LIVE)
    return list(live.values_list("guest_id", flat=True))


def _check_guests(lesson: LessonSession) -> None:
    """Nobody who has a seat loses it by a number, and nobody waits for a seat that is not there."""
    live = LessonBooking.objects.filter(session=lesson, state__in=LIVE)
    states = list(live.values_list("state", flat=True))
    seats_rules.check_announced(lesson.kind, live=len(states))
    seats_rules.check_seats_suffice(
        lesson.seats,
        seated=states.count(BookingState.SEATED),
        waiting=states.count(BookingState.WAITING),
    )


def _snapshot(lesson: LessonSession) -> dict[str, Any]:
    """As the audit log tells it."""
    return {
        "kind": lesson.kind.code,
        "subject": lesson.subject,
        "topic": lesson.topic,
        "lesson_type": lesson.lesson_type,
        "school_class": str(lesson.school_class_id) if lesson.school_class_id else None,
        "place": lesson.place,
        "campaign": str(lesson.campaign_id) if lesson.campaign_id else None,
        "taught_on": lesson.taught_on.isoformat(),
        "period": lesson.period,
        "seats": lesson.seats,
    }
