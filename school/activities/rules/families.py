"""Questions of parents without a name, and what becomes of their texts."""

import datetime
from collections.abc import Mapping

from django.utils.translation import gettext as _

from school.activities.models import Consultation, ParentingPiece, PieceState
from school.shared.errors import InputRefused, RuleBroken
from school.shared.text import names_in, numbers_in


def check_nameless(texts: Mapping[str, str], children: Mapping[str, str]) -> None:
    """No field names a child. `children`: number -> name."""
    names = set(children.values())
    for field, text in texts.items():
        found = names_in(text, names) + numbers_in(text, children)
        if found:
            raise InputRefused(
                field,
                "child_named",
                _("A child is named: %(names)s. Ask it without a name.")
                % {"names": "、".join(found)},
            )


def check_not_ahead(day: datetime.date, field: str, *, today: datetime.date) -> None:
    if day > today:
        raise InputRefused(field, "in_future", _("This day has not come yet."))


def check_answered_on(asked_on: datetime.date, answered_on: datetime.date) -> None:
    if answered_on < asked_on:
        raise InputRefused("answered_on", "before_question", _("The answer follows the question."))


def check_stands(row: Consultation | ParentingPiece) -> None:
    if row.voided_at is not None:
        raise RuleBroken("voided", _("This was taken back as a mistake."))


def check_answered(consultation: Consultation) -> None:
    if consultation.answered_at is None:
        raise RuleBroken("unanswered", _("Only an answered question is shared."))


def check_settled(state: str, sent_on: datetime.date, settled_on: datetime.date) -> None:
    if state == PieceState.SENT:
        raise InputRefused("state", "not_settled", _("Say what became of it."))
    if settled_on < sent_on:
        raise InputRefused("settled_on", "before_sent", _("It is settled after it was sent in."))


def check_open(piece: ParentingPiece) -> None:
    check_stands(piece)
    if piece.state != PieceState.SENT:
        raise RuleBroken("settled", _("What became of it stands already."))
