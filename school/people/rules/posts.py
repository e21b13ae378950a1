"""Who may be given which post, and what a leave does to the posts it interrupts."""

import datetime
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from school.people.models import Post, SchoolClass, StaffLeave, StaffMember
from school.people.roles import OFFICES, PostKind
from school.people.rules.placements import check_class
from school.shared.errors import InputRefused, RuleBroken

CLASS_POSTS = frozenset(
    {PostKind.HOMEROOM_TEACHER, PostKind.DEPUTY_HOMEROOM, PostKind.SUBJECT_TEACHER}
)
LONGEST_LEAVE = 400


@dataclass(frozen=True)
class Place:
    """What a post is held for."""

    kind: str
    school_class: SchoolClass | None = None
    cohort_year: int | None = None
    subject: str = ""

    def is_held_by(self, post: Post) -> bool:
        school_class_id = self.school_class.pk if self.school_class else None
        return (post.kind, post.school_class_id, post.cohort_year, post.subject) == (
            self.kind,
            school_class_id,
            self.cohort_year,
            self.subject,
        )


def check_not_self(staff_id: uuid.UUID, by_staff_id: uuid.UUID | None) -> None:
    """Nobody gives a post to themselves, and nobody takes away or interrupts their own."""
    if staff_id == by_staff_id:
        raise RuleBroken("own_posts", _("Nobody keeps their own posts. Ask somebody else."))


def check_teaching_since(day: datetime.date | None, *, today: datetime.date) -> None:
    if day is not None and day > today:
        raise InputRefused(
            "teaching_since", "in_future", _("Say since when: this day is yet to come.")
        )


def check_may_give(kinds: Iterable[str], *, appoints_offices: bool) -> None:
    if not appoints_offices and any(kind in OFFICES for kind in kinds):
        raise RuleBroken(
            "office", _("This post is given and ended by the principal or the secretary.")
        )


def check_place(place: Place, day: datetime.date) -> None:
    if place.kind in CLASS_POSTS:
        if place.school_class is None:
            raise InputRefused(
                "school_class", "required", _("This post is one for a class: say which.")
            )
        check_class(place.school_class, day)
    elif place.school_class is not None:
        raise InputRefused("school_class", "no_class", _("This post is not one for a class."))
    if (place.kind == PostKind.GRADE_LEADER) != (place.cohort_year is not None):
        raise InputRefused(
            "cohort_year",
            "required" if place.cohort_year is None else "no_cohort",
            _("A grade leader leads a cohort, and nobody else does."),
        )
    if place.kind == PostKind.SUBJECT_TEACHER and not place.subject:
        raise InputRefused("subject", "required", _("Say which subject is taught."))


def check_free(
    place: Place,
    staff: StaffMember,
    holders: Iterable[Post],
    first: datetime.date,
    last: datetime.date | None,
) -> None:
    """`holders`: the believed posts of that kind and class. One homeroom teacher a class."""
    for post in holders:
        if not _meet(post, first, last):
            continue
        if post.staff_id == staff.pk and place.is_held_by(post):
            raise RuleBroken("post_held", _("This person holds the post already."))
        if place.kind == PostKind.HOMEROOM_TEACHER:
            raise RuleBroken(
                "class_has_homeroom",
                _("%(name)s is homeroom teacher of this class on these days. Change it instead.")
                % {"name": post.staff.name},
            )


def _meet(post: Post, first: datetime.date, last: datetime.date | None) -> bool:
    return (last is None or post.starts_on <= last) and (
        post.ends_on is None or first <= post.ends_on
    )


def check_ends(post: Post, last_day: datetime.date) -> None:
    if last_day < post.starts_on:
        raise InputRefused("last_day", "before_start", _("The last day lies before the first."))
    if post.ends_on is not None and post.ends_on <= last_day:
        raise RuleBroken(
            "ends_already", _("This post ends on %(day)s already.") % {"day": post.ends_on}
        )


def check_leave(
    first: datetime.date, last: datetime.date, posts: Sequence[Post], offered: set[uuid.UUID]
) -> None:
    """A leave interrupts posts that were held before it."""
    if last < first:
        raise InputRefused("ends_on", "before_start", _("The last day lies before the first."))
    if (last - first).days > LONGEST_LEAVE:
        raise InputRefused("ends_on", "too_long", _("A leave is entered for a year at most."))
    late = [post for post in posts if first < post.starts_on <= last]
    if late:
        raise RuleBroken(
            "post_begins_in_leave",
            _("A post begins on %(day)s, during the leave. Give it from a later day first.")
            % {"day": late[0].starts_on},
        )
    if not offered <= {post.pk for post in posts}:
        raise InputRefused(
            "substitutes", "no_such_post", _("One of these posts is not held on these days.")
        )


def check_substitute(
    absent: StaffMember, substitute: StaffMember, away: Iterable[StaffLeave]
) -> None:
    if substitute.pk == absent.pk:
        raise InputRefused("substitutes", "same_person", _("Nobody stands in for themselves."))
    if any(one.staff_id == substitute.pk for one in away):
        raise InputRefused(
            "substitutes",
            "on_leave",
            _("%(name)s is on leave on these days, too.") % {"name": substitute.name},
        )


def check_returns(leave: StaffLeave, returns_on: datetime.date) -> None:
    if leave.retired_at is not None:
        raise RuleBroken("changed_meanwhile", _("Somebody changed this meanwhile. Look again."))
    if returns_on < leave.starts_on:
        raise InputRefused(
            "returns_on", "before_start", _("This day lies before the leave begins.")
        )
    if (returns_on - leave.starts_on).days > LONGEST_LEAVE:
        raise InputRefused("returns_on", "too_long", _("A leave is entered for a year at most."))
