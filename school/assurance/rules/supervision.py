"""By when an item of supervision is answered, how it stands, and what is refused."""

import datetime
import uuid

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.assurance.rules.days import DAY
from school.shared.errors import InputRefused, RuleBroken

ANSWERED_IN = 15 * DAY


class ItemState(TextChoices):
    RECEIVED = "received", gettext_lazy("Nobody looks into it yet")
    HANDLED = "handled", gettext_lazy("Being looked into")
    ANSWERED = "answered", gettext_lazy("Answered")
    VOIDED = "voided", gettext_lazy("Taken back")


def due_on(received_on: datetime.date) -> datetime.date:
    return received_on + ANSWERED_IN


def item_state(*, is_assigned: bool, is_answered: bool, is_voided: bool) -> ItemState:
    if is_voided:
        return ItemState.VOIDED
    if is_answered:
        return ItemState.ANSWERED
    return ItemState.HANDLED if is_assigned else ItemState.RECEIVED


def is_overdue(received_on: datetime.date, *, is_answered: bool, today: datetime.date) -> bool:
    return not is_answered and today > due_on(received_on)


def check_not_answered(*, is_answered: bool) -> None:
    if is_answered:
        raise RuleBroken("answered_already", _("This item was answered already."))


def check_assigned(handler: uuid.UUID | None) -> None:
    if handler is None:
        raise RuleBroken("nobody_handles", _("First say who looks into it."))


def check_handler(handler: uuid.UUID, concerned: uuid.UUID | None) -> None:
    if handler == concerned:
        raise InputRefused("handler", "concerned", _("This item is about the same person."))


def check_replied_on(day: datetime.date, received_on: datetime.date) -> None:
    if day < received_on:
        raise InputRefused("replied_on", "too_early", _("The reply comes after what came in."))
