"""What follows from a post, and until when."""

import datetime

import pytest

from school.people.access import may, standing
from school.people.models import CommitteeMembership, Post, User
from school.people.roles import COMMITTEE, GRANTS, MAY_KNOW_ALL, Permission, PostKind
from tests.factories import people

pytestmark = pytest.mark.usefixtures("now")


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_every_post_has_its_line_in_the_table():
    assert set(GRANTS) == set(PostKind.values)


def test_every_permission_is_granted_to_somebody():
    granted = COMMITTEE.union(*GRANTS.values())

    assert set(Permission) - granted == set()


def test_the_administrator_sees_no_child():
    child = {p for p in Permission if p.startswith(("STUDENT", "VISIT", "CIRCUMSTANCE", "OBLIG"))}

    assert GRANTS[PostKind.ADMINISTRATOR] & child == set()


def test_those_who_may_know_all_may_read_circumstances():
    assert all(Permission.CIRCUMSTANCE_READ in GRANTS[kind] for kind in MAY_KNOW_ALL)


def test_a_post_that_ended_gives_nothing(former):
    assert standing(former).permissions == frozenset()


def test_a_post_ends_with_its_last_day(homeroom, now):
    post = Post.objects.get(staff=homeroom.staff)
    post.ends_on = now.date()
    post.save()
    assert may(fresh(homeroom), Permission.VISIT_RECORD)

    post.ends_on = now.date() - datetime.timedelta(days=1)
    post.save()

    assert not may(fresh(homeroom), Permission.VISIT_RECORD)


def test_a_post_that_is_no_longer_believed_gives_nothing(homeroom, now):
    Post.objects.filter(staff=homeroom.staff).update(retired_at=now)

    assert standing(fresh(homeroom)).permissions == frozenset()


def test_two_posts_join_their_permissions_but_not_their_classes(two_hats, maple, cedar):
    who = standing(two_hats)

    assert who.own_classes == {cedar.pk}
    assert who.met_classes == {maple.pk, cedar.pk}
    assert not who.may_know_all


def test_a_committee_member_reads_what_is_published_asks_about_it_and_nothing_else(committee):
    """Publications, the rules by which points are given, names that families let be known, answers
    to families that are shared; and it passes on what families say of the school's ethics.
    """
    assert standing(committee).permissions == COMMITTEE
    assert set(COMMITTEE) == {
        "PUBLICATION_READ",
        "QUESTION_READ",
        "QUESTION_ASK",
        "CATALOGUE_READ",
        "HONOUR_READ",
        "RECOGNITION_READ",
        "CONSULTATION_READ",
        "SUPERVISION_ENTER",
    }


def test_a_committee_membership_ends(committee, now):
    CommitteeMembership.objects.filter(user=committee).update(
        ends_on=now.date() - datetime.timedelta(days=1)
    )

    assert standing(fresh(committee)).permissions == frozenset()


def test_a_member_of_staff_is_never_on_the_committee_as_well(homeroom):
    people.CommitteeMembership(user=homeroom)

    assert not standing(fresh(homeroom)).is_committee
