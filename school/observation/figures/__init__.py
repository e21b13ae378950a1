"""The figures of lessons and observations. No average of a person and no order of teachers."""

from collections.abc import Callable
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from school.observation.figures import readings
from school.observation.figures.shows import (
    show_cards,
    show_lessons,
    show_observations,
    show_teachers,
    show_unseen,
)
from school.people.roles import Permission
from school.shared.figures import Figure, Kind, Reading, Scope

PEOPLE, PERSON_TIMES, LESSONS, ITEMS = "人", "人次", "节", "项"


_figure = partial(
    Figure,
    value_needs=Permission.FIGURE_READ,
    records_need=Permission.OBSERVATION_READ,
    show=show_observations,
)


def _lessons(
    code: str,
    title: str | Promise,
    kind: Kind,
    read: Callable[[Scope], Reading],
    definition: str | Promise,
    *,
    is_open: bool = True,
) -> Figure:
    return _figure(
        f"lessons.{code}",
        title,
        LESSONS,
        kind,
        read,
        definition,
        show=show_lessons,
        records_need=Permission.LESSON_READ,
        is_open=is_open,
    )


FIGURES: tuple[Figure, ...] = (
    _lessons(
        "given",
        gettext_lazy("Open lessons"),
        Kind.COUNT,
        readings.lessons_given,
        gettext_lazy(
            "Lessons of this school on days of the term that were opened to colleagues or visited "
            "by them, of any kind; one period is one lesson, a cancelled one is left out. Asked of "
            "a teacher: those that the teacher gave."
        ),
    ),
    _lessons(
        "by_kind",
        gettext_lazy("Open lessons by kind"),
        Kind.BREAKDOWN,
        readings.lessons_by_kind,
        gettext_lazy("The term's open lessons by the kind they were entered with."),
    ),
    _lessons(
        "by_subject",
        gettext_lazy("Open lessons by subject"),
        Kind.BREAKDOWN,
        readings.lessons_by_subject,
        gettext_lazy("The term's open lessons by subject."),
        is_open=False,
    ),
    _lessons(
        "by_month",
        gettext_lazy("Open lessons by month"),
        Kind.SERIES,
        readings.lessons_by_month,
        gettext_lazy("The term's open lessons by the month in which they were given."),
    ),
    _figure(
        "observations.made",
        gettext_lazy("Lessons observed"),
        PERSON_TIMES,
        Kind.COUNT,
        readings.observations_made,
        gettext_lazy(
            "Each colleague in each lesson of the term, by the day of the lesson, whose record was "
            "shared within the days of grace and whose attendance both sides confirmed; of a "
            "lesson held elsewhere, the observer alone. Late records stand apart."
        ),
    ),
    _figure(
        "observations.by_kind",
        gettext_lazy("Lessons observed by kind"),
        PERSON_TIMES,
        Kind.BREAKDOWN,
        readings.observations_by_kind,
        gettext_lazy("The lessons observed in the term, by the kind of the lesson."),
    ),
    _figure(
        "observations.by_month",
        gettext_lazy("Lessons observed by month"),
        PERSON_TIMES,
        Kind.SERIES,
        readings.observations_by_month,
        gettext_lazy("The lessons observed in the term, by the month of the lesson."),
    ),
    _figure(
        "observations.by_leaders",
        gettext_lazy("Lessons observed by leaders"),
        PERSON_TIMES,
        Kind.COUNT,
        readings.observations_by_leaders,
        gettext_lazy(
            "Of the lessons observed in the term, those whose observer was on that day secretary, "
            "principal, vice principal or director of moral education, teaching or research."
        ),
    ),
    _figure(
        "observations.out_of_school",
        gettext_lazy("Lessons observed out of school"),
        PERSON_TIMES,
        Kind.COUNT,
        readings.observations_out_of_school,
        gettext_lazy("Of the lessons observed in the term, those held at another school."),
    ),
    _figure(
        "observations.late",
        gettext_lazy("Lessons observed, shared late"),
        PERSON_TIMES,
        Kind.COUNT,
        readings.observations_late,
        gettext_lazy(
            "Records that would count but were shared after the days of grace; they stand in no "
            "other figure."
        ),
    ),
    _figure(
        "strategies.cards",
        gettext_lazy("Strategy cards"),
        ITEMS,
        Kind.COUNT,
        readings.strategy_cards,
        gettext_lazy(
            "Strategies seen in lessons of the term that their teachers agreed to show to all; "
            "withdrawn ones left out."
        ),
        show=show_cards,
        records_need=Permission.STRATEGY_READ,
        is_open=True,
    ),
    _figure(
        "strategies.by_tag",
        gettext_lazy("Strategy cards by tag"),
        ITEMS,
        Kind.BREAKDOWN,
        readings.cards_by_tag,
        gettext_lazy("The term's strategy cards by tag; a card with several stands under each."),
        show=show_cards,
        records_need=Permission.STRATEGY_READ,
        is_open=True,
    ),
    _figure(
        "lessons.coverage",
        gettext_lazy("Teachers seen at least once"),
        PEOPLE,
        Kind.SHARE,
        readings.coverage,
        gettext_lazy(
            "Of those who taught classes on some day of the term, those of whom at least one "
            "lesson was observed in it, in time or late."
        ),
        show=show_teachers,
        records_need=Permission.COVERAGE_READ,
    ),
    _figure(
        "lessons.unseen",
        gettext_lazy("Teachers not seen for long"),
        PEOPLE,
        Kind.COUNT,
        readings.unseen,
        gettext_lazy(
            "Teachers of the day of whom no lesson was observed for as many teaching weeks as the "
            "school has set; of who came later, since the first day here."
        ),
        show=show_unseen,
        records_need=Permission.COVERAGE_READ,
        is_inside=True,
    ),
)
