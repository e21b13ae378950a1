"""Where children stand: coming, going, and moving, each a fact with its day and its reason."""

import datetime
import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.people.actions import facts
from school.people.models import Beginning, Ending, Placement, SchoolClass, Student, User
from school.people.rules import placements as rules
from school.shared import audit
from school.shared.constraints import refused_as
from school.shared.errors import InputRefused, RuleBroken

DAY = datetime.timedelta(days=1)


def _stays(student_id: uuid.UUID) -> list[Placement]:
    """What is believed of the child, oldest first; nobody else changes it meanwhile."""
    Student.objects.select_for_update(no_key=True).get(pk=student_id)
    return list(
        Placement.objects.believed()
        .filter(student_id=student_id)
        .select_related("school_class")
        .order_by("starts_on")
    )


def _note(verb: str, row: Placement, *, by: User, reason: str) -> None:
    audit.note(
        verb,
        row,
        by=by,
        reason=reason,
        changes={
            "student": [None, str(row.student_id)],
            "school_class": [None, str(row.school_class_id)],
            "starts_on": [None, row.starts_on.isoformat()],
            "ends_on": [None, row.ends_on.isoformat() if row.ends_on else None],
        },
    )


@transaction.atomic
def transfer_in(
    *,
    by: User,
    student_number: str,
    name: str,
    school_class: SchoolClass,
    starts_on: datetime.date,
    began: str = Beginning.TRANSFERRED_IN,
    reason: str,
) -> Student:
    """A child that this school has never had. One that was here before is readmitted."""
    rules.check_near("starts_on", starts_on, timezone.localdate())
    rules.check_class(school_class, starts_on)
    now = timezone.now()
    with refused_as(
        InputRefused(
            "student_number",
            "number_taken",
            _("A child of this number is in the books. If it is the same child, let it come back."),
        )
    ):
        student = _enter(by, student_number, name, now)
    placed = _place(student.pk, by, school_class, starts_on, began, reason, now)
    _note(began, placed, by=by, reason=reason)
    return student


def _enter(by: User, student_number: str, name: str, now: datetime.datetime) -> Student:
    """A new child; one that only an import named that was undone is taken up again."""
    student = (
        Student.objects.select_for_update(no_key=True)
        .filter(school_id=by.school_id, student_number=student_number)
        .exclude(taken_back_at=None)
        .first()
    )
    if student is None:
        return Student.objects.create(
            school_id=by.school_id,
            student_number=student_number,
            name=name,
            created_by=by,
            created_at=now,
        )
    student.name, student.taken_back_at, student.taken_back_by = name, None, None
    student.save(update_fields=["name", "taken_back_at", "taken_back_by"])
    return student


def _place(
    student_id: uuid.UUID,
    by: User,
    school_class: SchoolClass,
    starts_on: datetime.date,
    began: str,
    reason: str,
    now: datetime.datetime,
    **more: object,
) -> Placement:
    return Placement.objects.create(
        school_id=by.school_id,
        student_id=student_id,
        school_class=school_class,
        starts_on=starts_on,
        began=began,
        began_why=reason,
        created_by=by,
        created_at=now,
        **more,
    )


def _end(
    ending: Ending, *, by: User, student: Student, last_day: datetime.date, reason: str
) -> Placement:
    rules.check_near("last_day", last_day, timezone.localdate())
    held = rules.stay_to_end(_stays(student.pk), last_day)
    if ending is Ending.GRADUATED:
        rules.check_graduates(held, last_day)
    ended = facts.rewrite(
        held, by=by, now=timezone.now(), ends_on=last_day, ended=ending, ended_why=reason
    )
    _note(ending, ended, by=by, reason=reason)
    return ended


@transaction.atomic
def transfer_out(*, by: User, student: Student, last_day: datetime.date, reason: str) -> Placement:
    return _end(Ending.TRANSFERRED_OUT, by=by, student=student, last_day=last_day, reason=reason)


@transaction.atomic
def suspend(*, by: User, student: Student, last_day: datetime.date, reason: str) -> Placement:
    return _end(Ending.SUSPENDED, by=by, student=student, last_day=last_day, reason=reason)


@transaction.atomic
def graduate(*, by: User, student: Student, last_day: datetime.date, reason: str) -> Placement:
    return _end(Ending.GRADUATED, by=by, student=student, last_day=last_day, reason=reason)


@transaction.atomic
def move(
    *,
    by: User,
    student: Student,
    school_class: SchoolClass,
    starts_on: datetime.date,
    reason: str,
    kind: str = Beginning.MOVED,
) -> Placement:
    """The child's days before stay where they were. On the first day of a stay it is a correction:
    the child was entered in the wrong class."""
    rules.check_near("starts_on", starts_on, timezone.localdate())
    rules.check_class(school_class, starts_on)
    held = rules.stay_to_leave(_stays(student.pk), school_class, starts_on)
    now = timezone.now()
    until = {"ends_on": held.ends_on, "ended": held.ended, "ended_why": held.ended_why}
    if held.starts_on == starts_on:
        facts.retire(held, by=by, now=now)
        kind = held.began
    else:
        facts.rewrite(
            held, by=by, now=now, ends_on=starts_on - DAY, ended=Ending(kind), ended_why=reason
        )
    placed = _place(student.pk, by, school_class, starts_on, kind, reason, now, **until)
    _note("move", placed, by=by, reason=reason)
    return placed


@transaction.atomic
def readmit(
    *,
    by: User,
    student: Student,
    school_class: SchoolClass,
    starts_on: datetime.date,
    reason: str,
) -> Placement:
    """A child that was suspended or had left comes back; often into another class."""
    rules.check_near("starts_on", starts_on, timezone.localdate())
    rules.check_class(school_class, starts_on)
    began = rules.check_comes_back(_stays(student.pk), starts_on)
    placed = _place(student.pk, by, school_class, starts_on, began, reason, timezone.now())
    _note(began, placed, by=by, reason=reason)
    return placed


@transaction.atomic
def take_back_leaving(*, by: User, student: Student, reason: str) -> Placement:
    """The leaving was entered by mistake: the child's last stay goes on."""
    held = rules.stay_to_reopen(_stays(student.pk))
    went_on = facts.rewrite(held, by=by, now=timezone.now(), ends_on=None, ended="", ended_why="")
    _note("take_back_leaving", went_on, by=by, reason=reason)
    return went_on


@transaction.atomic
def open_class(*, by: User, stage: str, cohort_year: int, number: int) -> SchoolClass:
    """A class for a cohort: the enrolment season makes them, the roster fills them."""
    with refused_as(RuleBroken("class_exists", _("There is a class of this number already."))):
        made = SchoolClass.objects.create(
            school_id=by.school_id,
            created_by=by,
            stage=stage,
            cohort_year=cohort_year,
            number=number,
        )
    audit.note("open_class", made, by=by, changes={"cohort_year": [None, cohort_year]})
    return made
