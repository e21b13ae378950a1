"""Who holds which post from which day: joining, giving, ending, leaving the school."""

import datetime
import uuid

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from school.people.access import may
from school.people.actions import facts
from school.people.models import (
    Post,
    PostEnding,
    School,
    SchoolClass,
    StaffMember,
    User,
)
from school.people.roles import Permission, PostKind
from school.people.rules import posts as rules
from school.people.rules.placements import check_near
from school.shared import audit
from school.shared.constraints import refused_as
from school.shared.errors import InputRefused

DAY = datetime.timedelta(days=1)


def hold_still(by: User) -> None:
    """Posts of a school are given one after the other: what was free is still free."""
    School.objects.select_for_update(no_key=True).get(pk=by.school_id)


def appoints_offices(by: User) -> bool:
    return may(by, Permission.OFFICE_APPOINT)


def believed(by: User) -> QuerySet[Post]:
    return (
        Post.objects.believed()
        .filter(school_id=by.school_id)
        .select_related("staff", "school_class")
        .order_by("starts_on", "id")
    )


def note(verb: str, post: Post, *, by: User, reason: str) -> None:
    audit.note(
        verb,
        post,
        by=by,
        reason=reason,
        changes={
            "staff": [None, str(post.staff_id)],
            "kind": [None, post.kind],
            "school_class": [None, str(post.school_class_id) if post.school_class_id else None],
            "starts_on": [None, post.starts_on.isoformat()],
            "ends_on": [None, post.ends_on.isoformat() if post.ends_on else None],
        },
    )


@transaction.atomic
def join_school(
    *,
    by: User,
    staff_number: str,
    name: str,
    place: rules.Place,
    starts_on: datetime.date,
    reason: str,
    teaching_since: datetime.date | None = None,
) -> StaffMember:
    """A new colleague with a first post. The account is the administrator's to open."""
    rules.check_teaching_since(teaching_since, today=timezone.localdate())
    with refused_as(
        InputRefused(
            "staff_number", "number_taken", _("There is a colleague of this number already.")
        )
    ):
        staff = StaffMember.objects.create(
            school_id=by.school_id,
            created_by=by,
            staff_number=staff_number,
            name=name,
            teaching_since=teaching_since,
        )
    audit.note("join", staff, by=by, reason=reason, changes={"name": [None, name]})
    give_post(by=by, staff=staff, place=place, starts_on=starts_on, reason=reason)
    return staff


@transaction.atomic
def say_teaching_since(
    *, by: User, staff_id: uuid.UUID, teaching_since: datetime.date | None
) -> StaffMember:
    """任教时间: the first day as a teacher anywhere; none when it is not known."""
    rules.check_teaching_since(teaching_since, today=timezone.localdate())
    staff = StaffMember.objects.select_for_update(no_key=True).get(pk=staff_id)
    told = [one.isoformat() if one else None for one in (staff.teaching_since, teaching_since)]
    staff.teaching_since = teaching_since
    staff.save(update_fields=["teaching_since"])
    audit.note("say_teaching_since", staff, by=by, changes={"teaching_since": told})
    return staff


@transaction.atomic
def give_post(
    *,
    by: User,
    staff: StaffMember,
    place: rules.Place,
    starts_on: datetime.date,
    reason: str,
    ends_on: datetime.date | None = None,
) -> Post:
    hold_still(by)
    rules.check_not_self(staff.pk, by.staff_id)
    rules.check_may_give([place.kind], appoints_offices=appoints_offices(by))
    check_near("starts_on", starts_on, timezone.localdate())
    rules.check_place(place, starts_on)
    if ends_on is not None and ends_on < starts_on:
        raise InputRefused("ends_on", "before_start", _("The last day lies before the first."))
    holders = believed(by).filter(kind=place.kind, school_class=place.school_class)
    rules.check_free(place, staff, holders, starts_on, ends_on)
    post = Post.objects.create(
        school_id=by.school_id,
        created_by=by,
        staff=staff,
        kind=place.kind,
        school_class=place.school_class,
        cohort_year=place.cohort_year,
        subject=place.subject,
        starts_on=starts_on,
        ends_on=ends_on,
        began_why=reason,
    )
    note("appoint", post, by=by, reason=reason)
    return post


@transaction.atomic
def end_post(
    *, by: User, staff: StaffMember, post_id: uuid.UUID, last_day: datetime.date, reason: str
) -> Post:
    hold_still(by)
    rules.check_not_self(staff.pk, by.staff_id)
    post = believed(by).filter(staff=staff, pk=post_id).first()
    if post is None:
        raise InputRefused("post", "does_not_exist", _("This person holds no such post."))
    rules.check_may_give([post.kind], appoints_offices=appoints_offices(by))
    rules.check_ends(post, last_day)
    return _end(post, PostEnding.RELIEVED, by=by, last_day=last_day, reason=reason)


def _end(post: Post, ending: PostEnding, *, by: User, last_day: datetime.date, reason: str) -> Post:
    ended = facts.rewrite(
        post, by=by, now=timezone.now(), ends_on=last_day, ended=ending, ended_why=reason
    )
    note("end_post", ended, by=by, reason=reason)
    return ended


@transaction.atomic
def leave_school(
    *, by: User, staff: StaffMember, last_day: datetime.date, reason: str
) -> StaffMember:
    """Every post ends on the last day, and with the posts what the account may do."""
    hold_still(by)
    rules.check_not_self(staff.pk, by.staff_id)
    check_near("last_day", last_day, timezone.localdate())
    held = [
        post
        for post in believed(by).filter(staff=staff)
        if post.ends_on is None or post.ends_on > last_day
    ]
    rules.check_may_give([post.kind for post in held], appoints_offices=appoints_offices(by))
    now = timezone.now()
    for post in held:
        if post.starts_on > last_day:
            facts.retire(post, by=by, now=now)
        else:
            _end(post, PostEnding.LEFT_SCHOOL, by=by, last_day=last_day, reason=reason)
    audit.note(
        "leave_school",
        staff,
        by=by,
        reason=reason,
        changes={"last_day": [None, last_day.isoformat()], "posts": [len(held), 0]},
    )
    return staff


@transaction.atomic
def change_homeroom(
    *,
    by: User,
    school_class: SchoolClass,
    staff: StaffMember,
    starts_on: datetime.date,
    reason: str,
) -> Post:
    """From this day on the class has another homeroom teacher; until then it had the old one."""
    hold_still(by)
    rules.check_not_self(staff.pk, by.staff_id)
    for post in believed(by).filter(kind=PostKind.HOMEROOM_TEACHER, school_class=school_class):
        rules.check_not_self(post.staff_id, by.staff_id)
        if post.ends_on is not None and post.ends_on < starts_on:
            continue
        if post.staff_id == staff.pk and post.holds_on(starts_on):
            raise InputRefused("staff", "post_held", _("This person holds the post already."))
        if post.starts_on >= starts_on:
            facts.retire(post, by=by, now=timezone.now())
            note("end_post", post, by=by, reason=reason)
        else:
            _end(post, PostEnding.REPLACED, by=by, last_day=starts_on - DAY, reason=reason)
    place = rules.Place(PostKind.HOMEROOM_TEACHER, school_class)
    return give_post(by=by, staff=staff, place=place, starts_on=starts_on, reason=reason)
