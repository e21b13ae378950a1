"""One reading per figure: the number and the records behind it, from the same question."""

from collections.abc import Callable

from django.db.models import Q
from django.utils.translation import gettext as _

from school.activities.figures import scope as asked
from school.activities.figures.shows import edition_name
from school.activities.models import Area, GroupKind, ProgrammeKind, ResearchLevel
from school.shared.figures import (
    Cell,
    QueryRows,
    Reading,
    Scope,
    by_choice,
    by_kind,
    by_month,
    counted,
)

NO_LEVEL = "none"


# ---- activities ----------------------------------------------------------------------------


def held(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.held(scope)))


def held_by_area(scope: Scope) -> Reading:
    return Reading(cells=by_choice(asked.held(scope), "kind__area", Area.choices))


def held_by_kind(scope: Scope) -> Reading:
    return Reading(cells=by_kind(asked.held(scope), asked.kinds(scope)))


def held_by_month(scope: Scope) -> Reading:
    return Reading(cells=by_month(scope, asked.held(scope), "happened_on"))


def places(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.places(scope), "places"))


def held_as(which: Q) -> Callable[[Scope], Reading]:
    """Those activities alone whose kind makes them this."""

    def read(scope: Scope) -> Reading:
        return Reading(rows=QueryRows(asked.held(scope).filter(which)))

    return read


# ---- programmes ----------------------------------------------------------------------------


def programmes_by_kind(scope: Scope) -> Reading:
    return Reading(cells=by_choice(asked.programmes(scope), "kind", ProgrammeKind.choices))


def activities_by_programme(scope: Scope) -> Reading:
    """A programme of the term in which nothing was held has its cell: that is a gap."""
    rows = asked.held(scope)
    numbers = counted(rows.filter(programme__isnull=False), "programme_id")
    return Reading(
        cells=[
            Cell(
                str(one.pk),
                edition_name(one),
                QueryRows(rows.filter(programme=one)),
                numbers.get(one.pk, 0),
            )
            for one in asked.programmes_of(scope)
        ]
    )


def study_phases(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.phases(scope)))


def study_topics(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.topics(scope)))


# ---- research and training -----------------------------------------------------------------


def research_by_level(scope: Scope) -> Reading:
    rows = asked.held(scope).filter(asked.RESEARCH)
    cells = by_choice(rows, "research_level", ResearchLevel.choices)
    rest = rows.filter(research_level="")
    return Reading(cells=[*cells, Cell(NO_LEVEL, _("Of no level"), QueryRows(rest))])


def training_places(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.trained(scope), part_of="activity"))


def training_hours(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.trained(scope), "activity__hours", "activity"))


def trainings_by_month(scope: Scope) -> Reading:
    return Reading(cells=by_month(scope, asked.held(scope).filter(asked.TRAINING), "happened_on"))


# ---- groups --------------------------------------------------------------------------------


def groups_by_kind(scope: Scope) -> Reading:
    return Reading(cells=by_choice(asked.groups(scope), "kind", GroupKind.choices))


def topics_by_group_kind(scope: Scope) -> Reading:
    return Reading(cells=by_choice(asked.group_topics(scope), "group__kind", GroupKind.choices))


# ---- home and school -----------------------------------------------------------------------


def family_trainings_by_kind(scope: Scope) -> Reading:
    """Only kinds that are such trainings have a cell."""
    kinds = [one for one in asked.kinds(scope) if one.area == Area.FAMILY and one.asks_hours]
    return Reading(cells=by_kind(asked.held(scope).filter(asked.FAMILY_TRAINING), kinds))


def visitors(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.held(scope).filter(asked.VISITS), "headcount"))


def pairs(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.pairs(scope)))


def contacts(scope: Scope) -> Reading:
    return Reading(rows=QueryRows(asked.contacts(scope)))


def consultations_answered(scope: Scope) -> Reading:
    """In time or later, but by the day asked about."""
    rows = asked.consultations(scope)
    answered = rows.filter(answered_on__lte=scope.until)
    return Reading(part=QueryRows(answered), whole=QueryRows(rows))
