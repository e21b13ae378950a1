"""Importing a roster: the dry run, which writes nothing, and the import, whole file or nothing."""

import datetime
import hashlib
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from school.people import planning, queries, sheets
from school.people.models import (
    Ending,
    Placement,
    RosterImport,
    School,
    SchoolClass,
    Student,
    User,
)
from school.people.planning import Action, Child, ClassKey, Decision, Held, Plan, Roster
from school.shared import audit, idempotency
from school.shared.errors import RuleBroken

T = TypeVar("T")
CHUNK = 500


@dataclass(frozen=True)
class RosterCheck:
    """What a file would change, for a person to look at."""

    file_name: str
    encoding: str
    ignored_columns: tuple[str, ...]
    plan: Plan


def check_roster(*, by: User, file_name: str, content: bytes) -> RosterCheck:
    """Reads the file and the school's books; writes nothing."""
    table = sheets.read(file_name, content)
    return RosterCheck(
        sheets.display_name(file_name),
        table.encoding,
        table.ignored,
        planning.plan(table.lines, _roster(by.school_id, timezone.localdate())),
    )


def import_roster(
    *, by: User, key: uuid.UUID, file_name: str, content: bytes, digest: str
) -> tuple[RosterImport, bool]:
    """The import this gesture made, and whether it was made just now.

    `digest` names the plan that the person saw. Raises RuleBroken `plan_changed` when the books or
    the file say something else by now, `has_conflicts` when a row is in doubt.
    """
    table = sheets.read(file_name, content)  # before the database is locked
    file_sha256 = hashlib.sha256(content).hexdigest()

    def act() -> RosterImport:
        # One import of a school at a time; other rows may still point to the school meanwhile.
        School.objects.select_for_update(no_key=True).get(pk=by.school_id)
        plan = planning.plan(table.lines, _roster(by.school_id, timezone.localdate()))
        if plan.digest != digest:
            raise RuleBroken(
                "plan_changed",
                _("The file or the school's data changed after the check. Check the file again."),
            )
        if plan.counts[Action.CONFLICT]:
            raise RuleBroken(
                "has_conflicts",
                _("Nothing was imported: %(count)d rows are in doubt. Correct them first.")
                % {"count": plan.counts[Action.CONFLICT]},
            )
        return _carry_out(plan, by, sheets.display_name(file_name), file_sha256)

    made, is_new = idempotency.once(
        by=by, key=key, body={"file": file_sha256, "digest": digest}, act=act
    )
    return RosterImport.objects.get(pk=made, school_id=by.school_id), is_new


# ---- what stands ---------------------------------------------------------------------------


def _roster(school_id: uuid.UUID, today: datetime.date) -> Roster:
    term = queries.current_term(school_id, today)
    stages = list(term.stages.all()) if term else []
    if not stages:
        raise RuleBroken(
            "no_current_term", _("There is no term whose days hold today. Enter the term first.")
        )
    if len(stages) > 1:
        raise RuleBroken(
            "several_stages",
            _("This school has several stages; a roster file does not say which one is meant."),
        )
    held: dict[uuid.UUID, list[Held]] = defaultdict(list)
    placements = (
        Placement.objects.believed()
        .filter(school_id=school_id)
        .select_related("school_class")
        .order_by("starts_on")
    )
    for one in placements:
        held[one.student_id].append(
            Held(one.pk, _key(one.school_class), one.starts_on, one.ends_on)
        )
    children = {
        number: Child(pk, number, name, tuple(held.get(pk, ())))
        for pk, number, name in Student.objects.filter(school_id=school_id).values_list(
            "pk", "student_number", "name"
        )
    }
    classes = frozenset(map(_key, SchoolClass.objects.filter(school_id=school_id)))
    return Roster(stages[0].stage, stages[0].starts_on, today, children, classes)


def _key(school_class: SchoolClass) -> ClassKey:
    return ClassKey(school_class.stage, school_class.cohort_year, school_class.number)


# ---- what changes --------------------------------------------------------------------------


def _carry_out(plan: Plan, by: User, file_name: str, file_sha256: str) -> RosterImport:
    now = timezone.now()
    of_all = {"school_id": by.school_id, "created_by": by, "created_at": now}
    SchoolClass.objects.bulk_create(
        [
            SchoolClass(stage=key.stage, cohort_year=key.cohort_year, number=key.number, **of_all)
            for key in plan.new_classes
        ]
    )
    classes = {_key(one): one for one in SchoolClass.objects.filter(school_id=by.school_id)}
    students = {
        decision.row: Student(student_number=decision.student_number, name=decision.name, **of_all)
        for decision in plan.decisions
        if decision.action == Action.CREATE
    }
    Student.objects.bulk_create(students.values(), batch_size=CHUNK)
    _rename([one for one in plan.decisions if one.renames], by)

    left = [one.leaves for one in plan.decisions if one.leaves]
    _retire(left, by, now)
    placements: list[Placement] = []
    for one in plan.decisions:
        if not (one.places and one.key and one.starts_on):
            continue
        student_id = one.child.id if one.child else students[one.row].pk
        if one.leaves and one.leaves.starts_on < one.starts_on:
            placements.append(
                Placement(
                    student_id=student_id,
                    school_class=classes[one.leaves.key],
                    starts_on=one.leaves.starts_on,
                    ends_on=one.starts_on - datetime.timedelta(days=1),
                    ended=Ending.MOVED,
                    **of_all,
                )
            )
        placements.append(
            Placement(
                student_id=student_id,
                school_class=classes[one.key],
                starts_on=one.starts_on,
                ends_on=one.until,
                **of_all,
            )
        )
    Placement.objects.bulk_create(placements, batch_size=CHUNK)

    made = RosterImport.objects.create(
        file_name=file_name,
        file_sha256=file_sha256,
        created=plan.counts[Action.CREATE],
        updated=plan.counts[Action.UPDATE],
        skipped=plan.counts[Action.SKIP],
        **of_all,
    )
    audit.note(
        "import_roster",
        made,
        by=by,
        changes={
            "file_sha256": [None, file_sha256],
            **{action: [None, count] for action, count in plan.counts.items()},
        },
    )
    return made


def _rename(decisions: Sequence[Decision], by: User) -> None:
    for chunk in _chunks(decisions):
        names = {one.child.id: one.name for one in chunk if one.child}
        renamed = list(Student.objects.filter(school_id=by.school_id, pk__in=names))
        for student in renamed:
            before, student.name = student.name, names[student.pk]
            audit.note("rename", student, by=by, changes={"name": [before, student.name]})
        Student.objects.bulk_update(renamed, ["name"])


def _retire(left: Sequence[Held], by: User, now: datetime.datetime) -> None:
    for chunk in _chunks(left):
        retired = Placement.objects.filter(
            school_id=by.school_id, pk__in=[held.id for held in chunk], retired_at=None
        ).update(retired_at=now, retired_by=by)
        if retired != len(chunk):
            raise RuleBroken(
                "plan_changed",
                _("The file or the school's data changed after the check. Check the file again."),
            )


def _chunks(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    for first in range(0, len(rows), CHUNK):
        yield rows[first : first + CHUNK]
