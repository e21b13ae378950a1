"""Founding a school: its calendar of this year and the one account that makes the others."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.people.actions import invitations
from school.people.models import (
    AcademicYear,
    Post,
    School,
    SchoolClass,
    StaffMember,
    Stage,
    Term,
    TermStage,
    User,
)
from school.people.roles import PostKind
from school.shared import audit, text
from school.shared.errors import InputRefused, RuleBroken

FIRST_STAFF_NUMBER = "0001"
NAME_LETTERS = {"name": 100, "short_name": 30, "admin_name": 50, "staff_number": 20}
CLASS_POSTS = (PostKind.HOMEROOM_TEACHER, PostKind.DEPUTY_HOMEROOM)
YEAR_TURNS_ON = (7, 11)
"""The day on which the first term's visit window opens, and with it the school's year."""


@transaction.atomic
def found_school(
    *, name: str, short_name: str, admin_username: str, admin_name: str, today: datetime.date
) -> tuple[User, str]:
    """The administrator's account, and the token of the link that sets its password, once."""
    name = _cleaned("name", name)
    short_name = _cleaned("short_name", short_name)
    admin_name = _cleaned("admin_name", admin_name)
    if School.objects.filter(name=name).exists():
        raise RuleBroken("school_exists", _("There is already a school of this name."))
    admin_username = invitations.account_name("admin_username", admin_username)
    school = School.objects.create(name=name, short_name=short_name)
    _open_year(school, today)
    staff = StaffMember.objects.create(
        school=school, staff_number=FIRST_STAFF_NUMBER, name=admin_name
    )
    post = Post.objects.create(
        school=school, staff=staff, kind=PostKind.ADMINISTRATOR, starts_on=today
    )
    audit.note("appoint", post, by=None, reason="found_school")
    return invitations.invite_staff(
        by=None, staff=staff, username=admin_username, now=timezone.now()
    )


@transaction.atomic
def appoint(
    *,
    by: User,
    staff_number: str,
    name: str,
    kind: str,
    today: datetime.date,
    school_class: SchoolClass | None = None,
    subject: str = "",
    username: str = "",
) -> tuple[Post, str]:
    """A post from today on, for a person who is entered when the school has no such number.

    The second value is the token of the link that the person is handed, shown this one time;
    empty when no account was asked for or there was one already.
    """
    staff, is_new = StaffMember.objects.get_or_create(
        school_id=by.school_id,
        staff_number=_cleaned("staff_number", staff_number),
        defaults={"name": _cleaned("name", name), "created_by": by},
    )
    if not is_new and staff.name != name.strip():
        raise RuleBroken("another_person", _("This staff number belongs to somebody else."))
    if kind in CLASS_POSTS and school_class is None:
        raise InputRefused(
            "school_class", "required", _("This post is one for a class: say which.")
        )
    held = Post.objects.believed().on(today).filter(staff=staff, kind=kind)
    if held.filter(school_class=school_class, subject=subject).exists():
        raise RuleBroken("post_held", _("This person holds the post already."))
    post = Post.objects.create(
        school_id=by.school_id,
        created_by=by,
        staff=staff,
        kind=kind,
        school_class=school_class,
        subject=subject,
        starts_on=today,
    )
    audit.note("appoint", post, by=by, changes={"kind": [None, kind]})
    return post, _open_account(by, staff, username) if username else ""


def _open_account(by: User, staff: StaffMember, username: str) -> str:
    if User.objects.filter(staff=staff).exists():
        return ""
    _account, token = invitations.invite_staff(
        by=by, staff=staff, username=username, now=timezone.now()
    )
    return token


def _cleaned(field: str, value: str) -> str:
    try:
        cleaned = text.clean(value.strip(), lines=False)
    except text.TextRefused as refused:
        raise InputRefused(field, refused.code, refused.message) from refused
    if text.is_blank(cleaned):
        raise InputRefused(field, "blank", _("This may not be empty."))
    if len(cleaned) > NAME_LETTERS[field]:
        raise InputRefused(
            field,
            "max_length",
            _("This has more than %(most)d letters.") % {"most": NAME_LETTERS[field]},
        )
    return cleaned


def _open_year(school: School, today: datetime.date) -> None:
    """The usual dates of a primary school; the windows of the two terms leave no day out."""
    first = today.year if (today.month, today.day) >= YEAR_TURNS_ON else today.year - 1
    day = datetime.date
    year = AcademicYear.objects.create(school=school, first_year=first)
    for ordinal, window, teaching in (
        (
            1,
            (day(first, 7, 11), day(first + 1, 1, 31)),
            (day(first, 9, 1), day(first + 1, 1, 31)),
        ),
        (
            2,
            (day(first + 1, 2, 1), day(first + 1, 7, 10)),
            (day(first + 1, 3, 1), day(first + 1, 7, 10)),
        ),
    ):
        term = Term.objects.create(
            school=school,
            academic_year=year,
            ordinal=ordinal,
            window_opens_on=window[0],
            window_closes_on=window[1],
        )
        TermStage.objects.create(
            school=school,
            term=term,
            stage=Stage.PRIMARY,
            starts_on=teaching[0],
            ends_on=teaching[1],
        )
