"""Items of the form that no record speaks for. They are told, and forbid nothing."""

from collections.abc import Sequence


def is_gap(counts: Sequence[int | None], *, not_applicable: bool) -> bool:
    """`counts`: of each figure that belongs to the item the records behind it; None where the
    reader may not know. A number that was declared counts what was signed: 0 accidents is no gap.
    """
    return bool(counts) and not not_applicable and all(count == 0 for count in counts)
