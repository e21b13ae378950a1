"""Which numbers the public may see, and what it reads instead of the others."""

from school.shared.suppression import LEAST, is_small

LEAST_BY_CATEGORY = 10
"""By category of need the bar is higher."""
HIDDEN = "（为保护隐私不单列）"
STEP = 5
"""Bands of a share end at multiples of this many per cent."""


def least(code: str, *, is_open: bool = False) -> int:
    """The smallest number of this figure that the public may read; of an open one, any."""
    if is_open:
        return 0
    return LEAST_BY_CATEGORY if "category" in code else LEAST


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
