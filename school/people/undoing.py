"""Taking a roster import back, as long as nothing refers to what it wrote.

Nothing is deleted: placements are retired and what stood before is written anew, so that what was
known in between can still be asked. A child that the import alone had named is marked as taken back
and stands in no list from then on; a class that it opened stays, as empty as one opened by hand.
"""

import datetime
import uuid
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.people.models import Placement, RosterImport, School, Student, User
from school.people.refs import record_word
from school.shared import audit
from school.shared.errors import RuleBroken
from school.shared.models import uuid7

CHUNK = 500


@transaction.atomic
def undo_import(*, by: User, import_id: uuid.UUID, reason: str) -> RosterImport:
    """Raises RuleBroken `in_use` with how many of which records stand in the way.

    An import that was taken back already is answered as it is.
    """
    School.objects.select_for_update(no_key=True).get(pk=by.school_id)
    made = RosterImport.objects.defer("content").get(school_id=by.school_id, pk=import_id)
    if made.undone_at is not None:
        return made
    if made.work != RosterImport.Work.DONE:
        raise RuleBroken("not_imported", _("This file was not imported."))
    if not made.written:
        raise RuleBroken(
            "not_undoable", _("This import is older than the list of what an import writes.")
        )
    in_the_way = _in_the_way(made)
    if in_the_way:
        told = _(", ").join(
            _("%(count)d × %(what)s") % {"count": count, "what": what}
            for what, count in sorted(in_the_way.items())
        )
        raise RuleBroken(
            "in_use",
            _("Not undone, because the school goes on with these children: %(records)s.")
            % {"records": told},
        )
    _take_back(made, by)
    made.undone_at, made.undone_by, made.undo_reason = timezone.now(), by, reason
    made.save(update_fields=["undone_at", "undone_by", "undo_reason"])
    audit.note(
        "undo_roster_import",
        made,
        by=by,
        reason=reason,
        changes={name: [len(keys), None] for name, keys in made.written.items()},
    )
    return made


# ---- what stands in the way ----------------------------------------------------------------


def _in_the_way(made: RosterImport) -> Counter[str]:
    """Records in words -> how many of them refer to what the import wrote."""
    wrote = made.written
    found: Counter[str] = Counter()
    placed = Placement.objects.filter(school_id=made.school_id, pk__in=wrote["placed"])
    if later := placed.exclude(retired_at=None).count():
        found[_("later change of class")] += later
    entered = set(map(uuid.UUID, wrote["children"]))
    moved = set(placed.values_list("student_id", flat=True)) - entered
    for rows in (
        _referring(Student, wrote["children"], wrote),
        _referring(Student, moved, wrote, since=made),
        _referring(Placement, wrote["placed"], wrote),
    ):
        for model, count in rows:
            found[record_word(model)] += count
    names = dict(
        Student.objects.filter(school_id=made.school_id, pk__in=wrote["names"]).values_list(
            "pk", "name"
        )
    )
    changed = [
        key for key, (_before, after) in wrote["names"].items() if names[uuid.UUID(key)] != after
    ]
    if changed:
        found[_("later change of name")] += len(changed)
    return found


def _referring(
    model: type[models.Model],
    keys: Collection[Any],
    wrote: dict[str, Any],
    since: RosterImport | None = None,
) -> Iterator[tuple[type[models.Model], int]]:
    """How many rows of which tables point to these rows, beside what the import itself wrote."""
    if not keys:
        return
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or relation.concrete:
            continue
        table: Any = relation.related_model
        rows = table._base_manager.filter(**{f"{relation.field.name}__in": list(keys)})  # type: ignore[union-attr]
        if table is Placement:
            rows = rows.filter(retired_at=None).exclude(pk__in=wrote["placed"])
        if since is not None:
            rows = rows.filter(created_at__gt=since.ended_at)
        if count := rows.count():
            yield table, count


# ---- taking back ---------------------------------------------------------------------------


def _take_back(made: RosterImport, by: User) -> None:
    wrote, now = made.written, timezone.now()
    school = {"school_id": made.school_id}
    for chunk in _chunks(wrote["placed"]):
        Placement.objects.filter(**school, pk__in=chunk, retired_at=None).update(
            retired_at=now, retired_by=by
        )
    for chunk in _chunks(wrote["retired"]):
        Placement.objects.bulk_create(
            [_anew(held, by, now) for held in Placement.objects.filter(**school, pk__in=chunk)]
        )
    for child in Student.objects.filter(**school, pk__in=wrote["names"]):
        before, after = wrote["names"][str(child.pk)]
        child.name = before
        child.save(update_fields=["name"])
        audit.note("rename", child, by=by, changes={"name": [after, before]})
    for chunk in _chunks(wrote["children"]):
        Student.objects.filter(**school, pk__in=chunk).update(taken_back_at=now, taken_back_by=by)


def _anew(held: Placement, by: User, now: datetime.datetime) -> Placement:
    """The retired fact as a new row, every column of it."""
    held.pk, held._state.adding = uuid7(), True
    held.created_by, held.created_at = by, now
    held.retired_by, held.retired_at = None, None
    return held


def _chunks(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(keys), CHUNK):
        yield keys[first : first + CHUNK]
