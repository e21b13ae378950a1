"""On leave (请假) with a stand-in (代班): posts rest for some days, and go on after them."""

import datetime
import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.people.actions import facts
from school.people.actions.posts import appoints_offices, believed, hold_still, note
from school.people.models import (
    LeaveCover,
    Post,
    PostBeginning,
    PostEnding,
    StaffLeave,
    StaffMember,
    User,
)
from school.people.rules import posts as rules
from school.people.rules.placements import check_near
from school.shared import audit
from school.shared.constraints import refused_as
from school.shared.errors import InputRefused, RuleBroken

DAY = datetime.timedelta(days=1)


@transaction.atomic
def grant_leave(
    *,
    by: User,
    staff: StaffMember,
    starts_on: datetime.date,
    ends_on: datetime.date,
    reason: str,
    substitutes: Mapping[uuid.UUID, StaffMember],
) -> StaffLeave:
    """`substitutes`: the post that rests -> who holds one of the same kind and class meanwhile."""
    hold_still(by)
    rules.check_not_self(staff.pk, by.staff_id)
    check_near("starts_on", starts_on, timezone.localdate())
    posts = [
        post
        for post in believed(by).filter(staff=staff, starts_on__lte=ends_on)
        if post.ends_on is None or post.ends_on >= starts_on
    ]
    rules.check_leave(starts_on, ends_on, posts, set(substitutes))
    away = list(
        StaffLeave.objects.believed().filter(school_id=by.school_id).overlapping(starts_on, ends_on)
    )
    given = [post.kind for post in posts if post.pk in substitutes]
    rules.check_may_give(given, appoints_offices=appoints_offices(by))
    for substitute in substitutes.values():
        rules.check_not_self(substitute.pk, by.staff_id)
        rules.check_substitute(staff, substitute, away)
    now = timezone.now()
    with refused_as(RuleBroken("leave_overlaps", _("There is a leave on some of these days."))):
        leave = StaffLeave.objects.create(
            school_id=by.school_id,
            created_by=by,
            created_at=now,
            staff=staff,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason,
        )
    for post in posts:
        LeaveCover.objects.create(
            school_id=by.school_id,
            created_by=by,
            leave=leave,
            post=post,
            substitute=substitutes.get(post.pk),
        )
        _interrupt(post, leave, by=by, now=now)
        _carry_on(post, leave, substitutes.get(post.pk), by=by, now=now)
    audit.note(
        "grant_leave",
        leave,
        by=by,
        reason=reason,
        changes={
            "staff": [None, str(staff.pk)],
            "starts_on": [None, starts_on.isoformat()],
            "ends_on": [None, ends_on.isoformat()],
            "posts": [None, len(posts)],
            "substitutes": [None, sorted({str(one.pk) for one in substitutes.values()})],
        },
    )
    return leave


def _interrupt(post: Post, leave: StaffLeave, *, by: User, now: datetime.datetime) -> None:
    """Until the day before the leave; a post that begins with the leave has no such days."""
    if post.starts_on == leave.starts_on:
        facts.retire(post, by=by, now=now)
        return
    facts.rewrite(post, by=by, now=now, ends_on=leave.starts_on - DAY, ended=PostEnding.ON_LEAVE)


def _carry_on(
    post: Post,
    leave: StaffLeave,
    substitute: StaffMember | None,
    *,
    by: User,
    now: datetime.datetime,
) -> None:
    """The stand-in's days, and the rest of the post after the leave."""
    assert leave.ends_on is not None
    if substitute is not None:
        until = min(leave.ends_on, post.ends_on or leave.ends_on)
        standing = facts.write_anew(
            post,
            by=by,
            now=now,
            staff_id=substitute.pk,
            starts_on=leave.starts_on,
            ends_on=until,
            began=PostBeginning.STANDING_IN,
            began_why="",
            ended="",
            ended_why="",
            leave_id=leave.pk,
        )
        note("stand_in", standing, by=by, reason=leave.reason)
    if post.ends_on is None or post.ends_on > leave.ends_on:
        facts.write_anew(
            post,
            by=by,
            now=now,
            starts_on=leave.ends_on + DAY,
            began=PostBeginning.RETURNED,
            began_why="",
            leave_id=leave.pk,
        )


@transaction.atomic
def return_from_leave(
    *, by: User, staff: StaffMember, leave_id: uuid.UUID, returns_on: datetime.date, reason: str
) -> StaffLeave | None:
    """The first day back: earlier than was thought, or later. On the leave's own first day there
    was no leave, and none is left in the books.
    """
    hold_still(by)
    rules.check_not_self(staff.pk, by.staff_id)
    old = StaffLeave.objects.select_related("staff").filter(pk=leave_id, staff=staff).first()
    if old is None:
        raise InputRefused("leave", "does_not_exist", _("There is no such leave."))
    rules.check_returns(old, returns_on)
    covers = list(old.covers.select_related("post__staff", "substitute"))
    given = [one.post.kind for one in covers if one.substitute_id]
    rules.check_may_give(given, appoints_offices=appoints_offices(by))
    for cover in covers:
        if cover.substitute_id:
            rules.check_not_self(cover.substitute_id, by.staff_id)
    _check_as_left(old, covers)
    now = timezone.now()
    for piece in Post.objects.believed().filter(leave=old):
        facts.retire(piece, by=by, now=now)
    if returns_on == old.starts_on:
        facts.retire(old, by=by, now=now)
        new = None
    else:
        new = _written_again(old, returns_on - DAY, by=by, now=now)
    for cover in covers:
        if new is None:
            _undo_interruption(cover.post, old, by=by, now=now)
            continue
        LeaveCover.objects.create(
            school_id=by.school_id,
            created_by=by,
            leave=new,
            post=cover.post,
            substitute=cover.substitute,
        )
        _carry_on(cover.post, new, cover.substitute, by=by, now=now)
    audit.note(
        "return_from_leave",
        new or old,
        by=by,
        reason=reason,
        changes={
            "staff": [None, str(staff.pk)],
            "ends_on": [str(old.ends_on), str(returns_on - DAY)],
        },
    )
    return new


def _check_as_left(leave: StaffLeave, covers: list[LeaveCover]) -> None:
    """The posts around the leave stand as the leave made them; else somebody decides anew."""
    assert leave.ends_on is not None
    expected = sum(
        (one.substitute_id is not None)
        + (one.post.ends_on is None or one.post.ends_on > leave.ends_on)
        for one in covers
    )
    if Post.objects.believed().filter(leave=leave).count() != expected:
        raise RuleBroken(
            "posts_changed",
            _("The posts were changed since this leave was entered. End or give them one by one."),
        )


def _written_again(
    old: StaffLeave, ends_on: datetime.date, *, by: User, now: datetime.datetime
) -> StaffLeave:
    facts.retire(old, by=by, now=now)
    with refused_as(RuleBroken("leave_overlaps", _("There is a leave on some of these days."))):
        return facts.write_anew(old, by=by, now=now, ends_on=ends_on)


def _undo_interruption(post: Post, leave: StaffLeave, *, by: User, now: datetime.datetime) -> None:
    """The post as it was before the leave; what stood until the day before it gives way."""
    cut = Post.objects.believed().filter(
        staff_id=post.staff_id,
        kind=post.kind,
        school_class_id=post.school_class_id,
        cohort_year=post.cohort_year,
        subject=post.subject,
        ends_on=leave.starts_on - DAY,
        ended=PostEnding.ON_LEAVE,
    )
    for one in cut:
        facts.retire(one, by=by, now=now)
    facts.write_anew(post, by=by, now=now)
