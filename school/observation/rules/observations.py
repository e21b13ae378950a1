"""听课记录: whose turn it is, when it is late, what it takes to share one, and when it counts."""

import datetime
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.observation.models import Observation, ObservationState
from school.shared.errors import InputRefused, RuleBroken

State = ObservationState


class Side(TextChoices):
    """On whose side somebody stands to an observation."""

    OBSERVER = "observer", gettext_lazy("Observer")
    HOST = "host", gettext_lazy("Teacher of the lesson")


class Step(TextChoices):
    """What is to be done next."""

    SHARE = "share", gettext_lazy("Share the record")
    REFLECT = "reflect", gettext_lazy("Read it and answer")
    ACKNOWLEDGE = "acknowledge", gettext_lazy("Acknowledge having read it")


@dataclass(frozen=True)
class Turn:
    side: Side
    step: Step


def acts_next(observation: Any, *, is_out_of_school: bool) -> list[Turn]:
    """Whose turn it is, and to do what. Nobody acts on a lesson held elsewhere once it is shared:
    its teacher has no account here.
    """
    if observation.state == State.DRAFT:
        return [Turn(Side.OBSERVER, Step.SHARE)]
    if observation.state == State.CLOSED or is_out_of_school:
        return []
    if observation.state == State.SHARED:
        return [Turn(Side.HOST, Step.REFLECT)]
    return [
        Turn(side, Step.ACKNOWLEDGE)
        for side, at in (
            (Side.HOST, observation.host_acknowledged_at),
            (Side.OBSERVER, observation.observer_acknowledged_at),
        )
        if at is None
    ]


def is_open_again(observation: Observation, *, was_reopened: bool) -> bool:
    """Whether it was reopened and the host has not answered anew."""
    return observation.state == State.SHARED and was_reopened


def is_late(shared_on: datetime.date, taught_on: datetime.date, *, grace_days: int) -> bool:
    """补录: shared after the days of grace."""
    return shared_on > taught_on + datetime.timedelta(days=grace_days)


def is_evaluated(state: str, suggestion: str) -> bool:
    """评课: a suggestion was given, and the teacher of the lesson has answered."""
    return bool(suggestion) and state in (State.REFLECTED, State.ACKNOWLEDGED, State.CLOSED)


def after_acknowledging(observation: Observation) -> State:
    """The first of both leaves it acknowledged, the second closes it."""
    both = observation.host_acknowledged_at and observation.observer_acknowledged_at
    return State.CLOSED if both else State.ACKNOWLEDGED


# ---- refusals ------------------------------------------------------------------------------


def check_lesson(
    *, taught_on: datetime.date, is_cancelled: bool, today: datetime.date, field: str = "session"
) -> None:
    if is_cancelled:
        raise InputRefused(field, "lesson_cancelled", _("This lesson was cancelled."))
    if taught_on > today:
        raise InputRefused(
            field, "lesson_to_come", _("A lesson is recorded on its day or afterwards.")
        )


def check_not_host(host_id: uuid.UUID | None, observer_id: uuid.UUID | None) -> None:
    if host_id is not None and host_id == observer_id:
        raise InputRefused("session", "own_lesson", _("Nobody observes an own lesson."))


def check_is_staff(staff_id: uuid.UUID | None) -> None:
    if staff_id is None:
        raise RuleBroken("not_staff", _("Lessons are observed by members of staff."))


def check_elsewhere(*, observes: bool, teaches: bool) -> None:
    """`observes`, `teaches`: another lesson in the same period of that day."""
    if observes:
        raise RuleBroken(
            "observing_elsewhere",
            _("You have recorded another lesson for this period of that day already."),
        )
    if teaches:
        raise RuleBroken(
            "teaching_elsewhere", _("You give a lesson yourself in this period of that day.")
        )


def observed_already() -> RuleBroken:
    return RuleBroken("observed_already", _("You have a record of this lesson already."))


def check_amendable(observation: Observation, *, was_reopened: bool) -> None:
    """A draft, or a record that was reopened and not yet answered anew."""
    is_open = is_open_again(observation, was_reopened=was_reopened)
    if observation.state != State.DRAFT and not is_open:
        raise RuleBroken(
            "observation_shared", _("This record was shared. To change it, reopen it first.")
        )


def check_draft(observation: Observation) -> None:
    if observation.state != State.DRAFT:
        raise RuleBroken("already_shared", _("This record was shared already."))


def check_shareable(*, strategies: int) -> None:
    if not strategies:
        raise InputRefused(
            "strategies",
            "required",
            _("Before you share it, write down at least one strategy that you saw."),
        )


def check_awaits_reflection(observation: Observation, *, is_out_of_school: bool) -> None:
    check_shared(observation)
    if is_out_of_school:
        raise RuleBroken("host_elsewhere", _("The teacher of this lesson is of another school."))
    if observation.state != State.SHARED:
        raise RuleBroken("already_reflected", _("This record was answered already."))


def check_shared(observation: Observation) -> None:
    if observation.state == State.DRAFT:
        raise RuleBroken("not_shared", _("This record is not shared yet."))


def check_acknowledgeable(observation: Observation, side: Side) -> None:
    check_shared(observation)
    if observation.state == State.SHARED:
        raise RuleBroken("not_reflected", _("The teacher of the lesson answers first."))
    at = {
        Side.HOST: observation.host_acknowledged_at,
        Side.OBSERVER: observation.observer_acknowledged_at,
    }[side]
    if observation.state == State.CLOSED or at is not None:
        raise RuleBroken("already_acknowledged", _("You have acknowledged this already."))


def check_reopenable(observation: Observation, *, was_reopened: bool) -> None:
    check_shared(observation)
    if is_open_again(observation, was_reopened=was_reopened):
        raise RuleBroken("open_already", _("This record is open already."))


# ---- the whole lists of a draft ------------------------------------------------------------


def check_each_once(field: str, keys: Sequence[Any], name: str) -> None:
    seen = set()
    for place, key in enumerate(keys):
        if key in seen:
            raise InputRefused(f"{field}.{place}.{name}", "twice", _("This stands there twice."))
        seen.add(key)


def check_scored(rubric_version_id: uuid.UUID | None, *, is_scored: bool) -> None:
    if is_scored and rubric_version_id is None:
        raise InputRefused("scores", "no_rubric", _("Lessons of this kind are not scored."))


def check_known_strategies(keys: Sequence[Any], known: Collection[Any]) -> None:
    for place, key in enumerate(keys):
        if key is not None and key not in known:
            raise InputRefused(
                f"strategies.{place}.id", "does_not_exist", _("There is no such strategy.")
            )


def check_known_criteria(codes: Sequence[str], known: Collection[str]) -> None:
    for place, code in enumerate(codes):
        if code not in known:
            raise InputRefused(
                f"scores.{place}.criterion",
                "does_not_exist",
                _("The rubric has no such criterion."),
            )
