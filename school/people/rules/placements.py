"""Where a child may come from and go to: one stay at a time, the days without a gap or a double."""

import datetime
import re
from collections.abc import Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from school.people import rules
from school.people.models import Beginning, Ending, Placement, SchoolClass, Stage
from school.shared.errors import InputRefused, RuleBroken

FARTHEST = datetime.timedelta(days=400)
"""No day of a placement is entered further away from today than this: it is a slip of the pen."""


def check_near(field: str, day: datetime.date, today: datetime.date) -> None:
    if abs(day - today) > FARTHEST:
        raise InputRefused(
            field, "too_far", _("This day is more than a year away. Check the year.")
        )


def own_number(number: str) -> str:
    """The school's own number of a child. A number like that of an identity card is refused."""
    if re.fullmatch(r"[GgJjLl]?\d{17}[\dXx]", number, re.ASCII):
        raise InputRefused(
            "student_number",
            "identity_number",
            _("This looks like an identity number. Use the school's own student number."),
        )
    return number


def check_class(school_class: SchoolClass, day: datetime.date) -> None:
    if not rules.is_at_school(school_class.stage, school_class.cohort_year, day):
        raise InputRefused(
            "school_class",
            "class_not_here",
            _("The class %(name)s is not at this school on %(day)s.")
            % {"name": rules.class_name(school_class, day), "day": day},
        )


def stay_to_end(stays: Sequence[Placement], last_day: datetime.date) -> Placement:
    """The stay that holds the child's last day; the child is nowhere after it."""
    held = _holding(stays, "last_day", last_day)
    if held.ended:
        raise RuleBroken(
            "ends_already",
            _("It is entered already that this child leaves the class on %(day)s.")
            % {"day": held.ends_on},
        )
    return held


def stay_to_leave(
    stays: Sequence[Placement], to: SchoolClass, starts_on: datetime.date
) -> Placement:
    """The stay that a move on this day ends; the other class begins that day."""
    held = _holding(stays, "starts_on", starts_on)
    if held.school_class_id == to.pk:
        raise InputRefused("school_class", "same_class", _("The child is in this class already."))
    return held


def _holding(stays: Sequence[Placement], field: str, day: datetime.date) -> Placement:
    held = next((stay for stay in stays if stay.holds_on(day)), None)
    if held is None:
        raise InputRefused(
            field, "not_at_school", _("The child is in no class on %(day)s.") % {"day": day}
        )
    if any(stay.starts_on > day for stay in stays):
        raise RuleBroken(
            "later_stay", _("A later class is entered for this child. Change that one first.")
        )
    return held


def check_comes_back(stays: Sequence[Placement], starts_on: datetime.date) -> Beginning:
    """How a child begins again that is in no class on the day or after it."""
    if not stays:
        return Beginning.TRANSFERRED_IN
    last = max(stays, key=lambda stay: stay.starts_on)
    if last.ends_on is None or last.ends_on >= starts_on:
        raise InputRefused(
            "starts_on",
            "still_in_class",
            _("The child is in a class until %(day)s.") % {"day": last.ends_on}
            if last.ends_on
            else _("The child is in a class. Move it instead."),
        )
    return Beginning.RESUMED if last.ended == Ending.SUSPENDED else Beginning.READMITTED


def stay_to_reopen(stays: Sequence[Placement]) -> Placement:
    """The last stay, when it was ended by a leaving that can be taken back."""
    last = max(stays, key=lambda stay: stay.starts_on, default=None)
    if last is None or not last.ended:
        raise RuleBroken("nothing_ended", _("No leaving is entered for this child."))
    return last


def is_last_grade(school_class: SchoolClass, day: datetime.date) -> bool:
    stage = Stage(school_class.stage)
    grade = rules.grade_of(stage, school_class.cohort_year, day)
    return grade == rules.FIRST_GRADE[stage] + rules.GRADES[stage] - 1


def check_graduates(stay: Placement, last_day: datetime.date) -> None:
    if not is_last_grade(stay.school_class, last_day):
        raise RuleBroken("not_last_grade", _("Only children of the last grade graduate."))


class Standing(TextChoices):
    """Where a child stands today, in one word."""

    HERE = "here", gettext_lazy("In a class")
    LEAVING = "leaving", gettext_lazy("Leaves soon")
    EXPECTED = "expected", gettext_lazy("Comes soon")
    SUSPENDED = "suspended", gettext_lazy("Suspended")
    GRADUATED = "graduated", gettext_lazy("Graduated")
    LEFT = "left", gettext_lazy("Left the school")
    NOWHERE = "nowhere", gettext_lazy("In no class")


def standing(stays: Sequence[Placement], today: datetime.date) -> Standing:
    last = max(stays, key=lambda stay: stay.starts_on, default=None)
    if last is None:
        return Standing.NOWHERE
    if last.starts_on > today and not any(stay.holds_on(today) for stay in stays):
        return Standing.EXPECTED
    if last.ends_on is None:
        return Standing.HERE
    if last.ends_on >= today:
        return Standing.LEAVING
    gone = {Ending.SUSPENDED: Standing.SUSPENDED, Ending.GRADUATED: Standing.GRADUATED}
    return gone.get(Ending(last.ended), Standing.LEFT) if last.ended else Standing.LEFT


def possible(stays: Sequence[Placement], today: datetime.date) -> set[str]:
    """The acts that make sense for a child that stands so; who may do them is another question."""
    last = max(stays, key=lambda stay: stay.starts_on, default=None)
    if last is None:
        return {"readmit"}
    if last.ended:
        return {"take_back_leaving", "readmit"} if last.ends_on else set()
    if last.ends_on is not None and last.ends_on < today:
        return {"readmit"}
    acts = {"move", "transfer_out", "suspend"}
    return acts | {"graduate"} if is_last_grade(last.school_class, today) else acts
