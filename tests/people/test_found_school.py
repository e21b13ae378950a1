"""Founding a school from the command line."""

import datetime
import io

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.utils import timezone

from school.people import founding, queries
from school.people.access import standing
from school.people.actions.invitations import LinkOver, accept_link
from school.people.models import School, TermStage, User
from school.people.roles import PostKind
from school.shared.errors import InputRefused
from school.shared.models import AuditEntry
from tests.people.links import PASSWORD, token_in

pytestmark = pytest.mark.django_db

DAY = datetime.date
GIVEN = {
    "name": "滨河路小学",
    "short_name": "滨河",
    "admin_username": "Office",
    "admin_name": "曲老师",
}
TODAY = DAY(2026, 11, 23)


def found(today=TODAY, **changes):
    return founding.found_school(**GIVEN | changes, today=today)


def run(**changes):
    out = io.StringIO()
    call_command("found_school", stdout=out, **GIVEN | changes)
    return out.getvalue()


def test_the_printed_link_signs_the_administrator_in(now):
    accept_link(token=token_in(run()), password=PASSWORD, now=timezone.now())

    user = authenticate(username="office", password=PASSWORD)
    assert user is not None
    assert user.display_name == "曲老师"
    assert [post.kind for post in standing(user).posts] == [PostKind.ADMINISTRATOR]


def test_a_link_works_once(now):
    token = token_in(run())
    accept_link(token=token, password=PASSWORD, now=timezone.now())

    with pytest.raises(LinkOver):
        accept_link(token=token, password=PASSWORD, now=timezone.now())


def test_two_schools_never_get_the_same_link(now):
    _, first = found()
    _, second = found(name="海滨小学", admin_username="office2")

    assert first != second


@pytest.mark.parametrize(
    ("today", "year", "ordinal"),
    [
        (DAY(2026, 11, 23), "2026-2027", 1),
        (DAY(2027, 1, 31), "2026-2027", 1),
        (DAY(2027, 2, 1), "2026-2027", 2),
        (DAY(2027, 7, 10), "2026-2027", 2),
        (DAY(2027, 7, 11), "2027-2028", 1),
        (DAY(2027, 8, 31), "2027-2028", 1),
    ],
)
def test_every_day_of_the_year_has_a_term(today, year, ordinal):
    account, _ = found(today=today)

    term = queries.current_term(account.school_id, today)
    assert (str(term.academic_year), term.ordinal) == (year, ordinal)


def test_the_calendar_is_that_of_a_primary_school():
    found()

    assert list(
        TermStage.objects.order_by("starts_on").values_list("stage", "starts_on", "ends_on")
    ) == [
        ("primary", DAY(2026, 9, 1), DAY(2027, 1, 31)),
        ("primary", DAY(2027, 3, 1), DAY(2027, 7, 10)),
    ]


def test_the_appointment_stands_in_the_audit_log():
    account, token = found()

    entries = AuditEntry.objects.filter(school_id=account.school_id).order_by("at")
    assert [(e.verb, e.actor) for e in entries] == [
        ("appoint", None),
        ("open_account", None),
        ("invite", None),
        ("hand_out_link", None),
    ]
    assert token not in str([(e.changes, e.reason) for e in entries])


def test_a_new_link_lets_the_last_administrator_in_again(now):
    first = token_in(run())
    out = io.StringIO()
    call_command("new_link", username="office", stdout=out)

    with pytest.raises(LinkOver):
        accept_link(token=first, password=PASSWORD, now=timezone.now())
    accept_link(token=token_in(out.getvalue()), password=PASSWORD, now=timezone.now())
    assert authenticate(username="office", password=PASSWORD)


def test_there_is_no_new_link_for_nobody(now):
    with pytest.raises(CommandError, match="no such account"):
        call_command("new_link", username="nobody")


@pytest.mark.parametrize("changes", [{"admin_username": "other"}, {"name": "海滨小学"}])
def test_a_school_or_account_that_exists_is_refused_and_nothing_is_stored(changes):
    run()

    with pytest.raises(CommandError):
        run(**changes)

    assert (School.objects.count(), User.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 101),
        ("name", "滨\x00河"),
        ("short_name", "\u200b"),
        ("admin_name", "曲\u202e"),
        ("admin_username", "o"),
        ("admin_username", "管理员"),
        ("admin_username", "a b"),
        ("admin_username", "1office"),
    ],
)
def test_a_word_that_cannot_be_taken_is_refused_by_name(field, value):
    with pytest.raises(InputRefused) as refused:
        found(**{field: value})

    assert refused.value.field == field
    assert not School.objects.exists()
