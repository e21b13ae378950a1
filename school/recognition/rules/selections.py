"""Selections: who may be nominated, who is selected, and what may be published."""

import datetime
import re
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.recognition.models import Consent, Nomination, NominationState, Selection, Whom
from school.shared.errors import InputRefused, RuleBroken, Stale


class SelectionState(TextChoices):
    AHEAD = "ahead", gettext_lazy("Not begun")
    OPEN = "open", gettext_lazy("Takes nominations")
    OVER = "over", gettext_lazy("Waits for the decision")
    CLOSED = "closed", gettext_lazy("Selection made")
    VOIDED = "voided", gettext_lazy("Voided")


NAMED_BY = {
    Whom.STAFF: ("staff",),
    Whom.PARENT: ("name",),
    Whom.PUPIL: ("student",),
    Whom.DEED: ("name", "staff", "student"),
}
"""Whom a kind selects -> the fields of which one names it."""


def state_of(row: Selection, today: datetime.date) -> SelectionState:
    if row.voided_at is not None:
        return SelectionState.VOIDED
    if row.closed_at is not None:
        return SelectionState.CLOSED
    if today < row.starts_on:
        return SelectionState.AHEAD
    return SelectionState.OPEN if today <= row.ends_on else SelectionState.OVER


def check_days(starts_on: datetime.date, ends_on: datetime.date) -> None:
    if ends_on < starts_on:
        raise InputRefused("ends_on", "before_start", _("It ends on its first day, or later."))


def check_not_voided(row: Selection) -> None:
    if row.voided_at is not None:
        raise RuleBroken("selection_voided", _("This selection was voided."))


def check_undecided(row: Selection) -> None:
    check_not_voided(row)
    if row.closed_at is not None:
        raise RuleBroken("selection_closed", _("This selection is closed."))


def check_takes_nominations(row: Selection, *, today: datetime.date) -> None:
    """In its days; afterwards the office may still bring in what came on paper, until it closes."""
    check_undecided(row)
    if today < row.starts_on:
        raise RuleBroken("not_begun", _("Nominations have not begun."))


def check_nominations_run(row: Selection, *, today: datetime.date, is_keeper: bool) -> None:
    check_takes_nominations(row, today=today)
    if today > row.ends_on and not is_keeper:
        raise RuleBroken("nominations_are_over", _("Nominations are over."))


def check_days_hold(starts_on: datetime.date, *, has_nominations: bool, was: datetime.date) -> None:
    if has_nominations and starts_on > was:
        raise InputRefused(
            "starts_on", "has_nominations", _("There are nominations from earlier days.")
        )


def check_whom(whom: str, given: Mapping[str, Any]) -> None:
    """Exactly one of the fields that fit says who or what it is."""
    fits = NAMED_BY[Whom(whom)]
    named = [field for field, value in given.items() if value]
    for field in named:
        if field not in fits:
            raise InputRefused(field, "other_kind", _("This does not fit to what is selected."))
    if not named:
        raise InputRefused(fits[0], "required", _("Say who or what is nominated."))
    if len(named) > 1:
        raise InputRefused(named[1], "one_only", _("A nomination is of one alone."))


def nominated_already() -> RuleBroken:
    return RuleBroken("nominated_already", _("This is nominated already."))


def check_nominated(row: Nomination) -> None:
    check_standing(row)
    if row.state != NominationState.NOMINATED:
        raise RuleBroken("nomination_confirmed", _("This nomination was confirmed already."))


def check_standing(row: Nomination) -> None:
    if row.voided_at is not None:
        raise RuleBroken("nomination_voided", _("This nomination was voided."))


def check_second_person(row: Nomination, by_id: uuid.UUID, by_staff: uuid.UUID | None) -> None:
    """Neither who nominated, nor who is nominated."""
    if row.created_by_id == by_id or (by_staff is not None and row.staff_id == by_staff):
        raise RuleBroken("own_nomination", _("Somebody else confirms what you proposed."))


def check_decision_day(
    decided_on: datetime.date, *, starts_on: datetime.date, today: datetime.date
) -> None:
    if decided_on > today:
        raise InputRefused("decided_on", "in_future", _("That day has not come yet."))
    if decided_on < starts_on:
        raise InputRefused("decided_on", "before_start", _("That was before it began."))


def check_selected(
    selected: Sequence[uuid.UUID], confirmed: Collection[uuid.UUID], *, places: int
) -> None:
    """`confirmed`: the nominations that may be selected."""
    if len(selected) > places:
        raise InputRefused(
            "selected", "too_many", _("There are %(places)d places.") % {"places": places}
        )
    seen: set[uuid.UUID] = set()
    for place, key in enumerate(selected):
        if key in seen:
            raise InputRefused(
                f"selected.{place}", "twice", _("This nomination stands there twice.")
            )
        seen.add(key)
        if key not in confirmed:
            raise InputRefused(
                f"selected.{place}", "not_confirmed", _("Only confirmed nominations are selected.")
            )


def check_is_selected(row: Nomination) -> None:
    check_standing(row)
    if row.state != NominationState.SELECTED:
        raise RuleBroken("not_selected", _("Only who was selected is asked and published."))


def check_words_open(row: Nomination) -> None:
    """Between the decision and the publication."""
    check_is_selected(row)
    if row.published_at is not None:
        raise RuleBroken("published_already", _("This is published already."))


def check_names_no_child(field: str, others_named: Collection[str]) -> None:
    if others_named:
        raise InputRefused(field, "child_named", _("Write it without the name of a child."))


def check_may_publish(row: Nomination, others_named: Collection[str]) -> None:
    """`others_named`: names of children that stand in the deed, the selected one's left out."""
    check_is_selected(row)
    if row.consent != Consent.GIVEN:
        raise RuleBroken("no_consent", _("Ask first whether it may be published."))
    check_words_open(row)
    if others_named:
        raise RuleBroken(
            "child_named", _("The words name a child. Say it without the name, then publish.")
        )


def names_in(words: str, names: Collection[str]) -> set[str]:
    """Names of children that stand in the words; one letter alone is no name."""
    plain = "".join(words.split())
    return {
        name
        for name in names
        if len(name) > 1 and (name in words if name.isascii() else name in plain)
    }


def without_names(words: str, names: Collection[str]) -> str:
    """For the log, which names nobody."""
    for name in sorted(names, key=len, reverse=True):
        words = re.sub(r"\s*".join(map(re.escape, name)), "…", words)
    return words


def check_version(row: Selection | Nomination, expected: int) -> None:
    if row.version != expected:
        raise Stale(_("Somebody changed this meanwhile."), current=None)


def kind_taken() -> InputRefused:
    return InputRefused("code", "taken", _("There is a kind of this code already."))
