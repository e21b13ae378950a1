"""What a reflection refuses."""

import datetime
import uuid
from collections.abc import Collection

from django.utils.translation import gettext as _

from school.growth.models import Reflection, Visibility
from school.shared.errors import InputRefused, RuleBroken

MOST_NAMED = 30


def check_day(day: datetime.date, *, today: datetime.date) -> None:
    if day > today:
        raise InputRefused("reflected_on", "in_future", _("One reflects on what has been."))


def check_stands(row: Reflection) -> None:
    if row.voided_at is not None:
        raise RuleBroken("reflection_voided", _("This reflection was taken back."))


def check_own_act(*, is_own: bool) -> None:
    if not is_own:
        raise InputRefused("act", "does_not_exist", _("There is no such record in your portfolio."))


def check_readers(visibility: str, named: Collection[uuid.UUID], owner: uuid.UUID) -> None:
    if visibility == Visibility.NAMED and not named:
        raise InputRefused("staff", "required", _("Name the colleagues who may read it."))
    if visibility != Visibility.NAMED and named:
        raise InputRefused("staff", "not_named", _("Names belong to the choice of naming some."))
    if owner in named:
        raise InputRefused("staff", "oneself", _("You may read it already."))
    if len(named) > MOST_NAMED:
        raise InputRefused("staff", "too_many", _("Name 30 colleagues at most."))
