"""The figures of assurance: what was pledged, looked at, said, asked, divided and declared."""

from functools import partial

from django.utils.translation import gettext_lazy

from school.assurance.figures import readings, shows
from school.people.roles import Permission
from school.shared.figures import Figure, Kind

PERSON_TIMES, PEOPLE, TIMES, ITEMS = "人次", "人", "次", "项"
MATTERS, COPIES, CASES = "件", "份", "起"
INSIDE_SCHOOL = Permission.FIGURE_READ_SCHOOL
"""What is of the school as a whole is read by who asks about the whole school."""


_figure = partial(Figure, value_needs=Permission.FIGURE_READ)


FIGURES: tuple[Figure, ...] = (
    _figure(
        "pledges.signed",
        gettext_lazy("Pledges signed"),
        PERSON_TIMES,
        Kind.SHARE,
        readings.pledges_signed,
        gettext_lazy(
            "Of those who must sign the term's pledges, each pledge by itself, who has signed. Who "
            "must: whoever holds a post that the pledge binds on its first day, or comes to hold "
            "one later in the term. Who left before signing is not among them."
        ),
        show=shows.show_pledges,
        records_need=Permission.PLEDGE_READ,
    ),
    _figure(
        "pledges.by_form",
        gettext_lazy("Pledges signed, by pledge"),
        PERSON_TIMES,
        Kind.BREAKDOWN,
        readings.pledges_by_form,
        gettext_lazy("Who has signed, by the pledge; they sum to the signed of all pledges."),
        show=shows.show_pledges,
        records_need=Permission.PLEDGE_READ,
    ),
    _figure(
        "inspections.held",
        gettext_lazy("Inspections"),
        TIMES,
        Kind.COUNT,
        readings.inspections_held,
        gettext_lazy(
            "Inspections on a day of the term, with findings or without. Asked of a colleague: "
            "those at which they went round."
        ),
        show=shows.show_inspections,
        records_need=Permission.INSPECTION_READ,
        is_open=True,
    ),
    _figure(
        "inspections.by_kind",
        gettext_lazy("Inspections, by kind"),
        TIMES,
        Kind.BREAKDOWN,
        readings.inspections_by_kind,
        gettext_lazy("The same by kind, the kinds in use without any among them."),
        show=shows.show_inspections,
        records_need=Permission.INSPECTION_READ,
        is_open=True,
    ),
    _figure(
        "inspections.findings",
        gettext_lazy("Findings of inspections"),
        ITEMS,
        Kind.COUNT,
        readings.findings,
        gettext_lazy(
            "What the inspections of the term found to be put right. Asked of a colleague: what "
            "is theirs to put right."
        ),
        show=shows.show_findings,
        records_need=Permission.INSPECTION_READ,
        is_open=True,
    ),
    _figure(
        "inspections.rectified",
        gettext_lazy("Findings put right"),
        ITEMS,
        Kind.SHARE,
        readings.rectified,
        gettext_lazy(
            "Of the findings, those of which a second person looked again and said that they are "
            "put right."
        ),
        show=shows.show_findings,
        records_need=Permission.INSPECTION_READ,
        is_open=True,
    ),
    _figure(
        "inspections.overdue",
        gettext_lazy("Findings overdue"),
        ITEMS,
        Kind.COUNT,
        readings.overdue,
        gettext_lazy("Findings whose deadline is over and that nobody says to have put right."),
        show=shows.show_findings,
        records_need=Permission.INSPECTION_READ,
        is_inside=True,
    ),
    _figure(
        "supervision.items",
        gettext_lazy("What came in about ethics"),
        MATTERS,
        Kind.COUNT,
        readings.items,
        gettext_lazy(
            "Praise, suggestions and complaints of parents, pupils, colleagues and society about "
            "professional ethics that came in on a day of the term."
        ),
        show=shows.show_items,
        records_need=Permission.SUPERVISION_KEEP,
        value_needs=INSIDE_SCHOOL,
    ),
    _figure(
        "supervision.by_nature",
        gettext_lazy("What came in about ethics, by nature"),
        MATTERS,
        Kind.BREAKDOWN,
        readings.items_by_nature,
        gettext_lazy("The same by nature: praise, suggestion, complaint."),
        show=shows.show_items,
        records_need=Permission.SUPERVISION_KEEP,
        value_needs=INSIDE_SCHOOL,
    ),
    _figure(
        "supervision.answered",
        gettext_lazy("What came in about ethics, answered"),
        MATTERS,
        Kind.SHARE,
        readings.answered,
        gettext_lazy("Of what came in, what was looked into and answered by the day asked about."),
        show=shows.show_items,
        records_need=Permission.SUPERVISION_KEEP,
        value_needs=INSIDE_SCHOOL,
    ),
    _figure(
        "surveys.held",
        gettext_lazy("Surveys"),
        TIMES,
        Kind.COUNT,
        readings.surveys_held,
        gettext_lazy("Surveys that closed on a day of the term and whose results are entered."),
        show=shows.show_surveys,
        records_need=Permission.SURVEY_READ,
        value_needs=INSIDE_SCHOOL,
        is_open=True,
    ),
    _figure(
        "surveys.returned",
        gettext_lazy("Questionnaires returned"),
        COPIES,
        Kind.SHARE,
        readings.returned,
        gettext_lazy("Of the questionnaires that these surveys issued, those that came back."),
        show=shows.show_returned,
        records_need=Permission.SURVEY_READ,
        value_needs=INSIDE_SCHOOL,
    ),
    _figure(
        "surveys.satisfaction",
        gettext_lazy("Satisfaction"),
        COPIES,
        Kind.SHARE,
        readings.satisfaction,
        gettext_lazy(
            "Of the valid answers to the surveys' questions about satisfaction, those that are "
            "satisfied or very satisfied. A survey with fewer than five valid questionnaires is "
            "left out."
        ),
        show=shows.show_counts,
        records_need=Permission.SURVEY_READ,
        value_needs=INSIDE_SCHOOL,
    ),
    _figure(
        "leading_group.members",
        gettext_lazy("Members of the leading group"),
        PEOPLE,
        Kind.COUNT,
        readings.members,
        gettext_lazy("Who belongs to a leading group of the school on the day asked about."),
        show=shows.show_members,
        records_need=Permission.LEADING_READ,
        is_open=True,
    ),
    _figure(
        "leading_group.tasks_done",
        gettext_lazy("Tasks of the leading group done"),
        ITEMS,
        Kind.SHARE,
        readings.tasks_done,
        gettext_lazy(
            "Of the tasks that are due on a day of the term up to the day asked about, those that "
            "are done by it."
        ),
        show=shows.show_tasks,
        records_need=Permission.LEADING_READ,
        is_open=True,
    ),
    _figure(
        "declarations.accidents",
        gettext_lazy("Accidents, as declared"),
        CASES,
        Kind.DECLARED,
        readings.accidents,
        gettext_lazy(
            "How many accidents the principal declares for the term, over a signature. Nothing "
            "computes it; without a declaration there is no number."
        ),
        show=shows.show_declarations,
        records_need=Permission.DECLARATION_READ,
        value_needs=INSIDE_SCHOOL,
        is_open=True,
    ),
    _figure(
        "declarations.cases",
        gettext_lazy("Public security cases, as declared"),
        CASES,
        Kind.DECLARED,
        readings.cases,
        gettext_lazy(
            "How many public security cases the principal declares for the term, over a "
            "signature. Nothing computes it; without a declaration there is no number."
        ),
        show=shows.show_declarations,
        records_need=Permission.DECLARATION_READ,
        value_needs=INSIDE_SCHOOL,
        is_open=True,
    ),
)
