"""The kinds of lessons a school opens, and the campaigns that are made of them."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from school.observation.models import CampaignKind, LessonCampaign, LessonKind, Rubric
from school.observation.queries import lessons
from school.observation.rules import lessons as rules
from school.people.models import User
from school.shared import audit
from school.shared.constraints import refused_as


@transaction.atomic
def add_kind(
    *,
    by: User,
    code: str,
    name: str,
    default_seats: int = 0,
    is_announced: bool = True,
    rubric: Rubric | None = None,
) -> LessonKind:
    """At the end of the list."""
    rules.check_kind_seats(is_announced=is_announced, default_seats=default_seats)
    rows = LessonKind.objects.filter(school_id=by.school_id)
    last = rows.aggregate(last=Max("position"))["last"] or 0
    with refused_as(rules.code_taken()):
        kind = LessonKind.objects.create(
            school_id=by.school_id,
            created_by=by,
            code=code,
            name=name,
            default_seats=default_seats,
            is_announced=is_announced,
            rubric=rubric,
            position=last + 1,
        )
    told = {
        "code": code,
        "name": name,
        "default_seats": default_seats,
        "is_announced": is_announced,
        "rubric": rubric.code if rubric else None,
    }
    audit.note("add", kind, by=by, changes={key: [None, value] for key, value in told.items()})
    return kind


@transaction.atomic
def change_kind(*, by: User, kind_id: uuid.UUID, **changes: Any) -> LessonKind:
    """Whether it is announced stays: by that, who knows of its lessons. Records keep their rubric
    version when the kind chooses another rubric.
    """
    kind = LessonKind.objects.select_for_update(no_key=True).get(pk=kind_id)
    told = {
        key: [_word(getattr(kind, key)), _word(value)]
        for key, value in changes.items()
        if getattr(kind, key) != value
    }
    for key, value in changes.items():
        setattr(kind, key, value)
    rules.check_kind_seats(is_announced=kind.is_announced, default_seats=kind.default_seats)
    kind.save(update_fields=list(changes))
    audit.note("change", kind, by=by, changes=told)
    return kind


@transaction.atomic
def plan_campaign(
    *,
    by: User,
    name: str,
    starts_on: datetime.date,
    ends_on: datetime.date,
    kinds: Sequence[LessonKind],
    theme: str = "",
) -> LessonCampaign:
    rules.check_days(starts_on, ends_on)
    with refused_as(rules.name_taken()):
        campaign = LessonCampaign.objects.create(
            school_id=by.school_id,
            created_by=by,
            name=name,
            theme=theme,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    _set_kinds(campaign, by, kinds)
    told = _snapshot(campaign)
    audit.note("plan", campaign, by=by, changes={key: [None, one] for key, one in told.items()})
    return campaign


@transaction.atomic
def change_campaign(
    *,
    by: User,
    campaign_id: uuid.UUID,
    kinds: Sequence[LessonKind] | None = None,
    **changes: Any,
) -> LessonCampaign:
    """Its lessons stay in it, so neither days nor kinds leave one out."""
    campaign = LessonCampaign.objects.select_for_update(no_key=True).get(pk=campaign_id)
    before = _snapshot(campaign)
    for key, value in changes.items():
        setattr(campaign, key, value)
    rules.check_days(campaign.starts_on, campaign.ends_on)
    made_of = kinds
    if made_of is None:
        made_of = [one.kind for one in campaign.kinds.select_related("kind")]
    rules.check_lessons_within(lessons.outside(campaign, made_of))
    with refused_as(rules.name_taken()):
        campaign.save(update_fields=list(changes))
    if kinds is not None:
        _set_kinds(campaign, by, kinds)
    after = _snapshot(campaign)
    differing = {key: [before[key], after[key]] for key in after if before[key] != after[key]}
    audit.note("change", campaign, by=by, changes=differing)
    return campaign


def _set_kinds(campaign: LessonCampaign, by: User, kinds: Sequence[LessonKind]) -> None:
    campaign.kinds.exclude(kind__in=kinds).delete()
    there = set(campaign.kinds.values_list("kind_id", flat=True))
    CampaignKind.objects.bulk_create(
        CampaignKind(school_id=campaign.school_id, created_by=by, campaign=campaign, kind_id=key)
        for key in dict.fromkeys(one.pk for one in kinds)
        if key not in there
    )


def _snapshot(campaign: LessonCampaign) -> dict[str, Any]:
    return {
        "name": campaign.name,
        "theme": campaign.theme,
        "starts_on": campaign.starts_on.isoformat(),
        "ends_on": campaign.ends_on.isoformat(),
        "kinds": sorted(campaign.kinds.values_list("kind__code", flat=True)),
    }


def _word(value: Any) -> Any:
    return value.code if isinstance(value, Rubric) else value
