"""策略卡: a strategy that was seen is shown to all once the teacher it was seen of has agreed."""

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.observation.models import CardAnswer, StrategyCard
from school.shared.errors import InputRefused, RuleBroken


class CardState(TextChoices):
    WAITING = "waiting", gettext_lazy("Waits for the teacher's answer")
    PUBLIC = "public", gettext_lazy("All may read it")
    DECLINED = "declined", gettext_lazy("The teacher does not agree")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")


def state_of(card: StrategyCard) -> CardState:
    if card.withdrawn_at is not None:
        return CardState.WITHDRAWN
    if not card.answer:
        return CardState.WAITING
    return CardState.PUBLIC if card.answer == CardAnswer.CONSENTED else CardState.DECLINED


def check_may_ask(*, is_shared: bool, is_out_of_school: bool) -> None:
    if not is_shared:
        raise RuleBroken("not_shared", _("This record is not shared yet."))
    if is_out_of_school:
        raise RuleBroken(
            "host_elsewhere",
            _("The teacher of this lesson is of another school and cannot be asked here."),
        )


def already_asked() -> RuleBroken:
    return RuleBroken("already_asked", _("The teacher was asked about this strategy already."))


def check_unanswered(card: StrategyCard) -> None:
    check_standing(card)
    if card.answer:
        raise RuleBroken("already_answered", _("This was answered already."))


def check_standing(card: StrategyCard) -> None:
    if card.withdrawn_at is not None:
        raise RuleBroken("card_withdrawn", _("This card was withdrawn."))


def check_unasked(place: int, *, is_asked: bool) -> None:
    """What somebody agreed to is not rewritten behind the agreement."""
    if is_asked:
        raise InputRefused(
            f"strategies.{place}",
            "has_card",
            _("The teacher was asked about this strategy; its words stay as they are."),
        )


def tag_taken() -> InputRefused:
    return InputRefused("name", "taken", _("There is a tag of this name already."))
