"""Which shares of the report are told: none small, and none that gives a small one away."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from school.shared.suppression import LEAST, hidden, is_small


@dataclass(frozen=True)
class Share:
    """`part` of `whole`, in the group `within` of the table above; None where there is none."""

    key: Hashable
    label: str
    part: int
    whole: int
    within: Hashable = None

    @property
    def is_small(self) -> bool:
        sizes = (self.part, self.whole - self.part, self.whole)
        return any(is_small(size, LEAST) for size in sizes)


def hidden_shares(shares: Sequence[Share], betrayed: frozenset[Hashable]) -> frozenset[Hashable]:
    """The keys of those that stay hidden while their sum is known, on either side of the share."""
    hide = [one.is_small or one.key in betrayed for one in shares]
    while True:
        more = hidden([one.part for one in shares], LEAST, hide)
        more = hidden([one.whole - one.part for one in shares], LEAST, more)
        if more == hide:
            break
        hide = more
    return frozenset(one.key for one, is_hidden in zip(shares, hide, strict=True) if is_hidden)


def hidden_in_two_tables(
    groups: Sequence[Share], members: Sequence[Share]
) -> tuple[frozenset[Hashable], frozenset[Hashable]]:
    """What stays hidden of grades and of their classes, of which each grade is the sum.

    A hidden grade hides some of its classes, or they would add up to it; the one class of a grade
    is the grade.
    """
    classes: frozenset[Hashable] = frozenset()
    while True:
        before = classes
        alone: set[Hashable] = set()
        for group in groups:
            own = [one for one in members if one.within == group.key]
            classes |= hidden_shares(own, classes)
            if len(own) == 1 and own[0].key in classes:
                alone.add(group.key)
        grades = hidden_shares(groups, frozenset(alone))
        for group in groups:
            own = [one for one in members if one.within == group.key]
            if group.key in grades and own and not classes & {one.key for one in own}:
                classes |= {min(own, key=lambda one: one.part).key}
        if classes == before:
            return grades, classes
