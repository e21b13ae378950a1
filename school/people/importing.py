"""Importing a roster: the dry run, which writes nothing, and the import, whole file or nothing.

A confirmed file is owed on its row; a worker claims the row and writes all of the file in the one
transaction that also says that it is done. Killed anywhere, it has written nothing.
"""

import base64
import datetime
import hashlib
import logging
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.people import planning, queries, sheets, tasks
from school.people.access import may
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
from school.people.roles import Permission
from school.shared import audit, bell, idempotency, leases
from school.shared.errors import Refused, RuleBroken

logger = logging.getLogger(__name__)
T = TypeVar("T")
CHUNK = 500
MOST_ERRORS = 3
"""An import that cannot be carried out fails after so many tries."""


@dataclass(frozen=True)
class RosterCheck:
    """What a file would change, for a person to look at."""

    file_name: str
    encoding: str
    ignored_columns: tuple[str, ...]
    plan: Plan
    imported_at: datetime.datetime | None
    """When this very file was imported before, if it was and still stands."""


def check_roster(*, by: User, file_name: str, content: bytes) -> RosterCheck:
    """Reads the file and the school's books; writes nothing."""
    table = sheets.read(file_name, content)
    return RosterCheck(
        sheets.display_name(file_name),
        table.encoding,
        table.ignored,
        planning.plan(table.lines, _roster(by.school_id, timezone.localdate())),
        _imported_before(by, content),
    )


def _imported_before(by: User, content: bytes) -> datetime.datetime | None:
    same = RosterImport.objects.filter(
        school_id=by.school_id,
        file_sha256=hashlib.sha256(content).hexdigest(),
        work=RosterImport.Work.DONE,
        undone_at=None,
    )
    return same.values_list("created_at", flat=True).first()


def import_roster(
    *, by: User, key: uuid.UUID, file_name: str, content: bytes, digest: str
) -> tuple[RosterImport, bool]:
    """The import this gesture asked for, and whether it was asked for just now.

    `digest` names the plan that the person saw. Raises RuleBroken `plan_changed` when the books or
    the file say something else by now, `has_conflicts` when a row is in doubt.
    """
    table = sheets.read(file_name, content)  # before the database is locked
    file_sha256 = hashlib.sha256(content).hexdigest()

    def act() -> RosterImport:
        plan = _plan_seen(table, by, digest)
        made = RosterImport.objects.create(
            school_id=by.school_id,
            created_by=by,
            file_name=sheets.display_name(file_name),
            file_sha256=file_sha256,
            digest=digest,
            content=base64.b64encode(content).decode(),
            rows=len(plan.decisions),
            created=plan.counts[Action.CREATE],
            updated=plan.counts[Action.UPDATE],
            skipped=plan.counts[Action.SKIP],
        )
        audit.note(
            "request_roster_import",
            made,
            by=by,
            changes={"file_sha256": [None, file_sha256], "rows": [None, made.rows]},
        )
        bell.ring_after_commit(tasks.import_roster, [str(made.pk)])
        return made

    made, is_new = idempotency.once(
        by=by, key=key, body={"file": file_sha256, "digest": digest}, act=act
    )
    return queries.imports().get(pk=made, school_id=by.school_id), is_new


def _plan_seen(table: sheets.Table, by: User, digest: str) -> Plan:
    """The plan that the person confirmed, if the file and the school still come to the same."""
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
    return plan


# ---- the work ------------------------------------------------------------------------------


def carry_out(import_id: uuid.UUID | str) -> bool:
    """Does what one import is owed. False when it is done, held by another, or has failed."""
    row = RosterImport.objects.filter(pk=import_id)
    token = leases.claim(row)
    if token is None:
        return False
    made = row.select_related("created_by__staff").get()
    held = RosterImport.objects.filter(pk=made.pk, token=token, work=RosterImport.Work.REQUESTED)
    try:
        held.update(step=RosterImport.Step.READING)
        table = sheets.read(made.file_name, base64.b64decode(made.content))
        held.update(step=RosterImport.Step.WRITING, rows_read=len(table.lines))
        return _write(made, held, table)
    except OperationalError:
        raise  # the database is away: the lease runs out and the tick sends it again
    except Refused as refused:
        _end(held, problem=refused.code)
    except Exception:
        logger.exception("Import %s could not be carried out", made.pk)
        if made.attempt >= MOST_ERRORS:
            _end(held, problem="broke_off")
        else:
            held.update(step=RosterImport.Step.WAITING, token=None, lease_until=None)
    return False


def tick() -> int:
    """Rings for every import that is owed and that nobody holds; gives up on the hopeless."""
    return bell.tick(
        RosterImport.objects.all(),
        tasks.import_roster,
        problem="broke_off",
        content="",
        step=RosterImport.Step.ENDED,
        ended_at=timezone.now(),
    )


def _end(held: Any, *, problem: str) -> None:
    """Nothing was written, and the file is not kept."""
    held.update(
        work=RosterImport.Work.FAILED,
        problem=problem,
        token=None,
        lease_until=None,
        content="",
        step=RosterImport.Step.ENDED,
        ended_at=timezone.now(),
    )


@transaction.atomic
def _write(made: RosterImport, held: Any, table: sheets.Table) -> bool:
    """A worker whose lease was taken over writes nothing."""
    by = made.created_by
    assert by is not None
    plan = _plan_seen(table, by, made.digest)
    if not held.select_for_update().exists():
        return False
    if not (by.is_active and may(by, Permission.ROSTER_IMPORT)):
        raise RuleBroken("no_longer_allowed", "")
    written = _carry_out(plan, by)
    held.update(
        work=RosterImport.Work.DONE,
        problem="",
        token=None,
        lease_until=None,
        content="",
        step=RosterImport.Step.ENDED,
        rows_written=len(plan.decisions),
        written=written,
        ended_at=timezone.now(),
    )
    audit.note(
        "import_roster",
        made,
        by=by,
        changes={
            "file_sha256": [None, made.file_sha256],
            **{action: [None, count] for action, count in plan.counts.items()},
        },
    )
    return True


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
        for pk, number, name in Student.objects.filter(
            school_id=school_id, taken_back_at=None
        ).values_list("pk", "student_number", "name")
    }
    classes = frozenset(map(_key, SchoolClass.objects.filter(school_id=school_id)))
    return Roster(stages[0].stage, stages[0].starts_on, today, children, classes)


def _key(school_class: SchoolClass) -> ClassKey:
    return ClassKey(school_class.stage, school_class.cohort_year, school_class.number)


# ---- what changes --------------------------------------------------------------------------


def _carry_out(plan: Plan, by: User) -> dict[str, Any]:
    """Writes the plan; the keys of all that was written and retired."""
    now = timezone.now()
    of_all = {"school_id": by.school_id, "created_by": by, "created_at": now}
    SchoolClass.objects.bulk_create(
        SchoolClass(stage=key.stage, cohort_year=key.cohort_year, number=key.number, **of_all)
        for key in plan.new_classes
    )
    classes = {_key(one): one for one in SchoolClass.objects.filter(school_id=by.school_id)}
    students = _enter(plan, by, of_all)
    renamed = [one for one in plan.decisions if one.renames]
    _rename(renamed, by)

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

    return {
        "children": [str(child.pk) for child in students.values()],
        "placed": [str(one.pk) for one in placements],
        "retired": [str(one.id) for one in left],
        "names": {str(one.child.id): [one.child.name, one.name] for one in renamed if one.child},
    }


def _enter(plan: Plan, by: User, of_all: dict[str, Any]) -> dict[int, Student]:
    """Row -> the child that is new; one that an undone import had entered is taken up again."""
    new = [one for one in plan.decisions if one.action == Action.CREATE]
    taken_back = Student.objects.filter(school_id=by.school_id).exclude(taken_back_at=None)
    known = {child.student_number: child for child in taken_back}
    found: dict[int, Student] = {}
    for one in new:
        child = known.get(one.student_number)
        if child is None:
            child = Student(student_number=one.student_number, name=one.name, **of_all)
        child.name, child.taken_back_at, child.taken_back_by = one.name, None, None
        found[one.row] = child
    again = [child for child in found.values() if child.student_number in known]
    Student.objects.bulk_create(
        [child for child in found.values() if child.student_number not in known], batch_size=CHUNK
    )
    Student.objects.bulk_update(again, ["name", "taken_back_at", "taken_back_by"], batch_size=CHUNK)
    return found


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
