"""The figures of civility. No reminder, no deduction and no order of children stands in any."""

from functools import partial

from django.utils.translation import gettext_lazy

from school.civility.figures import readings
from school.civility.figures.shows import (
    show_ambassadors,
    show_appeals,
    show_children,
    show_points,
    show_recognitions,
    show_results,
    show_weeks,
)
from school.people.roles import Permission
from school.shared.figures import Figure, Kind

PEOPLE, PERSON_TIMES, TIMES, ITEMS, POINTS, WEEKS = "人", "人次", "次", "项", "分", "周"


_figure = partial(
    Figure,
    value_needs=Permission.FIGURE_READ,
    records_need=Permission.POINT_READ,
    show=show_recognitions,
)


FIGURES: tuple[Figure, ...] = (
    _figure(
        "civility.recognitions",
        gettext_lazy("Recognitions"),
        PERSON_TIMES,
        Kind.COUNT,
        readings.recognitions,
        gettext_lazy(
            "Each child in each act that was noticed in the term, by the day of the act; what was "
            "taken back is left out, and so are reminders and deductions. One that a cap left "
            "without points counts like any other."
        ),
    ),
    _figure(
        "civility.points",
        gettext_lazy("Civility points"),
        POINTS,
        Kind.TOTAL,
        readings.points,
        gettext_lazy("What the term's recognitions count together; 0 where a cap left no room."),
        show=show_points,
    ),
    _figure(
        "civility.recognitions_by_domain",
        gettext_lazy("Recognitions at school, at home and in the community"),
        PERSON_TIMES,
        Kind.BREAKDOWN,
        readings.by_domain(),
        gettext_lazy("The term's recognitions, by where the act was."),
    ),
    _figure(
        "civility.points_by_domain",
        gettext_lazy("Points at school, at home and in the community"),
        POINTS,
        Kind.BREAKDOWN,
        readings.by_domain(readings.POINTS),
        gettext_lazy("What the term's recognitions count, by where the act was."),
        show=show_points,
    ),
    _figure(
        "civility.recognitions_by_theme",
        gettext_lazy("Recognitions by theme month"),
        PERSON_TIMES,
        Kind.BREAKDOWN,
        readings.by_theme,
        gettext_lazy(
            "The term's recognitions by the theme month in whose days the act fell, whatever the "
            "item; acts of other days stand apart."
        ),
    ),
    _figure(
        "civility.recognitions_by_grade",
        gettext_lazy("Recognitions by grade"),
        PERSON_TIMES,
        Kind.BREAKDOWN,
        readings.by_grade,
        gettext_lazy("The term's recognitions by the grade of the child's class on that day."),
    ),
    _figure(
        "civility.recognitions_by_class",
        gettext_lazy("Recognitions by class"),
        PERSON_TIMES,
        Kind.BREAKDOWN,
        readings.by_class,
        gettext_lazy(
            "The term's recognitions by the child's class on that day, in the order of the classes."
        ),
        is_inside=True,
    ),
    _figure(
        "civility.recognitions_by_week",
        gettext_lazy("Recognitions by week"),
        PERSON_TIMES,
        Kind.SERIES,
        readings.by_week,
        gettext_lazy("The term's recognitions by the week of the act."),
    ),
    _figure(
        "civility.children_recognised",
        gettext_lazy("Children recognised at least once"),
        PEOPLE,
        Kind.SHARE,
        readings.children_recognised,
        gettext_lazy(
            "Of the children at this school since the term's first day of lessons or later, those "
            "with at least one recognition that stands; each in the class it was in last. Asked of "
            "a teacher: the children of the teacher's classes, recognised by that teacher."
        ),
        show=show_children,
    ),
    _figure(
        "civility.capped",
        gettext_lazy("Recognised without points"),
        PERSON_TIMES,
        Kind.COUNT,
        readings.capped,
        gettext_lazy("Recognitions of the term that count 0 points because a cap left no room."),
    ),
    _figure(
        "civility.contest_weeks",
        gettext_lazy("Weeks of the class contest"),
        WEEKS,
        Kind.COUNT,
        readings.contest_weeks,
        gettext_lazy("Weeks of the term whose checks were closed into results."),
        show=show_weeks,
        records_need=Permission.CONTEST_READ,
    ),
    _figure(
        "civility.flags_by_class",
        gettext_lazy("Red flags by class"),
        TIMES,
        Kind.BREAKDOWN,
        readings.flags_by_class,
        gettext_lazy(
            "How often a class carried the flag of its grade in the term's closed weeks, in the "
            "order of the classes; classes that took part."
        ),
        show=show_results,
        records_need=Permission.CONTEST_READ,
        is_inside=True,
    ),
    _figure(
        "civility.ambassadors",
        gettext_lazy("Courtesy ambassadors"),
        PEOPLE,
        Kind.COUNT,
        readings.ambassadors,
        gettext_lazy("Children whom their classes chose in the term, each once."),
        show=show_ambassadors,
        records_need=Permission.AMBASSADOR_READ,
    ),
    _figure(
        "civility.appeals_by_outcome",
        gettext_lazy("Appeals by outcome"),
        ITEMS,
        Kind.BREAKDOWN,
        readings.appeals_by_outcome,
        gettext_lazy(
            "Appeals about entries of the term, by what was decided; withdrawn ones left out."
        ),
        show=show_appeals,
        records_need=Permission.APPEAL_READ,
    ),
)
