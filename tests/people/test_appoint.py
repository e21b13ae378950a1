"""Appointing staff from the command line: how a real school gets its teachers."""

import io

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.utils import timezone

from school.people.access import standing
from school.people.actions.invitations import accept_link
from school.people.models import Post, StaffMember, User
from tests.people.links import PASSWORD, token_in

pytestmark = pytest.mark.usefixtures("now", "term")
GIVEN = {"by": "admin", "staff_number": "0042", "name": "綦老师", "post": "homeroom_teacher"}


def run(**changes):
    out = io.StringIO()
    call_command("appoint", stdout=out, **GIVEN | changes)
    return out.getvalue()


def test_a_homeroom_teacher_signs_in_and_meets_the_class(admin, maple):
    printed = run(school_class="2024-2", username="Qiqi")

    accept_link(token=token_in(printed), password=PASSWORD, now=timezone.now())
    account = authenticate(username="qiqi", password=PASSWORD)
    assert standing(account).own_classes == {maple.pk}


def test_a_second_post_joins_the_first_and_opens_no_second_account(admin, maple, cedar):
    run(school_class="2024-2", username="qiqi")

    printed = run(post="subject_teacher", school_class="2023-1", subject="语文", username="qiqi2")

    assert "link" not in printed
    assert User.objects.filter(staff__staff_number="0042").count() == 1
    who = standing(User.objects.get(username="qiqi"))
    assert (who.own_classes, who.met_classes) == ({maple.pk}, {maple.pk, cedar.pk})


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"by": "nobody"}, "no such account"),
        ({"school_class": "2019-9"}, "no such class"),
        ({"school_class": "二班"}, "no such class"),
        ({"school_class": None}, "是班级岗位|one for a class"),
        ({"school_class": "2024-2", "username": "1"}, "."),
        ({"school_class": "2024-2", "username": "admin"}, "."),
        ({"school_class": "2024-2", "name": "\u200b"}, "."),
    ],
)
def test_what_cannot_be_is_refused_whole(admin, maple, changes, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(**changes)

    assert not StaffMember.objects.filter(staff_number="0042").exists()


def test_the_same_post_is_not_held_twice(admin, maple):
    run(school_class="2024-2")

    with pytest.raises(CommandError):
        run(school_class="2024-2")
    with pytest.raises(CommandError):
        run(school_class="2024-2", name="别人")

    assert Post.objects.filter(staff__staff_number="0042").count() == 1
