"""The days of a programme and of its phases."""

import datetime
from collections.abc import Collection, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from school.activities.models import Colour, ProgrammeKind
from school.shared.errors import InputRefused, RuleBroken

Span = tuple[datetime.date, datetime.date]
LONGEST = datetime.timedelta(days=1100)


def check_span(starts_on: datetime.date, ends_on: datetime.date) -> None:
    if ends_on < starts_on:
        raise InputRefused("ends_on", "before_start", _("It ends after it starts."))
    if ends_on > starts_on + LONGEST:
        raise InputRefused("ends_on", "too_long", _("A programme lasts three years at most."))


def check_kind(kind: str, *, colour: str, edition: int | None) -> None:
    """A colour belongs to colour months alone, the number of an edition to festivals."""
    if kind == ProgrammeKind.COLOUR_MONTH and colour not in Colour.values:
        raise InputRefused("colour", "required", _("Say which colour the month has."))
    if kind != ProgrammeKind.COLOUR_MONTH and colour:
        raise InputRefused("colour", "not_asked", _("Only colour months have a colour."))
    if kind != ProgrammeKind.FESTIVAL and edition is not None:
        raise InputRefused("edition", "not_asked", _("Only festivals are numbered."))


def check_phases(phases: Sequence[Span], within: Span) -> None:
    """Each lies in the days of the programme, and none begins before the one before it ended."""
    for first, last in phases:
        if last < first:
            raise InputRefused("phases", "before_start", _("A phase ends after it starts."))
        if not within[0] <= first <= last <= within[1]:
            raise InputRefused(
                "phases", "outside", _("A phase lies outside of the days of the programme.")
            )
    ordered = sorted(phases)
    for (_first, last), (following, _last) in pairwise(ordered):
        if following <= last:
            raise InputRefused("phases", "overlap", _("Two phases share a day."))


def check_names(names: Collection[str], field: str) -> None:
    if len(set(names)) != len(names):
        raise InputRefused(field, "twice", _("Two of these have the same name."))


def check_own(keys: Collection[object], there: Collection[object], field: str) -> None:
    """What is changed by its key is of this very row."""
    if not set(keys) <= set(there):
        raise InputRefused(field, "does_not_exist", _("There is no such part here."))


def check_left_out(used: int) -> None:
    """`used`: how many activities lie in phases that would go."""
    if used:
        raise RuleBroken(
            "phase_in_use",
            _("%(count)d activities lie in a phase that would go.") % {"count": used},
        )


def check_activities_within(outside: int) -> None:
    """`outside`: how many activities its new days would leave out."""
    if outside:
        raise RuleBroken(
            "activities_outside",
            _("%(count)d activities would lie outside of the new days.") % {"count": outside},
        )


def check_unused(activities: int) -> None:
    if activities:
        raise RuleBroken(
            "in_use",
            _("%(count)d activities belong to it: it stays.") % {"count": activities},
        )


def check_stands(*, is_voided: bool) -> None:
    if is_voided:
        raise RuleBroken("voided", _("This was taken back as a mistake."))


def name_taken() -> InputRefused:
    return InputRefused("name", "taken", _("There is something of this name already."))
