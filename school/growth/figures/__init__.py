"""The figures of portfolios. They count plans, goals and reflections, and set nobody against
another.
"""

from functools import partial

from django.utils.translation import gettext_lazy

from school.growth.figures import readings
from school.growth.figures.shows import show_goals, show_reflections, show_teachers
from school.people.roles import Permission
from school.shared.figures import Figure, Kind

PEOPLE, GOALS, PIECES = "人", "项", "篇"


_figure = partial(
    Figure, value_needs=Permission.FIGURE_READ, records_need=Permission.PORTFOLIO_READ
)


FIGURES: tuple[Figure, ...] = (
    _figure(
        "portfolios.kept",
        gettext_lazy("Teachers with an approved term plan"),
        PEOPLE,
        Kind.SHARE,
        readings.kept,
        gettext_lazy(
            "Of those who hold a teaching post on the day, the teachers of whose plan for the term "
            "the school has approved a copy. Offices are not counted among them. Plans belong to "
            "the whole school, to no class and no grade."
        ),
        show=show_teachers,
    ),
    _figure(
        "portfolios.goals_reached",
        gettext_lazy("Goals reached"),
        GOALS,
        Kind.SHARE,
        readings.goals_reached,
        gettext_lazy(
            "Of the goals of the term's approved plans that were not given up, those that are "
            "reached: a counted goal by as many records as it set itself, a milestone when its "
            "owner says on which day. Goals in words alone are left out."
        ),
        show=show_goals,
    ),
    _figure(
        "portfolios.reflections",
        gettext_lazy("Reflections written"),
        PIECES,
        Kind.COUNT,
        readings.reflections,
        gettext_lazy(
            "Reflections in portfolios on a day of the term, whoever may read them. Those that "
            "stand in a lesson or an activity are not counted here."
        ),
        show=show_reflections,
        is_inside=True,
    ),
)
