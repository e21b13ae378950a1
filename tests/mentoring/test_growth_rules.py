"""The growth line. No db fixture: rules stay pure."""

import datetime
import uuid
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from school.mentoring.rules.growth import Dot, Measure, lines

FIRST = datetime.date(2026, 9, 7)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def dot(
    code="A1", day=0, level=3, *, levels=5, weight="10.00", kind="scale", text="目标", rubric="KT"
):
    return Dot(
        Measure(rubric, code, kind, levels, Decimal(weight)),
        FIRST + datetime.timedelta(days=day),
        level,
        uuid.UUID(int=day),
        "教学设计",
        text,
    )


def shape(dots):
    return [
        (line.code, [[one.level for one in part.dots] for part in line.segments])
        for line in lines(dots)
    ]


def test_comparable_levels_are_one_line_in_the_order_of_days():
    assert shape([dot(day=14, level=5), dot(day=0, level=2), dot(day=7, level=3)]) == [
        ("A1", [[2, 3, 5]])
    ]


def test_each_criterion_has_a_line_of_its_own():
    assert shape([dot("A1", 0, 2), dot("B1", 0, 4), dot("A1", 7, 3)]) == [
        ("A1", [[2, 3]]),
        ("B1", [[4]]),
    ]


def test_the_line_breaks_where_levels_or_weight_change_and_is_not_joined_over_the_gap():
    changed = [dot(day=0), dot(day=7, levels=4), dot(day=14, levels=4), dot(day=21)]
    assert shape(changed) == [("A1", [[3], [3, 3], [3]])]

    heavier = [dot(day=0), dot(day=7, weight="12.50")]
    assert shape(heavier) == [("A1", [[3], [3]])]


def test_the_same_code_in_another_rubric_is_another_criterion():
    assert shape([dot(day=0, level=2), dot(day=7, level=4, rubric="XR")]) == [
        ("A1", [[2]]),
        ("A1", [[4]]),
    ]


def test_another_wording_breaks_nothing_and_the_newest_is_shown():
    (line,) = lines([dot(day=0, text="目标"), dot(day=7, text="目标明确")])

    assert (line.text, len(line.segments)) == ("目标明确", 1)


@patient
@given(
    st.lists(
        st.builds(
            dot,
            st.sampled_from(["A1", "B1"]),
            st.integers(0, 60),
            st.integers(0, 5),
            levels=st.sampled_from([4, 5]),
            weight=st.sampled_from(["10.00", "5.00"]),
        )
    )
)
def test_no_dot_is_lost_no_segment_mixes_and_neighbours_differ(dots):
    found = lines(dots)

    shown = [one for line in found for part in line.segments for one in part.dots]
    assert sorted(shown, key=repr) == sorted(dots, key=repr)
    for line in found:
        in_order = [one.on for part in line.segments for one in part.dots]
        assert in_order == sorted(in_order)
        for part in line.segments:
            assert {one.measure for one in part.dots} == {part.measure}
            assert part.measure.code == line.code
        for one, other in zip(line.segments, line.segments[1:], strict=False):
            assert one.measure != other.measure
