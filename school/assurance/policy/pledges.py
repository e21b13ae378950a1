"""Pledges are read by all staff; who signed is told to who keeps them and who signs beside."""

from collections.abc import Iterable, Sequence

from school.assurance.models import PledgeForm, PledgeRound, PledgeVersion
from school.assurance.rules.pledges import Layer, Signer, countersigns
from school.people.access import SchoolWide, may, standing
from school.people.models import User
from school.people.roles import Permission


def keeps(user: User) -> bool:
    return may(user, Permission.PLEDGE_KEEP)


def layers_of(user: User, layers: Sequence[Layer]) -> frozenset[int]:
    """Beside whose signatures this person signs, by the posts of today."""
    return countersigns(layers, {post.kind for post in standing(user).posts})


def known(user: User, layers: Sequence[Layer], found: Iterable[Signer]) -> list[Signer]:
    """Whose signature this person may know of: the own, those beside which they sign, or all."""
    if keeps(user):
        return list(found)
    beside = layers_of(user, layers)
    return [one for one in found if one.staff == user.staff_id or one.layer in beside]


class PledgeFormPolicy(SchoolWide[PledgeForm]):
    needs = {"list": Permission.PLEDGE_READ, "create": Permission.PLEDGE_KEEP}


class PledgeVersionPolicy(SchoolWide[PledgeVersion]):
    needs = {
        "list": Permission.PLEDGE_READ,
        "retrieve": Permission.PLEDGE_READ,
        "create": Permission.PLEDGE_KEEP,
    }


class PledgeRoundPolicy(SchoolWide[PledgeRound]):
    """Whether a person is bound, or signs beside others, is the round's own affair."""

    needs = {
        "list": Permission.PLEDGE_READ,
        "export": Permission.PLEDGE_READ,
        "retrieve": Permission.PLEDGE_READ,
        "create": Permission.PLEDGE_KEEP,
        "sign": Permission.PLEDGE_READ,
        "countersign": Permission.PLEDGE_READ,
        "void": Permission.PLEDGE_KEEP,
    }


class PledgeSignerPolicy(SchoolWide[PledgeRound]):
    """Of every round; which of its lines are shown, `known` says."""

    needs = {"list": Permission.PLEDGE_READ, "export": Permission.PLEDGE_READ}
