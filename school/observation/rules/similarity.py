"""How alike two notes are: shared runs of characters. Told to the writer alone, kept nowhere."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

RUN = 3
"""Characters of one run."""
SHORT = 12
"""What has fewer letters than this says too little to be compared."""


@dataclass(frozen=True)
class Other:
    """A text to compare with, under the key of the record that it stands in."""

    key: str
    text: str


@dataclass(frozen=True)
class Likeness:
    """How much of the runs of two texts both have, from 0 to 1."""

    key: str
    share: Fraction


def bare(text: str) -> str:
    """Letters and digits alone: spaces, marks and the width of letters make no difference."""
    return "".join(one for one in unicodedata.normalize("NFKC", text).casefold() if one.isalnum())


def runs(text: str) -> frozenset[str]:
    """Every run of the bare text; none of a short one."""
    letters = bare(text)
    if len(letters) < SHORT:
        return frozenset()
    return frozenset(letters[n : n + RUN] for n in range(len(letters) - RUN + 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> Fraction:
    """The runs that both have, of those that either has."""
    both = len(one & other)
    either = len(one) + len(other) - both
    return Fraction(both, either) if either else Fraction(0)


def most_alike(text: str, others: Iterable[Other], *, at_least: Fraction) -> list[Likeness]:
    """Of each key the text that is most like this one, if it is so much alike; the most first."""
    own = runs(text)
    if not own:
        return []
    found: dict[str, Fraction] = {}
    for other in others:
        theirs = runs(other.text)
        # What differs in length by more cannot be alike enough.
        if min(len(own), len(theirs)) < at_least * max(len(own), len(theirs)):
            continue
        share = likeness(own, theirs)
        if share and share >= at_least:
            found[other.key] = max(share, found.get(other.key, Fraction(0)))
    return sorted(
        (Likeness(key, share) for key, share in found.items()),
        key=lambda one: (-one.share, one.key),
    )
