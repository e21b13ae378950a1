"""The figures of mentoring. They count pairs, months and exits, and set no pair against another."""

from functools import partial

from django.utils.translation import gettext_lazy

from school.mentoring.figures import readings
from school.mentoring.figures.shows import show_months, show_pairs
from school.people.roles import Permission
from school.shared.figures import Figure, Kind

PAIRS, MONTHS = "对", "个月"


_figure = partial(Figure, value_needs=Permission.FIGURE_READ, records_need=Permission.PAIR_READ)


FIGURES: tuple[Figure, ...] = (
    _figure(
        "pairs.active",
        gettext_lazy("Mentor pairs"),
        PAIRS,
        Kind.COUNT,
        readings.active,
        gettext_lazy(
            "Pairs that ran on any day of the term, by an agreement that both accepted and the "
            "school signed. A change of mentor makes a new pair. Asked of a teacher: the own "
            "pairs. Pairs belong to the whole school, to no class and no grade."
        ),
        show=show_pairs,
    ),
    _figure(
        "pairs.months_met",
        gettext_lazy("Mentoring months met"),
        MONTHS,
        Kind.SHARE,
        readings.months_met,
        gettext_lazy(
            "Of the months of the term's pairs that are over and asked for something, those whose "
            "records hold all that the agreement asks for: observations that count, lessons that "
            "were talked over, talks. A month with fewer than two teaching weeks asks for nothing, "
            "and one of two or three weeks for its share; months that the school excused are left "
            "out."
        ),
        show=show_months,
    ),
    _figure(
        "pairs.by_month",
        gettext_lazy("Mentoring months met, by month"),
        MONTHS,
        Kind.BREAKDOWN,
        readings.by_month,
        gettext_lazy("The months met, by the month of the year; only months that are over."),
        show=show_months,
    ),
    _figure(
        "pairs.exits",
        gettext_lazy("Mentor pairs that ended early"),
        PAIRS,
        Kind.COUNT,
        readings.exits,
        gettext_lazy(
            "Pairs whose last day lies in the term because one of the two or the school asked for "
            "it and the school approved. A change of mentor is no exit."
        ),
        show=show_pairs,
    ),
)
