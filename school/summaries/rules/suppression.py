"""Which numbers the public may see: none that is small, and none that gives a small one away."""

from collections.abc import Sequence

LEAST = 5
LEAST_BY_CATEGORY = 10
"""A number from 1 up to these, exclusive, stays hidden; by category of need the bar is higher."""
HIDDEN = "（为保护隐私不单列）"
STEP = 5
"""Bands of a share end at multiples of this many per cent."""


def least(code: str) -> int:
    return LEAST_BY_CATEGORY if "category" in code else LEAST


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


def band(part: int, whole: int, k: int) -> str | None:
    """None when the share may be shown as it is; else words that fit every small number alike.

    Nothing of a banded share is shown as a number, or the other side would follow from it.
    """
    rest = whole - part
    if not (is_small(part, k) or is_small(rest, k) or is_small(whole, k)):
        return None
    if is_small(whole, k) or (is_small(part, k) and is_small(rest, k)) or whole < 2 * k:
        return HIDDEN
    if is_small(rest, k):
        lowest = (whole - (k - 1)) * 100 // whole
        return f"{lowest // STEP * STEP}%以上"
    highest = -(-(k - 1) * 100 // whole)
    return f"{-(-highest // STEP) * STEP}%以下"
