"""What a reading's value is, kind by kind."""

import pytest

from school.shared.figures import JudgedRows, Kind, Reading, Rows


class Amounts(Rows):
    """Records that say how much they add."""

    is_counted = False

    def __init__(self, *amounts):
        self.amounts = amounts

    def count(self):
        return len(self.amounts)

    def total(self):
        return sum(self.amounts)

    def ids(self):
        return [str(n) for n in range(len(self.amounts))]

    def page(self, first, last):
        return list(self.amounts[first:last])


def counted(number):
    return JudgedRows(list(range(number)), str)


@pytest.mark.parametrize(
    ("part", "whole", "value"),
    [
        (counted(2), counted(3), {"part": 2, "whole": 3}),
        (Amounts(45, 9), Amounts(50, 10), {"part": 54, "whole": 60}),
        (Amounts(), Amounts(), None),
        (Amounts(0), Amounts(0), None),
        (counted(0), counted(0), None),
    ],
)
def test_both_sides_of_a_share_are_what_their_rows_amount_to(part, whole, value):
    assert Reading(part=part, whole=whole).value(Kind.SHARE) == value


@pytest.mark.parametrize(
    ("rows", "value"), [(Amounts(), None), (Amounts(0), 0), (Amounts(2), 2), (Amounts(0, 0), 0)]
)
def test_what_nobody_declared_is_no_number_and_zero_is_one(rows, value):
    assert Reading(rows=rows).value(Kind.DECLARED) == value


def test_a_count_counts_records_and_a_total_adds_them_up():
    rows = Amounts(45, 9)

    assert Reading(rows=rows).value(Kind.COUNT) == 2
    assert Reading(rows=rows).value(Kind.TOTAL) == 54
