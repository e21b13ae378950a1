"""Keeping the catalogue: items and their versions, limits, and the themes of the year."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from school.civility.models import (
    PointItem,
    PointItemVersion,
    PointLimits,
    ThemeItem,
    ThemeMonth,
)
from school.civility.rules import catalogue as rules
from school.people import queries as people
from school.people.models import School, User
from school.shared import audit
from school.shared.constraints import refused_as


@transaction.atomic
def add_item(*, by: User, code: str, effective_from: datetime.date, **version: Any) -> PointItem:
    """`version`: the columns of its first version."""
    rules.check_first_day(effective_from, earliest=_earliest(by))
    rules.check_worth(version)
    with refused_as(rules.code_taken()):
        item = PointItem.objects.create(school_id=by.school_id, created_by=by, code=code)
    made = PointItemVersion.objects.create(
        school_id=by.school_id,
        created_by=by,
        item=item,
        number=1,
        effective_from=effective_from,
        **version,
    )
    told = _told(made)
    audit.note(
        "add",
        item,
        by=by,
        changes={"code": [None, code], **{name: [None, value] for name, value in told.items()}},
    )
    return item


@transaction.atomic
def revise_item(
    *, by: User, item_id: uuid.UUID, effective_from: datetime.date, **version: Any
) -> PointItem:
    """A new version beside those that stand. Closing an item is a version that is not open."""
    item = PointItem.objects.select_for_update(no_key=True).get(pk=item_id)
    rules.check_later_day(effective_from, today=timezone.localdate())
    rules.check_worth(version)
    last: PointItemVersion = PointItemVersion.objects.filter(item=item).latest("number")
    made = PointItemVersion.objects.create(
        school_id=item.school_id,
        created_by=by,
        item=item,
        number=last.number + 1,
        effective_from=effective_from,
        **version,
    )
    before, after = _told(last), _told(made)
    differing = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    audit.note("revise", item, by=by, reason=made.why, changes=differing)
    return item


@transaction.atomic
def set_limits(*, by: User, effective_from: datetime.date, **limits: Any) -> PointLimits:
    School.objects.select_for_update(no_key=True).get(pk=by.school_id)
    earlier = PointLimits.objects.filter(school_id=by.school_id)
    newest = _newest(earlier)
    if newest:
        rules.check_later_day(effective_from, today=timezone.localdate())
    else:
        rules.check_first_day(effective_from, earliest=_earliest(by))
    made = PointLimits.objects.create(
        school_id=by.school_id,
        created_by=by,
        number=newest + 1,
        effective_from=effective_from,
        **limits,
    )
    told = {"effective_from": effective_from.isoformat(), **limits}
    changes = {name: [None, value] for name, value in told.items() if name != "why"}
    audit.note("limit", made, by=by, reason=made.why, changes=changes)
    return made


@transaction.atomic
def set_theme(
    *,
    by: User,
    title: str,
    colour: str,
    slogan: str = "",
    starts_on: datetime.date,
    ends_on: datetime.date,
    items: Sequence[PointItem] = (),
) -> ThemeMonth:
    """The database refuses a second one on the same days."""
    rules.check_theme_days(starts_on, ends_on)
    rules.check_each_once([one.pk for one in items])
    with refused_as(rules.theme_overlaps()):
        theme = ThemeMonth.objects.create(
            school_id=by.school_id,
            created_by=by,
            title=title,
            colour=colour,
            slogan=slogan,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    ThemeItem.objects.bulk_create(
        ThemeItem(school_id=by.school_id, created_by=by, theme=theme, item=one) for one in items
    )
    told = {
        "title": title,
        "colour": colour,
        "slogan": slogan,
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
        "items": sorted(one.code for one in items),
    }
    audit.note("set", theme, by=by, changes={name: [None, value] for name, value in told.items()})
    return theme


@transaction.atomic
def withdraw_theme(*, by: User, theme_id: uuid.UUID) -> ThemeMonth:
    """Its days are free again; what was recorded in them is not touched."""
    theme: ThemeMonth = ThemeMonth.objects.select_for_update().get(pk=theme_id)
    rules.check_not_withdrawn(theme.retired_at)
    theme.retired_at, theme.retired_by = timezone.now(), by
    theme.save(update_fields=["retired_at", "retired_by"])
    audit.note("withdraw", theme, by=by, changes={"withdrawn": [False, True]})
    return theme


# ---- parts ---------------------------------------------------------------------------------


def _earliest(by: User) -> datetime.date:
    today = timezone.localdate()
    term = people.current_term(by.school_id, today)
    return term.window_opens_on if term else today


def _newest(rows: QuerySet[Any]) -> int:
    return rows.aggregate(newest=Max("number"))["newest"] or 0


def _told(version: PointItemVersion) -> Mapping[str, Any]:
    names = (
        *("is_open", "name", "domain", "kind", "recorder", "least", "most", "needs_note"),
        *("cap_day", "cap_week", "cap_month"),
    )
    told = {name: getattr(version, name) for name in names}
    return {"effective_from": version.effective_from.isoformat(), **told}
