"""The figures of awards and selections. Awards (项), winners (人) and places (人次) stay apart.

Nothing here says who has won more than somebody else.
"""

from functools import partial

from django.utils.translation import gettext_lazy

from school.people.roles import Permission
from school.recognition.figures import readings
from school.recognition.figures.shows import (
    show_awards,
    show_nominations,
    show_places,
    show_winners,
)
from school.shared.figures import Figure, Kind

ITEMS, PEOPLE, PLACES, DEEDS = "项", "人", "人次", "件"


_figure = partial(
    Figure, value_needs=Permission.FIGURE_READ, records_need=Permission.AWARD_READ, show=show_awards
)


FIGURES: tuple[Figure, ...] = (
    _figure(
        "awards.titles",
        gettext_lazy("The school's honorary titles"),
        ITEMS,
        Kind.COUNT,
        readings.titles,
        gettext_lazy(
            "Verified honorary titles of the school, given by the day asked about and still valid "
            "on it. Not cut to the term: a title stands until it ends."
        ),
        is_open=True,
    ),
    _figure(
        "awards.titles_by_level",
        gettext_lazy("The school's honorary titles, by level"),
        ITEMS,
        Kind.BREAKDOWN,
        readings.titles_by_level,
        gettext_lazy("The same titles, by the level at which they were given."),
        is_open=True,
    ),
    _figure(
        "awards.teachers",
        gettext_lazy("Awards of teachers"),
        ITEMS,
        Kind.COUNT,
        readings.teachers,
        gettext_lazy(
            "Verified awards that teachers won, given on a day of the term. An award that several "
            "won together is one; the same contest at two levels is two. Asked of a teacher: the "
            "own. Declared and rejected awards count nowhere."
        ),
        is_open=True,
    ),
    _figure(
        "awards.teachers_by_grade",
        gettext_lazy("Awards of teachers, by level and grade"),
        ITEMS,
        Kind.BREAKDOWN,
        readings.teachers_by_grade,
        gettext_lazy("The same awards, by level and grade; only those in which there is one."),
        is_open=True,
    ),
    _figure(
        "awards.teacher_winners",
        gettext_lazy("Teachers who won an award"),
        PEOPLE,
        Kind.COUNT,
        readings.teacher_winners,
        gettext_lazy("Who won one of these awards, alone or with others; everybody once."),
        show=show_winners,
        is_open=True,
    ),
    _figure(
        "awards.teacher_places",
        gettext_lazy("Times that teachers won an award"),
        PLACES,
        Kind.COUNT,
        readings.teacher_places,
        gettext_lazy("Each teacher in each of these awards."),
        show=show_places,
        is_open=True,
    ),
    _figure(
        "awards.pupils_by_level",
        gettext_lazy("Awards of pupils and classes, by level"),
        ITEMS,
        Kind.BREAKDOWN,
        readings.pupils_by_level,
        gettext_lazy(
            "Verified awards that pupils or classes won, given on a day of the term, by level. Of "
            "a class or grade: won by it, or by a child that was in it on that day."
        ),
    ),
    _figure(
        "awards.unverified",
        gettext_lazy("Awards that wait to be verified"),
        ITEMS,
        Kind.COUNT,
        readings.unverified,
        gettext_lazy("Declared awards of the term that nobody has decided on; in no other figure."),
        value_needs=Permission.AWARD_VERIFY,
        records_need=Permission.AWARD_VERIFY,
        is_inside=True,
    ),
    _figure(
        "recognitions.selected",
        gettext_lazy("People selected"),
        PEOPLE,
        Kind.COUNT,
        readings.people,
        gettext_lazy(
            "Colleagues, parents and pupils selected by a decision of a day of the term, of each "
            "selection once. Deeds and ambassadors of courtesy are counted apart."
        ),
        show=show_nominations,
        records_need=Permission.SELECTION_READ,
    ),
    _figure(
        "recognitions.by_kind",
        gettext_lazy("People selected, by kind"),
        PEOPLE,
        Kind.BREAKDOWN,
        readings.people_by_kind,
        gettext_lazy("The same people, by the kind of selection."),
        show=show_nominations,
        records_need=Permission.SELECTION_READ,
    ),
    _figure(
        "recognitions.deeds",
        gettext_lazy("Deeds selected"),
        DEEDS,
        Kind.COUNT,
        readings.deeds,
        gettext_lazy("Deeds selected by a decision of a day of the term."),
        show=show_nominations,
        records_need=Permission.SELECTION_READ,
        is_open=True,
    ),
    _figure(
        "recognitions.published",
        gettext_lazy("Recognitions published"),
        ITEMS,
        Kind.COUNT,
        readings.published,
        gettext_lazy(
            "Of the people and deeds selected in the term, those published with consent, as they "
            "stand today."
        ),
        show=show_nominations,
        records_need=Permission.SELECTION_READ,
        is_open=True,
    ),
)
