"""Writing reflections, and letting others read them or no more."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from school.growth.actions.portfolios import open_portfolio
from school.growth.models import Goal, Reflection, ReflectionShare, Visibility
from school.growth.queries import documents
from school.growth.rules import reflections as rules
from school.people.models import StaffMember, User
from school.shared import audit
from school.shared.errors import Stale

ActName = tuple[str, str]


@transaction.atomic
def write_reflection(
    *,
    by: User,
    reflected_on: datetime.date,
    title: str,
    text: str,
    act: ActName | None = None,
    goal: Goal | None = None,
) -> Reflection:
    """Private until its owner says otherwise."""
    today = timezone.localdate()
    assert by.staff is not None
    portfolio = open_portfolio(by=by, staff=by.staff)
    rules.check_day(reflected_on, today=today)
    if act is not None:
        _check_own(portfolio, act, today)
    made = Reflection.objects.create(
        school_id=by.school_id,
        created_by=by,
        portfolio=portfolio,
        reflected_on=reflected_on,
        title=title,
        text=text,
        act_type=act[0] if act else "",
        act_name=act[1] if act else "",
        goal=goal,
    )
    audit.note("reflect", made, by=by, changes={"reflected_on": [None, reflected_on.isoformat()]})
    return made


def _check_own(portfolio: Any, act: ActName, today: datetime.date) -> None:
    """The record that is named is one of the portfolio's."""
    told = documents.own_acts(portfolio, today)
    rules.check_own_act(is_own=act in {(one.type, one.name) for one in told})


@transaction.atomic
def change_reflection(
    *, by: User, reflection_id: uuid.UUID, expected: int, changes: Mapping[str, Any]
) -> None:
    """`changes`: reflected_on, title, text, act, goal."""
    row = _lock(reflection_id)
    if row.version != expected:
        raise Stale(_("This reflection was changed since you opened it."), current=None)
    today = timezone.localdate()
    given = dict(changes)
    if "reflected_on" in given:
        rules.check_day(given["reflected_on"], today=today)
    if "act" in given:
        act = given.pop("act")
        if act is not None:
            _check_own(row.portfolio, act, today)
        given["act_type"], given["act_name"] = act or ("", "")
    changed = [name for name, value in given.items() if getattr(row, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(row, name, given[name])
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    audit.note("rewrite", row, by=by, changes={"fields": [None, sorted(changed)]})


@transaction.atomic
def show_reflection(
    *, by: User, reflection_id: uuid.UUID, visibility: str, staff: Sequence[StaffMember] = ()
) -> None:
    """From now on these may read it, and nobody else. The log and the shares tell who could."""
    row = _lock(reflection_id)
    named = {one.pk for one in staff}
    rules.check_readers(visibility, named, row.portfolio.staff_id)
    live = ReflectionShare.objects.filter(reflection=row, revoked_at=None)
    before = set(live.values_list("staff_id", flat=True))
    live.exclude(staff__in=named).update(revoked_at=timezone.now(), revoked_by=by)
    ReflectionShare.objects.bulk_create(
        ReflectionShare(school_id=by.school_id, created_by=by, reflection=row, staff_id=one)
        for one in sorted(named - before)
    )
    earlier, row.visibility = row.visibility, visibility
    row.save(update_fields=["visibility"])
    audit.note(
        "show",
        row,
        by=by,
        changes={
            "visibility": [earlier, visibility],
            "staff": [sorted(map(str, before)), sorted(map(str, named))],
        },
    )


@transaction.atomic
def read_reflection(*, by: User, reflection_id: uuid.UUID) -> Reflection:
    """The words. Somebody else's reading stands in the log."""
    row = Reflection.objects.select_related("portfolio").get(pk=reflection_id)
    if row.portfolio.staff_id != by.staff_id:
        audit.note("read", row, by=by)
    return row


@transaction.atomic
def void_reflection(*, by: User, reflection_id: uuid.UUID, reason: str) -> None:
    """Entered by mistake: nobody else reads it any more, and it counts nowhere."""
    row = _lock(reflection_id)
    now = timezone.now()
    ReflectionShare.objects.filter(reflection=row, revoked_at=None).update(
        revoked_at=now, revoked_by=by
    )
    row.voided_at, row.voided_by, row.void_reason = now, by, reason
    row.visibility = Visibility.PRIVATE
    row.save(update_fields=["voided_at", "voided_by", "void_reason", "visibility"])
    audit.note("void", row, by=by, reason=reason)


def _lock(reflection_id: uuid.UUID) -> Reflection:
    row = (
        Reflection.objects.select_for_update(no_key=True, of=("self",))
        .select_related("portfolio__staff")
        .get(pk=reflection_id)
    )
    rules.check_stands(row)
    return row
