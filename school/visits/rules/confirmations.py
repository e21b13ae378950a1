"""同访确认: who came along says so on an own account."""

import datetime
import uuid
from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.shared.errors import RuleBroken
from school.visits.models import VisitCompanion

ANSWER_WITHIN = datetime.timedelta(days=14)
"""Asked longer ago and not answered: the directors see it."""


class Answer(TextChoices):
    """What one companion said."""

    WAITING = "waiting", gettext_lazy("Not confirmed yet")
    CONFIRMED = "confirmed", gettext_lazy("Confirmed")
    DENIED = "denied", gettext_lazy("Did not come along")


class Confirmation(TextChoices):
    """What the companions together say about a visit."""

    CONFIRMED = "confirmed", gettext_lazy("Confirmed by a companion")
    WAITING = "waiting", gettext_lazy("Waiting for a companion's word")
    DENIED = "denied", gettext_lazy("Denied by a companion")
    ALONE = "alone", gettext_lazy("Made alone")


def answer_of(companion: VisitCompanion) -> Answer:
    if companion.denied_at is not None:
        return Answer.DENIED
    return Answer.WAITING if companion.confirmed_at is None else Answer.CONFIRMED


def confirmation_of(answers: Iterable[Answer]) -> Confirmation:
    """One denial weighs more than any confirmation; one confirmation is a second person's word."""
    given = set(answers)
    for answer in (Answer.DENIED, Answer.CONFIRMED, Answer.WAITING):
        if answer in given:
            return Confirmation(answer.value)
    return Confirmation.ALONE


def is_overdue(companion: VisitCompanion, *, now: datetime.datetime) -> bool:
    return answer_of(companion) == Answer.WAITING and now - companion.created_at > ANSWER_WITHIN


def check_answers_for_oneself(companion: VisitCompanion, staff_id: uuid.UUID | None) -> None:
    if companion.staff_id != staff_id:
        raise RuleBroken("not_companion", _("Only the companion can say that."))


def check_not_own_visit(recorder: uuid.UUID | None, by: uuid.UUID) -> None:
    if recorder == by:
        raise RuleBroken("second_person", _("Nobody confirms a visit that they recorded."))


def check_unanswered(companion: VisitCompanion) -> None:
    if answer_of(companion) != Answer.WAITING:
        raise RuleBroken("companion_answered", _("You already answered this."))
