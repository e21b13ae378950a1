"""How a task of the leading group stands, and what the group refuses."""

import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.shared.errors import InputRefused, RuleBroken


class TaskState(TextChoices):
    OPEN = "open", gettext_lazy("To be done")
    OVERDUE = "overdue", gettext_lazy("Past its day")
    DONE = "done", gettext_lazy("Finished")
    VOIDED = "voided", gettext_lazy("Taken back")


def task_state(
    due_on: datetime.date, done_on: datetime.date | None, *, is_voided: bool, today: datetime.date
) -> TaskState:
    if is_voided:
        return TaskState.VOIDED
    if done_on is not None:
        return TaskState.DONE
    return TaskState.OVERDUE if today > due_on else TaskState.OPEN


def check_one_of_two(*, has_staff: bool, has_name: bool) -> None:
    if has_staff == has_name:
        raise InputRefused(
            "name", "one_of_two", _("Choose a colleague, or write the name of a committee member.")
        )


def check_inside(
    field: str, day: datetime.date, first: datetime.date, last: datetime.date | None
) -> None:
    if day < first or (last is not None and day > last):
        raise InputRefused(field, "outside_group", _("The group does not exist on this day."))


def check_group_open(ends_on: datetime.date | None, *, today: datetime.date) -> None:
    if ends_on is not None and ends_on < today:
        raise RuleBroken("group_ended", _("This group has ended."))


def check_not_done(*, is_done: bool) -> None:
    if is_done:
        raise RuleBroken("done_already", _("This task is done already."))


def check_is_there(*, is_there: bool) -> None:
    if not is_there:
        raise InputRefused("member", "does_not_exist", _("This is no member of the group."))


def check_is_done(*, is_done: bool) -> None:
    if not is_done:
        raise RuleBroken("not_done", _("This task is not done yet."))
