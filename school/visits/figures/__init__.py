"""The figures of home visits. Value and records of each come from one reading."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from school.people.roles import Permission
from school.shared.figures import Figure, Kind, Reading, Scope
from school.visits.figures import concerns, readings, second_persons, year
from school.visits.figures.shows import (
    show_children,
    show_concerns,
    show_follow_ups,
    show_general,
    show_obligations,
    show_proposals,
    show_rounds,
    show_visits,
)
from school.visits.models import Outcome
from school.visits.rules.obligations import SETTLING, State

PEOPLE, PERSON_TIMES, TIMES, ITEMS = "人", "人次", "次", "项"


def _figure(
    code: str,
    title: str | Promise,
    unit: str,
    kind: Kind,
    read: Callable[[Scope], Reading],
    show: Callable[[Sequence[Any], Any], list[Mapping[str, Any]]],
    definition: str | Promise,
    *,
    value_needs: str = Permission.FIGURE_READ,
    records_need: str | None = None,
    is_inside: bool = False,
) -> Figure:
    of_visits = show in (show_visits, show_follow_ups, show_general, show_rounds)
    usual = Permission.VISIT_READ if of_visits else Permission.OBLIGATION_READ
    return Figure(
        code=f"visits.{code}",
        version=1,
        title=title,
        definition=definition,
        unit=unit,
        kind=kind,
        value_needs=value_needs,
        records_need=records_need or usual,
        read=read,
        show=show,
        is_inside=is_inside,
    )


FIGURES: tuple[Figure, ...] = (
    _figure(
        "coverage",
        gettext_lazy("Home-visit coverage"),
        PEOPLE,
        Kind.SHARE,
        readings.coverage,
        show_children,
        gettext_lazy(
            "Of the children to whom a visit is owed in this term's window, exemptions left out, "
            "those for whom every visit owed was made: for its purpose, through an accepted "
            "channel, while the circumstance held."
        ),
    ),
    _figure(
        "children_visited",
        gettext_lazy("Children visited at least once"),
        PEOPLE,
        Kind.SHARE,
        readings.children_visited,
        show_children,
        gettext_lazy(
            "Of the children to whom a visit is owed, exemptions left out, those with at least "
            "one visit that counts for a purpose owed."
        ),
    ),
    _figure(
        "obligations_settled",
        gettext_lazy("Obligations settled"),
        PERSON_TIMES,
        Kind.SHARE,
        readings.obligations_settled,
        show_obligations,
        gettext_lazy(
            "One child in one category in one term is one obligation. Of those owed and not "
            "exempt, the settled ones; a child in two categories counts twice."
        ),
    ),
    _figure(
        "owed_by_category",
        gettext_lazy("Children owed a visit, by category"),
        PEOPLE,
        Kind.BREAKDOWN,
        readings.by_category(lambda one: True),
        show_obligations,
        gettext_lazy(
            "Children of each category to whom a visit is owed, exemptions left out. A child in "
            "two categories stands in both, so the sum may exceed the number of children."
        ),
        value_needs=Permission.CIRCUMSTANCE_READ,
    ),
    _figure(
        "settled_by_category",
        gettext_lazy("Children settled, by category"),
        PEOPLE,
        Kind.BREAKDOWN,
        readings.by_category(lambda one: one.is_settled),
        show_obligations,
        gettext_lazy("Of the children owed a visit in each category, those settled in it."),
        value_needs=Permission.CIRCUMSTANCE_READ,
    ),
    _figure(
        "visited_by_category",
        gettext_lazy("Children visited, by category"),
        PEOPLE,
        Kind.BREAKDOWN,
        readings.by_category(lambda one: bool(one.visits)),
        show_obligations,
        gettext_lazy(
            "Of the children owed a visit in each category, those with at least one visit that "
            "counts for it."
        ),
        value_needs=Permission.CIRCUMSTANCE_READ,
    ),
    _figure(
        "children_owed_by_grade",
        gettext_lazy("Children owed a visit, by grade"),
        PEOPLE,
        Kind.BREAKDOWN,
        readings.by_grade(lambda child: True),
        show_children,
        gettext_lazy("Children of each grade to whom a visit is owed, exemptions left out."),
    ),
    _figure(
        "children_settled_by_grade",
        gettext_lazy("Children fully settled, by grade"),
        PEOPLE,
        Kind.BREAKDOWN,
        readings.by_grade(lambda child: child.is_settled),
        show_children,
        gettext_lazy("Of the children owed a visit in each grade, those fully settled."),
    ),
    _figure(
        "obligations_by_state",
        gettext_lazy("Obligations by state"),
        PERSON_TIMES,
        Kind.BREAKDOWN,
        readings.by_state,
        show_obligations,
        gettext_lazy(
            "Every obligation of the term by how it stands, with those shown apart: exempt, new "
            "and not counted yet, left before being visited."
        ),
    ),
    _figure(
        "outstanding_by_class",
        gettext_lazy("Visits still to be made, by class"),
        PERSON_TIMES,
        Kind.BREAKDOWN,
        readings.outstanding_by_class,
        show_obligations,
        gettext_lazy(
            "Obligations that are owed, due soon or overdue, by the class the child is in; in the "
            "order of the classes."
        ),
        is_inside=True,
    ),
    _figure(
        "owed_by_teacher",
        gettext_lazy("Visits owed, by who answers for them"),
        PERSON_TIMES,
        Kind.BREAKDOWN,
        readings.owed_by_teacher,
        show_obligations,
        gettext_lazy(
            "Obligations of the term, exempt ones included and those shown apart left out, by who "
            "answers for them on the day: the holder of the post, or to whom the child was handed "
            "over; in the order of the classes. What two answer for stands with both."
        ),
        value_needs=Permission.FIGURE_READ_SCHOOL,
        is_inside=True,
    ),
    _figure(
        "made",
        gettext_lazy("Home visits made"),
        TIMES,
        Kind.COUNT,
        readings.count(outcome__in=SETTLING),
        show_visits,
        gettext_lazy(
            "Visits of the term's window at which the family was met, at home or elsewhere; "
            "voided ones left out."
        ),
    ),
    _figure(
        "made_by_confirmation",
        gettext_lazy("Home visits by a companion's word"),
        TIMES,
        Kind.BREAKDOWN,
        second_persons.made_by_confirmation,
        show_visits,
        gettext_lazy(
            "Visits at which the family was met, by what those who came along said on their own "
            "account: confirmed by at least one and denied by none, not answered yet, denied by "
            "one, or made alone. Each visit stands in one of them."
        ),
    ),
    _figure(
        "by_channel",
        gettext_lazy("Home visits by channel"),
        TIMES,
        Kind.BREAKDOWN,
        readings.by_channel,
        show_visits,
        gettext_lazy("Visits at which the family was met, by how it was met."),
    ),
    _figure(
        "by_week",
        gettext_lazy("Home visits by week"),
        TIMES,
        Kind.SERIES,
        readings.by_week,
        show_visits,
        gettext_lazy("Visits at which the family was met, by the week of the visit."),
    ),
    _figure(
        "declined",
        gettext_lazy("Declined by the family"),
        TIMES,
        Kind.COUNT,
        readings.count(outcome=Outcome.DECLINED),
        show_visits,
        gettext_lazy("Visits that the family declined; no failure of the teacher."),
    ),
    _figure(
        "declined_by_sequel",
        gettext_lazy("Declined by the family, and what followed"),
        TIMES,
        Kind.BREAKDOWN,
        second_persons.declined_by_sequel,
        show_visits,
        gettext_lazy(
            "Visits that the family declined, by the first of these that holds: the family was "
            "met afterwards, a second person approved an exemption because of this visit, one was "
            "asked for, another meeting was agreed, or nothing yet."
        ),
        records_need=Permission.OBLIGATION_READ,
    ),
    _figure(
        "proposals",
        gettext_lazy("Proposals for the register"),
        ITEMS,
        Kind.BREAKDOWN,
        second_persons.proposals_by_state,
        show_proposals,
        gettext_lazy(
            "What homeroom teachers proposed for the register in the term's window, withdrawn "
            "ones left out, by where it stands: to be decided, confirmed, sent back."
        ),
        value_needs=Permission.CIRCUMSTANCE_READ,
        is_inside=True,
    ),
    _figure(
        "concerns_opened",
        gettext_lazy("Serious concerns reported"),
        ITEMS,
        Kind.COUNT,
        concerns.opened,
        show_concerns,
        gettext_lazy(
            "Serious concerns reported on a day of the term's window, whenever they were noticed."
        ),
        value_needs=Permission.CONCERN_HANDLE,
        records_need=Permission.CONCERN_HANDLE,
        is_inside=True,
    ),
    _figure(
        "concerns_closed",
        gettext_lazy("Serious concerns closed"),
        ITEMS,
        Kind.COUNT,
        concerns.closed,
        show_concerns,
        gettext_lazy(
            "Serious concerns closed on a day of the term's window, whenever they were reported."
        ),
        value_needs=Permission.CONCERN_HANDLE,
        records_need=Permission.CONCERN_HANDLE,
        is_inside=True,
    ),
    _figure(
        "absent",
        gettext_lazy("Nobody at home"),
        TIMES,
        Kind.COUNT,
        readings.count(outcome=Outcome.ABSENT),
        show_visits,
        gettext_lazy("Visits at which nobody was met."),
    ),
    _figure(
        "late_entries",
        gettext_lazy("Late entries"),
        TIMES,
        Kind.COUNT,
        readings.count(is_late=True),
        show_visits,
        gettext_lazy("Visits entered more than seven days after they were made."),
    ),
    _figure(
        "exempt",
        gettext_lazy("Exempt"),
        PERSON_TIMES,
        Kind.COUNT,
        readings.in_state(State.EXEMPT),
        show_obligations,
        gettext_lazy("Obligations not settled for which a second person approved an exemption."),
    ),
    _figure(
        "short_stay",
        gettext_lazy("New, not counted yet"),
        PERSON_TIMES,
        Kind.COUNT,
        readings.in_state(State.SHORT_STAY),
        show_obligations,
        gettext_lazy(
            "Obligations shown apart because the child was at school, or in the category, for "
            "fewer than 14 days of the term."
        ),
    ),
    _figure(
        "left_unvisited",
        gettext_lazy("Left before being visited"),
        PERSON_TIMES,
        Kind.COUNT,
        readings.in_state(State.LEFT),
        show_obligations,
        gettext_lazy("Obligations shown apart because the child left before being visited."),
    ),
    _figure(
        "ended_unsettled",
        gettext_lazy("Ended without a visit"),
        PERSON_TIMES,
        Kind.COUNT,
        readings.in_state(State.ENDED),
        show_obligations,
        gettext_lazy(
            "Obligations whose circumstance ended after 14 days or more without the visit owed; "
            "they stay in the whole, not settled and not overdue."
        ),
    ),
    _figure(
        "follow_ups_on_time",
        gettext_lazy("Follow-ups closed on time"),
        ITEMS,
        Kind.SHARE,
        readings.follow_ups_on_time,
        show_follow_ups,
        gettext_lazy(
            "Of what was agreed at the term's visits and is due by the day asked about, what was "
            "closed with a result by its day."
        ),
    ),
    _figure(
        "general_coverage",
        gettext_lazy("General visits: children visited"),
        PEOPLE,
        Kind.SHARE,
        year.coverage,
        show_general,
        gettext_lazy(
            "Of the children at this school in the academic year, those visited as often as the "
            "school asks of every child, for whatever purpose, through an accepted channel. At "
            "school for fewer than 14 days, or gone before being visited: left out."
        ),
    ),
    _figure(
        "general_on_site",
        gettext_lazy("General visits: children visited at home"),
        PEOPLE,
        Kind.SHARE,
        year.on_site,
        show_general,
        gettext_lazy(
            "Of the children at this school in the academic year, those of whose general visits "
            "at least one was made at home."
        ),
    ),
    _figure(
        "general_owed_by_grade",
        gettext_lazy("General visits: children of each grade"),
        PEOPLE,
        Kind.BREAKDOWN,
        year.by_grade(lambda one: True),
        show_general,
        gettext_lazy("Children of each grade to whom the general visits of the year are owed."),
    ),
    _figure(
        "general_met_by_grade",
        gettext_lazy("General visits: children visited, by grade"),
        PEOPLE,
        Kind.BREAKDOWN,
        year.by_grade(lambda one: one.general.is_settled),
        show_general,
        gettext_lazy("Of the children of each grade, those visited as often as is asked."),
    ),
    _figure(
        "general_outstanding_by_class",
        gettext_lazy("General visits: children not yet visited, by class"),
        PEOPLE,
        Kind.BREAKDOWN,
        year.by_class(lambda one: not one.general.is_settled),
        show_general,
        gettext_lazy(
            "Children not yet visited as often as is asked in this academic year, by the class "
            "they are in; in the order of the classes."
        ),
        is_inside=True,
    ),
    _figure(
        "rounds_held",
        gettext_lazy("Visit rounds held"),
        TIMES,
        Kind.COUNT,
        readings.rounds_held,
        show_rounds,
        gettext_lazy("Rounds of the term's window on which teachers set out together."),
    ),
    _figure(
        "met_in_rounds",
        gettext_lazy("Families met in rounds"),
        TIMES,
        Kind.COUNT,
        readings.count(outcome__in=SETTLING, visit_round__isnull=False),
        show_visits,
        gettext_lazy(
            "Visits at which the family was met, made in a round; one record for each child."
        ),
    ),
)
