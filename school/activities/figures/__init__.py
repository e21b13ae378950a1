"""The figures of activities. Acts are counted; nobody is averaged, compared or put in an order."""

from functools import partial

from django.utils.translation import gettext_lazy

from school.activities.figures import readings, shows
from school.activities.figures import scope as asked
from school.people.roles import Permission
from school.shared.figures import Figure, Kind

TIMES, PERSON_TIMES, HOURS, ISSUES, PAIRS, ITEMS = "次", "人次", "学时", "期", "对", "项"
NUMBER, PHASES, TOPICS = "个", "个阶段", "个话题"


_figure = partial(
    Figure,
    value_needs=Permission.FIGURE_READ,
    records_need=Permission.ACTIVITY_READ,
    show=shows.show_activities,
)


FIGURES: tuple[Figure, ...] = (
    _figure(
        "activities.held",
        gettext_lazy("Activities held"),
        TIMES,
        Kind.COUNT,
        readings.held,
        gettext_lazy(
            "Activities of any kind that were held on a day of the term; plans, cancelled ones and "
            "those taken back are left out. Asked of a colleague: those organised or attended. "
            "Asked of a class: those in which it took part."
        ),
        is_open=True,
    ),
    _figure(
        "activities.by_area",
        gettext_lazy("Activities held by area"),
        TIMES,
        Kind.BREAKDOWN,
        readings.held_by_area,
        gettext_lazy("The activities held in the term, by the area of their kind."),
        is_open=True,
    ),
    _figure(
        "activities.by_kind",
        gettext_lazy("Activities held by kind"),
        TIMES,
        Kind.BREAKDOWN,
        readings.held_by_kind,
        gettext_lazy("The activities held in the term, by the kind they were entered with."),
        is_open=True,
    ),
    _figure(
        "activities.by_month",
        gettext_lazy("Activities held by month"),
        TIMES,
        Kind.SERIES,
        readings.held_by_month,
        gettext_lazy("The activities held in the term, by the month of their first day."),
        is_open=True,
    ),
    _figure(
        "activities.places",
        gettext_lazy("Who took part in activities"),
        PERSON_TIMES,
        Kind.TOTAL,
        readings.places,
        gettext_lazy(
            "Each colleague who attended, in each activity held in the term, and the number of the "
            "others that was entered with it. Asked of a colleague: this one alone."
        ),
        show=shows.show_places,
    ),
    _figure(
        "programmes.by_kind",
        gettext_lazy("Programmes by kind"),
        NUMBER,
        Kind.BREAKDOWN,
        readings.programmes_by_kind,
        gettext_lazy(
            "Theme months, colour months, festivals, campaigns of study and projects with at least "
            "one day in the term, up to the day asked about. They belong to the whole school."
        ),
        show=shows.show_programmes,
        is_open=True,
    ),
    _figure(
        "programmes.activities",
        gettext_lazy("Activities held by programme"),
        TIMES,
        Kind.BREAKDOWN,
        readings.activities_by_programme,
        gettext_lazy(
            "The activities held in the term that belong to a programme, by programme; a programme "
            "of the term without any stands there with 0."
        ),
        is_open=True,
    ),
    _figure(
        "study.phases",
        gettext_lazy("Phases of campaigns of study"),
        PHASES,
        Kind.COUNT,
        readings.study_phases,
        gettext_lazy(
            "Phases of campaigns of study with at least one day in the term, up to the day asked "
            "about."
        ),
        show=shows.show_phases,
        is_open=True,
    ),
    _figure(
        "study.topics",
        gettext_lazy("Topics of campaigns of study"),
        TOPICS,
        Kind.COUNT,
        readings.study_topics,
        gettext_lazy("What the term's campaigns of study discussed."),
        show=shows.show_topics,
        is_open=True,
    ),
    _figure(
        "research.meetings",
        gettext_lazy("Meetings of teaching research"),
        TIMES,
        Kind.COUNT,
        readings.held_as(asked.RESEARCH),
        gettext_lazy("Activities held in the term whose kind is of the area of teaching research."),
        is_open=True,
    ),
    _figure(
        "research.by_level",
        gettext_lazy("Meetings of teaching research by level"),
        TIMES,
        Kind.BREAKDOWN,
        readings.research_by_level,
        gettext_lazy(
            "The term's meetings of teaching research: routine, for improvement, themed, and those "
            "whose kind has no level."
        ),
        is_open=True,
    ),
    _figure(
        "trainings.held",
        gettext_lazy("Trainings of colleagues"),
        TIMES,
        Kind.COUNT,
        readings.held_as(asked.TRAINING),
        gettext_lazy(
            "Activities held in the term whose kind asks for class hours and is for colleagues."
        ),
        is_open=True,
    ),
    _figure(
        "trainings.places",
        gettext_lazy("Colleagues in trainings"),
        PERSON_TIMES,
        Kind.COUNT,
        readings.training_places,
        gettext_lazy("Each colleague who attended, in each training of the term, once."),
        show=shows.show_parts,
    ),
    _figure(
        "trainings.hours",
        gettext_lazy("Class hours of training"),
        HOURS,
        Kind.TOTAL,
        readings.training_hours,
        gettext_lazy(
            "The class hours of the term's trainings, added up over the colleagues who attended: "
            "a training of four hours with ten colleagues makes forty."
        ),
        show=shows.show_hours,
    ),
    _figure(
        "trainings.by_month",
        gettext_lazy("Trainings of colleagues by month"),
        TIMES,
        Kind.SERIES,
        readings.trainings_by_month,
        gettext_lazy("The term's trainings by the month of their first day."),
        is_open=True,
    ),
    _figure(
        "groups.by_kind",
        gettext_lazy("Groups by kind"),
        NUMBER,
        Kind.BREAKDOWN,
        readings.groups_by_kind,
        gettext_lazy(
            "Studios, study groups, pupils' institutes, volunteers, platforms and camps with at "
            "least one day in the term. Asked of a colleague: those led, or belonged to on such a "
            "day."
        ),
        show=shows.show_groups,
        is_open=True,
    ),
    _figure(
        "groups.topics",
        gettext_lazy("Topics of groups"),
        TOPICS,
        Kind.BREAKDOWN,
        readings.topics_by_group_kind,
        gettext_lazy("What the term's groups work on, by the kind of the group."),
        show=shows.show_group_topics,
        is_open=True,
    ),
    _figure(
        "family.trainings_by_kind",
        gettext_lazy("Trainings for home and school, by kind"),
        TIMES,
        Kind.BREAKDOWN,
        readings.family_trainings_by_kind,
        gettext_lazy(
            "Activities held in the term whose kind is of the area of home and school and asks for "
            "class hours, by kind: trainings of class teachers and of parents."
        ),
        is_open=True,
    ),
    _figure(
        "visitors.received",
        gettext_lazy("Visitors received"),
        PERSON_TIMES,
        Kind.TOTAL,
        readings.visitors,
        gettext_lazy(
            "The visitors of the term's receptions: activities held whose kind asks for visitors, "
            "by the number entered with each."
        ),
        show=shows.show_headcounts,
        is_open=True,
    ),
    _figure(
        "publications_printed.issued",
        gettext_lazy("Issues of the school's own papers"),
        ISSUES,
        Kind.COUNT,
        readings.held_as(asked.ISSUES),
        gettext_lazy(
            "Issues that came out on a day of the term: activities held whose kind asks for the "
            "number of an issue."
        ),
        is_open=True,
    ),
    _figure(
        "pupil_pairs.active",
        gettext_lazy("Pairs of a teacher and a child"),
        PAIRS,
        Kind.COUNT,
        readings.pairs,
        gettext_lazy(
            "Pairs of a teacher and a child that ran on any day of the term. Asked of a class: of "
            "the children who are in it on the day asked about. Who they are, the teacher, the "
            "child's homeroom teachers and the director of moral education know."
        ),
        show=shows.show_pairs,
        records_need=Permission.PUPIL_PAIR_READ,
    ),
    _figure(
        "pupil_pairs.contacts",
        gettext_lazy("Meetings of a teacher and a child"),
        TIMES,
        Kind.COUNT,
        readings.contacts,
        gettext_lazy(
            "Meetings of such pairs on days of the term; what was said is not known here."
        ),
        show=shows.show_contacts,
        records_need=Permission.PUPIL_PAIR_READ,
    ),
    _figure(
        "consultations.answered",
        gettext_lazy("Questions of parents that were answered"),
        ITEMS,
        Kind.SHARE,
        readings.consultations_answered,
        gettext_lazy(
            "Of the questions that parents asked in the term, those that were answered by the day "
            "asked about. They belong to no class and no grade."
        ),
        show=shows.show_consultations,
        records_need=Permission.CONSULTATION_READ,
    ),
)
