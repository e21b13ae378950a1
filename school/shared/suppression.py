"""Which numbers must not be told: none that is small, and none that gives a small one away."""

from collections.abc import Sequence

LEAST = 5
"""A number from 1 up to this, exclusive, stays hidden."""


def is_small(value: int, k: int) -> bool:
    return 0 < value < k


def hidden(values: Sequence[int], k: int, betrayed: Sequence[bool] | None = None) -> list[bool]:
    """Which cells stay hidden when the total is known to everybody.

    A small cell is hidden. One hidden cell alone would be the total less the others, and two
    that add up to less than `k` would be all but known: further cells, the smallest first, are
    hidden with them. A hidden cell does not say whether it is small. `betrayed` are cells that
    would give a small number away elsewhere.
    """
    hide = [is_small(value, k) for value in values]
    if betrayed is not None:
        hide = [one or other for one, other in zip(hide, betrayed, strict=True)]
    if not any(hide):
        return hide

    def enough() -> bool:
        kept = [value for value, is_hidden in zip(values, hide, strict=True) if is_hidden]
        return len(kept) >= 2 and sum(kept) >= k

    # Zeros last: they hide little. Equal cells in their order, so that the choice never varies.
    others = sorted(
        (n for n in range(len(values)) if not hide[n]), key=lambda n: (values[n] == 0, values[n], n)
    )
    for n in others:
        if enough():
            break
        hide[n] = True
    return hide
