"""What a selection of ambassadors refuses, and how it stands."""

import datetime
import uuid
from collections.abc import Mapping, Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.civility.models import AmbassadorNomination, AmbassadorRound
from school.shared.errors import InputRefused, RuleBroken


class SelectionState(TextChoices):
    DRAFT = "draft", gettext_lazy("Draft")
    OPEN = "open", gettext_lazy("Published")
    CLOSED = "closed", gettext_lazy("Over")


def state_of(row: AmbassadorRound) -> SelectionState:
    if row.closed_at is not None:
        return SelectionState.CLOSED
    return SelectionState.DRAFT if row.published_at is None else SelectionState.OPEN


def check_in_term(*, is_in_term: bool) -> None:
    if not is_in_term:
        raise RuleBroken("no_term", _("There is no running term."))


def check_draft(row: AmbassadorRound) -> None:
    """Criteria that others rely on are not changed under them."""
    if state_of(row) != SelectionState.DRAFT:
        raise RuleBroken("selection_published", _("This selection is published; it stands."))


def check_last_day(day: datetime.date, *, today: datetime.date) -> None:
    if day < today:
        raise InputRefused(
            "nominations_until", "in_past", _("Nominations end today or on a later day.")
        )


def check_still_ahead(row: AmbassadorRound, *, today: datetime.date) -> None:
    if row.nominations_until < today:
        raise RuleBroken(
            "nominations_are_over", _("The last day for nominations has passed; change it first.")
        )


def check_open(row: AmbassadorRound) -> None:
    """Nobody is nominated, reviewed or chosen before the criteria are published, or after."""
    if state_of(row) == SelectionState.DRAFT:
        raise RuleBroken("selection_is_draft", _("The criteria are not published yet."))
    if state_of(row) == SelectionState.CLOSED:
        raise RuleBroken("selection_closed", _("This selection is closed."))


def check_nominations_run(row: AmbassadorRound, *, today: datetime.date) -> None:
    if today > row.nominations_until:
        raise RuleBroken("nominations_are_over", _("Nominations are over."))


def check_placed(*, is_placed: bool) -> None:
    if not is_placed:
        raise InputRefused("student", "not_at_school", _("The child is in no class today."))


def check_not_nominated(*, is_nominated: bool) -> None:
    if is_nominated:
        raise RuleBroken("nominated_already", _("This child is nominated already."))


def check_not_voted(*, has_voted: bool) -> None:
    if has_voted:
        raise RuleBroken("voted_already", _("This class has voted already."))


def check_still_there(row: AmbassadorNomination | None) -> AmbassadorNomination:
    if row is None:
        raise RuleBroken("nomination_gone", _("This nomination is no longer there."))
    return row


def check_second_person(row: AmbassadorNomination, by_id: uuid.UUID) -> None:
    if row.created_by_id == by_id:
        raise RuleBroken("own_nomination", _("Somebody else reviews what you proposed."))


def check_not_accepted(row: AmbassadorNomination) -> None:
    if row.reviewed_at is not None:
        raise RuleBroken("accepted_already", _("This nomination was accepted already."))


def check_vote_day(
    day: datetime.date, *, published_on: datetime.date, today: datetime.date
) -> None:
    if day > today:
        raise InputRefused("held_on", "in_future", _("A vote is recorded after it was held."))
    if day < published_on:
        raise InputRefused(
            "held_on", "before_publication", _("A class votes after the criteria were published.")
        )


def check_voters(voters: int, *, size: int) -> None:
    if voters > size:
        raise InputRefused(
            "voters", "more_than_class", _("The class has %(size)d children.") % {"size": size}
        )


def check_chosen(
    chosen: Sequence[uuid.UUID],
    nominations: Mapping[uuid.UUID, AmbassadorNomination],
    *,
    places: int,
) -> None:
    """`nominations`: those of the class."""
    if not chosen:
        raise InputRefused("chosen", "empty", _("Choose at least one child."))
    if len(chosen) > places:
        raise InputRefused(
            "chosen",
            "too_many",
            _("A class has %(places)d places.") % {"places": places},
        )
    seen: set[uuid.UUID] = set()
    for place, key in enumerate(chosen):
        if key in seen:
            raise InputRefused(f"chosen.{place}", "twice", _("This child stands there twice."))
        seen.add(key)
        found = nominations.get(key)
        if found is None or found.reviewed_at is None:
            raise InputRefused(
                f"chosen.{place}",
                "not_accepted",
                _("Only accepted nominations of this class are voted on."),
            )
