"""Founding a school: its calendar of this year and the one account that makes the others."""

import datetime
import re
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from school.people.models import (
    AcademicYear,
    Post,
    School,
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
NAME_LETTERS = {"name": 100, "short_name": 30, "admin_name": 50}
YEAR_TURNS_ON = (7, 11)
"""The day on which the first term's visit window opens, and with it the school's year."""


@transaction.atomic
def found_school(
    *, name: str, short_name: str, admin_username: str, admin_name: str, today: datetime.date
) -> tuple[User, str]:
    """The administrator's account, and the password that is shown this one time."""
    name = _cleaned("name", name)
    short_name = _cleaned("short_name", short_name)
    admin_name = _cleaned("admin_name", admin_name)
    admin_username = admin_username.lower()
    if not re.fullmatch(r"[a-z][a-z0-9._-]{2,49}", admin_username, re.ASCII):
        raise InputRefused(
            "admin_username",
            "invalid",
            _("An account's name has 3 to 50 small letters and digits and begins with a letter."),
        )
    if School.objects.filter(name=name).exists():
        raise RuleBroken("school_exists", _("There is already a school of this name."))
    if User.objects.filter(username=admin_username).exists():
        raise RuleBroken("account_exists", _("There is already an account of this name."))
    school = School.objects.create(name=name, short_name=short_name)
    _open_year(school, today)
    staff = StaffMember.objects.create(
        school=school, staff_number=FIRST_STAFF_NUMBER, name=admin_name
    )
    post = Post.objects.create(
        school=school, staff=staff, kind=PostKind.ADMINISTRATOR, starts_on=today
    )
    password = secrets.token_urlsafe(15)
    account = User.objects.create_user(admin_username, password, school=school, staff=staff)
    audit.note("appoint", post, by=None, reason="found_school")
    return account, password


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
